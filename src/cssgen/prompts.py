"""What a model is told: the same text in training and at run time.

Nothing here knows a tokenizer; how long a text is in tokens comes in as `count`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from cssgen.contexts import Context, Production

SPECIAL_TOKENS: Final = (
    "<|endoftext|>",
    "<|names|>",
    "<|suffix|>",
    "<|prefix|>",
    "<|recipe|>",
    "<|prompt|>",
    *(f"<|{production}|>" for production in Production),
    *(f"<|reserved{number}|>" for number in range(8)),
)
"""Special tokens of the family `cssgen`; their places are their ids. The first one ends a text."""

# Tokens that each part of a prompt may take: what the default model was trained with.
NAMES_TOKENS: Final = 64
SUFFIX_TOKENS: Final = 48
PREFIX_TOKENS: Final = 160
RECIPE_TOKENS: Final = 120
SELECTORS: Final = 6

_RULE_LISTS: Final = (Production.STYLESHEET, Production.GROUP)
_NAME = re.compile(r"(?<![\w-])[.#][A-Za-z_][\w-]*(?=[^{};]*\{)")
_WORD = re.compile(r"[a-z]{3,}")
_SPECIAL = re.compile(r"<\|(?=\w+\|>)")

Count = Callable[[str], int]


def render_prompt(
    context: Context, family: str, *, count: Count, budget: int, recipes: Sequence[tuple[str, str]] = ()
) -> str:
    """Write down a context for a model.

    Args:
        context: the marker and its place.
        family: `"cssgen"` for our own models, `"plain"` for any other: they get the preceding CSS and the
            prompt as a comment.
        count: number of tokens of a text.
        budget: tokens that the prompt may take; the prompt's own words are kept even if they exceed it.
        recipes: wordings and code of similar recipes, the best first, canonical like the answer.
    """
    render = _render_cssgen if family == "cssgen" else _render_plain
    return render(context, count, budget, recipes)


def _render_cssgen(context: Context, count: Count, budget: int, recipes: Sequence[tuple[str, str]]) -> str:
    tail = f"<|prompt|>{_neutral(context.marker.prompt)}<|{context.production}|>"
    left = budget - count(tail)
    sections = {"suffix": _head(context.suffix.lstrip(), count, min(SUFFIX_TOKENS, left))}
    left -= count(sections["suffix"])
    sections["names"] = _fit(_iter_names(context), "; ", count, min(NAMES_TOKENS, left))
    left -= count(sections["names"])
    sections["prefix"] = _enclosed_tail(context, count, min(PREFIX_TOKENS, left))
    left -= count(sections["prefix"])
    shown = _choose_recipes(recipes, count, left)
    order = [
        *(("recipe", recipe) for recipe in shown),
        *((name, sections[name]) for name in ("names", "suffix", "prefix")),
    ]
    return "".join(f"<|{name}|>{_neutral(text)}" for name, text in order if text) + tail


def _render_plain(context: Context, count: Count, budget: int, recipes: Sequence[tuple[str, str]]) -> str:
    comment = context.marker.comment
    before = context.prefix.rstrip()
    if context.production is Production.VALUE:
        # A comment behind the colon is rare in real files; above the declaration it is not.
        start = before.rfind("\n") + 1
        indent = before[start : len(before) - len(before[start:].lstrip())]
        asked, before = f"{indent}{comment}\n{before[start:]}", before[:start].rstrip()
    else:
        line = context.prefix[context.prefix.rfind("\n") + 1 :]
        asked = (line if not line.strip() else "") + comment
    left = budget - count(asked)
    body = _with_preludes(_tail(before, count, left), context.ancestors)
    left -= count(body)
    shown = "".join(f"/* {wording} */\n{code}\n\n" for wording, code in reversed(recipes[:3]))
    examples = shown if recipes and count(shown) <= left else ""
    return _neutral(examples + (f"{body}\n{asked}" if body else asked))


def _neutral(text: str) -> str:
    """The text without special tokens: a stylesheet that holds `<|endoftext|>` must not end the prompt."""
    return _SPECIAL.sub("< |", text)


def _iter_names(context: Context) -> Iterator[str]:
    """Selectors of the file that the prompt may speak of, then its custom properties."""
    words = set(_WORD.findall(context.marker.prompt.lower()))
    if context.production in _RULE_LISTS:
        found = dict.fromkeys(_NAME.findall(f"{context.prefix}{context.suffix}"))
        named = [
            name
            for name in found
            if words & {part for word in _WORD.findall(name.lower()) for part in (word, f"{word}s")}
        ]
        if named:
            yield " ".join(named[:SELECTORS])
    properties = [(name, value) for name, value in context.custom_properties if len(value) <= 40]
    # Stable: those whose name shares a word with the prompt first, else in the order of the file.
    properties.sort(key=lambda item: not words & set(_WORD.findall(item[0].lower())))
    yield from (f"{name}: {value}" for name, value in properties)


def _choose_recipes(recipes: Sequence[tuple[str, str]], count: Count, left: int) -> list[str]:
    """The best recipes that fit, the best one last, next to the prompt."""
    chosen: list[str] = []
    for wording, code in recipes:
        recipe = f"{wording}\n{code}"
        size = count(recipe)
        if size <= min(RECIPE_TOKENS, left):
            chosen.append(recipe)
            left -= size
    return chosen[::-1]


def _fit(items: Iterable[str], separator: str, count: Count, limit: int) -> str:
    """As many of the first items as fit."""
    text = ""
    for item in items:
        longer = f"{text}{separator}{item}" if text else item
        if count(longer) > limit:
            break
        text = longer
    return text


def _head(text: str, count: Count, limit: int) -> str:
    """The first lines of `text` that fit."""
    return _fit(text[: 12 * max(limit, 0)].split("\n"), "\n", count, limit).rstrip()


def _tail(text: str, count: Count, limit: int) -> str:
    """The last lines of `text` that fit."""
    kept: list[str] = []
    left = limit
    for line in reversed(text.split("\n")):
        left -= count(f"\n{line}")
        if left < 0:
            break
        kept.append(line)
    return "\n".join(reversed(kept)).strip("\n")


def _enclosed_tail(context: Context, count: Count, limit: int) -> str:
    preludes = sum(count(f"{prelude} {{\n") for prelude in context.ancestors)
    return _with_preludes(_tail(context.prefix.rstrip(), count, limit - preludes), context.ancestors)


def _with_preludes(text: str, ancestors: Sequence[str]) -> str:
    """Put the preludes of the enclosing blocks that `text` does not show before it."""
    depth = lowest = 0
    for sign in re.findall(r"[{}]", text):
        depth += 1 if sign == "{" else -1
        lowest = min(lowest, depth)
    hidden = ancestors[: max(0, len(ancestors) - (depth - lowest))]
    return "".join(f"{prelude} {{\n" for prelude in hidden) + text
