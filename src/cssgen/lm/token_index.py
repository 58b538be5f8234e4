"""The tokens of a vocabulary by what they say, as bit masks."""

import bisect
import functools
import re
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.int32]
"""(ceil(V / 32),) bits of tokens, lowest bit first."""

_CROSSING = re.compile(rb"[{};][^A-Za-z-]*[A-Za-z-]")
_NAMING = re.compile(rb"[A-Za-z0-9_-]")
_WORDING = re.compile(rb"\s*[A-Za-z]")
_BRACKET = re.compile(b"[()]")


class TokenIndex:
    """Masks of the tokens that begin with, or hold, certain bytes.

    Args:
        texts: the bytes of each token, by its id; empty for special tokens.

    Attributes:
        crossing: tokens that end a declaration or open a block, and go on with a name.
        naming: tokens that go on with a name.
        finishing: tokens that end a function, a declaration or a selector.
        wording: tokens that begin with a letter, blanks aside.
        opening: tokens that hold a parenthesis that opens.
        closing: tokens that close a parenthesis which they do not open.
        nothing: no token.
    """

    def __init__(self, texts: Iterable[bytes]) -> None:
        self._texts = list(texts)
        order = sorted((text, token) for token, text in enumerate(self._texts) if text)
        self._sorted = [text for text, _ in order]
        self._tokens = np.array([token for _, token in order], np.int64)
        self.words = -(-len(self._texts) // 32)
        self.nothing = self.mask(())
        self.crossing = self._holding(_crosses)
        self.naming = self._holding(lambda text: _NAMING.match(text) is not None)
        self.finishing = self._holding(lambda text: text.startswith((b";", b")", b" {", b"{")))
        self.wording = self._holding(lambda text: _WORDING.match(text) is not None)
        self.opening = self._holding(lambda text: b"(" in text)
        self.closing = self._holding(_closes)
        self.starting_with = functools.lru_cache(8192)(self._starting_with)

    def text(self, token: int) -> bytes:
        """The bytes of a token."""
        return self._texts[token]

    def crosses(self, token: int) -> bool:
        """Whether `crossing` holds a token."""
        return _crosses(self._texts[token])

    def mask(self, tokens: Iterable[int]) -> Mask:
        """The mask of some tokens."""
        bits = np.zeros(self.words * 32, np.uint8)
        bits[np.fromiter(tokens, np.int64)] = 1
        return np.packbits(bits, bitorder="little").view(np.int32)

    def _holding(self, holds: Callable[[bytes], bool]) -> Mask:
        return self.mask(token for token, text in enumerate(self._texts) if holds(text))

    def _starting_with(self, prefix: bytes) -> Mask:
        start = bisect.bisect_left(self._sorted, prefix)
        # No byte of UTF-8 is 0xff.
        end = bisect.bisect_left(self._sorted, prefix + b"\xff")
        return self.mask(self._tokens[start:end])


def _crosses(text: bytes) -> bool:
    return _CROSSING.search(text) is not None


def _closes(text: bytes) -> bool:
    depth = 0
    for sign in _BRACKET.findall(text):
        depth += 1 if sign == b"(" else -1
        if depth < 0:
            return True
    return False
