"""Colours that a prompt names, and what they are to colour."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from cssgen.wishes.colour_names import NAMED, SHADES, any_of
from cssgen.wishes.parts import choose_part, find_parts, is_of_text
from cssgen.wishes.tokens import find_mentions
from cssgen.wishes.words import affinity, split_words

_LITERAL = r"#[0-9a-f]{3,8}\b|(?:rgba?|hsla?|oklch|oklab|lab|lch|color-mix)\([^()]*(?:\([^()]*\)[^()]*)*\)"
_MONOCHROME: Final = re.compile(r"\bblack (?:and|&|n) white\b")
_OF_COLOUR: Final = re.compile(
    r"colou?r|\bclr|brand|accent|primary|secondary|ink|text|\bfg\b|\bbg\b|background|surface|paper|border|line|muted|danger"
    r"|error|success|warning|shadow|tint|shade|gr[ae]y|white|black|red|green|blue|yellow|orange|purple|pink"
)
_VEIL = (
    r"(?P<veil>(?:(?P<opacity>\d{1,2})%(?: opaque)?|see-through|translucent|semi-?transparent|half[- ]transparent)"
    r" (?:black|white)|(?:black|white) at (?P<share>\d{1,2})%)(?!\w)"
)
_VAR = r"(?P<var>var\(\s*--[\w-]+\s*\)|(?<![\w-])--[\w-]+)"
# `dark text on a light card`: two colours that nobody names.
_INK = r"\b(?P<ink>dark|light|pale)(?: [\w-]+)?(?= on (?:an? |the )?(?:very )?(?:dark|light|pale|white|black)\b)"
_GROUND = (
    r"(?:(?<=\bon )|(?<=\bon a )|(?<=\bon the ))(?P<ground>dark|light|pale)"
    r"(?=\s*(?:[,;]|\Z)"
    r"| (?:card|panel|box|background|bg|ground|surface|tile|banner|footer|header|bar|section|page|strip)\b)"
)
_TONES: Final = {"dark": "#1f2937", "light": "#f9fafb", "pale": "#f9fafb"}
_COLOUR = re.compile(
    rf"{_VEIL}|(?P<literal>{_LITERAL})|{_VAR}|\b(?P<shade>{any_of(SHADES)})\b|\b(?P<named>{any_of(NAMED)})\b"
    rf"|{_INK}|{_GROUND}",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?P<role>brand|accent|primary|secondary|muted|highlight|danger|error|success|warning|ink|surface|link|theme|"
    r"border|line|paper|text)(?:[ -]|\b)(?P<colour>colou?r(?:ed)?)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour that a prompt names.

    Attributes:
        value: as CSS writes it: `red`, `#2f6fed`, `var(--brand)`.
        part: `background`, `color`, `border`, `shadow`, `caret-color`, `accent-color`; empty if it is not said.
        reaches: whether a gradient goes from it to the next one.
    """

    value: str
    part: str
    reaches: bool = False


def find_colours(
    prompt: str,
    custom_properties: Sequence[tuple[str, str]],
    parts: Collection[str] = (),
    *,
    but_text: bool = False,
) -> list[Colour]:
    """The colours of a prompt in order; what it calls by a role is looked up among the file's custom properties.

    Args:
        prompt: the prompt.
        custom_properties: names and values of the file's.
        parts: words for parts of the page: see `find_mentions`.
        but_text: without those of text, where something else is coloured.
    """
    # A picture in black and white has no colours.
    lowered = _MONOCHROME.sub(lambda match: " " * len(match[0]), prompt.lower())
    found = [
        _thin(lowered, mention.start, mention.end, _shade(lowered[: mention.start], mention.literal))
        for mention in find_mentions(prompt, custom_properties, parts)
        if looks_like_colour(mention.value)
    ]
    found += [
        (match.start(), match.end(), _value_of(match))
        for match in _COLOUR.finditer(lowered)
        if not any(start < match.end() and match.start() < end for start, end, _ in found)
        # Of a custom property that no file defines, its name and the word behind it tell whether it is a colour.
        and (
            not match["var"]
            or _OF_COLOUR.search(match["var"])
            or re.match(r"\W*(?:colou?r|bg|back)", lowered[match.end() :])
        )
    ]
    for match in _ROLE.finditer(lowered):
        if match["role"] == "text" and _TAKEN_OVER.search(lowered[: match.start()]):
            continue
        name = match_property(match["role"], custom_properties, is_colour=True)
        is_meant = match["colour"] or match["role"] in ("brand", "accent", "primary", "danger", "muted", "success")
        if name and is_meant and not any(start < match.end() and match.start() < end for start, end, _ in found):
            found.append(_thin(lowered, match.start(), match.end(), f"var({name})"))
    if not found:
        return []
    said = find_parts(lowered)
    return [
        Colour(value, choose_part(lowered, start, end, said), _reaches(lowered, end))
        for start, end, value in sorted(found)
        if value and not (but_text and is_of_text(lowered, end))
    ]


