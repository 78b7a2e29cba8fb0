"""A file on its way to a browser: behind the gates, in the log, in parts, and never as something that runs."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.audit.models import AccessEntry
from varde.files import service
from varde.files.stores import FolderStore
from varde.testing.house import House

from . import samples_of_files as samples
from .conftest import Kept


def url(kept: Kept, key: str, small: str = "") -> str:
    return f"/fil/{key}{small}"


def show(kept: Kept, key: str) -> str:
    with kept.house.work() as work:
        service.use(work, kept.enrolment, "message/1", [key], shown=True)
    return key


def logged(house: House) -> list[tuple[str, str, str]]:
    with house.work() as work:
        entries = select(AccessEntry).where(AccessEntry.what == "files").order_by(AccessEntry.id)
        return [(entry.role, entry.action, entry.outcome) for entry in work.session.scalars(entries)]


def test_a_patient_sees_her_picture(kept: Kept) -> None:
    key = kept.add()
    browser = kept.house.browser(kept.ingrid)
    whole, small = browser.get(url(kept, key)), browser.get(url(kept, key, "/liten"))
    assert (whole.status_code, whole.mimetype) == (200, "image/jpeg")
    assert samples.opened_picture(whole.data).size == (640, 480)
    assert samples.opened_picture(small.data).size == (360, 270)
    assert logged(kept.house) == [("patient", "read", "ok")] * 2


@pytest.mark.parametrize(
    ("content", "medium", "media_type", "how", "name"),
    [
        (None, "picture", "image/jpeg", "inline", "bilde-2026-09-21-{}.jpg"),
        (samples.MP4, "film", "video/mp4", "inline", "film-2026-09-21-{}.mp4"),
        (samples.WEBM, "sound", "audio/webm", "inline", "opptak-2026-09-21-{}.weba"),
        (samples.PDF, "document", "application/pdf", "attachment", "dokument-2026-09-21-{}.pdf"),
    ],
)
def test_it_is_told_for_what_it_is_and_runs_nothing(
    kept: Kept, content: bytes | None, medium: str, media_type: str, how: str, name: str
) -> None:
    key = kept.add(content, medium)
    headers = kept.house.browser(kept.ingrid).get(url(kept, key)).headers
    assert headers["Content-Type"] == media_type
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
    )
    assert headers["Content-Disposition"] == f'{how}; filename="{name.format(key[:6])}"'
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


FILM = samples.MP4 + bytes(range(256)) * 1000


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-", 206, 0, len(FILM) - 1),
        ("bytes=0-99", 206, 0, 99),
        ("bytes=100000-200000", 206, 100_000, 200_000),
        ("bytes=65535-65536", 206, 65_535, 65_536),
        ("bytes=-100", 206, len(FILM) - 100, len(FILM) - 1),
        ("bytes=250000-9999999", 206, 250_000, len(FILM) - 1),
        ("bytes=9999999-", 416, 0, 0),
        ("nonsense", 416, 0, 0),
        ("", 200, 0, len(FILM) - 1),
    ],
)
def test_a_film_is_read_in_parts(kept: Kept, asked: str, status: int, first: int, last: int) -> None:
    key = kept.add(FILM, "film")
    answer = kept.house.browser(kept.ingrid).get(url(kept, key), headers={"Range": asked} if asked else {})
    assert answer.status_code == status
    if status == 416:
        return
    assert answer.data == FILM[first : last + 1]
    assert answer.headers["Content-Length"] == str(last + 1 - first)
    assert answer.headers["Accept-Ranges"] == "bytes"
    if status == 206:
        assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(FILM)}"


def test_the_small_picture_is_no_part_of_the_whole(kept: Kept) -> None:
    key = kept.add()
    browser = kept.house.browser(kept.ingrid)
    whole = browser.get(url(kept, key)).data
    assert browser.get(url(kept, key), headers={"Range": "bytes=0-9"}).data == whole[:10]
    assert whole[:3] == b"\xff\xd8\xff"


def staff(kept: Kept) -> FlaskClient:
    return kept.house.browser(kept.maren, staff=True)


def test_a_therapist_sees_what_is_shown_and_nothing_else(kept: Kept) -> None:
    key = kept.add()
    assert staff(kept).get(url(kept, key)).status_code == 404
    assert staff(kept).get(url(kept, show(kept, key))).status_code == 200
    assert logged(kept.house) == [("therapist", "read", "ok")]


def test_nobody_else_sees_it(kept: Kept) -> None:
    key = show(kept, kept.add())
    elsewhere = kept.house.person("Anne", "Moe", ("therapist", kept.house.elsewhere))
    colleague = kept.house.person("Siri", "Ek", ("therapist", kept.house.clinic))
    other = kept.house.person("Tone", "Berg")
    assert kept.house.browser(elsewhere, staff=True).get(url(kept, key)).status_code == 404
    assert kept.house.browser(colleague, staff=True).get(url(kept, key)).status_code == 403
    assert kept.house.browser(other).get(url(kept, key)).status_code == 404
    assert kept.house.app.test_client().get(url(kept, key)).status_code == 302
    assert {outcome for *_, outcome in logged(kept.house)} == {"denied"}


def test_what_is_not_there_is_not_found(kept: Kept) -> None:
    browser = kept.house.browser(kept.ingrid)
    for key in ("f" * 32, "..%2f..%2fetc%2fpasswd", "x" * 5000):
        assert browser.get(url(kept, key)).status_code == 404
    pdf = kept.add(samples.PDF, "document")
    assert browser.get(url(kept, pdf, "/liten")).status_code == 404


def test_one_that_is_damaged_is_said_to_be(kept: Kept) -> None:
    key = kept.add()
    FolderStore(kept.folder).remove(key)
    answer = kept.house.browser(kept.ingrid).get(url(kept, key))
    assert answer.status_code == 400
    assert "Filen er skadet og kan ikke vises." in answer.text


def test_one_file_costs_the_same_statements_among_many(kept: Kept) -> None:
    browser, counts = kept.house.browser(kept.ingrid), []
    for _ in range(2):
        key = kept.add()
        browser.get(url(kept, key))
        with kept.house.counted() as statements:
            browser.get(url(kept, key))
        counts.append(len(statements))
        [kept.add() for _ in range(3)]
    assert counts[0] == counts[1]


def test_her_log_tells_of_a_sitting_in_one_line(kept: Kept) -> None:
    pictures = [show(kept, kept.add()) for _ in range(2)]
    with kept.house.work() as work:
        service.use(work, kept.enrolment, "message/1", pictures, shown=True)
    therapist, browser = staff(kept), kept.house.browser(kept.ingrid)

    def lines() -> list[str]:
        return re.findall(
            r"så på et bilde eller en annen fil(?:, \d ganger)?", browser.get("/innsyn").get_data(as_text=True)
        )

    therapist.get(url(kept, pictures[0], "/liten"))
    assert lines() == ["så på et bilde eller en annen fil"]
    therapist.get(url(kept, pictures[1], "/liten"))
    therapist.get(url(kept, pictures[1]))
    assert lines() == ["så på et bilde eller en annen fil, 3 ganger"]
    kept.later(minutes=11)
    therapist = staff(kept)
    therapist.get(url(kept, pictures[0]))
    assert lines() == ["så på et bilde eller en annen fil", "så på et bilde eller en annen fil, 3 ganger"]
    assert len(logged(kept.house)) == 4
