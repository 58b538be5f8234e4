"""The text that a model wrote to declarations and rules: where it ends, and what it says."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cssgen.markers import MAX_RULES
from cssgen.productions import RULE_LISTS, Production
from cssgen.scanner import Kind, Token, scan


@dataclass(frozen=True, slots=True)
class Declaration:
    """`name: value`, without its `;`; the value's blanks are collapsed."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with a block; a statement at-rule such as `@layer a;` has `items` None."""

    prelude: str
    items: "tuple[Item, ...] | None"


Item = Declaration | Rule

DEEPEST: Final = 8
"""How many blocks may be open where another one begins."""


class AnswerError(ValueError):
    """The text is no answer; its message says why."""


def find_end(text: str, production: Production, n: int | None = None) -> int | None:
    """Offset at which an answer is complete, so that what a model writes behind it is cut off.

    Args:
        text: what the model has written so far.
        production: what it was to write.
        n: number of rules that were asked for; None: as many as the model likes, up to 8.

    Returns:
        None while the answer may go on.
    """
    if production is Production.VALUE:
        return _find_value_end(text)
    depth = rules = 0
    lead = len(text) - len(text.lstrip())
    for token in scan(text, lead):
        if token.kind in (Kind.COMMENT, Kind.UNCLOSED_COMMENT) or (token.text == "}" and depth == 0):
            return token.start
        if not depth and production is Production.DECLARATIONS and _is_blank_line(token):
            following = text[token.end : token.end + 1]
            # A nested rule may follow; at the end of the text that is not known yet.
            if following and following not in "&@":
                return token.start
        depth += (token.text == "{") - (token.text == "}")
        rules += token.text == "}" and depth == 0
        if production in RULE_LISTS and rules == (n or MAX_RULES):
            return token.end
    return None


def parse_answer(text: str, production: Production, *, is_cut: bool = False) -> tuple[Item, ...]:
    """Parse an answer that is a list of declarations and rules.

    Args:
        text: the answer, cut at its end.
        production: what it is to be.
        is_cut: whether it may break off in the middle; its last, unfinished item is then dropped.

    Raises:
        AnswerError: if it is empty, unbalanced, or holds anything else.
    """
    items = None if is_cut else _parse_lines(text.split("\n"))
    if items is None:
        items = _parse_tokens(text, is_cut=is_cut)
    if not items:
        raise AnswerError("it is empty")
    if production in RULE_LISTS[:1] and any(isinstance(item, Declaration) for item in items):
        raise AnswerError("it has a declaration outside a rule")
    return tuple(items)


def collapse(text: str) -> str:
    """Collapse the blanks between the tokens of `text`; strings and urls stay as they are."""
    return _render(scan(text))


def _find_value_end(text: str) -> int | None:
    depth = 0
    for token in scan(text, len(text) - len(text.lstrip())):
        opens, closes = token.kind is Kind.OPEN, token.kind is Kind.CLOSE
        if token.kind in (Kind.COMMENT, Kind.UNCLOSED_COMMENT) or token.text in "{};!" or (closes and not depth):
            return token.start
        if not depth and token.kind is Kind.SPACE and any(newline in token.text for newline in "\n\r\f"):
            return token.start
        depth += opens - closes
    return None


