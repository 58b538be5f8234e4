"""Wishes in plain words that are one or two declarations, whatever a recipe would add: `bold`, `no underline`."""

import re
from collections.abc import Sequence
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.framed import read_frame
from cssgen.wishes.sized import read_size

# What holds a wish to what it is for, and says nothing.
_BEFORE: Final = re.compile(
    r"\A(?:(?:it(?:'s| is)?|is|are|be|being|should be|must be|make (?:it|this|them)|set|as|with|in|an?|the|its|all"
    r"|everything)\s+)+",
    re.IGNORECASE,
)
_CENTRED: Final = "cent(?:er|re)d"
_NO: Final = "(?:no|without(?: an?| any)?)"
_WORDS: Final = (
    # Type
    (r"bold(?:ed)?(?: text| font| type| weight)?", "font-weight: 700"),
    (r"semi-?bold(?: text)?", "font-weight: 600"),
    (r"(?:extra|ultra)[ -]?bold", "font-weight: 800"),
    (r"medium[ -]weight|weight medium", "font-weight: 500"),
    (r"(?:normal|regular) weight|not bold", "font-weight: 400"),
    (r"italics?(?: text)?|italici[sz]ed", "font-style: italic"),
    (r"(?:upper[ -]?cased?|(?:all )?caps|capitals)(?: text| letters)?", "text-transform: uppercase"),
    (r"lower[ -]?cased?(?: text| letters)?", "text-transform: lowercase"),
    (r"capitali[sz]ed?|title case", "text-transform: capitalize"),
    (r"small[ -]caps", "font-variant-caps: small-caps"),
    (r"underlined?", "text-decoration: underline"),
    (rf"(?:{_NO} (?:text[ -])?(?:underlines?|decoration)|not underlined)", "text-decoration: none"),
    (r"tabular(?:[ -]nums| numbers| figures| numerals| digits)?", "font-variant-numeric: tabular-nums"),
    (
        r"(?:no|never|do(?:es)?n'?t|not) wrap(?:s|ping|ped)?|no-?wrap"
        r"|(?:stays? |kept |keep |all )?on (?:one|a single) line|(?:single|one) line",
        "white-space: nowrap",
    ),
    (
        r"(?:truncated?|cut off|clipped)(?: (?:with|by) (?:an )?(?:ellipsis|dots))?|ellipsis(?: (?:if|when) too long)?",
        "overflow: hidden; text-overflow: ellipsis; white-space: nowrap",
    ),
    (r"balanced(?: wrapping| lines| text| line breaks)?", "text-wrap: balance"),
    (
        rf"(?:text|numbers?|labels?|letters) {_CENTRED}|{_CENTRED} (?:text|numbers?|labels?|letters)",
        "text-align: center",
    ),
    (r"(?:text )?(?:left[- ]aligned|aligned? (?:to the )?left)", "text-align: left"),
    (r"(?:text )?(?:right[- ]aligned|aligned? (?:to the )?right)", "text-align: right"),
    (r"(?:tight|snug) (?:line[ -]height|leading|lines)", "line-height: 1.2"),
    (
        r"(?:wide|loose) (?:letter[ -]spacing|tracking)|letter[ -]?spaced|spaced[ -]out letters",
        "letter-spacing: 0.05em",
    ),
    (r"tight (?:letter[ -]spacing|tracking)", "letter-spacing: -0.02em"),
    # How it is laid out
    (r"(?:display )?block|block[- ]level", "display: block"),
    (r"(?:display )?inline[- ]block", "display: inline-block"),
    (r"(?:display )?inline[- ]flex", "display: inline-flex"),
    (r"(?:display )?flex(?:box)?|(?:flex |horizontal )?row|side by side", "display: flex"),
    (r"(?:flex |vertical )?column|stacked(?: vertically)?|vertical stack", "display: flex; flex-direction: column"),
    (r"(?:display )?grid", "display: grid"),
    (
        rf"(?:(?:items |content )?(?:vertically {_CENTRED}|{_CENTRED} vertically)|items {_CENTRED})",
        "display: flex; align-items: center",
    ),
    (
        r"space[- ]between|pushed apart|(?:items )?at (?:both|opposite) ends(?: of (?:one|a|the) (?:line|row))?",
        "display: flex; align-items: center; justify-content: space-between",
    ),
    (
        rf"content {_CENTRED}|{_CENTRED} (?:content|both ways|in both directions|horizontally and vertically)",
        "display: grid; place-items: center",
    ),
    (rf"{_CENTRED} horizontally|horizontally {_CENTRED}", "margin-inline: auto"),
    (r"wraps?|wrapping", "flex-wrap: wrap"),
    (r"(?:never|do(?:es)?n'?t|not|no) shrink(?:s|ing)?", "flex-shrink: 0"),
    (
        r"(?:takes?|fills?) (?:up )?(?:the |all )*(?:rest|remaining (?:space|width|room|height))"
        r"|(?:takes?|fills?) (?:up )?(?:whatever|all the|the) (?:space|width|room|height) (?:that )?(?:is |'s )?left"
        r"(?: .+)?",
        "flex: 1",
    ),
    # Its box
    (r"(?:full|100%|whole)[ -]width|100% wide", "width: 100%"),
    (r"(?:full|100%)[ -]height", "height: 100%"),
    (r"(?:overflow hidden|hid(?:e|den) overflow|clips (?:its )?(?:content|overflow))", "overflow: hidden"),
    (
        r"scroll(?:s|able)?(?: (?:vertically|on its own|by itself|when (?:it is )?(?:too )?(?:tall|long|needed)))?",
        "overflow-y: auto",
    ),
    (r"scroll(?:s|able)? (?:horizontally|sideways)", "overflow-x: auto"),
    (
        r"(?:image |picture |photo )?cropped(?: to fit)?|object[- ]fit cover"
        r"|(?:not|never) (?:squashed|stretched|distorted)",
        "object-fit: cover",
    ),
    (r"(?:perfect )?circle|circular|round", "border-radius: 50%"),
    (r"pill(?:[- ]shaped?)?|fully rounded|capsule", "border-radius: 999px"),
    (r"square corners|sharp corners", "border-radius: 0"),
    (rf"{_NO} (?:background|bg)", "background: none"),
    (rf"{_NO} (?:outline)", "outline: none"),
    (rf"{_NO} (?:list[ -]style|bullets?|markers?)", "list-style: none"),
    (
        r"sticky(?: (?:at|to) (?:the )?top| top)?"
        r"|(?:stays?|sticks?|remains?|pinned) (?:on|at|to) (?:the )?top(?: (?:when|while|as|during) .+)?",
        "position: sticky; top: 0",
    ),
    (r"covers? (?:the |its )?(?:whole |entire )?(?:parent|container|card)", "position: absolute; inset: 0"),
    (r"covers? (?:the )?(?:whole |entire )?(?:screen|viewport|window|page)", "position: fixed; inset: 0"),
    (
        r"(?:visually hidden|hidden visually|screen[- ]readers? only|sr[- ]only|only for screen[- ]readers)"
        r"(?:,? but (?:still )?(?:focusable|readable|there for screen[- ]readers))?",
        "position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); "
        "white-space: nowrap",
    ),
    (
        r"(?:at least )?44px (?:touch|tap|hit) (?:area|target)s?"
        r"|(?:touch|tap|hit) (?:area|target)s? (?:of )?(?:at least )?44px",
        "min-width: 44px; min-height: 44px",
    ),
    (r"dotted underline", "text-decoration: underline dotted"),
    (
        rf"{_NO} button (?:look|style|styles|styling|chrome)",
        "border: 0; background: none; color: inherit; font: inherit",
    ),
    # What it does
    (r"not[- ]allowed cursor|cursor not[- ]allowed", "cursor: not-allowed"),
    (r"help cursor|cursor help|question mark cursor", "cursor: help"),
    (r"wait cursor|cursor wait", "cursor: wait"),
    (r"grab cursor|cursor grab", "cursor: grab"),
    (r"(?:always|permanently) (?:visible|shown)", "opacity: 1"),
    (r"(?:cursor )?pointer(?: cursor)?|hand cursor", "cursor: pointer"),
    (r"(?:no text selection|text not selectable|unselectable)", "user-select: none"),
    (r"gr[ae]yscale|desaturated", "filter: grayscale(1)"),
    (r"not resi[sz]able|no resi[sz](?:e|ing)", "resize: none"),
    (r"hidden(?: (?:by default|at first|initially))?", "display: none"),
)
# What a file has steps of, and what its names for them end with; without such a name, the usual value if there is one.
_STEPS: Final = tuple(
    (name, re.compile(words, re.IGNORECASE), noun, step, usual)
    for name, words, noun, step, usual in (
        (
            "border-radius",
            r"(?:slightly|a (?:little|bit)) rounded(?: corners)?|small (?:radius|rounding)",
            "radius",
            "small",
            "4px",
        ),
        ("border-radius", r"(?:very|extra) rounded(?: corners)?|large (?:radius|rounding)", "radius", "large", "16px"),
        ("border-radius", r"rounded(?: corners)?|round corners|corners rounded", "radius", "", "8px"),
        ("box-shadow", r"(?:small|soft|subtle|slight|light) shadow", "shadow", "small", ""),
        ("box-shadow", r"(?:large|big|strong|deep|heavy) shadow", "shadow", "large", ""),
        ("box-shadow", r"(?:medium )?(?:box[- ])?shadow", "shadow", "", ""),
    )
)
_NAMES: Final = {
    "small": ("-sm", "-small", "-s", "-1"),
    "": ("", "-md", "-medium", "-m", "-base", "-2"),
    "large": ("-lg", "-large", "-l", "-3"),
}


