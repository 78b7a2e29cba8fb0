"""An answer is corrected, and its occasion follows: more is asked inside its own window, and nothing that was answered is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from varde.alerts.service import alerts_of
from varde.assessments.errors import AlreadyAnswered, WindowClosed
from varde.assessments.models import Response
from varde.assessments.reopening import AskedNow
from varde.caseload.models import CaseloadRow
from varde.enrolments.exits import Leaving, end
from varde.enrolments.service import pause, resume
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.notifications.models import Delivery
from varde.programmes.values import Programme
from varde.scheduling.agenda import tick

from .conftest import Patient, lowest
from .corrected import fix

FEW, MANY = {"q1": 1, "q2": 1, "q3": 1}, {"q1": 2, "q2": 2, "q3": 1}
"""AUDIT-C in all 3, and 5: from 4 the whole AUDIT is asked too."""
AUDIT = "audit"


def answered(patient: Patient, occasion: str, audit_c: dict[str, int], *, but: tuple[str, ...] = ()) -> int:
    """Everything asked there, but for these; the id of the AUDIT-C."""
    response_id = patient.submit(occasion, "audit-c", audit_c).id
    patient.finish(occasion, but=but)
    return response_id


def stands(patient: Patient, occasion: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The state on the agenda, what is left to answer, and which of the two about alcohol are handed in."""
    asked, left = patient.asked(occasion)
    return patient.item(occasion).state, left, tuple(key for key in asked if "audit" in key and key not in left)


# --- more is asked


