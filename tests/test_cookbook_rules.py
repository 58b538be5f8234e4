"""The rules that every recipe of the cookbook keeps; cookbook/README.md tells them to contributors.

Each test returns all recipes that break its rule, so that one run shows all there is to mend.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from cssgen.acceptance import accept
from cssgen.answers import AnswerError, Declaration, Item, parse_answer
from cssgen.candidates import Candidate
from cssgen.contexts import Context, read_contexts
from cssgen.cookbook import Recipe, Slot, read_cookbook
from cssgen.layout import Layout, render_items
from cssgen.policy import judge
from cssgen.productions import Production
from cssgen.validity import validate

COOKBOOK = Path(__file__).parent.parent / "cookbook"
FILES = sorted(COOKBOOK.glob("*.css"))

MOST_IN_FILE = 150
FEWEST_WORDINGS = 4
FEWEST_OF_COMMON = 6
FEWEST_COMMON = 300
COMMON = "\n * common\n"

KINDS = {
    "class": r"[.#]?-?[a-z][\w-]*",
    "length": r"-?[\d.]+(?:px|r?em|ch|lh|ex|pt|cm|mm|in|fr|[sdl]?v[whib]|vmin|vmax|cq[whib])",
    "percentage": r"-?[\d.]+%",
    "time": r"-?[\d.]+m?s",
    "angle": r"-?[\d.]+(?:deg|turn|rad)",
    "number": r"-?[\d.]+",
    "integer": r"-?\d+",
    "color": r"#[0-9a-f]{3,8}|[a-z]+",
    "name": r"-?[A-Za-z][\w-]*",
    "property": r"--[\w-]+",
}
FAMILIES = {
    "size": r"(?:min-|max-)?(?:width|height|inline-size|block-size)|flex|flex-basis|line-height|grid-.*|columns|"
    r"(?:top|right|bottom|left|inset.*)|scroll-(?:margin|padding).*|transform|translate|background-size|"
    r"background-position|@.*|object-position",
    "space": r"(?:row-|column-)?gap|padding.*|margin.*|grid-auto-.*|border-spacing",
    "corner": r"border-.*radius",
    "stroke": r"stroke-dash.*",
    "lines": r"orphans|widows",
    "clamp": r"(?:-webkit-)?line-clamp",
    "motion": r"(?:transition|animation).*",
}
"""Properties of which one quantity may stand in several: what else a literal means is another thing."""


@pytest.fixture(scope="module")
def recipes() -> tuple[Recipe, ...]:
    return tuple(read_cookbook(COOKBOOK))


def test_names_are_unique_and_kebab_case(recipes: Sequence[Recipe]) -> None:
    names = [recipe.name for recipe in recipes]
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", name)] == []
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_files_are_of_one_area_each() -> None:
    counts = {path.name: path.read_text(encoding="utf-8").count("/* @recipe") for path in FILES}
    assert {name: count for name, count in counts.items() if not 0 < count <= MOST_IN_FILE} == {}
    assert [name for name in counts if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.css", name)] == []


def test_every_recipe_is_read(recipes: Sequence[Recipe]) -> None:
    headers = sum(path.read_text(encoding="utf-8").count("@recipe") for path in FILES)
    assert headers == len(recipes)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_are_valid(path: Path) -> None:
    findings = validate(path.read_text(encoding="utf-8"), path=str(path))
    assert [str(finding) for finding in findings if finding.severity != "note"] == []


def test_every_answer_may_be_written(recipes: Sequence[Recipe]) -> None:
    """The judgement of generated text, in a file that has the custom properties and images of the recipe."""
    refused = {recipe.name: reason for recipe in recipes if (reason := _refusal(recipe))}
    assert refused == {}


def _refusal(recipe: Recipe) -> str | None:
    context = _context_for(recipe)
    if context.production is not recipe.production:
        return f"its block takes {context.production}"
    try:
        answer = accept(Candidate(recipe.answer, source="recipe"), context, judge)
    except AnswerError as error:
        return str(error)
    written = answer.value or render_items(answer.items, Layout(), "")
    return None if written == recipe.answer else f"it is written as {written}"


def _context_for(recipe: Recipe) -> Context:
    names = set(re.findall(r"var\(\s*(--[-\w]+)", recipe.answer))
    urls = re.findall(r"url\([^)]*\)", recipe.answer)
    defined = "".join(f":root {{ {name}: 0; }}\n" for name in sorted(names))
    used = "".join(f".used {{ background: {url}; }}\n" for url in urls)
    return read_contexts(defined + used + _place_of(recipe)).contexts[0]


def _place_of(recipe: Recipe) -> str:
    # Browsers' own names are for prompts that ask for them.
    marker = f"/* complete: {recipe.wordings[0] if '::-' in recipe.answer else 'it'} */"
    if recipe.production is Production.STYLESHEET:
        return marker
    if recipe.production is Production.VALUE:
        return f"{recipe.prelude} {{ {recipe.property}: {marker}; }}"
    return f"{recipe.prelude} {{ {marker} }}"


def test_no_two_recipes_of_a_context_are_the_same(recipes: Sequence[Recipe]) -> None:
    by_code = defaultdict(list)
    for recipe in recipes:
        by_code[_identity(recipe)].append(recipe.name)
    assert [names for names in by_code.values() if len(names) > 1] == []


def _identity(recipe: Recipe) -> tuple[object, ...]:
    """What stays of a recipe when spelling, order, class names and the widths of its condition are left out."""
    if recipe.production is Production.VALUE:
        return recipe.production, recipe.property, normalise(recipe.answer)
    at_rule = normalise(recipe.prelude) if recipe.prelude.startswith("@") else ""
    condition = re.sub(r"[\d.]+(?:px|r?em)", "N", re.sub(r"@keyframes.*", "@keyframes", at_rule))
    return recipe.production, condition, tuple(sorted(_flatten(parse_answer(recipe.answer, recipe.production))))


def _flatten(items: Iterable[Item], outside: str = "") -> Iterator[str]:
    for item in items:
        if isinstance(item, Declaration):
            yield f"{outside}{item.name.lower()}:{normalise(item.value)}"
        elif item.items is None:
            yield outside + normalise(item.prelude)
        else:
            yield from _flatten(item.items, f"{outside}{_anonymise(item.prelude)}{{")


def _anonymise(prelude: str) -> str:
    text = normalise(prelude)
    if text.startswith("@"):
        return re.sub(r"@keyframes.*", "@keyframes", text)
    return ",".join(sorted(re.sub(r"\.[a-z_][\w-]*", ".x", text).split(",")))


def normalise(text: str) -> str:
    """`text` without its freedoms of spelling: case, blanks, quotes, numbers, short hexadecimal colours."""
    text = " ".join(text.lower().replace("'", '"').split())
    text = re.sub(r" ?([,()/>+~*:]) ?", r"\1", text)
    text = re.sub(r"(?<![\w.-])0+(?=\.\d)", "", text)
    text = re.sub(r"(\.\d*?)0+(?!\d)", r"\1", text)
    return re.sub(r"#([0-9a-f])([0-9a-f])([0-9a-f])(?![0-9a-f])", r"#\1\1\2\2\3\3", text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Red", "red", id="case"),
        pytest.param("0 0 , 1px", "0  0,1px", id="blanks"),
        pytest.param("'x'", '"x"', id="quotes"),
        pytest.param("0.50s", ".5s", id="numbers"),
        pytest.param("#fff", "#FFFFFF", id="hexadecimal colours"),
    ],
)
def test_normalise(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"), [("0.05s", "0.5s"), ("10px", "1px"), ("#abc", "#abcd"), ("a b", "ab")], ids=str
)
def test_normalise_keeps_what_matters(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_enough_wordings(recipes: Sequence[Recipe]) -> None:
    assert [recipe.name for recipe in recipes if len(recipe.wordings) < FEWEST_WORDINGS] == []


def test_common_wishes_have_more_wordings(recipes: Sequence[Recipe]) -> None:
    """A line ` * common` in the header marks the commonest wishes."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    common = {name for name, header in re.findall(r"@recipe ([\w-]+)(.*?)\*/", text, re.DOTALL) if COMMON in header}
    assert len(common) >= FEWEST_COMMON
    few = [recipe.name for recipe in recipes if recipe.name in common and len(recipe.wordings) < FEWEST_OF_COMMON]
    assert few == []


