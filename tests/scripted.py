"""A model that says what a test wants: the one seam that tests replace."""

from collections.abc import Sequence

from cssgen.candidates import Candidate, Generate
from cssgen.contexts import Context


def scripted(*answers: str | Sequence[str | Candidate]) -> Generate:
    """One answer for each marker, in order; a sequence stands for several candidates."""
    left = list(answers)

    def generate(contexts: Sequence[Context]) -> list[list[Candidate]]:
        offered = [left.pop(0) for _ in contexts]
        return [_candidates((answer,) if isinstance(answer, str) else answer) for answer in offered]

    return generate


def _candidates(texts: Sequence[str | Candidate]) -> list[Candidate]:
    return [Candidate(text) if isinstance(text, str) else text for text in texts]
