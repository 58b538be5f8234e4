"""Declarations of a recipe changed to the colours of a prompt, or added where it has none for them."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from tinycss2 import color3

from cssgen.answers import Declaration, Item, Rule
from cssgen.wishes.colours import PALE, Colour
from cssgen.wishes.rewriting import add, iter_all, map_declarations, rewrite_first

_COLOURED: Final[dict[str, tuple[tuple[str, ...], str | None]]] = {
    "background": (("background", "background-color", "background-image"), "background-color"),
    "color": (("color", "fill"), "color"),
    "border": (
        (
            # What turns of a spinner is its top; the rest is the track.
            *(
                "border-top-color",
                "border",
                "border-color",
                "border-bottom",
                "border-left",
                "border-top",
                "border-right",
                "outline",
            ),
            *("border-inline-start", "border-bottom-color", "border-left-color", "outline-color"),
            *("text-decoration-color", "text-decoration", "column-rule", "stroke"),
        ),
        None,
    ),
    "shadow": (("box-shadow", "text-shadow", "filter"), None),
    "caret-color": (("caret-color",), "caret-color"),
    "accent-color": (("accent-color",), "accent-color"),
}
_COLOUR_TOKEN: Final = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|(?:rgba?|hsla?|oklch|color-mix|lab|lch|light-dark)\([^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|var\(\s*--[\w-]*(?:colou?r|brand|accent|primary|ink|text|bg|surface|border|muted|line|danger)[\w-]*\s*(?:,[^()]*)?\)"
    r"|(?<![\w-])(?:transparent|currentcolor|white|black|red|green|blue|gr[ae]y|silver|gold|orange|tomato|crimson"
    r"|navy|teal|purple|indigo|hotpink|pink|yellow|steelblue|royalblue|seagreen|light\w+|dark\w+)(?![\w-])",
    re.IGNORECASE,
)


def apply_colours(
    items: Sequence[Item], colours: Iterable[Colour], *, may_add: bool, first: re.Pattern[str] | None = None
) -> tuple[Item, ...]:
    """Items with the colours of a prompt in place of their own; first in the rules that `first` finds."""
    left = list(colours)
    result = tuple(items)
    for start, end in itertools.pairwise(left):
        if start.reaches and (changed := _blend(result, start.value, end.value)):
            result = changed
            left = [colour for colour in left if colour not in (start, end)]
    for colour in left:
        names, added = _COLOURED.get(colour.part, (_ANY_COLOURED, None))
        changed = rewrite_first(result, names, _COLOUR_TOKEN, colour.value, first=first)
        if changed is None and may_add:
            name = added or _guess_coloured(result, colour)
            changed = add(result, Declaration(name, colour.value)) if name else None
        result = _follow(result, changed, colour) if changed else result
    return result


def _follow(before: tuple[Item, ...], after: tuple[Item, ...], colour: Colour) -> tuple[Item, ...]:
    """Items in which all that had the hue which a colour took the place of has that colour, too.

    A recipe that has a hue in several places means one colour: the border of a chip, its text, and what fills it.
    """
    replaced = [
        old.value
        for old, new in zip(iter_all(before), iter_all(after), strict=False)
        if old.name == new.name and old.value != new.value
    ]
    tokens = _COLOUR_TOKEN.findall(replaced[0]) if len(replaced) == 1 else []
    if len(tokens) != 1 or not _is_hue(tokens[0]):
        return after
    # What is written on a ground keeps its own colour, and so does the ground of a text.
    apart = _TEXTS if colour.part == "background" else _GROUND_NAMES if colour.part == "color" else ()
    same = re.compile(re.escape(tokens[0]) + r"(?![\w-])", re.IGNORECASE)
    rewritten = {
        id(each): replace(each, value=same.sub(lambda _: colour.value, each.value))
        for each in iter_all(after)
        if each.name in _ANY_COLOURED and each.name not in apart
    }
    return map_declarations(after, rewritten)


def _is_hue(value: str) -> bool:
    """Whether a colour is neither grey, black or white, nor transparent."""
    parsed = _parse(value)
    if parsed is None:
        return False
    shares = parsed.red, parsed.green, parsed.blue
    return bool(parsed.alpha == 1 and max(shares) - min(shares) > _COLOURFUL)


def cut_unreadable(items: Sequence[Item], told: Sequence[Colour]) -> tuple[Item, ...]:
    """Items without a colour of text that is as pale as the ground that a prompt tells: white on white.

    Args:
        items: of a recipe, with the colours of the prompt.
        told: all colours of the prompt; what it tells itself stays.
    """
    values = {colour.value for colour in told}
    is_ground_pale = any(
        isinstance(item, Declaration) and item.name in _GROUNDS and item.value in values and _is_pale(item.value)
        for item in items
    )
    kept: list[Item] = []
    for item in items:
        if isinstance(item, Rule):
            kept.append(replace(item, items=item.items and cut_unreadable(item.items, told)))
        elif not (is_ground_pale and item.name == "color" and item.value not in values and _is_pale(item.value)):
            kept.append(item)
    return tuple(kept)


def _is_pale(value: str) -> bool:
    if value.endswith(f"{PALE})"):
        return True
    parsed = _parse(value)
    return parsed is not None and bool(parsed.alpha == 1 and min(parsed.red, parsed.green, parsed.blue) > _PALEST)


def _parse(value: str) -> color3.RGBA | None:
    """A colour that says what it is; None of one that is a variable, a function of others, or that of the text."""
    parsed = color3.parse_color(value)
    return parsed if isinstance(parsed, color3.RGBA) else None


_GROUNDS: Final = ("background", "background-color")
_PALEST: Final = 0.75  # the least of red, green and blue
_COLOURFUL: Final = 0.3  # from the least to the most of them


def spread_colours(items: Sequence[Item], colours: Sequence[Colour]) -> tuple[Item, ...]:
    """Keyframes that go from one colour to another: the first two that have one; others stay as they are."""
    frames = [
        item for item in items if isinstance(item, Rule) and any(_names_colour(each) for each in iter_all([item]))
    ]
    if len(colours) != 2 or len(frames) < 2:
        return tuple(items)
    rewritten = {
        id(each): replace(each, value=_COLOUR_TOKEN.sub(lambda _: colour.value, each.value))  # noqa: B023  called at once
        for frame, colour in zip(frames, colours, strict=False)
        for each in iter_all([frame])
        if _names_colour(each)
    }
    return map_declarations(items, rewritten)


def recolour(items: Sequence[Item], colour: Colour) -> tuple[Item, ...]:
    """Keyframes with a colour in place of theirs, each as transparent as it is: `green ring` of a red one."""
    rewritten = {
        id(each): replace(each, value=_COLOUR_TOKEN.sub(lambda token: _as_clear(token[0], colour.value), each.value))
        for each in iter_all(items)
        if _names_colour(each)
    }
    return map_declarations(items, rewritten)


def _as_clear(old: str, new: str) -> str:
    """A colour as transparent as another one."""
    clear = old.lower() == "transparent"
    alpha = _ALPHA.search(old)
    if clear or alpha is None:
        return old if clear else new
    share = float(alpha["number"]) * (1 if alpha["percent"] else 100)
    parsed = _parse(new)
    if parsed is None:
        return f"color-mix(in srgb, {new} {share:g}%, transparent)"
    red, green, blue = (round(255 * part) for part in (parsed.red, parsed.green, parsed.blue))
    return f"rgb({red} {green} {blue} / {share / 100:g})"


_ALPHA: Final = re.compile(r"/\s*(?P<number>\d*\.?\d+)(?P<percent>%?)\s*\)")


def _names_colour(declaration: Declaration) -> bool:
    return declaration.name in _ANY_COLOURED and _COLOUR_TOKEN.search(declaration.value) is not None


def _guess_coloured(items: Sequence[Item], colour: Colour) -> str | None:
    """What a card is that is simply `white`: its background, unless it has one; what a text is: its colour."""
    declared = list(iter_all(items))
    if colour.part or any(item.name.startswith("background") or "grayscale(" in item.value for item in declared):
        return None
    return "color" if all(item.name.startswith(_OF_TEXT) for item in declared) else "background-color"


def _blend(items: tuple[Item, ...], first: str, last: str) -> tuple[Item, ...] | None:
    """Items whose first gradient goes from one colour to another, and through none; None if there is no gradient."""
    for item in iter_all(items):
        stops = list(_COLOUR_TOKEN.finditer(item.value))
        if "gradient(" in item.value and len(stops) > 1:
            value = f"{item.value[: stops[0].start()]}{first}, {last}{item.value[stops[-1].end() :]}"
            return map_declarations(items, {id(item): replace(item, value=value)})
    return None


_GROUND_NAMES: Final = _COLOURED["background"][0]
_TEXTS: Final = _COLOURED["color"][0]
_OF_TEXT: Final = ("font", "text-", "letter-spacing", "line-height", "word-")
_ANY_COLOURED: Final = tuple(name for names, _ in _COLOURED.values() for name in names)


def thin_once(text: str) -> str:
    """A text in which no colour is thinned twice: once by the prompt, and once more by the recipe."""
    return _THINNED_TWICE.sub(lambda match: match["inner"], text)


_THINNED_TWICE: Final = re.compile(
    r"color-mix\(in srgb, (?P<inner>color-mix\(in srgb, [^()]+(?:\([^()]*\))? [\d.]+%, transparent\)) [\d.]+%, [a-z]+\)"
)
