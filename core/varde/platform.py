"""Put a platform together: settings, database, plugins, clock, transport, jobs, subscriptions, read models."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from sqlalchemy import Engine

from varde import models
from varde.alerts import drafts, watch
from varde.alerts import service as alerts
from varde.assessments import planning
from varde.benefits.counting import service as benefits
from varde.caseload import service as caseload
from varde.instruments.decisions import with_decisions
from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import Clock, SystemClock
from varde.kernel.db import make_engine
from varde.kernel.errors import StartRefused
from varde.kernel.migrate import History, behind
from varde.kernel.settings import Settings
from varde.kernel.transport import NoTransport, Transport
from varde.kernel.work import Platform
from varde.notifications import service as notifications
from varde.plugin.registry import build_catalogue
from varde.scheduling.agenda import AgendaHandler

METADATA = models.METADATA


def make_platform(
    settings: Settings,
    *,
    engine: Engine | None = None,
    catalogue: Catalogue | None = None,
    clock: Clock | None = None,
    transport: Transport | None = None,
) -> Platform:
    """A platform from settings; the parts can be given for tests, the simulator and the demo.

    :param catalogue: what the plugins declare, before the decisions of ``settings.rules``.
    :raises StartRefused: a plugin or the file of decided rules is faulty.
    """
    found = with_decisions(build_catalogue() if catalogue is None else catalogue, settings.rules)
    return Platform(
        settings=settings,
        engine=engine or make_engine(settings.database_url),
        catalogue=found.with_values(AgendaHandler, [planning.HANDLER, alerts.HANDLER, drafts.HANDLER, watch.HANDLER]),
        clock=clock or SystemClock(),
        transport=transport or NoTransport(),
        jobs=(*notifications.JOBS, *benefits.JOBS),
        subscriptions=benefits.SUBSCRIPTIONS,
        listeners=(
            *alerts.LISTENERS,
            *drafts.LISTENERS,
            *planning.LISTENERS,
            *caseload.LISTENERS,
            *watch.LISTENERS,
            *notifications.LISTENERS,
        ),
    )


def histories() -> list[History]:
    """The migration histories, the core's first."""
    with as_file(files("varde") / "migrations" / "versions") as folder:
        return [History("core", Path(folder))]


def refuse_if_behind(engine: Engine) -> None:
    """:raises StartRefused: the database is not migrated."""
    faults = behind(engine, histories())
    if faults:
        raise StartRefused(*faults)
