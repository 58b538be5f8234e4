"""Recipes fitted to prompt and file."""

import pytest

from cssgen.contexts import read_contexts
from cssgen.cookbook import Recipe, read_recipes
from cssgen.wishes.adapting import adapt
from cssgen.wishes.clauses import split_wishes
from cssgen.wishes.coloured import thin_once
from cssgen.wishes.naming import rename_selectors
from cssgen.wishes.selectors import Named
from cssgen.wishes.wish import Wish

RECIPES = """/* @recipe card
 * context: rule
 * slots: 8px length
 * - white card with 8px rounded corners
 * - a box
 */
.card {
  padding: 1rem;
  border-radius: 8px;
  background: #fff;
  color: var(--ink, #222);
}
/* @recipe link-hover
 * context: stylesheet
 * - underline links on hover
 */
.link {
  text-decoration: none;
}

.link:hover {
  text-decoration: underline;
}
/* @recipe fade-value
 * context: value
 * - fade the colour over 0.2s
 */
.a {
  transition: color 0.2s ease;
}
/* @recipe sheet
 * context: rule
 * - round at the bottom
 */
.a {
  border-radius: 0 0 12px 12px;
}
/* @recipe struck
 * context: rule
 * - crossed out
 */
.a {
  text-decoration: line-through;
}
/* @recipe dull
 * context: rule
 * - no colours
 */
.a {
  filter: grayscale(1);
}
"""
CARD, LINK, FADE, SHEET, STRUCK, DULL = read_recipes(RECIPES)


def _wish(prompt: str, before: str = ".x { ", behind: str = " }") -> Wish:
    (context,) = read_contexts(f"{before}/* complete: {prompt} */{behind}").contexts
    return Wish(context)


@pytest.mark.parametrize(
    ("prompt", "line"),
    [
        ("card with 12px rounded corners", "border-radius: 12px;"),
        ("card, padding 2rem", "padding: 2rem;"),
        ("card on a tomato background", "background: tomato;"),
        ("card with 10px gap", "gap: 10px;"),
        ("card with red text", "color: red;"),
        ("card", "color: #222;"),
    ],
    ids=["slot", "size of a property", "colour", "added", "colour of text", "fallback of an unknown name"],
)
def test_declarations_take_what_the_prompt_names(prompt: str, line: str) -> None:
    assert line in adapt(CARD, CARD.wordings[0], _wish(prompt)).split("\n")


def test_a_recipe_that_suits_stays_as_it_is() -> None:
    wish = _wish("white card with 8px rounded corners", ":root { --ink: #111; } .x { ")
    assert adapt(CARD, CARD.wordings[0], wish) == CARD.answer


@pytest.mark.parametrize(
    ("recipe", "prompt", "answer"),
    [
        pytest.param(SHEET, "16px radius", "border-radius: 0 0 16px 16px;", id="equal parts, but for zeros"),
        pytest.param(
            STRUCK, "crossed out, gray", "text-decoration: line-through;\ncolor: gray;", id="text has a colour"
        ),
        pytest.param(DULL, "gray until hover", "filter: grayscale(1);", id="gray already"),
    ],
)
def test_declarations_are_changed_with_sense(recipe: Recipe, prompt: str, answer: str) -> None:
    assert adapt(recipe, recipe.wordings[0], _wish(prompt)) == answer


def test_rules_speak_of_the_files_selector() -> None:
    wish = _wish("underline the footer links on hover", ".footer a { color: red; }\n", "\n")
    assert adapt(LINK, LINK.wordings[0], wish).startswith(".footer a {")
    assert ".footer a:hover {" in adapt(LINK, LINK.wordings[0], wish)


@pytest.mark.parametrize(
    ("answer", "chosen", "renamed"),
    [
        pytest.param(".lift label { top: 0; }", ".field label", ".field label { top: 0; }", id="what holds a label"),
        pytest.param(".bar button { flex: 1; }", ".btn", ".bar button { flex: 1; }", id="a button holds none"),
        pytest.param(
            ".chip--s { gap: 0; } .chip--l { gap: 9px; }",
            ".btn",
            ".btn--s { gap: 0; } .btn--l { gap: 9px; }",
            id="sizes",
        ),
    ],
)
def test_names_keep_what_they_hold(answer: str, chosen: str, renamed: str) -> None:
    assert rename_selectors(answer, [Named(chosen, 1.0)], [chosen]) == renamed


