"""The roller: what was counted is added to its organisation, to all above it and to the nation, in one transaction.

It alone writes cells, under a lock, so that at every instant a trust is the sum of its clinics, and killing it loses nothing: what
it had taken is there again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from varde.benefits.counting.book import PART_BITS, PARTS
from varde.benefits.counting.models import NATION, Cell, CellDelta
from varde.identity.models import Organisation
from varde.kernel.db import IN_BINARY
from varde.kernel.work import Platform, Work

_ROLLING = 0x56AD_0001
MOST = 2000
"""How many deltas are taken at a time."""
_TOGETHER = 1000


class CellAt(NamedTuple):
    """Where a row of sums belongs."""

    place_id: int
    programme: str
    part: str
    group_id: int
    period: str


def roll(work: Work, most: int = MOST) -> int:
    """Add what waits, what is new before what a recount brings, at most so much. Returns how many deltas there were: 0 also when
    another is at it. Three statements, and two more for each 1,000 rows."""
    if not is_only_roller(work):
        return 0
    taken = select(CellDelta.id).order_by(CellDelta.late, CellDelta.id).limit(most)
    columns = (
        CellDelta.organisation_id,
        CellDelta.programme,
        CellDelta.period,
        CellDelta.groups,
        CellDelta.added,
        CellDelta.sign,
    )
    # A limit in there may be exceeded: every row that comes back is gone, and is added.
    statement = delete(CellDelta).where(CellDelta.id.in_(taken)).returning(*columns)
    rows = work.session.execute(statement, execution_options=IN_BINARY).all()
    if rows:
        add_to_cells(work.session, rolled_up(of_leaves(rows), lines(work)))
    return len(rows)


def roll_all(platform: Platform) -> int:
    """Add all that waits, in as many transactions as it takes. For the demo, the command and tests."""
    rolled = 0
    while True:
        with platform.work() as work:
            taken = roll(work)
        rolled += taken
        if not taken:
            return rolled


def is_only_roller(work: Work) -> bool:
    """Whether this transaction may write cells. SQLite lets one transaction write at a time; PostgreSQL has a lock for it."""
    if work.session.get_bind().dialect.name == "sqlite":
        return True
    return bool(work.session.scalar(select(func.pg_try_advisory_xact_lock(_ROLLING))))


def hold_cells(work: Work) -> None:
    """Wait until nobody writes cells; nobody else does until the commit."""
    if work.session.get_bind().dialect.name != "sqlite":
        work.session.execute(select(func.pg_advisory_xact_lock(_ROLLING)))


def lines(work: Work) -> dict[int, tuple[int, ...]]:
    """For each organisation itself, all above it, and the nation. One statement."""
    above = {row[0]: row[1] for row in work.session.execute(select(Organisation.id, Organisation.parent_id))}
    return {place: (*line_in(above, place), NATION) for place in above}


def line_in(above: Mapping[int, int | None], place: int | None) -> Iterator[int]:
    """The organisation and all above it, nearest first."""
    while place is not None:
        yield place
        place = above.get(place)


Rows = dict[CellAt, Any]
"""Sums by where they belong: arrays of 64-bit whole numbers."""


def of_leaves(deltas: Iterable[Any]) -> Rows:
    """What is to be added to each organisation itself, by part, group and period: the month, and its year."""
    import numpy as np

    from varde.benefits.counting.packed import groups_added, unpack_pairs

    leaves: Rows = {}
    for organisation_id, programme, period, groups, added, sign in deltas:
        positions, numbers = unpack_pairs(added)
        parts, words = positions >> PART_BITS, positions & ((1 << PART_BITS) - 1)
        for number in np.unique(parts).tolist():
            own = parts == number
            at, sums = words[own], sign * numbers[own]
            long = int(at[-1]) + 1
            for group in groups_added(groups):
                for of in (period, period[:4]):
                    key = CellAt(organisation_id, programme, PARTS[number], group, of)
                    row = leaves.get(key)
                    if row is None or len(row) < long:
                        longer = np.zeros(long, dtype=np.int64)
                        if row is not None:
                            longer[: len(row)] = row
                        leaves[key] = row = longer
                    row[at] += sums
    return leaves


def rolled_up(leaves: Rows, above: Mapping[int, Sequence[int]]) -> Rows:
    """The same of every place on the line of each."""
    from varde.benefits.counting.packed import plus

    total: Rows = {}
    for key, sums in leaves.items():
        if not sums.any():
            continue
        for place in above[key.place_id]:
            of = key._replace(place_id=place)
            total[of] = plus(total[of], sums) if of in total else sums
    return total


def add_to_cells(session: Session, rows: Rows) -> None:
    """Add these to what is stored. Only under the roller's lock."""
    from varde.benefits.counting.packed import plus, trimmed

    keys = sorted(rows)
    stored, write = (_stored, _write) if session.get_bind().dialect.name == "sqlite" else (_stored_there, _write_there)
    for begin in range(0, len(keys), _TOGETHER):
        these = keys[begin : begin + _TOGETHER]
        before = stored(session, these)
        sums = [trimmed(plus(before[key], rows[key]) if key in before else rows[key]) for key in these]
        write(session, these, sums)


