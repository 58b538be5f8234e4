"""At-rules: where each may stand, what its prelude is, what its block holds."""

from dataclasses import dataclass
from enum import Enum, auto

from cssgen.validity.wordlists import words


class Place(Enum):
    """The kind of list that a rule or declaration stands in."""

    SHEET = auto()
    """A stylesheet."""
    GROUP = auto()
    """The block of `@media` and the like, outside of style rules."""
    STYLE = auto()
    """The block of a style rule, or of a group in one: declarations and nested rules."""
    KEYFRAMES = auto()
    """The block of `@keyframes`."""
    FRAME = auto()
    """The block of one keyframe: declarations that cannot be important."""
    DESCRIPTORS = auto()
    """The block of an at-rule such as `@font-face`."""
    PAGE = auto()
    """The block of `@page`: descriptors, properties, margin boxes."""
    FEATURE_VALUES = auto()
    """The block of `@font-feature-values`."""
    PROPERTIES = auto()
    """Declarations of properties and nothing else."""
    CUSTOM_PROPERTIES = auto()
    """The block of Tailwind's `@theme`: custom properties and keyframes."""
    OPAQUE = auto()
    """Contents that nothing is known of."""


TOP = frozenset({Place.SHEET, Place.GROUP})
ANYWHERE = TOP | {Place.STYLE}


@dataclass(frozen=True, slots=True)
class AtRule:
    """What is known of an at-rule.

    Attributes:
        holds: what its block is; None if it has none.
        parents: where it may stand.
        prelude: its grammar; None if it is checked elsewhere, empty if there must be none.
        statement: whether it may also end in a semicolon.
    """

    holds: Place | None
    parents: frozenset[Place] = TOP
    prelude: str | None = None
    statement: bool = False


_SHEET = frozenset({Place.SHEET})
_NAMED = "<dashed-ident>"
_STYLES = "none, decimal, disc, square, circle, disclosure-open, disclosure-closed"
_MARGIN_BOXES = (
    "top-left-corner top-left top-center top-right top-right-corner bottom-left-corner bottom-left bottom-center "
    "bottom-right bottom-right-corner left-top left-middle left-bottom right-top right-middle right-bottom"
)
_FEATURE_TYPES = "stylistic historical-forms styleset character-variant swash ornaments annotation"

AT_RULES: dict[str, AtRule] = {
    "charset": AtRule(None, _SHEET, "<string>"),
    "color-profile": AtRule(Place.DESCRIPTORS, TOP, "<dashed-ident> | device-cmyk"),
    "container": AtRule(Place.GROUP, ANYWHERE),
    "counter-style": AtRule(Place.DESCRIPTORS, TOP, f"<custom-ident except {_STYLES}>"),
    "custom-media": AtRule(None, TOP, "<dashed-ident> <any-value>"),
    "custom-selector": AtRule(None, TOP, "':' <dashed-ident> <any-value>"),
    "document": AtRule(Place.GROUP, TOP),
    "else": AtRule(Place.GROUP, ANYWHERE),
    "font-face": AtRule(Place.DESCRIPTORS, TOP, ""),
    "font-feature-values": AtRule(Place.FEATURE_VALUES, TOP, "[ <string> | <custom-ident>+ ]#"),
    "font-palette-values": AtRule(Place.DESCRIPTORS, TOP, _NAMED),
    "function": AtRule(Place.OPAQUE, TOP),
    "import": AtRule(
        None,
        _SHEET,
        "[ <url> | <string> ] [ layer | layer( <layer-name> ) ]? [ <function-call> ]* <any-value>?",
    ),
    "keyframes": AtRule(Place.KEYFRAMES, TOP | {Place.CUSTOM_PROPERTIES}, "<keyframes-name>"),
    "layer": AtRule(Place.GROUP, ANYWHERE, "<layer-name>#?", statement=True),
    "media": AtRule(Place.GROUP, ANYWHERE),
    "mixin": AtRule(Place.OPAQUE, TOP),
    "namespace": AtRule(None, _SHEET, "<ident>? [ <url> | <string> ]"),
    "navigation": AtRule(Place.GROUP, TOP),
    "page": AtRule(Place.PAGE, TOP, "[ <ident>? [ ':' [ left | right | first | blank ] ]* ]#?"),
    "position-try": AtRule(Place.PROPERTIES, TOP, _NAMED),
    "property": AtRule(Place.DESCRIPTORS, TOP, "<dashed-ident>#"),
    "scope": AtRule(Place.GROUP, ANYWHERE),
    "starting-style": AtRule(Place.GROUP, ANYWHERE, ""),
    "supports": AtRule(Place.GROUP, ANYWHERE),
    "supports-condition": AtRule(Place.OPAQUE, TOP),
    "view-transition": AtRule(Place.DESCRIPTORS, TOP, ""),
    "viewport": AtRule(Place.OPAQUE, TOP, ""),
    "when": AtRule(Place.GROUP, ANYWHERE),
    **dict.fromkeys(_MARGIN_BOXES.split(), AtRule(Place.PROPERTIES, frozenset({Place.PAGE}), "")),
    **dict.fromkeys(_FEATURE_TYPES.split(), AtRule(Place.OPAQUE, frozenset({Place.FEATURE_VALUES}), "")),
}
"""By name, without the `@` and without a browser's prefix."""

FRAMEWORK_AT_RULES = words(
    "apply config custom-variant plugin reference responsive screen source svg-load tailwind theme utility value "
    "variant variants"
)
"""At-rules of Tailwind and of CSS modules: notes, and nothing in them is judged."""

FRAMEWORK_PLACES = {"theme": Place.CUSTOM_PROPERTIES}
"""What the blocks of some of them are, where a candidate is judged. The others are taken for style rules."""

PREPROCESSOR_AT_RULES = words(
    "content debug each error extend for forward function if include mixin return use warn while"
)
"""At-rules of Sass, for a better message."""
