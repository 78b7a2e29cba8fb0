"""What a program costs, whatever else the machine does meanwhile. Of Linux: see proc(5)."""

from __future__ import annotations

import os
from pathlib import Path


def processor_seconds(pid: int) -> float:
    """The processor time that a process has used so far, on all processors, without its children; ``pid`` runs, or has ended and
    is not waited for yet."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
