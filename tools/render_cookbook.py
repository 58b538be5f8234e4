"""Draw the recipes of an area on one page, to look at them: `python tools/render_cookbook.py layout-grid-columns`.

Each recipe gets a frame of its own with the elements that its selectors name (`specimens.py`). Writes
`<area>.html`; with `--png`, a picture of it as well, which takes Chromium (Debian: `apt install chromium`).
"""

import argparse
import html
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from specimens import render_specimen

from cssgen.cookbook import Recipe, read_recipes

COOKBOOK = Path(__file__).resolve().parents[1] / "cookbook"
WIDTH, HEIGHT, COLUMNS, CAPTION = 320, 220, 5, 44  # pixels of a frame; frames in a row
STYLE = f"""\
body {{ display: grid; grid-template-columns: repeat({COLUMNS}, {WIDTH}px); gap: 8px; margin: 8px; }}
figure {{ margin: 0; }}
figcaption {{ height: {CAPTION}px; overflow: hidden; font: 12px system-ui; }}
iframe {{ width: {WIDTH}px; height: {HEIGHT}px; border: 1px solid #ccc; box-sizing: border-box; }}
"""


def render_sheet(recipes: Sequence[Recipe]) -> str:
    """An HTML page with a frame for each recipe, captioned with its name and first wording."""
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>" + "\n".join(map(_render_figure, recipes))


def _render_figure(recipe: Recipe) -> str:
    caption = f"<b>{recipe.name}</b> {html.escape(recipe.wordings[0])}"
    return (
        f"<figure><figcaption>{caption}</figcaption>"
        f'<iframe srcdoc="{html.escape(render_specimen(recipe))}"></iframe></figure>'
    )


def photograph(page: Path, picture: Path, height: int) -> None:
    """Take a picture of `page` with headless Chromium; raises `SystemExit` if there is none."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("no Chromium found; open the page in any browser instead")
    size = f"--window-size={COLUMNS * (WIDTH + 8) + 8},{height}"
    options = ("--headless", "--no-sandbox", "--hide-scrollbars", "--virtual-time-budget=1500")
    command = [browser, *options, size, f"--screenshot={picture.resolve()}", page.resolve().as_uri()]
    subprocess.run(command, check=True, capture_output=True)


def main() -> int:
    """Write a page for each area that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("areas", nargs="+", metavar="AREA", help="name of a file of the cookbook, without .css")
    parser.add_argument("--png", action="store_true", help="also take a picture of each page")
    parser.add_argument("--output", type=Path, default=Path(), metavar="DIR", help="where to write; default: here")
    arguments = parser.parse_args()
    for area in arguments.areas:
        recipes = list(read_recipes((COOKBOOK / f"{area}.css").read_text(encoding="utf-8")))
        page = arguments.output / f"{area}.html"
        page.write_text(render_sheet(recipes), encoding="utf-8")
        print(page)
        if arguments.png:
            rows = -(-len(recipes) // COLUMNS)
            photograph(page, page.with_suffix(".png"), rows * (HEIGHT + CAPTION + 8) + 16)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
