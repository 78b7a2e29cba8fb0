"""What is added to a message: pictures and papers from both sides, seen by the other, and nothing that was not asked for."""

from __future__ import annotations

import errno
import io
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, stream_encode_multipart

from varde.dialogue.models import Message
from varde.dialogue.service import MOST_FILES
from varde.drafts.models import HeldForm
from varde.files import pictures, scanning
from varde.files.models import FileUse, LeavingBlob, StoredFile
from varde.identity.models import Person
from varde.testing.house import House, token

from ...files import samples_of_files as samples
from .conftest import Patient, words

ONCE = "once-once-once"


def thread(patient: Patient) -> str:
    return f"/meldinger/{patient.enrolment_id}"


def sending(
    patient: Patient, body: str = "", *, once: str = ONCE, added: tuple[str, ...] = (), **files: Any
) -> TestResponse:
    """Send the form of the page, with files as (content, name) under the names of their controls."""
    return post(patient.browser, thread(patient), body, once=once, added=added, **files)


def post(
    client: Any, address: str, body: str, *, once: str = ONCE, added: tuple[str, ...] = (), **files: Any
) -> TestResponse:
    form: MultiDict[str, Any] = MultiDict([("csrf_token", token(client)), ("body", body), ("once", once)])
    for key in added:
        form.add("added", key)
    for name, sent in files.items():
        for content, called in sent if isinstance(sent, list) else [sent]:
            form.add(name, FileStorage(io.BytesIO(content), called))
    # In memory, where the client of a test would leave a file of its own open.
    body_stream, _, boundary = stream_encode_multipart(form, use_tempfile=False)
    kind = f'multipart/form-data; boundary="{boundary}"'
    answer: TestResponse = client.post(address, data=body_stream.read(), content_type=kind)
    return answer


def kept(house: House) -> tuple[int, int, int]:
    """How many messages, files and uses there are."""
    with house.work() as work:
        counts = [
            work.session.scalar(select(func.count()).select_from(table)) for table in (Message, StoredFile, FileUse)
        ]
    return counts[0] or 0, counts[1] or 0, counts[2] or 0


def pictures_on(page: str) -> list[str]:
    return re.findall(r'<img src="(/fil/[^"]+/liten)"', page)


def test_a_picture_is_seen_by_both_and_by_nobody_before_it_is_sent(
    ingrid: Patient, maren: Person, house: House
) -> None:
    assert sending(ingrid, "Slik ser det ut.", photo=(samples.telling_picture(), "IMG_0001.jpg")).status_code == 303
    assert kept(house) == (1, 1, 1)
    (hers,) = pictures_on(ingrid.html(thread(ingrid)))
    assert samples.opened_picture(ingrid.browser.get(hers).data).size == (270, 360)
    staff = house.browser(maren, staff=True)
    for page in (thread(ingrid), f"/pasient/{ingrid.enrolment_id}"):
        shown = staff.get(page).get_data(as_text=True)
        assert pictures_on(shown) == [hers]
        assert 'alt="Bilde fra Ingrid Solheim"' in shown
        assert "IMG_0001" not in shown
    whole = staff.get(hers.removesuffix("/liten"))
    assert (whole.status_code, b"Secret" in whole.data) == (200, False)


def test_a_therapist_sends_a_paper(ingrid: Patient, maren: Person, house: House) -> None:
    staff = house.browser(maren, staff=True)
    sent = post(staff, thread(ingrid), "Her er planen.", attached=(samples.PDF, "../../Plan for våren.pdf"))
    assert sent.status_code == 303
    page = ingrid.html(thread(ingrid))
    assert "Plan for våren.pdf" in page
    (address,) = re.findall(r'class="document" href="([^"]+)"', page)
    paper = ingrid.browser.get(address)
    assert paper.data == samples.PDF
    assert re.fullmatch(
        r'attachment; filename="dokument-2026-09-21-[0-9a-f]{6}\.pdf"', paper.headers["Content-Disposition"]
    )


def test_a_picture_needs_no_words(ingrid: Patient, house: House) -> None:
    assert sending(ingrid, photo=(samples.picture(), "x.jpg")).status_code == 303
    assert kept(house) == (1, 1, 1)
    assert "Skriv en melding før du sender." in words(sending(ingrid, once="another-one").get_data(as_text=True))


def test_several_go_along_and_no_more_than_may(ingrid: Patient, house: House) -> None:
    four = [(samples.picture(size=(50 + n, 50)), f"{n}.jpg") for n in range(4)]
    assert sending(ingrid, "Fire", attached=four).status_code == 303
    assert kept(house) == (1, 4, 4)
    assert len(pictures_on(ingrid.html(thread(ingrid)))) == 4
    five = sending(ingrid, "Fem", once="five-five-five", attached=four, photo=(samples.picture(), "5.jpg"))
    assert five.status_code == 422
    assert "En melding kan ha høyst 4 filer. Send resten i en til." in words(five.get_data(as_text=True))
    assert kept(house)[0] == 1


