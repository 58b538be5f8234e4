"""Markers in SCSS and Less: why what is around one is not surely plain CSS, and what else it asks of a fill."""

import bisect
import re
from collections.abc import Iterator, Sequence

from cssgen.edits import Span
from cssgen.preprocessors.dialects import Dialect, Language
from cssgen.preprocessors.masking import find_interpolations
from cssgen.scanner import Token
from cssgen.structure import Block, Place, Statement, Structure

# At-rules that Sass and Less hand through, and in whose blocks they read CSS.
_AT_RULES = frozenset(
    "media supports layer container keyframes font-face page property counter-style".split()  # noqa: SIM905
)
_NESTED_AT_RULES = {Language.SCSS: {"media", "supports", "layer", "container"}, Language.LESS: {"media", "supports"}}
_HEAD = frozenset({"charset", "import", "namespace", "use", "forward", "plugin"})
_FRAME = re.compile(r"(?:from|to|[\d.]+%)(?:\s*,\s*(?:from|to|[\d.]+%))*", re.IGNORECASE)
# What is outside of ASCII may be a letter, too: without `+` behind the quantifiers, both are tried for each.
# A selector, when strings, brackets and the arguments of pseudo-classes are taken out of it.
_INNER = re.compile(r"\[(?:[^\[\](){}@$%]|\$=)*\]|:[-\w]+\([^()@$%\"']*\)")
_SELECTOR = re.compile(r"(?:[-\w.#*&>+~,|\s]|:(?!\s|\Z)|\\.|[^\x00-\x7f])++")
_SIMPLE = re.compile(r"(?:[-\w.#*>+~\s]|:(?!:|before\b|after\b|first-l))+", re.IGNORECASE)
_VALUE = re.compile(r"(?:[-\w.,\s!]|(?<=[\d])%|#(?=\w)|[^\x00-\x7f]|\"[^\"$@#\\]*\"|'[^'$@#\\]*')*+")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_GAP = re.compile(r"(?:\s|/\*.*?\*/)*+", re.DOTALL)
_OPERATOR = re.compile(r"(?:\A|\s)-\s|\s-\Z")


