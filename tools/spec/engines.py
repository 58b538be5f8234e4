"""How many of the three browser engines ship a feature, from MDN's compatibility data."""

from collections.abc import Iterable, Mapping
from typing import Any

# One browser for each engine: Blink, Gecko, WebKit.
_BROWSERS = ("chrome", "firefox", "safari")


def count_engines(entry: Mapping[str, Any] | None) -> int:
    """Engines (0 to 3) that ship the feature of `entry` unprefixed, without a flag, to this day."""
    if entry is None or "__compat" not in entry:
        return 0
    support = entry["__compat"]["support"]
    return sum(any(map(_ships, _statements(support.get(browser)))) for browser in _BROWSERS)


def _statements(support: Any) -> Iterable[Mapping[str, Any]]:
    if support is None:
        return ()
    return support if isinstance(support, list) else (support,)


def _ships(statement: Mapping[str, Any]) -> bool:
    if statement.get("version_added") in (None, False, "preview"):
        return False
    return not statement.keys() & {"flags", "prefix", "alternative_name", "version_removed"}
