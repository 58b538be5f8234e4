"""How much memory this process takes."""

import sys
from pathlib import Path

_STATUS = Path("/proc/self/statm")


def read_used() -> int:
    """Bytes that this process holds in memory, at most so far where the system does not say how many now; 0 on Windows.

    https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html
    """
    if sys.platform == "win32":
        return 0
    import resource

    try:
        return int(_STATUS.read_bytes().split()[1]) * resource.getpagesize()
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
