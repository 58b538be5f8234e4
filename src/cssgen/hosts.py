"""The style blocks of host files (HTML, Vue, Svelte, Astro), and the text with all else blanked out."""

import re
from collections.abc import Iterator
from typing import Final

from cssgen.scanner import scan
from cssgen.structure import read_structure

# A comment, or a start tag of an element whose contents are no markup; quoted values may hold `>`.
_OPENING: Final = re.compile(
    r"""<!--.*?(?:-->|\Z)|<(?P<name>script|style|textarea|title)(?=[\s/>])(?P<attributes>(?:[^>"']|"[^"]*"|'[^']*')*+)>""",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_PLAIN: Final = frozenset({"", "css", "postcss"})


class HostError(ValueError):
    """A style block that cannot be filled; `offset` is its place, in characters."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def mask_host(text: str) -> str:
    """`text` with blanks for all but its plain CSS: offsets, lines and columns stay those of the host.

    Raises:
        HostError: a style block has no end, or is not balanced by itself.
    """
    pieces: list[str] = []
    position = 0
    for start, end in find_islands(text):
        _prove(text[start:end], start)
        pieces += [_blank(text[position:start]), text[start:end]]
        position = end
    return "".join([*pieces, _blank(text[position:])])


def find_islands(text: str) -> Iterator[tuple[int, int]]:
    """The starts and ends of the plain CSS in a host file, in characters.

    Raises:
        HostError: a style block has no end.
    """
    position = 0
    while (opening := _OPENING.search(text, position)) is not None:
        position = opening.end()
        if opening["name"] is None:
            continue
        closing = re.compile(rf"</{opening['name']}(?=[\s/>])", re.IGNORECASE).search(text, position)
        is_style = opening["name"].lower() == "style"
        if closing is None and is_style:
            raise HostError("`<style>` is never closed", opening.start())
        if closing is None:
            return
        if is_style and _language(opening["attributes"]) in _PLAIN:
            yield position, closing.start()
        position = closing.end()


def _prove(style: str, start: int) -> None:
    """Each block stands for itself: what one leaves open, the next one does not close."""
    structure = read_structure(list(scan(style)))
    if structure.broken:
        raise HostError(structure.broken[0].message, start + structure.broken[0].span.start)
    if structure.unclosed:
        block = structure.unclosed[-1]
        raise HostError(f"`{{` of `{block.prelude}` is never closed", start + block.start - 1)


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n\f]", " ", text)


def _language(attributes: str) -> str:
    """The value of `lang`, in lower case; empty without one."""
    for name, *values in _ATTRIBUTE.findall(attributes):
        if name.lower() == "lang":
            return "".join(values).lower()
    return ""
