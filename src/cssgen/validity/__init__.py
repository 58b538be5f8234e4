"""The judge of CSS: what is wrong with a stylesheet, a declaration, a candidate."""

from collections.abc import Collection

from cssgen.diagnostics import Finding, LineIndex
from cssgen.prefilter import KEYWORD
from cssgen.validity.disables import drop_disabled
from cssgen.validity.judging import judge
from cssgen.validity.sheets import Strictness, check_stylesheet
from cssgen.validity.shipping import find_unshipped_property, find_unshipped_values
from cssgen.validity.spec import is_known_property, load_spec
from cssgen.validity.tokens import Token, tokenize
from cssgen.validity.values import check_name, check_value

__all__ = [
    "Strictness",
    "check_stylesheet",
    "is_known_property",
    "judge",
    "load_spec",
    "validate",
    "validate_declaration",
]


def validate(
    text: str,
    *,
    strictness: Strictness = "file",
    custom_properties: Collection[str] | None = None,
    path: str = "",
    keyword: str = KEYWORD,
) -> list[Finding]:
    """Judge a stylesheet.

    Args:
        text: the stylesheet, without a byte order mark.
        strictness: which CSS counts as valid.
        custom_properties: names that other stylesheets of the project define.
        path: the file's name, for the findings.
        keyword: the word that makes a comment a marker: what `cssgen-disable` keeps from being filled counts as used.

    Returns:
        Findings in the order of the text; it is valid if none of them is an error.
    """
    diagnostics = check_stylesheet(text, strictness=strictness, custom_properties=custom_properties)
    lines = LineIndex(text)
    return [lines.locate(diagnostic, path) for diagnostic in drop_disabled(text, diagnostics, keyword)]


def validate_declaration(property: str, value: str, *, strictness: Strictness = "file") -> list[Finding]:  # noqa: A002
    """Judge one declaration; lines and columns are those of `value`, or of `property` if that is unknown."""
    name = property if property.startswith("--") else property.lower()
    remark = check_name(name)
    if remark is not None:
        return [LineIndex(property).locate(remark)]
    found = check_value(name, value)
    if strictness == "file":
        return list(map(LineIndex(value).locate, found)) if found else []
    unshipped = find_unshipped_property(name, Token("<ident>", name, name, 0, len(name), False))
    values = find_unshipped_values(name, tokenize(value).values)
    return [
        *([LineIndex(property).locate(unshipped)] if unshipped else ()),
        *map(LineIndex(value).locate, (*found, *values)),
    ]
