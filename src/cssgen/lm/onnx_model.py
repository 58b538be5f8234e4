"""Models as ONNX graphs, run on the CPU by ONNX Runtime. See `cssgen.convert` for how the graphs are made."""

import os
from pathlib import Path

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as ort

from cssgen.errors import ModelError
from cssgen.lm.key_values import bytes_of
from cssgen.lm.model_config import GRAPH, GRAPH_WEIGHTS, read_config, read_size
from cssgen.lm.onnx_stream import OnnxStream
from cssgen.regular_files import open_regular

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
_LARGE_WIDTH = 512
_KEPT = 24 * 10**6
"""Bytes of keys and values of a batch; those of a large model may take half as much as its weights."""


class OnnxModel:
    """A graph `model.onnx` beside its `config.json`.

    The products of a small model are too small to be shared: it runs on one core, and reads as many batches at once as
    there are cores. A large one uses all cores for one batch.

    Args:
        directory: of the model.
        threads: for one batch.

    Attributes:
        lanes: how many batches it had best read at the same time.
        refills: rows may join a batch that has begun.

    Raises:
        ModelError: if the directory holds no such model, or ONNX Runtime cannot run it.
    """

    def __init__(self, directory: Path, *, threads: int | None = None) -> None:
        config = read_config(directory)
        sizes = {key: read_size(config, key) for key in ("vocab_size", "n_positions", "n_layer", "n_head", "n_embd")}
        is_small = sizes["n_embd"] < _LARGE_WIDTH
        self.lanes = (os.cpu_count() or 1) if is_small and threads is None else 1
        self.refills = True
        self.session = _open_session(directory / GRAPH, 1 if is_small and threads is None else threads)
        self.vocab_size = sizes["vocab_size"]
        self.max_positions = sizes["n_positions"]
        self.layers = sizes["n_layer"]
        self.heads = sizes["n_head"]
        self.head_size = sizes["n_embd"] // sizes["n_head"]
        self._check_graph(directory)
        self._bytes_per_token = bytes_of(self.layers, self.heads, self.head_size)
        self._most_bytes = max(_KEPT, (directory / GRAPH_WEIGHTS).stat().st_size // 2)

    def _check_graph(self, directory: Path) -> None:
        """Refuse a graph of another model than `config.json` describes: one file was replaced before the other."""
        shapes = {each.name: each.shape for each in self.session.get_inputs()}
        wanted = [f"past_keys.{layer}" for layer in range(self.layers)]
        told = [name for name in shapes if name.startswith("past_keys.")]
        if sorted(told) != sorted(wanted) or any(shapes[name][1::2] != [self.heads, self.head_size] for name in wanted):
            raise ModelError(f"ONNX Runtime cannot run {directory / GRAPH}: config.json describes another model")

    def fits(self, rows: int, tokens: int) -> bool:
        """See `cssgen.lm.interfaces.CausalLM.fits`."""
        return rows * tokens * self._bytes_per_token <= self._most_bytes

    def open_stream(self) -> OnnxStream:
        """Start a batch."""
        return OnnxStream(self)


def _open_session(path: Path, threads: int | None) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _ERRORS
    options.add_session_config_entry("session.intra_op.allow_spinning", str(int(_has_idle_cores())))
    if threads is not None:
        options.intra_op_num_threads = threads
    try:
        weights = _read_weights(path.parent, options)
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        # Until here the session refers to them.
        del weights
    # It names what it cannot run in the bytes of the file, which Python may not be able to read.
    except (OSError, UnicodeDecodeError, *_SESSION_ERRORS) as error:
        raise ModelError(f"ONNX Runtime cannot run {path}: {error}") from error
    return session


def _has_idle_cores() -> bool:
    """Whether threads may wait for work in a loop, which makes small steps a third faster.

    Where other work wants the cores, such threads take them from it and from each other: steps get slower by far.
    """
    cores = os.cpu_count() or 1
    return not hasattr(os, "getloadavg") or os.getloadavg()[0] < cores / 2


def _read_weights(directory: Path, options: onnxruntime.SessionOptions) -> bytes:
    """Give a session the weights of a small model: an upgrade may then replace a file that a session uses.

    Large ones, and all on an ONNX Runtime that cannot do this, are mapped by the session itself.
    """
    file = directory / GRAPH_WEIGHTS
    for path in (directory / GRAPH, file):  # the runtime would wait for a pipe, and read a device without end
        if path.exists():
            open_regular(path).close()
    give = getattr(options, "add_external_initializers_from_files_in_memory", None)
    if give is None or file.stat().st_size > _READ_LIMIT:
        return b""
    weights = file.read_bytes()
    give([file.name], [weights], [len(weights)])
    return weights
