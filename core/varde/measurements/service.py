"""Measurements: taken in by the patient, by staff, from a file or from a device; and the patient's own number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from varde.enrolments.access_entries import refused_access, system_access
from varde.enrolments.activity import was_active
from varde.enrolments.errors import WrongRole
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import ENDED, UNDER_WAY
from varde.enrolments.words import STATE_SAID
from varde.identity.rights import roles_with
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.measurements.courses import before, zones_now
from varde.measurements.errors import (
    BadBase,
    BadFigures,
    InTheFuture,
    IsItRight,
    NoSuchSeries,
    NotMeasuring,
    TooLongAgo,
)
from varde.measurements.events import MeasurementTaken
from varde.measurements.models import Measurement, SeriesBase
from varde.programmes.gone import programme_of
from varde.safety.service import roles_here
from varde.series.facts import LONGEST
from varde.series.rules import Figures, Span, doubts_about, faults_of, read_written, said, written, zone_of
from varde.series.values import Series

WHAT = "measurements"
MEASURING = (*UNDER_WAY, *ENDED)
"""States in which a measurement is taken in: treatment has begun. One that comes after the end is listened to like an answer."""
ASKED_FOR = UNDER_WAY
"""States in which a page asks for one."""
SLACK = timedelta(minutes=5)
"""How far a clock may be ahead of ours."""


def series_of(work: Work, enrolment: Enrolment) -> tuple[Series, ...]:
    """What a patient of this programme may measure, in the programme's order."""
    declared = work.catalogue.all(Series)
    return tuple(declared[key] for key in programme_of(work, enrolment.programme).series if key in declared)


def one_series(work: Work, enrolment: Enrolment, key: str) -> Series:
    """:raises NoSuchSeries: the programme does not measure it."""
    for series in series_of(work, enrolment):
        if series.key == key:
            return series
    raise NoSuchSeries()


def measure(
    work: Work,
    actor: Actor,
    enrolment: Enrolment,
    series: Series,
    figures: Figures,
    at: datetime | None = None,
    *,
    confirmed: bool = False,
) -> Measurement:
    """Take in what somebody measured ``at`` (now, when it is left out), in an enrolment whose gates are passed: the patient
    herself, or staff for her. ``confirmed``: she has been asked whether the numbers are right.

    Numbers, time and series that are stored already are that measurement.

    :raises NotMeasuring, BadFigures, InTheFuture, TooLongAgo: nothing is stored.
    :raises IsItRight: it is unlikely, and nobody has confirmed it. Nothing is stored.
    """
    at = _begin(work, enrolment, series, figures, at)
    known = same(work, enrolment.id, series, figures, at)
    if known is not None:
        return known
    check_likely(work, enrolment.id, series, figures, at, confirmed=confirmed)
    way = "patient" if actor.is_patient else "staff"
    zones = zones_now(work, enrolment, series)
    return keep(work, enrolment, series, figures, at, way=way, zones=zones, by_id=actor.person_id, confirmed=confirmed)


def measure_by_device(work: Work, enrolment: Enrolment, series: Series, figures: Figures, at: datetime) -> Measurement:
    """Take in what a device measured; the door it comes by has said whose it is. A device does not mistype, so nothing is asked
    about. Logged as written by Varde.

    :raises NotMeasuring, BadFigures, InTheFuture, TooLongAgo: nothing is stored.
    """
    at = _begin(work, enrolment, series, figures, at)
    known = same(work, enrolment.id, series, figures, at)
    if known is not None:
        return known
    system_access(work, enrolment, WHAT, "device")
    return keep(work, enrolment, series, figures, at, way="device", zones=zones_now(work, enrolment, series))


def _begin(work: Work, enrolment: Enrolment, series: Series, figures: Figures, at: datetime | None) -> datetime:
    if enrolment.state not in MEASURING:
        raise NotMeasuring(state=STATE_SAID[enrolment.state])
    check_figures(series, figures)
    at = work.now if at is None else at
    check_moment(work, at)
    return min(at, work.now)


