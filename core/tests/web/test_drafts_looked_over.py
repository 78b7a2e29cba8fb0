"""A form that is looked over before it is sent keeps its draft until it is confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.drafts.models import Draft
from varde.testing.house import token
from varde.web.shell.form_filling import forms_in

from .drafts_of_clinic import WORDS, Clinic, Window, case_of, make_clinic, saved


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = make_clinic(tmp_path)
    yield made
    made.house.platform.engine.dispose()


def finishing(clinic: Clinic) -> Window:
    window, _field, _button = case_of(clinic, "words on the way out")
    return window


def test_what_is_written_on_the_way_out_is_a_draft_until_it_is_confirmed(clinic: Clinic) -> None:
    chosen = {"way": "completed", "words": WORDS, "message": "settle", "sheet-1": "none"}
    window = finishing(clinic)
    review = window.send(**chosen)
    assert review.status_code == 200
    html = review.get_data(as_text=True)
    assert WORDS in unescape(html)
    assert saved(clinic) == [clinic.at("finish/{enrolment}")]
    again = finishing(clinic)
    assert (again.fields["words"], again.fields["way"]) == ([WORDS], ["completed"])
    with clinic.house.work() as work:
        assert work.session.scalars(select(Draft.enrolment_id)).all() == [clinic.enrolment], (
            "it goes with the enrolment"
        )
    (form,) = [form for form in forms_in(html) if form.action == clinic.at("/pasient/{enrolment}/avslutt")]
    hidden = {control.name: control.attributes.get("value") or "" for control in form.controls if control.name != "go"}
    address = clinic.at("/pasient/{enrolment}/avslutt")
    edited = window.client.post(address, data=hidden | {"go": "edit"})
    assert edited.status_code == 200
    assert WORDS in unescape(edited.get_data(as_text=True))
    assert saved(clinic) == [clinic.at("finish/{enrolment}")]
    done = window.client.post(address, data=hidden | {"go": "confirm"})
    assert done.status_code == 303, done.get_data(as_text=True)[-2000:]
    assert saved(clinic) == []


def test_without_a_draft_in_the_form_it_is_looked_over_all_the_same(clinic: Clinic) -> None:
    client = clinic.browser("maren")
    chosen = {"csrf_token": token(client), "way": "pause", "words": ""}
    assert client.post(clinic.at("/pasient/{enrolment}/avslutt"), data=chosen).status_code == 200
    assert saved(clinic) == []
