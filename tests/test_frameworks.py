"""What Tailwind, CSS modules and Vue add to CSS never blocks a fill, through the real command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MARKER = "/* complete: center the text */"
FILLED = "/* center the text */\n  text-align: center;"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f".a {{\n  @apply p-4 hover:bg-red-500/50 w-[calc(100%-1rem)];\n  {MARKER}\n}}\n", id="@apply before"
        ),
        pytest.param(f".a {{\n  {MARKER}\n  @apply font-bold !important;\n}}\n", id="@apply after"),
        pytest.param(f"@theme {{\n  --color-*: initial;\n}}\n.a {{\n  {MARKER}\n}}\n", id="@theme"),
        pytest.param(f"@theme inline {{\n  --a: var(--b);\n}}\n.a {{\n  {MARKER}\n}}\n", id="@theme inline"),
        pytest.param(f'@import "tailwindcss" prefix(tw);\n@plugin "x";\n.a {{\n  {MARKER}\n}}\n', id="Tailwind 4 head"),
        pytest.param(f"@tailwind base;\n@config './t.js';\n.a {{\n  {MARKER}\n}}\n", id="Tailwind 3 head"),
        pytest.param(f"@utility tab-4 {{\n  {MARKER}\n}}\n", id="in @utility"),
        pytest.param(f"@layer components {{ .a {{\n  {MARKER}\n}} }}\n", id="in @layer"),
        pytest.param(f".a {{\n  margin: theme('spacing.4') --spacing(2);\n  {MARKER}\n}}\n", id="theme()"),
        pytest.param(f".a {{\n  composes: b c from './d.css';\n  {MARKER}\n}}\n", id="composes"),
        pytest.param(f":global(.a) .b {{\n  {MARKER}\n}}\n", id=":global()"),
        pytest.param(f":global .a {{\n  {MARKER}\n}}\n", id=":global"),
        pytest.param(f":local(.a) {{\n  {MARKER}\n}}\n", id=":local()"),
        pytest.param(f"@value a: #fff;\n:export {{ b: a }}\n.c {{\n  {MARKER}\n}}\n", id="@value and :export"),
        pytest.param(f".a :deep(.b) {{\n  {MARKER}\n}}\n", id=":deep()"),
        pytest.param(f":slotted(div) {{\n  {MARKER}\n}}\n", id=":slotted()"),
        pytest.param(f".a >>> .b {{\n  {MARKER}\n}}\n", id=">>>"),
        pytest.param(f".a {{\n  color: v-bind(color);\n  {MARKER}\n}}\n", id="v-bind()"),
        pytest.param(f".a {{\n  color: v-bind('theme.color');\n  {MARKER}\n}}\n", id="v-bind() of a string"),
    ],
)
def test_fill_beside(tmp_path: Path, text: str) -> None:
    sheet = tmp_path / "a.css"
    sheet.write_text(text)
    command = [sys.executable, "-m", "cssgen", "fill", "--quiet", "a.css"]
    environment = {**os.environ, "CSSGEN_CACHE": str(tmp_path / "cache"), "CSSGEN_CANDIDATES": "0"}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert sheet.read_text() == text.replace(MARKER, FILLED)
