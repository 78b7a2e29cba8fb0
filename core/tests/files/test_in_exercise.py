"""A picture in an exercise: added, seen small, taken away, shared and seen by the therapist, without a script."""

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
from varde.modules.entries import entry_of, read_by_therapist, written_by_patient
from varde.testing.house import token

from . import samples_of_files as samples
from .conftest import Kept

STEP = "/moduler/{}/first-steps/packing"


def page(kept: Kept) -> str:
    return STEP.format(kept.enrolment)


def fill(kept: Kept, browser: FlaskClient, *, draft: bool = False, **sent: Any) -> TestResponse:
    """Send the form as it stands, with these controls; bytes are a file."""
    html = browser.get(page(kept)).get_data(as_text=True)
    base = re.findall(r'name="base" value="([^"]*)"', html)
    held = re.findall(r'name="bag" value="([^"]*)"', html)
    form: MultiDict[str, Any] = MultiDict([("csrf_token", token(browser)), ("base", base[0].replace("&#34;", '"'))])
    for name, value in {"things": "", "shared": "0", **({"bag": held[0]} if held else {}), **sent}.items():
        form.add(
            name.replace("_", "-"), FileStorage(io.BytesIO(value), "IMG.jpg") if isinstance(value, bytes) else value
        )
    body, _, boundary = stream_encode_multipart(form, use_tempfile=False)
    kind = f'multipart/form-data; boundary="{boundary}"'
    answer: TestResponse = browser.post(page(kept) + ("/utkast" if draft else ""), data=body.read(), content_type=kind)
    return answer


def stored(kept: Kept) -> tuple[dict[str, Any], dict[str, Any]]:
    """What she has written, and what her therapist reads."""
    with kept.house.work() as work:
        sheet = entry_of(work, kept.enrolment, "first-steps", "packing")
        return ({}, {}) if sheet is None else (dict(written_by_patient(sheet)), dict(read_by_therapist(sheet)))


def used(kept: Kept) -> list[tuple[str, str, bool]]:
    with kept.house.work() as work:
        uses = work.session.scalars(select(FileUse).order_by(FileUse.place, FileUse.file_key))
        return [(use.place, use.file_key, use.shown) for use in uses]


@pytest.fixture
def browser(kept: Kept) -> FlaskClient:
    return kept.house.browser(kept.ingrid)


def test_the_control_works_without_a_script(kept: Kept, browser: FlaskClient) -> None:
    html = browser.get(page(kept)).get_data(as_text=True)
    assert 'enctype="multipart/form-data"' in html
    assert re.search(
        r'<input type="file" id="bag-camera" name="bag-camera" accept="image/jpeg,image/png,image/webp" capture="environment"',
        html,
    )
    assert 'name="bag-file" accept="image/jpeg,image/png,image/webp" data-megabytes="10"' in html


@pytest.mark.parametrize("control", ["bag_camera", "bag_file"])
def test_a_picture_is_hers_until_she_shares_it(kept: Kept, browser: FlaskClient, control: str) -> None:
    sent: dict[str, Any] = {control: samples.telling_picture()}
    assert fill(kept, browser, things="En kniv", **sent).status_code == 303
    key = stored(kept)[0]["bag"]
    assert stored(kept) == ({"things": "En kniv", "bag": key}, {})
    html = browser.get(page(kept)).get_data(as_text=True)
    assert f'src="/fil/{key}/liten"' in html
    assert samples.opened_picture(browser.get(f"/fil/{key}/liten").data).size == (270, 360)
    staff = kept.house.browser(kept.maren, staff=True)
    assert staff.get(f"/fil/{key}").status_code == 404
    fill(kept, browser, things="En kniv", shared="1")
    assert stored(kept)[1]["bag"] == key
    seen = staff.get(f"/pasient/{kept.enrolment}").get_data(as_text=True)
    assert f'src="/fil/{key}/liten" alt="Bilde fra Ingrid"' in seen
    assert staff.get(f"/fil/{key}").status_code == 200


