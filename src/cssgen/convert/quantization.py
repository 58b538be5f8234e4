"""Weights as whole numbers of 4 or 8 bits, with a scale for each block of a row.

A weight is `scale * (code - 2 ** (bits - 1))`, as ONNX Runtime's `MatMulNBits` reads it:
https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#com.microsoft.MatMulNBits
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cssgen.lm.interfaces import FloatArray

Codes = NDArray[np.uint8]

# Of a 4-bit scale: the largest weight of a block may be cut a little if that serves the others.
_SHRINKAGES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)


@dataclass(frozen=True, slots=True)
class Quantized:
    """A matrix of O rows of I columns.

    Attributes:
        codes: (O, blocks, block * bits / 8); of two codes in a byte, the low half comes first.
        scales: (O, blocks).
    """

    codes: Codes
    scales: FloatArray


def quantize(weight: FloatArray, bits: int, block: int) -> Quantized:
    """Quantise an (O, I) matrix, of whole blocks."""
    values = weight.reshape(len(weight), -1, block)
    scales = _best_scales(values, bits)
    codes = _round(values, scales, bits) + np.float32(2 ** (bits - 1))
    return Quantized(_pack(codes.astype(np.uint8), bits), scales)


def dequantize(quantized: Quantized, bits: int) -> FloatArray:
    """The (O, I) matrix, as far as it is known."""
    codes = _unpack(quantized.codes, bits).astype(np.float32) - np.float32(2 ** (bits - 1))
    values: FloatArray = codes * quantized.scales[..., None]
    return values.reshape(len(values), -1)


def flip_sign(codes: Codes) -> Codes:
    """The bytes of signed numbers for codes of 8 bits, and back."""
    return codes ^ np.uint8(0x80)


def _best_scales(values: FloatArray, bits: int) -> FloatArray:
    """(O, blocks) scales: the weight of the largest magnitude gets the lowest code, for there is one more of those."""
    at = np.abs(values).argmax(axis=-1, keepdims=True)
    largest = np.take_along_axis(values, at, -1)[..., 0]
    full: FloatArray = (largest / -(2 ** (bits - 1))).astype(np.float32)
    full[full == 0] = 1
    if bits == 8:
        return full
    candidates = [full * np.float32(each) for each in _SHRINKAGES]
    errors = [np.square(_round(values, scales, bits) * scales[..., None] - values).sum(-1) for scales in candidates]
    best = np.argmin(errors, axis=0)
    chosen: FloatArray = np.choose(best, candidates)
    return chosen


def _round(values: FloatArray, scales: FloatArray, bits: int) -> FloatArray:
    half = 2 ** (bits - 1)
    rounded: FloatArray = np.clip(np.rint(values / scales[..., None]), -half, half - 1)
    return rounded


def _pack(codes: Codes, bits: int) -> Codes:
    if bits == 8:
        return codes
    packed: Codes = codes[..., 0::2] | np.left_shift(codes[..., 1::2], 4)
    return packed


def _unpack(codes: Codes, bits: int) -> Codes:
    if bits == 8:
        return codes
    return np.stack((codes & 0xF, codes >> 4), axis=-1).reshape(*codes.shape[:-1], -1)
