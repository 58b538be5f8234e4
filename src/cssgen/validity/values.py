"""One value against the grammar of its property or descriptor."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cssgen.diagnostics import Diagnostic, Severity
from cssgen.edits import Span
from cssgen.validity.explanations import explain_mismatch
from cssgen.validity.grammar import load_grammar
from cssgen.validity.matching import Matcher, Row, Scope
from cssgen.validity.primitives import CSS_WIDE
from cssgen.validity.reports import make_readable
from cssgen.validity.semantics import find_semantic_problem
from cssgen.validity.spec import load_spec
from cssgen.validity.substitutions import check_substitutions, find_strays, has_substitution
from cssgen.validity.suggestions import suggest
from cssgen.validity.tokens import Token, tokenize
from cssgen.validity.vds import parse_syntax
from cssgen.validity.vocabulary import Vocabulary, read_vocabulary

VENDOR_PREFIX = re.compile(r"-(?:webkit|moz|ms|o|khtml|apple|epub)-", re.IGNORECASE)
"""What a browser's own names begin with."""
# https://drafts.csswg.org/css-anchor-position/#anchor-valid: insets, sizes and margins.
_ANCHORED = re.compile(
    r"(?:inset|margin)(?:-(?:block|inline)(?:-(?:start|end))?)?|(?:margin-)?(?:top|right|bottom|left)"
    r"|(?:min-|max-)?(?:width|height|block-size|inline-size)"
)
_CACHED_VALUES = 1 << 15
# Values repeat, but not the long ones, such as images in data URLs.
_LONGEST_CACHED = 200


def is_vendor(name: str) -> bool:
    """Whether `name` has the prefix of a browser."""
    return name[:1] == "-" and VENDOR_PREFIX.match(name) is not None


def check_value(name: str, text: str, at_rule: str = "") -> tuple[Diagnostic, ...]:
    """What is wrong with `text` as the value of a property, or of a descriptor of `at_rule`.

    Args:
        name: lower case, unless it is a custom property.
        text: the value alone, without `!important`.
        at_rule: name without the `@`; empty for a property.

    Returns:
        Diagnostics with spans in `text`.
    """
    return (_remember if len(text) <= _LONGEST_CACHED else _judge)(name, text, at_rule)


@functools.lru_cache(_CACHED_VALUES)
def _remember(name: str, text: str, at_rule: str) -> tuple[Diagnostic, ...]:
    return _judge(name, text, at_rule)


def forget_values() -> None:
    """Drop the verdicts that are remembered, but not the compiled grammars."""
    _remember.cache_clear()


def _judge(name: str, text: str, at_rule: str) -> tuple[Diagnostic, ...]:
    tokens = tokenize(text)
    if tokens.problems:
        return tuple(tokens.problems)
    if name.startswith("--"):
        return tuple(_check_custom(tokens.values))
    if not tokens.values:
        return (Diagnostic("CSSG108", f"`{name}` has no value", Span(0, len(text))),)
    stray = next((token for token in tokens.values if token.kind in (";", "!")), None)
    if stray is not None:
        return (Diagnostic("CSSG107", f"unexpected `{stray.kind}`", Span(stray.start, stray.end)),)
    return tuple(map(make_readable, _check_tokens(name, at_rule, tokens.values, text)))


def _check_custom(tokens: Sequence[Token]) -> Iterator[Diagnostic]:
    """A custom property takes almost anything: https://drafts.csswg.org/css-variables/#syntax."""
    for token in tokens:
        if token.kind in (";", "!"):
            yield Diagnostic("CSSG107", f"unexpected `{token.kind}`", Span(token.start, token.end))
    yield from check_substitutions(tokens)


