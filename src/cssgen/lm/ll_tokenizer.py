"""Byte-level tokenizers from a `tokenizer.json`, through llguidance, which the engine has on board anyway."""

from collections.abc import Sequence
from pathlib import Path

import llguidance

from cssgen.errors import ModelError
from cssgen.lm.model_config import end_ids, read_config
from cssgen.regular_files import read_regular

_MAX_BYTES = 200_000_000  # several times the largest that are in use


class LLTokenizer:
    """The tokenizer of the ONNX engine.

    `handle` is llguidance's own object, for compiling grammars.

    Args:
        directory: of `tokenizer.json`.
        model_directory: whose `config.json` says which ids end a text; None if it is the same.

    Raises:
        ModelError: if `tokenizer.json` or `config.json` cannot be read.
    """

    def __init__(self, directory: Path, model_directory: Path | None = None) -> None:
        path = directory / "tokenizer.json"
        ends = end_ids(read_config(model_directory or directory))
        try:
            # llguidance takes either a path or the name of a repository, which it would download.
            text = read_regular(path, _MAX_BYTES).decode()
            if not text.lstrip().startswith("{"):
                raise ValueError("it is no JSON object")  # llguidance would take it for a name, and open or fetch that
            self.handle = llguidance.LLTokenizer(text, eos_token=sorted(ends) or None)
        except (OSError, ValueError) as error:
            raise ModelError(f"cannot read the tokenizer {path}: {error}") from error
        self.vocab_size: int = self.handle.vocab_size
        special = filter(self.handle.is_special_token, range(self.vocab_size))
        self.end_ids = frozenset({*(ends or self.handle.eos_tokens), *special})

    def encode(self, text: str) -> list[int]:
        """See `cssgen.lm.interfaces.Tokenizer.encode`."""
        return list(self.handle.tokenize_str(text))

    def decode(self, ids: Sequence[int]) -> str:
        """See `cssgen.lm.interfaces.Tokenizer.decode`."""
        return str(self.handle.decode_bytes(list(ids)).decode("utf-8", "replace"))
