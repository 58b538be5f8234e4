"""Where the tensors lie in a safetensors file, and their values: https://huggingface.co/docs/safetensors#format."""

import json
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cssgen.regular_files import open_regular

_ALIGNMENT = 64  # bytes of a line of the processor's cache
_MAX_HEADER = 100_000_000  # bytes, as the format has it
_WIDTHS = {"F64": 8, "I64": 8, "F32": 4, "I32": 4, "F16": 2, "BF16": 2, "I16": 2, "U8": 1, "I8": 1, "BOOL": 1}
_SIZES = {"F32": 4, "U8": 1, "I8": 1}


@dataclass(frozen=True, slots=True)
class TensorPlace:
    """A tensor within a file.

    Attributes:
        file: the file.
        dtype: as safetensors names it, such as `F32`.
        shape: its shape, the last axis contiguous.
        offset: of its first byte, from the start of the file.
        length: in bytes.
    """

    file: Path
    dtype: str
    shape: tuple[int, ...]
    offset: int
    length: int


def read_places(file: Path) -> dict[str, TensorPlace]:
    """Places of all tensors of `file`, by name.

    Raises:
        ValueError: if it is no safetensors file, or says that a tensor is where it cannot be.
    """
    with open_regular(file) as stream:
        end = os.fstat(stream.fileno()).st_size
        size = int.from_bytes(stream.read(8), "little")
        if not 0 < size < min(end, _MAX_HEADER):
            raise ValueError(f"{file} is no safetensors file")
        try:
            header = json.loads(stream.read(size))
        except RecursionError as error:
            raise ValueError(f"{file} is no safetensors file") from error
    if not isinstance(header, dict):
        raise ValueError(f"{file} is no safetensors file")
    start = 8 + size
    tensors = ((name, entry) for name, entry in header.items() if name != "__metadata__")
    return {name: _read_place(file, name, entry, start, end) for name, entry in tensors}


def _read_place(file: Path, name: str, entry: Any, start: int, end: int) -> TensorPlace:
    """The place of a tensor, if it is within the bytes from `start` to `end`, and as large as its shape."""
    try:
        dtype, shape, (first, last) = str(entry["dtype"]), tuple(entry["shape"]), entry["data_offsets"]
        numbers = all(type(number) is int and number >= 0 for number in (*shape, first, last))
        is_sound = numbers and first <= last <= end - start
        width = _WIDTHS.get(dtype)
        is_sound = is_sound and (width is None or last - first == width * math.prod(shape))
    except (TypeError, KeyError, ValueError):
        is_sound = False
    if not is_sound:
        raise ValueError(f"{file}: the tensor {name:.80} cannot be where it is said to be")
    return TensorPlace(file, dtype, shape, start + first, last - first)


def read_float32(place: TensorPlace) -> NDArray[np.float32]:
    """The values of a tensor of floats of 16 or 32 bits.

    Raises:
        ValueError: if it holds anything else.
    """
    raw = _read(place)
    match place.dtype:
        case "F32":
            values = raw.view("<f4")
        case "F16":
            values = raw.view("<f2").astype(np.float32)
        case "BF16":
            # The upper half of a float32.
            values = (raw.view("<u2").astype(np.uint32) << 16).view(np.float32)
        case _:
            raise ValueError(f"{place.file} holds {place.dtype}, not floats")
    return values.reshape(place.shape)


def read_bytes(place: TensorPlace) -> NDArray[np.uint8]:
    """The values of a tensor of whole numbers of 8 bits."""
    return _read(place).reshape(place.shape)


def _read(place: TensorPlace) -> NDArray[np.uint8]:
    return np.fromfile(place.file, np.uint8, place.length, offset=place.offset)


class TensorWriter:
    """Writes a safetensors file, tensor by tensor, so that it need not fit into memory.

    Args:
        file: what to write.
        shapes: type and shape of each tensor, the wider types first, for the sake of their alignment.
    """

    def __init__(self, file: Path, shapes: Mapping[str, tuple[str, Sequence[int]]]) -> None:
        header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
        self._ends: dict[str, tuple[int, int]] = {}
        end = 0
        for name, (dtype, shape) in shapes.items():
            start, end = end, end + _SIZES[dtype] * math.prod(shape)
            header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [start, end]}
            self._ends[name] = (start, end)
        text = json.dumps(header, separators=(",", ":")).encode()
        text = text.ljust(-(-(len(text) + 8) // _ALIGNMENT) * _ALIGNMENT - 8)
        self._start = 8 + len(text)
        self._stream = file.open("wb")
        self._stream.write(len(text).to_bytes(8, "little") + text)

    def write(self, name: str, values: NDArray[Any]) -> None:
        """Write the values of a tensor.

        Raises:
            ValueError: if their size is another one than was announced.
        """
        start, end = self._ends[name]
        if values.nbytes != end - start:
            raise ValueError(f"{name} has {values.nbytes} bytes instead of {end - start}")
        self._stream.seek(self._start + start)
        self._stream.write(np.ascontiguousarray(values).data)

    def __enter__(self) -> "TensorWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
