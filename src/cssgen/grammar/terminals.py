"""Numbers, identifiers and strings as terminals."""

import math

from cssgen.grammar.rules import RuleSet, Symbol

_LENGTHS = "px rem em ch ex vh vw dvh svh lvh dvw svw lh rlh vmin vmax cqw cqh cqi cqb pt cm mm in pc"
UNITS = {
    "length": tuple(_LENGTHS.split()),
    "angle": ("deg", "turn", "rad", "grad"),
    "time": ("s", "ms"),
    "resolution": ("dppx", "dpi", "x"),
    "flex": ("fr",),
}
"""Units that generated CSS may use."""

_INTEGER = r"(0|[1-9][0-9]{0,4})"
_NUMBER = rf"({_INTEGER}(\.[0-9]{{1,6}})?|\.[0-9]{{1,6}})"
_POSITIVE = r"([1-9][0-9]{0,3}(\.[0-9]{1,6})?)"
# Bounds that occur in the specifications and are not open: what may be written within them.
_WITHIN: dict[tuple[float, float], str] = {
    (0, 1): r"(0|1|0?\.[0-9]{1,6})",
    (0, 100): r"(100|[1-9]?[0-9](\.[0-9]{1,6})?)",
    (1, 1000): r"(1000|[1-9][0-9]{0,2})",
    (-90, 90): r"-?(90|[1-8]?[0-9])",
}

# No quotes and backslashes, nothing that opens or closes a block, a tag or a comment, nothing that reorders text;
# and neither colons nor `@`, with which a string could look like what the policy refuses.
_CHARACTERS = (
    r"!#-&)+-.\/0-9=>?A-Z\[\]^_`a-z|~"
    "\u00a0-\u00ac\u00ae-\u05ff\u2010-\u2027\u2030-\u205e\u20a0-\ud7ff\ue000-\uf8ff\U0001f300-\U0001faff"
)
_ESCAPE = r"\\[0-9a-fA-F]{2,5}"


def number(low: float, high: float, *, integer: bool, units: tuple[str, ...] = ()) -> tuple[str, str]:
    """Name and expression of a terminal for numbers with one of `units`."""
    body = _within(low, high, integer=integer)
    suffix = f"({'|'.join(units)})" if units else ""
    kind = "_".join(units).replace("%", "PCT").upper() if len(units) < 3 else units[0].upper() + "S"
    name = f"{'INT' if integer else 'NUM'}_{_spell(low)}_{_spell(high)}{'_' + kind if units else ''}"
    return name, f"/{body}{suffix}/"


def _within(low: float, high: float, *, integer: bool) -> str:
    if (low, high) in _WITHIN:
        return _WITHIN[low, high]
    if math.isfinite(high) and high < 0:
        return r"-[1-9][0-9]{0,3}"
    if math.isfinite(high) and math.isfinite(low):
        return f"[{max(0, math.ceil(low))}-{min(9, int(high))}]"
    if integer and 1 < low < 10:
        return rf"([{math.ceil(low)}-9]|[1-9][0-9]{{1,4}})"
    if low > 0:
        return r"[1-9][0-9]{0,4}" if integer else _POSITIVE
    body = _INTEGER if integer else _NUMBER
    return body if low == 0 else f"-?{body}"


def _spell(bound: float) -> str:
    if math.isinf(bound):
        return "MIN" if bound < 0 else "MAX"
    return f"{bound:g}".replace("-", "M").replace(".", "D")


def identifier(rules: RuleSet, name: str, excluded: frozenset[str]) -> Symbol:
    """A terminal of identifiers that are none of `excluded`, in any case."""
    words = "|".join(sorted(excluded))
    return rules.terminal(name, f"/[a-zA-Z][a-zA-Z0-9]*([_-]{{1,2}}[a-zA-Z0-9]+)*/ & ~/(?i:{words})/")


def string(quote: str, *, is_empty: bool = True) -> str:
    """The expression of strings between two `quote`s."""
    other = "'" if quote == '"' else '"'
    # A parenthesis that opens stands behind a blank, so that no string looks like a function.
    body = rf"\(?([ {other}{_CHARACTERS}]| \(|{_ESCAPE}){'*' if is_empty else '+'}"
    # An asterisk stands alone, so that no string looks like a comment.
    return rf"/{quote}({body}| ?\* ?){quote}/"
