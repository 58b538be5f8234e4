"""Selectors: https://drafts.csswg.org/selectors-4/#grammar."""

from cssgen.grammar.rules import RuleSet, Symbol, literal, repeated
from cssgen.validity.spec import SHIPPED_ENGINES, Spec
from cssgen.validity.wordlists import words

LEVELS = 3
"""Levels of indentation that selectors may stand at."""

ELEMENTS = words(
    "a abbr address area article aside audio b blockquote body button canvas caption cite code col "
    "colgroup dd del details dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hgroup hr html i iframe img input ins kbd label legend li main mark menu meter nav object ol "
    "optgroup option output p path picture pre progress q s search section select small span strong sub "
    "summary sup svg table tbody td textarea tfoot th thead time tr u ul var video circle ellipse g line "
    "path polygon polyline rect text use "
)
"""Elements that a selector may name even if no file does."""

_UNUSUAL = words(
    ":first :left :right :before :after :first-line :first-letter :current :past :future :buffering :muted :seeking "
    ":stalled :volume-locked :active-view-transition :defined :host :playing :paused :snapped"
)
_UNUSUAL_ELEMENTS = words(
    "::cue ::grammar-error ::spelling-error ::target-text ::view-transition ::checkmark ::picker-icon"
)
_NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
_ATTRIBUTE = (
    rf"/\[{_NAME}"
    rf'([~|^$*]?="[a-zA-Z0-9_.\/-]+")?\]/'
)


def define_selectors(rules: RuleSet, spec: Spec) -> None:
    """Define `selectors0` to `selectors2`, one for each level, and `nested0` to `nested2` for nested rules."""
    rules.define(
        "simple", [literal("."), _class(rules)], [literal("#"), rules.terminal("ID", "")], ["attribute"], ["state"]
    )
    rules.terminal("attribute_".upper(), _ATTRIBUTE)
    rules.define("attribute", ["ATTRIBUTE_"])
    rules.define(
        "compound",
        ["ELEMENT", repeated("simple", 0, 3)],
        [repeated("simple", 1, 4)],
        [literal("*"), repeated("simple", 0, 3)],
    )
    rules.terminal("ELEMENT", "")
    rules.define("combinator", *([literal(sign)] for sign in (" ", " > ", " + ", " ~ ")))
    rules.define("further", ["combinator", "compound"])
    _define_pseudos(rules, spec)
    rules.define("complex", ["compound", repeated("further", 0, 3), repeated("element", 0, 1)], ["element"])
    rules.define("own", [literal("&"), repeated("simple", 1, 3)], [literal("&")])
    rules.define(
        "relative",
        ["own", repeated("further", 0, 2), repeated("element", 0, 1)],
        ["complex"],
        [literal("> "), "complex"],
        [literal("+ "), "complex"],
        ["compound", literal(" &")],
    )
    for level in range(LEVELS):
        comma = rules.terminal(f"COMMA{level}", "")
        for name, item in (("selectors", "complex"), ("nested", "relative")):
            more = rules.define(f"{name}{level}_more", [comma, item])
            rules.define(f"{name}{level}", [item, repeated(more, 0, 15)])


def _class(rules: RuleSet) -> Symbol:
    return rules.terminal("CLASS", "")


def _define_pseudos(rules: RuleSet, spec: Spec) -> None:
    shipped = {name for name, engines in spec.selectors.items() if engines >= SHIPPED_ENGINES and "(" not in name}
    elements = sorted(name for name in shipped - _UNUSUAL_ELEMENTS if name.startswith("::"))
    classes = sorted(name for name in shipped - _UNUSUAL if not name.startswith("::"))
    rules.define("element", *([literal(name)] for name in elements), [rules.terminal("VENDOR_ELEMENT", "")])
    rules.terminal("STATE", f"/{'|'.join(classes)}/")
    formula = rules.terminal("FORMULA", r"/even|odd|[1-9][0-9]?|[1-9]?n( [+-] [1-9])?|-n \+ [1-9]/")
    compounds = rules.define("compounds", ["compound", repeated(rules.define("or", [literal(", "), "compound"]), 0, 3)])
    rules.define(
        "state",
        ["STATE"],
        *([literal(f":{name}("), compounds, literal(")")] for name in ("not", "is", "where")),
        [
            literal(":has("),
            repeated(rules.define("child", [literal("> ")], [literal("+ ")]), 0, 1),
            compounds,
            literal(")"),
        ],
        *(
            [literal(f":nth-{name}("), formula, literal(")")]
            for name in ("child", "last-child", "of-type", "last-of-type")
        ),
        [literal(":dir("), rules.terminal("DIRECTION", "/ltr|rtl/"), literal(")")],
        [literal(":lang("), rules.terminal("LANGUAGE", "/[a-z]{2}/"), literal(")")],
    )
