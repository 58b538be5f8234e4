"""Contexts and candidates as JSON, and what is refused."""

import json
from typing import Any

import pytest

from cssgen.candidates import Candidate, Nearness
from cssgen.contexts import read_contexts
from cssgen.fill import FillOptions, fill_text
from cssgen.markers import Leave
from cssgen.sharing.records import RecordError, dump, load_candidates, load_contexts

from ..scripted import scripted

CSS = """\
:root { --a: red; --b: "\\1F600 é" }
/* complete(n=2, seed=7, max=20): two rules */
@media (width > 40em) { .card { margin: 0; /* complete(leave=nothing): a shadow */ } }
a { color: /* complete: the brand */; }
@keyframes x { /* complete: one turn */ }
.last {
  /* complete: centred */
"""


def test_contexts_stay_what_they_are() -> None:
    contexts = read_contexts(CSS).contexts
    assert len(contexts) == 5
    assert load_contexts(json.loads(json.dumps(dump(contexts)))) == list(contexts)


def test_regions_too() -> None:
    """Their prompt was changed, so they are filled anew."""
    filled = fill_text("/* complete: a */", scripted("a { color: red }"), FillOptions(leave=Leave.REGION)).text
    contexts = read_contexts(filled.replace("complete: a", "complete: b")).contexts
    assert contexts[0].region is not None
    assert load_contexts(json.loads(json.dumps(dump(contexts)))) == list(contexts)


def test_candidates_stay_what_they_are() -> None:
    candidates = [Candidate("a", -1.5, "length", "recipe", Nearness(0.5, 0.25, 1, 0)), Candidate("b")]
    assert load_candidates(json.loads(json.dumps([dump(candidates), []]))) == [candidates, []]


RECORD = {"text": "a", "logprob": None, "finish_reason": "stop", "source": "generated", "nearness": None}


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({**RECORD, "text": 1}, id="wrong type"),
        pytest.param({**RECORD, "finish_reason": "tired"}, id="unknown word"),
        pytest.param({**RECORD, "logprob": "x"}, id="no number"),
        pytest.param({**RECORD, "more": 1}, id="one field more"),
        pytest.param({"text": "a"}, id="fields are missing"),
        pytest.param([], id="no object"),
        pytest.param(None, id="nothing"),
    ],
)
def test_what_does_not_fit_is_refused(record: Any) -> None:
    with pytest.raises(RecordError):
        load_candidates([[record]])


@pytest.mark.parametrize("records", [None, {}, "[]", [{}], [[]]], ids=repr)
def test_what_is_no_list_of_contexts_is_refused(records: Any) -> None:
    with pytest.raises(RecordError):
        load_contexts(records)