def _check_tokens(name: str, at_rule: str, tokens: Sequence[Token], text: str) -> Iterator[Diagnostic]:
    if not at_rule and len(tokens) == 1 and tokens[0].key in CSS_WIDE:
        return
    if has_substitution(tokens):
        problems = list(check_substitutions(tokens)) or list(_check_around(name, at_rule, tokens, text))
    else:
        problems = list(_check_grammar(name, at_rule, tokens, text))
    yield from (_tolerate(name, at_rule, tokens, problem) for problem in problems)


def _check_around(name: str, at_rule: str, tokens: Sequence[Token], text: str) -> Iterator[Diagnostic]:
    compiled = _compiled(name, at_rule)
    return find_strays(tokens, compiled[2], text, compiled[3]) if compiled else iter(())


def _check_grammar(name: str, at_rule: str, tokens: Sequence[Token], text: str) -> Iterator[Diagnostic]:
    compiled = _compiled(name, at_rule)
    if compiled is None:
        return
    syntax, matcher, vocabulary, scope = compiled
    row = Row(tokens, text, scope)
    if row.size not in matcher.match(row, 0):
        yield explain_mismatch(tokens, text, name, syntax, matcher, vocabulary, scope)
        return
    problem = find_semantic_problem(name, tokens)
    if problem is not None:
        yield problem


@functools.cache
def _compiled(name: str, at_rule: str) -> tuple[str, Matcher, Vocabulary, Scope] | None:
    """Grammar, matcher, vocabulary and scope of a property or descriptor; None if anything goes."""
    spec, grammar = load_spec(), load_grammar()
    if at_rule:
        syntax = spec.at_rules[at_rule].get("descriptors", {})[name]["syntax"]
        matcher = grammar.of_syntax(syntax) if syntax else None
    else:
        syntax = spec.properties[name]["syntax"] if name in spec.properties else ""
        matcher = grammar.of_property(name) if syntax else None
    if matcher is None:
        return None
    vocabulary = read_vocabulary(parse_syntax(syntax))
    scope = Scope(anchors=_ANCHORED.fullmatch(name) is not None, percent=vocabulary.percent)
    return syntax, matcher, vocabulary, scope


def _tolerate(name: str, at_rule: str, tokens: Sequence[Token], problem: Diagnostic) -> Diagnostic:
    """Turn an error into a note where a browser's own names are involved: nobody specifies those."""
    if problem.code not in ("CSSG111", "CSSG115"):
        return problem
    if is_vendor(name):
        message = f"the value of `{name}`, a browser's own property, is not in any specification"
        return replace(problem, code="CSSG140", message=message, severity=Severity.NOTE)
    compiled = _compiled(name, at_rule)
    if compiled and _has_vendor_name(tokens, compiled[2], problem.span):
        message = f"the value of `{name}` holds a browser's own name, and is not judged"
        return replace(problem, code="CSSG141", message=message, severity=Severity.NOTE)
    return problem


def _has_vendor_name(tokens: Sequence[Token], vocabulary: Vocabulary, span: Span) -> bool:
    """Whether there is a prefixed name in `span` that the specification does not have."""
    return any(
        (token.kind in ("<ident>", "<function>") and is_vendor(token.key) and token.key not in vocabulary.keys)
        or (token.children and _has_vendor_name(token.children, vocabulary, span))
        for token in tokens
        if token.start < span.end and span.start < token.end
    )


@functools.lru_cache(4096)
def check_name(name: str) -> Diagnostic | None:
    """What is wrong with `name` (lower case) as the name of a property; the span is the name's own."""
    span = Span(0, len(name))
    if name.startswith("--"):
        return Diagnostic("CSSG110", "`--` alone is reserved", span) if len(name) == 2 else None
    if name in load_spec().properties:
        return None
    if is_vendor(name):
        return Diagnostic("CSSG140", f"`{name}` is a browser's own property", span, Severity.NOTE)
    known = [each for each in load_spec().properties if not each.startswith("-")]
    return Diagnostic("CSSG110", f"unknown property `{name}`{suggest(name, known)}", span)
