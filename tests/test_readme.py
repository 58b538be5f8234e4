"""README is true: commands, options, hooks and settings that it names exist."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

import cssgen
from cssgen.cli.arguments import parse_arguments
from cssgen.config import read_file
from cssgen.contexts import read_contexts
from cssgen.productions import Production

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


COMMANDS = re.findall(r"`(cssgen [^`\n]+)`", README) + re.findall(r"cssgen [a-z].*", "\n".join(blocks("sh")))


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_commands(command: str) -> None:
    words = shlex.split(command.replace("…", "FILE"))[1:]
    if words == ["model", "pull"]:
        words.append("NAME")
    if words[-1] == "--help":
        words.pop()
    assert parse_arguments(words).command == words[0]


def test_test_command_is_what_ci_runs() -> None:
    command = blocks("sh")[1].strip()
    install, test = command.split(" && ")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert install.replace("pip install", "pip install --quiet") in script
    assert test in script


def test_markers_stand_in_every_position() -> None:
    css = next(text for text in blocks("css") if "@keyframes" in text)
    contexts = read_contexts(css.split("\n\n.header-container")[0])
    assert contexts.diagnostics == ()
    assert {context.production for context in contexts.contexts} == set(Production)
    assert read_contexts(css[css.index(".header-container") :]).contexts[0].unclosed == 1


def test_settings(tmp_path: Path) -> None:
    (text,) = blocks("toml")
    assert tomllib.loads(text)
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    read_file(tmp_path / "pyproject.toml")


def test_python() -> None:
    (finding,) = cssgen.validate_declaration("width", "calc(1px * 2px)")
    assert finding.severity == "error"
    assert "calc(1px * 2px)" in blocks("python")[0]


def test_links() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
