"""CodeGen models to train: built from nothing, and with attention that is fast on CPU."""

import functools
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import CodeGenConfig, CodeGenForCausalLM
from transformers.models.codegen.modeling_codegen import CodeGenAttention

from cssgen.training.presets import Shape

MODEL_PARALLEL_BLOCKS = 4  # transformers lays out `qkv_proj` in 4 blocks of (query, value, key)


class FusedAttention(CodeGenAttention):
    """CodeGen's attention by `scaled_dot_product_attention`, for training only.

    It is causal, knows no cache, and ignores masks: rows must be padded on the right, where causality hides
    the padding from the rest.
    """

    def forward(self, hidden_states: Any, *_: Any, **__: Any) -> Any:
        """Attend; (batch, length, width) in and out, and None for the weights that are never formed."""
        batch, length, width = hidden_states.shape
        blocks = self.qkv_proj(hidden_states).view(batch, length, MODEL_PARALLEL_BLOCKS, 3, -1, self.head_dim)
        heads = blocks.permute(3, 0, 2, 4, 1, 5).reshape(3, batch, self.num_attention_heads, length, self.head_dim)
        query, value, key = heads  # each (batch, heads, length, head_dim)
        sine, cosine = (each.to(query) for each in place(length, self.rotary_dim or self.head_dim, query.device))
        query, key = (rotate(states, sine, cosine) for states in (query, key))
        mixed = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.out_proj(mixed.transpose(1, 2).reshape(batch, length, width)), None


@functools.lru_cache(16)
def place(length: int, width: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """Sines and cosines of the positions from 0 on, each (length, width / 2): https://arxiv.org/abs/2104.09864."""
    frequencies = 10_000 ** (-torch.arange(0, width, 2).float() / width)
    angles = torch.arange(length).float()[:, None] * frequencies
    return angles.sin().to(device), angles.cos().to(device)


def rotate(states: Tensor, sine: Tensor, cosine: Tensor) -> Tensor:
    """Rotate neighbouring pairs of the first `2 * sine.shape[-1]` dimensions by their position (GPT-J's layout)."""
    rotary = 2 * sine.shape[-1]
    even, odd = states[..., :rotary:2], states[..., 1:rotary:2]
    pairs = torch.stack((even * cosine - odd * sine, odd * cosine + even * sine), dim=-1)
    return torch.cat((pairs.flatten(-2), states[..., rotary:]), dim=-1)


def build_model(shape: Shape, vocabulary_size: int, seed: int) -> CodeGenForCausalLM:
    """A CodeGen model with random weights and tied embeddings; token 0 ends a text."""
    torch.manual_seed(seed)
    config = CodeGenConfig(
        vocab_size=vocabulary_size,
        n_positions=shape.positions,
        n_ctx=shape.positions,
        n_embd=shape.width,
        n_layer=shape.layers,
        n_head=shape.heads,
        rotary_dim=shape.rotary,
        bos_token_id=0,
        eos_token_id=0,
        tie_word_embeddings=True,
    )
    return CodeGenForCausalLM(config)


def fuse_attention(model: nn.Module) -> None:
    """Give every CodeGen block of `model` the fused attention and PyTorch's own (equal) GELU; others are left."""
    for block in iterate_blocks(model):
        block.attn.__class__ = FusedAttention
        block.mlp.act = nn.GELU(approximate="tanh")


def iterate_blocks(model: nn.Module) -> Iterator[Any]:
    """The CodeGen blocks of a model, from the first layer on."""
    return (module for module in model.modules() if isinstance(getattr(module, "attn", None), CodeGenAttention))
