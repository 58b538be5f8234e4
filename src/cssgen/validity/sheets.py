"""A whole stylesheet: rules, declarations, at-rules, each in its place."""

from collections.abc import Collection, Sequence
from typing import Literal

from cssgen.diagnostics import Diagnostic
from cssgen.validity.at_rules import AT_RULES, FRAMEWORK_AT_RULES, AtRule, Place
from cssgen.validity.custom_properties import find_undefined
from cssgen.validity.declarations import check_declaration, report_junk
from cssgen.validity.preludes import check_prelude, unknown_at_rule
from cssgen.validity.pseudos import check_selectors
from cssgen.validity.reports import Report, make_readable
from cssgen.validity.selectors import Rules
from cssgen.validity.shipping import find_unshipped_at_rule, find_unshipped_pseudos
from cssgen.validity.structure import Declaration, Item, Junk, Rule, parse_block, parse_rules
from cssgen.validity.tokens import Token, tokenize
from cssgen.validity.values import is_vendor

Strictness = Literal["file", "generated"]
"""`"file"` knows every draft, for what an author wrote; `"generated"` only what two engines ship."""

_ONLY_RULES = frozenset({Place.SHEET, Place.GROUP, Place.KEYFRAMES})
_FRAME_NAMES = frozenset({"cover", "contain", "entry", "exit", "entry-crossing", "exit-crossing", "scroll"})


def check_stylesheet(
    text: str, *, strictness: Strictness = "file", custom_properties: Collection[str] | None = None
) -> list[Diagnostic]:
    """Everything there is to say about a stylesheet, in the order of the text.

    Args:
        text: the stylesheet; spans are offsets of its code points.
        strictness: `"file"`, or `"generated"` for what two engines ship.
        custom_properties: names that other stylesheets define.
    """
    return check_rules(text, Place.SHEET, generated=strictness == "generated", known_names=custom_properties or ())


def check_rules(
    text: str,
    place: Place,
    at_rule: str = "",
    *,
    generated: bool = False,
    known_names: Collection[str] | None = None,
) -> list[Diagnostic]:
    """Judge `text` as the contents of a block of this kind, or of the stylesheet.

    Args:
        text: rules, declarations or both.
        place: what block it stands in.
        at_rule: name of the at-rule whose descriptors it holds.
        generated: whether to be strict.
        known_names: custom properties that others define; None does not look at them.
    """
    tokens = tokenize(text)
    if any(problem.code == "CSSG106" for problem in tokens.problems):
        return tokens.problems
    report = Report(text, generated, list(tokens.problems))
    _check_list(tokens.values, place, at_rule, report)
    if known_names is not None:
        report.extend(find_undefined(tokens.values, known_names))
    return sorted(map(make_readable, report.found), key=lambda diagnostic: (diagnostic.span, diagnostic.code))


def _check_list(tokens: Sequence[Token], place: Place, at_rule: str, report: Report) -> None:
    if place is Place.OPAQUE:
        return
    head = True
    for item in parse_rules(tokens) if place in _ONLY_RULES else parse_block(tokens):
        if place is Place.SHEET:
            head = _check_order(item, head, report)
        if isinstance(item, Junk):
            report_junk(item, report)
        elif isinstance(item, Declaration):
            check_declaration(item, place, at_rule, report)
        elif item.keyword is not None:
            _check_at_rule(item, item.keyword, place, report)
        else:
            _check_qualified(item, place, at_rule, report)


def _check_order(item: Item, head: bool, report: Report) -> bool:
    """Whether an `@import` may still follow: https://drafts.csswg.org/css-cascade-5/#at-import."""
    if not isinstance(item, Rule) or item.keyword is None:
        return False
    name = item.keyword.value.lower()
    if name in ("import", "namespace") and not head:
        report.add("CSSG121", f"`@{name}` is ignored here: it must come first", item.start, item.end)
    heads = name in ("charset", "import", "layer", "namespace") or name in FRAMEWORK_AT_RULES
    return head and item.block is None and heads


