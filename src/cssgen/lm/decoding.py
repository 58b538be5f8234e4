"""The decoding loop: prompts in, candidates out. It knows neither CSS nor any model's library."""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from cssgen.candidates import Candidate, Cut
from cssgen.lm.answer_row import AnswerRow
from cssgen.lm.budgets import Budget
from cssgen.lm.interfaces import CausalLM, Constraint, Scores, Stream, Tokenizer
from cssgen.lm.rows import pad_left
from cssgen.lm.sampling import Sampler


@dataclass(frozen=True, slots=True)
class Request:
    """A prompt, and how to answer it.

    Attributes:
        prompt: token ids, at least one.
        samplers: one for each candidate wanted.
        max_new_tokens: budget of each candidate, at least 1.
        find_end: offset where a text is complete, or None; asked where it may be one.
        new_constraint: makes the grammar of a candidate, None where all text is allowed.
        budget: time and memory of all candidates.
    """

    prompt: Sequence[int]
    samplers: Sequence[Sampler]
    max_new_tokens: int
    find_end: Callable[[str], int | None]
    new_constraint: Callable[[], Constraint] | None = None
    budget: Budget = Budget()  # noqa: RUF009  frozen


def decode(model: CausalLM, tokenizer: Tokenizer, requests: Sequence[Request]) -> list[list[Candidate]]:
    """Candidates of each request, in the order of its samplers. All rows run in one batch.

    A row leaves the batch as soon as it is finished, so none waits for another longer than a step. One whose budget is
    used up is finished after the step in which it was.
    """
    budgets = [request.budget.start() for request in requests]
    answers = [[_new_row(request, sampler, tokenizer) for sampler in request.samplers] for request in requests]
    stream = model.open_stream()
    scores = stream.extend(*pad_left([request.prompt for request in requests]), keep=1)
    # The prompt is read once; its keys and values are copied for each candidate.
    owners = np.repeat(np.arange(len(requests)), [len(rows) for rows in answers])
    stream.select(owners)
    chosen = Scores(scores.logits[owners], scores.normalizers[owners])
    _run(stream, [row for rows in answers for row in rows], [budgets[owner] for owner in owners], chosen)
    return [[row.candidate() for row in rows] for rows in answers]


def _new_row(request: Request, sampler: Sampler, tokenizer: Tokenizer) -> AnswerRow:
    constraint = request.new_constraint() if request.new_constraint else None
    return AnswerRow(tokenizer, sampler, request.max_new_tokens, request.find_end, constraint)


def _run(stream: Stream, rows: list[AnswerRow], budgets: list[Callable[[], Cut]], scores: Scores) -> None:
    """Advance `rows` until all are finished; `scores` follow what the stream has read."""
    # While the model reads, in a thread of its own, this one works out what the grammar allows next.
    with ThreadPoolExecutor(1) as model_thread:
        while True:
            for index, row in enumerate(rows):
                row.advance(index, scores)
                if not row.is_finished:
                    row.cut(budgets[index]())
            live = _live_places(rows)
            if not live:
                return
            if len(live) < len(rows):
                stream.select(np.array(live, np.int64))
                rows = [rows[place] for place in live]
                budgets = [budgets[place] for place in live]
            # In company, forced tokens are read one by one: a row's further tokens would make all others wait.
            most = 1 if len(rows) > 1 else sys.maxsize
            ids, valid = pad_left([row.take(most) for row in rows])
            reading = model_thread.submit(stream.extend, ids, valid, ids.shape[1])
            for row in rows:
                row.prepare()
            scores = reading.result()


def _live_places(rows: Sequence[AnswerRow]) -> list[int]:
    """Places of the unfinished rows; those at the end fill the gaps, so that most stay where they are."""
    live = [place for place, row in enumerate(rows) if not row.is_finished]
    staying = [place for place in live if place < len(live)]
    gaps = [place for place in range(len(live)) if rows[place].is_finished]
    places = dict(zip([*staying, *gaps], [*staying, *live[len(staying) :]], strict=True))
    return [places[place] for place in range(len(live))]
