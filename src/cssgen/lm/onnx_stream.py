"""A batch of rows on ONNX Runtime."""

from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from cssgen.lm.interfaces import BoolArray, IntArray, Scores
from cssgen.lm.key_values import KeyValues

if TYPE_CHECKING:
    from cssgen.lm.onnx_model import OnnxModel

_SHRINK = onnxruntime.RunOptions()
_SHRINK.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
_AHEAD = 96  # slots for what is written next: more room later means that all that is there is copied


class OnnxStream:
    """A batch of rows, each of its own length: no slot of the cache is padding.

    Rows that read several tokens at once do so one after the other, which costs no more: processors are busy with
    one row's tokens already. A single token of every row is one call.
    """

    def __init__(self, model: "OnnxModel") -> None:
        self._model = model
        self._past: KeyValues | None = None
        self._bindings: dict[int | None, onnxruntime.IOBinding] = {}

    def extend(self, ids: IntArray, valid: BoolArray, keep: int) -> Scores:
        """See `cssgen.lm.interfaces.Stream.extend`."""
        if self._past is None:
            model = self._model
            self._past = KeyValues(model.layers, len(ids), model.heads, model.head_size)
        if len(ids) > len(self._past.lengths):
            self._bindings.clear()
            self._past.grow(len(ids))
        counts = valid.sum(axis=1)
        longest = int((self._past.lengths + counts).max())
        if longest > self._past.capacity:
            # They hold the memory that is to be replaced.
            self._bindings.clear()
            self._past.reserve(longest + _AHEAD)
        if ids.shape[1] == 1 and (len(ids) == 1 or (self._past.lengths.all() and valid.all())):
            return self._run(None, ids, keep)
        pieces = {row: ids[row : row + 1, valid[row]] for row in np.flatnonzero(counts).tolist()}
        parts = {row: self._run(row, piece, min(keep, piece.shape[1])) for row, piece in pieces.items()}
        return Scores.stack(parts, len(ids), keep) if len(ids) > 1 else parts[0]

    def select(self, rows: IntArray) -> None:
        """See `cssgen.lm.interfaces.Stream.select`."""
        if self._past is not None:
            self._bindings.clear()
            self._past.select(rows)

    def truncate(self, length: int) -> None:
        """See `cssgen.lm.interfaces.Stream.truncate`."""
        if self._past is not None:
            self._past.lengths = np.minimum(self._past.lengths, length)

    def _run(self, row: int | None, ids: IntArray, keep: int) -> Scores:
        """Let a row, or all of them, read as many tokens each."""
        past = self._past
        if past is None:
            raise RuntimeError("nothing was read yet")
        at = slice(None) if row is None else slice(row, row + 1)
        past.lengths[at] += ids.shape[1]
        binding = self._bindings.get(row) or self._bind(past, row)
        binding.bind_cpu_input("input_ids", np.ascontiguousarray(ids))
        binding.bind_cpu_input("last_slots", (past.lengths[at] - 1).astype(np.int32))
        binding.bind_cpu_input("num_slots", past.lengths[at].max(keepdims=True).astype(np.int32))
        binding.bind_cpu_input("num_logits", np.array(keep, np.int64))
        for name in ("logits", "normalizers"):
            binding.bind_output(name)
        # What a prompt takes goes back: the next one may be shorter, and single tokens take little.
        self._model.session.run_with_iobinding(binding, _SHRINK if ids.shape[1] > 1 else None)
        logits, normalizers = binding.get_outputs()[-2:]
        return Scores(logits.numpy(), normalizers.numpy())

    def _bind(self, past: KeyValues, row: int | None) -> onnxruntime.IOBinding:
        binding = self._model.session.io_binding()
        for name, value in past.iter_values(row):
            binding.bind_ortvalue_input(f"past_{name}", value)
            binding.bind_ortvalue_output(name, value)
        self._bindings[row] = binding
        return binding
