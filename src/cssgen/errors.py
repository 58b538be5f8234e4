"""Errors that end a command. Expected trouble with one marker is a `Diagnostic`, not an exception."""


class CssgenError(Exception):
    """Base of every error that the command line reports in one line."""

    exit_code = 2


class UsageError(CssgenError):
    """Wrong arguments, or a configuration that cannot be read."""


class ModelError(CssgenError):
    """A model is missing, incomplete, or cannot be run here."""


class FileError(CssgenError):
    """A file cannot be read or written."""


class DatabaseError(CssgenError):
    """A database of cssgen's own cannot be used: no permission, no space, locked for too long."""
