"""The access log: nobody can change it unseen, not even somebody who owns the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import DBAPIError

from varde.audit import service
from varde.audit.models import AccessEntry, AccessLink
from varde.audit.service import first_broken, not_chained, record, seal, seal_everywhere
from varde.audit.standing import LogNow, log_now, verify_and_note
from varde.audit.values import Access
from varde.privacy.service import looks_at
from varde.testing.house import House, make_house, sample_only

LOOK = Access(
    actor_id=1,
    actor_name="Maren Lie",
    role="therapist",
    organisation_id=1,
    action="read",
    what="messages",
    purpose="treat",
    basis="therapist",
    patient_id=7,
    enrolment_id=3,
)


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url, catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


@pytest.fixture
def sealed(house: House) -> House:
    """Ten entries, sealed in three rounds."""
    for size in (4, 5, 1):
        with house.work() as work:
            for _ in range(size):
                record(work, LOOK)
        with house.work() as work:
            assert seal(work) == size
    return house


def broken(house: House) -> int | None:
    with house.work() as work:
        return first_broken(work)


def tamper(house: House, deed: Callable[[Connection], object]) -> None:
    """Do it as the owner of the database would: with the triggers out of the way."""
    with house.platform.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            for name in triggers:
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in ("access_entry", "access_link"):
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        deed(connection)


def sql(*statements: str) -> Callable[[Connection], object]:
    return lambda connection: [connection.execute(text(statement)) for statement in statements]


# --- the database refuses


@pytest.mark.parametrize("table", ["access_entry", "access_link"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "UPDATE {} SET id = id WHERE id = 1", "DELETE FROM {}"])
def test_nothing_is_changed_or_removed(sealed: House, table: str, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), sealed.platform.engine.begin() as connection:
        connection.execute(text(statement.format(table)))
    assert broken(sealed) is None


def test_nothing_is_emptied_at_once(postgres_database_url: str) -> None:
    house = make_house(postgres_database_url, catalogue=sample_only())
    with pytest.raises(DBAPIError, match="append-only"), house.platform.engine.begin() as connection:
        connection.execute(text("TRUNCATE access_entry, access_link"))
    house.platform.engine.dispose()


def test_a_refused_unit_leaves_no_entry(house: House) -> None:
    with pytest.raises(ZeroDivisionError), house.work() as work:
        record(work, LOOK)
        raise ZeroDivisionError
    with house.work() as work:
        assert work.session.scalars(select(AccessEntry)).all() == []


# --- the chain tells


def test_an_untouched_log_holds(sealed: House) -> None:
    assert broken(sealed) is None
    with sealed.work() as work:
        links = work.session.scalars(select(AccessLink).order_by(AccessLink.id)).all()
        assert [link.id for link in links] == list(range(1, 11))
        assert seal(work) == 0


@pytest.mark.parametrize(
    "change",
    [
        "what = 'worksheet'",
        "actor_name = 'Ola Vik'",
        "actor_id = NULL",
        "patient_id = 8",
        "outcome = 'denied'",
        "at = '2026-01-01 00:00:00.000000'",
        "request_id = 'x'",
    ],
)
def test_a_changed_entry_is_found(sealed: House, change: str) -> None:
    tamper(sealed, sql(f"UPDATE access_entry SET {change} WHERE id = 5"))
    assert broken(sealed) == 5


@pytest.mark.parametrize("which", [1, 5, 10])
def test_a_removed_entry_is_found(sealed: House, which: int) -> None:
    tamper(
        sealed, sql(f"DELETE FROM access_link WHERE entry_id = {which}", f"DELETE FROM access_entry WHERE id = {which}")
    )
    found = broken(sealed)
    if which == 10:
        # What is cut off the end leaves a shorter chain that holds: the logged hash of the newest link tells.
        assert found is None
    else:
        assert found == which + 1


@pytest.mark.parametrize("which", [1, 5, 9])
def test_a_removed_link_is_found(sealed: House, which: int) -> None:
    tamper(sealed, sql(f"DELETE FROM access_link WHERE id = {which}"))
    assert broken(sealed) == which + 1


def test_two_entries_that_changed_places_are_found(sealed: House) -> None:
    tamper(
        sealed,
        sql(
            "DELETE FROM access_link WHERE id IN (3, 4)",
            f"INSERT INTO access_link (id, entry_id, hash) VALUES (3, 4, '{'a' * 64}'), (4, 3, '{'b' * 64}')",
        ),
    )
    assert broken(sealed) == 3


def test_the_newest_link_is_logged(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    with house.work() as work:
        record(work, LOOK)
    with house.work() as work:
        seal(work)
    with house.work() as work:
        link = work.session.scalars(select(AccessLink)).one()
    assert f'"link": 1, "hash": "{link.hash}"' in capsys.readouterr().err


def test_two_sealers_never_make_two_chains(postgres_database_url: str) -> None:
    house = make_house(postgres_database_url, catalogue=sample_only())
    with house.work() as work:
        for _ in range(5):
            record(work, LOOK)
    with house.work() as first:
        assert seal(first) == 5
        with house.work() as second:
            assert seal(second) == 0, "the first is at it"
    with house.work() as work:
        record(work, LOOK)
        work.session.flush()
        assert seal(work) == 1
    assert broken(house) is None
    house.platform.engine.dispose()


def test_entries_that_commit_late_are_sealed_late(postgres_database_url: str) -> None:
    """Ids are given before commits, so a lower id may appear after a higher one is sealed."""
    house = make_house(postgres_database_url, catalogue=sample_only())
    with house.work() as slow:
        record(slow, LOOK)
        slow.session.flush()
        with house.work() as quick:
            record(quick, LOOK)
        with house.work() as work:
            assert seal(work) == 1
    with house.work() as work:
        assert seal(work) == 1
        assert work.session.scalars(select(AccessLink.entry_id).order_by(AccessLink.id)).all() == [2, 1]
    assert broken(house) is None
    house.platform.engine.dispose()


def test_what_was_committed_after_thousands_of_others_is_sealed_within_the_hour(
    sealed: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "LOOKED_BACK", 3)
    with sealed.work() as work:
        work.session.execute(insert(AccessEntry), [{**service._row(work, LOOK), "id": number} for number in (90, 100)])
        assert seal(work) == 2
    for number, by_the_way in ((96, 0), (98, 1)):
        with sealed.work() as work:
            work.session.execute(insert(AccessEntry), [{**service._row(work, LOOK), "id": number}])
            assert seal(work) == by_the_way, number
    with sealed.work() as work:
        assert [seal_everywhere(work), seal_everywhere(work)] == [1, 0]
    assert broken(sealed) is None


def test_sealing_reads_the_end_of_a_long_log_alone(postgres_database_url: str) -> None:
    house = make_house(postgres_database_url, catalogue=sample_only())
    count, said = 40_000, "'A', 'therapist', 'view', 'x', 'treat', 'b', 'allowed'"
    with house.work() as work:
        for statement in (
            "INSERT INTO access_entry (at, request_id, actor_name, role, action, what, purpose, basis, outcome) "
            f"SELECT now(), '', {said} FROM generate_series(1, {count})",
            "INSERT INTO access_link (id, entry_id, hash) SELECT id, id, 'a' FROM access_entry",
            "ANALYZE access_entry, access_link",
        ):
            work.session.execute(text(statement))
    with house.work() as work:
        rows = not_chained(count - service.LOOKED_BACK).limit(2000)
        asked = rows.compile(work.session.connection().engine, compile_kwargs={"literal_binds": True})
        plan = "\n".join(work.session.scalars(text(f"EXPLAIN {asked}")))
        assert "Seq Scan" not in plan, plan
    house.platform.engine.dispose()


def test_a_patient_reads_what_others_did(sealed: House) -> None:
    with sealed.work() as work:
        record(work, LOOK)
        ids = [entry.id for entry, _ in looks_at(work, 7)]
        assert ids == sorted(ids, reverse=True)
        assert len(ids) == 11
        assert looks_at(work, 8) == []


# --- how it stands


def test_how_the_log_stands_and_what_came_of_each_look_at_it(house: House) -> None:
    with house.work() as work:
        assert log_now(work) == LogNow(0, None, None, None)
        begun = work.now
        record(work, LOOK)
        record(work, LOOK)
    with house.work() as work:
        assert (log_now(work).waiting, log_now(work).waits_since, log_now(work).chained) == (2, begun, None)
        seal(work)
    house.clock.move(minutes=1)
    with house.work() as work:
        record(work, LOOK)
        check = verify_and_note(work)
        assert (check.links, check.broken_at) == (2, None)
    with house.work() as work, house.counted() as statements:
        now = log_now(work)
    assert (now.waiting, now.waits_since, now.chained) == (1, begun + timedelta(minutes=1), begun)
    assert now.check is not None
    assert (now.check.at, len(statements)) == (begun + timedelta(minutes=1), 5)


def test_what_is_cut_off_the_end_is_found_by_the_next_look(sealed: House) -> None:
    with sealed.work() as work:
        assert verify_and_note(work).broken_at is None
    tamper(sealed, sql("DELETE FROM access_link WHERE id > 8", "DELETE FROM access_entry WHERE id > 8"))
    assert broken(sealed) is None
    with sealed.work() as work:
        assert verify_and_note(work).broken_at == 9
