"""Prompts to measure by: places in stylesheets, and what a good answer says there.

A directory of prompts has stylesheets with markers, and beside each `NAME.css` a `NAME.toml`: `held`, whether its
prompts are kept back from tuning, and a table for every marker, in order:

    ["make it sticky"]
    all = ['position: sticky|fixed', ':hover { color: ~red|var']    # each is met by some declaration
    any = [['top: ^0'], ['inset: ^0']]                              # the conditions of one list are all met
    not = ['@media { display: none']                                # no declaration meets it
    gold = "position: sticky; top: 0;"                              # an answer that fulfils all this
    wrong = "position: relative;"                                   # a plausible one that does not

A table may say too what a browser makes of a good answer:

    html = '<header class="top">…</header>'    # what the page shows
    element = '.top'                           # what is looked at; with `pseudo = '::before'`, that of it
    computed = ['position: sticky|fixed']      # each is met by the computed value of one of its properties
    hover = '.top'                             # or `focus`: what the pointer is put on, before looking
    viewport = [600, 800]                      # in CSS pixels; 1200 by 800 if it is missing

A file of JSON lines is read as well: `id`, `context_kind`, `before`, `prompt`, `after`, and `expect` with `must_all`,
`must_any` and `must_not`, whose conditions have `prop`, `val`, and perhaps `sel` and `at`. Its `expect.computed` has
`html`, `target`, `check`, `viewport`, and perhaps `pseudo` and `state`: `hover:.top`, or `hover` for the target.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from cssgen.contexts import read_contexts
from cssgen.errors import FileError
from cssgen.productions import Production
from cssgen.training.corpus import read_rows

KINDS = {
    Production.STYLESHEET: "stylesheet",
    Production.GROUP: "media",
    Production.DECLARATIONS: "rule",
    Production.KEYFRAMES: "keyframes",
    Production.VALUE: "value",
}

STATES = ("hover", "focus")
VIEWPORT = (1200, 800)  # CSS pixels

_MARKER = re.compile(r"(?P<own_line>^[ \t]*)?/\* complete: (?P<prompt>.*?) \*/(?(own_line)\n|)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a declaration must be: regular expressions, in any case; `value` may name classes of colours."""

    property: str
    value: str
    selector: str = ""
    at_rule: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `@at { selector { property: value`, whose first two parts may be missing."""
        *outer, declaration = text.split(" { ")
        name, value = declaration.split(": ", 1)
        selectors = [part for part in outer if not part.startswith("@")]
        return cls(name, value, " ".join(selectors), " ".join(part for part in outer if part.startswith("@")))


@dataclass(frozen=True, slots=True)
class Expectation:
    """When an answer is good: all of these, one list of those, and nothing of the last."""

    all: tuple[Condition, ...] = ()
    any: tuple[tuple[Condition, ...], ...] = ()
    none: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendering:
    """When a good answer looks as it should in a browser.

    Attributes:
        html: the body of a page that has the stylesheet.
        element: selector of the element that is looked at.
        computed: its computed style; a condition names properties, of which one must have the value.
        pseudo: pseudo-element of it that is looked at instead; empty if none is.
        state: `hover`, `focus`, or empty.
        trigger: selector of the element that is brought into that state.
        viewport: width and height in CSS pixels.
    """

    html: str
    element: str
    computed: tuple[Condition, ...]
    pseudo: str = ""
    state: str = ""
    trigger: str = ""
    viewport: tuple[int, int] = VIEWPORT


@dataclass(frozen=True, slots=True)
class PromptRow:
    """A prompt, the texts around its marker, and what is expected there.

    Attributes:
        id: name of the file and number of the prompt in it.
        kind: what stands in the place: `rule` (declarations), `stylesheet`, `media`, `keyframes` or `value`.
        held: whether it is kept back from tuning.
        gold: an answer that fulfils the expectation; empty in JSON lines.
        wrong: an answer that does not.
        rendering: what a browser makes of a good answer; None for most prompts.
    """

    id: str
    kind: str
    before: str
    prompt: str
    after: str
    expectation: Expectation
    held: bool = False
    gold: str = ""
    wrong: str = ""
    rendering: Rendering | None = None

    @property
    def text(self) -> str:
        """The stylesheet with its marker."""
        return f"{self.before}/* complete: {self.prompt} */{self.after}"

    def cut(self, text: str) -> str:
        """What stands between its texts in a filled stylesheet; empty if the marker is still there."""
        answer = text[len(self.before) : len(text) - len(self.after)]
        return "" if answer.startswith("/* complete:") else answer


def read_prompts(path: Path) -> Iterator[PromptRow]:
    """Read the prompts of a directory, or of JSON lines.

    Raises:
        FileError: if it does not exist, or markers and tables of a stylesheet do not pair.
    """
    if not path.is_dir():
        yield from map(_read_row, read_rows(path))
        return
    for sheet in sorted(path.glob("*.css")):
        yield from _read_sheet(sheet)


def _read_row(row: Mapping[str, Any]) -> PromptRow:
    def read(conditions: list[dict[str, str]]) -> tuple[Condition, ...]:
        return tuple(Condition(c["prop"], c["val"], c.get("sel", ""), c.get("at", "")) for c in conditions)

    expect = row["expect"]
    groups = tuple(read(group) for group in expect.get("must_any", ()))
    expectation = Expectation(read(expect.get("must_all", [])), groups, read(expect.get("must_not", [])))
    rendering = _read_computed(expect["computed"]) if expect.get("computed") else None
    texts = row["before"], row["prompt"], row["after"]
    return PromptRow(row["id"], row["context_kind"], *texts, expectation, rendering=rendering)


def _read_computed(check: Mapping[str, Any]) -> Rendering:
    state, _, trigger = check.get("state", "").partition(":")
    return Rendering(
        check["html"],
        check["target"],
        tuple(Condition(name, value) for name, value in check["check"].items()),
        check.get("pseudo", ""),
        state,
        (trigger or check["target"]) if state else "",
        (check["viewport"][0], check["viewport"][1]),
    )


def _read_sheet(path: Path) -> Iterator[PromptRow]:
    text = path.read_text(encoding="utf-8")
    tables = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    held = tables.pop("held")
    markers = list(_MARKER.finditer(text))
    if [marker["prompt"] for marker in markers] != list(tables):
        raise FileError(f"{path}: its markers and the tables of {path.stem}.toml do not pair, in this order")
    for number, marker in enumerate(markers, 1):
        before, after = text[: marker.start("prompt") - len("/* complete: ")], text[marker.end("prompt") + len(" */") :]
        before, after = (_remove_markers(side, tables) for side in (before, after))
        table = tables[marker["prompt"]]
        kind = _find_kind(before, marker["prompt"], after)
        yield PromptRow(
            f"{path.stem}-{number}",
            kind,
            before,
            marker["prompt"],
            after,
            _read_table(table),
            held,
            table["gold"].strip("\n"),
            table["wrong"].strip("\n"),
            _read_rendering(table),
        )


def _remove_markers(text: str, tables: Mapping[str, Any]) -> str:
    """Take out the other markers; a declaration cannot do without its value, and gets the gold answer."""
    removed = _MARKER.sub(lambda m: "" if m["own_line"] is not None else tables[m["prompt"]]["gold"].strip(), text)
    return re.sub(r"\n{3,}", "\n\n", removed)


def _read_table(table: Mapping[str, Any]) -> Expectation:
    def read(conditions: list[str]) -> tuple[Condition, ...]:
        return tuple(map(Condition.parse, conditions))

    groups = tuple(read(group) for group in table.get("any", ()))
    return Expectation(read(table.get("all", [])), groups, read(table.get("not", [])))


def _read_rendering(table: Mapping[str, Any]) -> Rendering | None:
    if "computed" not in table:
        return None
    state = next((state for state in STATES if state in table), "")
    width, height = table.get("viewport", VIEWPORT)
    return Rendering(
        table["html"],
        table["element"],
        tuple(map(Condition.parse, table["computed"])),
        table.get("pseudo", ""),
        state,
        table.get(state, ""),
        (width, height),
    )


def _find_kind(before: str, prompt: str, after: str) -> str:
    (context,) = read_contexts(f"{before}/* complete: {prompt} */{after}").contexts
    return KINDS[context.production]
