"""Whether an answer says what its prompt asks for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cssgen.training.colours import is_of_class
from cssgen.training.declared import Declared, SyntaxFault, is_balanced, iter_contents, iter_stylesheet, read_value
from cssgen.training.prompt_files import Condition, PromptRow

_CUSTOM_PROPERTY = re.compile(r"(--[-\w]+)\s*:\s*([^;}]+)")
_VAR = re.compile(r"var\(\s*(--[-\w]+)\s*(?:,([^()]*(?:\([^()]*\))?[^()]*))?\)")
_DEEPEST = 6  # of custom properties that refer to others


@dataclass(frozen=True, slots=True)
class Score:
    """How an answer fared.

    Attributes:
        valid: it is not empty, stays in its place, and parses there.
        met: how many of its conditions hold; a choice counts as one.
        conditions: how many there are.
        reasons: what is wrong, in words; empty if it passes.
    """

    valid: bool
    met: int
    conditions: int
    reasons: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Whether it is valid and all conditions hold."""
        return not self.reasons


def score_answer(row: PromptRow, answer: str) -> Score:
    """Score the text in the place of a marker; for a value, the value alone without its `;`."""
    text = answer.strip()
    expectation = row.expectation
    number = len(expectation.all) + bool(expectation.any) + len(expectation.none)
    faults, declared = _read_answer(row, text)
    if faults:
        return Score(False, 0, number, tuple(faults[:3]))
    variables = _read_variables(f"{row.before}{text}{row.after}")

    def holds(condition: Condition) -> bool:
        return any(is_met(condition, declaration, variables) for declaration in declared)

    reasons = [f"missing: {_render(condition)}" for condition in expectation.all if not holds(condition)]
    reasons += [f"forbidden: {_render(condition)}" for condition in expectation.none if holds(condition)]
    if expectation.any and not any(all(map(holds, group)) for group in expectation.any):
        reasons.append("none of: " + " / ".join(", ".join(map(_render, group)) for group in expectation.any))
    return Score(True, number - len(reasons), number, tuple(reasons))


def is_met(condition: Condition, declaration: Declared, variables: Mapping[str, str]) -> bool:
    """Whether a declaration meets a condition."""
    return (
        re.fullmatch(condition.property, declaration.name, re.IGNORECASE) is not None
        and _matches(condition.selector, declaration.selector)
        and _matches(condition.at_rule, declaration.at_rule)
        and _has_value(condition.value, declaration.value, resolve(declaration.value, variables))
    )


def resolve(value: str, variables: Mapping[str, str], depth: int = 0) -> str:
    """Put the values of custom properties in the place of `var()`; of unknown ones, the fallback."""

    def replace(reference: re.Match[str]) -> str:
        known = variables.get(reference[1])
        return (reference[2] or "") if known is None else resolve(known, variables, depth + 1)

    return value if depth > _DEEPEST else _VAR.sub(replace, value)


def _read_answer(row: PromptRow, text: str) -> tuple[list[str], list[Declared]]:
    """What is wrong with the syntax of an answer, and what it declares."""
    if not text:
        return ["empty"], []
    if not is_balanced(text):
        return ["unbalanced"], []
    found = list(read_value(text, row.before, row.after) if row.kind == "value" else iter_contents(text))
    declared = [item for item in found if isinstance(item, Declared)]
    faults = _messages(found)
    if row.kind not in ("rule", "value") and any(not item.selector and not item.at_rule for item in declared):
        faults.append("declaration outside a rule")
    if not faults:
        semicolon = ";" if row.kind == "rule" and not text.endswith(("}", ";")) else ""
        faults = _messages(iter_stylesheet(f"{row.before}{text}{semicolon}{row.after}"))
    return faults if declared else [*faults, "no declarations"], declared


def _messages(found: Iterable[Declared | SyntaxFault]) -> list[str]:
    return [item.message for item in found if isinstance(item, SyntaxFault)]


def _read_variables(text: str) -> dict[str, str]:
    """Custom properties of a stylesheet by name; the first value counts."""
    variables: dict[str, str] = {}
    for name, value in _CUSTOM_PROPERTY.findall(text):
        variables.setdefault(name, value.strip())
    return variables


def _matches(pattern: str, text: str) -> bool:
    return not pattern or re.search(pattern, text, re.IGNORECASE) is not None


def _has_value(pattern: str, value: str, resolved: str) -> bool:
    if not pattern.startswith("~"):
        return _matches(pattern, value) or _matches(pattern, resolved.strip())
    return any(
        is_of_class(resolved, part[1:]) if part.startswith("~") else _matches(part, value)
        for part in pattern.split("|")
    )


def _render(condition: Condition) -> str:
    outer: Sequence[str] = [part for part in (condition.at_rule, condition.selector) if part]
    return " { ".join([*outer, f"{condition.property}: {condition.value}"])
