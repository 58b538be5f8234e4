"""When to look and when to fill: events and times in, jobs out; nothing sleeps."""

from pathlib import Path

import pytest

from cssgen.watching.agenda import Agenda, Job
from cssgen.watching.looking import Sight

A, B = Path("a.css"), Path("b.css")
DEBOUNCE, SETTLE = 0.3, 0.7


def sight(*markers: str, remarks: tuple[str, ...] = ()) -> Sight:
    """A file with some markers; what it holds is told by them."""
    return Sight(f"digest of {markers} {remarks}", frozenset(markers), frozenset(remarks))


class Clock:
    """An agenda, files that hold what a test says, and the time; jobs are noted when they begin."""

    def __init__(self) -> None:
        self.agenda = Agenda(DEBOUNCE, SETTLE)
        self.disk: dict[Path, Sight | None] = {}
        self.jobs: list[tuple[float, str, tuple[str, ...]]] = []
        self.voids: list[float] = []
        self.now = 0.0

    def save(self, at: float, path: Path, *markers: str, remarks: tuple[str, ...] = ()) -> None:
        """Save a file with these markers; without any it is empty of them."""
        self.run_until(at)
        self.disk[path] = sight(*markers, remarks=remarks)
        self.agenda.saved(path, at)

    def remove(self, at: float, path: Path) -> None:
        self.run_until(at)
        self.disk[path] = None
        self.agenda.saved(path, at)

    def finish(self, at: float, left: tuple[str, ...] = (), refused: tuple[str, ...] = ()) -> None:
        """End the running job: its file then has the markers `left`, of which some were refused."""
        self.run_until(at)
        running = self.agenda.running
        assert running is not None
        saved = sight(*left)
        self.disk[running.path] = saved
        self.agenda.done(frozenset(refused), saved.digest, at)
        # The system tells of our own write as of any other.
        self.agenda.saved(running.path, at)

    def run_until(self, end: float) -> None:
        """Do what is due until a time."""
        while (wake := self.agenda.wake_time()) is not None and wake <= end:
            self.now = max(self.now, wake)
            for path in self.agenda.to_look(self.now):
                if self.agenda.looked(path, self.disk.get(path), self.now):
                    self.voids.append(round(self.now, 3))
            job = self.agenda.next_job(self.now)
            if job is not None:
                self.jobs.append((round(self.now, 3), job.path.name, tuple(sorted(job.asks))))
            assert self.agenda.wake_time() != wake, "it would wake without end"
        self.now = end


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.mark.parametrize(
    ("saves", "jobs"),
    [
        pytest.param([(0.0, "x")], [(1.0, "a.css", ("x",))], id="quiet, then settled"),
        pytest.param([(0.0,)], [], id="no marker"),
        pytest.param([(0.0, "x"), (0.2, "x"), (0.4, "x")], [(1.4, "a.css", ("x",))], id="a burst is one save"),
        pytest.param([(0.0, "ro"), (0.9, "round"), (1.5, "rounded")], [(2.5, "a.css", ("rounded",))], id="half-typed"),
        pytest.param([(0.0, "x"), (0.9,), (1.5, "x")], [(2.5, "a.css", ("x",))], id="away and back"),
        pytest.param([(0.0, "x"), (0.5, "x", "y")], [(1.0, "a.css", ("x",))], id="each marker has its own time"),
        pytest.param([(0.0, "x", "y")], [(1.0, "a.css", ("x", "y"))], id="both at once"),
        pytest.param([(0.0, "x"), (0.8, "x", "y")], [(1.1, "a.css", ("x",))], id="not while it is being saved"),
    ],
)
def test_one_file(saves: list[tuple[float, str]], jobs: list[tuple[float, str, tuple[str, ...]]], clock: Clock) -> None:
    for at, *markers in saves:
        clock.save(at, A, *markers)
    clock.run_until(10)
    assert clock.jobs == jobs


def test_a_second_file_waits_for_the_first(clock: Clock) -> None:
    """It is not forgotten, and begins as soon as the first has ended."""
    clock.save(0, A, "x")
    clock.save(0.1, B, "y")
    clock.finish(5)
    clock.run_until(6)
    assert clock.jobs == [(1.0, "a.css", ("x",)), (5, "b.css", ("y",))]