def _read_declarations(text: str) -> tuple[Declaration, ...]:
    return tuple(Declaration(*each.split(": ", 1)) for each in text.split("; "))


_PLAIN: Final = tuple((re.compile(words, re.IGNORECASE), _read_declarations(told)) for words, told in _WORDS)


def read_plain(wish: str, custom_properties: Sequence[tuple[str, str]] = ()) -> tuple[Declaration, ...]:
    """What a wish in plain words declares; nothing if it says more than these words, or something else.

    Args:
        wish: without the words for what it is for.
        custom_properties: names and values of the file's.
    """
    text = _BEFORE.sub("", wish.strip(" .,"))
    told = next((declarations for words, declarations in _PLAIN if words.fullmatch(text)), ())
    return (
        told
        or _read_step(text, custom_properties)
        or _read_token(text, custom_properties)
        or read_size(text)
        or read_frame(text, custom_properties)
    )


def _read_token(text: str, custom_properties: Sequence[tuple[str, str]]) -> tuple[Declaration, ...]:
    """`use the gap`, `gap from the variable`: the file's only custom property that is called so."""
    match = _TOKEN.fullmatch(text)
    if match is None:
        return ()
    noun = (match["noun"] or match["last"]).lower()
    named = [name for name, _ in custom_properties if noun in re.findall(r"[a-z]+", name.lower())]
    return (Declaration(_OF_NOUN.get(noun, noun), f"var({named[0]})"),) if len(named) == 1 else ()


_NOUN: Final = r"gap|radius|shadow|padding"
_TOKEN: Final = re.compile(
    rf"(?:uses?|using) (?:the|our|its) (?P<noun>{_NOUN})(?: (?:variable|token|var|custom property))?"
    rf"|(?P<last>{_NOUN}) (?:from|by|of|via) (?:the|our|its) (?:variable|token|var|custom property)",
    re.IGNORECASE,
)
_OF_NOUN: Final = {"radius": "border-radius", "shadow": "box-shadow"}


def _read_step(text: str, custom_properties: Sequence[tuple[str, str]]) -> tuple[Declaration, ...]:
    """A radius or a shadow by the file's own name for it."""
    defined = {name for name, _ in custom_properties}
    for name, words, noun, step, usual in _STEPS:
        if words.fullmatch(text):
            named = (f"--{prefix}{noun}{ending}" for prefix in ("", "border-", "box-") for ending in _NAMES[step])
            own = next((each for each in named if each in defined), None)
            value = f"var({own})" if own else usual
            return (Declaration(name, value),) if value else ()
    return ()
