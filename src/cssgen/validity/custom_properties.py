"""Custom properties that a text uses and nobody defines."""

from collections.abc import Collection, Iterator, Sequence

from cssgen.diagnostics import Diagnostic, Severity
from cssgen.edits import Span
from cssgen.validity.suggestions import suggest
from cssgen.validity.tokens import Token, tokenize

# A stylesheet whose names are all defined elsewhere has hundreds of them.
_MOST_SUGGESTIONS = 20


def find_undefined(tokens: Sequence[Token], known: Collection[str]) -> list[Diagnostic]:
    """A note on the first use of each name that neither the text nor `known` defines.

    A `var()` with a fallback is no use of that kind: its author expects that the name may be missing.
    """
    defined = {*known, *_find_definitions(tokens)}
    found: dict[str, Diagnostic] = {}
    for name in _find_uses(tokens):
        if name.value not in defined and name.value not in found:
            near = suggest(name.value, defined) if len(found) < _MOST_SUGGESTIONS else ""
            message = f"`{name.value}` is defined nowhere{near}"
            found[name.value] = Diagnostic("CSSG144", message, Span(name.start, name.end), Severity.NOTE)
    return list(found.values())


def find_custom_properties(text: str) -> frozenset[str]:
    """Names of the custom properties that a stylesheet defines."""
    return frozenset(_find_definitions(tokenize(text).values)) if "--" in text else frozenset()


def _find_definitions(tokens: Sequence[Token]) -> Iterator[str]:
    """Names before a colon, behind `@property`, and the parameters of `@function`."""
    for index, token in enumerate(tokens):
        if token.kind == "<ident>" and token.value.startswith("--"):
            before = tokens[index - 1] if index else None
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            registered = before is not None and before.kind == "<at>" and before.value.lower() == "property"
            if registered or (following is not None and following.kind == ":"):
                yield token.value
        if token.kind == "<function>" and index and tokens[index - 1].value.lower() == "function":
            yield from (child.value for child in token.children if child.value.startswith("--"))
        if token.children:
            yield from _find_definitions(token.children)


def _find_uses(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        children = token.children
        if token.key == "var(" and len(children) == 1 and children[0].value.startswith("--"):
            yield children[0]
        elif children:
            yield from _find_uses(children)
