"""The terminals that depend on a file and a prompt: names to use, names to make up, liberties to take.

Names have no caps here, since counting costs a mask much time: `cssgen.lm.constraint` keeps them short.
"""

import re
from collections.abc import Iterable, Iterator

from cssgen.contexts import Context, Production
from cssgen.grammar.base import load_base
from cssgen.grammar.declarations import UNREPLACED, VENDOR_PROPERTIES, vendor_terminal
from cssgen.grammar.dimensions import VARIABLES
from cssgen.grammar.names import Names, read_names
from cssgen.grammar.rules import literal
from cssgen.grammar.selectors import ELEMENTS

_NEW_NAME = "[a-z][a-z0-9]*([_-]{1,2}[a-z0-9]+)*"
_EXTENSION = "((__|--|-)[a-z][a-z0-9]*(-[a-z0-9]+)*)?"
_RESERVED = "inherit|initial|unset|revert|revert-(layer|rule)|default|none|auto|normal|and|or|not|all"
_FREE = f"/[a-zA-Z][a-zA-Z0-9]*([_-]{{1,2}}[a-zA-Z0-9]+)*/ & ~/(?i:{_RESERVED})/"


def iter_name_terminals(context: Context) -> Iterator[tuple[str, str]]:
    """Names of terminals and their definitions; those that are left out cannot be derived."""
    names = read_names(context)
    yield from _iter_choices(names)
    yield from _iter_selector_terminals(names)
    yield "NEW_ANIMATION_NAME", _FREE
    if not names.animations:
        yield "ANIMATION_NAME", _FREE
    if not names.layers:
        yield "LAYER_NAME", _FREE
    if names.defines and not names.defined:
        yield "CUSTOM_NAME", f"/{'|'.join([*map(_escape, names.settable), f'--{_NEW_NAME}'])}/"
        yield "NEW_PROPERTY", f"/--{_NEW_NAME}/"
    yield "IMPORTANT", literal(" !important")
    if names.nests or context.production is Production.DECLARATIONS:
        yield "nest", '""'
    for name in vendor_names(names):
        yield vendor_terminal(name), literal(name)
    yield "VENDOR_DECLARATION", literal("display: -webkit-box")


def _iter_choices(names: Names) -> Iterator[tuple[str, str]]:
    variables = sorted(set().union(*names.variables.values()))
    choices: dict[str, Iterable[str]] = {
        **{terminal: names.variables.get(kind, ()) for kind, terminal in VARIABLES.items()},
        "URL": [f'url("{url}")' for url in names.urls],
        "PROPERTY_NAME": [name for name in load_base().declarations.names if name != "all"] + variables,
        "FEATURE_NAME": [name for name in load_base().declarations.names if name not in ("all", "will-change")],
        "ANIMATION_NAME": names.animations,
        "LAYER_NAME": names.layers,
        "CONTAINER_NAME": names.containers,
        "CUSTOM_NAME": names.settable,
        "NEW_PROPERTY": names.defined,
        "ID": names.ids,
        "ELEMENT": [*sorted(ELEMENTS), *names.elements],
        "VENDOR_ELEMENT": [name for name in names.vendor if name.startswith("::")],
    }
    for terminal, words in choices.items():
        if words:
            yield terminal, f"/{'|'.join(map(_escape, words))}/"


def vendor_names(names: Names) -> tuple[str, ...]:
    """Prefixed properties that may be set: those that the file sets, and those that have no other name."""
    return tuple(name for name in VENDOR_PROPERTIES if name in names.vendor or name in UNREPLACED)


def _iter_selector_terminals(names: Names) -> Iterator[tuple[str, str]]:
    known = "".join(f"{_escape(name)}|" for name in names.classes)
    if names.named_classes:
        # The prompt says what to call things; parts of these may get names of their own.
        named = "|".join(map(_escape, {*names.named_classes, *names.words}))
        yield "CLASS", f"/{known}({named}){_EXTENSION}/"
    else:
        yield "CLASS", f"/{known}{_NEW_NAME}/"
    if not names.ids:
        yield "ID", f"/{_NEW_NAME}/"


def _escape(word: str) -> str:
    return re.escape(word).replace("/", r"\/")
