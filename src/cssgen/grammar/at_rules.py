"""Rules of a stylesheet at each level of indentation: style rules, groups, keyframes, at-rules with descriptors."""

from cssgen.grammar.declarations import descriptor_rule, list_of
from cssgen.grammar.leaves import RESERVED
from cssgen.grammar.rules import RuleSet, Symbol, literal, repeated
from cssgen.grammar.selectors import LEVELS
from cssgen.grammar.values import Values
from cssgen.validity.spec import Spec

MAX_DECLARATIONS = 16
MAX_RULES = 8
MAX_FRAMES = 6
_COUNTER_STYLES = "none|decimal|disc|square|circle|disclosure-open|disclosure-closed"
_COUNTER_NAME = f"/[a-z]{{3,12}}(-[a-z]{{3,12}})?/ & ~/{_COUNTER_STYLES}|{'|'.join(sorted(RESERVED))}/"

_DISCRETE = [
    "any-hover",
    "any-pointer",
    "color-gamut",
    "display-mode",
    "dynamic-range",
    "forced-colors",
    "hover",
    "inverted-colors",
    "orientation",
    "pointer",
    "prefers-color-scheme",
    "prefers-contrast",
    "prefers-reduced-data",
    "prefers-reduced-motion",
    "prefers-reduced-transparency",
    "scripting",
    "update",
]
_MEASURED = ("width", "height", "inline-size", "block-size")
_REGISTERED = {
    "<color>": "<color>",
    "<length>": "<plain-length>",
    "<number>": "<plain-number>",
    "<percentage>": "<plain-percentage>",
    "<angle>": "<plain-angle>",
    "<time>": "<plain-time>",
}


def define_rules(rules: RuleSet, spec: Spec, values: Values) -> None:
    """Define `rule0` to `rule2`, `group0`, `frame0` to `frame2` and what they consist of.

    The terminals `LINE0` to `LINE4` and `GAP0` to `GAP4` are a newline and an indentation, without and with a
    blank line.
    """
    for level in range(LEVELS + 2):
        rules.terminal(f"LINE{level}", "")
        rules.terminal(f"GAP{level}", "")
    _define_preludes(rules, spec, values)
    for level in range(LEVELS):
        _define_style(rules, level)
        _define_keyframes(rules, level)
    for level in reversed(range(LEVELS)):
        _define_group(rules, level)
    _define_described(rules, values)


def block(level: int, contents: Symbol) -> list[Symbol]:
    """A block whose contents stand one level deeper."""
    return [literal(" {"), f"LINE{level + 1}", contents, f"LINE{level}", literal("}")]


def _define_style(rules: RuleSet, level: int) -> None:
    inner = level + 1
    list_of(rules, f"declarations{level}", "declaration", f"LINE{inner}", MAX_DECLARATIONS)
    rules.define(f"style{level}", [f"selectors{level}", *block(level, f"body{level}")])
    nested = [f"{repeated(f'nested_more{level}', 1, 4)}"] if inner < LEVELS else []
    rules.define(f"body{level}", [f"declarations{level}"], *([[f"declarations{level}", *nested]] if nested else []))
    if nested:
        # `nest` is empty text where rules may nest, and cannot be derived elsewhere.
        rules.define(f"nested_more{level}", [f"GAP{inner}", rules.terminal("nest", ""), f"inner{inner}"])
    rules.define(f"inner{level}", [f"nested{level}", *block(level, f"declarations{level}")])
    rules.define(f"inner_group{level}", ["group_prelude", *block(level, f"declarations{level}")])


def _define_keyframes(rules: RuleSet, level: int) -> None:
    list_of(rules, f"frames_declarations{level}", "frame_declaration", f"LINE{level + 1}", MAX_DECLARATIONS)
    selector = rules.define(
        "frame_selector",
        [literal("from")],
        [literal("to")],
        [rules.terminal("PERCENT", r"/(100|[1-9]?[0-9](\.[0-9]{1,3})?)%/")],
    )
    selectors = list_of(rules, f"frame_selectors{level}", selector, f"COMMA{level}", 8)
    rules.define(f"frame{level}", [selectors, *block(level, f"frames_declarations{level}")])
    if level:
        list_of(rules, f"frames{level}", f"frame{level}", f"GAP{level}", MAX_FRAMES)
        name = rules.terminal("NEW_ANIMATION_NAME", "")
        rules.define(f"keyframes{level - 1}", [literal("@keyframes "), name, *block(level - 1, f"frames{level}")])


def _define_group(rules: RuleSet, level: int) -> None:
    groups = [["group_prelude", *block(level, f"rules{level + 1}")]] if level + 1 < LEVELS else []
    if groups:
        list_of(rules, f"rules{level + 1}", f"grouped{level + 1}", f"GAP{level + 1}", MAX_RULES)
        rules.define(f"group{level}", *groups)
    inner = ["group", "keyframes"] if level + 1 < LEVELS else []
    rules.define(f"grouped{level}", [f"style{level}"], *([f"{name}{level}"] for name in inner))
    if not level:
        rules.define("rule0", ["grouped0"], ["described0"], ["statement"])


