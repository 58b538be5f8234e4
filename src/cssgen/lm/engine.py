"""A model as `Generate`: contexts to prompts, prompts to candidates."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock
from typing import Protocol

from cssgen.answers import find_end
from cssgen.candidates import Candidate
from cssgen.contexts import Context
from cssgen.errors import ModelError
from cssgen.lm.budgets import Budget
from cssgen.lm.decoding import Request, always, decode_each
from cssgen.lm.interfaces import CausalLM, Constraint, Tokenizer
from cssgen.lm.sampling import Sampler, greedy, top_p_sampler


class NewConstraint(Protocol):
    """Makes the constraints of one context's candidates."""

    def __call__(self) -> Constraint:
        """A constraint of its own."""
        ...

    @property
    def grammar(self) -> str:
        """Those with equal ones share memory; empty if it takes little."""
        ...

    def has_room(self) -> bool:
        """Whether there is memory for it beside those that are in use."""
        ...


_Asked = tuple[Context, NewConstraint | None]
"""A context, and what makes the constraints of its candidates."""


class RenderPrompt(Protocol):
    """`cssgen.prompts.render_prompt` for one family of models."""

    def __call__(self, context: Context, *, count: Callable[[str], int], budget: int) -> str:
        """The prompt of `context`, of at most `budget` tokens as `count` counts them."""
        ...


@dataclass(frozen=True, slots=True)
class GenerationOptions:
    """How candidates are written.

    Attributes:
        candidates: for each context; the first is the most probable text, step by step, the others are
            sampled. A marker with a seed of its own gets sampled ones only, since a seed cannot
            change the first.
        max_new_tokens: budget of a candidate, unless its marker has its own.
        window: tokens of prompt and candidate together; less if the model reads fewer.
        temperature: of sampled candidates; at 0 there are none, and the first one stands alone.
        top_p: of sampled candidates.
        seed: of sampled candidates, unless their marker has its own.
        max_rows: rows in one batch.
        budget: time and memory for each context.
    """

    candidates: int = 1
    max_new_tokens: int = 192
    window: int = 512
    temperature: float = 0.8
    top_p: float = 0.95
    seed: int = 0
    max_rows: int = 16
    budget: Budget = Budget()  # noqa: RUF009  frozen


