"""Whatever a model writes, wherever it is cut and whichever marker it lands at: no file becomes invalid."""

from collections.abc import Sequence
from random import Random
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cssgen.acceptance import accept
from cssgen.candidates import Candidate, Generate
from cssgen.contexts import read_contexts
from cssgen.fill import fill_text
from cssgen.policy import judge
from cssgen.validity import validate
from tests.grammar.walks import look_ahead, open_sheet, walk

HEAD = ":root { --accent: red; --gap: 4px; }\n.btn { color: red; }\n"
SHEETS = {
    "stylesheet": f"{HEAD}/* complete: a card */\n.after {{ color: red; }}\n",
    "group": f"{HEAD}@media print {{\n  /* complete: hide it */\n}}\n",
    "declarations": f"{HEAD}.a {{\n  color: red;\n  /* complete: centre it */\n}}\n",
    "keyframes": f"{HEAD}@keyframes fade {{\n  /* complete: fade in */\n}}\n",
    "value": f"{HEAD}.a {{\n  background: /* complete: x */;\n}}\n",
    "part of a value": f"{HEAD}.a {{\n  margin: 0 /* complete: x */ auto;\n}}\n",
    "frame": "@keyframes x { from {\n  /* complete: x */\n} }\n",
    "descriptors": "@property --x {\n  /* complete: x */\n}\n",
}
# All five places at once.
FILE = f"""{HEAD}
/* complete: a card */

.a {{
  color: red;
  /* complete: centre it */
}}

.b {{
  margin: /* complete: small */;
}}

@media print {{
  /* complete: hide it */
}}

@keyframes fade {{
  /* complete: fade in */
}}
"""
REASONS: tuple[Literal["stop", "length"], ...] = ("stop", "length")
sheets = st.sampled_from(sorted(SHEETS))
seeds = st.integers(0, 2**32 - 1)
steps = st.integers(1, 250)
families = st.sampled_from(["cssgen", "plain"])
slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(sheets, seeds, families)
def test_what_is_allowed_without_a_mask_is_in_the_mask(name: str, seed: int, family: str) -> None:
    told = 0
    for tokens, telling in look_ahead(SHEETS[name], seed, 120, family):
        assert telling <= tokens
        told += len(telling)
    # A part of a value says nothing.
    assert told or name == "part of a value"


def errors(text: str) -> set[str]:
    """What is wrong with a stylesheet: of those here, that a value is missing."""
    return {finding.message for finding in validate(text) if finding.severity == "error"}


def offering(candidates: Sequence[Candidate]) -> Generate:
    """Offers the same candidates at each marker."""
    return lambda contexts: [candidates for _ in contexts]


@pytest.mark.parametrize("family", ["cssgen", "plain"])
@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("seed", range(3))
def test_answers_are_accepted(name: str, family: str, seed: int) -> None:
    candidate = walk(SHEETS[name], seed, 3000, family)
    if candidate.finish_reason == "stop":
        accept(candidate, open_sheet(SHEETS[name], family)[0], judge)


@slow
@given(sheets, families, seeds, steps)
def test_any_truncation(name: str, family: str, seed: int, count: int) -> None:
    candidate = walk(SHEETS[name], seed, 250, family)
    for reason in REASONS:
        filled = fill_text(SHEETS[name], offering([Candidate(candidate.text[:count], None, reason)]))
        assert errors(filled.text) <= errors(SHEETS[name])


@slow
@given(st.lists(st.tuples(sheets, seeds, steps), min_size=5, max_size=5), st.randoms())
def test_any_answer_at_any_marker(walks: list[tuple[str, int, int]], random: Random) -> None:
    candidates = [walk(SHEETS[name], seed, min(count, 200)) for name, seed, count in walks]
    random.shuffle(candidates)
    filled = fill_text(FILE, offering(candidates))
    assert errors(filled.text) <= errors(FILE)
    assert len(read_contexts(FILE).contexts) == len(walks)
