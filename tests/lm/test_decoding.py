"""The rules of the loop, with a model whose every answer is known: each byte is followed by a given one."""

import itertools
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest

from cssgen.candidates import Candidate
from cssgen.lm.decoding import Request, decode, decode_each
from cssgen.lm.interfaces import BoolArray, IntArray, Scores
from cssgen.lm.sampling import Sampler, greedy, top_p_sampler

END = 256
WIDTH = 260


class Bytes:
    """Every byte is a token."""

    vocab_size = END + 1
    end_ids = frozenset({END})

    def encode(self, text: str) -> list[int]:
        """Bytes of `text`."""
        return list(text.encode())

    def decode(self, ids: Sequence[int]) -> str:
        """Text of bytes."""
        return bytes(ids).decode("utf-8", "replace")


class Successors:
    """A Markov chain: the token behind a byte is its successor in `text`, with a probability of 3/4.

    Its cache, what each row has read, must equal what the loop says it has written.
    """

    vocab_size = WIDTH
    max_positions = 100
    lanes = 1
    refills = True
    most_slots = sys.maxsize

    def __init__(self, text: str) -> None:
        tokens = [*text.encode(), END]
        self.table = np.zeros((WIDTH, WIDTH), np.float32)
        for token, successor in itertools.pairwise(tokens):
            self.table[token, successor] = math.log(3 * (WIDTH - 1))
        self.rows: list[list[int]] = []
        self.steps: list[int] = []

    def fits(self, rows: int, tokens: int) -> bool:
        """Whether there is memory for rows that may get so long."""
        return rows * tokens <= self.most_slots

    def open_stream(self) -> "Successors":
        """Start a batch."""
        self.rows = []
        return self

    def extend(self, ids: IntArray, valid: BoolArray, keep: int) -> Scores:
        """Read tokens."""
        self.rows += [[] for _ in range(len(ids) - len(self.rows))]
        self.steps.append(int(valid.any(axis=1).sum()))
        for row, tokens, is_valid in zip(self.rows, ids, valid, strict=True):
            row += tokens[is_valid].tolist()
        logits = self.table[ids[:, -keep:]]
        return Scores(logits, np.log(np.exp(logits).sum(-1)))

    def select(self, rows: IntArray) -> None:
        """Keep rows."""
        self.rows = [list(self.rows[row]) for row in rows]

    def truncate(self, length: int) -> None:
        """Forget tokens."""
        self.rows = [row[:length] for row in self.rows]


def never(_: str) -> int | None:
    """No text is ever complete."""
    return None


def _request(prompt: str, **changes: object) -> Request:
    defaults: dict[str, object] = {"samplers": [greedy], "max_new_tokens": 30, "find_end": never}
    return Request(Bytes().encode(prompt), **{**defaults, **changes})  # type: ignore[arg-type]


def _decode(text: str, *requests: Request) -> list[list[Candidate]]:
    return decode(Successors(text), Bytes(), requests)


@pytest.mark.parametrize(
    ("text", "changes", "answer", "reason"),
    [
        pytest.param("abcd", {}, "bcd", "stop", id="end of text"),
        pytest.param("abcd", {"max_new_tokens": 2}, "bc", "length", id="budget"),
        pytest.param("abc;d", {"find_end": lambda text: text.find(";") + 1 or None}, "bc;", "stop", id="complete"),
        pytest.param("abc\nd", {"find_end": lambda _: 1}, "b", "stop", id="cut before the last token"),
        pytest.param("abcd", {"find_end": lambda _: 0}, "bcd", "stop", id="asked behind certain characters only"),
        pytest.param("aé", {}, "é", "stop", id="a character of two tokens"),
        pytest.param("ab日", {"max_new_tokens": 3}, "b", "length", id="budget within a character"),
    ],
)
def test_how_a_row_ends(text: str, changes: dict[str, object], answer: str, reason: str) -> None:
    [[candidate]] = _decode(text, _request("a", **changes))
    assert (candidate.text, candidate.finish_reason) == (answer, reason)


def test_probability_is_that_of_all_tokens_and_the_end() -> None:
    [[candidate]] = _decode("abcd", _request("a"))
    assert candidate.logprob == pytest.approx(4 * math.log(3 / 4))


def test_a_finished_row_leaves_the_batch() -> None:
    model = Successors("abcd")
    answers = decode(model, Bytes(), [_request("c"), _request("a"), _request("xxb")])
    assert [row[0].text for row in answers] == ["d", "bcd", "cd"]
    # Each prompt, then the rows that are left.
    assert model.steps == [1, 1, 1, 3, 2, 1]


