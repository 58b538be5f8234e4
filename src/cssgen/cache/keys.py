"""The key of a context's candidates."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields

from cssgen.contexts import Context

# Where a fill goes, not what it says: two markers with the same text around them get the same candidates.
_PLACES = ("region", "block", "unclosed")


@dataclass(frozen=True, slots=True)
class Generator:
    """All that decides what is written, but for the context.

    Attributes:
        version: of cssgen: prompts, retrieval, grammar, ranking and policy change with it.
        model: name and digest of the model, such as `default@0123456789ab`, for reports.
        model_digest: SHA-256 of the files of model and tokenizer, wherever they lie.
        data_digest: SHA-256 of the cookbook, the specification and its patches.
        engine: `onnx` or `torch`, which may read different weights of one model: quantised ones or not.
        options: names and values of the settings that matter.
    """

    version: str
    model: str
    model_digest: str
    data_digest: str
    engine: str
    options: tuple[tuple[str, object], ...]


def cache_key(context: Context, generator: Generator) -> str:
    """SHA-256 of all that decides which candidates are written for a context, in hexadecimal.

    The rendered prompt is a function of the context, the cookbook, the family of the model and the options, and all
    of these are in the key; so equal keys mean equal prompts, and nothing has to be retrieved or rendered to look
    one up. The prompt alone would not do: the grammar takes names from the whole text around a marker, ranking looks
    at what follows, and policy at its URLs, so that a context may differ where its prompt does not, and get other
    candidates. Fields that a context may get one day are in the key unless they are left out here. Neither token
    ids nor paths nor the device are: what one machine wrote holds on all that compute in the same precision.
    """
    asked = {field.name: getattr(context, field.name) for field in fields(context) if field.name not in _PLACES}
    asked["marker"] = asdict(context.marker)
    del asked["marker"]["span"]
    del asked["marker"]["options"]["leave"]
    decisive = {**asdict(generator), "model": None, "context": asked}
    text = json.dumps(decisive, sort_keys=True, default=asdict)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
