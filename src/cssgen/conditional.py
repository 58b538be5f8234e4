"""Texts for a prompt that wants one thing always, and another one in some media, where rules or declarations stand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from cssgen.answers import AnswerError, Item, Rule, parse_answer
from cssgen.candidates import Nearness
from cssgen.contexts import Context
from cssgen.drafts import Draft
from cssgen.layout import Layout, render_items
from cssgen.productions import Production
from cssgen.queries import find_conditional
from cssgen.wishes.conditions import Condition, Conditional, choose_rule, counts_columns, say_otherwise
from cssgen.wishes.targets import find_targets
from cssgen.wishes.wish import read_wish

BASES: Final = 12
"""Texts for what is wanted always that are tried."""
CHOICES: Final = 2
"""Texts that are tried for what is wanted in some medium."""
NONE: Final = Nearness(whole=1.0, wishes=1.0, parts=0, foreign=0)

Look = Callable[[Context], Sequence[Draft]]
"""The texts for a context, the best first."""


def iterate_conditional(context: Context, look: Look) -> Iterator[Draft]:
    """Texts with what is wanted always, and at-rules with what is wanted in some media.

    Args:
        context: the marker and its place.
        look: finds texts for a part of the prompt.
    """
    told = find_conditional(context)
    if told is None:
        return
    for base in _list_bases(context, told, look):
        try:
            items = parse_answer(base.text, context.production) if base.text else ()
        except AnswerError:
            continue
        for choice in range(CHOICES):
            found = [_say(context, told, each, items, look, choice) for each in told.conditions]
            parts = [each for each in found if each is not None]
            if len(parts) < len(found) or not found:
                break
            rules = [Rule(each.medium, inner) for each, (inner, _) in zip(told.conditions, parts, strict=True)]
            text = render_items((*items, *rules), Layout(), "")
            yield Draft(text, _measure([base.nearness, *(near for _, near in parts)], bool(told.base)), "adapted")


def _list_bases(context: Context, told: Conditional, look: Look) -> list[Draft]:
    """What may be said of what is wanted always; what has media of its own says more than that."""
    if not told.base:
        return [Draft("", NONE, "adapted")]
    found = look(replace(context, marker=replace(context.marker, prompt=told.base)))
    bases = [each for each in found if "@" not in each.text]
    # `two columns, one below 800px`: what lays nothing out in columns is no base of that.
    return ([each for each in bases if _has_columns(context, told, each)] or bases)[:BASES]


def _has_columns(context: Context, told: Conditional, base: Draft) -> bool:
    """Whether a base has columns, if some medium wants another number of them."""
    try:
        items = parse_answer(base.text, context.production)
    except AnswerError:
        return False
    rule = choose_rule(items) if context.production is Production.STYLESHEET else None
    within = rule.items or () if rule else items
    counted = (each.wish for each in told.conditions if counts_columns(each.wish))
    return all(say_otherwise(wish, within, told.base) for wish in counted)


def _say(
    context: Context, told: Conditional, condition: Condition, base: Sequence[Item], look: Look, choice: int
) -> tuple[tuple[Item, ...], Nearness] | None:
    """What is declared in a medium, and how near that is to the wish; None if nothing is."""
    rule = choose_rule(base) if context.production is Production.STYLESHEET else None
    within = rule.items or () if rule else base
    declarations = say_otherwise(condition.wish, within, told.base) if told.base else ()
    if declarations:
        items: tuple[Item, ...] = (Rule(rule.prelude, declarations),) if rule else declarations
        return items, NONE
    part = _enter(context, condition, rule.prelude if rule else _find_subject(context, told))
    found = [each for each in look(part) if "@" not in each.text][: choice + 1]
    if len(found) <= choice and choice:
        return None
    try:
        return (parse_answer(found[choice].text, part.production), found[choice].nearness) if found else None
    except AnswerError:
        return None


def _find_subject(context: Context, told: Conditional) -> str | None:
    """What the wishes of several media are for: it is named once."""
    if context.production is not Production.STYLESHEET:
        return None
    known = read_wish(context).selectors
    named = (each.selector for one in told.conditions for each in find_targets(one.wish, known) if each.selector)
    return next(named, None)


def _enter(context: Context, condition: Condition, subject: str | None) -> Context:
    """The place of what is wanted in a medium."""
    prompt = condition.wish
    if context.production is not Production.STYLESHEET:
        return replace(context, marker=replace(context.marker, prompt=prompt))
    if subject and not any(each.selector for each in find_targets(prompt, read_wish(context).selectors)):
        prompt = f"{subject}: {prompt}"
    ancestors = (*context.ancestors, condition.medium)
    marker = replace(context.marker, prompt=prompt)
    return replace(context, marker=marker, production=Production.GROUP, ancestors=ancestors)


def _measure(parts: Sequence[Nearness], has_base: bool) -> Nearness:
    """How near the parts of a prompt are met, each as much as the other ones."""
    own = parts if has_base else parts[1:]
    return Nearness(
        whole=sum(each.whole for each in own) / len(own),
        wishes=sum(each.wishes for each in own) / len(own),
        parts=max(each.parts for each in own),
        foreign=max(each.foreign for each in own),
    )


def list_parts(context: Context) -> list[Context]:
    """The contexts of the parts of a prompt, as far as they are known before anything is looked up."""
    told = find_conditional(context)
    if told is None:
        return []
    base = [replace(context, marker=replace(context.marker, prompt=told.base))] if told.base else []
    return [*base, *(_enter(context, each, None) for each in told.conditions)]
