"""The white space of an answer: as the model has learnt it, or as the file has it."""

import re
from dataclasses import dataclass

from cssgen.contexts import Context
from cssgen.grammar.rules import literal
from cssgen.grammar.selectors import LEVELS
from cssgen.layout import read_layout
from cssgen.productions import Production

_TAILS = {
    Production.STYLESHEET: r"/\n\n?\/\*[\s\S]{0,8}/",
    Production.GROUP: r"/\n[ \t]*\}[\s\S]{0,8}|\n\n?[ \t]*\/\*[\s\S]{0,8}/",
    Production.KEYFRAMES: r"/\n[ \t]*\}[\s\S]{0,8}|\n\n?[ \t]*\/\*[\s\S]{0,8}/",
    Production.DECLARATIONS: r"/\n[ \t]*\}[\s\S]{0,8}/",
    Production.VALUE: r"/;[\s\S]{0,8}/",
}


@dataclass(frozen=True, slots=True)
class Indentation:
    """White space in an answer.

    Attributes:
        lead: what stands between the prompt and the answer.
        base: indentation of the answer's own lines.
        unit: one level more.
        strict: whether there is but one way, the canonical one.
    """

    lead: str = ""
    base: str = ""
    unit: str = "  "
    strict: bool = True

    def line(self, level: int) -> str:
        """A newline, and the indentation of a level."""
        return f"\n{self.base}{self.unit * level}"

    def lead_symbol(self) -> str:
        """The lead as a symbol of the grammar."""
        return literal(self.lead) if self.lead else ""

    def tail_symbol(self, production: Production) -> str:
        """What a model that knows no end of an answer writes behind it: it is cut off."""
        return "" if self.strict else f"({_TAILS[production]})?"

    def terminals(self) -> dict[str, str]:
        """Definitions of `LINE0`, `GAP0`, `COMMA0` and their like for each level."""
        found: dict[str, str] = {}
        for level in range(LEVELS + 2):
            line = self.line(level)
            escaped = _escape(line[1:])
            found[f"LINE{level}"] = literal(line)
            found[f"GAP{level}"] = literal(f"\n{line}") if self.strict else rf"/\n\n?{escaped}/"
            found[f"COMMA{level}"] = literal(f",{line}") if self.strict else rf"/,( |\n{escaped})/"
        return found


def read_indentation(context: Context, family: str) -> Indentation:
    """The white space of answers for a family of prompts: our own models write canonical text."""
    if family == "cssgen":
        return Indentation()
    if context.production is Production.VALUE:
        return Indentation(lead="" if context.prefix.rstrip().endswith("(") else " ", strict=False)
    line = context.prefix[context.prefix.rfind("\n") + 1 :]
    unit = read_layout(context.prefix[-2_000:]).indent
    base = line[: len(line) - len(line.lstrip())] + (unit if line.rstrip().endswith("{") else "")
    return Indentation(f"\n{base}", base, unit, strict=False)


def _escape(blanks: str) -> str:
    return re.sub(r"[\t ]", lambda match: {"\t": r"\t", " ": " "}[match[0]], blanks)
