"""Where the tensors lie in a safetensors file, and their values: https://huggingface.co/docs/safetensors#format."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TensorPlace:
    """A tensor of a safetensors file.

    Attributes:
        file: the file.
        dtype: as the format names it, such as `F32`.
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
        ValueError: if it is no safetensors file.
    """
    with file.open("rb") as stream:
        size = int.from_bytes(stream.read(8), "little")
        if not 0 < size < file.stat().st_size:
            raise ValueError(f"{file} is no safetensors file")
        header = json.loads(stream.read(size))
    return {
        name: TensorPlace(
            file,
            entry["dtype"],
            tuple(entry["shape"]),
            8 + size + entry["data_offsets"][0],
            entry["data_offsets"][1] - entry["data_offsets"][0],
        )
        for name, entry in header.items()
        if name != "__metadata__"
    }


def read_float32(place: TensorPlace) -> NDArray[np.float32]:
    """The values of a tensor of floats of 16 or 32 bits.

    Raises:
        ValueError: if it holds anything else.
    """
    raw = np.fromfile(place.file, np.uint8, place.length, offset=place.offset)
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
