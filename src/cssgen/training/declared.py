"""What a text declares, and under which selectors and at-rules; read by tinycss2, not by our own scanner."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tinycss2

_BRACKETS = re.compile(
    r"""
    /\*.*?\*/ | \\. | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
    | (?P<open>[(\[{]) | (?P<close>[)\]}]) | (?P<loose>/\*|["'])
    """,
    re.DOTALL | re.VERBOSE,
)
_PAIRS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration; `selector` and `at_rule` are the chains of preludes around it, outermost first."""

    name: str
    value: str
    selector: str = ""
    at_rule: str = ""


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """What tinycss2 could not read."""

    message: str


def is_balanced(text: str) -> bool:
    """Whether brackets, strings and comments close where they open, and nothing closes what is outside."""
    open_brackets: list[str] = []
    for token in _BRACKETS.finditer(text):
        if token["loose"]:
            return False
        if token["open"]:
            open_brackets.append(_PAIRS[token["open"]])
        if token["close"] and (not open_brackets or open_brackets.pop() != token["close"]):
            return False
    return not open_brackets


def iter_stylesheet(text: str) -> Iterator[Declared | SyntaxFault]:
    """The declarations and faults of a stylesheet."""
    yield from _walk(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def iter_contents(text: str, selector: str = "", at_rule: str = "") -> Iterator[Declared | SyntaxFault]:
    """The same of the contents of a block: declarations and rules, nested ones too."""
    nodes = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
    yield from _walk(nodes, selector, at_rule)


def read_value(text: str, before: str, after: str) -> Iterator[Declared | SyntaxFault]:
    """The declaration that `text` becomes part of, between the texts around it."""
    nodes = tinycss2.parse_component_value_list(text)
    if any(node.type == "{} block" or (node.type == "literal" and node.value == ";") for node in nodes):
        yield SyntaxFault("not a value")
    if all(node.type in ("whitespace", "comment") for node in nodes):
        yield SyntaxFault("no value")
    yield from (SyntaxFault(node.message) for node in nodes if node.type == "error")
    start = re.search(r"([-\w]+)\s*:\s*([^;{}]*)$", before)
    end = re.match(r"[^;}]*", after)
    if start is None or end is None:
        raise ValueError("the marker does not stand in a value")
    yield Declared(start[1].lower(), f"{start[2]}{text.strip()}{end[0]}".strip())


def _walk(nodes: list[Any], selector: str = "", at_rule: str = "") -> Iterator[Declared | SyntaxFault]:
    for node in nodes:
        if node.type == "error":
            yield SyntaxFault(node.message)
        elif node.type == "declaration":
            value = tinycss2.serialize(node.value).strip() + (" !important" if node.important else "")
            yield Declared(node.name if node.name.startswith("--") else node.lower_name, value, selector, at_rule)
        elif node.type == "qualified-rule":
            prelude = _collapse(node.prelude)
            if not prelude:
                yield SyntaxFault("empty selector")
            yield from _walk_block(node, f"{selector} {prelude}".strip(), at_rule)
        elif node.type == "at-rule" and node.content is not None:
            prelude = f"@{node.lower_at_keyword} {_collapse(node.prelude)}"
            yield from _walk_block(node, selector, f"{at_rule} {prelude}".strip())


def _walk_block(node: Any, selector: str, at_rule: str) -> Iterator[Declared | SyntaxFault]:
    contents = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    yield from _walk(contents, selector, at_rule)


def _collapse(prelude: list[Any]) -> str:
    return re.sub(r"\s+", " ", tinycss2.serialize(prelude).strip())
