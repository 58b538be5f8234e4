"""Text to markers: the comments that ask for CSS, and those that nearly do."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from cssgen.diagnostics import Diagnostic
from cssgen.edits import Span
from cssgen.prefilter import KEYWORD, is_slip
from cssgen.scanner import Kind, Token

MAX_PROMPT = 1_000  # characters
MAX_RULES = 8


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
        n: exact number of rules, where rules stand; without it, the model stops by itself.
        max_new_tokens: budget of the answer, in tokens; without it, that of the settings.
        seed: another seed gives another answer.
        leave: what stays in the marker's place; without it, what the settings say.
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
        comment: the plain comment that says the same: `/* keep the header at the top */`.
        options: its options.
    """

    span: Span
    prompt: str
    comment: str = ""
    options: MarkerOptions = MarkerOptions()


class MalformedMarkerError(ValueError):
    """A comment that was meant as a marker and cannot be taken as one; its text says why."""


def find_markers(tokens: Iterable[Token], keyword: str = KEYWORD) -> Iterator[Marker | Diagnostic]:
    """Find the markers among `tokens`; a diagnostic stands for each comment that was probably meant as one."""
    for token in tokens:
        if token.kind is Kind.COMMENT:
            found = read_marker(token.text, token.start, keyword)
            if found is not None:
                yield found
        elif token.kind is Kind.UNCLOSED_COMMENT and _marker(keyword).match(token.text[2:]):
            end = token.start + len(token.text.splitlines()[0])
            message = "the comment of this marker is never closed: write `*/` behind what it asks"
            yield Diagnostic("CSSG002", message, Span(token.start, end))


def read_marker(comment: str, offset: int, keyword: str = KEYWORD) -> Marker | Diagnostic | None:
    """Read `comment`, which stands at `offset`: a marker, a near miss, or None for any other comment."""
    span = Span(offset, offset + len(comment))
    content = comment[2:-2]
    match = _marker(keyword).match(content)
    try:
        if match is not None:
            return _read_matched(comment, span, match, keyword)
    except MalformedMarkerError as error:
        return Diagnostic("CSSG002", str(error), span)
    reason = find_near_miss(content, keyword)
    return Diagnostic("CSSG002", reason, span) if reason else None


def find_near_miss(content: str, keyword: str = KEYWORD) -> str:
    """Why the comment's `content` looks like a marker without being one; empty if it does not."""
    match = re.match(r"\*?\s*([A-Za-z][-\w]*)\s*(\([^()]*\))?\s*(:?)", content)
    if match is None or content.startswith("!"):
        return ""
    word, colon = match[1].lower(), match[3]
    # Without a colon only the keyword as such is taken for a marker: "Complete card style" is prose.
    if match[1] == keyword and not colon and content[match.end() :].strip(" \t\r\n\f*"):
        return f"not a marker: a colon is missing after `{keyword}`"
    if colon and is_slip(word, keyword):
        return f"not a marker: `{match[1]}:`; did you mean `{keyword}:`?"
    return ""


def find_line_comments(tokens: Iterable[Token], keyword: str = KEYWORD) -> Iterator[Diagnostic]:
    """Find `// complete: …`, which is no comment in CSS but the beginning of a selector or declaration."""
    solid = [token for token in tokens if token.kind is not Kind.SPACE]
    for index, (first, second) in enumerate(pairwise(solid)):
        if first.text == second.text == "/" and first.end == second.start and index + 2 < len(solid):
            word = solid[index + 2]
            if word.text.lower() == keyword:
                message = f"`//` starts no comment in CSS: write /* {keyword}: … */"
                yield Diagnostic("CSSG002", message, Span(first.start, word.end))


def _read_matched(comment: str, span: Span, match: re.Match[str], keyword: str) -> Marker:
    prompt = " ".join(re.sub(r"(?m)^[ \t]*\*+", " ", match["prompt"]).split())
    if not prompt.strip("*"):
        raise MalformedMarkerError("the marker asks for nothing: write what the CSS should do after the colon")
    if len(prompt) > MAX_PROMPT:
        raise MalformedMarkerError(f"the prompt has {len(prompt)} characters; at most {MAX_PROMPT} are read")
    if _marker(keyword).match(prompt) or find_near_miss(prompt, keyword):
        raise MalformedMarkerError("the prompt begins like a marker itself")
    if re.match(r"/\*(?:\s|$)", prompt):
        raise MalformedMarkerError("comments do not nest: this one ends at the first `*/`")
    options = _read_options(match["options"] or "")
    return Marker(span, prompt, _plain_comment(comment, match["prompt"]), options)


def _plain_comment(comment: str, prompt: str) -> str:
    """Take keyword, options and colon out of `comment`; its lines stay as the author broke them."""
    opening = "/**" if comment.startswith("/**") else "/*"
    lead = "" if prompt[:1].isspace() else " "
    trail = "" if prompt[-1:].isspace() else " "
    return f"{opening}{lead}{prompt}{trail}*/"


def _read_options(source: str) -> MarkerOptions:
    values: dict[str, int | Leave] = {}
    for part in filter(None, (piece.strip() for piece in source.strip("()").split(","))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals:
            raise MalformedMarkerError(f"option `{part}` has no value: write `{name}=…`")
        if name not in OPTION_FIELDS:
            raise MalformedMarkerError(f"unknown option `{name}`; there are {', '.join(OPTION_FIELDS)}")
        if OPTION_FIELDS[name] in values:
            raise MalformedMarkerError(f"option `{name}` is given twice")
        values[OPTION_FIELDS[name]] = _read_leave(value) if name == "leave" else _read_number(name, value)
    return MarkerOptions(**values)  # type: ignore[arg-type]  # each value has its field's type


OPTION_FIELDS = {"n": "n", "max": "max_new_tokens", "seed": "seed", "leave": "leave"}
"""The options, and the fields of `MarkerOptions` that hold them."""
OPTION_RANGES = {"n": (1, MAX_RULES), "max": (1, 2_048), "seed": (0, 2**32 - 1)}
"""The lowest and the highest value of those that are numbers."""


def _read_number(name: str, value: str) -> int:
    low, high = OPTION_RANGES[name]
    if not re.fullmatch(r"[0-9]{1,10}", value) or not low <= int(value) <= high:
        raise MalformedMarkerError(f"option `{name}` takes a whole number from {low} to {high}, not `{value}`")
    return int(value)


def _read_leave(value: str) -> Leave:
    if value not in set(Leave):
        raise MalformedMarkerError(f"option `leave` takes {', '.join(Leave)}, not `{value}`")
    return Leave(value)


@cache
def _marker(keyword: str) -> re.Pattern[str]:
    return re.compile(
        rf"\*?\s*{re.escape(keyword)}\s*(?P<options>\([^()]*\))?\s*:(?P<prompt>.*)\Z",
        re.IGNORECASE | re.DOTALL,
    )
