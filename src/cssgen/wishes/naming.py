"""Names of a recipe changed to those of the file: classes and elements."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from cssgen.wishes.selectors import Named
from cssgen.wishes.words import affinity, split_words

_CLASS: Final = re.compile(r"[.#][A-Za-z_][\w-]*")
SPOKEN_OF: Final = 0.5
ALIKE: Final = 0.55
_PRONOUNS: Final = frozenset(("it", "this", "these", "them", "they"))
_PSEUDO: Final = re.compile(r"\[[^\]]*\]|\"[^\"]*\"")
_INNER: Final = re.compile(r"(?<=[\s>])([a-z][a-z0-9]*)(?![\w-])")
# `.btn--sm` and `.btn-lg` are both of `.btn`.
_MODIFIED: Final = re.compile(r"(?P<block>\.[A-Za-z][A-Za-z0-9]*)--?[A-Za-z][\w-]*")
_LEADING: Final = re.compile(r"^\s*([A-Za-z][\w-]*|[.#][\w-]+)")


def rename_selectors(
    answer: str,
    chosen: Sequence[Named],
    known: Sequence[str],
    *,
    prompt: str = "",
    last: str | None = None,
    container: str | None = None,
    state: str = "",
) -> str:
    """Let rules speak of the file's selectors instead of the recipe's classes and elements.

    The first name of the recipe becomes what the prompt speaks of; the other names become what the file calls alike.

    Args:
        answer: rules in canonical layout.
        chosen: the selectors that the prompt speaks of, the best first.
        known: the selectors of the file: what they name is not renamed.
        prompt: the prompt.
        last: what the file spoke of last: what `it` means, where the prompt names nothing.
        container: what of the file the rules are for, where the prompt says neither.
        state: the class that tells when it holds what the prompt asks for, as the prompt writes it.
    """
    if state:
        answer = rename_state(answer, state)
        if re.search(rf"[\w\])]{re.escape(state)}(?![\w-])", answer):
            # The recipe says both, what is so always and what is so then.
            chosen = [each for each in chosen if each.selector != state]
    names = [name for name in _find_subjects(answer) if name != state]
    own = {name for each in known for name in _CLASS.findall(each)}
    one = next((name for name in names[1:] if f"{name}s" == names[0]), None)
    if one and chosen and not chosen[0].selector.endswith("s"):
        # What the prompt speaks of is one of many, not all of them.
        names = [one, *(name for name in names if name != one)]
    taken: set[str] = set(names) & own
    for place, name in enumerate(names):
        if name in own:
            continue
        if place == 0:
            free = [each for each in chosen if not _is_of_another(each.selector, name, names[1:])]
            holders = [_name_holder(each, _list_inner(answer, name)) for each in free]
            meant = [each for each in holders if each is not None]
            selector = _choose_first(name, meant, taken, prompt) or _choose_unsaid(name, prompt, last, container)
        else:
            selector = _choose_alike(name, known, taken)
        if selector is not None and selector != name:
            taken.add(selector)
            answer = _rename(answer, name, selector)
    return answer


def rename_state(answer: str, state: str) -> str:
    """Let the first class that others only have beside their own, the `.is-open` of `.drawer.is-open`, be `state`."""
    preludes = " ".join(re.findall(r"([^{};]+)\{", answer))
    for name in dict.fromkeys(_CLASS.findall(preludes)):
        anywhere = re.compile(rf"(?P<before>.?){re.escape(name)}(?![\w-])(?=[^{{}};]*\{{)")
        befores = [match["before"] for match in anywhere.finditer(answer)]
        if name[0] == "." and befores and all(re.fullmatch(r"[\w\])&-]", before) for before in befores):
            return anywhere.sub(lambda match: match["before"] + state, answer)
    return answer


def _names_element(prompt: str, name: str) -> bool:
    return any(affinity(word, name) for word in split_words(prompt) if word not in ("a", "p"))


def _choose_first(name: str, chosen: Sequence[Named], taken: set[str], prompt: str) -> str | None:
    """Of what the prompt speaks of, what it means by the recipe's first name."""
    free = [each for each in chosen if each.selector not in taken and each.worth >= SPOKEN_OF]
    words = split_words(prompt)
    if name in _PARTS_OF_TABLES:
        # What makes a table is said of the element, not of a cell in it.
        free = [each for each in free if each.selector.split()[-1] == name]
    if name[0].isalpha() and _names_element(prompt, name):
        # `the url behind each link`: the recipe's own element is meant, whatever else the prompt speaks of.
        free = [each for each in free if _is_element(each.selector, name, words)]
    elif name[0] == "." and _says(words, name):
        # `cookie bar with two buttons`: the bar is meant, not what the file calls a button.
        free = [each for each in free if likeness(name, each.selector) and not _is_other(each.selector, name, words)]
    return max(free, key=lambda each: each.worth + 0.4 * likeness(name, each.selector)).selector if free else None


@lru_cache(1_024)
def _list_inner(answer: str, name: str) -> frozenset[str]:
    """The elements inside of what a name of the answer selects."""
    begins = re.compile(rf"{re.escape(name)}(?![\w-])")
    rests = (
        prelude[match.end() :]
        for each in iter_preludes(answer)
        for prelude in _PSEUDO.sub("", each).split(",")
        if (match := begins.match(prelude.strip()))
    )
    return frozenset(element for rest in rests for element in _INNER.findall(rest))


