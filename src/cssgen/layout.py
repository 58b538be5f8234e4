"""How a file is laid out, and an answer in the same layout."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cssgen.answers import Declaration, Item, Rule
from cssgen.scanner import Kind, scan

_NEWLINE = re.compile(r"\r\n|[\r\n\f]")
_OPENED_LINE = re.compile(r"(?:\A|(?<=[\n\r\f]))([ \t]*)[^\n\r\f]*\{[ \t]*(?=(?:\r\n|[\n\r\f])+([ \t]*)[^\s}])")


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of a stylesheet.

    Attributes:
        newline: how its lines end.
        indent: one level of indentation.
        quote: the quotation mark of its strings.
        blank_lines: whether blank lines stand between its rules.
    """

    newline: str = "\n"
    indent: str = "  "
    quote: str = '"'
    blank_lines: bool = True


def read_layout(text: str, default: Layout | None = None) -> Layout:
    """Read the layout of a stylesheet from most of its lines; where it shows nothing, that of `default`."""
    default = default or Layout()
    newlines = Counter(_NEWLINE.findall(text))
    newline = newlines.most_common(1)[0][0] if newlines else default.newline
    deeper = Counter(
        inner[len(outer) :] for outer, inner in _OPENED_LINE.findall(text) if inner.startswith(outer) and inner != outer
    )
    quotes = Counter(token.text[0] for token in scan(text) if token.kind is Kind.STRING)
    gaps = re.findall(r"\}([ \t]*(?:\r\n|[\n\r\f])\s*)(?=[^\s}])", text)
    spaced = sum(len(_NEWLINE.findall(gap)) > 1 for gap in gaps)
    return Layout(
        newline,
        deeper.most_common(1)[0][0] if deeper else default.indent,
        quotes.most_common(1)[0][0] if quotes else default.quote,
        spaced * 2 >= len(gaps) if gaps else default.blank_lines,
    )


def render_items(items: Sequence[Item], layout: Layout, indent: str) -> str:
    """Lay out `items`, one declaration a line; the first line is not indented, since it stands behind something."""
    gap = layout.newline * (2 if layout.blank_lines else 1)
    pieces: list[str] = []
    for index, item in enumerate(items):
        if index:
            is_rule = isinstance(item, Rule) or isinstance(items[index - 1], Rule)
            pieces.append((gap if is_rule else layout.newline) + indent)
        pieces.append(_render_item(item, layout, indent))
    return "".join(pieces)


def render_inline(items: Sequence[Item], layout: Layout) -> str:
    """Lay out `items` on one line."""
    return " ".join(_render_inline_item(item, layout) for item in items)


def requote(source: str, quote: str) -> str:
    """Give the strings of `source` the quotation mark `quote`, where that needs no escapes."""
    if '"' not in source and "'" not in source:
        return source
    return "".join(_requote_token(token.kind, token.text, quote) for token in scan(source))


def _requote_token(kind: Kind, text: str, quote: str) -> str:
    if kind is not Kind.STRING or quote in text or "\\" in text:
        return text
    return f"{quote}{text[1:-1]}{quote}"


def _render_item(item: Item, layout: Layout, indent: str) -> str:
    if isinstance(item, Declaration):
        return _render_declaration(item, layout, indent)
    if item.items is None:
        return requote(item.prelude, layout.quote) + ";"
    prelude = (layout.newline + indent).join(_split_selectors(requote(item.prelude, layout.quote)))
    inner = indent + layout.indent
    if not item.items:
        return f"{prelude} {{{layout.newline}{indent}}}"
    body = render_items(item.items, layout, inner)
    return f"{prelude} {{{layout.newline}{inner}{body}{layout.newline}{indent}}}"


def _render_declaration(item: Declaration, layout: Layout, indent: str) -> str:
    value = requote(item.value, layout.quote)
    rows = _split_rows(item)
    if len(rows) > 1:
        break_ = layout.newline + indent + layout.indent
        value = break_ + break_.join(requote(row, layout.quote) for row in rows)
        return f"{item.name}:{value};"
    return f"{item.name}: {value};"


def _split_rows(item: Declaration) -> list[str]:
    """The rows of a grid template, which people write below each other."""
    if item.name not in ("grid-template-areas", "grid-template"):
        return []
    return [row.strip() for row in re.split(r"\s+(?=[\"'])", item.value)]


def _render_inline_item(item: Item, layout: Layout) -> str:
    if isinstance(item, Declaration):
        return f"{item.name}: {requote(item.value, layout.quote)};"
    prelude = requote(item.prelude, layout.quote)
    if item.items is None:
        return f"{prelude};"
    return f"{prelude} {{ {render_inline(item.items, layout)} }}"


def _split_selectors(prelude: str) -> list[str]:
    """The selectors of a rule, each with its comma; the prelude of an at-rule stays in one piece."""
    if prelude.startswith("@"):
        return [prelude]
    if "," not in prelude:
        return [prelude.strip()]
    pieces, start, depth = [], 0, 0
    for token in scan(prelude):
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if token.text == "," and not depth:
            pieces.append(prelude[start : token.end].strip())
            start = token.end
    return [*pieces, prelude[start:].strip()]
