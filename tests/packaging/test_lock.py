"""What lies beside pyproject.toml says the same: uv.lock, for development, and the list of licences."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PACKAGES: list[dict[str, Any]] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
# The list of licences is one for this system.
ENVIRONMENT = {
    "python_version": "3.11",
    "python_full_version": "3.11.7",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_machine": "x86_64",
    "os_name": "posix",
}

Wanted = tuple[str, str, str]
"""Extra, name and specifier of a requirement."""
# What torch brings along for devices; the list was made with the one for processors.
DEVICES = ("cuda-", "nvidia-", "triton")


def required() -> set[Wanted]:
    """By pyproject.toml."""
    lists = {"": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    return {(extra, *wanted) for extra, lines in lists.items() for wanted in _expand(lines)}


def _expand(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Extras of cssgen itself, which name others of it, are what they hold."""
    for requirement in map(Requirement, lines):
        if requirement.name != "cssgen":
            yield canonicalize_name(requirement.name), str(requirement.specifier)
        for extra in requirement.extras:
            yield from _expand(PROJECT["optional-dependencies"][extra])


def locked() -> Iterator[Wanted]:
    for item in package("cssgen")["metadata"]["requires-dist"]:
        extra = re.search(r"extra == '([^']+)'", item.get("marker", ""))
        yield extra[1] if extra else "", item["name"], item.get("specifier", "")


def package(name: str) -> dict[str, Any]:
    return next(item for item in PACKAGES if item["name"] == name and _holds(item.get("resolution-markers", [])))


def closure(extra: str) -> set[str]:
    """What an extra of cssgen brings, by the lock."""
    pending, found = [("cssgen", ""), ("cssgen", extra)], set[tuple[str, str]]()
    while pending:
        name, part = pending.pop()
        item = package(name)
        lines = item.get("optional-dependencies", {}).get(part, []) if part else item.get("dependencies", [])
        for line in lines:
            if _holds([line["marker"]] if "marker" in line else []):
                parts = {(line["name"], part) for part in ("", *line.get("extra", ()))} - found
                found |= parts
                pending += parts
    return {name for name, _ in found}


def _holds(markers: list[str]) -> bool:
    return not markers or any(Marker(marker).evaluate(ENVIRONMENT) for marker in markers)


def test_the_lock_holds_the_requirements() -> None:
    assert set(locked()) == required()


def test_the_licences_are_those_of_the_lock() -> None:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    sections = re.split(r"^## (?:Always|Extra `(.*)`)$", page, flags=re.MULTILINE)
    listed = set[str]()
    for extra, section in zip(sections[1::2], sections[2::2], strict=True):
        listed |= set(re.findall(r"^\| ([a-z0-9.-]*[a-z0-9]) \| (?!licence \|)", section, re.MULTILINE))
        assert listed == {name for name in closure(extra or "") if not name.startswith(DEVICES)}
