"""Every scale of a patient is drawn in one form over one time, with where treatment begins and ends."""

from __future__ import annotations

import re
from datetime import timedelta

from flask.testing import FlaskClient

from varde.assessments.models import Response
from varde.enrolments.models import Enrolment
from varde.scheduling.service import agenda_of
from varde.testing.house import House

ANSWERS = (
    ("weather", -7, 298.0),
    ("weather", 40, 236.0),
    ("weather", 150, 180.0),
    ("phq-9", 40, 14.0),
    ("phq-9", 150, 6.0),
)
"""Of which instrument, how many days after the start, with what total."""


def answered(house: House, enrolment_id: int) -> None:
    with house.work() as work:
        item = next(item for item in agenda_of(work, enrolment_id) if item.kind == "assessment")
        for place, (instrument, days, total) in enumerate(ANSWERS):
            at = work.now + timedelta(days=days)
            row = {"agenda_id": item.id + place % 3, "occasion": "start", "version": "1", "answers": {}, "flags": {}}
            row |= {"saved_at": at, "submitted_at": at, "total": total, "subscores": {}, "n_missing": 0}
            work.add(Response(enrolment_id=enrolment_id, instrument=instrument, **row))


def drawn(client: FlaskClient, enrolment_id: int) -> tuple[list[tuple[list[str], list[str]]], list[str]]:
    """Of each curve where its phases begin and where its points stand; and what the rows of their tables are called."""
    card = client.get(f"/pasient/{enrolment_id}").get_data(as_text=True).partition('id="symptomer"')[2]
    curves = re.findall(r'<svg class="chart" .*?</svg>', card.partition("</section>")[0], re.DOTALL)
    places = [
        (re.findall(r'class="phase-line" x1="([\d.]+)', curve), re.findall(r'class="a-dot" cx="([\d.]+)', curve))
        for curve in curves
    ]
    return places, re.findall(r'<th scope="row">(Start[^<]*)', card)


def test_every_scale_is_a_curve_over_one_time_with_the_phases(
    house: House, under_way: int, therapist: FlaskClient
) -> None:
    answered(house, under_way)
    (main, other), rows = drawn(therapist, under_way)
    assert (len(main[0]), main[0]) == (1, other[0]), "treatment has begun and not ended"
    assert main[1][1:] == other[1], "the same day stands at the same place in each"
    assert rows == ["Start (før start)", *["Start (behandling)"] * 4]
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, under_way)
        enrolment.ended_at, enrolment.end_reason = work.now + timedelta(days=100), "completed_programme"
        enrolment.state = "completed"
    (main, other), rows = drawn(therapist, under_way)
    assert (len(main[0]), main[0]) == (2, other[0])
    late = ["Start (behandling)", "Start (etter)"]
    assert rows == ["Start (før start)", *late, *late]
