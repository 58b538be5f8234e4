"""How much cssgen takes on: what exceeds a limit is left alone, with a diagnostic of its own."""

from typing import NamedTuple


class Limits(NamedTuple):
    """Limits of a run. Each is a setting of the table `limits`.

    Attributes:
        file_bytes: size of a file.
        markers: markers in one file.
        depth: how deeply blocks and brackets may be nested.
        seconds: how long a model may write for one marker.
        memory_mb: memory of the process, in megabytes, beyond which no model writes; 0 is no limit.
    """

    file_bytes: int = 1_000_000
    markers: int = 1_000
    depth: int = 100
    seconds: float = 120.0
    memory_mb: int = 0


DEFAULT_LIMITS = Limits()
