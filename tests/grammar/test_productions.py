"""Which answers the grammar of each place derives, letter by letter."""

import pytest

from cssgen.asking import read_text
from cssgen.grammar.productions import render_grammar
from tests.grammar.walks import judge_answer

HEAD = ":root { --accent: red; --gap: 4px; }\n.btn { color: red; }\n"
RULES = f"{HEAD}/* complete: a card */\n"
STYLE = f"{HEAD}.a {{\n  color: red;\n  /* complete: centre it */\n}}\n"
FRAMES = "@keyframes fade {\n  /* complete: fade in */\n}\n"
FRAME = "@keyframes fade { from {\n  /* complete: fade in */\n} }\n"
GROUP = "@media print {\n  /* complete: hide it */\n}\n"
THEME = "@theme inline {\n  --color-red: #f00;\n  /* complete: brand blue */\n}\n"
NAMED_THEME = THEME.replace("brand blue", "--color-brand a strong blue")
FONT = '@font-face {\n  font-family: "X";\n  /* complete: x */\n}\n'


def value(name: str) -> str:
    """A stylesheet that lacks the value of a property."""
    return f"{HEAD}.a {{\n  {name}: /* complete: x */;\n}}\n"


@pytest.mark.parametrize(
    ("sheet", "answer"),
    [
        pytest.param(STYLE, "margin: 0 auto;", id="declaration"),
        pytest.param(STYLE, "margin: 0;\npadding: 1rem;", id="declarations"),
        pytest.param(STYLE, "background: var(--accent);\ngap: var(--gap);", id="known variables"),
        pytest.param(STYLE, "color-scheme: dark;", id="begins like a name that is set"),
        pytest.param(STYLE, 'grid-template-areas:\n  "header header"\n  "nav main";', id="areas"),
        pytest.param(STYLE, "margin: 0 !important;", id="importance"),
        pytest.param(STYLE, "margin: 0;\n\n&:hover {\n  margin: 1px;\n}", id="nested rule"),
        pytest.param(STYLE, "@media print {\n  display: none;\n}", id="nested group"),
        pytest.param(STYLE, "font-family: serif;\nfont-size: 1rem;", id="begins like a name that was just set"),
        pytest.param(RULES, ".card {\n  color: red;\n}", id="rule"),
        pytest.param(RULES, ".card,\n.btn:hover {\n  color: red;\n}\n\na {\n  color: red;\n}", id="rules"),
        pytest.param(RULES, "@media (max-width: 600px) {\n  .card {\n    color: red;\n  }\n}", id="media"),
        pytest.param(RULES, "@keyframes pop {\n  from {\n    opacity: 0;\n  }\n\n  to {\n    opacity: 1;\n  }\n}", id="kf"),
        pytest.param(RULES, "@supports (display: grid) {\n  .card {\n    gap: 1px;\n  }\n}", id="supports"),
        pytest.param(RULES, "@layer base {\n  a {\n    gap: 1px;\n  }\n}\n\n@layer a, b;", id="layers"),
        pytest.param(RULES, "@container (min-width: 20rem) {\n  a {\n    gap: 1px;\n  }\n}", id="container"),
        pytest.param(RULES, "li:nth-child(2n + 1)::before {\n  content: \"– \";\n}", id="pseudos"),
        pytest.param(RULES, "a:not(.btn):has(> img) ~ [type=\"text\"] {\n  color: red;\n}", id="selector"),
        pytest.param(GROUP, ".card {\n  display: none;\n}", id="rule in a group"),
        pytest.param(FRAMES, "0%,\n50% {\n  opacity: 0;\n}\n\nto {\n  opacity: 1;\n}", id="frames"),
        pytest.param(FRAME, "opacity: 0;\ntransform: scale(0.5);", id="frame"),
        pytest.param(FONT, "font-weight: 400 700;\nfont-display: swap;", id="descriptors"),
        pytest.param(THEME, "--color-brand: blue;\n--spacing: 4px;", id="custom properties of a theme"),
        pytest.param(NAMED_THEME, "--color-brand: blue;", id="the custom property that is asked for"),
        pytest.param(value("color"), "rgb(1 2 3 / 50%)", id="value"),
        pytest.param(value("width"), "calc(100% - 2 * var(--gap))", id="sum"),
        pytest.param(value("margin"), "0 auto", id="keyword and number"),
        pytest.param(value("animation-timing-function"), "steps(2, jump-none)", id="two steps without a jump"),
        pytest.param(value("animation-timing-function"), "steps(10, jump-none)", id="ten steps without a jump"),
        pytest.param(value("animation-timing-function"), "steps(1, jump-both)", id="one step"),
    ],
)  # fmt: skip
def test_derives(sheet: str, answer: str) -> None:
    assert judge_answer(sheet, answer) == "complete"