def _define_preludes(rules: RuleSet, spec: Spec, values: Values) -> None:
    _define_media(rules, spec, values)
    layer = rules.terminal("LAYER_NAME", "")
    layers = list_of(rules, "layers", layer, literal(", "), 6)
    rules.define("statement", [literal("@layer "), layers, literal(";")])
    rules.define("supported", *([literal("("), name, literal(")")] for name in ("framed", "unframed")))
    rules.define(
        "supports", ["supported"], [literal("not "), "supported"], ["supported", literal(" and "), "supported"]
    )
    rules.define("container", ["measured"], [rules.terminal("CONTAINER_NAME", ""), literal(" "), "measured"])
    rules.define(
        "group_prelude",
        [literal("@media "), "media"],
        [literal("@supports "), "supports"],
        [literal("@layer "), layer],
        [literal("@container "), "container"],
        [literal("@starting-style")],
    )


def _define_media(rules: RuleSet, spec: Spec, values: Values) -> None:
    features = spec.features["media"]
    length = values.of_syntax("<plain-positive-length>") or ""
    bounds = rules.terminal("COMPARISON", "/ (<=|>=|<|>) /")
    measures = rules.terminal("MEASURE", f"/({'|'.join(_MEASURED[:2])})/")
    limits = rules.terminal("LIMIT", f"/(min|max)-({'|'.join(_MEASURED[:2])}): /")
    rules.define(
        "measure",
        [limits, length],
        [measures, bounds, length],
        [length, literal(" <= "), measures, rules.terminal("UPPER", "/ <=? /"), length],
    )
    rules.define("measured", [literal("("), "measure", literal(")")])
    discrete = (
        [literal(f"{name}: "), values.of_syntax(features[name]["syntax"]) or ""]
        for name in _DISCRETE
        if name in features
    )
    ratio = rules.terminal("RATIO", r"/(min-|max-)?aspect-ratio: [1-9][0-9]? \/ [1-9][0-9]?/")
    # The lexer is greedy: were the parenthesis part of one of them, it could begin no other.
    rules.define("feature", ["measure"], *discrete, [ratio])
    rules.define("media_feature", [literal("("), "feature", literal(")")])
    rules.define("media_type", [literal("screen")], [literal("print")], [literal("all")])
    more = rules.define("media_and", [literal(" and "), "media_feature"])
    rules.define(
        "media_query",
        ["media_feature", repeated(more, 0, 2)],
        ["media_type", repeated(more, 0, 2)],
        [literal("not "), "media_type"],
    )
    list_of(rules, "media", "media_query", literal(", "), 3)


def _define_described(rules: RuleSet, values: Values) -> None:
    """`@font-face`, `@property`, `@counter-style` and `@page`, with the descriptors that each needs."""
    name = rules.terminal("NEW_PROPERTY", "")
    registered = _define_registered(rules, values)
    counter = rules.terminal("COUNTER_NAME", _COUNTER_NAME)
    rules.define(
        "page_declaration",
        ["descriptor_page__size"],
        [literal("margin: "), values.of_property("margin") or "", literal(";")],
    )
    rules.define(
        "described0",
        [literal("@font-face"), *block(0, _define_face(rules))],
        *([literal("@property "), name, *block(0, each)] for each in registered),
        [literal("@counter-style "), counter, *block(0, _define_counter(rules))],
        [literal("@page"), *block(0, list_of(rules, "page", "page_declaration", "LINE1", 5))],
    )


def _define_face(rules: RuleSet) -> Symbol:
    options = ("font_weight", "font_style", "font_display", "unicode_range", "size_adjust")
    rules.define("face_option", *([f"descriptor_font_face__{name}"] for name in options))
    more = rules.define("face_more", ["LINE1", "face_option"])
    return rules.define(
        "face", ["descriptor_font_face__font_family", "LINE1", "descriptor_font_face__src", repeated(more, 0, 4)]
    )


def _define_registered(rules: RuleSet, values: Values) -> list[Symbol]:
    """The block of `@property`, a rule for each kind of value."""
    found = []
    for index, (syntax, value) in enumerate(_REGISTERED.items()):
        initial = [literal("initial-value: "), values.of_syntax(value) or "", literal(";")]
        head = [literal(f'syntax: "{syntax}";'), "LINE1", descriptor_rule("property", "inherits"), "LINE1"]
        found.append(rules.define(f"registered{index}", [*head, *initial]))
    return found


def _define_counter(rules: RuleSet) -> Symbol:
    rules.define("counter_system", *([literal(f"system: {name};")] for name in ("cyclic", "symbolic", "fixed")))
    suffix = rules.define("counter_suffix", ["LINE1", "descriptor_counter_style__suffix"])
    return rules.define(
        "counter", ["counter_system", "LINE1", "descriptor_counter_style__symbols", repeated(suffix, 0, 1)]
    )
