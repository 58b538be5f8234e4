"""How much memory this process takes."""

import sys
from pathlib import Path

_STATUS = Path("/proc/self/statm")

if sys.platform == "win32":

    def read_used() -> int:
        """Bytes that this process holds in memory: not told by Python there, and so 0."""
        return 0
else:

    def read_used() -> int:
        """Bytes that this process holds in memory, or at most so far where the system does not say how many now.

        https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html
        """
        import resource

        try:
            return int(_STATUS.read_bytes().split()[1]) * resource.getpagesize()
        except OSError:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            return peak if sys.platform == "darwin" else peak * 1024
