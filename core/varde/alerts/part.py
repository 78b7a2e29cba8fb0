"""Alerts, as the house knows them: the limits that are declared, what is raised, and the watch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import ClockTask, Keyed, Kind, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.alerts.values import Alert
    from varde.kernel.catalogue import Catalogue
    from varde.kernel.events import Listener
    from varde.kernel.work import Work
    from varde.programmes.values import Programme


def matters() -> Sequence[Keyed]:
    from varde.enrolments.values import Matter

    def is_open(work: Work, enrolment_id: int) -> bool:
        from varde.alerts.service import open_alerts

        return bool(open_alerts(work, enrolment_id))

    return (Matter("alert", is_open),)


def kinds() -> Sequence[Kind]:
    from varde.alerts.referral_rules import check_referral
    from varde.alerts.rules import check_alert, check_safety
    from varde.alerts.values import Alert
    from varde.instruments.values import Instrument
    from varde.kernel.renamed import faults_of_renamed
    from varde.programmes.values import Programme
    from varde.standing.deterioration import check_worsening

    def check(alerts: Mapping[str, Alert], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
        for key, fault in faults_of_renamed(alerts.values()):
            yield key, f"alert {key}: {fault}"
        for key, alert in alerts.items():
            for fault in check_alert(alert, catalogue):
                yield key, f"alert {key}: {fault}"

    def check_programmes(programmes: Mapping[str, Programme], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
        for key, programme in programmes.items():
            instruments = catalogue.all(Instrument)
            for fault in (
                *check_safety(programme, instruments, list(catalogue.all(Alert).values())),
                *check_worsening(programme, instruments),
                *check_referral(programme, instruments),
            ):
                yield key, f"programme {fault}"

    return (Kind(Alert, check), Kind(Programme, check_programmes))


def tables() -> Tables:
    from varde.alerts.models import AlertEvent, AlertOptOut, DeteriorationPlan, RaisedAlert, RiskNote

    return Tables((RiskNote, RaisedAlert, AlertEvent, AlertOptOut, DeteriorationPlan))


def listeners() -> Sequence[Listener]:
    from varde.alerts import (
        at_referral,
        drafts,
        erasing,
        of_answers,
        of_corrections,
        of_measurements,
        safety,
        service,
        watch,
    )

    rooms = (service, of_answers, of_corrections, of_measurements, at_referral, drafts, safety, watch, erasing)
    return tuple(listener for room in rooms for listener in room.LISTENERS)


def agenda_handlers() -> Sequence[Keyed]:
    from varde.alerts import drafts, plans, service, watch

    return (service.HANDLER, drafts.HANDLER, plans.HANDLER, watch.HANDLER)


def clock_tasks() -> Sequence[ClockTask]:
    from varde.alerts.door import escalate_at_door
    from varde.alerts.watch import watch_the_unwatched
    from varde.kernel.work import in_work

    return (
        ClockTask("watch the unwatched", 3600, in_work(watch_the_unwatched)),
        ClockTask("escalate at the door", 60, in_work(escalate_at_door)),
    )


PART = Part(
    key="alerts",
    declares=matters,
    kinds=kinds,
    tables=tables,
    personal_data=(
        PersonalData("risk_note", ("person_id",), "record", withheld=("digest",)),
        PersonalData(
            "alert",
            ("person_id",),
            "record",
            research=(("alert", "kept"), ("cause", "kept"), ("severity", "kept"), ("state", "kept")),
        ),
        PersonalData("alert_event", ("alert_id", "person_id"), "record"),
        PersonalData("alert_opt_out", ("enrolment_id", "person_id"), "record"),
        PersonalData("deterioration_plan", ("enrolment_id", "person_id"), "record"),
    ),
    listeners=listeners,
    agenda_handlers=agenda_handlers,
    clock_tasks=clock_tasks,
)
