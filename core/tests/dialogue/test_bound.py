"""What one patient writes opens in her own thread, for her own words, and nowhere else."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from varde.dialogue.service import messages_of, write
from varde.drafts.service import FormWindow, drafts_at, fields_of, keep
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.vault import Unsealable
from varde.testing.house import House

PLACE = "message"


@pytest.fixture
def threads(house: House) -> tuple[tuple[Person, int], tuple[Person, int]]:
    """Kari and Ola, each with a message and a draft in a thread of their own."""
    therapist = house.person("Maren", "Lie", ("therapist", house.clinic))
    pairs = []
    for given in ("Kari", "Ola"):
        person = house.person(given, "Nordmann")
        enrolment_id = house.enrolled(person, therapist)
        with house.work() as work:
            write(work, house.actor(person), work.session.get_one(Enrolment, enrolment_id), f"Fra {given}", "once-0001")
            words = {"body": [f"Utkast fra {given}"]}
            keep(work, person.id, PLACE, FormWindow("w", {}), words, enrolment_id=enrolment_id)
        pairs.append((person, enrolment_id))
    return pairs[0], pairs[1]


def by_sql(house: House, statement: str, **values: int) -> None:
    with house.platform.engine.begin() as connection:
        assert connection.execute(text(statement), values).rowcount == 1


def test_each_reads_her_own(house: House, threads: tuple[tuple[Person, int], tuple[Person, int]]) -> None:
    for person, enrolment_id in threads:
        with house.work() as work:
            assert [message.body for message in messages_of(work, enrolment_id)] == [f"Fra {person.given_name}"]
            draft = drafts_at(work, person.id, [PLACE])[PLACE]
            assert fields_of(draft) == {"body": [f"Utkast fra {person.given_name}"]}


@pytest.mark.parametrize(
    "moved",
    [
        "UPDATE message SET enrolment_id = :ola WHERE enrolment_id = :kari",
        "UPDATE message SET author_id = (SELECT author_id FROM message WHERE enrolment_id = :ola), enrolment_id = :ola "
        "WHERE enrolment_id = :kari",
        "UPDATE message SET body_sealed = (SELECT m.body_sealed FROM message m WHERE m.enrolment_id = :kari) "
        "WHERE enrolment_id = :ola",
        "UPDATE message SET body_sealed = (SELECT d.fields_sealed FROM draft d WHERE d.enrolment_id = :ola) "
        "WHERE enrolment_id = :ola",
    ],
)
def test_a_message_does_not_open_in_anothers_thread(
    house: House, threads: tuple[tuple[Person, int], tuple[Person, int]], moved: str
) -> None:
    (_, kari), (_, ola) = threads
    by_sql(house, moved, **{name: value for name, value in {"kari": kari, "ola": ola}.items() if f":{name}" in moved})
    with (
        house.work() as work,
        pytest.raises(Unsealable, match=rf"message\.body\[enrolment_id={ola}, .*\] does not open"),
    ):
        messages_of(work, ola)


def test_a_draft_does_not_open_for_another_writer(
    house: House, threads: tuple[tuple[Person, int], tuple[Person, int]]
) -> None:
    (_, kari), (ola, _) = threads
    by_sql(house, "DELETE FROM draft WHERE author_id = :ola", ola=ola.id)
    by_sql(house, "UPDATE draft SET author_id = :ola WHERE enrolment_id = :kari", ola=ola.id, kari=kari)
    with house.work() as work, pytest.raises(Unsealable):
        fields_of(drafts_at(work, ola.id, [PLACE])[PLACE])
