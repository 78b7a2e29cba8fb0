"""A plan for somebody who is worse: what it closes, until when, and that nobody edits what was written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError

from varde.alerts.errors import NotWorse, PlanNeeded, PlanUntil
from varde.alerts.models import DeteriorationPlan, RaisedAlert
from varde.alerts.plans import LONGEST, plans_of, worse_by, write_plan
from varde.alerts.service import alerts_of
from varde.assessments.planning import ask_now
from varde.assessments.service import open_sheet, responses_of, submit
from varde.audit.models import AccessEntry
from varde.caseload.judging import judge_again, limits_of
from varde.caseload.models import CaseloadRow
from varde.caseload.service import reason_of
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

LAKE = ("rain_sev", "wind_sev", "boots", "life")
WORDS = "Snakker sammen mandag, og tar modul 2 om igjen."


class Course:
    """One patient of Maren's on the lake programme, where 50 points are worse."""

    def __init__(self, url: str) -> None:
        self.house: House = make_house(url, catalogue=all_samples())
        self.maren: Person = self.house.person("Maren", "Aas", ("therapist", self.house.clinic))
        self.ingrid: Person = self.house.person("Ingrid", "Solheim")
        self.id = self.house.enrolled(self.ingrid, self.maren, "lake")
        self.answer("start", 200)

    @property
    def therapist(self) -> Actor:
        return self.house.actor(self.maren, ("therapist", self.house.clinic))

    def answer(self, occasion: str, total: int) -> None:
        with self.house.work() as work:
            item = work.session.scalars(
                select(AgendaItem.id)
                .where(AgendaItem.enrolment_id == self.id, AgendaItem.key == occasion)
                .order_by(AgendaItem.id.desc())
            ).first()
            assert item is not None
            patient = self.house.actor(self.ingrid)
            shares = {key: min(100, max(0, total - 100 * place)) for place, key in enumerate(LAKE)}
            answers = {"rain_now": 1, "wind_now": 1, "rain_days": 0, **shares}
            sheet = open_sheet(work, patient, item, write=True)
            submit(work, patient, sheet, "weather", answers)
            for key in sheet.unanswered:
                items = items_of(work.catalogue.one(Instrument, key))
                submit(work, patient, sheet, key, {each.key: each.low for each in items})

    def again(self, total: int) -> None:
        with self.house.work() as work:
            ask_now(work, self.therapist, work.session.get_one(Enrolment, self.id), "extra-weather")
        self.answer("extra-weather", total)

    def plan(self, days: int = 14, words: str = WORDS) -> None:
        with self.house.work() as work:
            until = work.today + timedelta(days=days)
            write_plan(work, self.therapist, work.session.get_one(Enrolment, self.id), words, until)

    def days(self, number: int) -> None:
        for _ in range(number):
            self.house.clock.move(days=1)
            while tick(self.house.platform):
                pass

    def row(self) -> CaseloadRow:
        with self.house.work() as work:
            return work.session.get_one(CaseloadRow, self.id)

    def reason(self) -> str:
        return reason_of(self.row())

    def states(self) -> list[str]:
        with self.house.work() as work:
            return [view.row.state for view in alerts_of(work, self.id)]

    def holds(self) -> list[bool]:
        with self.house.work() as work:
            return [plan.holds for plan in plans_of(work, self.id, worse_by(work, responses_of(work, self.id)))]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(sqlite_url(tmp_path))


@pytest.fixture
def worse(course: Course) -> Course:
    course.house.clock.move(days=7)
    course.again(280)
    return course


def test_worse_than_the_answer_before_is_worse_though_she_is_better_than_at_the_start(course: Course) -> None:
    """200, 120 and 180: twenty better than at the start, and sixty worse than a week ago."""
    said = []
    for total in (120, 180):
        course.house.clock.move(days=7)
        course.again(total)
        said.append((course.row().worse, course.reason(), course.states()))
    assert said == [("", "on_track", []), (";weather;", "deterioration", ["raised"])]


def test_a_plan_closes_the_deterioration_and_the_alert_that_says_nothing_else(worse: Course) -> None:
    assert (worse.reason(), worse.states()) == ("deterioration", ["raised"])
    worse.plan()
    row = worse.row()
    assert (reason_of(row), row.worse, row.worse_since) == ("plan", ";weather;", None)
    assert row.plan_until == date(2026, 10, 12)
    assert worse.states() == ["closed"]
    with worse.house.work() as work:
        ((_event, by, note),) = [entry for entry in alerts_of(work, worse.id)[0].history if entry[0].kind == "closed"]
    assert (by, note) == ("Maren Aas", WORDS)


def test_it_comes_back_when_the_last_day_has_passed(worse: Course) -> None:
    worse.plan(days=3)
    worse.days(3)
    assert (worse.reason(), worse.holds()) == ("plan", [True])
    worse.days(1)
    assert (worse.reason(), worse.holds()) == ("worse", [False])
    assert worse.row().plan_until is None
    worse.plan(days=7, words="Ny avtale om tirsdagen.")
    assert (worse.reason(), worse.holds()) == ("plan", [True, False])


