"""Answers and expectations."""

import pytest

from cssgen.training.declared import is_balanced
from cssgen.training.prompt_files import Condition, Expectation, PromptRow
from cssgen.training.scoring import score_answer


def make_row(kind: str, *conditions: str, before: str = "", after: str = "") -> PromptRow:
    expectation = Expectation(all=tuple(map(Condition.parse, conditions)))
    return PromptRow("x", kind, before, "prompt", after, expectation)


def passes(row: PromptRow, answer: str) -> bool:
    return score_answer(row, answer).passes


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        pytest.param(
            "position: sticky|fixed", "position: FIXED", id="one of two, in any case, without the last semicolon"
        ),
        pytest.param("color: ~red", "color: hsl(0 80% 50%);", id="a class of colours"),
        pytest.param("color: ~red|inherit", "color: inherit;", id="a class of colours or a word"),
        pytest.param("color: ~blue", "color: var(--brand);", id="the file's custom property"),
        pytest.param("color: --brand", "color: var(--brand);", id="a custom property by name"),
        pytest.param("color: ~blue", "color: var(--link);", id="a custom property that refers to another"),
        pytest.param("color: ~green", "color: var(--none, green);", id="the fallback of an unknown one"),
        pytest.param(":hover { opacity: 1", "&:hover { opacity: 1; }", id="nested rule"),
        pytest.param("b .*:hover { opacity: 1", "& b { i:hover { opacity: 1 } }", id="rule in a nested rule"),
        pytest.param("@media { top: 0", "@media print { top: 0 }", id="nested at-rule"),
        pytest.param("@media { :hover { top: 0", "&:hover { @media print { top: 0 } }", id="at-rule in a nested rule"),
        pytest.param("content: }", 'content: "}"; /* { */', id="brackets in strings and comments"),
        pytest.param("top: important", "top: 0 !important;", id="important is part of the value"),
    ],
)
def test_a_rule_that_passes(condition: str, answer: str) -> None:
    row = make_row("rule", condition, before=":root { --brand: #00f; --link: var(--brand); }\n.a {\n  ", after="\n}\n")
    assert passes(row, answer)


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        pytest.param("color: ~red", "color: blue;", id="another colour"),
        pytest.param("color: ~red", "color: currentcolor;", id="no colour to see"),
        pytest.param("color: ~red", "background-color: red;", id="another property"),
        pytest.param(":hover { opacity: 1", "opacity: 1;", id="not in the nested rule"),
        pytest.param("@media { top: 0", "&:hover { top: 0 }", id="not in the at-rule"),
    ],
)
def test_a_rule_that_fails(condition: str, answer: str) -> None:
    score = score_answer(make_row("rule", condition, before=".a {\n  ", after="\n}\n"), answer)
    assert (score.valid, score.passes, score.met, score.conditions) == (True, False, 0, 1)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        pytest.param("rule", "", id="nothing"),
        pytest.param("rule", "/* nothing */", id="a comment alone"),
        pytest.param("rule", "color: red; }", id="closes the block around it"),
        pytest.param("rule", "color red;", id="no colon"),
        pytest.param("rule", "color: (red;", id="an open bracket"),
        pytest.param("stylesheet", "color: red;", id="declaration between rules"),
        pytest.param("stylesheet", "{ color: red; }", id="no selector"),
        pytest.param("keyframes", "opacity: 0;", id="declaration between keyframes"),
        pytest.param("value", "red; top: 0", id="two declarations"),
        pytest.param("value", "{ red }", id="a block as a value"),
        pytest.param("value", "/* red */", id="no value"),
    ],
)
def test_invalid_answers(kind: str, answer: str) -> None:
    before, after = {
        "rule": (".a { ", "}"),
        "value": (".a { color: ", "; }"),
        "keyframes": ("@keyframes a { ", "}"),
    }.get(kind, ("", ""))
    score = score_answer(make_row(kind, ".*: .", before=before, after=after), answer)
    assert not score.valid
    assert score.reasons


def test_a_value_is_read_with_the_text_around_it() -> None:
    row = make_row("value", "transition: color 2s ease", before="a { transition: color ", after=" ease; }")
    assert passes(row, "2s")
    assert not passes(row, "3s")


def test_choices_and_prohibitions() -> None:
    top, zero, red = Condition("top", "."), Condition("left", "."), Condition("color", "~red")
    row = PromptRow("x", "rule", "a {", "p", "}", Expectation(any=((top, zero), (zero,)), none=(red,)))
    assert passes(row, "left: 0;")
    assert score_answer(row, "top: 0;").met == 1
    assert score_answer(row, "top: 0;").reasons == ("none of: top: ., left: . / left: .",)
    assert score_answer(row, "left: 0; color: red;").reasons == ("forbidden: color: ~red",)


@pytest.mark.parametrize("text", ["", "a(b[c]{d})", "'(' \"]\" /* { */", r"\{", '"a\\\nb"'], ids=ascii)
def test_balanced(text: str) -> None:
    assert is_balanced(text)


@pytest.mark.parametrize("text", ["(", ")", "(]", "/* a", "'a", '"a\nb"', "}{"], ids=ascii)
def test_unbalanced(text: str) -> None:
    assert not is_balanced(text)
