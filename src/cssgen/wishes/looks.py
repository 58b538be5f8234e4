"""Looks that have a name of their own, and changes in a state: `greyed out`, `not clickable`, `bigger when pressed`."""

import re
from typing import Final

from cssgen.answers import Declaration

_ADVERBS: Final = (
    r"(?:(?:a (?:little|bit|touch|tad|hair)|slightly|somewhat|just|very|quite|much|completely|strongly|clearly|gently"
    r"|subtly|(?:it|they|is|are|be|gets?|becomes?|looks?|turns?|appears?|shown|all))\s+)*"
)
_MORE: Final = r"(?:\s+(?:a (?:little|bit|touch|tad|hair)|slightly|somewhat|gently|subtly|then|up))*"
_NOT: Final = r"(?:not|never|no longer|cannot|can'?t|can not|could not)(?: be)?"
_WITHOUT: Final = r"(?:no|without(?: an?| any)?)"


def _compile(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_ADVERBS}(?:{words}){_MORE}", re.IGNORECASE)


_LOOKS: Final = tuple(
    (_compile(words), Declaration(name, value))
    for words, name, value in (
        (r"gr[ae]yed[- ]out|faded(?:[- ]out)?|washed[- ]out|half[- ]transparent|dimmed(?: out)?", "opacity", "0.5"),
        (
            r"(?:crossed|struck|scored)[- ](?:out|through)|strike[- ]?through|with a line through(?: it)?",
            *("text-decoration", "line-through"),
        ),
        (
            rf"{_NOT} (?:click(?:able|ed)|clicked on|tapp?able|tapped|select(?:able|ed)|pressed)|unclickable"
            r"|no clicks|ignores? (?:clicks|the mouse)|clicks (?:go|pass|fall) through(?: it)?",
            *("pointer-events", "none"),
        ),
        (rf"{_WITHOUT} (?:padding|inner space)", "padding", "0"),
        (rf"{_WITHOUT} margins?", "margin", "0"),
        (rf"{_WITHOUT} gaps?", "gap", "0"),
        (rf"{_WITHOUT} (?:rounded corners|round corners|rounding|radius)", "border-radius", "0"),
        (rf"{_WITHOUT} (?:box[- ])?shadows?", "box-shadow", "none"),
        (rf"{_WITHOUT} (?:borders?|frame)", "border", "none"),
    )
)
# What these words say of a thing in a state they say of all of it, not of its type.
_CHANGES: Final = tuple(
    (_compile(words), Declaration(name, value))
    for words, name, value in (
        (
            r"bigger|larger|grows?|enlarged?|(?:scales?|zooms?|pops?|blown|zoomed|scaled) (?:up|in)|zooms?",
            "scale",
            "1.05",
        ),
        (r"smaller|shrinks?|shrunk|shrunken|(?:scales?|scaled) down", "scale", "0.95"),
        (r"lighter|brighter|brightens?|lightens?|lights up|lit up", "filter", "brightness(1.1)"),
        (r"darker|darkens?", "filter", "brightness(0.9)"),
        (r"fade[sd]?(?: out)?|paler|fainter|dim(?:s|med|mer)?|see-through", "opacity", "0.7"),
    )
)
_STATE: Final = re.compile(r":(?:hover|active|focus(?:-visible|-within)?)(?![\w-])")


def read_look(wish: str, selector: str) -> tuple[Declaration, ...]:
    """What a wish tells by the name of a look, or of a change if its rule is for a state; nothing if it says more.

    Args:
        wish: without the words for what it is for.
        selector: of its rule.
    """
    is_state = all(_STATE.search(each) for each in selector.split(", "))
    known = (*_CHANGES, *_LOOKS) if is_state else _LOOKS
    return next(((declaration,) for words, declaration in known if words.fullmatch(wish)), ())
