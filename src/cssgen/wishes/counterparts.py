"""What a recipe calls one thing and the file another: custom properties, `data-` attributes, animations."""

import re
from collections.abc import Sequence
from typing import Final

from cssgen.cookbook import Recipe
from cssgen.wishes.colours import match_property
from cssgen.wishes.tokens import Mention, is_length
from cssgen.wishes.words import split_words

_VAR: Final = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\)[^()]*)*))?\)")
_DEFINITION: Final = re.compile(r"\s*(--[\w-]+)\s*:")
LEAST_OF_A_THEME: Final = 2  # custom properties that are nowhere used
_DATA: Final = re.compile(r"(?<![\w-])data-[a-z][\w-]*")
_ANIMATION: Final = re.compile(r"(?:\A|animation(?:-name)?: )([a-zA-Z][\w-]*)(?= -?\d*\.?\d+m?s\b|;|\Z)")


def rename_custom_properties(
    answer: str, custom_properties: Sequence[tuple[str, str]], mentioned: Sequence[Mention] = ()
) -> str:
    """Let `var()` name the file's custom properties; what the file has no counterpart for gets its fallback.

    Args:
        answer: code of a recipe.
        custom_properties: names and values of the file's.
        mentioned: those that the prompt speaks of: the only length among them is what the code wants one for.
    """
    if "var(" not in answer:
        return answer
    defined = {name for name, _ in custom_properties} | set(re.findall(r"(?<![\w-])(--[\w-]+)\s*:", answer))
    lengths = list(dict.fromkeys(each.name for each in mentioned if each.kind == "length"))

    def rename(match: re.Match[str]) -> str:
        if match[1] in defined:
            return match[0]
        if match[2] is not None and is_length(match[2]):
            if len(lengths) == 1:
                return f"var({lengths[0]})"
            alike = [(name, value) for name, value in custom_properties if is_length(value)]
            name = match_property(match[1], alike)
        else:
            name = match_property(match[1], custom_properties)
        return f"var({name})" if name else match[2] or match[0]

    return _VAR.sub(rename, answer)


def rename_definitions(answer: str, custom_properties: Sequence[tuple[str, str]]) -> str:
    """Let a theme set the file's custom properties in place of its own, which nothing would use.

    Those that the file has no counterpart for are left out; an answer without any counterpart stays as it is.
    """
    known = {name for name, _ in custom_properties}
    lines = answer.split("\n")
    defined = [match[1] for line in lines if (match := _DEFINITION.match(line))]
    used = set(re.findall(r"var\(\s*(--[\w-]+)", answer))
    own = [name for name in dict.fromkeys(defined) if name not in known and name not in used]
    names = {name: match_property(name, custom_properties) for name in own}
    if not any(names.values()) or len(own) < LEAST_OF_A_THEME:
        return answer
    kept: list[str] = []
    said: set[str] = set()
    for line in lines:
        match = _DEFINITION.match(line)
        if match is None or match[1] not in names:
            if match is None and "{" in line:
                said = set()
            kept.append(line)
            continue
        name = names[match[1]]
        if name and name not in said:
            said.add(name)
            kept.append(line.replace(match[1], name, 1))
    return "\n".join(kept)


def rename_attributes(answer: str, prompt: str, text: str) -> str:
    """Let the answer speak of the `data-` attribute that the prompt writes out, in place of the recipe's only one."""
    told = set(_DATA.findall(prompt))
    own = set(_DATA.findall(answer))
    new = [name for name in own if name not in told and name not in text]
    wanted = told - own
    if len(wanted) != 1 or len(new) != 1:
        return answer
    return re.sub(rf"{re.escape(new[0])}(?![\w-])", wanted.pop(), answer)


def has_counterparts(recipe: Recipe, custom_properties: Sequence[tuple[str, str]]) -> bool:
    """Whether the file has a counterpart for each custom property that a recipe neither defines nor can do without."""
    if "var(" not in recipe.answer:
        return True
    defined = set(re.findall(r"(?<![\w-])(--[\w-]+)\s*:", recipe.answer)) | {name for name, _ in custom_properties}
    return all(
        fallback or name in defined or match_property(name, custom_properties) is not None
        for name, fallback in _VAR.findall(recipe.answer)
    )


def rename_animation(answer: str, prompt: str, text: str) -> str:
    """Let `animation` name the keyframes of the file that the prompt speaks of; the answer brings none of its own."""
    match = _ANIMATION.search(answer)
    if match is None or "@keyframes" in answer:
        return answer
    known = re.findall(r"@keyframes\s+([\w-]+)", text)
    if match[1] in known:
        return answer
    words = set(split_words(prompt))
    spoken = [name for name in known if words.issuperset(split_words(name))]
    return answer[: match.start(1)] + spoken[0] + answer[match.end(1) :] if spoken else answer
