"""Units and the dimension each measures: https://drafts.csswg.org/css-values-4/#dimensions."""

_UNITS = {
    "length": (
        "em rem ex rex cap rcap ch rch ic ric lh rlh vw vh vi vb vmin vmax svw svh svi svb svmin svmax lvw lvh "
        "lvi lvb lvmin lvmax dvw dvh dvi dvb dvmin dvmax cqw cqh cqi cqb cqmin cqmax cm mm q in pt pc px"
    ),
    "angle": "deg grad rad turn",
    "time": "s ms",
    "frequency": "hz khz",
    "resolution": "dpi dpcm dppx x",
    "flex": "fr",
    "decibel": "db",
    "semitones": "st",
}
DIMENSION_OF = {unit: dimension for dimension, units in _UNITS.items() for unit in units.split()}
"""Dimension of each unit, both lower case."""
DIMENSIONS = frozenset(DIMENSION_OF.values())
"""What units can measure."""
