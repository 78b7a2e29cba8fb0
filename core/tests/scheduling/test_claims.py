"""Nobody is booked twice: therapist, patient and room, on both databases, however many ask at once; and the hour that comes twice
is two."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from varde.kernel.work import Work
from varde.scheduling.booking import (
    accept,
    book,
    book_again,
    call_off,
    cancel_coming,
    give,
    is_free,
    leave_appointments,
    move,
)
from varde.scheduling.errors import Cancelled, NotAhead, NotFree
from varde.scheduling.models import Appointment, AppointmentChange, Room, TimeClaim
from varde.testing.house import BEGINNING, House, make_house, sample_only

OSLO = ZoneInfo("Europe/Oslo")
AT = BEGINNING + timedelta(days=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


# --- on both databases


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url, catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


def test_a_life_of_claims(house: House) -> None:
    """One walk, since a house is dear: what each verb takes and lets go, and what the database refuses."""
    maren, per = (house.person(name, "Aas", ("therapist", house.clinic)) for name in ("Maren", "Per"))
    ingrid, tor, siri = (
        house.enrolled(house.person(name, "Lie"), maren, "sample") for name in ("Ingrid", "Tor", "Siri")
    )
    with house.work() as work:
        room = work.add(Room(organisation_id=house.clinic.id, name="Rom 3", seats=4, purpose="talks"))
        work.session.flush()
        room_id = room.id
        first = book(work, ingrid, maren.id, "physical", AT, 45, room_id=room_id, buffer=15).id
    refused: list[tuple[dict[str, Any], int, list[str]]] = [
        ({"enrolment_id": tor, "therapist_id": maren.id, "room_id": room_id}, 30, ["The therapist", "The room"]),
        ({"enrolment_id": tor, "therapist_id": maren.id}, 59, ["The therapist"]),  # the buffer
        ({"enrolment_id": ingrid, "therapist_id": per.id}, 44, ["The patient"]),
        ({"enrolment_id": ingrid, "therapist_id": maren.id}, -10, ["The patient", "The therapist"]),
    ]
    with house.work() as work:
        for who, minutes, sentences in refused:
            with pytest.raises(NotFree) as fault:
                book(work, kind="video", starts_at=AT + timedelta(minutes=minutes), minutes=15, **who)
            assert [
                said.rpartition(" ")[0].split(" has")[0].split(" is")[0] for said in fault.value.each("en")
            ] == sentences
        assert work.session.scalar(select(func.count()).select_from(Appointment)) == 1, "what was refused left nothing"
        # When the patient has gone home, she is free, though the therapist writes.
        second = book(work, ingrid, per.id, "phone", AT + timedelta(minutes=45), 15)
        with pytest.raises(NotFree):
            give(work, second, maren.id)
        third = book(work, tor, maren.id, "video", AT + timedelta(minutes=60), 30)
        with pytest.raises(NotFree):
            move(work, third, AT + timedelta(minutes=50))
        assert third.starts_at == AT + timedelta(minutes=60), "where it was"
        with pytest.raises(NotAhead):
            move(work, third, work.now)
        move(work, third, AT + timedelta(minutes=70))  # into its own time
        assert third.sequence == 1
        move(work, third, AT + timedelta(hours=5), by_id=maren.id, reason="Syk")
        assert is_free(work, maren.id, AT + timedelta(minutes=60), 60)
        forced = book(work, tor, maren.id, "video", AT, 30, overbooked="Akutt")
        assert _claims(work, forced.id) == 6, "the patient's time, which nobody else has"
        with pytest.raises(NotFree):
            move(work, forced, AT + timedelta(minutes=5))
        assert (forced.overbooked, _claims(work, forced.id)) == ("Akutt", 6), "as it was"
        with pytest.raises(NotFree):
            book(work, tor, None, "phone", AT + timedelta(minutes=10), 15)
        give(work, forced, per.id)
        assert _claims(work, forced.id) == 12, "whoever it is given to is taken"
        with pytest.raises(NotFree):
            give(work, forced, maren.id)
        with pytest.raises(NotFree):
            book(work, siri, per.id, "phone", AT + timedelta(minutes=10), 15)
        assert (forced.therapist_id, forced.overbooked, _claims(work, forced.id)) == (per.id, "Akutt", 12)
        move(work, forced, AT + timedelta(hours=7))
        assert (forced.overbooked, _claims(work, forced.id)) == ("", 12), "it claims where it stands now"
        assert work.session.scalar(
            select(AppointmentChange.id).where(
                AppointmentChange.appointment_id == third.id, AppointmentChange.by_id == maren.id
            )
        )
    with house.work() as work:
        kept, lost = (
            [row.id for row in cancel_coming(work, ingrid)],
            book(work, tor, per.id, "video", AT, 30, room_id=room_id),
        )
        assert (len(kept), _claims(work, first)) == (2, 0)
        again = book_again(work, kept)
        assert [row.starts_at for row in again] == [AT + timedelta(minutes=45)], (
            "the other one's room is somebody else's now"
        )
        call_off(work, lost, by_id=per.id, late=True)
        assert (lost.state, lost.sequence, _claims(work, lost.id)) == ("cancelled_late", 1, 0)
        with pytest.raises(Cancelled):
            call_off(work, lost, by_id=per.id)
        with pytest.raises(Cancelled):
            move(work, lost, AT + timedelta(days=3))
        assert [row.id for row in book_again(work, kept)] == [first]
        leave_appointments(work, ingrid, maren.id)
        assert is_free(work, maren.id, AT, 45)
        assert _claims(work, first) == 9 + 12, "hers and the room's stand"
    _an_offer_is_answered_once(house, ingrid, tor, maren.id)


def _an_offer_is_answered_once(house: House, ingrid: int, tor: int, maren_id: int) -> None:
    until = AT + timedelta(hours=1)
    with house.work() as work:
        offered = [
            book(
                work,
                ingrid,
                maren_id,
                "video",
                AT + timedelta(days=n),
                30,
                state="offered",
                offered_until=until,
                series="x",
            )
            for n in (1, 2, 3)
        ]
        with pytest.raises(NotFree):
            book(work, tor, maren_id, "video", AT + timedelta(days=2), 30)
        accept(work, offered[1], None)
        assert [row.state for row in offered] == ["withdrawn", "booked", "withdrawn"]
        with pytest.raises(Cancelled):
            accept(work, offered[0], None)
        book(work, tor, maren_id, "video", AT + timedelta(days=1), 30)
        late = book(work, tor, maren_id, "video", AT + timedelta(days=9), 30, state="offered", offered_until=until)
    house.clock.move(days=1, hours=1)
    with house.work() as work, pytest.raises(Cancelled):
        accept(work, work.session.get_one(Appointment, late.id), None)


@pytest.mark.verification
def test_many_ask_for_one_time_and_one_has_it(house: House, pytestconfig: pytest.Config) -> None:
    """Each would have the therapist, the room and a patient of her own; half of them would have two times, the other way about."""
    many = 100 if pytestconfig.option.soak else 12
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolments = [house.enrolled(house.person(f"Nr{n}", "Lie"), maren, "sample") for n in range(many)]
    with house.work() as work:
        room = work.add(Room(organisation_id=house.clinic.id, name="Rom 3", seats=4, purpose="talks"))
        work.session.flush()
        room_id = room.id
    together = threading.Barrier(many, timeout=60)

    def ask(number: int) -> str:
        together.wait()
        try:
            with house.work() as work:
                order = (AT, AT + timedelta(minutes=30)) if number % 2 else (AT + timedelta(minutes=15),)
                for begins in order:
                    book(work, enrolments[number], maren.id, "physical", begins, 30, room_id=room_id)
        except NotFree as fault:
            return fault.to("nb")
        return ""

    with ThreadPoolExecutor(many) as clients:
        answers = list(clients.map(ask, range(many)))
    won, refused = [n for n, said in enumerate(answers) if not said], [said for said in answers if said]
    assert (len(won), len(refused)) == (1, many - 1)
    assert set(refused) == {"Behandleren har en annen time da. Rommet er opptatt da."}
    with house.work() as work:
        held = work.session.scalars(select(Appointment.enrolment_id).distinct()).all()
        assert list(held) == [enrolments[won[0]]]


def _claims(work: Work, appointment_id: int) -> int:
    count = select(func.count()).select_from(TimeClaim).where(TimeClaim.appointment_id == appointment_id)
    return work.session.scalar(count) or 0
