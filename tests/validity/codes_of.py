"""What the tests ask the validator."""

from cssgen.diagnostics import Severity
from cssgen.validity import check_stylesheet, validate_declaration


def errors_in(text: str) -> list[str]:
    """Codes of the errors in a stylesheet, in its order."""
    return [found.code for found in check_stylesheet(text) if found.severity is Severity.ERROR]


def remarks_in(text: str) -> list[str]:
    """Codes of the warnings and notes in a stylesheet."""
    return [found.code for found in check_stylesheet(text) if found.severity is not Severity.ERROR]


def errors_of(name: str, value: str) -> list[str]:
    """Codes of the errors in a declaration."""
    return [found.code for found in validate_declaration(name, value) if found.severity is Severity.ERROR]


def message_of(name: str, value: str) -> str:
    """The first message about a declaration."""
    return validate_declaration(name, value)[0].message
