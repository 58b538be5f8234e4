"""Products with a matrix of weights, and looking rows up in it, whatever its precision."""

import numpy as np

from cssgen.convert.graph_writer import MICROSOFT, GraphWriter
from cssgen.convert.onnx_format import DataType
from cssgen.convert.precisions import EMBEDDING, Precision

# Activations are quantised too, block by block: several times as fast, and hardly less exact.
_INT8_ACTIVATIONS = 4
# Of the whole numbers that activations become. Eight bits of them would overflow the 16 bits in which processors
# without VNNI add the products of two.
_CENTRE, _LARGEST = 64, 63


class Linear:
    """Products of activations (T, I) of T tokens with matrices of one precision.

    With 8 bits each token's activations are rounded to whole numbers of 7 bits by a scale of their own, and the
    products of these are exact: so nothing of a token depends on the others of its batch. `MatMulNBits` reads 8 bits as
    fast for one token, but takes two to three times as long for several.

    Args:
        writer: the graph.
        precision: of its weights.

    Attributes:
        is_flat: whether activations must be (T, I); if not, (B, S, I) will do.
    """

    def __init__(self, writer: GraphWriter, precision: Precision) -> None:
        self._writer = writer
        self._precision = precision
        self.is_flat = precision == "int8"
        self._rounded: dict[str, tuple[str, str]] = {}

    def multiply(self, x: str, matrix: str) -> str:
        """The product with the transpose of a matrix (O, I), as torch's linear layers have it."""
        if self._precision == "float32":
            return self._writer.node("MatMul", x, self._lying(f"{matrix}.weight", matrix))
        return self._multiply_rows(x, matrix) if self._precision == "int8" else self._multiply_blocks(x, matrix)

    def embed(self, ids: str) -> str:
        """The embeddings (T, W) of tokens (T)."""
        writer = self._writer
        if self._precision == "float32":
            return writer.node("Gather", writer.weight(f"{EMBEDDING}.weight"), ids)
        codes = writer.node("Gather", writer.weight(f"{EMBEDDING}.codes"), ids)
        scales = writer.node("Gather", writer.weight(f"{EMBEDDING}.scales"), ids)
        values = writer.node("Cast", codes, to=int(DataType.FLOAT))
        return writer.node("Mul", values, writer.node("Unsqueeze", scales, writer.constant([-1])))

    def _lying(self, name: str, matrix: str) -> str:
        """A matrix as (I, O). Lookups want the rows of the embeddings; all others lie so in the file."""
        weight = self._writer.weight(name)
        return self._writer.node("Transpose", weight) if matrix == EMBEDDING else weight

    def _multiply_rows(self, x: str, matrix: str) -> str:
        """By a matrix with a scale for each of its rows."""
        writer = self._writer
        codes, scales = self._rounded.get(x) or self._round(x)  # a layer's attention and MLP share theirs
        factors = (writer.constant(1.0), writer.weight(f"{matrix}.scales"))
        centre = writer.constant(np.array(_CENTRE, np.uint8))
        weights = self._lying(f"{matrix}.codes", matrix)
        product = writer.node("MatMulIntegerToFloat", codes, weights, *factors, centre, domain=MICROSOFT)
        return writer.node("Mul", product, scales)

    def _round(self, x: str) -> tuple[str, str]:
        """Activations (T, I) as whole numbers around 64, and the scale of each token, (T, 1)."""
        writer = self._writer
        largest = writer.node("ReduceMax", writer.node("Abs", x), axes=[1], keepdims=0)
        scales = writer.node("Max", writer.node("Mul", largest, writer.constant(1 / _LARGEST)), writer.constant(1e-30))
        centres = writer.node("Expand", writer.constant(np.array([_CENTRE], np.uint8)), writer.node("Shape", scales))
        codes = writer.node("QuantizeLinear", x, scales, centres, axis=0)
        self._rounded[x] = codes, writer.node("Unsqueeze", scales, writer.constant([1]))
        return self._rounded[x]

    def _multiply_blocks(self, x: str, matrix: str) -> str:
        """By a matrix of 4 bits with a scale for each block of its rows."""
        writer = self._writer
        rows, blocks, size = writer.shape(f"{matrix}.codes")
        return writer.node(
            "MatMulNBits",
            x,
            writer.weight(f"{matrix}.codes"),
            writer.weight(f"{matrix}.scales"),
            domain=MICROSOFT,
            K=blocks * size * 2,
            N=rows,
            bits=4,
            block_size=size * 2,
            accuracy_level=_INT8_ACTIVATIONS,
        )
