"""Where the tensors lie in a checkpoint that torch pickled, found without torch, and without running what is pickled.

Such a file is a zip archive of the raw bytes of each storage, beside a pickle that says which tensor lies in which:
https://docs.pytorch.org/docs/stable/notes/serialization.html
"""

import io
import math
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from cssgen.convert.safetensors import TensorPlace

_DTYPES = {"FloatStorage": ("F32", 4), "HalfStorage": ("F16", 2), "BFloat16Storage": ("BF16", 2)}
_LOCAL_HEADER = 30  # bytes, before the name: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT


@dataclass(frozen=True, slots=True)
class _Storage:
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class _Tensor:
    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


def read_pickled_places(file: Path) -> dict[str, TensorPlace]:
    """Places of all tensors of floats of `file`, by name.

    Raises:
        ValueError: if it is no such file, or one of torch before 1.6.
    """
    try:
        with zipfile.ZipFile(file) as archive, file.open("rb") as stream:
            infos = {info.filename.partition("/")[2]: info for info in archive.infolist()}
            state = _Unpickler(io.BytesIO(archive.read(infos["data.pkl"]))).load()
            tensors = {name: value for name, value in state.items() if isinstance(value, _Tensor)}
            return {
                name: _locate(file, stream, infos, tensor)
                for name, tensor in tensors.items()
                if tensor.storage.kind in _DTYPES
            }
    except (zipfile.BadZipFile, pickle.UnpicklingError, KeyError, AttributeError, TypeError) as error:
        raise ValueError(f"{file} is no checkpoint that can be read without torch: {error}") from error


def _locate(file: Path, stream: io.BufferedReader, infos: dict[str, zipfile.ZipInfo], tensor: _Tensor) -> TensorPlace:
    info = infos[f"data/{tensor.storage.key}"]
    if info.compress_type != zipfile.ZIP_STORED or not _is_contiguous(tensor):
        raise ValueError(f"{file}: a tensor does not lie there as it is")
    stream.seek(info.header_offset + _LOCAL_HEADER - 4)
    name, extra = (int.from_bytes(stream.read(2), "little") for _ in range(2))
    dtype, size = _DTYPES[tensor.storage.kind]
    start = info.header_offset + _LOCAL_HEADER + name + extra + tensor.offset * size
    return TensorPlace(file, dtype, tensor.shape, start, math.prod(tensor.shape) * size)


def _is_contiguous(tensor: _Tensor) -> bool:
    wanted = [math.prod(tensor.shape[axis + 1 :]) for axis in range(len(tensor.shape))]
    return list(tensor.strides) == wanted


def _rebuild(storage: _Storage, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object) -> _Tensor:
    return _Tensor(storage, offset, shape, strides)


class _Unpickler(pickle.Unpickler):
    """Takes the few names that tensors need; any other ends it."""

    _KNOWN: ClassVar[dict[tuple[str, str], Callable[..., Any]]] = {
        ("collections", "OrderedDict"): OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2"): _rebuild,
    }

    def find_class(self, module: str, name: str) -> Any:
        if module == "torch" and name.endswith("Storage"):
            return name
        if (module, name) not in self._KNOWN:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}")
        return self._KNOWN[module, name]

    def persistent_load(self, pid: Any) -> _Storage:
        _, kind, key, *_ = pid
        return _Storage(kind, key)
