"""Media queries and container queries: types, features, their values and comparisons.

https://drafts.csswg.org/mediaqueries-5/, https://drafts.csswg.org/css-conditional-5/#container-queries
"""

from collections.abc import Sequence

from cssgen.diagnostics import Diagnostic, Severity
from cssgen.edits import Span
from cssgen.validity.calc import split_arguments
from cssgen.validity.conditions import check_condition, fault
from cssgen.validity.grammar import load_grammar
from cssgen.validity.matching import Row, Scope
from cssgen.validity.spec import FeatureEntry, load_spec
from cssgen.validity.substitutions import has_substitution
from cssgen.validity.suggestions import suggest
from cssgen.validity.tokens import END, Token
from cssgen.validity.values import check_value
from cssgen.validity.wordlists import words

_MEDIA_TYPES = words("all screen print speech tty tv projection handheld braille embossed aural")
_COMPARISONS = frozenset({"<", ">", "="})
_VENDOR_PARTS = ("-webkit-", "-moz-", "-ms-", "-o-")


def check_media_queries(tokens: Sequence[Token], owner: Token, text: str) -> list[Diagnostic]:
    """Diagnostics about a media query list; an empty one is fine."""
    queries = split_arguments(tokens)
    found: list[Diagnostic] = []
    for query in queries:
        found += _check_media_query(query, owner, text) if query else fault("CSSG126", "a media query is empty", owner)
    return found


def _check_media_query(query: Sequence[Token], owner: Token, text: str) -> list[Diagnostic]:
    following = query[1] if len(query) > 1 else END
    start = 1 if query[0].key == "only" or (query[0].key == "not" and following.kind == "<ident>") else 0
    if start == len(query):
        return fault("CSSG126", "a media type is missing", query[0])
    kind = query[start]
    if kind.kind != "<ident>" or kind.key == "not":
        return check_condition(query[start:], owner, "CSSG126", lambda test: check_feature(test, "media", text))
    if kind.key not in _MEDIA_TYPES:
        return fault("CSSG126", f"unknown media type `{kind.value}`{suggest(kind.key, _MEDIA_TYPES)}", kind)
    rest = query[start + 1 :]
    if not rest:
        return []
    if rest[0].key != "and":
        return fault("CSSG126", f"expected `and` behind `{kind.value}`", rest[0])
    return check_condition(rest[1:], owner, "CSSG126", lambda test: check_feature(test, "media", text))


def check_container_query(tokens: Sequence[Token], owner: Token, text: str) -> list[Diagnostic]:
    """Diagnostics about one condition of `@container`, with or without a name before it."""
    if tokens and tokens[0].kind == "<ident>" and tokens[0].key != "not":
        if tokens[0].key in ("none", "and", "or"):
            return fault("CSSG128", f"`{tokens[0].value}` is no name of a container", tokens[0])
        tokens = tokens[1:]
        if not tokens:
            return []
    return check_condition(tokens, owner, "CSSG128", lambda test: _check_container_test(test, text))


def _check_container_test(test: Token, text: str) -> list[Diagnostic]:
    if test.key == "style(":
        return _check_style(test, text)
    return check_feature(test, "container", text)


def _check_style(test: Token, text: str) -> list[Diagnostic]:
    """`style(--name)`, `style(property: value)`, or a condition of such in parentheses."""
    children = test.children
    if children and (children[0].kind == "(" or children[0].key == "not"):
        return check_condition(children, test, "CSSG128", lambda inner: _check_style(inner, text))
    if not children:
        return fault("CSSG128", "`style()` is empty", test)
    if children[0].kind != "<ident>" or len(children) == 1 or children[1].kind != ":":
        return []
    name = children[0].value if children[0].value.startswith("--") else children[0].key
    if len(children) == 2 or name not in load_spec().properties:
        return []
    start, end = children[2].start, children[-1].end
    return [
        Diagnostic(each.code, each.message, Span(each.span.start + start, each.span.end + start), each.severity)
        for each in check_value(name, text[start:end])
    ]


