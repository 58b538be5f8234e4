"""Keys and values in tensors of few shapes that stay where they are: what compiled models and captured graphs need."""

from typing import Any

import torch
from transformers import DynamicCache, StaticCache
from transformers.cache_utils import DynamicLayer, StaticLayer

_LEAST = 256  # slots


def find_capacity(slots: int) -> int:
    """How many slots a cache gets that needs so many: a power of two.

    Padding leaves holes, so the positions of the model are no limit.
    """
    return max(_LEAST, 1 << (slots - 1).bit_length())


def can_be_static(module: Any) -> bool:
    """Whether each layer of a model keeps all keys and values, and does so in tensors that transformers can compile.

    Sliding windows and recurrent states do not, nor did transformers before version 5.
    """
    try:
        static, dynamic = StaticCache(module.config, max_cache_len=_LEAST), DynamicCache(config=module.config)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    return (
        getattr(module, "_can_compile_fullgraph", False)
        and len(static.layers) == len(dynamic.layers) > 0
        and all(type(layer) is DynamicLayer for layer in dynamic.layers)
        and all(type(layer) is StaticLayer and hasattr(layer, "cumulative_length") for layer in static.layers)
    )


class StaticCaches:
    """The static caches of a model.

    Args:
        config: that of the model.
        reuse: keep one of each shape for the next batch, since graphs are captured for its addresses.
    """

    def __init__(self, config: Any, *, reuse: bool) -> None:
        self._config = config
        self._reuse = reuse
        self._spare: dict[tuple[int, int], StaticCache] = {}

    def move(self, cache: Any, rows: torch.Tensor, used: int, capacity: int) -> Any:
        """A static cache of the first `used` slots of some `rows` of a cache, static or not, which is given up.

        Args:
            cache: (B, H, S, D) keys and values in each layer.
            rows: (R,) indices of its rows, which may repeat.
            used: how many of its slots hold anything.
            capacity: slots of the new one, more than these; where that is its own shape it is changed in place.
        """
        shape = len(rows), capacity
        target = cache if _find_shape(cache) == shape else self._take(shape)
        for old, new in zip(cache.layers, target.layers, strict=True):
            keys, values = old.keys[:, :, :used][rows], old.values[:, :, :used][rows]
            if not new.is_initialized:
                new.lazy_initialization(keys, values)
            new.keys[:, :, :used] = keys
            new.values[:, :, :used] = values
            new.cumulative_length.fill_(used)
        if target is not cache:
            self.give_up(cache)
        return target

    def give_up(self, cache: Any) -> None:
        """Let another batch have a cache."""
        if self._reuse and (shape := _find_shape(cache)):
            self._spare[shape] = cache

    def _take(self, shape: tuple[int, int]) -> Any:
        return self._spare.pop(shape, None) or StaticCache(self._config, max_cache_len=shape[1])


def _find_shape(cache: Any) -> tuple[int, int] | None:
    """Rows and capacity of a static cache, None of another."""
    if type(cache) is not StaticCache:
        return None
    layer: Any = cache.layers[0]
    return layer.keys.shape[0], layer.keys.shape[2]