class Engine:
    """A language model behind the seam `cssgen.candidates.Generate`.

    Raises:
        ModelError: if the tokenizer has tokens that the model does not know.
    """

    def __init__(
        self,
        model: CausalLM,
        tokenizer: Tokenizer,
        render_prompt: RenderPrompt,
        options: GenerationOptions = GenerationOptions(),
        constrain: Callable[[Context], NewConstraint | None] | None = None,
    ) -> None:
        if tokenizer.vocab_size > model.vocab_size:
            raise ModelError(
                f"the tokenizer has {tokenizer.vocab_size} tokens, the model {model.vocab_size}: "
                "they do not belong together"
            )
        self._model = model
        self._tokenizer = tokenizer
        self._render_prompt = render_prompt
        self._options = options
        self._constrain = constrain

    def __call__(
        self, contexts: Sequence[Context], on_done: Callable[[int], object] | None = None
    ) -> list[list[Candidate]]:
        """For each context its candidates, in the order of their samplers.

        `on_done` is called with 1 for each context that is done.
        """
        written: dict[int, list[Candidate]] = {}
        for index, candidates in self._write(contexts):
            written[index] = candidates
            if on_done is not None:
                on_done(1)
        return [written[index] for index in range(len(contexts))]

    def _write(self, contexts: Sequence[Context]) -> Iterator[tuple[int, list[Candidate]]]:
        """The number of each context and its candidates, as soon as they are written."""
        most = self._batch_size(len(contexts))
        constrain = self._constrain or (lambda _: None)
        asked = {number: (context, constrain(context)) for number, context in enumerate(contexts)}
        if not self._model.refills:
            requests = [self._request(*each) for each in asked.values()]
            # Prompts of like length share a batch, so that little of it is padding.
            order = sorted(range(len(requests)), key=lambda index: len(requests[index].prompt))
            for number, candidates in decode_each(self._model, self._tokenizer, (requests[i] for i in order), most):
                yield order[number], candidates
        elif self._model.lanes < 2 or most >= len(contexts):
            yield from self._write_waiting(asked, iter(_by_grammar(asked)), most)
        else:
            yield from self._write_in_lanes(asked, most)

    def _write_waiting(
        self, asked: dict[int, _Asked], waiting: Iterator[int], most: int
    ) -> Iterator[tuple[int, list[Candidate]]]:
        """Take the contexts whose numbers wait, at most so many at the same time, and write what they ask for."""
        taken: list[int] = []

        def take() -> Iterator[Request]:
            for index in waiting:
                taken.append(index)
                # What is done lets go of its grammar.
                yield self._request(*asked.pop(index))

        for number, candidates in decode_each(self._model, self._tokenizer, take(), most):
            yield taken[number], candidates

    def _write_in_lanes(self, asked: dict[int, _Asked], most: int) -> Iterator[tuple[int, list[Candidate]]]:
        """The same in a thread for each lane, which take from one queue: one makes prompts while the model runs."""
        waiting = _Numbers(_by_grammar(asked))
        done: SimpleQueue[tuple[int, list[Candidate]] | None] = SimpleQueue()

        def write() -> None:
            try:
                for answer in self._write_waiting(asked, waiting, most):
                    done.put(answer)
            except BaseException:
                # Those that wait are not wanted any more.
                waiting.close()
                raise
            finally:
                done.put(None)

        with ThreadPoolExecutor(self._model.lanes) as threads:
            lanes = [threads.submit(write) for _ in range(self._model.lanes)]
            try:
                for _ in lanes:
                    yield from iter(done.get, None)
            finally:
                waiting.close()
            for lane in lanes:
                lane.result()

    def _batch_size(self, requests: int) -> int:
        """At most so many requests share a batch: fewer if there are so few that a lane would have none."""
        most = max(1, self._options.max_rows // self._options.candidates)
        return max(1, min(most, -(-requests // self._model.lanes)))

    def _request(self, context: Context, new_constraint: NewConstraint | None = None) -> Request:
        window = min(self._options.window, self._model.max_positions)
        wanted = context.marker.options.max_new_tokens or self._options.max_new_tokens
        # A prompt needs some room too, whatever a marker asks for.
        max_new_tokens = min(wanted, window // 2)
        budget = window - max_new_tokens
        prompt = self._render_prompt(context, count=self._count, budget=budget)
        return Request(
            # An empty prompt would leave the model nothing to go on from.
            prompt=self._tokenizer.encode(prompt)[-budget:] or sorted(self._tokenizer.end_ids)[:1],
            samplers=self._samplers(context.marker.options.seed),
            max_new_tokens=max_new_tokens,
            find_end=lambda text: find_end(text, context.production, context.marker.options.n),
            new_constraint=new_constraint,
            has_room=new_constraint.has_room if new_constraint else always,
            budget=self._options.budget,
        )

    def _samplers(self, seed: int | None) -> list[Sampler]:
        options = self._options
        if options.temperature == 0:
            return [greedy]
        first = [greedy] if seed is None else []
        return first + [
            top_p_sampler(options.temperature, options.top_p, (options.seed if seed is None else seed, index))
            for index in range(len(first), options.candidates)
        ]

    def _count(self, text: str) -> int:
        return len(self._tokenizer.encode(text))


def _by_grammar(asked: Mapping[int, _Asked]) -> list[int]:
    """Numbers of contexts, those that share a grammar behind one another: few grammars are kept."""
    grammars = {number: new.grammar if new else "" for number, (_, new) in asked.items()}
    ranks = {grammar: rank for rank, grammar in enumerate(dict.fromkeys(grammars.values()))}
    return sorted(asked, key=lambda number: ranks[grammars[number]])


class _Numbers(Iterator[int]):
    """Some numbers, each for one of the threads that ask, until it is closed."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._lock = Lock()
        self._left = iter(numbers)

    def __next__(self) -> int:
        with self._lock:
            return next(self._left)

    def close(self) -> None:
        """Give no more."""
        with self._lock:
            self._left = iter(())
