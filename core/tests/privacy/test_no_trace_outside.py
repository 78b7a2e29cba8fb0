"""Nothing that says who she was is left where the database is not: in the folder of files, in the queue of Redis, in the outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import redis
from sqlalchemy import MetaData, select

from varde.dialogue.service import write
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.files import service
from varde.files.collecting import collect
from varde.identity.models import Person
from varde.identity.service import NIN_PLACE
from varde.kernel.transport import make_transport
from varde.privacy.deciding import ask, decide
from varde.testing.house import House, make_house, sample_only, sqlite_url

from ..files import samples_of_files as samples


@dataclass
class Spread:
    """Ingrid and Tor, with a file and a message each; what was to be done went by a queue of Redis."""

    house: House
    folder: Path
    queue: str
    maren: Person
    ingrid: Person
    tor: Person
    enrolments: dict[int, int]

    def in_the_folder(self) -> dict[str, bytes]:
        return {
            str(file.relative_to(self.folder)): file.read_bytes() for file in self.folder.rglob("*") if file.is_file()
        }

    def in_redis(self) -> list[bytes]:
        """Every key and every value of it, whatever its type."""
        client: Any = redis.Redis.from_url(self.queue)
        read: dict[bytes, Callable[[bytes], list[bytes]]] = {
            b"string": lambda key: [client.get(key)],
            b"list": lambda key: client.lrange(key, 0, -1),
            b"set": lambda key: list(client.smembers(key)),
            b"zset": lambda key: client.zrange(key, 0, -1),
            b"hash": lambda key: [each for pair in client.hgetall(key).items() for each in pair],
        }
        keys: list[bytes] = client.keys("*")
        return [*keys, *(value for key in keys for value in read[client.type(key)](key))]

    def in_the_outbox(self) -> list[str]:
        with self.house.work() as work:
            connection = work.session.connection()
            catalogue = MetaData()
            catalogue.reflect(connection, only=["outbox"])
            return [str(row) for row in connection.execute(select(catalogue.tables["outbox"]))]


@pytest.fixture
def spread(tmp_path: Path, empty_redis_url: str) -> Iterator[Spread]:
    folder = tmp_path / "files"
    folder.mkdir()
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only(), VARDE_FILES=str(folder))
    house.platform.transport = make_transport(empty_redis_url)
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    people = house.person("Ingrid", "Solheim"), house.person("Tor", "Berg")
    enrolments = {person.id: house.enrolled(person, maren) for person in people}
    for person in people:
        enrolment_id = enrolments[person.id]
        with house.work() as work:
            key = service.expect(work, enrolment_id)
        came = samples.came(samples.picture(), f"{person.name}.jpg")
        prepared = service.prepare(house.platform.settings, key, came, ("picture",))
        with house.work() as work:
            service.keep(work, enrolment_id, person.id, prepared, from_patient=True)
            enrolment = work.session.get_one(Enrolment, enrolment_id)
            write(work, house.actor(person), enrolment, f"Hilsen {person.name}", once=f"m{person.id}")
    yield Spread(house, folder, empty_redis_url, maren, *people, enrolments)
    house.platform.engine.dispose()


def test_nothing_outside_the_database_says_who_she_was(spread: Spread) -> None:
    house = spread.house
    with house.work() as work:
        number = work.vault.open(NIN_PLACE, work.session.get_one(Person, spread.ingrid.id).nin_sealed or b"")
        enrolment = work.session.get_one(Enrolment, spread.enrolments[spread.ingrid.id])
        write(work, house.actor(spread.maren, ("therapist", house.clinic)), enrolment, "Hei", once="answer")
        end(work, spread.maren.id, enrolment, "completed")
    house.platform.drain()
    blobs = spread.in_the_folder()
    assert len(blobs) >= 2, "the walk sees the files of both"
    assert spread.in_redis() != [], "and what the queue carried"
    assert spread.in_the_outbox() != []
    officer = house.person("Gro", "Nes", ("privacy_officer", house.trust))
    head = house.person("Elin", "Sande", ("head", house.clinic))
    with house.work() as work:
        person = work.session.get_one(Person, spread.ingrid.id)
        asked = ask(work, house.actor(officer, ("privacy_officer", house.trust)), person, "sak 2026/14", whole=True)
        decide(work, house.actor(head, ("head", house.clinic)), asked.id, confirmed=True)
    house.platform.drain()
    collect(house.platform)
    with house.work() as work:
        assert work.session.get_one(Person, spread.ingrid.id).name == ""
    left = spread.in_the_folder()
    assert 0 < len(left) < len(blobs), "hers is gone and his is there"
    traces = [word.encode() for word in ("Ingrid", "Solheim", number)]
    stored = [name.encode() + content for name, content in left.items()]
    queued = spread.in_redis()
    noted = [row.encode() for row in spread.in_the_outbox()]
    assert [word for word in traces for each in (*stored, *queued, *noted) if word in each] == []
