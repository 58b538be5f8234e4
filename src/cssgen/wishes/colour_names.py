"""Names of colours, of CSS and of everyday speech."""

from collections.abc import Iterable
from typing import Final

NAMED: Final = (
    *("aqua", "aquamarine", "azure", "beige", "black", "blue", "blueviolet", "brown", "chocolate", "coral"),
    *("cornflowerblue", "crimson", "cyan", "darkblue", "darkgreen", "darkgrey", "darkgray", "darkorange", "darkred"),
    *("deeppink", "deepskyblue", "dodgerblue", "firebrick", "forestgreen", "fuchsia", "gold", "goldenrod", "gray"),
    *("grey", "green", "greenyellow", "hotpink", "indianred", "indigo", "ivory", "khaki", "lavender", "lightblue"),
    *("lightgreen", "lightgray", "lightgrey", "lime", "limegreen", "magenta", "maroon", "midnightblue", "navy"),
    *("olive", "orange", "orangered", "orchid", "pink", "plum", "purple", "rebeccapurple", "red", "royalblue"),
    *("salmon", "seagreen", "silver", "skyblue", "slateblue", "slategray", "steelblue", "tan", "teal", "tomato"),
    *("transparent", "turquoise", "violet", "white", "whitesmoke", "yellow"),
)
"""Those of CSS that prompts are likely to mean: https://drafts.csswg.org/css-color-4/#named-colors."""

SHADES: Final = {
    "light gray": "#e5e7eb",
    "light grey": "#e5e7eb",
    "dark gray": "#374151",
    "dark grey": "#374151",
    "light blue": "lightblue",
    "dark blue": "darkblue",
    "light green": "lightgreen",
    "dark green": "darkgreen",
    "dark red": "darkred",
    "off white": "#fafafa",
    "off-white": "#fafafa",
    "pale yellow": "#fef9c3",
    "light yellow": "#fef9c3",
    "pale blue": "#dbeafe",
    "pale green": "#dcfce7",
    "light red": "#fee2e2",
    "pale red": "#fee2e2",
    "very light gray": "#f3f4f6",
    "very light grey": "#f3f4f6",
    "deep blue": "darkblue",
    "amber": "#f59e0b",
}
"""What people call colours that have another name in CSS, or none, and their values."""


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longer ones first."""
    return "|".join(sorted(words, key=len, reverse=True))
