"""The style blocks of host files (HTML, Vue, Svelte, Astro), and the text with all else blanked out."""

from collections.abc import Iterator

from cssgen.blanks import MaskError, blank
from cssgen.hosts.components import find_astro_islands, find_svelte_islands, find_vue_islands
from cssgen.hosts.html import find_html_islands
from cssgen.hosts.tags import is_css
from cssgen.scanner import scan
from cssgen.structure import read_structure

__all__ = ["MaskError", "find_islands", "find_unread", "mask_host"]

_COMPONENTS = {".vue": find_vue_islands, ".svelte": find_svelte_islands, ".astro": find_astro_islands}


def mask_host(text: str, suffix: str = ".html") -> str:
    """`text` with blanks for all but its plain CSS: offsets, lines and columns stay those of the host.

    Raises:
        MaskError: a style block has no end, or is not balanced by itself.
    """
    pieces: list[str] = []
    position = 0
    for start, end in find_islands(text, suffix):
        _prove(text[start:end], start)
        pieces += [blank(text[position:start]), text[start:end]]
        position = end
    return "".join([*pieces, blank(text[position:])])


def find_islands(text: str, suffix: str = ".html") -> Iterator[tuple[int, int]]:
    """The starts and ends of the plain CSS in a host file, in characters.

    Raises:
        MaskError: a style block has no end, or where it ends cannot be told.
    """
    return _COMPONENTS[suffix](text) if suffix in _COMPONENTS else find_html_islands(text)


def find_unread(text: str, suffix: str) -> Iterator[tuple[int, int]]:
    """The starts and ends of the style blocks of a component that are in another language.

    Raises:
        MaskError: as `find_islands` does.
    """
    finder = _COMPONENTS.get(suffix)
    return finder(text, lambda tag: not is_css(tag, is_html=False)) if finder else iter(())


def _prove(style: str, start: int) -> None:
    """Each block stands for itself: what one leaves open, the next one does not close."""
    structure = read_structure(list(scan(style)))
    if structure.broken:
        raise MaskError(structure.broken[0].message, start + structure.broken[0].span.start)
    if structure.unclosed:
        block = structure.unclosed[-1]
        raise MaskError(f"`{{` of `{block.prelude}` is never closed", start + block.start - 1)
