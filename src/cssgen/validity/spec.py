"""The specification data: names, grammars and engine counts, as `tools/update_spec.py` wrote them."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, NotRequired, TypedDict

SHIPPED_ENGINES = 2
"""A feature counts as shipped when this many of the three engines have it."""


class PropertyEntry(TypedDict):
    """A property: its grammar, how many engines (0 to 3) ship it, what it stands for.

    `unshipped` are keywords that fewer than two engines have.
    """

    syntax: str
    engines: int
    alias_of: NotRequired[str]
    longhands: NotRequired[list[str]]
    unshipped: NotRequired[list[str]]


class DescriptorEntry(TypedDict):
    """A descriptor of an at-rule; an empty syntax means that any value will do."""

    syntax: str
    engines: int


class AtRuleEntry(TypedDict):
    """An at-rule, without its `@`."""

    engines: int
    descriptors: NotRequired[dict[str, DescriptorEntry]]


class FeatureEntry(TypedDict):
    """A media or container feature; `type` is `"range"` or `"discrete"`."""

    type: str
    syntax: str


@dataclass(frozen=True, slots=True)
class Spec:
    """The whole data file. Names are lower case, grammars are in value definition syntax.

    Attributes:
        about: where the data comes from: packages, versions, licences.
        properties: by name, prefixed aliases included.
        types: grammar by name; functions end in `()`.
        functions: engines by name, `calc-size()`, as far as they are known.
        at_rules: by name without the `@`.
        features: features of `media` and of `container`, by name.
        selectors: engines by name: `:hover`, `:nth-child()`, `::part()`.
    """

    about: Mapping[str, Any]
    properties: Mapping[str, PropertyEntry]
    types: Mapping[str, str]
    functions: Mapping[str, int]
    at_rules: Mapping[str, AtRuleEntry]
    features: Mapping[str, Mapping[str, FeatureEntry]]
    selectors: Mapping[str, int]


@functools.cache
def load_spec() -> Spec:
    """Read the data file, once for each process (about 2 ms)."""
    text = resources.files("cssgen.data").joinpath("css-spec.json").read_text(encoding="utf-8")
    return Spec(**json.loads(text))


def is_known_property(name: str) -> bool:
    """Whether a specification defines the property `name` (in any case), or it is a custom property."""
    return name.lower() in load_spec().properties or (name.startswith("--") and len(name) > 2)


def is_superseded(entry: PropertyEntry) -> bool:
    """Whether a property is an old name of another one that as many engines ship (`font-stretch` is not)."""
    target = load_spec().properties.get(entry.get("alias_of", ""))
    return target is not None and target["engines"] >= max(SHIPPED_ENGINES, entry["engines"])


@functools.cache
def shipped_properties() -> frozenset[str]:
    """Unprefixed properties that at least two engines ship, superseded names left out."""
    return frozenset(
        name
        for name, entry in load_spec().properties.items()
        if entry["engines"] >= SHIPPED_ENGINES and not name.startswith("-") and not is_superseded(entry)
    )
