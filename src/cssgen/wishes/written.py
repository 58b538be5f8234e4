"""Classes, ids and attributes that a prompt writes out, and what each is written for."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_CLASS: Final = r"(?:[.#][A-Za-z_][\w-]*)+"
_ATTRIBUTE: Final = (
    r"\[[\w-]+(?:[~|^$*]?=[^\]]*)?\]|\b(?:aria|data)-[\w-]+=[\"']?[\w-]+[\"']?"
    r"|\b(?:aria|data)-[\w-]+\b(?! (?:value|attribute|text))"
)
# A class or an attribute behind one of these words tells when a rule holds, not what it is for.
_CONDITION: Final = re.compile(
    rf"\(?\b(?:when|while|if|with|has|having|as|is)\s+(?:it\s+(?:is|has)\s+)?(?P<told>{_CLASS}|{_ATTRIBUTE})\)?"
    rf"|\((?P<noted>{_CLASS}|{_ATTRIBUTE})\)",
    re.IGNORECASE,
)
NOTED: Final = "\2"  # stands before a condition that was written in brackets
WRITTEN: Final = re.compile(rf"(?<![\w-]){_CLASS}|{_ATTRIBUTE}", re.IGNORECASE)
_NAME: Final = re.compile(r"\.([A-Za-z_][\w-]*)")
_CALLED: Final = re.compile(
    r"(?<=\bwith |\bhave )class (?:named |called )?([a-z][\w-]*)|(?<=\bthe )class ([a-z][\w-]*)(?= is\b)", re.IGNORECASE
)
_MODIFIER: Final = re.compile(r"(?<![\w.#-])[A-Za-z]\w*(?:--|__)[A-Za-z][\w-]*")
_BARE_MODIFIER: Final = re.compile(r"(?:(?<=\A)|(?<=[,;] )|(?<=and ))--[a-z][\w-]*(?= \w)")
_COMPOUND: Final = re.compile(
    r"(?<![\w.#/-])([A-Za-z][\w-]*)"
    r"\.(?!(?:png|jpe?g|svg|gif|webp|avif|mp4|webm|woff2?|ttf|otf|css|html?|js)\b)([A-Za-z][\w-]*)(?![\w/]*\.)",
    re.IGNORECASE,
)
_TAGS: Final = frozenset(
    (
        *("a", "body", "button", "div", "dd", "dt", "h1", "h2", "h3", "input", "label", "li", "nav", "ol"),
        *("p", "section", "span", "table", "td", "th", "tr", "ul"),
    )
)
_NAMES: Final = re.compile(rf"(?<![\w/-]){_CLASS}|\b(?:aria|data)-[\w-]+|{_MODIFIER.pattern}")
_AROUND: Final = re.compile(
    rf"\b(?:when|while|if|once)\s+(?:the\s+)?(?P<name>body|html|root|page|[.][\w-]+)\s+(?:has|is|gets|have)\s+"
    rf"(?:class\s+|the class\s+)?(?P<told>{_CLASS}|{_ATTRIBUTE})[,:]?"
    rf"|\b(?:when|while|if|once|with)\s+(?P<set>{_CLASS}|{_ATTRIBUTE})\s+(?:is\s+)?(?:set\s+)?on\s+(?:the\s+)?"
    rf"(?P<on>body|html|root|page)\b[,:]?",
    re.IGNORECASE,
)
_FLAGS: Final = re.compile(r"aria-(?:selected|expanded|pressed|checked|invalid|disabled|hidden|busy)", re.IGNORECASE)


# All that is offered for a prompt is held against it.
@lru_cache(256)
def list_written(prompt: str) -> frozenset[str]:
    """The names of classes, ids and attributes that a prompt writes out, in lower case."""
    return frozenset(name.lower() for each in _NAMES.findall(prompt) for name in re.findall(r"[\w-]+", each))


def spell_out(prompt: str, selectors: Sequence[str]) -> str:
    """A prompt that writes its classes as CSS does: `pill--won`, `answer.right` and `the class new` are classes too."""
    classes = {name for each in selectors for name in _NAME.findall(each)}
    text = _CALLED.sub(lambda match: f".{match[1] or match[2]}", prompt)
    text = _MODIFIER.sub(lambda match: f".{match[0]}", text)
    return _COMPOUND.sub(lambda match: _spell_compound(match, classes), text)


def _spell_compound(match: re.Match[str], classes: set[str]) -> str:
    if match[1].lower() in _TAGS:
        return f".{match[2]}"
    return f".{match[0]}" if match[1] in classes else match[0]


def name_modifiers(text: str, block: str | None) -> str:
    """A text whose modifiers are written whole: of a status, `--won green, --lost red` are `.status--won` and so on."""
    if block is None or not re.fullmatch(r"\.[\w-]+", block) or len(_BARE_MODIFIER.findall(text)) < 2:
        return text
    return _BARE_MODIFIER.sub(lambda match: f"{block}{match[0]}", text)


def cut_ancestor(text: str) -> tuple[str, str]:
    """What must hold around all that a prompt speaks of, and the rest: `when body has .privacy blur all amounts`."""
    match = _AROUND.search(text)
    if match is None:
        return "", text
    name = (match["name"] or match["on"]).lower()
    element = {"page": "body", "root": "html"}.get(name, name)
    rest = (text[: match.start()] + " " + text[match.end() :]).strip(" ,:;")
    return element + as_selector(match["told"] or match["set"]), rest


def cut_note(text: str) -> tuple[str, str]:
    """A text without the one class or attribute that is noted in brackets, `a line (aria-selected)`, and that.

    Beside others that are written out, it is only for the wish that it stands in.
    """
    notes = list(re.finditer(rf"\s*\((?P<noted>{_CLASS}|{_ATTRIBUTE})\)", text, re.IGNORECASE))
    rest = text[: notes[0].start()] + text[notes[0].end() :] if len(notes) == 1 else text
    if len(notes) != 1 or WRITTEN.search(rest):
        return text, ""
    return rest, as_selector(notes[0]["noted"])


def mark(text: str) -> str:
    """A text whose conditions have a NUL before them, instead of the word or bracket that makes them one."""
    return _CONDITION.sub(lambda match: f" \0{match['told']}" if match["told"] else f" {NOTED}\0{match['noted']}", text)


def cut_conditions(text: str) -> tuple[str, str]:
    """A text that was marked without its conditions, and these as a selector."""
    conditions = re.findall(rf"\0({WRITTEN.pattern})", text, re.IGNORECASE)
    rest = re.sub(rf"{NOTED}?\0(?:{WRITTEN.pattern})", " ", text, flags=re.IGNORECASE)
    return rest, "".join(as_selector(each) for each in conditions)


def cut_state_class(prompt: str) -> tuple[str, str]:
    """A prompt without the class that tells when it holds, as in `slides in when it has .open`, and that or nothing."""
    rest, told = cut_conditions(mark(prompt))
    return (rest, told) if re.fullmatch(r"\.[A-Za-z_][\w-]*", told) else (prompt, "")


def as_selector(written: str) -> str:
    """A class, an id or an attribute as CSS writes it."""
    if written[0] in ".#[":
        return written
    name, equals, value = written.partition("=")
    value = value.strip("\"'") if equals else "true" if _FLAGS.fullmatch(name) else ""
    return f'[{name}="{value}"]' if value else f"[{name}]"
