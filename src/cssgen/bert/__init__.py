"""A small BERT encoder, run by numpy: what a prompt means."""

from cssgen.bert.encoder import SentenceEncoder, load_encoder

__all__ = ["SentenceEncoder", "load_encoder"]
