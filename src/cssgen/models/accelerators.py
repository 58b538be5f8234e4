"""Whether torch would find more than a CPU here, told without importing it, which takes seconds."""

import importlib.util
import platform
import re
from pathlib import Path

# What a driver puts there; a container may have some of them and not the others.
_DEVICES = {"cuda": ("/dev/nvidiactl", "/dev/dxg"), "hip": ("/dev/kfd",), "xpu": ("/dev/dri/renderD128",)}


def may_have_accelerator() -> bool:
    """Whether this torch was built for a kind of device that seems to be here."""
    system = platform.system()
    if system == "Darwin":
        return platform.machine() == "arm64"
    kinds = _built_for()
    if system == "Windows":
        return bool(kinds)
    return any(Path(device).exists() for kind in kinds for device in _DEVICES[kind])


def _built_for() -> list[str]:
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return []
    try:
        version = Path(spec.origin).with_name("version.py").read_text(encoding="utf-8")
    except OSError:
        return list(_DEVICES)
    return [kind for kind in _DEVICES if re.search(rf"^{kind}\b.*= *['\"]", version, re.MULTILINE)]
