"""Score the validator on tables of cases: `python benchmarks/validity.py --cases DIR [--misses]`.

DIR holds JSON lines, gzip: `wpt_values` (property, value, valid, via, spec, tentative), derived from
web-platform-tests; `wpt_selectors_and_rules`; `injected_errors` (kind, css); `real_declarations` (property,
value, count), from npm packages. Macro figures are means over the folders of specifications that have at
least five rows. Rows whose `via` is not `valid`, `invalid` or `shorthand` are valid by implication and
scored apart.
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cssgen.diagnostics import Severity
from cssgen.validity import check_stylesheet, validate_declaration
from cssgen.validity.spec import load_spec
from cssgen.validity.vds import parse_syntax
from cssgen.validity.vocabulary import read_vocabulary

Row = dict[str, Any]

CORE = frozenset({"valid", "invalid", "shorthand"})
FEWEST_ROWS = 5
# A misspelt word may be another author's name, and a value may suit two properties.
MAY_BE_VALID = ("keyword typo", "value of other property")


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a table."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def accepts_value(row: Row) -> bool:
    """Whether the declaration of a row has no error; notes and warnings are none."""
    findings = validate_declaration(row["property"], row["value"])
    return all(finding.severity is not Severity.ERROR for finding in findings)


def accepts_text(text: str) -> bool:
    """Whether a stylesheet has no error."""
    return all(found.severity is not Severity.ERROR for found in check_stylesheet(text))


def accepts_selector(text: str) -> bool:
    """Whether a selector is one, judged as the prelude of an empty rule."""
    return accepts_text(text + " {}")


def percent(verdicts: Iterable[bool]) -> float:
    """Share of true ones."""
    listed = list(verdicts)
    return 100 * sum(listed) / len(listed) if listed else 100.0


def score_values(rows: list[Row], *, show_misses: bool) -> None:
    """Print the shares of valid rows accepted and invalid rows rejected."""
    judged = [(row, accepts_value(row) == row["valid"]) for row in rows]
    core = [(row, right) for row, right in judged if row["via"] in CORE]
    for name, chosen in {
        "all core rows": core,
        "without tentative": [pair for pair in core if not pair[0]["tentative"]],
    }.items():
        for valid in (True, False):
            _print_shares(name, chosen, valid=valid)
    implied = percent(right for row, right in judged if row["via"] not in CORE)
    print(f"implied valid: {implied:.2f} %")
    if show_misses:
        for row, right in judged:
            if not right:
                print(
                    "  missed",
                    "valid" if row["valid"] else "invalid",
                    row["spec"],
                    f"{row['property']}: {row['value']}",
                )


def _print_shares(name: str, judged: list[tuple[Row, bool]], *, valid: bool) -> None:
    folders: dict[str, list[bool]] = defaultdict(list)
    for row, right in judged:
        if row["valid"] is valid:
            folders[row["spec"]].append(right)
    large = [verdicts for verdicts in folders.values() if len(verdicts) >= FEWEST_ROWS]
    macro = sum(map(percent, large)) / len(large) if large else 100.0
    micro = percent(right for verdicts in folders.values() for right in verdicts)
    deed = "valid accepted" if valid else "invalid rejected"
    print(f"values, {name}: {deed}: macro {macro:.2f} % of {len(large)} folders, micro {micro:.2f} %")


def score_selectors_and_rules(rows: list[Row], *, show_misses: bool) -> None:
    """Print how many selectors and at-rules are judged rightly."""
    for kind, accepts in (("selector", accepts_selector), ("rule", accepts_text)):
        for valid in (True, False):
            chosen = [row for row in rows if row["kind"] == kind and row["valid"] is valid]
            missed = [row["value"] for row in chosen if accepts(row["value"]) is not valid]
            deed = "valid accepted" if valid else "invalid rejected"
            print(f"{kind}s: {deed}: {len(chosen) - len(missed)} of {len(chosen)}")
            for value in missed if show_misses else ():
                print("  missed", value)


def score_errors(rows: list[Row], *, show_misses: bool) -> None:
    """Print the share of injected errors found, by kind; for clean sheets, the share with false alarms."""
    kinds: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for row in rows:
        kinds[row["kind"]].append((row["css"], not accepts_text(row["css"])))
    for kind, sheets in kinds.items():
        what = "false alarms" if kind == "clean" else "found"
        print(f"injected: {kind}: {percent(found for _, found in sheets):.2f} % {what} of {len(sheets)}")
        if kind in MAY_BE_VALID or show_misses:
            for css, found in sheets:
                if found == (kind == "clean"):
                    print("  missed", _why_valid(css) if kind in MAY_BE_VALID else repr(css))


def _why_valid(css: str) -> str:
    """The declarations of the first rule that could hold the error, each with the reason why it is none."""
    block = css[css.index("{") + 1 : css.index("}")]
    declarations = [each.strip().partition(":") for each in block.split(";") if each.strip()]
    return "; ".join(f"{name}:{value} ({_reason(name.strip(), value.strip())})" for name, _, value in declarations)


def _reason(name: str, value: str) -> str:
    syntax = load_spec().properties[name]["syntax"]
    keywords = read_vocabulary(parse_syntax(syntax)).keys
    if value.lower() not in keywords and "<ident>" in keywords and value.replace("-", "").isalnum():
        return "a name of the author's own"
    return f"matches {syntax}"


def score_real(rows: list[Row]) -> None:
    """Print what is found in declarations of released packages; each line should be an error."""
    flagged = [row for row in rows if not accepts_value(row)]
    share = 100 * sum(row["count"] for row in flagged) / sum(row["count"] for row in rows)
    print(f"real: {len(flagged)} of {len(rows)} distinct declarations flagged, {share:.3f} % by frequency")
    for row in flagged:
        message = validate_declaration(row["property"], row["value"])[0].message
        print(f"  {row['property']}: {row['value'][:60]} <- {message}")


def main() -> None:
    """Score every table that is there."""
    parser = argparse.ArgumentParser(description="Score the validator on tables of cases.")
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--misses", action="store_true", help="list what was judged wrongly")
    options = parser.parse_args()
    tables = {path.name.partition(".")[0]: list(read_rows(path)) for path in options.cases.glob("*.jsonl.gz")}
    if "wpt_values" in tables:
        score_values(tables["wpt_values"], show_misses=options.misses)
    if "wpt_selectors_and_rules" in tables:
        score_selectors_and_rules(tables["wpt_selectors_and_rules"], show_misses=options.misses)
    if "injected_errors" in tables:
        score_errors(tables["injected_errors"], show_misses=options.misses)
    if "real_declarations" in tables:
        score_real(tables["real_declarations"])


if __name__ == "__main__":
    main()
