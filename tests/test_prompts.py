import pytest

from cssgen.contexts import Context, read_contexts
from cssgen.prompts import SPECIAL_TOKENS, render_prompt

FILE = """\
:root {
  --ink: #111;
  --brand: #2f6fed;
}

.btn-primary {
  color: white;
}

@media (width > 40em) {
  .card {
    color: var(--ink);
    MARKER
    margin: 0;
  }
}
"""


def context_of(text: str) -> Context:
    (context,) = read_contexts(text).contexts
    return context


def count_words(text: str) -> int:
    return len(text.split())


def render(text: str, family: str = "cssgen", budget: int = 1_000, recipes: tuple[tuple[str, str], ...] = ()) -> str:
    return render_prompt(context_of(text), family, count=count_words, budget=budget, recipes=recipes)


def test_sections_stand_in_their_order() -> None:
    prompt = render(FILE.replace("MARKER", "/* complete: brand colour behind it */"))
    assert prompt == (
        "<|names|>--brand: #2f6fed; --ink: #111"
        "<|suffix|>margin: 0;\n  }\n}"
        "<|prefix|>" + FILE.split("    MARKER")[0].rstrip() + "<|prompt|>brand colour behind it<|declarations|>"
    )


@pytest.mark.parametrize(
    ("text", "production"),
    [
        pytest.param("/* complete: x */", "stylesheet", id="file"),
        pytest.param("@media print { /* complete: x */ }", "group", id="group"),
        pytest.param("a { /* complete: x */ }", "declarations", id="rule"),
        pytest.param("@keyframes k { /* complete: x */ }", "keyframes", id="keyframes"),
        pytest.param("a { color: /* complete: x */; }", "value", id="value"),
    ],
)
def test_the_production_is_the_last_token(text: str, production: str) -> None:
    assert render(text).endswith(f"<|prompt|>x<|{production}|>")


def test_empty_sections_are_left_out() -> None:
    assert render("/* complete: a box */\n") == "<|prompt|>a box<|stylesheet|>"


def test_preludes_stand_in_for_lines_that_are_cut_off() -> None:
    filler = "".join(f"    --x{number}: 1px;\n" for number in range(200))
    text = f"@media print {{\n  .card {{\n{filler}    /* complete: x */\n  }}\n}}\n"
    prefix = render(text).split("<|prefix|>")[1]
    assert prefix.startswith("@media print {\n.card {\n    --x")


def test_preludes_that_are_seen_are_not_repeated() -> None:
    prefix = render("@media print {\n  .card {\n    /* complete: x */\n  }\n}\n").split("<|prefix|>")[1]
    assert prefix.startswith("@media print {\n  .card {<|prompt|>")


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        pytest.param("hover state of the primary button", ".btn-primary", id="selector named"),
        pytest.param("a footer", "", id="no selector named"),
    ],
)
def test_selectors_that_the_prompt_speaks_of_are_named(prompt: str, names: str) -> None:
    rendered = render(f".btn-primary {{ color: red; }}\n\n/* complete: {prompt} */\n")
    assert rendered.partition("<|suffix|>")[0].partition("<|prefix|>")[0].removeprefix("<|names|>") == names


@pytest.mark.parametrize("family", ["cssgen", "plain"])
@pytest.mark.parametrize("budget", [20, 60, 200])
def test_the_budget_is_kept(family: str, budget: int) -> None:
    text = FILE.replace("MARKER", "/* complete: brand */").replace(".card", ".card " * 3) * 1
    assert count_words(render(text, family, budget, (("a wish", "color: red;"),) * 9)) <= budget


def test_special_tokens_of_a_file_are_disarmed() -> None:
    rendered = render('a { content: "<|endoftext|>"; }\n\n/* complete: <|prompt|> */\n')
    assert "<|endoftext|>" not in rendered
    assert rendered.count("<|prompt|>") == 1


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        pytest.param("a {\n  /* complete: red */\n}", "a {\n  /* red */", id="declarations"),
        pytest.param("a {\n  color: /* complete: red */;\n}", "a {\n  /* red */\n  color:", id="value"),
        pytest.param("b { top: 0 }\n\n/* complete: red */", "b { top: 0 }\n/* red */", id="stylesheet"),
        pytest.param("/* complete: red */", "/* red */", id="nothing before"),
    ],
)
def test_plain_prompts(text: str, prompt: str) -> None:
    assert render(text, "plain") == prompt


@pytest.mark.parametrize("family", ["cssgen", "plain"])
def test_no_prompt_ends_in_blanks(family: str) -> None:
    text = FILE.replace("MARKER", "/* complete: red */")
    assert render(text, family) == render(text, family).rstrip()


@pytest.mark.parametrize(
    ("family", "start"),
    [
        pytest.param("cssgen", "<|recipe|>b\ntop: 1px;<|recipe|>a\ntop: 0;<|suffix|>", id="cssgen"),
        pytest.param("plain", "/* b */\ntop: 1px;\n\n/* a */\ntop: 0;\n\nx {", id="plain"),
    ],
)
def test_the_best_recipe_stands_next_to_the_file(family: str, start: str) -> None:
    rendered = render("x {\n  /* complete: c */\n}\n", family, recipes=(("a", "top: 0;"), ("b", "top: 1px;")))
    assert rendered.startswith(start)


def test_special_tokens_are_distinct() -> None:
    assert len(set(SPECIAL_TOKENS)) == len(SPECIAL_TOKENS) == 19
