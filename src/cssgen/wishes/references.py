"""Properties that a prompt sets to a custom property: `as wide as --pct`, `opacity set by --o`."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from cssgen.answers import Declaration, Item, Rule

_PROPERTIES: Final = (
    ("background", r"background(?:[ -]colou?r)?|bg"),
    ("border-color", r"border[ -]colou?r"),
    ("accent-color", r"accent[ -]colou?r"),
    ("color", r"(?:text |font )?colou?r"),
    ("max-width", r"max(?:imum)?[ -]width"),
    ("min-width", r"min(?:imum)?[ -]width"),
    ("max-height", r"max(?:imum)?[ -]height"),
    ("min-height", r"min(?:imum)?[ -]height"),
    ("line-height", r"line[ -]height"),
    ("font-size", r"(?:font|text)[ -]size"),
    ("font-weight", r"font[ -]weight"),
    ("border-radius", r"(?:border |corner )?radius"),
    ("animation-delay", r"animation[ -]delay"),
    ("animation-duration", r"animation[ -]duration"),
    ("transition-delay", r"transition[ -]delay"),
    ("transition-duration", r"transition[ -]duration"),
    ("aspect-ratio", r"aspect[ -]ratio"),
    ("z-index", r"z[ -]?index"),
    ("rotate", r"rotation|rotated?"),
    ("scale", r"scaled?"),
    ("width", r"width"),
    ("height", r"height"),
    ("opacity", r"opacity"),
    ("gap", r"gap"),
    ("padding", r"padding"),
    ("margin", r"margin"),
)
# What is set to a custom property as a whole, even where the file defines it: of others, it is one size among several.
_WHOLE: Final = frozenset(
    (
        *("width", "height", "max-width", "min-width", "max-height", "min-height", "opacity", "rotate", "scale"),
        *("animation-delay", "transition-delay", "animation-duration", "transition-duration", "z-index"),
    )
)
_ADJECTIVES: Final = {"wide": "width", "tall": "height", "high": "height", "long": "width"}
_PROPERTY: Final = "|".join(f"(?P<p{place}>{words})" for place, (_, words) in enumerate(_PROPERTIES))
_NAME: Final = (
    r"(?:var\(\s*)?(?<![\w-])(?P<name>--[A-Za-z][\w-]*+)(?:\s*\))?"
    r"(?:\s*(?P<unit>percent|%|px|pixels|deg|degrees)(?!\w))?"
)
_ALONE: Final = r"(?!\s*(?:[-+*/×]\s|(?:minus|plus|times|less|divided|and (?:a half|another|--)|or|to|until|as)\b))"
_FORMS: Final = (
    re.compile(
        rf"(?:(?:the|its|with|set|has) )?\b(?:{_PROPERTY})\b(?: (?:is|are|gets?|should|be|its|value))*"
        r"(?: (?:comes?|coming|taken|set|given|driven|controlled|determined|defined|read|derived|follows?|equals?))?"
        r"\s*(?:=|:|\b(?:of|from|by|via|through|with|to|as|in|according to)\b)?\s*"
        rf"(?:the )?(?:(?:custom property|variable|value (?:of|in)) )?{_NAME}{_ALONE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:(?:uses?|using|used|takes?|with|set|apply|put) )?{_NAME}\s*(?:(?:used|taken|set) )?(?:as|for) "
        rf"(?:the |its |an? )?(?:{_PROPERTY})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:(?:is|just|exactly) )?\bas (?P<adjective>wide|tall|high|long) as (?:the )?{_NAME}{_ALONE}", re.IGNORECASE
    ),
    re.compile(rf"(?:is )?{_NAME} (?P<adjective>wide|tall|high)\b", re.IGNORECASE),
    # Names of layers tell what they are for.
    re.compile(
        r"(?:(?:(?:,|with|using|use|via|by|at|on|from|level|layer|of|=|:|\() *)*)"
        r"(?:var\(\s*)?(?<![\w-])(?P<name>--(?:z|layer)-[\w-]+)(?:\s*\))?(?P<unit>(?!.))?\)?",
        re.IGNORECASE,
    ),
)
_LONE: Final = re.compile(
    r"(?:(?:it|value|is|just|use|uses|comes|taken|set|given|read|driven|the|of|from|by|via|with|to|as|in|variable|exactly)\b"
    rf"\s*)*{_NAME}\s*\.?",
    re.IGNORECASE,
)
_FILLING: Final = re.compile(r"\b(?:and|with|its|the|is|be|should|please|also|bar|it)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"\w")
_ONE_UNIT: Final = {"percent": "1%", "%": "1%", "px": "1px", "pixels": "1px", "deg": "1deg", "degrees": "1deg"}
# `main and aside, aside is --aside wide`: of one of the things that are laid out.
_OF_PART: Final = re.compile(
    r"[,;+&/].*\b(?:aside|side ?bar|nav|rail|toc|drawer|column|panel|main|content)(?: (?:is|gets|should be))?\s*\Z",
    re.IGNORECASE,
)
# In a clause that names where something is, a height is that of what is there.
_ELSEWHERE: Final = re.compile(r"\b(?:below|under|beneath|behind|above|minus|plus)\b[^;]{0,40}\Z", re.IGNORECASE)
# Declarations that say the same in other words.
_SAME: Final = {
    "width": ("width", "inline-size"),
    "height": ("height", "block-size"),
    "background": ("background", "background-color", "background-image"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a prompt says of a property.

    Attributes:
        declaration: the property, with the custom property as its value.
        start: where the prompt says so.
        end: likewise.
    """

    declaration: Declaration
    start: int
    end: int


