"""A thing that is seen only in a state of what holds it: `delete button only shows when its card is hovered`."""

import re
from collections.abc import Sequence
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.targets import Target
from cssgen.wishes.things import read_thing

_THEN: Final = (
    r"(?:only )?(?:when|while|if|once|on) (?:(?:you |people )?hover(?:ing)? (?:over )?)?(?:its |the |their |an? )?"
    r"(?P<holder>[\w .-]+?)(?P<state> (?:is |are |gets? )?(?:hovered|focus(?:ed)?)(?: or (?:hovered|focus(?:ed)?))?"
    r"(?: inside| within| over)?| (?:is )?hover)?"
)
_THING: Final = r"(?:the |an? )?(?P<thing>[\w .-]+?)"
_SEEN: Final = r"(?:is |are )?(?:only )?(?:(?:shows?|shown|pops?|comes?)(?: up)?|appears?|visible|revealed|seen)"
_REVEALED: Final = (
    re.compile(rf"(?:show|reveal) {_THING} {_THEN}", re.IGNORECASE),
    re.compile(rf"{_THING} {_SEEN} {_THEN}", re.IGNORECASE),
)
_HIDDEN: Final = (Declaration("opacity", "0"), Declaration("transition", "opacity 0.2s"))
_SHOWN: Final = (Declaration("opacity", "1"),)


def read_revealing(prompt: str, selectors: Sequence[str]) -> tuple[Target, ...]:
    """The two rules of a prompt that says when a thing of the file is seen, and nothing else; none of any other.

    Those who use the keyboard see it, too: when the focus is in what holds it.
    """
    match = next((found for each in _REVEALED if (found := each.fullmatch(prompt.strip(" .")))), None)
    if match is None or not (match["state"] or "hover" in prompt.lower()):
        return ()
    thing, holder = read_thing(match["thing"], selectors)[0], read_thing(match["holder"], selectors)[0]
    if not thing or not holder or "," in thing + holder or thing == holder:
        return ()
    inner = thing.removeprefix(f"{holder} ")
    states = ", ".join(f"{holder}{state} {inner}" for state in (":hover", ":focus-within"))
    return (Target(f"{holder} {inner}", prompt, told=_HIDDEN), Target(states, prompt, told=_SHOWN))
