"""Templates of messages: a closed set of fields, both languages, whose they are, and three clicks to feedback."""

from __future__ import annotations

from pathlib import Path

import pytest

from varde.dialogue.errors import FieldLeftOpen, NoSuchTemplate, TemplateField, TemplateInBoth, TemplateTooLong
from varde.dialogue.models import Message
from varde.dialogue.service import messages_of, write
from varde.dialogue.templates import drop_template, filled_in, keep_template, templates_for
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.errors import BadInput
from varde.kernel.words import Text
from varde.programmes.message_fields import FIELDS, MessageTemplate, check_templates, fill
from varde.scheduling.booking import book
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

# What a programme declares: key, nb, nn, and what is wrong with it.
DECLARED = [
    ("hello", "Hei {fornavn}.", "Hei, {fornavn}.", ()),
    ("hello", "Hei.", "Hei.", ()),
    ("hello", "Vi ses {tid}, i {modul}.", "I {modul} ser vi deg {tid}.", ()),
    ("Hello", "Hei.", "Hei.", ("the key",)),
    ("hello", "Hei {navn}.", "Hei {navn}.", ("{navn} in nb", "{navn} in nn")),
    ("hello", "Hei {Fornavn}.", "Hei {fornavn}.", ("{Fornavn} in nb", "same fields")),
    ("hello", "Hei {fornavn}.", "Hei.", ("same fields",)),
    ("hello", "Hei {}.", "Hei {}.", ("{} in nb", "{} in nn")),
    ("hello", "x" * 3001, "Hei.", ("longer",)),
]


def test_what_a_programme_may_declare() -> None:
    for key, nb, nn, wrong in DECLARED:
        faults = list(check_templates((MessageTemplate(key, Text("Hilsen", "Helsing"), Text(nb, nn)),)))
        assert len(faults) == len(wrong), (nb, faults)
        assert all(part in fault for part, fault in zip(wrong, faults, strict=True)), (nb, faults)
    twice = MessageTemplate("hello", Text("Hilsen", "Helsing"), Text("Hei.", "Hei."))
    assert list(check_templates((twice, twice))) == ["templates: hello stands twice"]


def test_what_is_put_in_is_no_field() -> None:
    assert fill("{fornavn} {tid} {x}", {"fornavn": "{behandler}", "tid": ""}) == "{behandler} {tid} {x}"


class Desk:
    def __init__(self, house: House) -> None:
        self.house = house
        self.maren = house.person("Maren", "Aas", ("therapist", house.clinic))
        self.sara = house.person("Sara", "Holm", ("therapist", house.clinic))
        self.head = house.person("Per", "Dale", ("head", house.clinic), ("therapist", house.clinic))
        self.tor = house.person("Tor", "Vik", language="nn")
        self.id = house.enrolled(self.tor, self.maren)

    def acts(self, person: Person) -> Actor:
        roles = {self.head.id: ("head", "therapist")}.get(person.id, ("therapist",))
        return self.house.actor(person, *((role, self.house.clinic) for role in roles))

    def keeps(self, person: Person, title: str, nb: str, nn: str, *, clinic: bool = False) -> int:
        with self.house.work() as work:
            place = self.house.clinic.id if clinic else None
            return keep_template(work, self.acts(person), title, Text(nb, nn), place).id

    def sees(self, person: Person) -> list[tuple[str, str]]:
        with self.house.work() as work:
            lines = templates_for(work, self.acts(person), work.session.get_one(Enrolment, self.id))
            return [(line.title, line.whose) for line in lines]


def make_desk(folder: Path) -> Desk:
    return Desk(make_house(sqlite_url(folder), catalogue=all_samples()))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return copied(make_desk, tmp_path)


def test_each_chooses_her_own_the_clinics_and_the_programmes(desk: Desk) -> None:
    desk.keeps(desk.maren, "Min", "Hei.", "Hei.")
    desk.keeps(desk.head, "Vår", "Hei.", "Hei.", clinic=True)
    of_programme = [("Takk for praten", "programme")]
    assert desk.sees(desk.maren) == [("Min", "own"), ("Vår", "clinic"), *of_programme]
    assert desk.sees(desk.sara) == [("Vår", "clinic"), *of_programme]


def test_what_is_refused_and_nothing_of_it_kept(desk: Desk) -> None:
    refused: list[tuple[str, str, str, type[BadInput]]] = [
        ("", "Hei.", "Hei.", TemplateInBoth),
        ("Hilsen", "Hei.", "", TemplateInBoth),
        ("Hilsen", "", "Hei.", TemplateInBoth),
        ("Hilsen", "Hei {fornavn}.", "Hei.", TemplateInBoth),
        ("Hilsen", "Hei {etternavn}.", "Hei {etternavn}.", TemplateField),
        ("Hilsen", "Hei.", "Hei {__class__}.", TemplateField),
        ("x" * 61, "Hei.", "Hei.", TemplateTooLong),
        ("Hilsen", "x" * 3001, "Hei.", TemplateTooLong),
    ]
    for title, nb, nn, error in refused:
        with pytest.raises(error):
            desk.keeps(desk.maren, title, nb, nn)
    with pytest.raises(NoSuchTemplate):
        desk.keeps(desk.maren, "Hilsen", "Hei.", "Hei.", clinic=True)
    hers = desk.keeps(desk.maren, "Hilsen", "Hei.", "Hei.")
    with desk.house.work() as work, pytest.raises(NoSuchTemplate):
        drop_template(work, desk.acts(desk.head), hers)
    with desk.house.work() as work:
        drop_template(work, desk.acts(desk.maren), hers)
    assert [line for line in desk.sees(desk.maren) if line[1] != "programme"] == []


