"""The licences of what cssgen installs, from the metadata of the installed packages: docs/licences.md.

    python tools/list_licences.py

Every package that `pip install cssgen` brings, on the system where this runs; extras are named with what they add.
"""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

PAGE = Path(__file__).parent.parent / "docs" / "licences.md"
EXTRAS = ("", "hub", "torch", "train")
_HEAD = """\
# Licences of what cssgen uses

Made by `python tools/list_licences.py` from the metadata of the packages, on Linux with Python 3.11. Those of the
default model and of the data it was made from are in
[src/cssgen/default_model/](../src/cssgen/default_model/README.md).
"""


def find_closure(name: str, extra: str) -> set[str]:
    """The installed packages that a package needs, directly or not, with an extra of it."""
    found: set[str] = set()
    pending = [(name, extra)]
    seen = set(pending)
    while pending:
        package, wanted = pending.pop()
        for requirement in _read_requirements(package, wanted):
            found.add(_normalise(requirement.name))
            for item in [(_normalise(requirement.name), part) for part in ("", *requirement.extras)]:
                if item not in seen:
                    seen.add(item)
                    pending.append(item)
    return found - {name}


def read_licence(package: Distribution) -> str:
    """What the metadata of a package says: the expression, else the classifiers, else the text's first line."""
    metadata = package.metadata
    classifiers = [item.rpartition(" :: ")[2] for item in metadata.get_all("Classifier", []) if "License ::" in item]
    text = (metadata.get("License") or "").strip().partition("\n")[0]
    return metadata.get("License-Expression") or ", ".join(classifiers) or text or "not stated"


def _read_requirements(package: str, extra: str) -> list[Requirement]:
    try:
        lines = distribution(package).requires or []
    except PackageNotFoundError:
        return []
    environment = {**default_environment(), "extra": extra}
    parsed = [Requirement(line) for line in lines]
    return [item for item in parsed if item.marker is None or item.marker.evaluate(environment)]


def _normalise(name: str) -> str:
    """https://packaging.python.org/en/latest/specifications/name-normalization/"""
    return re.sub(r"[-_.]+", "-", name).lower()


def render_page() -> str:
    """A table for what is always installed, and one for what each extra adds."""
    parts, listed = [_HEAD], set[str]()
    for extra in EXTRAS:
        names = find_closure("cssgen", extra) - listed
        listed |= names
        parts.append(f"## {f'Extra `{extra}`' if extra else 'Always'}\n")
        parts += ["| package | licence |", "| --- | --- |"] if names else ["Nothing more."]
        parts += [f"| {name} | {_say_licence(name)} |" for name in sorted(names)]
        parts.append("")
    return "\n".join(parts)


def _say_licence(name: str) -> str:
    try:
        return read_licence(distribution(name)).replace("|", "/")
    except PackageNotFoundError:
        return "not installed where this was made"


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")
