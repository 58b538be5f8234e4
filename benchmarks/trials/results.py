"""What tries came to: kept as lines of JSON, shown as a page of the documentation."""

import fcntl
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from trials.kinds import Kind

_HEAD = """\
# What was tried to make cssgen lose something

Made by `python benchmarks/reliability.py --table` from the results of `python benchmarks/reliability.py --record`
({machine}); CI tries a part of each kind anew.

In each try the stylesheet must be the old version or the new one, whole; the exit code must say which, and a message
why; the next run must do what was not done and clear away what was left over; and what was filled must be possible to
take back, byte for byte. A try that breaks one of these promises is counted as broken, and fails the script. The last
column says when a row was tried, and of which revision of cssgen.

{kinds} of {known} kinds, {tries:,} tries, {broken} broken promises.
"""
_TAIL = """\
## Many writers at the same time

`python benchmarks/writers.py`: fills, watchers and editors work on the same files. Each rule that an editor saved must
be there at the end, and each marker be filled exactly once.

```
{writers}
```
"""
_RULE = "| --- | ---: | --- | ---: | --- |"


@dataclass(frozen=True, slots=True)
class Result:
    """What the tries of a kind came to.

    Attributes:
        outcomes: how often what happened.
        broken: promises that were broken.
        tried: the day, and the revision of cssgen.
    """

    area: str
    name: str
    machine: str
    tries: int
    outcomes: dict[str, int]
    broken: list[str]
    tried: str

    def describe(self) -> str:
        """A line, and one more for each broken promise."""
        lines = [f"{self.area}: {self.name}: {self.tries} tries, {len(self.broken)} broken: {self.say_outcomes()}"]
        return "\n  ".join([*lines, *self.broken])

    def say_outcomes(self) -> str:
        """What happened, the most frequent first."""
        return "; ".join(f"{outcome}: {count:,}" for outcome, count in self.outcomes.items())


def read_results(path: Path) -> list[Result]:
    """The results that are kept in a file."""
    return [Result(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def record(path: Path, result: Result) -> None:
    """Keep a result in place of an older one of the same kind; several processes may do so at once."""
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        others = [item for item in read_results(path) if (item.area, item.name) != (result.area, result.name)]
        file.truncate(0)
        file.writelines(f"{json.dumps(asdict(item), ensure_ascii=False)}\n" for item in [*others, result])


def render_page(results: Sequence[Result], kinds: Sequence[Kind], writers: str) -> str:
    """The page: a table for each area, in the order of the kinds, and what `writers.py` printed."""
    found = {(result.area, result.name): result for result in results}
    ordered = [found[kind.area, kind.name] for kind in kinds if (kind.area, kind.name) in found]
    head = _HEAD.format(
        machine=ordered[0].machine,
        kinds=len(ordered),
        known=len(kinds),
        tries=sum(result.tries for result in ordered),
        broken=sum(len(result.broken) for result in ordered),
    )
    return "\n".join([head, *_render_tables(ordered), _TAIL.format(writers=writers.strip())])


def _render_tables(results: Sequence[Result]) -> Iterator[str]:
    for area, group in groupby(results, key=lambda result: result.area):
        yield f"## {area}\n\n| what | tries | what happened | broken | tried |\n{_RULE}"
        for result in group:
            cells = (result.name, f"{result.tries:,}", result.say_outcomes(), len(result.broken), result.tried)
            yield f"| {' | '.join(map(str, cells))} |"
        yield ""
