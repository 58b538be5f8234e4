"""Fuzzing harnesses of what writes: answers spliced into files, fills taken back, grammars. Each takes bytes."""

import functools
from pathlib import Path
from typing import Any

import llguidance
import numpy as np

from cssgen.acceptance import accept, render_canonical
from cssgen.answers import AnswerError
from cssgen.candidates import Candidate, Generate
from cssgen.contexts import Context, read_contexts
from cssgen.edits import apply_edits
from cssgen.fill import FillOptions
from cssgen.grammar.productions import render_grammar, render_value_grammar
from cssgen.journal.entries import read_entries
from cssgen.journal.undoing import take_back
from cssgen.lm.sampling import find_allowed
from cssgen.lm.vocabulary import read_vocabulary
from cssgen.markers import Leave
from cssgen.policy import judge
from cssgen.productions import Production
from cssgen.rewrite import fill_bytes
from cssgen.validity import validate
from cssgen.witness import find_disagreement
from fuzz_inputs import pieces, read_text

_BYTES = llguidance.LLTokenizer("byte")
_HEAD = ":root { --accent: red; --gap: 4px; }\n.b { color: red; }\n"
SHEETS = (
    f"{_HEAD}/* complete: a card */\n.after {{ color: red; }}\n",
    f"{_HEAD}@media print {{\n  /* complete: hide it */\n}}\n",
    f"{_HEAD}.a {{\n  /* complete: centre it */\n}}\n",
    f"{_HEAD}@keyframes fade {{\n  /* complete: fade in */\n}}\n",
    f"{_HEAD}.a {{\n  background: /* complete: x, a.png */;\n}}\n",
    f"{_HEAD}.a {{\n  transition: /* complete: x */;\n}}\n",
    f"{_HEAD}.a {{\n  grid-template-columns: /* complete: x */;\n}}\n",
    "@property --x {\n  /* complete: x */\n}\n",
)
ANSWERS = (
    "margin: 0 auto;\ndisplay: grid;",
    ".e {\n  margin: 0;\n  &:hover { opacity: 0.5 }\n}",
    "from { opacity: 0; } to { opacity: 1; }",
    "linear-gradient(red, rgb(1 2 3 / 50%)) no-repeat",
    "color 1s ease-in 2s",
    "minmax(0, 1fr) 20px",
    "syntax: '*'; inherits: false;",
)
_FORBIDDEN = ("/*", "*/", "</", "\x1b", "\u202e", "javascript:")


def fuzz_splicing(data: bytes) -> None:
    """Whatever a model answers: nothing outside the markers changes, and what was filled can be taken back."""
    text, answers, leave = _read_fill(data)
    raw = text.encode("utf-8", "replace")
    outcome = fill_bytes(Path("a.css"), raw, _offering(answers), FillOptions(leave=leave))
    filled = outcome.filled
    if not filled.fills:
        assert outcome.content == raw or outcome.sheet is None
        return
    assert outcome.sheet is not None
    text = outcome.sheet.text
    assert all(text.startswith("/*", edit.span.start) for edit in filled.edits)
    assert apply_edits(text, filled.edits) == filled.text
    assert find_disagreement(filled.text) is None
    done = {fill.context.marker.span for fill in filled.fills}
    left = [context.marker.prompt for context in read_contexts(text).contexts if context.marker.span not in done]
    if "cssgen:end" not in text:  # what stood in a region may have been in the way
        assert [context.marker.prompt for context in read_contexts(filled.text).contexts] == left
    assert _has_errors(text) or not _has_errors(filled.text)
    for fill in filled.fills:
        css = render_canonical(fill.answer.items) + fill.answer.value
        assert not any(map(css.count, _FORBIDDEN)), css
    assert take_back(outcome.content, list(read_entries(outcome, "1", lambda _: ""))).content == raw


def fuzz_grammar(data: bytes) -> None:
    """What a grammar derives is taken by the validator, which does not know the grammar."""
    context, compiled = _open_grammars()[data[0] % len(SHEETS) if data else 0]
    matcher = compiled.deep_copy()
    answer: list[int] = []
    for byte in data[1:]:
        answer += _advance(matcher, byte)
        if matcher.is_stopped() or (byte < 128 and answer and matcher.is_accepting()):
            break
    assert not matcher.is_error(), matcher.get_error()
    text = _BYTES.decode_bytes(answer).decode("utf-8", "replace")
    if text.strip() and matcher.is_accepting():
        try:
            accept(Candidate(text), context, judge)
        except AnswerError as error:
            # The grammar cannot tell the two times of a transition apart.
            assert "the first time is the duration" in str(error), (text, str(error))


def _advance(matcher: Any, byte: int) -> list[int]:
    """Go on with the piece of `byte` if the grammar takes it, else with a byte that it takes, and what that forces."""
    tokens = list(_grammar_pieces()[byte])
    read = matcher.try_consume_tokens(tokens)
    if read < len(tokens):
        if read:
            matcher.rollback(read)
        allowed = _allowed(matcher)
        if not allowed:
            return []
        tokens = [allowed[byte % len(allowed)]]
        matcher.consume_token(tokens[0])
    forced = [] if matcher.is_stopped() else list(matcher.compute_ff_tokens())
    matcher.consume_tokens(forced)
    return [token for token in tokens + forced if token not in _BYTES.eos_tokens]


def _allowed(matcher: Any) -> list[int]:
    mask = np.zeros(-(-_BYTES.vocab_size // 32), np.int32)
    matcher.unsafe_compute_mask_ptr(mask.ctypes.data, mask.nbytes)
    return [] if matcher.is_error() else list(find_allowed(mask, _BYTES.vocab_size))


@functools.cache
def _open_grammars() -> list[tuple[Context, Any]]:
    vocabulary = read_vocabulary(_BYTES)
    opened = []
    for sheet in SHEETS:
        [context] = read_contexts(sheet).contexts
        if context.production is Production.VALUE:
            grammar = render_value_grammar(context, "cssgen", is_whole=True)
        else:
            grammar = render_grammar(context, "cssgen")
        opened.append((context, vocabulary.compile(grammar.text)))
    return opened


@functools.cache
def _grammar_pieces() -> list[list[int]]:
    return [_BYTES.tokenize_bytes(piece.encode("utf-8", "replace")) for piece in pieces("grammar")]


def _read_fill(data: bytes) -> tuple[str, list[str], Leave]:
    """A stylesheet, what a model answers at its markers, and what is to stay of them."""
    cut = 1 + (data[0] if data else 0) % max(1, len(data))
    kind = "balanced" if data and data[0] % 4 > 1 else "marked"
    text = read_text(data[cut:], kind)
    answers = [_spoil(text, data[1:cut]) for text in ANSWERS]
    if data and data[0] % 4:
        text = f"{SHEETS[data[0] // 4 % len(SHEETS)]}{text}"
    return text, answers, list(Leave)[data[-1] % 3 if data else 0]


def _spoil(answer: str, data: bytes) -> str:
    """A good answer with pieces put into it, or cut off."""
    for place, piece in zip(data[::2], data[1::2], strict=False):
        place %= len(answer) + 1
        answer = answer[:place] + read_text(bytes([piece]), "answer") + answer[place + piece % 3 :]
    return answer


def _offering(answers: list[str]) -> Generate:
    return lambda contexts: [[Candidate(answer) for answer in answers] for _ in contexts]


def _has_errors(text: str) -> bool:
    return any(finding.severity == "error" for finding in validate(text))
