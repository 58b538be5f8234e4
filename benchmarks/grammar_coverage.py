"""How many real declarations the grammar derives, and what the others are.

    python benchmarks/grammar_coverage.py CASES.jsonl[.gz] [--show N]

Each line of the file is `{"property": …, "value": …, "count": …}`. Prefixed properties and values, and what the
validator rejects, are left out. Values are brought into canonical layout first.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import llguidance

from cssgen.contexts import Context, read_contexts
from cssgen.grammar import render_grammar
from cssgen.grammar.base import load_base
from cssgen.grammar.value_parts import render_parts
from cssgen.scanner import scan
from cssgen.validity import validate_declaration
from cssgen.validity.primitives import CSS_WIDE

_VENDOR = re.compile(r"(?<![\w-])-(?:webkit|moz|ms|o|khtml)-|progid|!ie|\\9")
_BYTES = llguidance.LLTokenizer("byte")
_KINDS = {
    "absolute or data URL": r"url\(\s*[\"']?(?:data:|https?:|//)",
    "more decimals": r"\.\d{7}",
    "more digits": r"\d{6}",
    "escapes or characters in strings": r"[\"']",
    "omitted function": r"\b(?:attr|anchor|anchor-size|image-set|path|shape|url|element|calc-size)\(",
    "nested functions": r"\([^()]*\([^()]*\([^()]*\(",
    "a variable in a place of its own": r"var\(",
}


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration, and how often it occurs."""

    name: str
    value: str
    count: int


def main() -> None:
    """Print the share that is derived, and the rest by kind and property."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--show", type=int, default=25, metavar="N", help="properties to show")
    arguments = parser.parse_args()
    by_property: dict[str, list[Declaration]] = defaultdict(list)
    for declaration in read_cases(arguments.cases):
        by_property[declaration.name].append(declaration)
    total, derived, missing = 0, 0, []
    for name, declarations in sorted(by_property.items()):
        rest = find_underivable(name, declarations)
        missing += rest
        total += sum(each.count for each in declarations)
        derived += sum(each.count for each in declarations) - sum(each.count for each in rest)
    print(f"{derived:,} of {total:,} valid declarations are derived: {derived / total:.2%}")
    report(missing, arguments.show)


def read_cases(path: Path) -> Iterator[Declaration]:
    """The valid declarations of unprefixed properties."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    for row in map(json.loads, text.splitlines()):
        name, value = row["property"].lower(), row["value"]
        if name.startswith(("-", "*", "_")) or _VENDOR.search(value):
            continue
        if not any(found.severity == "error" for found in validate_declaration(name, value)):
            yield Declaration(name, value, row["count"])


def find_underivable(name: str, declarations: Sequence[Declaration]) -> list[Declaration]:
    """Those that the grammar of the property does not derive."""
    if name not in load_base().declarations.values:
        return [each for each in declarations if each.value.lower() not in CSS_WIDE]
    grammar = render_grammar(_context(declarations), "cssgen")
    matcher = llguidance.LLMatcher(_BYTES, llguidance.LLMatcher.grammar_from_lark(grammar.text))
    if matcher.is_error():
        raise SystemExit(f"{name}: {matcher.get_error()}")
    return [each for each in declarations if not _is_derived(matcher, each)]


def _is_derived(matcher: llguidance.LLMatcher, declaration: Declaration) -> bool:
    """Whether the grammar of a style rule derives it: other properties must not stand in its way."""
    tokens = _BYTES.tokenize_str(f"{declaration.name}: {canonical(declaration.value)};")
    own = matcher.deep_copy()
    return own.try_consume_tokens(tokens) == len(tokens) and bool(own.is_accepting())


def canonical(value: str) -> str:
    """`value` in the layout of the grammar: blanks, quotation marks, case of units and functions."""
    text = render_parts(list(scan(value)))
    text = re.sub(r"'([^'\"\\]*)'", r'"\1"', text)
    text = re.sub(r"url\(\s*([^\"')\s]+)\s*\)", r'url("\1")', text)
    text = re.sub(r"(?<![\w.])[+](?=[\d.])", "", text)
    # `/` in strings and urls stays as it is.
    return "".join(re.sub(r" / ", "/", part) if part[:1] == '"' else part for part in re.split(r'("[^"]*")', text))


def _context(declarations: Sequence[Declaration]) -> Context:
    """A file that defines the variables and holds the URLs of the declarations."""
    [context] = read_contexts(".a { /* complete: x */ }").contexts
    text = "\n".join(each.value for each in declarations)
    variables = tuple((variable, "") for variable in sorted(set(re.findall(r"--[\w-]+", text))))
    urls = " ".join(sorted(set(re.findall(r"url\([^)]*\)", text))))
    return replace(context, custom_properties=variables, prefix=f"{urls} {context.prefix}")


def report(missing: Sequence[Declaration], show: int) -> None:
    """What is not derived, by kind and by property."""
    kinds: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    examples: dict[str, list[str]] = defaultdict(list)
    for each in missing:
        kinds[next((kind for kind, pattern in _KINDS.items() if re.search(pattern, each.value)), "other")] += each.count
        properties[each.name] += each.count
        examples[each.name].append(each.value[:60])
    for kind, count in kinds.most_common():
        print(f"  {count:6,}  {kind}")
    for name, count in properties.most_common(show):
        print(f"    {count:5,}  {name}: {'; '.join(examples[name][:4])}")


if __name__ == "__main__":
    main()
