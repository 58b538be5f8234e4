"""Wishes in plain words, sizes and borders that tell their declarations themselves."""

import pytest

from cssgen.wishes.plain import read_plain

OWN = (
    ("--brand", "#0b5fff"),
    ("--border", "#e0e0e0"),
    ("--radius-sm", "2px"),
    ("--radius", "6px"),
    ("--shadow-lg", "0 20px 40px rgb(0 0 0 / 0.2)"),
)


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ("bold", "font-weight: 700"),
        ("all caps", "text-transform: uppercase"),
        ("no underline", "text-decoration: none"),
        ("vertically centred", "display: flex; align-items: center"),
        ("stays on top while the list scrolls", "position: sticky; top: 0"),
        ("takes whatever height is left in the window", "flex: 1"),
        ("at opposite ends of one line", "display: flex; align-items: center; justify-content: space-between"),
        ("pill shaped", "border-radius: 999px"),
        ("covers the whole screen", "position: fixed; inset: 0"),
        ("44px touch area", "min-width: 44px; min-height: 44px"),
        ("help cursor", "cursor: help"),
        (
            "visually hidden",
            "position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; "
            "clip-path: inset(50%); white-space: nowrap",
        ),
        # The file's own steps
        ("rounded", "border-radius: var(--radius)"),
        ("slightly rounded", "border-radius: var(--radius-sm)"),
        ("very rounded", "border-radius: 16px"),
        ("large shadow", "box-shadow: var(--shadow-lg)"),
        ("shadow", ""),
        ("use the radius", ""),
        ("use the shadow", "box-shadow: var(--shadow-lg)"),
        # Sizes
        ("16px padding", "padding: 16px"),
        ("padding of 16px", "padding: 16px"),
        ("12px 24px padding", "padding: 12px 24px"),
        ("24px side padding", "padding-inline: 24px"),
        ("4px below", "margin-bottom: 4px"),
        ("10mm away from the table above", "margin-top: 10mm"),
        ("24px above and below", "margin-block: 24px"),
        ("0.5rem top margin", "margin-top: 0.5rem"),
        ("8px gap", "gap: 8px"),
        ("max 480px wide", "max-width: 480px"),
        ("at least 44px tall", "min-height: 44px"),
        ("8px rounded corners", "border-radius: 8px"),
        ("40px circle", "width: 40px; height: 40px; border-radius: 50%"),
        ("44x24px", "width: 44px; height: 24px"),
        ("60% opacity", "opacity: 0.6"),
        ("line height 1.5", "line-height: 1.5"),
        # Borders
        ("thin bottom border", "border-bottom: 1px solid var(--border)"),
        ("2px dashed brand outline", "outline: 2px dashed var(--brand)"),
        ("amber left border 4px", "border-left: 4px solid #f59e0b"),
        ("a line on top", "border-top: 1px solid var(--border)"),
        ("2px brand line below", "border-bottom: 2px solid var(--brand)"),
        ("brand border and text", "border: 1px solid var(--brand); color: var(--brand)"),
        # What says more, or speaks of something else
        ("stacked below 800px", ""),
        ("800px below", ""),
        ("bold title", ""),
        ("border that glows", ""),
        ("rounded image in a frame", ""),
    ],
)
def test_told(wish: str, told: str) -> None:
    assert "; ".join(f"{each.name}: {each.value}" for each in read_plain(wish, OWN)) == told


def test_the_usual_values_without_steps_of_the_file() -> None:
    assert [each.value for each in read_plain("rounded")] == ["8px"]
    assert [each.value for each in read_plain("top border")] == ["1px solid #e5e7eb"]
