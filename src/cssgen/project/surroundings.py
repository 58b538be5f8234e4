"""What the other stylesheets of its project add to a context."""

import math
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cssgen.contexts import Context
from cssgen.errors import FileError
from cssgen.files import Unreadable, read_stylesheet
from cssgen.productions import Production
from cssgen.project.facts import Example, Facts, Stamp, read_facts

if TYPE_CHECKING:
    from cssgen.project.store import FactsStore

MOST_FILES: Final = 400
MOST_PROPERTIES: Final = 400
LARGEST_FILE: Final = 200_000  # bytes
EXAMPLES: Final = 2
LIKE: Final = 0.35  # cosine of the words of prompt and comment from which an example is one
LIFETIME: Final = 5.0  # seconds for which what was read is taken to hold

_WORD: Final = re.compile(r"[a-z]{3,}")


class Surroundings:
    """The stylesheets of a project, read when the first context comes.

    Args:
        root: the folder of the project; None if there is none, and so nothing to learn from.
        find: the stylesheets below it; called again when what was read is old.
        directory: where their facts are kept.
    """

    def __init__(self, root: Path | None, find: Callable[[Path], Iterable[Path]], directory: Path) -> None:
        self._root = root
        self._find = find
        self._directory = directory
        self._facts: list[Facts] = []
        self._read_at = -math.inf

    def enrich(self, path: Path, context: Context) -> Context:
        """The context of a file with the project's custom properties behind its own, and examples for its prompt.

        A file outside of the project learns nothing from it.
        """
        if self._root is None or not Path(os.path.abspath(path)).is_relative_to(self._root):  # noqa: PTH100
            return context
        if time.monotonic() - self._read_at > LIFETIME:
            self._facts = self._read(self._root)
            self._read_at = time.monotonic()
        own = dict(context.custom_properties)
        others = ((name, value) for facts in self._facts for name, value in facts.custom_properties)
        added = dict(islice(((name, value) for name, value in others if name not in own), MOST_PROPERTIES))
        examples = choose_examples(context, [each for facts in self._facts for each in facts.examples])
        return replace(context, custom_properties=(*own.items(), *added.items()), examples=tuple(examples))

    def _read(self, root: Path) -> list[Facts]:
        stamps = list(islice(_iter_stamps(self._find(root)), MOST_FILES))
        store = self._open_store()
        known = store.find(stamps) if store else {}
        new = {stamp: _read_file(Path(stamp.path)) for stamp in stamps if stamp not in known}
        if store:
            store.put(new)
        return [known[stamp] if stamp in known else new[stamp] for stamp in stamps]

    def _open_store(self) -> "FactsStore | None":
        try:
            # Here, since a run without a marker needs no SQLite; and some Pythons come without it.
            from cssgen.project.store import FactsStore
        except ModuleNotFoundError:
            return None
        return FactsStore(self._directory)


def choose_examples(context: Context, examples: Sequence[Example]) -> Iterator[tuple[str, str]]:
    """The examples whose comments are most like a prompt, the best first, as wording and code for its place."""
    if context.production not in (Production.STYLESHEET, Production.GROUP, Production.DECLARATIONS):
        return
    asked = Counter(_WORD.findall(context.marker.prompt.lower()))
    scored = [(_cosine(asked, Counter(_WORD.findall(each.wording.lower()))), each) for each in examples]
    likely = sorted((item for item in scored if item[0] >= LIKE), key=lambda item: -item[0])
    for _, example in likely[:EXAMPLES]:
        is_rule = context.production is not Production.DECLARATIONS
        yield example.wording, example.rule if is_rule else example.declarations


def _cosine(words: Counter[str], others: Counter[str]) -> float:
    common = sum(words[word] * others[word] for word in words)
    sizes = math.sqrt(sum(n * n for n in words.values()) * sum(n * n for n in others.values()))
    return common / sizes if sizes else 0.0


def _iter_stamps(paths: Iterable[Path]) -> Iterator[Stamp]:
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        if status.st_size <= LARGEST_FILE:
            yield Stamp(os.path.abspath(path), status.st_size, status.st_mtime_ns)  # noqa: PTH100  # links are kept


def _read_file(path: Path) -> Facts:
    try:
        sheet = read_stylesheet(path, may_wait=False)
    except FileError:
        return Facts()
    return Facts() if isinstance(sheet, Unreadable) else read_facts(sheet.text)
