"""Fonts that a prompt tells whole."""

import pytest

from cssgen.wishes.fonts import write_font_face


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        (
            "load Sora regular from /fonts/sora-400.woff2, show the fallback font until it is there",
            [
                '"Sora";',
                'url("/fonts/sora-400.woff2") format("woff2");',
                "weight: 400;",
                "style: normal;",
                "display: swap;",
            ],
        ),
        ("Load Great Vibes from fonts/gv.woff", ['"Great Vibes";', 'url("fonts/gv.woff") format("woff");']),
        (
            "font-face for 'Inter', semibold italic, ../inter.woff2 and ../inter.woff",
            ['"Inter";', '"../inter.woff2") format("woff2"), url("../inter.woff")', "weight: 600;", "style: italic;"],
        ),
        (
            "self-host Fira Code 700 (/f/fira.ttf), no text until it is loaded",
            ['"Fira Code"', '"truetype"', "700", "block"],
        ),
        ("Mona Sans variable from mona.woff2", ['"Mona Sans"', "weight: 100 900;"]),
        ("Roboto Light: roboto-300.woff2", ['"Roboto"', "weight: 300;"]),
    ],
)
def test_told(prompt: str, said: list[str]) -> None:
    text = write_font_face(prompt)
    assert text is not None
    assert [each for each in said if each not in text] == []


@pytest.mark.parametrize(
    "prompt",
    [
        "load the font from /fonts/sora.woff2",
        "use Sora for headings",
        "Sora from a.woff2 and b.woff2",
        "url(img/a.png) as Background",
        "",
    ],
)
def test_none(prompt: str) -> None:
    assert write_font_face(prompt) is None
