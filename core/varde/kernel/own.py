"""The kernel's own part: the outbox, the migrations of the core, and the sweep."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from varde.kernel.part import ClockTask, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.work import Platform

VERSIONS = Path(__file__).parents[1] / "migrations" / "versions"


def tables() -> Tables:
    from varde.kernel.jobs import Outbox
    from varde.kernel.speed import PageSpeed

    return Tables((Outbox, PageSpeed), versions=VERSIONS)


def clock_tasks() -> Sequence[ClockTask]:
    return (ClockTask("sweep the outbox", 1, sweep),)


def sweep(platform: Platform) -> object:
    """Send again what was lost. Without Redis there are no workers, and what is due is done here."""
    from varde.kernel.transport import NoTransport

    return platform.drain() if isinstance(platform.transport, NoTransport) else platform.sweep()


PART = Part(
    key="core",
    tables=tables,
    # A row of the outbox holds ids and short keys, and is of no use to anybody once it is done.
    personal_data=(PersonalData("outbox", (), "nobody"), PersonalData("page_speed", (), "nobody")),
    clock_tasks=clock_tasks,
)
