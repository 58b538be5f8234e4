"""CSS that means the same in SCSS and Less: what of a fill does not, and what can be spelled so that it does.

What is refused is what compilers evaluate, or what some of them, from Dart Sass 1.32 and Less 4.1 on, read otherwise.
The tests compile fills with them.
"""

import re
from collections.abc import Iterator

from cssgen.preprocessors.dialects import Dialect, Language
from cssgen.scanner import Kind, scan
from cssgen.structure import Block, Statement, read_structure

_IN_ANY = "abs acos alpha asin atan atan2 cos exp hypot if log mod pow random rem round sign sin sqrt tan"
# Functions of Less with the names of functions of CSS, or with names that a later CSS may take.
_IN_LESS = """
    argb average blue boolean ceil color convert darken data-uri default desaturate difference e each escape exclusion
    extract fade fadein fadeout floor get-unit green greyscale hardlight hsv hsva hsvhue hsvsaturation hsvvalue hue
    image-height image-size image-width isdefined length lighten lightness luma luminance max min mix multiply negation
    overlay percentage pi range red replace saturation screen shade softlight spin style svg-gradient tint unit
"""
_FUNCTIONS = {
    Language.SCSS: frozenset(_IN_ANY.split()),
    Language.LESS: frozenset(f"{_IN_ANY} {_IN_LESS}".split()),
}
_AT_RULES = {
    Language.SCSS: frozenset({"media", "supports", "layer", "container", "keyframes", "font-face", "property", "page"}),
    Language.LESS: frozenset({"media", "supports", "layer", "keyframes", "font-face"}),
}
_NESTED_AT_RULES = frozenset({"media", "supports"})
# Interpolations, variables, escapes and comments of either language.
_SIGNS = re.compile(r"#\{|@\{|\$[\w{-]|`|~[\"']|//|[\"'][^\"']*[#@$]\{")
_FUNCTION = re.compile(r"(?<![-\w:])([-\w]+)\(")
# Relative colours, and components that stand in variables: compilers put commas between these.
_COLOUR = re.compile(
    r"\(\s*from\s|\b(?:rgb|hsl)a?\((?:[^(),]|\([^()]*\))*\bvar\((?:[^(),]|\([^()]*\))*\)", re.IGNORECASE
)
_CALC = re.compile(r"\bcalc\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", re.IGNORECASE)
_CONSTANT = re.compile(r"(?<![-\w.#])(?:infinity|nan|pi)(?![-\w(])", re.IGNORECASE)  # of calc()
_BARE = {Kind.STRING: '""', Kind.URL: "url"}
_OPERATOR = re.compile(r"\s[-+*]\s")
# `&` at the start of each selector if anywhere, followed by what CSS lets follow.
_NESTED_ONE = r"(?:&(?![-\w])|(?=[.#:\[>+~*a-z]))[^&,]*"
_NESTED_SELECTOR = re.compile(rf"{_NESTED_ONE}(?:,\s*{_NESTED_ONE})*", re.IGNORECASE)
_ARGUMENTS = re.compile(r"\([^()&]*\)")
# Less before 4.2 ends `:has(a, b:not(c))` at the first parenthesis.
_NESTED_LIST = re.compile(r"\([^()]*(?:,[^()]*\(|\([^()]*\)[^()]*,)")
_LISTED = re.compile(r",|::|:(?:before|after|first-l)|&", re.IGNORECASE)

_ALPHA = r"(?P<alpha>\d*\.?\d+%?)"
_MODERN = {
    "rgb": re.compile(rf"\brgba?\(\s*(\d+)\s+(\d+)\s+(\d+)\s*(?:/\s*{_ALPHA}\s*)?\)", re.IGNORECASE),
    "hsl": re.compile(
        rf"\bhsla?\(\s*(\d*\.?\d+)(?:deg)?\s+(\d*\.?\d+%)\s+(\d*\.?\d+%)\s*(?:/\s*{_ALPHA}\s*)?\)", re.IGNORECASE
    ),
}


def respell(text: str, dialect: Dialect) -> str:
    """`text` with its colours as Less knows them: `rgba(0, 0, 0, 0.2)` for `rgb(0 0 0 / 20%)`."""
    if dialect.language is Language.LESS:
        for name, pattern in _MODERN.items():
            text = pattern.sub(lambda match, name=name: _respell_colour(match, name), text)  # type: ignore[misc]
    return text


def find_misread(text: str, dialect: Dialect, *, is_value: bool, is_nested: bool) -> str:
    """Why a fill may not mean the same when it is compiled, in words; empty if it does.

    Args:
        text: in canonical layout.
        dialect: of its place.
        is_value: whether it is a part of a value.
        is_nested: whether it stands in a style rule.
    """
    language = "Less" if dialect.language is Language.LESS else "SCSS"
    found = _Reader(dialect).find(f"x: {text};" if is_value else text, is_nested=is_nested)
    return next((f"{what} may mean something else in {language}" for what in found), "")


