"""The tool that rebuilds the specification data: slimming, patches, staleness."""

import hashlib
import importlib
import json
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "src" / "cssgen" / "data"

webref = importlib.import_module("spec.webref")
engines = importlib.import_module("spec.engines")
patches = importlib.import_module("spec.patches")
update_spec = importlib.import_module("update_spec")

WEBREF = {
    "properties": [
        {"name": "color", "syntax": "<color>", "href": "x"},
        {"name": "gap", "syntax": "<length>", "longhands": ["row-gap"]},
        {"name": "grid-gap", "syntax": "<length>", "legacyAliasOf": "gap"},
    ],
    "types": [
        {"name": "color", "syntax": "red | <mixed>"},
        {"name": "mixed", "syntax": "mix( <color> )"},
        {"name": "unused", "syntax": "none"},
        {"name": "prose"},
    ],
    "functions": [],
    "atrules": [
        {"name": "@page", "descriptors": [{"name": "size", "syntax": "<length>"}]},
        {"name": "@media", "descriptors": [{"name": "hover", "type": "discrete", "syntax": "none | hover"}]},
        {"name": "@swash", "for": ["@font-feature-values"], "descriptors": []},
    ],
    "selectors": [{"name": ":hover"}, {"name": "&"}],
}
SHIPPED = {"version_added": "1"}
COMPAT = {
    "css": {
        "properties": {"color": {"__compat": {"support": {"chrome": SHIPPED, "firefox": SHIPPED, "safari": SHIPPED}}}},
        "at-rules": {},
        "selectors": {"hover": {"__compat": {"support": {"chrome": SHIPPED}}}},
    }
}


def test_slim_keeps_what_is_used() -> None:
    spec = webref.drop_unreachable(webref.slim(WEBREF, COMPAT))
    assert spec["properties"]["color"] == {"syntax": "<color>", "engines": 3}
    assert spec["properties"]["grid-gap"] == {"syntax": "<length>", "engines": 0, "alias_of": "gap"}
    assert spec["properties"]["gap"]["longhands"] == ["row-gap"]
    assert spec["types"] == {"color": "red | <mixed>", "mixed": "mix( <color> )"}
    assert spec["at_rules"]["page"]["descriptors"] == {"size": {"syntax": "<length>", "engines": 0}}
    assert "swash" not in spec["at_rules"]
    assert spec["features"] == {"media": {"hover": {"type": "discrete", "syntax": "none | hover"}}}
    assert spec["selectors"] == {":hover": 1}


@pytest.mark.parametrize(
    ("support", "count"),
    [
        pytest.param({"chrome": SHIPPED, "firefox": SHIPPED, "safari": SHIPPED}, 3, id="all"),
        pytest.param({"chrome": SHIPPED, "edge": SHIPPED}, 1, id="one engine in two browsers"),
        pytest.param({"chrome": {"version_added": False}}, 0, id="not at all"),
        pytest.param({"chrome": {"version_added": "preview"}}, 0, id="preview"),
        pytest.param({"chrome": {"version_added": "1", "flags": []}}, 0, id="behind a flag"),
        pytest.param({"chrome": {"version_added": "1", "prefix": "-webkit-"}}, 0, id="with a prefix"),
        pytest.param({"chrome": {"version_added": "1", "version_removed": "2"}}, 0, id="removed"),
        pytest.param({"chrome": [{"version_added": "1", "prefix": "-webkit-"}, SHIPPED]}, 1, id="two statements"),
    ],
)
def test_engines(support: dict[str, Any], count: int) -> None:
    assert engines.count_engines({"__compat": {"support": support}}) == count


def test_engines_of_a_prefixed_property() -> None:
    prefixed = {"version_added": "1", "prefix": "-webkit-"}
    compat = {"line-clamp": {"__compat": {"support": {"chrome": prefixed, "firefox": prefixed}}}}
    assert engines.count_property_engines("-webkit-line-clamp", compat) == 2
    assert engines.count_property_engines("line-clamp", compat) == 0


def test_unshipped_values_and_functions() -> None:
    one = {"__compat": {"support": {"chrome": SHIPPED}}}
    two = {"__compat": {"support": {"chrome": SHIPPED, "safari": SHIPPED}}}
    assert engines.find_unshipped_values({**one, "grid-lanes": one, "flex": two, "two_words": one}) == ["grid-lanes"]
    types = {"image": {"element": one, "paint": two}, "color": {"element": two}, "type": one}
    names = ["element()", "paint()", "type()", "unheard-of()"]
    assert engines.count_function_engines(types, names) == {"element()": 2, "paint()": 2}


def apply(tmp_path: Path, patch: str) -> Any:
    path = tmp_path / "patches.toml"
    path.write_text(f"[[patch]]\n{patch}\n", encoding="utf-8")
    spec = webref.slim(WEBREF, COMPAT)
    patches.apply_patches(spec, path)
    return spec


def test_patches_replace_and_add(tmp_path: Path) -> None:
    spec = apply(tmp_path, 'of = "property"\nname = "gap"\nadd = "normal"\nreason = "r"')
    assert spec["properties"]["gap"]["syntax"] == "<length> | normal"
    spec = apply(tmp_path, 'of = "type"\nnames = ["color", "hue"]\nsyntax = "blue"\nreason = "r"')
    assert (spec["types"]["color"], spec["types"]["hue"]) == ("blue", "blue")
    spec = apply(tmp_path, 'of = "descriptor"\nname = "@page size"\nsyntax = "auto"\nreason = "r"')
    assert spec["at_rules"]["page"]["descriptors"]["size"]["syntax"] == "auto"


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        pytest.param('of = "property"\nname = "gap"\nsyntax = "0"', "without a reason", id="no reason"),
        pytest.param('of = "property"\nname = "color"\nsyntax = "<color>"\nreason = "r"', "changes nothing", id="old"),
    ],
)
def test_bad_patches(tmp_path: Path, patch: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        apply(tmp_path, patch)


def test_the_data_file_has_the_present_patches() -> None:
    about = json.loads((DATA / "css-spec.json").read_text(encoding="utf-8"))["about"]
    digest = hashlib.sha256((DATA / "patches.toml").read_bytes()).hexdigest()
    assert about["patches_sha256"] == digest, "run `python tools/update_spec.py`"


def test_check_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    no_patches = tmp_path / "patches.toml"
    no_patches.write_text("patch = []\n", encoding="utf-8")
    monkeypatch.setattr(update_spec, "PATCHES", no_patches)
    monkeypatch.setattr(update_spec, "SPEC", tmp_path / "css-spec.json")
    monkeypatch.setattr(update_spec, "download", lambda _: (WEBREF, COMPAT))
    assert update_spec.main(["--check"]) == 1
    assert not (tmp_path / "css-spec.json").exists()
    assert update_spec.main([]) == 0
    assert update_spec.main(["--check"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "css-spec.json: stale",
        "css-spec.json: written",
        "css-spec.json: up to date",
    ]
    assert json.loads((tmp_path / "css-spec.json").read_text(encoding="utf-8"))["types"]["color"] == "red | <mixed>"