def test_what_is_taken_away_is_gone_in_a_day_and_what_was_shared_when_she_shares_anew(
    kept: Kept, browser: FlaskClient
) -> None:
    fill(kept, browser, bag_file=samples.picture(), shared="1")
    key = stored(kept)[0]["bag"]
    fill(kept, browser, bag_remove="1", things="Uten bilde", shared="1")
    assert stored(kept) == ({"things": "Uten bilde"}, {"things": "Uten bilde"})
    assert used(kept) == []
    kept.later(days=2)
    kept.collect()
    assert key not in kept.blobs()


def test_another_picture_stands_for_the_one_before_it(kept: Kept, browser: FlaskClient) -> None:
    fill(kept, browser, bag_file=samples.picture())
    first = stored(kept)[0]["bag"]
    fill(kept, browser, bag_file=samples.picture(size=(90, 90)))
    second = stored(kept)[0]["bag"]
    assert first != second
    assert [key for _, key, _ in used(kept)] == [second]


def test_a_draft_keeps_the_picture_and_shares_nothing(kept: Kept, browser: FlaskClient) -> None:
    fill(kept, browser, bag_file=samples.picture(), shared="1")
    key = stored(kept)[0]["bag"]
    assert fill(kept, browser, draft=True, things="Mer", shared="1").status_code == 200
    assert stored(kept) == ({"things": "Mer", "bag": key}, {"bag": key})
    assert [(place.partition("/")[2].partition("/")[2], shown) for place, _, shown in used(kept)] == [
        ("", False),
        ("shared", True),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (samples.PROGRAM, "Filen er ikke et bilde (JPEG, PNG eller WebP). Vi ser på innholdet, ikke på navnet."),
        (samples.SVG, "Filen er ikke et bilde (JPEG, PNG eller WebP). Vi ser på innholdet, ikke på navnet."),
        (samples.HEIC, "Bildet er lagret som HEIC, og det kan vi ikke vise."),
        (samples.picture() + bytes(10_000_000), "Filen er større enn 10 MB, og det er det meste vi kan ta imot her."),
        (samples.bomb(), "Bildet har flere enn 50 millioner punkter, og så store bilder kan vi ikke ta imot."),
    ],
)
def test_what_is_refused_is_one_sentence_and_nothing_typed_is_lost(
    kept: Kept, browser: FlaskClient, content: bytes, sentence: str
) -> None:
    answer = fill(kept, browser, things="Det jeg skrev.", ready="7", bag_file=content)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in html
    assert 'href="#bag-file"' in html
    assert "Det jeg skrev.</textarea>" in html
    assert (stored(kept), kept.rows()) == (({}, {}), [])


def test_a_picture_that_came_with_another_fault_is_kept(kept: Kept, browser: FlaskClient) -> None:
    answer = fill(kept, browser, ready="77", bag_file=samples.picture())
    assert answer.status_code == 422
    (key,) = kept.rows()
    assert f'name="bag" value="{key}"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("key", ["x", "../../etc/passwd", "x" * 5000, "F" * 32])
def test_a_key_that_is_none_is_one_sentence(kept: Kept, browser: FlaskClient, key: str) -> None:
    answer = fill(kept, browser, bag=key)
    assert answer.status_code == 422
    assert "Filen er ikke en vi har. Legg den til på nytt." in answer.get_data(as_text=True)


def test_a_key_of_somebody_else_stores_nothing(kept: Kept, browser: FlaskClient) -> None:
    tone = kept.house.person("Tone", "Berg")
    other = Kept(kept.house, kept.folder, tone, kept.maren, kept.house.enrolled(tone, kept.maren))
    answer = fill(kept, browser, things="Det jeg skrev.", bag=other.add())
    assert answer.status_code == 422
    assert "Filen ble ikke brukt i tide og er borte. Legg den til på nytt." in answer.get_data(as_text=True)
    assert "Det jeg skrev." in answer.get_data(as_text=True)
    assert stored(kept) == ({}, {})


def test_an_exercise_costs_the_same_with_a_picture_as_without(kept: Kept, browser: FlaskClient) -> None:
    counts = []
    filled: tuple[dict[str, Any], ...] = ({"things": "Uten"}, {"bag_file": samples.picture()})
    for sent in filled:
        fill(kept, browser, **sent)
        browser.get(page(kept))
        with kept.house.counted() as statements:
            browser.get(page(kept))
        counts.append(len(statements))
    assert counts[0] == counts[1]
