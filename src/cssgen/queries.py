"""What is asked in a prompt, as vectors: all of it, and the single wishes in it."""

import functools
import os
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np

from cssgen.bert import load_encoder
from cssgen.contexts import Context
from cssgen.productions import Production
from cssgen.wishes.arranging import arrange
from cssgen.wishes.clauses import pair_sides, split_wishes
from cssgen.wishes.conditions import Conditional, find_conditions
from cssgen.wishes.media import PRINTED, find_medium
from cssgen.wishes.paper import read_paper
from cssgen.wishes.references import blank_references, list_only_references, spell_limits
from cssgen.wishes.revealing import read_revealing
from cssgen.wishes.subjects import split_head
from cssgen.wishes.targets import Target, find_targets
from cssgen.wishes.themes import DARK, find_dark_values
from cssgen.wishes.variants import spread_variants
from cssgen.wishes.wish import cut_unwanted, read_wish
from cssgen.wordings import Floats

BATCH: Final = 16  # queries that are embedded at once
MOST_VECTORS: Final = 4_096
LONGEST: Final = 500  # characters of a prompt that is read thing by thing

_CENTRED: Final = re.compile(r"\b(?:cent(?:er|re|ered|red)|in the (?:middle|cent(?:er|re)))\b", re.IGNORECASE)

_VECTORS: dict[str, Floats] = {}


@functools.lru_cache(128)  # they are asked for when a batch is prepared, looked up and ranked
def split_queries(context: Context) -> tuple[str, ...]:
    """What the cookbook is asked for a context: its prompt, and the single wishes in it if there are several."""
    prompt = cut_unwanted(context.marker.prompt)
    rest = split_head(prompt)[1] if is_rule_list(context.production) else prompt
    references = read_wish(context).references if context.production is Production.DECLARATIONS else ()
    if references and not list_only_references(prompt, references):
        # What is said of custom properties is written as it is told.
        spelled = spell_limits(prompt, references) if _CENTRED.search(prompt) else blank_references(prompt, references)
        prompt = rest = " ".join(spelled.split()).strip(" ,;")
    wishes = split_wishes(rest)
    if context.production is Production.DECLARATIONS:
        wishes = pair_sides(wishes)
    return tuple(dict.fromkeys([prompt, *wishes])) if prompt.strip() else ()


@functools.lru_cache(128)  # likewise
def list_targets(context: Context) -> tuple[str | None, tuple[Target, ...]]:
    """The rules that a prompt asks for by name, where rules stand, and the at-rule that they belong in, if any."""
    prompt, medium = context.marker.prompt, None
    if not is_rule_list(context.production) or len(prompt) > LONGEST:
        return None, ()
    if context.production is Production.STYLESHEET:
        dark = find_dark_values(prompt, context.custom_properties)
        if dark:
            return DARK, (Target(":root", prompt, told=dark),)
        if find_conditional(context) is not None:
            return None, ()  # not all of it is of one medium
        medium, prompt = find_medium(prompt, context.prefix + context.suffix)
    revealed = read_revealing(prompt, read_wish(context).selectors)
    if revealed:
        return medium, revealed
    targets = tuple(find_targets(cut_unwanted(prompt), read_wish(context).spoken_of))
    targets = spread_variants(targets, context.custom_properties)
    targets = arrange(targets, read_wish(context).rules, context.prefix + context.suffix)
    if PRINTED in (medium, *context.ancestors):
        targets = read_paper(targets)
    # Of a prompt that names neither, nothing is known beyond what whole recipes tell.
    return medium, targets if medium or any(target.selector for target in targets) else ()


def find_conditional(context: Context) -> Conditional | None:
    """What a prompt wants always and what in some media, if it tells that apart, and media may stand there.

    In a rule, all that is wanted may be of some medium; where rules stand, a medium of all is that of their at-rule.
    """
    is_sheet = context.production is Production.STYLESHEET
    if not (is_sheet or context.production is Production.DECLARATIONS) or len(context.marker.prompt) > LONGEST:
        return None
    if context.takes_only_custom_properties() or any(each.startswith("@media") for each in context.ancestors):
        return None
    text = context.prefix + context.suffix
    told = find_conditions(cut_unwanted(context.marker.prompt), text, in_rule=not is_sheet)
    is_of_one = is_sheet and told is not None and not told.base
    return None if is_of_one and find_medium(context.marker.prompt, context.prefix + context.suffix)[0] else told


def is_rule_list(production: Production) -> bool:
    """Whether rules stand there, into which declarations may be put."""
    return production in (Production.STYLESHEET, Production.GROUP)


def prepare(contexts: Sequence[Context]) -> None:
    """Embed what a batch of contexts asks in one go, which costs a fraction of doing it one by one."""
    queries = {query for context in contexts for query in split_queries(context)}
    queries |= {target.wish for context in contexts for target in list_targets(context)[1]}
    # By their text, too: rounding differs with what is embedded together, which must not differ from run to run.
    embed(sorted(queries - _VECTORS.keys(), key=lambda query: (len(query), query))[:MOST_VECTORS])


def embed(queries: Sequence[str]) -> Floats:
    """A unit vector for each query, (queries, width); the latest ones are kept."""
    new = [query for query in queries if query not in _VECTORS]
    if len(_VECTORS) + len(new) > MOST_VECTORS:
        _VECTORS.clear()
        new = list(queries)
    batches = [new[start : start + BATCH] for start in range(0, len(new), BATCH)]
    encode = load_encoder().encode
    for batch, vectors in zip(batches, _map(encode, batches), strict=True):
        _VECTORS.update(zip(batch, vectors, strict=True))
    return np.stack([_VECTORS[query] for query in queries]) if queries else load_encoder().encode(())


def _map(encode: Callable[[Sequence[str]], Floats], batches: Sequence[Sequence[str]]) -> Iterable[Floats]:
    """Each batch on a core of its own: numpy lets other threads run meanwhile."""
    if len(batches) < 2:
        return map(encode, batches)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(encode, batches))
