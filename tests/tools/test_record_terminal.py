"""Recordings of terminals: what was shown, and when."""

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")


@pytest.fixture(scope="module")
def tool() -> Any:
    spec = importlib.util.spec_from_file_location("record_terminal", ROOT / "tools" / "record_terminal.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("}text")]  # noqa: S314


def test_a_session(tool: Any, tmp_path: Path) -> None:
    pane = tool.Pane("a shell", ["sh"], 40, 5)
    recorder = tool.Recorder([pane], tmp_path, {"PS1": "$ ", "PATH": "/usr/bin:/bin", "TERM": "xterm"})
    recorder.type(pane, "printf '\\033[1;32m<%s>\\033[0m' done; sleep 0.3; clear; echo 'the' end\r")
    recorder.expect(pane, "the end", 0.2)
    recorder.close()
    svg = tool.render(recorder, "A session & more")
    shown = texts(svg)
    assert shown[0] == "a shell"
    assert "$ printf" in " ".join(shown)
    # Bold and green, and gone before the end.
    (name,) = re.findall(
        r'class="f" style="animation-name:(\w+)"><text [^>]*fill="#a3d977" class="b">&lt;done&gt;<', svg
    )
    assert re.search(
        rf"@keyframes {name}{{0.000%{{visibility:hidden}}[\d.]+%{{visibility:visible}}[\d.]+%{{visibility:hidden}}", svg
    )
    last = re.findall(r'<g class="f z"[^>]*>(.*?)</g>', svg)
    assert "the end" in re.sub("<[^>]*>", "", " ".join(last))


@pytest.mark.parametrize("name", ["commit", "watch"])
def test_recordings_show_a_fill_and_nothing_of_the_machine(name: str) -> None:
    svg = (ROOT / "docs" / "images" / f"{name}.svg").read_text(encoding="utf-8")
    shown = " ".join(texts(svg))
    assert "filled" in shown
    assert "box-shadow" in shown
    assert not re.search(r"/(?:home|root|tmp|work)\b|Error|Traceback", shown)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", svg)
