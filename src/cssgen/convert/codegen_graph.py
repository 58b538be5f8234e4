"""CodeGen as an ONNX graph: GPT-J's block, one LayerNorm with attention and MLP in parallel on its output.

Shapes: B rows, S new tokens, N = B * S, C slots of the cache, H heads of size D, W = H * D, V tokens.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto

from cssgen.convert.graph_writer import GraphWriter, gelu_new
from cssgen.convert.safetensors import TensorPlace

# The oldest that have LayerNormalization, so that older ONNX Runtimes can run the graph.
_OPSET, _IR_VERSION = 17, 8
# transformers' CodeGen lays queries, values and keys out for the four cores of a TPU v4.
_CORES = 4


@dataclass(frozen=True, slots=True)
class CodeGenShape:
    """What the graph needs to know of a model's configuration."""

    layers: int
    width: int
    heads: int
    rotary: int
    vocabulary: int
    epsilon: float
    is_tied: bool

    @property
    def head_size(self) -> int:
        """D."""
        return self.width // self.heads


def weight_names(shape: CodeGenShape) -> set[str]:
    """Names of all weights, as transformers gives them."""
    layer = ["attn.qkv_proj.weight", "attn.out_proj.weight"]
    layer += [f"{module}.{kind}" for module in ("ln_1", "mlp.fc_in", "mlp.fc_out") for kind in ("weight", "bias")]
    names = {f"transformer.h.{index}.{name}" for index in range(shape.layers) for name in layer}
    names |= {"transformer.wte.weight", "transformer.ln_f.weight", "transformer.ln_f.bias", "lm_head.bias"}
    return names if shape.is_tied else names | {"lm_head.weight"}


def build_graph(shape: CodeGenShape, places: Mapping[str, TensorPlace]) -> onnx.ModelProto:
    """The graph of a model whose weights lie at `places`.

    Inputs: `input_ids` and `position_ids` (B, S); `attention_bias` (B, 1, S, C + S), which is added to the
    scores; `num_logits`, how many of the last positions to score; per layer `past_keys` (B, H, D, C)
    and `past_values` (B, H, C, D). Outputs: `logits` (B, num_logits, V), `new_keys` (B, H, D, S) and
    `new_values` (B, H, S, D): the caller keeps the cache, so that no step copies it.
    """
    return CodeGenGraph(shape, places).build()


