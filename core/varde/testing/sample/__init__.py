"""A sample programme, so that the core's tests need no other distribution: ``Prøveløypa``, three months about nothing much.

It has one of everything that a test of the core may need: modules that open by themselves, by time and by the therapist,
exercises, questionnaires at the start, later and on request, alerts with and without the crisis text, a measure of
benefit, and rules for whom it is for. To some patients it lends a kit of devices, for which it has a table, a page, panels, a
column and a reason of the caseload, jobs and plans of its own, and which reports itself at a door. A day out asks with
every kind of answer, one of them its own. It is a plugin like any
other, and no entry point leads to it: see :func:`varde.testing.house.sample_only`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from varde.plugin import Part, hookimpl
from varde.plugin.settings import LevelSettings
from varde.testing.sample.alerts import ALERTS
from varde.testing.sample.benefits import MEASURES
from varde.testing.sample.caseload import COLUMN, REASON
from varde.testing.sample.day_out import BEARING
from varde.testing.sample.programme import KEY, PROGRAMME
from varde.testing.sample.series import BREATH, PRESSURE
from varde.testing.sample.settings import TrailSettings
from varde.testing.sample.shown import PAGES, PANELS, PERMISSIONS
from varde.testing.sample.tables import PERSONAL_DATA, tables

# A process that only scores imports no database: what runs is asked for when it is needed.
if TYPE_CHECKING:
    from varde.plugin.doors import Door
    from varde.plugin.work import AgendaHandler, ClockTask, Job, Listener, StartCheck, Subscription

__all__ = ["KEY", "PART", "PROGRAMME", "varde_part"]

HERE = Path(__file__).parent


def jobs() -> Sequence[Job]:
    from varde.testing.sample.upkeep import JOBS

    return JOBS


def subscriptions() -> Sequence[Subscription]:
    from varde.testing.sample.upkeep import SUBSCRIPTIONS

    return SUBSCRIPTIONS


def listeners() -> Sequence[Listener]:
    from varde.testing.sample.upkeep import LISTENERS

    return LISTENERS


def agenda_handlers() -> Sequence[AgendaHandler]:
    from varde.testing.sample.upkeep import HANDLERS

    return HANDLERS


def clock_tasks() -> Sequence[ClockTask]:
    from varde.testing.sample.upkeep import CLOCK_TASKS

    return CLOCK_TASKS


def start_checks() -> Sequence[StartCheck]:
    from varde.testing.sample.upkeep import START_CHECKS

    return START_CHECKS


def doors() -> Sequence[Door]:
    from varde.testing.sample.doors import DOORS

    return DOORS


PART = Part(
    key=KEY,
    declares=(PROGRAMME, *MEASURES, *ALERTS, BREATH, PRESSURE, COLUMN, REASON, BEARING),
    tables=tables,
    personal_data=PERSONAL_DATA,
    pages=PAGES,
    panels=PANELS,
    templates=HERE / "templates",
    static=HERE / "static",
    locale=HERE / "locale",
    jobs=jobs,
    subscriptions=subscriptions,
    listeners=listeners,
    agenda_handlers=agenda_handlers,
    clock_tasks=clock_tasks,
    start_checks=start_checks,
    permissions=PERMISSIONS,
    doors=doors,
    settings=(LevelSettings("offering", TrailSettings, KEY),),
)


@hookimpl
def varde_part() -> Part:
    """A programme, what it can show for itself, and when a clinician must look."""
    return PART
