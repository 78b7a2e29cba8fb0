"""A picture in an entry of a diary: hers, shared with the entry, and kept as long as a version speaks of it."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, stream_encode_multipart

from varde.files.models import FileUse
from varde.modules.dated import every_entry
from varde.modules.entries import read_by_therapist, written_by_patient
from varde.testing.house import token

from . import samples_of_files as samples
from .conftest import Kept


def log(kept: Kept, end: str = "") -> str:
    return f"/moduler/{kept.enrolment}/first-steps/trail-log{end}"


def send(kept: Kept, browser: FlaskClient, end: str, **sent: Any) -> TestResponse:
    """Send a form to this address; bytes are a file."""
    form: MultiDict[str, Any] = MultiDict([("csrf_token", token(browser))])
    for name, value in sent.items():
        named = name.replace("_", "-")
        form.add(named, FileStorage(io.BytesIO(value), "IMG.jpg") if isinstance(value, bytes) else value)
    body, _, boundary = stream_encode_multipart(form, use_tempfile=False)
    answer: TestResponse = browser.post(
        log(kept, end), data=body.read(), content_type=f'multipart/form-data; boundary="{boundary}"'
    )
    return answer


def stored(kept: Kept) -> tuple[int, dict[str, Any], dict[str, Any]]:
    with kept.house.work() as work:
        (row,) = every_entry(work, kept.enrolment, "first-steps", "trail-log")
        return row.id, written_by_patient(row), read_by_therapist(row)


def used(kept: Kept) -> list[tuple[str, str, bool]]:
    with kept.house.work() as work:
        uses = work.session.scalars(select(FileUse).order_by(FileUse.place, FileUse.file_key))
        return [(use.place, use.file_key, use.shown) for use in uses]


@pytest.fixture
def browser(kept: Kept) -> FlaskClient:
    return kept.house.browser(kept.ingrid)


def test_it_is_hers_until_the_entry_is_shared_and_the_former_one_is_kept(kept: Kept, browser: FlaskClient) -> None:
    assert 'enctype="multipart/form-data"' in browser.get(log(kept)).get_data(as_text=True)
    assert send(kept, browser, "/innforing", once="a", steep="4", view_file=samples.picture()).status_code == 303
    number, hers, his = stored(kept)
    first = hers["view"]
    assert (hers, his, used(kept)) == ({"steep": 4, "view": first}, {}, [(f"entry/{number}", first, False)])
    assert f'src="/fil/{first}/liten"' in browser.get(log(kept)).get_data(as_text=True)
    staff = kept.house.browser(kept.maren, staff=True)
    assert staff.get(f"/fil/{first}").status_code == 404
    send(kept, browser, f"/innforing/{number}/del")
    assert staff.get(f"/fil/{first}").status_code == 200
    week = staff.get(f"/pasient/{kept.enrolment}/ovelse/first-steps/trail-log").get_data(as_text=True)
    assert f'src="/fil/{first}/liten"' in week

    page = browser.get(log(kept, f"/innforing/{number}")).get_data(as_text=True)
    base = re.findall(r'name="base" value="([^"]*)"', page)[0].replace("&#34;", '"')
    day, clock = (re.findall(rf'name="entry-{each}" value="([^"]*)"', page)[0] for each in ("day", "clock"))
    sent = {"base": base, "steep": "4", "view": first, "entry_day": day, "entry_clock": clock}
    assert (
        send(kept, browser, f"/innforing/{number}", **sent, view_file=samples.picture(size=(90, 90))).status_code == 303
    )
    _, hers, his = stored(kept)
    assert (his["view"], hers["view"] != first) == (first, True)
    assert {key for place, key, _ in used(kept) if place == f"entry/{number}"} == {first, hers["view"]}
    assert staff.get(f"/fil/{hers['view']}").status_code == 404
    send(kept, browser, f"/innforing/{number}/ta-tilbake")
    assert staff.get(f"/fil/{first}").status_code == 404
    assert browser.get(f"/fil/{first}").status_code == 200


def test_what_is_refused_is_one_sentence_and_nothing_typed_is_lost(kept: Kept, browser: FlaskClient) -> None:
    answer = send(kept, browser, "/innforing", once="a", steep="4", seen="Det jeg skrev.", view_file=samples.PROGRAM)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Filen er ikke et bilde" in html
    assert "Det jeg skrev." in html
    with kept.house.work() as work:
        assert every_entry(work, kept.enrolment, "first-steps", "trail-log") == []