def check_feature(test: Token, table: str, text: str) -> list[Diagnostic]:
    """Diagnostics about one feature in parentheses: `(hover)`, `(width: 1px)`, `(1px <= width < 2px)`."""
    children = test.children
    if test.kind == "<function>" and test.key != "scroll-state(":
        return []
    if not children:
        return fault("CSSG127", "a feature is missing between the parentheses", test)
    if any(child.kind in _COMPARISONS for child in children):
        return _check_range(test, table, text)
    name = children[0]
    if name.kind != "<ident>":
        return fault("CSSG127", f"expected the name of a feature, found `{name.value}`", name)
    if len(children) == 1:
        return _unknown(name, table) if _find_feature(name.key, table) is None else []
    if children[1].kind != ":":
        return fault("CSSG127", f"expected `:` behind `{name.value}`", children[1])
    entry = _find_feature(name.key, table)
    if entry is None:
        return _unknown(name, table)
    return _check_feature_value(name, entry, children[2:], text)


def _check_feature_value(name: Token, entry: FeatureEntry, value: Sequence[Token], text: str) -> list[Diagnostic]:
    if not value:
        return fault("CSSG127", f"the value of `{name.value}` is missing", name)
    substituted = next((token for token in value if token.key == "var("), None)
    if substituted is not None:
        return fault("CSSG127", "`var()` does not work in queries", substituted)
    if not entry["syntax"] or has_substitution(value):
        return []
    row = Row(value, text, Scope())
    if row.size in load_grammar().of_syntax(entry["syntax"]).match(row, 0):
        return []
    shown = text[value[0].start : value[-1].end]
    return fault("CSSG127", f"`{shown}` is no value for `{name.value}`; expected: {entry['syntax']}", value[0])


def _check_range(test: Token, table: str, text: str) -> list[Diagnostic]:
    """`(width >= 1px)`, `(1px <= width <= 2px)`: https://drafts.csswg.org/mediaqueries-5/#mq-range-context."""
    parts: list[list[Token]] = [[]]
    signs: list[str] = []
    for child in test.children:
        if child.kind not in _COMPARISONS:
            parts[-1].append(child)
        elif child.kind == "=" and signs and not parts[-1] and not child.spaced and signs[-1] in "<>":
            signs[-1] += "="
        else:
            signs.append(child.kind)
            parts.append([])
    names = [part[0] for part in parts if len(part) == 1 and part[0].kind == "<ident>"]
    directions = {sign[0] for sign in signs}
    if not all(parts) or len(parts) > 3 or len(directions) != 1 or (len(parts) == 3 and "=" in directions):
        return fault("CSSG127", "this is no comparison such as `(1px <= width <= 2px)`", test)
    name = names[0] if len(names) == 1 else END
    if name is END or (len(parts) == 3 and parts[1] != [name]):
        return fault("CSSG127", "a comparison needs the name of a feature", test)
    entry = _find_feature(name.key, table)
    if entry is None or (entry["type"] != "range" and not name.key.startswith("--")):
        return _unknown(name, table) if entry is None else fault("CSSG127", f"`{name.value}` is no range", name)
    return [each for part in parts if part != [name] for each in _check_feature_value(name, entry, part, text)]


def _find_feature(name: str, table: str) -> FeatureEntry | None:
    """The feature of this name; browsers' own and custom ones take anything."""
    features = load_spec().features[table]
    if name in features:
        return features[name]
    if name.startswith("--") or any(part in name for part in _VENDOR_PARTS):
        return {"type": "range", "syntax": ""}
    entry = features.get(name[4:]) if name[:4] in ("min-", "max-") else None
    return entry if entry is not None and entry["type"] == "range" else None


def _unknown(name: Token, table: str) -> list[Diagnostic]:
    features = load_spec().features[table]
    names = [
        *features,
        *(f"{side}-{each}" for each, entry in features.items() for side in ("min", "max") if entry["type"] == "range"),
    ]
    message = f"unknown {table} feature `{name.value}`{suggest(name.key, names)}"
    return [Diagnostic("CSSG127", message, Span(name.start, name.end), Severity.ERROR)]
