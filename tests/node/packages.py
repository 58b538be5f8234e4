"""Install them once for each lock, into the user's cache directory."""

import functools
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import platformdirs
import pytest

_HERE = Path(__file__).parent
_MANIFESTS = ("package.json", "package-lock.json")


@functools.cache
def install_packages() -> Path:
    """The `node_modules` with the packages of the lock; skips the test where there is no npm, unless in CI."""
    if shutil.which("npm") is None and os.environ.get("CI") != "true":
        pytest.skip("npm is not installed")
    digest = hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in _MANIFESTS)).hexdigest()[:16]
    installed = platformdirs.user_cache_path("cssgen-tests") / digest
    if not installed.exists():
        installed.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(dir=installed.parent))
        _install(place)
        # Whole or not at all: the next run must not find half of it.
        place.rename(installed)
    return installed / "node_modules"


def _install(place: Path) -> None:
    for name in _MANIFESTS:
        shutil.copy(_HERE / name, place)
    command = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    result = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False, timeout=240)
    assert result.returncode == 0, result.stderr
