"""What a file in SCSS or Less asks for, less the markers around which it is not surely plain CSS."""

from collections.abc import Sequence
from dataclasses import replace

from cssgen.contexts import Context, Contexts
from cssgen.diagnostics import Diagnostic
from cssgen.disabling import read_disables
from cssgen.edits import Span
from cssgen.limits import Limits
from cssgen.preprocessors.dialects import Language
from cssgen.preprocessors.masking import find_line_comments
from cssgen.preprocessors.places import Surroundings
from cssgen.scanner import scan
from cssgen.structure import read_structure

CODE = "CSSG018"
_MALFORMED = "CSSG002"
_UNSUPPORTED = "CSSG003"


def refuse_misread(
    source: str, text: str, asked: Contexts, language: Language, keyword: str, limits: Limits
) -> Contexts:
    """Of what a file asks for, what can be filled, each with its dialect; a diagnostic stands for each other marker.

    Args:
        source: the file.
        text: the same, with blanks for what CSS does not know.
        asked: what `text` asks for.
        language: of the file.
        keyword: the word that makes a comment a marker.
        limits: what is too much.
    """
    message = f"`//` starts no marker: write /* {keyword}: … */"
    slips = [Diagnostic(_MALFORMED, message, Span(*each)) for each in find_line_comments(source, language, keyword)]
    slips = read_disables(text).keep(slips) if slips else slips
    if not asked.contexts and all(each.code != _UNSUPPORTED for each in asked.diagnostics):
        return replace(asked, diagnostics=_ordered([*asked.diagnostics, *slips]))
    surroundings = Surroundings(source, text, read_structure(list(scan(text)), limits.depth), language)
    kept: list[Context] = []
    diagnostics = slips
    for context in asked.contexts:
        reason = surroundings.find_obstacle(context.marker.span)
        if reason:
            diagnostics.append(_refuse(reason, context.marker.span))
        else:
            kept.append(replace(context, dialect=surroundings.read_dialect(context.marker.span)))
    for each in asked.diagnostics:
        # What stands in a mixin or a map is better told so than as a place that CSS does not know.
        reason = surroundings.find_obstacle(each.span) if each.code == _UNSUPPORTED else ""
        diagnostics.append(_refuse(reason, each.span) if reason else each)
    return replace(asked, contexts=tuple(kept), diagnostics=_ordered(diagnostics))


def _refuse(reason: str, span: Span) -> Diagnostic:
    return Diagnostic(CODE, f"not filled: the marker stands {reason}", span)


def _ordered(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.span))
