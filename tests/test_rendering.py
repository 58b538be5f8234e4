"""What Chromium makes of the answers that prompts give as good, and of those that they give as wrong."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

import chromium
from cssgen.training.prompt_files import PromptRow, read_prompts
from rendering import look

PROMPTS = Path(__file__).parent.parent / "benchmarks" / "prompts"
ROWS = [row for row in read_prompts(PROMPTS) if row.rendering]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    if not chromium.is_installed() and os.environ.get("CI") != "true":
        pytest.skip("chromium or chromedriver is not installed")
    with chromium.open_browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_good_answer_looks_right_and_wrong_one_does_not(browser: Chrome, row: PromptRow) -> None:
    assert look(browser, row, row.gold) == []
    assert look(browser, row, row.wrong)