def test_pressing_twice_is_one_message_and_another_picture_is_another(ingrid: Patient, house: House) -> None:
    for _ in range(2):
        sending(ingrid, photo=(samples.picture(), "a.jpg"))
    assert kept(house) == (1, 2, 1)  # what came the second time is used by nothing, and goes in a day
    sending(ingrid, photo=(samples.picture(size=(90, 90)), "b.jpg"))
    assert kept(house)[0] == 2


NOT_A = "Filen er ikke et bilde, et lydopptak, en film eller en PDF av et slag vi tar imot. Vi ser på innholdet, ikke på navnet."
REFUSED = [
    ("attached", samples.PROGRAM, "bilde.jpg", NOT_A),
    ("attached", samples.SVG, "tegning.svg", NOT_A),
    ("attached", samples.HTML, "side.pdf", NOT_A),
    ("attached", b"GIF89a" + samples.HTML, "bilde.gif", NOT_A),
    (
        "photo",
        samples.PDF,
        "a.jpg",
        "Filen er ikke et bilde (JPEG, PNG eller WebP). Vi ser på innholdet, ikke på navnet.",
    ),
    ("photo", samples.HEIC, "IMG.HEIC", "Bildet er lagret som HEIC, og det kan vi ikke vise."),
    ("photo", b"", "tomt.jpg", "Filen er tom."),
    (
        "photo",
        samples.picture()[:900],
        "halvt.jpg",
        "Bildet kan ikke leses. Kanskje ble det avbrutt på veien; prøv igjen.",
    ),
    (
        "photo",
        samples.bomb(),
        "bombe.png",
        "Bildet har flere enn 50 millioner punkter, og så store bilder kan vi ikke ta imot.",
    ),
    (
        "attached",
        samples.MP4 + bytes(10_000_000),
        "film.mp4",
        "Filen er større enn 10 MB, og det er det meste vi kan ta imot her.",
    ),
    (
        "attached",
        samples.PDF + bytes(10_000_000),
        "stor.pdf",
        "Filen er større enn 10 MB, og det er det meste vi kan ta imot her.",
    ),
    (
        "attached",
        samples.MP3 + bytes(10_000_000),
        "stor.mp3",
        "Filen er større enn 10 MB, og det er det meste vi kan ta imot her.",
    ),
]


@pytest.mark.parametrize(("control", "content", "name", "sentence"), REFUSED, ids=[row[2] for row in REFUSED])
def test_what_is_refused_is_one_sentence_and_the_words_stand(
    ingrid: Patient, house: House, control: str, content: bytes, name: str, sentence: str
) -> None:
    files: dict[str, Any] = {control: (content, name)}
    answer = sending(ingrid, "Dette ville jeg si.", **files)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in words(page)
    assert f'href="#{control}"' in page
    assert "Dette ville jeg si.</textarea>" in page
    assert kept(house) == (0, 0, 0)


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "x" * 5000 + ".jpg", "a%0d%0aSet-Cookie: x=1.jpg", "<script>.jpg", ""]
)
def test_a_name_does_nothing(ingrid: Patient, house: House, name: str) -> None:
    assert sending(ingrid, "Hei", attached=(samples.picture(), name or "x")).status_code == 303
    page = ingrid.html(thread(ingrid))
    assert len(pictures_on(page)) == 1
    assert not any(part in page for part in ("passwd", "xxxxx", "Set-Cookie", "&lt;script"))


def test_what_came_with_a_refused_form_is_kept_for_the_next(ingrid: Patient, house: House) -> None:
    first = sending(ingrid, "Hei", photo=(samples.picture(), "a.jpg"), attached=(samples.PROGRAM, "b.jpg"))
    page = first.get_data(as_text=True)
    (key,) = re.findall(r'name="added" value="([0-9a-f]{32})" checked', page)
    assert len(pictures_on(page)) == 1
    assert sending(ingrid, "Hei", added=(key,)).status_code == 303
    assert kept(house) == (1, 1, 1)


@pytest.mark.parametrize("key", ["f" * 32, "x" * 5000, "../.."])
def test_a_key_that_is_none_of_hers_is_one_sentence(ingrid: Patient, key: str) -> None:
    answer = sending(ingrid, "Hei", added=(key,))
    assert answer.status_code == 422
    assert "Filen ble ikke brukt i tide og er borte. Legg den til på nytt." in words(answer.get_data(as_text=True))


def test_no_more_than_a_form_may_hold_is_read(ingrid: Patient, house: House) -> None:
    answer = sending(ingrid, "Hei", attached=(samples.MP4 + bytes(52_000_000), "film.mp4"))
    assert answer.status_code == 413
    assert "Det du sendte, er større enn det vi kan ta imot." in answer.get_data(as_text=True)
    assert kept(house) == (0, 0, 0)


def test_a_form_that_was_cut_off_stores_nothing(ingrid: Patient, house: House) -> None:
    head = f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token(ingrid.browser)}\r\n'
    head += '--b\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
    answer = ingrid.browser.post(
        thread(ingrid),
        input_stream=io.BytesIO(head.encode() + samples.picture()[:500]),
        content_length=100_000,
        content_type="multipart/form-data; boundary=b",
    )
    assert answer.status_code == 400
    assert kept(house) == (0, 0, 0)


