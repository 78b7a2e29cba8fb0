"""Whose access is over is told so, whatever she tries and whatever the state of the enrolment says; and nothing is stored."""

from __future__ import annotations

from datetime import datetime

import pytest

from varde.enrolments import exits
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.modules.entries import entry_of
from varde.testing.house import House

from .conftest import Patient, words
from .test_entries import ROWING, newest, rower, stored, write

__all__ = ["rower"]

OVER = {
    "nb": "Tilgangen din til programmet gikk ut 20. mars 2027, så dette går ikke nå. Alt du har skrevet, er tatt vare på.",
    "nn": "Tilgangen din til programmet gjekk ut 20. mars 2027, så dette går ikkje no. Alt du har skrive, er teke vare på.",
    "en": "Your access to the programme ended on 20 March 2027, so this cannot be done now. All that you have written is kept.",
}
WATER, READING = "know-the-lake/water-diary", "know-the-lake/what-it-is"
WAYS_IN: list[tuple[str, str, str]] = [
    ("a step is done", "POST", READING),
    ("a sheet is sent", "POST", WATER),
    ("a sheet saves itself", "POST", f"{WATER}/utkast"),
    ("an entry is written", "POST", f"{ROWING}/innforing"),
    ("an entry is opened", "GET", f"{ROWING}/innforing/{{entry}}"),
    ("an entry is corrected", "POST", f"{ROWING}/innforing/{{entry}}"),
    ("an entry is shared", "POST", f"{ROWING}/innforing/{{entry}}/del"),
    ("a week is shared", "POST", f"{ROWING}/innforing/del-uken"),
]


@pytest.mark.parametrize("state", ["active", "completed"])
def test_whose_access_is_over_is_told_so_by_every_way_in(
    rower: Patient, maren: Person, house: House, state: str
) -> None:
    write(rower, calm="3")
    entry = newest(rower)
    if state == "completed":
        with house.work() as work:
            exits.end(work, maren.id, work.session.get_one(Enrolment, rower.enrolment_id), "completed")
    house.clock.set(datetime(2027, 3, 21, 9, 0, tzinfo=house.clock.now().tzinfo))
    rower.browser = house.browser(rower.person)
    before = stored(rower)
    for what, method, end in WAYS_IN:
        address = f"/moduler/{rower.enrolment_id}/{end.format(entry=entry)}"
        for language, sentence in OVER.items():
            told = f"{address}?lang={language}"
            form = {"once": "x", "calm": "9", "day": "Stille", "base": "{}"}
            answer = rower.browser.get(told) if method == "GET" else rower.post(told, form)
            assert answer.status_code == 409, (what, language)
            assert sentence in words(answer.get_data(as_text=True)), (what, language)
    assert stored(rower) == before
    with house.work() as work:
        assert entry_of(work, rower.enrolment_id, *WATER.split("/")) is None
