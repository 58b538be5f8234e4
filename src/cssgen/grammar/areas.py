"""Rows of `grid-template-areas`: of one length each, with rectangular areas.

That areas are rectangles is beyond a grammar. These rows are, because names of one row occur in no other:
full rows above and below, and between them rows in which each column has names of its own.
"""

from cssgen.grammar.rules import RuleSet, Symbol

_ABOVE = "header|top|banner|hero|title|logo|head"
_BELOW = "footer|bottom|actions|form|foot"
_COLUMNS = (
    "nav|sidebar|left|image|menu|side|a",
    "main|content|center|text|article|body|b",
    "aside|right|meta|ads|extra|c",
    "widgets|related|links|toc|d",
)


def define_areas(rules: RuleSet) -> Symbol:
    """Define the rules of rows of one to four columns."""
    gap = rules.terminal("ROW_GAP", r"/ |\n {1,8}/")
    forms = []
    for columns in range(1, len(_COLUMNS) + 1):
        for order in ("up", "down") if columns > 1 else ("up",):
            rows = [_full(_ABOVE, columns), _between(columns, order), _full(_BELOW, columns)]
            names = [rules.terminal(f"ROW{columns}{order}{index}".upper(), row) for index, row in enumerate(rows)]
            above, between, below = names
            forms += [[between], [above, gap, between], [above, gap, between, gap, below], [between, gap, below]]
    return rules.define("area_rows", *forms)


def _full(names: str, columns: int) -> str:
    """A row that one area fills; an alternative for each name."""
    return "/" + "|".join(f'"{" ".join([name] * columns)}"' for name in names.split("|")) + "/"


def _between(columns: int, order: str) -> str:
    """A row of different areas, or of empty cells."""
    cells = [f"({names}|\\.)" for names in _COLUMNS[:columns]]
    return f'/"{" ".join(cells if order == "up" else cells[::-1])}"/'
