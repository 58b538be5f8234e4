"""Escapes in names and strings: https://drafts.csswg.org/css-syntax/#escaping."""

import re

_ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\n\r\f])?|(\r\n|[\n\r\f])|(.)|\Z)", re.DOTALL)


def unescape(text: str) -> str:
    """Resolve the escapes of a name or a string: https://drafts.csswg.org/css-syntax/#consume-escaped."""
    if "\\" in text:
        text = _ESCAPED.sub(_resolve, text)
    return text.replace("\0", "\ufffd")


def _resolve(match: re.Match[str]) -> str:
    digits, newline, other = match.groups()
    if digits is None:
        return "" if newline else other or "\ufffd"
    code = int(digits, 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
