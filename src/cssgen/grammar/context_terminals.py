"""The terminals that depend on a file and a prompt: names to use, names to make up, liberties to take."""

import re
from collections.abc import Iterable, Iterator

from cssgen.contexts import Context
from cssgen.grammar.base import load_base
from cssgen.grammar.declarations import VENDOR_PROPERTIES, vendor_terminal
from cssgen.grammar.dimensions import VARIABLES
from cssgen.grammar.names import Names, read_names
from cssgen.grammar.rules import literal
from cssgen.grammar.selectors import ELEMENTS

NEVER = "/a/ & /b/"
"""A terminal that cannot be derived."""

_NEW_NAME = "[a-z][a-z0-9]{1,14}([_-]{1,2}[a-z0-9]{1,14}){0,2}"
_EXTENSION = "((__|--|-)[a-z][a-z0-9]{1,14}(-[a-z0-9]{1,14})?)?"
_NO_NAMES = "inherit|initial|unset|revert|revert-(layer|rule)|default|none|auto|normal|and|or|not|all"


def iter_name_terminals(context: Context) -> Iterator[tuple[str, str]]:
    """Names of terminals and their definitions; those without one stay underivable."""
    names = read_names(context)
    for kind, terminal in VARIABLES.items():
        yield terminal, _one_of(names.variables.get(kind, ()))
    yield "URL", _one_of(f'url("{url}")' for url in names.urls)
    yield "PROPERTY_NAME", _one_of(name for name in load_base().declarations.names if name != "all")
    yield from _iter_selector_terminals(names)
    yield "ANIMATION_NAME", _one_of(names.animations) if names.animations else f"{_free()}"
    yield "NEW_ANIMATION_NAME", _free()
    yield "LAYER_NAME", _one_of(names.layers) if names.layers else _free()
    yield "CONTAINER_NAME", _one_of(names.containers)
    defined = names.defined or ()
    yield "CUSTOM_NAME", f"/--{_NEW_NAME}/" if names.defines and not defined else _one_of(defined)
    yield "NEW_PROPERTY", f"/--{_NEW_NAME}/" if names.defines and not defined else _one_of(defined)
    yield "IMPORTANT", literal(" !important") if names.important else NEVER
    yield "nest", '""' if names.nests else "NEVER\nNEVER: " + NEVER
    for name in vendor_names(names):
        yield vendor_terminal(name), literal(name)
    if "-webkit-box" in names.vendor:
        yield "VENDOR_DECLARATION", literal("display: -webkit-box")


def vendor_names(names: Names) -> tuple[str, ...]:
    """Prefixed properties that may be set: those that the file sets."""
    return tuple(name for name in VENDOR_PROPERTIES if name in names.vendor)


def _iter_selector_terminals(names: Names) -> Iterator[tuple[str, str]]:
    known = "|".join(map(re.escape, names.classes))
    if names.named_classes:
        # The prompt says what to call things; parts of these may get names of their own.
        named = "|".join(map(re.escape, names.named_classes))
        yield "CLASS", f"/{known}|({named}){_EXTENSION}/"
    else:
        yield "CLASS", f"/{known + '|' if known else ''}{_NEW_NAME}/"
    yield "ID", _one_of(names.ids) if names.ids else f"/{_NEW_NAME}/"
    yield "ELEMENT", _one_of([*sorted(ELEMENTS), *names.elements])
    yield "VENDOR_ELEMENT", _one_of(name for name in names.vendor if name.startswith("::"))


def _free() -> str:
    return f"/{_NEW_NAME}/ & ~/{_NO_NAMES}/"


def _one_of(words: Iterable[str]) -> str:
    choice = "|".join(re.escape(word).replace("/", r"\/") for word in words)
    return f"/{choice}/" if choice else NEVER
