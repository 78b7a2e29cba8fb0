"""A measurement is corrected or struck out: by the patient, what she wrote herself, or by staff. Both versions are kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from varde.enrolments.access_entries import refused_access
from varde.enrolments.errors import WrongRole
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.measurements.courses import zones_now
from varde.measurements.errors import (
    AlreadyMeasured,
    ChangedElsewhere,
    NoSuchMeasurement,
    NotHers,
    NothingChanged,
    WhyNeeded,
)
from varde.measurements.events import MeasurementCorrected
from varde.measurements.models import Measurement, MeasurementCorrection
from varde.measurements.service import WHAT, check_figures, check_likely, check_moment, may_set, same
from varde.series.rules import Figures, written, zone_of
from varde.series.values import Series

SHORTEST_REASON, LONGEST_REASON = 10, 500


def measurement_of(work: Work, enrolment_id: int, series: str, measurement_id: int) -> Measurement:
    """One measurement of an enrolment. One statement. :raises NoSuchMeasurement: there is none, or it was struck out."""
    row = work.session.get(Measurement, measurement_id)
    if row is None or (row.enrolment_id, row.series) != (enrolment_id, series) or row.struck_at is not None:
        raise NoSuchMeasurement()
    return row


def correct_measurement(
    work: Work,
    actor: Actor,
    enrolment: Enrolment,
    series: Series,
    row: Measurement,
    figures: Figures,
    at: datetime,
    *,
    edition: int,
    reason: str = "",
    confirmed: bool = False,
) -> MeasurementCorrection:
    """Let the measurement say these numbers at this time. It is judged anew by the zones that hold now.

    A patient corrects what she wrote herself and need not say why; staff say why. ``edition`` is the row's as the page was
    made from it. Neither a pause nor an end of the enrolment is in the way.

    :raises NotHers, WrongRole: she may not. :raises ChangedElsewhere: it has another edition now.
    :raises BadFigures, InTheFuture, TooLongAgo, NothingChanged, AlreadyMeasured, WhyNeeded, IsItRight: nothing is stored.
    """
    words = _begin(work, actor, enrolment, row, edition, reason)
    check_figures(series, figures)
    if at != row.measured_at:
        check_moment(work, at)
    at = min(at, work.now)
    if (written(series, figures), at) == (row.figures, row.measured_at):
        raise NothingChanged()
    if same(work, enrolment.id, series, figures, at) is not None:
        raise AlreadyMeasured()
    check_likely(work, enrolment.id, series, figures, at, confirmed=confirmed, but_for=row.id)
    correction = _correction(work, actor, row, at, written(series, figures), words)
    zone = zone_of(series, zones_now(work, enrolment, series), figures)
    row.figures, row.measured_at, row.zone = written(series, figures), at, zone.key if zone else None
    row.corrected_at, row.confirmed = work.now, confirmed
    return _tell(work, correction)


def strike(
    work: Work, actor: Actor, enrolment: Enrolment, row: Measurement, *, edition: int, reason: str = ""
) -> MeasurementCorrection:
    """Take a measurement out: it was not hers, or no measurement at all. It is kept, and counts nowhere.

    :raises NotHers, WrongRole, ChangedElsewhere, WhyNeeded: as in :func:`correct_measurement`.
    """
    words = _begin(work, actor, enrolment, row, edition, reason)
    correction = _correction(work, actor, row, row.measured_at, None, words)
    row.struck_at = row.corrected_at = work.now
    return _tell(work, correction)


def _begin(work: Work, actor: Actor, enrolment: Enrolment, row: Measurement, edition: int, reason: str) -> str | None:
    if actor.is_patient:
        if row.by_id != actor.person_id:
            raise NotHers()
    elif not may_set(work, actor, enrolment):
        raise WrongRole(refused_access(actor, enrolment, WHAT, "role"))
    if row.edition != edition:
        raise ChangedElsewhere()
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not actor.is_patient and len(words) < SHORTEST_REASON:
        raise WhyNeeded()
    return words or None


def _correction(
    work: Work, actor: Actor, row: Measurement, at: datetime, figures: str | None, reason: str | None
) -> MeasurementCorrection:
    newest = select(func.max(MeasurementCorrection.number)).where(MeasurementCorrection.measurement_id == row.id)
    correction = MeasurementCorrection(
        enrolment_id=row.enrolment_id,
        measurement_id=row.id,
        number=(work.session.scalar(newest) or 0) + 1,
        at=work.now,
        by_id=actor.person_id,
        by_patient=actor.is_patient,
        measured_before=row.measured_at,
        measured_after=at,
        figures_before=row.figures,
        figures_after=figures,
    )
    correction.reason = reason
    return work.add(correction)


def _tell(work: Work, correction: MeasurementCorrection) -> MeasurementCorrection:
    work.session.flush()
    work.publish(MeasurementCorrected(correction.enrolment_id, correction.measurement_id, correction.id))
    return correction


# --- reading


@dataclass(frozen=True, slots=True)
class Amended:
    """A correction, opened: what it said before and says after (None: struck out), by whom, when and why ("" when not said)."""

    at: datetime
    by: str
    by_patient: bool
    measured_before: datetime
    measured_after: datetime
    figures_before: str
    figures_after: str | None
    reason: str


def amended(work: Work, measurement_ids: Collection[int]) -> dict[int, list[Amended]]:
    """By measurement id its corrections, oldest first. One statement, and none without ids."""
    if not measurement_ids:
        return {}
    rows = work.session.execute(
        select(MeasurementCorrection, Person)
        .join(Person, Person.id == MeasurementCorrection.by_id)
        .where(MeasurementCorrection.measurement_id.in_(measurement_ids))
        .order_by(MeasurementCorrection.number)
    )
    history: dict[int, list[Amended]] = {}
    for row in rows:
        correction, by = row[0], row[1]
        history.setdefault(correction.measurement_id, []).append(
            Amended(
                correction.at,
                by.name,
                correction.by_patient,
                correction.measured_before,
                correction.measured_after,
                correction.figures_before,
                correction.figures_after,
                correction.reason or "",
            )
        )
    return history
