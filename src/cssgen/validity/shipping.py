"""What generated CSS may use: what at least two engines ship, under its present name."""

from collections.abc import Iterator, Sequence

from cssgen.diagnostics import Diagnostic, Severity
from cssgen.edits import Span
from cssgen.validity.spec import SHIPPED_ENGINES, is_superseded, load_spec
from cssgen.validity.tokens import Token

_FILE_ONLY = frozenset({"charset", "import", "namespace"})


def find_unshipped_property(name: str, token: Token) -> Diagnostic | None:
    """An error if the property is a legacy name, or too few engines ship it; unknown ones are left to others."""
    entry = load_spec().properties.get(name)
    span = Span(token.start, token.end)
    if entry is None:
        return None
    if is_superseded(entry):
        return Diagnostic("CSSG152", f"`{name}` is an old name of `{entry.get('alias_of')}`", span)
    if entry["engines"] < SHIPPED_ENGINES:
        return Diagnostic("CSSG150", f"`{name}` is shipped by {entry['engines']} of 3 engines", span)
    return None


def find_unshipped_values(name: str, tokens: Sequence[Token]) -> Iterator[Diagnostic]:
    """An error for each keyword of the property, and each function, that too few engines ship."""
    entry = load_spec().properties.get(name)
    keywords = entry.get("unshipped", []) if entry else []
    for token in tokens:
        if token.kind == "<ident>" and token.key in keywords:
            message = f"`{token.key}` of `{name}` is shipped by fewer than {SHIPPED_ENGINES} engines"
            yield Diagnostic("CSSG150", message, Span(token.start, token.end))
    yield from _find_unshipped_functions(tokens)


def _find_unshipped_functions(tokens: Sequence[Token]) -> Iterator[Diagnostic]:
    for token in tokens:
        engines = load_spec().functions.get(token.key + ")", SHIPPED_ENGINES) if token.children else SHIPPED_ENGINES
        if engines < SHIPPED_ENGINES:
            message = f"`{token.value}()` is shipped by {engines} of 3 engines"
            yield Diagnostic("CSSG150", message, Span(token.start, token.end))
        yield from _find_unshipped_functions(token.children)


def find_unshipped_descriptor(at_rule: str, name: str, token: Token) -> Diagnostic | None:
    """An error if too few engines ship the descriptor."""
    entry = load_spec().at_rules[at_rule].get("descriptors", {}).get(name)
    if entry is None or entry["engines"] >= SHIPPED_ENGINES:
        return None
    message = f"`{name}` of `@{at_rule}` is shipped by {entry['engines']} of 3 engines"
    return Diagnostic("CSSG150", message, Span(token.start, token.end))


def find_unshipped_at_rule(name: str, token: Token) -> Diagnostic | None:
    """An error if too few engines ship the at-rule, or if only the author may write it."""
    span = Span(token.start, token.end)
    if name in _FILE_ONLY:
        return Diagnostic("CSSG153", f"`@{name}` is not for generated CSS", span)
    entry = load_spec().at_rules.get(name)
    if entry is None or entry["engines"] >= SHIPPED_ENGINES:
        return None
    return Diagnostic("CSSG150", f"`@{name}` is shipped by {entry['engines']} of 3 engines", span)


def find_unshipped_pseudos(tokens: Sequence[Token]) -> Iterator[Diagnostic]:
    """An error for each pseudo-class or pseudo-element that too few engines ship, at any depth."""
    selectors = load_spec().selectors
    for index, token in enumerate(tokens):
        if index and tokens[index - 1].kind == ":" and token.kind in ("<ident>", "<function>"):
            double = index > 1 and tokens[index - 2].kind == ":"
            name = ("::" if double else ":") + token.key + (")" if token.kind == "<function>" else "")
            engines = selectors.get(name, SHIPPED_ENGINES)
            if engines < SHIPPED_ENGINES:
                message = f"`{name}` is shipped by {engines} of 3 engines"
                yield Diagnostic("CSSG150", message, Span(token.start, token.end), Severity.ERROR)
        if token.children:
            yield from find_unshipped_pseudos(token.children)
