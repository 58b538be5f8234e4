"""How likely given texts are to a model."""

from collections.abc import Sequence

from cssgen.lm.interfaces import CausalLM
from cssgen.lm.rows import pad_left


def score(model: CausalLM, prompt: Sequence[int], answers: Sequence[Sequence[int]]) -> list[float]:
    """Log-probability of each of `answers` behind `prompt`, in natural logarithms; the prompt is read once.

    Answers are read one after the other behind the same prompt, so that memory does not grow with their number.

    Args:
        model: the model.
        prompt: token ids, at least one.
        answers: token ids of each, at least one.
    """
    stream = model.open_stream()
    first = stream.extend(*pad_left([prompt]), keep=1)
    totals = []
    for answer in answers:
        total = first.logprobs(0, answer[:1]).sum()
        if len(answer) > 1:
            # Each position scores the token behind it; the last one is never read.
            following = stream.extend(*pad_left([answer[:-1]]), keep=len(answer) - 1)
            total += following.logprobs(0, answer[1:]).sum()
            stream.truncate(len(prompt))
        totals.append(float(total))
    return totals
