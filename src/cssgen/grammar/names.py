"""What a file and a prompt bring along: names that generated CSS may use, and liberties that it may take."""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cssgen.contexts import Context
from cssgen.validity.values import check_value

_CLASS = re.compile(r"(?<![\w-])\.(-?[A-Za-z_][\w-]*)")
_SELECTOR_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)(?=[^{};\"']*\{)")
_SELECTOR_ID = re.compile(r"#([A-Za-z_][\w-]*)(?=[^{};\"']*\{)")
_PROMPT_ID = re.compile(r"(?<![\w-])#([A-Za-z_][\w-]*)")
_KEYFRAMES = re.compile(r"@(?:-webkit-)?keyframes\s+([\w-]+)")
_LAYER = re.compile(r"@layer\s+([\w-]+)")
_CONTAINER = re.compile(r"container(?:-name)?\s*:\s*([A-Za-z][\w-]*)")
_URL = re.compile(r"url\(\s*[\"']?([^\"')\s]+)[\"']?\s*\)", re.IGNORECASE)
_PATH = re.compile(
    r"(?<![\w/:.])((?:\.{0,2}/)?[\w-]+(?:[./][\w-]+)*\.(?:png|jpe?g|gif|svg|webp|avif|woff2?|ttf|otf))\b"
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_WORD = re.compile(r"[a-z][a-z0-9]{2,14}")
_DASHED = re.compile(r"--[A-Za-z_][\w-]*")
_ELEMENT = re.compile(r"(?<![\w.#:-])([a-z]+-[a-z][a-z0-9-]*)(?=[\s.:>+~,\[#]*[^{};]*\{)")
_DEFINES = re.compile(
    r"custom propert|css variable|variables?\b|\btokens?\b|palette|theme|dark|mode|scale|:root|--\w", re.IGNORECASE
)
_VENDOR = re.compile(r"(?<![\w-])-(?:webkit|moz|ms)-[a-z-]+")
_VENDOR_ELEMENT = re.compile(r"::-(?:webkit|moz|ms)-[a-z-]+")
_SAFE_URL = re.compile(r"(?!//)[\w./-]+(?:\?[\w=&.-]*)?(?:#[\w-]+)?\Z")
# A value of each kind of custom property is a value of this property.
_PROBES = {
    "color": "color",
    "length": "text-indent",
    "number": "flex-grow",
    "time": "transition-delay",
    "angle": "rotate",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Names around a marker, sorted, each once.

    Attributes:
        classes: of the file and the prompt.
        named_classes: of the prompt alone.
        ids: of the file and the prompt.
        elements: with a hyphen in their name, of the file.
        animations: names of keyframes.
        layers: names of layers.
        containers: names of containers.
        urls: relative ones, of the file and the prompt.
        variables: custom properties by what they may stand for.
        defined: custom properties of the prompt.
        settable: those, and the ones that the file sets.
        words: of the prompt, fit to name things after.
        vendor: prefixed properties and pseudo-elements of the file.
        defines: whether custom properties are asked for, by the prompt or by the place.
        nests: whether rules may stand in style rules.
    """

    classes: tuple[str, ...]
    named_classes: tuple[str, ...]
    ids: tuple[str, ...]
    elements: tuple[str, ...]
    animations: tuple[str, ...]
    layers: tuple[str, ...]
    containers: tuple[str, ...]
    urls: tuple[str, ...]
    variables: Mapping[str, tuple[str, ...]]
    defined: tuple[str, ...]
    settable: tuple[str, ...]
    words: tuple[str, ...]
    vendor: tuple[str, ...]
    defines: bool
    nests: bool


@functools.lru_cache(64)
def read_names(context: Context) -> Names:
    """Read the names around a marker from its prompt, from the text that its context keeps, and from its ancestors."""
    prompt = context.marker.prompt
    around = f"{context.prefix}\n{context.suffix}\n{' {'.join(context.ancestors)} {{"
    code = _COMMENT.sub(" ", around)
    named = _unique(_CLASS.findall(prompt))
    everything = f"{prompt}\n{around}"
    return Names(
        classes=_unique([*_SELECTOR_CLASS.findall(code), *named]),
        named_classes=named,
        ids=_unique([*_SELECTOR_ID.findall(code), *_PROMPT_ID.findall(prompt)]),
        elements=_unique(_ELEMENT.findall(code)),
        animations=_unique(_KEYFRAMES.findall(everything)),
        layers=_unique(_LAYER.findall(everything)),
        containers=_unique(_CONTAINER.findall(around)),
        urls=_unique(url for url in (*_URL.findall(everything), *_PATH.findall(prompt)) if _SAFE_URL.match(url)),
        variables=_sort_variables(context),
        defined=_unique(_DASHED.findall(prompt)),
        settable=_unique([*_DASHED.findall(prompt), *(name for name, _ in context.custom_properties)]),
        words=_unique(_WORD.findall(prompt.lower())),
        vendor=_unique([*_VENDOR.findall(around), *_VENDOR_ELEMENT.findall(code)]),
        defines=context.takes_only_custom_properties() or _DEFINES.search(prompt) is not None,
        nests="&" in around or "nest" in prompt or sum(not each.startswith("@") for each in context.ancestors) > 1,
    )


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if len(name) <= 60}))


def _sort_variables(context: Context) -> dict[str, tuple[str, ...]]:
    """Custom properties by kind; those whose value tells nothing are of every kind."""
    values = dict(context.custom_properties)
    kinds: dict[str, set[str]] = {kind: set() for kind in (*_PROBES, "other")}
    for name in _DASHED.findall(context.marker.prompt):
        values.setdefault(name, "")
    for name in values:
        value = _resolve(name, values)
        found = (
            {kind for kind, probe in _PROBES.items() if value and _is_valid(probe, value)} if value else set(_PROBES)
        )
        for kind in found if value else {*_PROBES, "other"}:
            kinds[kind].add(name)
        if not found:
            kinds["other"].add(name)
    return {kind: _unique(names) for kind, names in kinds.items()}


def _resolve(name: str, values: Mapping[str, str]) -> str:
    """The value of a custom property, if it needs no other, or only one that is known; else nothing."""
    for _ in range(4):
        value = values.get(name, "")
        match = re.fullmatch(r"var\(\s*(--[\w-]+)\s*\)", value)
        if match is None:
            return "" if "var(" in value else value
        name = match[1]
    return ""


def _is_valid(name: str, value: str) -> bool:
    return len(value) <= 80 and not check_value(name, value)
