"""Values that hold `var()`, `env()` or `attr()`: what can be said of them before anything is substituted."""

from collections.abc import Iterator, Sequence

from cssgen.diagnostics import Diagnostic, Severity
from cssgen.edits import Span
from cssgen.validity.calc import SUBSTITUTIONS, CalcError, Calculation
from cssgen.validity.grammar import load_grammar
from cssgen.validity.matching import Row, Scope
from cssgen.validity.math_functions import FUNCTION_RULES
from cssgen.validity.suggestions import suggest
from cssgen.validity.tokens import END, Token
from cssgen.validity.units import DIMENSION_OF
from cssgen.validity.vocabulary import Vocabulary
from cssgen.validity.wordlists import words

# Vue, Tailwind and PostCSS plugins put a value in while they build.
_FRAMEWORK_FUNCTIONS = frozenset({"v-bind(", "theme(", "svg-load(", "svg-inline("})


def is_substitution(token: Token) -> bool:
    """Whether `token` is a function that is replaced before the value is parsed."""
    return token.kind == "<function>" and (token.key in SUBSTITUTIONS or token.key.startswith("--"))


def has_substitution(tokens: Sequence[Token]) -> bool:
    """Whether anything in `tokens` is replaced before the value is parsed."""
    return any((token.children and has_substitution(token.children)) or is_substitution(token) for token in tokens)


def check_substitutions(tokens: Sequence[Token]) -> Iterator[Diagnostic]:
    """Check the arguments of each `var()`, `env()` and `attr()`, at any depth."""
    for token in tokens:
        if token.key in _FRAMEWORK_FUNCTIONS:
            message = f"`{token.value}()` is a framework's, not CSS"
            yield Diagnostic("CSSG143", message, Span(token.start, token.end), Severity.NOTE)
            continue
        problem = _ARGUMENT_PROBLEMS[token.key](token.children) if token.key in _ARGUMENT_PROBLEMS else None
        if problem:
            yield Diagnostic("CSSG116", f"`{token.value}()` {problem}", Span(token.start, token.end))
        elif token.children:
            yield from check_substitutions(token.children)


def _var_problem(arguments: Sequence[Token]) -> str | None:
    name, following = [*arguments[:2], END, END][:2]
    if name.kind != "<ident>" or not name.value.startswith("--") or len(name.value) == 2:
        return "needs the name of a custom property, such as `--size`"
    if following is not END and following.kind != ",":
        return "takes a name and, behind a comma, a fallback"
    return _fallback_problem(arguments[2:])


def _fallback_problem(arguments: Sequence[Token]) -> str | None:
    return "cannot hold `!` or `;` in its fallback" if any(each.kind in "!;" for each in arguments) else None


def _env_problem(arguments: Sequence[Token]) -> str | None:
    if not arguments or arguments[0].kind != "<ident>":
        return "needs a name, such as `safe-area-inset-top`"
    comma = next((index for index, token in enumerate(arguments) if token.kind == ","), len(arguments))
    if any(token.key != "<integer>" or token.number < 0 for token in arguments[1:comma]):
        return "takes a name, integers and, behind a comma, a fallback"
    return _fallback_problem(arguments[comma + 1 :])


def _attr_problem(arguments: Sequence[Token]) -> str | None:
    name = [token for token in arguments[:3] if token.kind in ("<ident>", "|")]
    if not name or name[0] is not arguments[0]:
        return "needs the name of an attribute"
    comma = next((index for index, token in enumerate(arguments) if token.kind == ","), len(arguments))
    if any(token.kind not in ("<ident>", "|", "%", "*") and token.key != "type(" for token in arguments[:comma]):
        return "takes a name, a type and, behind a comma, a fallback"
    return None


_ARGUMENT_PROBLEMS = {"var(": _var_problem, "env(": _env_problem, "attr(": _attr_problem}


def find_strays(tokens: Sequence[Token], vocabulary: Vocabulary, text: str, scope: Scope) -> Iterator[Diagnostic]:
    """Tokens that the grammar has no place for, whatever the substitutions turn out to be."""
    if vocabulary.open:
        return
    for token in tokens:
        if is_substitution(token):
            continue
        if token.key in FUNCTION_RULES and (token.key in vocabulary.keys or "<number>" in vocabulary.keys):
            yield from _check_calculation(token, scope)
        elif token.kind == "<dimension>" and token.value not in DIMENSION_OF:
            message = f"unknown unit `{token.value}`{suggest(token.value, DIMENSION_OF)}"
            yield Diagnostic("CSSG112", message, Span(token.start, token.end))
        elif not vocabulary.has(token):
            shown = text[token.start : token.end]
            yield Diagnostic(
                "CSSG115",
                f"`{shown}` fits nowhere in this value{_near(token, vocabulary)}",
                Span(token.start, token.end),
            )
        elif token.kind == "<function>":
            yield from _check_function(token, vocabulary, text, scope)


def _near(token: Token, vocabulary: Vocabulary) -> str:
    return suggest(token.key, vocabulary.keys) if token.kind in ("<ident>", "<function>") else ""


def _check_calculation(token: Token, scope: Scope) -> Iterator[Diagnostic]:
    # Where percentages stand for something else is not known here, so they may stand for anything.
    for percent in (scope.percent or "percent", "length"):
        try:
            Calculation(FUNCTION_RULES, percent, scope.channels, scope.anchors).function_type(token)
        except CalcError as error:
            failure = error
        else:
            return
    yield Diagnostic("CSSG113", str(failure), Span(failure.token.start, failure.token.end))


def _check_function(token: Token, vocabulary: Vocabulary, text: str, scope: Scope) -> Iterator[Diagnostic]:
    """A function with a substitution inside is judged by its vocabulary, one without by its grammar."""
    definitions = vocabulary.functions.get(token.key)
    if not definitions:
        return
    if not has_substitution(token.children):
        row = Row([token], text, scope)
        grammar = load_grammar()
        if not any(1 in grammar.compile(definition).match(row, 0) for definition in definitions):
            shown = text[token.start : token.end]
            yield Diagnostic("CSSG111", f"`{shown}` has the wrong arguments", Span(token.start, token.end))
        return
    channels = Scope(scope.anchors, words("r g b h s l w a c x y z alpha"), scope.percent)
    yield from find_strays(token.children, vocabulary.of_arguments(token.key), text, channels)
