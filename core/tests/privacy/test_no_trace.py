"""Nothing that says who she was is left of an erased person: the walk goes by the database's own catalogue, not by our list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import MetaData, select
from sqlalchemy.orm import configure_mappers

from varde.audit.models import AccessEntry
from varde.audit.service import first_broken, seal
from varde.dialogue.service import write
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import NIN_PLACE
from varde.kernel.db import Base
from varde.kernel.sealed import SealedColumn
from varde.kernel.work import Work
from varde.privacy.erasure import erase

from ..audit.named_entries import OWN, as_before
from .conftest import Pair


def cells(work: Work) -> Iterator[tuple[str, str, str]]:
    """Every value of every table of the database, by table and column; sealed text opened."""
    connection = work.session.connection()
    catalogue = MetaData()
    catalogue.reflect(connection)
    for table in catalogue.tables.values():
        for row in connection.execute(select(table)).mappings():
            yield from ((table.name, column, str(value)) for column, value in row.items())
    configure_mappers()
    for mapper in Base.registry.mappers:
        name = mapper.class_.__tablename__
        if name in catalogue.tables:
            yield from opened(work, name, mapper.class_)


def opened(work: Work, table: str, model: type[Any]) -> Iterator[tuple[str, str, str]]:
    sealed = [name for name in vars(model) if name.endswith("_sealed")]
    if not sealed:
        return
    for row in work.session.scalars(select(model)):
        for stored in sealed:
            name, value = stored.removesuffix("_sealed"), getattr(row, stored)
            if value is not None:
                own = isinstance(vars(model).get(name), SealedColumn)
                yield table, name, str(getattr(row, name) if own else work.vault.open(f"{table}.{name}", value))


def test_no_table_of_the_database_says_who_she_was(pair: Pair) -> None:
    with pair.house.work() as work:
        person = work.session.get_one(Person, pair.ingrid.id)
        person.phone_sealed = work.vault.seal("person.phone", "+4740404040")
        person.email_sealed = work.vault.seal("person.email", "ingrid@example.org")
        number, fingerprint = work.vault.open(NIN_PLACE, person.nin_sealed or b""), person.nin_fingerprint or ""
    traces = ("Ingrid", "Solheim", "+4740404040", "ingrid@example.org", number, fingerprint, "I gangen hos Ingrid")
    with pair.house.work() as work:
        enrolment = work.session.get_one(Enrolment, pair.ingrids)
        write(work, pair.house.actor(pair.maren, ("therapist", pair.house.clinic)), enrolment, "Hei", once="answer")
        end(work, pair.maren.id, enrolment, "completed")
        as_before(work, replace(OWN, actor_id=pair.ingrid.id, patient_id=pair.ingrid.id))
        seal(work)
    pair.house.platform.drain()
    before = places(pair, traces)
    assert {word for word, columns in before.items() if not columns} == set(), "the walk sees each while it is there"
    assert ("message", "body") in before["Ingrid"]
    assert ("access_entry", "actor_name") in before["Solheim"], "as it was written when the log had patients by name"
    with pair.house.work() as work:
        erase(work, pair.ingrid.id)
        seal(work)
    pair.house.platform.drain()
    assert places(pair, traces) == {word: set() for word in traces}
    with pair.house.work() as work:
        assert first_broken(work) is None
        hers = work.session.scalars(select(AccessEntry).where(AccessEntry.actor_id == pair.ingrid.id)).all()
        assert len(hers) > 0, "the log has her number still"
    assert any(columns for columns in places(pair, ("Hilsen Tor", "I gangen hos Tor")).values()), "his is there"


def places(pair: Pair, words: tuple[str, ...]) -> dict[str, set[tuple[str, str]]]:
    """In which columns each of these words stands."""
    with pair.house.work() as work:
        everything = list(cells(work))
    return {word: {(table, column) for table, column, value in everything if word in value} for word in words}
