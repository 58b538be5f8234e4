"""What a file and a prompt bring along."""

from typing import Any

import pytest

from cssgen.contexts import read_contexts
from cssgen.grammar.names import Names, read_names


def read(prompt: str, css: str = "") -> Names:
    """The names around a marker at the end of a stylesheet."""
    [context] = read_contexts(f"{css}\n/* complete: {prompt} */\n").contexts
    return read_names(context)


@pytest.mark.parametrize(
    ("css", "attribute", "expected"),
    [
        pytest.param(".card:hover, .btn-sm > a { color: red; }", "classes", ("btn-sm", "card"), id="classes"),
        pytest.param("a { width: 1.5em; } /* .no { */", "classes", (), id="neither numbers nor comments"),
        pytest.param("#menu { color: #fff; }", "ids", ("menu",), id="ids, not colours"),
        pytest.param("my-tag.x { color: red; }", "elements", ("my-tag",), id="elements of its own"),
        pytest.param("@keyframes fade { from { top: 0; } }", "animations", ("fade",), id="keyframes"),
        pytest.param('a { background: url("img/a.png"); }', "urls", ("img/a.png",), id="relative URL"),
        pytest.param("a { background: url(//evil.example/a.png); }", "urls", (), id="absolute URL"),
        pytest.param("a { -webkit-hyphens: auto; }", "vendor", ("-webkit-hyphens",), id="prefixes"),
        pytest.param("a { &:hover { top: 0; } }", "nests", True, id="nesting"),
        pytest.param("a { top: 0; }", "nests", False, id="no nesting"),
    ],
)
def test_names_of_the_file(css: str, attribute: str, expected: Any) -> None:
    assert getattr(read("x", css), attribute) == expected


@pytest.mark.parametrize(
    ("prompt", "attribute", "expected"),
    [
        pytest.param("style .card and #menu", "named_classes", ("card",), id="classes"),
        pytest.param("style .card and #menu", "ids", ("menu",), id="ids"),
        pytest.param("with bg.png behind", "urls", ("bg.png",), id="files"),
        pytest.param("set --tone", "defined", ("--tone",), id="variables"),
        pytest.param("dark theme", "defines", True, id="asks for variables"),
        pytest.param("red text", "defines", False, id="asks for none"),
    ],
)
def test_names_of_the_prompt(prompt: str, attribute: str, expected: Any) -> None:
    assert getattr(read(prompt), attribute) == expected


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        pytest.param("#fff", {"color"}, id="color"),
        pytest.param("1.5rem", {"length"}, id="length"),
        pytest.param("200ms", {"time"}, id="time"),
        pytest.param("1.5", {"number"}, id="number"),
        pytest.param("0 1px 2px red", {"other"}, id="anything else"),
        pytest.param("var(--other)", {"color", "length", "number", "time", "angle", "other"}, id="nobody knows"),
    ],
)
def test_kinds_of_variables(value: str, kinds: set[str]) -> None:
    names = read("x", f":root {{ --it: {value}; }}")
    assert {kind for kind, found in names.variables.items() if "--it" in found} == kinds


def test_variables_are_looked_up() -> None:
    names = read("x", ":root { --red: #f00; --accent: var(--red); }")
    assert names.variables["color"] == ("--accent", "--red")
