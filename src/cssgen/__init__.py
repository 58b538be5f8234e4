"""cssgen fills `/* complete: … */` markers in stylesheets with valid CSS."""

from cssgen._version import __version__

__all__ = ["__version__"]
