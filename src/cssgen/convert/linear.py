"""Products with a matrix of weights, and looking rows up in it, whatever its precision."""

from cssgen.convert.graph_writer import MICROSOFT, GraphWriter
from cssgen.convert.onnx_format import DataType
from cssgen.convert.precisions import BLOCKS, EMBEDDING, Precision

# Activations are quantised too, block by block: several times as fast, and hardly less exact.
_INT8_ACTIVATIONS = 4


def multiply(writer: GraphWriter, x: str, matrix: str, precision: Precision) -> str:
    """The product of (B, S, I) with the transpose of a matrix (O, I), as torch's linear layers have it."""
    if precision == "float32":
        weight = writer.weight(f"{matrix}.weight")
        # Lookups want the rows of the embeddings; all others lie transposed in the file.
        return writer.node("MatMul", x, writer.node("Transpose", weight) if matrix == EMBEDDING else weight)
    rows, blocks, size = writer.shape(f"{matrix}.codes")
    block = BLOCKS[precision]
    return writer.node(
        "MatMulNBits",
        x,
        writer.weight(f"{matrix}.codes"),
        writer.weight(f"{matrix}.scales"),
        domain=MICROSOFT,
        K=blocks * block,
        N=rows,
        bits=size * 8 // block,
        block_size=block,
        accuracy_level=_INT8_ACTIVATIONS,
    )


def embed(writer: GraphWriter, ids: str, precision: Precision) -> str:
    """The embeddings (B, S, W) of tokens (B, S)."""
    if precision == "float32":
        return writer.node("Gather", writer.weight(f"{EMBEDDING}.weight"), ids)
    codes = writer.node("Gather", writer.weight(f"{EMBEDDING}.codes"), ids)  # (B, S, blocks, block)
    scales = writer.node("Gather", writer.weight(f"{EMBEDDING}.scales"), ids)  # (B, S, blocks)
    centred = writer.node("Sub", writer.node("Cast", codes, to=int(DataType.FLOAT)), writer.constant(128.0))
    values = writer.node("Mul", centred, writer.node("Unsqueeze", scales, writer.constant([3])))
    return writer.node("Reshape", values, writer.constant([0, 0, -1]))
