"""Settings: where they come from, and what is wrong with them."""

import re
from pathlib import Path

import pytest

from cssgen.config import load_settings, read_environment
from cssgen.errors import UsageError
from cssgen.settings import Settings, parse_value


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_defaults(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert load_settings(tmp_path, environment={}) == Settings()


def test_precedence(tmp_path: Path) -> None:
    write(tmp_path / "cssgen.toml", 'seed = 1\ncandidates = 2\nmodel = "file"\n')
    settings = load_settings(
        tmp_path, environment={"CSSGEN_CANDIDATES": "3", "CSSGEN_MODEL": "env"}, overrides={"model": "option"}
    )
    assert (settings.seed, settings.candidates, settings.model) == (1, 3, "option")


@pytest.mark.parametrize("name", ["cssgen.toml", ".cssgen.toml", "pyproject.toml"])
def test_nearest_file_upwards(name: str, tmp_path: Path) -> None:
    table = "[tool.cssgen]\n" if name == "pyproject.toml" else ""
    write(tmp_path / name, f"{table}seed = 1\n")
    write(tmp_path / "a" / "pyproject.toml", "[project]\nname = 'without our table'\n")
    below = tmp_path / "a" / "b"
    below.mkdir()
    assert load_settings(below, environment={}).seed == 1


def test_search_ends_at_the_repository(tmp_path: Path) -> None:
    write(tmp_path / "cssgen.toml", "seed = 1\n")
    (tmp_path / "a" / ".git").mkdir(parents=True)
    assert load_settings(tmp_path / "a", environment={}).seed == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\nsed = 1\n", ":2:1: unknown setting `sed`; did you mean `seed`?"),
        ("max_new_tokens = 1\n", ":1:1: unknown setting `max_new_tokens`; did you mean `max-new-tokens`?"),
        ("seed = 'one'\n", ":1:1: `seed` takes a whole number, not `one`"),
        ("seed = true\n", ":1:1: `seed` takes a whole number, not `True`"),
        ("force-exclude = 1\n", ":1:1: `force-exclude` takes true or false, not `1`"),
        ("include = '*.css'\n", ":1:1: `include` takes a list of texts, not `*.css`"),
        ("leave = 'comments'\n", "not `comments`; did you mean `comment`?"),
        ("candidates = -1\n", ":1:1: `candidates` takes 0 to 64, not -1"),
        ("keyword = 'a.*b'\n", "takes a word"),
        ("[watch]\ndebounce = 1\n", ":2:1: unknown setting `watch-debounce`; did you mean `watch-debounce-ms`?"),
        ("  seed =\n", ":1:9: "),
        ("seed = 1\nseed = 2\n", ":2:9: "),
    ],
)
def test_wrong_file(text: str, message: str, tmp_path: Path) -> None:
    path = write(tmp_path / "cssgen.toml", text)
    with pytest.raises(UsageError, match=re.escape(message)) as error:
        load_settings(tmp_path, environment={})
    assert str(error.value).startswith(str(path))


def test_tables(tmp_path: Path) -> None:
    """What a table says can be said without one, and in the environment."""
    write(tmp_path / "cssgen.toml", "[watch]\nsettle-ms = 1\ninitial = false\n[cache]\nmax-mb = 2\n")
    settings = load_settings(tmp_path, environment={"CSSGEN_WATCH_DEBOUNCE_MS": "3"})
    assert (settings.watch_settle_ms, settings.watch_initial, settings.cache_max_mb) == (1, False, 2)
    assert settings.watch_debounce_ms == 3


def test_place_in_pyproject(tmp_path: Path) -> None:
    path = write(tmp_path / "pyproject.toml", "[tool.cssgen]\nseed = 1\n  modle = 'x'\n")
    with pytest.raises(UsageError, match=re.escape(f"{path}:3:3: unknown setting `modle`; did you mean `model`?")):
        load_settings(tmp_path, environment={})


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("seed", "7", 7),
        ("temperature", "0", 0.0),
        ("force_exclude", "yes", True),
        ("force_exclude", "0", False),
        ("extend_exclude", "a, b/*.css", ["a", "b/*.css"]),
        ("model", "x", "x"),
    ],
)
def test_parse_value(name: str, text: str, value: object) -> None:
    assert parse_value(name, text, "here") == value


@pytest.mark.parametrize(
    ("variable", "text", "message"),
    [
        ("CSSGEN_SEED", "x", "CSSGEN_SEED: takes a number, not `x`"),
        ("CSSGEN_FORCE_EXCLUDE", "maybe", "CSSGEN_FORCE_EXCLUDE: takes true or false, not `maybe`"),
        ("CSSGEN_MODLE", "x", "CSSGEN_MODLE: unknown setting `modle`; did you mean `model`?"),
        ("CSSGEN_DEVICE", "gpu", "CSSGEN_DEVICE: `device` takes auto, cpu, cuda, mps, xpu, not `gpu`"),
    ],
)
def test_wrong_environment(variable: str, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        read_environment({variable: text})


def test_other_variables_are_none_of_ours() -> None:
    assert read_environment({"HOME": "/", "CSSGEN_MODELS": "/models", "CSSGENERATOR": "x"}) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("tool = 5\n", ":1:1: `tool` is no table", id="tool is a number"),
        pytest.param("[[tool.cssgen]]\n", "`cssgen` is no table", id="array of tables"),
        pytest.param("seed = " + "[" * 100_000, "nested too deeply", id="deep lists"),
        pytest.param("a." * 100_000 + "b = 1\n", ":1: a key has more than 32 parts", id="deep key"),
        pytest.param("\n['a'" + '."b"' * 90 + "]\n", ":2: a key has more than 32 parts", id="deep table"),
        pytest.param("seed = " + "9" * 5_000, "4300 digits", id="long number"),
        pytest.param("[tool.cssgen]\nseed = 0x" + "9" * 5_000, "0 to 4294967295", id="long hexadecimal number"),
        pytest.param("# " + "x" * 1_000_000, "larger than 1,000,000 bytes", id="large"),
        pytest.param("seed = '\0'", ":1:9: ", id="control character"),
    ],
)
def test_hostile_files_are_refused_in_one_line(text: str, message: str, tmp_path: Path) -> None:
    """They come with a repository: parsed as they are, the third would take the stack and the fourth 40 GB."""
    with pytest.raises(UsageError, match=re.escape(message)) as raised:
        load_settings(tmp_path, file=write(tmp_path / "pyproject.toml", text), environment={})
    assert "\n" not in str(raised.value)
