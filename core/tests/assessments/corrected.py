"""Correcting an answer in tests, and what everybody says of it then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from varde.alerts.service import alerts_of
from varde.assessments.correcting import correct, response_here
from varde.assessments.reopening import AskedNow
from varde.assessments.service import responses_of
from varde.caseload.models import CaseloadRow
from varde.caseload.service import reason_of
from varde.exchange.fhir.responses import observations_of, response_of
from varde.instruments.values import Instrument
from varde.kernel.speech import Speech
from varde.programmes.values import Programme
from varde.record.trajectory import instrument_over_time
from varde.testing.counted import cells_in

from .conftest import Patient

WORD = "Sa på telefon at hun krysset av i feil rute."
PHQ9 = [f"q{n}" for n in range(1, 10)]
THOUGHTS = "ridge.phq9-thoughts"
"""The red one of the sample programme, which shows the crisis text."""


def phq9(each: int = 1, **answers: int | None) -> dict[str, Any]:
    return {key: value for key, value in {**dict.fromkeys(PHQ9, each), "q9": 0, **answers}.items() if value is not None}


def fix(patient: Patient, response_id: int, answers: Mapping[str, Any], **more: Any) -> tuple[AskedNow, ...]:
    """Correct one answer, as her therapist; what is asked more of her then."""
    with patient.house.work() as work:
        response = response_here(work, patient.enrolment_id, response_id)
        options: dict[str, Any] = {"reason": WORD, "said_on": work.today, "edition": response.edition} | more
        actor = options.pop("actor", patient.therapist)
        return correct(work, actor, patient.enrolment(work), response, answers, **options).asked_now


@dataclass(frozen=True)
class Standing:
    """What each who counts, compares or shows an answer says of it."""

    total: float | None
    band: str | None
    worse: bool
    danger: bool
    reason: str
    alerts: tuple[tuple[str, str], ...]
    cell: tuple[int, int]
    levels: frozenset[str]
    exported: tuple[str, str, float | None]
    curve: tuple[float | None, ...]


def standing(patient: Patient, response_id: int, occasion: str = "start") -> Standing:
    house = patient.house
    house.platform.drain()
    with house.work() as work:
        response = response_here(work, patient.enrolment_id, response_id)
        instrument = work.catalogue.one(Instrument, response.instrument)
        row = work.session.get_one(CaseloadRow, patient.enrolment_id)
        cells = {
            key.category: stats
            for key, stats in cells_in(work).items()
            if (key.group, key.scale, key.occasion) == ("all", response.instrument, occasion)
        }
        said = response_of(response, instrument, place="https://varde.example")
        (score,) = observations_of(response, instrument, place="https://varde.example")
        enrolment = patient.enrolment(work)
        mine = responses_of(work, enrolment.id, instrument.key)
        programme = work.catalogue.one(Programme, enrolment.programme)
        over_time = instrument_over_time(
            work, Speech("nb", work.zone, work.now), enrolment, programme, instrument, mine, []
        )
        return Standing(
            response.total,
            response.band,
            f";{response.instrument};" in row.worse,
            row.risk_since is not None,
            reason_of(row),
            tuple(sorted((view.row.alert, view.row.state) for view in alerts_of(work, patient.enrolment_id))),
            (cells[""].n, cells[""].s1),
            frozenset(key for key in cells if key.startswith("band:")),
            (said["status"], score["status"], score.get("valueQuantity", {}).get("value")),
            tuple(point.value for point in over_time.points),
        )


def lines(patient: Patient) -> list[tuple[str, str, list[tuple[str, str | None]]]]:
    with patient.house.work() as work:
        return [
            (view.row.alert, view.row.state, [(event.kind, note) for event, _by, note in view.history])
            for view in alerts_of(work, patient.enrolment_id)
            if view.row.response_id
        ]
