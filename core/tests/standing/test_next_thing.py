"""What the patient is asked to do next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.standing.next_thing import AgendaForm, Situation, next_thing

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def days(n: float) -> datetime:
    return NOW + timedelta(days=n)


def form(opens: float, due: float, closes: float | None, number: int = 1, *, done: bool = False) -> AgendaForm:
    return AgendaForm(number, days(opens), days(due), None if closes is None else days(closes), done)


def test_she_begins_when_she_has_a_place() -> None:
    assert next_thing(Situation("waiting", step_ahead=True), NOW).kind == "start"


@pytest.mark.parametrize("state", ["referred", "screening"])
def test_somebody_who_has_applied_waits_for_an_answer(state: str) -> None:
    assert next_thing(Situation(state), NOW).kind == "applied"


def test_a_refusal_is_not_the_same_as_leaving() -> None:
    assert next_thing(Situation("discontinued", declined=True), NOW).kind == "declined"
    assert next_thing(Situation("discontinued"), NOW).kind == "left"


def test_one_who_has_left_is_asked_what_is_asked_still() -> None:
    left = next_thing(Situation("discontinued", forms=(form(2, 3, 9), form(-1, 2, 9, 3), form(-1, 1, 9, 2))), NOW)
    assert (left.kind, left.form and left.form.agenda_id, left.or_step) == ("left", 2, False)
    assert next_thing(Situation("discontinued", forms=(form(2, 3, 9),)), NOW).form is None


def test_an_open_questionnaire_comes_before_the_path_and_can_wait() -> None:
    found = next_thing(Situation("active", forms=(form(-1, 3, 20),), step_ahead=True), NOW)
    assert (found.kind, found.or_step) == ("answer", True)


def test_what_she_has_put_off_comes_after_the_path_and_after_what_is_not() -> None:
    later, now = replace(form(-1, 3, 20, 1), put_off=True), form(-1, 9, 20, 2)
    assert next_thing(Situation("active", forms=(later,), step_ahead=True), NOW).kind == "step"
    assert next_thing(Situation("active", forms=(later, now), step_ahead=True), NOW).form is now
    assert next_thing(Situation("active", forms=(later,)), NOW).form is later


def test_a_day_of_a_diary_comes_after_everything_else() -> None:
    day, later, now = (
        replace(form(0, 1, 1, 1), again=True),
        replace(form(-1, 3, 20, 2), put_off=True),
        form(-1, 9, 20, 3),
    )
    assert next_thing(Situation("active", forms=(day,), step_ahead=True), NOW).kind == "step"
    assert next_thing(Situation("active", forms=(day, now), step_ahead=True), NOW).form is now
    assert next_thing(Situation("active", forms=(day, later)), NOW).form is later
    assert next_thing(Situation("active", forms=(day,)), NOW).form is day


def test_the_one_that_is_due_first_comes_first() -> None:
    late, soon = form(-9, 5, 20, 1), form(-2, 2, 9, 2)
    assert next_thing(Situation("active", forms=(late, soon)), NOW).form is soon


@pytest.mark.parametrize(
    "closed", [form(1, 3, 20), form(-40, -20, -1), form(-5, -1, 20, done=True)], ids=["not yet", "over", "handed in"]
)
def test_a_questionnaire_outside_its_window_is_not_asked_for(closed: AgendaForm) -> None:
    assert next_thing(Situation("active", forms=(closed,), step_ahead=True), NOW).kind == "step"


def test_the_last_second_of_the_window_is_inside_it() -> None:
    assert form(-5, -1, 0).is_open(NOW)
    assert form(0, 1, None).is_open(NOW)


def test_with_everything_done_she_rests() -> None:
    assert next_thing(Situation("active"), NOW).kind == "rest"


def test_when_the_access_is_over_the_path_is_not_offered_but_the_last_questionnaire_is() -> None:
    over = Situation("active", access_until=days(-1), step_ahead=True)
    assert next_thing(over, NOW).kind == "over"
    asked = next_thing(Situation("active", access_until=days(-1), forms=(form(-1, 1, 9),), step_ahead=True), NOW)
    assert (asked.kind, asked.or_step) == ("answer", False)


def test_one_who_has_finished_still_answers_the_follow_up() -> None:
    assert next_thing(Situation("completed", forms=(form(-1, 1, 9),)), NOW).kind == "answer"
    assert next_thing(Situation("completed"), NOW).kind == "finished"


@given(
    state=st.sampled_from(["referred", "screening", "waiting", "active", "paused", "completed", "discontinued"]),
    declined=st.booleans(),
    step=st.booleans(),
    access=st.none() | st.integers(-9, 9),
    windows=st.lists(st.tuples(st.integers(-30, 30), st.integers(0, 30), st.booleans()), max_size=5),
)
def test_there_is_always_one_thing_and_nothing_is_asked_in_a_pause(
    state: str, declined: bool, step: bool, access: int | None, windows: list[tuple[int, int, bool]]
) -> None:
    forms = tuple(form(o, o + w, o + 2 * w, n, done=d) for n, (o, w, d) in enumerate(windows))
    until = None if access is None else days(access)
    found = next_thing(Situation(state, declined, until, forms, step), NOW)
    assert found.form is not None or found.kind != "answer"
    if found.form:
        assert (found.kind, state) in (("answer", "active"), ("answer", "completed"), ("left", "discontinued"))
        assert found.form.is_open(NOW)
    if found.kind == "step" or found.or_step:
        assert step
        assert until is None or until >= NOW


def test_nothing_is_asked_in_a_pause() -> None:
    assert next_thing(Situation("paused", forms=(form(-1, 1, 9),), step_ahead=True), NOW).kind == "paused"


@pytest.mark.parametrize(("until", "kind"), [(1.0, "step"), (0.0, "step"), (-0.001, "over")])
def test_access_lasts_to_its_last_moment(until: float, kind: str) -> None:
    assert next_thing(Situation("active", access_until=days(until), step_ahead=True), NOW).kind == kind
