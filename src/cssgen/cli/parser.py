"""A parser of arguments that says what is wrong in one line, and what may have been meant."""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any, NoReturn


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal. argparse makes one for each argument; by itself it would import `shutil` for that."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_terminal_width() - 2)


class Parser(argparse.ArgumentParser):
    """Of the program, and of each command: what a command does not know it reports itself."""

    def parse_known_args(  # type: ignore[override]  # nobody asks for what is not known
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse arguments; none is left over."""
        parsed, unknown = super().parse_known_args(args, namespace)
        if unknown:
            hints = "".join(self._suggest(each) for each in unknown[:1])
            self.error(f"unrecognized arguments: {' '.join(unknown)}{hints}")
        return parsed, []

    def error(self, message: str) -> NoReturn:
        """Exit with 2. The usage would fill the screen."""
        self.exit(2, f"{self.prog}: {message}\ntry `{self.prog} --help`\n")

    def _suggest(self, argument: str) -> str:
        from cssgen.settings import suggest

        return suggest(argument.partition("=")[0], self._option_string_actions) if argument.startswith("-") else ""


@cache
def _terminal_width() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (ValueError, OSError):  # not a terminal, or not even a file
        return 80
