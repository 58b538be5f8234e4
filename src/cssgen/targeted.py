"""Texts with a rule for each thing that a prompt speaks of: `smaller title, hide the meta line` are two rules.

What each rule says comes of recipes for declarations, looked up without the words for what it is for.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from cssgen.answers import AnswerError, Declaration, Item, Rule
from cssgen.candidates import Nearness
from cssgen.contexts import Context
from cssgen.drafts import Draft, Piece, Shelf
from cssgen.layout import Layout, render_items
from cssgen.productions import Production
from cssgen.wishes.adapting import adapt, parse_recipe
from cssgen.wishes.containers import find_container
from cssgen.wishes.joining import contradicts, enclose, merge
from cssgen.wishes.paper import PAGE
from cssgen.wishes.targets import Target
from cssgen.wishes.told import read_told
from cssgen.wishes.wish import Wish, read_wish

CHOICES: Final = 2
"""Recipes that are tried for each wish."""
LIKE: Final = 0.8
"""Times its nearness to the single wishes a text counts as near to the whole prompt, if no recipe is nearer."""
OF_ONE: Final = 8
"""Texts that are tried for all wishes of a thing at once."""
ALL: Final = 1.0
"""Nearness of what a wish itself tells."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is said for one wish of a prompt.

    Attributes:
        items: declarations, and rules in them.
        near: how near its recipe is to the wish; `ALL` if the wish tells it itself.
        whole: how near that is to all of the prompt.
    """

    items: tuple[Item, ...]
    near: float
    whole: float

    @classmethod
    def tell(cls, items: Sequence[Item]) -> Self:
        """What a wish tells itself."""
        return cls(tuple(items), ALL, 0.0)

    @property
    def is_told(self) -> bool:
        """Whether no recipe was needed."""
        return self.near == ALL


def iterate_targeted(wish: Wish, targets: Sequence[Target], shelf: Shelf, medium: str | None = None) -> Iterator[Draft]:
    """Texts for a prompt, the first with the best recipe for each wish, the others with the second best for one.

    Args:
        wish: all of the prompt.
        targets: the rules that it asks for.
        shelf: recipes for declarations; its queries are the wishes of the targets, in order, then the prompt.
        medium: the at-rule that they belong in.
    """
    offered = [_offer(wish, targets, shelf, number) for number in range(len(targets))]
    if not all(offered):
        return
    for parts in iterate_choices(offered):
        if not all(target.selector or _suits_page(part.items) for target, part in zip(targets, parts, strict=True)):
            continue
        rules = _build(wish, targets, parts, medium)
        if not rules:
            continue
        items = _put_into_medium(medium, rules) if medium else rules
        yield Draft(render_items(items, Layout(), ""), measure(parts), "adapted")


def iterate_choices(offered: Sequence[Sequence[Part]]) -> Iterator[list[Part]]:
    """A part for each wish: the first of what is offered for each, then the second for one of them in turn."""
    yield [each[0] for each in offered]
    for number, each in enumerate(offered):
        if len(each) > 1:
            yield [other[int(place == number)] for place, other in enumerate(offered)]


def iterate_of_one(
    wish: Wish, targets: Sequence[Target], medium: str | None, look: Callable[[Context], Sequence[Draft]]
) -> Iterator[Draft]:
    """Texts for a prompt whose wishes are all for one thing: a rule with what is found for all of them at once.

    Args:
        wish: all of the prompt.
        targets: the wishes.
        medium: the at-rule that the rule belongs in.
        look: finds texts for a context.
    """
    selectors = {target.selector for target in targets}
    if len(targets) < 2 or len(selectors) > 1 or None in selectors or any(target.told for target in targets):
        return
    prompt = ", ".join(target.wish for target in targets)
    marker = replace(wish.context.marker, prompt=prompt)
    place = (*wish.context.ancestors, targets[0].selector or "")
    context = replace(wish.context, marker=marker, production=Production.DECLARATIONS, ancestors=place)
    for draft in look(context)[:OF_ONE]:
        try:
            items = parse_recipe(draft.text, Production.DECLARATIONS)
        except AnswerError:
            continue
        rules = enclose(items, _choose_selector(wish, replace(targets[0], wish=prompt), items))
        if rules:
            rules = _put_into_medium(medium, rules) if medium else rules
            nearness = replace(draft.nearness, foreign=draft.nearness.foreign + 1)
            yield Draft(render_items(rules, Layout(), ""), nearness, "adapted")


def _offer(wish: Wish, targets: Sequence[Target], shelf: Shelf, number: int) -> list[Part]:
    """What may be said for the wish of that number, the nearest first."""
    target = targets[number]
    own = read_wish(wish.context, target.wish)
    beside = ", ".join(each.wish for each in targets if _is_beside(target, each))
    told = read_told(own, target, wish.context.marker.prompt, beside)
    if told:
        return [Part.tell(told)]
    parts = (fit(piece, own, number, len(targets)) for piece in shelf.best(number, CHOICES))
    return [part for part in parts if part is not None]


def _is_beside(target: Target, other: Target) -> bool:
    """Whether another wish is for the same thing, or for several of which it is one."""
    return other is not target and (target.selector or "") in (
        other.selector or "",
        *(other.selector or "").split(", "),
    )


def fit(piece: Piece, own: Wish, number: int, prompt: int) -> Part | None:
    """What a recipe says for one wish; None if that is not known to be CSS.

    Args:
        piece: the recipe.
        own: the wish.
        number: of its query.
        prompt: number of the query that is all of the prompt.
    """
    try:
        items = parse_recipe(adapt(piece.recipe, piece.wording, own), piece.recipe.production)
    except AnswerError:
        return None
    return Part(tuple(items), float(piece.similarities[number]), float(piece.similarities[prompt]))


def _build(wish: Wish, targets: Sequence[Target], parts: Sequence[Part], medium: str | None) -> tuple[Item, ...]:
    """The rules for all wishes; what a recipe says of another medium than that of the prompt is left out."""
    rules: tuple[Item, ...] = ()
    for target, part in zip(targets, parts, strict=True):
        rule = enclose(part.items, _choose_selector(wish, target, part.items))
        is_elsewhere = medium is not None and any(
            isinstance(each, Rule) and each.prelude.startswith("@media") for each in rule
        )
        if not is_elsewhere and not contradicts(rule, rules):
            rules = merge((rules, rule))
    return rules


def _suits_page(items: Sequence[Item]) -> bool:
    """Whether items may be for all of a page, which a wish is for that names nothing of the file."""
    return not any(
        item.name in _OF_A_THING or (item.name, item.value) in _OUT_OF_FLOW
        if isinstance(item, Declaration)
        else "::" in item.prelude
        for item in items
    )


_OF_A_THING: Final = frozenset(("content", "aspect-ratio", "border-radius", "grid-column", "grid-row", "align-self"))
_OUT_OF_FLOW: Final = frozenset((("position", "absolute"), ("position", "fixed"), ("position", "sticky")))


def _put_into_medium(medium: str, rules: Sequence[Item]) -> tuple[Item, ...]:
    """Rules in an at-rule; the paper is that of print anyway."""
    pages = tuple(each for each in rules if isinstance(each, Rule) and each.prelude == PAGE)
    others = tuple(each for each in rules if each not in pages)
    return (*pages, Rule(medium, others)) if others else pages


def measure(parts: Sequence[Part]) -> Nearness:
    """How near to a prompt a text is that says something for each of its wishes."""
    near = sum(part.near for part in parts) / len(parts)
    foreign = sum(part.near < ALL for part in parts)
    # What a prompt tells itself needs no recipe that is near to it.
    whole = max(LIKE * near, *(part.whole for part in parts)) if foreign else ALL
    # Each stands in a rule of its own: none is added to another.
    return Nearness(whole=whole, wishes=near, parts=0, foreign=foreign)


def _choose_selector(wish: Wish, target: Target, items: Sequence[Item]) -> str:
    """What a rule is for: where a file's own rules are overridden, `single column` is for the one that has columns."""
    names = [item.name for item in items if isinstance(item, Declaration)]
    is_root = any(name.startswith("--") for name in names) or _OF_ROOT.search(target.wish)
    selector = wish.without_state(target.selector or (":root" if is_root else "body"), items)
    # A wish that names what it is for says all of it: another one's placeholder or place is not its own.
    said = target.wish if target.is_own else f"{target.wish} {wish.prompt}"
    spoken = next((pseudo for words, pseudo in _PSEUDO_ELEMENTS if words.search(said)), "")
    if spoken and "::" not in selector and not any(isinstance(item, Rule) for item in items):
        selector += spoken
    selector = _LINK_DISABLED.sub(r'\1[aria-disabled="true"]', selector)
    if "content" in names and "::" not in selector:
        # On an element, `content` shows nothing.
        selector += "::after" if _BEHIND.search(said) else "::before"
    in_rows = _IN_ROWS.search(target.wish) is not None
    is_lone = not target.is_own or in_rows
    if in_rows:
        names.append("grid-template-columns")
    is_grid = any(own == selector and "grid-template-columns" in declared for own, declared in wish.rules)
    if wish.context.production is Production.GROUP and is_lone and not (target.is_own and is_grid):
        return find_container(names, wish.rules, wish.selectors) or selector
    return selector


# Parts of an element that have no selector of their own, and what a prompt calls them.
_PSEUDO_ELEMENTS: Final = (
    (re.compile(r"\b(?:drop[- ]?cap|first letter)\b"), "::first-letter"),
    (re.compile(r"\bfirst line\b"), "::first-line"),
    (re.compile(r"\bplaceholders?\b"), "::placeholder"),
    (re.compile(r"\b(?:text )?selection\b|\bselected text\b"), "::selection"),
    (re.compile(r"\bbackdrop\b"), "::backdrop"),
)
# Links are never `:disabled`.
_LINK_DISABLED: Final = re.compile(r"((?:\A|[\s>,])a):disabled\b")
_BEHIND: Final = re.compile(r"\b(?:after|behind|at the end|on the right|trailing)\b")
# What sizes in `rem` are measured by.
_OF_ROOT: Final = re.compile(r"\b(?:root|rems?|base (?:font|text|size))\b", re.IGNORECASE)
_IN_ROWS: Final = re.compile(
    r"\b(?:per row|in a row|side by side|(?:two|three|four|five|six|\d) across|(?:next to|beside) each other)\b"
)
