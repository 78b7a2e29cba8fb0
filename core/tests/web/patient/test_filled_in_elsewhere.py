"""One questionnaire in two windows, or with two people: no answer is lost, and none is changed unseen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from varde.assessments.form_pages import page_with, pages_of
from varde.assessments.merging import merge, read_base, write_base
from varde.identity.models import Person
from varde.instruments.values import Instrument, Item
from varde.kernel.words import Text
from varde.testing.house import House, all_samples, token

from .conftest import Patient, hidden, words
from .sheets import everything, first, responses

HEAVY = "Du skal slippe å være alene med dette"
SENTENCE = "Skjemaet er også fylt ut et annet sted: trykk på knappen nederst for å se over svarene."


@pytest.fixture
def emma(enrol: Callable[..., Patient]) -> Patient:
    return enrol("Emma", "ridge", "north")


@pytest.fixture
def address(emma: Patient) -> str:
    """PHQ-9, all on one page."""
    return f"/skjema/{first(emma)}"


@pytest.fixture
def therapist(house: House, maren: Person) -> FlaskClient:
    return house.browser(maren, staff=True)


def by_phone(client: FlaskClient, emma: Patient, **answers: str) -> None:
    """The therapist opens the page, and it saves these answers."""
    address = f"/pasient/{emma.enrolment_id}/skjema/{first(emma)}"
    page = hidden(client.get(address).get_data(as_text=True))
    headers = {"Accept": "application/json", "X-CSRF-Token": token(client)}
    assert client.post(f"{address}/utkast", data={**page, **answers}, headers=headers).status_code == 200


def given_to(patient: Patient) -> dict[str, object]:
    return responses(patient)["phq-9"].answers


def test_a_window_that_knew_of_nothing_takes_nothing_away(emma: Patient, address: str, therapist: FlaskClient) -> None:
    stale = hidden(emma.html(address))
    by_phone(therapist, emma, q1="2", q9="3")
    saved = emma.save(f"{address}/utkast", {**stale, "q2": "1"})
    assert saved.status_code == 200
    assert given_to(emma) == {"q1": 2, "q2": 1, "q9": 3}
    # What the page is made from is still what it shows: the next save takes nothing away either.
    assert emma.save(f"{address}/utkast", {**stale, "base": saved.json["base"], "q2": "2"}).status_code == 200
    assert given_to(emma) == {"q1": 2, "q2": 2, "q9": 3}
    # A page from before there was such a field knew of nothing.
    assert emma.save(f"{address}/utkast", {"instrument": "phq-9", "q3": "1"}).status_code == 200
    assert given_to(emma) == {"q1": 2, "q2": 2, "q3": 1, "q9": 3}


def test_two_answers_to_one_question_are_told_in_a_sentence(
    emma: Patient, address: str, therapist: FlaskClient
) -> None:
    stale = hidden(emma.html(address))
    by_phone(therapist, emma, q1="2")
    refused = emma.save(f"{address}/utkast", {**stale, "q1": "3", "q9": "1"})
    assert (refused.status_code, refused.json["message"]) == (409, SENTENCE)
    assert given_to(emma) == {"q1": 2, "q9": 1}, "the others are kept"
    english = emma.save(f"{address}/utkast?lang=en", {**stale, "q1": "3"})
    assert english.json["message"].startswith("The questionnaire was also filled in elsewhere")


def test_the_answer_one_saw_may_be_changed_and_taken_back(emma: Patient, address: str) -> None:
    page = hidden(emma.html(address))
    for answers in ({"q1": "1"}, {"q1": "2"}, {"q2": "1"}, {}):
        saved = emma.save(f"{address}/utkast", {**page, **answers})
        page["base"] = saved.json["base"]
        assert given_to(emma) == {key: int(value) for key, value in answers.items()}


def test_handing_in_shows_both_first(emma: Patient, address: str, therapist: FlaskClient) -> None:
    stale = hidden(emma.html(address))
    by_phone(therapist, emma, q1="2", q9="3")
    mine = {key: "0" for key in everything("phq-9") if key not in ("q9", "q10")}
    answer = emma.post(address, {**stale, **mine, "anyway": "1"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Skjemaet er også fylt ut et annet sted Svarene er satt sammen her. Se over dem" in words(page)
    assert "Lagret fra før:" in words(page)
    assert HEAVY in words(page), "the other's answer about safety"
    assert responses(emma)["phq-9"].submitted_at is None
    assert given_to(emma) == {**dict.fromkeys(mine, 0), "q1": 2, "q9": 3}
    shown = dict(re.findall(r'<input type="radio" name="(q\d+)" value="(\d)"[^>]* checked', page))
    assert shown == {**mine, "q9": "3"}
    done = emma.post(address, {**hidden(page), **shown, "anyway": "1"})
    assert done.status_code == 303
    assert responses(emma)["phq-9"].submitted_at
    assert given_to(emma) == {key: int(value) for key, value in shown.items()}


def test_the_same_answers_from_two_windows_are_no_conflict(emma: Patient, address: str, therapist: FlaskClient) -> None:
    stale = hidden(emma.html(address))
    by_phone(therapist, emma, q1="0", q2="0")
    assert emma.post(address, {**stale, **everything("phq-9")}).status_code == 303
    assert responses(emma)["phq-9"].submitted_at


def test_a_refused_page_is_still_made_from_what_it_was(emma: Patient, address: str, therapist: FlaskClient) -> None:
    stale = hidden(emma.html(address))
    by_phone(therapist, emma, q9="3")
    refused = emma.post(address, {**stale, "q1": "7"})
    assert refused.status_code == 422
    again = hidden(refused.get_data(as_text=True))
    assert again == stale
    mine = {key: "0" for key in everything("phq-9") if key not in ("q9", "q10")}
    assert emma.post(address, {**again, **mine, "anyway": "1"}).status_code == 422
    assert given_to(emma)["q9"] == 3


@pytest.mark.parametrize("base", ["", "[1]", "{", "null", "[" * 100_000, '{"q1": {"a": []}, "x": NaN}'])
def test_a_base_that_cannot_be_read_knew_of_nothing(emma: Patient, address: str, base: str) -> None:
    emma.post(address, {"instrument": "phq-9", "q9": "1"})
    assert emma.save(f"{address}/utkast", {"instrument": "phq-9", "base": base, "q2": "1"}).status_code == 200
    assert given_to(emma) == {"q2": 1, "q9": 1}


def test_a_next_page_of_an_old_window_keeps_the_rest(ingrid: Patient) -> None:
    address = f"/skjema/{first(ingrid)}"
    ingrid.post(address, everything("weather"))
    first_page = f"{address}?instrument=outlook&side=1"
    stale = hidden(ingrid.html(first_page))
    ingrid.fill(first_page, {"q1": "5", "go": "next"})
    answer = ingrid.post(first_page, {**stale, "q2": "4", "go": "next"})
    assert "side=2" in answer.headers["Location"]
    assert responses(ingrid)["outlook"].answers == {"q1": 5, "q2": 4}
    clash = ingrid.post(first_page, {**stale, "q1": "3", "go": "next"})
    assert clash.status_code == 422
    assert "Lagret fra før:" in words(clash.get_data(as_text=True))
    assert responses(ingrid)["outlook"].answers == {"q1": 5, "q2": 4}


# --- a risk answer that is not handed in


def test_a_risk_answer_is_met_on_the_next_page_though_answers_are_missing(
    emma: Patient, address: str, maren: Person, house: House
) -> None:
    answer = emma.fill(address, {"q1": "1", "q9": "2"})
    assert "mangler=1" in answer.headers["Location"]
    assert HEAVY in emma.get(answer.headers["Location"])
    emma.later(days=2)
    assert HEAVY in emma.get(address), "and when she comes back"
    client = house.browser(maren, staff=True)
    page = client.get(f"/pasient/{emma.enrolment_id}/skjema/{first(emma)}").get_data(as_text=True)
    assert "Snakk om det før dere legger på." in words(page)


def test_a_risk_answer_on_a_refused_page(emma: Patient, address: str) -> None:
    refused = emma.fill(address, {"q1": "9", "q9": "2"})
    assert refused.status_code == 422
    assert HEAVY in words(refused.get_data(as_text=True))


def test_a_risk_answer_is_met_on_the_next_of_several_pages(emma: Patient, house: House) -> None:
    neq = all_samples().one(Instrument, "neq")
    end = next(item for item in emma.agenda() if item.key == "end")
    emma.later(days=(end.due_at - house.clock.now()).days)
    number = page_with(pages_of(neq), neq.safety_items[0].key)
    address = f"/skjema/{end.id}?instrument=neq&side={number}"
    answer = emma.fill(address, {neq.safety_items[0].key: "1", "go": "back"})
    assert answer.status_code == 303
    assert HEAVY in emma.get(answer.headers["Location"])


def test_the_words_that_were_shown_are_remembered(emma: Patient, address: str) -> None:
    page = hidden(emma.html(f"{address}?lang=nn"))
    assert page["language"] == "nn"
    emma.post(f"{address}?lang=en", {**page, **everything("phq-9")})
    assert responses(emma)["phq-9"].language == "nn"
    odd = hidden(emma.html(f"{address}?instrument=gad-7"))
    emma.post(f"{address}?lang=en", {**odd, **everything("gad-7"), "language": "xx"})
    assert responses(emma)["gad-7"].language == "en"


# --- the rule

_KEYS = ("a", "b", "s")
_ITEMS = tuple(Item(key, "integer", 0, 3, Text(key, key), safety=key == "s") for key in _KEYS)
_ANSWERS = st.dictionaries(st.sampled_from(_KEYS), st.integers(0, 3))


@given(_ANSWERS, _ANSWERS, _ANSWERS, st.integers(0, 3))
def test_nothing_is_lost(base: dict[str, int], typed: dict[str, int], stored: dict[str, int], other: int) -> None:
    found = merge(base, typed, {**stored, "on another page": other}, _ITEMS)
    assert found.answers["on another page"] == other
    if base == stored:
        assert {key: found.answers.get(key) for key in _KEYS} == {key: typed.get(key) for key in _KEYS}
        assert (found.elsewhere, dict(found.clashes)) == ((), {})
        return
    for key in _KEYS:
        mine, theirs, now = typed.get(key), stored.get(key), found.answers.get(key)
        assert now in (mine, theirs)
        if theirs is not None:
            assert now is not None, "an empty field takes nothing away"
        if theirs != base.get(key) and theirs is not None and not (key == "s" and key in found.clashes):
            assert now == theirs, "what was changed elsewhere stays"
        if mine not in (None, base.get(key)):
            assert found.shown[key] == mine, "what was written here stands on the page"
        if found.shown.get(key) != mine:
            assert key in found.elsewhere
    assert set(found.clashes) <= set(found.elsewhere)
    if "s" in found.clashes:
        assert found.answers["s"] == max(typed["s"], stored["s"])


@given(_ANSWERS)
def test_a_base_comes_back_as_it_went(answers: dict[str, int]) -> None:
    assert read_base(write_base({**answers, "on another page": 1}, _ITEMS)) == answers
