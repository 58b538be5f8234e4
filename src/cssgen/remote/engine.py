"""A model behind a server as `Generate`: contexts to requests, many at once, and answers to candidates."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from typing import Any

from cssgen.candidates import Candidate
from cssgen.contexts import Context
from cssgen.errors import ModelError
from cssgen.remote.bodies import Api, Dialect, Draw, read_candidate, render_body
from cssgen.remote.retrying import Retries, attempt
from cssgen.remote.transport import Endpoint, TransientError, request

_LOGGER = logging.getLogger("cssgen")
_PATHS: dict[Api, str] = {"completions": "/completions", "chat": "/chat/completions"}
_HOPELESS = 8  # requests that fail one after another, each with all its attempts: the server is gone


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How a server is asked.

    Attributes:
        model: its name there.
        api: `completions` continue a text; `chat` is for models that were tuned to follow instructions.
        dialect: how it takes a grammar.
        concurrency: requests under way at once.
        retries: after failures.
        candidates: for each context.
        max_new_tokens: budget of a candidate, unless its marker has its own.
        temperature: of the candidates behind the first.
        seed: of these, unless their marker has its own.
        seconds: for all requests of one marker, from the first on.
    """

    model: str
    api: Api = "completions"
    dialect: Dialect = "none"
    concurrency: int = 8
    retries: Retries = Retries()  # noqa: RUF009  frozen
    candidates: int = 4
    max_new_tokens: int = 192
    temperature: float = 0.7
    seed: int = 0
    seconds: float = float("inf")


class ServerEngine:
    """`Generate` by requests. One that fails for good leaves its marker with fewer candidates, and a warning."""

    def __init__(
        self,
        endpoint: Endpoint,
        options: ServerOptions,
        render_prompt: Callable[[Context], str],
        render_grammar: Callable[[Context], str],
        check: Callable[[], object] | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._options = options
        self._render_prompt = render_prompt
        self._render_grammar = render_grammar
        self._check = check

    def __call__(
        self, contexts: Sequence[Context], on_done: Callable[[int], object] | None = None
    ) -> list[list[Candidate]]:
        """For each context its candidates without duplicates, the best first.

        Raises:
            ModelError: if the server refuses what it is asked, or answers no more.
        """
        answers: list[dict[int, Candidate]] = [{} for _ in contexts]
        left = Counter[int]()
        failures = _Failures(self._endpoint.url)
        stop = threading.Event()
        pool = ThreadPoolExecutor(self._options.concurrency, "cssgen-server")
        futures: dict[Future[Candidate], tuple[int, int]] = {}
        try:
            for index, context in enumerate(contexts):
                patience = _Patience(self._options.seconds)
                for number, body in enumerate(self._bodies(context)):
                    futures[pool.submit(self._ask, body, stop, patience)] = index, number
                    left[index] += 1
            for future in as_completed(futures):
                index, number = futures[future]
                self._collect(future, answers[index], number, failures)
                left[index] -= 1
                if not left[index] and on_done is not None:
                    on_done(1)
        finally:
            # After an error or Ctrl-C nobody waits for the rest.
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
        failures.report()
        return [[found[number] for number in sorted(found)] for found in answers]

    def _collect(
        self, future: "Future[Candidate]", found: dict[int, Candidate], number: int, failures: "_Failures"
    ) -> None:
        if self._check is not None:
            self._check()
        try:
            found[number] = future.result()
        except LateError as error:
            found[number] = Candidate("", None, "length", cut_by="seconds")
            failures.add(str(error))
        except TransientError as error:
            failures.add(str(error))
        else:
            failures.row = 0

    def _ask(self, body: dict[str, Any], stop: threading.Event, patience: "_Patience") -> Candidate:
        def work() -> Candidate:
            if stop.is_set():
                raise ModelError("given up")
            timeout = min(self._endpoint.timeout, patience.left())
            answer = request(replace(self._endpoint, timeout=timeout), "POST", _PATHS[self._options.api], body)
            return read_candidate(answer, self._options.api)

        def wait(seconds: float) -> None:
            stop.wait(min(seconds, patience.left()))

        try:
            return attempt(work, self._options.retries, wait)
        except LateError:
            raise
        except TransientError as error:
            patience.check(error)
            raise

    def _bodies(self, context: Context) -> list[dict[str, Any]]:
        options = self._options
        prompt = self._render_prompt(context)
        grammar = self._render_grammar(context) if options.dialect != "none" else ""
        return [
            render_body(options.model, options.api, prompt, draw, options.dialect, grammar)
            for draw in self._draws(context)
        ]

    def _draws(self, context: Context) -> list[Draw]:
        """The likeliest text and sampled ones; a marker with a seed of its own gets sampled ones only."""
        options, asked = self._options, context.marker.options
        budget = asked.max_new_tokens or options.max_new_tokens
        if options.temperature == 0:
            return [Draw(budget, 0.0, None)]
        first = [Draw(budget, 0.0, None)] if asked.seed is None else []
        seed = options.seed if asked.seed is None else asked.seed
        sampled = range(len(first), options.candidates)
        return first + [Draw(budget, options.temperature, (seed + number) % 2**31) for number in sampled]


class LateError(TransientError):
    """The time for a marker was over before there was an answer."""


class _Patience:
    """How long a marker is waited for: so many seconds from the first look at the clock."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._deadline: float | None = None

    def left(self) -> float:
        """Seconds that are left.

        Raises:
            LateError: if there are none.
        """
        with self._lock:
            if self._deadline is None:
                self._deadline = time.monotonic() + self._seconds
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise LateError(f"no answer within {self._seconds:g} s")
        return left

    def check(self, error: TransientError) -> None:
        """Turn the failure of a request into that of the marker, if its time is over.

        Raises:
            LateError: if it is.
        """
        if self._deadline is not None and time.monotonic() >= self._deadline:
            raise LateError(f"no answer within {self._seconds:g} s: {error}") from error


class _Failures:
    """Requests that failed for good."""

    def __init__(self, url: str) -> None:
        self.row = 0
        self._url = url
        self._reasons = Counter[str]()

    def add(self, reason: str) -> None:
        """Count one.

        Raises:
            ModelError: after many without a success.
        """
        self.row += 1
        self._reasons[reason] += 1
        if self.row >= _HOPELESS:
            raise ModelError(f"the server {self._url} does not answer: {reason}; is it running? see `cssgen doctor`")

    def report(self) -> None:
        """Warn, if there were any."""
        if self._reasons:
            reason, _ = self._reasons.most_common(1)[0]
            count = self._reasons.total()
            _LOGGER.warning("%d requests to %s failed for good, most of them so: %s", count, self._url, reason)
