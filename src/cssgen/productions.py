"""The place of a marker to what may stand there."""

from enum import StrEnum

from cssgen.contents import Content
from cssgen.structure import Block, Place


class Production(StrEnum):
    """What may stand where a marker stands, after the entry points of the CSS parser.

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

    @property
    def expected(self) -> str:
        """What stands there, in words."""
        return {"stylesheet": "rules", "group": "rules", "keyframes": "keyframes", "value": "a value"}.get(self, self)


RULE_LISTS = (Production.STYLESHEET, Production.GROUP, Production.KEYFRAMES)


class UnsupportedPositionError(ValueError):
    """Nothing can be generated where a marker stands; its text says why."""


def classify(place: Place, *, is_own_line: bool) -> tuple[Production, str | None]:
    """What may stand at `place`, and for a value the name of its property.

    Args:
        place: where the marker stands.
        is_own_line: whether the marker is alone on its line.

    Raises:
        UnsupportedPositionError: if nothing can be generated there.
    """
    if not place.before:
        return _production_of(place.block), None
    if not _takes_declarations(place.block):
        raise UnsupportedPositionError("a marker cannot stand in a selector or the prelude of an at-rule")
    return Production.VALUE, _property_before(place, is_own_line=is_own_line)


def _production_of(block: Block) -> Production:
    if block.parent is None:
        return Production.STYLESHEET
    if block.content is Content.UNKNOWN:
        name = block.at_rule or block.prelude
        raise UnsupportedPositionError(f"cssgen does not know what may stand in the block of `{name}`")
    return {
        Content.RULES: Production.GROUP,
        Content.DECLARATIONS: Production.DECLARATIONS,
        Content.KEYFRAMES: Production.KEYFRAMES,
    }[block.content]


def _takes_declarations(block: Block) -> bool:
    return block.content is Content.DECLARATIONS or (block.content is Content.RULES and block.nested)


def _property_before(place: Place, *, is_own_line: bool) -> str:
    statement = place.statement
    name = statement.name
    if statement.ending == "{" or statement.tokens[0].text == "@":
        raise UnsupportedPositionError("a marker cannot stand in a selector or the prelude of an at-rule")
    if name is None or place.before < 2:
        raise UnsupportedPositionError("a marker cannot stand between a property and its colon")
    if place.behind_bang:
        raise UnsupportedPositionError("a marker cannot stand behind `!important`")
    is_last = place.before == len(statement.tokens)
    if (
        is_own_line
        and not place.depth
        and statement.tokens[place.before - 1].text not in (":", ",", "/")
        and (not is_last or statement.ending != ";")
    ):
        raise UnsupportedPositionError(f"the declaration of `{name}` before the marker lacks its `;`")
    return name