def test_a_newer_plan_is_the_one_that_counts(worse: Course) -> None:
    worse.plan(days=2)
    worse.plan(days=10, words="Vi trenger lenger tid på dette.")
    assert worse.holds() == [True, False]
    worse.days(4)
    assert worse.reason() == "plan", "the day of the first has passed, and nobody asks about that"
    worse.days(7)
    assert worse.reason() == "worse"


def test_the_next_worse_answer_ends_it(worse: Course) -> None:
    worse.plan()
    worse.days(2)
    worse.again(270)  # still 70 points worse than at the start
    assert worse.holds() == [False]
    assert (worse.reason(), worse.states()) == ("deterioration", ["raised", "closed"])
    row = worse.row()
    assert (row.plan_since, row.plan_until) == (None, None)


def test_a_better_answer_ends_both(worse: Course) -> None:
    worse.plan()
    worse.again(210)
    row = worse.row()
    assert (reason_of(row), row.worse, row.worse_since, row.plan_since, row.plan_until) == ("on_track", "", *[None] * 3)
    assert worse.holds() == [False]
    worse.days(20)
    assert worse.row().worse_since is None, "its day passes, and she is not worse"


def test_a_plan_holds_through_a_pause(worse: Course) -> None:
    worse.plan(days=3)
    with worse.house.work() as work:
        pause(work, worse.therapist, work.session.get_one(Enrolment, worse.id))
    worse.days(4)
    assert worse.reason() == "worse"


@pytest.mark.parametrize(
    ("words", "days", "error"),
    [
        ("For kort", 7, PlanNeeded),
        ("   for kort     ", 7, PlanNeeded),
        (WORDS, 0, PlanUntil),
        (WORDS, -1, PlanUntil),
        (WORDS, 85, PlanUntil),
        (WORDS, None, PlanUntil),
    ],
)
def test_what_is_no_plan_is_refused(worse: Course, words: str, days: int | None, error: type[Exception]) -> None:
    with worse.house.work() as work, pytest.raises(error):
        until = None if days is None else work.today + timedelta(days=days)
        write_plan(work, worse.therapist, work.session.get_one(Enrolment, worse.id), words, until)
    assert (worse.reason(), worse.states(), worse.holds()) == ("deterioration", ["raised"], [])


@pytest.mark.parametrize("days", [1, 84])
def test_the_shortest_and_the_longest_plan(worse: Course, days: int) -> None:
    worse.plan(days=days, words="Ti tegn nå" + "å" * LONGEST)
    with worse.house.work() as work:
        (plan,) = plans_of(work, worse.id, worse_by(work, responses_of(work, worse.id)))
    assert (len(plan.words), plan.by, plan.holds) == (LONGEST, "Maren Aas", True)


def test_there_is_no_plan_for_somebody_who_is_not_worse(course: Course) -> None:
    with pytest.raises(NotWorse):
        course.plan()
    assert course.reason() == "on_track"


def test_an_alert_about_more_than_the_deterioration_stays_open(worse: Course) -> None:
    with worse.house.work() as work:
        work.session.execute(update(RaisedAlert).values(alert="lake.inactive"))
    worse.plan()
    assert (worse.states(), worse.reason()) == (["raised"], "deterioration")


def test_no_plan_is_edited_and_each_opens_only_where_it_was_written(worse: Course) -> None:
    worse.plan()
    with worse.house.work() as work:
        sealed = work.session.execute(text("SELECT words_sealed FROM deterioration_plan")).scalar_one()
        assert WORDS.encode() not in bytes(sealed)
    with pytest.raises(DatabaseError), worse.house.work() as work:
        work.session.execute(update(DeteriorationPlan).values(until=date(2027, 1, 1)))


# --- judged anew


def test_whoever_was_judged_by_other_limits_is_judged_again(worse: Course) -> None:
    """A row that was worse with a closed alert before anybody kept that: as after an upgrade."""
    with worse.house.work() as work:
        (view,) = alerts_of(work, worse.id)
        work.session.execute(
            update(RaisedAlert).where(RaisedAlert.id == view.row.id).values(state="closed", closed_at=work.now)
        )
        work.session.execute(
            update(CaseloadRow).values(worse="", worse_since=None, deterioration_since=None, judged_by="")
        )
    assert worse.reason() == "on_track"
    with worse.house.work() as work:
        assert judge_again(work) == 1
    row = worse.row()
    assert (reason_of(row), row.worse) == ("worse", ";weather;")
    with worse.house.work() as work:
        response = [each for each in responses_of(work, worse.id) if each.instrument == "weather"][-1]
        assert row.worse_since == response.submitted_at
        assert row.judged_by == limits_of(work)
        assert judge_again(work) == 0


