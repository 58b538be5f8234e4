"""`cssgen watch` on files that hold CSS among other things, and on SCSS and Less, with real files and events."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .running import watching

M = "/* complete: size 12 */"
FILLED = "/* size 12 */\n  width: 12px;"
TEXTS = {
    "page.html": f"<!doctype html>\n<p title='<style>'>é</p>\n<style>\na {{\n  {M}\n}}\n</style>\n<script>\n//{M}\n</script>\n",
    "card.vue": f"<template><p>{{{{ a < b }}}}</p></template>\n<style scoped>\n.a {{\n  {M}\n}}\n</style>\n",
    "card.svelte": f"{{#if a < b}}<p/>{{/if}}\n<style>\n.a {{\n  {M}\n}}\n</style>\n",
    "card.astro": f'---\nconst a = "`";\n---\n<p>{{a}}</p>\n<style>\n.a {{\n  {M}\n}}\n</style>\n',
    "card.scss": f"$a: 1px; // it's\n.a {{\n  {M}\n}}\n@mixin b {{ c: d }}\n",
    "card.less": f"@a: 1px; // it's\n.a {{\n  {M}\n}}\n.b() {{ c: d }}\n",
}
SCRIPT = f"//{M}"


def fill(text: str) -> str:
    """A text as the watcher should leave it: a comment in a script is no marker."""
    return text.replace(SCRIPT, "SCRIPT").replace(M, FILLED).replace("SCRIPT", SCRIPT)


@pytest.fixture
def asking(project: Path) -> Path:
    (project / "cssgen.toml").write_text('extend-include = ["*.scss", "*.less"]\n')
    return project


def save_in_place(path: Path, text: str) -> None:
    path.write_text(text)


def save_by_rename(path: Path, text: str) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_text(text)
    temporary.replace(path)


@pytest.mark.parametrize("save", [save_in_place, save_by_rename])
@pytest.mark.parametrize("name", TEXTS)
def test_a_saved_marker_is_filled_and_nothing_else_changes(
    asking: Path, name: str, save: Callable[[Path, str], None]
) -> None:
    path = asking / "src" / name
    path.parent.mkdir()
    path.write_text(TEXTS[name].replace(f"  {M}\n", ""))
    with watching(asking) as watcher:
        save(path, TEXTS[name])
        event = watcher.expect("fill", path=f"src/{name}")
        assert event["line"] == TEXTS[name].partition(f"  {M}")[0].count("\n") + 1
        assert path.read_text() == fill(TEXTS[name])
        # Its own write is none of a user; a save with another marker is.
        save(path, TEXTS[name].replace(f"  {M}\n", "  /* complete: size 7 */\n"))
        watcher.expect("fill", path=f"src/{name}", prompt="size 7")
        assert path.read_text() == fill(TEXTS[name]).replace("/* size 12 */", "/* size 7 */").replace("12px", "7px")
        assert [prompt for _, prompt in watcher.fills()] == ["size 12", "size 7"]


def test_a_new_directory_of_components(asking: Path) -> None:
    with watching(asking) as watcher:
        (asking / "components").mkdir()
        for name, text in TEXTS.items():
            (asking / "components" / name).write_text(text)
        for name, text in TEXTS.items():
            watcher.expect("fill", path=f"components/{name}")
            assert (asking / "components" / name).read_text() == fill(text)


def test_markers_of_a_mixin_are_told_and_stay(asking: Path) -> None:
    text = f"@mixin a {{\n  {M}\n}}\n"
    with watching(asking) as watcher:
        (asking / "a.scss").write_text(text)
        finding = watcher.expect("finding", path="a.scss")
        assert (finding["code"], finding["line"], finding["column"]) == ("CSSG018", 2, 3)
        assert (asking / "a.scss").read_text() == text


def test_host_with_an_open_block_is_told_and_filled_when_it_is_closed(asking: Path) -> None:
    path = asking / "page.html"
    with watching(asking) as watcher:
        path.write_text(TEXTS["page.html"].replace("}\n</style>", "</style>"))
        assert watcher.expect("finding", path="page.html")["code"] == "CSSG007"
        path.write_text(TEXTS["page.html"])
        watcher.expect("fill", path="page.html")
        assert path.read_text() == fill(TEXTS["page.html"])


def test_scss_that_nobody_asked_for_is_not_watched(project: Path) -> None:
    with watching(project) as watcher:
        (project / "a.scss").write_text(TEXTS["card.scss"])
        (project / "b.css").write_text(f"a {{\n  {M}\n}}\n")
        watcher.expect("fill", path="b.css")
        assert [path for path, _ in watcher.fills()] == ["b.css"]
        assert (project / "a.scss").read_text() == TEXTS["card.scss"]
