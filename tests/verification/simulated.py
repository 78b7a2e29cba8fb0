"""Varde's worker and clock, and the stub gateway, as processes that live in simulated time and say where in a notice they are.

``python simulated.py worker|clock|gateway FOLDER``. The folder holds ``now`` (seconds since 1970), ``phase`` (what is being done)
and ``wanted`` (the phase in which this process stands still for a moment, so that it can be killed in it).
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PHASES = ("claiming", "claimed", "handing over", "answered", "writing", "written")
STILL = 1.5


class FolderClock:
    """The time in the folder."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "now"

    def now(self) -> datetime:
        return datetime.fromtimestamp(float(self.file.read_text() or 0), UTC)


def wrapped(folder: Path, act: Callable[..., Any], before: str, after: str) -> Callable[..., Any]:
    """The same, saying what phase it is in before and after."""

    def said(*arguments: Any, **named: Any) -> Any:
        at(folder, before)
        result = act(*arguments, **named)
        at(folder, after)
        return result

    return said


def at(folder: Path, phase: str) -> None:
    """Say that this is the phase; stand still in it when somebody wants to kill in it."""
    (folder / "phase").write_text(phase)
    if (folder / "wanted").read_text() == phase:
        (folder / "reached").write_text(phase)
        time.sleep(STILL)


def main(name: str, folder: Path) -> None:
    """Run until killed."""
    if name == "gateway":
        from varde.testing.gateway import stub_gateway

        clock = FolderClock(folder)
        with stub_gateway(int(os.environ["GATEWAY_PORT"]), folder / "taken.jsonl") as running:
            running.delay, running.now = 0.01, lambda: clock.now().timestamp()
            threading.Event().wait()
    from varde.kernel.settings import read_settings
    from varde.kernel.transport import make_transport
    from varde.notifications import sending
    from varde.notifications.gateway import HttpGateway
    from varde.platform import make_platform
    from varde.worker import run_clock, run_worker

    sending._claim = wrapped(folder, sending._claim, "claiming", "claimed")
    HttpGateway.send = wrapped(folder, HttpGateway.send, "handing over", "answered")  # type: ignore[method-assign]
    sending._conclude = wrapped(folder, sending._conclude, "writing", "written")
    settings = read_settings(os.environ)
    platform = make_platform(settings, clock=FolderClock(folder), transport=make_transport(settings.redis_url))
    if name == "worker":
        run_worker(platform, threading.Event(), 2)
    else:
        run_clock(platform, threading.Event())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
