"""Inner notes: for those who treat the patient, never on a page of hers, never changed, and opened only where they were written."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DatabaseError

from varde.audit.models import AccessEntry
from varde.drafts.models import Draft
from varde.enrolments.models import Enrolment
from varde.enrolments.team import add_member
from varde.identity.models import Person
from varde.kernel.vault import Unsealable
from varde.notes.errors import EmptyNote
from varde.notes.models import InnerNote
from varde.notes.service import notes_of, write_note
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

WORDS = "Ringte på hans ønske. Stabil."


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic), title="psykolog")


@pytest.fixture
def tor(house: House) -> Person:
    return house.person("Tor", "Vik")


@pytest.fixture
def enrolment_id(house: House, maren: Person, tor: Person) -> int:
    return house.enrolled(tor, maren)


def write(house: House, person: Person, enrolment_id: int, words: str, once: str) -> int:
    with house.work() as work:
        return write_note(work, house.actor(person), work.session.get_one(Enrolment, enrolment_id), words, once).id


def words_of(house: House, enrolment_id: int) -> list[str]:
    with house.work() as work:
        return [note.words for note in notes_of(work, enrolment_id)]


def post(house: House, person: Person, enrolment_id: int, words: str, *, staff: bool = True) -> int:
    client = house.browser(person, staff=staff)
    form = {"inner_note": words, "once": "k", "csrf_token": token(client)}
    return client.post(f"/pasient/{enrolment_id}/notat", data=form).status_code


# --- what is kept


def test_a_note_says_who_wrote_it_and_when_the_newest_first(house: House, maren: Person, enrolment_id: int) -> None:
    colleague = house.person("Lars", "Brekke", ("therapist", house.clinic))
    begun = house.clock.now()
    write(house, maren, enrolment_id, f"  {WORDS}\n", "a")
    house.clock.move(days=1)
    write(house, colleague, enrolment_id, "Følge søvn.", "a")
    with house.work() as work:
        kept = [(note.words, note.author, note.by_id, note.written_at) for note in notes_of(work, enrolment_id)]
    assert kept == [
        ("Følge søvn.", "Lars Brekke", colleague.id, begun + timedelta(days=1)),
        (WORDS, "Maren Aas, psykolog", maren.id, begun),
    ]


@pytest.mark.parametrize("nothing", ["", " ", "\n\t "])
def test_nothing_is_no_note(house: House, maren: Person, enrolment_id: int, nothing: str) -> None:
    with pytest.raises(EmptyNote):
        write(house, maren, enrolment_id, nothing, "a")
    assert words_of(house, enrolment_id) == []


def test_what_is_sent_twice_is_one_note_and_other_words_are_another(
    house: House, maren: Person, enrolment_id: int
) -> None:
    """The way back in a browser shows a form that was sent: what is written in it then is not lost."""
    first = write(house, maren, enrolment_id, WORDS, "a")
    assert write(house, maren, enrolment_id, WORDS, "a") == first
    assert write(house, maren, enrolment_id, "Noe annet.", "a") != first
    write(house, maren, enrolment_id, "Noe annet.", "a")
    write(house, maren, enrolment_id, "Et tredje.", "a")
    write(house, maren, enrolment_id, WORDS, "b")
    assert words_of(house, enrolment_id) == [WORDS, "Et tredje.", "Noe annet.", WORDS]


def test_each_is_about_one_enrolment(house: House, maren: Person, tor: Person, enrolment_id: int) -> None:
    other = house.enrolled(house.person("Kari", "Lund"), maren)
    write(house, maren, enrolment_id, WORDS, "a")
    write(house, maren, other, "Om Kari.", "a")
    assert (words_of(house, enrolment_id), words_of(house, other)) == ([WORDS], ["Om Kari."])


def test_no_note_is_edited_nor_read_in_the_table_nor_moved_to_somebody_else(
    house: House, maren: Person, enrolment_id: int
) -> None:
    other = house.enrolled(house.person("Kari", "Lund"), maren)
    write(house, maren, enrolment_id, WORDS, "a")
    with house.work() as work:
        sealed = work.session.execute(text("SELECT words_sealed FROM inner_note")).scalar_one()
        assert WORDS.encode() not in bytes(sealed)
    with pytest.raises(DatabaseError), house.work() as work:
        work.session.execute(update(InnerNote).values(enrolment_id=other))
    with house.platform.engine.begin() as connection:
        columns = "id, enrolment_id, by_id, once, written_at, words_sealed"
        moved = f"SELECT 99, {other}, by_id, once, written_at, words_sealed FROM inner_note"
        connection.execute(text(f"INSERT INTO inner_note ({columns}) {moved}"))
    with pytest.raises(Unsealable), house.work() as work:
        notes_of(work, other)


# --- on the page


def test_it_is_written_on_the_patients_page_and_stands_there(
    house: House, maren: Person, tor: Person, enrolment_id: int
) -> None:
    assert post(house, maren, enrolment_id, WORDS) == 303
    page = house.browser(maren, staff=True).get(f"/pasient/{enrolment_id}").get_data(as_text=True)
    section = page.split('id="notater"')[1].split("</section>")[0]
    assert WORDS in section
    assert "Du, <time" in section
    assert "Eldre notater" not in section
    with house.work() as work:
        entries = work.session.scalars(select(AccessEntry).where(AccessEntry.what == "notes")).all()
        assert [(e.actor_id, e.patient_id, e.action, e.outcome) for e in entries] == [(maren.id, tor.id, "write", "ok")]
    log = house.browser(tor).get("/innsyn").get_data(as_text=True)
    assert "de interne notatene" in log


def test_only_the_newest_stand_unfolded(house: House, maren: Person, enrolment_id: int) -> None:
    for number in range(5):
        write(house, maren, enrolment_id, f"Notat nummer {number}.", f"k{number}")
    page = house.browser(maren, staff=True).get(f"/pasient/{enrolment_id}").get_data(as_text=True)
    shown, folded = page.split("Eldre notater</summary>" if "Eldre notater</summary>" in page else "Eldre notater (2)")
    assert [n for n in range(5) if f"nummer {n}." in shown] == [2, 3, 4]
    assert [n for n in range(5) if f"nummer {n}." in folded] == [0, 1]


WHO = {
    # whether she reads and writes: the status of the patient's page and of a note
    "the therapist": (200, 303),
    "of the care team": (200, 303),
    "another therapist": (403, 403),
    "of another clinic": (404, 404),
    "the head": (403, 403),
    "the patient": (403, 403),
}


@pytest.mark.parametrize("who", WHO)
def test_who_reads_and_writes(house: House, maren: Person, tor: Person, enrolment_id: int, who: str) -> None:
    write(house, maren, enrolment_id, WORDS, "a")
    person = maren
    if who == "of the care team":
        person = house.person("Lars", "Brekke", ("care_team", house.clinic))
        with house.work() as work:
            enrolment = work.session.get_one(Enrolment, enrolment_id)
            add_member(work, house.actor(maren), enrolment, person.id, "nurse")
    elif who == "another therapist":
        person = house.person("Per", "Dale", ("therapist", house.clinic))
    elif who == "of another clinic":
        person = house.person("Per", "Dale", ("therapist", house.elsewhere))
    elif who == "the head":
        person = house.person("Per", "Dale", ("head", house.clinic))
    elif who == "the patient":
        person = tor
    reads, writes = WHO[who]
    page = house.browser(person, staff=who != "the patient").get(f"/pasient/{enrolment_id}")
    assert (page.status_code, WORDS in page.get_data(as_text=True)) == (reads, reads == 200)
    assert post(house, person, enrolment_id, "Et notat til.", staff=who != "the patient") == writes
    assert ("Et notat til." in words_of(house, enrolment_id)) == (writes == 303)


def test_no_page_of_the_patient_shows_it(house: House, maren: Person, tor: Person, enrolment_id: int) -> None:
    write(house, maren, enrolment_id, WORDS, "a")
    client = house.browser(tor)
    own = (
        f"/moduler/{enrolment_id}",
        f"/meldinger/{enrolment_id}",
        f"/skjema/forlop/{enrolment_id}",
        f"/si-fra/{enrolment_id}",
    )
    pages = ("/min-sti", "/innsyn", *own)
    for path in pages:
        answer = client.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        assert WORDS not in answer.get_data(as_text=True), path
    assert post(house, tor, enrolment_id, WORDS, staff=False) == 403


def test_what_is_begun_is_kept_as_a_draft_until_it_is_sent(house: House, maren: Person, enrolment_id: int) -> None:
    client, place = house.browser(maren, staff=True), f"inner-note/{enrolment_id}"
    form = {"inner_note": "Begynt", "csrf_token": token(client), "draft_page": f"/pasient/{enrolment_id}"}
    assert client.post(f"/utkast/{place}?forlop={enrolment_id}", data=form).status_code == 303
    assert "Begynt</textarea>" in client.get(f"/pasient/{enrolment_id}").get_data(as_text=True)
    sent = {**form, "draft": place, "once": "k"}
    assert client.post(f"/pasient/{enrolment_id}/notat", data=sent).status_code == 303
    assert words_of(house, enrolment_id) == ["Begynt"]
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_note_is_asked_for_before_it_is_kept(house: House, maren: Person, enrolment_id: int) -> None:
    client = house.browser(maren, staff=True)
    form = {"inner_note": " ", "once": "k", "csrf_token": token(client)}
    answer = client.post(f"/pasient/{enrolment_id}/notat", data=form)
    assert answer.status_code == 422
    assert 'href="#inner_note">Skriv notatet først.' in answer.get_data(as_text=True)
