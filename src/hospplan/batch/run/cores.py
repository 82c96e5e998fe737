"""How many processes this one may keep busy."""

import os
from math import ceil
from pathlib import Path

_GROUP = Path("/sys/fs/cgroup")


def cores(group: Path = _GROUP) -> int:
    """
    Cores of the machine that this process may use: by its affinity, and by the quota of its container.

    A quota of one and a half is two: the second is busy half of the time.
    """
    if hasattr(os, "sched_getaffinity"):
        count = len(os.sched_getaffinity(0))
    else:
        count = os.cpu_count() or 1
    quota = _quota(group)
    return count if quota is None else max(1, min(count, ceil(quota)))


def _quota(group: Path) -> float | None:
    """Cores that the control group of this process may use on average; None where nothing says so."""
    try:
        if (group / "cpu.max").is_file():  # version 2: "150000 100000", or "max 100000"
            text = (group / "cpu.max").read_text(encoding="ascii")
        else:
            names = ("cpu.cfs_quota_us", "cpu.cfs_period_us")
            text = " ".join((group / "cpu" / name).read_text(encoding="ascii") for name in names)
        granted, period = (float(word) for word in text.split())
    except (OSError, ValueError):  # no such group, "max"
        return None
    return granted / period if granted > 0 and period > 0 else None
