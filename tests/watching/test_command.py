"""`cssgen watch` with real files, real editors and real events; the model alone is scripted."""

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ..git.repositories import make_repository
from .running import REAL, SCRIPTED, watching

M = "/* complete: size 12 */"
FILLED = "a {\n  /* size 12 */\n  width: 12px;\n}\n"
CSS = f"a {{\n  {M}\n}}\n"


def write_in_place(path: Path) -> None:
    """VS Code: truncate, then write."""
    with path.open("wb") as file:
        file.flush()
        time.sleep(0.01)
        file.write(CSS.encode())


def write_by_rename(path: Path) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_text(CSS)
    temporary.replace(path)


def write_as_jetbrains(path: Path) -> None:
    new, old = path.with_name("a.css___jb_tmp___"), path.with_name("a.css___jb_old___")
    new.write_text(CSS)
    if path.exists():
        path.replace(old)
    new.replace(path)
    old.unlink(missing_ok=True)


def write_by_moving_in(path: Path) -> None:
    """From a directory that nobody watches."""
    outside = path.parent.parent / "outside.css"
    outside.write_text(CSS)
    outside.replace(path)


def write_with_vim(path: Path, backupcopy: str) -> None:
    """Add the marker to an empty rule, and save."""
    path.write_text("a {\n}\n")
    commands = (f"set backupcopy={backupcopy} backup backupskip=", f"call append(1, '  {M}')", "wq")
    options = [word for command in commands for word in ("-c", command)]
    subprocess.run(["vim", "-Nu", "NONE", "-es", *options, path], check=True, stdin=subprocess.DEVNULL)


WAYS = (write_in_place, write_by_rename, write_as_jetbrains, write_by_moving_in)


def test_ways_to_save(project: Path) -> None:
    """Each of a file that was there, and of a new one."""
    paths = [project / way.__name__ / kind / "a.css" for way in WAYS for kind in ("new", "old")]
    for path in paths:
        path.parent.mkdir(parents=True)
        if path.parent.name == "old":
            path.write_text("a {}\n")
    with watching(project) as watcher:
        for path in paths:
            next(way for way in WAYS if way.__name__ in path.parts)(path)
        for path in sorted(paths):
            fill = watcher.expect("fill", path=str(path.relative_to(project)))
            assert (fill["line"], fill["prompt"]) == (2, "size 12")
            assert path.read_text() == FILLED


def test_vim(project: Path) -> None:
    """However it makes its backups."""
    with watching(project) as watcher:
        for backupcopy in ("yes", "no", "auto"):
            path = project / f"{backupcopy}.css"
            write_with_vim(path, backupcopy)
            watcher.expect("fill", path=path.name)
            assert path.read_text() == FILLED
            assert path.with_name(f"{path.name}~").read_text() == "a {\n}\n"


def test_empty_file_first(project: Path) -> None:
    """Some editors create a file, and write it later than the debounce time."""
    with watching(project) as watcher:
        (project / "a.css").touch()
        time.sleep(0.5)
        (project / "a.css").write_text(CSS)
        watcher.expect("fill")
        assert (project / "a.css").read_text() == FILLED


def test_burst_and_half_typed_prompts(project: Path) -> None:
    """Twenty saves, each of another prompt; only the last one is filled, once."""
    path = project / "a.css"
    with watching(project) as watcher:
        for number in range(20):
            path.write_text(CSS.replace("12", str(1000 + number)))
            time.sleep(0.05)
        watcher.expect("fill", prompt="size 1019")
        path.write_text(path.read_text() + "b {}\n")
        time.sleep(0.8)
        assert watcher.fills() == [("a.css", "size 1019")]
        assert path.read_text() == FILLED.replace("12", "1019") + "b {}\n"


