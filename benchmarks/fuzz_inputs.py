"""Bytes to inputs of the fuzzing harnesses: every byte stands for a piece of CSS, so that any bytes are nearly CSS.

Whoever mutates the bytes, a random generator or libFuzzer, so moves, doubles and drops whole pieces. Pieces that
decide where something ends (brackets, quotes, comments, escapes, newlines) come more often than others.
"""

import codecs
import functools
from collections.abc import Sequence

BREAKS = ("{", "}", "(", ")", "[", "]", ";", ":", ",", " ", "\n", "\r\n", "\r", "\f", "\t", "\\", '"', "'", "/*", "*/")
SIGNS = (
    *("/", "*", "//", "**/", "/**", "!", "#", "@", "&", ">", "+", "~", "|", "||", "^=", "$", "=", "<", "<!--", "-->"),
    *("-", "--", ".", "%", "?", "`", "\\\n", "\\\r\n", "\\7b ", "\\7d ", "\\22 ", "\\0", "\\d800 ", "\\110000 ", "\\*"),
    *("é", "∅", "💡", "\u200b", "\u202e", "\ufeff", "\u2028", "\x85", "\x1b[2J", "\x7f", "\x0b", "\x01", "\ud83d"),
)
MARKERS = (
    *("/* complete: x */", "/* complete(n=2): y */", "/* complete(leave=region): z */", "/** complete: a\n * b */"),
    *("/* complete(leave=nothing, seed=7): c */", "/*complete:*/", "/* complte: d */", "/* complete e */", "complete"),
    *(
        "// complete: f",
        "/* COMPLETE: \\*/",
        "/* cssgen:end p=0 sum=0 */",
        "/* cssgen:end */",
        "/* complete(x=1): g */",
    ),
)
WORDS = (
    *("a", ".b", "#c", "red", "color", "margin", "width", "none", "from", "to", "50%", "1px", "-2.5e3em", "+1", "#fff"),
    *("url(", "URL(x y)", "url( 'a' )", "u\\72l(", "var(", "--x", "var(--x,", "calc(", "rgb(1 2 3)", ":is(", ":not("),
    *(
        "attr(",
        "image-set(",
        "important",
        "!important",
        "u+4?",
        "and",
        "not",
        "or",
        "(width > 1px)",
        "::before",
        ":hover",
    ),
    *("linear-gradient(", "env(x)", "1e999", "999999999999999999999", "expression(", "</style>", "https://x", "data:,"),
)
STATEMENTS = (
    *("a{", "a{color:red}", "color:red;", "color:", "margin: 0 1px;", "--x: {a:b};", "--x:", "a b>c{", "&:hover{", "}"),
    *("@media print{", "@supports (a:b){", "@layer x;", "@import 'a';", '@charset "utf-8";', "@keyframes k{", "from{"),
    *("@font-face{", "@page :first{", "@x y;", "@x{", "@container (a){", "@property --x{", "syntax:'*';", "@scope{"),
    *("background: url(a.png);", "grid-template-areas:'a' 'b';", "transition: all 1s, b 2s;", "@-webkit-keyframes k{"),
)
VALUES = (
    *WORDS,
    *("auto", "inherit", "revert-layer", "solid", "ease-in", "1fr", "2s", "45deg", "100vh", "0", "-1", "1.5", "'s'"),
    *(
        "minmax(",
        "repeat(",
        "fit-content(",
        "min(",
        "max(",
        "clamp(",
        "round(",
        "translate(",
        "cubic-bezier(",
        "steps(",
    ),
    *(
        "color-mix(",
        "in srgb",
        "oklch(",
        "hsl(",
        "from red",
        "r g b",
        "currentColor",
        "transparent",
        "at center",
        "circle",
    ),
    *(
        "counter(",
        "attr(x type(<length>))",
        "<length>",
        "path('M0 0')",
        "drop-shadow(",
        "blur(",
        "span 2",
        "[line]",
        "/",
    ),
)
SETTINGS = (
    *(
        "[tool.cssgen]\n",
        "[tool]\n",
        "[[tool.cssgen]]\n",
        "[tool.cssgen.include]\n",
        "tool = 5\n",
        "tool.cssgen.seed=1\n",
    ),
    *("include", "exclude", "keyword", "leave", "model", "engine", "seed", "candidates", "temperature", "no-cache"),
    *(
        "force-exclude",
        "max_new_tokens",
        "recipes",
        "required-version",
        "colour",
        " = ",
        "=",
        ".",
        "\n",
        "\n\n",
        "# c\n",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        ",",
        '"',
        "'",
        '"""',
        "'''",
        "\\u0041",
        "\\",
        "true",
        "false",
        "1",
        "-1",
        "0x1f",
        "1e9",
        "nan",
    ),
    *(
        "inf",
        "1_000",
        "99999999999999999999",
        "2026-01-01",
        "12:30:00",
        '["*.css"]',
        '"nothing"',
        '"x"',
        "[[[[",
        "é",
        "\0",
    ),
    *("\r\n", "\t", " ", "\x1b", "\ufeff", "\x7f"),
)
BALANCED = (
    *MARKERS,
    *(
        "\n",
        "\r\n",
        "\f",
        "  ",
        "\t",
        "/* c */",
        "/**/",
        "a{color:red}",
        ".b { margin: 0 }\n",
        "@layer x;",
        "é{}",
        "{}",
    ),
    *(f"a{{ color: red; {marker} }}\n" for marker in MARKERS),
    *(f"@media print {{\n  {marker}\n  a{{}}\n}}\n" for marker in MARKERS),
    *(f"b{{\r\n\tmargin: 0 {marker} auto;\r\n}}\r\n" for marker in MARKERS),
    *(f"@keyframes k {{ from {{}} {marker}}}" for marker in MARKERS),
)
GRAMMAR = (
    *VALUES,
    *(
        " ",
        " ",
        " ",
        ", ",
        ")",
        ")",
        "));",
        ";",
        ";\n  ",
        ";\n",
        "\n}",
        "\n  }",
        " }",
        "\n\n",
        " {\n  ",
        " {\n    ",
        "  ",
    ),
    *("color: ", "margin: ", "background: ", "transition: ", "display: flex", "grid-area: ", "--gap: ", "--accent: "),
    *("transform: ", "font: ", "width: ", "content: ", "animation: ", "border: ", "inset: ", "opacity: ", "filter: "),
    *(
        ".a",
        ".b",
        ".card",
        " > ",
        "h1",
        "button",
        ":hover",
        "::after",
        "@media (",
        "min-width: ",
        "print",
        "@supports (",
    ),
    *("from {\n", "50% {\n", "to {\n", "syntax: ", "inherits: ", "initial-value: ", '"*"', "url(a.png)", "var(--gap)"),
)
COMPILED = (
    *("$a", "$a: 1px;", "#{", "#{$a}", "@{", "@{a}", "//", "// c\n", "// complete: x\n", "@a: 1;", "@a", "`", '~"x"'),
    *("@mixin m {", "@include m;", "@include m {", "@if $a {", "@else {", "@function f($x) {", "@each $a in b {"),
    *("@use 'x';", "@extend .x;", "@return 1;", "@at-root a {", "%p{", ".a-#{$i}{", "&__x{", "& + &{", "$m: (a: b);"),
    *(".m();", ".m() when (@a) {", ".m() !important;", "@plugin 'x';", "@r: {", "@r();", "e('x')", "url-prefix("),
    *(
        "é" * 30,
        "é" * 30 + "{",
        "!default",
        "map.get($m, a)",
        "a: b: c;",
        "font: {",
        "1px + 2px",
        "-$a",
        "@import (less) 'a';",
    ),
)
HOSTS = (
    *(
        "<style>",
        "</style>",
        "<style scoped>",
        "<style lang=scss>",
        '<style lang="postcss">',
        "<STYLE\n>",
        "</style\t>",
    ),
    *("<style", ">", "<", "/>", "<script>", "</script>", "<!--", "-->", "--!>", "<template>", "</template>", "<svg>"),
    *("<![CDATA[", "]]>", "<textarea>", "</textarea>", "<title>", "</title>", "{`", "`}", "---\n", "<style>{`", "${"),
    *("<a style='", 'x="<style>"', "={", "{'", "<style is:inline>", "<style define:vars={{a}}>", "{#if x}", "{@html '"),
    *(
        "<style>a{}</style>\n",
        "<script>'</script>'",
        "<!-- <style> -->",
        "<noscript>",
        "<plaintext>",
        "</svg>",
        "<math>",
    ),
)


