"""Wishes that say what is to be declared, so that no recipe is needed: `no toolbar`, `green`, `▲ before it`."""

import re
from dataclasses import replace
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.colours import find_colours, is_colour_alone, is_pale
from cssgen.wishes.hiding import is_hiding
from cssgen.wishes.literals import find_sign, quote_literal
from cssgen.wishes.looks import read_look
from cssgen.wishes.parts import is_under_text
from cssgen.wishes.plain import read_plain
from cssgen.wishes.quantities import find_quantities, is_a_column
from cssgen.wishes.references import list_only_references
from cssgen.wishes.relative import is_text, read_relative
from cssgen.wishes.targets import Target
from cssgen.wishes.variants import draw_edge
from cssgen.wishes.wish import Wish
from cssgen.wishes.words import split_words


def read_told(own: Wish, target: Target, prompt: str, beside: str = "") -> tuple[Declaration, ...]:
    """What a wish tells to be declared; nothing if it does not.

    Args:
        own: the wish.
        target: it, and what it is for.
        prompt: all of the prompt.
        beside: the other wishes of the same rule.
    """
    return (
        target.told
        or _read_hiding(target)
        or tuple(list_only_references(target.wish, own.references))
        or _read_break(target)
        or _read_literal(target)
        or _read_size(own, target, beside)
        or read_relative(target.wish, target.selector or "", beside)
        or read_look(target.wish, target.selector or "")
        or _read_colours(own, target, prompt, beside)
        or read_plain(target.wish, own.context.custom_properties)
    )


def _read_hiding(target: Target) -> tuple[Declaration, ...]:
    """`no toolbar`, `toolbar gone`: it is not displayed."""
    if target.is_own and _SHOWN.fullmatch(target.wish):
        return (Declaration("display", "block"),)
    return (Declaration("display", "none"),) if target.is_own and is_hiding(target.wish) else ()


_SHOWN: Final = re.compile(
    r"(?:show|shown|display(?:ed)?|(?:is |be )?visible(?: again)?|appears?|visible here)", re.IGNORECASE
)


def _read_break(target: Target) -> tuple[Declaration, ...]:
    """`never split over two pages`."""
    return (Declaration("break-inside", "avoid"),) if _UNBROKEN.search(target.wish) else ()


_UNBROKEN: Final = re.compile(
    r"\b(?:not|never|no|don'?t|doesn'?t|isn'?t|aren'?t|without|avoid) (?:be |being |ever |get(?:ting)? |to )*"
    r"(?:split(?:ting)?|broken|break(?:s|ing)?|cut|torn|divided|spread)(?: up| apart)?"
    r" (?:over|across|between|by|at|on|onto|into|in)\b[^,;]*?\bpages?\b"
    r"|\b(?:kept|keep|stays?) (?:together )?(?:whole )?on (?:one|a single|the same) page\b",
    re.IGNORECASE,
)


def _read_size(own: Wish, target: Target, beside: str) -> tuple[Declaration, ...]:
    """A size alone, of what its rule is for: `title: 2rem`; points are of type, whatever has them."""
    if re.fullmatch(r"\d*\.?\d+pt", own.prompt):
        return (Declaration("font-size", own.prompt),)
    name = (target.selector or "").split(":")[0].split(" ")[-1]
    sizes = find_quantities(own.prompt, place=name)
    if len(sizes) == 1 and _IN_COLUMNS.search(name) and is_a_column(sizes[0].literal):
        sizes = [replace(sizes[0], target="width")]
    if len(sizes) != 1 or sizes[0].literal != own.prompt.strip() or sizes[0].kind != "length":
        return ()
    names = {"size": ("width", "height"), "height": ("height",), "width": ("width",), "font-size": ("font-size",)}.get(
        sizes[0].target, ()
    )
    if not sizes[0].target and (is_text(target.selector or "") or _OF_TYPE.search(beside)):
        names = ("font-size",)
    return tuple(Declaration(name, sizes[0].literal) for name in names)


_OF_TYPE: Final = re.compile(
    r"\b(?:bold|italics?|(?:upper|lower)[ -]?case|caps|weight|underlined|line[- ]height)\b", re.IGNORECASE
)


def _read_literal(target: Target) -> tuple[Declaration, ...]:
    """`▲ before the number`: a text that is shown beside it."""
    told = _ATTRIBUTE_TEXT.search(target.wish)
    if told:
        return (Declaration("content", f"attr({told['name'] or told['from']})"),)
    sign = find_sign(target.wish)
    if sign:
        return (Declaration("content", sign),)
    literal = quote_literal(target.wish) if _BESIDE.search(target.wish) else None
    return (Declaration("content", literal),) if literal else ()


