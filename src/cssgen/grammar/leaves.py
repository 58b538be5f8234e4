"""Types that no grammar defines, and those that are narrower in what is generated."""

from cssgen.grammar.areas import define_areas
from cssgen.grammar.rules import RuleSet, Symbol
from cssgen.grammar.terminals import identifier, string
from cssgen.validity.primitives import CSS_WIDE
from cssgen.validity.wordlists import words

RESERVED = CSS_WIDE | {"default", "none", "auto", "normal"}

OVERRIDES = {
    "single-transition-property": "all | <property-name>",
    "animateable-feature": "scroll-position | contents | <feature-name>",
    "keyframes-name": "<animation-name>",
    "font-family-name": "<string> | <font-words>",
    "family-name": "<string> | <font-words>",
    "content-replacement": "<url>",
    "bg-image": "<image> | none",
    "url": "<known-url>",
    "attr()": "<known-attr>",
    "'clip'": "auto | rect( [ <length> | auto ]#{4} )",
    "'grid-template-areas'": "none | <area-rows>",
    "'grid'": "<'grid-template-rows'> / <'grid-template-columns'>",
    "'grid-template'": "none | [ <'grid-template-rows'> / <'grid-template-columns'> ]",
}
"""Definitions that take the place of the specification's, because what they allow serves no one."""

_GENERIC = words(
    "serif sans-serif cursive fantasy monospace system-ui math emoji fangsong ui-serif ui-sans-serif ui-monospace "
    "ui-rounded caption icon menu message-box small-caption status-bar"
)
_UNICODE_RANGE = r"U\+[0-9A-F]{1,4}(-[0-9A-F]{1,4})?"
_SYNTAXES = "color|length|number|percentage|angle|time|integer|length-percentage"
# Values that depend on nothing else, as `@property` wants them.
_PLAIN = {
    "plain-length": r"-?(0|[1-9][0-9]{0,3})px",
    "plain-positive-length": r"[1-9][0-9]{0,3}(\.[0-9]{1,3})?(px|rem|em)",
    "plain-number": r"-?(0|[1-9][0-9]{0,3})(\.[0-9]{1,3})?",
    "plain-percentage": r"(100|[1-9]?[0-9])%",
    "plain-angle": r"-?(0|[1-9][0-9]{0,2})deg",
    "plain-time": r"(0|[1-9][0-9]{0,3})m?s",
}
_ATTRIBUTES = "data-[a-z]+(-[a-z]+)*|href|title|alt|aria-label|cite|value|lang"


class Leaves:
    """Terminals of identifiers, strings, colours and names; those of a file are defined by each context."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        quoted = string('"'), string('"', is_empty=False)
        word = f"/-apple-system|[a-zA-Z][a-zA-Z0-9-]*/ & ~/(?i:{'|'.join(sorted(RESERVED | _GENERIC))})/"
        rules.terminal("FONT_WORD", word)
        named = {
            "string": rules.terminal("STRING", quoted[0]),
            "nonempty-string": rules.terminal("NONEMPTY_STRING", quoted[1]),
            "tag-string": rules.terminal("TAG_STRING", '/"[a-z]{4}"/'),
            "tag-string-1-4": rules.terminal("SHORT_TAG_STRING", '/"[A-Z]{3}"/'),
            "hex-color": rules.terminal("HEX_COLOR", "/#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})/"),
            "dashed-ident": rules.terminal("DASHED", "/--[a-z][a-z0-9]*(-[a-z0-9]+)*/"),
            "known-attr": rules.terminal("ATTRIBUTE", rf"/attr\(({_ATTRIBUTES})\)/"),
            "zero": '"0"',
            "known-url": rules.terminal("URL", ""),
            "property-name": rules.terminal("PROPERTY_NAME", ""),
            "feature-name": rules.terminal("FEATURE_NAME", ""),
            "animation-name": rules.terminal("ANIMATION_NAME", ""),
            "unicode-ranges": rules.terminal("UNICODE_RANGES", f"/{_UNICODE_RANGE}(, {_UNICODE_RANGE}){{0,7}}/"),
            "property-syntax": rules.terminal("PROPERTY_SYNTAX", rf'/"(\*|<({_SYNTAXES})>)"/'),
            **{name: rules.terminal(name.upper().replace("-", "_"), f"/{body}/") for name, body in _PLAIN.items()},
        }
        self._named = named
        self._named |= {"string-token": named["string"], "custom-property-name": named["dashed-ident"]}
        self._named["font-words"] = self._font_words()
        self._named["area-rows"] = define_areas(rules)

    def of_type(self, name: str, excluded: frozenset[str]) -> Symbol | None:
        """The symbol of a type; None for one that the specification defines by a grammar."""
        if name in ("custom-ident", "ident", "ident-token"):
            suffix = "_".join(sorted(excluded)).upper().replace("-", "_")[:200]
            return identifier(self._rules, f"IDENT_{suffix}" if excluded else "IDENT", RESERVED | excluded)
        return self._named.get(name)

    def _font_words(self) -> Symbol:
        """An unquoted family name of one to three words, none of them generic."""
        return self._rules.define("font_words", ["FONT_WORD"], ["FONT_WORD", '" "', "FONT_WORD"])