def _name_holder(named: Named, inner: frozenset[str]) -> Named | None:
    """A selector of the file for what holds some elements: not that of one of these, but what that stands in."""
    outer, _, last = named.selector.rpartition(" ")
    words = split_words(last)
    if len(words) != 1 or not any(affinity(element, words[0]) == 1 for element in inner):
        return named
    # `.nav > a` has another sign between the two.
    return Named(outer, named.worth) if outer and outer[-1].isalnum() else None


def _says(words: Sequence[str], name: str) -> bool:
    """Whether all words of a name are said."""
    return all(any(affinity(part, word) == 1 for word in words) for part in split_words(name))


def _is_element(selector: str, name: str, words: Sequence[str]) -> bool:
    """Whether a selector is for an element, and not for one of a kind that nobody speaks of: `.rating-input`."""
    parts = split_words(selector.split()[-1])
    return any(affinity(name, part) for part in parts) and all(
        any(affinity(part, word) for word in words) for part in parts
    )


def _is_other(selector: str, name: str, words: Sequence[str]) -> bool:
    """Whether a selector is alike only in part: `.dropdown__menu` is no `.mobile-menu`, where that one is asked for."""
    parts = split_words(name)
    own = split_words(selector.split()[-1])
    return len(parts) > 1 and not set(parts).issubset(own) and any(word not in (*words, *parts) for word in own)


_PARTS_OF_TABLES: Final = frozenset(("thead", "tbody", "tfoot", "caption", "colgroup", "col"))


def _is_of_another(selector: str, name: str, others: Sequence[str]) -> bool:
    """Whether a selector is rather what another class of the recipe is called: `.side-nav` for its `.nav`."""
    if name[0] != ".":
        return False
    own = likeness(name, selector)
    return any(other[0] == "." and likeness(other, selector) >= max(ALIKE, own + _RATHER) for other in others)


_RATHER: Final = 0.3


def _choose_unsaid(name: str, prompt: str, last: str | None, container: str | None) -> str | None:
    """What stands in place of a class that a prompt does not name: what it means by `it`, or a container."""
    words = split_words(prompt)
    is_spoken_of = any(affinity(part, word) for part in split_words(name) for word in words)
    if is_spoken_of or name[0] != ".":
        return None
    return last if _PRONOUNS.intersection(words) else container


def _choose_alike(name: str, known: Sequence[str], taken: set[str]) -> str | None:
    """What the file calls much as the recipe does: a class for a class."""
    free = [selector for selector in known if selector not in taken] if name[0] in ".#" else []
    best = max(free, key=lambda selector: likeness(name, selector), default=None)
    return best if best is not None and likeness(name, best) >= ALIKE else None


def likeness(name: str, selector: str) -> float:
    """How much of a class name the subject of a selector says, from 0 to 1."""
    parts, others = split_words(name), split_words(selector.split()[-1])
    if not parts or not others:
        return 0.0
    said = sum(max(affinity(part, other) for other in others) for part in parts) / len(parts)
    return said - 0.05 * max(0, len(others) - len(parts)) - 0.05 * selector.count(" ")


def _rename(answer: str, name: str, selector: str) -> str:
    # `.card__title` and `.card-title` belong to `.card`.
    is_block = name[0] == "." and re.fullmatch(r"[.#][\w-]+", selector) is not None
    return _substitute_name(answer, name, selector, is_block=is_block)


@lru_cache(1_024)
def _find_subjects(answer: str) -> tuple[str, ...]:
    """The first class, id or element of the rules, then the other classes and ids, each once, in order."""
    names: dict[str, None] = {}
    for prelude in iter_preludes(answer):
        match = _LEADING.match(prelude)
        if not names and match is not None and match[1] not in ("html", "body"):
            names[match[1]] = None
        for name in _CLASS.findall(_PSEUDO.sub("", prelude)):
            if not any(name.startswith((f"{other}-", f"{other}__")) for other in names):
                names[name] = None
    return _name_block(tuple(names))


def _name_block(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names with the block first of which the first ones are variants: `.btn` of `.btn--sm` and `.btn--lg`."""
    first = _MODIFIED.fullmatch(names[0]) if names else None
    if first is None or first["block"] in names:
        return names
    variants = [name for name in names if name.startswith(f"{first['block']}-")]
    others = [name for name in names if name not in variants]
    return (first["block"], *others) if len(variants) > 1 else names


def iter_preludes(answer: str) -> Iterable[str]:
    """Preludes of the style rules of a text."""
    for match in re.finditer(r"(?:\A|(?<=[{};]))\s*([^{};]+?)\s*\{", answer):
        if not match[1].startswith(("@", "&")) and not re.match(r"[\d.]+%|from|to", match[1]):
            yield match[1]


def _substitute_name(answer: str, old: str, new: str, *, is_block: bool) -> str:
    """Replace a simple selector in every prelude, nowhere else; that of a block where its parts are named, too."""
    end = r"(?=[-\W]|__|\Z)" if is_block else r"(?![\w-])"
    pattern = re.compile((r"(?<![\w-])" if old[0] in ".#" else r"(?<![\w.#:-])") + re.escape(old) + end)

    def in_prelude(match: re.Match[str]) -> str:
        if match[1].lstrip().startswith("@"):
            return match[0]
        # The links of `nav a` are those of `.site-nav a`, not links in them.
        last = new.split()[-1]
        return pattern.sub(lambda _: new, match[0]).replace(f"{new} {last}", new)

    return re.sub(r"((?:\A|(?<=[{};]))[^{};]+)\{", in_prelude, answer)
