"""Prompts that want one thing always and another one in some media: `two columns, single column below 800px`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from cssgen.answers import Declaration, Item, Rule
from cssgen.wishes.hiding import begins_hiding, is_hiding
from cssgen.wishes.media import read_medium
from cssgen.wishes.quantities import find_quantities
from cssgen.wishes.rewriting import standing
from cssgen.wishes.words import SPOKEN_NUMBERS

_CUT: Final = re.compile(
    r"\s*[;,]\s*(?:(?P<but>but|then|and then|else|otherwise)\s+|and\s+)?|\s+(?P<alone>but|then)\s+|\s+(?P<and>and|&)\s+"
    r"|\s*\.\s+(?=\w)|\s+[/|–—→-]+>?\s+|,?\s+(?P<that>that|which)\s+(?=(?:collapses?|drops?|becomes?|turns?|goes|go"
    r"|stacks?|switch(?:es)?|falls?|shrinks?)\b)",
    re.IGNORECASE,
)
# `3 cols desktop, 2 tablet, 1 mobile`
_TERSE: Final = re.compile(
    r"\A(?P<wish>(?:\d|one|two|three|four|five|six|single)\b[\w .-]*?)(?<! on)(?<! for)\s+"
    r"(?P<device>desktop|tablet|mobile|phone)s?\Z",
    re.IGNORECASE,
)
_KIND: Final = re.compile(r"\b(?:mobiles?|phones?|tablets?|desktops?|screens?)\b", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\([^()]*\)")
# What is smaller, or gone, is so by comparison: it is no state to begin with.
_CHANGING: Final = re.compile(
    r"\s*(?:hide|hidden|remove|drop|stack|no\b|without|smaller|bigger|larger|less|more|reduce|increase|shrink|switch|turn)",
    re.IGNORECASE,
)
_LEADING: Final = (
    r"(?:(?:just|only|drop(?:s|ping)?|down|becom(?:es?|ing)|turn(?:s|ing)?|switch(?:es|ing)?|goes|going|go|falls?|back|collaps(?:es?|ing)|in|into|to|then|as|a|an|at"
    r"|is|are|be|gets?|takes?|the|it|they|everything|all|should|use|show|make|with|still|grid|layout|up)\s+)*"
)
_NUMBER: Final = r"\d{1,2}|one|two|three|four|five|six|eight|twelve|single"
_COLUMNS: Final = re.compile(
    rf"{_LEADING}(?P<number>{_NUMBER})(?P<noun>[ -](?:equal )?(?:columns?|cols?)|(?: items?| cards?)? "
    r"(?:per row|across|in a row|a row|each row|abreast|side by side))?(?: (?:layout|only|grid))?",
    re.IGNORECASE,
)
_STACKED: Final = re.compile(
    rf"{_LEADING}(?:stack(?:s|ed|ing)?(?: (?:them|it|up|vertically|on top of each other|everything|the items))*"
    r"|(?:below|under(?:neath)?|on top of|above|over|beneath) (?:each other|one another)"
    r"|one (?:below|under|above) the other"
    r"|(?:vertical|vertically|column)(?: (?:layout|stack))?)",
    re.IGNORECASE,
)
_IN_A_ROW: Final = re.compile(
    rf"{_LEADING}(?:row|side by side|(?:next to|beside) (?:each other|one another)|horizontal(?:ly)?(?: layout)?)",
    re.IGNORECASE,
)
_FULL: Final = re.compile(rf"{_LEADING}(?:full|100%|whole|entire)[ -]?(?:width|wide)", re.IGNORECASE)
_SIZE: Final = re.compile(rf"{_LEADING}(?P<size>\d*\.?\d+(?:px|r?em|ch|%|vw|vh))", re.IGNORECASE)
_WIDTH: Final = re.compile(r"\((?P<side>min|max)-width: (?P<number>\d*\.?\d+)(?P<unit>px|r?em)\)")
_TRACKS: Final = ("grid-template-columns", "grid-template-areas", "grid-template")


@dataclass(frozen=True, slots=True)
class Condition:
    """What a prompt wants in some medium.

    Attributes:
        medium: the at-rule.
        wish: what is to be so then.
    """

    medium: str
    wish: str


@dataclass(frozen=True, slots=True)
class Conditional:
    """A prompt that wants something always, and something else in some media.

    Attributes:
        base: what it wants always; empty if nothing.
        conditions: what it wants in other media, in the order in which CSS needs them.
    """

    base: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    medium: str | None
    is_apart: bool
    is_kind: bool
    is_named_last: bool


@lru_cache(128)
def find_conditions(prompt: str, text: str, *, in_rule: bool = False) -> Conditional | None:
    """What a prompt wants always and what in some media; None if it tells no such thing.

    Args:
        prompt: the prompt.
        text: the file around it: its own breakpoints are taken where the prompt names none.
        in_rule: whether all of it is for one thing.
    """
    clauses = list(_read_clauses(prompt, text))
    if not clauses or not any(each.medium for each in clauses):
        return None
    clauses = _begin_with_base(clauses)
    base: list[str] = []
    found: dict[str, list[str]] = {}
    medium: str | None = None
    goes_on = False
    for clause in clauses:
        if clause.medium is not None:
            is_first = medium is None
            # Behind `toc hidden below 60em` what follows is so below 60em, too, if nothing stands before.
            goes_on = not clause.is_named_last or not (base or found)
            medium = clause.medium
            if is_first and base and not _is_of_its_own(clause, base, in_rule=in_rule):
                return None
            if clause.text:
                found.setdefault(medium, []).append(clause.text)
        elif medium is None or not goes_on or clause.is_apart:
            base.append(clause.text)
        else:
            found.setdefault(medium, []).append(clause.text)
    if not found:
        return None
    conditions = (Condition(each, ", ".join(wishes)) for each, wishes in found.items())
    said = [*base, *(wish for wishes in found.values() for wish in wishes)]
    told = tuple(replace(each, wish=_name_columns(each.wish, said)) for each in conditions)
    return Conditional(", ".join(base), _sort(told))


def _read_clauses(prompt: str, text: str) -> Iterator[_Clause]:
    """The clauses of a prompt, each without its medium."""
    blanked = _BRACKETS.sub(lambda match: "_" * len(match[0]), prompt)
    pieces: list[tuple[str, str]] = []
    start, cut = 0, ""
    for match in _CUT.finditer(blanked):
        piece = prompt[start : match.start()]
        behind = prompt[match.end() :]
        # `hide nav and footer on phones`: an `and` begins a clause where both sides have a medium of their own.
        if match["and"] and not (read_medium(piece, text)[0] and _CUT.split(behind)[0]):
            continue
        if match["and"] and read_medium(re.split(r"\s*[;,]\s*|\s+and\s+", behind)[0], text)[0] is None:
            continue
        pieces.append((cut, piece))
        start, cut = match.end(), match[0]
    pieces.append((cut, prompt[start:]))
    for joint, piece in pieces:
        if piece.strip().rstrip(" ."):
            medium, rest = read_medium(_TERSE.sub(r"\g<wish> on \g<device>", piece.strip().rstrip(" .")), text)
            is_apart = re.search(r"but|then|else|otherwise|that|which|[;.]", joint, re.IGNORECASE) is not None
            is_last = medium is not None and rest != "" and piece.strip().startswith(rest)
            yield _Clause(rest.strip(" ,:"), medium, is_apart, _KIND.search(piece) is not None, is_last)


def _begin_with_base(clauses: Sequence[_Clause]) -> list[_Clause]:
    """Clauses of which the first is the base, where each has a medium: `one column on phones, two from 40em`."""
    first = clauses[0]
    media = {each.medium for each in clauses}
    if first.medium is None or len(media) < 2 or not all(each.medium or each.text for each in clauses):
        return list(clauses)
    sides = [match["side"] if (match := _WIDTH.search(each or "")) else "" for each in dict.fromkeys(media)]
    own = _WIDTH.search(first.medium)
    if own is None or not all(sides) or set(sides) == {own["side"]} != {"max"}:
        return list(clauses)
    if set(sides) == {"max"} and not first.is_kind:
        return list(clauses)
    base: list[_Clause] = []
    rest = list(clauses)
    while rest and rest[0].medium in (first.medium, None):
        base.append(replace(rest.pop(0), medium=None))
    other = "max" if own["side"] == "min" else "min"
    turned = [replace(each, medium=_turn(each.medium, other)) for each in rest]
    return [*(each for each in base if each.text), *turned]


def _turn(medium: str | None, side: str) -> str | None:
    """A width that is told as that of a kind of screen, as one that builds upon narrower or wider ones."""
    match = _WIDTH.search(medium or "")
    if medium is None or match is None or match["side"] == side:
        return medium
    if medium == _TABLETS and side == "min":
        return _FROM_TABLETS  # not only those that are wider than tablets
    return medium.replace(f"{match['side']}-width", f"{side}-width")


_TABLETS: Final = "@media (max-width: 900px)"
_FROM_TABLETS: Final = "@media (min-width: 600px)"


def _is_of_its_own(clause: _Clause, base: Sequence[str], *, in_rule: bool) -> bool:
    """Whether a medium is that of its clause alone, not of all that was said before."""
    if not clause.is_named_last or clause.is_apart:
        return True
    if _CHANGING.match(base[0]) or any(begins_hiding(each) for each in base):
        return False
    if in_rule and not any(each.fullmatch(base[-1]) for each in (_STACKED, _FULL)):
        return True
    return any(each.fullmatch(clause.text) for each in (_COLUMNS, _STACKED, _IN_A_ROW, _FULL, _SIZE)) or is_hiding(
        clause.text
    )


def _name_columns(wish: str, base: Sequence[str]) -> str:
    """`2` as `2 columns`, where the base counts columns."""
    match = _COLUMNS.fullmatch(wish)
    if match is None or match["noun"]:
        return wish
    counted = next((told for each in base if (told := re.search(_COUNTED, each))), None)
    return f"{match['number']} columns" if counted else wish


_COUNTED: Final = re.compile(
    rf"\b(?:{_NUMBER})[ -](?:(?!columns?\b)[\w-]+ )?(?:columns?|cols?\b|per row|across|(?:in )?a row|each row)",
    re.IGNORECASE,
)


def _sort(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Conditions of which the later ones hold for fewer screens."""
    keys = []
    for number, each in enumerate(conditions):
        match = _WIDTH.search(each.medium)
        size = float(match["number"]) * (16 if match["unit"] != "px" else 1) if match else 0.0
        keys.append((0 if match is None else 1, (-size if match and match["side"] == "max" else size), number))
    return tuple(conditions[number] for _, _, number in sorted(keys))


