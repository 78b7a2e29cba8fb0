"""What goes wrong in exercises, on the way and in the words of steps, together: one sentence each, and nothing typed is lost."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, stream_encode_multipart

from varde.content.editing import draft_of, texts_of
from varde.enrolments.models import Enrolment
from varde.modules.dated import every_entry
from varde.modules.entries import entry_of, written_by_patient
from varde.modules.models import Entry
from varde.modules.switching import SwitchWish, turn
from varde.testing.copies import copied
from varde.testing.house import House, token

from ..content.desk import KEY, Desk, make_desk
from ..files import samples_of_files as samples
from .editor.editor_browser import LIBRARY, STEP, form_of
from .editor.test_library_pages import MP4, VTT, film

MB = 1_000_000
OUT_OF_ORDER = VTT + b"\n00:00.500 --> 00:00.900\nSent.\n"
WROTE = "Sola skinte på vardene."


@dataclass
class Treatment:
    """Kari and Odd write the words of steps, and Ida is in treatment with Maren."""

    desk: Desk
    enrolment_id: int

    @property
    def house(self) -> House:
        return self.desk.house

    def __post_init__(self) -> None:
        self.clients: dict[str, FlaskClient] = {}

    def post(self, who: str, address: str, /, **form: Any) -> TestResponse:
        client = self.clients.get(who) or self.house.browser(self.desk.people[who], staff=who != "ida")
        self.clients[who] = client
        return client.post(address, data={"csrf_token": token(client), **form})

    def get(self, who: str, address: str) -> str:
        return unescape(self.clients[who].get(address).text)

    def at(self, step: str, end: str = "") -> str:
        return f"/moduler/{self.enrolment_id}/first-steps/{step}{end}"

    def turn(self, deed: str, step: str) -> None:
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.enrolment_id)
            maren = self.house.actor(self.desk.people["maren"], ("therapist", self.house.clinic))
            turn(work, maren, enrolment, SwitchWish(deed, "first-steps", step, "Hun trenger mer tid her."))

    def entries(self) -> list[dict[str, Any]]:
        with self.house.work() as work:
            return [written_by_patient(row) for row in every_entry(work, self.enrolment_id, "first-steps", "trail-log")]


def make_treatment(folder: Path) -> Treatment:
    desk = make_desk(folder)
    desk.people["ida"] = desk.house.person("Ida", "Vik")
    return Treatment(desk, desk.house.enrolled(desk.people["ida"], desk.people["maren"]))


@pytest.fixture
def treatment(tmp_path: Path) -> Treatment:
    return copied(make_treatment, tmp_path)


def long_film(it: Treatment) -> TestResponse:
    """Put together by hand, since the test client would leave its own copy on disk open."""
    client = it.house.browser(it.desk.people["kari"], staff=True)
    sent = film(file=(io.BytesIO(MP4 + bytes(50 * MB)), "lang.mp4"), csrf_token=token(client))
    files = {name: FileStorage(each[0], each[1]) if isinstance(each, tuple) else each for name, each in sent.items()}
    body, length, boundary = stream_encode_multipart(files, use_tempfile=False)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return client.post(f"{LIBRARY}/film", input_stream=body, content_length=length, content_type=kind)


def program(it: Treatment) -> TestResponse:
    return it.post("kari", f"{LIBRARY}/picture", title=WROTE, file=(io.BytesIO(samples.PROGRAM), "h.jpg"))


def captions(it: Treatment) -> TestResponse:
    return it.post("kari", f"{LIBRARY}/film", **film(**{"captions-nb": (io.BytesIO(OUT_OF_ORDER), "nb.vtt")}))


def without_nynorsk(it: Treatment) -> TestResponse:
    assert it.post("kari", f"{STEP}/tilbake", gjor="kast").status_code == 303
    words = {"body-nb": WROTE, "lede-nb": "Kort.", "body-nn": "", "lede-nn": ""}
    return it.post("kari", STEP, gjor="send", **form_of(it.desk, **words))


def two_editors(it: Treatment) -> TestResponse:
    before = form_of(it.desk)
    assert it.post("odd", STEP, gjor="lagre", **{**before, "body-nb": "Odds ord."}).status_code == 303
    return it.post("kari", STEP, gjor="lagre", **{**before, "body-nb": WROTE})


def older_version(it: Treatment) -> TestResponse:
    """The plugin has other words than those that her draft was begun on."""
    it.desk.ship(it.desk.words("Programmets nye ord."))
    return it.clients["kari"].get(STEP)


def draft_kept(it: Treatment, page: str) -> bool:
    with it.house.work() as work:
        draft = draft_of(work, it.desk.clinic.id, KEY)
        return draft is not None and texts_of(draft)["nb"].body in (WROTE, "Odds ord.") and WROTE in page


def hidden_step(it: Treatment, deed: str) -> TestResponse:
    it.turn(deed, "packing")
    return it.post("ida", it.at("packing"), things=f"{WROTE} {deed}")


def sheet_kept(it: Treatment, page: str) -> bool:
    with it.house.work() as work:
        sheet = entry_of(work, it.enrolment_id, "first-steps", "packing")
        assert sheet is not None
        return (
            str(written_by_patient(sheet)["things"]).startswith(WROTE) and not sheet.shared and "lagret for deg" in page
        )


def closed_diary(it: Treatment) -> TestResponse:
    """Sent as its page has it, without a script, and found in the form when the diary is opened again."""
    own = re.findall(
        r'<input type="hidden" name="(draft\w*)" value="([^"]*)"', it.clients["ida"].get(it.at("trail-log")).text
    )
    it.turn("close", "trail-log")
    form = {name: unescape(value) for name, value in own} | {"once": "log-c", "steep": "3", "seen": WROTE}
    answer = it.post("ida", it.at("trail-log", "/innforing"), **form)
    it.turn("open", "trail-log")
    assert f"{WROTE}</textarea>" in it.get("ida", it.at("trail-log"))
    return answer


def future_day(it: Treatment) -> TestResponse:
    form = {"once": "log-f", "steep": "3", "seen": WROTE, "entry-day": "2026-09-22"}
    return it.post("ida", it.at("trail-log", "/innforing"), **form)


def path_in_name(it: Treatment) -> TestResponse:
    picture = (io.BytesIO(samples.picture()), "../../../etc/passwd")
    form = {"body": WROTE, "once": "once-0001", "attached": picture}
    assert it.post("ida", f"/meldinger/{it.enrolment_id}", **form).status_code == 303
    return it.clients["ida"].get(f"/meldinger/{it.enrolment_id}")


def three_hundred(it: Treatment) -> TestResponse:
    form = {"once": "log-1", "steep": "3", "seen": WROTE}
    assert it.post("ida", it.at("trail-log", "/innforing"), **form).status_code == 303
    with it.house.work() as work:
        row = work.session.scalars(select(Entry).where(Entry.step == "trail-log")).one()
        assert row.day is not None
        assert row.saved_at is not None
        for number in range(299):
            more = Entry(enrolment_id=row.enrolment_id, module=row.module, step=row.step, occurrence=f"more-{number}")
            more.day, more.clock, more.answers, more.shared = row.day, row.clock, row.answers, False
            more.saved_at = row.saved_at + timedelta(seconds=number)
            work.add(more)
    return it.clients["ida"].get(it.at("trail-log"))


def shown(it: Treatment, page: str) -> bool:
    return WROTE in page


# What is done, what is answered, the one sentence, and whether what was typed is there.
Row = tuple[str, Callable[[Treatment], TestResponse], int, str, Callable[[Treatment, str], bool]]
ROWS: list[Row] = [
    (
        "a film of 50 MB",
        long_film,
        422,
        "Filen er større enn 40 MB, og det er det meste vi kan ta imot her.",
        lambda _it, page: ">\nPust no.</textarea>" in page and 'value="Pusten ute"' in page,
    ),
    (
        "a picture that is a program",
        program,
        422,
        "Filen er ikke et bilde",
        lambda _it, page: f'value="{WROTE}"' in page,
    ),
    (
        "captions out of order",
        captions,
        422,
        "Tekstingen på bokmål er ute av rekkefølge: linje 6 begynner 00:00.500, og den før begynner 00:01.000.",
        lambda _it, page: ">\nPust.</textarea>" in page and 'value="Pusten ute"' in page,
    ),
    ("two editors of one step", two_editors, 409, "Odd Lie lagret andre ord i dette steget", draft_kept),
    (
        "a draft from an older version",
        older_version,
        200,
        "Programmet har endret teksten",
        lambda it, page: draft_kept(it, page + WROTE) and "Odds ord." in page,
    ),
    (
        "published without nynorsk",
        without_nynorsk,
        422,
        "Steget mangler tekst på nynorsk, og kan ikke publiseres før den er der.",
        draft_kept,
    ),
    (
        "a closed step submitted",
        lambda it: hidden_step(it, "close"),
        403,
        "Behandleren din har lukket dette steget inntil videre. Det du har skrevet, er tatt vare på.",
        sheet_kept,
    ),
    (
        "a hidden step submitted",
        lambda it: hidden_step(it, "hide"),
        403,
        "Dette steget er ikke på veien din nå. Det du har skrevet, er tatt vare på.",
        sheet_kept,
    ),
    (
        "an entry of a closed diary",
        closed_diary,
        403,
        "Behandleren din har lukket dette steget inntil videre. Det du har skrevet, er tatt vare på.",
        lambda it, page: shown(it, page) and "Det du skrev, er lagret for deg" in page and it.entries() == [],
    ),
    (
        "an entry of a future day",
        future_day,
        422,
        "Tidspunktet er fram i tid. Velg når det var.",
        lambda it, page: shown(it, page) and it.entries() == [],
    ),
    (
        "an attachment with a path in its name",
        path_in_name,
        200,
        WROTE,
        lambda _it, page: "passwd" not in page and page.count("<img") == 1,
    ),
    (
        "300 entries",
        three_hundred,
        200,
        "300 innføringer på én dag",
        lambda it, page: len(it.entries()) == 300 and page.count('id="innforing-') <= 40,
    ),
]


def test_each_is_one_sentence_and_nothing_typed_is_lost(treatment: Treatment) -> None:
    for name, deed, status, sentence, kept in ROWS:
        answer = deed(treatment)
        page = unescape(answer.text)
        assert answer.status_code == status, (name, page)
        assert "Traceback" not in page, name
        assert sentence in page, name
        assert kept(treatment, page), name
