"""A prompt that gives each of several things its own look: which selector each wish in it is for.

`smaller title, hide the meta line` is a rule for the title and another one for the meta line; `.old crossed out, .now
red` names its classes; `delta green when .up` is a rule for `.delta.up`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from cssgen.wishes.clauses import split_wishes
from cssgen.wishes.selectors import Named, choose_selectors
from cssgen.wishes.subjects import find_state, iter_blocks, split_head
from cssgen.wishes.words import affinity, split_words, stem

MEANT: Final = 0.4
"""From this worth on, a selector of the file is what a single wish is for."""
MOST: Final = 6

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
_WRITTEN: Final = re.compile(rf"(?<![\w-]){_CLASS}|{_ATTRIBUTE}", re.IGNORECASE)
_STATE_WORDS: Final = re.compile(
    r"\b(?:when|while|if|on|once)?\s*(?:it(?:'s| is)\s+)?(?:being\s+)?(?:hover(?:ed|ing|s)?(?: over)?|focus(?:ed|sed)?"
    r"|pressed|disabled|invalid|checked|visited|moused?[- ]?over"
    r"|(?:you |people )?(?:point|hover)(?:s|ed|ing)? (?:at|over|on)(?: (?:it|them))?)\b",
    re.IGNORECASE,
)
_SIDEWORDS: Final = frozenset(
    (
        *("a", "an", "the", "its", "their", "our", "my", "all", "each", "every", "of", "in", "on", "to"),
        *("for", "is", "are", "be", "get", "gets", "become", "becomes", "turn", "turns", "go", "goes"),
        *("make", "should", "has", "have", "and", "but", "only", "just", "please", "so", "that", "with"),
    )
)
# Words for what is styled about a thing, not for a thing, though classes may be called so.
_ASPECTS: Final = frozenset(
    (
        *("text", "color", "colour", "background", "bg", "border", "shadow", "outline", "line", "corner"),
        *("radius", "gap", "padding", "margin", "font", "size", "width", "height", "square", "round"),
        *("circle", "rounded", "focus", "theme", "space", "spacing"),
    )
)
_TRACKS: Final = re.compile(
    r"\b(?:one|single|two|three|four|five|six|\d+|in a|equal|same|every other|of)[ -](?:columns?|rows?|cols?)\b",
    re.IGNORECASE,
)
_PATH: Final = re.compile(r"\S*/\S+|\S+\.(?:png|jpe?g|svg|gif|webp|avif|woff2?)\b", re.IGNORECASE)
_STATE_COLOUR: Final = re.compile(r"\b(?:focus|hover|active|disabled|invalid) (?:colou?r|ring|tint)", re.IGNORECASE)
_NAME: Final = re.compile(r"\.([A-Za-z_][\w-]*)")
_CALLED: Final = re.compile(
    r"(?<=\bwith |\bhave )class (?:named |called )?([a-z][\w-]*)|(?<=\bthe )class ([a-z][\w-]*)(?= is\b)", re.IGNORECASE
)
_MODIFIER: Final = re.compile(r"(?<![\w.#-])[A-Za-z]\w*(?:--|__)[A-Za-z][\w-]*")
_COMPOUND: Final = re.compile(r"(?<![\w.#/-])([A-Za-z][\w-]*)\.([A-Za-z][\w-]*)(?![\w/]*\.)")
_TAGS: Final = frozenset(
    [
        "a",
        "body",
        "button",
        "div",
        "dd",
        "dt",
        "h1",
        "h2",
        "h3",
        "input",
        "label",
        "li",
        "nav",
        "ol",
        "p",
        "section",
        "span",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_AROUND: Final = re.compile(
    rf"\b(?:when|while|if|once)\s+(?:the\s+)?(?P<name>body|html|root|page|[.][\w-]+)\s+(?:has|is|gets|have)\s+"
    rf"(?:class\s+|the class\s+)?(?P<told>{_CLASS}|{_ATTRIBUTE})[,:]?",
    re.IGNORECASE,
)
# `shrinks and gets brighter while pressed`: both happen then.
_AT_THE_SAME_TIME: Final = re.compile(r"\A[^,;]+\band\b[^,;]+\b(?:while|when|once)\b[^,;]+\Z", re.IGNORECASE)
_INSIDE: Final = re.compile(r"\b(?:inside|within|in it)\b", re.IGNORECASE)
_FLAGS: Final = re.compile(r"aria-(?:selected|expanded|pressed|checked|invalid|disabled|hidden|busy)", re.IGNORECASE)
_ELEMENTS: Final = {
    "button": "button",
    "image": "img",
    "picture": "img",
    "photo": "img",
    "img": "img",
    "video": "video",
    "link": "a",
    "heading": "h1, h2, h3",
    "headline": "h1, h2, h3",
    "paragraph": "p",
    "table": "table",
    "input": "input",
    "select": "select",
    "textarea": "textarea",
    "nav": "nav",
    "navigation": "nav",
    "footer": "footer",
    "aside": "aside",
    "sidebar": "aside",
    "main": "main",
    "body": "body",
    "h1": "h1",
    "h2": "h2",
    "h3": "h3",
    "caption": "figcaption",
    "quote": "blockquote",
    "label": "label",
    "iframe": "iframe",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A wish, and what it is for.

    Attributes:
        selector: of its rule; None if the prompt names none, so that the file alone can tell.
        wish: part of the prompt, without the words for what it is for.
        is_own: whether the wish names that itself; else it goes with what was spoken of before.
    """

    selector: str | None
    wish: str
    is_own: bool = True


