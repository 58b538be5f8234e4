"""Examples as token ids on disk, and the batches of each step.

The batches of a step depend on the seed and the step alone, so a resumed run sees what an uninterrupted one does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cssgen.errors import FileError
from cssgen.training.presets import Preset

Ids = NDArray[np.uint16] | NDArray[np.uint32] | NDArray[np.int64]

WINDOW = 16  # steps that share one draw of examples, so that rows of like length can share a batch


@dataclass(frozen=True, slots=True)
class TokenizedExample:
    """Token ids of one row, and where the part begins that is to be learnt (0: all of it)."""

    ids: Ids
    answer_start: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one step, padded on the right with zeros.

    Attributes:
        ids: (rows, length), int64.
        learnt: (rows, length), bool; whether predicting the token at that place counts in the loss.
    """

    ids: NDArray[np.int64]
    learnt: NDArray[np.bool_]


class Dataset:
    """The examples of one kind, in two flat arrays."""

    def __init__(self, ids: Ids, bounds: NDArray[np.int64]) -> None:
        """Take `ids` (tokens of all examples) and `bounds` (examples, 3): start, answer start, end."""
        self._ids = ids
        self._bounds = bounds

    def __len__(self) -> int:
        return len(self._bounds)

    def __getitem__(self, index: int) -> TokenizedExample:
        start, answer, end = self._bounds[index]
        return TokenizedExample(self._ids[start:end], int(answer - start))

    def save(self, path: Path) -> None:
        """Write them to an `.npz`, for `load_datasets`."""
        np.savez(path, ids=self._ids, bounds=self._bounds)

    def tokens(self) -> int:
        """Number of tokens."""
        return len(self._ids)


def narrow(ids: Sequence[int], vocabulary_size: int) -> Ids:
    """Token ids in the narrowest type that holds all of a vocabulary."""
    return np.array(ids, np.uint16) if vocabulary_size <= 1 << 16 else np.array(ids, np.uint32)


def build_dataset(examples: Iterable[TokenizedExample]) -> Dataset:
    """The examples in flat arrays."""
    rows = list(examples)
    ends = np.cumsum([len(row.ids) for row in rows], dtype=np.int64)
    starts = ends - np.array([len(row.ids) for row in rows], dtype=np.int64)
    answers = starts + np.array([row.answer_start for row in rows], dtype=np.int64)
    ids = np.concatenate([row.ids for row in rows]) if rows else np.zeros(0, np.uint16)
    return Dataset(ids, np.stack([starts, answers, ends], axis=1))


def save_dataset(path: Path, examples: Iterable[TokenizedExample]) -> int:
    """Write examples to an `.npz`; return how many there were."""
    dataset = build_dataset(examples)
    dataset.save(path)
    return len(dataset)


def load_datasets(directory: Path) -> dict[str, Dataset]:
    """Open every `<kind>.npz` of `directory` by its kind; raises `FileError` if there is none."""
    datasets: dict[str, Dataset] = {}
    for path in sorted(directory.glob("*.npz")):
        with np.load(path) as arrays:
            datasets[path.stem] = Dataset(arrays["ids"], arrays["bounds"])
    if not datasets:
        raise FileError(f"{directory}: no prepared data (*.npz)")
    return datasets


class Sampler:
    """Deals batches: each kind is dealt in shuffled rounds, every example once a round."""

    def __init__(self, datasets: Mapping[str, Dataset], preset: Preset) -> None:
        shares = {kind: share for kind, share in preset.mix.items() if kind in datasets and len(datasets[kind])}
        if not shares:
            raise FileError(f"the data hold none of the kinds {', '.join(preset.mix)}")
        self._datasets = datasets
        self._preset = preset
        self._shares = {kind: share / sum(shares.values()) for kind, share in shares.items()}
        self._rows = preset.batch_rows or self._rows_per_batch()
        self._window: tuple[int, list[Batch]] = (-1, [])

    def batch(self, step: int) -> Batch:
        """The batch of a step."""
        number, place = divmod(step, WINDOW)
        if self._window[0] != number:
            self._window = (number, self._deal(number))
        return self._window[1][place]

    def _rows_per_batch(self) -> int:
        length = sum(
            share * min(self._datasets[kind].tokens() / len(self._datasets[kind]), self._preset.sequence_length)
            for kind, share in self._shares.items()
        )
        # At least two, so that rounding the shares leaves no step without a row.
        return max(2, round(self._preset.batch_tokens / length))

    def _deal(self, number: int) -> list[Batch]:
        rows = [row for kind in self._shares for row in self._draw(kind, number)]
        rows.sort(key=lambda row: len(row.ids))
        order = np.random.default_rng((self._preset.seed, number)).permutation(WINDOW)
        parts = split_evenly([len(row.ids) for row in rows], WINDOW)
        chance = np.random.default_rng((self._preset.seed, number, 1))
        batches = [collate(rows[start:end], self._preset, chance) for start, end in parts]
        return [batches[place] for place in order]

    def _draw(self, kind: str, number: int) -> list[TokenizedExample]:
        dataset, share = self._datasets[kind], self._shares[kind] * self._rows * WINDOW
        first, last = round(number * share), round((number + 1) * share)
        rounds: dict[int, Any] = {}
        picked = []
        for place in range(first, last):
            turn, index = divmod(place, len(dataset))
            if turn not in rounds:
                seed = (self._preset.seed, len(dataset), turn)
                rounds[turn] = np.random.default_rng(seed).permutation(len(dataset))
            picked.append(dataset[int(rounds[turn][index])])
        return picked


def split_evenly(lengths: list[int], parts: int) -> list[tuple[int, int]]:
    """Cut rows into `parts` runs of about equal sums of lengths, none empty; there must be rows enough."""
    ends = np.cumsum(lengths)
    cuts = [0]
    for part in range(1, parts):
        even = int(np.searchsorted(ends, ends[-1] * part / parts))
        cuts.append(min(max(even, cuts[-1] + 1), len(lengths) - (parts - part)))
    return list(zip(cuts, [*cuts[1:], len(lengths)], strict=True))


def collate(rows: list[TokenizedExample], preset: Preset, chance: np.random.Generator) -> Batch:
    """Cut rows to the preset's length, keeping their end, pad them, and draw the context that counts."""
    limit = preset.sequence_length
    cut = [TokenizedExample(row.ids[-limit:], max(0, row.answer_start - max(0, len(row.ids) - limit))) for row in rows]
    batch = pad(cut)
    for place, row in enumerate(cut):
        batch.learnt[place, : row.answer_start] = chance.random(row.answer_start) < preset.context_share
    return batch


def pad(rows: Sequence[TokenizedExample]) -> Batch:
    """Pad rows on the right to the longest; their answers count."""
    length = max((len(row.ids) for row in rows), default=1)
    ids = np.zeros((len(rows), length), np.int64)
    learnt = np.zeros((len(rows), length), np.bool_)
    for place, row in enumerate(rows):
        ids[place, : len(row.ids)] = row.ids
        learnt[place, row.answer_start : len(row.ids)] = True
    return Batch(ids, learnt)
