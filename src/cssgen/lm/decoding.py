"""The decoding loop: prompts in, candidates out. It knows neither CSS nor any model's library."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from cssgen.candidates import Candidate
from cssgen.lm.answer_row import AnswerRow
from cssgen.lm.interfaces import CausalLM, Constraint, FloatArray, Stream, Tokenizer
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
    """

    prompt: Sequence[int]
    samplers: Sequence[Sampler]
    max_new_tokens: int
    find_end: Callable[[str], int | None]
    new_constraint: Callable[[], Constraint] | None = None


def decode(model: CausalLM, tokenizer: Tokenizer, requests: Sequence[Request]) -> list[list[Candidate]]:
    """Candidates of each request, in the order of its samplers. All rows run in one batch.

    A row leaves the batch as soon as it is finished, so none waits for another longer than a step.
    """
    answers = [[_new_row(request, sampler, tokenizer) for sampler in request.samplers] for request in requests]
    stream = model.open_stream()
    logits = stream.extend(*pad_left([request.prompt for request in requests]), keep=1)
    # The prompt is read once; its keys and values are copied for each candidate.
    owners = np.repeat(np.arange(len(requests)), [len(rows) for rows in answers])
    stream.select(owners)
    _run(stream, [row for rows in answers for row in rows], logits[owners, -1])
    return [[row.candidate() for row in rows] for rows in answers]


def _new_row(request: Request, sampler: Sampler, tokenizer: Tokenizer) -> AnswerRow:
    constraint = request.new_constraint() if request.new_constraint else None
    return AnswerRow(tokenizer, sampler, request.max_new_tokens, request.find_end, constraint)


def _run(stream: Stream, rows: list[AnswerRow], logits: FloatArray) -> None:
    """Advance `rows` until all are finished; `logits` (B, V) follow what the stream has read."""
    while rows:
        pieces = [row.advance(scores) for row, scores in zip(rows, logits, strict=True)]
        live = [index for index, row in enumerate(rows) if not row.is_finished]
        if len(live) < len(rows):
            stream.select(np.array(live, np.int64))
        rows, pieces = [rows[index] for index in live], [pieces[index] for index in live]
        if rows:
            ids, valid = pad_left(pieces)
            scores = stream.extend(ids, valid, keep=ids.shape[1])  # (B, S, V)
            for row, piece, row_scores in zip(rows, pieces, scores, strict=True):
                row.score(piece[1:], row_scores[-len(piece) : -1])
            logits = scores[:, -1]
