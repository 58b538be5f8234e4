"""In which precision matrices are kept."""

from typing import Literal

Precision = Literal["float32", "int8", "int4"]

EMBEDDING = "transformer.wte"
"""The matrix that tokens are looked up in: it is never multiplied by, so 4 bits would save no time."""

BLOCKS: dict[Precision, int] = {"float32": 0, "int8": 32, "int4": 64}
"""How many weights of a row share a scale."""

_BITS: dict[Precision, int] = {"float32": 32, "int8": 8, "int4": 4}


def matrix_bits(precision: Precision, matrix: str) -> int:
    """Bits of a weight of a matrix."""
    bits = _BITS[precision]
    return max(bits, 8) if matrix == EMBEDDING else bits
