"""What a diary needs of its items, on the page: what may be left out, what does not go together, what is said back, and what is
carried from last time."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from varde.assessments.models import Response

from .test_diary_pages import Ida, ida, send

__all__ = ["ida"]


# --- what a diary needs of its items


def hand_in(ida: Ida, item_id: int, **answers: str) -> TestResponse:
    address = f"/skjema/{item_id}"
    page = ida.browser.get(address).get_data(as_text=True)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return send(ida.browser, address, **{**hidden, **answers})


ASKED = {
    # What is answered (the hours outdoors and in the boat), and what is asked about it before it is handed in.
    ("", ""): False,
    ("3", ""): False,
    ("", "3"): False,
    ("3", "3"): False,
    ("3", "2,5"): False,
    ("3", "3,5"): True,
}


@pytest.mark.parametrize("hours", ASKED)
def test_what_does_not_go_together_is_asked_about_once(ida: Ida, hours: tuple[str, str]) -> None:
    item = ida.rows()[0]
    answers = {"waves": "4", "out": hours[0], "rowing": hours[1]}
    answer = hand_in(ida, item.id, **answers)
    page = ida.page(answer.headers["Location"])
    assert ("Stemmer dette? Timene i båten er flere enn timene ute." in page) is ASKED[hours]
    assert "spørsmål står uten svar" not in page, "what is optional is missed by nobody"
    assert ida.rows()[0].state == ("planned" if ASKED[hours] else "done")
    if ASKED[hours]:
        assert hand_in(ida, item.id, **answers, anyway="1").headers["Location"].endswith("/takk")
        assert ida.rows()[0].state == "done"


def test_with_an_answer_missing_both_are_said(ida: Ida) -> None:
    answer = hand_in(ida, ida.rows()[0].id, waves="", out="1", rowing="2")
    page = ida.page(answer.headers["Location"])
    assert "Stemmer dette?" in page
    assert "1 spørsmål står uten svar" in page


@pytest.mark.parametrize(("waves", "said"), [("4", True), ("5", False)])
def test_the_feedback_of_the_band_is_read_at_once(ida: Ida, waves: str, said: bool) -> None:
    answer = hand_in(ida, ida.rows()[0].id, waves=waves, out="", rowing="")
    assert ("Om svarene dine En rolig dag." in ida.page(answer.headers["Location"])) is said


# --- what is carried from last time

CARRIED = "Fylt ut med svaret fra forrige gang."


def field(page: str, name: str) -> str:
    control = re.search(rf'<input[^>]* name="{name}"[^>]*>', page)
    value = re.search(r'value="([^"]*)"', control[0]) if control else None
    return value[1] if value else ""


def test_the_last_answer_is_filled_in_and_stored_when_it_is_handed_in(ida: Ida) -> None:
    first = ida.browser.get(f"/skjema/{ida.rows()[0].id}").get_data(as_text=True)
    assert (field(first, "out"), CARRIED in first) == ("", False)
    hand_in(ida, ida.rows()[0].id, waves="4", out="3,5", rowing="1")
    ida.days(1)
    item, page = ida.rows()[1], ida.browser.get(f"/skjema/{ida.rows()[1].id}").get_data(as_text=True)
    assert (field(page, "out"), field(page, "rowing"), page.count(CARRIED)) == ("3,5", "", 1)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    typed = {**{name: unescape(value) for name, value in hidden.items()}, "waves": "6", "out": "3,5", "rowing": ""}
    assert send(ida.browser, f"/skjema/{item.id}/utkast", **typed).status_code == 200
    assert answers_at(ida, item.id) == {"waves": 6}, "the page saved by itself, and she has not said it"
    assert CARRIED in ida.page(f"/skjema/{item.id}")
    assert send(ida.browser, f"/skjema/{item.id}/utkast", **{**typed, "out": "2"}).status_code == 200
    assert answers_at(ida, item.id) == {"waves": 6, "out": 2}
    assert CARRIED not in ida.page(f"/skjema/{item.id}")
    send(ida.browser, f"/skjema/{item.id}", **{**typed, "out": "2"})
    assert ida.rows()[1].state == "done"


def test_what_is_handed_in_as_it_was_filled_in_is_hers(ida: Ida) -> None:
    hand_in(ida, ida.rows()[0].id, waves="4", out="3,5", rowing="1")
    ida.days(1)
    hand_in(ida, ida.rows()[1].id, waves="5", out="3,5", rowing="")
    assert answers_at(ida, ida.rows()[1].id) == {"waves": 5, "out": 3.5}


def answers_at(ida: Ida, item_id: int) -> dict[str, object]:
    with ida.house.work() as work:
        return dict(work.session.scalars(select(Response.answers).where(Response.agenda_id == item_id)).one())