def test_it_is_opened_again_with_its_own_window(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", FEW)
    before = vidar.item("start")
    assert stands(vidar, "start") == ("done", (), ("audit-c",))
    vidar.days(2)
    corrected = fix(vidar, audit_c, MANY)
    after = vidar.item("start")
    assert stands(vidar, "start") == ("planned", (AUDIT,), ("audit-c",))
    assert (after.opens_at, after.due_at, after.closes_at) == (before.opens_at, before.due_at, before.closes_at)
    assert after.done_at is None
    assert corrected == (AskedNow("start", (AUDIT,), "reopened", before.closes_at),)
    vidar.finish("start")
    assert stands(vidar, "start") == ("done", (), ("audit-c", AUDIT))


def test_she_hears_of_it_once_and_then_at_the_reminders_that_are_left(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", FEW)
    vidar.days(1)
    fix(vidar, audit_c, MANY)
    tick(vidar.house.platform)
    assert told_of_start(vidar) == []
    vidar.days(13)
    assert told_of_start(vidar) == ["reminder", "reminder"]
    vidar.finish("start")
    vidar.days(10)
    assert told_of_start(vidar) == ["reminder", "reminder"]


def told_of_start(patient: Patient) -> list[str]:
    path = f"/skjema/{patient.item('start').id}"
    with patient.house.work() as work:
        return list(work.session.scalars(select(Delivery.notice).where(Delivery.path == path).order_by(Delivery.id)))


def test_one_that_is_late_is_late_again(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", FEW)
    due = vidar.item("start").due_at
    vidar.days((due - vidar.house.clock.now()).days + 2)
    assert overdue(vidar) is False
    fix(vidar, audit_c, MANY)
    tick(vidar.house.platform)
    assert overdue(vidar) is True
    vidar.finish("start")
    assert overdue(vidar) is False


def overdue(patient: Patient) -> bool:
    with patient.house.work() as work:
        return work.session.get_one(CaseloadRow, patient.enrolment_id).overdue_since is not None


def past_window(patient: Patient, occasion: str) -> None:
    closes_at = patient.item(occasion).closes_at
    assert closes_at is not None
    patient.days((closes_at - patient.house.clock.now()).days + 1)


def test_it_is_not_opened_when_its_window_is_over(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", FEW)
    past_window(vidar, "start")
    (asked,) = fix(vidar, audit_c, MANY)
    assert (asked.instruments, asked.outcome) == ((AUDIT,), "closed")
    assert stands(vidar, "start") == ("done", (AUDIT,), ("audit-c",))
    with pytest.raises(AlreadyAnswered):
        vidar.submit("start", AUDIT, {})


def test_one_that_is_open_asks_for_more(vidar: Patient) -> None:
    audit_c = vidar.submit("start", "audit-c", FEW).id
    left = vidar.asked("start")[1]
    (asked,) = fix(vidar, audit_c, MANY)
    assert (asked.instruments, asked.outcome) == ((AUDIT,), "open")
    assert stands(vidar, "start") == ("planned", (*left, AUDIT), ("audit-c",))


def test_one_that_was_missed_stays_missed(vidar: Patient) -> None:
    audit_c = vidar.submit("start", "audit-c", FEW).id
    past_window(vidar, "start")
    assert vidar.item("start").state == "missed"
    (asked,) = fix(vidar, audit_c, MANY)
    assert (asked.outcome, vidar.item("start").state) == ("closed", "missed")


def test_an_answer_that_is_added_calls_for_more_too(vidar: Patient) -> None:
    """AUDIT-C is not scored while an item has no answer, so nobody knows that the whole is to be asked."""
    audit_c = answered(vidar, "start", {"q1": 2, "q2": 2})
    assert stands(vidar, "start") == ("done", (), ("audit-c",))
    fix(vidar, audit_c, MANY)
    assert stands(vidar, "start") == ("planned", (AUDIT,), ("audit-c",))


# --- in a pause, and after the end


def test_in_a_pause_it_waits_and_opens_with_the_others(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", FEW)
    before = vidar.item("start")
    vidar.days(1)
    vidar.change(pause)
    past_window(vidar, "start")
    (asked,) = fix(vidar, audit_c, MANY)
    assert (asked.outcome, vidar.item("start").state, vidar.item("start").reason) == ("held", "cancelled", "paused")
    paused = (vidar.house.clock.now().date() - before.opens_at.date()).days - 1
    vidar.change(resume)
    after = vidar.item("start")
    assert before.closes_at is not None
    assert after.closes_at is not None
    assert ((after.closes_at - before.closes_at).days, after.state) == (paused, "planned")
    vidar.finish("start")
    assert stands(vidar, "start") == ("done", (), ("audit-c", AUDIT))


def test_a_window_that_was_over_before_the_pause_is_not_opened_by_it(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", FEW)
    past_window(vidar, "start")
    vidar.change(pause)
    (asked,) = fix(vidar, audit_c, MANY)
    vidar.change(resume)
    assert (asked.outcome, vidar.item("start").state) == ("closed", "done")


def test_one_that_the_pause_holds_asks_for_more_when_it_comes_back(vidar: Patient) -> None:
    audit_c = vidar.submit("start", "audit-c", FEW).id
    vidar.change(pause)
    (asked,) = fix(vidar, audit_c, MANY)
    vidar.change(resume)
    assert (asked.outcome, AUDIT in vidar.asked("start")[1]) == ("held", True)


ENDS: dict[str, tuple[str, Leaving | None, str]] = {
    "completed": ("completed", None, "reopened"),
    "completed, and wants no more forms": ("completed", Leaving(willing=False), "closed"),
    "left": ("withdrawn", None, "reopened"),
    "moved": ("moved_clinic", None, "closed"),
    "no more contact": ("refuses", None, "closed"),
    "died": ("died", None, "closed"),
}


@pytest.mark.parametrize(("reason", "how", "outcome"), ENDS.values(), ids=ENDS)
def test_after_the_end_it_is_opened_when_that_end_asks_for_it(
    vidar: Patient, reason: str, how: Leaving | None, outcome: str
) -> None:
    audit_c = at_the_end(vidar)
    leave(vidar, reason, how)
    (asked,) = fix(vidar, audit_c, MANY)
    assert (asked.outcome, vidar.item("12w").state) == (outcome, "planned" if outcome == "reopened" else "done")


def test_after_the_end_it_is_not_opened_when_she_has_begun_anew(vidar: Patient) -> None:
    audit_c = at_the_end(vidar)
    leave(vidar, "completed")
    with vidar.house.work() as work:
        maren = work.session.get_one(Person, vidar.therapist.person_id)
    vidar.house.enrolled(vidar.person, maren, "village")
    (asked,) = fix(vidar, audit_c, MANY)
    assert (asked.outcome, vidar.item("12w").state) == ("closed", "done")


def test_an_occasion_that_no_end_asks_for_is_not_opened_after_it(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", FEW)
    leave(vidar, "completed")
    (asked,) = fix(vidar, audit_c, MANY)
    assert (asked.outcome, vidar.item("start").state) == ("closed", "done")


def at_the_end(patient: Patient) -> int:
    """The occasion at twelve weeks, which is asked after an end, asks about alcohol as the start does, and is answered."""
    catalogue = patient.house.platform.catalogue
    programme = catalogue.one(Programme, "village")
    start = programme.occasions[0]
    occasions = tuple(
        replace(one, instruments=start.instruments, conditions=start.conditions) if one.key == "12w" else one
        for one in programme.occasions
    )
    patient.house.platform.catalogue = catalogue.with_values(Programme, [replace(programme, occasions=occasions)])
    opens = patient.item("12w").opens_at
    patient.days((opens - patient.house.clock.now()).days + 1)
    return answered(patient, "12w", FEW)


def leave(patient: Patient, reason: str, how: Leaving | None = None) -> None:
    with patient.house.work() as work:
        end(work, patient.therapist.person_id, patient.enrolment(work), reason, how)


# --- less is asked


def test_what_is_no_longer_asked_stays_as_it_was_answered(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", MANY, but=(AUDIT,))
    audit = vidar.submit("start", AUDIT, {**lowest_of(vidar, AUDIT), "q1": 4, "q2": 4, "q3": 4}).id
    with vidar.house.work() as work:
        before = version(work.session.get_one(Response, audit))
        alerts = [view.row.id for view in alerts_of(work, vidar.enrolment_id)]
    assert fix(vidar, audit_c, FEW) == ()
    assert stands(vidar, "start") == ("done", (), ("audit-c", AUDIT))
    with vidar.house.work() as work:
        assert version(work.session.get_one(Response, audit)) == before
        assert [view.row.id for view in alerts_of(work, vidar.enrolment_id)] == alerts


def lowest_of(patient: Patient, key: str) -> dict[str, Any]:
    with patient.house.work() as work:
        return dict(lowest(work.catalogue.one(Instrument, key)))


def version(response: Response) -> tuple[Any, ...]:
    return response.answers, response.total, response.band, response.edition, response.corrected_at


@pytest.mark.parametrize("corrected", [FEW, {"q1": 2, "q2": 2}], ids=["under the limit", "not scored any more"])
def test_an_occasion_that_waits_for_what_is_no_longer_asked_is_done(vidar: Patient, corrected: dict[str, int]) -> None:
    audit_c = answered(vidar, "start", MANY, but=(AUDIT,))
    assert stands(vidar, "start") == ("planned", (AUDIT,), ("audit-c",))
    assert fix(vidar, audit_c, corrected) == ()
    assert stands(vidar, "start") == ("done", (), ("audit-c",))


def test_one_that_was_missed_for_it_is_done_when_it_was_answered(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", MANY, but=(AUDIT,))
    with vidar.house.work() as work:
        mine = select(Response.submitted_at).where(Response.enrolment_id == vidar.enrolment_id)
        last = max(at for at in work.session.scalars(mine) if at is not None)
    past_window(vidar, "start")
    assert vidar.item("start").state == "missed"
    fix(vidar, audit_c, FEW)
    assert (vidar.item("start").state, vidar.item("start").done_at) == ("done", last)


def test_a_draft_of_what_is_no_longer_asked_is_in_nobodys_way(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", FEW)
    fix(vidar, audit_c, MANY)
    vidar.draft("start", AUDIT, {"q1": 2})
    fix(vidar, audit_c, FEW)
    assert stands(vidar, "start") == ("done", (), ("audit-c",))
    fix(vidar, audit_c, MANY)
    assert stands(vidar, "start") == ("planned", (AUDIT,), ("audit-c",))


def test_back_and_forth_ends_as_it_began(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", FEW)
    done_at = vidar.item("start").done_at
    fix(vidar, audit_c, MANY)
    fix(vidar, audit_c, FEW)
    assert (vidar.item("start").state, vidar.item("start").done_at) == ("done", done_at)


# --- and nothing else moves


def test_a_correction_that_calls_for_nothing_leaves_every_occasion(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", FEW)
    before = agenda(vidar)
    assert fix(vidar, audit_c, {**FEW, "q2": 0}) == ()
    assert agenda(vidar) == before


def agenda(patient: Patient) -> list[tuple[Any, ...]]:
    keys = ("start", "week-1", "12w", "6m")
    return [
        (item.id, item.state, item.act_at, item.done_at, item.details) for key in keys for item in patient.items(key)
    ]


def test_an_instrument_that_the_programme_has_added_since_is_not_asked_by_a_correction(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", FEW)
    catalogue = vidar.house.platform.catalogue
    programme = catalogue.one(Programme, "village")
    start = replace(programme.occasions[0], instruments=(*programme.occasions[0].instruments, "phq-9"))
    programme = replace(programme, occasions=(start, *programme.occasions[1:]))
    vidar.house.platform.catalogue = catalogue.with_values(Programme, [programme])
    assert fix(vidar, audit_c, {**FEW, "q2": 0}) == ()
    assert vidar.item("start").state == "done"
    (asked,) = fix(vidar, audit_c, MANY)
    assert asked.instruments == (AUDIT,)


def test_what_was_answered_in_time_is_refused_afterwards(vidar: Patient) -> None:
    audit_c = answered(vidar, "start", FEW)
    fix(vidar, audit_c, MANY)
    closes_at = vidar.item("start").closes_at
    assert closes_at is not None
    vidar.house.clock.move(days=(closes_at - vidar.house.clock.now()).days + 1)
    with pytest.raises(WindowClosed):
        vidar.submit("start", AUDIT, lowest_of(vidar, AUDIT))
    tick(vidar.house.platform)
    assert vidar.item("start").state == "missed"
