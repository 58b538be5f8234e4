"""What cssgen asks of the system, seen by strace: no internet, and nothing written but where it belongs.

Reads are not restricted: the interpreter, system libraries and git's configuration lie anywhere.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

STYLESHEET = "a {\n  margin: 0;\n  /* complete: red text */\n}\n"
_WRITING = "open,openat,openat2,creat,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,rmdir,link,linkat"
_TRACED = f"{_WRITING},symlink,symlinkat,truncate,chmod,fchmodat,utimensat,socket"
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) = (\d+)")
_OPENED_FOR_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")
# A descriptor's directory, as -y prints it, and a name in it; or a name alone.
_NAMED = re.compile(r"(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?\"((?:[^\"\\]|\\.)*)\"")


@pytest.fixture
def strace() -> str:
    found = shutil.which("strace")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("strace is missing")
        pytest.skip("strace is missing")
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("project", "cache", "tmp", "home"):
        (tmp_path / name).mkdir()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "project", check=True)
    (tmp_path / "project" / "a.css").write_text(STYLESHEET)
    return tmp_path / "project"


def start(strace: str, project: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """cssgen under strace, with a home, a cache and a temporary directory of its own."""
    beside = project.parent
    places = {"HOME": "home", "CSSGEN_CACHE": "cache", "TMPDIR": "tmp", "XDG_CACHE_HOME": "home"}
    environment = os.environ | {name: str(beside / place) for name, place in places.items()}
    # Python's own bytecode files are no doing of cssgen's.
    environment |= {"PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("ORT_DISABLE_TELEMETRY", None)  # cssgen sets it; so did it in this process, perhaps
    command = [strace, "-f", "-y", "-qq", "-s", "4096", "-e", f"trace={_TRACED}", "-o", str(beside / "log")]
    return subprocess.Popen(
        [*command, sys.executable, "-m", "cssgen", *arguments],
        cwd=project,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def find_forbidden(log: str, project: Path) -> Iterator[str]:
    """The successful calls that open an internet socket, or create, change or remove what they must not."""
    allowed = [f"{project.parent / name}/" for name in ("project", "cache", "tmp")] + [
        "/dev/null",
        "/dev/tty",
        "/proc/",
    ]
    for call, arguments, _ in filter(None, (match and match.groups() for match in map(_CALL.match, log.splitlines()))):
        if call == "socket":
            if "AF_INET" in arguments:
                yield f"{call}({arguments})"
        elif not call.startswith("open") or _OPENED_FOR_WRITING.search(arguments):
            names = _NAMED.findall(arguments)
            paths = [os.path.normpath(Path(directory or project) / name) for directory, name in names]
            if not all(f"{path}/".startswith(tuple(allowed)) or path in allowed for path in paths):
                yield f"{call}({arguments})"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("check", "."), 1, id="check"),
        pytest.param(("validate", "."), 0, id="validate"),
        pytest.param(("fill", "."), 0, id="fill"),
        pytest.param(("fill", "--diff", "."), 1, id="fill --diff"),
    ],
)
def test_nothing_is_touched_outside(arguments: tuple[str, ...], code: int, strace: str, project: Path) -> None:
    process = start(strace, project, *arguments)
    _, errors = process.communicate(timeout=200)
    assert process.returncode == code, errors.decode()
    log = (project.parent / "log").read_text(errors="replace")
    assert list(find_forbidden(log, project)) == []
    assert ((project / "a.css").read_text() == STYLESHEET) == (arguments != ("fill", "."))


def test_watch_touches_nothing_outside(strace: str, project: Path) -> None:
    process = start(strace, project, "watch", ".")
    try:
        deadline = time.monotonic() + 200
        while "complete" in (project / "a.css").read_text() and time.monotonic() < deadline:
            time.sleep(0.2)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)
    assert "complete" not in (project / "a.css").read_text()
    log = (project.parent / "log").read_text(errors="replace")
    assert list(find_forbidden(log, project)) == []


@pytest.mark.parametrize(
    ("line", "is_forbidden"),
    [
        pytest.param("1 socket(AF_INET, SOCK_STREAM, 0) = 3", True, id="internet"),
        pytest.param("1 socket(AF_INET6, SOCK_DGRAM, 0) = 3", True, id="internet, version 6"),
        pytest.param("1 socket(AF_UNIX, SOCK_STREAM, 0) = 3", False, id="local"),
        pytest.param('1 openat(AT_FDCWD</p>, "/etc/x", O_WRONLY|O_CREAT, 0666) = 3', True, id="write elsewhere"),
        pytest.param('1 openat(AT_FDCWD</p>, "/etc/x", O_RDONLY) = 3', False, id="read elsewhere"),
        pytest.param('1 rename("/t/project/a", "/t/b") = 0', True, id="rename out of the project"),
        pytest.param('1 unlinkat(4</t/home>, "x", 0) = 0', True, id="remove by descriptor"),
        pytest.param('1 mkdir("/t/cache/x", 0777) = 0', False, id="cache"),
        pytest.param('1 mkdir("/t/project/../x", 0777) = 0', True, id="out by dots"),
    ],
)
def test_the_log_is_read_well(line: str, is_forbidden: bool) -> None:
    assert bool(list(find_forbidden(line, Path("/t/project")))) == is_forbidden
