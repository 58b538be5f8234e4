"""The command line: arguments to an exit code. Nothing outside this package prints.

Exit codes: 0 nothing to do, or done; 1 something is left, or files were changed where that was to be told; 2 the
command could not do its work (arguments, settings, an unreadable file, no model); 130 interrupted.
"""

import importlib
import os
import sys
from collections.abc import Sequence

from cssgen.cli.arguments import parse_arguments
from cssgen.errors import CssgenError

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = parse_arguments(list(sys.argv[1:] if argv is None else argv))
    # Each command has a module of its own, so that none pays for what another imports.
    command = importlib.import_module(f"cssgen.cli.{arguments.command}")
    try:
        return int(command.run(arguments))
    except CssgenError as error:
        print(f"cssgen: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("cssgen: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CssgenError.exit_code