@pytest.mark.parametrize(
    ("answer", "prompt", "chosen", "renamed"),
    [
        (".cookie-bar { top: 0; }", "cookie bar with two buttons", ".btn", ".cookie-bar { top: 0; }"),
        (".mobile-menu { top: 0; }", "mobile menu off screen", ".dropdown__menu", ".mobile-menu { top: 0; }"),
        (".header { top: 0; }", "sticky header", ".site-header", ".site-header { top: 0; }"),
        ("input { width: 3rem; }", "narrow input", ".rating-input", "input { width: 3rem; }"),
        ("input { width: 3rem; }", "narrow rating input", ".rating-input", ".rating-input { width: 3rem; }"),
    ],
)
def test_what_a_prompt_names_is_not_taken_for_another_thing(
    answer: str, prompt: str, chosen: str, renamed: str
) -> None:
    assert rename_selectors(answer, [Named(chosen, 1.0)], [chosen], prompt=prompt) == renamed


def test_a_colour_is_thinned_once() -> None:
    thin = "color-mix(in srgb, var(--a) 12%, transparent)"
    assert thin_once(f"color: color-mix(in srgb, {thin} 20%, transparent);") == f"color: {thin};"


def _rename(code: str, sheet: str, prompt: str) -> str:
    recipe = next(read_recipes(f"/* @recipe x\n * context: stylesheet\n * - x\n */\n{code}"))
    context = read_contexts(f"{sheet}\n/* complete: {prompt} */").contexts[0]
    return " ".join(adapt(recipe, "x", Wish(context)).split())


def test_a_selector_is_for_the_class_that_is_called_so() -> None:
    code = ".layout {\n  gap: 0;\n}\n.sidebar {\n  top: 0;\n}"
    renamed = _rename(code, ".app-sidebar { color: red; }", "sidebar to the top")
    assert renamed == ".layout { gap: 0; } .app-sidebar { top: 0; }"


def test_parts_of_tables_stay_elements() -> None:
    code = "thead {\n  display: table-header-group;\n}"
    renamed = _rename(code, ".data-table thead th { color: red; }", "table header on each page")
    assert renamed == "thead { display: table-header-group; }"


def test_a_length_that_the_prompt_names_is_the_one_that_is_wanted() -> None:
    code = ".x {\n  top: var(--header-height, 4rem);\n}"
    root = ":root { --topbar: 64px; --line-height: 1.5; }"
    assert _rename(code, root, "sticks below the topbar") == ".x { top: var(--topbar); }"
    assert _rename(code, root, "sticks below the head") == ".x { top: 4rem; }"


def test_values_take_the_prompts_time() -> None:
    wish = _wish("fade the colour over 400ms", ".x { transition: ", "; }")
    assert adapt(FADE, FADE.wordings[0], wish) == "color 400ms ease"


@pytest.mark.parametrize(
    ("prompt", "wishes"),
    [
        ("horizontal list, no bullets, 8px between items", ["horizontal list", "no bullets", "8px between items"]),
        ("centred and bold", ["centred", "bold"]),
        ("centred, red, and bold", ["centred", "red", "bold"]),
        ("centred , but also bold", ["centred", "bold"]),
        ("sticky header", ["sticky header"]),
        ("as many columns as fit, none narrower than 9rem", ["as many columns as fit, none narrower than 9rem"]),
        ("three columns, each at least 160px, 2rem gap", ["three columns, each at least 160px", "2rem gap"]),
        ("full width and at least 48px tall", ["full width", "at least 48px tall"]),
        ("top right, 24px from the corner, round", ["top right, 24px from the corner", "round"]),
        ("two columns and two rows", ["two columns and two rows"]),
        ("240px list and the rest flexible, no border", ["240px list and the rest flexible", "no border"]),
        ("grows to one and a half times and fades", ["grows to one and a half times", "fades"]),
        ("two columns and no border", ["two columns", "no border"]),
        ("", [""]),
    ],
)
def test_wishes_are_cut_apart(prompt: str, wishes: list[str]) -> None:
    assert split_wishes(prompt) == wishes


