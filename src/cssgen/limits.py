"""How much cssgen takes on: what exceeds a limit is left alone, with a diagnostic of its own."""

from typing import NamedTuple


class Limits(NamedTuple):
    """Limits of a run. Each is a setting of the table `limits`.

    Attributes:
        file_bytes: size of a file.
        markers: markers in one file.
        depth: how deeply blocks and brackets may be nested.
    """

    file_bytes: int = 1_000_000
    markers: int = 1_000
    depth: int = 100


DEFAULT_LIMITS = Limits()
