"""Values that a prompt tells as a calculation: `the --pct, minus 4px`, `half of the gap`, `share as percent`."""

import re
from collections.abc import Sequence
from typing import Final

from cssgen.wishes.tokens import find_mentions
from cssgen.wishes.words import split_words

_SIZE: Final = r"-?\d*\.?\d+(?:px|rem|em|ch|%|d?s?v[wh]|fr|s|ms|deg)?"
_OPERATORS: Final = (
    (re.compile(r"\b(?:minus|less|without)\b|\s[-–]\s"), "-"),
    (re.compile(r"\b(?:plus|and another)\b|\s\+\s"), "+"),
    (re.compile(r"\b(?:times|multiplied by)\b|\s[*×x]\s"), "*"),
    (re.compile(r"\b(?:divided by|over)\b|\s[/÷]\s"), "/"),
)
_FACTORS: Final = (
    (re.compile(r"\bhalf(?: of)?\b"), "/ 2"),
    (re.compile(r"\b(?:twice|double)\b"), "* 2"),
    (re.compile(r"\b(?:a |one )?quarter of\b"), "/ 4"),
    (re.compile(r"\b(?:a |one )?third of\b"), "/ 3"),
    (re.compile(r"\bas (?:a )?percent(?:age)?s?\b|\bin percent\b"), "* 1%"),
    (re.compile(r"\bas (?:px|pixels)\b|\bin pixels\b"), "* 1px"),
)
_WHOLES: Final = (
    (re.compile(r"\b(?:full|whole|entire) (?:screen|viewport|window)(?: height)?\b"), "100dvh"),
    (re.compile(r"\b(?:full|whole|all the|100%) ?(?:width|height|of it)?\b"), "100%"),
    (re.compile(r"\b(?:screen|viewport|window) height\b"), "100vh"),
    (re.compile(r"\b(?:screen|viewport|window) width\b"), "100vw"),
)


def find_calculation(prompt: str, custom_properties: Sequence[tuple[str, str]]) -> str | None:
    """The `calc()` that a prompt tells; None if it tells none, or more than one step."""
    text = prompt.lower()
    found = [(pattern.search(text), sign) for pattern, sign in _OPERATORS]
    signs = [(match, sign) for match, sign in found if match]
    if len(signs) == 1:
        match, sign = signs[0]
        left = _read_operand(prompt[: match.start()], custom_properties)
        right = _read_operand(prompt[match.end() :], custom_properties)
        return f"calc({left} {sign} {right})" if left and right and "var(" in left + right + _as_var(left) else None
    factor = next(((pattern, sign) for pattern, sign in _FACTORS if pattern.search(text)), None)
    if factor is None or signs:
        return None
    operand = _read_operand(factor[0].sub(" ", text), custom_properties)
    return f"calc({operand} {factor[1]})" if operand and "var(" in operand else None


def _as_var(operand: str) -> str:
    """Wholes are as good as a reference: `full width minus 2rem`."""
    return "var(" if operand.startswith("100") else ""


def _read_operand(text: str, custom_properties: Sequence[tuple[str, str]]) -> str | None:
    mentions = find_mentions(text, custom_properties)
    written = re.findall(r"(?<![\w-])--[\w-]+", text)
    sizes = re.findall(rf"(?<![\w.#-]){_SIZE}(?![\w%])", text)
    if len(mentions) == 1 and not sizes:
        return mentions[0].literal
    if len(written) == 1 and not mentions:
        return f"var({written[0]})"
    if len(sizes) == 1 and not mentions and not written:
        return str(sizes[0])
    if mentions or written or sizes:
        return None
    whole = next((whole for pattern, whole in _WHOLES if pattern.search(text)), None)
    return whole or _find_called(text, custom_properties)


def _find_called(text: str, custom_properties: Sequence[tuple[str, str]]) -> str | None:
    """The custom property that some words name with nothing else: `the gap`."""
    words = set(split_words(text)) - _SMALL
    called = [name for name, _ in custom_properties if words and words <= set(split_words(name))]
    return f"var({called[0]})" if len(called) == 1 else None


_SMALL: Final = frozenset(("the", "a", "of", "its", "variable", "var", "token", "value"))
