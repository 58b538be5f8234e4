"""A prompt that gives each of several things its own look: which selector each wish in it is for.

`smaller title, hide the meta line` is a rule for the title and another one for the meta line; `.old crossed out, .now
red` names its classes; `delta green when .up` is a rule for `.delta.up`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.clauses import split_wishes
from cssgen.wishes.colours import find_colours, is_colour_alone
from cssgen.wishes.hiding import begins_hiding, is_hiding
from cssgen.wishes.subjects import find_state, iter_blocks, split_head
from cssgen.wishes.things import read_thing
from cssgen.wishes.written import WRITTEN, cut_ancestor, cut_conditions, cut_note, mark, spell_out

MOST: Final = 6

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
# `shrinks and gets brighter while pressed`: both happen then.
_AT_THE_SAME_TIME: Final = re.compile(r"\A[^,;]+\band\b[^,;]+\b(?:while|when|once)\b[^,;]+\Z", re.IGNORECASE)
_INSIDE: Final = re.compile(r"\b(?:inside|within|in it)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """A wish, and what it is for.

    Attributes:
        selector: of its rule; None if the prompt names none, so that the file alone can tell.
        wish: part of the prompt, without the words for what it is for.
        is_own: whether the wish names that itself; else it goes with what was spoken of before.
        told: what it tells to be declared, as far as that is known already.
    """

    selector: str | None
    wish: str
    is_own: bool = True
    told: tuple[Declaration, ...] = ()


def find_targets(prompt: str, selectors: Sequence[str]) -> list[Target]:
    """The single wishes of a prompt and what each is for, in order.

    Args:
        prompt: the prompt.
        selectors: those of the file, without pseudo-classes.
    """
    ancestor, prompt = cut_ancestor(spell_out(prompt, selectors))
    head, rest = split_head(prompt)
    known = list(dict.fromkeys([*selectors, *iter_blocks(selectors)]))
    rest, note = cut_note(_cut_preamble(rest))
    subject, held, _ = _read_clause(mark(head), known) if head else (None, "", "")
    held += note
    found: list[Target] = []
    waiting: list[str] = []
    clauses = _split(rest)
    if _AT_THE_SAME_TIME.search(rest) and len(clauses) == 2:
        held += find_state(clauses[1].text)
        clauses[1] = replace(clauses[1], text=_STATE_WORDS.sub(" ", clauses[1].text))
    read = [_read_clause(clause.text, known) for clause in clauses]
    is_listing = False
    for place, (own, condition, wish) in enumerate(read):
        if own and not wish:
            # `no toolbar and no buttons`: what is listed behind `no` is as well, but for what goes with what follows.
            after = read[place + 1] if place + 1 < len(read) and clauses[place + 1].is_joined else (None, "", "")
            if is_listing and not (after[0] and after[2]):
                listed = _put_into(ancestor, own + condition)
                found[-1] = replace(found[-1], selector=f"{found[-1].selector}, {listed}")
            else:
                # `toolbar and buttons gone`: both are.
                waiting.append(own + condition)
            continue
        if own is None and waiting:
            own = waiting.pop()
        selector = _name(subject, held, own) + condition
        if own and not (subject and held):
            subject = own
        elif not subject and not held:
            held = condition
        names = ", ".join(_put_into(ancestor, each) for each in (*waiting, selector) if each) or ancestor or None
        if wish:
            found.append(Target(names, wish, is_own=own is not None))
        is_listing = bool(own and wish) and begins_hiding(clauses[place].text) and is_hiding(wish)
        waiting = []
    if waiting and found:
        last = found[-1]
        found[-1] = replace(last, selector=", ".join([*([last.selector] if last.selector else []), *waiting]))
    return _name_variants(found[:MOST], selectors)


def _cut_preamble(text: str) -> str:
    """What stands behind a colon, if it names classes and what stands before it none: `stripe: .a red, .b blue`."""
    before, colon, rest = text.partition(": ")
    return rest if colon and WRITTEN.search(rest) and not WRITTEN.search(before) else text


def _name_variants(found: Sequence[Target], selectors: Sequence[str]) -> list[Target]:
    """Wishes for one thing that are a name and a colour each are its variants: `.status: paid green, due red`."""
    matches = [_VARIANT.fullmatch(target.wish) for target in found]
    subject = found[0].selector if found else None
    if len(found) < 2 or subject is None or any(target.selector != subject for target in found):
        return list(found)
    # `light grey` is a colour, not grey for what is light.
    if any(_is_colour(target.wish) for target in found) or not all(m and _is_colour(m["rest"]) for m in matches):
        return list(found)
    joint = "--" if any("--" in selector for selector in selectors) else "."
    return [Target(f"{subject}{joint}{match['name'].lower()}", match["rest"]) for match in matches if match is not None]


def _is_colour(text: str) -> bool:
    return is_colour_alone(text, find_colours(text, ()))


_VARIANT: Final = re.compile(r"(?P<name>[A-Za-z][\w-]*)(?:\s+(?:is|are|in|gets?))?\s+(?P<rest>\S.*)")


def _put_into(ancestor: str, selector: str) -> str:
    return f"{ancestor} {selector}" if ancestor else selector


def _name(subject: str | None, held: str, own: str | None) -> str:
    """The selector of what a wish names itself, inside of what the prompt speaks of in a certain state."""
    if own is None or subject is None or own == subject or not held:
        return f"{own or subject or ''}{held}"
    return f"{subject}{held} {own.split()[-1]}"


@dataclass(frozen=True, slots=True)
class _Clause:
    """One of the wishes of a prompt as it is written, and whether `and` stands before it."""

    text: str
    is_joined: bool


def _split(text: str) -> list[_Clause]:
    """The single wishes, none of them cut off from the class or attribute that it holds for."""
    kept = re.sub(r"(?<![\w\0])\.(?=[A-Za-z_])", "\1", mark(text))
    clauses: list[_Clause] = []
    end = 0
    for clause in split_wishes(kept):
        start = kept.find(clause, end)
        is_joined = re.search(r"\band\b|&", kept[end:start]) is not None
        clauses.append(_Clause(clause.replace("\1", "."), is_joined))
        end = start + len(clause)
    return clauses


def _read_clause(clause: str, known: Sequence[str]) -> tuple[str | None, str, str]:
    """The selector that a wish is for, the state that it is for, and the wish."""
    text, condition = cut_conditions(clause)
    selector, text = read_thing(text, known)
    state = find_state(_STATE_COLOUR.sub(" ", text))
    if state and state != "::placeholder":
        condition += f":has({state})" if state == ":checked" and _INSIDE.search(text) else state
        text = _STATE_WORDS.sub(" ", text)
    return selector, condition, _trim(text)


def _trim(text: str) -> str:
    """A wish without the small words that held it to what it is for."""
    words = re.sub(r"\(\s*\)", " ", text).strip(" .,:;()-").split()
    while words and words[0].lower() in _SIDEWORDS:
        words.pop(0)
    while words and words[-1].lower() in _SIDEWORDS - {"in", "on"}:
        words.pop()
    return " ".join(words)
