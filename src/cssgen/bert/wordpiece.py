"""BERT's uncased tokenizer: words and punctuation, then the longest known pieces of each word.

https://arxiv.org/abs/1609.08144, as `transformers.BertTokenizer` does it, for the vocabulary that is given. Prompts are
short and few, so this costs microseconds where a tokenizer library would cost its import.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

UNKNOWN: Final = "[UNK]"
START: Final = "[CLS]"
END: Final = "[SEP]"
_PIECES = re.compile(r"\w+|[^\w\s]", re.UNICODE)
LONGEST_WORD: Final = 100  # characters; a longer word is unknown


class WordPiece:
    """Text to token ids.

    Args:
        vocabulary: ids by token; a piece that goes on within a word begins with `##`.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary

    def encode(self, text: str, most: int) -> list[int]:
        """Ids of at most `most` tokens, the first and the last one included."""
        ids = [self._vocabulary[token] for word in _split(text) for token in self._split_word(word)]
        return [self._vocabulary[START], *ids[: most - 2], self._vocabulary[END]]

    def _split_word(self, word: str) -> list[str]:
        pieces: list[str] = []
        start = 0
        while start < len(word) <= LONGEST_WORD:
            prefix = "##" if start else ""
            end = next(
                (end for end in range(len(word), start, -1) if prefix + word[start:end] in self._vocabulary), None
            )
            if end is None:
                return [UNKNOWN]
            pieces.append(prefix + word[start:end])
            start = end
        return pieces or [UNKNOWN]


def _split(text: str) -> Iterator[str]:
    """Words in lower case without accents, and single signs; `_` is one of them."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    plain = "".join(sign for sign in decomposed if unicodedata.category(sign) != "Mn")
    for piece in _PIECES.findall(plain):
        yield from re.findall(r"_|[^_]+", piece)