def test_the_next_request_takes_the_room_of_one_that_is_done() -> None:
    model, asked = Successors("abcdefgh"), []

    def requests() -> Iterator[Request]:
        for prompt in ("f", "a", "g", "e"):
            asked.append((prompt, len(model.steps)))
            yield _request(prompt)

    found = list(decode_each(model, Bytes(), requests(), 2))
    assert [(number, candidate.text) for number, [candidate] in found] == [
        *((0, "gh"), (2, "h"), (3, "fgh"), (1, "bcdefgh"))
    ]
    # The third one is not asked for before the first one is done.
    assert asked == [("f", 0), ("a", 1), ("g", 4), ("e", 6)]
    assert max(model.steps) == 2


def test_rows_wait_until_there_is_memory_for_all_that_they_may_write() -> None:
    model = Successors("abcdefgh")
    model.most_slots = 30
    # A long one alone; then as many short ones as fit, of which the last is longer than the others.
    requests = [_request("a", max_new_tokens=most) for most in (40, 9, 9, 9, 9, 14)]
    found = decode(model, Bytes(), requests)
    assert [candidate.text for [candidate] in found] == ["bcdefgh"] * 6
    prompts, steps = [1], [1] * 7
    assert model.steps == [*prompts, *steps, 1, 1, 1, *[3] * 7, 1, 1, *[2] * 7]


def test_rows_wait_until_there_is_memory_for_their_grammar() -> None:
    model = Successors("abcdefgh")
    requests = [_request("a"), _request("a", has_room=lambda: len(model.steps) > 5), _request("a")]
    found = decode(model, Bytes(), requests)
    assert [candidate.text for [candidate] in found] == ["bcdefgh"] * 3
    # Nor does a later one overtake it.
    assert model.steps == [1, *[1] * 5, 1, 1, 3, 3, *[2] * 5]


class Whole(Successors):
    """A model whose rows begin together."""

    refills = False

    def extend(self, ids: IntArray, valid: BoolArray, keep: int) -> Scores:
        """Read tokens."""
        if self.rows and len(ids) > len(self.rows):
            raise AssertionError("a row joins")
        return super().extend(ids, valid, keep)


@pytest.mark.parametrize("model", [Successors, Whole])
@pytest.mark.parametrize("most", [1, 2, 3, 10])
def test_a_row_does_not_depend_on_those_that_join_and_leave(model: type[Successors], most: int) -> None:
    prompts = ["a", "e", "cd", "g", "b", "a", "dd"]
    requests = [
        [
            _request(prompt, samplers=_samplers(seed)),
            _request(prompt, samplers=_samplers(seed), new_constraint=lambda: Among("bcdexyz", "bcdefgh", "fgh", "h")),
        ][seed % 2]
        for seed, prompt in enumerate(prompts)
    ]
    alone = [decode(model("abcdefgh"), Bytes(), [request])[0] for request in requests]
    requests = [replace(request, samplers=_samplers(seed)) for seed, request in enumerate(requests)]
    together = decode(model("abcdefgh"), Bytes(), requests, most)
    assert [[each.text for each in found] for found in together] == [[each.text for each in found] for found in alone]
    for found, wanted in zip(together, alone, strict=True):
        assert [each.logprob for each in found] == pytest.approx([each.logprob for each in wanted])


def test_the_prompt_is_read_once_for_all_candidates() -> None:
    model = Successors("abcd")
    [candidates] = decode(model, Bytes(), [_request("a", samplers=[greedy] * 3)])
    assert [candidate.text for candidate in candidates] == ["bcd"] * 3
    assert model.steps[0] == 1


def _samplers(seed: int) -> list[Sampler]:
    return [top_p_sampler(1.0, 1.0, (seed, index)) for index in range(3)]


def test_a_row_does_not_depend_on_its_batch() -> None:
    alone = [_decode("abcd", _request(prompt, samplers=_samplers(7)))[0] for prompt in "abc"]
    together = _decode("abcd", *(_request(prompt, samplers=_samplers(7)) for prompt in "abc"))
    assert alone == together
    assert len({candidate.text for candidate in alone[0]}) > 1


def test_tokens_beyond_the_vocabulary_are_never_chosen() -> None:
    model = Successors("ab")
    model.table[:, END + 1 :] = 50
    [[candidate]] = decode(model, Bytes(), [_request("a")])
    assert candidate.text == "b"


