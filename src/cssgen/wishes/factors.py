"""How many times its size something gets: `one and a half times its size`, `shrinks to half`, `5% bigger`."""

import re
from typing import Final

_FACTORS: Final = {
    "one and a half": "1.5",
    "two and a half": "2.5",
    "three quarters": "0.75",
    "two thirds": "0.667",
    "half": "0.5",
    "a half": "0.5",
    "a third": "0.333",
    "a quarter": "0.25",
    "a fifth": "0.2",
    "a tenth": "0.1",
    "twice": "2",
    "double": "2",
    "two times": "2",
    "thrice": "3",
    "triple": "3",
    "three times": "3",
    "four times": "4",
    "five times": "5",
}
_SPOKEN: Final = "|".join(sorted(_FACTORS, key=len, reverse=True))
_FACTOR: Final = rf"(?:(?P<spoken>{_SPOKEN})|(?P<number>(?<![\d.])\d{{0,6}}\.?\d{{1,6}})(?P<sign> ?%| ?[x×]| times))"
_OF_SIZE: Final = re.compile(
    rf"(?<![\w.]){_FACTOR}(?: times)?(?: of)? (?:(?:its|the|their|normal|original|own|full) )+size\b"
    rf"(?! of (?:the )?(?:text|font|rest))"
)
_GROWS: Final = re.compile(
    r"\b(?:grow|shrink|swell|scale|enlarge|zoom|blow|pop)(?:s|ing|d|ed)? (?:up |down |out |in |itself )*"
    rf"(?:to |by a factor of )(?:about |nearly |roughly |almost )?{_FACTOR}(?! ?(?:times )?(?:of )?(?:its|the|their)\b)"
)
# Most prompts tell none.
_MAY_TELL: Final = re.compile(r"size|grow|shr[iu]nk|swell|scale|enlarge|zoom|blow|pop|bigger|larger|smaller")
_MORE: Final = re.compile(
    r"(?<![\w.])(?P<share>\d{1,6}(?:\.\d{1,6})?) ?% (?P<way>bigger|larger|smaller)\b"
    r"(?! (?:text|font|type|letters|than the text))"
    r"|\b(?P<verb>grow|shrink|scale up|scale down)(?:s|ing)? by (?P<by>\d+(?:\.\d+)?) ?%"
)


def spell_factors(text: str) -> str:
    """A text that tells factors of size as `scale 1.5`."""
    if not _MAY_TELL.search(text):
        return text
    text = _OF_SIZE.sub(lambda match: f"scale {_value(match)}", text)
    text = _GROWS.sub(lambda match: f"scale {_value(match)}", text)
    return _MORE.sub(_change, text)


def _value(match: re.Match[str]) -> str:
    if match["spoken"]:
        return _FACTORS[match["spoken"]]
    return f"{float(match['number']) / 100:g}" if "%" in match["sign"] else f"{float(match['number']):g}"


def _change(match: re.Match[str]) -> str:
    share = float(match["share"] or match["by"]) / 100
    less = match["way"] == "smaller" or (match["verb"] or "") in ("shrink", "scale down")
    return f"scale {1 - share if less else 1 + share:g}"
