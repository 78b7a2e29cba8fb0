"""What messages quote, kept as it was; and what is found within one patient, and in nobody else."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, replace
from datetime import timedelta
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from varde.assessments.service import open_sheet, submit
from varde.dialogue.quotes import quotes_of
from varde.dialogue.service import write
from varde.dialogue.templates import keep_template
from varde.enrolments.models import Enrolment
from varde.enrolments.opinions import ask
from varde.exchange.fhir.commands import export_group
from varde.identity.models import Person
from varde.identity.service import Contact, set_contact
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.kernel.console import Console
from varde.kernel.settings import read_settings
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.minutes.service import note_call
from varde.modules.models import Entry
from varde.modules.switching import SwitchWish, turn
from varde.notes.service import write_note
from varde.notifications.sending import send_batch
from varde.privacy.export import export_of, research_of
from varde.record.quoting import NoSuchQuote, quotable, quote_of
from varde.record.searching import find_in
from varde.scheduling.booking import book
from varde.scheduling.models import AgendaItem
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, environment, make_house, sqlite_url, token
from varde.testing.servers import Mailbox

HOSTILE = (
    "<script>alert('æ')</script> & \"sitat\" {{ 7*7 }} {modul} %(n)s =1+1 null \\x00 \u202esnevgab\u2066 🧗🏽‍♀️ <b>fet</b> "
    "[lenke](javascript:x) https://" + "lang" * 750
)


class Pair:
    def __init__(self, house: House) -> None:
        self.house = house
        self.maren = house.person("Maren", "Aas", ("therapist", house.clinic))
        self.tor, self.kari = house.person("Tor", "Vik"), house.person("Kari", "Lund")
        self.id, self.other = house.enrolled(self.tor, self.maren), house.enrolled(self.kari, self.maren)
        self.entry = self.share(self.tor, self.id, f"Det stod stille. {HOSTILE[:200]}")
        self.others = self.share(self.kari, self.other, "Mitt eget.")

    def share(self, person: Person, enrolment_id: int, words: str) -> int:
        client = self.house.browser(person)
        address = f"/moduler/{enrolment_id}/know-the-lake/water-diary"
        sent = {"csrf_token": token(client), "day": words, "shared": "1"}
        assert client.post(address, data=sent).status_code == 303
        with self.house.work() as work:
            return max(row.id for row in work.session.query(Entry).where(Entry.enrolment_id == enrolment_id))

    def send(self, person: Person, **form: str) -> int:
        client = self.house.browser(person, staff=person is self.maren)
        sent = {"csrf_token": token(client), "once": f"once-{len(form['body']):06}", **form}
        return client.post(f"/meldinger/{self.id}", data=sent).status_code


def make_pair(folder: Path) -> Pair:
    return Pair(make_house(sqlite_url(folder), catalogue=all_samples()))


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return copied(make_pair, tmp_path)


def speech(work: Work) -> Speech:
    return Speech("nb", work.zone, work.now)


def test_what_is_quoted_stands_as_it_was(pair: Pair) -> None:
    with pair.house.work() as work:
        choices = quotable(work, speech(work), work.session.get_one(Enrolment, pair.id), by_patient=True)
    assert [code for code, _title in choices] == [f"entry-{pair.entry}"]
    assert pair.send(pair.tor, body="Se her", quote=f"entry-{pair.entry}") == 303
    with pair.house.work() as work:
        work.session.get_one(Entry, pair.entry).shared_answers = json.dumps({"day": "Skrevet om siden."})
    for person, staff in ((pair.tor, False), (pair.maren, True)):
        html = pair.house.browser(person, staff=staff).get(f"/meldinger/{pair.id}").get_data(as_text=True)
        shown = html.split('<blockquote class="quote">')[1].split("</blockquote>")[0]
        assert "Det stod stille." in shown
        assert "Skrevet om siden." not in shown
    with pair.house.work() as work:
        (quote,) = quotes_of(work, pair.id).values()
        assert (quote.kind, quote.number) == ("entry", pair.entry)


def test_what_may_not_be_quoted(pair: Pair) -> None:
    for code in (f"entry-{pair.others}", "entry-999", "score-1", "entry-", "x", "entry-²", "score-" + "9" * 40):
        with pair.house.work() as work, pytest.raises(NoSuchQuote):
            quote_of(work, speech(work), work.session.get_one(Enrolment, pair.id), code, by_patient=False)
        assert pair.send(pair.tor, body="Se her", quote=code) == 422, code
    with pair.house.work() as work:
        work.session.get_one(Entry, pair.entry).shared_at = None
    assert pair.send(pair.tor, body="Se her", quote=f"entry-{pair.entry}") == 422, "it is not shared any more"


def test_words_are_found_in_one_patient_and_in_nobody_else(pair: Pair) -> None:
    with pair.house.work() as work:
        tor, kari = (work.session.get_one(Enrolment, each) for each in (pair.id, pair.other))
        maren = pair.house.actor(pair.maren, ("therapist", pair.house.clinic))
        write(work, pair.house.actor(pair.tor), tor, "Jeg fikk KVALME av løk", "once-0001")
        write(work, pair.house.actor(pair.kari), kari, "Kvalme hele dagen", "once-0002")
        write_note(work, maren, tor, "Spør om  kvalme\nneste gang.", "a")
        for wanted, where in (
            ("kvalme", {"message", "note"}),
            ("om kvalme neste", {"note"}),
            ("stod stille", {"entry"}),
            ("hele dagen", set()),
            ("%", set()),
            ("k", set()),
            ("", set()),
        ):
            hits, more = find_in(work, speech(work), tor, wanted)
            assert ({hit.where for hit in hits}, more) == (where, False), wanted
        with pair.house.counted() as statements:
            find_in(work, speech(work), tor, "kvalme")
        assert len(statements) <= 7


def test_hostile_words_are_words_wherever_they_stand(pair: Pair) -> None:
    """By hand: every page on which the words of a message, a topic, a note, a reason or a quote are read again."""
    topic, house = HOSTILE[:60], pair.house
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    assert pair.send(pair.tor, body=HOSTILE, new_topic=topic, quote=f"entry-{pair.entry}") == 303
    with pair.house.work() as work:
        maren = pair.house.actor(pair.maren, ("therapist", pair.house.clinic))
        enrolment = work.session.get_one(Enrolment, pair.id)
        write_note(work, maren, enrolment, HOSTILE[:1900], "a")
        ask(work, maren, enrolment, sara.id, HOSTILE[:1900], 7, "a")
        turn(work, maren, enrolment, SwitchWish("hide", "know-the-lake", "summary", HOSTILE[:490]))
        note_call(work, maren, enrolment, work.today, 10, HOSTILE[:190], "a")
        named = HOSTILE.replace("{modul}", "{fornavn}").replace("{{ 7*7 }}", "")
        keep_template(work, maren, HOSTILE[:60], Text(named[:900], named[:900]), None)
    staff, patient = pair.house.browser(pair.maren, staff=True), pair.house.browser(pair.tor)
    pages = [
        (patient, f"/meldinger/{pair.id}"),
        (patient, f"/min-sti/{pair.id}"),
        (patient, "/innsyn/notater"),
        (staff, f"/meldinger/{pair.id}"),
        (staff, f"/pasient/{pair.id}"),
        (staff, f"/pasient/{pair.id}/avslutt"),
        (staff, f"/pasient/{pair.id}/sok?sok=script"),
        (staff, f"/pasient/{pair.id}/raad"),
        (staff, f"/pasient/{pair.id}/sti"),
        (staff, f"/pasient/{pair.id}/lekser"),
        (staff, f"/pasient/{pair.id}/tid"),
        (staff, "/maler"),
        (staff, "/arbeidsliste"),
        (patient, f"/moduler/{pair.id}"),
        (patient, f"/moduler/{pair.id}/know-the-lake/water-diary"),
        (house.browser(sara, staff=True), "/arbeidsliste"),
    ]
    for client, address in pages:
        html = client.get(address).get_data(as_text=True)
        for run in ("<script>alert", "49 {modul}", "<b>fet", 'href="javascript'):
            assert run not in html, (address, run)
    assert "&lt;script&gt;alert" in staff.get(f"/meldinger/{pair.id}").get_data(as_text=True)
    settle = {"csrf_token": token(staff), "no_answer": "other", "no_answer_why": HOSTILE[:290]}
    assert staff.post(f"/pasient/{pair.id}/avklart", data=settle).status_code == 303
    for client, address in pages:
        assert "<script>alert" not in client.get(address).get_data(as_text=True), address
    use = {"csrf_token": token(staff), "draft": f"message/{pair.id}", "draft_page": f"/pasient/{pair.id}"}
    assert staff.post(f"/maler/bruk/{pair.id}/t1", data=use).status_code == 303
    filled = staff.get(f"/pasient/{pair.id}").get_data(as_text=True)
    assert "<script>alert('æ')</script> & \"sitat\"  Tor %(n)s =1+1" in unescape(
        filled.split('name="body"')[1].split("</textarea>")[0]
    )


def test_hostile_words_are_in_no_file_that_leaves_us(pair: Pair, tmp_path: Path) -> None:
    """Of what is written in words nothing is in the exports of answers; what she asks for of herself has it as it was written."""
    assert pair.send(pair.tor, body=HOSTILE, new_topic=HOSTILE[:60], quote=f"entry-{pair.entry}") == 303
    with pair.house.work() as work:
        sheet = work.session.scalars(
            select(AgendaItem)
            .where(AgendaItem.enrolment_id == pair.id, AgendaItem.kind == "assessment")
            .order_by(AgendaItem.due_at)
        ).first()
        assert sheet is not None
        opened = open_sheet(work, pair.house.actor(pair.tor), sheet.id)
        for key in opened.instruments:
            instrument = work.catalogue.one(Instrument, key)
            submit(work, pair.house.actor(pair.tor), opened, key, {item.key: 1 for item in items_of(instrument)})
    choice = ["--organisation", "klinikken", "--programme", "lake"]
    platform = pair.house.platform
    console = Console(lambda: platform.catalogue, lambda: platform)
    for form in ("fhir", "csv"):
        out = tmp_path / form
        run = CliRunner().invoke(export_group, ["responses", *choice, "--format", form, "--out", str(out)], obj=console)
        assert run.exit_code == 0, run.output
        written = out.read_text(encoding="utf-8")
        assert written.count("\n") > 1
        assert not any(word in written for word in ("script", "langlang", "Det stod stille", "=1+1")), form
    with pair.house.work() as work:
        held = json.loads(json.dumps([asdict(table) for table in export_of(work, pair.tor.id)], default=str))
        researched = json.dumps([asdict(table) for table in research_of(work, pair.tor.id)], default=str)
    texts = [value for table in held for row in table["rows"] for value in row.values()]
    assert HOSTILE in texts
    assert "script" not in researched


def test_hostile_words_run_in_no_table(pair: Pair) -> None:
    """By hand: the ways a cell can begin that a spreadsheet runs, in the table of her own entries."""
    sample = pair.house.enrolled(pair.tor, pair.maren, "sample")
    client, log = pair.house.browser(pair.tor), f"/moduler/{sample}/first-steps/trail-log/innforing"
    begins = ("=", "+", "-", "@", "\t=", "\r\n=", " =", "＝", "'=", '"=', ";=", "<script>")
    for number, begin in enumerate(begins):
        written = {"csrf_token": token(client), "once": f"log-{number}", "steep": "3"}
        assert client.post(log, data=written | {"seen": f"{begin}cmd|' /C calc'!A0\n{HOSTILE[:60]}"}).status_code == 303
    answer = client.get(f"{log}/last-ned")
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("text/csv", "nosniff")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    header, *rows = csv.reader(StringIO(answer.get_data(as_text=True).lstrip("\ufeff"), newline=""))
    assert [len(row) for row in rows] == [len(header)] * len(begins), "no word makes a cell or a row of its own"
    cells = [cell for row in rows for cell in row if "calc" in cell]
    assert len(cells) == len(begins)
    assert [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@", "＝")] == []


def test_hostile_words_are_in_no_mail(pair: Pair, mailbox: Mailbox) -> None:
    """Of a message, its topic, an appointment's place and who takes part, and what a colleague is asked, the mail says nothing."""
    house = pair.house
    colleague = house.person("Sara", "Holm", ("therapist", house.clinic))
    url = f"smtp://{mailbox.host}:{mailbox.port}"
    variables = {"VARDE_MAIL_URL": url, "VARDE_MAIL_SENDER": "svar@varde.example.no"}
    settings = read_settings(environment("sqlite:///x.sqlite", **variables))
    house.platform.settings = replace(house.platform.settings, mail=settings.mail, notices_a_day=99)
    injected = f"\r\nBcc: x@example.no\r\nATTENDEE:x {HOSTILE[:120]}"
    with house.work() as work:
        for person in (pair.tor, colleague):
            set_contact(
                work, work.session.get_one(Person, person.id), Contact("email", None, f"{person.id}@example.no")
            )
        at = work.now + timedelta(days=2)
        book(
            work,
            pair.id,
            pair.maren.id,
            "phone",
            at,
            30,
            injected,
            by_id=pair.maren.id,
            party="other",
            party_words=injected,
        )
        maren = house.actor(pair.maren, ("therapist", house.clinic))
        ask(work, maren, work.session.get_one(Enrolment, pair.id), colleague.id, injected, 7, "once")
    assert pair.send(pair.maren, body=f"{HOSTILE[:28]}{injected[:33]}", new_topic=HOSTILE[:28]) == 303
    send_batch(house.platform)
    assert {message["To"] for message in mailbox.messages} == {
        f"{pair.tor.id}@example.no",
        f"{colleague.id}@example.no",
    }
    for message in mailbox.messages:
        parts = [part.get_payload(decode=True) or b"" for part in message.walk() if not part.is_multipart()]
        said = b"".join(part for part in parts if isinstance(part, bytes)).decode() + str(message.items())
        assert "Logg inn" in said
        for word in ("script", "alert(", "langlang", "Bcc", "ATTENDEE:x"):
            assert word not in said, (word, said)
