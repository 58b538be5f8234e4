"""An answer to the text that replaces its marker: indentation, newlines, the comment that stays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cssgen.answers import Item, Rule
from cssgen.contexts import Context
from cssgen.edits import Span
from cssgen.layout import Layout, render_inline, render_items, requote
from cssgen.markers import Leave
from cssgen.regions import render_end
from cssgen.witness import Insertion

_LINE_START = re.compile(r"(?:\A|[\n\r\f])([ \t]*)([^\n\r\f]*)\Z")


@dataclass(frozen=True, slots=True)
class Site:
    """The line of a marker.

    Attributes:
        indent: indentation of the lines that the CSS goes on.
        is_inline: whether more follows on the line, so that the CSS stays on it.
        needs_gap: whether a rule follows so close that a blank line must keep the CSS apart from it.
    """

    indent: str
    is_inline: bool
    needs_gap: bool


def place_items(text: str, context: Context, items: Sequence[Item], layout: Layout, leave: Leave) -> Insertion:
    """Lay out declarations and rules in the place of their marker."""
    site = _read_site(text, context.replaced(), layout)
    css = render_inline(items, layout) if site.is_inline else render_items(items, layout, site.indent)
    gap = " " if site.is_inline else layout.newline + site.indent
    pieces = [css]
    if leave is Leave.COMMENT:
        pieces.insert(0, context.marker.comment)
    elif leave is Leave.REGION:
        marker = text[context.marker.span.start : context.marker.span.end]
        pieces = [marker, css, render_end(context.marker, css)]
    tail = layout.newline if site.needs_gap and layout.blank_lines and isinstance(items[-1], Rule) else ""
    return Insertion(context.replaced(), gap.join(pieces) + tail, _render_closers(context, layout))


def place_value(text: str, context: Context, value: str, layout: Layout) -> Insertion:
    """Put a value in the place of its marker, of which nothing stays."""
    span = context.replaced()
    value = requote(value, layout.quote)
    lead = " " if re.match(r"[^\s(:,/]", text[max(0, span.start - 1) : span.start]) else ""
    trail = " " if re.match(r"[^\s),;/}]", text[span.end : span.end + 1]) else ""
    end = ";" if context.unclosed else ""
    return Insertion(span, f"{lead}{value}{trail}{end}", _render_closers(context, layout))


def _read_site(text: str, span: Span, layout: Layout) -> Site:
    match = _LINE_START.search(text[max(0, span.start - 4_000) : span.start])
    indent, before = (match[1], match[2].rstrip()) if match else ("", "x")
    rest = re.match(r"[ \t]*([^\n\r\f]?)[^\n\r\f]*(?:\r\n|[\n\r\f])?([^\n\r\f]?)", text[span.end : span.end + 4_000])
    behind, below = (rest[1], rest[2]) if rest else ("", "")
    # A marker right behind the `{` of its block: the CSS goes below, one level deeper.
    deeper = layout.indent if before.endswith("{") else ""
    return Site(indent + deeper, bool(behind), not behind and bool(below.strip()) and below != "}")


def _render_closers(context: Context, layout: Layout) -> str:
    depths = range(context.unclosed - 1, -1, -1)
    return "".join(f"{layout.newline}{layout.indent * depth}}}" for depth in depths)
