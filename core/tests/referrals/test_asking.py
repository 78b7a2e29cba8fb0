"""Asking for more before the answer: of whom, for what, by when; what comes of it; and what each of the two has said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from varde.alerts.service import alerts_of
from varde.enrolments.errors import WrongState
from varde.enrolments.models import Enrolment, EnrolmentEvent
from varde.enrolments.service import referral_of
from varde.identity.models import Person
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.plugin.fitting import fitting_facts
from varde.referrals.answers import Sides, differing, merged, sides_of
from varde.referrals.asking import answer_more, answers_of, ask_more, askable, asked_about, open_asked
from varde.referrals.errors import AnswerDay, AnswerNeeded, NobodyToAsk, NotAskedNow, WhatNeeded
from varde.referrals.service import decide, refer
from varde.testing.house import House, all_samples, make_house, sqlite_url
from varde.testing.referrers import health_professional

IN_THREE_DAYS = date(2026, 9, 24)


@dataclass
class Way:
    """A referral that waits, a therapist and a GP."""

    house: House
    therapist: Person
    gp: Person
    patient: Person
    enrolment_id: int

    def ask(self, work: Work, of: str = "referrer", facts: tuple[str, ...] = ("has_map",), **more: Any) -> Any:
        about = {"day": IN_THREE_DAYS, "question": "", **more}
        actor = self.house.actor(self.therapist, ("therapist", self.house.clinic))
        return ask_more(work, actor, self.enrolment(work), of, facts, about["day"], about["question"])

    def enrolment(self, work: Work) -> Enrolment:
        return work.session.get_one(Enrolment, self.enrolment_id)

    def told(self) -> list[tuple[int | None, str, str]]:
        with self.house.work() as work:
            rows = work.session.scalars(
                select(Delivery).where(Delivery.key.like("more:%") | Delivery.key.like("answered:%"))
            )
            return [(row.person_id, row.notice, row.path) for row in rows]


def way(folder: Path, source: str, **changes: Any) -> Way:
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    therapist = house.person("Maren", "Aas", ("therapist", house.clinic))
    gp, patient = health_professional(house, "Hanne", "Løvås", "doctor"), house.person("Jonas", "Aker")
    programme = house.programme("lake")
    with house.work() as work:
        enrolment, _ = refer(
            work,
            patient,
            house.clinic,
            programme,
            {**fitting_facts(programme), **changes},
            source=source,
            referred_by_id=gp.id if source == "clinician" else None,
        )
    return Way(house, therapist, gp, patient, enrolment.id)


@pytest.fixture
def by_gp(tmp_path: Path) -> Way:
    return way(tmp_path, "clinician", has_map=None)


@pytest.fixture
def by_herself(tmp_path: Path) -> Way:
    return way(tmp_path, "self", has_map=None)


def test_what_the_sample_asks(by_gp: Way) -> None:
    """What the tests below ask for is there to be asked for, and what sign-in and birth tell is not."""
    keys = [fact.key for fact in askable(by_gp.house.programme("lake"))]
    assert "has_map" in keys
    assert not {"age", "assurance", "referred"} & set(keys)


def test_the_referrer_is_asked_and_answers(by_gp: Way) -> None:
    with by_gp.house.work() as work:
        assert referral_of(work, by_gp.enrolment_id).outcome == "incomplete"
        by_gp.ask(work, question="Vi må vite om hun har kart.")
    with by_gp.house.work() as work:
        (view,) = asked_about(work, by_gp.enrolment_id)
        assert (view.of, view.facts, view.question, view.by) == (
            "referrer",
            ("has_map",),
            "Vi må vite om hun har kart.",
            "Maren Aas",
        )
        assert open_asked(work, by_gp.enrolment(work), "patient") is None
        answer_more(work, by_gp.gp.id, by_gp.enrolment(work), "referrer", {"has_map": True}, "Sjekket i dag.")
    with by_gp.house.work() as work:
        (view,) = asked_about(work, by_gp.enrolment_id)
        assert (view.answers, view.filled, view.answer) == ({"has_map": True}, ("has_map",), "Sjekket i dag.")
        assert open_asked(work, by_gp.enrolment(work), "referrer") is None
        referral = referral_of(work, by_gp.enrolment_id)
        assert (referral.facts["has_map"], referral.outcome, by_gp.enrolment(work).state) == (
            True,
            "eligible",
            "referred",
        )
        kinds = list(work.session.scalars(select(EnrolmentEvent.kind).order_by(EnrolmentEvent.id)))
        assert kinds == ["referred", "more_asked", "more_answered"]
    assert by_gp.told() == [
        (by_gp.gp.id, "more", "/henvis"),
        (by_gp.therapist.id, "list", f"/henvisning/{by_gp.enrolment_id}"),
    ]


def test_the_patient_is_asked_and_answers(by_herself: Way) -> None:
    with by_herself.house.work() as work:
        by_herself.ask(work, of="patient")
        answer_more(work, by_herself.patient.id, by_herself.enrolment(work), "patient", {"has_map": True}, "")
        assert referral_of(work, by_herself.enrolment_id).outcome == "eligible"
    assert by_herself.told()[0] == (by_herself.patient.id, "more", f"/pamelding/{by_herself.enrolment_id}/mottatt")


def test_two_who_disagree_are_for_a_clinician(tmp_path: Path) -> None:
    """The GP said that there is no fog; she says that there is. Both stand, and nobody is eligible by a machine."""
    both = way(tmp_path, "clinician")
    with both.house.work() as work:
        assert referral_of(work, both.enrolment_id).outcome == "eligible"
        both.ask(work, of="patient", facts=("alarm_fog",))
        answer_more(work, both.patient.id, both.enrolment(work), "patient", {"alarm_fog": True}, "")
        referral = referral_of(work, both.enrolment_id)
        assert (referral.facts["alarm_fog"], referral.outcome) == (False, "review")
        assert referral.because == ["alarm_fog"]
        assert both.enrolment(work).state == "screening"
        assert answers_of(asked_about(work, both.enrolment_id), "patient") == {"alarm_fog": True}


def test_a_new_question_takes_the_place_of_the_old(by_gp: Way) -> None:
    with by_gp.house.work() as work:
        first = by_gp.ask(work).id
        second = by_gp.ask(work, of="patient").id
        views = {view.id: view for view in asked_about(work, by_gp.enrolment_id)}
        assert (views[first].ended_at is None, views[first].answered_at) == (False, None)
        assert open_asked(work, by_gp.enrolment(work), "patient") == views[second]
        with pytest.raises(NotAskedNow):
            answer_more(work, by_gp.gp.id, by_gp.enrolment(work), "referrer", {"has_map": True}, "")


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"of": "neighbour"}, NobodyToAsk),
        ({"of": ""}, NobodyToAsk),
        ({"facts": ()}, WhatNeeded),
        ({"facts": ("age", "no-such-fact"), "question": "hm"}, WhatNeeded),
        ({"day": None}, AnswerDay),
        ({"day": date(2026, 9, 21)}, AnswerDay),
        ({"day": date(2026, 10, 6)}, AnswerDay),
    ],
)
def test_what_cannot_be_asked(by_gp: Way, asked: dict[str, Any], fault: type[BadInput]) -> None:
    with by_gp.house.work() as work, pytest.raises(fault):
        by_gp.ask(work, **asked)
    with by_gp.house.work() as work:
        assert asked_about(work, by_gp.enrolment_id) == []


def test_the_last_day_that_may_be_asked_for(by_gp: Way) -> None:
    with by_gp.house.work() as work:
        assert by_gp.ask(work, day=date(2026, 10, 5)).answer_by == date(2026, 10, 5)


def test_nobody_referred_who_could_be_asked(by_herself: Way) -> None:
    with by_herself.house.work() as work, pytest.raises(NobodyToAsk):
        by_herself.ask(work, of="referrer")


def test_no_answer_is_none(by_gp: Way) -> None:
    with by_gp.house.work() as work:
        by_gp.ask(work)
        for nothing in ({}, {"has_map": None}):
            with pytest.raises(AnswerNeeded):
                answer_more(work, by_gp.gp.id, by_gp.enrolment(work), "referrer", nothing, "  ")
        with pytest.raises(BadInput):
            answer_more(work, by_gp.gp.id, by_gp.enrolment(work), "referrer", {"has_map": "perhaps"}, "")
        row = answer_more(work, by_gp.gp.id, by_gp.enrolment(work), "referrer", {"age": 12}, "Vet ikke.")
        assert (row.answers, referral_of(work, by_gp.enrolment_id).facts["age"] != 12) == ({}, True)


def test_a_decision_ends_the_question(by_gp: Way) -> None:
    with by_gp.house.work() as work:
        by_gp.ask(work)
        actor = by_gp.house.actor(by_gp.therapist, ("therapist", by_gp.house.clinic))
        decide(work, actor, by_gp.enrolment(work), accept=True, track=None)
        assert open_asked(work, by_gp.enrolment(work), "referrer") is None
        with pytest.raises(NotAskedNow):
            answer_more(work, by_gp.gp.id, by_gp.enrolment(work), "referrer", {"has_map": True}, "")
        with pytest.raises(WrongState):
            by_gp.ask(work)


def test_the_time_limit_runs_on(by_gp: Way) -> None:
    with by_gp.house.work() as work:
        before = referral_of(work, by_gp.enrolment_id).answer_by
        by_gp.ask(work)
        by_gp.house.clock.move(days=2)
        assert referral_of(work, by_gp.enrolment_id).answer_by == before
        (view,) = asked_about(work, by_gp.enrolment_id)
        assert [view.is_late(IN_THREE_DAYS + timedelta(days=n)) for n in (0, 1)] == [False, True]


def test_danger_in_an_answer_is_told_at_once_whatever_the_other_said(tmp_path: Path) -> None:
    ridge = way(tmp_path, "clinician")
    programme = ridge.house.programme("ridge")
    with ridge.house.work() as work:
        facts = fitting_facts(programme)
        enrolment, _ = refer(
            work, ridge.patient, ridge.house.clinic, programme, facts, source="clinician", referred_by_id=ridge.gp.id
        )
        ridge.enrolment_id = enrolment.id
        asked = next(fact for fact in askable(programme) if fact.item)
        ridge.ask(work, of="patient", facts=(asked.key,))
        answer_more(work, ridge.patient.id, enrolment, "patient", {asked.key: 3}, "")
    with ridge.house.work() as work:
        assert [view.row.cause.startswith("referral:more:") for view in alerts_of(work, enrolment.id)] == [True]


# --- two sides, as plain values


def test_what_is_merged() -> None:
    known = {"a": True, "b": None}
    assert merged(known, {"a": False, "b": 1, "c": None}, own=True) == ({"a": False, "b": 1}, frozenset({"b"}))
    assert merged(known, {"a": False, "b": 1, "c": 2}, own=False) == (
        {"a": True, "b": 1, "c": 2},
        frozenset({"b", "c"}),
    )


def test_what_differs() -> None:
    assert differing({"a": True, "b": None, "c": 2}, {"a": False, "b": 1, "c": 2, "d": 3}) == {"a"}


def test_who_said_what() -> None:
    facts = {"a": True, "b": 1, "c": None}
    by_gp = sides_of(facts, by_clinician=True, filled=["b"], patient={"a": False, "b": 1}, referrer={})
    assert by_gp == Sides({"a": False, "b": 1}, {"a": True})
    assert (by_gp.both, by_gp.apart) == (True, {"a"})
    alone = sides_of(facts, by_clinician=False, filled=[], patient={}, referrer={})
    assert alone == Sides({"a": True, "b": 1}, {})
    assert (alone.both, alone.apart) == (False, frozenset())
