"""Component values to rules and declarations: https://drafts.csswg.org/css-syntax/#parsing."""

from collections.abc import Sequence
from dataclasses import dataclass

from cssgen.validity.tokens import END, Token


@dataclass(slots=True)
class Declaration:
    """`name: value` with the offsets of its parts; `!important` is no part of the value."""

    name: Token
    value: Sequence[Token]
    value_start: int
    value_end: int
    important: bool
    end: int

    @property
    def key(self) -> str:
        """Name of the property: lower case, unless it is the author's."""
        return self.name.value if self.name.value.startswith("--") else self.name.key


@dataclass(slots=True)
class Rule:
    """A prelude and a block; an at-rule has a keyword and may go without the block."""

    keyword: Token | None
    prelude: Sequence[Token]
    block: Token | None
    start: int
    end: int


@dataclass(slots=True)
class Junk:
    """Tokens that are neither rule nor declaration."""

    tokens: Sequence[Token]


Item = Declaration | Rule | Junk


def parse_rules(tokens: Sequence[Token]) -> list[Item]:
    """Read a list of rules: a stylesheet, or the block of a rule that holds no declarations."""
    return _parse(tokens, declarations=False)


def parse_block(tokens: Sequence[Token]) -> list[Item]:
    """Read the contents of a block: declarations, at-rules, nested rules."""
    return _parse(tokens, declarations=True)


def _parse(tokens: Sequence[Token], *, declarations: bool) -> list[Item]:
    items: list[Item] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "<cdo>" or (declarations and token.kind == ";"):
            index += 1
            continue
        item: Item | None = None
        if token.kind == "<at>":
            item, index = _read_at_rule(tokens, index)
        elif declarations:
            item, end = _read_declaration(tokens, index)
            index = end if item else index
        if item is None:
            item, index = _read_qualified_rule(tokens, index, stop=";" if declarations else "")
        items.append(item)
    return items


def _read_at_rule(tokens: Sequence[Token], index: int) -> tuple[Item, int]:
    end = _find(tokens, index + 1, ";{")
    block = tokens[end] if end < len(tokens) and tokens[end].kind == "{" else None
    last = tokens[min(end, len(tokens) - 1)]
    rule = Rule(tokens[index], tokens[index + 1 : end], block, tokens[index].start, last.end)
    return rule, end + 1


def _read_declaration(tokens: Sequence[Token], index: int) -> tuple[Declaration | None, int]:
    """A declaration, unless what follows can only be a nested rule such as `a:hover { … }`."""
    name = tokens[index]
    colon = tokens[index + 1] if index + 1 < len(tokens) else END
    if name.kind != "<ident>" or colon.kind != ":":
        return None, index
    end = _find(tokens, index + 2, ";")
    value = tokens[index + 2 : end]
    braces = any(token.kind == "{" for token in value)
    if braces and not name.value.startswith("--"):
        return None, index
    stop = tokens[end].end if end < len(tokens) else (value[-1] if value else colon).end
    important = len(value) >= 2 and value[-2].kind == "!" and value[-1].key == "important"
    value = value[:-2] if important else value
    start = value[0].start if value else colon.end
    return Declaration(name, value, start, value[-1].end if value else start, important, stop), end + 1


def _read_qualified_rule(tokens: Sequence[Token], index: int, stop: str) -> tuple[Item, int]:
    end = _find(tokens, index, "{" + stop)
    if end < len(tokens) and tokens[end].kind == "{":
        return Rule(None, tokens[index:end], tokens[end], tokens[index].start, tokens[end].end), end + 1
    return Junk(tokens[index:end] or tokens[index : index + 1]), end + 1


def _find(tokens: Sequence[Token], index: int, kinds: str) -> int:
    while index < len(tokens) and tokens[index].kind not in kinds:
        index += 1
    return index
