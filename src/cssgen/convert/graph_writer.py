"""ONNX nodes written as calls: each returns the name of its result."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from cssgen.convert.safetensors import TensorPlace

_DTYPES = {"F32": TensorProto.FLOAT, "F16": TensorProto.FLOAT16, "BF16": TensorProto.BFLOAT16}


class GraphWriter:
    """Collects nodes, initialisers, inputs and outputs of a graph.

    Small constants go into the graph; weights are references into a safetensors file beside it.
    """

    def __init__(self, places: Mapping[str, TensorPlace]) -> None:
        self._places = places
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[tuple[int, tuple[int, ...], bytes], str] = {}
        self._initializers: dict[str, onnx.TensorProto] = {}
        self._widened: dict[str, str] = {}
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []

    def node(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node of one output and return its name."""
        name = f"{operator}.{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [name], name, domain=domain, **attributes))
        return name

    def constant(self, values: NDArray[Any] | list[int] | float) -> str:
        """Add a constant, lists as int64 and numbers as float32; equal ones are shared."""
        dtype = {list: np.int64, float: np.float32}.get(type(values))
        tensor = numpy_helper.from_array(np.array(values, dtype))
        key = (tensor.data_type, tuple(tensor.dims), tensor.raw_data)
        tensor.name = self._constants.setdefault(key, f"constant.{len(self._constants)}")
        self._initializers[tensor.name] = tensor
        return str(tensor.name)

    def weight(self, name: str) -> str:
        """Add a tensor of the safetensors file and return its float32 values.

        Halves are widened when a session loads the graph, once.
        """
        place = self._places[name]
        if name not in self._initializers:
            self._initializers[name] = _external_tensor(name, place)
            if place.dtype != "F32":
                self._widened[name] = self.node("Cast", name, to=TensorProto.FLOAT)
        return self._widened.get(name, name)

    def input(self, name: str, dtype: int, shape: list[int | str]) -> str:
        """Add an input; its free axes have names."""
        self._inputs.append(helper.make_tensor_value_info(name, dtype, shape))
        return name

    def output(self, name: str, value: str, shape: list[int | str]) -> None:
        """Let `value` be the float32 output `name`."""
        self._nodes.append(helper.make_node("Identity", [value], [name], name))
        self._outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def model(self, opset: int, ir_version: int) -> onnx.ModelProto:
        """The finished model."""
        graph = helper.make_graph(self._nodes, "cssgen", self._inputs, self._outputs, list(self._initializers.values()))
        opsets = [helper.make_opsetid("", opset), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, ir_version=ir_version, opset_imports=opsets, producer_name="cssgen")


def _external_tensor(name: str, place: TensorPlace) -> onnx.TensorProto:
    tensor = onnx.TensorProto(name=name, data_type=_DTYPES[place.dtype], dims=place.shape)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", place.file.name), ("offset", place.offset), ("length", place.length)):
        tensor.external_data.add(key=key, value=str(value))
    return tensor


def gelu_new(writer: GraphWriter, x: str) -> str:
    """GELU by tanh: https://arxiv.org/abs/1606.08415, as transformers' `gelu_new`."""
    cube = writer.node("Mul", writer.node("Mul", x, x), x)
    inner = writer.node("Add", x, writer.node("Mul", cube, writer.constant(0.044715)))
    scaled = writer.node("Mul", inner, writer.constant(math.sqrt(2 / math.pi)))
    gate = writer.node("Add", writer.node("Tanh", scaled), writer.constant(1.0))
    return writer.node("Mul", writer.node("Mul", x, writer.constant(0.5)), gate)