def test_what_is_judged_again_keeps_its_plan(worse: Course) -> None:
    worse.plan()
    before = worse.row()
    with worse.house.work() as work:
        work.session.execute(update(CaseloadRow).values(judged_by="0ther"))
    with worse.house.work() as work:
        judge_again(work)
    after = worse.row()
    assert [getattr(after, name) for name in ("worse", "worse_since", "plan_since", "plan_until")] == [
        getattr(before, name) for name in ("worse", "worse_since", "plan_since", "plan_until")
    ]
    worse.days(15)
    with worse.house.work() as work:
        work.session.execute(update(CaseloadRow).values(judged_by="0ther"))
    with worse.house.work() as work:
        judge_again(work)
    assert (worse.reason(), worse.row().plan_until) == ("worse", None)


def test_plans_and_judgements_on_either_database(tmp_path: Path, database_url: str) -> None:
    course = Course(database_url)
    course.house.clock.move(days=7)
    course.again(280)
    course.plan(days=3)
    with course.house.work() as work:
        work.session.execute(update(CaseloadRow).values(judged_by=""))
    with course.house.work() as work:
        assert judge_again(work) == 1
    assert course.reason() == "plan"
    course.days(4)
    assert course.reason() == "worse"
    course.again(200)
    assert course.reason() == "on_track"
    course.house.platform.engine.dispose()


# --- the page


def test_the_page_takes_a_plan_and_every_page_says_so(worse: Course) -> None:
    therapist = worse.house.browser(worse.maren, staff=True)
    record = f"/pasient/{worse.id}"
    page = unescape(therapist.get(record).get_data(as_text=True))
    assert "Opp 80 poeng siden start. Det er 80 poeng verre, mer enn grensen på 50." in page
    assert "Å lukke varselet er ikke nok" in page
    form = {"csrf_token": token(therapist), "plan": "kort", "until": "2026-10-12"}
    refused = therapist.post(f"{record}/plan", data=form)
    assert refused.status_code == 422
    assert "minst 10 tegn" in refused.get_data(as_text=True)
    form["plan"] = WORDS
    for until in ("", "i morgen", "2026-09-28", "31.12.2027"):
        refused = therapist.post(f"{record}/plan", data=form | {"until": until})
        assert (refused.status_code, WORDS in refused.get_data(as_text=True)) == (422, True)
    assert therapist.post(f"{record}/plan", data=form).status_code == 303
    page = unescape(therapist.get(record).get_data(as_text=True))
    assert "Plan til 12. oktober" in page
    assert WORDS in page
    caseload = unescape(therapist.get("/arbeidsliste?hvorfor=plan").get_data(as_text=True))
    assert "Plan til 12. oktober" in caseload
    assert "Etter plan" in caseload
    assert 'data-says="plan" data-value="2026-10-12"' in page
    assert 'data-says="plan" data-value="2026-10-12"' in caseload
    assert "Ingrid" not in unescape(therapist.get("/arbeidsliste").get_data(as_text=True))
    with worse.house.work() as work:
        parts = work.session.scalars(select(AccessEntry.what).where(AccessEntry.enrolment_id == worse.id)).all()
    assert "plan" in parts


def test_there_is_no_plan_to_write_for_who_is_better_by_now(worse: Course) -> None:
    therapist = worse.house.browser(worse.maren, staff=True)
    form = {"csrf_token": token(therapist), "plan": WORDS, "until": "2026-10-12"}
    worse.again(200)
    late = therapist.post(f"/pasient/{worse.id}/plan", data=form)
    assert late.status_code == 409
    assert "ikke verre lenger" in unescape(late.get_data(as_text=True))


def test_closing_the_alert_says_that_the_deterioration_stays(worse: Course) -> None:
    therapist = worse.house.browser(worse.maren, staff=True)
    alerts = f"/pasient/{worse.id}/varsler"
    page = unescape(therapist.get(alerts).get_data(as_text=True))
    assert re.search(r'data-says="worse:weather" data-value="start">Opp 80 poeng siden start\.', page)
    with worse.house.work() as work:
        (view,) = alerts_of(work, worse.id)
    form = {"csrf_token": token(therapist), "action": "close", "note": "Ringte og snakket om det."}
    closed = therapist.post(f"{alerts}/{view.row.id}", data=form, follow_redirects=True)
    assert "Forverringen står på arbeidslisten" in unescape(closed.get_data(as_text=True))
    assert worse.reason() == "worse"


def test_nobody_but_her_therapist_writes_a_plan(worse: Course) -> None:
    other = worse.house.person("Siri", "Moe", ("therapist", worse.house.clinic))
    browser = worse.house.browser(other, staff=True)
    form = {"csrf_token": token(browser), "plan": WORDS, "until": "2026-10-12"}
    assert browser.post(f"/pasient/{worse.id}/plan", data=form).status_code == 403
    patient = worse.house.browser(worse.ingrid)
    form["csrf_token"] = token(patient)
    assert patient.post(f"/pasient/{worse.id}/plan", data=form).status_code in (403, 404)
    assert worse.holds() == []
