"""A tokenizer as grammars need it: llguidance's own object, and what its tokens say."""

from dataclasses import dataclass
from typing import Any

from cssgen.errors import ModelError
from cssgen.lm.token_index import Mask, TokenIndex

try:
    import llguidance
    from llguidance import LLMatcher, LLParserLimits
except ImportError as _error:  # pragma: no cover  # there is no wheel for this system
    raise ModelError("llguidance, which keeps generated CSS valid, has no wheel for this system") from _error

# The defaults end a generation silently when a vocabulary is large: see docs/grammar.md.
_LIMITS = LLParserLimits(step_max_items=5_000_000, step_lexer_fuel=5_000_000, max_items_in_row=20_000)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A tokenizer as grammars need it.

    Attributes:
        handle: llguidance's tokenizer.
        index: its tokens.
        ends: mask of the tokens that end an answer.
    """

    handle: Any
    index: TokenIndex
    ends: Mask

    def compile(self, grammar: str) -> Any:
        """A matcher of a grammar in llguidance's Lark.

        Raises:
            RuntimeError: if it is none.
        """
        lark = LLMatcher.grammar_from_lark(grammar)
        matcher = LLMatcher(self.handle, lark, log_level=0, limits=_LIMITS)
        if matcher.is_error():
            raise RuntimeError(f"llguidance does not take its grammar: {matcher.get_error()}")
        return matcher


def read_vocabulary(handle: Any) -> Vocabulary:
    """Read a tokenizer of llguidance or transformers.

    Raises:
        ModelError: if llguidance cannot read it.
    """
    if not isinstance(handle, llguidance.LLTokenizer):
        handle = _convert(handle)
    special = handle.is_special_token
    texts = (b"" if special(token) else handle.decode_bytes([token]) for token in range(handle.vocab_size))
    index = TokenIndex(texts)
    return Vocabulary(handle, index, index.mask(handle.eos_tokens))


def _convert(handle: Any) -> Any:
    from llguidance.hf import from_tokenizer

    try:
        return from_tokenizer(handle)
    except ValueError as error:
        name = type(handle).__name__
        raise ModelError(f"llguidance cannot read the tokenizer {name}: no valid CSS can be guaranteed") from error
