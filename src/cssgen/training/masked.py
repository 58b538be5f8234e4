"""Declarations taken out of stylesheets that a model has never seen, and what it writes in their place unasked.

Nothing but what stands around it tells what a masked place should hold: there is no prompt, so the cookbook has no say.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cssgen.acceptance import accept
from cssgen.answers import AnswerError, Declaration, Rule, parse_answer
from cssgen.candidates import Generate
from cssgen.contents import Content
from cssgen.contexts import Context, read_contexts
from cssgen.policy import judge
from cssgen.productions import Production
from cssgen.scanner import scan
from cssgen.structure import Block, Statement, read_structure

KINDS: Final = ("body", "declaration", "value")
FEWEST: Final = 2  # declarations of a rule
MOST: Final = 8
LARGEST: Final = 100_000  # characters of a file
_MARKER: Final = "/* complete: masked */"
_LAST_RULE: Final = re.compile(r"\{([^{}]*)\}[^{}]*\{[^{}]*\Z")

Declarations = tuple[Declaration, ...]


@dataclass(frozen=True, slots=True)
class Mask:
    """A place from which something was taken.

    Attributes:
        kind: `body` (all declarations of a rule), `declaration` (one of several) or `value` (of one of several).
        context: the place, with an empty prompt.
        truth: what stood there.
    """

    kind: str
    context: Context
    truth: Declarations


@dataclass(frozen=True, slots=True)
class Tally:
    """Declarations counted over masks of one kind.

    Attributes:
        asked: how many were taken out.
        written: how many were put there.
        named: how many of these have the property of one that was taken out.
        exact: how many have its value too.
    """

    asked: int = 0
    written: int = 0
    named: int = 0
    exact: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of the shares of properties that are right and that were found."""
        return 2 * self.named / max(1, self.asked + self.written)

    @property
    def exact_share(self) -> float:
        """Share of the declarations taken out that came back as they were."""
        return self.exact / max(1, self.asked)

    def add(self, truth: Declarations, written: Declarations) -> "Tally":
        """The tally with one more mask."""
        names = {declaration.name for declaration in truth} & {declaration.name for declaration in written}
        exact = {_normalize(each) for each in truth} & {_normalize(each) for each in written}
        return Tally(
            self.asked + len(truth), self.written + len(written), self.named + len(names), self.exact + len(exact)
        )


def draw_masks(texts: Iterable[str], number: int, seed: int = 0) -> list[Mask]:
    """Up to `number` masks of each kind, at most one of each from a file."""
    rng = random.Random(seed)  # noqa: S311  # no secret
    files = [text for text in texts if len(text) <= LARGEST]
    rng.shuffle(files)
    masks: dict[str, list[Mask]] = {kind: [] for kind in KINDS}
    for text in files:
        rules = list(_iter_rules(text))
        for kind, drawn in masks.items():
            mask = _cut(text, rng.choice(rules), kind, rng) if rules and len(drawn) < number else None
            if mask is not None:
                drawn.append(mask)
    return [mask for kind in KINDS for mask in masks[kind]]


def tally_masks(masks: Sequence[Mask], fill: Callable[[Sequence[Mask]], Iterable[Declarations]]) -> dict[str, Tally]:
    """Fill masks and count, by kind; where one declaration was taken out, the first that is written counts."""
    tallies = dict.fromkeys(KINDS, Tally())
    for mask, written in zip(masks, fill(masks), strict=True):
        counted = written if mask.kind == "body" else written[:1]
        tallies[mask.kind] = tallies[mask.kind].add(mask.truth, counted)
    return tallies


def fill_masks(masks: Sequence[Mask], generate: Generate) -> Iterator[Declarations]:
    """What an engine writes: its first candidate that may be written, none if there is none."""
    for mask, candidates in zip(masks, generate([mask.context for mask in masks]), strict=True):
        answers: list[Declarations] = []
        for candidate in candidates:
            try:
                answer = accept(candidate, mask.context, judge)
            except AnswerError:
                continue
            value = (Declaration(mask.context.property or "", answer.value),) if answer.value else ()
            answers.append(value or tuple(item for item in answer.items if isinstance(item, Declaration)))
        yield answers[0] if answers else ()


def repeat_last_rule(masks: Sequence[Mask]) -> Iterator[Declarations]:
    """What needs no model: the declarations of the rule before, without those that the block has already."""
    for mask in masks:
        last = _LAST_RULE.search(mask.context.prefix)
        declared = _read(last[1] if last else "")
        if mask.context.production is Production.VALUE:
            declared = tuple(each for each in declared if each.name == mask.context.property)
        else:
            declared = tuple(each for each in declared if each.name not in mask.context.siblings)
        yield declared


def _cut(text: str, rule: Block, kind: str, rng: random.Random) -> Mask | None:
    """A mask in a rule; None if what is left asks for nothing."""
    statements = rule.statements
    chosen = statements if kind == "body" else [rng.choice(statements)]
    start, end = chosen[0].tokens[0].start, chosen[-1].tokens[-1].end
    truth = _read(text[start:end])
    if kind == "value":
        start = chosen[0].tokens[2].start
    elif text[end : end + 1] == ";":
        end += 1
    contexts = read_contexts(f"{text[:start]}{_MARKER}{text[end:]}").contexts
    expected = Production.VALUE if kind == "value" else Production.DECLARATIONS
    if len(contexts) != 1 or contexts[0].production is not expected or len(truth) != len(chosen):
        return None
    return Mask(kind, replace(contexts[0], marker=replace(contexts[0].marker, prompt="")), truth)


def _iter_rules(text: str) -> Iterator[Block]:
    """The style rules of a stylesheet that hold declarations alone."""
    structure = read_structure(list(scan(text)))
    if structure.broken or structure.unclosed:
        return
    blocks = [structure.root]
    while blocks:
        block = blocks.pop()
        blocks += block.blocks
        is_rule = block.parent is not None and not block.at_rule and block.content is Content.DECLARATIONS
        is_plain = is_rule and not block.blocks and all(map(_is_declaration, block.statements))
        if is_plain and FEWEST <= len(block.statements) <= MOST:
            yield block


def _is_declaration(statement: Statement) -> bool:
    return statement.name is not None and not statement.name.startswith("--") and len(statement.tokens) > 2


def _read(css: str) -> Declarations:
    """The declarations of a block; none if they cannot be read."""
    try:
        items = parse_answer(css, Production.DECLARATIONS)
    except AnswerError:
        return ()
    return tuple(Declaration(item.name.lower(), item.value) for item in items if not isinstance(item, Rule))


def _normalize(declaration: Declaration) -> tuple[str, str]:
    value = re.sub(r"\s*([,/()])\s*", r"\1", declaration.value.lower())
    return declaration.name, re.sub(r"(?<![\d.])0(?=\.\d)", "", value)
