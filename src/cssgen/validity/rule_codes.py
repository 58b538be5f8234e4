"""The codes of diagnostics about at-rules, queries, selectors and keyframes."""

from cssgen.codes import Rule

RULES_OF_RULES = (
    Rule(
        "CSSG120",
        "unknown-at-rule",
        "No specification has this at-rule.",
        "    @meda (width > 40em) { … }\n\nA browser skips it with its block. At-rules of Sass are reported as such.",
    ),
    Rule(
        "CSSG121",
        "misplaced-at-rule",
        "An at-rule cannot stand here.",
        """\
`@import` stands before every other rule, `@font-face` and `@keyframes` not inside a style rule, `@top-left` only
in `@page`. A browser ignores one in the wrong place.""",
    ),
    Rule(
        "CSSG122",
        "invalid-prelude",
        "What stands between an at-rule and its block is wrong.",
        "    @keyframes one two { … }    takes one name\n    @layer a . b { … }          no blanks in a name",
    ),
    Rule(
        "CSSG123",
        "unknown-descriptor",
        "The at-rule has no such descriptor.",
        "    @font-face { color: red; }\n\n`@font-face` takes descriptors such as `src`, and no properties.",
    ),
    Rule(
        "CSSG125",
        "block-or-semicolon",
        "An at-rule lacks its block, or has one that it cannot have.",
        '    @media print;\n    @import "a.css" { }',
    ),
    Rule(
        "CSSG126",
        "invalid-media-query",
        "A media query is malformed.",
        "    @media screen an (width > 1px)\n\nSuch a query never applies.",
    ),
    Rule(
        "CSSG127",
        "invalid-feature",
        "A media or container feature is unknown, or its value is wrong.",
        """\
    @media (min-widht: 1px)     unknown
    @media (max-width 1px)      a colon is missing
    @media (hover: yes)         expected: none | hover

A browser accepts the first two as something from the future, and never applies them.""",
    ),
    Rule(
        "CSSG128",
        "invalid-condition",
        "The condition of `@supports` or `@container` is malformed.",
        "    @supports (display grid) { … }",
    ),
    Rule(
        "CSSG130",
        "invalid-selector",
        "A selector is malformed.",
        "    a,,b { }    .1a { }    a >> b { }    a::before .c { }\n\nOne bad selector drops the whole rule.",
    ),
    Rule(
        "CSSG131",
        "unknown-pseudo",
        "There is no such pseudo-class or pseudo-element.",
        "    a:hovr { }    a::befor { }\n\nA browser drops the whole rule.",
    ),
    Rule(
        "CSSG132",
        "invalid-keyframe",
        "This is no keyframe.",
        "Keyframes are `from`, `to` and percentages from 0 to 100, separated by commas.",
    ),
    Rule(
        "CSSG133",
        "misplaced-rule",
        "A rule stands in a block that holds declarations only.",
        "    @font-face { .a { color: red; } }",
    ),
)
"""Rules `CSSG120` to `CSSG133`."""
