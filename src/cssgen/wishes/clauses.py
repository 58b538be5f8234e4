"""One prompt, several wishes: where it can be cut."""

import re

_CUT = re.compile(
    r"\s*(?:[;+&]|,(?!\d)|(?<=\w):(?=\s)|\s[-–—]\s|\b(?:and(?: also)?|with|plus|also|then|but)\b)\s*", re.IGNORECASE
)
_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "it",
        "its",
        "this",
        "that",
        "them",
        "and",
        "with",
        "to",
        "of",
        "in",
        "on",
        "is",
        "be",
        "for",
        "please",
        "make",
        "give",
        "add",
        "use",
    ]
)
MOST = 5


def split_wishes(prompt: str) -> list[str]:
    """The single wishes of a prompt, in order; the prompt itself if it holds but one."""
    pieces = [piece.strip(" .,") for piece in _CUT.split(prompt)]
    told = [piece for piece in pieces if set(piece.lower().split()) - _EMPTY]
    return told[:MOST] if len(told) > 1 else [prompt.strip()]
