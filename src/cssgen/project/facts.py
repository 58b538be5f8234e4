"""What one stylesheet says that helps to fill another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cssgen.answers import AnswerError, Rule, parse_answer
from cssgen.definitions import iter_custom_properties
from cssgen.layout import Layout, render_items
from cssgen.prefilter import KEYWORD
from cssgen.productions import Production
from cssgen.scanner import scan
from cssgen.structure import read_structure

# A comment on lines of its own, and the rule right behind it, which holds no other.
_COMMENTED_RULE: Final = re.compile(
    r"^[ \t]*/\*+\s*(?P<wording>[^*]{8,120}?)\s*\*+/[ \t]*\r?\n(?P<code>[ \t]*[^\s{}@/*][^{}@/*]*\{[^{}/*]*\})",
    re.MULTILINE,
)
_WORD: Final = re.compile(r"[a-z]{2,}")
FEWEST_WORDS: Final = 3  # of a comment; fewer are headings
LONGEST_CODE: Final = 600  # characters


@dataclass(frozen=True, slots=True)
class Stamp:
    """A state of a file: its absolute path, bytes, and nanoseconds of its last change."""

    path: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Example:
    """A rule, and the comment that says what it is for.

    Attributes:
        wording: the comment.
        rule: the rule, in canonical layout.
        declarations: what is in its block, likewise.
    """

    wording: str
    rule: str
    declarations: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a stylesheet says.

    Attributes:
        custom_properties: names and values of those that it defines.
        examples: its rules with a comment before them.
    """

    custom_properties: tuple[tuple[str, str], ...] = ()
    examples: tuple[Example, ...] = ()


def read_facts(text: str) -> Facts:
    """Read a stylesheet; one that is not balanced says nothing."""
    structure = read_structure(list(scan(text)))
    if structure.broken or structure.unclosed:
        return Facts()
    return Facts(tuple(iter_custom_properties(structure.root, text)), tuple(_iter_examples(text)))


def _iter_examples(text: str) -> Iterator[Example]:
    for match in _COMMENTED_RULE.finditer(text):
        wording = " ".join(match["wording"].split())
        is_telling = len(_WORD.findall(wording.lower())) >= FEWEST_WORDS
        if is_telling and len(match["code"]) <= LONGEST_CODE and not wording.lower().startswith(KEYWORD):
            example = _read_example(wording, match["code"])
            if example is not None:
                yield example


def _read_example(wording: str, code: str) -> Example | None:
    try:
        (rule,) = parse_answer(code.strip(), Production.STYLESHEET)
    except (AnswerError, ValueError):
        return None
    if not isinstance(rule, Rule) or not rule.items:
        return None
    return Example(wording, render_items((rule,), Layout(), ""), render_items(rule.items, Layout(), ""))
