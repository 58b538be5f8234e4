"""Which files of a project are read, and how they are dealt."""

from pathlib import Path

import pytest

from cssgen.errors import FileError
from cssgen.training.near_duplicates import NamedText
from cssgen.training.own_files import read_own, split_files


def sheet(name: str, rules: int = 10) -> NamedText:
    return NamedText(f"{name}.css", "\n".join(f".{name}-{n} {{\n  order: {n};\n}}\n" for n in range(rules)))


def sizes(names: str, rules: dict[str, int] | None = None) -> list[NamedText]:
    return [sheet(name, (rules or {}).get(name, 10)) for name in names]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        pytest.param(sizes("abc"), (1, 1, 1), id="as few as can be"),
        pytest.param(sizes("abcdefghij"), (7, 1, 2), id="ten"),
        pytest.param(sizes("abc", {"a": 300, "b": 200}), (1, 1, 1), id="large ones"),
    ],
)
def test_files_are_dealt_whole_and_once(texts: list[NamedText], numbers: tuple[int, ...]) -> None:
    split = split_files(texts)
    parts = (split.learnt, split.watched, split.held_out)
    assert tuple(len(part) for part in parts) == numbers
    assert sorted(text.name for part in parts for text in part) == sorted(text.name for text in texts)
    assert split == split_files(texts[::-1]), "however they were found"


def test_the_largest_file_is_learnt() -> None:
    split = split_files(sizes("abcd", {"b": 400}))
    assert "b.css" in [text.name for text in split.learnt]


def test_near_duplicates_are_in_no_part() -> None:
    texts = sizes("abcd", {"a": 30})
    split = split_files([*texts, NamedText("a.min.css", texts[0].text.replace("\n", "").replace(" ", ""))])
    assert [text.name for text in split.dropped] == ["a.min.css"]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        pytest.param([], "no stylesheet found", id="none"),
        pytest.param(sizes("ab"), "too few stylesheets to hold one out: 2", id="two"),
        pytest.param([sheet("a"), sheet("b"), sheet("b")], "2 without near-duplicates", id="two of three alike"),
    ],
)
def test_too_few(texts: list[NamedText], message: str) -> None:
    with pytest.raises(FileError, match=message):
        split_files(texts)


def test_style_blocks_and_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cssgen.toml").write_text('extend-exclude = ["old.css"]\n')
    (tmp_path / "old.css").write_text("a { color: red; }\n")
    (tmp_path / "new.css").write_bytes(b"a {\r\n  color: red;\r\n}\r\n")
    (tmp_path / "blank.css").write_text("\n")
    (tmp_path / "page.html").write_text(
        "<p>x</p>\n<style>\n  b { margin: 0; }\n</style>\n<style>i { top: 0; }</style>\n"
    )
    found = {Path(text.name).name: text.text for text in read_own([tmp_path])}
    assert found == {"new.css": "a {\n  color: red;\n}\n", "page.html": "b { margin: 0; }\n\ni { top: 0; }\n"}
