"""Why a module is closed: what the patient reads, and the day it opens by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.programmes.release import (
    DAYS,
    OPENED,
    Lock,
    Names,
    at_start,
    completed,
    days_since_start,
    opened_by_therapist,
    why_locked,
)
from varde.rules.language import Rule, all_of, any_of, evaluate, is_true, not_

START = date(2026, 9, 21)
MAREN = Names("Maren", {"one": 1, "two": 2, "three": 3})
NONE_DONE: dict[str, object] = {
    "completed:one": False,
    "completed:two": False,
    "completed:three": False,
    OPENED: False,
    DAYS: 56,
}

TIME_OR_MAREN = any_of(days_since_start(70), opened_by_therapist())
AFTER_ONE = any_of(all_of(completed("one"), days_since_start(70)), opened_by_therapist())


@pytest.mark.parametrize(
    ("rule", "language", "sentence"),
    [
        (TIME_OR_MAREN, "nb", "Åpner 30. november, eller når Maren åpner den"),
        (TIME_OR_MAREN, "nn", "Opnar 30. november, eller når Maren opnar han"),
        (TIME_OR_MAREN, "en", "Opens 30 November, or when Maren opens it"),
        (completed("one"), "nb", "Åpner når du er ferdig med modul 1"),
        (completed("one"), "nn", "Opnar når du er ferdig med modul 1"),
        (completed("one"), "en", "Opens when you have finished module 1"),
        (all_of(*map(completed, ["one", "two", "three"])), "nb", "Åpner når du er ferdig med modul 1, 2 og 3"),
        (AFTER_ONE, "nb", "Åpner når du er ferdig med modul 1, tidligst 30. november, eller når Maren åpner den"),
        (days_since_start(105), "nb", "Åpner 4. januar 2027"),
        (not_(at_start()), "nb", "Ikke åpen for deg nå"),
    ],
)
def test_the_sentence(rule: Rule, language: str, sentence: str) -> None:
    lock = why_locked(rule, NONE_DONE, START, MAREN, language)
    assert lock is not None
    assert lock.sentence == sentence


def test_the_day_is_given_when_time_alone_opens_it() -> None:
    assert why_locked(TIME_OR_MAREN, NONE_DONE, START, MAREN) == Lock(
        "Åpner 30. november, eller når Maren åpner den", date(2026, 11, 30)
    )
    waiting = why_locked(AFTER_ONE, NONE_DONE, START, MAREN)
    assert waiting is not None
    assert waiting.opens_on is None
    done = why_locked(AFTER_ONE, NONE_DONE | {"completed:one": True}, START, MAREN)
    assert done == Lock("Åpner 30. november, eller når Maren åpner den", date(2026, 11, 30))


def test_an_open_module_has_no_lock_and_a_therapist_without_a_name_is_yours() -> None:
    assert why_locked(at_start(), NONE_DONE, START, MAREN) is None
    lock = why_locked(opened_by_therapist(), NONE_DONE, START, Names(None))
    assert lock == Lock("Åpner når behandleren din åpner den", None)


def test_a_way_that_only_asks_more_is_not_said() -> None:
    rule = any_of(days_since_start(70), all_of(days_since_start(80), completed("one")), days_since_start(90))
    lock = why_locked(rule, NONE_DONE, START, MAREN)
    assert lock == Lock("Åpner 30. november", date(2026, 11, 30))


def test_a_condition_that_is_not_met_leaves_the_other_ways() -> None:
    rule = any_of(all_of(days_since_start(70), not_(is_true("pregnant"))), opened_by_therapist())
    for answer in (True, None):
        lock = why_locked(rule, NONE_DONE | {"pregnant": answer}, START, MAREN)
        assert lock == Lock("Åpner når Maren åpner den", None)
    lock = why_locked(rule, NONE_DONE | {"pregnant": False}, START, MAREN)
    assert lock is not None
    assert lock.opens_on == date(2026, 11, 30)


ATOMS = st.one_of(
    st.sampled_from(["one", "two", "three"]).map(completed),
    st.integers(0, 180).map(days_since_start),
    st.just(opened_by_therapist()),
)
RULES = st.recursive(
    ATOMS,
    lambda parts: st.lists(parts, min_size=1, max_size=3).flatmap(
        lambda some: st.sampled_from([all_of(*some), any_of(*some)])
    ),
    max_leaves=6,
)
PROGRESS = st.fixed_dictionaries(
    {
        "completed:one": st.booleans(),
        "completed:two": st.booleans(),
        "completed:three": st.booleans(),
        OPENED: st.booleans(),
        DAYS: st.integers(0, 180),
    }
)


@given(RULES, PROGRESS)
def test_the_module_opens_on_the_day_it_says_and_not_before(rule: Rule, progress: dict[str, object]) -> None:
    lock = why_locked(rule, progress, START, MAREN)
    assert (lock is None) is (evaluate(rule, progress) is True)
    if lock is None:
        return
    assert lock.sentence.startswith("Åpner ")
    days = [n for n in range(int(str(progress[DAYS])), 181) if evaluate(rule, progress | {DAYS: n})]
    assert lock.opens_on == (START + timedelta(days=days[0]) if days else None)
