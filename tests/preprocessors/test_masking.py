"""What CSS does not know of SCSS and Less is blanked out, or the file is refused."""

import random

import pytest

from cssgen.blanks import MaskError
from cssgen.preprocessors.dialects import Language
from cssgen.preprocessors.masking import find_line_comments, mask
from cssgen.scanner import Kind, scan

SCSS, LESS = Language.SCSS, Language.LESS


@pytest.mark.parametrize(
    ("language", "text", "masked"),
    [
        pytest.param(SCSS, "a { b: c } // it's {\nd {}", "a { b: c }          \nd {}", id="line comment"),
        pytest.param(LESS, "a { b: c } // it's {\nd {}", "a { b: c }          \nd {}", id="line comment of Less"),
        pytest.param(SCSS, "// é\r\na {}", "    \r\na {}", id="line ends stay"),
        pytest.param(SCSS, ".a-#{$i} { b: c }", ".a-      { b: c }", id="interpolation"),
        pytest.param(SCSS, ".a#{'}' + \"{#{1}\"}b {}", f".a{' ' * 16}b {{}}", id="strings in an interpolation"),
        pytest.param(SCSS, '"a #{"b"} c"', '"a        c"', id="interpolation in a string"),
        pytest.param(LESS, ".@{n}-b { @{p}: c }", ".    -b {     : c }", id="interpolation of Less"),
        pytest.param(LESS, 'a: "@{n}"; b: ~"c"', 'a: "@{n}"; b: ~"c"', id="strings of Less stay"),
        pytest.param(SCSS, "a: url(http://b/c.png)", "a: url(http://b/c.png)", id="`//` in a URL"),
        pytest.param(LESS, "a: url(http://b/c.png)", "a: url(http://b/c.png)", id="`//` in a URL of Less"),
        pytest.param(SCSS, "a: url($b + 'c)')", "a:    ($b + 'c)')", id="url as a function"),
        pytest.param(SCSS, "a: url(#{$b}//c.png)", "a:                  ", id="URL with an interpolation"),
        pytest.param(SCSS, "a: url('b//c')", "a: url('b//c')", id="URL of a string"),
        pytest.param(SCSS, "/* // ' */ a {}", "/* // ' */ a {}", id="block comment stays"),
        pytest.param(SCSS, "/* #{$a} */", "/* #{$a} */", id="interpolation in a comment"),
        pytest.param(SCSS, "a { --b: c // d\n }", "a { --b: c     \n }", id="a comment or not, it opens nothing"),
        pytest.param(SCSS, "$m: (a: 1, // b(\n c: 2);", "$m: (a: 1,      \n c: 2);", id="comment in a map"),
        pytest.param(SCSS, r".a\:b\'c { d: e }", r".a\:b\'c { d: e }", id="escapes"),
    ],
)
def test_mask(language: Language, text: str, masked: str) -> None:
    assert mask(text, language) == masked


@pytest.mark.parametrize(
    ("language", "text", "offset"),
    [
        pytest.param(SCSS, "a { b: 'c\n' }", 7, id="string over lines"),
        pytest.param(LESS, "a { b: 'c\n' }", 7, id="string over lines of Less"),
        pytest.param(SCSS, "a { b: #{c", 7, id="interpolation without an end"),
        pytest.param(SCSS, "a #{'x' /* } */} {}", 2, id="comment in an interpolation"),
        pytest.param(SCSS, "a {} /* b", 5, id="comment without an end"),
        pytest.param(SCSS, '/* #{"*/"} */', 3, id="comment that ends in an interpolation"),
        pytest.param(SCSS, "a { --b: c // }\n }", 11, id="no comment for some versions"),
        pytest.param(SCSS, "a { b: calc(1px // )\n ) }", 16, id="no comment in some functions"),
        pytest.param(LESS, "@a: b // ;\n c;", 6, id="no comment for some values"),
        pytest.param(LESS, "a { b: `1 + 1` }", 7, id="JavaScript"),
        pytest.param(LESS, "a {} \f b {}", 5, id="form feed"),
        pytest.param(LESS, "a { b: URL(c) }", 7, id="a function for Less, a URL for CSS"),
        pytest.param(LESS, "a { b: url(c(d)) }", 7, id="bracket in a URL"),
        pytest.param(LESS, "@{a b} {}", 0, id="unknown interpolation"),
        pytest.param(SCSS, r"a { b: \75rl(c 'd' e) }", 7, id="spelled by escapes"),
        pytest.param(SCSS, "@document url-prefix(http://a) {}", 10, id="url-prefix()"),
        pytest.param(SCSS, "a { b: $url(c) }", 8, id="a variable called url"),
    ],
)
def test_refused(language: Language, text: str, offset: int) -> None:
    with pytest.raises(MaskError) as caught:
        mask(text, language)
    assert caught.value.offset == offset


def mask_if_told(text: str, language: Language) -> str | None:
    """The masked text; None if the text is refused."""
    try:
        return mask(text, language)
    except MaskError:
        return None


PIECES = [
    "a {",
    "}",
    ";",
    ": ",
    "(",
    ")",
    "'",
    '"',
    "\\",
    "//",
    "/*",
    "*/",
    "\n",
    "\r\n",
    "#{",
    "$a",
    "@{b}",
    "url(",
    "~",
    "`",
    "--c: ",
    "x",
    "calc(",
    "%",
    " ",
]


@pytest.mark.parametrize("language", Language)
def test_anything_keeps_its_places(language: Language) -> None:
    """Only blanks are put in, and of what is read as comments nothing is left over."""
    seeds = random.Random(7)  # noqa: S311  no secret
    read = 0
    for _ in range(4000):
        text = "".join(seeds.choices(PIECES, k=seeds.randint(1, 14)))
        masked = mask_if_told(text, language)
        if masked is None:
            continue
        read += 1
        assert len(masked) == len(text), text
        assert all(ours in (theirs, " ") for ours, theirs in zip(masked, text, strict=True)), text
        assert [each for each in text if each in "\r\n"] == [each for each in masked if each in "\r\n"], text
        kinds = {token.kind for token in scan(masked)}
        assert not kinds & {Kind.BAD_STRING, Kind.UNCLOSED_COMMENT}, text
    assert read > 400


@pytest.mark.parametrize("language", Language)
def test_size_costs_time_in_proportion(language: Language) -> None:
    """No pattern goes back over what others have read: these would take minutes."""
    for text in ("// a;'\n" * 40_000, "x " * 150_000 + "// b\n", "#" * 200_000, "url(" * 50_000, "\\" * 200_000):
        mask_if_told(text, language)


def test_line_comments_that_look_like_markers() -> None:
    text = "a: 'x // complete: no';\n// complete: b\n/* // complete: c */\n//Complete(n=2): d\n// completed: e\n"
    found = [text[start:end] for start, end in find_line_comments(text, SCSS, "complete")]
    assert found == ["// complete: b", "//Complete(n=2): d"]
