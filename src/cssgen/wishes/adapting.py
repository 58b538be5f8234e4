"""Recipes fitted to a prompt and its file: names, custom properties, sizes, colours, several wishes at once."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from cssgen.answers import AnswerError, Declaration, Item, Rule, parse_answer
from cssgen.contexts import Production
from cssgen.cookbook import Recipe
from cssgen.layout import Layout, render_items
from cssgen.wishes.coloured import apply_colours, cut_unreadable, recolour, spread_colours, thin_once
from cssgen.wishes.colours import Colour, find_colours, looks_like_colour
from cssgen.wishes.containers import find_container
from cssgen.wishes.counterparts import (
    rename_animation,
    rename_attributes,
    rename_custom_properties,
    rename_definitions,
)
from cssgen.wishes.declarations import apply_quantities
from cssgen.wishes.literals import say_literal
from cssgen.wishes.media import LEAST_SCREEN
from cssgen.wishes.naming import rename_selectors, rename_state
from cssgen.wishes.quantities import Quantity, find_quantities
from cssgen.wishes.rewriting import occurs, standing
from cssgen.wishes.settling import settle
from cssgen.wishes.sides import list_mirrored, mirror, mirror_declaration
from cssgen.wishes.values import BEGUN, adapt_value
from cssgen.wishes.wish import Wish
from cssgen.wishes.words import split_size

_RULES = (Production.STYLESHEET, Production.GROUP)


# The same recipes are near many prompts, and many of them stay as they are.
parse_recipe = lru_cache(1_024)(parse_answer)
_quantities_of = lru_cache(4_096)(find_quantities)


@lru_cache(4_096)
def _colours_of(wording: str) -> list[Colour]:
    return find_colours(wording, ())


def adapt(recipe: Recipe, wording: str, wish: Wish) -> str:
    """The recipe's code as the prompt and the file want it.

    Args:
        recipe: what to adapt.
        wording: its wording that is nearest to the prompt.
        wish: the prompt.
    """
    answer = rename_custom_properties(recipe.answer, wish.context.custom_properties, wish.mentions)
    answer = rename_definitions(answer, wish.context.custom_properties)
    answer = rename_animation(answer, wish.prompt, wish.context.prefix + wish.context.suffix)
    answer = rename_attributes(answer, wish.context.marker.prompt, wish.context.prefix + wish.context.suffix)
    answer = _turn(answer, recipe, wording, wish)
    answer = say_literal(answer, wish.prompt, wording)
    answer, quantities, colours = _fill_slots(answer, wording, wish)
    if recipe.production is Production.VALUE:
        is_begun = BEGUN.search(wish.context.prefix) is not None
        return thin_once(adapt_value(answer, recipe, quantities, colours, is_begun=is_begun))
    if recipe.production in _RULES:
        answer = rename_selectors(
            answer,
            wish.chosen,
            wish.selectors,
            prompt=wish.context.marker.prompt,
            last=wish.last,
            container=_find_container(answer, recipe, wish),
            state=wish.state_class,
        )
    elif wish.state_class and wish.context.production in _RULES:
        answer = rename_state(answer, wish.state_class)
    try:
        items = parse_recipe(answer, recipe.production)
    except AnswerError:
        return answer
    if recipe.production in _RULES:
        items = _name_all(items, wish.listed)
    if recipe.production is Production.KEYFRAMES and len(colours) == 2:
        items, colours = spread_colours(items, colours), []
    elif recipe.production is Production.KEYFRAMES and len(colours) == 1:
        items, colours = recolour(items, colours[0]), []
    # What is added sets properties.
    may_add = recipe.production is Production.DECLARATIONS and not wish.context.takes_only_custom_properties()
    items = apply_quantities(items, quantities, may_add=may_add, first=wish.held_state)
    items = apply_colours(items, colours, may_add=may_add, first=wish.held_state)
    items = cut_unreadable(items, wish.colours)
    if recipe.production is Production.DECLARATIONS:
        items = settle(items, recipe.prelude, wish.around, wish.context.siblings)
    return thin_once(render_items(items, Layout(), ""))


def _find_container(answer: str, recipe: Recipe, wish: Wish) -> str | None:
    """What of the file a rule is for that overrides how others are laid out."""
    if wish.context.production is not Production.GROUP:
        return None
    try:
        first = next((item for item in parse_recipe(answer, recipe.production) if isinstance(item, Rule)), None)
    except AnswerError:
        return None
    names = [item.name for item in (first.items or () if first else ()) if isinstance(item, Declaration)]
    return find_container(names, wish.rules, wish.selectors)


def _turn(answer: str, recipe: Recipe, wording: str, wish: Wish) -> str:
    """The code on the sides that the prompt speaks of."""
    axes = list_mirrored(wish.context.marker.prompt, wording, answer)
    if not axes:
        return answer
    if recipe.production is Production.VALUE:
        declaration = Declaration(recipe.property or "", answer)
        for axis in axes:
            declaration = mirror_declaration(declaration, axis)
        # A value alone cannot move to another property.
        return declaration.value if declaration.name == recipe.property else answer
    try:
        items = parse_recipe(answer, recipe.production)
    except AnswerError:
        return answer
    for axis in axes:
        items = mirror(items, axis)
    return render_items(items, Layout(), "")


def _name_all(items: Sequence[Item], subjects: Sequence[str]) -> tuple[Item, ...]:
    """Rules for several subjects at once: the first one, if it is for a list of them already or stands alone."""
    first, *others = items
    if not subjects or not isinstance(first, Rule) or first.items is None or not ("," in first.prelude or not others):
        return tuple(items)
    return (replace(first, prelude=", ".join(subjects)), *others)


def _fill_slots(answer: str, wording: str, wish: Wish) -> tuple[str, list[Quantity], list[Colour]]:
    """Put what the prompt names where the wording named something else; return what is left to place."""
    quantities, colours = list(wish.quantities), list(wish.colours)
    for own in _quantities_of(wording):
        same = [each for each in quantities if each.kind == own.kind]
        match = next((each for each in same if each.target == own.target), None)
        if match is None and len(same) == 1 and not same[0].target:
            match = same[0]
        # What both say alike the code says in its own way: `lifted by 2px` is `translateY(-2px)`.
        if match is not None and (match.literal == own.literal or occurs(own.literal, answer)):
            changed = _substitute(answer, own.literal, match.literal)
            if _has_tiny_screen(changed) and not _has_tiny_screen(answer):
                continue  # a size of something else
            answer = changed
            quantities.remove(match)
    for shade in _colours_of(wording):
        if _is_other_token(shade.value, answer):
            continue
        alike = [each for each in colours if each.part == shade.part] or colours
        if alike and (alike[0].value == shade.value or occurs(shade.value, answer)):
            answer = _substitute(answer, shade.value, alike[0].value)
            colours.remove(alike[0])
    return answer, quantities, colours


def _has_tiny_screen(answer: str) -> bool:
    """Whether something is to hold for screens or containers that are narrower than any."""
    sizes = (split_size(size) for size in _OF_SCREENS.findall(answer))
    return any(number < LEAST_SCREEN.get(unit, 0.0) for number, unit in sizes)


_OF_SCREENS = re.compile(r"@(?:media|container)[^{]*?width(?:: | [<>]=? )(\d*\.?\d+(?:px|r?em))")


def _is_other_token(value: str, answer: str) -> bool:
    """Whether a wording names a custom property that its code defines as something else than a colour: a hue."""
    name = value.removeprefix("var(").removesuffix(")").strip()
    defined = re.search(rf"(?<![\w-]){re.escape(name)}: ([^;]+);", answer) if name.startswith("--") else None
    return defined is not None and not looks_like_colour(defined[1])


def _substitute(text: str, old: str, new: str) -> str:
    return standing(old).sub(lambda _: new, text)
