"""The patient's page: the gates, what it shows, everything that can be done from it, and what it costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from varde.assessments.models import Response
from varde.audit.models import AccessEntry
from varde.dialogue.models import Message
from varde.dialogue.service import thread_of, write
from varde.enrolments.access import open_record
from varde.enrolments.service import history_of
from varde.identity.models import Person
from varde.kernel import text
from varde.modules.entries import entry_of, feedback_on, save_entry
from varde.modules.progress import path_of
from varde.notifications.models import Delivery
from varde.privacy.models import Block
from varde.programmes.values import Exercise
from varde.scheduling.agenda import plan, tick
from varde.scheduling.models import AgendaItem, Appointment
from varde.scheduling.service import agenda_of, appointments_of
from varde.testing.house import House

from .conftest import send


def page_of(client: FlaskClient, enrolment_id: int) -> str:
    answer = client.get(f"/pasient/{enrolment_id}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def denied(house: House, person: Person) -> int:
    with house.work() as work:
        found = work.session.scalar(
            select(func.count())
            .select_from(AccessEntry)
            .where(AccessEntry.actor_id == person.id, AccessEntry.outcome == "denied")
        )
        return found or 0


def patient_writes(house: House, ingrid: Person, enrolment_id: int, body: str, once: str = "k") -> None:
    with house.work() as work:
        actor = house.actor(ingrid)
        write(work, actor, open_record(work, actor, enrolment_id, "messages", write=True), body, once)


def share_a_worksheet(house: House, ingrid: Person, enrolment_id: int) -> int:
    with house.work() as work:
        enrolment = open_record(work, house.actor(ingrid), enrolment_id, "exercise", write=True)
        here = path_of(work, enrolment, "nb").here
        assert here is not None
        step = next(step for step in here.module.steps if isinstance(step, Exercise))
        answers = {f.key: 7 if f.kind.bounds else "Det slapp litt." for f in step.fields if f.key != "waves"}
        save_entry(work, enrolment, here.module, step, answers, shared=True, submit=True)
        work.session.flush()
        sheet = entry_of(work, enrolment_id, here.module.key, step.key)
        assert sheet is not None
        return sheet.id


# --- the gates


def test_the_therapist_opens_the_record_and_it_is_logged(
    house: House, maren: Person, under_way: int, therapist: FlaskClient
) -> None:
    page = page_of(therapist, under_way)
    assert "<h1>Ingrid Solheim</h1>" in page
    assert "uke 1 av 24" in page
    with house.work() as work:
        entry = work.session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
        assert entry is not None
        assert (entry.actor_id, entry.what, entry.basis, entry.action) == (maren.id, "record", "therapist", "read")


def test_another_organisation_cannot_tell_that_it_exists(house: House, under_way: int) -> None:
    ola = house.person("Ola", "Ås", ("therapist", house.elsewhere))
    assert house.browser(ola, staff=True).get(f"/pasient/{under_way}").status_code == 404
    assert denied(house, ola) == 1
    assert house.browser(ola, staff=True).get("/pasient/999999").status_code == 404


def test_a_manager_sees_no_patient(house: House, under_way: int) -> None:
    nina = house.person("Nina", "Falk", ("manager", house.trust))
    answer = house.browser(nina, staff=True).get(f"/pasient/{under_way}")
    assert answer.status_code == 403
    assert "Ingrid" not in answer.get_data(as_text=True)
    assert denied(house, nina) == 1


def test_the_patient_has_another_page(house: House, ingrid: Person, under_way: int) -> None:
    assert house.browser(ingrid).get(f"/pasient/{under_way}").status_code == 403


def test_a_colleague_is_offered_to_take_over_and_sees_nothing(house: House, under_way: int) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic), title="psykolog")
    client = house.browser(sara, staff=True)
    answer = client.get(f"/pasient/{under_way}")
    assert answer.status_code == 403
    assert "Ingrid" not in answer.get_data(as_text=True)
    assert denied(house, sara) == 1
    short = send(client, f"/pasient/{under_way}/ta-over", {"reason": "syk"})
    assert (short.status_code, "med noen ord" in short.get_data(as_text=True)) == (422, True)
    assert send(client, f"/pasient/{under_way}/ta-over").status_code == 422
    assert send(client, f"/pasient/{under_way}/ta-over", {"reason": "Maren er i permisjon."}).status_code == 303
    assert "Maren er i permisjon." in page_of(client, under_way)
    assert house.enrolment(under_way).therapist_id == sara.id


@pytest.mark.parametrize(
    "deed",
    [
        "melding",
        "avklart",
        "ark/1",
        "time",
        "sti/boat-and-oars",
        "sti/angre/1",
        "gjenoppta",
        "angre",
        "apne-igjen",
        "avslutt",
        "ta-over",
    ],
)
def test_no_deed_is_done_from_outside(house: House, under_way: int, deed: str) -> None:
    ola = house.person("Ola", "Ås", ("therapist", house.elsewhere))
    client = house.browser(ola, staff=True)
    assert send(client, f"/pasient/{under_way}/{deed}", {"reason": "Jeg vil bare se."}).status_code == 404
    assert denied(house, ola) == 1
    assert house.enrolment(under_way).state == "active"


def test_a_block_closes_page_and_deeds_and_taking_over(
    house: House, maren: Person, ingrid: Person, under_way: int, therapist: FlaskClient
) -> None:
    with house.work() as work:
        work.add(Block(patient_id=ingrid.id, blocked_id=maren.id, created_at=work.now))
    assert therapist.get(f"/pasient/{under_way}").status_code == 403
    assert send(therapist, f"/pasient/{under_way}/avslutt").status_code == 403
    assert send(therapist, f"/pasient/{under_way}/ta-over", {"reason": "Jeg prøver igjen."}).status_code == 403
    assert denied(house, maren) == 3


def test_a_deed_without_the_token_is_not_done(house: House, under_way: int, therapist: FlaskClient) -> None:
    assert therapist.post(f"/pasient/{under_way}/avslutt").status_code == 400
    assert house.enrolment(under_way).state == "active"


# --- what can be done


def test_a_reply_is_sent_once_and_settles(house: House, ingrid: Person, under_way: int, therapist: FlaskClient) -> None:
    patient_writes(house, ingrid, under_way, "Er det for tidlig å kutte løk?")
    page = page_of(therapist, under_way)
    assert "Er det for tidlig å kutte løk?" in page
    assert "Trenger ikke svar" in page
    once = page.split('name="once" value="')[1].split('"')[0]
    for _ in range(2):
        answer = send(therapist, f"/pasient/{under_way}/melding", {"body": "Vent litt med løken.", "once": once})
        assert (answer.status_code, answer.location) == (303, f"/pasient/{under_way}#dialog")
    assert "Trenger ikke svar" not in page_of(therapist, under_way)
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Message)) == 2


@pytest.mark.parametrize(("body", "said"), [("", "Skriv en melding"), ("x" * 5001, "5001 tegn")])
def test_a_message_that_cannot_be_sent_is_kept_on_the_page(
    house: House, under_way: int, therapist: FlaskClient, body: str, said: str
) -> None:
    answer = send(therapist, f"/pasient/{under_way}/melding", {"body": body, "once": "a"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page.split('class="error-summary"')[1]
    assert body in page


def test_a_message_may_need_no_answer(house: House, ingrid: Person, under_way: int, therapist: FlaskClient) -> None:
    patient_writes(house, ingrid, under_way, "Takk for timen.")
    why = {"no_answer": "thanks"}
    assert send(therapist, f"/pasient/{under_way}/avklart", why).status_code == 303
    with house.work() as work:
        thread = thread_of(work, under_way)
        assert thread is not None
        assert thread.waiting_since is None


def test_a_shared_worksheet_is_read_and_answered(
    house: House, ingrid: Person, under_way: int, therapist: FlaskClient
) -> None:
    sheet_id = share_a_worksheet(house, ingrid, under_way)
    assert "Det slapp litt." in page_of(therapist, under_way)
    empty = send(therapist, f"/pasient/{under_way}/ark/{sheet_id}", {"feedback": " "})
    assert (empty.status_code, f'href="#feedback-{sheet_id}"' in empty.get_data(as_text=True)) == (422, True)
    assert send(therapist, f"/pasient/{under_way}/ark/{sheet_id}", {"feedback": "Så bra."}).status_code == 303
    assert "Så bra." in page_of(therapist, under_way)
    with house.work() as work:
        sheet = entry_of(work, under_way, "know-the-lake", "water-diary")
        assert sheet is not None
        assert [answer.text for answer in feedback_on(sheet)] == ["Så bra."]


def test_a_worksheet_that_is_not_shared_cannot_be_answered(
    house: House, under_way: int, therapist: FlaskClient
) -> None:
    assert send(therapist, f"/pasient/{under_way}/ark/77", {"feedback": "Hei"}).status_code == 409


def test_from_her_page_one_goes_to_the_ways_out_and_on_from_a_pause(
    house: House, under_way: int, therapist: FlaskClient
) -> None:
    assert f'href="/pasient/{under_way}/avslutt"' in page_of(therapist, under_way)
    pausing = {"way": "pause", "go": "confirm"}
    assert send(therapist, f"/pasient/{under_way}/avslutt", pausing).status_code == 303
    assert house.enrolment(under_way).state == "paused"
    assert "Sett i gang igjen" in page_of(therapist, under_way)
    assert send(therapist, f"/pasient/{under_way}/gjenoppta").status_code == 303
    assert house.enrolment(under_way).state == "active"


BOOKING = {"kind": "video", "day": "2026-10-25", "clock": "02:30", "minutes": "45", "place": "Rom 2"}


def test_an_appointment_is_booked_on_the_wall(house: House, under_way: int, therapist: FlaskClient) -> None:
    winter = {**BOOKING, "day": "05.11.2026", "clock": "14.30"}
    assert send(therapist, f"/pasient/{under_way}/time", winter).status_code == 303
    with house.work() as work:
        [row] = appointments_of(work, under_way)
        assert row.starts_at.isoformat() == "2026-11-05T13:30:00+00:00"
    page = page_of(therapist, under_way)
    assert "kl. 14.30" in page
    assert "Rom 2" in page


@pytest.mark.parametrize(
    ("changes", "control", "said"),
    [
        ({"day": ""}, "day", "Velg hvilken dag"),
        ({"day": "2026-02-30"}, "day", "Datoen finnes ikke"),
        ({"day": "2026-09-20"}, "day", "frem i tid"),
        ({"clock": "25:00"}, "clock", "fra 00.00 til 23.59"),
        ({"clock": "halv tre"}, "clock", "14.30"),
        ({"clock": ""}, "clock", "Skriv når timen begynner"),
        ({"kind": "fax"}, "kind", "Velg hva slags time"),
        ({"minutes": "0"}, "minutes", "fra 5 til 480"),
        ({"minutes": "tre kvarter"}, "minutes", "fra 5 til 480"),
        ({"place": "x" * 201}, "place", "høyst 200"),
        ({"extra": "1"}, "extra", "hører ikke til skjemaet"),
    ],
)
def test_a_booking_with_a_fault_is_not_made(
    house: House, under_way: int, therapist: FlaskClient, changes: dict[str, Any], control: str, said: str
) -> None:
    answer = send(therapist, f"/pasient/{under_way}/time", BOOKING | changes)
    summary = answer.get_data(as_text=True).split('class="error-summary"')[1].split("</div>")[0]
    assert answer.status_code == 422
    assert f'href="#{control}"' in summary
    assert said in summary
    with house.work() as work:
        assert appointments_of(work, under_way) == []


# --- what it shows


def answered(house: House, enrolment_id: int, totals: list[float]) -> None:
    with house.work() as work:
        item = next(item for item in agenda_of(work, enrolment_id) if item.kind == "assessment")
        for n, total in enumerate(totals):
            when = work.now + timedelta(days=30 * n)
            work.add(
                Response(
                    enrolment_id=enrolment_id,
                    agenda_id=item.id + n,
                    occasion="start",
                    instrument="weather",
                    version="1",
                    answers={},
                    saved_at=when,
                    submitted_at=when,
                    total=total,
                    subscores={},
                    flags={},
                    n_missing=0,
                )
            )


@pytest.mark.parametrize(
    ("totals", "said"),
    [
        ([298.0], "Ved start: 298."),
        ([298.0, 236.0], "Ned 62 poeng siden start."),
        ([298.0, 236.0], "Det er 62 poeng bedre, mer enn grensen på 50."),
        ([298.0, 260.0], "Det er 38 poeng bedre, under grensen på 50."),
        ([260.0, 298.0], "Det er 38 poeng verre, under grensen på 50."),
        ([285.0, 365.0], "Det er 80 poeng verre, mer enn grensen på 50."),
        # In binary the next fall is 49.99999999999999; it is 50 points, and so a response.
        ([250 / 3, 100 / 3], "Det er 50 poeng bedre, akkurat på grensen, som er 50."),
        ([200.0, 290.0], "Opp 90 poeng siden start."),
        ([200.0, 200.0], "Samme skår som ved start."),
    ],
)
def test_the_finding_says_what_the_curve_shows(
    house: House, under_way: int, therapist: FlaskClient, totals: list[float], said: str
) -> None:
    answered(house, under_way, totals)
    page = page_of(therapist, under_way)
    assert said in page
    assert "Vis som tabell" in page
    assert "kan være tilfeldig" not in page


def test_every_notice_stands_on_the_timeline_with_its_outcome(
    house: House, ingrid: Person, under_way: int, therapist: FlaskClient
) -> None:
    with house.work() as work:
        for n, (state, reason) in enumerate(
            (("sent", None), ("skipped", "no mobile number"), ("failed", "no SMS gateway is set up"))
        ):
            work.add(
                Delivery(
                    person_id=ingrid.id,
                    enrolment_id=under_way,
                    notice="reminder",
                    key=f"t{n}",
                    channel="sms" if state == "sent" else "none",
                    state=state,
                    reason=reason,
                    path="/",
                    text="",
                    planned_at=work.now,
                    sent_at=work.now if state == "sent" else None,
                )
            )
    page = page_of(therapist, under_way)
    for words in (
        "SMS: påminnelse om skjema",
        "Sendt",
        "Utelatt: mangler mobilnummer",
        "Ikke sendt: SMS er ikke satt opp",
    ):
        assert words in page


def test_the_history_stands_with_who_did_it(house: House, under_way: int, therapist: FlaskClient) -> None:
    page = page_of(therapist, under_way)
    assert page.index("Begynte") < page.index("Påmeldingen godkjent") < page.index("<b>Meldt på")
    assert "Maren Aas" in page
    with house.work() as work:
        assert [event.kind for event in history_of(work, under_way)] == ["referred", "accepted", "started"]


def test_there_is_no_letter_to_the_gp_yet(under_way: int, therapist: FlaskClient) -> None:
    assert "fastlege" not in page_of(therapist, under_way).lower()


def test_reading_marks_the_messages_as_read(
    house: House, ingrid: Person, under_way: int, therapist: FlaskClient
) -> None:
    patient_writes(house, ingrid, under_way, "Hei.")
    page_of(therapist, under_way)
    with house.work() as work:
        thread = thread_of(work, under_way)
        assert thread is not None
        assert thread.unread_by_therapist == 0
        assert thread.waiting_since is not None


def test_the_page_costs_the_same_however_much_there_is(
    house: House, maren: Person, ingrid: Person, under_way: int, therapist: FlaskClient
) -> None:
    patient_writes(house, ingrid, under_way, "Hei.", "first")
    answered(house, under_way, [300.0])
    page_of(therapist, under_way)
    with house.counted() as few:
        page_of(therapist, under_way)
    for n in range(40):
        patient_writes(house, ingrid, under_way, f"Melding {n}", f"m{n}")
    with house.work() as work:
        for n in range(60):
            when = work.now + timedelta(minutes=n)
            at: dict[str, Any] = {"opens_at": when, "due_at": when, "closes_at": when}
            item = plan(work, under_way, "assessment", "start", occurrence=n + 1, **at)
            work.session.flush()
            work.add(
                Response(
                    enrolment_id=under_way,
                    agenda_id=item.id,
                    occasion=item.key,
                    instrument="weather",
                    version="1",
                    answers={},
                    saved_at=when,
                    submitted_at=when,
                    total=200.0 + n,
                    subscores={},
                    flags={},
                    n_missing=0,
                )
            )
            work.add(
                Appointment(
                    enrolment_id=under_way,
                    therapist_id=maren.id,
                    kind="video",
                    starts_at=when,
                    minutes=30,
                    place="",
                    state="booked",
                )
            )
    page_of(therapist, under_way)
    with house.counted() as lots:
        page_of(therapist, under_way)
    assert len(lots) == len(few)
    # With what must be known of her safety, the form that is held while it is typed, what is shared, its files, rooms to book, and
    # whether a message was said to need no answer, templates with whose they are, and minutes.
    assert len(few) <= 30


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("91234567", "91 23 45 67"),
        ("+4791234567", "91 23 45 67"),
        ("+4780012345", "800 12 345"),
        ("116117", "116117"),
        ("+46701234567", "+46 70 123 45 67"),
    ],
)
def test_a_telephone_number_is_written_in_groups(stored: str, shown: str) -> None:
    assert text.phone(stored).replace("\u00a0", " ") == shown


def test_a_missed_form_has_the_same_deadline_on_the_timeline_as_among_the_forms(
    house: House, maren: Person, under_way: int
) -> None:
    with house.work() as work:
        item = work.session.scalars(
            select(AgendaItem)
            .where(
                AgendaItem.enrolment_id == under_way, AgendaItem.kind == "assessment", AgendaItem.closes_at.is_not(None)
            )
            .order_by(AgendaItem.due_at)
        ).first()
        assert item is not None
        due = item.due_at
        assert item.closes_at is not None
        assert item.closes_at.date() > due.date()
        house.clock.move(days=(item.closes_at - work.now).days + 3)
    tick(house.platform)
    browser = house.browser(maren, staff=True)
    deadline = f"Frist {text.day(due.astimezone(house.platform.settings.timezone).date())}"
    assert deadline in browser.get(f"/pasient/{under_way}").get_data(as_text=True)
    assert deadline in browser.get(f"/pasient/{under_way}/skjemaer").get_data(as_text=True)
