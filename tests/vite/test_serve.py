"""The Vite plugin beside a real dev server, and a real page of it."""

import signal
import urllib.request
from pathlib import Path
from time import monotonic, sleep

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.support.wait import WebDriverWait

from .browser import open_browser
from .projects import CSS, MARKED, make_project, serve

_RADIUS = "return getComputedStyle(document.querySelector('.button')).borderTopLeftRadius"
_OVERLAY = "return document.querySelector('vite-error-overlay')?.shadowRoot.textContent"
_UNFILLABLE = CSS.replace("background: white", "background /* complete: a soft colour */: white")


def test_a_marker_is_saved(tmp_path: Path) -> None:
    """The fill reaches the open page as a hot update: its style changes, and it is not loaded anew."""
    project = make_project(tmp_path / "project")
    with serve(project) as server, open_browser(tmp_path / "profile") as browser:
        server.wait_for("cssgen: .*watching")
        browser.get(server.wait_for(r"http://127\.0\.0\.1:\d+/")[0])
        browser.execute_script("window.isSameDocument = true")
        assert browser.execute_script(_RADIUS) == "0px"
        (project / "src" / "style.css").write_text(MARKED)
        WebDriverWait(browser, 60).until(lambda _: browser.execute_script(_RADIUS) != "0px")
        assert browser.execute_script("return window.isSameDocument")
        server.wait_for(r'cssgen: src/style\.css:9:3: filled "rounded corners and a soft shadow" \(\d+ lines?')
        assert browser.execute_script(_OVERLAY) is None


def test_a_marker_that_cannot_be_filled(tmp_path: Path) -> None:
    """It is in the console, and in the overlay of every page until it is gone from the file."""
    project = make_project(tmp_path / "project")
    style = project / "src" / "style.css"
    style.write_text(_UNFILLABLE)
    message = r"src/style\.css:8:14: .+ \[CSSG003\]"
    with serve(project) as server, open_browser(tmp_path / "profile") as browser:
        server.wait_for(f"cssgen: {message}")
        browser.get(server.wait_for(r"http://127\.0\.0\.1:\d+/")[0])
        _wait_for_overlay(browser, "CSSG003")
        style.write_text(f"/* another edit */\n{_UNFILLABLE}")
        server.wait_for("hmr update /src/style.css")
        _wait_for_overlay(browser, "CSSG003")
        style.write_text(CSS)
        WebDriverWait(browser, 60).until(lambda _: browser.execute_script(_OVERLAY) is None)
        browser.refresh()
        WebDriverWait(browser, 60).until(lambda _: browser.execute_script("return !!document.querySelector('style')"))
        assert browser.execute_script(_OVERLAY) is None


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL], ids=lambda sign: sign.name)
def test_the_watcher_ends_with_the_server(sign: signal.Signals, tmp_path: Path) -> None:
    with serve(make_project(tmp_path)) as server:
        server.wait_for("cssgen: .*watching")
        children = _find_watchers(server.process.pid)
        assert len(children) == 1
        server.process.send_signal(sign)
        server.process.wait(30)
        deadline = monotonic() + 30
        while any(Path(f"/proc/{pid}").exists() for pid in children):
            assert monotonic() < deadline, "the watcher is still there"
            sleep(0.05)


def test_without_cssgen_the_server_runs_all_the_same(tmp_path: Path) -> None:
    with serve(make_project(tmp_path, ("no-such-cssgen",))) as server:
        server.wait_for("cssgen: there is no no-such-cssgen: run `pip install cssgen`")
        with urllib.request.urlopen(server.wait_for(r"http://127\.0\.0\.1:\d+/")[0], timeout=30) as page:  # noqa: S310
            assert b"<title>Plugin</title>" in page.read()


def _wait_for_overlay(browser: Chrome, text: str) -> None:
    WebDriverWait(browser, 60).until(lambda _: text in (browser.execute_script(_OVERLAY) or ""))


def _find_watchers(pid: int) -> list[int]:
    """The processes that Vite started with `watch`: bundlers have processes of their own."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children if b"\0watch\0" in Path(f"/proc/{child}/cmdline").read_bytes()]
