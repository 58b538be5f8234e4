"""What the value of a custom property is for."""

import pytest

from cssgen.contexts import read_contexts
from cssgen.wishes.roles import find_property

KNOWN = frozenset(("box-shadow", "z-index", "font-family", "font-size", "border", "color", "gap", "border-radius"))


@pytest.mark.parametrize(
    ("sheet", "wanted"),
    [
        (":root { --ds-shadow-raised: /* complete: soft */; }", "box-shadow"),
        (":root { --ds-font-mono: /* complete: monospace */; }", "font-family"),
        (":root { --ds-font-size: /* complete: small */; }", "font-size"),
        (":root { --ds-z-modal: /* complete: high */; }", "z-index"),
        (":root { --ds-radius-lg: /* complete: round */; }", "border-radius"),
        (":root { --x: /* complete: round */; }\n.a { border-radius: var(--x); }", "border-radius"),
        (":root { --x: /* complete: round */; }", None),
        (".a { border-inline-start: /* complete: thin */; }", "border"),
        (".a { gap: /* complete: small */; }", "gap"),
        (".a { quotes: /* complete: none */; }", "quotes"),
    ],
)
def test_property(sheet: str, wanted: str | None) -> None:
    (context,) = read_contexts(sheet).contexts
    assert find_property(context, KNOWN) == wanted
