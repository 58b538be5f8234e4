"""Make the pictures of docs/vite.md: `python -m tests.vite.screenshots`. Takes Chromium, chromedriver and npm."""

import tempfile
from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.support.wait import WebDriverWait

from .browser import open_browser
from .projects import CSS, MARKED, make_project, serve

IMAGES = Path(__file__).parents[2] / "docs" / "images"
_SCRIPTS = {
    "filled": "return getComputedStyle(document.querySelector('.button')).borderTopLeftRadius !== '0px'",
    "overlay": "return !!document.querySelector('vite-error-overlay')",
}
_UNFILLABLE = CSS.replace("background: white", "background /* complete: a soft colour */: white")


def main() -> None:
    """Take a picture of the page as it is, with a marker filled, and with one that cannot be."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="demo-") as place:
        project = make_project(Path(place, "project"))
        style = project / "src" / "style.css"
        with serve(project) as server, open_browser(Path(place, "profile")) as browser:
            server.wait_for("cssgen: .*watching")
            browser.set_window_size(640, 400)
            browser.get(server.wait_for(r"http://127\.0\.0\.1:\d+/")[0])
            _take(browser, "plain")
            style.write_text(MARKED, encoding="utf-8")
            _take(browser, "filled")
            style.write_text(_UNFILLABLE, encoding="utf-8")
            browser.set_window_size(900, 560)
            _take(browser, "overlay")
            print(server.output)


def _take(browser: Chrome, name: str) -> None:
    if name in _SCRIPTS:
        WebDriverWait(browser, 60).until(lambda _: browser.execute_script(_SCRIPTS[name]))
    browser.save_screenshot(str(IMAGES / f"vite-{name}.png"))


if __name__ == "__main__":
    main()
