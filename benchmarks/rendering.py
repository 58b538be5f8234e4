"""What Chromium makes of answers: the computed style of an element of a page that has the stylesheet."""

import re
from collections.abc import Sequence

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By

from cssgen.training.prompt_files import Condition, PromptRow, Rendering

_IMPORT = re.compile(r"@import[^;]*;")
_WRITE = "document.open(); document.write(arguments[0]); document.close();"
# What a transition ends in is what the answer asks for, however long it takes.
_READ = """
const [selector, pseudo, conditions] = arguments;
document.getAnimations().forEach(each => { if (each instanceof CSSTransition) each.finish(); });
const element = document.querySelector(selector);
const style = element && getComputedStyle(element, pseudo || null);
return style && conditions.map(names => names.map(name => style.getPropertyValue(name)));
"""
_OUTSIDE = {"type": "mouseMoved", "x": -1, "y": -1}


class Unreachable(Exception):  # noqa: N818  # what an answer made of the page, no fault in here
    """The pointer cannot be put on an element: it has no size, or lies outside of the window."""


def look(browser: Chrome, row: PromptRow, answer: str) -> list[str]:
    """What does not look as it should, in words; empty if all does.

    Args:
        browser: shows the page, in place of what it shows now.
        row: a prompt with a rendering.
        answer: stands in the place of its marker.
    """
    rendering = row.rendering
    if rendering is None:
        raise ValueError(f"{row.id} does not say how it should look")
    try:
        _show(browser, render_page(row, answer), rendering)
        return _judge(rendering.computed, _read(browser, rendering))
    except Unreachable as error:
        return [str(error)]
    finally:
        if rendering.state == "hover":
            # Where the pointer is, it would stay for the next page.
            browser.execute_cdp_cmd("Input.dispatchMouseEvent", _OUTSIDE)


def render_page(row: PromptRow, answer: str) -> str:
    """A page with the stylesheet of a row, `answer` in it; what the stylesheet imports is left out."""
    text = answer.strip()
    semicolon = ";" if row.kind == "rule" and not text.endswith((";", "}")) else ""
    css = _IMPORT.sub("", f"{row.before}{text}{semicolon}{row.after}").replace("</", "<\\/")
    body = row.rendering.html if row.rendering else ""
    return f"<!doctype html><meta charset=utf-8><style>{css}</style>{body}"


def _show(browser: Chrome, page: str, rendering: Rendering) -> None:
    width, height = rendering.viewport
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get("about:blank")
    browser.execute_script(_WRITE, page)
    if rendering.state == "hover":
        trigger = browser.find_element(By.CSS_SELECTOR, rendering.trigger)
        try:
            ActionChains(browser, duration=0).move_to_element(trigger).perform()
        except WebDriverException as error:
            raise Unreachable(f"the pointer cannot reach {rendering.trigger}") from error
    elif rendering.state == "focus":
        browser.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})
        browser.execute_script("document.querySelector(arguments[0]).focus();", rendering.trigger)


def _read(browser: Chrome, rendering: Rendering) -> list[list[str]] | None:
    """The computed values of the properties that each condition names; None without the element."""
    names = [condition.property.split("|") for condition in rendering.computed]
    values: list[list[str]] | None = browser.execute_script(_READ, rendering.element, rendering.pseudo, names)
    return values


def _judge(conditions: Sequence[Condition], found: Sequence[Sequence[str]] | None) -> list[str]:
    if found is None:
        return ["the page has no such element"]
    return [
        f"computed {condition.property}: {' / '.join(values)}, not {condition.value}"
        for condition, values in zip(conditions, found, strict=True)
        if not any(re.search(condition.value, value) for value in values)
    ]
