"""The models that have a name here, as data."""

import re
from dataclasses import dataclass
from pathlib import Path

from cssgen.errors import ModelError

DEFAULT = "default"
DEFAULT_DIRECTORY = Path(__file__).parents[1] / "default_model"
_HUB_ID = re.compile(r"\w[\w.-]*/\w[\w.-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class NamedModel:
    """A model of the Hugging Face Hub, and what is known about it.

    Attributes:
        name: what a user writes.
        weights: repository of `config.json` and the weights; empty for the default model.
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


DEFAULT_MODEL = NamedModel(DEFAULT, "", "", "cssgen", "BSD-3-Clause", "ships with cssgen")
NAMED_MODELS = (
    NamedModel(
        name="codegen-css-350m",
        weights="alecsharpie/codegen_350m_css",
        tokenizer="Salesforce/codegen-350M-multi",
        licence="BSD-3-Clause",
        description="CodeGen-Multi 350M, fine-tuned on the CSS of The Stack",
    ),
)


def find_model(name: str, tokenizer: str = "") -> NamedModel:
    """The model of that name, or of that id on the Hub, with the tokenizer of `tokenizer` if one is given.

    Raises:
        ModelError: if it is neither.
    """
    for model in (DEFAULT_MODEL, *NAMED_MODELS):
        if name and name in (model.name, model.weights):
            return model
    if not _HUB_ID.fullmatch(name):
        raise ModelError(f"no model is called {name!r}: see `cssgen model list`")
    return NamedModel(name, name, tokenizer or name)
