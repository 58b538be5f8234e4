"""The command line: arguments to an exit code. Nothing outside this package prints.

Exit codes: 0 nothing to do, or done; 1 something is left, or files were changed where that was to be told; 2 the
command could not do its work (arguments, settings, an unreadable file, no model, an error in cssgen); 130 interrupted;
143 asked to end.
"""

import gc
import importlib
import os
import sys
from collections.abc import Sequence

from cssgen.cli.arguments import parse_arguments
from cssgen.cli.termination import TerminatedError, raise_on_termination
from cssgen.errors import CssgenError
from cssgen.terminal import one_line

_NEWLINE = "\n"
INTERRUPTED = 130
TERMINATED = 143
_BUG = "cssgen: this is an error in cssgen: please report it with the lines above"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    # Lists of tokens grow large and hold no cycles: looking through them less often halves the time of large files.
    gc.set_threshold(200_000, 20, 20)
    try:
        arguments = parse_arguments(list(sys.argv[1:] if argv is None else argv))
        # Each command has a module of its own, so that none pays for what another imports.
        command = importlib.import_module(f"cssgen.cli.{arguments.command}")
        with raise_on_termination():
            return int(command.run(arguments))
    except CssgenError as error:
        return _end(str(error), error.exit_code)
    except TerminatedError:
        return _end("terminated", TERMINATED)
    except KeyboardInterrupt:
        return _end("interrupted", INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone; Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _end(f"{error.filename}: {error.strerror}" if error.filename else str(error), CssgenError.exit_code)
    except Exception:
        # Python would exit with 1, which says that something is left to do.
        sys.excepthook(*sys.exc_info())
        print(_BUG, file=sys.stderr)
    return CssgenError.exit_code


def _end(message: str, code: int) -> int:
    print(f"cssgen: {one_line(message, kept=_NEWLINE)}", file=sys.stderr)
    return code
