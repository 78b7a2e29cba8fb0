"""The conversation, from both sides."""

from __future__ import annotations

from sqlalchemy import func, select

from varde.dialogue.models import Message, Thread
from varde.enrolments import exits
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.testing.house import House, token

from .conftest import Patient, words

ONCE = "once-once-once"


def draft_of(patient: Patient) -> str:
    return f"/utkast/message/{patient.enrolment_id}?forlop={patient.enrolment_id}"


def thread(patient: Patient) -> str:
    return f"/meldinger/{patient.enrolment_id}"


def count(patient: Patient) -> int:
    with patient.house.work() as work:
        query = select(func.count()).select_from(Message).where(Message.enrolment_id == patient.enrolment_id)
        return work.session.scalar(query) or 0


def state_of(patient: Patient) -> Thread | None:
    with patient.house.work() as work:
        return work.session.get(Thread, patient.enrolment_id)


def once_in(page: str) -> str:
    return page.split('name="once" value="')[1].split('"')[0]


def test_who_answers_when_and_where_to_call_stand_beside_the_box(ingrid: Patient) -> None:
    page = ingrid.get(thread(ingrid))
    assert "Ingen meldinger ennå. Skriv til Maren når du lurer på noe." in page
    assert "Du får svar innen 2 virkedager. Ikke skriv hit hvis det haster." in page
    assert "Båtvakt" in page
    assert "Meldinger blir ikke lest på kveld, natt eller i helger." in page
    for number in ("113", "116 117", "116 123"):
        assert number in page


def test_a_conversation_without_script(ingrid: Patient, maren: Person, house: House) -> None:
    once = once_in(ingrid.html(thread(ingrid)))
    answer = ingrid.post(thread(ingrid), {"body": "Hei!\nKan jeg spise løk?\n\nHilsen Ingrid", "once": once})
    assert answer.status_code == 303
    page = ingrid.html(thread(ingrid))
    assert "<p>Hei!<br>Kan jeg spise løk?</p><p>Hilsen Ingrid</p>" in page
    assert "Mandag 21. september Du kl. 10.00" in words(page)
    assert "Du får svar senest onsdag 23. september." in words(page)
    house.clock.move(days=1)
    staff = house.browser(maren, staff=True)
    seen = staff.get(thread(ingrid)).get_data(as_text=True)
    assert "Samtale med Ingrid Solheim" in words(seen)
    assert 'class="clinician"' in seen
    assert "Ny" in words(seen)
    staff.post(thread(ingrid), data={"csrf_token": token(staff), "body": "Bare prøv.", "once": once_in(seen)})
    ingrid.later(minutes=1)
    page = ingrid.get(thread(ingrid))
    assert "Lest" in page
    assert "Tirsdag 22. september Maren Aas, båtvakt kl. 10.00 Ny Bare prøv." in page
    assert "Ny Bare prøv." not in ingrid.get(thread(ingrid))


def test_sending_the_same_form_twice_is_one_message(ingrid: Patient) -> None:
    for _ in range(2):
        assert ingrid.post(thread(ingrid), {"body": "Hei", "once": ONCE}).status_code == 303
    assert count(ingrid) == 1


def test_going_back_and_writing_something_else_is_another_message(ingrid: Patient) -> None:
    ingrid.post(thread(ingrid), {"body": "Hei", "once": ONCE})
    ingrid.post(thread(ingrid), {"body": "Hei igjen", "once": ONCE})
    assert count(ingrid) == 2


def test_nothing_and_too_much_are_refused_and_the_words_stay(ingrid: Patient) -> None:
    answer = ingrid.post(thread(ingrid), {"body": "  ", "once": ONCE})
    assert answer.status_code == 422
    assert "Skriv en melding før du sender." in words(answer.get_data(as_text=True))
    answer = ingrid.post(thread(ingrid), {"body": "x" * 5001, "once": ONCE})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Meldingen har 5001 tegn og kan ha høyst 5000." in words(page)
    assert '<a href="#body">' in page
    assert "x" * 5001 in page
    assert count(ingrid) == 0


def test_a_field_we_did_not_make_is_refused(ingrid: Patient) -> None:
    for more in ({"once": ONCE, "author_id": "1"}, {}, {"once": "'"}):
        answer = ingrid.post(thread(ingrid), {"body": "Hei", **more})
        assert answer.status_code == 422
        assert "Last siden på nytt og send igjen." in words(answer.get_data(as_text=True))
    assert count(ingrid) == 0


def test_markup_in_a_message_is_only_words(ingrid: Patient) -> None:
    ingrid.post(thread(ingrid), {"body": "<script>alert(1)</script>", "once": ONCE})
    assert "<script>alert" not in ingrid.html(thread(ingrid))