@functools.cache
def pieces(kind: str) -> Sequence[str]:
    """256 pieces of one kind, one for each byte."""
    mixed = {
        "sheet": (*BREAKS * 3, *SIGNS, *MARKERS[:2], *WORDS, *STATEMENTS * 2),
        "marked": (*BREAKS * 2, *SIGNS[:35], *MARKERS * 3, *WORDS, *STATEMENTS * 2),
        "balanced": BALANCED,
        "value": (*BREAKS[:16], *SIGNS[:20], *VALUES * 2, " ", " ", ",", ")", ")", ")"),
        "answer": (*BREAKS * 2, *SIGNS, *STATEMENTS * 2, *VALUES, *MARKERS[:3]),
        "grammar": GRAMMAR * 3,
        "settings": SETTINGS * 3,
        "compiled": (*BREAKS, *SIGNS[:20], *MARKERS[:4] * 3, *STATEMENTS * 2, *COMPILED * 2),
        "hosts": (*BREAKS, *HOSTS * 3, *MARKERS[:4] * 3, *STATEMENTS[:14]),
    }[kind]
    return tuple((mixed * 256)[:256])


def read_text(data: bytes, kind: str) -> str:
    """The text that `data` stands for."""
    return "".join(map(pieces(kind).__getitem__, data))


_CHARSETS = ("", '@charset "windows-1252";', '@charset "shift_jis";', '@charset "gb18030";', '@charset "utf-16";')
_BOMS = (b"", b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CODECS = ("utf-8", "utf-16-le", "utf-16-be", "shift_jis", "gb18030", "latin-1", "iso2022_jp", "euc_kr")


def read_raw(data: bytes) -> bytes:
    """A file in some encoding, right or wrong; what is left of `data` may stand in it as it is."""
    head, body = data[:4].ljust(4, b"\0"), data[4:]
    text = _CHARSETS[head[0] % len(_CHARSETS)] + read_text(body, "marked")
    raw = text.encode(_CODECS[head[1] % len(_CODECS)], "ignore")
    noise = body[: head[3] % 8] if head[3] > 128 else b""
    place = head[2] % (len(raw) + 1)
    return _BOMS[head[3] % len(_BOMS)] + raw[:place] + noise + raw[place:]
