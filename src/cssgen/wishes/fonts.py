"""A font that a prompt tells whole: `load Sora regular from /fonts/sora-400.woff2`."""

import re
from typing import Final

_FILE: Final = re.compile(
    r"(?:url\(\s*)?[\"']?(?P<path>(?<![\w./:~@%-])[\w./:~@%-]{1,200}\.(?P<kind>woff2|woff|ttf|otf))\b[\"']?\s*\)?",
    re.IGNORECASE,
)
_FORMATS: Final = {"woff2": "woff2", "woff": "woff", "ttf": "truetype", "otf": "opentype"}
_QUOTED: Final = re.compile(r"[\"'“‘]([A-Z][\w &-]{1,40})[\"'”’]")
_FAMILY: Final = re.compile(r"(?<![\w./-])[A-Z][A-Za-z0-9]*(?:[ -](?:[A-Z][A-Za-z0-9]*|\d\b))*")
_WEIGHTS: Final = (
    (r"extra[- ]?light|ultra[- ]?light", "200"),
    (r"extra[- ]?bold|ultra[- ]?bold", "800"),
    (r"semi[- ]?bold|demi[- ]?bold", "600"),
    (r"variable", "100 900"),
    (r"thin|hairline", "100"),
    (r"light", "300"),
    (r"regular|normal|book", "400"),
    (r"medium", "500"),
    (r"bold", "700"),
    (r"black|heavy", "900"),
)
_WEIGHT: Final = re.compile(
    r"(?<![\w/.-])(?:"
    + "|".join(rf"(?P<w{at}>{words})" for at, (words, _) in enumerate(_WEIGHTS))
    + r"|(?P<number>[1-9]00))"
    r"(?![\w/.-])",
    re.IGNORECASE,
)
_NO_NAMES: Final = re.compile(
    r"(?:load|import|use|font|fonts|the|self|host|add|register|our|with|from|italic|oblique|show|a)\b", re.IGNORECASE
)
_DISPLAYS: Final = (
    (
        r"\b(?:invisible|hidden|no|hide(?: the)?|block(?:ing)?) (?:text )?(?:until|while|till)\b|font-display:? block",
        "block",
    ),
    (r"\boptional\b|only if (?:it is )?(?:cached|there at once)", "optional"),
)


def write_font_face(prompt: str) -> str | None:
    """The `@font-face` rule that a prompt tells; None if it does not name both a family and its files.

    Args:
        prompt: of one family and one weight.
    """
    # Most prompts are about no font.
    files = list(_FILE.finditer(prompt)) if any(f".{kind}" in prompt.lower() for kind in _FORMATS) else []
    if not files or len({match["kind"].lower() for match in files}) < len(files):
        return None
    told = _FILE.sub(" ", prompt)
    family = _find_family(told)
    if family is None:
        return None
    sources = ", ".join(f'url("{match["path"]}") format("{_FORMATS[match["kind"].lower()]}")' for match in files)
    display = next((value for words, value in _DISPLAYS if re.search(words, told, re.IGNORECASE)), "swap")
    style = "italic" if re.search(r"\bitalics?\b", told, re.IGNORECASE) else "normal"
    lines = [
        f'font-family: "{family}";',
        f"src: {sources};",
        f"font-weight: {_find_weight(told.replace(family, ' '))};",
        f"font-style: {style};",
        f"font-display: {display};",
    ]
    return "\n".join(("@font-face {", *(f"  {line}" for line in lines), "}"))


def _find_family(text: str) -> str | None:
    """What is written in quotes, or with a capital letter, without the words for its weight."""
    quoted = _QUOTED.search(text)
    if quoted:
        return quoted[1].strip()
    for match in _FAMILY.finditer(text):
        words = _WEIGHT.sub(" ", match[0]).split()
        while words and _NO_NAMES.fullmatch(words[0]):
            words.pop(0)
        if words:
            return " ".join(words)
    return None


def _find_weight(text: str) -> str:
    match = _WEIGHT.search(text)
    if match is None:
        return "400"
    return match["number"] or next(weight for at, (_, weight) in enumerate(_WEIGHTS) if match[f"w{at}"])