class _Reader:
    """Finds what of a fill may mean something else, as words for it."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._is_less = dialect.language is Language.LESS

    def find(self, text: str, *, is_nested: bool) -> Iterator[str]:
        tokens = list(scan(text))
        bare = "".join(_BARE.get(token.kind, token.text) for token in tokens)
        for part in (*(token.text for token in tokens if token.kind is Kind.STRING), bare):
            sign = _SIGNS.search(part)
            if sign:
                yield f"`{sign[0]}`"
        if self._is_less and "/" in bare:
            yield "`/`"
        for match in _FUNCTION.finditer(bare):
            name = match[1].lower()
            if name in _FUNCTIONS[self._dialect.language] or name.replace("_", "-") in self._dialect.taken:
                yield f"`{name}()`"
        if self._is_less and _CONSTANT.search(bare):
            yield "a constant"
        if _COLOUR.search(bare):
            yield "a colour made of other values"
        yield from self._read(read_structure(list(scan(bare))).root, nests=self._dialect.nests, is_nested=is_nested)

    def _read(self, block: Block, *, nests: bool, is_nested: bool) -> Iterator[str]:
        for statement in block.statements:
            if statement.ending != "{":
                yield from self._judge_statement(statement)
                if is_nested and any(inner.start < statement.tokens[0].start for inner in block.blocks):
                    yield "a declaration behind a nested rule"
        for inner in block.blocks:
            if inner.at_rule:
                yield from self._judge_at_rule(inner, is_nested=is_nested)
                yield from self._read(inner, nests=nests, is_nested=is_nested)
            elif block.at_rule == "keyframes":
                yield from self._read(inner, nests=False, is_nested=False)
            else:
                yield from self._judge_rule(inner, nests=nests, is_nested=is_nested)
                is_alone = not is_nested and not _LISTED.search(inner.prelude)
                yield from self._read(inner, nests=is_alone, is_nested=True)

    def _judge_rule(self, block: Block, *, nests: bool, is_nested: bool) -> Iterator[str]:
        prelude = block.prelude
        if is_nested and not (nests and _NESTED_SELECTOR.fullmatch(_ARGUMENTS.sub("", prelude))):
            yield f"the nested rule `{prelude}`"
        if self._is_less and _NESTED_LIST.search(prelude):
            yield "a list with a function in it, in a selector,"
        if not is_nested and "&" in prelude:
            yield "`&` outside of a rule"
        if not is_nested and self._is_less and prelude in self._dialect.taken:
            yield f"`{prelude}`, which is called as a mixin,"

    def _judge_at_rule(self, block: Block, *, is_nested: bool) -> Iterator[str]:
        around = [each.at_rule for each in block.lineage()[:-1]]
        if block.at_rule == "media" and (self._dialect.in_media or "media" in around):
            yield "`@media` in another one"
        if block.at_rule not in (_NESTED_AT_RULES if is_nested else _AT_RULES[self._dialect.language]):
            yield f"`@{block.at_rule}`"
        if re.search(r"[-\w]\(", block.prelude):
            yield "a function in a condition"
        if self._is_less and re.search("[<>=]", block.prelude):
            yield "a range"

    def _judge_statement(self, statement: Statement) -> Iterator[str]:
        tokens = statement.tokens
        if tokens[0].text == "@":
            # Only of `@layer a, b;` is it known that all hand it through.
            name = tokens[1].text if len(tokens) > 1 else ""
            if name.lower() != "layer":
                yield f"`@{name}`"
        elif any(token.text == "@" for token in tokens):
            yield "`@`"
        elif self._is_less and _computes(statement):
            yield "arithmetic"


def _computes(statement: Statement) -> bool:
    """Whether Less would compute in a declaration, custom properties not excepted."""
    return statement.name is not None and bool(_OPERATOR.search(_CALC.sub("calc", _render_value(statement))))


def _render_value(statement: Statement) -> str:
    pieces: list[str] = []
    end = statement.tokens[1].end
    for token in statement.tokens[2:]:
        pieces.append(" " * min(1, token.start - end) + token.text)
        end = token.end
    return "".join(pieces)


def _respell_colour(match: re.Match[str], name: str) -> str:
    parts = [match[1], match[2], match[3]]
    alpha = match["alpha"]
    if alpha is None:
        return f"{name}({', '.join(parts)})"
    share = f"{float(alpha[:-1]) / 100:g}" if alpha.endswith("%") else alpha
    return f"{name}a({', '.join(parts)}, {share})"
