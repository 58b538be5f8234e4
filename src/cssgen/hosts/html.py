"""The style elements of HTML: https://html.spec.whatwg.org/multipage/parsing.html, as far as they take it."""

import re
from collections import Counter
from collections.abc import Iterator

from cssgen.blanks import MaskError
from cssgen.hosts.tags import Tag, find_raw_end, is_css, read_tag, skip_comment

Island = tuple[int, int]

_RAW = frozenset(["style", "script", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
_ROOTS = frozenset({"svg", "math"})
# In these, HTML begins again: https://html.spec.whatwg.org/multipage/parsing.html#html-integration-point
_INTEGRATION = {
    "svg": frozenset({"foreignobject", "desc", "title"}),
    "math": frozenset({"mi", "mo", "mn", "ms", "mtext"}),
}
# Start tags that end all foreign content: https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign
_BREAKING_NAMES = (
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
_BREAKING = frozenset(_BREAKING_NAMES.split())
_FONT = frozenset({"color", "face", "size"})
_SCRIPT_PART = re.compile(r"(?P<sign><!--|-->|</?script(?=[\t\n\f\r />]))", re.IGNORECASE)
_CDATA = re.compile(r"[\t\n\f\r ]*<!\[CDATA\[(.*?)\]\]>[\t\n\f\r ]*", re.DOTALL)
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&[#a-zA-Z]")


def find_html_islands(text: str) -> Iterator[Island]:
    """The starts and ends of the CSS in style elements.

    Raises:
        MaskError: one has no end, or is no plain text, as may happen in SVG.
    """
    return _Reader(text).read()


class _Reader:
    """Reads tags, and knows in which foreign elements (SVG, MathML) it is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._foreign: list[tuple[str, str]] = []  # names of open foreign elements, each with its root's
        self._open: Counter[str] = Counter()  # HTML elements outside of them

    def read(self) -> Iterator[Island]:
        position = self._text.find("<")
        while position >= 0:
            tag = read_tag(self._text, position)
            if tag is not None:
                island, end = self._read_end(tag) if tag.is_end else self._read_start(tag)
                if island is not None:
                    yield island
            elif self._is_foreign() and self._text.startswith("<![CDATA[", position):
                end = self._text.find("]]>", position) % (len(self._text) + 1)
            else:
                end = skip_comment(self._text, position)
            position = self._text.find("<", max(end, position + 1))

    def _is_foreign(self) -> bool:
        if not self._foreign:
            return False
        name, root = self._foreign[-1]
        return name not in _INTEGRATION[root]

    def _read_start(self, tag: Tag) -> tuple[Island | None, int]:
        """The style block that a start tag begins, and where to go on."""
        if self._is_foreign() and (tag.name in _BREAKING or (tag.name == "font" and _FONT & tag.attributes.keys())):
            while self._is_foreign():
                self._foreign.pop()
        if self._is_foreign() or tag.name in _ROOTS:
            return self._read_foreign(tag)
        if tag.name == "plaintext":
            return None, len(self._text)
        if tag.name not in _RAW:
            self._open[tag.name] += not self._foreign
            return None, tag.end
        end = self._find_script_end(tag) if tag.name == "script" else find_raw_end(self._text, tag)
        return ((tag.end, end) if tag.name == "style" and is_css(tag, is_html=True) else None), end

    def _read_foreign(self, tag: Tag) -> tuple[Island | None, int]:
        if tag.is_closed:
            return None, tag.end
        root = tag.name if not self._is_foreign() else self._foreign[-1][1]
        if tag.name != "style" or root != "svg":
            self._foreign.append((tag.name, root))
            return None, tag.end
        end = find_raw_end(self._text, tag)
        return (self._read_svg_style(tag.end, end) if is_css(tag, is_html=True) else None), end

    def _read_svg_style(self, start: int, end: int) -> Island:
        """In SVG a style element is markup like any other: its CSS may be in a CDATA section."""
        section = _CDATA.fullmatch(self._text, start, end)
        if section is not None:
            return section.span(1)
        markup = _MARKUP.search(self._text, start, end)
        if markup is not None:
            raise MaskError("`<style>` in SVG holds markup or entities: put its CSS in a CDATA section", markup.start())
        return start, end

    def _read_end(self, tag: Tag) -> tuple[None, int]:
        names = [name for name, _ in self._foreign]
        if tag.name in names:
            del self._foreign[len(names) - 1 - names[::-1].index(tag.name) :]
        elif self._is_foreign() and (self._open[tag.name] or tag.name in ("p", "br")):
            self._foreign.clear()  # it ends an element around them
        if not self._foreign and self._open[tag.name]:
            self._open[tag.name] -= 1
        return None, tag.end

    def _find_script_end(self, tag: Tag) -> int:
        """In a script, a comment of HTML may hold another one: `<!-- <script> </script> -->`."""
        is_escaped = is_double = False
        position = tag.end
        while (match := _SCRIPT_PART.search(self._text, position)) is not None:
            position = match.end()
            sign = match["sign"].lower()
            if sign == "</script" and not is_double:
                return match.start()
            if sign == "<!--":
                is_escaped, position = True, match.start() + 2  # `<!-->` ends at once
            elif sign == "-->":
                is_escaped = is_double = False
            else:
                is_double = is_escaped and sign == "<script"
        return len(self._text)
