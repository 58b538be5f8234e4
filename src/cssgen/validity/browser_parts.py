"""Parts of controls that only a browser's own names reach, and how a prompt asks for them."""

import re
from typing import Final

_ASKED: Final = tuple(
    (re.compile(part), tuple(re.compile(word, re.IGNORECASE) for word in words))
    for part, *words in (
        (
            r"-(?:webkit-slider|moz-range)-",
            r"\b(?:range|slider|fader|scrubber|seek)",
            r"\b(?:thumb|track|knob|handle|rail|progress)",
        ),
        (r"-webkit-scrollbar", r"\bscroll ?bar|\bscroll thumb", r"\b(?:thumb|track|round|radius|\d+px)"),
        (r"-webkit-(?:inner|outer)-spin-button", r"\bnumber|\bnumeric", r"\b(?:spin|arrow|stepper)"),
        (r"-webkit-search-(?:cancel|decoration)", r"\bsearch", r"\b(?:clear|cancel|x|cross|icon|native)\b"),
        (r"-(?:webkit-progress|moz-progress-bar)", r"<progress>|\bprogress (?:element|tag)"),
        (r"-webkit-", r"\b(?:webkit|safari|chrome|chromium|cross[- ](?:browser|engine))\b"),
        (r"-moz-", r"\b(?:firefox|moz|mozilla|gecko|cross[- ](?:browser|engine))\b"),
    )
)
"""The beginning of a part's name, and what a prompt says that wants it: all of the patterns are in it."""


def is_asked(part: str, prompt: str) -> bool:
    """Whether `prompt` wants the part that the pseudo-element `::part` names: these have no other names."""
    return any(name.match(part) and all(word.search(prompt) for word in words) for name, words in _ASKED)
