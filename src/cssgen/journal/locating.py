"""Where a fill stands in a file that may have been edited since."""

from collections.abc import Callable

from cssgen.edits import Span
from cssgen.journal.entries import Entry, digest_content

_LONG = 24  # bytes; a text of this length does not stand somewhere by chance


class LostFillError(ValueError):
    """A fill is not where it was written, or its text was changed; the message says which."""


def locate(entry: Entry, content: bytes) -> Span:
    """The bytes of `content` that are the fill of `entry`, with not one byte changed.

    In a file that was not touched they are where they were written. In any other, they are the one place that has the
    text of the fill and what stood on both sides of it; else the one that has what stood on one side; else the one
    that has the text at all, if that is long enough.

    Raises:
        LostFillError: if there is no such place, or no single one.
    """
    if digest_content(content) == entry.digest:
        return _span(entry, entry.start)
    found = _find_all(content, entry.css)
    if not found:
        raise LostFillError("its text was changed")
    for test in _tests(entry, content):
        places = [place for place in found if test(place)]
        if len(places) == 1:
            return _span(entry, places[0])
    times = f"{len(found)} times" if len(found) > 1 else "once, in other surroundings"
    raise LostFillError(f"its text stands there {times}: it cannot be told for certain")


def is_standing(entry: Entry, content: bytes) -> bool:
    """Whether `content` has the fill of `entry`."""
    try:
        locate(entry, content)
    except LostFillError:
        return False
    return True


def _tests(entry: Entry, content: bytes) -> tuple[Callable[[int], bool], ...]:
    """What a place must be like, the strictest first."""

    def has_left(place: int) -> bool:
        # What began the file may stand anywhere in it by now.
        return content[:place].endswith(entry.left) and (entry.left != b"" or place == 0)

    def has_right(place: int) -> bool:
        end = place + len(entry.css)
        return content.startswith(entry.right, end) and (entry.right != b"" or end == len(content))

    return (
        lambda place: has_left(place) and has_right(place),
        lambda place: has_left(place) or has_right(place),
        lambda _: len(entry.css) >= _LONG,
    )


def _find_all(content: bytes, text: bytes) -> list[int]:
    places: list[int] = []
    place = content.find(text) if text else -1
    while place >= 0:
        places.append(place)
        place = content.find(text, place + 1)
    return places


def _span(entry: Entry, start: int) -> Span:
    return Span(start, start + len(entry.css))
