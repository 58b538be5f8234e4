"""The wire format of Protocol Buffers, as far as writing needs it: https://protobuf.dev/programming-guides/encoding."""

import struct

_VARINT, _LENGTH_DELIMITED, _FIXED32 = 0, 2, 5


def field(number: int, value: int | float | str | bytes) -> bytes:
    """A field of a message; a message within a message is given by its bytes."""
    match value:
        case int():
            return varint(number << 3 | _VARINT) + varint(value)
        case float():
            return varint(number << 3 | _FIXED32) + struct.pack("<f", value)
        case str() | bytes():
            data = value.encode() if isinstance(value, str) else value
            return varint(number << 3 | _LENGTH_DELIMITED) + varint(len(data)) + data


def varint(number: int) -> bytes:
    """A whole number in groups of seven bits, the lowest first; negative ones as 64 bits of two's complement."""
    rest = number & 0xFFFF_FFFF_FFFF_FFFF
    groups = bytearray()
    while rest > 0x7F:
        groups.append(rest & 0x7F | 0x80)
        rest >>= 7
    groups.append(rest)
    return bytes(groups)
