"""The processes that are not the web: the worker performs jobs, the clock keeps time."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from varde.alerts.watch import watch_the_unwatched
from varde.audit.service import seal
from varde.caseload.service import mark_silent
from varde.identity.sessions import forget_old_sessions
from varde.kernel.transport import DramatiqTransport, NoTransport
from varde.kernel.work import Platform, Work
from varde.scheduling.agenda import tick

log = structlog.get_logger("varde.clock")
TICK_SECONDS = 1.0


def run_worker(here: Platform, stop: threading.Event, threads: int = 4) -> None:
    """Perform jobs until ``stop`` is set, then finish what is under way."""
    if not isinstance(here.transport, DramatiqTransport):
        raise TypeError("a worker needs a Dramatiq transport")
    worker = here.transport.start_worker(here.perform, threads)
    stop.wait()
    worker.stop(timeout=30_000)


def clock_tasks(here: Platform) -> tuple[tuple[str, float, Callable[[], object]], ...]:
    """What the clock does: name, how often in seconds, and the deed."""

    def in_work(verb: Callable[[Work], object]) -> Callable[[], object]:
        def run() -> object:
            with here.work() as work:
                return verb(work)

        return run

    # Without Redis there are no workers, and what is due is done here.
    outbox = here.drain if isinstance(here.transport, NoTransport) else here.sweep
    return (
        ("sweep the outbox", 1, outbox),
        ("act on the agenda", 1, lambda: tick(here)),
        ("seal the access log", 2, in_work(seal)),
        ("list the silent", 60, in_work(mark_silent)),
        ("watch the unwatched", 3600, in_work(watch_the_unwatched)),
        ("forget old sessions", 3600, in_work(forget_old_sessions)),
    )


def run_clock(here: Platform, stop: threading.Event) -> None:
    """Do each task in its turn until ``stop`` is set. One that fails is logged and tried again next time."""
    tasks = clock_tasks(here)
    due = {name: 0.0 for name, _, _ in tasks}
    elapsed = 0.0
    while not stop.is_set():
        for name, every, deed in tasks:
            if elapsed >= due[name]:
                due[name] = elapsed + every
                try:
                    deed()
                except Exception:
                    log.exception("clock_task_failed", task=name)
        stop.wait(TICK_SECONDS)
        elapsed += TICK_SECONDS
