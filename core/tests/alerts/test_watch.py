"""What the clock watches: each silence is told once, at eight in the morning, whoever is paused is left in peace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from varde.alerts.models import RaisedAlert
from varde.alerts.service import alerts_of, close_alert
from varde.alerts.values import Alert
from varde.alerts.watch import look_again, watch_the_unwatched
from varde.alerts.watch_rules import (
    LONGEST_SLEEP,
    Booked,
    PlannedForm,
    Stand,
    crossings,
    days_to_sleep,
    graver,
    watched_at,
)
from varde.caseload.listed import caseload_of
from varde.enrolments.exits import end
from varde.enrolments.models import Activity, Enrolment
from varde.enrolments.service import pause, resume
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.modules.progress import finish_step, path_of
from varde.notifications.models import Delivery
from varde.rules.language import when
from varde.scheduling.agenda import tick
from varde.scheduling.booking import book
from varde.scheduling.models import AgendaItem, Appointment
from varde.testing.house import House, all_samples, make_house, sqlite_url
from varde.worker import clock_tasks

ZONE = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
INACTIVE, LATE, ROW, MISSED = (
    Alert(fact, Text("Krysset", "Kryssa", "Crossed"), when(fact, ">=", limit), "amber")
    for fact, limit in (
        ("days_inactive", 14),
        ("days_overdue", 7),
        ("unanswered_in_row", 2),
        ("missed_appointments", 2),
    )
)


@dataclass
class Clinic:
    house: House
    therapist: Person
    patient: Person

    def begin(self, programme: str = "lake", track: str | None = None) -> int:
        return self.house.enrolled(self.patient, self.therapist, programme, track)

    def days(self, count: int) -> None:
        """Let the clock run; it is ten in the morning in Oslo, so whatever is planned for eight is done."""
        for _ in range(count):
            self.house.clock.move(days=1)
            while tick(self.house.platform):
                pass

    def raised(self, enrolment_id: int) -> list[tuple[str, str]]:
        with self.house.work() as work:
            rows = work.session.scalars(
                select(RaisedAlert).where(RaisedAlert.enrolment_id == enrolment_id).order_by(RaisedAlert.id)
            )
            return [(row.alert, row.cause) for row in rows]

    def closes(self, enrolment_id: int) -> None:
        """Sara closes what is open."""
        sara = self.house.actor(self.therapist, ("therapist", self.house.clinic))
        with self.house.work() as work:
            for view in alerts_of(work, enrolment_id):
                if view.row.state != "closed":
                    close_alert(work, sara, view.row, "Ringte og avtalte ny start.")

    def no_forms(self) -> None:
        """Every form is handed in, so that only silence is left to watch."""
        with self.house.work() as work:
            for item in work.session.scalars(select(AgendaItem).where(AgendaItem.kind == "assessment")):
                item.state, item.act_at = "done", None

    def works(self, enrolment_id: int) -> None:
        """The patient lays the next stone."""
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, enrolment_id)
            view = path_of(work, enrolment, "nb").here
            assert view is not None
            assert view.next_step is not None
            finish_step(work, enrolment, view, view.next_step)

    def watch(self, enrolment_id: int) -> AgendaItem:
        with self.house.work() as work:
            return work.session.scalars(
                select(AgendaItem).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == "watch")
            ).one()


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    therapist = house.person("Sara", "Holm", ("therapist", house.clinic), title="psykolog")
    return Clinic(house, therapist, house.person("Tor", "Vik"))


def inactive(clinic: Clinic, enrolment_id: int) -> list[str]:
    return [cause for key, cause in clinic.raised(enrolment_id) if key.endswith(".inactive")]


def test_a_silence_is_told_once_on_the_day_at_eight(clinic: Clinic) -> None:
    tor = clinic.begin()
    clinic.no_forms()
    clinic.days(27)
    assert inactive(clinic, tor) == []
    clinic.days(1)
    assert inactive(clinic, tor) == ["inactive:2026-09-21"]
    clinic.closes(tor)
    clinic.days(30)
    assert inactive(clinic, tor) == ["inactive:2026-09-21"]
    with clinic.house.work() as work:
        (row,) = work.session.scalars(select(RaisedAlert).where(RaisedAlert.alert == "lake.inactive"))
        assert row.owner_id == clinic.therapist.id
        assert row.severity == "amber"


def test_a_new_silence_is_told_anew(clinic: Clinic) -> None:
    tor = clinic.begin()
    clinic.no_forms()
    clinic.days(29)
    clinic.closes(tor)
    clinic.works(tor)
    clinic.days(27)
    assert inactive(clinic, tor) == ["inactive:2026-09-21"]
    clinic.days(1)
    assert inactive(clinic, tor) == ["inactive:2026-09-21", "inactive:2026-10-20"]


def test_whoever_is_silent_is_told_of_once_until_it_is_closed(clinic: Clinic) -> None:
    """A late form and a silence are one call to make; what still holds when the alert is closed is told after it."""
    tor = clinic.begin()
    clinic.days(40)
    assert [key for key, _ in clinic.raised(tor)] == ["lake.no-answer"]
    next_look = clinic.watch(tor).act_at
    assert next_look is not None
    assert next_look > clinic.house.platform.clock.now() + timedelta(days=7)
    clinic.closes(tor)
    assert [key for key, _ in clinic.raised(tor)] == ["lake.no-answer"]
    clinic.days(1)
    assert [key for key, _ in clinic.raised(tor)] == ["lake.no-answer", "lake.inactive"]


def test_only_what_is_graver_than_what_is_open_is_told() -> None:
    red = replace(LATE, severity="red")
    assert graver([INACTIVE, red], []) == [INACTIVE, red]
    assert graver([INACTIVE, red], ["amber"]) == [red]
    assert graver([INACTIVE, red], ["red", "amber"]) == []


def test_who_was_active_before_there_was_anything_to_watch(clinic: Clinic) -> None:
    """After an upgrade, or when a programme gets its first watched alert."""
    people = [clinic.house.person(name, "Moe") for name in ("Liv", "Eva", "Ida", "Ola")]
    tor, liv, eva, ida, ola = (clinic.begin(), *(clinic.house.enrolled(person, clinic.therapist) for person in people))
    sara = clinic.house.actor(clinic.therapist, ("therapist", clinic.house.clinic))
    with clinic.house.work() as work:
        work.session.execute(delete(AgendaItem).where(AgendaItem.kind == "watch", AgendaItem.enrolment_id != ola))
        work.session.execute(update(AgendaItem).where(AgendaItem.enrolment_id == ola).values(state="cancelled"))
        work.session.get_one(Enrolment, eva).imported = True
        pause(work, sara, work.session.get_one(Enrolment, ida))
    with clinic.house.work() as work:
        assert watch_the_unwatched(work) == 3
    for enrolment_id in (tor, liv, ola):
        assert clinic.watch(enrolment_id).state == "planned"
    clinic.days(7)
    assert [key for key, _ in clinic.raised(tor)] == ["lake.no-answer"]
    with clinic.house.counted() as statements, clinic.house.work() as work:
        assert watch_the_unwatched(work) == 0
    assert len(statements) <= 2
    with clinic.house.work() as work:
        rows = work.session.scalars(select(AgendaItem.enrolment_id).where(AgendaItem.kind == "watch")).all()
        assert sorted(row or 0 for row in rows) == [tor, liv, ola]


def test_the_clock_does_so_by_itself(clinic: Clinic) -> None:
    tor = clinic.begin()
    with clinic.house.work() as work:
        work.session.execute(delete(AgendaItem).where(AgendaItem.kind == "watch"))
    for task in clock_tasks(clinic.house.platform):
        task.run(clinic.house.platform)
    assert clinic.watch(tor).state == "planned"


def test_who_is_active_costs_the_clock_a_look_a_fortnight(clinic: Clinic) -> None:
    tor = clinic.begin()
    clinic.days(1)
    clinic.no_forms()
    looks = 0
    for _ in range(56):
        with clinic.house.work() as work:
            work.session.execute(update(Activity).values(last_active_at=work.now))
        before = clinic.watch(tor).act_at
        clinic.days(1)
        looks += clinic.watch(tor).act_at != before
    assert looks <= 5


def test_a_form_a_week_late_and_the_page_says_which(clinic: Clinic) -> None:
    tor = clinic.begin()
    clinic.days(6)
    assert clinic.raised(tor) == []
    clinic.days(1)
    ((key, cause),) = clinic.raised(tor)
    assert (key, cause.split(":")[0]) == ("lake.no-answer", "overdue")
    page = clinic.house.browser(clinic.therapist, staff=True).get(f"/pasient/{tor}/varsler").get_data(as_text=True)
    assert "«Spørreskjema, start» skulle vært levert 21. september, 7 dager før varselet." in page
    assert "Ansvar: Sara Holm" in page
    assert "Et skjema er en uke over fristen" in page


def test_a_pause_stops_the_watch_and_starts_the_count_again(clinic: Clinic) -> None:
    tor = clinic.begin()
    clinic.no_forms()
    sara = clinic.house.actor(clinic.therapist, ("therapist", clinic.house.clinic))
    clinic.days(5)
    with clinic.house.work() as work:
        pause(work, sara, work.session.get_one(Enrolment, tor))
    clinic.days(40)
    assert clinic.raised(tor) == []
    with clinic.house.work() as work:
        resume(work, sara, work.session.get_one(Enrolment, tor))
    clinic.days(27)
    assert inactive(clinic, tor) == []
    clinic.days(1)
    assert inactive(clinic, tor) == ["inactive:2026-11-05"]


@pytest.mark.parametrize("reason", ["completed", "withdrawn"])
def test_nobody_is_watched_after_the_end(clinic: Clinic, reason: str) -> None:
    tor = clinic.begin()
    clinic.days(2)
    with clinic.house.work() as work:
        end(work, clinic.therapist.id, work.session.get_one(Enrolment, tor), reason)
    clinic.days(40)
    assert clinic.raised(tor) == []
    assert clinic.watch(tor).state == "cancelled"


def test_two_weekly_forms_missed_in_a_row(clinic: Clinic) -> None:
    tor = clinic.begin("ridge", "north")
    clinic.days(30)
    causes = [cause.split(":")[0] for key, cause in clinic.raised(tor) if key == "ridge.no-answer"]
    assert causes == ["unanswered"]


def test_appointments_missed_in_a_row(clinic: Clinic) -> None:
    tor = clinic.begin("village")
    for day in (1, 3, 5):
        with clinic.house.work() as work:
            book(work, tor, clinic.therapist.id, "group", work.now + timedelta(days=day), 60)

    def mark(*states: str) -> None:
        with clinic.house.work() as work:
            rows = work.session.scalars(select(Appointment).order_by(Appointment.starts_at)).all()
            for row, state in zip(rows, states, strict=False):
                row.state = state
            look_again(work, tor)

    def missed() -> list[str]:
        return [cause for key, cause in clinic.raised(tor) if key == "village.missed-appointments"]

    clinic.days(4)
    mark("missed", "booked")
    clinic.days(1)
    assert missed() == []
    mark("missed", "missed")
    clinic.days(1)
    assert len(missed()) == 1
    mark("missed", "missed", "missed")
    clinic.days(2)
    assert len(missed()) == 1


def test_the_watch_costs_the_same_whatever_there_is(clinic: Clinic) -> None:
    few = clinic.begin("village")
    other = clinic.house.enrolled(clinic.house.person("Liv", "Moe"), clinic.therapist, "village")
    for _ in range(4):
        clinic.days(5)
        clinic.closes(few)
        clinic.closes(other)
    with clinic.house.work() as work:
        for number in range(30):
            work.add(
                RaisedAlert(
                    person_id=clinic.patient.id,
                    organisation_id=clinic.house.clinic.id,
                    enrolment_id=other,
                    alert="village.inactive",
                    cause=f"inactive:{number}",
                    severity="amber",
                    crisis=False,
                    state="closed",
                    raised_at=work.now,
                    open_by=work.now,
                    closed_at=work.now,
                )
            )
            book(work, other, clinic.therapist.id, "group", work.now - timedelta(days=1), 60)
        work.session.execute(update(AgendaItem).values(act_at=None))
    counts = []
    for enrolment_id in (few, other):
        with clinic.house.work() as work:
            work.session.execute(
                update(AgendaItem)
                .where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == "watch")
                .values(act_at=work.now)
            )
        with clinic.house.counted() as statements:
            tick(clinic.house.platform)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 10


def test_silence_is_told_when_nobody_has_looked_once_a_day_and_calmly(clinic: Clinic) -> None:
    for name in ("Tor", "Liv", "Eva"):
        clinic.house.enrolled(clinic.house.person(name, "Moe"), clinic.therapist)
    clinic.days(7)
    clinic.house.platform.drain()
    with clinic.house.work() as work:
        assert len(work.session.scalars(select(RaisedAlert)).all()) == 3
        assert work.session.scalars(select(Delivery).where(Delivery.person_id == clinic.therapist.id)).all() == []
    clinic.days(7)
    clinic.house.platform.drain()
    with clinic.house.work() as work:
        sent = work.session.scalars(
            select(Delivery).where(Delivery.person_id == clinic.therapist.id).order_by(Delivery.id)
        ).all()
        alerts = work.session.scalars(select(RaisedAlert)).all()
    assert len(alerts) == 3
    assert [each.notice for each in sent] == ["list"]
    assert all("arbeidslisten" in each.text and "Vannrunden" not in each.text for each in sent)
    assert {row.open_by.astimezone(ZONE).strftime("%a %H:%M") for row in alerts} == {"Tue 16:00"}


def test_an_open_amber_alert_is_on_the_caseload_until_it_is_closed(clinic: Clinic) -> None:
    house, sara = clinic.house, clinic.house.actor(clinic.therapist, ("therapist", clinic.house.clinic))
    tor = clinic.begin()
    clinic.days(14)
    page = house.browser(clinic.therapist, staff=True).get("/arbeidsliste").get_data(as_text=True)
    assert "Et skjema er en uke over fristen." in page
    assert f'href="/pasient/{tor}/varsler"' in page
    clinic.closes(tor)
    with house.work() as work:
        (row,) = caseload_of(work, sara, search="Vik").rows
    assert row.deterioration_since is None


# --- the rules alone


def at(days: int) -> datetime:
    return NOW + timedelta(days=days)


def form(number: int, due: int, state: str = "planned", open_days: int = 21) -> PlannedForm:
    return PlannedForm(number, f"week{number}", state, at(due), at(due + open_days))


@pytest.mark.parametrize(
    ("forms", "row"),
    [
        ([], 0),
        ([form(1, -30, "missed")], 1),
        ([form(1, -30, "missed"), form(2, -20, "missed")], 2),
        ([form(1, -30, "missed"), form(2, -20, "done"), form(3, -10, "missed")], 1),
        ([form(1, -30, "missed"), form(2, -20, "missed"), form(3, -1)], 2),
        ([form(1, -30, "missed"), form(2, -25)], 2),
        ([form(1, -30, "done")], 0),
    ],
)
def test_unanswered_in_a_row(forms: list[PlannedForm], row: int) -> None:
    assert watched_at(Stand(NOW, tuple(forms)), NOW, ZONE)["unanswered_in_row"].value == row


def test_the_row_keeps_its_cause_as_it_grows() -> None:
    two = (form(1, -30, "missed"), form(2, -25, "missed"))
    three = (*two, form(3, -20, "missed"))
    assert [one.cause for one in crossings([ROW], Stand(NOW, two), NOW, ZONE)] == ["unanswered:1"]
    assert [one.cause for one in crossings([ROW], Stand(NOW, three), NOW, ZONE)] == ["unanswered:1"]


def test_days_are_counted_on_the_wall() -> None:
    active = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)  # half past midnight on the 25th in Oslo, the night of 25 hours
    morning = datetime(2026, 11, 8, 7, 0, tzinfo=UTC)
    assert watched_at(Stand(active, ()), morning, ZONE)["days_inactive"].value == 14


moments = st.integers(-60, 40)
forms = st.builds(
    lambda number, due, state, span: PlannedForm(number, "w", state, at(due), at(due + span)),
    st.integers(1, 50),
    moments,
    st.sampled_from(("planned", "done", "missed")),
    st.integers(0, 30),
)
bookings = st.builds(
    lambda n, s, d: Booked(n, s, at(d)), st.integers(1, 50), st.sampled_from(("attended", "missed")), moments
)


@given(st.integers(-40, 0), st.lists(forms, max_size=6), st.lists(bookings, max_size=5))
def test_the_clock_never_sleeps_past_a_crossing(active: int, planned: list[PlannedForm], booked: list[Booked]) -> None:
    stand = Stand(at(active), tuple(planned), tuple(booked))
    alerts = (INACTIVE, LATE, ROW, MISSED)
    raised = {(one.alert.key, one.cause) for one in crossings(alerts, stand, NOW, ZONE)}
    mornings = [at(day) for day in range(1, LONGEST_SLEEP + 1)]
    wakes = days_to_sleep(alerts, stand, mornings, raised, ZONE)
    for morning in mornings[:wakes]:
        new = {(one.alert.key, one.cause) for one in crossings(alerts, stand, morning, ZONE)} - raised
        assert not new
