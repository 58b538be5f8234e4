"""A candidate to an answer that may be written, or the reason why not."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cssgen.answers import AnswerError, Declaration, Item, Rule, collapse, find_end, parse_answer
from cssgen.candidates import Candidate
from cssgen.contexts import Context
from cssgen.diagnostics import Diagnostic
from cssgen.edits import Span
from cssgen.markers import MAX_RULES
from cssgen.preprocessors.fills import respell
from cssgen.productions import RULE_LISTS, Production
from cssgen.scanner import Kind, scan
from cssgen.witness import Insertion, find_errors, is_contained

_FUNCTION = re.compile(r"([-\w]+)\(\s*\Z")

Judge = Callable[[str, Context], Sequence[Diagnostic]]
"""The validator: what is wrong with an answer in its context."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be written at a marker: items, or for a value its text.

    Attributes:
        items: declarations and rules; empty for a value.
        value: the component values; empty for items.
        candidate: where it came from.
    """

    items: tuple[Item, ...]
    value: str
    candidate: Candidate


def accept(candidate: Candidate, context: Context, judge: Judge) -> Answer:
    """Turn a candidate into an answer.

    Raises:
        AnswerError: if it must not be written; its text says why.
    """
    if "\\" in candidate.text and any(token.text == "\\" for token in scan(candidate.text.strip())):
        # It would escape whatever is written behind it.
        raise AnswerError("a backslash escapes nothing")
    # A recipe ends where it ends: behind a blank line `span { … }` may be nested in it.
    is_open = candidate.source == "generated" or context.production is not Production.DECLARATIONS
    end = find_end(candidate.text, context.production, context.marker.options.n) if is_open else None
    text = candidate.text[:end].strip()
    if context.dialect is not None:
        text = respell(text, context.dialect)
    if not text:
        raise AnswerError("it is empty")
    is_cut = candidate.finish_reason == "length" and end is None
    if context.production is Production.VALUE:
        answer = Answer((), _read_value(text, context, is_cut=is_cut), candidate)
        _prove(answer.value, context, judge)
        return answer
    items = _select(parse_answer(text, context.production, is_cut=is_cut), context, may_repeat=not is_open)
    answer = Answer(items, "", candidate)
    _prove(render_canonical(items), context, judge)
    return answer


def render_canonical(items: Sequence[Item], indent: str = "") -> str:
    """`items` as text that does not depend on any file: what is judged, cached and compared."""
    return "\n".join(_render_canonical_item(item, indent) for item in items)


def _render_canonical_item(item: Item, indent: str) -> str:
    if isinstance(item, Declaration):
        return f"{indent}{item.name}: {item.value};"
    if item.items is None:
        return f"{indent}{item.prelude};"
    return f"{indent}{item.prelude} {{\n{render_canonical(item.items, indent + '  ')}\n{indent}}}"


def _read_value(text: str, context: Context, *, is_cut: bool) -> str:
    if is_cut:
        raise AnswerError("it was not finished within its budget")
    value = collapse(text)
    function = _FUNCTION.search(context.prefix)
    # Asked for what stands in `linear-gradient(…)`, models like to say the whole of it.
    if function and value.lower().startswith(f"{function[1].lower()}(") and _closing_bracket(value) == len(value) - 1:
        return value[len(function[0].rstrip()) : -1].strip()
    return value


def _closing_bracket(value: str) -> int:
    """Offset of the bracket that closes the first one; -1 if none does."""
    depth = 0
    for token in scan(value):
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if token.kind is Kind.CLOSE and not depth:
            return token.start
    return -1


def _select(items: Sequence[Item], context: Context, *, may_repeat: bool) -> tuple[Item, ...]:
    """Keep what the marker asks for: its number of rules, and properties that its block does not set yet.

    Models loop; in a recipe `height: 100vh; height: 100dvh` is a fallback.
    """
    if context.production in RULE_LISTS:
        wanted = context.marker.options.n
        if wanted is not None and len(items) < wanted:
            raise AnswerError(f"it has {len(items)} rules instead of {wanted}")
        return tuple(items[: wanted or MAX_RULES])
    seen = set(context.siblings)
    kept: list[Item] = []
    for item in items:
        is_fallback = may_repeat and bool(kept) and _set_the_same(kept[-1], item)
        if isinstance(item, Rule) or item.name.lower() not in seen or is_fallback:
            kept.append(item)
            seen |= {item.name.lower()} if isinstance(item, Declaration) else set()
    if not kept:
        raise AnswerError("it only repeats properties that its block sets already")
    return tuple(kept)


def _set_the_same(item: Item, other: Item) -> bool:
    return isinstance(item, Declaration) and isinstance(other, Declaration) and item.name == other.name


def _prove(text: str, context: Context, judge: Judge) -> None:
    if "*/" in text or "/*" in text:
        raise AnswerError("it holds a comment")
    error = find_errors(text, context.production)
    if error:
        raise AnswerError(error)
    before, behind = ("x: ", ";") if context.production is Production.VALUE else ("", "")
    if not is_contained(Insertion(Span(0, 0), text), context.ancestors, before, behind):
        raise AnswerError("it does not stay in its place")
    findings = judge(text, context)
    if findings:
        raise AnswerError(findings[0].message)
