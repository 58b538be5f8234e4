"""Where in its blocks an answer has come to, and which names must not be set again."""

import bisect
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cssgen.contexts import Context, Production
from cssgen.grammar.base import load_base
from cssgen.grammar.context_terminals import vendor_names
from cssgen.grammar.indentation import Indentation
from cssgen.grammar.names import Names, read_names
from cssgen.productions import RULE_LISTS
from cssgen.validity.at_rules import Place
from cssgen.validity.judging import find_place

FREE = "--"
"""Among the names of a block: any custom property may be set."""


@dataclass(slots=True)
class Block:
    """A block of the answer, or the one that the marker stands in.

    Attributes:
        names: what may be set in it.
        set: what is set already.
    """

    names: tuple[str, ...] = ()
    set: frozenset[str] = frozenset()


@dataclass(slots=True)
class Blocks:
    """Reads an answer as it grows.

    Attributes:
        pending: text since the last `;`, `{` or `}`.
        depth: parentheses that are open.
        quote: the quotation mark of the string that is open, or empty.
        run: length of the name or string that is being written.
    """

    context: Context
    indentation: Indentation
    pending: str = ""
    depth: int = 0
    quote: str = ""
    run: int = 0
    _stack: list[Block] = field(default_factory=list)
    _is_first: bool = True
    _has_declaration: bool = False

    def __post_init__(self) -> None:
        if self.context.production is not Production.VALUE:
            self._stack = [Block(_names_at(self.context), frozenset(self.context.siblings))]

    def copy(self) -> "Blocks":
        """The same state, to go on from elsewhere."""
        return replace(self, _stack=[replace(block) for block in self._stack])

    def read(self, text: str) -> None:
        """Go on by some text. Strings hold no semicolons and braces, which is up to the grammar."""
        for sign in text:
            if sign in ";{}":
                self._end_statement(sign)
            else:
                self.pending += sign
                self._read_bracket(sign)
                self.run = self.run + 1 if self.quote or sign.isalnum() or sign in "-_" else 0

    @property
    def patience(self) -> int:
        """Tokens behind which the statement is to end as soon as it may, so that something is complete in time."""
        if self.context.production in RULE_LISTS and len(self._stack) == 1:
            return 40
        return 150 if self._has_declaration else 70

    def _read_bracket(self, sign: str) -> None:
        if sign in "\"'" and self.quote in ("", sign):
            self.quote = "" if self.quote else sign
        elif not self.quote and sign in "()":
            self.depth += 1 if sign == "(" else -1

    def _end_statement(self, sign: str) -> None:
        statement, self.pending, self._is_first = self.pending.strip(), "", False
        self._has_declaration |= sign == ";"
        if sign == "{":
            self._stack.append(Block(_names_in(statement, self._in_frames(statement), self.context)))
        elif sign == "}":
            self._stack = self._stack[:-1] or [Block()]
        elif ":" in statement and self._stack:
            block = self._stack[-1]
            block.set |= {statement.partition(":")[0]}

    def _in_frames(self, prelude: str) -> bool:
        first = prelude[:1]
        return first.isdigit() or prelude.partition(",")[0].strip() in ("from", "to")

    def iter_forbidden(self) -> Iterator[str]:
        """Texts with which the answer must not go on, because they lead to a name that is set already."""
        block = self._stack[-1] if self._stack else Block()
        if not block.set or ":" in self.pending:
            return
        name = self.pending.lstrip()
        for start in dead_starts(block.names, block.set):
            if name:
                if start.startswith(name):
                    yield start[len(name) :]
            else:
                yield from self._with_blanks(start)

    def _with_blanks(self, start: str) -> Iterator[str]:
        lead = self.indentation.lead if self._is_first else self.indentation.line(len(self._stack) - 1)
        if lead.startswith(self.pending):
            yield lead[len(self.pending) :] + start


@functools.lru_cache(4096)
def dead_starts(names: Sequence[str], taken: frozenset[str]) -> tuple[str, ...]:
    """Shortest texts from which only names that are taken can be reached; each name ends in a colon."""
    left = sorted(f"{name}:" for name in names if name not in taken and name != FREE)
    return tuple(sorted({start for name in taken if (start := _dead_start(f"{name}:", left, FREE in names))}))


def _dead_start(name: str, left: Sequence[str], is_free: bool) -> str:
    if is_free and name.startswith("--"):
        return name
    index = bisect.bisect_left(left, name)
    common = max((_count_common(name, near) for near in left[max(0, index - 1) : index + 1]), default=0)
    return name[: common + 1]


def _count_common(first: str, second: str) -> int:
    """How many characters two names begin with in common."""
    pairs = zip(first, second, strict=False)
    return next((index for index, (one, two) in enumerate(pairs) if one != two), min(len(first), len(second)))


def _names_at(context: Context) -> tuple[str, ...]:
    """Names that may be set in the marker's own block."""
    if context.takes_only_custom_properties():
        return _custom_names(read_names(context))
    place, at_rule = find_place(context)
    declarations = load_base().declarations
    if place in (Place.DESCRIPTORS, Place.PAGE):
        return declarations.descriptors.get(at_rule, ())
    return _style_names(context) if place is Place.STYLE else declarations.frame_names


def _names_in(prelude: str, is_frame: bool, context: Context) -> tuple[str, ...]:
    """Names that may be set in a block of the answer."""
    declarations = load_base().declarations
    if is_frame:
        return (*declarations.frame_names, *vendor_names(read_names(context)))
    if prelude.startswith("@"):
        return declarations.descriptors.get(prelude[1:].partition(" ")[0], ())
    return _style_names(context)


@functools.lru_cache(64)
def _style_names(context: Context) -> tuple[str, ...]:
    names = read_names(context)
    return (*load_base().declarations.names, *vendor_names(names), *_custom_names(names))


def _custom_names(names: Names) -> tuple[str, ...]:
    return names.defined or ((FREE,) if names.defines else ())
