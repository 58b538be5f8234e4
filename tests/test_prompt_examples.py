"""What the documentation says that prompts get, is what they get."""

import re
from pathlib import Path

import pytest

from cssgen.contexts import read_contexts
from cssgen.engines import suggest
from cssgen.ranking import rank

PAGE = (Path(__file__).parent.parent / "docs/prompts.md").read_text(encoding="utf-8")
SHEET = re.search(r"```css\n(.*?)```", PAGE, re.DOTALL)
ROWS = re.findall(r"^\| (?:`([a-z-]+)`: )?(.+?) \| `(.+)` \|$", PAGE, re.MULTILINE)
RULES, _, REST = PAGE.partition("## In a rule")


def test_there_are_examples() -> None:
    assert SHEET is not None
    assert len(ROWS) > 10


@pytest.mark.parametrize(("name", "prompt", "css"), ROWS)
def test_example(name: str, prompt: str, css: str) -> None:
    assert SHEET is not None
    marker = f"/* complete: {prompt} */"
    place = marker if f"| {prompt} |" in RULES else f".x {{ {name}: {marker}; }}" if name else f".x {{\n  {marker}\n}}"
    (context,) = read_contexts(f"{SHEET[1]}\n{place}\n").contexts
    first = rank(suggest(context, most=24), context)[0]
    assert " ".join(first.text.split()) == css
