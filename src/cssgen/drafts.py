"""Texts for a prompt, put together from recipes.

A prompt often holds several wishes. Beside each near recipe as it is, recipes for the single wishes are added to it
where they meet these better. Where rules stand, recipes for declarations help too: `ticket: white, small shadow` is a
rule of the ticket with declarations for both.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from cssgen.answers import AnswerError, Declaration, Item, Rule
from cssgen.candidates import Nearness, Source
from cssgen.cookbook import Recipe
from cssgen.layout import Layout, render_items
from cssgen.markers import MAX_RULES
from cssgen.productions import Production
from cssgen.wishes.adapting import adapt, parse_recipe
from cssgen.wishes.joining import contradicts, enclose, merge, override, share_property
from cssgen.wishes.negation import opposes
from cssgen.wishes.references import apply_references
from cssgen.wishes.subjects import find_state
from cssgen.wishes.wish import Wish, read_wish
from cssgen.wordings import Floats, Neighbours

GAINS: Final = (0.05, 0.15, 0.3)
BASES: Final = 8
INNER_BASES: Final = 3
SUITS: Final = 0.65  # what is less near to a single wish than that is not added for it
NEAR: Final = 0.8  # from this nearness to all of a prompt on, each wish in it is met as well
NEARLY_ALL: Final = 0.9  # from this nearness to all of a prompt on, a recipe answers each wish in it as well as all
NEEDED: Final = 0.4  # what is less near to a single wish than that says nothing of it, and needs another recipe
LOOKED_AT: Final = 8  # times as many recipes, where some do not suit


_OFFSETS: Final = frozenset(("top", "right", "bottom", "left", "inset", "inset-inline", "inset-block"))
_TRACKS: Final = ("grid-template-columns:", "grid-template-rows:", "grid-template-areas:", "grid-template:")


@dataclass(frozen=True, slots=True)
class Draft:
    """A text for a marker, made of recipes.

    Attributes:
        text: in canonical layout.
        nearness: how near its recipes are to the prompt.
        source: whether it is a recipe as it is, or one that was changed.
    """

    text: str
    nearness: Nearness
    source: Source


@dataclass(frozen=True, slots=True)
class Piece:
    """A recipe, and what of the prompt it answers.

    Attributes:
        recipe: the recipe.
        wording: its wording that is nearest to that.
        query: number of the query that it answers; 0 is the whole prompt.
        similarities: how near it is to each query.
    """

    recipe: Recipe
    wording: str
    query: int
    similarities: Floats


@dataclass(frozen=True, slots=True)
class Shelf:
    """The recipes of one kind, and how near each is to the queries.

    Those that do not suit the file are passed over, and those that say the opposite.
    """

    near: Neighbours
    get: Callable[[int], Recipe]
    suits: Callable[[Recipe], bool]
    queries: Sequence[str] = ()

    def best(self, query: int, most: int) -> list[Piece]:
        """The recipes nearest to a query, the nearest first."""
        found = (self._take(int(place), query) for place in self.near.best(query, LOOKED_AT * most))
        return list(islice((piece for piece in found if self._takes(piece)), most))

    def _takes(self, piece: Piece) -> bool:
        is_opposite = bool(self.queries) and opposes(self.queries[piece.query], piece.wording)
        return not is_opposite and self.suits(piece.recipe)

    def _take(self, place: int, query: int) -> Piece:
        recipe = self.get(int(self.near.recipes[place]))
        wording = recipe.wordings[self.near.nearest_wording(place, query)]
        return Piece(recipe, wording, query, self.near.similarities[place])


def iterate_drafts(wish: Wish, queries: Sequence[str], own: Shelf, inner: Shelf | None) -> Iterator[Draft]:
    """Texts for a wish.

    Args:
        wish: all of the prompt.
        queries: the prompt, and its single wishes if it holds several.
        own: recipes of the place.
        inner: where rules stand, recipes for declarations.
    """
    builder = _Builder(wish, queries)
    for pieces in iterate_selections(own, inner, len(queries)):
        draft = builder.build(pieces)
        if draft is not None:
            yield draft


def iterate_selections(own: Shelf, inner: Shelf | None, queries: int) -> Iterator[tuple[Piece, ...]]:
    """Which recipes are put together, the base first."""
    shelves = [own, inner] if inner else [own]
    tops = [[piece for query in range(1, queries) for piece in shelf.best(query, 1)] for shelf in shelves]
    seen: set[tuple[int, ...]] = set()
    for base in own.best(0, BASES):
        for pieces in ((base,), *(_improve(base, each, gain) for each in tops for gain in GAINS)):
            key = tuple(id(piece.recipe) for piece in pieces)
            if key not in seen:
                seen.add(key)
                yield pieces
    for each in tops:
        if len(each) > 1:
            yield _without_repeats(each)
    if inner:
        yield from ((piece,) for piece in inner.best(0, INNER_BASES))


def _improve(base: Piece, tops: Sequence[Piece], gain: float) -> tuple[Piece, ...]:
    """A base with what meets single wishes better than it does, by more than `gain`."""
    whole = _answered(float(base.similarities[0]))
    better = [
        top
        for top in tops
        if top.similarities[top.query] >= SUITS
        and top.similarities[top.query] - max(base.similarities[top.query], whole) > gain
    ]
    if {top.query for top in better} >= set(range(1, len(base.similarities))) and len(better) > 1:
        return _without_repeats(better)  # of the base nothing was asked
    return _without_repeats([base, *better])


def _without_repeats(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple({id(piece.recipe): piece for piece in reversed(pieces)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Builder:
    """Puts recipes together; most recipes come in several drafts, and are fitted once."""

    wish: Wish
    queries: Sequence[str]
    _adapted: dict[tuple[int, str, str | None], str] = field(default_factory=dict)
    _wishes: dict[str, Wish] = field(default_factory=dict)

    def build(self, pieces: Sequence[Piece]) -> Draft | None:
        """The text of some recipes; None if it cannot be made of them."""
        texts = [self._lay_out(self._adapt(piece, self._wish_of(piece, pieces)), piece) for piece in pieces]
        production = self.wish.context.production
        # What the prompt sets to custom properties no recipe knows.
        references = self.wish.references if production is Production.DECLARATIONS else ()
        base = pieces[0].recipe
        if base.production is production and len(pieces) == 1 and not references:
            source: Source = "recipe" if texts[0] == base.answer else "adapted"
            return Draft(texts[0], measure(pieces, production), source)
        items = self._join(pieces, texts)
        if not items:
            return None
        text = render_items(apply_references(items, references), Layout(), "")
        return Draft(text, measure(pieces, production), "adapted")

    def _lay_out(self, text: str, piece: Piece) -> str:
        """Declarations of tracks, with what makes them tracks where nothing of the file does."""
        context = self.wish.context
        is_declared = piece.recipe.production is Production.DECLARATIONS is context.production
        if not is_declared or not text.startswith(_TRACKS) or not context.ancestors or "display" in context.siblings:
            return text
        selector = context.ancestors[-1]
        laid_out = any("display" in names for own, names in self.wish.rules if own == selector)
        in_medium = any(each.startswith("@") for each in context.ancestors)
        return text if laid_out or in_medium or "display:" in text else f"display: grid;\n{text}"

    def _join(self, pieces: Sequence[Piece], texts: Sequence[str]) -> tuple[Item, ...]:
        """Items of all texts; none if they do not go together."""
        groups: list[Sequence[Item]] = []
        subject: str | None = None
        told = tuple(each.literal for each in self.wish.quantities) + tuple(each.value for each in self.wish.colours)
        for piece, text in zip(pieces, texts, strict=True):
            try:
                items = parse_recipe(text, piece.recipe.production)
            except AnswerError:
                continue
            if piece.recipe.production is not self.wish.context.production:
                subject = subject or self._subject(groups)
                if subject is None:
                    return ()
                state = find_state(self.queries[piece.query] if piece.query else "")
                # A recipe for `underline on hover` says itself what is so then.
                says_state = any(isinstance(item, Rule) and state in item.prelude for item in items)
                own = self.wish.without_state(subject, items)
                items = enclose(items, own if says_state else own + state)
            others = merge(groups)
            is_other_way = share_property if piece.recipe.production is Production.KEYFRAMES else contradicts
            if is_other_way(items, others):
                return ()
            if groups and piece.query:
                # What answers a single wish knows better than what answers them all.
                groups[0] = override(groups[0], items, told)
            if told:
                groups = [override(each, items, told, only_told=True) for each in groups]
            groups.append(items)
        items = merge(groups)
        if len(pieces) > 1 and self.wish.context.production is Production.DECLARATIONS:
            items = self._cut_offsets(items)
        # Longer answers would be cut.
        return items if sum(isinstance(item, Rule) for item in items) <= MAX_RULES else ()

    def _cut_offsets(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """Declarations without offsets, where nothing says what they would be measured from."""
        context = self.wish.context
        own = {item.name for item in items if isinstance(item, Declaration)} | set(context.siblings)
        selector = context.ancestors[-1] if context.ancestors else ""
        placed = "position" in own or any("position" in names for each, names in self.wish.rules if each == selector)
        if placed or len(context.ancestors) > 1:
            return items
        rest = tuple(each for each in items if not (isinstance(each, Declaration) and each.name in _OFFSETS))
        return rest or items

    def _adapt(self, piece: Piece, wish: Wish) -> str:
        key = (id(piece.recipe), piece.wording, wish.part)
        if key not in self._adapted:
            self._adapted[key] = adapt(piece.recipe, piece.wording, wish)
        return self._adapted[key]

    def _subject(self, groups: Sequence[Sequence[Item]]) -> str | None:
        """The selector that declarations are meant for: that of the base, or what the prompt names."""
        rules = [item for items in groups for item in items if isinstance(item, Rule)]
        state = self.wish.held_state
        held = next((rule for rule in rules if state and state.search(rule.prelude)), None)
        if held is not None and not set(held.prelude) & set(",@"):
            return held.prelude
        if rules and not set(rules[0].prelude) & set(",@:"):
            return rules[0].prelude
        return self.wish.named

    def _wish_of(self, piece: Piece, pieces: Sequence[Piece]) -> Wish:
        """The wish that a recipe is to meet: one of the prompt, or all of them that no other recipe meets."""
        if piece.query:
            return self._read_wish(self.queries[piece.query])
        others = {each.query for each in pieces} - {0}
        if not others:
            return self.wish
        left = [each for number, each in enumerate(self.queries) if number and number not in others]
        return self._read_wish(", ".join(left) or self.queries[0])

    def _read_wish(self, part: str) -> Wish:
        # A dictionary of its own, since to hash a context takes a while.
        if part not in self._wishes:
            self._wishes[part] = read_wish(self.wish.context, part)
        return self._wishes[part]


def _answered(whole: float) -> float:
    """How well each wish of a prompt is met at least by what is near to all of it."""
    return whole if whole >= NEAR else 0.0


def measure(pieces: Sequence[Piece], production: Production) -> Nearness:
    """How near recipes are to a prompt."""
    # Of each query; there are too few for numpy.
    best = [max(column) for column in zip(*(piece.similarities.tolist() for piece in pieces), strict=True)]
    # What says nearly all of a prompt grants each wish in it.
    least = best[0] if best[0] >= NEARLY_ALL else 0.0
    wishes = [max(each, least) for each in best[1:]] or best
    return Nearness(
        whole=best[0],
        wishes=sum(wishes) / len(wishes),
        parts=sum(float(pieces[0].similarities[piece.query]) >= NEEDED for piece in pieces[1:]),
        foreign=sum(piece.recipe.production is not production for piece in pieces),
    )


def join_equal(draft: Draft, other: Draft) -> Draft:
    """Two drafts of the same text as one, with what speaks best for it: what was added to one of them added nothing."""
    better = other if draft.nearness.worth < other.nearness.worth else draft
    pairs = draft.nearness, other.nearness
    nearness = Nearness(
        whole=max(each.whole for each in pairs),
        wishes=max(each.wishes for each in pairs),
        parts=min(each.parts for each in pairs),
        foreign=min(each.foreign for each in pairs),
    )
    return replace(better, nearness=nearness)
