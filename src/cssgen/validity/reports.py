"""What a check of one text finds, and how strict it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from cssgen.diagnostics import Diagnostic, Severity
from cssgen.edits import Span


@dataclass(slots=True)
class Report:
    """The diagnostics about a text.

    Attributes:
        text: what is checked; all spans refer to it.
        generated: whether only what two engines ship counts as valid.
        found: diagnostics, in no order.
    """

    text: str
    generated: bool
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, message: str, start: int, end: int) -> None:
        """Report an error."""
        self.found.append(Diagnostic(code, message, Span(start, end)))

    def note(self, code: str, message: str, start: int, end: int) -> None:
        """Remark on something that is no error."""
        self.found.append(Diagnostic(code, message, Span(start, end), Severity.NOTE))

    def extend(self, diagnostics: Iterable[Diagnostic | None]) -> None:
        """Add what there is among `diagnostics`."""
        self.found += [each for each in diagnostics if each is not None]


def make_readable(diagnostic: Diagnostic) -> Diagnostic:
    """Replace control characters in the message, which quotes a text that nobody may trust in a terminal."""
    if diagnostic.message.isprintable():
        return diagnostic
    return replace(diagnostic, message="".join(sign if sign.isprintable() else "\ufffd" for sign in diagnostic.message))