def test_saves_while_filling(project: Path) -> None:
    """Another marker, in the same and in another file, while the first one is being filled."""
    first, second = project / "a.css", project / "b.css"
    with watching(project, command=(*SCRIPTED, "2")) as watcher:
        first.write_text(CSS)
        time.sleep(0.7)
        first.write_text("/* by hand */\n" + CSS + CSS.replace("12", "13"))
        second.write_text(CSS.replace("12", "14"))
        for prompt in ("size 12", "size 13", "size 14"):
            watcher.expect("fill", prompt=prompt)
        assert first.read_text() == "/* by hand */\n" + FILLED + FILLED.replace("12", "13")
        assert second.read_text() == FILLED.replace("12", "14")


def test_marker_that_changes_while_it_is_filled(project: Path) -> None:
    path = project / "a.css"
    with watching(project, "--no-cache", command=(*SCRIPTED, "300")) as watcher:
        path.write_text(CSS)
        time.sleep(1)
        path.write_text("a {}\n")
        watcher.expect("discarded", path="a.css")
        assert path.read_text() == "a {}\n"


def test_initial_pass(project: Path) -> None:
    (project / "a.css").write_text(CSS)
    with watching(project) as watcher:
        watcher.expect("fill", path="a.css")


def test_no_initial_pass(project: Path) -> None:
    """Until the file is saved."""
    for name in ("a.css", "b.css"):
        (project / name).write_text(CSS)
    with watching(project, "--no-initial") as watcher:
        (project / "b.css").write_text(CSS + "b {}\n")
        watcher.expect("fill", path="b.css")
        time.sleep(1)
        assert watcher.fills() == [("b.css", "size 12")]


def test_directories_come_and_go(project: Path) -> None:
    """New, deeper, renamed, copied with what is in them, removed and back again."""
    with watching(project) as watcher:
        write_css(project / "new" / "a.css", 1)
        write_css(project / "new" / "x" / "y" / "b.css", 2)
        (project / "moved-in").mkdir()
        prompts = ["size 1", "size 2"]
        for prompt in prompts:
            watcher.expect("fill", prompt=prompt)
        (project / "new").rename(project / "renamed")
        time.sleep(0.5)
        write_css(project / "renamed" / "x" / "y" / "b.css", 3)
        watcher.expect("fill", path="renamed/x/y/b.css")
        shutil.rmtree(project / "renamed")
        write_css(project / "renamed" / "x" / "c.css", 4)
        watcher.expect("fill", path="renamed/x/c.css")
        write_css(project.parent / "elsewhere" / "x" / "d.css", 5)
        (project.parent / "elsewhere").rename(project / "brought")
        watcher.expect("fill", path="brought/x/d.css")
        write_css(project / "brought" / "x" / "d.css", 6)
        watcher.expect("fill", path="brought/x/d.css", prompt="size 6")


def test_what_is_ignored_costs_nothing(project: Path) -> None:
    """Also if it is ignored from now on only, or made while the watcher runs."""
    write_css(project / "node_modules" / "a.css", 1)
    write_css(project / "out" / "b.css", 2)
    (project / ".git").mkdir()
    (project / "styles").mkdir()
    with watching(project) as watcher:
        assert {"directories": 3, "files": 1}.items() <= watcher.events[0].items()
        watcher.expect("fill", prompt="size 2")
        (project / ".gitignore").write_text("out/\n")
        time.sleep(1)
        write_css(project / "out" / "c.css", 3)
        write_css(project / "styles" / "later.css", 6)
        watcher.expect("fill", prompt="size 6")
        write_css(project / "styles" / "node_modules" / "d.css", 4)
        write_css(project / "styles" / "e.css", 5)
        watcher.expect("fill", path="styles/e.css")
        time.sleep(1)
        assert [prompt for _, prompt in watcher.fills()] == ["size 2", "size 6", "size 5"]


