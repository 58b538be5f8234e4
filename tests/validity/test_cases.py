"""Large tables of cases, where they are at hand: the shares that the validator must keep."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "validity.py"
# A misspelt word may be another author's name, and a value may suit two properties.
MAY_BE_VALID = ("keyword typo", "value of other property")


@pytest.fixture(scope="module")
def report(cases: Path) -> str:
    command = [sys.executable, str(BENCHMARK), "--cases", str(cases)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize(
    ("line", "least"),
    [
        pytest.param(r"values, all core rows: valid accepted: macro (\S+) %", 99.3, id="valid values"),
        pytest.param(r"values, all core rows: invalid rejected: macro (\S+) %", 98.0, id="invalid values"),
        pytest.param(r"selectors: valid accepted: (\d+)", 196, id="valid selectors"),
        pytest.param(r"selectors: invalid rejected: (\d+)", 82, id="invalid selectors"),
        pytest.param(r"rules: valid accepted: (\d+)", 7, id="valid at-rules"),
        pytest.param(r"rules: invalid rejected: (\d+)", 23, id="invalid at-rules"),
    ],
)
def test_shares(report: str, line: str, least: float) -> None:
    match = re.search(line, report)
    assert match is not None
    assert float(match[1]) >= least


def test_injected_errors(report: str) -> None:
    kinds = re.findall(r"^injected: (.+): (\S+) % found", report, re.MULTILINE)
    assert len(kinds) > 15
    assert [kind for kind, share in kinds if float(share) < 99.5 and kind not in MAY_BE_VALID] == []
    assert "injected: clean: 0.00 % false alarms" in report
