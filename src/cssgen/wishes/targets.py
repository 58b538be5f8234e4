"""A prompt that gives each of several things its own look: which selector each wish in it is for.

`smaller title, hide the meta line` is a rule for the title and another one for the meta line; `.old crossed out, .now
red` names its classes; `delta green when .up` is a rule for `.delta.up`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.colours import find_colours, is_colour_alone
from cssgen.wishes.hiding import begins_hiding, is_hiding, is_leaving
from cssgen.wishes.phrases import Phrase, cut_state_words, read_phrase, split_phrases
from cssgen.wishes.plain import read_plain
from cssgen.wishes.subjects import find_state, iter_blocks, name_variant, split_head
from cssgen.wishes.written import (
    WRITTEN,
    cut_ancestor,
    cut_note,
    mark,
    name_modifiers,
    spell_out,
)

MOST: Final = 8

# `shrinks and gets brighter while pressed`: both happen then.
_AT_THE_SAME_TIME: Final = re.compile(r"\A[^,;]+\band\b[^,;]+\b(?:while|when|once)\b[^,;]+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """A wish, and what it is for.

    Attributes:
        selector: of its rule; None if the prompt names none, so that the file alone can tell.
        wish: part of the prompt, without the words for what it is for.
        is_own: whether the wish names that itself; else it goes with what was spoken of before.
        told: what it tells to be declared, as far as that is known already.
        is_shared: whether it is for all that was named before it.
    """

    selector: str | None
    wish: str
    is_own: bool = True
    told: tuple[Declaration, ...] = ()
    is_shared: bool = False


def find_targets(prompt: str, selectors: Sequence[str]) -> list[Target]:
    """The single wishes of a prompt and what each is for, in order.

    Args:
        prompt: the prompt.
        selectors: those of the file, without pseudo-classes.
    """
    ancestor, prompt = cut_ancestor(spell_out(prompt, selectors))
    head, rest = split_head(prompt)
    known = list(dict.fromkeys([*selectors, *iter_blocks(selectors)]))
    subject, held, _ = read_phrase(mark(head), known) if head else (None, "", "")
    subject = name_variant(head, selectors) or subject
    rest, note = cut_note(_cut_preamble(name_modifiers(rest, subject)))
    # What `.card.is-sold: the title crossed out` names is inside of that.
    is_new = subject is not None and subject not in known and WRITTEN.search(head) is not None
    reader = _Reader(ancestor, subject, held + note, is_scope=bool(held + note) or is_new)
    phrases = split_phrases(rest)
    if _AT_THE_SAME_TIME.search(rest) and len(phrases) == 2:
        reader.held += find_state(phrases[1].text)
        phrases[1] = replace(phrases[1], text=cut_state_words(phrases[1].text))
    read: list[tuple[Phrase, str | None, str, str]] = []
    for phrase in phrases:
        # Of several that are called alike, the one inside of what was spoken of before is meant.
        spoken = subject or next((own for _, own, _, _ in read if own), None)
        near = sorted(known, key=lambda selector: not selector.startswith(f"{spoken} "))
        # Of what was spoken of, `pill` is a shape, not another thing.
        is_look = spoken is not None and bool(read_plain(phrase.text))
        read.append((phrase, None, "", phrase.text) if is_look else (phrase, *read_phrase(phrase.text, near)))
    for place, (phrase, own, condition, wish) in enumerate(read):
        if own and not wish:
            after = next(iter(read[place + 1 :]), None)
            reader.take_name(own + condition, goes_on=bool(after and after[0].is_joined and after[1] and after[3]))
        else:
            reader.take_wish(phrase, own, condition, wish)
    return _share(_name_variants(reader.finish()[:MOST], selectors))


@dataclass(slots=True)
class _Reader:
    """What is known when a wish is read.

    Attributes:
        ancestor: what must hold around all.
        subject: what the prompt speaks of; a list of selectors if it is several things.
        held: the state that this is in.
        is_scope: whether other things that are named are inside of that.
        found: the wishes up to now.
        waiting: selectors that were named without a wish.
        is_listing: whether what is named next is not to be shown, either.
        is_shared: whether wishes are for all that was named.
    """

    ancestor: str
    subject: str | None
    held: str
    is_scope: bool
    found: list[Target] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    is_listing: bool = False
    is_shared: bool = False

    def take_name(self, name: str, *, goes_on: bool) -> None:
        """A thing that stands alone: `no toolbar and no buttons`, `toolbar and buttons gone`.

        Args:
            name: its selector.
            goes_on: whether it is joined to another one that has a wish.
        """
        if self.is_listing and not goes_on:
            listed = f"{self.found[-1].selector}, {_put_into(self.ancestor, name)}"
            self.found[-1] = replace(self.found[-1], selector=listed)
        else:
            self.waiting.append(name)

    def take_wish(self, phrase: Phrase, own: str | None, condition: str, wish: str) -> None:
        """A wish, of a thing of its own or of what was spoken of before."""
        if own is None and self.subject is None and condition[:1] in (".", "#", "["):
            own, condition = condition, ""
        self.is_shared = own is None and (self.is_shared or phrase.is_for_all)
        if own is None and self.waiting:
            own = self.waiting.pop()
        selector = _add_to(self._name(own), condition)
        names = ", ".join(_put_into(self.ancestor, each) for each in (*self.waiting, selector) if each)
        if not is_hiding(wish):
            # What is hidden has no look.
            self._remember(phrase, own, condition)
        if condition in (":hover", ":focus-visible") and _ONLY_THEN.search(phrase.text):
            plain = selector.removesuffix(condition)
            self.found.append(Target(_put_into(self.ancestor, plain) or None, "no underline", own is not None))
        if wish:
            self.found.append(Target(names or self.ancestor or None, wish, own is not None, is_shared=self.is_shared))
        self.is_listing = bool(own and wish) and begins_hiding(phrase.text) and is_hiding(wish)
        self.waiting = []

    def _remember(self, phrase: Phrase, own: str | None, condition: str) -> None:
        """What the next wish is for, if it names nothing itself."""
        if own and not (self.subject and self.is_scope):
            self.subject = ", ".join([*self.waiting, own])
        elif not self.subject and not self.held:
            self.held = condition
        if own and not self.held and not self.found and _BEFORE_ITS_THING.match(phrase.text):
            # A pressed tile is one in all that follows.
            self.held = condition

    def _name(self, own: str | None) -> str:
        """The selector of what a wish names itself, inside of what the prompt speaks of in a certain state."""
        if own is None or self.subject is None or own == self.subject or not self.is_scope:
            return _add_to(own or self.subject or "", self.held)
        if not self.held and own.startswith(self.subject):
            return own
        return _add_to(self.subject, f"{self.held} {own.split()[-1]}")

    def finish(self) -> list[Target]:
        """The wishes, without those that something stays as it is; what still waits goes with the last one."""
        if self.waiting and self.found:
            last = self.found[-1]
            names = ", ".join(each for each in (last.selector, *self.waiting) if each)
            self.found[-1] = replace(last, selector=names)
        if any(is_hiding(each.wish) for each in self.found):
            self.found = [each for each in self.found if not is_leaving(each.wish)]
        return self.found


def _share(found: Sequence[Target]) -> list[Target]:
    """Wishes of which some are for all that was named before: `both bold`."""
    names: dict[str, None] = {}
    shared: list[Target] = []
    for target in found:
        if target.is_shared:
            is_for_several = len(names) > 1
            selector = ", ".join(names) if is_for_several else target.selector
            shared.append(replace(target, selector=selector, is_shared=is_for_several))
        else:
            shared.append(target)
            if target.selector is not None:
                names[target.selector] = None
    return shared


def _cut_preamble(text: str) -> str:
    """What stands behind a colon, if it names classes and what stands before it none: `stripe: .a red, .b blue`."""
    before, colon, rest = text.partition(": ")
    return rest if colon and WRITTEN.search(rest) and not WRITTEN.search(before) else text


def _name_variants(found: Sequence[Target], selectors: Sequence[str]) -> list[Target]:
    """Wishes for one thing that are a name and a colour each are its variants: `.status: paid green, due red`."""
    own = [target for target in found if not target.is_shared]
    matches = [_VARIANT.fullmatch(target.wish) for target in own]
    subject = own[0].selector if own else None
    if len(own) < 2 or subject is None or any(target.selector != subject for target in own):
        return list(found)
    # `light grey` is a colour, not grey for what is light.
    if any(_is_shade(target.wish) for target in own) or not all(m and _is_colour(m["rest"]) for m in matches):
        return list(found)
    joint = "--" if any("--" in selector for selector in selectors) else "."
    named = [
        Target(f"{subject}{joint}{match['name'].lower()}", match["rest"]) for match in matches if match is not None
    ]
    return [*named, *(target for target in found if target.is_shared)]


def _is_shade(text: str) -> bool:
    """Whether a text is a colour as a whole: `success green` is that of a success."""
    return text.partition(" ")[0].lower() not in _MEANINGS and _is_colour(text)


_MEANINGS: Final = frozenset(("success", "error", "danger", "warning", "info", "primary", "accent", "muted"))


def _is_colour(text: str) -> bool:
    return is_colour_alone(text, find_colours(text, ()))


_VARIANT: Final = re.compile(r"(?P<name>[A-Za-z][\w-]*)(?:\s+(?:is|are|in|gets?))?\s+(?P<rest>\S.*)")


def _put_into(ancestor: str, selector: str) -> str:
    return f"{ancestor} {selector}" if ancestor else selector


def _add_to(selector: str, ending: str) -> str:
    """Each of a list of selectors with the same ending."""
    parts = [selector] if "(" in selector else selector.split(", ")
    return ", ".join(part + ending for part in parts)


# What is so only then is not so otherwise.
_ONLY_THEN: Final = re.compile(
    r"\b(?:underlined? only|only underlined?) (?:on|when|while)\b|\bunderlined? (?:on|when) \w+ only\b", re.IGNORECASE
)
_BEFORE_ITS_THING: Final = re.compile(
    r"(?:an?|the|every|each|any)? ?(?:hovered|focuss?ed|pressed|disabled|invalid|checked|visited"
    r"|first|last|second|third|odd|even|every (?:other|second)) ",
    re.IGNORECASE,
)
