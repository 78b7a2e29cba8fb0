"""The processes that are not the web: the worker performs jobs, the clock keeps time."""

from __future__ import annotations

import threading

import structlog

from varde.kernel.assembly import gathered
from varde.kernel.part import ClockTask, Part
from varde.kernel.transport import DramatiqTransport
from varde.kernel.work import Platform

log = structlog.get_logger("varde.clock")
TICK_SECONDS = 1.0


def run_worker(platform: Platform, stop: threading.Event, threads: int = 4) -> None:
    """Perform jobs until ``stop`` is set, then finish what is under way."""
    if not isinstance(platform.transport, DramatiqTransport):
        raise TypeError("a worker needs a Dramatiq transport")
    worker = platform.transport.start_worker(platform.perform_together, threads)
    stop.wait()
    worker.stop(timeout=30_000)


def clock_tasks(platform: Platform) -> list[ClockTask]:
    """What the clock does: the tasks of every part, by name."""
    return gathered(platform.catalogue.all(Part).values(), "clock_tasks", [])


def run_clock(platform: Platform, stop: threading.Event) -> None:
    """Do each task in its turn until ``stop`` is set. One that fails is logged and tried again next time."""
    tasks = clock_tasks(platform)
    due = {task.name: 0.0 for task in tasks}
    elapsed = 0.0
    while not stop.is_set():
        for task in tasks:
            if elapsed >= due[task.name]:
                due[task.name] = elapsed + task.every
                try:
                    task.run(platform)
                except Exception:
                    log.exception("clock_task_failed", task=task.name)
        stop.wait(TICK_SECONDS)
        elapsed += TICK_SECONDS