def _thin(text: str, start: int, end: int, colour: str) -> tuple[int, int, str]:
    """Where a text names a colour, and that as thin as it says: `brand at 10%`, `12% accent`."""
    if not colour.startswith("var("):
        return start, end, colour
    behind = _SHARE_BEHIND.match(text[end:])
    before = _SHARE_BEFORE.search(text[:start])
    tint = None if behind or before else _TINT.match(text[end:])
    if tint:
        return start, end + tint.end(), f"color-mix(in srgb, {colour} 12%, transparent)"
    share = (behind or before or {"share": ""})["share"]
    if not share:
        return start, end, colour
    begin = before.start() if before and not behind else start
    return begin, end + (behind.end() if behind else 0), f"color-mix(in srgb, {colour} {share}, transparent)"


# An icon that `takes the text colour` has the colour of the text around it, whichever that is.
_TAKEN_OVER: Final = re.compile(r"\b(?:takes?|taking|inherits?|follows?|keeps?|has) (?:on )?(?:the |its |their )?\Z")
_TINT: Final = re.compile(r"(?: colou?r)?[ -]tint(?:ed)?\b")
_SHARE_BEHIND: Final = re.compile(r"\s+(?:at|with) (?P<share>\d{1,2}%)(?: opacity| alpha)?")
_SHARE_BEFORE: Final = re.compile(r"(?P<share>\b\d{1,2}%) (?:opaque )?\Z")


def _shade(before: str, colour: str) -> str:
    """A colour of the file as pale or dark as the word before it says: `pale blue` of the file's own blue.

    What is called by its use, as in `dark overlay`, is as dark already.
    """
    match = _SHADED.search(before)
    if match is None or not _HUE.search(colour):
        return colour
    return f"color-mix(in srgb, {colour} {PALE if match['pale'] else '70%, black'})"


PALE: Final = "15%, white"
"""How much of a colour is in a pale one, and what else."""
_HUE: Final = re.compile(
    rf"-(?:{any_of(NAMED)}|brand|accent|primary|secondary|theme|main"
    r"|err(?:or)?|ok|success|danger|warn(?:ing)?|info)(?![a-z])",
    re.IGNORECASE,
)
_SHADED: Final = re.compile(r"\b(?:(?P<pale>pale|faint|very light|light|lighter)|dark|darker|deep)[ -]\Z")


def _reaches(text: str, end: int) -> bool:
    return re.match(r"\s*(?:to|into|→|->|-to-)\s*(?:the |a )?(?=\S)", text[end:]) is not None


def match_property(role: str, custom_properties: Sequence[tuple[str, str]], *, is_colour: bool = False) -> str | None:
    """The file's custom property whose name fits a word best; None if none does."""
    best, most = None, 0.0
    word = split_words(role)[-1:] or [""]
    for name, value in custom_properties:
        if is_colour and not looks_like_colour(value):
            continue
        parts = split_words(name)
        worth = max((affinity(word[0], part) for part in parts), default=0.0) - 0.05 * len(parts)
        if worth > most:
            best, most = name, worth
    return best if most > 0.4 else None


def looks_like_colour(value: str) -> bool:
    """Whether a custom property's value is a colour, as far as its text tells."""
    value = value.strip().lower()
    return _COLOUR.fullmatch(value) is not None or value.startswith(("#", "rgb", "hsl", "oklch", "var(", "color"))


def _value_of(match: re.Match[str]) -> str:
    if match["veil"]:
        share = match["opacity"] or match["share"] or 60
        return f"rgb({'0 0 0' if 'black' in match[0] else '255 255 255'} / {share}%)"
    if tone := match["ink"] or match["ground"]:
        return _TONES[tone]
    if match["shade"]:
        return SHADES[match["shade"]]
    if match["var"]:
        return match["var"] if match["var"].startswith("var") else f"var({match['var']})"
    return match[0]


_PALE: Final = re.compile(
    r"\b(?:pale|light|very light|off[- ]white|tint(?:ed)?|faint|soft)\b|\bat \d{1,2}%", re.IGNORECASE
)


def is_pale(prompt: str) -> bool:
    """Whether it speaks of a colour that is one of backgrounds rather than of text."""
    return _PALE.search(prompt) is not None


def is_colour_alone(text: str, colours: Sequence[Colour]) -> bool:
    """Whether a text says nothing beside its colours."""
    words = set(split_words(text)) - _COLOUR_WORDS
    return bool(colours) and not words.difference(*(split_words(colour.value) for colour in colours))


_COLOUR_WORDS: Final = frozenset(
    (
        *("colour", "color", "coloured", "colored", "text", "bg", "background", "light", "dark", "pale"),
        *("very", "deep", "grey", "gray", "blue", "green", "red", "yellow", "off", "on", "pure", "brand"),
        *("accent", "primary", "danger", "success", "muted", "simply", "just", "black", "white", "near"),
        *(word for shade in SHADES for word in split_words(shade)),
    )
)
