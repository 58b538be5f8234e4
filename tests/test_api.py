"""The Python face."""

import subprocess
import sys

import pytest

import cssgen
from tests.scripted import scripted


def test_exported_names() -> None:
    assert all(hasattr(cssgen, name) for name in cssgen.__all__)
    with pytest.raises(AttributeError, match="no attribute 'fill_all'"):
        cssgen.fill_all  # noqa: B018


def test_import_is_light() -> None:
    code = "import cssgen, sys; print(*sorted(name for name in sys.modules if name.startswith(('cssgen', 'tinycss2'))))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["cssgen", "cssgen._version"]


def test_fill_text() -> None:
    filled = cssgen.fill_text("a { /* complete: x */ }", generate=scripted("color: red"), leave="nothing")
    assert filled.text == "a { color: red; }"
    assert [fill.context.marker.prompt for fill in filled.fills] == ["x"]


def test_no_marker_needs_no_model() -> None:
    assert cssgen.fill_text("a { }", model="there is no such model").text == "a { }"


def test_unknown_setting() -> None:
    with pytest.raises(TypeError, match="modle"):
        cssgen.fill_text("a { }", modle="x")


def test_validate() -> None:
    assert cssgen.validate("a { color: red }") == []
    (finding,) = cssgen.validate("a {\n  color: rde;\n}")
    assert (finding.severity, finding.line, finding.column) == ("error", 2, 10)
    assert "did you mean `red`?" in finding.message
    assert cssgen.validate_declaration("color", "red") == []
    assert [finding.severity for finding in cssgen.validate_declaration("colr", "red")] == ["error"]
