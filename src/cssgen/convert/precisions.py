"""In which precision matrices are kept."""

from typing import Literal

Precision = Literal["float32", "int8", "int4"]

EMBEDDING = "transformer.wte"
"""The matrix that tokens are looked up in: it is never multiplied by, so 4 bits would save no time."""

_BLOCK = 256


def block_of(columns: int) -> int:
    """How many weights of 4 bits of a row share a scale; of those of 8 bits, all do."""
    # A power of two that divides the row.
    return min(_BLOCK, columns & -columns)


_BITS: dict[Precision, int] = {"float32": 32, "int8": 8, "int4": 4}


def matrix_bits(precision: Precision, matrix: str) -> int:
    """Bits of a weight of a matrix."""
    bits = _BITS[precision]
    return max(bits, 8) if matrix == EMBEDDING else bits
