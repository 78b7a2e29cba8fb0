"""The same done for several: each whole or refused with a sentence. Everything that is wrong in one clinic, through the pages."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from varde.audit.models import AccessEntry
from varde.caseload.models import CaseloadRow
from varde.caseload.several import chosen_of
from varde.dialogue.models import Message
from varde.dialogue.service import write
from varde.enrolments.models import Enrolment, EnrolmentEvent
from varde.enrolments.service import change_responsible
from varde.identity.models import Person
from varde.scheduling.models import Appointment
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

SEVERAL = "/arbeidsliste/flere"
STRANGER = "En du ikke har ansvaret for: Du har ikke ansvaret for henne eller ham."


@dataclass
class Ward:
    """Maren's two who are quiet, one who waits for an answer, one in danger; and one of Sara's."""

    house: House
    maren: Person
    sara: Person
    ids: dict[str, int]


def make_ward(folder: Path) -> Ward:
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    maren, sara = (house.person(name, "Aas", ("therapist", house.clinic)) for name in ("Maren", "Sara"))
    people = {name: house.person(name, "Vik") for name in ("Anne", "Berit", "Waits", "Danger", "Foreign")}
    ids = {name: house.enrolled(person, sara if name == "Foreign" else maren) for name, person in people.items()}
    with house.work() as work:
        write(work, house.actor(people["Waits"]), work.session.get_one(Enrolment, ids["Waits"]), "Hei?", "k")
        work.session.execute(
            update(CaseloadRow).where(CaseloadRow.enrolment_id == ids["Danger"]).values(risk_since=work.now)
        )
    return Ward(house, maren, sara, ids)


def sent(client: FlaskClient, deed: str, ids: list[int], **form: Any) -> tuple[int, str]:
    answer = client.post(f"{SEVERAL}/{deed}", data=form | {"velg": ids, "csrf_token": token(client)})
    return answer.status_code, " ".join(unescape(answer.get_data(as_text=True)).split())


def test_a_greeting_to_several(tmp_path: Path) -> None:
    ward = copied(make_ward, tmp_path)
    house, ids, maren = ward.house, ward.ids, ward.house.browser(ward.maren, staff=True)
    asked = maren.get(f"{SEVERAL}?gjor=nudge&" + "&".join(f"velg={each}" for each in ids.values()))
    shown = unescape(asked.get_data(as_text=True))
    assert "4 er valgt" in shown
    assert "I fare: ring i stedet" in shown
    assert "Venter på svar: svar i stedet" in shown
    assert "1 av dem du valgte, har du ikke ansvaret for." in shown
    assert "Foreign" not in shown

    def messages() -> int:
        with house.work() as work:
            return work.session.scalar(select(func.count()).select_from(Message)) or 0

    for body, said in (("", "Skriv en melding"), ("Hei Anne  Vik!", "Hilsenen nevner Anne Vik"), ("x" * 5001, "5000")):
        status, page = sent(maren, "hilsen", [*ids.values()], body=body, once="1")
        assert (status, said in page, messages()) == (422, True, 1), body[:20]
    with house.counted() as statements:
        status, page = sent(maren, "hilsen", [*ids.values(), 999_999], body="Hei!", once="1")
    assert status == 200
    assert "Hilsenen er sendt til 2." in page
    for said in (
        "Waits Vik</a>: Venter på svar på en melding. Les den og svar.",
        "Danger Vik</a>: Et varsel om fare er åpent. Ring i stedet.",
    ):
        assert said in page
    assert page.count(STRANGER) == 2, "somebody else's and nobody are told alike"
    assert messages() == 3
    assert sum("INTO access_entry" in each for each in statements) == 1, "all of it is logged at once"
    assert sent(maren, "hilsen", [ids["Anne"]], body="Hei!", once="1")[0] == 303
    assert messages() == 3, "the same form is one greeting"
    with house.work() as work:
        waits = work.session.get_one(CaseloadRow, ids["Waits"])
        assert waits.unanswered_since is not None
        logged = work.session.execute(
            select(AccessEntry.outcome, func.count())
            .where(AccessEntry.what == "messages")
            .group_by(AccessEntry.outcome)
        )
        assert {row[0]: row[1] for row in logged} == {"ok": 5, "denied": 2}
    assert sent(maren, "hilsen", [], body="Hei!", once="2")[0] == 303
    assert sent(maren, "hilsen", list(range(1000, 1051)), body="Hei!", once="2")[0] == 303
    assert messages() == 3


def test_several_are_handed_over(tmp_path: Path) -> None:
    ward = copied(make_ward, tmp_path)
    house, ids = ward.house, ward.ids
    maren = house.browser(ward.maren, staff=True)
    both = [ids["Anne"], ids["Berit"]]
    wrong = (
        ({"receiver": str(ward.sara.id), "reason": "xx"}, "Skriv hvorfor du gir videre."),
        ({"receiver": str(ward.maren.id), "reason": "Jeg går i permisjon"}, "Velg hvem som skal ta over."),
        ({"receiver": "", "reason": "Jeg går i permisjon"}, "Velg hvem som skal ta over."),
    )
    for form, said in wrong:
        status, page = sent(maren, "videre", both, **form)
        assert (status, said in page) == (422, True), form
    counts = []
    for chosen in (both[:1], [*both, ids["Waits"], ids["Danger"]]):
        with house.counted() as statements:
            maren.get(f"{SEVERAL}?gjor=hand_over&" + "&".join(f"velg={each}" for each in chosen))
        counts.append(len(statements))
    assert counts[0] == counts[1], "the form asks as little about many as about one"
    handed = {"receiver": str(ward.sara.id), "reason": "Jeg går i permisjon"}
    assert sent(maren, "videre", both, **handed)[0] == 303
    with house.work() as work:
        assert {work.session.get_one(Enrolment, each).therapist_id for each in both} == {ward.sara.id}
        events = work.session.scalars(select(EnrolmentEvent).where(EnrolmentEvent.kind == "handed_over")).all()
        assert [(event.enrolment_id, event.by_id) for event in events] == [(each, ward.maren.id) for each in both]
    status, page = sent(maren, "videre", [*both, ids["Foreign"], ids["Danger"]], **handed)
    assert status == 200
    for name in ("Anne", "Berit"):
        assert f"{name} Vik: Har fått en annen ansvarlig mens du holdt på. Ingenting er endret." in page
    assert STRANGER in page
    assert "Én er gitt videre." in page
    assert "Foreign" not in page


def test_an_appointment_each_in_a_row(tmp_path: Path) -> None:
    ward = copied(make_ward, tmp_path)
    house, ids = ward.house, ward.ids
    maren = house.browser(ward.maren, staff=True)
    form = {"kind": "phone", "day": "2026-09-24", "clock": "10.00", "minutes": "30"}
    for wrong in ({"day": "2020-01-01"}, {"clock": "25.00"}, {"minutes": "-5"}, {"kind": "x"}):
        status, page = sent(maren, "timer", [ids["Anne"]], **{**form, **wrong})
        assert (status, f'id="{next(iter(wrong))}-feil"' in page) == (422, True), wrong
    order = [ids["Danger"], ids["Anne"], ids["Foreign"], ids["Berit"]]
    assert sent(maren, "timer", [ids["Waits"]], **{**form, "clock": "10.30"})[0] == 303
    status, page = sent(maren, "timer", order, **form)
    assert status == 200
    assert "2 timer er satt opp." in page
    assert "Anne Vik</a>:" in page, "her hour is taken, and is left to whoever has it"
    with house.work() as work:
        rows = work.session.execute(
            select(Appointment.enrolment_id, Appointment.starts_at).order_by(Appointment.starts_at)
        )
        booked = [(enrolment_id, f"{at:%H.%M}") for enrolment_id, at in rows]
    assert booked == [(ids["Danger"], "08.00"), (ids["Waits"], "08.30"), (ids["Berit"], "09.00")]


def test_whoever_has_somebody_else_now_is_named_once_each(database_url: str) -> None:
    house = make_house(database_url, catalogue=all_samples())
    maren, sara = (house.person(name, "Aas", ("therapist", house.clinic)) for name in ("Maren", "Sara"))
    namesakes = [house.enrolled(house.person("Anne", "Vik"), maren) for _ in range(2)]
    foreign = house.enrolled(house.person("Foreign", "Vik"), sara)
    for person_id in (sara.id, maren.id, sara.id):
        house.clock.move(minutes=1)
        with house.work() as work:
            for each in namesakes:
                change_responsible(work, work.session.get_one(Enrolment, each), person_id, maren.id, "handed_over")
    with house.work() as work:
        choice = chosen_of(work, house.actor(maren, ("therapist", house.clinic)), [*namesakes, foreign])
        assert choice.people == ()
        assert choice.lately == ("Anne Vik", "Anne Vik"), "two people of one name, each of whom was hers twice"
        assert choice.strangers == 1
    house.platform.engine.dispose()
