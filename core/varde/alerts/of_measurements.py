"""Alerts about what is measured: judged in the transaction that stores it, as it was known when it was measured."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select

from varde.alerts.models import RaisedAlert
from varde.alerts.of_answers import because_of
from varde.alerts.of_corrections import CORRECTED, WITHDRAWN
from varde.alerts.optouts import opted_out
from varde.alerts.rules import Danger, gravest_first, judged_when, raised_by
from varde.alerts.service import OPEN_STATES, raise_alert, remember, remember_of
from varde.alerts.values import Alert
from varde.alerts.watch import MEASURED
from varde.enrolments.models import Enrolment
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.measurements.courses import courses_of, observed, zones_now
from varde.measurements.events import MeasurementCorrected, MeasurementTaken
from varde.measurements.models import Measurement, MeasurementCorrection
from varde.programmes.known_facts import known_of
from varde.rules.language import facts_of
from varde.series.facts import asked_among, series_in, values_of, windows_of
from varde.series.rules import Figures, zone_of
from varde.series.values import Observation, Series

NOTED = "note:"
"""What the cause of an alert about what was refused begins with."""
AGAIN = "again"
"""A line in the history of an alert that nobody has opened yet: what was measured since calls for it too."""


def on_taken(work: Work, event: MeasurementTaken) -> None:
    """Raise what a measurement calls for, however the enrolment ended.

    An import says itself what is dangerous (:mod:`varde.exchange`).
    """
    row = work.session.get_one(Measurement, event.measurement_id)
    if row.way != "import":
        raise_about_measurement(work, work.session.get_one(Enrolment, event.enrolment_id), row)


def declared_about_series(work: Work, programme: str, series: str) -> list[Alert]:
    """The alerts of a programme that a measurement of this series may call for."""
    return [
        alert
        for alert in work.catalogue.all(Alert).values()
        if alert.programme in ("", programme)
        and judged_when(alert) == "measurement"
        and series in series_in([alert.rule])
    ]


def called_for(work: Work, enrolment: Enrolment, row: Measurement) -> list[Alert]:
    """The alerts that a measurement calls for. None or one statement."""
    return _judged(work, enrolment, row, declared_about_series(work, enrolment.programme, row.series))[0]


def _judged(
    work: Work, enrolment: Enrolment, row: Measurement, declared: Sequence[Alert]
) -> tuple[list[Alert], Mapping[str, object]]:
    """Which of ``declared`` a measurement calls for, and the facts when it was measured; none once it is struck out."""
    if not declared or row.struck_at is not None:
        return [], {}
    facts = known_of(work, enrolment.id, [alert.rule for alert in declared], row.measured_at)
    return raised_by(declared, facts), facts


def dangers_in(work: Work, enrolment_id: int, series: Series, figures: Figures, at: datetime) -> list[Danger]:
    """What a measurement that is not stored says of danger. A fixed number of statements, none when no alert speaks of it."""
    enrolment = work.session.get_one(Enrolment, enrolment_id)
    declared = [each for each in declared_about_series(work, enrolment.programme, series.key) if each.crisis]
    asked = asked_among({key for alert in declared for key in facts_of(alert.rule)}, work.catalogue.all(Series))
    if not asked:
        return []
    lines = courses_of(work, enrolment.id, windows_of(asked), at)
    courses = {key: observed(course) for key, course in lines.items()}
    zone = zone_of(series, zones_now(work, enrolment, series), figures)
    courses[series.key] = [*courses.get(series.key, ()), Observation(at, figures, zone.key if zone else None)]
    facts = known_of(work, enrolment.id, [alert.rule for alert in declared], at)
    facts |= values_of(asked, courses, at.astimezone(work.zone).date(), work.zone)
    return gravest_first(Danger(alert, because_of(alert, facts)) for alert in raised_by(declared, facts))


def raise_about_measurement(work: Work, enrolment: Enrolment, row: Measurement) -> list[Alert]:
    """Raise what this measurement calls for; returns all that it calls for. While an alert of the same kind about an earlier
    one waits unopened it is that one, with a line in its history, and the patient is told anew.

    None or one statement when it calls for nothing.
    """
    declared = declared_about_series(work, enrolment.programme, row.series)
    raised, facts = _judged(work, enrolment, row, declared)
    if raised:
        _raise(work, enrolment, raised, facts, f"{MEASURED}{row.id}")
    return raised


def _raise(
    work: Work, enrolment: Enrolment, raised: Collection[Alert], facts: Mapping[str, object], cause: str
) -> None:
    waiting = {alert.alert: alert for alert in _open(work, enrolment.id) if alert.state != "opened"}
    off = opted_out(work, enrolment.id) if any(not alert.crisis for alert in raised) else frozenset()
    for alert in raised:
        if alert.key in waiting:
            waiting[alert.key].crisis_read_at = None
            remember(work, waiting[alert.key], AGAIN, None)
        elif alert.crisis or alert.key not in off:
            raise_alert(work, enrolment, alert, cause, because_of(alert, facts))


def _open(work: Work, enrolment_id: int) -> list[RaisedAlert]:
    query = select(RaisedAlert).where(
        RaisedAlert.enrolment_id == enrolment_id,
        RaisedAlert.state.in_(OPEN_STATES),
        or_(RaisedAlert.cause.startswith(MEASURED), RaisedAlert.cause.startswith(NOTED)),
    )
    return list(work.session.scalars(query))


def on_corrected(work: Work, event: MeasurementCorrected) -> None:
    """What the corrected measurement calls for now is raised; an open alert about it that it no longer calls for stands, with a
    line that says so, until somebody closes it."""
    row = work.session.get_one(Measurement, event.measurement_id)
    enrolment = work.session.get_one(Enrolment, event.enrolment_id)
    correction = work.session.get_one(MeasurementCorrection, event.correction_id)
    declared = declared_about_series(work, enrolment.programme, row.series)
    if not declared:
        return
    raised, facts = _judged(work, enrolment, row, declared)
    causes = (f"{MEASURED}{row.id}", f"{MEASURED}{row.id}:")
    about = {
        alert.alert: alert
        for alert in _open(work, enrolment.id)
        if alert.cause == causes[0] or alert.cause.startswith(causes[1])
    }
    keys = {alert.key for alert in raised}
    for alert in about.values():
        kind = CORRECTED if alert.alert in keys else WITHDRAWN
        remember_of(work, alert, kind, correction.by_id, correction.reason or "")
    fresh = [alert for alert in raised if alert.key not in about]
    if fresh:
        _raise(work, enrolment, fresh, facts, f"{causes[1]}{correction.id}")


LISTENERS = (Listener(MeasurementTaken, on_taken), Listener(MeasurementCorrected, on_corrected))
