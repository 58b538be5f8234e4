"""CodeGen as an ONNX graph: GPT-J's block, one LayerNorm with attention and MLP in parallel on its output.

Shapes: B rows, S new tokens of each, T = B * S, C slots of the cache, H heads of size D, W = H * D, V tokens.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cssgen.convert.codegen_shape import CodeGenShape
from cssgen.convert.codegen_weights import head_matrix
from cssgen.convert.graph_writer import MICROSOFT, GraphWriter
from cssgen.convert.linear import Linear
from cssgen.convert.onnx_format import DataType, Shape
from cssgen.convert.precisions import Precision
from cssgen.convert.safetensors import TensorPlace

# The oldest that have LayerNormalization, so that older ONNX Runtimes can run the graph.
_OPSET, _IR_VERSION = 17, 8


@dataclass(frozen=True, slots=True)
class _Cache:
    """Names of what attention needs beside queries, keys and values; `rows` is the shape (B, S, -1)."""

    lengths: str
    longest: str
    cosines: str
    sines: str
    rows: str


def build_graph(shape: CodeGenShape, precision: Precision, places: Mapping[str, TensorPlace]) -> bytes:
    """The graph of a model whose weights lie at `places`, as `cssgen.convert.codegen_weights` writes them.

    Inputs: `input_ids` (B, S); `last_slots` (B), the slot of the last token of each row; `num_slots` (1), how many
    slots the longest row has filled then; `num_logits`, how many of the last positions to score; per layer
    `past_keys` and `past_values` (B, H, C, D). Outputs: `logits` (B, num_logits, V), `normalizers`
    (B, num_logits), the logarithms of the sums of their exponentials, and per layer `keys` and `values`, which must
    be the same memory as `past_keys` and `past_values`: new tokens are put behind those that are there. S is 1,
    unless B is 1 or the cache is empty.
    """
    return CodeGenGraph(shape, precision, places).build()


class CodeGenGraph:
    """Writes the graph, a method for each part of the model."""

    def __init__(self, shape: CodeGenShape, precision: Precision, places: Mapping[str, TensorPlace]) -> None:
        self._shape = shape
        self._precision = precision
        self._writer = GraphWriter(places)
        self._linear = Linear(self._writer, precision)

    def build(self) -> bytes:
        """Write the whole graph."""
        writer = self._writer
        ids = writer.input("input_ids", DataType.INT64, ["B", "S"])
        cache = _Cache(
            writer.input("last_slots", DataType.INT32, ["B"]),
            writer.input("num_slots", DataType.INT32, [1]),
            *self._rotations(),
            writer.node("Concat", writer.node("Shape", ids), writer.constant([-1]), axis=0),
        )
        keep = writer.input("num_logits", DataType.INT64, [])
        x = self._linear.embed(self._by_token(ids, [-1]))
        normed = self._layer_norm(x, "transformer.h.0.ln_1")
        for layer in range(self._shape.layers):
            mixed = writer.node("Add", self._attention(normed, layer, cache), self._mlp(normed, layer))
            following = f"transformer.h.{layer + 1}.ln_1" if layer + 1 < self._shape.layers else "transformer.ln_f"
            normed, x = self._add_and_norm(mixed, x, f"transformer.h.{layer}.mlp.fc_out.bias", following)
        self._score(self._by_row(normed, cache), keep)
        return writer.model(_OPSET, _IR_VERSION)

    def _rotations(self) -> tuple[str, str]:
        """Cosines and sines of each position, (positions, D / 2), of https://arxiv.org/abs/2104.09864.

        Behind the rotary part the frequency is 0: the cosine is 1 and the sine 0, which changes nothing.
        """
        shape = self._shape
        frequencies = np.zeros(shape.head_size // 2)
        frequencies[: shape.rotary // 2] = 10_000 ** -(np.arange(0, shape.rotary, 2) / shape.rotary)
        angles = np.arange(shape.positions)[:, None] * frequencies
        tables = (np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32))
        return self._writer.constant(tables[0]), self._writer.constant(tables[1])

    def _attention(self, x: str, layer: int, cache: _Cache) -> str:
        """Attention of (T, W), which writes the new keys and values into the cache."""
        shape, writer = self._shape, self._writer
        slots: Shape = ["B", shape.heads, "C", shape.head_size]
        past = [writer.input(f"past_{name}.{layer}", DataType.FLOAT, slots) for name in ("keys", "values")]
        packed = self._by_row(self._multiply(x, f"transformer.h.{layer}.attn.qkv"), cache)  # (B, S, 3 W)
        attended, keys, values = writer.nodes(
            "GroupQueryAttention",
            *(packed, "", "", *past),
            *(cache.lengths, cache.longest, cache.cosines, cache.sines),
            results=3,
            domain=MICROSOFT,
            num_heads=shape.heads,
            kv_num_heads=shape.heads,
            do_rotary=1,
            rotary_interleaved=1,
        )
        writer.output(f"keys.{layer}", keys, slots)
        writer.output(f"values.{layer}", values, slots)
        return self._multiply(self._by_token(attended, [-1, shape.width]), f"transformer.h.{layer}.attn.out_proj")

    def _mlp(self, x: str, layer: int) -> str:
        """The MLP, but for the bias of its last layer."""
        name, writer = f"transformer.h.{layer}.mlp", self._writer
        inner = self._multiply(x, f"{name}.fc_in")
        # By tanh, as transformers' `gelu_new`.
        active = writer.node("FastGelu", inner, writer.weight(f"{name}.fc_in.bias"), domain=MICROSOFT)
        return self._multiply(active, f"{name}.fc_out")

    def _score(self, x: str, keep: str) -> None:
        """Write the outputs of the last positions of (B, S, W), which are normalised."""
        writer = self._writer
        start = writer.node("Unsqueeze", writer.node("Neg", keep), writer.constant([0]))
        last = writer.node("Slice", x, start, writer.constant([2**31]), writer.constant([1]))
        flat = self._by_token(last, [-1, self._shape.width])
        raw = self._multiply(flat, head_matrix(self._shape, self._precision))
        logits = writer.node("Add", raw, writer.weight("lm_head.bias"))
        if self._linear.is_flat:
            shape = writer.node("Concat", writer.node("Shape", last, end=2), writer.constant([-1]), axis=0)
            logits = writer.node("Reshape", logits, shape)
        writer.output("logits", logits, ["B", "num_logits", self._shape.vocabulary])
        writer.output("normalizers", self._normalizers(logits), ["B", "num_logits"])

    def _normalizers(self, logits: str) -> str:
        """Logarithms of the sums of exponentials, by nodes that are several times as fast as `ReduceLogSumExp`."""
        writer = self._writer
        largest = writer.node("ReduceMax", logits, axes=[2], keepdims=1)
        powers = writer.node("Exp", writer.node("Sub", logits, largest))
        sums = writer.node("Log", writer.node("ReduceSum", powers, writer.constant([2]), keepdims=1))
        return writer.node("Squeeze", writer.node("Add", sums, largest), writer.constant([2]))

    def _multiply(self, x: str, matrix: str) -> str:
        return self._linear.multiply(x, matrix)

    def _layer_norm(self, x: str, name: str) -> str:
        weight, bias = (self._writer.weight(f"{name}.{kind}") for kind in ("weight", "bias"))
        return self._writer.node("LayerNormalization", x, weight, bias, epsilon=self._shape.epsilon)

    def _add_and_norm(self, new: str, x: str, bias: str, name: str) -> tuple[str, str]:
        """The sum of `new`, `x` and a bias, first normalised, then as it is."""
        vectors = (self._writer.weight(each) for each in (f"{name}.weight", f"{name}.bias", bias))
        normed, _, _, whole = self._writer.nodes(
            "SkipLayerNormalization", new, x, *vectors, results=4, domain=MICROSOFT, epsilon=self._shape.epsilon
        )
        return normed, whole

    def _by_token(self, x: str, shape: list[int]) -> str:
        """What is (B, S, …) as (T, …), where products want it so."""
        return self._writer.node("Reshape", x, self._writer.constant(shape)) if self._linear.is_flat else x

    def _by_row(self, x: str, cache: _Cache) -> str:
        """What `_by_token` made, as (B, S, …) again."""
        return self._writer.node("Reshape", x, cache.rows) if self._linear.is_flat else x
