"""Our corrections to the specification data, read from `patches.toml`."""

import tomllib
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def apply_patches(spec: Json, path: Path) -> None:
    """Change `spec` in place, patch by patch.

    A patch says what it is of (`property`, `type`, `at-rule`, `descriptor`, `feature`), its `name` or `names`,
    and a `syntax` that replaces the one in the data or an alternative to `add` to it. Of a `function` or a
    `selector` it corrects the number of `engines`.
    A descriptor is called `@font-face src`, a feature `@media hover`.

    Raises:
        ValueError: for a patch without a reason, or one that changes nothing.
    """
    for patch in tomllib.loads(path.read_text(encoding="utf-8"))["patch"]:
        if not patch.get("reason"):
            raise ValueError(f"patch without a reason: {patch}")
        for name in patch["names"] if "names" in patch else [patch["name"]]:
            _apply(spec, patch, name)


def _apply(spec: Json, patch: Json, name: str) -> None:
    table, key = _locate(spec, patch["of"], name)
    before = table.get(key)
    if patch["of"] == "type":
        table[key] = _syntax(before or "", patch)
    elif patch["of"] in ("selector", "function"):
        table[key] = patch["engines"]
    else:
        table[key] = _entry(before or {}, patch)
    if table[key] == before:
        raise ValueError(f"the patch of {patch['of']} {name} changes nothing: the source has it by now")


def _entry(before: Json, patch: Json) -> Json:
    facts: Json = {key: patch[key] for key in ("engines", "type", "descriptors") if key in patch}
    if "syntax" in patch or "add" in patch:
        facts["syntax"] = _syntax(before.get("syntax", ""), patch)
    return {"engines": 0, **before, **facts} if patch["of"] != "feature" else {**before, **facts}


def _syntax(before: str, patch: Json) -> str:
    return f"{before} | {patch['add']}" if "add" in patch else str(patch["syntax"])


def _locate(spec: Json, kind: str, name: str) -> tuple[Json, str]:
    """The table that holds `name`, and its key there."""
    if kind == "property":
        return spec["properties"], name
    if kind in ("type", "selector", "function"):
        return spec[f"{kind}s"], name
    at_rule, _, rest = name.removeprefix("@").partition(" ")
    if kind == "at-rule":
        return spec["at_rules"], at_rule
    return (spec["features"][at_rule] if kind == "feature" else spec["at_rules"][at_rule]["descriptors"]), rest