def find_targets(prompt: str, selectors: Sequence[str]) -> list[Target]:
    """The single wishes of a prompt and what each is for, in order.

    Args:
        prompt: the prompt.
        selectors: those of the file, without pseudo-classes.
    """
    ancestor, prompt = _cut_ancestor(_spell_out(prompt, selectors))
    head, rest = split_head(prompt)
    known = list(dict.fromkeys([*selectors, *iter_blocks(selectors)]))
    rest, note = _cut_note(rest)
    subject, held, _ = _read_clause(_mark(head), known) if head else (None, "", "")
    held += note
    found: list[Target] = []
    waiting: list[str] = []
    clauses = _split(rest)
    if _AT_THE_SAME_TIME.search(rest) and len(clauses) == 2:
        held += find_state(clauses[1])
        clauses[1] = _STATE_WORDS.sub(" ", clauses[1])
    for clause in clauses:
        own, condition, wish = _read_clause(clause, known)
        if own and not wish:
            # `toolbar and buttons gone`: both are.
            waiting.append(own + condition)
            continue
        if own is None and waiting:
            own = waiting.pop()
        selector = _name(subject, held, own) + condition
        if own and not (subject and held):
            subject = own
        elif not subject and not held:
            held = condition
        names = ", ".join(_put_into(ancestor, each) for each in (*waiting, selector) if each) or ancestor or None
        if wish:
            found.append(Target(names, wish, is_own=own is not None))
        waiting = []
    if waiting and found:
        last = found[-1]
        found[-1] = replace(last, selector=", ".join([*([last.selector] if last.selector else []), *waiting]))
    return found[:MOST]


def _spell_out(prompt: str, selectors: Sequence[str]) -> str:
    """A prompt that writes its classes as CSS does: `pill--won`, `answer.right` and `the class new` are classes too."""
    classes = {name for each in selectors for name in _NAME.findall(each)}
    text = _CALLED.sub(lambda match: f".{match[1] or match[2]}", prompt)
    text = _MODIFIER.sub(lambda match: f".{match[0]}", text)
    return _COMPOUND.sub(lambda match: _spell_compound(match, classes), text)


def _spell_compound(match: re.Match[str], classes: set[str]) -> str:
    if match[1].lower() in _TAGS:
        return f".{match[2]}"
    return f".{match[0]}" if match[1] in classes else match[0]


def _put_into(ancestor: str, selector: str) -> str:
    return f"{ancestor} {selector}" if ancestor else selector


def _cut_ancestor(text: str) -> tuple[str, str]:
    """What must hold around all that a prompt speaks of, and the rest: `when body has .privacy blur all amounts`."""
    match = _AROUND.search(text)
    if match is None:
        return "", text
    name = match["name"].lower()
    element = {"page": "body", "root": "html"}.get(name, name)
    rest = (text[: match.start()] + " " + text[match.end() :]).strip(" ,:;")
    return element + _as_selector(match["told"]), rest


def _name(subject: str | None, held: str, own: str | None) -> str:
    """The selector of what a wish names itself, inside of what the prompt speaks of in a certain state."""
    if own is None or subject is None or own == subject or not held:
        return f"{own or subject or ''}{held}"
    return f"{subject}{held} {own.split()[-1]}"


