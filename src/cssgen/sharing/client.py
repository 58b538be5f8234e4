"""The side that has none yet."""

from collections.abc import Sequence
from pathlib import Path

from cssgen.candidates import Candidate
from cssgen.contexts import Context
from cssgen.sharing.records import RecordError, dump, load_candidates
from cssgen.sharing.sockets import PATIENCE, connect, receive_from, send


def ask(path: Path, contexts: Sequence[Context]) -> list[list[Candidate]] | None:
    """What the model of a watcher writes for contexts; None if there is no watcher, or it does not answer."""
    try:
        with connect(path) as connection:
            connection.settimeout(PATIENCE)
            send(connection, {"identity": path.stem, "contexts": dump(contexts)})
            with receive_from(connection) as messages:
                answer = next((message for message in messages if "done" not in message), {})
        candidates = load_candidates(answer.get("candidates"))
    except (OSError, RecordError):
        return None
    return candidates if len(candidates) == len(contexts) else None
