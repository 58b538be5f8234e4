"""Words that deny: `header not fixed` is near `fixed header` by its words, and the opposite of it."""

import re
from functools import lru_cache
from typing import Final

from cssgen.wishes.words import split_words

_DENIED: Final = re.compile(
    r"\b(?:not|no longer|never|(?:is|are|do|does|should|must|can|may|wo)n['’]?t|cannot|stop(?:s|ped)?|without being)"
    r"\s+(?:(?:be|being|get|gets|to|any|the|a|an|so|it|them|really)\s+)*(?P<word>[a-z]+)",
    re.IGNORECASE,
)


def opposes(prompt: str, wording: str) -> bool:
    """Whether a wish and a wording speak of the same, and one of them denies it."""
    denied, denied_there = list_denied(prompt), list_denied(wording)
    if not denied and not denied_there:
        return False
    said, said_there = _list_said(prompt) - denied, _list_said(wording) - denied_there
    return not (denied.isdisjoint(said_there) and denied_there.isdisjoint(said))


@lru_cache(8_192)
def list_denied(text: str) -> frozenset[str]:
    """The words of a text that are denied."""
    return frozenset(_cut(word) for match in _DENIED.finditer(text) for word in split_words(match["word"]))


@lru_cache(8_192)
def _list_said(text: str) -> frozenset[str]:
    return frozenset(_cut(word) for word in split_words(text))


def _cut(word: str) -> str:
    """A word without the ending of its form: `wrapping` and `wrapped` are `wrap`."""
    return re.sub(r"(?<=[a-z]{3})(?:([bdglmnprt])\1)?(?:ing|ed|y)\Z", r"\1", word)
