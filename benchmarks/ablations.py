"""The real engine with one part of it left out, so that it can be seen what the part is worth."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from cssgen.candidates import Candidate, Generate
from cssgen.contexts import Context
from cssgen.engines import LazyEngine, model_arguments, open_model, render_with_recipes, suggest
from cssgen.lm.engine import Engine, GenerationOptions
from cssgen.models.resolve import resolve_model
from cssgen.offering import Offer
from cssgen.queries import prepare
from cssgen.ranking import GENERATED
from cssgen.settings import Settings


def _retrieval(settings: Settings) -> Generate:
    """The model by itself: it is shown no recipes, and none are offered."""
    return LazyEngine(settings._replace(recipes=0, suggestions=0))


def _recipes(settings: Settings) -> Generate:
    """The model is shown recipes, but no text made of them is offered."""
    return LazyEngine(settings._replace(suggestions=0))


def _generated(settings: Settings) -> Generate:
    """The cookbook by itself: the model writes nothing."""
    return LazyEngine(settings._replace(candidates=0))


def _grammar(settings: Settings) -> Generate:
    """The model writes what it likes; what is not valid is refused behind it."""
    return Offer(_open_free_engine(settings), partial(suggest, most=settings.suggestions), prepare)


def _grammar_alone(settings: Settings) -> Generate:
    """The same of the model without recipe candidates: compare with `recipes`."""
    return Offer(_open_free_engine(settings), partial(suggest, most=0), prepare)


def _ranking(settings: Settings) -> Generate:
    """Candidates in the order in which they were found: by the nearness of their recipes to the prompt."""
    written = LazyEngine(settings._replace(suggestions=0))
    return Offer(written, partial(suggest, most=settings.suggestions), prepare, order_by_nearness)


def _suffix(settings: Settings) -> Generate:
    """Nothing knows what follows the marker, neither the model nor fitting nor ranking."""
    engine = LazyEngine(settings)
    return lambda contexts: engine([replace(context, suffix="") for context in contexts])


PARTS: dict[str, Callable[[Settings], Generate]] = {
    "nothing": LazyEngine,
    "retrieval": _retrieval,
    "recipes": _recipes,
    "generated": _generated,
    "grammar": _grammar,
    "recipes+grammar": _grammar_alone,
    "ranking": _ranking,
    "suffix": _suffix,
}


def order_by_nearness(candidates: Sequence[Candidate], _context: Context) -> list[Candidate]:
    """Candidates of different texts, those made of the nearest recipes first."""
    distinct = {candidate.text.strip(): candidate for candidate in reversed(candidates)}
    return sorted(distinct.values(), key=lambda candidate: -(candidate.nearness or GENERATED).worth)


def _open_free_engine(settings: Settings) -> Engine:
    """The model of some settings without a grammar."""
    spec = resolve_model(**model_arguments(settings))
    model, tokenizer = open_model(spec)
    options = GenerationOptions(
        candidates=settings.candidates,
        max_new_tokens=settings.max_new_tokens,
        temperature=settings.temperature,
        seed=settings.seed,
    )
    return Engine(model, tokenizer, partial(render_with_recipes, family=spec.family, recipes=settings.recipes), options)
