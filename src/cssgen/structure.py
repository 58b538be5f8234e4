"""Tokens to nested blocks: what encloses each place of a stylesheet, and whether its brackets are balanced."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cssgen.contents import AT_RULES, Content
from cssgen.diagnostics import Diagnostic
from cssgen.limits import DEFAULT_LIMITS
from cssgen.scanner import Kind, Token

_MAX_PROBLEMS = 100
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_BROKEN = {
    Kind.UNCLOSED_COMMENT: "comment is never closed",
    Kind.BAD_STRING: "string is not closed on its line",
    Kind.UNCLOSED_URL: "`url(` is never closed",
}


@dataclass(slots=True)
class Block:
    """A `{}` block, or the whole stylesheet (whose `parent` is None).

    Attributes:
        prelude: what stands before the `{`: comments removed, blanks collapsed.
        content: what its contents are.
        start: offset just behind the `{`.
        at_rule: name of the at-rule without `@`, lower case; empty for a style rule.
        nested: whether a style rule encloses it, or it is one.
        statements: its statements; the preludes of rules are among them.
        blocks: the blocks in it.
    """

    parent: "Block | None"
    prelude: str
    content: Content
    start: int
    at_rule: str = ""
    nested: bool = False
    statements: list["Statement"] = field(default_factory=list)
    blocks: list["Block"] = field(default_factory=list)

    def lineage(self) -> list["Block"]:
        """The enclosing blocks, outermost first, this one last; the stylesheet itself is left out."""
        blocks: list[Block] = []
        block = self
        while block.parent is not None:
            blocks.append(block)
            block = block.parent
        return blocks[::-1]


@dataclass(slots=True)
class Statement:
    """A declaration, a rule, or what there is of one.

    Attributes:
        tokens: its tokens without blanks and comments, up to its `;`, `{` or the end of its block.
        ending: `";"`, `"{"`, `"}"`, or empty at the end of the text.
        has_bang: whether a `!` is among them.
    """

    tokens: list[Token] = field(default_factory=list)
    ending: str = ""
    has_bang: bool = False

    @property
    def name(self) -> str | None:
        """The property name, if it reads like a declaration; custom properties keep their case."""
        if len(self.tokens) < 2 or self.tokens[0].kind is not Kind.WORD or self.tokens[1].text != ":":
            return None
        word = self.tokens[0].text
        return word if word.startswith("--") else word.lower()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a token stands.

    Attributes:
        block: the innermost `{}` block around it.
        statement: the statement it stands in; complete only when the whole text has been read.
        before: how many of the statement's tokens precede it.
        behind_bang: whether a `!` is among these.
        depth: how many `(` and `[` are open there.
    """

    block: Block
    statement: Statement
    before: int
    depth: int
    behind_bang: bool = False


@dataclass(slots=True)
class Structure:
    """The nested blocks of a text.

    Attributes:
        root: the stylesheet.
        places: for the start of each comment, its place.
        broken: what keeps the text from being balanced; empty for most texts.
        unclosed: the blocks still open at the end, outermost first.
    """

    root: Block
    places: dict[int, Place] = field(default_factory=dict)
    broken: list[Diagnostic] = field(default_factory=list)
    unclosed: list[Block] = field(default_factory=list)


def read_structure(tokens: Sequence[Token], max_depth: int = DEFAULT_LIMITS.depth) -> Structure:
    """Find the blocks and statements of `tokens`.

    Reading ends where brackets are nested deeper than `max_depth`, or when enough is broken for a person to read.
    """
    return _Reader(max_depth).read(tokens)