@pytest.mark.parametrize("way", ["--poll=100", "CSSGEN_FORCE_POLLING"])
def test_polling(way: str, project: Path) -> None:
    arguments, environment = ([], {way: "1"}) if "=" not in way else ([way], {})
    with watching(project, *arguments, environment=environment) as watcher:
        assert [event["type"] for event in watcher.events[:2]] == ["polling", "ready"]
        assert way.partition("=")[0] in watcher.events[0]["reason"]
        write_css(project / "styles" / "a.css", 1)
        watcher.expect("fill", path="styles/a.css")
        write_by_rename(project / "styles" / "a.css")
        watcher.expect("fill", prompt="size 12")


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        pytest.param("max_inotify_watches", "only 5 of 9 directories could be watched", id="watches"),
        pytest.param("max_inotify_instances", "no more inotify instances", id="instances"),
    ],
)
def test_limits_of_inotify(limit: str, reason: str, project: Path) -> None:
    """Real ones, of a user namespace. Below a directory that is watched, watchdog says nothing of them."""
    number = 5 if limit == "max_inotify_watches" else 0
    inner = f'echo {number} > /proc/sys/user/{limit} && exec "$0" "$@"'
    command = ["unshare", "--user", "--map-root-user", "sh", "-c", inner]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("user namespaces are not permitted here")
    for name in range(8):
        write_css(project / str(name) / "a.css", 1)
    with watching(project, "--no-initial", command=(*command, *SCRIPTED, "0")) as watcher:
        assert reason in watcher.expect("polling")["reason"]
        for name in (0, 7):
            write_css(project / str(name) / "a.css", 2)
            watcher.expect("fill", path=f"{name}/a.css")


def test_what_cannot_be_filled_is_said_once(project: Path) -> None:
    path = project / "a.css"
    path.write_text("a {\n  /* complete: something else */\n}\n/* complte: y */\n")
    with watching(project) as watcher:
        assert watcher.expect("finding", code="CSSG006")["line"] == 2
        assert watcher.expect("finding", code="CSSG002")["line"] == 4
        path.touch()
        time.sleep(0.8)
        path.write_text(path.read_text() + CSS)
        watcher.expect("fill")
        time.sleep(1)
        watcher.fills()
        assert [event["code"] for event in watcher.events if event["type"] == "finding"] == [
            "CSSG006",
            "CSSG002",
            "CSSG006",
        ]


def test_file_that_cannot_be_written(project: Path) -> None:
    """It is said, and the watcher goes on."""
    (project / "a.css").write_text(CSS)
    os.link(project / "a.css", project / "other")
    with watching(project) as watcher:
        assert "hard links" in watcher.expect("finding", path="a.css", code="CSSG011")["message"]
        write_css(project / "b.css", 1)
        watcher.expect("fill", path="b.css")


def test_undo(project: Path) -> None:
    """Each fill is a run of its own in the journal."""
    with watching(project) as watcher:
        for name in ("a.css", "b.css"):
            (project / name).write_text(CSS)
            watcher.expect("fill", path=name)
        watcher.stop()
    subprocess.run([*REAL[:-1], "undo", "--last"], cwd=project, check=True, capture_output=True)
    assert [(project / name).read_text() for name in ("a.css", "b.css")] == [FILLED, CSS]


def test_pause_during_a_rebase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    """A real one that stops at a conflict; it is said once, and what is there at the end is filled."""
    repository = make_repository(project, monkeypatch)
    repository.commit("a.css", "a {}\n")
    repository.git("switch", "-q", "-c", "other")
    repository.commit("a.css", "b {}\n")
    repository.git("switch", "-q", "main")
    repository.commit("a.css", "c {}\n")
    with watching(project) as watcher:
        repository.git("rebase", "other", ok=False)
        (project / "a.css").write_text(CSS)
        (project / "b.css").write_text(CSS)
        assert watcher.expect("paused")["operation"] == "rebase"
        time.sleep(0.8)
        assert (project / "a.css").read_text() == CSS
        repository.git("add", "a.css")
        repository.git("-c", "core.editor=true", "rebase", "--continue")
        assert watcher.expect("resumed")["operation"] == "rebase"
        watcher.expect("fill", path="a.css")
        watcher.expect("fill", path="b.css")
        assert [event["type"] for event in watcher.events].count("paused") == 1


