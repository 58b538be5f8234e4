"""What a prompt, or a part of one, says: the sizes and colours that it names, and what of the file it speaks of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cssgen.answers import Item, Rule
from cssgen.contexts import Context, Production
from cssgen.wishes.colours import Colour, find_colours
from cssgen.wishes.naming import SPOKEN_OF
from cssgen.wishes.quantities import Quantity, find_quantities
from cssgen.wishes.references import Reference, blank_references, find_references
from cssgen.wishes.selectors import WRITTEN, Named, drop_unsaid, find_last_block, find_rules, find_selectors
from cssgen.wishes.subjects import (
    choose_subjects,
    find_held_state,
    list_subjects,
    name_subject,
    name_variant,
    split_head,
)
from cssgen.wishes.tokens import Mention, find_mentions
from cssgen.wishes.words import split_words
from cssgen.wishes.written import cut_state_class

_NOT_OF_TEXT = re.compile(r"(?:text|box)-shadow|background|border|outline")
# What is there now, up to what is wanted in its place: `big orange digits instead of the small black ones`.
_NOT_WANTED = re.compile(
    r"\b(?:instead of|rather than|in place of)\b"
    r"(?:(?!\b(?:use|show|put|have|make|set|take|give|apply|get)\b)[^,;:])*",
    re.IGNORECASE,
)
_TAKEN_AWAY = re.compile(
    r"\b(?:an?|the|any) (?:[\w-]+ )?(?:border|shadow|underline|outline|background)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Wish:
    """What a prompt, or a part of one, says beside the kind of thing that it wants.

    Attributes:
        context: the marker and its place.
        part: the part of the prompt that is meant; None means all of it.
    """

    context: Context
    part: str | None = None

    @property
    def prompt(self) -> str:
        """The words that count."""
        return self.context.marker.prompt if self.part is None else self.part

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The sizes that it names."""
        place = self.context.ancestors[-1] if self.context.production is Production.DECLARATIONS else ""
        found = find_quantities(self._unreferenced, self.context.custom_properties, self.parts, place=place)
        # `navy at 60%` is a colour.
        return [each for each in found if not any(f" {each.literal}, transp" in one.value for one in self.colours)]

    @cached_property
    def colours(self) -> list[Colour]:
        """The colours that it names."""
        but_text = _NOT_OF_TEXT.match(self.context.property or "") is not None
        return find_colours(self._unreferenced, self.context.custom_properties, self.parts, but_text=but_text)

    @cached_property
    def mentions(self) -> list[Mention]:
        """The custom properties of the file that it names."""
        return find_mentions(self.prompt, self.context.custom_properties, self.parts)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The properties that it sets to a custom property."""
        if self.context.takes_only_custom_properties():
            return ()
        return find_references(self.prompt, self.context.custom_properties)

    @cached_property
    def _unreferenced(self) -> str:
        # Where one value stands, what is said of another property helps to tell what a name means.
        is_value = self.context.production is Production.VALUE
        prompt = self.prompt if is_value else blank_references(self.prompt, self.references)
        return _NOT_WANTED.sub(lambda match: " " * len(match[0]), prompt)

    @cached_property
    def parts(self) -> frozenset[str]:
        """Words for parts of the page that the file's classes hold."""
        if self.part is not None:
            return read_wish(self.context).parts
        return frozenset(word for selector in self.selectors for word in split_words(selector))

    @cached_property
    def selectors(self) -> list[str]:
        """The selectors of the file around it."""
        if self.part is not None:
            return read_wish(self.context).selectors
        return find_selectors(self.context.prefix + "\n" + self.context.suffix)

    @property
    def spoken_of(self) -> list[str]:
        """The selectors that a new rule may be for."""
        if self.context.production is not Production.STYLESHEET:
            return self.selectors
        return drop_unsaid(self.context.marker.prompt, self.selectors, self.last)

    @cached_property
    def held_state(self) -> re.Pattern[str] | None:
        """What selectors of the rules are like that it speaks of, if it speaks of a state."""
        return find_held_state(self.context.marker.prompt) or (find_held_state(self.part) if self.part else None)

    @cached_property
    def rules(self) -> list[tuple[str, frozenset[str]]]:
        """The rules of the file around it, and the properties that each declares."""
        return find_rules(self.context.prefix + "\n" + self.context.suffix)

    @property
    def around(self) -> str:
        """The prelude of the style rule that the marker stands in; empty where rules stand."""
        if self.context.production is not Production.DECLARATIONS:
            return ""
        return next((each for each in reversed(self.context.ancestors) if not each.startswith("@")), "")

    @cached_property
    def last(self) -> str | None:
        """The block that the file spoke of last before the marker."""
        return find_last_block(self.context.prefix)

    @cached_property
    def listed(self) -> list[str]:
        """The selectors of the whole prompt if it is a list of them: `hide nav, aside and footer`."""
        if self.part is not None:
            return read_wish(self.context).listed
        return list_subjects(self.context.marker.prompt, self.selectors)

    @cached_property
    def named(self) -> str | None:
        """The selector of a new rule for the whole prompt."""
        return self.variant or name_subject(self.context.marker.prompt, self.spoken_of)

    @cached_property
    def variant(self) -> str | None:
        """The class of the variant that the whole prompt asks for, where new rules stand."""
        is_new = self.context.production is Production.STYLESHEET
        return name_variant(self.context.marker.prompt, self.selectors) if is_new else None

    @cached_property
    def state_class(self) -> str:
        """The class that tells when it holds what the prompt asks for; empty if none does."""
        return cut_state_class(self.context.marker.prompt)[1]

    def without_state(self, selector: str, items: Sequence[Item]) -> str:
        """A selector without that class, where the items say themselves what is so then."""
        state = self.state_class
        if not state or not any(isinstance(item, Rule) and item.prelude == f"&{state}" for item in items):
            return selector
        if selector == state:
            return name_subject(cut_state_class(self.context.marker.prompt)[0], self.selectors) or selector
        return selector.replace(state, "")

    @cached_property
    def chosen(self) -> list[Named]:
        """The selectors of the file that it speaks of, the best first; those of the whole prompt if it names none."""
        own = choose_subjects(self.prompt, self.spoken_of)
        if self.variant:
            return [Named(self.variant, WRITTEN), *own]
        if self.part is None:
            return own
        # A head says what all behind it is for: `menu: white, below the button` is no button.
        is_headed = bool(split_head(self.context.marker.prompt)[0])
        whole = read_wish(self.context).chosen
        return whole if (is_headed and whole) or not (own and own[0].worth >= SPOKEN_OF) else own


def cut_unwanted(prompt: str) -> str:
    """A prompt without what is there now: `on the right instead of left`; all of it if nothing else is left.

    `instead of a border` stays: that one is taken away.
    """
    cut = _NOT_WANTED.sub(lambda match: match[0] if _TAKEN_AWAY.search(match[0]) else " ", prompt)
    wanted = " ".join(cut.split()).replace(" ,", ",")
    return wanted if cut != prompt and wanted.strip(" ,;:.") else prompt


@lru_cache(256)
def read_wish(context: Context, part: str | None = None) -> Wish:
    """What the prompt of a context, or a part of it, says; read once, since many recipes are fitted to it."""
    return Wish(context, part)