# What is a column of the page, or lies over it: a size alone is its width.
_IN_COLUMNS: Final = re.compile(r"side|aside|drawer|rail|toc|panel|modal|dialog|popover|menu|inspector|column")
_ATTRIBUTE_TEXT: Final = re.compile(
    r"(?P<name>data-[\w-]+)(?: (?:value|attribute|text))|(?:text|value) (?:from|of) (?P<from>data-[\w-]+)"
)
_BESIDE: Final = re.compile(r"\b(?:before|after|behind|in front|at the (?:end|start|beginning))\b")


def _read_colours(own: Wish, target: Target, prompt: str, beside: str) -> tuple[Declaration, ...]:
    """What a wish asks for that is colours and nothing else: `.up` is simply `green`, or `white on red`."""
    text = " ".join(_PARTS.sub(" ", own.prompt).split())
    if not is_colour_alone(text, own.colours) or own.quantities or not 1 <= len(own.colours) <= 2:
        return ()
    if len(own.colours) == 2:
        ink, ground = own.colours
        if (ink.part, ground.part) != ("color", "background"):
            return ()
        return (Declaration("color", ink.value), Declaration("background-color", ground.value))
    colour = own.colours[0]
    if text != own.prompt:
        is_ink = _INK.search(own.prompt) is not None
        return (Declaration("color" if is_ink else "background-color", colour.value),)
    head = prompt.lower().partition(":")[0] if ":" in prompt else ""
    if _EDGE.search(head) and not colour.part:
        side = _SIDE.search(head)
        return (draw_edge(side[0] if side else "", colour.value),)
    # Beside the colour of its text, a colour alone is that of the ground.
    told = prompt.lower().find(own.prompt.strip().lower())
    is_under = told >= 0 and is_under_text(prompt.lower(), told + len(own.prompt.strip()))
    is_box = _is_box(target.selector) or _BOXED.search(f"{head}, {beside}") is not None
    is_bare = (
        is_under or (is_pale(own.prompt) and not is_text(target.selector or "")) or is_box or _has_ink(beside, own)
    )
    # What is seen through lies over something.
    is_veil = _VEIL.match(colour.value) is not None and not is_text(target.selector or "")
    is_ground = (
        colour.part == "background"
        or (not colour.part and is_veil)
        or (not colour.part and is_bare and not _has_ground(beside))
    )
    if colour.part not in ("", "color", "background"):
        return ()
    return (Declaration("background-color" if is_ground else "color", colour.value),)


_VEIL: Final = re.compile(r"rgb\([\d ]+ / ")


def _has_ground(beside: str) -> bool:
    """Whether a wish beside another one says what is behind a text."""
    return _GROUND.search(beside) is not None


_GROUND: Final = re.compile(r"(?<!no )\b(?:background|bg|fill(?:ed)?|gradient)\b", re.IGNORECASE)


def _has_ink(beside: str, own: Wish) -> bool:
    """Whether a wish beside another one says the colour of a text."""
    inks = (each for each in beside.split(", ") if _INK.search(each))
    return any(find_colours(each, own.context.custom_properties) for each in inks)


# What only a box has, or is called.
_BOXED: Final = re.compile(
    r"(?<!text )(?<!text-)\bshadow|\bround(?:ed)? corners|\brounded\b|\bradius\b|\bpadd(?:ing|ed)\b"
    r"|\b(?:box|pill|panel|sheet|card|chip|badge|bubble)\b",
    re.IGNORECASE,
)
# What is coloured, said beside a colour that is all that a wish asks for.
_INK: Final = re.compile(
    r"\b(?:text|letter(?:s|ing)?|numbers?|numerals?|digits?|figures?|labels?|type|writing|font|words?|icons?)\b",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(
    rf"{_INK.pattern}|\A(?:one )?(?:(?:is )?(?:filled|fill|solid|covered|painted) (?:in )?)(?:an? |the |our )?",
    re.IGNORECASE,
)


def _is_box(selector: str | None) -> bool:
    """Whether a selector is for something whose colour is that of its background."""
    name = re.split(r"[\s>+~]", selector or "")[-1]
    return not _BOXES.isdisjoint(split_words(re.sub(r"[.:\[].*", "", name) or name))


_EDGE: Final = re.compile(r"\b(?:border|edge|stripe|line)s?\b")
_SIDE: Final = re.compile(r"\b(?:left|right|top|bottom)\b")
_BOXES: Final = frozenset(
    (
        *("container", "body", "page", "card", "panel", "tile", "box", "banner", "header", "footer"),
        *("sidebar", "bar", "track", "dot", "badge", "pill", "bubble", "chip", "wrapper"),
    )
)
