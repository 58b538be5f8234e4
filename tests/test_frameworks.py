"""What Tailwind, CSS modules and Vue add to CSS never blocks a fill, through the real command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MARKER = "/* complete: center the text */"
FILLED = "/* center the text */\n  text-align: center;"


TEXTS = [
    pytest.param(f".a {{\n  @apply p-4 hover:bg-red-500/50 w-[calc(100%-1rem)];\n  {MARKER}\n}}\n", id="@apply before"),
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
    pytest.param(f"@reference '../app.css';\n.a {{\n  @apply p-4;\n  {MARKER}\n}}\n", id="@reference"),
    pytest.param(f"@utility tab-* {{\n  tab-size: --value(integer);\n  {MARKER}\n}}\n", id="@utility of a value"),
    pytest.param(f".a {{\n  @variant dark {{ color: red; }}\n  {MARKER}\n}}\n", id="behind @variant"),
    pytest.param(f"@custom-variant dark (&:where(.dark *));\n.a {{\n  {MARKER}\n}}\n", id="@custom-variant"),
    pytest.param(f"@source not '../x';\n@source inline('p-4');\n.a {{\n  {MARKER}\n}}\n", id="@source"),
    pytest.param(f"@layer base {{\n  .a {{\n    {MARKER}\n    @apply p-4;\n  }}\n}}\n", id="in @layer base"),
    pytest.param(f"@screen md {{ .a {{\n  {MARKER}\n}} }}\n", id="in @screen"),
    pytest.param(f"@media screen(md) {{ .a {{\n  {MARKER}\n}} }}\n", id="screen()"),
    pytest.param(f".a {{\n  color: theme(colors.red.500 / 50%);\n  {MARKER}\n}}\n", id="theme() with a slash"),
    pytest.param(f".a {{\n  --at-apply: p-4 hover:m-2;\n  {MARKER}\n}}\n", id="UnoCSS --at-apply"),
    pytest.param(f".a {{\n  @unocss;\n  --uno: 'p-4 sm:m-2';\n  {MARKER}\n}}\n", id="UnoCSS --uno"),
    pytest.param(f".a {{\n  --at-apply: 'p-[1px]';\n  {MARKER}\n}}\n", id="UnoCSS in quotes"),
    pytest.param(f"@custom-media --s (width < 30em);\n@media (--s) {{ .a {{\n  {MARKER}\n}} }}\n", id="@custom-media"),
    pytest.param(f"@custom-selector :--h h1, h2;\n:--h {{\n  {MARKER}\n}}\n", id="@custom-selector"),
    pytest.param(f".a {{\n  @nest .b & {{\n    {MARKER}\n  }}\n}}\n", id="in @nest"),
    pytest.param(f".a {{\n  @nest & > .b {{ color: red; }}\n  {MARKER}\n}}\n", id="behind @nest"),
    pytest.param(f"@define-mixin m $a {{ color: $a; }}\n.a {{\n  @mixin m red;\n  {MARKER}\n}}\n", id="postcss-mixins"),
    pytest.param(f".a {{\n  composes: b;\n  {MARKER}\n}}\n.c :local .d {{}}\n", id="composes before"),
    pytest.param(f".a {{\n  {MARKER}\n  composes: b from global;\n}}\n", id="composes behind"),
    pytest.param(f":global {{ .a {{\n  {MARKER}\n}} }}\n", id="in :global"),
    pytest.param(f":import('./a.css') {{ b: c }}\n.a {{\n  {MARKER}\n}}\n", id=":import"),
    pytest.param(f".a:deep(.b):hover, :deep(.c) .d {{\n  {MARKER}\n}}\n", id=":deep() in a list"),
    pytest.param(f".a {{\n  :deep(.b) {{\n    {MARKER}\n  }}\n}}\n", id="in a nested :deep()"),
    pytest.param(f"::v-deep .b {{\n  {MARKER}\n}}\n::v-slotted(p) {{ color: red }}\n", id="::v-deep"),
    pytest.param(f".a /deep/ .b {{\n  {MARKER}\n}}\n", id="/deep/"),
    pytest.param(f":slotted(p) > b {{\n  {MARKER}\n}}\n:global(.x) {{ color: red }}\n", id=":slotted() and :global()"),
    pytest.param(f".a {{\n  width: calc(v-bind(w) * 1px);\n  {MARKER}\n}}\n", id="v-bind() in calc()"),
]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All texts, filled in one run: what blocks a fill blocks it in its own file only."""
    root = tmp_path_factory.mktemp("frameworks")
    for number, text in enumerate(TEXTS):
        (root / f"{number}.css").write_text(str(text.values[0]))
    command = [sys.executable, "-m", "cssgen", "fill", "--quiet", "."]
    environment = {**os.environ, "CSSGEN_CACHE": str(root / ".cache"), "CSSGEN_CANDIDATES": "0"}
    subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    return root


@pytest.mark.parametrize(
    ("number", "text"), [pytest.param(n, *each.values, id=each.id) for n, each in enumerate(TEXTS)]
)
def test_fill_beside(directory: Path, number: int, text: str) -> None:
    assert (directory / f"{number}.css").read_text() == refill(text)


THEME = (
    "brand blue",
    "spacing scale",
    "a grey scale",
    "round the buttons and give them a shadow",
    "center everything",
    "breakpoint for tablets at 800px",
    "shades of one hue",
)


def test_fill_a_theme(tmp_path: Path) -> None:
    """In Tailwind's `@theme` nothing but custom properties means anything: nothing else is written, by anyone."""
    path = tmp_path / "theme.css"
    path.write_text("".join(f"@theme {{\n  /* complete: {prompt} */\n}}\n" for prompt in THEME))
    command = [sys.executable, "-m", "cssgen", "fill", "--quiet", "theme.css"]
    environment = {**os.environ, "CSSGEN_CACHE": str(tmp_path / ".cache")}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    lines = [line.strip() for line in path.read_text().splitlines()]
    assert [line for line in lines if not line.startswith(("@theme {", "/* ", "--", "}"))] == []
    assert sum(line.startswith("--") for line in lines) > len(THEME)
    assert not any("complete:" in line for line in lines)
    assert "--color-brand: blue;" in lines


def refill(text: str) -> str:
    """A text as it should be filled: the CSS is as deep as its marker."""
    line = next(line for line in text.splitlines() if MARKER in line)
    indent = line[: len(line) - len(line.lstrip())]
    return text.replace(MARKER, FILLED.replace("\n  ", f"\n{indent}"))
