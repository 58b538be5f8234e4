"""Any tokenizer of Hugging Face's transformers, with or without a fast version."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cssgen.errors import ModelError
from cssgen.lm.model_config import end_ids, read_config
from cssgen.lm.offline import forbid_network

# Some tokenizers drop the blank before the first token of a text: there is always one before.
_ANCHOR = "a"


class HFTokenizer:
    """The tokenizer of a local directory.

    Args:
        directory: what `AutoTokenizer.from_pretrained` opens.
        model_directory: whose `config.json` may name further ids that end a text.

    Raises:
        ModelError: if there is none.
    """

    def __init__(self, directory: Path, model_directory: Path) -> None:
        self.handle = _load(directory)
        self.vocab_size: int = len(self.handle)
        self.end_ids = end_ids(read_config(model_directory)) | frozenset(self.handle.all_special_ids)
        self._anchor = self.encode(_ANCHOR)
        self._anchor_length = len(self._text(self._anchor))

    def encode(self, text: str) -> list[int]:
        """See `cssgen.lm.interfaces.Tokenizer.encode`."""
        return list(self.handle.encode(text, add_special_tokens=False))

    def decode(self, ids: Sequence[int]) -> str:
        """See `cssgen.lm.interfaces.Tokenizer.decode`."""
        return self._text([*self._anchor, *ids])[self._anchor_length :]

    def _text(self, ids: list[int]) -> str:
        return str(self.handle.decode(ids, clean_up_tokenization_spaces=False))


def _load(directory: Path) -> Any:
    forbid_network()
    from transformers import AutoTokenizer

    try:
        return AutoTokenizer.from_pretrained(directory, local_files_only=True, trust_remote_code=False)
    except (OSError, ValueError, ImportError, KeyError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise ModelError(f"cannot open the tokenizer in {directory}: {reason}") from error
