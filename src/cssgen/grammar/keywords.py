"""Which keywords a value definition leads to, through all that it refers to."""

from collections.abc import Iterator

from cssgen.validity import definitions as vds
from cssgen.validity.spec import Spec
from cssgen.validity.vds import parse_syntax

_IDENTIFIERS = frozenset({"custom-ident", "ident", "ident-token"})


class Keywords:
    """Keywords of definitions, each found once."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._of_node: dict[vds.Node, frozenset[str]] = {}
        self._of_syntax: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def of_node(self, node: vds.Node) -> frozenset[str]:
        """Keywords in lower case, and the types of identifiers, which might read like any keyword."""
        if node not in self._of_node:
            words, pending = _split(node)
            seen: set[str] = set()
            found = set(words)
            while pending - seen:
                syntax = (pending - seen).pop()
                seen.add(syntax)
                inner, further = self._read(syntax)
                found |= inner
                pending |= further
            self._of_node[node] = frozenset(found) | (seen & _IDENTIFIERS)
        return self._of_node[node]

    def among(self, words: frozenset[str], node: vds.Node) -> frozenset[str]:
        """Those of `words` that a definition might derive."""
        found = self.of_node(node)
        return words if found & _IDENTIFIERS else words & found

    def _read(self, reference: str) -> tuple[frozenset[str], frozenset[str]]:
        """Keywords and references of a type, or of a property if a `'` stands before its name."""
        if reference not in self._of_syntax:
            entry = self._spec.properties.get(reference[1:]) if reference[0] == "'" else None
            syntax = entry["syntax"] if entry else self._spec.types.get(reference, "")
            words, references = _split(parse_syntax(syntax)) if syntax else (set(), set())
            self._of_syntax[reference] = frozenset(words), frozenset(references)
        return self._of_syntax[reference]


def _split(node: vds.Node) -> tuple[set[str], set[str]]:
    words, references = set(), set()
    for leaf in _iter_leaves(node):
        match leaf:
            case vds.Keyword(word):
                words.add(word.lower())
            case vds.TypeReference(name):
                references.add(name)
            case vds.PropertyReference(name):
                references.add(f"'{name}")
    return words, references


def _iter_leaves(node: vds.Node) -> Iterator[vds.Node]:
    match node:
        case vds.Sequence(items) | vds.AllOf(items) | vds.AnyOf(items) | vds.OneOf(items):
            for item in items:
                yield from _iter_leaves(item)
        case vds.Repeat(item) | vds.Required(item) | vds.BooleanExpression(item):
            yield from _iter_leaves(item)
        case vds.FunctionCall(_, inner) | vds.Bracketed(_, inner):
            yield from _iter_leaves(inner)
        case _:
            yield node
