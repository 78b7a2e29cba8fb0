"""The names of patients are taken out of the access log, and nothing else: the chain and its anchors hold, and cover nothing up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from varde.audit.anchors import disagreements, newest_anchor
from varde.audit.models import AccessEntry
from varde.audit.service import first_broken, record, seal
from varde.audit.unnaming import take_names_out
from varde.testing.house import House

from .named_entries import OWN, as_before
from .test_chain import LOOK, house, tamper

TORS = replace(OWN, actor_id=8, actor_name="Tor Berg", patient_id=8)
__all__ = ["house"]


@pytest.fixture
def old(house: House) -> House:
    """Maren looks, Ingrid looks twice and Tor once, all by name and chained; then Ingrid looks again, which is not chained yet."""
    with house.work() as work:
        for access in (LOOK, OWN, OWN, TORS):
            as_before(work, access)
    with house.work() as work:
        assert seal(work) == 4
    with house.work() as work:
        as_before(work, OWN)
    return house


def names(house: House) -> list[str]:
    with house.work() as work:
        return list(work.session.scalars(select(AccessEntry.actor_name).order_by(AccessEntry.id)))


def broken(house: House) -> int | None:
    with house.work() as work:
        return first_broken(work)


def taken_out(house: House, **how: object) -> int:
    with house.work() as work:
        return take_names_out(work, **how)  # type: ignore[arg-type]


def test_what_a_patient_does_is_written_without_her_name(house: House) -> None:
    with house.work() as work:
        record(work, OWN)
        record(work, LOOK)
    assert names(house) == ["", "Maren Lie"]
    with house.work() as work:
        assert seal(work) == 2
        assert first_broken(work) is None


def test_old_entries_lose_the_names_of_patients_and_the_anchors_agree(old: House) -> None:
    with old.work() as work:
        anchor = newest_anchor(work)
    assert anchor is not None
    assert taken_out(old) == 3
    assert names(old) == ["Maren Lie", "", "", "", "Ingrid Solheim"]
    assert broken(old) is None
    assert taken_out(old) == 0
    with old.work() as work:
        assert seal(work) == 1
    assert taken_out(old) == 1
    assert names(old) == ["Maren Lie", "", "", "", ""]
    assert broken(old) is None
    with old.work() as work:
        assert disagreements(work, [anchor], "kept") == []


def test_a_few_at_a_time(old: House) -> None:
    assert [taken_out(old, most=2) for _ in range(3)] == [2, 1, 0]
    assert broken(old) is None


def test_of_one_alone(old: House) -> None:
    assert taken_out(old, of=frozenset({7})) == 2
    assert names(old) == ["Maren Lie", "", "", "Tor Berg", "Ingrid Solheim"]
    assert broken(old) is None


@pytest.mark.parametrize(
    "change",
    ["what = 'worksheet'", "actor_name = 'Ola Vik'", "patient_id = 9", "mac = 'x'", "mac = ''", "request_id = 'x'"],
)
def test_what_was_changed_before_is_not_covered_up(old: House, change: str) -> None:
    tamper(old, lambda connection: connection.execute(text(f"UPDATE access_entry SET {change} WHERE id = 3")))
    taken_out(old)
    assert names(old)[1] == ""
    assert broken(old) == 3


@pytest.mark.parametrize(
    "change",
    [
        "what = 'worksheet'",
        "actor_name = 'Ola Vik'",
        "actor_id = NULL",
        "mac = 'x'",
        "unnamed = ''",
        "outcome = 'denied'",
    ],
)
def test_what_is_changed_afterwards_is_found(old: House, change: str) -> None:
    taken_out(old)
    tamper(old, lambda connection: connection.execute(text(f"UPDATE access_entry SET {change} WHERE id = 3")))
    assert broken(old) == 3


def test_a_name_that_is_cut_without_the_key_is_found(old: House) -> None:
    cut = f"UPDATE access_entry SET actor_name = '', unnamed = '{'0' * 64}' WHERE id = 3"
    tamper(old, lambda connection: connection.execute(text(cut)))
    assert broken(old) == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_entry SET actor_name = '' WHERE id = 2",
        f"UPDATE access_entry SET unnamed = '{'0' * 64}' WHERE id = 2",
        f"UPDATE access_entry SET actor_name = 'Tor', unnamed = '{'0' * 64}' WHERE id = 2",
        f"UPDATE access_entry SET actor_name = '', unnamed = '{'0' * 64}' WHERE id = 1",
        f"UPDATE access_entry SET actor_name = '', unnamed = '{'0' * 64}', what = 'x' WHERE id = 2",
        f"UPDATE access_entry SET actor_name = '', unnamed = '{'0' * 64}', organisation_id = NULL WHERE id = 2",
        f"UPDATE access_entry SET actor_name = '', unnamed = '{'0' * 64}' WHERE id = 3",
        "DELETE FROM access_entry WHERE id = 2",
    ],
)
def test_the_database_lets_nothing_else_be_changed(old: House, statement: str) -> None:
    """Of entry 3 the name is out already; entry 1 is of a therapist."""
    with old.platform.engine.begin() as connection:
        mark = f"UPDATE access_entry SET actor_name = '', unnamed = '{'1' * 64}' WHERE id = 3"
        connection.execute(text(mark))
    with pytest.raises(DBAPIError, match="append-only"), old.platform.engine.begin() as connection:
        connection.execute(text(statement))


# --- the other histories

KEPT: dict[str, str] = {
    "access_check": "append-only",
    "access_anchor": "append-only",
    "appointment_change": "never edited",
    "dialogue_deed": "never edited",
    "group_change": "never edited",
    "minutes_change": "never edited",
    "person_change": "never edited",
}


def guarded(house: House) -> Callable[[str], set[str]]:
    """What the database itself says of the triggers of a table."""
    with house.platform.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            rows = connection.execute(text("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            said = [(table, sql.partition(" BEGIN ")[0]) for table, sql in rows]
        else:
            rows = connection.execute(
                text(
                    "SELECT c.relname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                    "WHERE NOT t.tgisinternal"
                )
            ).all()
            said = [(table, sql.partition(" ON ")[0]) for table, sql in rows]
    return lambda table: {verb for name, sql in said if name == table for verb in ("UPDATE", "DELETE") if verb in sql}


@pytest.mark.parametrize("table", KEPT)
def test_a_history_is_kept_by_the_database(house: House, table: str) -> None:
    """Those of a person go with her, so that they may be removed and not edited."""
    assert guarded(house)(table) == ({"UPDATE", "DELETE"} if KEPT[table] == "append-only" else {"UPDATE"})
