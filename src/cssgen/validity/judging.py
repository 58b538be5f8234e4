"""A candidate in the place that it is meant for, at the strictness of generated CSS."""

import functools
import re
from collections.abc import Collection
from dataclasses import replace

from cssgen.contexts import Context
from cssgen.diagnostics import Diagnostic, Severity
from cssgen.edits import Span
from cssgen.productions import Production
from cssgen.validity.at_rules import AT_RULES, FRAMEWORK_PLACES, Place
from cssgen.validity.browser_parts import is_asked
from cssgen.validity.sheets import check_rules
from cssgen.validity.shipping import find_unshipped_values
from cssgen.validity.spec import load_spec
from cssgen.validity.tokens import tokenize
from cssgen.validity.values import VENDOR_PREFIX, check_value

_GAP = r"(?:\s|/\*.*?\*/)*+"
# Remarks on names that are a matter of taste in a file, and a reason to refuse a candidate.
_ABOUT_PREFIXES = frozenset({"CSSG140", "CSSG141", "CSSG142", "CSSG150", "CSSG152"})
_REFUSED_NOTES = frozenset({"CSSG140", "CSSG141", "CSSG142", "CSSG143"})


def judge(text: str, context: Context, *, custom_properties: Collection[str] | None = None) -> list[Diagnostic]:
    """Why `text` must not be written in place of the marker of `context`; empty if it may be.

    Args:
        text: declarations, rules, keyframes or component values, as `context.production` says.
        context: the marker's place.
        custom_properties: names that `var()` may use; None allows any.

    Returns:
        Errors with spans in `text`.
    """
    if context.production is Production.VALUE:
        found = _judge_value(text, context)
    else:
        place, at_rule = find_place(context)
        found = check_rules(text, place, at_rule, generated=True, known_names=custom_properties)
    undefined = {"CSSG144"} if custom_properties is not None else set()
    refused = _REFUSED_NOTES | undefined
    kept = [each for each in found if each.severity is Severity.ERROR or each.code in refused]
    return [replace(each, severity=Severity.ERROR) for each in kept if not _is_in_use(each, text, context)]


def _is_in_use(diagnostic: Diagnostic, text: str, context: Context) -> bool:
    """Whether the file or the prompt uses this framework's name, or names with this browser's prefix.

    A part of a control that has no other name is in use where the prompt asks for the part.
    """
    name = text[diagnostic.span.start : diagnostic.span.end]
    if text[: diagnostic.span.start].endswith("::") and is_asked(name, context.marker.prompt):
        return True
    if diagnostic.code != "CSSG143":
        prefix = VENDOR_PREFIX.search(name) if diagnostic.code in _ABOUT_PREFIXES else None
        if prefix is None:
            return False
        name = prefix[0]
    return any(name in place for place in (context.prefix, context.suffix, context.marker.prompt))


def find_place(context: Context) -> tuple[Place, str]:
    """The kind of block that the marker stands in, and the at-rule whose block it is, if any."""
    match context.production:
        case Production.STYLESHEET:
            return Place.SHEET, ""
        case Production.KEYFRAMES:
            return Place.KEYFRAMES, "keyframes"
        case Production.GROUP:
            return (Place.STYLE if context.nested else Place.GROUP), ""
    parent = context.ancestors[-1] if context.ancestors else ""
    outer = context.ancestors[-2] if len(context.ancestors) > 1 else ""
    if not parent.startswith("@"):
        return (Place.FRAME if _at_rule_name(outer).endswith("keyframes") else Place.STYLE), ""
    name = _at_rule_name(parent)
    if name in FRAMEWORK_PLACES:
        return FRAMEWORK_PLACES[name], name
    known = AT_RULES.get(name)
    holds = known.holds if known else None
    return (Place.STYLE, "") if holds in (None, Place.GROUP) else (holds, name)


def _at_rule_name(prelude: str) -> str:
    tokens = tokenize(prelude).values
    return tokens[0].value.lower() if tokens and tokens[0].kind == "<at>" else ""


def _judge_value(text: str, context: Context) -> list[Diagnostic]:
    """Judge the value that the marker is part of, with the candidate in it."""
    tokens = tokenize(text)
    stray = next((token for token in tokens.values if token.kind in ("{", ";", "!")), None)
    if tokens.problems:
        return tokens.problems
    if stray is not None:
        return [Diagnostic("CSSG107", f"unexpected `{stray.kind}` in a value", Span(stray.start, stray.end))]
    head, depth = _value_before(context.prefix, context.property or "")
    tail = _value_behind(context.suffix, depth)
    at_rule = find_place(replace(context, production=Production.DECLARATIONS))[1]
    name = context.property or ""
    # The marker was a comment: what stands on both sides of it does not run together with the candidate.
    before, behind = f"{head}/**/", f"/**/{tail}"
    found = check_value(name, f"{before}{text}{behind}", at_rule if _is_descriptor(name, at_rule) else "")
    unshipped = find_unshipped_values(name, tokens.values)
    return [*unshipped, *(_shift(each, len(before), len(text)) for each in found)]


def _is_descriptor(name: str, at_rule: str) -> bool:
    return at_rule in load_spec().at_rules and name in load_spec().at_rules[at_rule].get("descriptors", {})


def _shift(diagnostic: Diagnostic, offset: int, length: int) -> Diagnostic:
    """Move a span from the whole value to the candidate, as far as it lies there."""
    start, end = (min(max(0, each - offset), length) for each in diagnostic.span)
    return replace(diagnostic, span=Span(start, end))


@functools.lru_cache(64)
def _value_before(prefix: str, name: str) -> tuple[str, int]:
    """The part of the value that `prefix` ends with, and how many functions are open in it.

    The prefix may begin anywhere, even in a comment, so it is read from its end: the value begins behind the
    last colon that follows the property's name.
    """
    colons = re.finditer(rf"(?<![\w-]){re.escape(name)}{_GAP}:{_GAP}", prefix, re.IGNORECASE | re.DOTALL)
    start = max((match.end() for match in colons), default=len(prefix))
    head = prefix[start:]
    return head, sum(problem.code == "CSSG101" for problem in tokenize(head).problems)


@functools.lru_cache(64)
def _value_behind(suffix: str, depth: int) -> str:
    """The part of the value that `suffix` begins with; `depth` functions are to be closed in it."""
    opened = "(" * depth
    end = len(suffix)
    for token in tokenize(opened + suffix).values:
        if token.start >= depth and token.kind in (";", "!", "{"):
            end = token.start - depth
            break
    closed = _first_unmatched(opened + suffix)
    return suffix[: min(end, closed - depth)] if closed >= depth else suffix[:end]


def _first_unmatched(text: str) -> int:
    """Offset of the brace that closes the block around `text`, -1 if there is none."""
    problems = tokenize(text).problems
    return next((each.span.start for each in problems if each.code == "CSSG102" and text[each.span.start] == "}"), -1)
