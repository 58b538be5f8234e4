"""ONNX nodes written as calls: each returns the name of its result."""

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from cssgen.convert.onnx_format import (
    Attribute,
    DataType,
    Shape,
    as_constant,
    render_constant,
    render_external,
    render_model,
    render_node,
    render_value,
)
from cssgen.convert.safetensors import TensorPlace

MICROSOFT = "com.microsoft"
"""The domain of ONNX Runtime's own operators."""


class GraphWriter:
    """Collects nodes, initialisers, inputs and outputs of a graph.

    Small constants go into the graph; weights are references into a safetensors file beside it.
    """

    def __init__(self, places: Mapping[str, TensorPlace]) -> None:
        self._places = places
        self._nodes: list[bytes] = []
        self._constants: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self._initializers: dict[str, bytes] = {}
        self._inputs: list[bytes] = []
        self._outputs: list[bytes] = []

    def node(self, operator: str, *inputs: str, domain: str = "", **attributes: Attribute) -> str:
        """Add a node of one output and return its name."""
        [name] = self.nodes(operator, *inputs, results=1, domain=domain, **attributes)
        return name

    def nodes(
        self, operator: str, *inputs: str, results: int, domain: str = "", **attributes: Attribute
    ) -> tuple[str, ...]:
        """Add a node of several outputs and return their names; an optional input that is not given is empty."""
        number = len(self._nodes)
        names = tuple(f"{operator}.{number}.{result}" for result in range(results))
        self._nodes.append(render_node(operator, inputs, names, domain, attributes))
        return names

    def constant(self, values: NDArray[Any] | list[int] | float) -> str:
        """Add a constant, lists as int64 and numbers as float32; equal ones are shared."""
        array = as_constant(values)
        key = (array.dtype.str, array.shape, array.tobytes())
        name = self._constants.setdefault(key, f"constant.{len(self._constants)}")
        self._initializers[name] = render_constant(name, array)
        return name

    def weight(self, name: str) -> str:
        """Add a tensor of the safetensors file."""
        self._initializers[name] = render_external(name, self._places[name])
        return name

    def shape(self, name: str) -> tuple[int, ...]:
        """Shape of a tensor of the safetensors file."""
        return self._places[name].shape

    def input(self, name: str, dtype: DataType, shape: Shape) -> str:
        """Add an input."""
        self._inputs.append(render_value(name, dtype, shape))
        return name

    def output(self, name: str, value: str, shape: Shape) -> None:
        """Let `value` be the float32 output `name`."""
        self._nodes.append(render_node("Identity", [value], [name], "", {}))
        self._outputs.append(render_value(name, DataType.FLOAT, shape))

    def model(self, opset: int, ir_version: int) -> bytes:
        """The finished model."""
        opsets = {"": opset, MICROSOFT: 1}
        parts = (self._nodes, list(self._initializers.values()), self._inputs, self._outputs)
        return render_model(*parts, ir_version=ir_version, opsets=opsets)
