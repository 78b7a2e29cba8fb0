"""Put a platform together: settings, database, clock and transport, and what the parts bring."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import Engine, Table
from sqlalchemy.schema import sort_tables

from varde.kernel.apart import listeners_of, running_faults
from varde.kernel.assembly import gathered
from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import Clock, SystemClock
from varde.kernel.db import make_engine
from varde.kernel.errors import StartRefused
from varde.kernel.events import Listener, Subscription
from varde.kernel.histories import History, behind
from varde.kernel.jobs import Job
from varde.kernel.part import Part
from varde.kernel.settings import Settings
from varde.kernel.table_faults import table_faults, tables_of
from varde.kernel.transport import NoTransport, Transport
from varde.kernel.work import Platform
from varde.parts import CORE, PARTS, build_catalogue, decided

log = structlog.get_logger("varde.platform")


def make_platform(
    settings: Settings,
    *,
    engine: Engine | None = None,
    catalogue: Catalogue | None = None,
    clock: Clock | None = None,
    transport: Transport | None = None,
) -> Platform:
    """A platform from settings; what it is made of can be given for tests, the simulator and the demo.

    :param catalogue: what the parts declare, before the decisions of ``settings.rules``.
    :raises StartRefused: a part or the file of decided rules is faulty; every fault is listed.
    """
    declared = decided(build_catalogue() if catalogue is None else catalogue, settings.rules)
    running = what_runs(declared.all(Part).values())
    return Platform(
        settings=settings,
        engine=engine or make_engine(settings.database_url),
        catalogue=_with(declared, running.agenda_handlers),
        clock=clock or SystemClock(),
        transport=transport or NoTransport(),
        jobs=tuple(running.jobs),
        subscriptions=tuple(running.subscriptions),
        listeners=tuple(running.listeners),
    )


@dataclass(frozen=True, slots=True)
class Running:
    """What the parts bring besides what they declare, each sorted by key; listeners in no order."""

    jobs: list[Job]
    subscriptions: list[Subscription]
    listeners: list[Listener]
    agenda_handlers: list[Any]


def what_runs(parts: Collection[Part]) -> Running:
    """Ask the parts for what runs, and look at their tables.

    :raises StartRefused: with one sentence for every fault of every part.
    """
    faults = table_faults(parts, CORE)
    faults += [fault for part in parts for fault in running_faults(part, of_core=part.key in CORE)]
    running = Running(
        gathered(parts, "jobs", faults, Job),
        gathered(parts, "subscriptions", faults, Subscription),
        [each for part in parts for each in listeners_of(part, faults, of_core=part.key in CORE)],
        gathered(parts, "agenda_handlers", faults),
    )
    for name in ("clock_tasks", "start_checks"):
        gathered(parts, name, faults)
    if faults:
        raise StartRefused(*faults)
    return running


def _with(catalogue: Catalogue, values: Sequence[Any]) -> Catalogue:
    for value_type in {type(value) for value in values}:
        catalogue = catalogue.with_values(value_type, [value for value in values if type(value) is value_type])
    return catalogue


def tables_in(parts: Iterable[Part]) -> list[Table]:
    """Every table of these parts, each after those it points to.

    :raises StartRefused: a part cannot say what its tables are.
    """
    faults: list[str] = []
    models = [model for part in parts if (tables := tables_of(part, faults)) for model in tables.models]
    if faults:
        raise StartRefused(*faults)
    return sort_tables(_tables(models))


def _tables(models: Iterable[Any]) -> tuple[Table, ...]:
    return tuple(model.__table__ for model in models)


TABLES = tables_in(PARTS)
"""Every table of the core. A mapped class may name any other of them, so all are imported with this module."""


def histories(parts: Iterable[Part] = PARTS) -> list[History]:
    """The migration histories of these parts, the core's first."""
    with_tables = {part.key: tables for part in parts if (tables := tables_of(part, [])) is not None}
    of_core = _tables(model for key, tables in with_tables.items() if key in CORE for model in tables.models)
    made = [
        History(key, tables.versions, tables.prefix, _tables(tables.models) if tables.prefix else of_core)
        for key, tables in with_tables.items()
        if tables.versions is not None
    ]
    return sorted(made, key=lambda history: (history.prefix, history.key))


def refuse_if_unsound(platform: Platform) -> None:
    """Log what is warned of. :raises StartRefused: with a sentence for everything stored that a part cannot work with."""
    checks = gathered(platform.catalogue.all(Part).values(), "start_checks", [])
    with platform.work() as work:
        faults = [fault for check in checks if check.refuses for fault in check.faults(work)]
        for warning in (fault for check in checks if not check.refuses for fault in check.faults(work)):
            log.warning("start_warning", sentence=warning)
    if faults:
        raise StartRefused(*faults)


def refuse_if_behind(platform: Platform) -> None:
    """:raises StartRefused: the database is not migrated, for the core or for a plugin."""
    faults = behind(platform.engine, histories(platform.catalogue.all(Part).values()))
    if faults:
        raise StartRefused(*faults)
