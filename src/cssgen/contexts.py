"""Where a marker stands, and what may stand there."""

from dataclasses import dataclass
from enum import StrEnum

from cssgen.markers import Marker


class Production(StrEnum):
    """What may stand where the marker stands, after the entry points of the CSS parser.

    https://drafts.csswg.org/css-syntax/#parser-entry-points
    """

    STYLESHEET = "stylesheet"
    """Rules, at the top level of a stylesheet."""
    GROUP = "group"
    """Rules, in the block of a conditional or grouping at-rule such as `@media`."""
    DECLARATIONS = "declarations"
    """Declarations: in a style rule, a keyframe, or an at-rule with descriptors such as `@font-face`."""
    KEYFRAMES = "keyframes"
    """Keyframe blocks (`from { … }`, `50% { … }`), in the block of `@keyframes`."""
    VALUE = "value"
    """Component values: behind the colon of a declaration, possibly inside a function."""


@dataclass(frozen=True, slots=True)
class Context:
    """A marker, its place in the stylesheet, and the text around it.

    Attributes:
        marker: the marker itself.
        production: what may stand in its place.
        ancestors: preludes of the enclosing blocks, outermost first, blanks collapsed and comments
            removed: `("@media (width > 40em)", ".card")`.
        prefix: the text before the marker; every other marker in it reads as a plain comment.
        suffix: the text behind the marker, likewise.
        siblings: names of the properties that the marker's own block declares already, lower case, in order
            of appearance; custom properties keep their case.
        property: for VALUE, the name before the colon, lower case (custom properties keep their case);
            None elsewhere.
        nested: whether the marker stands (at any depth) inside a style rule: in DECLARATIONS it is always
            true of style rules; a GROUP for which it is true takes declarations as well as rules.
    """

    marker: Marker
    production: Production
    ancestors: tuple[str, ...]
    prefix: str
    suffix: str
    siblings: tuple[str, ...] = ()
    property: str | None = None
    nested: bool = False
