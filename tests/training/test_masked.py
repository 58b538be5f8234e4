"""What is taken out of stylesheets, and how that which comes back is counted."""

from collections.abc import Sequence

import pytest

from cssgen.answers import Declaration
from cssgen.candidates import Candidate
from cssgen.contexts import Context, Production
from cssgen.training.masked import KINDS, Mask, Tally, draw_masks, fill_masks, repeat_last_rule, tally_masks
from tests.training.conftest import STYLESHEETS

SHEET = ".a {\n  color: RED;\n  margin: 0 0.5em;\n}\n\n.b {\n  color: red;\n  margin: 0 .5em;\n}\n"


def masks_of(kind: str, text: str = SHEET) -> list[Mask]:
    return [mask for seed in range(20) for mask in draw_masks([text], 1, seed) if mask.kind == kind]


def test_one_of_each_kind_from_a_file() -> None:
    masks = draw_masks(STYLESHEETS.values(), 10)
    assert [mask.kind for mask in masks] == [kind for kind in KINDS for _ in STYLESHEETS]
    assert all(mask.context.marker.prompt == "" for mask in masks)


@pytest.mark.parametrize("mask", masks_of("body"))
def test_body(mask: Mask) -> None:
    assert [declaration.name for declaration in mask.truth] == ["color", "margin"]
    assert mask.context.siblings == ()
    assert mask.context.ancestors in ((".a",), (".b",))


@pytest.mark.parametrize("mask", masks_of("declaration"))
def test_declaration(mask: Mask) -> None:
    (truth,) = mask.truth
    assert {truth.name, *mask.context.siblings} == {"color", "margin"}


@pytest.mark.parametrize("mask", masks_of("value"))
def test_value(mask: Mask) -> None:
    (truth,) = mask.truth
    assert mask.context.production is Production.VALUE
    assert mask.context.property == truth.name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(".a { color: red; }", id="a single declaration"),
        pytest.param(".a { color: red; margin: 0; .b { top: 0; } }", id="a nested rule"),
        pytest.param(":root { --a: 1; --b: 2; }", id="custom properties"),
        pytest.param("@font-face { font-family: a; src: url(a); }", id="descriptors"),
        pytest.param(".a { color: red; margin: 0; ", id="unbalanced"),
    ],
)
def test_nothing_to_take(text: str) -> None:
    assert draw_masks([text], 5) == []


def test_counting() -> None:
    truth = (Declaration("color", "RED"), Declaration("margin", "0 0.5em"), Declaration("top", "0"))
    written = (Declaration("color", "red"), Declaration("margin", "0 1em"))
    tally = Tally().add(truth, written)
    assert tally == Tally(asked=3, written=2, named=2, exact=1)
    assert tally.f1 == pytest.approx(0.8)
    assert tally.exact_share == pytest.approx(1 / 3)
    assert Tally().f1 == Tally().exact_share == 0


def test_an_engine_fills_by_its_first_candidate_that_may_be_written() -> None:
    masks = [mask for mask in draw_masks([SHEET], 1) if mask.kind in ("body", "value")]
    texts = {"body": "margin: 0 .5em; top: 0", "value": masks[1].truth[0].value}

    def generate(contexts: Sequence[Context]) -> list[list[Candidate]]:
        kinds = ["value" if context.production is Production.VALUE else "body" for context in contexts]
        return [[Candidate("}"), Candidate(texts[kind]), Candidate("top: 1")] for kind in kinds]

    tallies = tally_masks(masks, lambda each: fill_masks(each, generate))
    assert tallies["body"] == Tally(asked=2, written=2, named=1, exact=1)
    assert tallies["value"] == Tally(asked=1, written=1, named=1, exact=1)
    assert list(fill_masks(masks, lambda contexts: [[] for _ in contexts])) == [(), ()]


def test_the_rule_before() -> None:
    """The second rule says what the first one does; before the first there is none."""
    for mask in (*masks_of("body"), *masks_of("value")):
        tally = tally_masks([mask], repeat_last_rule)[mask.kind]
        assert tally.exact == (tally.asked if mask.context.ancestors == (".b",) else 0)
