"""Selectors: https://drafts.csswg.org/selectors-4/#grammar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cssgen.diagnostics import Diagnostic, Severity
from cssgen.edits import Span
from cssgen.validity.calc import split_arguments
from cssgen.validity.tokens import END, Token

_COMBINATORS = frozenset({">", "+", "~", "||"})
_ATTRIBUTE_OPERATORS = frozenset({"=", "~=", "|=", "^=", "$=", "*="})


class SelectorError(ValueError):
    """A selector that matches nothing; `token` is where it goes wrong."""

    def __init__(self, code: str, message: str, token: Token) -> None:
        super().__init__(message)
        self.code = code
        self.token = token


@dataclass(frozen=True, slots=True)
class Rules:
    """What the place of a selector allows.

    Attributes:
        relative: it may begin with a combinator.
        compound: it has no combinators.
        bare: it holds no pseudo-elements.
        forgiving: an empty list, or an empty item, is fine.
    """

    relative: bool = False
    compound: bool = False
    bare: bool = False
    forgiving: bool = False


@dataclass(slots=True)
class SelectorReader:
    """Reads selectors of one text and collects notes about names that no specification has.

    Attributes:
        text: the text that the tokens' offsets refer to.
        read_pseudo: reads a pseudo-class, or a pseudo-element if the flag is set, behind the pseudo-element
            named (or none); gives the pseudo-element in effect behind it.
        piercing: pseudo-elements of frameworks that selectors may go on behind.
        notes: what was remarked.
    """

    text: str
    read_pseudo: "Callable[[SelectorReader, Token, bool, str, Rules], str]"
    piercing: frozenset[str] = frozenset()
    notes: list[Diagnostic] = field(default_factory=list)

    def note(self, code: str, message: str, token: Token) -> None:
        """Remark on a name that is not an error."""
        self.notes.append(Diagnostic(code, message, Span(token.start, token.end), Severity.NOTE))

    def read_list(self, tokens: Sequence[Token], owner: Token, rules: Rules) -> None:
        """Read selectors separated by commas.

        Raises:
            SelectorError: at the first mistake.
        """
        selectors = split_arguments(tokens)
        if not selectors and not rules.forgiving:
            raise SelectorError("CSSG130", "a selector is missing here", owner)
        for selector in selectors:
            if selector:
                self.read_complex(selector, rules)
            elif not rules.forgiving:
                raise SelectorError("CSSG130", "a selector is missing beside a comma", owner)

    def read_complex(self, tokens: Sequence[Token], rules: Rules) -> None:
        """Read compound selectors joined by combinators."""
        index = 0
        after_element = False
        while index < len(tokens):
            token = tokens[index]
            if token.kind in _COMBINATORS:
                if index == 0 and not rules.relative:
                    raise SelectorError("CSSG130", f"a selector cannot begin with `{token.kind}`", token)
                index += 1
                if index == len(tokens) or tokens[index].kind in _COMBINATORS:
                    raise SelectorError("CSSG130", f"a selector is missing behind `{token.kind}`", token)
            if after_element:
                raise SelectorError("CSSG130", "nothing can follow a pseudo-element here", token)
            if rules.compound and index:
                raise SelectorError("CSSG130", "only a selector without combinators can stand here", token)
            index, after_element = self._read_compound(tokens, index, rules)

    def _read_compound(self, tokens: Sequence[Token], start: int, rules: Rules) -> tuple[int, bool]:
        """Index behind the compound selector, and whether it ends in a pseudo-element."""
        index = _skip_type(tokens, start)
        element = ""
        while index < len(tokens) and (index == start or not tokens[index].spaced):
            token = tokens[index]
            if token.kind == ":":
                index, element = self._read_pseudo(tokens, index, element, rules)
                continue
            if token.kind in _COMBINATORS:
                break
            if element and token.kind in ("<hash>", "[", "."):
                raise SelectorError("CSSG130", f"`::{element}` cannot be followed by `{self._show(token)}`", token)
            index = self._read_simple(tokens, index)
        if index == start:
            raise SelectorError("CSSG130", f"`{self._show(tokens[index])}` is no selector", tokens[index])
        return index, element != "" and element not in self.piercing

    def _read_simple(self, tokens: Sequence[Token], index: int) -> int:
        """Index behind an id, a class, an attribute selector or `&`."""
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else END
        if token.kind == "&":
            return index + 1
        if token.kind == "<hash>":
            if not is_identifier(self.text[token.start + 1 : token.end]):
                raise SelectorError("CSSG130", f"`#{token.value}` is no name: names do not begin with a digit", token)
            return index + 1
        if token.kind == "[":
            _check_attribute(token)
            return index + 1
        if token.kind == "." and following.kind == "<ident>" and not following.spaced:
            return index + 2
        if token.kind == ".":
            raise SelectorError("CSSG130", "a class name is missing behind `.`", token)
        if token.kind in ("<number>", "<dimension>") and self.text[token.start] == ".":
            shown = self._show(token)
            raise SelectorError("CSSG130", f"`{shown}` is no class: names do not begin with a digit", token)
        raise SelectorError("CSSG130", f"`{self._show(token)}` is no selector", token)

    def _read_pseudo(self, tokens: Sequence[Token], index: int, element: str, rules: Rules) -> tuple[int, str]:
        """Index behind a pseudo-class or pseudo-element, and the pseudo-element in effect."""
        double = index + 1 < len(tokens) and tokens[index + 1].kind == ":"
        index += 2 if double else 1
        if index >= len(tokens) or tokens[index].kind not in ("<ident>", "<function>") or tokens[index].spaced:
            raise SelectorError("CSSG131", "the name of a pseudo-class is missing", tokens[index - 1])
        return index + 1, self.read_pseudo(self, tokens[index], double, element, rules)

    def _show(self, token: Token) -> str:
        return self.text[token.start : token.end]


def is_identifier(text: str) -> bool:
    """Whether a name, as it is spelt in the text, can stand alone."""
    return not (text[:1].isdigit() or text == "-" or (text[:1] == "-" and text[1:2].isdigit()))


def _skip_type(tokens: Sequence[Token], index: int) -> int:
    """Index behind a type selector with or without namespace, if there is one: `a`, `*`, `svg|a`, `|a`."""
    if tokens[index].kind == "&":
        index += 1
    start = index
    if index < len(tokens) and tokens[index].kind in ("<ident>", "*"):
        index += 1
    following = tokens[index + 1] if index + 1 < len(tokens) else END
    if index < len(tokens) and tokens[index].kind == "|" and following.kind in ("<ident>", "*"):
        return index + 2
    return max(start, index)


def _check_attribute(block: Token) -> None:
    """`[name]`, `[ns|name="value" i]`: https://drafts.csswg.org/selectors-4/#attribute-selectors."""
    kinds = [token.kind for token in block.children]
    skip = 2 if kinds[:2] in (["<ident>", "|"], ["*", "|"]) else 1 if kinds[:1] == ["|"] else 0
    name, *rest = [*block.children[skip:], END]
    if name.kind != "<ident>":
        raise SelectorError("CSSG130", "an attribute selector needs a name", block)
    operator, value, flag, *more = [*rest, END, END, END]
    if operator is END:
        return
    if operator.kind not in _ATTRIBUTE_OPERATORS:
        raise SelectorError("CSSG130", f"`{operator.value}` is no operator of an attribute selector", operator)
    if value.kind not in ("<ident>", "<string>"):
        raise SelectorError("CSSG130", "the value of an attribute selector needs quotes here", block)
    if flag is not END and flag.key not in ("i", "s"):
        raise SelectorError("CSSG130", f"unexpected `{flag.value}` in an attribute selector", flag)
    if any(token is not END for token in more):
        raise SelectorError("CSSG130", "an attribute selector holds too much", block)
