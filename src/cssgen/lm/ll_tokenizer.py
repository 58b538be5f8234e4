"""Byte-level tokenizers from a `tokenizer.json`, through llguidance, which the engine has on board anyway."""

import json
from collections.abc import Sequence
from pathlib import Path

import llguidance

from cssgen.errors import ModelError


class LLTokenizer:
    """The tokenizer of the ONNX engine.

    `handle` is llguidance's own object, for compiling grammars.

    Raises:
        ModelError: if `tokenizer.json` or `config.json` cannot be read.
    """

    def __init__(self, directory: Path) -> None:
        path = directory / "tokenizer.json"
        try:
            config = json.loads((directory / "config.json").read_text(encoding="utf-8"))
            # llguidance takes either a path or the name of a repository, which it would download.
            text = path.read_text(encoding="utf-8")
            self.handle = llguidance.LLTokenizer(text, eos_token=end_ids(config) or None)
        except (OSError, ValueError) as error:
            raise ModelError(f"cannot read the tokenizer {path}: {error}") from error
        self.vocab_size: int = self.handle.vocab_size
        self.end_ids = frozenset(end_ids(config) or self.handle.eos_tokens)

    def encode(self, text: str) -> list[int]:
        """See `cssgen.lm.interfaces.Tokenizer.encode`."""
        return list(self.handle.tokenize_str(text))

    def decode(self, ids: Sequence[int]) -> str:
        """See `cssgen.lm.interfaces.Tokenizer.decode`."""
        return str(self.handle.decode_bytes(list(ids)).decode("utf-8", "replace"))


def end_ids(config: dict[str, object]) -> list[int]:
    """The ids under `eos_token_id` of a model's configuration, which may hold one, several or none."""
    value = config.get("eos_token_id")
    if isinstance(value, list):
        return [int(token) for token in value]
    return [value] if isinstance(value, int) else []
