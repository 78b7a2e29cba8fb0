"""The referral form as values: what is asked, and what an answer becomes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from varde.kernel.dates import age_on, as_date
from varde.kernel.words import Text
from varde.programmes.values import Programme
from varde.rules.facts import Fact, fits
from varde.testing.house import House, all_samples
from varde.web.shell.forms import Amount, BirthDate, Ticked
from varde.web.shell.referral_form import questions_of

TODAY = date(2026, 9, 21)
LABEL = Text("x", "x", "x")


@pytest.fixture(autouse=True)
def page(house: House) -> object:
    """Sentences are in the language of a page."""
    with house.app.test_request_context("/"):
        yield


@pytest.mark.parametrize("key", sorted(all_samples().all(Programme)))
@pytest.mark.parametrize("clinician", [False, True])
def test_every_fact_about_the_person_is_asked_once_or_known_otherwise(key: str, clinician: bool) -> None:
    programme = all_samples().one(Programme, key)
    asked = [fact.key for question in questions_of(programme, clinician=clinician) for fact in question.facts]
    assert len(asked) == len(set(asked))
    left_out = {fact.key for fact in programme.eligibility.asked} - set(asked)
    known = {
        f.key
        for f in programme.eligibility.asked
        if f.source == "birth_date" or (f.source == "sign_in" and not clinician)
    }
    assert left_out == known | ({"referred"} & {f.key for f in programme.eligibility.asked} if clinician else set())


@pytest.mark.parametrize("key", sorted(all_samples().all(Programme)))
def test_unknown_is_always_a_possible_answer(key: str) -> None:
    for question in questions_of(all_samples().one(Programme, key), clinician=False):
        assert question.kind in ("ticks", "amount") or "unknown" in dict(question.choices)


def test_the_alarm_signs_are_one_list() -> None:
    questions = questions_of(all_samples().one(Programme, "lake"), clinician=False)
    lists = [question for question in questions if question.kind == "ticks"]
    assert [len(question.facts) for question in lists] == [4]


@pytest.mark.parametrize(
    ("ticked", "weight", "blood"),
    [(["none"], False, False), (["weight"], True, False), (["weight", "unsure"], True, None), (["unsure"], None, None)],
)
def test_boxes_become_yes_no_and_unknown(ticked: list[str], weight: bool | None, blood: bool | None) -> None:
    facts = (Fact("weight", "boolean", LABEL), Fact("blood", "boolean", LABEL))
    assert Ticked(facts).check(ticked) == {"weight": weight, "blood": blood}


@pytest.mark.parametrize("ticked", [[], ["none", "weight"], ["something else"]])
def test_boxes_that_contradict_or_say_nothing_are_refused(ticked: list[str]) -> None:
    with pytest.raises(ValidationError):
        Ticked((Fact("weight", "boolean", LABEL),)).check(ticked)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("2026-09-22", "fremtiden"), ("1905-09-21", "120 år"), ("1992-02-30", "finnes ikke"), ("i fjor", "finnes ikke")],
)
def test_an_impossible_date_of_birth_is_refused_with_the_reason(typed: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        BirthDate(TODAY).check(typed)


@given(st.dates(date(1907, 1, 1), TODAY))
def test_a_date_is_read_the_way_it_is_written_here_and_by_browsers(born: date) -> None:
    assert as_date(born.isoformat()) == born
    assert as_date(f"{born.day}.{born.month}.{born.year}") == born
    assert age_on(born, TODAY) >= 0
    assert age_on(born, born + timedelta(days=364)) == 0


@given(st.one_of(st.text(max_size=12), st.floats(allow_nan=True).map(str), st.integers().map(str)))
def test_a_number_that_is_taken_fits_its_fact(typed: str) -> None:
    for fact in (Fact("bmi", "number", LABEL, low=3, high=400), Fact("total", "count", LABEL, low=0, high=27)):
        try:
            value = Amount(fact).check(typed)
        except ValidationError as fault:
            value = None
            message: Any = fault.messages[0]
            said = message.nb
        else:
            said = ""
        assert said.endswith(".") or fits(fact, value)


def test_a_decimal_comma_is_a_decimal_point() -> None:
    assert Amount(Fact("bmi", "number", LABEL, low=3, high=400)).check("27,5") == 27.5
