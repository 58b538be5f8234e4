"""The codes of diagnostics, and what `cssgen explain` says about each."""

from typing import NamedTuple


class Rule(NamedTuple):
    """A kind of diagnostic.

    Attributes:
        code: stable, such as `CSSG001`.
        name: short, for machines and tables: `unfilled-marker`.
        summary: one line.
        explanation: what it means, with an example, and what to do.
    """

    code: str
    name: str
    summary: str
    explanation: str


_RULES = (
    Rule(
        "CSSG001",
        "unfilled-marker",
        "A marker has not been filled.",
        """\
`cssgen check` found a comment that still asks for CSS:

    /* complete: keep the header at the top */

Fill it with `cssgen fill PATH`, or take the keyword out to keep it as a plain comment.""",
    ),
    Rule(
        "CSSG002",
        "malformed-marker",
        "A comment looks like a marker and is none, or its options are wrong.",
        """\
A marker is a comment that begins with the keyword, options in parentheses if any, and a colon:

    /* complete: three columns that stack on phones */
    /* complete(n=2, seed=7): primary and secondary button */

Options: `n` (number of rules, 1 to 8; only where rules stand), `max` (budget in tokens), `seed` (another
seed, another answer), `leave` (`comment`, `nothing` or `region`). A marker that asks for nothing, a slip
in the keyword (`complte:`), a missing colon, and `// complete:` (no comment in CSS) are reported.""",
    ),
    Rule(
        "CSSG003",
        "unsupported-position",
        "A marker stands where nothing can be generated.",
        """\
A marker may stand between rules, between declarations, between keyframes, or in a value behind the colon:

    .card { color: /* complete: brand blue */; }

It may not stand in a selector, in the prelude of an at-rule, between a property and its colon, before an
`@import`, or behind a declaration that lacks its `;`.""",
    ),
    Rule(
        "CSSG004",
        "region-edited",
        "The CSS of a filled region was edited by hand.",
        """\
A region (`leave=region`) ends with digests of its prompt and its CSS. This CSS is no longer what was
generated, so cssgen will not overwrite it. To keep your text, delete the end comment and turn the marker
into a plain comment; to have it filled anew, delete `sum=…` from the end comment.

Nor does it overwrite anything if the end comment was changed, or stands within a declaration or a selector,
or if other markers stand before it: then it is not clear where the region ends.""",
    ),
    Rule(
        "CSSG005",
        "region-stale",
        "The prompt of a filled region was changed.",
        """\
The prompt no longer matches the digest in the region's end comment. `cssgen fill` generates it anew.""",
    ),
    Rule(
        "CSSG006",
        "no-valid-candidate",
        "The model offered no CSS that may be written; the marker stays.",
        """\
Every candidate was refused, for the reasons given. Say it in other words, say less in one marker, offer more
candidates (`--candidates 8`), try another seed (`/* complete(seed=2): … */`) or a larger model (`--model`).""",
    ),
    Rule(
        "CSSG007",
        "unbalanced-stylesheet",
        "The stylesheet is not balanced, so nothing in it is filled.",
        """\
A string, comment, bracket or block is never closed, or closed without having been opened. What stands where
cannot be told then. The one exception: a marker that is the last thing in a block which is never closed, as
in half-written CSS, is filled and the block closed.""",
    ),
    Rule(
        "CSSG008",
        "unreadable-file",
        "The file cannot be decoded.",
        """\
Its bytes are not valid in its encoding (by BOM, then `@charset`, then UTF-8), or it holds NUL characters. It is
left as it is.""",
    ),
    Rule(
        "CSSG009",
        "unsuitable-file",
        "The file is minified.",
        """\
Files with lines of more than 5,000 characters are written by machines; cssgen leaves them alone.""",
    ),
    Rule(
        "CSSG010",
        "file-changed",
        "The file changed while its markers were being filled.",
        """\
Someone saved it meanwhile. cssgen writes only over bytes that it has read: fills whose markers are still there
were put into the new text, the others were dropped. Run it again.""",
    ),
    Rule(
        "CSSG011",
        "unwritable-file",
        "The file could not be written; it is as it was.",
        """\
The directory cannot be written, the disk is full, or the file is hard-linked: replacing it would part it from
its other names. The fills of this run are lost.""",
    ),
    Rule(
        "CSSG012",
        "unstageable-fill",
        "A fill cannot be put into the index and the work tree alike.",
        """\
`cssgen fill --staged` writes the same CSS into git's index and into the work tree, or into neither. It leaves a file
alone if it has conflicts, is only intended to be added, or is not in the work tree; if a marker differs between the
two, or the unstaged changes around it leave no room for the same CSS; and if git's filters (line ends, encodings,
clean and smudge) would make something else of it. Stage the marker, or fill without `--staged` and run
`git add -p`.""",
    ),
    Rule(
        "CSSG013",
        "large-file",
        "The file is too large.",
        """\
Stylesheets of more than 1 MB (or 600,000 tokens) are written by machines, and cssgen leaves them alone. Where that is
not so:

    [tool.cssgen.limits]
    file-bytes = 5_000_000""",
    ),
    Rule(
        "CSSG014",
        "deep-nesting",
        "Blocks and brackets are nested too deeply.",
        """\
People nest a handful of levels; a hundred is the limit. Nothing in the file is filled. Where it must be so:

    [tool.cssgen.limits]
    depth = 200""",
    ),
    Rule(
        "CSSG015",
        "many-markers",
        "The file has too many markers.",
        """\
A file with more than a thousand markers is taken for a mistake, and none of them is filled. Where it is none:

    [tool.cssgen.limits]
    markers = 5_000""",
    ),
    Rule(
        "CSSG016",
        "slow-model",
        "The model took too long for a marker.",
        """\
It was stopped, and what it had written by then, and what the cookbook offers, cannot be written; the marker stays. Ask
for less in one marker, take a smaller model or fewer candidates, or give it more time:

    [tool.cssgen.limits]
    seconds = 600""",
    ),
    Rule(
        "CSSG017",
        "memory-limit",
        "The model needs more memory than it may have.",
        """\
It was not loaded, or stopped, and what the cookbook offers cannot be written; the marker stays. Take a smaller model,
or raise the limit:

    [tool.cssgen.limits]
    memory-mb = 8_000

Markers are also left so if the system has no more memory.""",
    ),
    Rule(
        "CSSG018",
        "not-plain-css",
        "A marker in SCSS or Less stands where the text is not surely plain CSS.",
        """\
In these languages (experimental, with `extend-include`) a marker is filled at the top of the file, in style rules, in
the blocks of at-rules such as `@media`, in keyframes, and in values without variables. It stays in mixins, functions,
loops and conditions, in the blocks of `@include`, in maps, nested properties, placeholders and guarded rules, behind
nested rules, and before an `@use`. Move it, or write that part by hand.""",
    ),
    Rule(
        "CSSG019",
        "misread-language",
        "The file is in a language that cssgen does not read, or cannot read for certain.",
        """\
Stylesheets without braces (`.sass`, `.styl`) are never read, nor are scripts and the like (`.js`, `.tsx`, `.py`, `.md`)
and style blocks of components in another language than CSS (`<style lang="scss">`). Of SCSS and Less (experimental) a
file is left alone if it cannot be told what its compiler takes for a comment, a string or a URL, or if it is not UTF-8.
`cssgen validate` judges none of them.""",
    ),
)

CODES = {rule.code: rule for rule in _RULES}
