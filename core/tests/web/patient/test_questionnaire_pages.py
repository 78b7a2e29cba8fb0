"""A long questionnaire, one page at a time: nothing is lost between pages, tabs and days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.assessments.form_pages import page_to_go_on, page_with, pages_of
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument, Item
from varde.kernel.words import Text
from varde.testing.house import all_samples, token
from varde.web.patient.answer_form import NOT_ANSWERS

from .conftest import Patient, hidden, words
from .sheets import arrive, everything, first, responses


def answers_on(key: str, number: int) -> dict[str, str]:
    """A form with an answer to every item of one page."""
    pages = pages_of(all_samples().one(Instrument, key))
    form = everything(key)
    return {item.key: form[item.key] for item in pages[number - 1]}


@pytest.fixture
def long(ingrid: Patient) -> str:
    """The address of the outlook, three pages, the first part handed in."""
    address = f"/skjema/{first(ingrid)}"
    ingrid.post(address, everything("weather"))
    return address


def test_one_page_after_another_and_the_union_is_handed_in(ingrid: Patient, long: str) -> None:
    page = arrive(ingrid, long)
    assert "Side 1 av 3" in page
    assert "Neste side" in page
    assert "Lever skjemaet" not in page
    for number in (1, 2):
        answer = ingrid.post(f"{long}?side={number}", {**answers_on("outlook", number), "go": "next"})
        assert answer.status_code == 303
        assert f"side={number + 1}" in answer.headers["Location"]
        assert responses(ingrid)["outlook"].submitted_at is None
    page = ingrid.get(answer.headers["Location"])
    assert "Side 3 av 3" in page
    assert "Forrige side" in page
    answer = ingrid.post(f"{long}?side=3", answers_on("outlook", 3))
    assert answer.headers["Location"] == f"{long}/takk"
    stored = responses(ingrid)["outlook"]
    assert len(stored.answers) == 34
    assert stored.status == "scored"


def test_pages_keep_what_was_kept_last_and_only_their_own(ingrid: Patient, long: str) -> None:
    ingrid.post(f"{long}?side=1", {**answers_on("outlook", 1), "go": "next"})
    answer = ingrid.post(f"{long}?side=2", {"q14": "3", "go": "back"})
    assert "side=1" in answer.headers["Location"]
    ingrid.fill(f"{long}?instrument=outlook&side=1", {"q1": "5", "go": "next"})
    assert responses(ingrid)["outlook"].answers == {"q1": 5, "q14": 3}
    page = hidden(ingrid.html(f"{long}?instrument=outlook&side=2"))
    ingrid.save(f"{long}/utkast?side=2", {**page, "q15": "2"})
    assert responses(ingrid)["outlook"].answers == {"q1": 5, "q15": 2}


def test_coming_back_goes_on_where_it_was_left(ingrid: Patient, long: str) -> None:
    ingrid.post(f"{long}?side=1", {**answers_on("outlook", 1), "go": "next"})
    assert "Side 2 av 3" in arrive(ingrid, long)
    assert "Side 1 av 3" in ingrid.get(f"{long}?side=1")
    for odd, shown in (("0", "Side 1 av 3"), ("99", "Side 3 av 3"), ("x", "Side 2 av 3"), ("-1", "Side 1 av 3")):
        assert shown in arrive(ingrid, f"{long}?side={odd}")


def test_what_is_missing_is_said_once_at_the_end_with_the_right_page(ingrid: Patient, long: str) -> None:
    for number in (1, 2):
        some = dict(list(answers_on("outlook", number).items())[1:])
        answer = ingrid.post(f"{long}?side={number}", {**some, "go": "next"})
        assert "uten svar" not in ingrid.get(answer.headers["Location"])
    answer = ingrid.post(f"{long}?side=3", answers_on("outlook", 3))
    html = ingrid.html(answer.headers["Location"])
    assert "2 spørsmål står uten svar" in words(html)
    assert "side=1&amp;mangler=1#q1&#34;" in html or 'side=1&amp;mangler=1#q1"' in html
    assert '#q13"' in html
    there = ingrid.get(f"{long}?instrument=outlook&side=1&mangler=1")
    assert "Til siste side" in there
    assert "uten svar" not in there
    answer = ingrid.post(f"{long}?side=1&mangler=1", {**answers_on("outlook", 1), "go": "last"})
    assert "1 spørsmål står uten svar" in ingrid.get(answer.headers["Location"])
    assert (
        ingrid.post(f"{long}?side=3", {**answers_on("outlook", 3), "anyway": "1"}).headers["Location"].endswith("/takk")
    )
    assert len(responses(ingrid)["outlook"].answers) == 33


def test_many_unanswered_are_listed_by_page(ingrid: Patient, long: str) -> None:
    page = arrive(ingrid, f"{long}?instrument=outlook&mangler=1")
    assert "34 spørsmål står uten svar" in page
    assert "Side 1 : 12 spørsmål Side 2 : 12 spørsmål Side 3 : 10 spørsmål" in page


def test_a_page_in_a_second_tab_is_told_that_it_is_handed_in(ingrid: Patient, long: str) -> None:
    ingrid.post(long, everything("outlook"))
    before = responses(ingrid)["outlook"].answers
    again = ingrid.post(f"{long}?side=1", {"instrument": "outlook", "q1": "5", "go": "next"})
    assert again.status_code == 409
    assert "allerede levert" in words(again.get_data(as_text=True))
    assert responses(ingrid)["outlook"].answers == before


def test_a_fault_on_a_page_stays_on_the_page(ingrid: Patient, long: str) -> None:
    ingrid.post(f"{long}?side=1", {"q1": "5", "go": "next"})
    answer = ingrid.post(f"{long}?side=2", {"q13": "9", "q14": "2", "go": "next"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Side 2 av 3" in words(page)
    assert '<a href="#q13">' in page
    assert responses(ingrid)["outlook"].answers == {"q1": 5}


def test_a_page_costs_no_more_statements_than_a_whole_one(ingrid: Patient, long: str) -> None:
    data = {**answers_on("outlook", 1), "go": "next", "csrf_token": token(ingrid.browser)}
    with ingrid.house.counted() as statements:
        assert ingrid.browser.post(f"{long}?side=1", data=data, follow_redirects=True).status_code == 200
    assert len(statements) <= 10, "\n".join(statements)


ITEM_KEYS = [f"i{n}" for n in range(30)]


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    words_, items = Text("x", "x"), []
    for n, key in enumerate(ITEM_KEYS[: draw(st.integers(1, 30))]):
        gate = draw(st.sampled_from(["", "", *ITEM_KEYS[max(0, n - 4) : n]]))
        heading = draw(st.sampled_from([None, None, Text("a", "a"), Text("b", "b")]))
        items.append(Item(key, "boolean", 0, 1, words_, gate=gate, heading=heading))
    return Instrument(
        "i",
        words_,
        licence=all_samples().one(Instrument, "who-5").licence,
        items=tuple(items),
        page_length=draw(st.integers(0, 12)),
    )


@given(instruments())
def test_pages_hold_every_item_once_in_order_and_keep_gates_with_what_they_gate(instrument: Instrument) -> None:
    pages = pages_of(instrument)
    assert tuple(item for items in pages for item in items) == instrument.items
    assert all(pages)
    for item in instrument.items:
        if item.gate:
            assert page_with(pages, item.gate) == page_with(pages, item.key)
    if not instrument.page_length:
        assert len(pages) == 1
    for items in pages:
        alone = instrument.page_length and len(items) > instrument.page_length
        assert not alone or any(item.gate for item in items)
    assert 1 <= page_to_go_on(pages, {instrument.items[-1].key: True}) <= len(pages)


@pytest.mark.parametrize(("key", "how_many"), [("outlook", 3), ("heights", 4), ("crags", 5), ("neq", 4)])
def test_very_long_instruments_have_pages(key: str, how_many: int) -> None:
    pages = pages_of(all_samples().one(Instrument, key))
    assert len(pages) == how_many
    assert min(map(len, pages)) * 2 > max(map(len, pages))
    headings = [{item.heading for item in items if item.heading} for items in pages]
    assert not any(one & other for n, one in enumerate(headings) for other in headings[n + 1 :])


def test_every_installed_instrument_with_more_than_twenty_items_has_pages() -> None:
    found = all_samples().all(Instrument).values()
    assert [one.key for one in found if len(one.items) > 20 and not one.page_length] == []


def test_no_item_has_the_name_of_another_field_of_the_form() -> None:
    for instrument in all_samples().all(Instrument).values():
        assert not {item.key for item in items_of(instrument)} & {*NOT_ANSWERS, "mangler"}, instrument.key
