"""Names that are set already, and the state of an answer's blocks."""

import pytest

from cssgen.contexts import read_contexts
from cssgen.grammar.blocks import FREE, Blocks, dead_starts
from cssgen.grammar.indentation import Indentation


@pytest.mark.parametrize(
    ("names", "taken", "expected"),
    [
        pytest.param(("color", "cursor"), {"color"}, ("co",), id="nothing else begins like it"),
        pytest.param(("color", "color-scheme"), {"color"}, ("color:",), id="a longer name is left"),
        pytest.param(("color", "color-scheme"), {"color-scheme"}, ("color-",), id="a shorter name is left"),
        pytest.param(("inset", "inset-block", "inset-inline"), {"inset-block"}, ("inset-b",), id="between others"),
        pytest.param(("color",), {"color"}, ("c",), id="nothing is left"),
        pytest.param(("color", FREE), {"--a"}, ("--a:",), id="any other variable is left"),
    ],
)
def test_dead_starts(names: tuple[str, ...], taken: set[str], expected: tuple[str, ...]) -> None:
    assert dead_starts(names, frozenset(taken)) == expected


def test_dead_starts_of_nothing() -> None:
    assert dead_starts(("color",), frozenset()) == ()


def read(sheet: str, answer: str) -> Blocks:
    """The state of an answer at the one marker of a stylesheet."""
    [context] = read_contexts(sheet).contexts
    blocks = Blocks(context, Indentation())
    blocks.read(answer)
    return blocks


@pytest.mark.parametrize(
    ("answer", "text", "is_forbidden"),
    [
        pytest.param("", "colo", True, id="sibling"),
        pytest.param("margin: 0;", "\nmargin:", True, id="set before"),
        pytest.param("margin: 0;", "\nmargin-", False, id="longer name"),
        pytest.param("margin: 0;\nmargin", ":", True, id="begun"),
        pytest.param("margin: 0;\n\n&:hover {", "\n  margin:", False, id="in a block of its own"),
        pytest.param("margin: 0;\n\n&:hover {\n  gap: 0;", "\n  gap:", True, id="twice in it"),
        pytest.param("margin: 0;\n\n&:hover {\n  gap: 0;\n}", "\nmargin:", True, id="behind it"),
    ],
)
def test_names_that_are_set(answer: str, text: str, is_forbidden: bool) -> None:
    blocks = read(".a {\n  color: red;\n  /* complete: x */\n}", answer)
    forbidden = list(blocks.iter_forbidden())
    assert any(start.startswith(text) or text.startswith(start) for start in forbidden) == is_forbidden


@pytest.mark.parametrize(
    ("answer", "depth", "run"),
    [
        pytest.param("width: calc((1px", 2, 3, id="parentheses"),
        pytest.param('content: "a (b', 0, 5, id="in a string"),
        pytest.param('content: "(" attr(hr', 1, 2, id="behind a string"),
        pytest.param("animation-name: fade-in", 0, 7, id="name"),
        pytest.param("margin: 0; ", 0, 0, id="nothing"),
    ],
)
def test_depth_and_run(answer: str, depth: int, run: int) -> None:
    blocks = read(".a {\n  /* complete: x */\n}", answer)
    assert (blocks.depth, blocks.run) == (depth, run)


def test_copies_are_apart() -> None:
    blocks = read(".a {\n  /* complete: x */\n}", "margin: 0;")
    blocks.copy().read("gap: 0;")
    assert not any(start.endswith("gap:") for start in blocks.iter_forbidden())