def counts_columns(wish: str) -> bool:
    """Whether a wish is a number of columns and nothing else."""
    return _COLUMNS.fullmatch(wish) is not None


def say_otherwise(wish: str, base: Sequence[Item], prompt: str) -> tuple[Declaration, ...]:
    """What a wish sets otherwise than the declarations of its base do; nothing if that cannot be told from them.

    Args:
        wish: what is to be so in some medium.
        base: what is declared always.
        prompt: what asked for that.
    """
    declared = {item.name: item.value for item in base if isinstance(item, Declaration)}
    told = _count_columns(wish, declared) or _stack(wish, declared) or _resize(wish, base, prompt)
    if told:
        return told
    if _FULL.fullmatch(wish):
        return (Declaration("width", "100%"), *((Declaration("max-width", "none"),) if "max-width" in declared else ()))
    return (Declaration("display", "none"),) if is_hiding(wish) else ()


def _count_columns(wish: str, declared: dict[str, str]) -> tuple[Declaration, ...]:
    match = _COLUMNS.fullmatch(wish)
    if match is None:
        return ()
    said = match["number"].lower()
    number = "1" if said == "single" else SPOKEN_NUMBERS.get(said, said)
    if "columns" in declared or "column-count" in declared:
        return (Declaration("columns" if "columns" in declared else "column-count", number),)
    if not _is_grid(declared):
        return _stack("stacked", declared) if number == "1" else ()
    track = "minmax(0, 1fr)" if "minmax(0," in declared.get("grid-template-columns", "") else "1fr"
    tracks = track if number == "1" else f"repeat({number}, {track})"
    return (Declaration("grid-template-columns", tracks),)