def test_a_draft_is_its_writers_alone_and_goes_when_it_is_sent(ingrid: Patient, maren: Person, house: House) -> None:
    answer = ingrid.save(draft_of(ingrid), {"body": "Jeg lurer på", "once": ONCE})
    assert answer.json["text"] == "Utkast lagret i dag kl. 10.00"
    page = ingrid.html(thread(ingrid))
    assert "Jeg lurer på" in page
    assert f'data-saved-at="{answer.json["at"]}"' in page
    assert "Jeg lurer på" not in house.browser(maren, staff=True).get(thread(ingrid)).get_data(as_text=True)
    with house.work() as work:
        raw = work.session.connection().exec_driver_sql("SELECT fields_sealed FROM draft").scalar_one()
        assert b"lurer" not in raw
    ingrid.post(thread(ingrid), {"body": "Jeg lurer på løk", "once": ONCE, "draft": f"message/{ingrid.enrolment_id}"})
    assert 'data-saved-at=""' in ingrid.html(thread(ingrid))


def test_nobody_else_reads_or_writes(ingrid: Patient, ola: Patient, house: House) -> None:
    ingrid.post(thread(ingrid), {"body": "Hemmelig", "once": ONCE})
    assert ola.browser.get(thread(ingrid)).status_code == 404
    assert ola.post(thread(ingrid), {"body": "Hei", "once": ONCE}).status_code == 404
    assert ola.save(draft_of(ingrid), {"body": "Hei", "once": ONCE}).status_code == 404
    stranger = house.person("Jonas", "Lie", ("therapist", house.clinic))
    answer = house.browser(stranger, staff=True).get(thread(ingrid))
    assert answer.status_code == 403
    assert "Hemmelig" not in answer.get_data(as_text=True)
    far = house.person("Kari", "Nes", ("therapist", house.elsewhere))
    assert house.browser(far, staff=True).get(thread(ingrid)).status_code == 404
    assert count(ingrid) == 1


def test_an_ended_conversation_can_be_read_and_not_written_in(ingrid: Patient, maren: Person, house: House) -> None:
    ingrid.post(thread(ingrid), {"body": "Takk for meg", "once": ONCE})
    with house.work() as work:
        enrolment = work.session.get(Enrolment, ingrid.enrolment_id)
        assert enrolment is not None
        exits.end(work, maren.id, enrolment, "withdrawn")
    page = ingrid.html(thread(ingrid))
    assert "Takk for meg" in page
    assert "<textarea" not in page
    assert "Det går ikke å skrive her nå. Forløpet er: avsluttet." in words(page)
    assert ingrid.post(thread(ingrid), {"body": "Hei", "once": ONCE}).status_code == 409


def test_reading_marks_what_the_other_wrote_and_only_that(ingrid: Patient, maren: Person, house: House) -> None:
    ingrid.post(thread(ingrid), {"body": "Hei", "once": ONCE})
    ingrid.get(thread(ingrid))
    unread = state_of(ingrid)
    assert unread is not None
    assert unread.unread_by_therapist == 1
    house.browser(maren, staff=True).get(thread(ingrid))
    seen = state_of(ingrid)
    assert seen is not None
    assert (seen.unread_by_therapist, seen.waiting_since is None) == (0, False)


def test_a_late_answer_is_apologised_for(ingrid: Patient) -> None:
    ingrid.post(thread(ingrid), {"body": "Hei", "once": ONCE})
    ingrid.later(days=10)
    assert "Svaret er forsinket, og det beklager vi." in ingrid.get(thread(ingrid))
    assert "Svaret er forsinket, og det beklager vi." in ingrid.get("/min-sti")


def test_the_thread_costs_the_same_however_long_it_is(ingrid: Patient, house: House) -> None:
    ingrid.post(thread(ingrid), {"body": "Hei", "once": ONCE})
    ingrid.get(thread(ingrid))
    with house.counted() as short:
        ingrid.get(thread(ingrid))
    for n in range(30):
        ingrid.post(thread(ingrid), {"body": f"Melding {n}", "once": f"{ONCE}{n}"})
    with house.counted() as long:
        ingrid.get(thread(ingrid))
    assert len(short) == len(long) <= 18


def test_other_words_in_a_form_that_was_sent_are_another_message(ingrid: Patient) -> None:
    """The way back in a browser shows the form that was sent, as it was."""
    for body in ("Først dette.", "Så dette.", "Så dette.", "Og så dette.", "Først dette."):
        assert ingrid.post(thread(ingrid), {"body": body, "once": ONCE}).status_code == 303
    html = ingrid.html(thread(ingrid))
    assert [html.count(f"<p>{body}</p>") for body in ("Først dette.", "Så dette.", "Og så dette.")] == [1, 1, 1]
    assert html.index("Først dette.") < html.index("Så dette.") < html.index("Og så dette.")