def _check_qualified(rule: Rule, place: Place, at_rule: str, report: Report) -> None:
    block = rule.block
    if block is None:
        return
    if place is Place.KEYFRAMES:
        _check_frame_selectors(rule.prelude, block, report)
        _check_list(block.children, Place.FRAME, "", report)
    elif place not in (Place.SHEET, Place.GROUP, Place.STYLE):
        inside = f"`@{at_rule}`" if at_rule else "this block"
        report.add("CSSG133", f"no rule can stand in {inside}", rule.start, block.start)
    elif _is_module_block(rule.prelude):
        report.note("CSSG143", "`:export` and `:import` are CSS modules, not CSS", rule.start, block.start)
    else:
        selectors = _drop_semicolons(rule.prelude, report)
        rules = Rules(relative=place is Place.STYLE)
        report.extend(check_selectors(selectors, block, report.text, rules))
        if report.generated:
            report.extend(find_unshipped_pseudos(selectors))
        _check_list(block.children, Place.STYLE, "", report)


def _is_module_block(prelude: Sequence[Token]) -> bool:
    return len(prelude) == 2 and prelude[0].kind == ":" and prelude[1].key in ("export", "import(")


def _drop_semicolons(prelude: Sequence[Token], report: Report) -> Sequence[Token]:
    """Semicolons between rules become part of the next selector: report them, and go on without."""
    cut = 0
    if prelude and report.text.startswith("//", prelude[0].start):
        line_end = report.text.find("\n", prelude[0].start)
        report.add("CSSG107", "`//` begins no comment in CSS; write `/* … */`", prelude[0].start, prelude[-1].end)
        return [token for token in prelude if token.start > line_end]
    for index, token in enumerate(prelude):
        if token.kind == ";":
            report.add("CSSG107", "no `;` can stand between rules", token.start, token.end)
            cut = index + 1
    return prelude[cut:]


def _check_frame_selectors(prelude: Sequence[Token], block: Token, report: Report) -> None:
    """https://drafts.csswg.org/css-animations/#typedef-keyframe-selector."""
    expects, ranged = True, False
    for token in prelude:
        if token.kind == ",":
            fine, expects, ranged = not expects, True, False
        else:
            fine = (expects or ranged) and _is_frame_selector(token, ranged)
            expects, ranged = False, token.key in _FRAME_NAMES
        if not fine:
            shown = report.text[token.start : token.end]
            report.add("CSSG132", f"`{shown}` is no keyframe", token.start, token.end)
            return
    if expects:
        message = "a keyframe such as `from` or `50%` is missing here"
        report.add("CSSG132", message, block.start, block.start + 1)


def _is_frame_selector(token: Token, ranged: bool) -> bool:
    if token.kind == "<percentage>":
        return ranged or 0 <= token.number <= 100
    return not ranged and (token.key in ("from", "to") or token.key in _FRAME_NAMES)


def _check_at_rule(rule: Rule, keyword: Token, place: Place, report: Report) -> None:
    name = keyword.value.lower()
    base = name[name.index("-", 1) + 1 :] if is_vendor(name) else name
    known = AT_RULES.get(base)
    if known is None:
        report.extend([unknown_at_rule(keyword, name)])
        return
    if base != name:
        report.note("CSSG142", f"`@{name}` is a browser's own name", keyword.start, keyword.end)
    if report.generated:
        report.extend([find_unshipped_at_rule(base, keyword)])
    if place not in known.parents:
        report.add("CSSG121", f"`@{name}` cannot stand here", keyword.start, keyword.end)
    report.extend(check_prelude(rule, keyword, base, known, report.text))
    _check_at_block(rule, base, known, place, report)


def _check_at_block(rule: Rule, name: str, known: AtRule, place: Place, report: Report) -> None:
    if rule.block is None:
        if known.holds is not None and not known.statement:
            report.add("CSSG125", f"`@{name}` needs a block", rule.start, rule.end)
        return
    if known.holds is None:
        report.add("CSSG125", f"`@{name}` takes no block and ends with `;`", rule.start, rule.block.start)
        return
    # Groups in a style rule hold declarations as well, and so does every scope.
    styles = known.holds is Place.GROUP and (place is Place.STYLE or name == "scope")
    _check_list(rule.block.children, Place.STYLE if styles else known.holds, name, report)
