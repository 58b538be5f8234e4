"""What cssgen has to say about a place in a text: internal `Diagnostic`, public `Finding`."""

import bisect
import re
from dataclasses import dataclass
from enum import StrEnum

from cssgen.edits import Span
from cssgen.terminal import one_line

# https://drafts.csswg.org/css-syntax/#newline; `str.splitlines` splits on more than that.
_NEWLINE = re.compile(r"\r\n|[\r\n\f]")


class Severity(StrEnum):
    """How much a diagnostic matters: only errors make a command fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A remark about `span` of a text. `code` is a key of `cssgen.codes.CODES`."""

    code: str
    message: str
    span: Span
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic with its place as people and editors read it.

    `line` and `column` count from 1, columns in code points; `end_line` and `end_column` point just
    behind the last one. `path` is empty for a text that is no file.
    """

    code: str
    message: str
    severity: Severity
    line: int
    column: int
    end_line: int
    end_column: int
    path: str = ""

    def __str__(self) -> str:
        where = f"{self.path or '<text>'}:{self.line}:{self.column}"
        return one_line(f"{where}: {self.severity}: {self.message} [{self.code}]")


class LineIndex:
    """Lines and columns of the offsets of one text, each in O(log lines)."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`, both counted from 1."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def locate(self, diagnostic: Diagnostic, path: str = "") -> Finding:
        """Give `diagnostic` its line and column."""
        line, column = self.position(diagnostic.span.start)
        end_line, end_column = self.position(diagnostic.span.end)
        return Finding(
            diagnostic.code,
            diagnostic.message,
            diagnostic.severity,
            line,
            column,
            end_line,
            end_column,
            path,
        )