class Surroundings:
    """What is around the markers of a file.

    Args:
        source: the file.
        text: the same, masked.
        structure: of `text`.
        language: of the file.
    """

    def __init__(self, source: str, text: str, structure: Structure, language: Language) -> None:
        self._source = source
        self._text = text
        self._structure = structure
        self._language = language
        self._interpolations = [end for _, end in find_interpolations(source, language)]
        self._taken = tuple(sorted(set(_find_taken(structure.root, text, language))))
        self._last_head = max(_iter_heads(structure.root), default=-1)

    def find_obstacle(self, span: Span) -> str:
        """Why the marker at `span` does not surely stand in plain CSS; empty if it does."""
        place = self._structure.places[span.start]
        blocks = place.block.lineage()
        reasons = (
            *(self._judge_block(block) for block in blocks),
            self._judge_block_end(blocks),
            self._judge_statement(place) if place.before else self._judge_neighbours(place, span),
        )
        return next(filter(None, reasons), "")

    def read_dialect(self, span: Span) -> Dialect:
        """What the place of a marker asks of a fill."""
        block = self._structure.places[span.start].block
        is_last = not any(_start(each) > span.start and each.ending != "{" for each in block.statements)
        blocks = block.lineage()
        nests = is_last and all(map(self._is_simple, blocks))
        return Dialect(self._language, self._taken, nests, any(each.at_rule == "media" for each in blocks))

    def _judge_block(self, block: Block) -> str:
        where = f"in the block of `{block.prelude}`"
        parent = block.parent
        if block.prelude.startswith("@"):
            allowed = _NESTED_AT_RULES[self._language] if parent is not None and parent.nested else _AT_RULES
            name = re.match(r"@(?:-\w+-)?([-\w]+)(?!\s*:)\b", block.prelude)
            is_plain = name is not None and name[1].lower() in allowed and ":" not in block.prelude.partition("(")[0]
        elif parent is not None and parent.at_rule.endswith("keyframes"):
            is_plain = _FRAME.fullmatch(block.prelude) is not None
        else:
            is_plain = _is_selector(block.prelude)
        return "" if is_plain else f"{where}, which is not surely plain CSS"

    def _judge_block_end(self, blocks: Sequence[Block]) -> str:
        is_open = blocks and blocks[0] in self._structure.unclosed
        return f"in the block of `{blocks[-1].prelude}`, which is never closed" if is_open else ""

    def _judge_neighbours(self, place: Place, span: Span) -> str:
        """A marker between statements."""
        block = place.block
        if self._is_behind_interpolation(span):
            return "behind an interpolation"
        following = next((each for each in block.statements if _start(each) > span.start), None)
        if following is not None and [token.text.lower() for token in following.tokens[:2]] == ["@", "else"]:
            return "between `@if` and `@else`"
        if block.parent is None:
            return "before the last `@use`, `@forward` or `@import`" if span.start < self._last_head else ""
        if block.nested and any(inner.start < span.start for inner in block.blocks):
            return "behind a nested rule: not every compiler leaves declarations there; put the marker before it"
        return ""

    def _is_behind_interpolation(self, span: Span) -> bool:
        """Whether the statement of a marker begins with an interpolation, such as the selector `#{$a} /* … */ {`."""
        index = bisect.bisect_right(self._interpolations, span.start) - 1
        between = self._text[self._interpolations[index] : span.start] if index >= 0 else ";"
        return not re.search("[;{}]", _COMMENT.sub(" ", between))

    def _judge_statement(self, place: Place) -> str:
        """A marker in a value."""
        tokens = place.statement.tokens
        value = self._text[tokens[1].end : tokens[-1].end] if len(tokens) > 1 else ""
        bare = _COMMENT.sub(" ", value)
        # What is masked behind the last token belongs to the statement, too.
        gap = _GAP.match(self._text, tokens[-1].end)
        start, end = tokens[0].start, gap.end() if gap else tokens[-1].end
        is_plain = (
            place.statement.name is not None
            and not place.depth
            and self._source[start:end] == self._text[start:end]
            and _VALUE.fullmatch(bare)
            and not _OPERATOR.search(bare)
        )
        return "" if is_plain else "in a statement with variables, functions, operators or other than plain values"

    def _is_simple(self, block: Block) -> bool:
        """Whether `&` in a block stands for one selector, whose specificity is that of each of its elements."""
        if block.at_rule:
            return True
        prelude = _find_prelude(block)
        if not prelude or not _SIMPLE.fullmatch(block.prelude):
            return False
        start, end = prelude[0].start, block.start
        return self._source[start:end] == self._text[start:end]


def _is_selector(prelude: str) -> bool:
    if re.search(r":extend\(|%|/", prelude):
        return False
    bare, count = re.sub(r"\"[^\"\\]*\"|'[^'\\]*'", "x", prelude), 1
    while count:
        bare, count = _INNER.subn("", bare)
    # Where all of it was a pseudo-class or in brackets, `x` is what is left.
    return _SELECTOR.fullmatch(f"x{bare}") is not None and bool(prelude)


def _find_prelude(block: Block) -> Sequence[Token]:
    """The tokens before the `{` of a block."""
    statements = block.parent.statements if block.parent else ()
    before = [each for each in statements if each.ending == "{" and each.tokens[-1].end <= block.start]
    return before[-1].tokens if before else ()


def _start(statement: Statement) -> int:
    return statement.tokens[0].start


def _iter_heads(root: Block) -> Iterator[int]:
    """Where at-rules begin that rules must not precede."""
    for statement in root.statements:
        first, *rest = (token.text.lower() for token in statement.tokens[:2])
        if first == "@" and rest and rest[0] in _HEAD:
            yield _start(statement)


def _find_taken(root: Block, text: str, language: Language) -> Iterator[str]:
    if language is Language.SCSS:
        yield from (match[1].lower() for match in re.finditer(r"@function\s+([-\w]+)", text))
        return
    blocks = [root]
    while blocks:
        block = blocks.pop()
        blocks += block.blocks
        for statement in block.statements:
            if statement.ending != "{" and statement.name is None:
                called = text[_start(statement) : statement.tokens[-1].end]
                yield from re.findall(r"[.#][-\w]+", called)
