"""webref's `css.json`, slimmed to what the validator and the grammar need."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from spec.engines import count_engines, count_function_engines, count_property_engines, find_unshipped_values

Json = dict[str, Any]

_REFERENCE = re.compile(r"<(?:'([^']+)'|([\w-]+(?:\(\))?))")
# Types that only the validator's own tables (preludes of at-rules) refer to.
_PRELUDE_TYPES = "<layer-name> <keyframes-name> <counter-style-name> <font-family-name> <container-name>"
# All engines read these properties' values, some without acting on them; a font that is not there is passed over.
_PARSED_EVERYWHERE = {"break-after", "break-before", "page-break-after", "page-break-before", "font-family"}
# Definitions that webref gives twice; the key is (name, one of its scopes), the value the name they get here.
_RENAMED: Mapping[tuple[str, str | None], str] = {
    ("rect()", "clip"): "clip-rect()",
    ("content-list", "content"): "content-list",
}
_SHADOWED = {("content-list", None), ("scale()", "transform"), ("scaleX()", "transform")}
_SHADOWED |= {("scaleY()", "transform"), ("type()", "@function"), ("type()", "attr()")}


def slim(webref: Json, compat: Json) -> Json:
    """Properties, types, at-rules, features and selectors, each with only the facts in use."""
    css = compat["css"]
    functions = [item["name"] for item in webref["functions"]]
    return {
        "properties": {item["name"]: _property(item, css["properties"]) for item in webref["properties"]},
        "types": dict(_types([*webref["types"], *webref["functions"]])),
        "functions": count_function_engines(css.get("types", {}), functions),
        "at_rules": {
            item["name"].removeprefix("@"): _at_rule(item, css["at-rules"])
            for item in webref["atrules"]
            if "for" not in item
        },
        "features": {
            item["name"].removeprefix("@"): {
                feature["name"]: {"type": feature["type"], "syntax": feature.get("syntax", "")}
                for feature in item["descriptors"]
            }
            for item in webref["atrules"]
            if item["name"] in ("@media", "@container")
        },
        "selectors": {
            item["name"]: _selector_engines(item["name"], css["selectors"])
            for item in webref["selectors"]
            if item["name"].startswith(":")
        },
    }


def _property(item: Json, compat: Json) -> Json:
    entry = compat.get(item["name"], {})
    slimmed: Json = {"syntax": item.get("syntax", ""), "engines": count_property_engines(item["name"], compat)}
    if item["name"] not in _PARSED_EVERYWHERE and (unshipped := find_unshipped_values(entry)):
        slimmed["unshipped"] = unshipped
    if "legacyAliasOf" in item:
        slimmed["alias_of"] = item["legacyAliasOf"]
    if "longhands" in item:
        slimmed["longhands"] = item["longhands"]
    return slimmed


def _types(items: Iterable[Json]) -> Iterable[tuple[str, str]]:
    for item in items:
        scopes: list[str | None] = [scope.strip("<>") for scope in item.get("for", ())]
        key = (item["name"], scopes[0] if scopes else None)
        if item.get("syntax") and key not in _SHADOWED:
            yield _RENAMED.get(key, item["name"]), item["syntax"]


def _at_rule(item: Json, compat: Json) -> Json:
    entry = compat.get(item["name"].removeprefix("@"))
    slimmed: Json = {"engines": count_engines(entry)}
    if item["name"] not in ("@media", "@container"):
        slimmed["descriptors"] = {
            descriptor["name"]: {
                "syntax": descriptor.get("syntax", ""),
                "engines": count_engines((entry or {}).get(descriptor["name"])),
            }
            for descriptor in item["descriptors"]
        }
    return slimmed


def _selector_engines(name: str, compat: Json) -> int:
    bare = name.strip(":")
    entry = compat.get(bare.replace("()", "function")) or compat.get(bare.removesuffix("()"))
    return count_engines(entry)


def drop_unreachable(spec: Json) -> Json:
    """Keep only the types that a property, descriptor or feature refers to, directly or not."""
    roots = [_PRELUDE_TYPES]
    roots += [item["syntax"] for item in spec["properties"].values()]
    roots += [
        descriptor["syntax"]
        for rule in spec["at_rules"].values()
        for descriptor in rule.get("descriptors", {}).values()
    ]
    roots += [feature["syntax"] for table in spec["features"].values() for feature in table.values()]
    kept = _reachable(roots, spec["types"])
    return {**spec, "types": {name: syntax for name, syntax in spec["types"].items() if name in kept}}


def _reachable(roots: Iterable[str], types: Mapping[str, str]) -> set[str]:
    kept: set[str] = set()
    pending = list(roots)
    while pending:
        for _, name in _REFERENCE.findall(pending.pop()):
            if name in types and name not in kept:
                kept.add(name)
                pending.append(types[name])
    return kept
