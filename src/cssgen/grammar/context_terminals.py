"""The terminals that depend on a file and a prompt: names to use, names to make up, liberties to take.

Names have no caps here, since counting costs a mask much time: `cssgen.lm.constraint` keeps them short.
"""

import functools
import re
from collections.abc import Callable, Iterable
from functools import partial

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


def name_terminals(context: Context) -> dict[str, Callable[[], str]]:
    """Terminals, and what makes their definitions; those that are left out cannot be derived."""
    names = read_names(context)
    terminals: dict[str, Callable[[], str]] = {
        **{name: partial(_choose, words) for name, words in _choices(names).items() if words},
        "PROPERTY_NAME": partial(_property_names, tuple(sorted(set().union(*names.variables.values())))),
        "FEATURE_NAME": _feature_names,
        "CLASS": partial(_class, names),
        "NEW_ANIMATION_NAME": lambda: _FREE,
        "IMPORTANT": lambda: literal(" !important"),
        "VENDOR_DECLARATION": lambda: literal("display: -webkit-box"),
        **{vendor_terminal(name): partial(literal, name) for name in vendor_names(names)},
    }
    terminals.setdefault("ANIMATION_NAME", lambda: _FREE)
    terminals.setdefault("LAYER_NAME", lambda: _FREE)
    terminals.setdefault("ID", lambda: f"/{_NEW_NAME}/")
    if names.defines and not names.defined:
        terminals["CUSTOM_NAME"] = partial(_choose_or, names.settable, f"--{_NEW_NAME}")
        terminals["NEW_PROPERTY"] = lambda: f"/--{_NEW_NAME}/"
    if names.nests or context.production is Production.DECLARATIONS:
        terminals["nest"] = lambda: '""'
    return terminals


def _choices(names: Names) -> dict[str, Iterable[str]]:
    return {
        **{terminal: names.variables.get(kind, ()) for kind, terminal in VARIABLES.items()},
        "URL": [f'url("{url}")' for url in names.urls],
        "ANIMATION_NAME": names.animations,
        "LAYER_NAME": names.layers,
        "CONTAINER_NAME": names.containers,
        "CUSTOM_NAME": names.settable,
        "NEW_PROPERTY": names.defined,
        "ID": names.ids,
        "ELEMENT": [*sorted(ELEMENTS), *names.elements],
        "VENDOR_ELEMENT": [name for name in names.vendor if name.startswith("::")],
    }


@functools.lru_cache(64)
def _property_names(variables: tuple[str, ...]) -> str:
    return _choose([*(name for name in load_base().declarations.names if name != "all"), *variables])


@functools.cache
def _feature_names() -> str:
    return _choose(name for name in load_base().declarations.names if name not in ("all", "will-change"))


def vendor_names(names: Names) -> tuple[str, ...]:
    """Prefixed properties that may be set: those that the file sets, and those that have no other name."""
    return tuple(name for name in VENDOR_PROPERTIES if name in names.vendor or name in UNREPLACED)


def _class(names: Names) -> str:
    if names.named_classes:
        # The prompt says what to call things; parts of these may get names of their own.
        named = "|".join(map(_escape, sorted({*names.named_classes, *names.words})))
        return _choose_or(names.classes, f"({named}){_EXTENSION}")
    return _choose_or(names.classes, _NEW_NAME)


def _choose(words: Iterable[str]) -> str:
    return f"/{'|'.join(map(_escape, words))}/"


def _choose_or(words: Iterable[str], pattern: str) -> str:
    """Some words, or what a pattern matches. Words that it matches are left out, so that files share a grammar."""
    others = [_escape(word) for word in words if not re.fullmatch(pattern, word)]
    return f"/{'|'.join([*others, pattern])}/"


def _escape(word: str) -> str:
    return re.escape(word).replace("/", r"\/")
