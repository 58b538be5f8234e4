"""The fills of one version of a file put into another: from git's index into the work tree."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from cssgen.acceptance import Judge, accept
from cssgen.answers import AnswerError
from cssgen.contexts import Context
from cssgen.edits import apply_edits
from cssgen.fill import Fill, FilledText
from cssgen.layout import read_layout
from cssgen.witness import Insertion, keeps_outside


class StagingError(ValueError):
    """Fills have no place in the other version; the message says why."""


def transfer(
    source: str, filled: FilledText, asked: Sequence[Context], target: str, twins: Sequence[Context], judge: Judge
) -> FilledText:
    """Put the fills of `source` into `target`, another version of it, with the same text but for line ends.

    Args:
        source: the text that was filled.
        filled: what it became.
        asked: all its contexts.
        target: the other version.
        twins: all its contexts.
        judge: the validator.

    Returns:
        `target`, filled.

    Raises:
        StagingError: if a marker is not the same in both, or the same CSS may not be written in the other.
    """
    pairs = dict(_pair(source, asked, target, twins))
    newlines = read_layout(source).newline, read_layout(target).newline
    fills = tuple(_transfer_fill(fill, pairs.get(fill.context), newlines, judge) for fill in filled.fills)
    if not keeps_outside(target, [fill.insertion for fill in fills]):
        raise StagingError("the CSS does not stay in its place among the unstaged changes")
    return FilledText(apply_edits(target, (fill.edit for fill in fills)), fills)


def _transfer_fill(fill: Fill, twin: Context | None, newlines: tuple[str, str], judge: Judge) -> Fill:
    prompt = fill.context.marker.prompt
    if twin is None or twin.unclosed != fill.context.unclosed:
        raise StagingError(f"the marker differs between index and work tree: {prompt}")
    try:
        answer = accept(fill.answer.candidate, twin, judge)
    except AnswerError as error:
        raise StagingError(f"unstaged changes leave no room for the same CSS: {prompt}: {error}") from error
    if (answer.items, answer.value) != (fill.answer.items, fill.answer.value):
        raise StagingError(f"unstaged changes leave no room for the same CSS: {prompt}")
    text, closers = (part.replace(*newlines) for part in (fill.insertion.text, fill.insertion.closers))
    return Fill(twin, answer, Insertion(twin.replaced(), text, closers))


def _pair(
    source: str, contexts: Sequence[Context], target: str, twins: Sequence[Context]
) -> Iterator[tuple[Context, Context]]:
    """Contexts that are the same in both: by what they replace, what may stand there, and their rank among equals."""
    keys = Counter(_key(source, context) for context in contexts)
    others: dict[tuple[str, ...], list[Context]] = defaultdict(list)
    for twin in twins:
        others[_key(target, twin)].append(twin)
    ranks: Counter[tuple[str, ...]] = Counter()
    for context in contexts:
        key = _key(source, context)
        # With one more of a kind on one side, nobody knows which is which.
        if len(others[key]) == keys[key]:
            yield context, others[key][ranks[key]]
        ranks[key] += 1


def _key(text: str, context: Context) -> tuple[str, ...]:
    replaced = text[context.replaced().start : context.replaced().end]
    return "\n".join(replaced.splitlines()), context.production.value, context.property or ""