@pytest.mark.parametrize(
    ("number", "code", "seconds"),
    [
        pytest.param(signal.SIGINT, 130, "0", id="interrupted"),
        pytest.param(signal.SIGTERM, 143, "300", id="terminated while filling"),
    ],
)
def test_signals(number: signal.Signals, code: int, seconds: str, project: Path) -> None:
    with watching(project, "--no-cache", command=(*SCRIPTED, seconds)) as watcher:
        if seconds != "0":
            (project / "a.css").write_text(CSS)
            time.sleep(1)
        assert watcher.stop(number) == code
        assert watcher.expect("stopped")["exit_code"] == code
        assert not (project / "a.css").exists() or (project / "a.css").read_text() == CSS


@pytest.mark.parametrize(
    ("is_terminal", "option", "ends"),
    [
        pytest.param(True, (), True, id="terminal"),
        pytest.param(False, (), False, id="pipe"),
        pytest.param(False, ("--exit-on-stdin-close",), True, id="pipe that was named"),
    ],
)
def test_standard_input_ends(is_terminal: bool, option: tuple[str, ...], ends: bool, project: Path) -> None:
    ours, theirs = pty.openpty() if is_terminal else os.pipe()[::-1]
    with watching(project, *option, stdin=theirs) as watcher:
        os.close(theirs)
        if is_terminal:
            os.write(ours, b"\x04")
        else:
            os.close(ours)
        if ends:
            assert watcher.expect("stopped")["reason"] == "standard input has ended"
            assert watcher.process.wait(10) == 0
        else:
            write_css(project / "a.css", 1)
            watcher.expect("fill")
        if is_terminal:
            os.close(ours)


def test_lines_for_people(project: Path) -> None:
    (project / "styles").mkdir()
    (project / "styles" / "app.css").write_text(CSS)
    command = [*SCRIPTED, "0", "styles"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        process.terminate()
        lines.append(process.stdout.readline())
    patterns = (
        r"watching 1 stylesheet in 1 directory",
        r"the model scripted is loaded \(\d+\.\d s, onnx\)",
        r'styles/app\.css:2 filled "size 12" \(2 lines, \d+\.\d s, onnx\)',
        r"stopped: SIGTERM",
    )
    for line, pattern in zip(lines, patterns, strict=True):
        assert re.fullmatch(rf"\d\d:\d\d:\d\d {pattern}\n", line)


def test_default_model(project: Path) -> None:
    """The real command with the real model, which it lends to those who would load the very same."""
    asking = "a {\n  /* complete: red text */\n}\n"
    elsewhere = project.parent / "elsewhere.css"
    with watching(project, command=REAL) as watcher:
        watcher.expect("model")
        (project / "a.css").write_text(asking)
        fill = watcher.expect("fill")
        assert "color" in fill["text"]
        assert fill["model"].startswith("default@")
        for options, is_lent in (((), True), (("--seed", "7"), False)):
            elsewhere.write_text(asking)
            command = [sys.executable, "-X", "importtime", *REAL[1:-1], "fill", "--no-cache", *options, str(elsewhere)]
            result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
            assert ("onnxruntime" not in result.stderr) == is_lent
            assert 'filled "red text"' in result.stdout
            assert elsewhere.read_text() == (project / "a.css").read_text() or not is_lent
        assert watcher.stop(signal.SIGINT) == 130


def test_model_that_is_not_there(project: Path) -> None:
    """A watcher that can never fill says so, and ends."""
    command = [*REAL, "--model", "nowhere"]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert result.returncode == 2
    assert "nowhere" in result.stderr


def write_css(path: Path, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CSS.replace("12", str(number)))