def _stored(session: Session, keys: Sequence[CellAt]) -> Rows:
    from varde.benefits.counting.packed import unpack

    columns: tuple[Any, ...] = tuple(getattr(Cell, name) for name in CellAt._fields)
    rows = session.execute(select(*columns, Cell.sums).where(tuple_(*columns).in_(keys)))
    return {CellAt(*row[:-1]): unpack(row[-1]) for row in rows}


def _write(session: Session, keys: Sequence[CellAt], sums: Sequence[bytes]) -> None:
    statement = sqlite.insert(Cell)
    statement = statement.on_conflict_do_update(
        index_elements=list(CellAt._fields), set_={"sums": statement.excluded.sums}
    )
    rows = [{**key._asdict(), "sums": packed} for key, packed in zip(keys, sums, strict=True)]
    session.connection().execute(statement, rows)


# PostgreSQL is handed a column of each in one statement: row by row it would take as long for each as for all of them.
_ARRAYS = "%(place_id)b::bigint[], %(programme)b::text[], %(part)b::text[], %(group_id)b::bigint[], %(period)b::text[]"
_NAMES = ", ".join(CellAt._fields)
_READ = f"SELECT {_NAMES}, sums FROM cell JOIN unnest({_ARRAYS}) AS given ({_NAMES}) USING ({_NAMES})"  # noqa: S608 - names of this file
_ADD = (
    f"INSERT INTO cell ({_NAMES}, sums) SELECT * FROM unnest({_ARRAYS}, %(sums)b::bytea[]) "  # noqa: S608 - names of this file
    f"ON CONFLICT ({_NAMES}) DO UPDATE SET sums = excluded.sums"
)


def _stored_there(session: Session, keys: Sequence[CellAt]) -> Rows:
    from varde.benefits.counting.packed import unpack

    rows = session.connection().exec_driver_sql(_READ, _in_columns(keys), execution_options=IN_BINARY)
    return {CellAt(*row[:-1]): unpack(row[-1]) for row in rows}


def _write_there(session: Session, keys: Sequence[CellAt], sums: Sequence[bytes]) -> None:
    session.connection().exec_driver_sql(_ADD, {**_in_columns(keys), "sums": list(sums)})


def _in_columns(keys: Sequence[CellAt]) -> dict[str, Any]:
    return {name: [getattr(key, name) for key in keys] for name in CellAt._fields}


MOST_BEHIND = timedelta(seconds=60)
"""Whatever waits longer waits for a roller that does not run, or gives way, in a recount of many, to what is new."""


def is_behind(work: Work) -> bool:
    """Whether anything waits too long. One statement."""
    oldest = work.session.scalar(select(func.min(CellDelta.at)))
    return oldest is not None and work.now - oldest > MOST_BEHIND
