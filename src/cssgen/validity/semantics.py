"""Rules that specifications give in prose, checked after the grammar has matched."""

from collections.abc import Callable, Sequence

from cssgen.diagnostics import Diagnostic, Severity
from cssgen.edits import Span
from cssgen.validity.calc import split_arguments
from cssgen.validity.spec import load_spec
from cssgen.validity.strings import is_area_grid
from cssgen.validity.suggestions import suggest
from cssgen.validity.tokens import Token
from cssgen.validity.units import DIMENSION_OF
from cssgen.validity.wordlists import words

_Rule = Callable[[Sequence[Token]], tuple[Token, str] | None]


def find_semantic_problem(name: str, tokens: Sequence[Token]) -> Diagnostic | None:
    """Apply the rule of the property `name`, if there is one."""
    rule = _RULES.get(name)
    found = rule(tokens) if rule else None
    if found is not None:
        return Diagnostic("CSSG111", found[1], Span(found[0].start, found[0].end))
    return _find_unknown_name(tokens) if name in _NAMES_IN else None


def _find_unknown_name(tokens: Sequence[Token]) -> Diagnostic | None:
    """A warning about the name of a property that no specification has: it is valid and without effect."""
    known = load_spec().properties
    taken = _NAMES_IN["transition"] | known.keys()
    for token in tokens:
        if token.kind == "<ident>" and token.key not in taken and token.key[0] != "-":
            message = f"no property is called `{token.value}`{suggest(token.key, known)}"
            return Diagnostic("CSSG118", message, Span(token.start, token.end), Severity.WARNING)
    return None


# Words of these properties that are no names of properties.
_NAMES_IN = dict.fromkeys(
    ("transition", "transition-property", "will-change"),
    words(
        "all none auto contents scroll-position ease ease-in ease-out ease-in-out linear step-start step-end "
        "normal allow-discrete"
    ),
)


def _durations(tokens: Sequence[Token]) -> tuple[Token, str] | None:
    """The first time of a layer is its duration: https://drafts.csswg.org/css-transitions/#transition-duration-property."""
    for layer in split_arguments(tokens):
        times = [token for token in layer if token.kind == "<dimension>" and DIMENSION_OF.get(token.value) == "time"]
        if times and times[0].number < 0:
            return times[0], "the first time is the duration, which cannot be negative"
    return None


def _areas(tokens: Sequence[Token]) -> tuple[Token, str] | None:
    rows = [token for token in tokens if token.kind == "<string>"]
    if rows and not is_area_grid([token.value for token in rows]):
        return rows[0], "rows need the same number of cells, and each area must be a rectangle"
    return None


_GENERIC_FAMILIES = words(
    "serif sans-serif cursive fantasy monospace system-ui math ui-serif ui-sans-serif ui-monospace ui- rounded"
)


def _families(tokens: Sequence[Token]) -> tuple[Token, str] | None:
    """Generic families do not join to a name: https://drafts.csswg.org/css-fonts-4/#family-name-syntax."""
    for family in split_arguments(tokens):
        if len(family) > 1 and all(token.key in _GENERIC_FAMILIES for token in family):
            return family[1], f"a comma is missing between `{family[0].value}` and `{family[1].value}`"
    return None


_RULES: dict[str, _Rule] = {
    "animation": _durations,
    "font-family": _families,
    "transition": _durations,
    "grid": _areas,
    "grid-template": _areas,
}
