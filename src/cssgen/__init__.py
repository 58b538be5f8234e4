"""cssgen fills `/* complete: … */` markers in stylesheets with valid CSS.

`fill_text` fills a text, `validate` and `validate_declaration` judge one. The import is light: what these need is
imported when they are first used.
"""

from typing import TYPE_CHECKING, Any

from cssgen._version import __version__

if TYPE_CHECKING:
    from cssgen.api import fill_text
    from cssgen.validity import validate, validate_declaration

__all__ = ["__version__", "fill_text", "validate", "validate_declaration"]

_HOMES = {"fill_text": "cssgen.api", "validate": "cssgen.validity", "validate_declaration": "cssgen.validity"}


def __getattr__(name: str) -> Any:
    """https://peps.python.org/pep-0562/"""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