@pytest.mark.parametrize(
    ("sheet", "answer"),
    [
        pytest.param(STYLE, "margin: 0; } body { display: none;", id="leaves its block"),
        pytest.param(STYLE, "margin: 0;}", id="closes its block"),
        pytest.param(STYLE, "colr: red;", id="no property"),
        pytest.param(STYLE, "margin: red;", id="no margin"),
        pytest.param(STYLE, "color: blue;", id="set already"),
        pytest.param(STYLE, "margin: 0;\nmargin: 1px;", id="set twice"),
        pytest.param(STYLE, "--new: red;", id="a variable that nobody asked for"),
        pytest.param(STYLE, "margin: var(--unknown);", id="a variable that nobody defines"),
        pytest.param(STYLE, "margin: 0;\n\n\n", id="blank lines"),
        pytest.param(STYLE, "margin:0;", id="another layout"),
        pytest.param(STYLE, "/* why */", id="comment"),
        pytest.param(STYLE, "@font-face", id="at-rule that does not nest"),
        pytest.param(THEME, "color: blue;", id="a property in a theme"),
        pytest.param(THEME, "--color-red: blue;", id="a custom property that is set"),
        pytest.param(THEME, "&:hover {", id="a rule in a theme"),
        pytest.param(FRAME, "opacity: 0 !", id="importance in a frame"),
        pytest.param(STYLE, 'background: url("http://evil.example/");', id="absolute URL"),
        pytest.param(STYLE, 'background: url("a.png");', id="URL that the file lacks"),
        pytest.param(STYLE, 'content: "</style>";', id="end of an element"),
        pytest.param(STYLE, 'content: "\\";', id="escaped quotation mark"),
        pytest.param(STYLE, "-webkit-transform: none;", id="prefix that the file lacks"),
        pytest.param(STYLE, "width: 1000000px;", id="runaway number"),
        pytest.param(value("animation-timing-function"), "steps(1, jump-none)", id="one step without a jump"),
        pytest.param(STYLE, "width: calc(1px+2px);", id="sum without blanks"),
        pytest.param(STYLE, "width: calc(1px + 2s);", id="sum of a length and a time"),
        pytest.param(STYLE, "width: calc(((((1px)))));", id="runaway depth"),
        pytest.param(RULES, "@import", id="import"),
        pytest.param(RULES, ".card {\n}", id="empty rule"),
        pytest.param(RULES, "color: red;", id="declaration outside rules"),
        pytest.param(RULES, "a::before b {", id="selector behind a pseudo-element"),
        pytest.param(RULES, "a:hoverr {", id="no pseudo-class"),
        pytest.param(GROUP, "@font-face {", id="font in a group"),
        pytest.param(GROUP, "a {\n  gap: 0;\n}\n}", id="closes its group"),
        pytest.param(FRAMES, ".a {", id="style rule among frames"),
        pytest.param(FRAMES, "120% {", id="no frame"),
        pytest.param(FRAME, "animation-name: x;", id="animation in a frame"),
        pytest.param(FONT, "color: red;", id="property among descriptors"),
        pytest.param(FONT, 'font-family: "Y";', id="descriptor that is set already"),
        pytest.param(value("color"), "red;", id="end of the declaration"),
        pytest.param(value("color"), "10px", id="value of another property"),
        pytest.param(value("margin"), "1px !", id="importance in a value"),
    ],
)  # fmt: skip
def test_refuses(sheet: str, answer: str) -> None:
    assert judge_answer(sheet, answer) == "refused"


