"""How `.editorconfig` wants files laid out: https://spec.editorconfig.org.

The package `editorconfig` of PyPI is not used: it reads on up to the root of the file system, waits for pipes, and
takes a pattern such as `*a*a*a*a*…` for a regular expression that does not end.
"""

from cssgen.editorconfig.properties import find_layout

__all__ = ["find_layout"]
