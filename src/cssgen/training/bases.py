"""Models to adapt: any causal language model that is here, opened for training."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from tokenizers import Tokenizer
from transformers import AutoTokenizer, PreTrainedModel
from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

from cssgen.errors import ModelError
from cssgen.lm.model_config import end_ids, read_config
from cssgen.lm.torch_model import TorchModel
from cssgen.models.export import export
from cssgen.models.resolve import resolve_model
from cssgen.training.averaging import average
from cssgen.training.export import export_model
from cssgen.training.models import fuse_attention

TOKENIZER: Final = "tokenizer.json"
_DOCUMENTS: Final = ("LICENSE*", "NOTICE*")


@dataclass(frozen=True, slots=True)
class Base:
    """A model to adapt.

    Attributes:
        name: as the user gave it.
        digest: of all that decides what it writes.
        directory: of its files, in the Hugging Face layout.
        model: in float32, its attention made fast.
        vocabulary: its tokenizer.
        end: the token that ends a text.
        longest: tokens of a row.
        is_own: whether it is prompted as our own models are.
    """

    name: str
    digest: str
    directory: Path
    model: PreTrainedModel
    vocabulary: Tokenizer
    end: int
    longest: int
    is_own: bool

    def encode(self, text: str) -> list[int]:
        """The tokens of a text, without any that begin or end it."""
        return list(self.vocabulary.encode(text, add_special_tokens=False).ids)


def open_base(name: str, directory: Path) -> Base:
    """Open a model; its files are written to `directory`, which must be empty.

    Args:
        name: `default`, a registered name, a directory, or an id of the Hub that was pulled.
        directory: for the files, which are there as long as the result is used.

    Raises:
        ModelError: if it is not here, or no causal language model that can be trained.
    """
    spec = resolve_model(name)
    config = read_config(spec.directory)
    _check_causal(name, config)
    export(spec, directory)
    opened = TorchModel(directory, device="cpu", dtype="float32")
    _check_scores(name, opened.module)
    fuse_attention(opened.module)
    return Base(
        name=name,
        digest=spec.digest,
        directory=directory,
        model=opened.module,
        vocabulary=_open_vocabulary(directory),
        end=min(end_ids(config), default=0),
        longest=opened.max_positions,
        is_own=spec.family == "cssgen" and config.get("model_type") == "codegen",
    )


def keep_share(base: Base, share: float) -> None:
    """Replace the weights of a trained model by means of them and, with `share`, those that it came with."""
    if share:
        average(base.model, TorchModel(base.directory, device="cpu", dtype="float32").module, share)


def save_adapted(base: Base, target: Path, card: str) -> None:
    """Write the model of `base`, as it is now, to a directory that `cssgen fill --model` takes.

    Our own models get a graph for ONNX Runtime, others stay in the Hugging Face layout.
    """
    partial = target.with_name(f"{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    model = base.model.to("cpu")  # type: ignore[arg-type]  # PyTorch's annotation knows devices only
    if base.is_own:
        export_model(model, base.directory, partial, card=card, name=target.name)
    else:
        model.to(_stored_type(read_config(base.directory))).save_pretrained(partial)
        AutoTokenizer.from_pretrained(base.directory, local_files_only=True).save_pretrained(partial)
        (partial / "README.md").write_text(card, encoding="utf-8")
    for path in (path for pattern in _DOCUMENTS for path in base.directory.glob(pattern)):
        shutil.copyfile(path, partial / path.name)
    partial.replace(target)


def _check_causal(name: str, config: Mapping[str, Any]) -> None:
    known = MODEL_FOR_CAUSAL_LM_MAPPING_NAMES
    architectures = config.get("architectures") or [known.get(config.get("model_type", ""))]
    if not set(known.values()).intersection(architectures):
        found = ", ".join(map(str, architectures))
        raise ModelError(f"{name} is no causal language model ({found}): it cannot be adapted")


@torch.inference_mode()
def _check_scores(name: str, model: Any) -> None:
    """Refuse models that do more to their scores than training does, which computes those alone that it needs."""
    ids = torch.arange(8)[None]
    states = model.base_model(input_ids=ids, use_cache=False).last_hidden_state
    if not torch.allclose(model.get_output_embeddings()(states), model(input_ids=ids).logits, atol=1e-3):
        raise ModelError(f"{name} caps or scales its scores, which training here does not do: it cannot be adapted")


def _open_vocabulary(directory: Path) -> Tokenizer:
    if not (directory / TOKENIZER).is_file():
        try:
            AutoTokenizer.from_pretrained(directory, local_files_only=True).save_pretrained(directory)
        except (OSError, ValueError, ImportError, KeyError) as error:
            raise ModelError(f"cannot open the tokenizer: {str(error).strip().partition(chr(10))[0]}") from error
    if not (directory / TOKENIZER).is_file():
        raise ModelError("the tokenizer of this model has no fast version, which training needs")
    return Tokenizer.from_file(str(directory / TOKENIZER))


def _stored_type(config: Mapping[str, Any]) -> torch.dtype:
    """In what precision the model came."""
    name = config.get("dtype") or config.get("torch_dtype") or "float32"
    found = getattr(torch, str(name), torch.float32)
    return found if isinstance(found, torch.dtype) else torch.float32
