"""Groups to learn ranking from: what is offered for a prompt, and which of it fulfils the prompt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cssgen.acceptance import accept
from cssgen.answers import AnswerError
from cssgen.candidates import Candidate
from cssgen.contexts import Context, read_contexts
from cssgen.policy import judge
from cssgen.ranking import list_features
from cssgen.suggestions import find
from cssgen.training.prompt_files import PromptRow
from cssgen.training.scoring import score_answer
from cssgen.traits import read_traits


@dataclass(frozen=True, slots=True)
class Group:
    """What is offered for a prompt.

    Attributes:
        features: of each text, as `cssgen.ranking.list_features` gives them.
        worths: 1 of each text that fulfils the prompt, 0 of the others.
    """

    features: tuple[tuple[float, ...], ...]
    worths: tuple[float, ...]


def iterate_groups(rows: Iterable[PromptRow], most: int) -> Iterator[Group]:
    """A group for each prompt to which the cookbook offers anything that may be written.

    Args:
        rows: the prompts.
        most: texts for each of them.
    """
    for row in rows:
        contexts = read_contexts(row.text).contexts
        if len(contexts) == 1:
            group = _build(row, contexts[0], most)
            if group.worths:
                yield group


def _build(row: PromptRow, context: Context, most: int) -> Group:
    drafts = find(context).suggestions[:most]
    offered = [Candidate(draft.text, source=draft.source, nearness=draft.nearness) for draft in drafts]
    valid = [candidate for candidate in offered if _may_be_written(candidate, context)]
    return Group(
        tuple(list_features(candidate, read_traits(candidate.text, context)) for candidate in valid),
        tuple(float(score_answer(row, candidate.text).passes) for candidate in valid),
    )


def _may_be_written(candidate: Candidate, context: Context) -> bool:
    try:
        accept(candidate, context, judge)
    except AnswerError:
        return False
    return True
