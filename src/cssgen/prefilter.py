"""The quick look that lets most texts go: whether a marker may be there at all."""

import re
from functools import cache

KEYWORD = "complete"
"""The word that makes a comment a marker, unless the settings name another."""


def may_hold_marker(text: str, keyword: str = KEYWORD) -> bool:
    """Whether a search for markers could find one or a near miss; false for most files, at once."""
    pattern = _prefilter(keyword)
    match = pattern.search(text)
    while match is not None:
        if match["word"] is None or is_slip(match["word"].lower(), keyword):
            return True
        match = pattern.search(text, match.end())
    return False


def is_slip(word: str, keyword: str) -> bool:
    """Whether someone who wrote `word`, in lower case, probably meant the keyword."""
    return word != keyword and word not in _inflections(keyword) and _distance(word, keyword) <= 2


@cache
def _prefilter(keyword: str) -> re.Pattern[str]:
    """The keyword where a marker begins, or another `word` of like length and what may follow it in a marker."""
    exact, shortest, longest = rf"{re.escape(keyword)}(?![-\w])", max(2, len(keyword) - 2), len(keyword) + 2
    slip = rf"(?P<word>[-\w]{{{shortest},{longest}}})\s*[(:]"
    return re.compile(rf"/\*\*?\s*(?:{exact}|{slip})|//\s*{exact}", re.IGNORECASE)


@cache
def _inflections(keyword: str) -> frozenset[str]:
    """Words so near to the keyword that a distance would take them for a slip, and which people write."""
    stem = keyword.removesuffix("e")
    forms = {
        keyword + "d",
        keyword + "s",
        keyword + "r",
        keyword + "ly",
        stem + "ed",
        stem + "ing",
        stem + "ion",
    }
    return frozenset(
        forms | {"compete", "competes", "compute", "computed", "computes", "compiled", "complex", "couple"}
    )


def _distance(first: str, second: str) -> int:
    """Edits between two words: insert, delete, replace, swap neighbours (optimal string alignment)."""
    if abs(len(first) - len(second)) > 2:
        return 3
    first, second = _trim(first, second)
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first):
        before, last, row = row, before, [i + 1]
        for j, b in enumerate(second):
            swap = i and j and a == second[j - 1] and first[i - 1] == b
            costs = [before[j] + (a != b), before[j + 1] + 1, row[j] + 1]
            row.append(min([*costs, last[j - 1] + 1] if swap else costs))
    return row[-1]


def _trim(first: str, second: str) -> tuple[str, str]:
    """The words without what they begin and end with alike: no edit is needed there."""
    start, most = 0, min(len(first), len(second))
    while start < most and first[start] == second[start]:
        start += 1
    end = 0
    while end < most - start and first[-1 - end] == second[-1 - end]:
        end += 1
    return first[start : len(first) - end], second[start : len(second) - end]
