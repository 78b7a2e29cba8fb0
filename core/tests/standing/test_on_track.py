"""Who is on track: nobody in danger, worse or unanswered. The table is written by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from varde.caseload.models import ON_TRACK, PLANNED
from varde.standing.on_track import REASONS, WAITING, Causes, first_reason, reasons_to_list

NOTHING = Causes()
# cause | the alert about it | a plan | what she stands as
TABLE = [
    ("nothing", "none", "no", "on_track"),
    ("nothing", "none", "holds", "on_track"),  # a plan for nobody who is worse says nothing
    ("nothing", "open", "no", "deterioration"),
    ("nothing", "open", "holds", "deterioration"),
    ("danger", "open", "no", "risk"),
    ("danger", "open", "holds", "risk"),
    ("danger", "closed", "no", "on_track"),  # somebody has looked, and written what was done
    ("danger", "closed", "holds", "on_track"),
    ("worse", "open", "no", "deterioration"),
    ("worse", "open", "holds", "deterioration"),
    ("worse", "closed", "no", "worse"),
    ("worse", "closed", "holds", "plan"),
    ("worse", "none", "no", "worse"),
    ("worse", "none", "holds", "plan"),
    ("message", "none", "no", "unanswered"),
    ("message", "none", "holds", "unanswered"),
    ("message", "open", "no", "unanswered"),
    ("message", "open", "holds", "unanswered"),
    ("exercise", "none", "no", "exercise"),
    ("exercise", "none", "holds", "exercise"),
    ("exercise", "open", "no", "deterioration"),
    ("exercise", "open", "holds", "deterioration"),
    ("referral", "none", "no", "referral"),
    ("overdue", "none", "no", "overdue"),
    ("overdue", "none", "holds", "overdue"),
    ("overdue", "open", "no", "deterioration"),
    ("silent", "none", "no", "inactive"),
    ("silent", "none", "holds", "inactive"),
    ("silent", "open", "no", "deterioration"),
    ("worse, danger", "open", "holds", "risk"),
    ("worse, message", "closed", "holds", "unanswered"),
    ("worse, exercise", "closed", "no", "worse"),
    ("worse, exercise", "closed", "holds", "exercise"),
    ("worse, overdue", "closed", "no", "worse"),
    ("worse, overdue", "closed", "holds", "overdue"),
    ("worse, silent", "closed", "holds", "inactive"),
]


def causes(said: str, alert: str, plan: str) -> Causes:
    names = set(said.split(", ")) - {"nothing"}
    danger, is_open = "danger" in names, alert == "open"
    stands = Causes(danger=danger and is_open, alert=is_open and not danger, plan=plan == "holds")
    return replace(stands, **dict.fromkeys(names - {"danger"}, True))


@pytest.mark.parametrize(("said", "alert", "plan", "reason"), TABLE)
def test_why_she_stands_where_she_stands(said: str, alert: str, plan: str, reason: str) -> None:
    assert first_reason(reasons_to_list(causes(said, alert, plan))) == reason


EVERY = [Causes(*each) for each in product((False, True), repeat=9)]


def test_nobody_who_is_in_danger_worse_or_unanswered_is_on_track() -> None:
    for each in EVERY:
        on_track = first_reason(reasons_to_list(each)) == "on_track"
        needs = each.danger or each.alert or each.worse or each.message or each.exercise
        assert not (on_track and needs), each
        assert on_track is not (needs or each.referral or each.overdue or each.silent), each


def test_a_plan_closes_a_deterioration_and_nothing_else() -> None:
    for each in EVERY:
        planned = reasons_to_list(replace(each, plan=True))
        assert planned - {"plan"} == reasons_to_list(replace(each, plan=False)) - {"worse"}
        assert "worse" not in planned
        assert ("plan" in planned) is each.worse


def test_the_reasons_that_wait_are_all_but_the_plan() -> None:
    assert {*REASONS} - {*WAITING} == {"plan"}
    assert (PLANNED, ON_TRACK) == (9, 10)
