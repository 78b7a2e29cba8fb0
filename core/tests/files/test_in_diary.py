"""Pictures and recordings in an exercise that is written in again and again: with one entry, corrected with what was before kept,
shared one by one."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, stream_encode_multipart

from varde.files.models import FileUse
from varde.modules.entries import written_by_patient
from varde.modules.models import Entry
from varde.testing.house import token

from . import samples_of_files as samples
from .conftest import Kept

ONCE = "once-once-once"


def page(kept: Kept) -> str:
    return f"/moduler/{kept.enrolment}/first-steps/trail-log"


def send(kept: Kept, browser: FlaskClient, to: str = "", **sent: Any) -> TestResponse:
    """Send a form of the diary; bytes are a file."""
    form: MultiDict[str, Any] = MultiDict([("csrf_token", token(browser)), ("once", ONCE), ("steep", "4")])
    for name, value in sent.items():
        form.setlist(
            name.replace("_", "-"), [FileStorage(io.BytesIO(value), "IMG") if isinstance(value, bytes) else value]
        )
    body, _, boundary = stream_encode_multipart(form, use_tempfile=False)
    kind = f'multipart/form-data; boundary="{boundary}"'
    answer: TestResponse = browser.post(f"{page(kept)}/innforing{to}", data=body.read(), content_type=kind)
    return answer


def entries(kept: Kept) -> list[tuple[int, dict[str, Any]]]:
    with kept.house.work() as work:
        rows = work.session.scalars(select(Entry).where(Entry.day.is_not(None)).order_by(Entry.id))
        return [(row.id, dict(written_by_patient(row))) for row in rows]


def used(kept: Kept) -> dict[str, tuple[str, bool]]:
    with kept.house.work() as work:
        return {use.place: (use.file_key, use.shown) for use in work.session.scalars(select(FileUse))}


@pytest.fixture
def browser(kept: Kept) -> FlaskClient:
    kept.house.clock.set(datetime(2026, 9, 22, 10, 0, tzinfo=UTC))
    return kept.house.browser(kept.ingrid)


def test_an_entry_has_a_picture_a_recording_and_a_film(kept: Kept, browser: FlaskClient) -> None:
    sent = send(kept, browser, view_camera=samples.picture(), birds_file=samples.MP3, brook_file=samples.MP4)
    assert sent.status_code == 303
    ((number, answers),) = entries(kept)
    assert answers == {"steep": 4} | {name: answers[name] for name in ("view", "birds", "brook")}
    assert sorted(kept.rows()) == sorted(answers[name] for name in ("view", "birds", "brook"))
    html = browser.get(page(kept)).get_data(as_text=True)
    assert f'<img src="/fil/{answers["view"]}/liten"' in html
    assert f'<audio controls preload="none" src="/fil/{answers["birds"]}"' in html
    assert "<p>bilde" not in html
    assert f'<video controls preload="metadata" src="/fil/{answers["brook"]}"' in html
    assert 'enctype="multipart/form-data"' in html
    assert 'enctype="multipart/form-data"' in browser.get(f"{page(kept)}/innforing/{number}").get_data(as_text=True)


def test_each_is_shared_by_itself_and_taken_back(kept: Kept, browser: FlaskClient) -> None:
    send(kept, browser, once="first-first", view_file=samples.picture())
    send(kept, browser, once="second-second", view_file=samples.picture(size=(90, 90)))
    (first, one), (_, other) = entries(kept)
    staff = kept.house.browser(kept.maren, staff=True)
    assert [staff.get(f"/fil/{each['view']}").status_code for each in (one, other)] == [404, 404]
    form = {"csrf_token": token(browser)}
    browser.post(f"{page(kept)}/innforing/{first}/del", data=form)
    assert [staff.get(f"/fil/{each['view']}").status_code for each in (one, other)] == [200, 404]
    week = staff.get(f"/pasient/{kept.enrolment}").get_data(as_text=True)
    assert f'<img src="/fil/{one["view"]}/liten" alt="Bilde fra Ingrid"' in week
    (address,) = set(re.findall(r'href="(/pasient/[^"]*trail-log[^"]*)"', week))
    assert f"/fil/{one['view']}/liten" in staff.get(address).get_data(as_text=True)
    browser.post(f"{page(kept)}/innforing/{first}/ta-tilbake", data=form)
    assert staff.get(f"/fil/{one['view']}").status_code == 404
    assert browser.get(f"/fil/{one['view']}").status_code == 200


def test_what_was_before_is_kept_with_its_picture(kept: Kept, browser: FlaskClient) -> None:
    send(kept, browser, view_file=samples.picture())
    ((number, before),) = entries(kept)
    base = re.findall(
        r'name="base" value="([^"]*)"', browser.get(f"{page(kept)}/innforing/{number}").get_data(as_text=True)
    )
    corrected = send(
        kept, browser, f"/{number}", base=base[0].replace("&#34;", '"'), view=before["view"], view_remove="1"
    )
    assert corrected.status_code == 303
    assert entries(kept) == [(number, {"steep": 4})]
    assert used(kept) == {f"entry/{number}/1": (before["view"], False)}
    kept.later(days=2)
    kept.collect()
    assert kept.rows() == [before["view"]]
    shown = kept.house.browser(kept.ingrid).get(f"{page(kept)}/innforing/{number}").get_data(as_text=True)
    assert f"/fil/{before['view']}/liten" in shown


def test_pressing_twice_is_one_entry_and_another_picture_is_another(kept: Kept, browser: FlaskClient) -> None:
    for _ in range(2):
        assert send(kept, browser, view_file=samples.picture()).status_code == 303
    assert len(entries(kept)) == 1
    send(kept, browser, view_file=samples.picture(size=(90, 90)))
    assert len(entries(kept)) == 2


@pytest.mark.parametrize(
    ("sent", "control", "sentence"),
    [
        ({"view_file": samples.PROGRAM}, "view-file", "Filen er ikke et bilde (JPEG, PNG eller WebP)."),
        (
            {"birds_file": samples.picture()},
            "birds-file",
            "Filen er ikke et lydopptak (MP3, M4A, WAV, Ogg eller WebM).",
        ),
        ({"birds_file": samples.MP3 + bytes(5_000_000)}, "birds-file", "Filen er større enn 5 MB"),
        ({"view": "f" * 32}, "view", "Filen ble ikke brukt i tide og er borte. Legg den til på nytt."),
        ({"view": "f" * 31}, "view", "Filen er ikke en vi har. Legg den til på nytt."),
    ],
)
def test_what_is_refused_is_one_sentence_and_stores_nothing(
    kept: Kept, browser: FlaskClient, sent: dict[str, Any], control: str, sentence: str
) -> None:
    answer = send(kept, browser, seen="Det jeg skrev.", **sent)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in html
    assert f'href="#{control}"' in html
    assert "<title>Feil: Skriv turdagbok – Varde</title>" in html
    assert "Det jeg skrev.</textarea>" in html
    assert (entries(kept), used(kept)) == ([], {})


def test_a_week_costs_the_same_however_many_pictures(kept: Kept, browser: FlaskClient) -> None:
    pages, shares = [], []
    for number in (1, 4):
        for each in range(number):
            send(
                kept,
                browser,
                once=f"once-{number}-{each}",
                view_file=samples.picture(size=(50 + 7 * number, 50 + each)),
            )
        with kept.house.counted() as statements:
            browser.post(f"{page(kept)}/innforing/del-uken", data={"csrf_token": token(browser), "til": "2026-09-22"})
        shares.append(
            len([each for each in statements if not each.startswith(("UPDATE entry", "INSERT INTO file_use"))])
        )
        browser.get(page(kept))
        with kept.house.counted() as statements:
            browser.get(page(kept))
        pages.append(len(statements))
    assert pages[0] == pages[1]
    assert shares[0] == shares[1]
