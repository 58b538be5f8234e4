"""Recipes seen in the mirror: what was made for the right side, where the prompt speaks of the left one."""

import re
from dataclasses import dataclass
from typing import Final

from cssgen.answers import Declaration, Item, Rule

_WORDS: Final = {
    "left": re.compile(r"\bleft\b(?![- ]?(?:over|out|alone|as\b|to right))", re.IGNORECASE),
    "right": re.compile(r"\bright\b(?!,|[- ]?(?:now|away|after|click|angle|to left))", re.IGNORECASE),
    "top": re.compile(r"\btop\b(?! of)", re.IGNORECASE),
    "bottom": re.compile(r"\bbottom\b", re.IGNORECASE),
}
_NUMBER: Final = r"(?:\d*\.)?\d+(?:[a-z]+|%)?"
_PLACED: Final = re.compile(r"(?m)^\s*(left|right): (?!100%|50%|auto)")
_PLACE: Final = re.compile(
    r"\b(?:on|at|in) (?:the|its) (?:(?:top|bottom|upper|lower)[- ])?(?:left|right)\b"
    r"|\b(?:left|right)[- ](?:corner|side|edge)\b",
    re.IGNORECASE,
)
_CORNERS: Final = ("border-radius",)
_SHORTHANDS: Final = ("inset", "margin", "padding", "border-width", "border-color", "border-style")


@dataclass(frozen=True, slots=True)
class Axis:
    """Two opposite sides.

    Attributes:
        sides: their names.
        logical: what properties call them in a text that runs from left to right.
        number: 0 for the horizontal axis, 1 for the vertical one.
        aligned: properties whose `start` and `end` are these sides.
    """

    sides: tuple[str, str]
    logical: str
    number: int
    aligned: tuple[str, ...]


AXES: Final = (
    Axis(("left", "right"), "inline", 0, ("text-align", "justify-content", "justify-self", "justify-items", "float")),
    Axis(("top", "bottom"), "block", 1, ("align-items", "align-self", "align-content")),
)


def list_mirrored(prompt: str, wording: str, answer: str) -> list[Axis]:
    """The axes along which a prompt speaks of one side alone, and a recipe of the other one alone.

    Args:
        prompt: all of the prompt: `fixed to the bottom, top corners round` moves nothing.
        wording: what the recipe answers.
        answer: its code: where the wording tells no side, what it places on the left or on the right counts.
    """
    return [axis for axis in AXES if _is_mirrored(axis, prompt, wording, answer)]


def _is_mirrored(axis: Axis, prompt: str, wording: str, answer: str) -> bool:
    asked, meant = _sides_in(axis, prompt), _sides_in(axis, wording)
    # `top: 100%` is the bottom, and what moves to the right starts on the left.
    if not meant and axis.number == 0 and _PLACE.search(prompt):
        meant = set(_PLACED.findall(answer))
    return len(asked) == len(meant) == 1 and asked != meant


def _sides_in(axis: Axis, text: str) -> set[str]:
    return {side for side in axis.sides if _WORDS[side].search(text)}


def mirror(items: tuple[Item, ...], axis: Axis) -> tuple[Item, ...]:
    """Items with what they do on one side done on the opposite one."""
    return tuple(
        _mirror_rule(item, axis) if isinstance(item, Rule) else mirror_declaration(item, axis) for item in items
    )


def _mirror_rule(rule: Rule, axis: Axis) -> Rule:
    return rule if rule.items is None else Rule(rule.prelude, mirror(rule.items, axis))


def mirror_declaration(declaration: Declaration, axis: Axis) -> Declaration:
    """A declaration that says the same of the opposite side."""
    name, value = declaration.name, declaration.value
    parts = value.split()
    if name.startswith("--"):
        return declaration
    if name in _CORNERS and len(parts) == 4 and "/" not in value:
        order = (1, 0, 3, 2) if axis.number == 0 else (3, 2, 1, 0)
        return Declaration(name, " ".join(parts[at] for at in order))
    if name in _SHORTHANDS and "(" not in value and len(parts) > 2:
        top, right, bottom, left = [*parts, parts[1]][:4]
        top, right, bottom, left = (top, left, bottom, right) if axis.number == 0 else (bottom, right, top, left)
        return Declaration(name, " ".join((top, right, bottom) if right == left else (top, right, bottom, left)))
    value = _swap(value, *axis.sides)
    if name in axis.aligned:
        value = _swap(value, "start", "end")
    return Declaration(_swap(_swap_logical(name, axis), *axis.sides), _mirror_moves(name, value, axis))


def _swap_logical(name: str, axis: Axis) -> str:
    first, second = f"{axis.logical}-start", f"{axis.logical}-end"
    return _swap(name, first, second)


def _swap(text: str, first: str, second: str) -> str:
    return re.sub(
        rf"(?<![a-z])(?:{first}|{second})(?![a-z])", lambda match: second if match[0] == first else first, text
    )


def _mirror_moves(name: str, value: str, axis: Axis) -> str:
    """Lengths that point along the axis, and turns, with the opposite sign."""
    letter = "XY"[axis.number]
    value = re.sub(rf"(?<=translate{letter}\()-?{_NUMBER}(?=\))", _negate, value)
    value = re.sub(rf"(?<=skew{letter}\()-?{_NUMBER}(?=\))", _negate, value)
    value = re.sub(r"(?<=rotate\()-?(?!360)(?:\d*\.)?\d+deg(?=\))", _negate, value)
    value = re.sub(r"(?<=translate\()[^()]*(?=\))", lambda match: _negate_at(match[0], ", ", axis.number), value)
    if name == "translate":
        return _negate_at(value, " ", axis.number)
    if name == "rotate" and "360" not in value:
        return re.sub(rf"\A-?{_NUMBER}\Z", _negate, value)
    if name in ("box-shadow", "text-shadow") and "," not in value.split("(")[0]:
        return _negate_offset(value, axis.number)
    return value


def _negate_offset(value: str, place: int) -> str:
    offsets = list(re.finditer(rf"(?<![\w.#-])-?{_NUMBER}(?![\w.%])", value))
    if len(offsets) <= place or "(" in value[: offsets[place].start()]:
        return value
    match = offsets[place]
    return value[: match.start()] + _negate(match) + value[match.end() :]


def _negate_at(value: str, separator: str, place: int) -> str:
    parts = value.split(separator)
    if place < len(parts):
        parts[place] = re.sub(rf"\A-?{_NUMBER}\Z", _negate, parts[place])
    return separator.join(parts)


def _negate(match: re.Match[str]) -> str:
    number = match[0]
    if re.fullmatch(r"-?0(?:\.0*)?(?:[a-z]+|%)?", number):
        return number
    return number.removeprefix("-") if number.startswith("-") else f"-{number}"
