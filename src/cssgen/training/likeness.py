"""How much of a wanted answer another one says, for ranking to learn from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cssgen.answers import AnswerError, Declaration, Item, collapse, parse_answer
from cssgen.productions import Production

RECALL_WEIGHT: Final = 2.0  # what is missing counts more than what nobody asked for
SAME_VALUE: Final = 0.75  # of a declaration in a rule of another selector
SAME_NAME: Final = 0.35  # of one with another value


@dataclass(frozen=True, slots=True)
class Fact:
    """A declaration, and the preludes around it."""

    place: tuple[str, ...]
    name: str
    value: str


def likeness(text: str, wanted: str, production: Production) -> float:
    """F score of the declarations of `text` against those of `wanted`, from 0 to 1; a near one counts in part."""
    if production is Production.VALUE:
        return _compare_words(collapse(text).split(), collapse(wanted).split())
    try:
        facts = list(_iter_facts(parse_answer(text, production)))
        others = list(_iter_facts(parse_answer(wanted, production)))
    except AnswerError:
        return 0.0
    return _f_score(_coverage(facts, others), _coverage(others, facts))


def _iter_facts(items: Sequence[Item], place: tuple[str, ...] = ()) -> Iterator[Fact]:
    for item in items:
        if isinstance(item, Declaration):
            yield Fact(place, item.name, item.value)
        elif item.items is not None:
            yield from _iter_facts(item.items, (*place, item.prelude))


def _coverage(facts: Sequence[Fact], others: Sequence[Fact]) -> float:
    """Mean share of each of `facts` that one of `others` says too."""
    return sum(max((_agree(fact, other) for other in others), default=0.0) for fact in facts) / max(1, len(facts))


def _agree(fact: Fact, other: Fact) -> float:
    if fact.name != other.name:
        return 0.0
    worth = 1.0 if fact.value == other.value else SAME_NAME
    return worth if fact.place == other.place else worth * SAME_VALUE


def _compare_words(words: Sequence[str], others: Sequence[str]) -> float:
    if words == others:
        return 1.0
    common = len(set(words) & set(others))
    return 0.9 * _f_score(common / max(1, len(set(words))), common / max(1, len(set(others))))


def _f_score(precision: float, recall: float) -> float:
    if not precision or not recall:
        return 0.0
    return (1 + RECALL_WEIGHT) * precision * recall / (RECALL_WEIGHT * precision + recall)
