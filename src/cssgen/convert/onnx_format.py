"""Messages of the ONNX format, written without the package of that name, which users need not install.

The numbers of fields are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cssgen.convert.protobuf import field
from cssgen.convert.safetensors import TensorPlace

Attribute = int | float | str | Sequence[int]
Shape = Sequence[int | str]
"""Lengths of axes; free ones have names."""


class DataType(IntEnum):
    """Types of the elements of tensors."""

    FLOAT = 1
    UINT8 = 2
    INT8 = 3
    INT32 = 6
    INT64 = 7


_OF_NUMPY = {"float32": DataType.FLOAT, "uint8": DataType.UINT8, "int32": DataType.INT32, "int64": DataType.INT64}
_OF_SAFETENSORS = {"F32": DataType.FLOAT, "U8": DataType.UINT8, "I8": DataType.INT8}
_EXTERNAL = 1


def render_node(
    operator: str, inputs: Iterable[str], outputs: Sequence[str], domain: str, attributes: dict[str, Attribute]
) -> bytes:
    """A `NodeProto`, called like its first output."""
    names = [field(1, name) for name in inputs] + [field(2, name) for name in outputs]
    rest = [field(3, outputs[0]), field(4, operator), *(field(5, _attribute(*item)) for item in attributes.items())]
    return b"".join([*names, *rest, field(7, domain)])


def _attribute(name: str, value: Attribute) -> bytes:
    match value:
        case int():
            kind, data = 2, field(3, value)
        case float():
            kind, data = 1, field(2, value)
        case str():
            kind, data = 3, field(4, value)
        case _:
            kind, data = 7, b"".join(field(8, number) for number in value)
    return field(1, name) + data + field(20, kind)


def render_constant(name: str, values: NDArray[Any]) -> bytes:
    """A `TensorProto` that holds its values."""
    return _tensor(name, _OF_NUMPY[values.dtype.name], values.shape) + field(9, values.tobytes())


def render_external(name: str, place: TensorPlace) -> bytes:
    """A `TensorProto` whose values lie in a file beside the model."""
    entries = (("location", place.file.name), ("offset", str(place.offset)), ("length", str(place.length)))
    data = b"".join(field(13, field(1, key) + field(2, value)) for key, value in entries)
    return _tensor(name, _OF_SAFETENSORS[place.dtype], place.shape) + data + field(14, _EXTERNAL)


def _tensor(name: str, dtype: DataType, shape: Sequence[int]) -> bytes:
    return b"".join(field(1, length) for length in shape) + field(2, int(dtype)) + field(8, name)


def render_value(name: str, dtype: DataType, shape: Shape) -> bytes:
    """A `ValueInfoProto`: an input or an output."""
    axes = (field(1, field(2 if isinstance(length, str) else 1, length)) for length in shape)
    kind = field(1, int(dtype)) + field(2, b"".join(axes))
    return field(1, name) + field(2, field(1, kind))


def render_model(
    nodes: Sequence[bytes],
    initializers: Sequence[bytes],
    inputs: Sequence[bytes],
    outputs: Sequence[bytes],
    *,
    ir_version: int,
    opsets: dict[str, int],
) -> bytes:
    """A `ModelProto` of the parts of its graph."""
    parts = ((1, nodes), (5, initializers), (11, inputs), (12, outputs))
    graph = b"".join(field(number, each) for number, group in parts for each in group) + field(2, "cssgen")
    versions = [field(8, field(1, domain) + field(2, version)) for domain, version in opsets.items()]
    return field(1, ir_version) + field(2, "cssgen") + field(7, graph) + b"".join(versions)


def as_constant(values: NDArray[Any] | list[int] | float) -> NDArray[Any]:
    """Values in the type that graphs want: lists as int64, numbers as float32."""
    dtype = {list: np.int64, float: np.float32}.get(type(values))
    return np.ascontiguousarray(values, dtype) if dtype is not None else np.ascontiguousarray(values)
