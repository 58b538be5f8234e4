"""The style blocks of host files (HTML, Vue, Svelte, Astro), and the text with all else blanked out."""

import re
from collections.abc import Iterator

HOST_SUFFIXES = frozenset({".html", ".vue", ".svelte", ".astro"})

_ATTRIBUTES = r"""(?:\s+|/)(?:[^>"']|"[^"]*"|'[^']*')*"""
_OPENING = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?P<name>script|style|textarea|title)(?P<attributes>(?:{_ATTRIBUTES})?)>",
    re.IGNORECASE | re.DOTALL,
)
_LANGUAGE = re.compile(r"""\slang\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_PLAIN = frozenset({"", "css", "postcss"})


class UnclosedStyleError(ValueError):
    """A style block without an end tag; `offset` is that of its start tag, in characters."""

    def __init__(self, offset: int) -> None:
        super().__init__("<style> without </style>")
        self.offset = offset


def find_islands(text: str) -> Iterator[tuple[int, int]]:
    """The starts and ends of the plain CSS in a host file, in characters.

    Raises:
        UnclosedStyleError: a style block has no end.
    """
    position = 0
    while (opening := _OPENING.search(text, position)) is not None:
        position = opening.end()
        if opening["name"] is None:
            continue
        closing = re.compile(rf"</{opening['name']}(?=[\s/>])", re.IGNORECASE).search(text, position)
        is_style = opening["name"].lower() == "style"
        if closing is None and is_style:
            raise UnclosedStyleError(opening.start())
        if closing is None:
            return
        if is_style and _language(opening["attributes"]) in _PLAIN:
            yield position, closing.start()
        position = closing.end()


def mask_host(text: str) -> str:
    """`text` with blanks for all but its plain CSS: offsets, lines and columns stay those of the host."""
    pieces: list[str] = []
    position = 0
    for start, end in find_islands(text):
        pieces += [_blank(text[position:start]), text[start:end]]
        position = end
    return "".join([*pieces, _blank(text[position:])])


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n\f]", " ", text)


def _language(attributes: str) -> str:
    match = _LANGUAGE.search(attributes)
    return next((value for value in match.groups() if value is not None), "").lower() if match else ""