@lru_cache(256)
def find_references(prompt: str, custom_properties: tuple[tuple[str, str], ...] = ()) -> tuple[Reference, ...]:
    """The properties of a prompt that are set to a custom property, in order.

    Args:
        prompt: the prompt.
        custom_properties: names and values of the file's.
    """
    if "--" not in prompt:
        return ()
    defined = {name for name, _ in custom_properties}
    found: list[Reference] = []
    for form in _FORMS:
        for match in form.finditer(prompt):
            name = _name_property(match)
            is_apart = all(match.end() <= each.start or each.end <= match.start() for each in found)
            is_part = name in ("width", "height") and _OF_PART.search(prompt, 0, match.start()) is not None
            is_other = is_part or (name != "z-index" and _ELSEWHERE.search(prompt, 0, match.start()) is not None)
            if is_apart and not is_other and (name in _WHOLE or match["name"] not in defined):
                found.append(Reference(Declaration(name, _spell(match)), *match.span()))
    return tuple(sorted(found, key=lambda each: each.start))


def _name_property(match: re.Match[str]) -> str:
    said = match.groupdict()
    if said.get("adjective"):
        return _ADJECTIVES[said["adjective"].lower()]
    return next((name for place, (name, _) in enumerate(_PROPERTIES) if said.get(f"p{place}")), "z-index")


def _spell(match: re.Match[str]) -> str:
    value = f"var({match['name']})"
    return f"calc({value} * {_ONE_UNIT[match['unit'].lower()]})" if match["unit"] else value


def find_lone_reference(prompt: str) -> str | None:
    """The value of a prompt that says nothing but which custom property it is: `comes from --value`."""
    match = _LONE.fullmatch(prompt)
    return _spell(match) if match else None


def list_only_references(prompt: str, references: Sequence[Reference]) -> list[Declaration]:
    """What a prompt declares that says nothing beside references; nothing of one that says more."""
    rest = blank_references(prompt, references)
    return [] if _WORD.search(_FILLING.sub("", rest)) else [each.declaration for each in references]


def spell_limits(prompt: str, references: Sequence[Reference]) -> str:
    """A prompt without what it says of custom properties, but for the limits: what is centred is so within one."""
    for each in reversed(references):
        if each.declaration.name == "max-width":
            prompt = f"{prompt[: each.start]}max-width{prompt[each.end :]}"
    limits = [each for each in references if each.declaration.name != "max-width"]
    return prompt if not limits else blank_references(prompt, find_references(prompt))


def blank_references(prompt: str, references: Sequence[Reference]) -> str:
    """A prompt without what it says of custom properties, as long as before."""
    for each in references:
        prompt = prompt[: each.start] + " " * (each.end - each.start) + prompt[each.end :]
    return prompt


def apply_references(items: tuple[Item, ...], references: Collection[Reference]) -> tuple[Item, ...]:
    """Declarations with the properties that are set to custom properties, in place of what they set these to."""
    for declaration in (each.declaration for each in references):
        same = _SAME.get(declaration.name, (declaration.name,))
        places = {at: item.name for at, item in enumerate(items) if isinstance(item, Declaration) and item.name in same}
        if places:
            place, name = next(iter(places.items()))
            written = replace(declaration, name=name) if name in ("inline-size", "block-size") else declaration
            rest = places.keys() - {place}
            items = tuple(written if at == place else item for at, item in enumerate(items) if at not in rest)
        else:
            place = next((at for at, item in enumerate(items) if isinstance(item, Rule)), len(items))
            items = (*items[:place], declaration, *items[place:])
    return items
