"""Which compiled grammars are kept."""

from cssgen.lm.grammars import Grammars


class Counted:
    """Grammars of one size each, and which were compiled."""

    def __init__(self, most: int) -> None:
        self.compiled: list[str] = []
        self.grammars = Grammars(self._compile, most)

    def _compile(self, text: str) -> str:
        self.compiled.append(text)
        return f"matcher of {text}"


def test_the_latest_are_kept() -> None:
    counted = Counted(most=6)
    for text in ("aa", "bb", "cc", "aa", "dd", "aa", "cc", "bb"):
        assert counted.grammars(text).matcher == f"matcher of {text}"
    # Three have room: `dd` takes the place of `bb`.
    assert counted.compiled == ["aa", "bb", "cc", "dd", "bb"]


def test_those_in_use_are_not_compiled_again_and_leave_others_no_room() -> None:
    counted = Counted(most=6)
    used = [counted.grammars("aa"), counted.grammars("bbbb")]
    assert counted.grammars.has_room("bbbb")
    assert not counted.grammars.has_room("c")
    # Where nobody waits for room, it is compiled all the same.
    assert counted.grammars("c").size == 1
    assert counted.grammars("aa") is used[0]
    used.pop()
    assert counted.grammars.has_room("cccc")
    counted.grammars("bbbb")
    assert counted.compiled == ["aa", "bbbb", "c", "bbbb"]
