"""Blanks in place of what is no CSS, so that offsets, lines and columns stay the same."""

import re


class MaskError(ValueError):
    """A text in which the CSS cannot be told from the rest; `offset` is where, in characters."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def blank(text: str) -> str:
    """`text` with a blank for each character but line ends."""
    return re.sub(r"[^\r\n\f]", " ", text)
