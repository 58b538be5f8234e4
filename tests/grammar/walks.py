"""Random walks through grammars: answers of a model that knows nothing, a byte at a time."""

import functools
from collections.abc import Callable, Iterator

import llguidance
import numpy as np

from cssgen.answers import find_end
from cssgen.candidates import Candidate
from cssgen.contexts import Context, read_contexts
from cssgen.lm.constraining import Constrain
from cssgen.lm.interfaces import Constraint
from cssgen.lm.sampling import find_allowed

BYTES = llguidance.LLTokenizer("byte")


@functools.cache
def constrain(family: str) -> Constrain:
    """Constraints over bytes."""
    return Constrain(BYTES, family)


@functools.cache
def open_sheet(sheet: str, family: str = "cssgen") -> tuple[Context, Callable[[], Constraint]]:
    """The context of the one marker of a stylesheet, and what makes its constraints."""
    [context] = read_contexts(sheet).contexts
    new_constraint = constrain(family)(context)
    assert new_constraint is not None
    return context, new_constraint


def judge_answer(sheet: str, answer: str, family: str = "cssgen") -> str:
    """`complete`, `prefix` or `refused`: what the constraint says of an answer at the marker of `sheet`."""
    constraint = open_sheet(sheet, family)[1]()
    for token in BYTES.tokenize_bytes(answer.encode()):
        if token not in constraint_tokens(constraint):
            return "refused"
        constraint.commit(token)
    return "complete" if constraint.is_accepting() else "prefix"


def constraint_tokens(constraint: Constraint) -> set[int]:
    """Tokens that may come next."""
    mask = np.zeros(-(-BYTES.vocab_size // 32), np.int32)
    constraint.fill_mask(mask)
    return set(find_allowed(mask, BYTES.vocab_size).tolist())


def look_ahead(sheet: str, seed: int, steps: int, family: str) -> Iterator[tuple[set[int], set[int]]]:
    """On a random walk of at most `steps` bytes: the tokens of each mask, and those that are allowed without it."""
    constraint = open_sheet(sheet, family)[1]()
    random = np.random.default_rng(seed)
    for _ in range(steps):
        told = {token for token in range(BYTES.vocab_size) if constraint.allows(token)}
        tokens = constraint_tokens(constraint)
        yield tokens, told
        going_on = sorted(tokens.difference(BYTES.eos_tokens))
        if not going_on or constraint.is_stopped():
            return
        constraint.commit(int(random.choice(going_on)))


def walk(sheet: str, seed: int, steps: int, family: str = "cssgen") -> Candidate:
    """A random answer of at most `steps` bytes, cut behind the last complete item if it is longer."""
    context, new_constraint = open_sheet(sheet, family)
    constraint = new_constraint()
    random = np.random.default_rng(seed)
    tokens: list[int] = []
    accepted = 0
    ended = False
    while len(tokens) < steps and not ended:
        allowed = sorted(constraint_tokens(constraint))
        if not allowed:
            break
        token = int(random.choice(allowed))
        ends = token in BYTES.eos_tokens or (BYTES.eos_token in allowed and random.random() < 0.3)
        if not ends:
            tokens.append(token)
            constraint.commit(token)
            accepted = len(tokens) if constraint.is_accepting() else accepted
        text = BYTES.decode_bytes(tokens).decode("utf-8", "replace")
        end = find_end(text, context.production, context.marker.options.n)
        ended = ends or constraint.is_stopped() or end is not None
    if not ended and accepted:
        tokens, ended = tokens[:accepted], True
    return Candidate(BYTES.decode_bytes(tokens).decode("utf-8", "replace"), None, "stop" if ended else "length")