def test_wordings_differ_in_more_than_a_word(recipes: Sequence[Recipe]) -> None:
    assert [pair for recipe in recipes for pair in _near_wordings(recipe.wordings)] == []


def _near_wordings(wordings: Sequence[str]) -> Iterator[tuple[str, str]]:
    words = [set(re.findall(r"[a-z0-9]+", wording.lower())) for wording in wordings]
    for place, mine in enumerate(words):
        for before, others in enumerate(words[:place]):
            if mine and others and len(mine & others) / max(len(mine), len(others)) >= 2 / 3:
                yield wordings[before], wordings[place]


def test_wordings_are_not_ambiguous(recipes: Sequence[Recipe]) -> None:
    """A wording leads to one recipe in its context; values of another property are another context."""
    by_wording = defaultdict(set)
    for recipe in recipes:
        for wording in recipe.wordings:
            key = " ".join(re.findall(r"[a-z0-9%.#/-]+", wording.lower())) or wording
            by_wording[recipe.production, recipe.property, key].add(recipe.name)
    assert {key: names for key, names in by_wording.items() if len(names) > 1} == {}


def test_slots_are_of_known_kinds(recipes: Sequence[Recipe]) -> None:
    slots = [(recipe.name, slot) for recipe in recipes for slot in recipe.slots]
    assert [(name, slot) for name, slot in slots if not re.fullmatch(KINDS.get(slot.kind, r"(?!)"), slot.literal)] == []


def test_slots_can_be_varied(recipes: Sequence[Recipe]) -> None:
    """A slot stands in the code as a whole token, once in the list, and means one thing."""
    wrong = {recipe.name: reason for recipe in recipes for slot in recipe.slots if (reason := _misfit(recipe, slot))}
    assert wrong == {}


def _misfit(recipe: Recipe, slot: Slot) -> str | None:
    code = recipe.prelude + "\n" + (f"{recipe.property}: " if recipe.property else "") + recipe.answer
    if not _occurrence(slot.literal).search(code):
        return f"{slot.literal} does not stand in the code"
    if [other.literal for other in recipe.slots].count(slot.literal) > 1:
        return f"{slot.literal} is there twice"
    if slot.kind in ("class", "color", "name", "property"):
        return None
    meanings = {_family(line) for line in code.splitlines() if _occurrence(slot.literal).search(line)}
    if len(meanings) > 1:
        return f"{slot.literal} means {' and '.join(sorted(meanings))}"
    return None


def _occurrence(literal: str) -> re.Pattern[str]:
    before = "" if literal[0] in ".#" else r"(?<![\w#-])(?<!\d\.)"
    return re.compile(before + re.escape(literal) + r"(?![\w%-]|\.\d)")


def _family(line: str) -> str:
    name = line.strip().partition(":")[0]
    return next((family for family, names in FAMILIES.items() if re.fullmatch(names, name)), name)
