"""Alerts, as the house knows them: the limits that are declared, what is raised, and the watch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import ClockTask, Keyed, Kind, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.alerts.values import Alert
    from varde.kernel.catalogue import Catalogue
    from varde.kernel.events import Listener
    from varde.programmes.values import Programme


def kinds() -> Sequence[Kind]:
    from varde.alerts.rules import check_alert, check_safety
    from varde.alerts.values import Alert
    from varde.instruments.values import Instrument
    from varde.programmes.values import Programme

    def check(alerts: Mapping[str, Alert], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
        for key, alert in alerts.items():
            for fault in check_alert(alert, catalogue.all(Instrument), catalogue.all(Programme)):
                yield key, f"alert {key}: {fault}"

    def check_programmes(programmes: Mapping[str, Programme], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
        for key, programme in programmes.items():
            for fault in check_safety(programme, catalogue.all(Instrument), list(catalogue.all(Alert).values())):
                yield key, fault

    return (Kind(Alert, check), Kind(Programme, check_programmes))


def tables() -> Tables:
    from varde.alerts.models import AlertEvent, AlertOptOut, RaisedAlert

    return Tables((RaisedAlert, AlertEvent, AlertOptOut))


def listeners() -> Sequence[Listener]:
    from varde.alerts import drafts, service, watch

    return (*service.LISTENERS, *drafts.LISTENERS, *watch.LISTENERS)


def agenda_handlers() -> Sequence[Keyed]:
    from varde.alerts import drafts, service, watch

    return (service.HANDLER, drafts.HANDLER, watch.HANDLER)


def clock_tasks() -> Sequence[ClockTask]:
    from varde.alerts.watch import watch_the_unwatched
    from varde.kernel.work import in_work

    return (ClockTask("watch the unwatched", 3600, in_work(watch_the_unwatched)),)


PART = Part(
    key="alerts",
    kinds=kinds,
    tables=tables,
    personal_data=(
        PersonalData("alert", ("enrolment_id", "person_id"), "record"),
        PersonalData("alert_event", ("alert_id", "enrolment_id", "person_id"), "record"),
        PersonalData("alert_opt_out", ("enrolment_id", "person_id"), "record"),
    ),
    listeners=listeners,
    agenda_handlers=agenda_handlers,
    clock_tasks=clock_tasks,
)
