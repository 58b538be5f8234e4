"""What may stand in the blocks of at-rules, as data."""

from enum import StrEnum


class Content(StrEnum):
    """What the contents of a block are."""

    RULES = "rules"
    DECLARATIONS = "declarations"
    KEYFRAMES = "keyframes"
    UNKNOWN = "unknown"


# Blocks of at-rules by what stands in them. Vendor prefixes are dropped before the look-up; Tailwind's
# at-rules are here because their stylesheets are CSS in every other respect.
_GROUPS = "media supports layer container scope starting-style document when else screen responsive variants variant"
_DESCRIPTORS = (
    "font-face page property counter-style font-palette-values position-try view-transition color-profile viewport "
    "function theme utility nest styleset stylistic swash ornaments annotation character-variant historical-forms "
    "top-left-corner top-left top-center top-right top-right-corner bottom-left-corner bottom-left bottom-center "
    "bottom-right bottom-right-corner left-top left-middle left-bottom right-top right-middle right-bottom"
)
AT_RULES = {
    **dict.fromkeys(_GROUPS.split(), Content.RULES),
    **dict.fromkeys(_DESCRIPTORS.split(), Content.DECLARATIONS),
    "keyframes": Content.KEYFRAMES,
}

ONLY_CUSTOM_PROPERTIES = frozenset({"theme"})
"""Of those that hold declarations, the ones in which other properties mean nothing."""