class CodeGenGraph:
    """Writes the graph, a method for each part of the model."""

    def __init__(self, shape: CodeGenShape, places: Mapping[str, TensorPlace]) -> None:
        self._shape = shape
        self._writer = GraphWriter(places)

    def build(self) -> onnx.ModelProto:
        """Write the whole graph."""
        shape, writer = self._shape, self._writer
        ids = writer.input("input_ids", TensorProto.INT64, ["B", "S"])
        positions = writer.input("position_ids", TensorProto.INT64, ["B", "S"])
        bias = writer.input("attention_bias", TensorProto.FLOAT, ["B", 1, "S", "C+S"])
        keep = writer.input("num_logits", TensorProto.INT64, [])
        rotation = self._rotation(positions)
        batch = writer.node("Shape", ids)  # (B, S)
        embedded = writer.node("Gather", writer.weight("transformer.wte.weight"), ids)
        x = writer.node("Reshape", embedded, writer.constant([-1, shape.width]))  # (N, W)
        new: list[tuple[str, str]] = []
        for layer in range(shape.layers):
            normed = self._layer_norm(x, f"transformer.h.{layer}.ln_1")
            attended, keys, values = self._attention(normed, layer, batch, rotation, bias)
            x = writer.node("Add", writer.node("Add", attended, self._mlp(normed, layer)), x)
            new.append((keys, values))
        writer.output("logits", self._logits(x, batch, keep), ["B", "num_logits", shape.vocabulary])
        for layer, (keys, _) in enumerate(new):
            writer.output(f"new_keys.{layer}", keys, ["B", shape.heads, shape.head_size, "S"])
        for layer, (_, values) in enumerate(new):
            writer.output(f"new_values.{layer}", values, ["B", shape.heads, "S", shape.head_size])
        return writer.model(_OPSET, _IR_VERSION)

    def _rotation(self, positions: str) -> tuple[str, str, str]:
        """Cosines and sines, (B, 1, S, D), and the matrix (D, D) that turns each pair by a right angle.

        Behind the rotary part the frequency is 0: the cosine is 1 and the sine 0, which changes nothing.
        """
        writer, size = self._writer, self._shape.head_size
        frequencies = np.zeros(size, np.float32)
        pairs = 10_000 ** (np.arange(0, self._shape.rotary, 2) / self._shape.rotary)
        frequencies[: self._shape.rotary] = np.repeat(1 / pairs, 2)
        column = writer.node("Unsqueeze", positions, writer.constant([1, 3]))
        angles = writer.node("Mul", writer.node("Cast", column, to=TensorProto.FLOAT), writer.constant(frequencies))
        turn = np.kron(np.eye(size // 2), [[0, 1], [-1, 0]]).astype(np.float32)
        return writer.node("Cos", angles), writer.node("Sin", angles), writer.constant(turn)

    def _rotate(self, x: str, rotation: tuple[str, str, str]) -> str:
        """Rotary position embedding of (B, H, S, D): https://arxiv.org/abs/2104.09864."""
        cosines, sines, turn = rotation
        writer = self._writer
        turned = writer.node("Mul", writer.node("MatMul", x, turn), sines)
        return writer.node("Add", writer.node("Mul", x, cosines), turned)

    def _attention(
        self, x: str, layer: int, batch: str, rotation: tuple[str, str, str], bias: str
    ) -> tuple[str, str, str]:
        """Attention of (N, W): its result (N, W), the new keys and the new values."""
        shape, writer = self._shape, self._writer
        past_keys = writer.input(f"past_keys.{layer}", TensorProto.FLOAT, ["B", shape.heads, shape.head_size, "C"])
        past_values = writer.input(f"past_values.{layer}", TensorProto.FLOAT, ["B", shape.heads, "C", shape.head_size])
        query, value, key = self._queries_values_keys(x, layer, batch)
        query = self._rotate(query, rotation)
        keys = writer.node("Transpose", self._rotate(key, rotation), perm=[0, 1, 3, 2])
        query = writer.node("Mul", query, writer.constant(1 / math.sqrt(shape.head_size)))
        scores = writer.node(
            "Concat", writer.node("MatMul", query, past_keys), writer.node("MatMul", query, keys), axis=-1
        )
        weights = writer.node("Softmax", writer.node("Add", scores, bias), axis=-1)  # (B, H, S, C + S)
        slots = writer.node("Shape", past_values, start=2, end=3)
        behind = writer.constant([2**31])
        first, axis = writer.constant([0]), writer.constant([3])
        on_past = writer.node("Slice", weights, first, slots, axis)
        on_new = writer.node("Slice", weights, slots, behind, axis)
        attended = writer.node("Add", writer.node("MatMul", on_past, past_values), writer.node("MatMul", on_new, value))
        rows = writer.node("Transpose", attended, perm=[0, 2, 1, 3])
        flat = writer.node("Reshape", rows, writer.constant([-1, shape.width]))
        return self._linear(flat, f"transformer.h.{layer}.attn.out_proj"), keys, value

    def _queries_values_keys(self, x: str, layer: int, batch: str) -> list[str]:
        """Queries, values and keys of (N, W), each (B, H, S, D)."""
        shape, writer = self._shape, self._writer
        parts = self._linear(x, f"transformer.h.{layer}.attn.qkv_proj")
        by_core = writer.constant([_CORES, 3, shape.heads // _CORES, shape.head_size])
        split = writer.node("Reshape", parts, writer.node("Concat", batch, by_core, axis=0))
        ordered = writer.node("Transpose", split, perm=[3, 0, 2, 4, 1, 5])
        heads = writer.node("Reshape", ordered, self._merged_heads(batch))  # (3, B, H, S, D)
        return [writer.node("Gather", heads, writer.constant(np.array(part))) for part in range(3)]

    def _merged_heads(self, batch: str) -> str:
        shape, writer = self._shape, self._writer
        rows, steps = (writer.node("Slice", batch, writer.constant([at]), writer.constant([at + 1])) for at in (0, 1))
        three, heads, size = (writer.constant([n]) for n in (3, shape.heads, shape.head_size))
        return writer.node("Concat", three, rows, heads, steps, size, axis=0)

    def _mlp(self, x: str, layer: int) -> str:
        inner = gelu_new(self._writer, self._linear(x, f"transformer.h.{layer}.mlp.fc_in", has_bias=True))
        return self._linear(inner, f"transformer.h.{layer}.mlp.fc_out", has_bias=True)

    def _logits(self, x: str, batch: str, keep: str) -> str:
        """Logits (B, keep, V) of the last positions of (N, W)."""
        shape, writer = self._shape, self._writer
        rows = writer.node("Reshape", x, writer.node("Concat", batch, writer.constant([shape.width]), axis=0))
        start = writer.node("Unsqueeze", writer.node("Neg", keep), writer.constant([0]))
        last = writer.node("Slice", rows, start, writer.constant([2**31]), writer.constant([1]))
        normed = self._layer_norm(writer.node("Reshape", last, writer.constant([-1, shape.width])), "transformer.ln_f")
        embedding = "transformer.wte.weight" if shape.is_tied else "lm_head.weight"
        flat = self._gemm(normed, embedding, "lm_head.bias")
        count = writer.node("Unsqueeze", keep, writer.constant([0]))
        free = writer.constant([-1])
        return writer.node(
            "Reshape", flat, writer.node("Concat", free, count, writer.constant([shape.vocabulary]), axis=0)
        )

    def _layer_norm(self, x: str, name: str) -> str:
        weight, bias = (self._writer.weight(f"{name}.{kind}") for kind in ("weight", "bias"))
        return self._writer.node("LayerNormalization", x, weight, bias, epsilon=self._shape.epsilon)

    def _linear(self, x: str, name: str, *, has_bias: bool = False) -> str:
        return self._gemm(x, f"{name}.weight", f"{name}.bias" if has_bias else None)

    def _gemm(self, x: str, weight: str, bias: str | None) -> str:
        """The linear layer of torch: `x` (N, I), weight (O, I), bias (O)."""
        tensors = [self._writer.weight(name) for name in (weight, bias) if name]
        return self._writer.node("Gemm", x, *tensors, transB=1)
