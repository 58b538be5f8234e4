"""The documentation becomes a site, and nothing in it leads nowhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FOREIGN = re.compile(r'<(?:script|img|iframe)\b[^>]*\ssrc="?https?:|<link\b[^>]*rel="?stylesheet"?[^>]*href="?https?:')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page outside the navigation, and a link or an anchor that is not there, end a strict build."""
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(target)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return target


def test_every_page_is_there(site: Path) -> None:
    pages = {path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("*.md")}
    built = {path.relative_to(site).parent for path in site.rglob("index.html")}
    assert built == pages - {Path("index")} | {Path()}


def test_files_that_are_no_pages_are_found_in_the_repository(site: Path) -> None:
    html = (site / "licences" / "index.html").read_text(encoding="utf-8")
    (link,) = set(re.findall(r'href="https://github.com/cssgen/cssgen/blob/main/(src/[^"]+)"', html))
    assert (ROOT / link).is_file()


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    assert FOREIGN.search('<script async src="https://example.com/a.js">')
    assert [page.name for page in site.rglob("*.html") if FOREIGN.search(page.read_text(encoding="utf-8"))] == []
