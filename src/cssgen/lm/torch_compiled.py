"""Batches of a compiled model: a handful of shapes, whatever the lengths of their rows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import numpy as np
import torch

from cssgen.errors import ModelError
from cssgen.lm.interfaces import BoolArray, IntArray, Scores
from cssgen.lm.torch_cache import StaticCaches, find_capacity
from cssgen.lm.torch_model import TorchModel, TorchStream, first_line

Backend = str | Callable[..., Any]
"""What `torch.compile` compiles with."""
_Result = TypeVar("_Result")
_WIDEST = 4
"""Tokens of a compiled step: more are forced seldom."""
_SHAPES = 32
"""How many shapes are compiled at most: 1, 4 or 16 rows, 1 or 4 tokens, some capacities. torch allows for 8."""


class CompiledModule:
    """A model that is compiled when it is first called with a shape.

    Args:
        module: what is compiled.
        device: where it is.
        backend: of `torch.compile`.

    Raises:
        ModelError: if torch cannot compile on this system at all.
    """

    def __init__(self, module: Any, device: torch.device, backend: Backend) -> None:
        config: Any = torch._dynamo.config
        config.cache_size_limit = max(config.cache_size_limit, _SHAPES)
        # On CUDA, starting the kernels costs more than they do: they are captured as graphs.
        self._captures = device.type == "cuda"
        mode = "reduce-overhead" if self._captures else None
        try:
            self._run: Any = torch.compile(module, backend=backend, mode=mode, dynamic=False)
        except RuntimeError as error:
            raise _explain(error) from error
        self.caches = StaticCaches(module.config, reuse=self._captures)
        # Captured graphs belong to the thread that captured them, and each batch is decoded by threads of its own. On a
        # processor one more thread brings its own team of OpenMP: more threads than cores, a third slower.
        self._thread = ThreadPoolExecutor(1) if self._captures else None

    def do(self, step: Callable[[], _Result]) -> _Result:
        """Call what calls this, in the thread that captured graphs belong to, if any are."""
        return self._thread.submit(step).result() if self._thread else step()

    def __call__(self, **inputs: Any) -> Any:
        """The model's output, which the next call may overwrite.

        Raises:
            ModelError: if it cannot be compiled.
        """
        if self._captures:
            torch.compiler.cudagraph_mark_step_begin()  # type: ignore[no-untyped-call]
        try:
            return self._run(**inputs)
        except torch._dynamo.exc.TorchDynamoException as error:
            raise _explain(error) from error


class CompiledStream(TorchStream):
    """A batch whose prompts are read as ever; what follows them is compiled.

    Prompts would have many more shapes, and are bound by the products of matrices, which compiling leaves as they are.
    Rows and tokens of a step are filled up to powers of four, since each shape takes a minute or so to compile: rows
    by repeating the first, tokens by padding.
    """

    def __init__(self, model: TorchModel, compiled: CompiledModule) -> None:
        super().__init__(model)
        self._compiled = compiled
        self._capacity = 0

    def extend(self, ids: IntArray, valid: BoolArray, keep: int) -> Scores:
        """See `cssgen.lm.interfaces.Stream.extend`."""
        if self._cache is None:
            return super().extend(ids, valid, keep)
        return self._compiled.do(partial(self._step, ids, valid, keep))

    def select(self, rows: IntArray) -> None:
        """See `cssgen.lm.interfaces.Stream.select`."""
        self._fit(rows, self._slots.count + 1)
        self._slots.select(rows)

    def truncate(self, length: int) -> None:
        """See `cssgen.lm.interfaces.Stream.truncate`."""
        self._slots.truncate(length)
        self._fit(np.arange(1), self._slots.count + 1)

    def __del__(self) -> None:
        """Leave the cache to the next batch."""
        self._compiled.caches.give_up(self._cache)

    @torch.inference_mode()
    def _step(self, ids: IntArray, valid: BoolArray, keep: int) -> Scores:
        rows, tokens = ids.shape
        width = _round_up(tokens) if tokens <= _WIDEST else tokens
        padding = ((0, 0), (width - tokens, 0))
        if (slots := self._slots.count + width) > self._capacity:
            self._fit(np.arange(rows), slots)
        positions = self._slots.append(np.pad(valid, padding))
        mask = np.zeros((rows, self._capacity), np.int64)
        mask[:, :slots] = self._slots.valid
        places = _fill_up(np.arange(rows))
        module = self._compiled if width <= _WIDEST else self._model.module
        # All that is read is scored: `keep` has more values than there are widths.
        output = self._read(module, np.pad(ids, padding)[places], positions[places], mask[places], width)
        return self._score(output.logits[:rows, -keep:])

    @torch.inference_mode()
    def _fit(self, rows: IntArray, slots: int) -> None:
        """Make the cache one of these rows, filled up, with room for so many slots."""
        self._capacity = max(self._capacity, find_capacity(slots))
        places = self._tensor(_fill_up(rows))
        self._cache = self._compiled.caches.move(self._cache, places, self._slots.count, self._capacity)


def _round_up(count: int) -> int:
    """The next power of four, from 1 on."""
    return int(4 ** ((count - 1).bit_length() + 1 >> 1))


def _fill_up(rows: IntArray) -> IntArray:
    """A power of four of rows: copies of one are never undefined, as rows of padding alone are."""
    return np.concatenate([rows, np.repeat(rows[:1], _round_up(len(rows)) - len(rows))])


def _explain(error: RuntimeError) -> ModelError:
    reason = first_line(getattr(error, "inner_exception", error))
    return ModelError(f"torch cannot compile the model here: {reason}; run it without `compile`")