MORE = {
    recipe.name: recipe
    for recipe in read_recipes("""/* @recipe pinned
 * context: rule
 * - pinned to the right edge
 */
.a {
  position: fixed;
  right: 0;
}
/* @recipe hop
 * context: keyframes
 * - hop up 20px
 */
@keyframes hop {
  from {
    transform: translateY(0);
  }

  50% {
    transform: translateY(-20px);
  }
}
/* @recipe opened
 * context: stylesheet
 * - open on hover
 */
.dropdown:hover {
  display: block;
}
/* @recipe lift
 * context: value
 * - lift 2px
 */
.a {
  transform: translateY(-2px);
}
/* @recipe glassy
 * context: value
 * - see-through white
 */
.a {
  background: rgb(255 255 255 / 0.6);
}
/* @recipe side
 * context: value
 * - to the right
 */
.a {
  float: right;
}
/* @recipe shadow
 * context: value
 * - soft shadow
 */
.a {
  box-shadow: 0 2px 8px rgb(0 0 0 / 0.2);
}
/* @recipe ring
 * context: keyframes
 * - ring that fades out
 */
@keyframes ring {
  from {
    box-shadow: 0 0 0 0 rgb(220 38 38 / 0.6);
  }

  to {
    box-shadow: 0 0 0 8px transparent;
  }
}
/* @recipe digits
 * context: rule
 * - big digits
 */
.a {
  color: #222;
  font-size: 3rem;
}
""")
}


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        pytest.param("pinned", ".a { /* complete: on the left */ }", "position: fixed;\nleft: 0;", id="the other side"),
        pytest.param(
            "lift", ".a { transform: /* complete: lift 2px */; }", "translateY(-2px)", id="said in its own way"
        ),
        pytest.param("lift", ".a { transform: /* complete: lift 5px */; }", "translateY(-5px)", id="another size"),
        pytest.param(
            "glassy",
            ".a { background: /* complete: see-through white */; }",
            "rgb(255 255 255 / 0.6)",
            id="a colour said in its own way",
        ),
        pytest.param("side", ".a { float: /* complete: to the left */; }", "left", id="a value"),
        pytest.param(
            "hop",
            "@keyframes hop { /* complete: hop up 6px */ }",
            "from {\n  transform: translateY(0);\n}\n\n50% {\n  transform: translateY(-6px);\n}",
            id="a way up stays one, and zero stays zero",
        ),
        pytest.param(
            "opened",
            ".menu { margin: 0 }\n/* complete: show it when the mouse is over */",
            ".menu:hover {\n  display: block;\n}",
            id="what it is",
        ),
        pytest.param(
            "opened",
            ".menu { margin: 0 }\n/* complete: show it, a dropdown, on hover */",
            ".dropdown:hover {\n  display: block;\n}",
            id="what the prompt names",
        ),
        pytest.param(
            "shadow",
            ".a { box-shadow: /* complete: soft shadow, 10% black */; }",
            "0 2px 8px rgb(0 0 0 / 10%)",
            id="the blanks of a colour part no sizes",
        ),
        pytest.param(
            "ring",
            "@keyframes ring { /* complete: ring that fades out, green */ }",
            "from {\n  box-shadow: 0 0 0 0 rgb(0 128 0 / 0.6);\n}\n\nto {\n  box-shadow: 0 0 0 8px transparent;\n}",
            id="as transparent as before",
        ),
        pytest.param(
            "ring",
            ":root { --ok: #0a0 }\n@keyframes ring { /* complete: ring that fades out, --ok colour */ }",
            "from {\n  box-shadow: 0 0 0 0 color-mix(in srgb, var(--ok) 60%, transparent);\n}\n\n"
            "to {\n  box-shadow: 0 0 0 8px transparent;\n}",
            id="a colour of the file as transparent as before",
        ),
        pytest.param(
            "digits",
            ".a { /* complete: big orange digits instead of the 12px black ones */ }",
            "color: orange;\nfont-size: 3rem;",
            id="what is there now is not wanted",
        ),
        pytest.param(
            "digits",
            ".a { /* complete: instead of the 12px black digits use big orange ones */ }",
            "color: orange;\nfont-size: 3rem;",
            id="what is wanted in its place may follow",
        ),
    ],
)
def test_a_recipe_follows_the_prompt(name: str, text: str, answer: str) -> None:
    recipe = MORE[name]
    assert adapt(recipe, recipe.wordings[0], Wish(read_contexts(text).contexts[0])) == answer