def test_every_field_is_filled_in_and_one_that_is_not_known_stops_the_message(desk: Desk) -> None:
    every = " ".join(f"{{{name}}}" for name in FIELDS)
    code = f"t{desk.keeps(desk.maren, 'Alt', every, every)}"
    maren, said = desk.acts(desk.maren), []
    for booked in (False, True):
        with desk.house.work() as work:
            enrolment = work.session.get_one(Enrolment, desk.id)
            if booked:
                book(work, desk.id, desk.maren.id, "phone", work.now.replace(hour=11, minute=0), 30)
            said.append(filled_in(work, maren, enrolment, code))
    assert said[0].startswith("Tor Maren Aas Klinikken ")
    assert said[0].endswith(" {tid}")
    assert said[1].endswith(" måndag 21. september kl. 13.00"), "in her language"
    assert "{telefon}" in said[1], "the clinic has none"
    assert said[1].count("{") == 1
    with desk.house.work() as work, pytest.raises(FieldLeftOpen):
        write(work, maren, work.session.get_one(Enrolment, desk.id), said[0], "once-open")
    with desk.house.work() as work:
        enrolment = work.session.get_one(Enrolment, desk.id)
        write(work, desk.house.actor(desk.tor), enrolment, "Eg skriv {tid} sjølv.", "once-hers")
        with pytest.raises(NoSuchTemplate):
            filled_in(work, desk.acts(desk.sara), enrolment, code)


def test_three_clicks_from_the_list_to_an_answer(desk: Desk) -> None:
    """The patient, the template, send; and what was begun is not lost on the way."""
    desk.keeps(desk.maren, "Takk", "Takk, {fornavn}. <3", "Takk skal du ha, {fornavn}. <3")
    staff = desk.house.browser(desk.maren, staff=True)
    page = staff.get(f"/pasient/{desk.id}").get_data(as_text=True)
    button = page.split("Takk</button>")[0].rsplit('formaction="', 1)[1].split('"')[0]
    begun = {
        "csrf_token": token(staff),
        "body": "Hei!",
        "once": "once-three",
        "draft": f"message/{desk.id}",
        "draft_page": f"/pasient/{desk.id}",
    }
    answer = staff.post(button, data=begun)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/pasient/{desk.id}#dialog")
    page = staff.get(f"/pasient/{desk.id}").get_data(as_text=True)
    assert "Hei!\n\nTakk skal du ha, Tor. &lt;3</textarea>" in page.replace("\r\n", "\n")
    sent = {"csrf_token": token(staff), "once": "once-three", "body": "Hei!\n\nTakk skal du ha, Tor. <3"}
    assert staff.post(f"/pasient/{desk.id}/melding", data=sent).status_code == 303
    assert "<p>Takk skal du ha, Tor. &lt;3</p>" in staff.get(f"/meldinger/{desk.id}").get_data(as_text=True)
    patient = desk.house.browser(desk.tor)
    form = {"csrf_token": token(patient), "draft": f"message/{desk.id}"}
    assert patient.post(button, data=form).status_code == 403
    assert staff.post(button, data={"csrf_token": token(staff), "draft": "plan/1"}).status_code == 400
    assert staff.post(f"/maler/bruk/{desk.id}/t99", data=begun).status_code == 404


def test_it_is_written_changed_and_deleted_on_a_page(desk: Desk) -> None:
    staff = desk.house.browser(desk.maren, staff=True)
    form = {"csrf_token": token(staff), "title": "<b>Hilsen</b>", "nb": "Hei {fornavn}.", "nn": "Hei, {fornavn}."}
    assert staff.post("/maler", data=form).status_code == 303
    page = staff.get("/maler").get_data(as_text=True)
    assert "&lt;b&gt;Hilsen&lt;/b&gt;" in page
    assert "Hvem kan velge den?" not in page
    wrong = staff.post("/maler?mal=t1", data=form | {"nn": "Hei {namn}."})
    assert (wrong.status_code, "{namn} er ikke et felt" in wrong.get_data(as_text=True)) == (422, True)
    assert staff.post("/maler?mal=t1", data=form | {"nn": "Hei, du {fornavn}."}).status_code == 303
    assert "Hei, du {fornavn}." in staff.get("/maler?mal=t1").get_data(as_text=True)
    head = desk.house.browser(desk.head, staff=True)
    assert "Alle ved Klinikken" in head.get("/maler").get_data(as_text=True)
    assert head.post("/maler/1/slett", data={"csrf_token": token(head)}).status_code == 404
    assert staff.post("/maler/1/slett", data={"csrf_token": token(staff)}).status_code == 303
    with desk.house.work() as work:
        assert messages_of(work, desk.id) == []
        assert work.session.query(Message).count() == 0