def _is_blank_line(token: Token) -> bool:
    return token.kind is Kind.SPACE and token.text.replace("\r\n", "\n").count("\n") > 1


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line says: `ending` is its last token, `head` what stands before, `item` the declaration or statement."""

    ending: str
    head: str
    item: Item | None = None


def _parse_lines(lines: Sequence[str]) -> list[Item] | None:
    """Items of a text that is laid out as usual, from what is known of each line; None for any other text.

    Drafts are made of the same lines again and again.
    """
    stack: list[tuple[str, list[Item]]] = [("", [])]
    heads: list[str] = []
    for source in lines:
        line = _read_line(source.strip(" "))
        if line is None or (heads and line.ending not in (",", "{")):
            return None
        if line.ending in (",", "{"):
            heads.append(line.head)
        if line.ending == "{":
            if len(stack) > DEEPEST + 1:
                return None
            stack.append((" ".join(heads), []))
            heads = []
        elif line.ending == "}":
            prelude, items = stack.pop()
            if not stack:
                return None
            stack[-1][1].append(Rule(prelude, tuple(items)))
        elif isinstance(line.item, Declaration):
            # A new one: what is changed in one place of an answer must not change in another.
            stack[-1][1].append(Declaration(line.item.name, line.item.value))
        elif line.item is not None:
            stack[-1][1].append(line.item)
    return None if heads or len(stack) > 1 else stack[0][1]


@lru_cache(8_192)
def _read_line(line: str) -> _Line | None:
    """A line that is a declaration, a statement, part of a prelude, the beginning or the end of a block, or empty.

    None if it is anything else, or says something only together with other lines.
    """
    if not line:
        return _Line("", "")
    tokens = list(scan(line))
    texts = [token.text for token in tokens]
    ending = texts[-1]
    is_plain = line.isascii() and line.isprintable() and "\\" not in line and _WHOLE.issuperset(t.kind for t in tokens)
    if not is_plain or ending not in (";", ",", "{", "}") or _has_brackets_open(texts):
        return None
    if not {";", "{", "}"}.isdisjoint(texts[:-1]) or (len(tokens) > 1) == (ending == "}"):
        return None
    if ending != ";":
        return _Line(ending, _render(tokens if ending == "," else tokens[:-1]))
    try:
        return _Line(";", "", _read_statement(tokens[:-1]))
    except AnswerError:
        return None


_WHOLE: Final = frozenset(Kind) - {Kind.COMMENT, Kind.UNCLOSED_COMMENT, Kind.BAD_STRING, Kind.UNCLOSED_URL}


def _has_brackets_open(texts: Sequence[str]) -> bool:
    """Whether brackets are open at the end, or some close what was not opened."""
    depth = 0
    for text in texts:
        depth += (text in ("(", "[")) - (text in (")", "]"))
        if depth < 0:
            break
    return depth != 0


def _parse_tokens(text: str, *, is_cut: bool) -> list[Item]:
    tokens = [token for token in scan(text) if token.kind is not Kind.UNCLOSED_COMMENT]
    items, rest = _parse_items(tokens, 0, is_cut=is_cut)
    if rest < len(tokens):
        raise AnswerError("it closes a block that it did not open")
    return items


def _parse_items(tokens: Sequence[Token], index: int, *, is_cut: bool, depth: int = 0) -> tuple[list[Item], int]:
    items: list[Item] = []
    while index < len(tokens) and tokens[index].text != "}":
        if tokens[index].kind is Kind.SPACE or tokens[index].text == ";":
            index += 1
            continue
        end = _find_statement_end(tokens, index)
        head = tokens[index:end]
        ending = tokens[end].text if end < len(tokens) else ""
        if ending == "{":
            if depth > DEEPEST:
                raise AnswerError("its blocks are nested too deeply")
            inner, index = _parse_items(tokens, end + 1, is_cut=is_cut, depth=depth + 1)
            is_open = index >= len(tokens)
            if is_open and not is_cut:
                raise AnswerError("a block is never closed")
            if inner or not is_cut:
                items.append(Rule(_render(head), tuple(inner)))
            index += 1
            continue
        if ending or not is_cut:
            items.append(_read_statement(head))
        index = end + (ending == ";")
    return items, index


def _find_statement_end(tokens: Sequence[Token], index: int) -> int:
    """Index of the `;`, `{` or `}` that ends the statement which begins at `index`."""
    brackets = 0
    while index < len(tokens):
        text = tokens[index].text
        brackets += (text in ("(", "[")) - (text in (")", "]"))
        if brackets < 0:
            raise AnswerError(f"`{text}` closes nothing")
        if not brackets and text in (";", "{", "}"):
            return index
        index += 1
    return index


def _read_statement(tokens: Sequence[Token]) -> Item:
    source = _render(tokens)
    if source.startswith("@"):
        return Rule(source, None)
    name, colon, value = source.partition(":")
    if not colon or not name.strip() or " " in name.strip():
        raise AnswerError(f"`{source[:40]}` is no declaration")
    return Declaration(name.strip(), value.strip())


def _render(tokens: Iterable[Token]) -> str:
    return "".join(" " if token.kind is Kind.SPACE else token.text for token in tokens).strip()


def iter_declarations(items: Sequence[Item]) -> Iterator[Declaration]:
    """The declarations of `items`, at any depth."""
    for item in items:
        if isinstance(item, Declaration):
            yield item
        elif item.items is not None:
            yield from iter_declarations(item.items)
