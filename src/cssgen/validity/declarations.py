"""Declarations and what only looks like one, each in its place."""

from collections.abc import Sequence
from dataclasses import replace

from cssgen.edits import Span
from cssgen.validity.at_rules import Place
from cssgen.validity.reports import Report
from cssgen.validity.shipping import find_unshipped_descriptor, find_unshipped_property, find_unshipped_values
from cssgen.validity.spec import DescriptorEntry, load_spec
from cssgen.validity.structure import Declaration, Junk
from cssgen.validity.suggestions import suggest
from cssgen.validity.tokens import Token
from cssgen.validity.values import check_name, check_value, is_vendor

_DESCRIPTOR_PLACES = frozenset({Place.DESCRIPTORS, Place.PAGE})
# Properties of CSS modules.
_FRAMEWORK_PROPERTIES = frozenset({"composes"})


def check_declaration(declaration: Declaration, place: Place, at_rule: str, report: Report) -> None:
    """Check a declaration: its name, its value, whether it may be important."""
    name, key = declaration.name, declaration.key
    descriptors = _descriptors(place, at_rule)
    if key in _FRAMEWORK_PROPERTIES:
        report.note("CSSG143", f"`{key}` is CSS modules, not CSS", name.start, name.end)
    elif key in descriptors:
        _check_value(declaration, at_rule, report)
        if report.generated:
            report.extend([find_unshipped_descriptor(at_rule, key, name)])
    elif place is Place.CUSTOM_PROPERTIES and not key.startswith("--"):
        message = f"in `@{at_rule}` only custom properties mean anything, not `{key}`"
        report.add("CSSG123", message, name.start, name.end)
    elif place is Place.DESCRIPTORS:
        _report_descriptor(declaration, at_rule, list(descriptors), report)
    else:
        _check_property(declaration, report)
    if declaration.important and place is Place.FRAME:
        report.add("CSSG117", "`!important` is ignored in keyframes", name.start, declaration.end)


def _descriptors(place: Place, at_rule: str) -> dict[str, DescriptorEntry]:
    entry = load_spec().at_rules.get(at_rule) if place in _DESCRIPTOR_PLACES else None
    return entry.get("descriptors", {}) if entry else {}


def _check_property(declaration: Declaration, report: Report) -> None:
    name, key = declaration.name, declaration.key
    remark = check_name(key)
    if remark is not None:
        report.extend([replace(remark, span=Span(name.start, name.end))])
        return
    if report.generated:
        report.extend([find_unshipped_property(key, name)])
        report.extend(find_unshipped_values(key, declaration.value))
    _check_value(declaration, "", report)


def _check_value(declaration: Declaration, at_rule: str, report: Report) -> None:
    start = declaration.value_start
    if _misses_semicolon(declaration, report):
        return
    for problem in check_value(declaration.key, report.text[start : declaration.value_end], at_rule):
        span = Span(problem.span.start + start, problem.span.end + start)
        if problem.code == "CSSG108":
            span = Span(declaration.name.start, declaration.end)
        report.extend([replace(problem, span=span)])


def _misses_semicolon(declaration: Declaration, report: Report) -> bool:
    """Report a second `name:` inside the value, which is where a semicolon was forgotten."""
    if declaration.key.startswith("--"):
        return False
    value = declaration.value
    for index in range(2, len(value)):
        if value[index].kind == ":" and value[index - 1].kind == "<ident>" and value[index - 1].spaced:
            at = value[index - 1]
            report.add("CSSG109", f"`;` is missing before `{at.value}`", value[index - 2].end, at.end)
            return True
    return False


def _report_descriptor(declaration: Declaration, at_rule: str, names: list[str], report: Report) -> None:
    name = declaration.name
    if is_vendor(declaration.key):
        report.note("CSSG140", f"`{declaration.key}` is a browser's own name", name.start, name.end)
        return
    near = suggest(declaration.key, names)
    report.add("CSSG123", f"`@{at_rule}` has no descriptor `{name.value}`{near}", name.start, name.end)


def report_junk(junk: Junk, report: Report) -> None:
    """Report tokens that are neither a declaration nor a rule."""
    first, last = junk.tokens[0], junk.tokens[-1]
    report.add("CSSG107", _describe_junk(junk.tokens, report.text), first.start, last.end)


def _describe_junk(tokens: Sequence[Token], text: str) -> str:
    first = tokens[0]
    if text.startswith("//", first.start):
        return "`//` begins no comment in CSS; write `/* … */`"
    if first.kind == "$":
        return "`$` begins no variable in CSS; custom properties begin with `--`"
    if first.kind == ";":
        return "no `;` can stand here"
    if first.kind == "*":
        return "`*` before a property is a trick for old browsers, not CSS"
    if first.kind == "<ident>" and len(tokens) > 1:
        return f"`:` is missing behind `{first.value}`"
    return f"`{' '.join(text[first.start : tokens[-1].end].split())[:40]}` is neither a declaration nor a rule"
