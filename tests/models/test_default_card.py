"""The card of the model that ships: it tells of this model, and of all that it was made of."""

import csv
import json
import re
from collections import Counter

import pytest

from cssgen.models.registry import DEFAULT_DIRECTORY

CARD = (DEFAULT_DIRECTORY / "README.md").read_text(encoding="utf-8")
CONFIG = json.loads((DEFAULT_DIRECTORY / "config.json").read_text(encoding="utf-8"))
with (DEFAULT_DIRECTORY / "sources.tsv").open(encoding="utf-8", newline="") as _table:
    SOURCES = list(csv.DictReader(_table, delimiter="\t"))


def test_architecture() -> None:
    shape = (CONFIG["n_layer"], CONFIG["n_embd"], CONFIG["n_head"], CONFIG["vocab_size"], CONFIG["n_positions"])
    found = re.search(r"\((\d+) layers, width (\d+), (\d+) heads\)[^(]*\(([\d,]+) tokens[^)]*\) and (\d+) pos", CARD)
    assert found is not None
    assert tuple(int(number.replace(",", "")) for number in found.groups()) == shape


def test_parameters() -> None:
    """CodeGen has matrices of 12 times the width squared in each layer, and here one matrix of embeddings."""
    width, layers, vocabulary = CONFIG["n_embd"], CONFIG["n_layer"], CONFIG["vocab_size"]
    found = re.search(r"A language model of ([\d,]+) parameters", CARD)
    assert found is not None
    assert int(found[1].replace(",", "")) == pytest.approx(12 * layers * width**2 + vocabulary * width, rel=0.01)


def test_every_source_is_attributed_with_its_licence() -> None:
    notice = (DEFAULT_DIRECTORY / "NOTICE").read_text(encoding="utf-8")
    assert re.findall(r"^- (.*)$", notice, re.MULTILINE) == [f"{row['source']} ({row['licence']})" for row in SOURCES]
    assert all(row["version"] for row in SOURCES)
    assert f"of {len(SOURCES)} projects" in CARD
    for licence, number in Counter(row["licence"] for row in SOURCES).items():
        assert f"{licence} ({number})" in CARD


@pytest.mark.parametrize("section", ["Data", "Training", "Figures", "Limits", "Licence"])
def test_sections(section: str) -> None:
    assert re.search(rf"^## {section}\n\n.", CARD, re.MULTILINE)


@pytest.mark.parametrize("figure", ["bits per byte", "nats per token", "are fulfilled", "masked"])
def test_figures(figure: str) -> None:
    """What `cssgen train evaluate --data --prompts --masks` measures before `export`."""
    figures = CARD.partition("## Figures")[2].partition("## ")[0]
    assert figure in figures
    assert "Not measured" not in figures
