"""Running git."""

import os
import subprocess
from pathlib import Path

from cssgen.errors import CssgenError

# A repository is data: what its configuration names is not run for a look at it. The filters of `git add` are.
_SAFE = ("--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


class GitError(CssgenError):
    """Git cannot do what it was asked, or is not there."""


def run_git(
    *arguments: str,
    directory: Path | None = None,
    stdin: bytes = b"",
    writes: bool = False,
    max_bytes: int | None = None,
) -> bytes:
    """Run git and return what it prints.

    Paths are taken as they are, not as patterns. `GIT_DIR` and `GIT_INDEX_FILE` stay as the environment has them: in
    a hook they say which commit is being made.

    Args:
        arguments: of git.
        directory: where it runs; None is the working directory.
        stdin: its standard input.
        writes: whether it may take locks: commands that only look refresh the index by the way otherwise.
        max_bytes: how much of what it prints is read, of a command without standard input; None reads all.

    Raises:
        GitError: with what git says, if it fails.
    """
    environment = os.environ | {"LC_ALL": "C", "GIT_LITERAL_PATHSPECS": "1"}
    if not writes:
        environment["GIT_OPTIONAL_LOCKS"] = "0"
    command = ["git", *_SAFE, *arguments]
    try:
        if max_bytes is not None:
            result = _run_limited(command, directory, environment, max_bytes)
        else:
            result = subprocess.run(
                command, cwd=directory, env=environment, input=stdin, capture_output=True, check=False
            )
    except FileNotFoundError as error:
        raise GitError("git is not installed") from error
    except OSError as error:  # no more processes, memory or open files
        raise GitError(f"git cannot be run: {error.strerror}") from error
    if result.returncode:
        message = result.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {result.returncode}"]
        raise GitError(f"git {arguments[0]}: {message[0].removeprefix('fatal: ')}")
    return result.stdout


def _run_limited(
    command: list[str], directory: Path | None, environment: dict[str, str], max_bytes: int
) -> "subprocess.CompletedProcess[bytes]":
    """Read so much of what a command prints; its pipe is closed then, which ends it."""
    with subprocess.Popen(
        command,
        cwd=directory,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        output = errors = b""
        if process.stdout is not None and process.stderr is not None:
            output = process.stdout.read(max_bytes)
            process.stdout.close()
            errors = process.stderr.read()
    code = 0 if len(output) == max_bytes else process.returncode
    return subprocess.CompletedProcess(command, code, output, errors)


def find_work_tree() -> Path:
    """The root of the work tree around the working directory.

    Raises:
        GitError: if there is none.
    """
    try:
        root = run_git("rev-parse", "--show-toplevel")
    except GitError as error:
        if "not a git repository" in str(error):
            raise GitError("not a git repository: --staged and --changed-since need one") from error
        raise
    return Path(os.fsdecode(root.removesuffix(b"\n")))
