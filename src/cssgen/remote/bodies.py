"""What is sent to a server and what comes back, in the words of its interface."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from cssgen.candidates import Candidate
from cssgen.remote.transport import TransientError

Api = Literal["completions", "chat"]
Dialect = Literal["none", "structured_outputs", "guided_grammar", "grammar"]

_SYSTEM = (
    "You write CSS. You get the beginning of a stylesheet, whose last comment asks for something. Answer with the CSS "
    "that stands right behind that comment, and nothing else: no explanation, no comment, no Markdown."
)
MAX_CHARACTERS = 100_000
"""More than any budget of tokens makes; to judge each takes some microseconds."""
_FENCE = re.compile(r"\s*```[a-zA-Z]*\n(.*?)\n?```\s*", re.DOTALL)

# https://docs.vllm.ai/en/latest/features/structured_outputs.html
# https://github.com/ggml-org/llama.cpp/blob/master/docs/llguidance.md
_GRAMMAR: dict[Dialect, Callable[[str], dict[str, Any]]] = {
    "none": lambda _: {},
    "structured_outputs": lambda text: {"structured_outputs": {"grammar": text}},
    "guided_grammar": lambda text: {"guided_grammar": text},
    "grammar": lambda text: {"grammar": f"%llguidance {{}}\n{text}"},
}


@dataclass(frozen=True, slots=True)
class Draw:
    """How one candidate is drawn: `seed` None is the likeliest text."""

    max_new_tokens: int
    temperature: float
    seed: int | None


def render_body(model: str, api: Api, prompt: str, draw: Draw, dialect: Dialect, grammar: str) -> dict[str, Any]:
    """The body of a request for one candidate."""
    asked: dict[str, Any] = (
        {"prompt": prompt}
        if api == "completions"
        else {"messages": [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": prompt}]}
    )
    sampling: dict[str, Any] = {"temperature": 0.0}
    if draw.seed is not None:
        sampling = {"temperature": draw.temperature, "top_p": 0.95, "seed": draw.seed}
    return {
        "model": model,
        **asked,
        "max_tokens": draw.max_new_tokens,
        "stream": False,
        **sampling,
        **(_GRAMMAR[dialect](grammar) if grammar else {}),
    }


def read_candidate(answer: dict[str, Any], api: Api) -> Candidate:
    """The candidate in an answer; its log-probability where the server gives one.

    Raises:
        TransientError: if there is none.
    """
    try:
        choice = answer["choices"][0]
        text = choice["text"] if api == "completions" else _unfence(choice["message"]["content"])
        finished = choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise TransientError("the answer holds no text") from error
    if not isinstance(text, str):
        raise TransientError("the answer holds no text")
    if len(text) > MAX_CHARACTERS:
        raise TransientError(f"the answer is longer than {MAX_CHARACTERS:,} characters")
    return Candidate(text, _sum_logprobs(choice), "length" if finished == "length" else "stop")


def _unfence(text: str) -> str:
    """Chat models like to wrap what they were asked for in Markdown."""
    match = _FENCE.fullmatch(text)
    return match[1] if match else text


def _sum_logprobs(choice: dict[str, Any]) -> float | None:
    found = choice.get("logprobs")
    values = found.get("token_logprobs") if isinstance(found, dict) else None
    if not isinstance(values, list) or not all(isinstance(value, int | float) for value in values):
        return None
    try:
        total = float(sum(values))
    except OverflowError:  # JSON's numbers are as large as they like
        return None
    return total if values and math.isfinite(total) else None
