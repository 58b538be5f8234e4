"""A whole stylesheet: rules, declarations, at-rules, each in its place."""

from collections.abc import Sequence
from dataclasses import replace

from cssgen.diagnostics import Diagnostic, Severity
from cssgen.edits import Span
from cssgen.validity.at_rules import AT_RULES, FRAMEWORK_AT_RULES, AtRule, Place
from cssgen.validity.preludes import check_prelude, unknown_at_rule
from cssgen.validity.pseudos import check_selectors
from cssgen.validity.selectors import Rules
from cssgen.validity.spec import load_spec
from cssgen.validity.structure import Declaration, Item, Junk, Rule, parse_block, parse_rules
from cssgen.validity.suggestions import suggest
from cssgen.validity.tokens import Token, tokenize
from cssgen.validity.values import check_name, check_value, is_vendor

_ONLY_RULES = frozenset({Place.SHEET, Place.GROUP, Place.KEYFRAMES})
_FRAME_NAMES = frozenset({"cover", "contain", "entry", "exit", "entry-crossing", "exit-crossing", "scroll"})
# Properties and at-rules of CSS modules.
_FRAMEWORK_PROPERTIES = frozenset({"composes"})


def check_stylesheet(text: str) -> list[Diagnostic]:
    """Everything there is to say about a stylesheet, in the order of the text; spans are in code points."""
    return check_rules(text, Place.SHEET)


def check_rules(text: str, place: Place, at_rule: str = "") -> list[Diagnostic]:
    """Judge `text` as the contents of a block of this kind (of `at_rule`, where that matters)."""
    tokens = tokenize(text)
    if any(problem.code == "CSSG106" for problem in tokens.problems):
        return tokens.problems
    checker = _Checker(text, tokens.problems)
    checker.check_list(tokens.values, place, at_rule)
    return sorted(checker.found, key=lambda diagnostic: (diagnostic.span, diagnostic.code))


