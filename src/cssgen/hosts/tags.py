"""Tags, comments and raw text: what the host languages have in common."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cssgen.blanks import MaskError
from cssgen.hosts.braces import skip_braces

# https://html.spec.whatwg.org/multipage/parsing.html#tokenization; a slash begins no value, and belongs to it inside.
_SPACE = r"[\t\n\f\r ]"
_NAME = re.compile(r"</?([a-zA-Z][^\t\n\f\r />]*)")
_GAP = re.compile(rf"(?:{_SPACE}|/(?!>))*+")
_ATTRIBUTE = re.compile(rf"([^\t\n\f\r />][^\t\n\f\r />=]*)(?:{_SPACE}*={_SPACE}*)?+")
_UNQUOTED = re.compile(r"[^\t\n\f\r >]*")
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
_BOGUS = re.compile(r"<(?:[!?]|/(?![a-zA-Z]))[^>]*>?")
_PLAIN = frozenset({"", "css", "postcss"})
_PREPROCESSED = frozenset({"less", "sass", "scss", "sss", "styl", "stylus"})


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag.

    Attributes:
        name: in lower case.
        attributes: by name, in lower case; of two of the same name the first.
        start: where its `<` is.
        end: behind its `>`.
        is_end: whether it is an end tag.
        is_closed: whether it ends with `/>`.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    end: int
    is_end: bool
    is_closed: bool


def read_tag(text: str, start: int, *, braces: bool = False) -> Tag | None:
    """The tag that begins at `start`; None if none does, or if it has no end.

    Args:
        text: of the host.
        start: offset of a `<`.
        braces: whether `{…}` may be an attribute or a value, or stand in one, and backticks quote.
    """
    name = _NAME.match(text, start)
    if name is None:
        return None
    attributes: dict[str, str] = {}
    position = name.end()
    while position < len(text):
        position = _skip(_GAP, text, position)
        if text.startswith((">", "/>"), position):
            is_closed = text[position] == "/"
            end = position + 1 + is_closed
            return Tag(name[1].lower(), attributes, start, end, text[start + 1] == "/", is_closed)
        if braces and text.startswith("{", position):
            position = skip_braces(text, position)
            continue
        attribute = _ATTRIBUTE.match(text, position)
        if attribute is None:
            return None
        position, value = attribute.end(), ""
        if attribute[0] != attribute[1]:
            value, position = _read_value(text, position, braces=braces)
        attributes.setdefault(attribute[1].lower(), value)
    return None


def skip_comment(text: str, start: int) -> int:
    """Where a comment ends, or what a parser takes for one, such as a doctype; `start` if none begins there.

    A tag without an end takes all that follows.
    """
    if _NAME.match(text, start):
        return len(text)
    match = _COMMENT.match(text, start) or _BOGUS.match(text, start)
    return match.end() if match else start


def find_end_tag(text: str, name: str, start: int) -> int | None:
    """Where the next end tag of an element of raw text begins."""
    match = re.compile(rf"</{re.escape(name)}(?=[\t\n\f\r />])", re.IGNORECASE).search(text, start)
    return match.start() if match else None


def find_raw_end(text: str, tag: Tag) -> int:
    """Where the raw text behind a start tag ends: at the end of the file if the element is never closed.

    Raises:
        MaskError: that element is `<style>`.
    """
    end = find_end_tag(text, tag.name, tag.end)
    if end is None and tag.name == "style":
        raise MaskError("`<style>` is never closed", tag.start)
    return len(text) if end is None else end


def is_css(tag: Tag, *, is_html: bool) -> bool:
    """Whether a style element holds plain CSS, by its `lang` and `type`."""
    language = tag.attributes.get("lang", "").lower()
    # In HTML, `lang` is also that of people.
    is_plain = language not in _PREPROCESSED if is_html else language in _PLAIN
    kinds = ("", "text/css") if is_html else ("", "text/css", "text/postcss")
    return is_plain and tag.attributes.get("type", "").lower() in kinds


def _read_value(text: str, start: int, *, braces: bool) -> tuple[str, int]:
    quote = text[start : start + 1]
    if quote in ('"', "'") or (braces and quote == "`"):
        end = _find_quote(text, start + 1, quote, braces=braces)
        return text[start + 1 : end], end + 1
    if braces and quote == "{":
        end = skip_braces(text, start)
        return text[start:end], end
    end = _skip(_UNQUOTED, text, start)
    return text[start:end], end


def _find_quote(text: str, start: int, quote: str, *, braces: bool) -> int:
    """Where a quoted value ends; in Svelte, quotes in braces do not end it."""
    position = start
    while braces:
        brace, end = text.find("{", position), text.find(quote, position)
        if brace < 0 or not brace < end:
            break
        position = skip_braces(text, brace)
    end = text.find(quote, position)
    return len(text) if end < 0 else end


def _skip(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start
