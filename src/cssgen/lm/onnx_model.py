"""Models as ONNX graphs, run on the CPU by ONNX Runtime. See `cssgen.convert` for how the graphs are made."""

from pathlib import Path

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as ort

from cssgen.errors import ModelError
from cssgen.lm.interfaces import BoolArray, FloatArray, IntArray
from cssgen.lm.key_values import KeyValues
from cssgen.lm.model_config import read_config
from cssgen.lm.rows import Slots

_ERRORS = 3
# They have no base but `Exception`.
_SESSION_ERRORS = (
    ort.Fail,
    ort.InvalidArgument,
    ort.InvalidGraph,
    ort.InvalidProtobuf,
    ort.NoModel,
    ort.NoSuchFile,
    ort.NotImplemented,
    ort.RuntimeException,
)
_READ_LIMIT = 200 * 10**6  # bytes
# Far below any score, yet finite, so that a row of padding has a softmax.
_MASKED = np.float32(-1e9)


class OnnxModel:
    """A graph `model.onnx` beside its `config.json`.

    Raises:
        ModelError: if the directory holds no such model, or ONNX Runtime cannot run it.
    """

    def __init__(self, directory: Path, *, threads: int | None = None) -> None:
        config = read_config(directory)
        self.session = _open_session(directory / "model.onnx", threads)
        self.vocab_size: int = config["vocab_size"]
        self.max_positions: int = config["n_positions"]
        self.layers: int = config["n_layer"]
        self.heads: int = config["n_head"]
        self.head_size: int = config["n_embd"] // config["n_head"]

    def open_stream(self) -> "OnnxStream":
        """Start a batch."""
        return OnnxStream(self)


class OnnxStream:
    """A batch of rows, with their keys and values in numpy buffers."""

    def __init__(self, model: OnnxModel) -> None:
        self._model = model
        self._slots = Slots()
        self._past: KeyValues | None = None

    def extend(self, ids: IntArray, valid: BoolArray, keep: int) -> FloatArray:
        """See `cssgen.lm.interfaces.Stream.extend`."""
        model = self._model
        past = self._past
        if past is None:
            past = self._past = KeyValues(model.layers, len(ids), model.heads, model.head_size)
        seen = self._slots.valid
        feeds = {
            "input_ids": ids,
            "position_ids": self._slots.append(valid),
            "attention_bias": _attention_bias(seen, valid, past.capacity),
            "num_logits": np.array(keep, np.int64),
        }
        for layer in range(model.layers):
            feeds[f"past_keys.{layer}"] = past.keys[layer]
            feeds[f"past_values.{layer}"] = past.values[layer]
        logits, *new = model.session.run(None, feeds)
        past.append(new[: model.layers], new[model.layers :])
        return np.asarray(logits)

    def select(self, rows: IntArray) -> None:
        """See `cssgen.lm.interfaces.Stream.select`."""
        self._slots.select(rows)
        if self._past is not None:
            self._past.select(rows)


def _attention_bias(seen: BoolArray, valid: BoolArray, capacity: int) -> FloatArray:
    """What is added to attention scores, (B, 1, S, C + S): 0 where a token may look, else far below 0."""
    rows, steps = valid.shape
    visible = np.zeros((rows, 1, steps, capacity + steps), np.bool_)
    visible[:, 0, :, : seen.shape[1]] = seen[:, None] if seen.size else False
    visible[:, 0, :, capacity:] = valid[:, None] & np.tri(steps, dtype=np.bool_)
    return np.where(visible, np.float32(0), _MASKED)


def _open_session(path: Path, threads: int | None) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _ERRORS
    # Threads that wait in a loop for work take it from whatever else runs here, and gain little.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if threads is not None:
        options.intra_op_num_threads = threads
    try:
        weights = _read_weights(path.parent, options)
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        # Until here the session refers to them.
        del weights
    except (OSError, *_SESSION_ERRORS) as error:
        raise ModelError(f"ONNX Runtime cannot run {path}: {error}") from error
    return session


def _read_weights(directory: Path, options: onnxruntime.SessionOptions) -> list[bytes]:
    """Give a session the weights of a small model: an upgrade may then replace a file that a session uses.

    Large ones, and all on an ONNX Runtime that cannot do this, are mapped by the session itself.
    """
    files = sorted(directory.glob("*.safetensors"))
    give = getattr(options, "add_external_initializers_from_files_in_memory", None)
    if give is None or sum(file.stat().st_size for file in files) > _READ_LIMIT:
        return []
    weights = [file.read_bytes() for file in files]
    give([file.name for file in files], weights, [len(data) for data in weights])
    return weights
