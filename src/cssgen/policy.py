"""What generated CSS must not hold, however valid it is, and the names that it may use."""

import re
from collections.abc import Sequence

from cssgen.answers import AnswerError, iter_declarations, parse_answer
from cssgen.contexts import Context
from cssgen.diagnostics import Diagnostic
from cssgen.edits import Span
from cssgen.productions import Production
from cssgen.validity.spec import is_known_property, load_spec

# Ways to load or run something, or to leave the `<style>` element that a stylesheet may be pasted into.
_FORBIDDEN = {
    r"@(?:import|charset|namespace)\b": "loads or declares what only the head of a file may",
    r"\burl\(\s*[\"']?\s*(?:[a-z][-+.a-z0-9]*:|//)": "an absolute URL",
    r"\bjavascript\s*:": "a script",
    r"\bexpression\s*\(": "a script",
    r"(?:\A|[;{\s])(?:behavior|-moz-binding)\s*:": "a script",
    r"</": "the end of an HTML element",
    # Controls, halves of surrogate pairs, and what reorders the text that a reviewer sees.
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]": "a control character",
}
_PATTERNS = [(re.compile(pattern, re.IGNORECASE), what) for pattern, what in _FORBIDDEN.items()]


def judge(text: str, context: Context) -> Sequence[Diagnostic]:
    """Judge an answer: what is forbidden in it, and what it uses that is unknown."""
    span = Span(0, len(text))
    forbidden = [f"it holds {what}" for pattern, what in _PATTERNS if pattern.search(text)]
    unknown = [f"unknown property `{name}`" for name in _find_unknown(text, context)]
    return [Diagnostic("CSSG006", message, span) for message in (*forbidden, *unknown)]


def _find_unknown(text: str, context: Context) -> list[str]:
    if context.production is Production.VALUE:
        return []
    try:
        items = parse_answer(text, context.production)
    except AnswerError:
        return []
    descriptors = _descriptors_of(context.ancestors[-1]) if context.ancestors else frozenset()
    names = (item.name for item in iter_declarations(items))
    return [name for name in names if not is_known_property(name) and name.lower() not in descriptors]


def _descriptors_of(prelude: str) -> frozenset[str]:
    match = re.match(r"@([-\w]+)", prelude)
    entry = load_spec().at_rules.get(match[1].lower()) if match else None
    return frozenset(entry.get("descriptors", ()) if entry else ())
