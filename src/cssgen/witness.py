"""tinycss2's testimony: a second reading of every fill, which shares no code with the scanner.

tinycss2 recovers from every error and closes what is open at the end of a text, so that a text parses says
little. What it is asked here are three narrower questions: does it see the same comments, does it see an
error in an answer, and does it see the same tokens outside the fills before and after.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2

from cssgen.diagnostics import Diagnostic, LineIndex
from cssgen.edits import Edit, Span, apply_edits
from cssgen.productions import Production
from cssgen.scanner import Kind, scan

_OPENING, _CLOSING = "cssgen{", "cssgen}"
_MANY_DIGITS = re.compile("[0-9]{4000,}")
_COMMENTS = (Kind.COMMENT, Kind.UNCLOSED_COMMENT)
_BLOCKS = frozenset({"{} block", "[] block", "() block", "function"})


@dataclass(frozen=True, slots=True)
class Insertion:
    """New text for a span, and the `}` that it brings along where the file lacks them."""

    span: Span
    text: str
    closers: str = ""


def find_disagreement(text: str) -> Diagnostic | None:
    """A comment that only one of scanner and tinycss2 sees; None, as ever, if they agree."""
    lines = LineIndex(text)
    ours = {lines.position(token.start): token.span for token in scan(text) if token.kind in _COMMENTS}
    nodes = _iter_nodes(_parse(text))
    theirs = {(node.source_line, node.source_column) for node in nodes if node.type == "comment"}
    if ours.keys() == theirs:
        return None
    wrong = next((span for place, span in ours.items() if place not in theirs), Span(0, 0))
    return Diagnostic("CSSG007", "the comments of this file cannot be told for certain", wrong)


def find_errors(answer: str, production: Production) -> str:
    """The first syntax error in an answer, in words; empty if there is none."""
    if _MANY_DIGITS.search(answer):
        return "a number has too many digits"
    if production is Production.VALUE:
        nodes = tinycss2.parse_component_value_list(answer)
        if any(node.type == "{} block" for node in nodes):
            return "a value holds a block"
    else:
        nodes = _parse_deeply(tinycss2.parse_blocks_contents(answer))
    return next((_describe(node) for node in _iter_nodes(nodes) if node.type == "error"), "")


def is_contained(insertion: Insertion, ancestors: Sequence[str], before: str, behind: str) -> bool:
    """Whether an insertion stays where it is put: in its blocks, between `before` and `behind`.

    Args:
        insertion: what is inserted.
        ancestors: preludes of the enclosing blocks, outermost first.
        before: what precedes it in its statement, such as `color: rgb(`.
        behind: what follows it there, such as `);`.
    """
    opening = "".join(f"{prelude} {{" for prelude in ancestors)
    closing = "}" * len(ancestors)
    text = f"{opening}{before}{behind}{closing}"
    place = len(opening) + len(before)
    return keeps_outside(text, [Insertion(Span(place, place), insertion.text)])


def keeps_outside(text: str, insertions: Sequence[Insertion]) -> bool:
    """Whether all tokens outside `insertions` are the same before and after, and each insertion stays whole.

    Sentinel comments on both sides of each insertion must come out as siblings, in pairs; without what is
    between them, the tree must be that of the text before.
    """
    # Before, too, sentinels stand there: without them the tokens on both sides could run together.
    before = apply_edits(text, (Edit(item.span, _mark(item, index, "")) for index, item in enumerate(insertions)))
    after = apply_edits(text, (Edit(item.span, _mark(item, index, item.text)) for index, item in enumerate(insertions)))
    return _flatten(before) == _flatten(after)


def _parse(text: str) -> list[Any]:
    """The component values of `text`. Python converts no longer numbers; where they are no comment begins or ends."""
    nodes: list[Any] = tinycss2.parse_component_value_list(_MANY_DIGITS.sub(lambda digits: "n" * len(digits[0]), text))
    return nodes


def _mark(item: Insertion, index: int, text: str) -> str:
    return f"/*{_OPENING}{index}*/{text}/*{_CLOSING}{index}*/{item.closers}"


def _drop_marked(nodes: Iterable[Any]) -> Iterator[Any]:
    """Leave out what stands between two sentinels of the same number, and the sentinels."""
    dropping: str | None = None
    for node in nodes:
        value = node.value if node.type == "comment" else ""
        if dropping is None and value.startswith(_OPENING):
            dropping = value.removeprefix(_OPENING)
        elif dropping is not None and value == _CLOSING + dropping:
            dropping = None
        elif dropping is None:
            yield node


def _flatten(text: str) -> list[tuple[str, str]]:
    """Type and source of each token of `text`, without blanks and without what stands between sentinels.

    Sentinels that are no siblings stay, and so are seen.
    """
    flat: list[tuple[str, str]] = []
    stack = [_drop_marked(_parse(text))]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            flat.append(("end", ""))
        elif node.type in _BLOCKS:
            flat.append((node.type, getattr(node, "lower_name", "")))
            stack.append(_drop_marked(node.arguments if node.type == "function" else node.content))
        elif node.type != "whitespace":
            flat.append((node.type, _source(node)))
    return flat


def _source(node: Any) -> str:
    if node.type == "comment":
        return str(node.value)
    return str(node.kind if node.type == "error" else node.serialize())


def _iter_nodes(nodes: Iterable[Any]) -> Iterator[Any]:
    """All nodes, each before those in it."""
    return _walk(nodes, _parts)


def _parse_deeply(nodes: Iterable[Any]) -> Iterator[Any]:
    """All declarations and rules: the contents of each rule are parsed in turn."""
    return _walk(nodes, _contents)


def _walk(nodes: Iterable[Any], parts: Callable[[Any], Iterable[Iterable[Any]]]) -> Iterator[Any]:
    # With a stack of its own: hostile text is nested more deeply than Python calls may be.
    stack = [iter(nodes)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        yield node
        stack += [iter(part) for part in parts(node)]


def _parts(node: Any) -> Iterator[Iterable[Any]]:
    named = (getattr(node, name, None) for name in ("prelude", "content", "arguments", "value"))
    return (part for part in named if isinstance(part, list))


def _contents(node: Any) -> Iterator[Iterable[Any]]:
    if node.type in ("qualified-rule", "at-rule") and node.content is not None:
        yield tinycss2.parse_blocks_contents(node.content)


def _describe(node: Any) -> str:
    # Its own texts are not all fit for people: one prints a template's placeholder.
    message = re.sub(r"\{[^}]*\}", "", str(node.message)).strip(" .,")
    return f"{node.kind}: {message}"