@pytest.mark.parametrize(
    ("declaration", "answer", "expected"),
    [
        pytest.param("margin: 0 /* complete: x */;", "auto", "complete", id="goes on"),
        pytest.param("margin: 0 /* complete: x */ auto;", "1px", "complete", id="between"),
        pytest.param("margin: 0 /* complete: x */ auto;", "1px 2px 3px", "prefix", id="too many"),
        pytest.param("margin: 1px 2px 3px 4px /* complete: x */;", "5px", "complete", id="nothing fits: anything goes"),
        pytest.param("color: rgb(/* complete: x */ / 50%);", "1 2 3", "complete", id="in a function"),
        pytest.param("color: rgb(/* complete: x */ / 50%);", "1 2", "prefix", id="in a function, too few"),
        pytest.param("color: rgb(/* complete: x */);", "1 2 3)", "refused", id="closes the function"),
        pytest.param("border: 1px /* complete: x */ red;", "solid", "complete", id="any order"),
        pytest.param("border: 1px /* complete: x */ red;", "blue", "prefix", id="twice"),
        pytest.param("transition: color 1s, /* complete: x */;", "opacity 2s ease", "complete", id="behind a comma"),
        pytest.param("font: bold /* complete: x *//1.5 a;", "12px", "complete", id="before a slash"),
        pytest.param("margin: var(--a) /* complete: x */;", "1px", "complete", id="beside a variable"),
    ],
)
def test_parts_of_values(declaration: str, answer: str, expected: str) -> None:
    assert judge_answer(f".a {{ {declaration} }}", answer) == expected


@pytest.mark.parametrize(
    ("prompt", "answer", "expected"),
    [
        pytest.param("style .card", ".card {\n  gap: 0;\n}", "complete", id="named"),
        pytest.param("style .card", ".card__title {\n  gap: 0;\n}", "complete", id="part of what is named"),
        pytest.param("style .card", ".zebra {", "refused", id="another name"),
        pytest.param("style .card", ".btn {\n  gap: 0;\n}", "complete", id="of the file"),
        pytest.param("a dialog", ".dialog {\n  gap: 0;\n}", "complete", id="nothing is named"),
        pytest.param("a --tone variable", ":root {\n  --tone: red;\n}", "complete", id="variable"),
        pytest.param("override the color", "a {\n  color: red !important;\n}", "complete", id="importance"),
        pytest.param("use img/bg.png", 'a {\n  background: url("img/bg.png");\n}', "complete", id="URL"),
    ],
)
def test_names_of_the_prompt(prompt: str, answer: str, expected: str) -> None:
    assert judge_answer(f"{HEAD}/* complete: {prompt} */\n", answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param("a {\n  gap: 0;\n}", "prefix", id="one of two"),
        pytest.param("a {\n  gap: 0;\n}\n\nb {\n  gap: 0;\n}", "complete", id="two"),
        pytest.param("a {\n  gap: 0;\n}\n\nb {\n  gap: 0;\n}\n", "refused", id="more"),
    ],
)
def test_number_of_rules(answer: str, expected: str) -> None:
    assert judge_answer("/* complete(n=2): x */\n", answer) == expected


@pytest.mark.parametrize(
    ("sheet", "answer", "expected"),
    [
        pytest.param(
            STYLE, "\n  margin: 0;\n  gap: 0;\n}\n\n.next", "complete", id="closes the block, which is cut off"
        ),
        pytest.param(STYLE, "margin: 0;", "refused", id="without the newline before it"),
        pytest.param(".a {\n\t/* complete: x */\n}", "\n\tgap: 0;\n}", "complete", id="tabs"),
        pytest.param(RULES, "\na {\n  gap: 0;\n}\nb {\n  gap: 0;\n}\n\n/* next", "complete", id="a comment follows"),
        pytest.param(value("margin"), " 0 auto;\n}", "complete", id="value and what follows"),
        pytest.param("a { margin: 0 /* complete: x */; }", " auto;", "complete", id="value goes on"),
        pytest.param("a { margin: 0 /* complete: x */; }", "px", "refused", id="number goes on"),
    ],
)
def test_plain_prompts(sheet: str, answer: str, expected: str) -> None:
    answered = judge_answer(sheet, answer, "plain")
    assert answered == ("complete" if expected == "complete" else "refused")


@pytest.mark.parametrize(
    ("first", "second", "is_shared"),
    [
        pytest.param(".card-1", ".title__big", True, id="names that any class may have"),
        pytest.param(".card", ".Card", False, id="a name that no new class gets"),
        pytest.param(".card", "#card", False, id="an id"),
    ],
)
def test_files_share_a_grammar(first: str, second: str, is_shared: bool) -> None:
    sheets = (f"{name} {{ color: red; }}\n/* complete: a card */\n" for name in (first, second))
    one, other = (render_grammar(read_text(sheet).contexts[0], "cssgen").text for sheet in sheets)
    assert (one == other) is is_shared
