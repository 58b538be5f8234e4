"""Git in the middle of something: nothing is filled then."""

import sys
from pathlib import Path

from cssgen.git.state import operation_in_progress


def must_wait() -> bool:
    """Whether git is in a merge, rebase or the like, which a fill must not disturb; a line on standard error says so.

    What is committed there is others' work, or was committed before. A bisect ends without a commit.
    """
    operation = operation_in_progress(Path.cwd())
    if operation in (None, "bisect"):
        return False
    print(f"cssgen: a {operation} is in progress: nothing is filled", file=sys.stderr)
    return True