def _cut_note(text: str) -> tuple[str, str]:
    """A text without the one class or attribute that is noted in brackets, `a line (aria-selected)`, and that."""
    notes = list(re.finditer(rf"\s*\((?P<noted>{_CLASS}|{_ATTRIBUTE})\)", text, re.IGNORECASE))
    if len(notes) != 1:
        return text, ""
    return text[: notes[0].start()] + text[notes[0].end() :], _as_selector(notes[0]["noted"])


def _split(text: str) -> list[str]:
    """The single wishes, none of them cut off from the class or attribute that it holds for."""
    kept = re.sub(r"(?<![\w\0])\.(?=[A-Za-z_])", "\1", _mark(text))
    return [clause.replace("\1", ".") for clause in split_wishes(kept)]


def _mark(text: str) -> str:
    """A text whose conditions have a NUL before them, instead of the word that makes them one."""
    return _CONDITION.sub(lambda match: f" \0{match['told'] or match['noted']}", text)


def _read_clause(clause: str, known: Sequence[str]) -> tuple[str | None, str, str]:
    """The selector that a wish is for, the state that it is for, and the wish."""
    conditions = re.findall(rf"\0({_WRITTEN.pattern})", clause, re.IGNORECASE)
    text = re.sub(rf"\0(?:{_WRITTEN.pattern})", " ", clause, flags=re.IGNORECASE)
    selector, text = _read_subject(text, known)
    condition = "".join(_as_selector(each) for each in conditions)
    state = find_state(_STATE_COLOUR.sub(" ", text))
    if state and state != "::placeholder":
        condition += f":has({state})" if state == ":checked" and _INSIDE.search(text) else state
        text = _STATE_WORDS.sub(" ", text)
    return selector, condition, _trim(text)


def _read_subject(text: str, known: Sequence[str]) -> tuple[str | None, str]:
    """The selector that some words name, and the words that are left."""
    written = _WRITTEN.search(text)
    if written is not None:
        rest = text[: written.start()] + " " + text[written.end() :]
        noun = re.match(r"\s*([A-Za-z]+)", text[written.end() :])
        # `.old price`: the price is what the class is for.
        if noun and any(
            affinity(word, part) for word in split_words(noun[1]) for each in known for part in split_words(each)
        ):
            rest = text[: written.start()] + text[written.end() + noun.end() :]
        return _as_selector(written[0]), rest
    words = [word for word in split_words(_PATH.sub(" ", _TRACKS.sub(" ", text))) if word not in _ASPECTS]
    best = next((each for each in choose_selectors(" ".join(words), known) if each.worth >= MEANT), None)
    element = next((word for word in words if word in _ELEMENTS), None)
    if best is None or (element is not None and not _says(best, element)):
        if element is None or best is not None:
            return (
                (_inside(best.selector, text, known), _without(text, split_words(best.selector)))
                if best
                else (None, text)
            )
        return _ELEMENTS[element], _without(text, [element])
    return _inside(best.selector, text, known), _without(text, split_words(best.selector))


def _inside(selector: str, text: str, known: Sequence[str]) -> str:
    """What the file has in its `.tabs`, where the prompt speaks of one tab."""
    name = re.sub(r".*[.#]", "", selector).lower()
    if not name.endswith("s") or not re.search(rf"\b{re.escape(stem(name))}\b(?!-)", text.lower()):
        return selector
    inner = (each for each in known if each.startswith((f"{selector} ", f"{selector}>")))
    return next(inner, selector)


def _says(named: Named, word: str) -> bool:
    return any(affinity(part, word) for part in split_words(named.selector))


def _as_selector(written: str) -> str:
    """A class, an id or an attribute as CSS writes it."""
    if written[0] in ".#[":
        return written
    name, equals, value = written.partition("=")
    value = value.strip("\"'") if equals else "true" if _FLAGS.fullmatch(name) else ""
    return f'[{name}="{value}"]' if value else f"[{name}]"


def _without(text: str, parts: Sequence[str]) -> str:
    """A text without the words that name some parts of the page."""
    kept = [
        word
        for word in text.split()
        if not any(own not in _ASPECTS and affinity(part, own) for own in split_words(word) for part in parts)
    ]
    return " ".join(kept)


def _trim(text: str) -> str:
    """A wish without the small words that held it to what it is for."""
    words = re.sub(r"\(\s*\)", " ", text).strip(" .,:;()-").split()
    while words and words[0].lower() in _SIDEWORDS:
        words.pop(0)
    while words and words[-1].lower() in _SIDEWORDS - {"in", "on"}:
        words.pop()
    return " ".join(words)
