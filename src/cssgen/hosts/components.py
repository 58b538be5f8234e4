"""The style blocks of components: https://vuejs.org/api/sfc-spec.html, Svelte and Astro."""

import re
from collections.abc import Callable, Iterator

from cssgen.hosts.braces import skip_braces
from cssgen.hosts.tags import Tag, find_raw_end, is_css, read_tag, skip_comment

Island = tuple[int, int]

_RAW = frozenset({"style", "script", "textarea"})
_FRONTMATTER = re.compile(r"\A\ufeff?\s*---.*?^---", re.DOTALL | re.MULTILINE)


def _is_plain(tag: Tag) -> bool:
    return is_css(tag, is_html=False)


def find_vue_islands(text: str, is_wanted: Callable[[Tag], bool] = _is_plain) -> Iterator[Island]:
    """The style blocks of a Vue component: only at the top level, where all blocks but templates are raw text.

    Raises:
        MaskError: one has no end.
    """
    position = text.find("<")
    while position >= 0:
        tag = read_tag(text, position)
        end = skip_comment(text, position) if tag is None else tag.end
        if tag is not None and not tag.is_end and not tag.is_closed:
            is_markup = tag.name == "template" and tag.attributes.get("lang", "html") in ("", "html")
            end = _skip_template(text, tag.end) if is_markup else find_raw_end(text, tag)
            if tag.name == "style" and is_wanted(tag):
                yield tag.end, end
        position = text.find("<", max(end, position + 1))


def find_svelte_islands(text: str, is_wanted: Callable[[Tag], bool] = _is_plain) -> Iterator[Island]:
    """The style elements of a Svelte component, wherever they stand but in expressions.

    Raises:
        MaskError: one, or an expression before it, has no end.
    """
    return _find_in_markup(text, 0, is_wanted)


def find_astro_islands(text: str, is_wanted: Callable[[Tag], bool] = _is_plain) -> Iterator[Island]:
    """The style elements of an Astro component, outside of its frontmatter and its expressions.

    Raises:
        MaskError: one, or an expression before it, has no end.
    """
    head = _FRONTMATTER.match(text)
    return _find_in_markup(text, head.end() if head else 0, is_wanted)


def _find_in_markup(text: str, start: int, is_wanted: Callable[[Tag], bool]) -> Iterator[Island]:
    opening = re.compile("[<{]")
    match = opening.search(text, start)
    while match is not None:
        position = match.start()
        if match[0] == "{":
            end = skip_braces(text, position)
        elif (tag := read_tag(text, position, braces=True)) is None:
            end = skip_comment(text, position)
        else:
            end = tag.end
            if _is_raw(tag):
                end = find_raw_end(text, tag)
                if tag.name == "style" and is_wanted(tag):
                    yield tag.end, end
        match = opening.search(text, max(end, position + 1))


def _is_raw(tag: Tag) -> bool:
    return not tag.is_end and not tag.is_closed and (tag.name in _RAW or "is:raw" in tag.attributes)


def _skip_template(text: str, start: int) -> int:
    """Where a template ends, which may hold others, and `{{ a < b }}`."""
    opening = re.compile(r"<|\{\{")
    depth = 1
    match = opening.search(text, start)
    while match is not None:
        position = match.start()
        tag = read_tag(text, position) if match[0] == "<" else None
        if tag is None:
            end = skip_comment(text, position) if match[0] == "<" else text.find("}}", position)
        elif tag.name == "template":
            depth += -1 if tag.is_end else not tag.is_closed
            end = tag.end
            if not depth:
                return end
        else:
            end = _find_text_end(text, tag) if _is_raw(tag) else tag.end
        match = opening.search(text, max(end, position + 1))
    return len(text)


def _find_text_end(text: str, tag: Tag) -> int:
    end = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(text, tag.end)
    return end.start() if end else len(text)
