"""What a text says, coarsely: `top: 0`, `border-radius: <number>`, `:hover { color }`; sizes and colours are left open.

Recipes that say the same to other sizes share their facts, so there are enough examples of each to learn from.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from cssgen.answers import AnswerError, Declaration, Item, parse_answer
from cssgen.productions import Production

PLACES: Final = tuple(Production)
"""The kinds of places, in the order in which what is learnt of facts numbers them."""
_COLOUR: Final = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\([^()]*\)|(?<![-\w])(?:red|crimson|tomato|orange|gold|yellow|green|teal|navy"
    r"|blue|indigo|purple|violet|pink|brown|white|black|gr[ae]y|silver"
    r"|(?:light|dark|sea|royal|steel|hot|white)[a-z]+)(?![-\w])"
)
_REFERENCE: Final = re.compile(r"var\([^()]*\)")
_NUMBER: Final = re.compile(r"(?<![-\w])([-+]?\d*\.?\d+)([a-z%]*)")
_EXACT: Final = frozenset({"1", "100%"})
_SELECTOR_PART: Final = re.compile(r"::?[a-z-]+|@[a-z-]+|\[[a-z-]+|[>+~&]|(?<![-.#:\w])[a-z][a-z0-9]*(?![-\w(])")
_STATE: Final = re.compile(
    r":(?:hover|focus|active|disabled|checked|empty|target)|child|::?(?:before|after|marker|placeholder)"
    r"|@(?:media|supports|container)|>"
)
_WORD: Final = re.compile(r"[^\s,()]+")


@lru_cache(1_024)  # what is expected and what agrees is asked of the same texts
def list_facts(text: str, production: Production, name: str | None) -> frozenset[str]:
    """What an answer says; nothing if it is none.

    Args:
        text: the answer.
        production: what it is.
        name: for VALUE, the property.
    """
    if production is Production.VALUE:
        value = generalise(text)
        return frozenset((f"{name}={value}", *(f"{name} = … {word}" for word in _WORD.findall(value))))
    try:
        return frozenset(_iter_facts(parse_answer(text, production), ""))
    except AnswerError:
        return frozenset()


@lru_cache(8_192)
def generalise(value: str) -> str:
    """A value with its sizes, colours and references left open: `1px solid <color>`, but 0, 1 and 100% as they are."""
    value = _COLOUR.sub("<color>", _REFERENCE.sub("<var>", value.lower()))
    return " ".join(_NUMBER.sub(_leave_open, value).removesuffix("!important").split())


def _leave_open(number: re.Match[str]) -> str:
    if number[0] in _EXACT:
        return number[0]
    size = float(number[1])
    unit = number[2] if number[2] == "fr" else ""
    return "0" if size == 0 else f"<-number>{unit}" if size < 0 else f"<number>{unit}"


def _iter_facts(items: Sequence[Item], around: str) -> Iterator[str]:
    """Facts of a list of items; `around` holds the preludes of the blocks that it stands in."""
    states = set(_STATE.findall(around))
    for item in items:
        if isinstance(item, Declaration):
            if item.name.startswith("--"):
                yield "--*"
                continue
            yield item.name
            yield f"{item.name}: {generalise(item.value)}"
            yield from (f"{state} {{ {item.name} }}" for state in states)
        else:
            prelude = item.prelude.lower()
            yield from (f"{part} {{}}" for part in _SELECTOR_PART.findall(prelude))
            yield from _iter_facts(item.items or (), f"{around} {prelude}")
