"""Text to text: markers, contexts, candidates, validated fills, edits. Nothing here reads or prints."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cssgen.acceptance import Answer, Judge, accept
from cssgen.answers import AnswerError, Declaration
from cssgen.asking import Enrich, keep, read_text
from cssgen.candidates import Candidate, Generate
from cssgen.contexts import Context, Contexts
from cssgen.diagnostics import Diagnostic
from cssgen.edits import Edit, apply_edits
from cssgen.layout import Layout, read_layout
from cssgen.limits import DEFAULT_LIMITS, Limits
from cssgen.markers import Leave
from cssgen.placement import place_items, place_value
from cssgen.policy import judge as judge_by_policy
from cssgen.prefilter import KEYWORD
from cssgen.productions import Production
from cssgen.witness import Insertion, keeps_outside

FindLayout = Callable[[Path, Layout], Layout]
"""The layout that is wanted for a file, in place of a default: see `cssgen.editorconfig`."""


def _any_layout(_path: Path, default: Layout) -> Layout:
    return default


@dataclass(frozen=True, slots=True)
class FillOptions:
    """How a text is filled.

    Attributes:
        keyword: the word that makes a comment a marker.
        leave: what stays where a marker was, unless the marker says so itself.
        judge: the validator.
        enrich: adds to a context what the project's other stylesheets say.
        limits: what is too much.
        find_layout: the layout that is wanted for a file, as far as it shows none itself.
    """

    keyword: str = KEYWORD
    leave: Leave = Leave.COMMENT
    judge: Judge = judge_by_policy
    enrich: Enrich = keep
    limits: Limits = DEFAULT_LIMITS
    find_layout: FindLayout = _any_layout


@dataclass(frozen=True, slots=True)
class Fill:
    """A marker, and the CSS that takes its place."""

    context: Context
    answer: Answer
    insertion: Insertion

    @property
    def edit(self) -> Edit:
        """The edit of the text that writes this fill."""
        return Edit(self.insertion.span, self.insertion.text + self.insertion.closers)


@dataclass(frozen=True, slots=True)
class FilledText:
    """A text with its markers filled.

    Attributes:
        text: the text; the original one if nothing was filled.
        fills: what was filled, in order of appearance.
        diagnostics: what was not, and why; their spans refer to the original text.
    """

    text: str
    fills: tuple[Fill, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def edits(self) -> list[Edit]:
        """The edits that make `text` of the original."""
        return [fill.edit for fill in self.fills]


def fill_text(text: str, generate: Generate, options: FillOptions | None = None) -> FilledText:
    """Fill the markers of a stylesheet.

    What was filled is a fixed point: filling the result again changes nothing.
    """
    options = options or FillOptions()
    asked = read_text(text, options.keyword, options.limits)
    return complete_text(text, asked, generate(asked.contexts) if asked.contexts else (), options)


def complete_text(
    text: str,
    asked: Contexts,
    candidates: Sequence[Sequence[Candidate]],
    options: FillOptions,
    path: Path | None = None,
) -> FilledText:
    """Choose among `candidates`, one sequence for each context, and write what was chosen into `text` (of `path`)."""
    diagnostics = list(asked.diagnostics)
    fills: list[Fill] = []
    layout = read_layout(text, options.find_layout(path, Layout()) if path else None)
    for context, offered in zip(asked.contexts, candidates, strict=True):
        try:
            answer = _choose(context, offered, options.judge)
        except AnswerError as error:
            diagnostics.append(_explain(error, context, offered, options.limits))
        else:
            fills.append(Fill(context, answer, _place(text, context, answer, layout, options.leave)))
    for refuse in (_refuse_repeated, _refuse_uncontained):
        refused = list(refuse(text, fills))
        diagnostics += refused
        spans = {diagnostic.span for diagnostic in refused}
        fills = [fill for fill in fills if fill.context.marker.span not in spans]
    filled = apply_edits(text, (fill.edit for fill in fills))
    return FilledText(filled, tuple(fills), tuple(sorted(diagnostics, key=lambda item: item.span)))


def _choose(context: Context, offered: Sequence[Candidate], judge: Judge) -> Answer:
    """The first candidate that may be written."""
    reasons: Counter[str] = Counter()
    for candidate in offered:
        try:
            return accept(candidate, context, judge)
        except AnswerError as error:
            reasons[str(error)] += 1
    if not reasons:
        raise AnswerError("the model wrote nothing for this marker")
    listed = "; ".join(f"{reason} (×{count})" if count > 1 else reason for reason, count in reasons.most_common(3))
    raise AnswerError(f"no valid CSS for this marker: {listed}")


def _explain(error: AnswerError, context: Context, offered: Sequence[Candidate], limits: Limits) -> Diagnostic:
    """Why a marker stays: a limit, if one cut what was offered, else what is wrong with it."""
    cuts = {candidate.cut_by for candidate in offered}
    if "memory" in cuts:
        return Diagnostic("CSSG017", "the model needs more memory than it may have", context.marker.span)
    if "seconds" in cuts:
        return Diagnostic("CSSG016", f"the model took more than {limits.seconds:g} s", context.marker.span)
    return Diagnostic("CSSG006", str(error), context.marker.span)


def _place(text: str, context: Context, answer: Answer, layout: Layout, leave: Leave) -> Insertion:
    if context.production is Production.VALUE:
        return place_value(text, context, answer.value, layout)
    leave = Leave.REGION if context.region else context.marker.options.leave or leave
    return place_items(text, context, answer.items, layout, leave)


def _refuse_repeated(_text: str, fills: Sequence[Fill]) -> Iterator[Diagnostic]:
    """Of two fills that set the same property in the same block, the later one."""
    seen: set[tuple[int, str]] = set()
    for fill in fills:
        names = {item.name for item in fill.answer.items if isinstance(item, Declaration)}
        repeated = [name for name in sorted(names) if (fill.context.block, name) in seen]
        if repeated:
            message = f"another marker of this block was filled with `{repeated[0]}` already"
            yield Diagnostic("CSSG006", message, fill.context.marker.span)
        else:
            seen |= {(fill.context.block, name) for name in names}


def _refuse_uncontained(text: str, fills: Sequence[Fill]) -> Iterator[Diagnostic]:
    """All fills together must leave the rest of the text alone; if they do not, each that does not."""
    if keeps_outside(text, [fill.insertion for fill in fills]):
        return
    for fill in fills:
        if not keeps_outside(text, [fill.insertion]):
            yield Diagnostic("CSSG006", "the CSS does not stay in its place", fill.context.marker.span)