class _Reader:
    """A pushdown automaton over tokens: one stack of blocks, one of the brackets open in a statement."""

    def __init__(self, max_depth: int) -> None:
        self.max_depth = max_depth
        self.depth = 0
        self.is_over = False
        self.block = Block(None, "", Content.RULES, 0)
        self.structure = Structure(self.block)
        self.statement = Statement()
        self.brackets: list[Token] = []

    def read(self, tokens: Sequence[Token]) -> Structure:
        for token in tokens:
            if token.kind is not Kind.SPACE:
                self._read_token(token)
            if self.is_over:
                break
        self._report_brackets()
        self._end_statement("")
        self.structure.unclosed = self.block.lineage()
        return self.structure

    def _read_token(self, token: Token) -> None:
        if token.kind is Kind.COMMENT:
            statement = self.statement
            place = Place(self.block, statement, len(statement.tokens), len(self.brackets), statement.has_bang)
            self.structure.places[token.start] = place
        elif token.kind is Kind.OPEN:
            self._open(token)
        elif token.kind is Kind.CLOSE:
            self._close(token)
        elif token.text == ";" and not self.brackets:
            self._end_statement(";")
        elif token.kind is not Kind.UNCLOSED_COMMENT:
            self.statement.tokens.append(token)
            self.statement.has_bang |= token.text == "!"
        if token.kind in _BROKEN:
            self._report(_BROKEN[token.kind], token)

    def _open(self, token: Token) -> None:
        self.depth += 1
        if self.depth > self.max_depth:
            message = f"blocks and brackets are nested deeper than {self.max_depth} levels"
            self.structure.broken.append(Diagnostic("CSSG014", message, token.span))
            self.brackets = []
            self.is_over = True
            return
        if token.text != "{" or self.brackets or self._is_custom_property():
            self.brackets.append(token)
            self.statement.tokens.append(token)
            return
        statement = self.statement
        self._end_statement("{")
        block = _open_block(self.block, statement.tokens, token.end)
        self.block.blocks.append(block)
        self.block = block

    def _close(self, token: Token) -> None:
        if self.brackets and _PAIRS[self.brackets[-1].text] == token.text:
            self.depth -= 1
            self.brackets.pop()
            self.statement.tokens.append(token)
        elif token.text == "}" and self.block.parent is not None:
            self.depth -= 1
            self._report_brackets()
            self._end_statement("}")
            self.block = self.block.parent
        else:
            self._report(f"`{token.text}` closes nothing", token)

    def _end_statement(self, ending: str) -> None:
        self.statement.ending = ending
        if self.statement.tokens:
            self.block.statements.append(self.statement)
        self.statement = Statement()

    def _is_custom_property(self) -> bool:
        name = self.statement.name
        return name is not None and name.startswith("--") and self.block.content is Content.DECLARATIONS

    def _report_brackets(self) -> None:
        for token in self.brackets:
            self._report(f"`{token.text}` is never closed", token)
        self.depth -= len(self.brackets)
        self.brackets = []

    def _report(self, message: str, token: Token) -> None:
        self.structure.broken.append(Diagnostic("CSSG007", message, token.span))
        self.is_over |= len(self.structure.broken) >= _MAX_PROBLEMS


def _open_block(parent: Block, prelude: Sequence[Token], start: int) -> Block:
    at_rule = _at_rule_name(prelude)
    is_style_rule = not at_rule and parent.content in (Content.RULES, Content.DECLARATIONS)
    return Block(
        parent,
        _render_prelude(prelude),
        AT_RULES.get(at_rule, Content.UNKNOWN) if at_rule else _content_of_rule(parent),
        start,
        at_rule,
        parent.nested or is_style_rule,
    )


def _content_of_rule(parent: Block) -> Content:
    return Content.UNKNOWN if parent.content is Content.UNKNOWN else Content.DECLARATIONS


def _at_rule_name(prelude: Sequence[Token]) -> str:
    """Name of the at-rule that begins so, without vendor prefix; empty for a qualified rule."""
    if len(prelude) < 2 or prelude[0].text != "@" or prelude[1].start != prelude[0].end:
        return ""
    name = prelude[1].text.lower()
    for prefix in ("-webkit-", "-moz-", "-ms-", "-o-"):
        name = name.removeprefix(prefix)
    return name


def _render_prelude(tokens: Sequence[Token]) -> str:
    pieces: list[str] = []
    end = None
    for token in tokens:
        if end is not None and token.start > end:
            pieces.append(" ")
        pieces.append(token.text)
        end = token.end
    return "".join(pieces)
