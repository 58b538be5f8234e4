"""What the value of a custom property is for, since recipes for values are found by the property that they are for."""

import re
from collections.abc import Collection
from typing import Final

from cssgen.contexts import Context
from cssgen.wishes.words import split_words, stem

# Words of a custom property's name, and the property whose values it holds; the first that is named tells.
_ROLES: Final = (
    (("shadow", "elevation", "raised", "glow"), "box-shadow"),
    (("ease", "easing", "timing", "curve"), "transition-timing-function"),
    (("gradient",), "background"),
    (("font", "family", "mono", "serif", "sans", "typeface"), "font-family"),
    (("z", "layer", "zindex"), "z-index"),
    (("radius", "rounded", "corner"), "border-radius"),
    (("transition", "motion"), "transition"),
    (("duration", "speed", "delay"), "transition-duration"),
    (("leading",), "line-height"),
    (("tracking",), "letter-spacing"),
    (("weight",), "font-weight"),
    (("ratio", "aspect"), "aspect-ratio"),
    (("columns", "column", "cols", "col", "grid"), "grid-template-columns"),
    (("gap", "gutter"), "gap"),
    (("measure",), "max-width"),
    (("padding", "pad"), "padding"),
    (("width",), "width"),
    (("height",), "height"),
    (("color", "colour", "clr", "bg", "background", "surface", "ink", "brand", "accent", "primary", "muted"), "color"),
    (("size", "fs", "text", "h", "heading"), "font-size"),
    (("space", "spacing"), "gap"),
    (("border", "line"), "border"),
    (("filter", "blur"), "filter"),
    (("cursor",), "cursor"),
)
_SIZES: Final = frozenset(("size", "weight", "height", "width"))


def find_property(context: Context, known: Collection[str]) -> str | None:
    """The property whose recipes a value is looked up among.

    That of a custom property is where the file uses it, else what its name says; a longhand without recipes of its
    own takes those of its shorthand.

    Args:
        context: the marker and its place.
        known: properties that have recipes.
    """
    name = context.property
    if name is None or name in known:
        return name
    if name.startswith("--"):
        used = re.search(
            rf"(?<![\w-])([a-z][a-z-]*)\s*:\s*var\(\s*{re.escape(name)}\s*[,)]", context.prefix + context.suffix
        )
        return used[1] if used and used[1] in known else _read_name(name)
    shorthand = name
    while "-" in shorthand and shorthand not in known:
        shorthand = shorthand.rpartition("-")[0]
    return shorthand if shorthand in known else name


def _read_name(name: str) -> str | None:
    words = split_words(name)
    # `--font-size` is a size, `--font` a family.
    told = [word for word in words if word in _SIZES]
    for word in [*told, *words]:
        for names, role in _ROLES:
            if word in map(stem, names) and not (
                word == "size" and "font" not in words and "text" not in words and len(words) > 1
            ):
                return role
    return None
