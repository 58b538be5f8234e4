"""Tracks of a grid that a prompt tells one by one: `260px nav, flexible article, 200px toc`."""

import re
from typing import Final

_CUT: Final = re.compile(r"\s*(?:[,;+|]|\b(?:and|then|plus)\b)\s*", re.IGNORECASE)
_SIZE: Final = re.compile(r"(?<![\w.#-])(?P<size>\d*\.?\d+(?:px|rem|em|ch|fr|%|vw))(?![\w%])")
_FLEXIBLE: Final = re.compile(
    r"\b(?:flexible|fluid|flexing|rest|remaining|fills?|grows?|stretch(?:es|y)?|whatever is left|what(?:'s| is) left)\b"
)
_CONTENT: Final = re.compile(r"\b(?:auto|as wide as (?:its|their) content|fit[- ]content|max-content)\b")
_SHARES: Final = (
    (re.compile(r"\b(?:two|2)[ -]thirds?\b|\b2/3\b"), (2, 3)),
    (re.compile(r"\b(?:one|a|1)[ -]third\b|\b1/3\b"), (1, 3)),
    (re.compile(r"\b(?:three|3)[ -]quarters?\b|\b3/4\b"), (3, 4)),
    (re.compile(r"\b(?:one|a|1)[ -]quarter\b|\b1/4\b"), (1, 4)),
)
# What else a size may be of.
_OTHER: Final = re.compile(
    r"\b(?:gap|gutter|padding|margin|radius|rounded|border|high|tall|height|font|line|shadow|text size|from|at least"
    r"|max|min|between|white|black|opacity|opaque|row|rows|every|per|below|above|top|bottom)\b"
)
_OF_COLUMNS: Final = re.compile(r"\b(?:columns?|cols|grid|tracks?|layout)\b")
LONGEST: Final = 6  # words that tell a track


def find_tracks(prompt: str) -> str | None:
    """The value of `grid-template-columns` that a prompt tells track by track; None if it does not."""
    run: list[str] = []
    shares: list[tuple[int, int]] = []
    for clause in _CUT.split(prompt.lower()):
        share = next((parts for pattern, parts in _SHARES if pattern.search(clause)), None)
        track = _read_track(clause) if share is None else f"{share[0]}fr"
        if track is None or _OTHER.search(clause) or len(clause.split()) > LONGEST:
            if len(run) > 1:
                break
            run, shares = [], []
            continue
        run.append(track)
        shares += [share] if share else []
    if not shares and "1fr" not in run and "auto" not in run and not _OF_COLUMNS.search(prompt.lower()):
        return None
    told = len(shares) if shares else sum(track not in ("1fr", "auto") for track in run)
    # Shares count only if they make up the whole: a third wide alone says nothing of the rest.
    is_whole = not shares or (len(shares) == len(run) and len({of for _, of in shares}) == 1 and _add_up(shares))
    return " ".join(run) if len(run) > 1 and told and is_whole else None


def _add_up(shares: list[tuple[int, int]]) -> bool:
    return sum(part for part, _ in shares) == shares[0][1]


def _read_track(clause: str) -> str | None:
    sizes = _SIZE.findall(clause)
    if len(sizes) == 1:
        return str(sizes[0])
    if sizes:
        return None
    if _FLEXIBLE.search(clause):
        return "1fr"
    return "auto" if _CONTENT.search(clause) else None