class _Checker:
    def __init__(self, text: str, problems: Sequence[Diagnostic]) -> None:
        self.text = text
        self.found = list(problems)

    def report(self, code: str, message: str, start: int, end: int, severity: Severity = Severity.ERROR) -> None:
        self.found.append(Diagnostic(code, message, Span(start, end), severity))

    def check_list(self, tokens: Sequence[Token], place: Place, at_rule: str) -> None:
        """Check the contents of a block, or of the stylesheet."""
        if place is Place.OPAQUE:
            return
        items = parse_rules(tokens) if place in _ONLY_RULES else parse_block(tokens)
        head = True
        for item in items:
            if place is Place.SHEET:
                head = self._check_order(item, head)
            self._check_item(item, place, at_rule)

    def _check_item(self, item: Item, place: Place, at_rule: str) -> None:
        if isinstance(item, Junk):
            self._report_junk(item)
        elif isinstance(item, Declaration):
            self.check_declaration(item, place, at_rule)
        elif item.keyword is not None:
            self._check_at_rule(item, item.keyword, place)
        else:
            self._check_qualified(item, place, at_rule)

    def _check_order(self, item: Item, head: bool) -> bool:
        """Whether an `@import` may still follow: https://drafts.csswg.org/css-cascade-5/#at-import."""
        keyword = item.keyword if isinstance(item, Rule) else None
        name = keyword.key if keyword is not None and isinstance(item, Rule) else ""
        name = keyword.value.lower() if keyword is not None else ""
        if name in ("import", "namespace") and not head and isinstance(item, Rule):
            self.report("CSSG121", f"`@{name}` is ignored here: it must come first", item.start, item.end)
        statement = isinstance(item, Rule) and item.block is None
        return head and statement and (name in ("charset", "import", "layer", "namespace") or name in FRAMEWORK_AT_RULES)

    def _check_qualified(self, rule: Rule, place: Place, at_rule: str) -> None:
        block = rule.block
        if block is None:
            return
        if place is Place.KEYFRAMES:
            self._check_frame_selectors(rule, block)
            self.check_list(block.children, Place.FRAME, "")
        elif place in (Place.SHEET, Place.GROUP, Place.STYLE):
            rules = Rules(relative=place is Place.STYLE)
            prelude = self._drop_semicolons(rule.prelude)
            if self._is_module_block(prelude):
                self.report("CSSG143", "`:export` and `:import` are CSS modules, not CSS", rule.start, block.start, Severity.NOTE)
                return
            self.found += check_selectors(prelude, block, self.text, rules)
            self.check_list(block.children, Place.STYLE, "")
        else:
            inside = f"`@{at_rule}`" if at_rule else "this block"
            self.report("CSSG133", f"no rule can stand in {inside}", rule.start, block.start)

    def _is_module_block(self, prelude: Sequence[Token]) -> bool:
        return len(prelude) == 2 and prelude[0].kind == ":" and prelude[1].key in ("export", "import(")

    def _drop_semicolons(self, prelude: Sequence[Token]) -> Sequence[Token]:
        """Semicolons between rules become part of the next selector: report them, and go on without."""
        for token in prelude:
            if token.kind == ";":
                self.report("CSSG107", "no `;` can stand between rules", token.start, token.end)
        cut = max((index for index, token in enumerate(prelude) if token.kind == ";"), default=-1)
        return prelude[cut + 1 :]

    def _check_frame_selectors(self, rule: Rule, block: Token) -> None:
        tokens = [*rule.prelude]
        expects = True
        for index, token in enumerate(tokens):
            if token.kind == ",":
                fine, expects = not expects, True
            else:
                ranged = index > 0 and tokens[index - 1].key in _FRAME_NAMES
                fine, expects = (expects or ranged) and _is_frame_selector(token, ranged), False
            if not fine:
                self.report("CSSG132", f"`{self.text[token.start : token.end]}` is no keyframe", token.start, token.end)
                return
        if expects:
            self.report("CSSG132", "a keyframe such as `from` or `50%` is missing here", block.start, block.start + 1)

    def _check_at_rule(self, rule: Rule, keyword: Token, place: Place) -> None:
        name = keyword.value.lower()
        known = self._find_at_rule(rule, keyword, name)
        if known is None:
            return
        base = _base_name(name)
        if place not in known.parents:
            self.report("CSSG121", f"`@{name}` cannot stand here", keyword.start, keyword.end)
        self.found += check_prelude(rule, keyword, base, known, self.text)
        if rule.block is None:
            if known.holds is not None and not known.statement:
                self.report("CSSG125", f"`@{name}` needs a block", keyword.start, rule.end)
            return
        if known.holds is None:
            self.report("CSSG125", f"`@{name}` takes no block and ends with `;`", keyword.start, rule.block.start)
            return
        holds = Place.STYLE if known.holds is Place.GROUP and place is Place.STYLE else known.holds
        if base == "scope" and place is not Place.STYLE:
            holds = Place.STYLE
        self.check_list(rule.block.children, holds, base)

    def _find_at_rule(self, rule: Rule, keyword: Token, name: str) -> AtRule | None:
        """What is known of the at-rule; a remark if that is nothing."""
        known = AT_RULES.get(_base_name(name))
        if is_vendor(name) and known is not None:
            self.report("CSSG142", f"`@{name}` is a browser's own name", keyword.start, keyword.end, Severity.NOTE)
            return known
        if known is None or (name in FRAMEWORK_AT_RULES and name != "layer"):
            self.found.append(unknown_at_rule(keyword, name))
            return None
        return known

    def check_declaration(self, declaration: Declaration, place: Place, at_rule: str) -> None:
        """Check a declaration in its place: its name, its value, whether it may be important."""
        name = declaration.name
        key = declaration.key
        descriptors = load_spec().at_rules[at_rule].get("descriptors", {}) if place in _DESCRIPTOR_PLACES else {}
        if key in _FRAMEWORK_PROPERTIES:
            self.report("CSSG143", f"`{key}` is CSS modules, not CSS", name.start, name.end, Severity.NOTE)
            return
        if key in descriptors:
            self._check_value(declaration, at_rule)
        elif place is Place.DESCRIPTORS:
            self._report_descriptor(declaration, at_rule, list(descriptors))
        else:
            remark = check_name(key)
            if remark is not None:
                self.found.append(replace(remark, span=Span(name.start, name.end)))
            else:
                self._check_value(declaration, "")
        if declaration.important and place is Place.FRAME:
            self.report("CSSG117", "`!important` is ignored in keyframes", name.start, declaration.end)

    def _check_value(self, declaration: Declaration, at_rule: str) -> None:
        start = declaration.value_start
        if self._misses_semicolon(declaration):
            return
        problems = check_value(declaration.key, self.text[start : declaration.value_end], at_rule)
        for problem in problems:
            if problem.code == "CSSG108":
                self.found.append(replace(problem, span=Span(declaration.name.start, declaration.end)))
            else:
                span = Span(problem.span.start + start, problem.span.end + start)
                self.found.append(replace(problem, span=span))

    def _misses_semicolon(self, declaration: Declaration) -> bool:
        """Report a second `name:` inside the value, which is where a semicolon was forgotten."""
        if declaration.key.startswith("--"):
            return False
        value = declaration.value
        for index in range(1, len(value)):
            if value[index].kind == ":" and value[index - 1].kind == "<ident>" and value[index - 1].spaced:
                at = value[index - 1]
                end = value[index - 2].end if index >= 2 else declaration.value_start
                self.report("CSSG109", f"`;` is missing before `{at.value}`", end, at.end)
                return True
        return False

    def _report_descriptor(self, declaration: Declaration, at_rule: str, names: list[str]) -> None:
        name = declaration.name
        if is_vendor(declaration.key):
            self.report("CSSG140", f"`{declaration.key}` is a browser's own name", name.start, name.end, Severity.NOTE)
            return
        near = suggest(declaration.key, names)
        self.report("CSSG123", f"`@{at_rule}` has no descriptor `{name.value}`{near}", name.start, name.end)

    def _report_junk(self, junk: Junk) -> None:
        first, last = junk.tokens[0], junk.tokens[-1]
        self.report("CSSG107", _describe_junk(junk.tokens, self.text), first.start, last.end)


_DESCRIPTOR_PLACES = frozenset({Place.DESCRIPTORS, Place.PAGE})


def _base_name(name: str) -> str:
    return name[name.index("-", 1) + 1 :] if is_vendor(name) else name


def _is_frame_selector(token: Token, ranged: bool) -> bool:
    if token.kind == "<percentage>":
        return ranged or 0 <= token.number <= 100
    return token.key in ("from", "to") or token.key in _FRAME_NAMES


def _describe_junk(tokens: Sequence[Token], text: str) -> str:
    first = tokens[0]
    start = text[first.start : first.start + 2]
    if start == "//":
        return "`//` begins no comment in CSS; write `/* … */`"
    if first.kind == "$":
        return "`$` begins no variable in CSS; custom properties begin with `--`"
    if first.kind == ";":
        return "no `;` can stand here"
    if first.kind in ("*", "_"):
        return f"`{first.kind}` before a property is a trick for old browsers, not CSS"
    if first.kind == "<ident>" and len(tokens) > 1:
        return f"`:` is missing behind `{first.value}`"
    return f"`{' '.join(text[first.start : tokens[-1].end].split())[:40]}` is neither a declaration nor a rule"
