"""What torch would find here, told without importing it, which takes seconds."""

import importlib.util
import platform
import re
from pathlib import Path

# What a driver puts there; a container may have some of them and not the others.
_DEVICES = {"cuda": ("/dev/nvidiactl", "/dev/dxg"), "hip": ("/dev/kfd",), "xpu": ("/dev/dri/renderD128",)}
_DTYPES = {"mps": "float32", "xpu": "bfloat16"}
_PROCESSOR = Path("/proc/cpuinfo")


def may_have_accelerator() -> bool:
    """Whether this torch was built for a kind of device that seems to be here."""
    return bool(_find_kinds())


def expect_dtype(device: str) -> str:
    """What the dtype `auto` is likely to be: what `cssgen.lm.torch_model.best_dtype` says of a device.

    Args:
        device: `auto`, or a torch device such as `cuda:1`.

    Returns:
        its name, or the kind of device where that does not tell: of CUDA devices, the old ones have no bfloat16, and
        not every system says what its processor can.
    """
    kind = next(iter(_find_kinds()), "cpu") if device == "auto" else device.partition(":")[0]
    if kind == "cpu":
        return _expect_of_processor()
    # ROCm calls its devices CUDA.
    return _DTYPES.get(kind, "cuda" if kind == "hip" else kind)


def _expect_of_processor() -> str:
    system = platform.system()
    if system == "Darwin":
        return "float32"
    if system != "Linux":
        return "cpu"
    try:
        flags = re.search(r"^flags\s*:(.*)", _PROCESSOR.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    except OSError:
        return "cpu"
    return "bfloat16" if flags and "avx512_bf16" in flags[1].split() else "float32"


def _find_kinds() -> list[str]:
    system = platform.system()
    if system == "Darwin":
        return ["mps"] if platform.machine() == "arm64" else []
    kinds = _built_for()
    if system == "Windows":
        return kinds
    return [kind for kind in kinds if any(Path(device).exists() for device in _DEVICES[kind])]


def _built_for() -> list[str]:
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return []
    try:
        version = Path(spec.origin).with_name("version.py").read_text(encoding="utf-8")
    except OSError:
        return list(_DEVICES)
    return [kind for kind in _DEVICES if re.search(rf"^{kind}\b.*= *['\"]", version, re.MULTILINE)]