def _is_grid(declared: dict[str, str]) -> bool:
    return declared.get("display") in ("grid", "inline-grid") or "grid-template-columns" in declared


def _stack(wish: str, declared: dict[str, str]) -> tuple[Declaration, ...]:
    if _STACKED.fullmatch(wish):
        if _is_grid(declared) and "grid-template-areas" not in declared:
            return (Declaration("grid-template-columns", "1fr"),)
        if "columns" in declared:
            return (Declaration("columns", "1"),)
        is_row = declared.get("display") in ("flex", "inline-flex") and declared.get("flex-direction") != "column"
        return (Declaration("flex-direction", "column"),) if is_row else ()
    if _IN_A_ROW.fullmatch(wish) and declared.get("flex-direction", "").startswith("column"):
        return (Declaration("flex-direction", "row"),)
    return ()


def _resize(wish: str, base: Sequence[Item], prompt: str) -> tuple[Declaration, ...]:
    """The last size of the base, or the one of the same kind, as the wish tells it."""
    match = _SIZE.fullmatch(wish)
    sizes = find_quantities(wish)
    if match is None and (len(sizes) != 1 or not sizes[0].target):
        return ()
    size = match["size"] if match else sizes[0].literal
    told = [each for each in find_quantities(prompt) if each.kind in ("length", "percentage")]
    if match is None:
        told = [each for each in told if each.target == sizes[0].target]
    for quantity in reversed(told):
        for item in base:
            if isinstance(item, Declaration) and standing(quantity.literal).search(item.value):
                return (Declaration(item.name, standing(quantity.literal).sub(size, item.value)),)
    return ()


def choose_rule(items: Sequence[Item]) -> Rule | None:
    """The rule of a base that its media change: the first one that lays something out, else the first one."""
    rules = [item for item in items if isinstance(item, Rule) and item.items and not item.prelude.startswith("@")]
    laying = (
        rule
        for rule in rules
        if any(isinstance(each, Declaration) and each.name in _LAYING for each in rule.items or ())
    )
    return next(laying, next(iter(rules), None))


_LAYING: Final = frozenset(("display", "columns", "column-count", "flex-direction", *_TRACKS))
