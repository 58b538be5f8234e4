"""Never over bytes that were not read: what others save while cssgen writes stays."""

import threading
import time
from pathlib import Path

import pytest

import cssgen.writing.swapping
from cssgen.errors import FileError
from cssgen.writing import Stale, Written, replace_file
from cssgen.writing.exchange import exchange
from cssgen.writing.locks import lock_path, try_lock_path
from tests.writing import NEW, OLD, SAVED, names_in


def _save_in_place(path: Path) -> None:
    path.write_bytes(SAVED)


def _save_by_rename(path: Path) -> None:
    other = path.with_name("saved")
    other.write_bytes(SAVED)
    other.replace(path)


@pytest.mark.parametrize(
    ("save", "moment"),
    [
        pytest.param(_save_in_place, "before", id="in place, before the swap"),
        pytest.param(_save_by_rename, "before", id="by rename, before the swap"),
        pytest.param(_save_by_rename, "after", id="by rename, after the swap"),
    ],
)
def test_a_save_in_the_last_moment_survives(
    sheet: Path, locks: Path, monkeypatch: pytest.MonkeyPatch, save: object, moment: str
) -> None:
    """The editor saves from a thread, as it waits for our lease if it writes in place."""
    assert callable(save)
    editor = threading.Thread(target=save, args=[sheet])
    exchanges = 0

    def exchange_while_saving(first: Path, second: Path) -> bool:
        nonlocal exchanges
        exchanges += 1
        if (exchanges, moment) == (1, "before"):
            editor.start()
            time.sleep(0.1)
        done = exchange(first, second)
        if (exchanges, moment) == (1, "after"):
            editor.start()
            editor.join()
        return done

    monkeypatch.setattr(cssgen.writing.swapping, "exchange", exchange_while_saving)
    result = replace_file(sheet, OLD, NEW, lock_dir=locks)
    editor.join()
    assert sheet.read_bytes() == SAVED
    assert result == (Stale(SAVED) if moment == "before" else Written())
    assert names_in(sheet.parent) == ["a.css"]


def test_a_save_in_the_last_moment_survives_without_exchange(
    sheet: Path, locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = threading.Thread(target=_save_in_place, args=[sheet])

    def save_instead(first: Path, second: Path) -> bool:
        editor.start()
        time.sleep(0.1)
        return False

    monkeypatch.setattr(cssgen.writing.swapping, "exchange", save_instead)
    assert replace_file(sheet, OLD, NEW, lock_dir=locks) == Stale(SAVED)
    editor.join()
    assert sheet.read_bytes() == SAVED
    assert names_in(sheet.parent) == ["a.css"]


@pytest.mark.parametrize(
    "moments",
    [
        pytest.param([(1, "before"), (2, "before")], id="before the swap, before it is undone"),
        pytest.param([(1, "before"), (1, "after")], id="before the swap, right after it"),
        pytest.param([(1, "before"), (2, "before"), (3, "before")], id="and before that is undone in turn"),
    ],
)
def test_a_version_put_back_gives_way_to_a_newer_one(
    sheet: Path, locks: Path, monkeypatch: pytest.MonkeyPatch, moments: list[tuple[int, str]]
) -> None:
    """Several saves by rename: whatever comes in between, the last one stays."""
    numbers = iter(range(1, 100))
    saves: list[bytes] = []

    def save_at(moment: tuple[int, str]) -> None:
        if moment in moments:
            saves.append(f"save {len(saves)}\n".encode())
            sheet.with_name("saved").write_bytes(saves[-1])
            sheet.with_name("saved").replace(sheet)

    def exchange_among_saves(first: Path, second: Path) -> bool:
        number = next(numbers)
        save_at((number, "before"))
        done = exchange(first, second)
        save_at((number, "after"))
        return done

    monkeypatch.setattr(cssgen.writing.swapping, "exchange", exchange_among_saves)
    assert replace_file(sheet, OLD, NEW, lock_dir=locks) == Stale(saves[-1])
    assert len(saves) == len(moments)
    assert sheet.read_bytes() == saves[-1]
    assert names_in(sheet.parent) == ["a.css"]


def test_two_writers_take_turns(sheet: Path, locks: Path) -> None:
    """Of two fills computed from the same bytes one is written, and the other one is told."""
    results: list[object] = []
    contents = [NEW, NEW + NEW]
    threads = [
        threading.Thread(target=lambda new: results.append(replace_file(sheet, OLD, new, lock_dir=locks)), args=[new])
        for new in contents
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, results)) == sorted([str(Written()), str(Stale(sheet.read_bytes()))])
    assert sheet.read_bytes() in contents


def test_says_when_another_process_hangs(sheet: Path, locks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cssgen.writing.locks._PATIENCE", 0.05)
    with lock_path(sheet, locks), pytest.raises(FileError, match="another cssgen process has been writing it"):
        replace_file(sheet, OLD, NEW, lock_dir=locks)
    assert sheet.read_bytes() == OLD


def test_waits_for_a_program_that_is_writing(sheet: Path, locks: Path) -> None:
    """Half a save is never what the caller gets to see."""
    with sheet.open("wb", buffering=0) as editor:
        editor.write(SAVED[:3])

        def finish() -> None:
            time.sleep(0.1)
            editor.write(SAVED[3:])
            editor.close()

        thread = threading.Thread(target=finish)
        thread.start()
        assert replace_file(sheet, OLD, NEW, lock_dir=locks) == Stale(SAVED)
        thread.join()


@pytest.mark.parametrize(
    ("name", "is_free"),
    [
        pytest.param("a.css", False, id="the same"),
        pytest.param("A.CSS", False, id="another case"),
        pytest.param("\u00e4.css", True, id="another"),
    ],
)
def test_names_that_may_be_one_file_have_one_lock(name: str, is_free: bool, sheet: Path, locks: Path) -> None:
    """On macOS and Windows, and on their disks, both name the same file."""
    with lock_path(sheet, locks), try_lock_path(sheet.with_name(name), locks) as is_locked:
        assert is_locked == is_free


def test_composed_and_decomposed_letters_have_one_lock(sheet: Path, locks: Path) -> None:
    first, second = (sheet.with_name(name) for name in ("\u00e4.css", "a\u0308.css"))
    with lock_path(first, locks), try_lock_path(second, locks) as is_locked:
        assert not is_locked