def test_without_a_token_nothing_is_taken(ingrid: Patient, house: House) -> None:
    form = {"body": "Hei", "once": ONCE, "photo": (io.BytesIO(samples.picture()), "a.jpg")}
    assert ingrid.browser.post(thread(ingrid), data=form, content_type="multipart/form-data").status_code == 400
    assert kept(house) == (0, 0, 0)


def test_who_is_signed_out_loses_no_words_and_nothing_of_her_file_is_read(
    ingrid: Patient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("varde.files.spool.Spool.write", lambda *_: pytest.fail("it was kept"))
    hers = re.findall(r'name="csrf_token" value="([^"]+)"', ingrid.html(thread(ingrid)))[0]
    house.clock.move(minutes=31)
    form = {"csrf_token": hers, "body": "Det jeg skrev.", "once": ONCE}
    photo = {"photo": (io.BytesIO(samples.picture()), "a.jpg")}
    answer = ingrid.browser.post(thread(ingrid), data=form | photo, content_type="multipart/form-data")
    assert answer.status_code == 303
    assert answer.location.startswith("/logg-inn")
    with house.work() as work:
        assert "Det jeg skrev." in work.session.scalars(select(HeldForm)).one().fields
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(LeavingBlob)) == 0


def test_a_stranger_is_let_in_nowhere(ingrid: Patient, house: House) -> None:
    stranger = house.browser(house.person("Tone", "Berg"))
    assert post(stranger, thread(ingrid), "Hei", photo=(samples.picture(), "a.jpg")).status_code == 404
    assert kept(house) == (0, 0, 0)


# --- when it cannot be taken now


def test_a_full_disk_is_said_at_the_control(ingrid: Patient, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("varde.files.spool.Spool._full", True, raising=False)
    monkeypatch.setattr("varde.files.spool.Spool.must_be_whole", full)
    answer = sending(ingrid, "Hei", photo=(samples.picture(), "a.jpg"))
    assert answer.status_code == 422
    assert "Vi har ikke plass til filen akkurat nå, og ingenting av den er lagret." in words(
        answer.get_data(as_text=True)
    )
    assert "Hei</textarea>" in answer.get_data(as_text=True)
    assert kept(house) == (0, 0, 0)


def test_a_store_without_room_is_said_at_the_control(
    ingrid: Patient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("varde.files.stores.os.fsync", no_room)
        answer = sending(ingrid, "Hei", photo=(samples.picture(), "a.jpg"))
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "ingenting av den er lagret" in page, "Hei</textarea>" in page) == (422, True, True)
    assert kept(house) == (0, 0, 0)
    assert not list(Path(house.platform.settings.files or "").glob(".part-*")), "nothing half written lies about"
    assert sending(ingrid, "Hei", photo=(samples.picture(), "a.jpg")).status_code == 303


def full(*_: object) -> None:
    from varde.files.errors import NoRoom

    raise NoRoom()


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (1, "Filen ble stoppet av viruskontrollen, og er ikke lagret."),
        (2, "Vi får ikke kontrollert filen for virus akkurat nå, og den er ikke lagret. Prøv igjen om litt."),
    ],
)
def test_what_the_scanner_says_is_said(
    ingrid: Patient, house: House, tmp_path: Path, status: int, sentence: str
) -> None:
    object.__setattr__(house.platform.settings, "scanner", f"sh -c 'cat > /dev/null; exit {status}'")
    answer = sending(ingrid, "Hei", photo=(samples.picture(), "a.jpg"))
    assert answer.status_code == 422
    assert sentence in words(answer.get_data(as_text=True))
    assert kept(house) == (0, 0, 0)


def test_without_a_store_nothing_is_offered_or_taken(ingrid: Patient, house: House) -> None:
    object.__setattr__(house.platform.settings, "files", None)
    assert 'type="file"' not in ingrid.html(thread(ingrid))
    answer = sending(ingrid, "Hei", photo=(samples.picture(), "a.jpg"))
    assert "Her kan vi ikke ta imot filer." in words(answer.get_data(as_text=True))


def test_a_page_costs_the_same_however_much_was_sent(ingrid: Patient, house: House) -> None:
    counts = []
    for number in (1, 2, 3):
        sending(ingrid, str(number), once=f"once-{number}-once", attached=[(samples.picture(), "a.jpg")] * number)
        ingrid.html(thread(ingrid))
        with house.counted() as statements:
            ingrid.html(thread(ingrid))
        counts.append(len(statements))
    assert len(set(counts)) == 1


def test_no_transaction_is_open_while_a_file_is_looked_at(
    ingrid: Patient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(scanning.NoScanner, "look", lambda *_: seen.append(house.platform.engine.pool.status()))
    sending(ingrid, "Hei", photo=(samples.picture(), "a.jpg"))
    assert seen
    assert all("Checked out connections: 0" in line for line in map(str, seen)), seen


def test_what_is_drawn_at_once_is_bounded() -> None:
    assert pictures._DRAWING._initial_value == 2  # type: ignore[attr-defined]
    assert MOST_FILES == 4
