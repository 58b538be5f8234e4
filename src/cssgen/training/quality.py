"""How many prompts an engine fulfils: answers, their scores, and tables of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cssgen.asking import read_text
from cssgen.candidates import Generate
from cssgen.contexts import read_contexts
from cssgen.fill import FillOptions, complete_text
from cssgen.markers import Leave
from cssgen.training.prompt_files import PromptRow
from cssgen.training.scoring import Score, score_answer
from cssgen.wishes.clauses import split_wishes
from cssgen.wishes.wish import read_wish


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in a marker's place now, and where that came from; both empty if nothing did."""

    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A prompt, its answer, and how that fared."""

    row: PromptRow
    answer: Answer
    score: Score


def answer_rows(rows: Sequence[PromptRow], generate: Generate) -> list[Answer]:
    """Fill the markers of prompts in this process, with all that `cssgen fill` proves; each file stands alone."""
    asked = [read_text(row.text) for row in rows]
    candidates = iter(generate([context for each in asked for context in each.contexts]))
    options = FillOptions(leave=Leave.NOTHING)
    answers = []
    for row, each in zip(rows, asked, strict=True):
        filled = complete_text(row.text, each, [next(candidates) for _ in each.contexts], options)
        source = filled.fills[0].answer.candidate.source if filled.fills else ""
        answers.append(Answer(row.cut(filled.text), source))
    return answers


def score_rows(rows: Iterable[PromptRow], answers: Iterable[Answer]) -> list[Result]:
    """Score the answer to each prompt."""
    return [Result(row, answer, score_answer(row, answer.text)) for row, answer in zip(rows, answers, strict=True)]


def summarize(results: Sequence[Result]) -> Mapping[str, float]:
    """Shares of prompts fulfilled, of valid answers, and of single conditions met."""
    number = max(1, len(results))
    return {
        "fulfilled": sum(result.score.passes for result in results) / number,
        "valid": sum(result.score.valid for result in results) / number,
        "met": sum(result.score.met for result in results) / max(1, sum(result.score.conditions for result in results)),
    }


def render_table(results: Sequence[Result]) -> str:
    """Shares by place, by where the answer came from, and by what the prompt holds."""
    groups: dict[str, list[Result]] = {}
    groups |= _group(results, lambda result: (result.row.kind,))
    groups |= _group(
        sorted(results, key=lambda result: result.answer.source),
        lambda result: (f"({result.answer.source or 'not filled'})",),
    )
    groups |= dict(sorted(_group(results, lambda result: iter_traits(result.row)).items()))
    groups["all"] = list(results)
    width = max(map(len, groups)) + 2
    lines = [f"{'':{width}}{'prompts':>8}{'fulfilled':>11}{'valid':>8}{'conditions met':>16}"]
    lines += [f"{name:{width}}{len(group):8}{_render_shares(group)}" for name, group in groups.items()]
    return "\n".join(lines)


def render_failure(result: Result, faults: Iterable[str] = ()) -> str:
    """A prompt that was not fulfilled: the answer, and what is wrong with it, `faults` beside the score's."""
    answer = "\n".join(f"    {line}" for line in result.answer.text.splitlines())
    reasons = "\n".join(f"  - {reason}" for reason in (*result.score.reasons, *faults))
    row = result.row
    return f"{row.id} ({row.kind}, {result.answer.source or 'not filled'}): {row.prompt}\n{answer}\n{reasons}\n"


def iter_traits(row: PromptRow) -> Iterator[str]:
    """What kind of prompt it is: how many wishes it holds, as far as cssgen sees, and what it names."""
    yield ": several wishes" if len(split_wishes(row.prompt)) > 1 else ": one wish"
    for context in read_contexts(row.text).contexts:
        wish = read_wish(context)
        if wish.quantities:
            yield ": names a size"
        if wish.colours:
            yield ": names a colour"
        if not wish.quantities and not wish.colours:
            yield ": names neither"


def _group(results: Iterable[Result], names: Callable[[Result], Iterable[str]]) -> dict[str, list[Result]]:
    groups: dict[str, list[Result]] = {}
    for result in results:
        for name in names(result):
            groups.setdefault(name, []).append(result)
    return groups


def _render_shares(results: Sequence[Result]) -> str:
    shares = summarize(results)
    return f"{shares['fulfilled']:11.1%}{shares['valid']:8.1%}{shares['met']:16.1%}"
