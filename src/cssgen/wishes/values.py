"""Values of a recipe changed to the sizes and colours of a prompt."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cssgen.answers import Declaration
from cssgen.cookbook import Recipe
from cssgen.wishes.coloured import apply_colours
from cssgen.wishes.colours import Colour
from cssgen.wishes.declarations import apply_quantities
from cssgen.wishes.quantities import Quantity

_NAME_FIRST = re.compile(r"\A[a-z-]+\s+(?=\S)")
BEGUN = re.compile(r":\s*[^\s;:{}][^;:{}]*\Z")


_TARGETS = {
    "transition": "duration",
    "animation": "duration",
    "padding": "padding",
    "margin": "margin",
    "gap": "gap",
    "border": "border",
    "border-radius": "border-radius",
    "width": "width",
    "max-width": "max-width",
    "font-size": "font-size",
    "line-height": "line-height",
}


def adapt_value(
    answer: str, recipe: Recipe, quantities: Sequence[Quantity], colours: Sequence[Colour], *, is_begun: bool
) -> str:
    """A value; of one that the file has begun, without the name that stands there already."""
    declaration = Declaration(recipe.property or "", answer)
    named = [replace(each, target=_TARGETS.get(recipe.property or "", each.target)) for each in quantities]
    items = apply_quantities((declaration,), named, may_add=False)
    items = apply_colours(items, [replace(colour, part="") for colour in colours], may_add=False)
    first = items[0]
    value = first.value if isinstance(first, Declaration) else answer
    return _NAME_FIRST.sub("", value) if is_begun and recipe.property in ("animation", "transition") else value