def check_figures(series: Series, figures: Figures) -> None:
    """:raises BadFigures: some cannot be."""
    faults = faults_of(series, figures)
    if faults:
        raise BadFigures(faults)


def check_moment(work: Work, at: datetime) -> None:
    """:raises InTheFuture, TooLongAgo"""
    if at > work.now + SLACK:
        raise InTheFuture()
    if at < work.now - timedelta(days=LONGEST):
        raise TooLongAgo()


def check_likely(
    work: Work,
    enrolment_id: int,
    series: Series,
    figures: Figures,
    at: datetime,
    *,
    confirmed: bool,
    but_for: int | None = None,
) -> None:
    """:raises IsItRight: it is unlikely beside the one before it (``but_for`` the one of this id), and not confirmed."""
    if confirmed:
        return
    earlier = before(work, enrolment_id, series.key, at, but_for)
    doubts = doubts_about(series, figures, read_written(earlier.figures) if earlier else None)
    if doubts:
        raise IsItRight(doubts)


def same(work: Work, enrolment_id: int, series: Series, figures: Figures, at: datetime) -> Measurement | None:
    """The measurement with these numbers at this time. One statement."""
    return work.session.scalar(
        select(Measurement).where(
            Measurement.enrolment_id == enrolment_id,
            Measurement.series == series.key,
            Measurement.measured_at == at,
            Measurement.figures == written(series, figures),
            Measurement.struck_at.is_(None),
        )
    )


def keep(
    work: Work,
    enrolment: Enrolment,
    series: Series,
    figures: Figures,
    at: datetime,
    *,
    way: str,
    zones: Sequence[Span],
    by_id: int | None = None,
    confirmed: bool = False,
) -> Measurement:
    """Store a measurement that was checked, and tell whoever listens."""
    zone = zone_of(series, zones, figures)
    row = work.add(
        Measurement(
            enrolment_id=enrolment.id,
            series=series.key,
            measured_at=at,
            figures=written(series, figures),
            zone=zone.key if zone else None,
            way=way,
            by_id=by_id,
            taken_at=work.now,
            confirmed=confirmed,
        )
    )
    work.session.flush()
    if way == "patient":
        was_active(work, enrolment.id)
    work.publish(MeasurementTaken(enrolment.id, row.id))
    return row


# --- the patient's own number


def may_set(work: Work, actor: Actor, enrolment: Enrolment) -> bool:
    """Whether this member of staff may set the patient's own numbers and correct what was measured. Two statements."""
    return not roles_here(work, actor, enrolment).isdisjoint(roles_with("correct"))


def set_base(work: Work, actor: Actor, enrolment: Enrolment, series: Series, value: float) -> SeriesBase:
    """The patient's zones follow from this number from now on; what was measured before keeps the zone it had.

    :raises WrongRole: not as what she is to this patient.
    :raises NoSuchSeries: its zones follow from no number of the patient's. :raises BadBase: it cannot be. Nothing is stored.
    """
    if not may_set(work, actor, enrolment):
        raise WrongRole(refused_access(actor, enrolment, WHAT, "role"))
    if not series.of_patient:
        raise NoSuchSeries()
    low, high = series.components[series.zoned_at].possible
    if not low <= value <= high:
        raise BadBase(low=said(series, (low,)), high=said(series, (high,)), unit=series.unit)
    newest = select(func.max(SeriesBase.number)).where(
        SeriesBase.enrolment_id == enrolment.id, SeriesBase.series == series.key
    )
    row = work.add(
        SeriesBase(
            enrolment_id=enrolment.id,
            series=series.key,
            number=(work.session.scalar(newest) or 0) + 1,
            value=round(value, series.decimals),
            at=work.now,
            by_id=actor.person_id,
        )
    )
    work.session.flush()
    return row


def in_order(series: Series, amounts: Mapping[str, float]) -> Figures:
    """The numbers by component as they are kept.

    :raises KeyError: one is missing.
    """
    return tuple(amounts[component.key] for component in series.components)
