"""The decoding loop: prompts in, candidates out. It knows neither CSS nor any model's library."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import numpy as np

from cssgen.candidates import Candidate, Cut
from cssgen.lm.answer_row import AnswerRow
from cssgen.lm.budgets import Budget
from cssgen.lm.interfaces import CausalLM, Constraint, Scores, Stream, Tokenizer
from cssgen.lm.rows import pad_left
from cssgen.lm.sampling import Sampler
from cssgen.memory import read_used


def always() -> bool:
    """What takes no memory has room."""
    return True


@dataclass(frozen=True, slots=True)
class Request:
    """A prompt, and how to answer it.

    Attributes:
        prompt: token ids, at least one.
        samplers: one for each candidate wanted.
        max_new_tokens: budget of each candidate, at least 1.
        find_end: offset where a text is complete, or None; asked where it may be one.
        new_constraint: makes the grammar of a candidate, None where all text is allowed.
        has_room: whether there is memory for that grammar beside others.
        budget: time and memory of all candidates.
    """

    prompt: Sequence[int]
    samplers: Sequence[Sampler]
    max_new_tokens: int
    find_end: Callable[[str], int | None]
    new_constraint: Callable[[], Constraint] | None = None
    has_room: Callable[[], bool] = always
    budget: Budget = Budget()  # noqa: RUF009  frozen

    @property
    def tokens(self) -> int:
        """How long a row of it may get."""
        return len(self.prompt) + self.max_new_tokens


def decode(
    model: CausalLM, tokenizer: Tokenizer, requests: Sequence[Request], most: int = sys.maxsize
) -> list[list[Candidate]]:
    """Candidates of each request, in the order of its samplers: see `decode_each`."""
    written = dict(decode_each(model, tokenizer, requests, most))
    return [written[number] for number in range(len(requests))]


def decode_each(
    model: CausalLM, tokenizer: Tokenizer, requests: Iterable[Request], most: int
) -> Iterator[tuple[int, list[Candidate]]]:
    """The number of each request and its candidates, in the order of its samplers, as soon as they are written.

    All rows run in one batch. A row leaves it as soon as it is finished, so none waits for another longer than a step.
    Where the model lets rows join a batch, the next request takes the room of one that is done, and is not asked for
    before. One whose budget is used up is finished after the step in which it was; its time begins when it joins.

    Args:
        model: what writes.
        tokenizer: its own.
        requests: what is to be written.
        most: how many requests may be in the batch at the same time.
    """
    waiting = enumerate(requests)
    # While the model reads, in a thread of its own, this one works out what the grammar allows next.
    with ThreadPoolExecutor(1) as model_thread:
        batch = _Batch(model, tokenizer, model_thread)
        pending: tuple[int, Request] | None = None
        while True:
            if pending is None and batch.size < most and batch.is_open:
                pending = next(waiting, None)
            if pending is not None and batch.has_room(pending[1]):
                # Rows that cannot join a batch later read their prompts together.
                group = [pending, *islice(waiting, 0 if model.refills else most - 1)]
                pending = None
                yield from batch.join(group)
            elif batch.size:
                yield from batch.step()
            else:
                return


@dataclass(frozen=True, slots=True)
class _Answer:
    """A request that is being answered."""

    number: int
    tokens: int
    rows: list[AnswerRow]
    find_excess: Callable[[int], Cut]
    is_measured: bool

    @property
    def is_done(self) -> bool:
        return all(row.is_finished for row in self.rows)


class _Batch:
    """The rows that are being written, in the order of the stream that reads them; no stream without rows."""

    def __init__(self, model: CausalLM, tokenizer: Tokenizer, model_thread: ThreadPoolExecutor) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._model_thread = model_thread
        self._stream: Stream | None = None
        self._rows: list[AnswerRow] = []
        self._answers: list[_Answer] = []

    @property
    def size(self) -> int:
        """How many requests are being answered."""
        return len(self._answers)

    @property
    def is_open(self) -> bool:
        """Whether rows may join it now."""
        return self._stream is None or self._model.refills

    def has_room(self, request: Request) -> bool:
        """Whether there is memory for another request; one alone must make do with what there is."""
        if self._stream is None:
            return True
        rows = len(self._rows) + len(request.samplers)
        tokens = max(request.tokens, *(answer.tokens for answer in self._answers))
        return self.is_open and self._model.fits(rows, tokens) and request.budget.has_room() and request.has_room()

    def join(self, requests: Sequence[tuple[int, Request]]) -> list[tuple[int, list[Candidate]]]:
        """Let the rows of some requests join; return those that are answered by that."""
        budgets = [request.budget.start() for _, request in requests]
        before = len(self._rows)
        stream = self._stream = self._stream or self._model.open_stream()
        ids, valid = pad_left([*([] for _ in self._rows), *(request.prompt for _, request in requests)])
        reading = self._model_thread.submit(stream.extend, ids, valid, 1)
        for (number, request), find_excess in zip(requests, budgets, strict=True):
            rows = [_new_row(request, sampler, self._tokenizer) for sampler in request.samplers]
            self._answers.append(_Answer(number, request.tokens, rows, find_excess, request.budget.memory_mb > 0))
            self._rows += rows
        # The prompt is read once; its keys and values are copied for each candidate.
        owners = np.repeat(np.arange(len(requests)), [len(request.samplers) for _, request in requests])
        places = np.concatenate([np.arange(before), before + owners])
        try:
            scores = reading.result()
            if len(owners) > len(requests):
                stream.select(places)
        except MemoryError:
            return self._give_up()
        return self._advance(dict(zip(range(before, len(self._rows)), places[before:], strict=True)), scores)

    def step(self) -> list[tuple[int, list[Candidate]]]:
        """Let all rows read what was chosen, and choose what follows; return what is answered by that."""
        # Forced tokens are read together, in company too: what a model says of them one by one differs in the last
        # digits, and a row must not depend on its company.
        ids, valid = pad_left([row.latest for row in self._rows])
        if self._stream is None:
            raise RuntimeError("no row has joined")
        # Always in the same thread: torch has threads of its own for each that asks it.
        reading = self._model_thread.submit(self._stream.extend, ids, valid, ids.shape[1])
        for row in self._rows:
            row.prepare()
        try:
            scores = reading.result()
        except MemoryError:
            return self._give_up()
        return self._advance({place: place for place in range(len(self._rows))}, scores)

    def _advance(self, places: Mapping[int, int], scores: Scores) -> list[tuple[int, list[Candidate]]]:
        """Let rows go on, given where `scores` speak of each, and let those leave that are finished."""
        for place, scored in places.items():
            self._rows[place].advance(scored, scores)
        self._cut()
        done = [answer for answer in self._answers if answer.is_done]
        self._answers = [answer for answer in self._answers if not answer.is_done]
        live = _live_places(self._rows)
        if not live:
            self._stream = None
        elif len(live) < len(self._rows) and self._stream is not None:
            try:
                self._stream.select(np.array(live, np.int64))
            except MemoryError:
                return [*_list_candidates(done), *self._give_up()]
        self._rows = [self._rows[place] for place in live]
        return _list_candidates(done)

    def _cut(self) -> None:
        """Finish the rows whose budget is used up."""
        used = read_used() if any(answer.is_measured for answer in self._answers) else 0
        for answer in self._answers:
            limit = answer.find_excess(used)
            for row in answer.rows:
                if limit and not row.is_finished:
                    row.cut(limit)

    def _give_up(self) -> list[tuple[int, list[Candidate]]]:
        """There is no memory left: what was written counts, and its memory is free for those that wait."""
        for answer in self._answers:
            for row in answer.rows:
                if not row.is_finished:
                    row.cut("memory")
        done, self._answers, self._rows, self._stream = self._answers, [], [], None
        return _list_candidates(done)


def _list_candidates(answers: Iterable[_Answer]) -> list[tuple[int, list[Candidate]]]:
    return [(answer.number, [row.candidate() for row in answer.rows]) for answer in answers]


def _new_row(request: Request, sampler: Sampler, tokenizer: Tokenizer) -> AnswerRow:
    constraint = request.new_constraint() if request.new_constraint else None
    return AnswerRow(tokenizer, sampler, request.max_new_tokens, request.find_end, constraint)


def _live_places(rows: Sequence[AnswerRow]) -> list[int]:
    """Places of the unfinished rows; those at the end fill the gaps, so that most stay where they are."""
    live = [place for place, row in enumerate(rows) if not row.is_finished]
    staying = [place for place in live if place < len(live)]
    gaps = [place for place in range(len(live)) if rows[place].is_finished]
    places = dict(zip([*staying, *gaps], [*staying, *live[len(staying) :]], strict=True))
    return [places[place] for place in range(len(live))]
