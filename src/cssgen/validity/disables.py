"""What comments hide of what there is to say about a stylesheet, and what there is to say about them."""

import difflib
from collections.abc import Iterable, Iterator, Sequence

from cssgen import codes
from cssgen.diagnostics import Diagnostic
from cssgen.disabling import FIXED, MALFORMED, UNFILLED, Disables, note, read_disables
from cssgen.edits import Span
from cssgen.markers import Marker, find_line_comments, find_markers
from cssgen.scanner import scan
from cssgen.validity.codes import CODES

_CODES = {**codes.CODES, **CODES}
_NAMES = {rule.name: rule.code for rule in _CODES.values()}


def drop_disabled(text: str, diagnostics: Iterable[Diagnostic], keyword: str) -> list[Diagnostic]:
    """Those that no comment of the text switches off, and notes on comments that switch off nothing."""
    disables = read_disables(text)
    if not disables.is_any:
        return list(diagnostics)
    kept = disables.keep(diagnostics)
    _mark_used(text, disables, keyword)
    notes = {each.span: each for each in (*disables.find_unused(), *_explain_words(disables.listed))}
    return sorted([*kept, *disables.problems, *notes.values()], key=lambda each: (each.span, each.code))


def _mark_used(text: str, disables: Disables, keyword: str) -> None:
    """What `cssgen check` would say is hidden, too: a comment that keeps a marker from being filled is used."""
    tokens = list(scan(text))
    for item in (*find_markers(tokens, keyword), *find_line_comments(tokens, keyword)):
        disables.hide(UNFILLED if isinstance(item, Marker) else item.code, item.span.start)


def _explain_words(listed: Sequence[tuple[str, Span]]) -> Iterator[Diagnostic]:
    """Notes on words that are no codes; of prose, only the one on its first word will be kept."""
    for word, span in reversed(listed):
        code = word.upper()
        if code in FIXED:
            yield note(MALFORMED, f"{code} cannot be disabled", span)
        elif code not in _CODES:
            near = difflib.get_close_matches(word.lower(), _NAMES, n=1)
            hint = f"`{near[0]}` is {_NAMES[near[0]]}" if near else "a reason stands behind ` -- `"
            yield note(MALFORMED, f"there is no code `{word}`; {hint}", span)
