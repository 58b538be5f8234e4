"""Which encoding a stylesheet is in, and where its characters lie in the bytes."""

import codecs
import functools
import re
from collections.abc import Iterable, Iterator

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16be"), (codecs.BOM_UTF16_LE, "utf-16le"))
_CHARSET = re.compile(rb'@charset "([^"]*)";')
_CHARSET_WITHIN = 1024

# The decoders that browsers use for these labels take in more than the Python codec of the same name.
# https://encoding.spec.whatwg.org/#legacy-multi-byte-chinese-(simplified)-encodings
_WIDER_CODECS = {"shift_jis": "cp932", "euc-kr": "cp949", "gbk": "gb18030", "big5": "big5hkscs"}


def sniff_encoding(raw: bytes) -> tuple[str, bytes]:
    """Name (encoding standard, lower case) and byte order mark: by the mark, `@charset`, or UTF-8.

    https://drafts.csswg.org/css-syntax/#input-byte-stream
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return encoding, bom
    declared = _CHARSET.match(raw, 0, _CHARSET_WITHIN)
    # Nearly all that declare one declare this one, and it takes no table of encodings to know it.
    if declared is None or declared[1].lower() == b"utf-8":
        return "utf-8", b""
    from webencodings import lookup

    found = lookup(declared[1].decode("latin-1"))
    # An `@charset` that could be read bytewise is no UTF-16, says the specification.
    if found is None or found.name.startswith("utf-16"):
        return "utf-8", b""
    return found.name, b""


@functools.cache
def find_codec(encoding: str) -> codecs.CodecInfo:
    """The codec for a name of the encoding standard.

    Raises:
        LookupError: if there is none.
    """
    if encoding == "utf-8" or encoding in _WIDER_CODECS:
        return codecs.lookup(_WIDER_CODECS.get(encoding, encoding))
    from webencodings import lookup

    found = lookup(encoding)
    if found is None:
        raise LookupError(encoding)
    info: codecs.CodecInfo = found.codec_info
    return info


def escape_unencodable(text: str, codec: codecs.CodecInfo) -> str:
    """Write the characters that `codec` cannot hold as CSS escapes, `—` as `\\2014 `.

    https://drafts.csswg.org/css-syntax/#escaping
    """
    return "".join(
        character if character.isascii() or _holds(codec, character) else f"\\{ord(character):x} " for character in text
    )


def _holds(codec: codecs.CodecInfo, character: str) -> bool:
    """Whether `character` comes back as it went: some codecs write a look-alike (cp932: `¬`)."""
    try:
        return codec.decode(codec.encode(character, "strict")[0], "strict")[0] == character
    except UnicodeError:
        return False


def byte_offsets(body: bytes, text: str, encoding: str, offsets: Iterable[int]) -> dict[int, int]:
    """Where in `body` the code points at `offsets` of `text` begin; `text` is `body`, decoded."""
    wanted = sorted(set(offsets))
    if len(body) == len(text):
        return {offset: offset for offset in wanted}
    if encoding.startswith("utf-"):
        return dict(zip(wanted, _sum_lengths(text, encoding, wanted), strict=True))
    # Two byte sequences of an old encoding may stand for one character: only decoding tells which it was.
    starts = list(_character_starts(body, find_codec(encoding)))
    return {offset: starts[offset] for offset in wanted}


def _sum_lengths(text: str, encoding: str, offsets: list[int]) -> Iterator[int]:
    """Byte offsets in a Unicode encoding, where each character has one form."""
    position = length = 0
    for offset in offsets:
        length += len(find_codec(encoding).encode(text[position:offset], "strict")[0])
        position = offset
        yield length


def _character_starts(body: bytes, codec: codecs.CodecInfo) -> Iterator[int]:
    """Byte offset of each character, and of the end."""
    decoder = codec.incrementaldecoder("strict")
    start = 0
    for end in range(1, len(body) + 1):
        for _ in decoder.decode(body[end - 1 : end]):
            yield start
            start = end
        if not decoder.getstate()[0]:
            start = end  # an escape sequence that switches the character set is over
    yield start
