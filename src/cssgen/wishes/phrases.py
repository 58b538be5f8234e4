"""The single wishes of a prompt as they are written: the words for a thing, for its state, and for what it is to be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cssgen.wishes.clauses import split_wishes
from cssgen.wishes.subjects import find_state
from cssgen.wishes.things import read_thing
from cssgen.wishes.words import SPOKEN_NUMBERS
from cssgen.wishes.written import NOTED, cut_conditions, mark

_STATE_WORDS: Final = re.compile(
    r"\b(?:when|while|if|on|once)?\s*(?:it(?:'s| is)\s+)?(?:being\s+)?(?:hover(?:ed|ing|s)?(?: over)?|focus(?:ed|sed)?"
    r"|pressed|disabled|invalid|checked|visited|moused?[- ]?over"
    r"|(?:you |people )?(?:point|hover)(?:s|ed|ing)? (?:at|over|on)(?: (?:it|them))?)\b",
    re.IGNORECASE,
)
_SIDEWORDS: Final = frozenset(
    (
        *("a", "an", "the", "its", "their", "our", "my", "all", "each", "every", "of", "in", "on", "to"),
        *("for", "is", "are", "be", "get", "gets", "become", "becomes", "turn", "turns", "go", "goes"),
        *("make", "should", "has", "have", "and", "but", "only", "just", "please", "so", "that", "with"),
    )
)
_STATE_COLOUR: Final = re.compile(r"\b(?:focus|hover|active|disabled|invalid) (?:colou?r|ring|tint)", re.IGNORECASE)
_INSIDE: Final = re.compile(r"\b(?:inside|within|in it)\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=\w)\.\s+(?=\w)")
_ALL_OF_THEM: Final = re.compile(
    r"\A(?:and )?(?:they |these )?(?:both|each|all|every one)(?: (?:of (?:them|these)|two|three|four))?\b"
    r"(?! (?:caps|upper|lower|the|round|around|sides?|over)\b)",
    re.IGNORECASE,
)
# A sign, not one more wish.
_PLUS: Final = re.compile(
    r"(?<=\ba )plus\b(?! an? )|(?<=\bthe )plus\b(?! an? )|\bplus(?= (?:sign|symbol|mark)\b)", re.IGNORECASE
)
# `all but the first card`, `every card except the last two`: which ones are meant.
_EXCEPT: Final = re.compile(
    r"\b(?:all|every|each)\b(?P<thing>(?: the)?(?: [\w-]+)?),? (?:but|except(?: for)?|other than) (?:the )?"
    r"(?P<which>first|last)(?: (?P<count>two|three|four|five|\d))?(?: ones?)?\b",
    re.IGNORECASE,
)
# Things whose names begin with a word for what is not to be shown.
_SKIP_LINK: Final = re.compile(r"\b(skip|drop) (?=(?:links?|caps?|shadows?|downs?)\b)", re.IGNORECASE)
_EACH_WITH: Final = re.compile(r"\b(each|all|both) with(?= an? | their | its )", re.IGNORECASE)
_FILLED: Final = re.compile(r"\b(filled|fill|colou?red|covered|painted|tinted) with\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One of the wishes of a prompt as it is written.

    Attributes:
        text: what it says; its conditions are marked.
        is_joined: whether `and` stands before it.
        is_for_all: whether it speaks of all that was named before, or begins a sentence.
    """

    text: str
    is_joined: bool
    is_for_all: bool


def split_phrases(text: str) -> list[Phrase]:
    """The single wishes, none of them cut off from the class or attribute that it holds for."""
    text = _EACH_WITH.sub(r"\1 on", _SKIP_LINK.sub(r"\1-", _FILLED.sub(r"\1 in", text)))
    kept = re.sub(r"(?<![\w\0])\.(?=[A-Za-z_])", "\1", mark(text))
    kept = _PLUS.sub("\4", _SENTENCE.sub("; \3", kept))
    clauses: list[Phrase] = []
    end = 0
    for clause in split_wishes(kept):
        start = kept.find(clause, end)
        is_joined = re.search(r"\band\b|&", kept[end:start]) is not None
        plain = clause.replace("\1", ".").replace("\3", "").replace("\4", "plus")
        clauses.append(Phrase(plain, is_joined, "\3" in clause or _ALL_OF_THEM.match(plain) is not None))
        end = start + len(clause)
    return clauses


def read_phrase(clause: str, known: Sequence[str]) -> tuple[str | None, str, str]:
    """The selector that a wish is for, the state that it is for, and the wish."""
    clause, excepted = _cut_exception(clause)
    clause, place = _cut_place(clause)
    before, noted, after = clause.partition(NOTED)
    text, condition = cut_conditions(before + after.replace(NOTED, " "))
    condition += excepted + place
    selector, text = read_thing(text, known)
    if noted and selector is None:
        # `nights of the range (.is-between) blue`: what stands before the brackets is what the class is called.
        text = cut_conditions(after.replace(NOTED, " "))[0].strip() or text
    state = find_state(_STATE_COLOUR.sub(" ", text))
    if state and state != "::placeholder":
        condition += f":has({state})" if state == ":checked" and _INSIDE.search(text) else state
        text = cut_state_words(text)
    return selector, condition, _trim(_ALL_OF_THEM.sub("", text.strip()) if selector is None else text)


def _cut_exception(clause: str) -> tuple[str, str]:
    """A clause without which of several like things it does not speak of, and the others as a selector."""
    match = _EXCEPT.search(clause)
    if match is None:
        return clause, ""
    which = match["which"].lower()
    count = SPOKEN_NUMBERS.get((match["count"] or "one").lower(), match["count"])
    nth = "nth-child" if which == "first" else "nth-last-child"
    meant = f":not(:{which}-child)" if count == "1" else f":{nth}(n + {int(count) + 1})"
    return clause[: match.start()] + match["thing"] + clause[match.end() :], meant


def _cut_place(clause: str) -> tuple[str, str]:
    """A clause without the place among its like of what it speaks of, `the first card`, and that as a selector."""
    match = _PLACE.search(clause)
    if match is None:
        return clause, ""
    which = _PLACES.get(match["which"].lower(), match["which"].lower())
    meant = f":nth-child({which})" if which in _PLACES.values() else f":{which}-child"
    return f"{clause[: match.start('which')]}{clause[match.end('which') + 1 :]}", meant


_PLACES: Final = {
    "second": "2",
    "third": "3",
    "odd": "odd",
    "even": "even",
    "every other": "even",
    "every second": "even",
}
# What comes in rows of its like, not what is a part of it.
_PLACE: Final = re.compile(
    r"\A(?:the |an? |every |make the )?(?P<which>first|last|second|third|odd|even|every other|every second)"
    r" (?P<thing>cards?|items?|rows?|links?|images?|li|sections?|paragraphs?|buttons?|tabs?|entry|entries|tiles?"
    r"|posts?|steps?)\b",
    re.IGNORECASE,
)


def cut_state_words(text: str) -> str:
    """A text without the words for the state that a thing is in."""
    return _STATE_WORDS.sub(" ", text)


def _trim(text: str) -> str:
    """A wish without the small words that held it to what it is for."""
    words = re.sub(r"\(\s*\)", " ", text).strip(" .,:;()-").split()
    while words and words[0].lower() in _SIDEWORDS:
        words.pop(0)
    while words and words[-1].lower() in _SIDEWORDS - {"in", "on"}:
        words.pop()
    return " ".join(words)
