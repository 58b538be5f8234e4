"""Where the tables of cases are, for the tests that can use them."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder that `CSSGEN_CASES` names: tables that are not part of the repository."""
    folder = os.environ.get("CSSGEN_CASES", "")
    if not folder:
        pytest.skip("CSSGEN_CASES names no folder with tables of cases")
    return Path(folder)
