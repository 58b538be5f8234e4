"""The models that have a name here, as data."""

import re
from dataclasses import dataclass
from pathlib import Path

DEFAULT = "default"
DEFAULT_DIRECTORY = Path(__file__).parents[1] / "default_model"
_HUB_ID = re.compile(r"\w[\w.-]*/\w[\w.-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class NamedModel:
    """A model of the Hugging Face Hub, and what is known about it.

    Attributes:
        name: what a user writes.
        weights: repository of `config.json` and the weights.
        tokenizer: repository of the tokenizer; often the same.
        family: how it is prompted; see `cssgen.prompts`.
        licence: SPDX identifier; empty if it is not known here.
        description: one line.
    """

    name: str
    weights: str
    tokenizer: str
    family: str = "plain"
    licence: str = ""
    description: str = ""


NAMED_MODELS = (
    NamedModel(
        name="codegen-css-350m",
        weights="alecsharpie/codegen_350m_css",
        tokenizer="Salesforce/codegen-350M-multi",
        licence="BSD-3-Clause",
        description="CodeGen-Multi 350M, fine-tuned on the CSS of The Stack",
    ),
)


def find_model(name: str, tokenizer: str = "") -> NamedModel | None:
    """The model of that name, or of that id on the Hub, with the tokenizer of `tokenizer` if one is given."""
    for model in NAMED_MODELS:
        if name in (model.name, model.weights):
            return model
    return NamedModel(name, name, tokenizer or name) if _HUB_ID.fullmatch(name) else None