def test_saves_while_filling_are_not_lost(clock: Clock) -> None:
    clock.save(0, A, "x")
    clock.save(2, A, "x", "y")
    clock.finish(5, left=("y",))
    clock.run_until(6)
    assert clock.jobs == [(1.0, "a.css", ("x",)), (5.3, "a.css", ("y",))]
    assert clock.voids == []


def test_own_write_asks_for_nothing(clock: Clock) -> None:
    clock.save(0, A, "x")
    clock.finish(2)
    clock.run_until(10)
    assert len(clock.jobs) == 1
    assert clock.agenda.is_idle()


def test_what_was_refused_is_not_asked_again(clock: Clock) -> None:
    """Not in the same file, saved once more or touched; in another one, it is."""
    clock.save(0, A, "x")
    clock.finish(2, left=("x",), refused=("x",))
    clock.save(4, A, "x")
    clock.run_until(9)
    assert len(clock.jobs) == 1
    clock.save(10, A, "x", "y")
    clock.run_until(20)
    # `x` has settled long ago; `y` is filled when that is done.
    assert clock.jobs[1:] == [(10.3, "a.css", ("x",))]


def test_own_write_does_not_ask_again_for_what_was_refused(clock: Clock) -> None:
    clock.save(0, A, "x")
    clock.finish(2, left=("x",), refused=("x",))
    clock.save(10, A, "x", "y")
    clock.finish(11, left=("x", "y"), refused=("x",))
    clock.run_until(12)
    assert clock.jobs[-1] == (11.3, "a.css", ("y",))
    clock.finish(12, left=("x",))
    clock.run_until(20)
    assert len(clock.jobs) == 3
    assert clock.agenda.is_idle()


@pytest.mark.parametrize(
    ("markers", "is_void"),
    [
        pytest.param(("other",), True, id="changed"),
        pytest.param((), True, id="removed"),
        pytest.param(("x", "y"), False, id="still there"),
    ],
)
def test_a_job_without_its_marker_is_void(markers: tuple[str, ...], is_void: bool, clock: Clock) -> None:
    clock.save(0, A, "x")
    clock.save(2, A, *markers)
    clock.run_until(3)
    assert bool(clock.voids) == is_void


def test_a_job_whose_file_is_gone_is_void(clock: Clock) -> None:
    clock.save(0, A, "x")
    clock.remove(2, A)
    clock.run_until(3)
    assert clock.voids == [2.3]


def test_a_file_that_is_gone_is_forgotten(clock: Clock) -> None:
    clock.save(0, A, "x")
    clock.remove(0.5, A)
    clock.run_until(5)
    assert clock.jobs == []
    assert clock.agenda.is_idle()


def test_remarks_are_said_once_while_they_are_true(clock: Clock) -> None:
    """Whatever else changes in the file; once it was mended, they are said anew."""
    wrong = ("CSSG007 never closed",)
    clock.save(0, A, remarks=wrong)
    clock.run_until(1)
    clock.agenda.done(frozenset(wrong), sight(remarks=wrong).digest, 1)
    clock.save(2, A, "x", remarks=wrong)
    clock.finish(4)
    clock.save(5, A, remarks=wrong)
    clock.run_until(10)
    assert clock.jobs == [(1.0, "a.css", wrong), (3.0, "a.css", ("x",)), (6.0, "a.css", wrong)]


def test_postponed_job_is_looked_at_again(clock: Clock) -> None:
    """While git is in the middle of something; what is there afterwards counts."""
    clock.save(0, A, "x")
    clock.run_until(1)
    clock.agenda.postpone(A, 2)
    clock.disk[A] = sight("y")
    clock.run_until(5)
    assert clock.jobs == [(1.0, "a.css", ("x",)), (2.7, "a.css", ("y",))]


def test_nothing_to_do_means_no_time_to_wake(clock: Clock) -> None:
    assert clock.agenda.wake_time() is None
    clock.save(0, A)
    assert clock.agenda.wake_time() == DEBOUNCE
    clock.run_until(1)
    assert clock.agenda.wake_time() is None
    assert clock.agenda.next_job(1) is None


def test_job_says_what_was_seen(clock: Clock) -> None:
    clock.save(0, A, "x")
    clock.run_until(1)
    assert clock.agenda.running == Job(A, frozenset({"x"}), sight("x").digest)