class Among:
    """A grammar of some texts: what follows is forced where all of them agree.

    Args:
        texts: the texts.
        tells: whether it says of a single token that it is allowed.
    """

    def __init__(self, *texts: str, tells: bool = True) -> None:
        self.tells = tells
        self.texts = [[*text.encode(), END] for text in texts]
        self.position = 0

    def _next(self) -> set[int]:
        return {text[self.position] for text in self.texts}

    def fill_mask(self, mask: np.ndarray) -> None:
        """Allow the next tokens."""
        for token in self._next():
            mask.view(np.uint8)[token // 8] |= 1 << token % 8

    def allows(self, token: int) -> bool:
        """Whether a text goes on by `token`."""
        return self.tells and token in self._next()

    def commit(self, token: int) -> None:
        """Keep the texts that go on by `token`."""
        self.texts = [text for text in self.texts if text[self.position] == token]
        if not self.texts:
            raise AssertionError(f"{token} is not allowed")
        self.position += 1

    def forced(self) -> list[int]:
        """The tokens that all texts share."""
        end = self.position
        while len({text[end] for text in self.texts}) == 1 and self.texts[0][end] != END:
            end += 1
        return self.texts[0][self.position : end]

    def is_accepting(self) -> bool:
        """Whether one of them ends here."""
        return END in self._next()

    def is_stopped(self) -> bool:
        """Whether all of them end here."""
        return self._next() == {END}


LIKELY, UNLIKELY = math.log(3 / 4), math.log(1 / 4 / (WIDTH - 1))
# A byte without a successor is followed by any token alike.
FLAT = -math.log(WIDTH)


@pytest.mark.parametrize(
    ("text", "allowed", "answer", "logprob"),
    [
        pytest.param("abcd", ["bcd", "bxx"], "bcd", 2 * LIKELY, id="forced, chosen, forced to the end"),
        pytest.param("abcd", ["bxd", "bxxx"], "bxd", LIKELY + UNLIKELY + FLAT, id="against the model"),
        pytest.param("abcd", ["b", "bcd"], "bcd", 2 * LIKELY, id="it may end and goes on"),
        pytest.param("ab", ["b", "bcd"], "b", 2 * LIKELY, id="it may go on and ends"),
        pytest.param("abcd", ["xyz"], "xyz", UNLIKELY, id="one text only"),
    ],
)
@pytest.mark.parametrize("tells", [True, False])
def test_constraint(text: str, allowed: list[str], answer: str, logprob: float, *, tells: bool) -> None:
    [[candidate]] = _decode(text, _request("a", new_constraint=lambda: Among(*allowed, tells=tells)))
    assert (candidate.text, candidate.finish_reason) == (answer, "stop")
    assert candidate.logprob == pytest.approx(logprob)


def test_forced_tokens_take_one_step() -> None:
    model = Successors("abcdefgh")
    request = _request("a", new_constraint=lambda: Among("bcdexyz", "bcdefgh"))
    [[candidate]] = decode(model, Bytes(), [request])
    assert candidate.text == "bcdefgh"
    # The prompt, then `bcde`; behind the choice of `f` the end is forced.
    assert model.steps == [1, 1]


def test_masks_are_made_only_where_the_likeliest_token_is_not_allowed() -> None:
    masks = []

    class Counted(Among):
        def fill_mask(self, mask: np.ndarray) -> None:
            """Note that it was asked for."""
            masks.append(self.position)
            super().fill_mask(mask)

    request = _request("a", new_constraint=lambda: Counted("bcde", "bxyz", "bcxyz", "bcxzy"))
    [[candidate]] = _decode("abcqr", request)
    # Behind `bc` neither text goes on as the model would.
    assert (candidate.text, masks) == ("bcde", [2])


def test_rows_with_and_without_a_constraint_share_a_batch() -> None:
    requests = [_request("a"), _request("a", new_constraint=lambda: Among("bcx", "bcy", "b"))]
    assert [row[0].text for row in _decode("abcd", *requests)] == ["bcd", "bcx"]


def test_forced_tokens_keep_to_the_budget() -> None:
    request = _request("a", new_constraint=lambda: Among("bcdefgh"), max_new_tokens=3)
    [[candidate]] = _decode("abcd", request)
    assert (candidate.text, candidate.finish_reason) == ("bcd", "length")


def test_a_dead_end_ends_the_row() -> None:
    class DeadEnd(Among):
        def fill_mask(self, mask: np.ndarray) -> None:
            """Allow nothing."""

        def allows(self, token: int) -> bool:  # noqa: ARG002  see below
            """Nor this."""
            return False

    [[candidate]] = _decode("abcd", _request("a", new_constraint=lambda: DeadEnd("bc", "x")))
    assert (candidate.text, candidate.finish_reason) == ("", "length")
