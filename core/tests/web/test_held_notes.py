"""A note on several alerts that was begun is back on their page, also when one of them is left."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from varde.alerts.models import RaisedAlert

from .forms_of_clinic import (
    IDLE,
    WORDS,
    Clinic,
    all_of,
    browser_of,
    form_at,
    forms_at,
    html_of,
    next_of,
    said_by,
    sign_in,
    two_alerts,
)


@pytest.mark.parametrize("kept", ["held", "draft"])
def test_a_note_on_several_alerts_is_back_on_their_page_when_one_is_left(clinic: Clinic, kept: str) -> None:
    two_alerts(clinic)
    page = clinic.at("/pasient/{enrolment}/varsler")
    browser = browser_of(clinic, "maren")
    form = form_at(browser, page, page, {"note": WORDS}) | {"note": WORDS, "action": "close"}
    if kept == "held":
        clinic.house.clock.move(seconds=IDLE.total_seconds())
        assert next_of(browser.post(page, data=MultiDict(form))) == f"{page}#holdt"
    else:
        place = f"alerts-note/{clinic.enrolment}"
        assert browser.post(f"/utkast/{place}?forlop={clinic.enrolment}", data=MultiDict(form)).status_code == 303
    colleague = browser_of(clinic, "maren")
    own = clinic.at("/pasient/{enrolment}/varsler/{alert}")
    closing = form_at(colleague, page, own) | {"note": "Ringte, det går bra.", "action": "close"}
    assert colleague.post(own, data=MultiDict(closing)).status_code == 303
    sign_in(browser, clinic, "maren")
    html = html_of(browser, page)
    shown = next(form for form in forms_at(html, page, page) if "note" in said_by(html, form))
    assert said_by(html, shown)["note"] == [WORDS]
    sent = said_by(html, shown) | {"alert": [str(clinic.numbers["alert"] + 1)], "action": "close"}
    assert browser.post(page, data=MultiDict(sent)).status_code == 303
    assert all_of(clinic, RaisedAlert.state) == ["closed", "closed"]
    assert "note-together" not in html_of(browser, page), "nothing is begun any more"
