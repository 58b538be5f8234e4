"""What a place in SCSS or Less asks of a fill."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language that compiles to CSS."""

    SCSS = "scss"
    LESS = "less"


LANGUAGES = {f".{language}": language for language in Language}
"""Of files, by the ends of their names."""
UNREAD = frozenset({".sass", ".styl", ".stylus"})
"""Ends of the names of stylesheets in languages without braces, which are never read."""


NO_STYLESHEETS = frozenset(
    (
        *(".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".coffee", ".json", ".json5", ".jsonc"),
        *(".yaml", ".yml", ".toml", ".py", ".rb", ".php", ".java", ".kt", ".go", ".rs", ".c", ".h"),
        *(".cc", ".cpp", ".cs", ".swift", ".sh", ".md", ".mdx", ".xml", ".svg"),
    )
)
"""Ends of the names of files that are something else, much of which reads like CSS: `x = { /* complete: … */ }`."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The surroundings of a marker in a file that is compiled to CSS.

    Attributes:
        language: of the file.
        taken: names that mean something else than in CSS: functions of the file (`scale`), and classes and ids that it
            calls as mixins (`.button`).
        nests: whether a rule that is nested at the marker comes out as nested CSS would.
        in_media: whether an `@media` encloses it: Less joins the queries of another one in it, whatever they are.
    """

    language: Language
    taken: tuple[str, ...] = ()
    nests: bool = False
    in_media: bool = False
