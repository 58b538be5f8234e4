"""The codes of the validator, and what `cssgen explain` says about each."""

from cssgen.codes import Rule
from cssgen.validity.rule_codes import RULES_OF_RULES

_RULES = (
    Rule(
        "CSSG101",
        "unclosed",
        "A block, function or bracket is never closed.",
        """\
A browser closes it silently at the end of the file, and everything behind it becomes part of it:

    .card { color: red
    .title { color: blue; }

Here `.title` is a rule inside `.card`. Add the missing `}` or `)` where it belongs.""",
    ),
    Rule(
        "CSSG102",
        "unmatched",
        "A closing bracket has no opening one.",
        """\
    .card { color: red; }}
    .title { color: blue; }

A browser reads the second `}` as the beginning of the next selector and drops the whole rule. Delete it.""",
    ),
    Rule(
        "CSSG103",
        "unclosed-comment",
        "A comment is never closed.",
        "Everything from `/*` to the end of the file is lost. Close it with `*/`.",
    ),
    Rule(
        "CSSG104",
        "unclosed-string",
        "A string is not closed on its line.",
        """\
    content: "hello

A string ends on the line on which it begins. Close it, or write a line break in it as `\\a `.""",
    ),
    Rule(
        "CSSG105",
        "bad-url",
        "A url without quotes holds a blank, a quote or a parenthesis.",
        '    background: url(my image.png)\n\nPut it in quotes: `url("my image.png")`.',
    ),
    Rule(
        "CSSG106",
        "too-deep",
        "The text is nested too deeply to be judged.",
        "Blocks and functions are read to a depth of 40; nothing that people write comes near that.",
    ),
    Rule(
        "CSSG107",
        "unexpected",
        "Something stands where only a declaration or a rule can stand.",
        """\
    .card { color red; }        a colon is missing
    .card { // red              that is no comment in CSS
    .card { *zoom: 1; }         a trick for browsers of long ago

A browser skips everything up to the next `;`.""",
    ),
    Rule(
        "CSSG108",
        "empty-value",
        "A property has no value.",
        "    color: ;\n\nOnly custom properties may be empty (`--x: ;`). A browser drops the declaration.",
    ),
    Rule(
        "CSSG109",
        "missing-semicolon",
        "A semicolon is missing between two declarations.",
        """\
    color: red
    margin: 0;

A browser reads this as one declaration, `color`, whose value is wrong, and drops both.""",
    ),
    Rule(
        "CSSG110",
        "unknown-property",
        "No specification has this property.",
        """\
    colr: red;

Names are taken from the specifications of the W3C, drafts included; custom properties begin with `--`.""",
    ),
    Rule(
        "CSSG111",
        "invalid-value",
        "The value does not match the grammar of its property.",
        """\
    padding: auto;              expected: <'padding-top'>{1,4}
    letter-spacing: .4;         a number needs a unit

The message shows the first part that does not fit, and the grammar in the notation of the specifications.""",
    ),
    Rule(
        "CSSG112",
        "unknown-unit",
        "There is no such unit.",
        "    margin: 10pxx;\n\nThe declaration is dropped. The message suggests the nearest unit.",
    ),
    Rule(
        "CSSG113",
        "invalid-calculation",
        "A calculation is malformed, or its type is wrong.",
        """\
    width: calc(1px+2px);       `+` and `-` need white space on both sides
    width: calc(1px * 2px);     that is an area
    width: calc(1px + 2);       a length and a number do not add up""",
    ),
    Rule(
        "CSSG115",
        "stray-in-substitution",
        "A value with `var()` holds something that fits nowhere in its property.",
        """\
    margin: var(--a) red;

Whatever `--a` is, `red` can be no part of a margin: the declaration can never be valid.""",
    ),
    Rule(
        "CSSG116",
        "invalid-substitution",
        "The arguments of `var()`, `env()` or `attr()` are wrong.",
        "    color: var(x);              needs `--x`\n    color: var(--x red);        the fallback needs a comma",
    ),
    Rule(
        "CSSG117",
        "important-in-keyframes",
        "`!important` is ignored in keyframes.",
        "A browser drops the declaration: https://drafts.csswg.org/css-animations/#keyframes",
    ),
    Rule(
        "CSSG118",
        "unknown-property-name",
        "A transition or `will-change` names a property that does not exist.",
        "    transition: colr 1s;\n\nThat is valid, and has no effect: the name is any identifier.",
    ),
    *RULES_OF_RULES,
    Rule(
        "CSSG140",
        "vendor-property",
        "A browser's own property, or the value of one; not judged.",
        "    -webkit-tap-highlight-color: red;\n\nA note: no specification says what is valid here.",
    ),
    Rule(
        "CSSG141",
        "vendor-value",
        "A value with a browser's own name in it; not judged.",
        "    width: -moz-available;\n\nA note: no specification says what is valid here.",
    ),
    Rule(
        "CSSG142",
        "vendor-name",
        "A browser's own selector or at-rule; not judged.",
        "    ::-webkit-scrollbar { }    @-webkit-keyframes x { }",
    ),
    Rule(
        "CSSG143",
        "framework-syntax",
        "Syntax of a framework: Tailwind, CSS modules, Vue; not judged.",
        "    @apply p-4;    composes: a;    :deep(.b) { }    v-bind(color)",
    ),
    Rule(
        "CSSG144",
        "undefined-custom-property",
        "A custom property is used and defined nowhere.",
        """\
    color: var(--acent);

Neither this stylesheet nor another one of the project defines it. A note, since a script may; a `var()` with a
fallback is left alone.""",
    ),
    Rule(
        "CSSG145",
        "unused-disable",
        "A comment disables what is not there.",
        """\
    /* cssgen-disable-next-line CSSG110 */
    color: red;

Nothing that this comment names would be reported or filled; or `cssgen-enable` stands where nothing is disabled. A
note: delete the comment.""",
    ),
    Rule(
        "CSSG146",
        "malformed-disable",
        "A comment that was to disable something does not say it right.",
        """\
    /* cssgen-disbale */                    a slip
    /* cssgen-disable CSSG999 */            there is no such code
    /* cssgen-disable our own browser */    a reason stands behind ` -- `

There are `cssgen-disable` and `cssgen-enable`, `cssgen-disable-line` and `cssgen-disable-next-line`, with codes if only
these are meant. Codes of whole files (CSSG006 to CSSG019) cannot be disabled. A note.""",
    ),
    Rule(
        "CSSG150",
        "not-shipped",
        "Fewer than two browser engines ship this.",
        "Generated CSS uses only what at least two of Blink, Gecko and WebKit have, by MDN's compatibility data.",
    ),
    Rule(
        "CSSG152",
        "legacy-name",
        "An old name of a property.",
        "    grid-gap: 1em;\n\nGenerated CSS uses the present name, `gap`.",
    ),
    Rule(
        "CSSG153",
        "not-for-generated",
        "An at-rule that only the author writes.",
        "`@import`, `@charset` and `@namespace` belong to the head of a file; generated CSS loads nothing.",
    ),
)

CODES = {rule.code: rule for rule in _RULES}
"""Each rule by its code."""
SYNTAX_CODES = frozenset({"CSSG101", "CSSG102", "CSSG103", "CSSG104", "CSSG105", "CSSG106"})
"""Codes that say that the text cannot be taken apart reliably."""
