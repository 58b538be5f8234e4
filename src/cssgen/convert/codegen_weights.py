"""The weights of CodeGen as the graph wants them: heads in order, matrices as floats or quantised."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from cssgen.convert.codegen_shape import CodeGenShape, merge_cores
from cssgen.convert.precisions import EMBEDDING, Precision, block_of, matrix_bits
from cssgen.convert.quantization import flip_sign, quantize
from cssgen.convert.safetensors import TensorWriter
from cssgen.lm.interfaces import FloatArray

Read = Callable[[str], FloatArray]
"""From the name that transformers gives a weight to its values."""


def write_weights(shape: CodeGenShape, read: Read, precision: Precision, file: Path) -> None:
    """Write all weights in a precision."""
    wanted = _tensor_shapes(shape, precision)
    # Floats first: behind bytes of any number they would not be aligned.
    ordered = dict(sorted(wanted.items(), key=lambda item: item[1][0] != "F32"))
    with TensorWriter(file, ordered) as writer:
        for name, values in _iter_tensors(shape, read, precision):
            writer.write(name, values)


def head_matrix(shape: CodeGenShape, precision: Precision) -> str:
    """Name of the matrix of the last layer: that of the embeddings, if the model shares it and so does the file."""
    return EMBEDDING if shape.is_tied and precision != "int4" else "lm_head"


def _matrices(shape: CodeGenShape, precision: Precision) -> dict[str, tuple[tuple[int, int], str]]:
    """Shape of each matrix, and the name of the weight that it comes from."""
    width, found = shape.width, {EMBEDDING: ((shape.vocabulary, shape.width), f"{EMBEDDING}.weight")}
    for layer in (f"transformer.h.{index}" for index in range(shape.layers)):
        found[f"{layer}.attn.qkv"] = ((3 * width, width), f"{layer}.attn.qkv_proj.weight")
        found[f"{layer}.attn.out_proj"] = ((width, width), f"{layer}.attn.out_proj.weight")
        found[f"{layer}.mlp.fc_in"] = ((4 * width, width), f"{layer}.mlp.fc_in.weight")
        found[f"{layer}.mlp.fc_out"] = ((width, 4 * width), f"{layer}.mlp.fc_out.weight")
    head = head_matrix(shape, precision)
    if head != EMBEDDING:
        found[head] = ((shape.vocabulary, width), f"{EMBEDDING if shape.is_tied else head}.weight")
    return found


def _vectors(shape: CodeGenShape) -> dict[str, int]:
    found = {"transformer.ln_f.weight": shape.width, "transformer.ln_f.bias": shape.width}
    found["lm_head.bias"] = shape.vocabulary
    for layer in (f"transformer.h.{index}" for index in range(shape.layers)):
        found |= {f"{layer}.ln_1.weight": shape.width, f"{layer}.ln_1.bias": shape.width}
        found |= {f"{layer}.mlp.fc_in.bias": 4 * shape.width, f"{layer}.mlp.fc_out.bias": shape.width}
    return found


def _tensor_shapes(shape: CodeGenShape, precision: Precision) -> dict[str, tuple[str, tuple[int, ...]]]:
    shapes: dict[str, tuple[str, tuple[int, ...]]] = {name: ("F32", (size,)) for name, size in _vectors(shape).items()}
    for name, ((rows, columns), _) in _matrices(shape, precision).items():
        bits = matrix_bits(precision, name)
        lying = (rows, columns) if name == EMBEDDING else (columns, rows)
        if bits == 32:
            shapes[f"{name}.weight"] = ("F32", lying)
        elif bits == 8:
            shapes[f"{name}.scales"] = ("F32", (rows,))
            shapes[f"{name}.codes"] = ("I8", lying)
        else:
            block = block_of(columns)
            shapes[f"{name}.scales"] = ("F32", (rows, columns // block))
            shapes[f"{name}.codes"] = ("U8", (rows, columns // block, block * bits // 8))
    return shapes


def _iter_tensors(shape: CodeGenShape, read: Read, precision: Precision) -> Iterator[tuple[str, NDArray[Any]]]:
    for name in _vectors(shape):
        yield name, read(name)
    for name, (_, source) in _matrices(shape, precision).items():
        weight = merge_cores(read(source)) if name.endswith(".qkv") else read(source)
        bits = matrix_bits(precision, name)
        if bits == 32:
            yield f"{name}.weight", weight if name == EMBEDDING else weight.T
        elif bits == 8:
            quantized = quantize(weight, bits, weight.shape[1])
            codes = flip_sign(quantized.codes[:, 0])
            yield f"{name}.codes", codes if name == EMBEDDING else codes.T
            yield f"{name}.scales", quantized.scales[:, 0]
        else:
            quantized = quantize(weight, bits, block_of(weight.shape[1]))
            yield f"{name}.codes", quantized.codes
            yield f"{name}.scales", quantized.scales
