"""Any causal language model of Hugging Face's transformers, on the best device that torch finds."""

import inspect
import logging
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from cssgen.errors import ModelError
from cssgen.lm.interfaces import BoolArray, IntArray, Scores
from cssgen.lm.offline import forbid_network
from cssgen.lm.rows import Slots

if TYPE_CHECKING:
    from cssgen.lm.torch_compiled import Backend, CompiledModule

_LOGGER = logging.getLogger("cssgen")


class TorchModel:
    """A model from a local directory, which never runs code that it brings along.

    Args:
        directory: what `AutoModelForCausalLM.from_pretrained` opens.
        device: `auto`, or a torch device such as `cuda:1`.
        dtype: `auto`, `float32`, `bfloat16` or `float16`.
        compile: compile the model, if its keys and values can be kept in tensors that do not grow with each step.
        backend: what `torch.compile` is to compile with.

    Raises:
        ModelError: if it cannot be opened, or not on this device, or compiled on this system.
    """

    def __init__(
        self,
        directory: Path,
        *,
        device: str = "auto",
        dtype: str = "auto",
        compile: bool = False,  # noqa: A002  the name of the setting
        backend: "Backend" = "inductor",
    ) -> None:
        self.device = torch.device(best_device() if device == "auto" else device)
        self.dtype = best_dtype(self.device) if dtype == "auto" else getattr(torch, dtype)
        self.module = _load(directory, self.dtype, self.device)
        self.vocab_size: int = self.module.get_output_embeddings().weight.shape[0]
        self.max_positions = _read_limit(self.module.config)
        self.lanes = 1
        # Rows of its cache begin at the same slot: a row that joined would be padding but for its own tokens.
        self.refills = False
        self.parameters = frozenset(inspect.signature(self.module.forward).parameters)
        # transformers 5.24 renamed it.
        self.cache_name = "cache" if "cache" in self.parameters else "past_key_values"
        self._compiled = self._compile(backend) if compile else None

    def fits(self, rows: int, tokens: int) -> bool:  # noqa: ARG002  see below
        """Always: its batches are not filled up, and how much memory a device has is not asked."""
        return True

    def open_stream(self) -> "TorchStream":
        """Start a batch."""
        if self._compiled is None:
            return TorchStream(self)
        from cssgen.lm.torch_compiled import CompiledStream

        return CompiledStream(self, self._compiled)

    def _compile(self, backend: "Backend") -> "CompiledModule | None":
        from cssgen.lm.torch_cache import can_be_static
        from cssgen.lm.torch_compiled import CompiledModule

        if can_be_static(self.module):
            return CompiledModule(self.module, self.device, backend)
        _LOGGER.warning("this model is not compiled: the size of its cache is not fixed")
        return None


class TorchStream:
    """A batch of rows; keys and values stay on the device."""

    def __init__(self, model: TorchModel) -> None:
        self._model = model
        self._slots = Slots()
        self._cache: Any = None

    @torch.inference_mode()
    def extend(self, ids: IntArray, valid: BoolArray, keep: int) -> Scores:
        """See `cssgen.lm.interfaces.Stream.extend`."""
        positions = self._slots.append(valid)
        output = self._read(self._model.module, ids, positions, self._slots.valid.astype(np.int64), keep)
        self._cache = getattr(output, self._model.cache_name)
        return self._score(output.logits[:, -keep:])

    def select(self, rows: IntArray) -> None:
        """See `cssgen.lm.interfaces.Stream.select`."""
        self._slots.select(rows)
        self._cache.batch_select_indices(self._tensor(rows))

    def truncate(self, length: int) -> None:
        """See `cssgen.lm.interfaces.Stream.truncate`."""
        before = self._slots.count
        self._slots.truncate(length)
        # A negative number is how many tokens are to go, in all versions of transformers.
        self._cache.crop(self._slots.count - before)

    def _read(self, module: Any, ids: IntArray, positions: IntArray, mask: IntArray, keep: int) -> Any:
        """What the model, compiled or not, says of (B, S) tokens, given (B, slots) which slots are valid."""
        optional = {"position_ids": self._tensor(positions), "logits_to_keep": keep}
        return module(
            input_ids=self._tensor(ids),
            attention_mask=self._tensor(mask),
            use_cache=True,
            **{self._model.cache_name: self._cache},
            **{name: value for name, value in optional.items() if name in self._model.parameters},
        )

    def _score(self, logits: torch.Tensor) -> Scores:
        """Scores in memory of their own: what a captured graph gives is overwritten by its next run."""
        logits = logits.float()
        return Scores(logits.cpu().numpy(), logits.logsumexp(dim=-1).cpu().numpy())

    def _tensor(self, array: IntArray) -> torch.Tensor:
        return torch.from_numpy(array).to(self._model.device)


def best_device() -> str:
    """The fastest kind of device here: `cuda`, `mps`, `xpu` or `cpu`."""
    for name in ("cuda", "mps", "xpu"):
        if getattr(torch, name).is_available():
            return name
    return "cpu"


def best_dtype(device: torch.device) -> torch.dtype:
    """Half precision where it is fast and safe; MPS is more exact, and fast enough, in float32.

    On processors that multiply bfloat16 themselves it decodes about twice as fast (`benchmarks/torch_dtypes.py`);
    elsewhere torch would emulate it.
    """
    if device.type == "cpu":
        return torch.bfloat16 if multiplies_bfloat16(cpu_flags()) else torch.float32
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    return torch.bfloat16 if device.type == "xpu" else torch.float32


def cpu_flags() -> Mapping[str, object]:
    """What torch knows of the processor; versions that do not tell give nothing."""
    find = getattr(torch.cpu, "get_capabilities", None)
    return find() if find else {}


def multiplies_bfloat16(flags: Mapping[str, object]) -> bool:
    """Whether a processor has AVX-512 BF16, as all with AMX do. Arm's instructions are not measured, so not used."""
    return bool(flags.get("avx512_bf16"))


def _read_limit(config: Any) -> int:
    """The longest row: within the positions of the model, and within a sliding window if it has one."""
    names = ("max_position_embeddings", "sliding_window")
    limits = [limit for name in names if (limit := getattr(config, name, None))]
    # Models that count no positions state no limit.
    return min(limits, default=2**20)


def _load(directory: Path, dtype: torch.dtype, device: torch.device) -> Any:
    forbid_network()
    from transformers import AutoModelForCausalLM
    from transformers.utils import logging

    # Progress is shown by the command line, and only on a terminal.
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    if not any(directory.glob("*.safetensors")) and any(directory.glob("*.bin")):
        _LOGGER.warning("%s holds pickled weights: only tensors are read from it, no code is run", directory)
    try:
        module: Any = AutoModelForCausalLM.from_pretrained(
            directory, dtype=dtype, local_files_only=True, trust_remote_code=False, weights_only=True
        )
        return module.to(device).eval()
    except (OSError, ValueError, ImportError, KeyError, RuntimeError, pickle.UnpicklingError) as error:
        raise ModelError(f"cannot open the model in {directory}: {first_line(error)}") from error


def first_line(error: BaseException) -> str:
    """The gist of an error whose message has many lines."""
    return str(error).strip().partition("\n")[0]
