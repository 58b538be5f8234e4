"""Text to markers: the comments that ask for CSS."""

from dataclasses import dataclass
from enum import StrEnum

from cssgen.edits import Span


class Leave(StrEnum):
    """What stays where a marker was."""

    COMMENT = "comment"
    """The prompt as a plain comment, then the CSS."""
    NOTHING = "nothing"
    """The CSS alone."""
    REGION = "region"
    """The marker, the CSS and an end comment with digests: a changed prompt fills it anew."""


@dataclass(frozen=True, slots=True)
class MarkerOptions:
    """The options in parentheses: `/* complete(n=2, seed=7): … */`.

    Attributes:
        n: exact number of rules, 1 to 8; None lets the model stop by itself.
        max_new_tokens: the option `max`: budget for this marker in tokens.
        seed: another seed gives another answer.
        leave: what stays in the marker's place; None takes the configured default.
    """

    n: int | None = None
    max_new_tokens: int | None = None
    seed: int | None = None
    leave: Leave | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """A comment that asks for CSS.

    Attributes:
        span: the whole comment, `/*` and `*/` included.
        prompt: what it asks, blanks collapsed and a leading `*` of each line dropped.
        options: its options.
    """

    span: Span
    prompt: str
    options: MarkerOptions = MarkerOptions()
