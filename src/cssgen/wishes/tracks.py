"""Tracks of a grid that a prompt tells one by one: `260px nav, flexible article, 200px toc`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from cssgen.wishes.words import SPOKEN_NUMBERS, split_size

_CUT: Final = re.compile(r"(?:(?<!\s)\s+)?(?:[,;+|:]\s*(?:(?:and|then|plus)\b)?|\b(?:and|then|plus)\b)\s*")
_SIZE: Final = re.compile(r"(?<![\w.#-])(?P<size>\d*\.?\d+(?:px|rem|em|ch|fr|%|vw))(?![\w%])")
_FLEXIBLE: Final = re.compile(
    r"\b(?:flexible|fluid|flexing|rest|remaining|fills?|grows?|stretch(?:es|y)?|whatever is left|what(?:'s| is) left)\b"
)
_CONTENT: Final = re.compile(
    r"\b(?:auto\b(?!-)|as wide as (?:its|their|the) contents?|fit[- ]content|narrow (?:\w+ )?column)\b"
)
_LONGEST_ENTRY: Final = re.compile(
    r"\bmax-content\b|\b(?:as wide as|no wider than|just fits?|fits?) (?:its|their|the) (?:longest|widest)\b"
)
_LONE: Final = re.compile(
    r"\b(?:(?P<first>first|left)|last|right|second)[- ](?:hand )?column\b.*\b(?:only|just|no wider|as wide as|fits)\b"
)
_SHARES: Final = (
    (re.compile(r"\b(?:two|2)[ -]thirds?\b|\b2/3\b"), (2, 3)),
    (re.compile(r"\b(?:one|a|1)[ -]third\b|\b1/3\b"), (1, 3)),
    (re.compile(r"\b(?:three|3)[ -]quarters?\b|\b3/4\b"), (3, 4)),
    (re.compile(r"\b(?:one|a|1)[ -]quarter\b|\b1/4\b"), (1, 4)),
)
_REPEATED: Final = re.compile(
    r"\s*(?:the |a grid of |grid of |(?P<again>another|again|more) )?"
    r"(?P<number>\d+|two|three|four|five|six|seven|eight) "
    r"(?P<equal>equal(?:ly wide|-width)? |equally |same-width )?(?P<noun>[a-z]+s)\b"
    r"(?: (?:of|at|with) (?P<size>\d*\.?\d+(?:px|rem|em|ch))(?![\w%]))?"
)
_SHRINKING: Final = re.compile(
    r"\b(?:may|can|could|allowed to|free to|should) (?:get |be |become |go |shrink |grow )*(?:narrower|smaller|below)\b"
    r"[^,;]*\bcontents?\b|\b(?:whatever|regardless of|no matter what|ignoring) (?:is in them|(?:their|the) contents?)\b"
)
# Columns of which there are as many as there is room for are not told one by one.
_FITTING: Final = re.compile(r"\bas many\b|\bhow(?:ever)? many fit\b|\bauto[- ]?fi(?:t|ll)\b")
_SIDE: Final = re.compile(
    r"\b(?:on|at|to) (?:the|its) (?P<side>left|right)\b|\b(?P<last>left|right)\Z|\b(?:next to|beside) (?:it|the)\b"
)
# What else a size may be of.
_OTHER: Final = re.compile(
    r"\b(?:gap|gutter|padding|margin|radius|rounded|border|high|tall|height|font|line|shadow|text size|from|at least"
    r"|max|min|minimum|maximum|between|white|black|opacity|opaque|row|rows|every|per|below|above|top|bottom)\b"
)
_NO_TRACKS: Final = re.compile(r"lines|rows|times|steps|layers|seconds|pixels|degrees|turns|stripes|beats|stops|dots")
_OF_COLUMNS: Final = re.compile(r"\b(?:columns?|cols|grid|tracks?|layout)\b")
_FIRST: Final = re.compile(r"\A(?:the |an? )?(?:first|leading) ")
LONGEST: Final = 8  # words that tell a track
WIDE: Final = {"px": 100.0, "rem": 6.0, "em": 6.0, "ch": 10.0}
"""What is at least as wide may be a column that stands on a side; less is a mark, a picture or a line there."""


@dataclass(frozen=True, slots=True)
class _Track:
    """What a clause says of a track.

    Attributes:
        start: where the clause begins.
        end: where it ends.
        text: the track as CSS writes it; empty if it is but said where it is.
        share: its part of the whole.
        side: where it is: `left`, `right`, or empty.
        noun: what it repeats.
    """

    start: int
    end: int
    text: str
    share: tuple[int, int] | None = None
    side: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Tracks:
    """Tracks that a prompt tells.

    Attributes:
        value: of `grid-template-columns`.
        start: where the prompt begins to tell them.
        end: where it has told them.
    """

    value: str
    start: int
    end: int


# A prompt is cut, and its sizes are read, for each recipe that is fitted to it.
@lru_cache(256)
def find_tracks(prompt: str) -> Tracks | None:
    """The value of `grid-template-columns` that a prompt tells track by track; None if it does not."""
    text = prompt.lower()
    shrinking = _SHRINKING.search(text)
    if _FITTING.search(text):
        return None
    for run in _iterate_runs(text):
        tracks = _read_run(run, text)
        if tracks is not None:
            value = tracks.value.replace(", 1fr)", ", minmax(0, 1fr))") if shrinking else tracks.value
            return replace(tracks, value=value)
    return _read_lone(text, shrinking)


def _read_lone(text: str, shrinking: re.Match[str] | None) -> Tracks | None:
    """Tracks of a prompt that speaks of one alone, or of all at once."""
    for start, end in _iterate_clauses(text):
        clause = text[start:end]
        repeated = _REPEATED.match(clause)
        if repeated and shrinking and _OF_COLUMNS.search(repeated["noun"]):
            return Tracks(f"repeat({_count(repeated)}, minmax(0, 1fr))", start, end)
        lone = _LONE.search(clause)
        if lone and (_LONGEST_ENTRY.search(clause) or _CONTENT.search(clause)):
            return Tracks("max-content 1fr" if lone["first"] else "1fr max-content", start, end)
    return None


def _iterate_clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in _CUT.finditer(text):
        yield start, cut.start()
        start = cut.end()
    yield start, len(text)


def _iterate_runs(text: str) -> Iterator[list[_Track]]:
    """Tracks that are told one behind the other."""
    run: list[_Track] = []
    clauses = list(_iterate_clauses(text))
    for place, (start, end) in enumerate(clauses):
        track = _read_track(text[start:end], start, end, run)
        if track is None and run and run[-1].noun and place + 1 < len(clauses):
            # What stands between seats and more seats is a track as well.
            behind = _REPEATED.match(text[slice(*clauses[place + 1])])
            is_between = behind is not None and behind["again"] and behind["noun"] == run[-1].noun
            track = _Track(start, end, "auto") if is_between else None
        if track is not None:
            run.append(track)
        else:
            yield run
            run = []
    yield run


def _read_track(clause: str, start: int, end: int, run: Sequence[_Track]) -> _Track | None:
    if _OTHER.search(clause) or len(clause.split()) > LONGEST:
        return None
    side = _SIDE.search(clause)
    track = _Track(start, end, "", side=(side["side"] or side["last"] or "beside") if side else "")
    share = next((parts for pattern, parts in _SHARES if pattern.search(clause)), None)
    if share is not None:
        return replace(track, text=f"{share[0]}fr", share=share)
    repeated = _REPEATED.match(clause)
    if repeated and not _NO_TRACKS.search(repeated["noun"]):
        same = next((each.text for each in run if each.noun == repeated["noun"]), None) if repeated["again"] else None
        size = repeated["size"] or ("1fr" if repeated["equal"] else None)
        text = f"repeat({_count(repeated)}, {size})" if size else same
        return replace(track, text=text, noun=repeated["noun"]) if text else None
    sizes = _SIZE.findall(clause)
    if sizes:
        return replace(track, text=str(sizes[0])) if len(sizes) == 1 else None
    if _FLEXIBLE.search(clause):
        return replace(track, text="1fr")
    if _LONGEST_ENTRY.search(clause):
        return replace(track, text="max-content")
    if _CONTENT.search(clause):
        return replace(track, text="auto")
    return track if side else None


def _count(repeated: re.Match[str]) -> str:
    return SPOKEN_NUMBERS.get(repeated["number"], repeated["number"])


def _read_run(run: list[_Track], text: str) -> Tracks | None:
    """The tracks of a run; None if they do not make up a grid."""
    tracks = run if any(each.share for each in run) else [each for each in run if each.text or _is_beside(run)]
    shares = [each.share for each in tracks if each.share]
    if len(tracks) < 2 or not all(each.text for each in tracks if not (shares or _is_beside(run))):
        return None
    if shares:
        tracks = _share_out(tracks, shares)
    else:
        tracks = [replace(each, text=each.text or "1fr") for each in tracks]
        names = {each.text for each in tracks}
        if not names & {"1fr", "auto"} and not _OF_COLUMNS.search(text):
            return None
        if names <= {"1fr", "auto"}:
            return None
    if not tracks:
        return None
    is_first = len(tracks) == 2 and _FIRST.search(text[tracks[1].start : tracks[1].end]) is not None
    if len(tracks) == 2 and (tracks[0].side == "right" or tracks[1].side == "left" or is_first):
        tracks = tracks[::-1]
    value = " ".join(each.text for each in tracks)
    return Tracks(value, min(each.start for each in tracks), max(each.end for each in tracks))


def _is_beside(run: Sequence[_Track]) -> bool:
    """Whether a run is a column on one side, wide enough for that, and what is on the other one."""
    if len(run) != 2 or not all(each.side for each in run):
        return False
    size = _SIZE.fullmatch(next((each.text for each in run if each.text), ""))
    if size is None:
        return False
    number, unit = split_size(size[0])
    return number >= WIDE.get(unit, 0.0)


def _share_out(tracks: list[_Track], shares: list[tuple[int, int]]) -> list[_Track]:
    """Tracks with the rest for the one that has no share of its own; none if they do not make up the whole.

    A third wide alone says nothing of the rest.
    """
    whole = shares[0][1]
    left = whole - sum(part for part, _ in shares)
    open_ones = [each for each in tracks if not each.share]
    if any(of != whole for _, of in shares) or len(open_ones) > 1 or bool(open_ones) != (left > 0) or left < 0:
        return []
    sides = {each.side for each in tracks if each.share}
    if any(not each.text and (sides == {""} or each.side in sides) for each in open_ones):
        return []  # `floated right, a third wide` is one thing
    return [each if each.share else replace(each, text=f"{left}fr") for each in tracks]
