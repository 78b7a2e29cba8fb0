"""Answers from an earlier system: what is stored, scored and counted, and what is left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from varde.alerts.models import RaisedAlert
from varde.assessments.events import ResponseSubmitted
from varde.assessments.models import Response
from varde.caseload.models import CaseloadRow
from varde.exchange.csv.importing import ImportReport
from varde.kernel.jobs import Outbox
from varde.notifications.models import Delivery
from varde.scheduling.agenda import tick
from varde.testing.counted import cells_in

from .answer_files import HEAD, ROWS, Bring, everything, phq, rows_of

if TYPE_CHECKING:
    from varde.testing.house import House


def test_answers_are_kept_and_scored(house: House, bring_answers: Bring) -> None:
    danger = "phq-9 at start on 2024-01-08 says that somebody was in danger (ridge.phq9-thoughts); nobody is alerted."
    assert bring_answers() == ImportReport(rows=28, persons_new=2, responses_new=4, dangers=(f"Row 2: {danger}",))
    found = everything(house)
    stored = {(r["occasion"], r["instrument"], r["total"]): r for r in found["response"]}
    first = stored["start", "phq-9", 19]
    assert first["answers"] == {**{f"q{n}": 2 for n in range(1, 9)}, "q9": 3}
    assert (first["mode"], first["status"], first["band"]) == ("import", "scored", "moderately_severe")
    assert first["flags"]["item9_alert"] == "red"
    assert first["submitted_at"].date() == date(2024, 1, 8)
    assert (first["by_id"], first["version"]) == (None, "1")
    last = stored["end", "phq-9", 0]
    assert "q9" not in last["answers"]
    assert last["n_missing"] == 1
    assert (stored["start", "gad-7", None]["status"], stored["start", "phq-9", 8]["band"]) == ("not_scored", "mild")
    assert {e["state"] for e in found["enrolment"]} == {"completed"}
    assert [(e["imported"], e["track"], e["started_at"].date(), e["ended_at"].date()) for e in found["enrolment"]] == [
        (True, "north", date(2024, 1, 8), date(2024, 4, 16)),
        (True, "north", date(2024, 2, 1), date(2024, 2, 5)),
    ]
    done = {(item["enrolment_id"], item["key"]): item for item in found["agenda_item"]}
    assert len(done) == 3
    assert {(item["state"], item["act_at"]) for item in found["agenda_item"]} == {("done", None)}
    assert {(p["given_name"], p["nin_sealed"]) for p in found["person"]} == {("Importert", None)}
    assert [(row["role"], row["basis"]) for row in found["access_entry"]] == [("system", "import")] * 2


def test_a_response_is_dated_by_its_own_day(house: House, bring_answers: Bring) -> None:
    bring_answers()
    with house.work() as work:
        at = work.session.scalar(select(Response.submitted_at).where(Response.instrument == "gad-7"))
    assert at is not None
    assert at.date() == date(2024, 1, 9)


def test_the_past_alerts_and_tells_nobody(house: House, bring_answers: Bring) -> None:
    """PHQ-9 item 9 at its highest would be an alert today."""
    bring_answers()
    house.platform.drain()
    tick(house.platform)
    house.clock.move(days=3)
    tick(house.platform)
    house.platform.drain()
    found = everything(house)
    assert not found[RaisedAlert.__tablename__]
    assert not found[Delivery.__tablename__]
    assert not found[CaseloadRow.__tablename__]
    with house.work() as work:
        assert {row.job for row in work.session.scalars(select(Outbox))} == {"benefits.count"}


def test_an_imported_response_raises_nothing_even_when_it_is_announced(house: House, bring_answers: Bring) -> None:
    bring_answers()
    with house.work() as work:
        response = work.session.scalars(select(Response).where(Response.total == 19)).one()
        work.publish(ResponseSubmitted(response.enrolment_id, response.id, 1, 1))
    house.platform.drain()
    assert not everything(house)[RaisedAlert.__tablename__]


def test_it_is_counted(house: House, bring_answers: Bring) -> None:
    bring_answers()
    house.platform.drain()
    with house.work() as work:
        cells = cells_in(work).items()
    found = {(k.scale, k.occasion, k.month): s for k, s in cells if k.group == "all" and not k.category}
    assert found["phq-9", "start", "2024-01"].moments.s1 == 19
    assert found["phq-9", "start", "2024-02"].moments.s1 == 8
    assert (found["phq-9", "end", "2024-01"].n, found["phq-9", "end", "2024-01"].pn) == (1, 1)
    assert not [k for k, _ in cells if k.scale == "wait"]


def test_a_second_run_changes_nothing(house: House, bring_answers: Bring) -> None:
    bring_answers()
    before = everything(house)
    house.clock.move(days=30)
    assert bring_answers() == ImportReport(rows=28, persons_known=2, responses_known=4)
    assert everything(house) == before


def test_a_dry_run_stores_nothing(house: House, bring_answers: Bring) -> None:
    assert bring_answers(dry_run=True) == ImportReport(rows=28, persons_new=2, responses_new=4, dry_run=True)
    assert not any(everything(house).values())


def test_a_grown_file_adds_what_is_new(house: House, bring_answers: Bring) -> None:
    bring_answers(HEAD + rows_of("a", "start", "2024-01-08", "phq-9", phq(2, 3)))
    assert bring_answers() == ImportReport(rows=28, persons_new=1, persons_known=1, responses_new=3, responses_known=1)
    found = everything(house)
    assert [p["family_name"] for p in found["person"]] == ["1", "2"]
    assert len(found["agenda_item"]) == 3


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ("q1,2,", "q1,1,"),
            "Row 2: phq-9 at start on 2024-01-08 is not what was imported before: q1 was 2 and is 1. --correct WHY replaces it.",
        ),
        (
            ("2024-04-16", "2024-04-17"),
            "Row 11: phq-9 at end on 2024-04-17 is not what was imported before: the date was 2024-04-16 and is 2024-04-17. "
            "--correct WHY replaces it.",
        ),
        (
            ("a,2024-01-08,", "a,2024-01-07,"),
            "Row 2: this person was imported before with another start (2024-01-08, and 2024-01-07 here).",
        ),
    ],
)
def test_a_changed_file_is_a_conflict(
    house: House, bring_answers: Bring, change: tuple[str, str], sentence: str
) -> None:
    bring_answers()
    before = everything(house)
    assert [str(fault) for fault in bring_answers(ROWS.replace(*change)).faults] == [sentence]
    assert everything(house) == before


def test_an_end_is_kept(house: House, bring_answers: Bring) -> None:
    rows = "person,started,ended,occasion,date,instrument,item,answer,version\n"
    assert bring_answers(
        rows + "x,2024-01-08,2024-03-01,start,2024-01-08,weather,no_such,1,1\n", programme="lake"
    ).faults
    rows += "x,2024-01-08,2024-03-01,start,2024-01-08,who-5,q1,3,1\n"
    assert bring_answers(rows, programme="lake").stored
    assert everything(house)["enrolment"][0]["ended_at"].date() == date(2024, 3, 1)
    assert bring_answers(rows.replace("2024-03-01", "2024-03-02"), programme="lake").faults


@settings(max_examples=settings().max_examples // 10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_rows_does_not_matter(bring_answers: Bring, data: st.DataObject) -> None:
    rows = ROWS.splitlines(keepends=True)[1:]
    shuffled = bring_answers(HEAD + "".join(data.draw(st.permutations(rows))), dry_run=True)
    assert shuffled == ImportReport(rows=28, persons_new=2, responses_new=4, dry_run=True)


def lookups(house: House, bring_answers: Bring, persons: int, first: int) -> int:
    """The statements that are no INSERT: those go many at a time, except on SQLite."""
    rows = "".join(
        rows_of(f"p{number}", occasion, on, "phq-9", phq(number % 3))
        for number in range(first, first + persons)
        for occasion, on in (("start", "2024-01-08"), ("end", "2024-04-15"))
    )
    with house.counted() as made:
        assert bring_answers(HEAD + rows).stored
    return sum(not statement.startswith("INSERT") for statement in made)


def test_lookups_do_not_grow_with_the_answers(house: House, bring_answers: Bring) -> None:
    few, many = lookups(house, bring_answers, 5, 100), lookups(house, bring_answers, 60, 200)
    # The caseload asks once for each person whether she is on it, and the groups whether she whose course is over was in one.
    assert many - few <= 2 * (60 - 5)
    again = lookups(house, bring_answers, 60, 200)
    assert again <= 6
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Response)) == 2 * 65


# --- as other programs write them

DATA = Path(__file__).parents[1] / "data"


def test_a_file_of_excel_in_norway(house: House, bring_answers: Bring) -> None:
    raw = (DATA / "responses-norwegian-excel.csv").read_bytes()
    assert bring_answers(raw, programme="lake").faults == ()
    (enrolment,), (response,) = everything(house)["enrolment"], everything(house)["response"]
    assert enrolment["started_at"].date() == response["submitted_at"].date() == date(2024, 3, 1)
    assert response["answers"] == {"q1": 3, "q2": 3}


def test_the_same_item_twice_is_named_with_both_rows(house: House, bring_answers: Bring) -> None:
    report = bring_answers((DATA / "responses-same-item-twice.csv").read_bytes(), programme="lake")
    assert [str(fault) for fault in report.faults] == [
        "Row 3, column “item”: q1 of who-5 at start stands in row 2 too.",
        "Row 4, column “date”: who-5 at start is dated 2024-03-01 in row 2.",
    ]
    assert not any(everything(house).values())
