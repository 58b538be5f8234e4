"""Pseudo-classes and pseudo-elements: which exist, what they take, what may follow what.

https://drafts.csswg.org/css-pseudo-4/, https://drafts.csswg.org/selectors-4/
"""

import functools
import re
from collections.abc import Callable, Sequence

from cssgen.diagnostics import Diagnostic
from cssgen.edits import Span
from cssgen.validity.selectors import Rules, SelectorError, SelectorReader
from cssgen.validity.spec import load_spec
from cssgen.validity.suggestions import suggest
from cssgen.validity.tokens import Token
from cssgen.validity.values import is_vendor
from cssgen.validity.wordlists import words

_LEGACY_ELEMENTS = frozenset({"before", "after", "first-line", "first-letter"})
_USER_ACTIONS = frozenset({"hover", "active", "focus", "focus-visible", "focus-within"})
_STATES = _USER_ACTIONS | words(
    "disabled enabled checked target-current target-before target-after first-child last-child open not is where"
)
_STRUCTURAL = words(
    "first-child last-child only-child nth-child nth-last-child first-of-type last-of-type only-of-type "
    "nth-of-type nth-last-of-type empty root has"
)
_SCROLLBAR = words(
    "horizontal vertical start end increment decrement double-button single-button no-button corner- "
    "present window-inactive"
)
# Pseudo-elements that have pseudo-elements of their own, and which.
_HOSTS = frozenset({"slotted", "part", "picker", "details-content"})
_PARTS = words(
    "before after marker placeholder first-letter first-line selection file-selector-button highlight "
    "scroll-marker details-content target-text spelling-error grammar-error"
)
_PAIRS = frozenset({("before", "marker"), ("after", "marker"), ("before", "first-letter"), ("column", "scroll-marker")})
# Highlights style the text of an element, not its states.
_HIGHLIGHTS = frozenset({"selection", "target-text", "spelling-error", "grammar-error", "highlight", "search-text"})
_STATEFUL_ELEMENTS = frozenset(
    {"slotted", "picker", "details-content", "scroll-marker", "column", "file-selector-button"}
)
# Names of frameworks: CSS modules, Vue, Svelte, Angular.
_FRAMEWORK = frozenset(
    {"global", "local", "deep", "v-deep", "v-slotted", "v-global", "ng-deep", "export", "import", "slotted"}
)
_AN_PLUS_B = re.compile(r"\s*(?:even|odd|[+-]?\d*n(?:\s*[+-]\s*\d+)?|[+-]?\d+)\s*", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@functools.cache
def _names(prefix: str, tail: str) -> frozenset[str]:
    """Names of the specification that begin with `:` or `::` and end in `()` or nothing."""
    pattern = re.compile(rf"{prefix}([^:()]+){re.escape(tail)}")
    return frozenset(match[1] for name in load_spec().selectors if (match := pattern.fullmatch(name)))


def check_selectors(tokens: Sequence[Token], owner: Token, text: str, rules: Rules) -> list[Diagnostic]:
    """Diagnostics about a selector list; `owner` is where a missing one is reported."""
    reader = SelectorReader(text, _read_pseudo, _FRAMEWORK - {"slotted"})
    try:
        reader.read_list(tokens, owner, rules)
    except SelectorError as error:
        span = Span(error.token.start, error.token.end)
        return [*reader.notes, Diagnostic(error.code, str(error), span)]
    return reader.notes


def _read_pseudo(reader: SelectorReader, token: Token, double: bool, element: str, rules: Rules) -> str:
    return (_read_element if double else _read_class)(reader, token, element, rules)


def _read_element(reader: SelectorReader, token: Token, element: str, rules: Rules) -> str:
    """Check what follows `::`; give its name."""
    name = token.key.removesuffix("(")
    if is_vendor(name) or name in _FRAMEWORK - {"slotted"}:
        _note(reader, token, name, "::")
        return name
    known = _names("::", "()" if token.kind == "<function>" else "") | _LEGACY_ELEMENTS
    if name not in known:
        raise SelectorError("CSSG131", f"unknown pseudo-element `::{token.value}`{suggest(name, known)}", token)
    if rules.bare:
        raise SelectorError("CSSG130", f"`::{name}` cannot stand inside this pseudo-class", token)
    nests = (element in _HOSTS and name in _PARTS) or (element, name) in _PAIRS or is_vendor(element)
    if element and not nests:
        raise SelectorError("CSSG130", f"`::{name}` cannot follow `::{element}`", token)
    if token.kind == "<function>":
        _ELEMENT_ARGUMENTS.get(name, _view_transition if name.startswith("view-transition") else _anything)(
            reader, token
        )
    return name


def _read_class(reader: SelectorReader, token: Token, element: str, rules: Rules) -> str:
    """Check what follows `:`; give the pseudo-element that is in effect behind it."""
    name = token.key.removesuffix("(")
    if name in _LEGACY_ELEMENTS and token.kind == "<ident>":
        return _read_element(reader, token, element, rules)
    _check_known(reader, token, name, element)
    if element and not _may_follow(element, name):
        raise SelectorError("CSSG130", f"`:{name}` cannot follow `::{element}`", token)
    if token.kind == "<function>":
        _CLASS_ARGUMENTS.get(name, _nth if name.startswith("nth-") else _anything)(reader, token)
    return element


def _check_known(reader: SelectorReader, token: Token, name: str, element: str) -> None:
    known = (
        _names(":", "()") | {"any", "matches"}
        if token.kind == "<function>"
        else _names(":", "") - {"left", "right", "first"}
    )
    if name in known or (element and name in _SCROLLBAR):
        return
    if is_vendor(name) or name in _FRAMEWORK:
        _note(reader, token, name, ":")
        return
    if token.kind == "<ident>" and name in _names(":", "()"):
        raise SelectorError("CSSG131", f"`:{name}` needs arguments in parentheses", token)
    shown = f":{token.value}" + ("()" if token.kind == "<function>" else "")
    raise SelectorError("CSSG131", f"unknown pseudo-class `{shown}`{suggest(name, known)}", token)


def _note(reader: SelectorReader, token: Token, name: str, colons: str) -> None:
    if is_vendor(name):
        reader.note("CSSG142", f"`{colons}{name}` is a browser's own name", token)
    else:
        reader.note("CSSG143", f"`{colons}{name}` is a framework's, not CSS", token)


def _may_follow(element: str, name: str) -> bool:
    """Whether the pseudo-class may stand behind the pseudo-element."""
    if is_vendor(name) or is_vendor(element) or name in _SCROLLBAR or element in _FRAMEWORK - {"slotted"}:
        return True
    if element == "part":
        return name not in _STRUCTURAL
    if element in _STATEFUL_ELEMENTS and name in _STATES:
        return True
    if element.startswith("view-transition") and name == "only-child":
        return True
    return name in _USER_ACTIONS and element not in _HIGHLIGHTS


def _selectors(rules: Rules) -> "Callable[[SelectorReader, Token], None]":
    return lambda reader, token: reader.read_list(token.children, token, rules)


def _anything(_: SelectorReader, __: Token) -> None:
    """Arguments that nothing is known of."""


def _nth(reader: SelectorReader, token: Token) -> None:
    """`An+B`, for some with `of` and selectors: https://drafts.csswg.org/css-syntax/#anb-microsyntax."""
    children = token.children
    of = next((index for index, child in enumerate(children) if child.key == "of"), len(children))
    end = children[of].start if of < len(children) else token.end - 1
    formula = _COMMENT.sub("", reader.text[token.start + len(token.key) : end])
    if not _AN_PLUS_B.fullmatch(formula):
        raise SelectorError("CSSG130", f"`{formula.strip()}` is no formula such as `2n + 1`", token)
    if of < len(children):
        if not token.key.endswith("child("):
            raise SelectorError("CSSG130", f"`:{token.value}()` takes no `of`", children[of])
        reader.read_list(children[of + 1 :], token, Rules())


def _identifiers(pattern: str, example: str) -> "Callable[[SelectorReader, Token], None]":
    """Check of arguments by their kinds, written as a regular expression over `i` (identifier) and signs."""
    compiled = re.compile(pattern)

    def check(_: SelectorReader, token: Token) -> None:
        if not compiled.fullmatch("".join(map(_letter, token.children))):
            raise SelectorError("CSSG130", f"`{token.value}()` takes {example}", token)

    return check


def _letter(token: Token) -> str:
    letters = {"<ident>": "i", "<string>": "s", "<integer>": "n"}
    return letters.get(token.key) or letters.get(token.kind) or (token.kind if len(token.kind) == 1 else "?")


def _view_transition(reader: SelectorReader, token: Token) -> None:
    """`*`, a name, or classes: https://drafts.csswg.org/css-view-transitions-2/#pseudo-element-class-additions."""
    _identifiers(r"[i*]?(?:\.i)*", "a name and classes, without blanks")(reader, token)
    if not token.children or any(child.spaced for child in token.children[1:]):
        raise SelectorError("CSSG130", f"`::{token.value}()` takes a name and classes, without blanks", token)


_BARE = Rules(bare=True)
_CLASS_ARGUMENTS: dict[str, Callable[[SelectorReader, Token], None]] = {
    **dict.fromkeys(("is", "where"), _selectors(Rules(forgiving=True))),
    **dict.fromkeys(("any", "matches", "not", "current"), _selectors(_BARE)),
    **dict.fromkeys(("host", "host-context"), _selectors(Rules(compound=True, bare=True))),
    **dict.fromkeys(("dir", "state"), _identifiers("i", "one name")),
    "has": _selectors(Rules(relative=True, bare=True)),
    "heading": _identifiers("n(?:,n)*", "whole numbers"),
    "lang": _identifiers(r"[is*-]+(?:,[is*-]+)*", "languages"),
    "active-view-transition-type": _identifiers("i(?:,i)*", "names"),
}
_ELEMENT_ARGUMENTS: dict[str, Callable[[SelectorReader, Token], None]] = {
    "slotted": _selectors(Rules(compound=True, bare=True)),
    "cue": _selectors(Rules()),
    "cue-region": _selectors(Rules()),
    "part": _identifiers("i+", "names"),
    "highlight": _identifiers("i", "one name"),
    "picker": _identifiers("i", "one name"),
    "scroll-button": _identifiers(r"[i*]", "a direction or `*`"),
}
