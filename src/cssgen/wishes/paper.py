"""What a prompt tells of the paper that a page is printed on: `A4 landscape`, `15mm margins`."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.targets import Target

PAGE: Final = "@page"
_SHEET: Final = re.compile(
    r"(?:(?:print|on|for|as|in|to|use|using|page|size|format|paper|it|an?)[ :]+)*"
    r"(?=\w)(?P<size>a[3-6]|b[45]|letter|legal|ledger)?(?: (?:paper|pages?|sheets?|size|format))*[ ,]*(?:in )?"
    r"(?P<turned>landscape|portrait)?(?: (?:format|mode|orientation|paper|pages?))*",
    re.IGNORECASE,
)
_MARGIN: Final = re.compile(
    r"(?:an? )?(?:page )?(?:margins?(?: of)? )?(?P<size>\d*\.?\d+(?:mm|cm|in|pt|q|px)|0(?![\w.]))"
    r"(?: (?:page )?(?:margins?|all (?:round|around)|on (?:all|every|each) sides?))*",
    re.IGNORECASE,
)


def read_paper(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Wishes for what is printed; those that are about the paper are for `@page`, and say what it declares."""
    return tuple(replace(each, selector=PAGE, told=told) if (told := _read(each)) else each for each in targets)


def _read(target: Target) -> tuple[Declaration, ...]:
    if target.is_own:
        return ()
    sheet = _SHEET.fullmatch(target.wish)
    if sheet and (sheet["size"] or sheet["turned"]):
        size = f"{(sheet['size'] or '').lower()} {(sheet['turned'] or '').lower()}".strip()
        return (Declaration("size", re.sub(r"\A[ab]\d", lambda match: match[0].upper(), size)),)
    margin = _MARGIN.fullmatch(target.wish) if "margin" in target.wish.lower() else None
    return (Declaration("margin", margin["size"]),) if margin else ()
