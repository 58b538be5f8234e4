"""Fills that learn from the project's other stylesheets, through the real command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOKENS = ":root {\n  --brand: #0050ff;\n}\n"
CARD = ".card {\n  /* complete: brand coloured text */\n}\n"


@pytest.mark.parametrize(
    ("settings", "is_used"),
    [
        pytest.param("", True, id="in a project"),
        pytest.param(None, False, id="outside of any"),
        pytest.param("context-files = []", False, id="not wanted"),
    ],
)
def test_custom_properties_of_another_file(tmp_path: Path, settings: str | None, is_used: bool) -> None:
    root = tmp_path / "shop"
    (root / "styles").mkdir(parents=True)
    if settings is not None:
        (root / "cssgen.toml").write_text(settings)
    (root / "tokens.css").write_text(TOKENS)
    card = root / "styles" / "card.css"
    card.write_text(CARD)
    command = [sys.executable, "-m", "cssgen", "fill", "--quiet", "styles"]
    environment = {**os.environ, "CSSGEN_CACHE": str(tmp_path / "cache"), "CSSGEN_CANDIDATES": "0"}
    result = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert ("color: var(--brand);" in card.read_text()) is is_used
    assert (root / "tokens.css").read_text() == TOKENS
