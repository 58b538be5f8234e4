"""`Generate` that asks the cache before the model. Neither SQLite nor a model is imported before the first context."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cssgen.cache.keys import Generator, cache_key
from cssgen.candidates import Candidate, Generate
from cssgen.contexts import Context
from cssgen.errors import DatabaseError, ModelError

if TYPE_CHECKING:
    from cssgen.cache.store import FillCache


T = TypeVar("T")


class CachedGenerate:
    """A model behind the cache of its candidates.

    All candidates are kept, in their order, those too that may not be written: a hit is judged like any answer, so
    it gives the same fills, the same reasons where there is none, and others to choose from. What a limit cut is not:
    another run may get more. Nor is what was written while the files of the model were replaced: nobody knows by which.
    A cache that fails is left alone for the rest of the run, with one warning.

    Args:
        generate: the model.
        identify: what the model is; called at the first context.
        directory: of the cache; None uses none.
        max_bytes: of the cache.
        warn: takes the warning.
    """

    def __init__(
        self,
        generate: Generate,
        identify: Callable[[], Generator],
        directory: Path | None,
        max_bytes: int,
        warn: Callable[[str], object],
    ) -> None:
        self._generate = generate
        self._identify = identify
        self._directory = directory
        self._max_bytes = max_bytes
        self._warn = warn
        self._generator: Generator | None = None
        self._hits: set[Context] = set()

    def __call__(self, contexts: Sequence[Context]) -> list[list[Candidate]]:
        """For each context its candidates, the best first.

        Raises:
            ModelError: if the model is not there, or cannot be run here.
        """
        keys = [self.key_of(context) for context in contexts]
        known = self._find(keys)
        self._hits.update(context for key, context in zip(keys, contexts, strict=True) if key in known)
        if known:
            self._attempt(lambda cache: cache.touch(list(known)), None)
        # Contexts that differ in nothing that matters are asked for once.
        missing = {key: context for key, context in zip(keys, contexts, strict=True) if key not in known}
        if missing:
            written = self._generate(list(missing.values()))
            known |= {key: list(candidates) for key, candidates in zip(missing, written, strict=True)}
            whole = {key: known[key] for key in missing if known[key] and not any(item.cut_by for item in known[key])}
            if whole and self.is_unchanged():
                self._attempt(lambda cache: cache.put(whole, self.model), None)
        return [known[key] for key in keys]

    @property
    def model(self) -> str:
        """Name and digest of the model; empty before the first context."""
        return self._generator.model if self._generator else ""

    def key_of(self, context: Context) -> str:
        """The key of a context's candidates.

        Raises:
            ModelError: if the model is not there.
        """
        return cache_key(context, self.identify())

    def identify(self) -> Generator:
        """What the model was when this was asked first.

        Raises:
            ModelError: if the model is not there.
        """
        if self._generator is None:
            self._generator = self._identify()
        return self._generator

    def is_unchanged(self) -> bool:
        """Whether the files of the model are still what they were."""
        try:
            return self._identify() == self.identify()
        except ModelError:
            return False

    def engine_of(self, context: Context) -> str:
        """What wrote the candidates of a context: `onnx`, `torch` or `cache`; empty if nothing did."""
        if context in self._hits:
            return "cache"
        return self._generator.engine if self._generator else ""

    def recall(self, key: str) -> list[Candidate]:
        """The candidates under a key; none if they are not known."""
        return self._find([key]).get(key, [])

    def _find(self, keys: Sequence[str]) -> dict[str, list[Candidate]]:
        nothing: dict[str, list[Candidate]] = {}
        return self._attempt(lambda cache: cache.find(keys), nothing)

    def _attempt(self, work: "Callable[[FillCache], T]", otherwise: T) -> T:
        if self._directory is None:
            return otherwise
        try:
            from cssgen.cache.store import FillCache

            return work(FillCache(self._directory, self._max_bytes))
        except (DatabaseError, ModuleNotFoundError) as error:  # some Pythons come without SQLite
            self._directory = None
            self._warn(f"the cache is not used: {error}")
            return otherwise
