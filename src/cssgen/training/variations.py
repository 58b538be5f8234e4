"""Variations of a recipe: its slots replaced in wording and code alike, and two wishes made one."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from cssgen.contexts import Production
from cssgen.cookbook import Recipe, Slot

COLOURS = (
    *("red", "crimson", "tomato", "orange", "gold", "green", "seagreen", "teal", "navy", "blue", "royalblue"),
    *("steelblue", "indigo", "purple", "hotpink", "white", "black", "gray", "silver", "lightgray", "darkgray"),
    *("#2563eb", "#1f2937", "#f3f4f6", "#e5e7eb", "#16a34a", "#dc2626", "#f59e0b", "#333", "#eee", "#0f766e"),
)
ROLES = ("accent", "brand", "primary", "secondary", "highlight", "danger", "muted", "surface", "ink", "border")
BEFORE = ("main", "site", "page", "app", "post", "user", "home", "c", "news", "shop", "side", "product", "team")
BEHIND = ("wrap", "box", "inner", "item", "lg", "alt", "block", "area")
NUMBERS = {
    "px": (1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 28, 30, 32, 36, 40, 44, 48, 56, 60, 64, 72, 80, 96, 100, 120),
    "PX": (140, 150, 160, 180, 200, 220, 240, 250, 260, 280, 300, 320, 350, 360, 400, 420, 480, 500, 600, 640, 720),
    "RX": (768, 800, 900, 960, 992, 1024, 1080, 1100, 1200, 1280, 1440),
    "rem": (0.25, 0.5, 0.75, 0.875, 1, 1.125, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10, 12, 15, 18, 20, 24, 30),
    "s": (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8, 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10),
    "ms": (80, 100, 120, 150, 200, 250, 300, 350, 400, 500, 600, 800),
    "%": (5, 10, 15, 20, 25, 30, 33, 40, 45, 50, 55, 60, 65, 70, 75, 80, 90),
    "deg": (2, 3, 5, 6, 8, 10, 12, 15, 20, 30, 45, 60, 90, 120, 135, 180),
}
_QUANTITY = re.compile(r"([-+]?)(\d*\.?\d+)([a-z%]*)\Z")


@dataclass(frozen=True, slots=True)
class Wish:
    """One wording of a recipe, varied, and what the file around it must define.

    Attributes:
        wording: what is asked.
        recipe: the recipe as varied.
        custom_properties: names and values that the answer uses.
        classes: classes that the answer uses and the wording need not tell.
    """

    wording: str
    recipe: Recipe
    custom_properties: tuple[tuple[str, str], ...] = ()
    classes: tuple[str, ...] = ()


def vary(recipe: Recipe, wording: str, rng: random.Random) -> Wish:
    """Replace slots of a recipe: names always may vary, quantities and colours only where the wording tells them."""
    wish = Wish(wording, recipe)
    for slot in recipe.slots:
        wish = _vary_slot(wish, slot, rng)
    return wish


def _vary_slot(wish: Wish, slot: Slot, rng: random.Random) -> Wish:
    told = _occurs(slot.literal, wish.wording + wish.recipe.prelude)
    if slot.kind == "class":
        return _vary_class(wish, slot.literal, told=told, rng=rng) if rng.random() < 0.6 else wish
    if slot.kind == "property":
        if not told and f"{slot.literal}:" in wish.recipe.answer:
            return wish
        name = (
            f"--{rng.choice(('', 'color-', 'c-', 'theme-'))}{rng.choice(ROLES)}" if rng.random() < 0.5 else slot.literal
        )
        return replace(_replace(wish, slot.literal, name), custom_properties=((name, rng.choice(COLOURS)),))
    if slot.kind == "name":
        return _replace(wish, slot.literal, vary_name(slot.literal, rng)) if told and rng.random() < 0.5 else wish
    if not _occurs(slot.literal, wish.wording) or rng.random() < 0.25:
        return wish
    if slot.kind == "color":
        return _vary_colour(wish, slot.literal, rng)
    return _replace(wish, slot.literal, vary_quantity(slot.literal, rng))


def _vary_class(wish: Wish, literal: str, *, told: bool, rng: random.Random) -> Wish:
    new = vary_class(literal, rng)
    varied = _replace(wish, literal, new)
    return varied if told or new[0] not in ".#" else replace(varied, classes=(*varied.classes, new))


def _vary_colour(wish: Wish, colour: str, rng: random.Random) -> Wish:
    if rng.random() > 0.3:
        return _replace(wish, colour, rng.choice(COLOURS))
    role = rng.choice(ROLES)
    name = f"--{rng.choice(('', '', 'color-', 'c-'))}{role}"
    spoken = rng.choice(
        (f"the {role} colour", f"{role} color", f"our {role} colour", f"var({name})", name, f"in {role}")
    )
    wording = _substitute(wish.wording, colour, spoken)
    varied = _replace(replace(wish, wording=""), colour, f"var({name})")
    return replace(varied, wording=wording, custom_properties=((name, rng.choice(COLOURS)),))


def vary_class(literal: str, rng: random.Random) -> str:
    """Another class (or id, or element) that names the same thing: `.card` to `.product-card`."""
    noun = literal[1:]
    ways: tuple[Callable[[], str], ...] = (
        lambda: f"{rng.choice(BEFORE)}-{noun}",
        lambda: f"{rng.choice(BEFORE)}-{noun}",
        lambda: f"{noun}-{rng.choice(BEHIND)}",
        lambda: f"{rng.choice(BEFORE)}__{noun}",
        lambda: f"js-{noun}" if "-" not in noun else noun.replace("-", "_"),
    )
    return literal[0] + rng.choice(ways)() if literal[0] in ".#" else literal


def vary_name(literal: str, rng: random.Random) -> str:
    """Another name for keyframes and the like."""
    return rng.choice(
        (f"{literal}-in", f"{rng.choice(BEFORE)}-{literal}", f"{literal}-{rng.choice(BEHIND)}", f"{literal}2")
    )


def vary_quantity(literal: str, rng: random.Random) -> str:
    """Another number of about the same size, in the same unit."""
    match = _QUANTITY.match(literal)
    if match is None:
        return literal
    sign, number, unit = match.groups()
    size = float(number)
    known = [*NUMBERS["px"], *NUMBERS["PX"], *NUMBERS["RX"]] if unit == "px" else NUMBERS.get(unit, NUMBERS["rem"])
    whole = unit in ("px", "ms", "deg", "") and "." not in number
    near = [n for n in known if size / 2 <= n <= size * 2 and n != size and (not whole or n == int(n))]
    return (
        f"{sign}{rng.choice(near):g}{unit}" if near and unit else literal if not near else f"{sign}{rng.choice(near):g}"
    )


def _replace(wish: Wish, old: str, new: str) -> Wish:
    recipe = wish.recipe
    return replace(
        wish,
        wording=_substitute(wish.wording, old, new),
        recipe=replace(
            recipe, prelude=_substitute(recipe.prelude, old, new), answer=_substitute(recipe.answer, old, new)
        ),
    )


def _bounded(literal: str) -> re.Pattern[str]:
    before = r"(?<![\w.#-])" if literal[0] not in ".#" else r"(?<!\w)" if literal[0] == "#" else ""
    behind = r"(?![\w%]|-(?!-)|\.\d)" if literal[0] in ".#" else r"(?![\w%-]|\.\d)"
    return re.compile(
        before + re.escape(literal) + (r"(?![a-zA-Z0-9])(?=__|--|[^\w-]|\Z)" if literal[0] == "." else behind)
    )


def _occurs(literal: str, text: str) -> bool:
    return _bounded(literal).search(text) is not None


def _substitute(text: str, old: str, new: str) -> str:
    return _bounded(old).sub(lambda _: new, text)


def join_wishes(first: Wish, second: Wish, rng: random.Random) -> Wish | None:
    """Two wishes for declarations as one, or None if they do not go together."""
    one, two = first.recipe, second.recipe
    if one.production is not Production.DECLARATIONS or two.production is not Production.DECLARATIONS:
        return None
    if len(first.wording) > 60 or len(second.wording) > 60 or "{" in one.answer + two.answer:
        return None
    if stems(one.answer) & stems(two.answer):
        return None
    joint = rng.choice((" and ", ", ", " + ", "; ", ", also ", ", then "))
    answer = f"{one.answer}\n{two.answer}"
    return Wish(
        first.wording.rstrip(".") + joint + second.wording,
        replace(one, answer=answer),
        first.custom_properties + second.custom_properties,
        first.classes + second.classes,
    )


def stems(declarations: str) -> set[str]:
    """First words of the property names: `border-radius` and `border` share theirs."""
    return {name.split("-")[0] for name in re.findall(r"(?:^|[;{]\s*)([a-z][a-z-]*)\s*:", declarations, re.MULTILINE)}


def roughen(wording: str, rng: random.Random) -> str:
    """Modest noise, as people type: case, a full stop, `please`, an article dropped."""
    draw = rng.random()
    if draw < 0.10:
        return wording[:1].upper() + wording[1:]
    if draw < 0.14:
        return wording + "."
    if draw < 0.17:
        return f"please {wording}"
    if draw < 0.22:
        return re.sub(r"\b(?:the|a|an) ", "", wording)
    return wording
