"""The files that may ask for something, out of thousands that do not: one look at the bytes of each."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from cssgen.encodings import sniff_encoding
from cssgen.prefilter import KEYWORD, may_hold_marker

_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_MAX_BYTES = 1 << 20  # larger files are judged by those who would edit them


def find_suspects(paths: Iterable[str], keyword: str = KEYWORD) -> Iterator[Path]:
    """Those of `paths` that may hold a marker or a near miss, or that cannot be told from such.

    Their content is not handed on: it is read again by those who work on it, as it is then.
    """
    return (Path(path) for path in paths if _is_suspect(path, keyword))


def may_ask(raw: bytes, keyword: str = KEYWORD) -> bool:
    """Whether the bytes of a stylesheet may hold a marker; true of all that is not plain UTF-8 as well."""
    if b"\0" in raw or sniff_encoding(raw)[0] != "utf-8":
        return True
    try:
        return may_hold_marker(raw.decode(), keyword)
    except UnicodeDecodeError:
        return True


def _is_suspect(path: str, keyword: str) -> bool:
    try:
        status = os.stat(path)  # noqa: PTH116  half the time of the method, for each of thousands of files
        # What is no file, such as a pipe, can be read only once.
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_BYTES:
            return True
        raw = _read(path, status.st_size)
    except OSError:
        return True  # whoever reads it says what is wrong
    return len(raw) != status.st_size or may_ask(raw, keyword)


def _read(path: str, size: int) -> bytes:
    """The bytes of a file, or some others if its size is not `size`; without the buffers of a file object."""
    descriptor = os.open(path, _READ_ONLY)
    try:
        return os.read(descriptor, size + 1)
    finally:
        os.close(descriptor)
