"""What a referrer sees: what she sent, what became of it, what she is asked, and nothing of anybody's record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from varde.audit.models import AccessEntry
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.service import start
from varde.identity.models import Person
from varde.privacy.service import block
from varde.referrals.asking import answer_more, ask_more
from varde.referrals.models import MoreAsked
from varde.referrals.passing_on import pass_on
from varde.referrals.receiving import see
from varde.referrals.service import decide
from varde.referrals.waiting_line import put_in_line
from varde.testing.house import House, token
from varde.testing.referrers import health_professional

from .conftest import Practice, filled, plain


def at_work(practice: Practice, act: Any) -> None:
    """Let the therapist do something with the only referral that was sent."""
    house = practice.house
    with house.work() as work:
        enrolment = work.session.scalars(
            select(Enrolment).join(Referral, Referral.enrolment_id == Enrolment.id).order_by(Enrolment.id)
        ).first()
        assert enrolment is not None
        act(work, house.actor(practice.therapist, ("therapist", house.clinic)), enrolment)
    house.platform.drain()


def accept(work: Any, actor: Any, enrolment: Enrolment) -> None:
    decide(work, actor, enrolment, accept=True, track=None)


def begin(work: Any, actor: Any, enrolment: Enrolment) -> None:
    accept(work, actor, enrolment)
    start(work, enrolment)


def leave(work: Any, actor: Any, enrolment: Enrolment) -> None:
    begin(work, actor, enrolment)
    end(work, actor.person_id, enrolment, "no_effect")


def test_she_sees_nothing_before_she_has_sent_anything(practice: Practice) -> None:
    assert practice.rows() == []
    assert "Du har ikke sendt noen henvisning det siste året." in practice.browser.get("/henvis").get_data(as_text=True)


def test_it_is_being_assessed_before_and_after_it_is_received(practice: Practice) -> None:
    client = practice.browser
    client.post("/henvis/klinikken/lake", data=filled(practice.house) | {"csrf_token": token(client)})
    before = practice.rows()
    practice.house.platform.drain()
    assert before == practice.rows()
    assert before == ["Jonas Aker , f. 1988 Vannrunden Klinikken 21. september Vurderes Svar senest 5. oktober"]


def decline(work: Any, actor: Any, enrolment: Enrolment) -> None:
    decide(work, actor, enrolment, accept=False, note="Noe annet passer.", reason="too_ill")


def put_last(work: Any, actor: Any, enrolment: Enrolment) -> None:
    put_in_line(work, actor, enrolment, date(2026, 11, 11))


def take_back(work: Any, _actor: Any, enrolment: Enrolment) -> None:
    end(work, enrolment.person_id, enrolment, "withdrawn")


def asked_of(of: str, question: str = "") -> Any:
    return lambda work, actor, enrolment: ask_more(work, actor, enrolment, of, ["has_map"], date(2026, 9, 24), question)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (accept, "Har fått plass 21. september"),
        (begin, "I gang Begynte 21. september"),
        (leave, "Avsluttet 21. september"),
        (decline, "Ikke plass 21. september"),
        (put_last, "Venteliste, nummer 1 Lovet plass senest 11. november"),
        (take_back, "Trukket 21. september"),
        (asked_of("referrer"), "Mangler svar fra deg Svar senest 5. oktober"),
        (asked_of("patient"), "Vurderes Svar senest 5. oktober"),
    ],
)
def test_what_became_of_it(practice: Practice, act: Any, said: str) -> None:
    practice.send()
    at_work(practice, act)
    (row,) = practice.rows()
    assert row.removeprefix("Jonas Aker , f. 1988 Vannrunden Klinikken 21. september ") == said


def test_one_that_was_passed_on_is_followed(practice: Practice) -> None:
    practice.send()
    at_work(
        practice,
        lambda work, actor, e: pass_on(
            work, actor, e, e.organisation, practice.house.programme("ridge"), "Passer bedre."
        ),
    )
    (row,) = practice.rows()
    assert "Sendt videre hit" in row
    assert practice.house.programme("ridge").title.nb in row
    assert "Vurderes" in row


def test_of_somebody_who_was_here_already_she_learns_nothing(practice: Practice) -> None:
    """The patient is in treatment. What the referrer sees is what she sees of anybody, until the clinic has read it."""
    house = practice.house
    jonas = house.person("Jonas", "Aker", birth_date=date(1988, 2, 3))
    enrolment_id = house.enrolled(jonas, practice.therapist, "lake")
    with house.work() as work:
        number = work.vault.open("person.nin", work.session.get_one(Person, jonas.id).nin_sealed or b"")
    practice.send(nin=number)
    practice.send()
    known, unknown = practice.rows()
    assert known == unknown
    with house.work() as work:
        see(work, house.actor(practice.therapist, ("therapist", house.clinic)), enrolment_id)
    assert "Lest, pasienten får svar" in practice.rows()[1]
    assert "I gang" not in "".join(practice.rows())


def test_whom_she_wrote_is_shown_and_not_whom_the_number_belongs_to(practice: Practice) -> None:
    house = practice.house
    stranger = house.person("Berit", "Hemmelig", birth_date=date(1970, 1, 1))
    with house.work() as work:
        number = work.vault.open("person.nin", work.session.get_one(Person, stranger.id).nin_sealed or b"")
    practice.send(nin=number)
    page = practice.browser.get("/henvis").get_data(as_text=True)
    assert ("Jonas Aker" in page, "Berit" in page, "1970" in page) == (True, False, False)


def test_a_patient_who_keeps_her_out_is_as_nobody_had_read_it(practice: Practice) -> None:
    practice.send()
    at_work(practice, begin)
    at_work(practice, lambda work, _actor, e: block(work, e.person_id, practice.gp.id))
    assert practice.rows() == [
        "Jonas Aker , f. 1988 Vannrunden Klinikken 21. september Vurderes Svar senest 5. oktober"
    ]


def test_another_referrer_sees_nothing_of_it(practice: Practice) -> None:
    practice.send()
    at_work(practice, asked_of("referrer", ""))
    other = practice.house.browser(health_professional(practice.house, "Odd", "Moe", "doctor"), staff=True)
    page = other.get("/henvis").get_data(as_text=True)
    assert ("Jonas" in page, "/henvis/svar/" in page) == (False, False)
    assert other.get("/henvis/svar/1").status_code == 409
    assert other.post("/henvis/svar/1", data={"csrf_token": token(other)}).status_code == 409


def test_after_a_year_it_is_not_shown(practice: Practice) -> None:
    practice.send()
    practice.house.clock.move(days=366)
    assert practice.rows() == []


def test_she_completes_what_is_missing(practice: Practice) -> None:
    practice.send(fact_has_map="unknown")
    question = "Har hun kart?"
    at_work(practice, asked_of("referrer", question))
    client = practice.browser
    page = client.get("/henvis").get_data(as_text=True)
    assert "Klinikken trenger svar om Jonas Aker" in page
    assert question in page
    assert "Maren Aas, psykolog" in page
    assert 'name="fact_willing"' not in page, "only what is asked for"
    nothing = client.post("/henvis/svar/1", data={"answer": "", "csrf_token": token(client)})
    assert nothing.status_code == 422
    assert "Svar på minst ett av spørsmålene" in nothing.get_data(as_text=True)
    wrong = client.post("/henvis/svar/1", data={"fact_has_map": "perhaps", "answer": "Hm", "csrf_token": token(client)})
    assert (wrong.status_code, "Hm</textarea>" in wrong.get_data(as_text=True)) == (422, True)
    sent = client.post("/henvis/svar/1", data={"fact_has_map": "yes", "answer": "Ja.", "csrf_token": token(client)})
    assert (sent.status_code, sent.location) == (303, "/henvis")
    assert "Svaret er sendt til klinikken." in client.get("/henvis").get_data(as_text=True)
    assert "Vurderes" in practice.rows()[0]
    assert client.post("/henvis/svar/1", data={"answer": "Igjen", "csrf_token": token(client)}).status_code == 409
    with practice.house.work() as work:
        referral = work.session.scalars(select(Referral)).one()
        assert (referral.facts["has_map"], referral.outcome) == (True, "eligible")
        entries = work.session.scalars(select(AccessEntry).where(AccessEntry.role == "referrer")).all()
        assert [(entry.actor_name, entry.action, entry.what) for entry in entries] == [
            ("Hanne Løvås, lege", "write", "referral"),
            ("Hanne Løvås, lege", "write", "referral"),
        ]


def test_the_staff_asks_on_the_page_of_the_referral(practice: Practice) -> None:
    practice.send(fact_has_map="unknown")
    staff = practice.house.browser(practice.therapist, staff=True)
    with practice.house.work() as work:
        enrolment_id = work.session.scalars(select(Enrolment.id)).one()
    page = staff.get(f"/henvisning/{enrolment_id}").get_data(as_text=True)
    assert 'value="has_map" id="wanted" checked' in page, "what is missing is ticked beforehand"
    given = {
        "of": "referrer",
        "wanted": ["has_map"],
        "more": "",
        "answer_day": "2026-09-20",
        "csrf_token": token(staff),
    }
    refused = staff.post(f"/henvisning/{enrolment_id}/be-om-mer", data=given)
    assert refused.status_code == 422
    assert "Velg en dag fra i morgen til 05.10.2026." in refused.get_data(as_text=True)
    sent = staff.post(f"/henvisning/{enrolment_id}/be-om-mer", data=given | {"answer_day": "2026-09-24"})
    assert sent.location == f"/henvisning/{enrolment_id}#be-om-mer"
    page = staff.get(f"/henvisning/{enrolment_id}").get_data(as_text=True)
    assert "Spurt Hanne Løvås, svar innen torsdag 24. september." in page


def test_the_patient_answers_on_her_receipt(practice: Practice) -> None:
    practice.send(fact_has_map="unknown")
    at_work(practice, asked_of("patient", "Og kart?"))
    with practice.house.work() as work:
        enrolment = work.session.scalars(select(Enrolment)).one()
        patient = work.session.get_one(Person, enrolment.person_id)
    client, address = practice.house.browser(patient), f"/pamelding/{enrolment.id}"
    page = client.get(f"{address}/mottatt").get_data(as_text=True)
    assert "Klinikken spør deg om noe" in page
    assert "Har du kart?" in page
    wrong = client.post(f"{address}/svar", data={"fact_has_map": "perhaps", "csrf_token": token(client)})
    assert wrong.status_code == 422
    done = client.post(f"{address}/svar", data={"fact_has_map": "yes", "csrf_token": token(client)})
    assert (done.status_code, done.location) == (303, f"{address}/mottatt")
    page = client.get(f"{address}/mottatt").get_data(as_text=True)
    assert ("Takk. Svaret er sendt" in page, "Klinikken spør deg om noe" in page) == (True, False)
    again = client.post(f"{address}/svar", data={"fact_has_map": "no", "csrf_token": token(client)})
    assert again.status_code == 409


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_in_every_language(practice: Practice, language: str) -> None:
    practice.send()
    assert practice.browser.get(f"/henvis?lang={language}").status_code == 200


def test_statements_do_not_grow_with_what_was_sent(practice: Practice) -> None:
    def cost() -> int:
        client = practice.browser
        client.get("/henvis")
        with practice.house.counted() as statements:
            assert client.get("/henvis").status_code == 200
        return len(statements)

    practice.send()
    at_work(practice, asked_of("referrer", ""))
    one = cost()
    for _ in range(4):
        practice.send()
    assert cost() == one


@pytest.mark.parametrize("way", ["get /henvis", "get /henvis/svar/{id}", "post /henvis/svar/{id}"])
def test_what_she_has_sent_is_read_once_for_a_page(practice: Practice, way: str) -> None:
    practice.send()
    at_work(practice, asked_of("referrer", ""))
    client = practice.browser
    with practice.house.work() as work:
        asked_id = work.session.scalars(select(MoreAsked.id)).one()
    method, address = way.format(id=asked_id).split()
    wrong = {"csrf_token": token(client)} if method == "post" else None
    with practice.house.counted() as statements:
        assert client.open(address, method=method.upper(), data=wrong).status_code == (422 if wrong else 200)
    assert sum("FROM posted_referral" in each for each in statements) == 1


def test_one_of_the_wrong_profession_is_told_who_refers(practice: Practice) -> None:
    lake = practice.house.programme("lake")
    object.__setattr__(lake, "referrers", ("doctor", "dietitian"))
    try:
        physio = practice.house.browser(
            health_professional(practice.house, "Petter", "Nygård", "physiotherapist"), staff=True
        )
        page = physio.get("/henvis").get_data(as_text=True)
        assert "Hit henviser lege eller klinisk ernæringsfysiolog." in page
        assert "/henvis/klinikken/lake" not in page
        form = filled(practice.house) | {"csrf_token": token(physio)}
        for answer in (physio.get("/henvis/klinikken/lake"), physio.post("/henvis/klinikken/lake", data=form)):
            assert answer.status_code == 422
            assert "Helsepersonellregisteret sier ikke at du er det." in answer.get_data(as_text=True)
        assert practice.send() == 303
    finally:
        object.__setattr__(lake, "referrers", ("doctor", "dietitian", "physiotherapist"))


OF_NO_RECORD = ("staff", "kin")
"""What is open to everybody at work: the instruments, and whom oneself is close to."""


def test_no_page_of_a_record_opens_whatever_its_address(practice: Practice, house: House) -> None:
    """Every address of the application, of the patient whom she has referred and who has begun: to look at, and to send to."""
    practice.send()
    at_work(practice, begin)
    with house.work() as work:
        enrolment = work.session.scalars(select(Enrolment)).one()
        numbers = {
            "enrolment_id": enrolment.id,
            "person_id": enrolment.person_id,
            "key": "klinikken",
            "programme": "lake",
        }
    referrer, asked, wrong = practice.browser, 0, []
    mark = token(referrer)
    for rule in house.app.url_map.iter_rules():
        audience = getattr(house.app.view_functions[rule.endpoint], "audience", "")
        if audience in ("public", "", "refer", "signed_in") or "static" in rule.endpoint:
            continue
        address = rule.rule
        for argument in rule.arguments:
            for kind in ("int:", "path:", ""):
                address = address.replace(f"<{kind}{argument}>", str(numbers.get(argument, 1)))
        for method in ("GET", "POST"):
            if method not in (rule.methods or ()):
                continue
            answer = referrer.open(address, method=method, data={"csrf_token": mark} if method == "POST" else None)
            asked += 1
            refused = answer.status_code in (403, 404, 405) or audience in OF_NO_RECORD
            if not refused or "Jonas" in answer.get_data(as_text=True):
                wrong.append((method, address, audience, answer.status_code))
    assert asked > 200
    assert not wrong, "\n".join(map(str, wrong))


def test_both_answers_stand_side_by_side_where_they_disagree(practice: Practice) -> None:
    practice.send()
    at_work(
        practice,
        lambda work, actor, e: ask_more(work, actor, e, "patient", ["has_map", "willing"], date(2026, 9, 24), ""),
    )
    with practice.house.work() as work:
        enrolment = work.session.scalars(select(Enrolment)).one()
        answer_more(work, enrolment.person_id, enrolment, "patient", {"has_map": False, "willing": True}, "")
    page = (
        practice.house.browser(practice.therapist, staff=True).get(f"/henvisning/{enrolment.id}").get_data(as_text=True)
    )
    body = page.split('id="h-begge"')[1].split("</tbody>")[0]
    rows = [plain(row) for row in body.split('<tbody role="rowgroup">')[1].split("</tr>") if row.strip()]
    assert "Ett svar er ulikt" in plain(body)
    assert rows == ["Har kart Nei Ja Ulikt svar", "Vil ro selv Ja Ja"]


def test_who_alone_has_answered_stands_beside_nobody(practice: Practice) -> None:
    practice.send()
    with practice.house.work() as work:
        enrolment_id = work.session.scalars(select(Enrolment.id)).one()
    page = (
        practice.house.browser(practice.therapist, staff=True).get(f"/henvisning/{enrolment_id}").get_data(as_text=True)
    )
    assert 'id="h-begge"' not in page
