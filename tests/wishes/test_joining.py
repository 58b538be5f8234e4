"""Several answers as one."""

import pytest

from cssgen.answers import parse_answer
from cssgen.layout import Layout, render_items
from cssgen.productions import Production
from cssgen.wishes.joining import contradicts, enclose, merge, override, share_property


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("color: red;", "margin: 0;"), "color: red;\nmargin: 0;"),
        (("color: red;", "color: blue;"), "color: red;"),
        (("padding: 0;", "padding-left: 1px;\nmargin: 0;"), "padding: 0;\nmargin: 0;"),
        (("color: red;",), "color: red;"),
        (("position: fixed;\ninset: 0;", "width: 100%;\nheight: 100dvh;"), "position: fixed;\ninset: 0;"),
        (("inline-size: 100%;", "width: 100%;"), "inline-size: 100%;"),
        (("position: fixed;\ninset: 0;", "width: 50%;"), "position: fixed;\ninset: 0;\nwidth: 50%;"),
    ],
    ids=[
        "both",
        "the first wins",
        "a longhand of it too",
        "one alone",
        "full already",
        "the same size",
        "half is another size",
    ],
)
def test_answers_merged(answers: tuple[str, ...], expected: str) -> None:
    items = merge(parse_answer(answer, Production.DECLARATIONS) for answer in answers)
    assert render_items(items, Layout(), "") == expected


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param("top: 0;", ".x { top: 0; }", id="declarations"),
        pytest.param("&:hover { top: 0 }", ".x:hover { top: 0; }", id="a state alone"),
        pytest.param("top: 0; & ul, > a { top: 1px }", ".x { top: 0; } .x ul, .x > a { top: 1px; }", id="inside"),
        pytest.param(".dark & { top: 0 }", ".dark .x { top: 0; }", id="around"),
        pytest.param("@media print { top: 0 }", "@media print { .x { top: 0; } }", id="at-rule"),
        pytest.param("&:is(a, b) { top: 0 } left: 0", ".x { left: 0; }", id="a list of another kind is left out"),
    ],
)
def test_declarations_as_rules(text: str, rules: str) -> None:
    items = enclose(parse_answer(text, Production.DECLARATIONS), ".x")
    assert " ".join(render_items(items, Layout(), "").split()) == rules


@pytest.mark.parametrize(
    ("one", "other", "does"),
    [
        ("from { top: 0 }", "50% { top: 1px }", True),
        ("from { top: 0 }", "from { left: 1px }", False),
    ],
)
def test_keyframes_that_change_the_same(one: str, other: str, does: bool) -> None:
    assert share_property(*(parse_answer(text, Production.KEYFRAMES) for text in (one, other))) is does


@pytest.mark.parametrize(
    ("one", "other", "does"),
    [
        ("display: grid;", "display: flex;", True),
        ("display: none;", "margin: 0;", True),
        ("margin: 0;", "display: none;", True),
        ("display: none;", "display: none;", False),
        ("&:hover { display: none }", "margin: 0;", False),
        ("color: red;", "margin: 0;", False),
        (".a:not(:focus) { clip-path: inset(50%); }", ".a { display: none; }", True),
        ("@media print { .a { display: none; } }", ".a { clip: rect(0 0 0 0); }", True),
        (".a { clip-path: inset(50%); }", "[hidden] { display: none; }", False),
        (".a { clip-path: inset(10px); }", ".a:hover { display: none; }", False),
        ("clip-path: inset(50%);", "@media (min-width: 40em) { display: none }", True),
        (".menu { display: none; }", ".menu.is-open { display: block; }", False),
        ("display: flex;", "grid-template-columns: 1fr 1fr;", True),
        ("columns: 3;", "display: grid; grid-template-columns: 1fr 1fr;", True),
    ],
)
def test_answers_that_do_not_go_together(one: str, other: str, does: bool) -> None:
    assert contradicts(*(parse_answer(text, Production.DECLARATIONS) for text in (one, other))) is does


@pytest.mark.parametrize(
    ("one", "other", "only_told", "expected"),
    [
        ("gap: 1rem;", "gap: 2rem;", False, "gap: 2rem;"),
        ("gap: 8px;", "gap: 2rem;", False, "gap: 8px;"),
        ("gap: 1rem;", "gap: 8px;", False, "gap: 8px;"),
        ("gap: 1rem;", "gap: 2rem;", True, "gap: 1rem;"),
        ("gap: 1rem;", "gap: 8px;", True, "gap: 8px;"),
        ("gap: 8px;", "gap: 4px;", True, "gap: 8px;"),
    ],
)
def test_what_the_prompt_tells_stays(one: str, other: str, only_told: bool, expected: str) -> None:
    items, others = (parse_answer(text, Production.DECLARATIONS) for text in (one, other))
    changed = override(items, others, ("8px", "4px"), only_told=only_told)
    assert render_items(changed, Layout(), "") == expected
