"""Whether the sums of benefits are what they should be: each place against those under it, against what everybody has added, and
against a recount from the facts; and whether what was handed over is counted in the way that the rest is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from sqlalchemy import select, union

from varde.benefits.counting.added import Added, added_by
from varde.benefits.counting.adding import Tree, expected_at, tree_of
from varde.benefits.counting.enrolled import COUNTED_COLUMNS
from varde.benefits.counting.facts import as_counted, facts_of_many
from varde.benefits.counting.models import NATION, Cell, CellDelta, Contribution, PooledCells
from varde.benefits.counting.roller import CellAt, Rows
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation
from varde.kernel.db import IN_BINARY
from varde.kernel.work import Platform, Work

BATCH = 500
MOST = 20
"""How many faults are told."""


def check(platform: Platform, *, recount: bool = True) -> dict[str, Any]:
    """Compare what is stored with itself, at one moment, and then with the facts. ``faults`` has a sentence for each that is not as
    it should be, at most 20. It holds one place's sums of one programme at a time, or a batch of enrolments."""
    with platform.work() as work:
        one_snapshot(work)
        programmes = counted_programmes(work)
        of_sums = (fault for programme in programmes for fault in faults_of_sums(work, programme))
        faults = list(islice(chain(faults_of_handed_over(work), of_sums), MOST))
    recounted = 0
    for fault in _against_facts(platform) if recount else ():
        recounted += 1
        if fault and len(faults) < MOST:
            faults.append(fault)
    return {"ok": not faults, "enrolments": recounted, "faults": faults}


def one_snapshot(work: Work) -> None:
    """Let every statement of this unit of work see the same moment. It must be its first."""
    if work.session.get_bind().dialect.name != "sqlite":
        work.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def counted_programmes(work: Work) -> list[str]:
    """Those that anything is counted, or waits to be added, of."""
    tables = (Cell, Contribution, CellDelta, PooledCells)
    return sorted(work.session.scalars(union(*(select(table.programme) for table in tables))))


def faults_of_handed_over(work: Work) -> Iterator[str]:
    """A sentence for each that was handed over and is counted in another way than the rest. One statement."""
    from varde.benefits.pooling.sources import counted_otherwise

    yield from counted_otherwise(work)


def faults_of_sums(work: Work, programme: str) -> Iterator[str]:
    """A sentence for each row of sums of a programme that is not what it should be."""
    from varde.benefits.counting.pooled import pooled_rows

    names = {NATION: "the nation"}
    names |= {row[0]: row[1] for row in work.session.execute(select(Organisation.id, Organisation.key))}
    tree, pooled = tree_of(work), pooled_rows(work)
    for place, name in names.items():
        for key in sorted(_wrong_rows(work, tree, pooled, programme, place)):
            row = f"{key.part} of group {key.group_id} in {key.period}"
            yield (
                f"The sums of {programme} at {name}, {row}, are not what those counted there, and the places under it, have "
                "added. Run: varde benefits rebuild --everybody"
            )


def _wrong_rows(work: Work, tree: Tree, pooled: Rows, programme: str, place: int) -> Iterator[CellAt]:
    from varde.benefits.counting.packed import trimmed, unpack

    expected = expected_at(work, tree, pooled, programme, place)
    columns = (Cell.place_id, Cell.programme, Cell.part, Cell.group_id, Cell.period, Cell.sums)
    stored = select(*columns).where(Cell.place_id == place, Cell.programme == programme)
    options = {**IN_BINARY, "yield_per": BATCH}
    for row in work.session.execute(stored, execution_options=options):
        key = CellAt(*row[:-1])
        sums = expected.pop(key, None)
        if trimmed(unpack(row[-1])) != (b"" if sums is None else trimmed(sums)):
            yield key
    yield from (key for key, sums in expected.items() if sums.any())


def _against_facts(platform: Platform) -> Iterator[str]:
    """For each enrolment "", or a sentence where what it has added is not what it adds now."""
    last = 0
    while True:
        with platform.work() as work:
            sentences = list(faults_of_enrolments(work, last))
        yield from (sentence for _, sentence in sentences)
        if not sentences:
            return
        last = sentences[-1][0]


def faults_of_enrolments(work: Work, last: int, most: int | None = None) -> Iterator[tuple[int, str]]:
    """The enrolments after the number ``last``, at most so many (None: 500): for each "", or a sentence where what it has added is
    not what it adds now."""
    added = [getattr(Contribution, name) for name in Added.__slots__]
    rows = work.session.execute(
        select(*COUNTED_COLUMNS).where(Enrolment.id > last).order_by(Enrolment.id).limit(most or BATCH)
    ).all()
    stored = {
        row[0]: Added(*row[1:])
        for row in work.session.execute(
            select(Contribution.enrolment_id, *added).where(
                Contribution.enrolment_id.between(rows[0].id, rows[-1].id) if rows else Contribution.enrolment_id < 0
            ),
            execution_options=IN_BINARY,
        )
    }
    facts = facts_of_many(work, rows)
    for row in rows:
        if row.id not in stored:
            yield row.id, f"Enrolment {row.id} of {row.programme} is not counted. It may be new {_PERHAPS}"
        elif stored[row.id] != added_by(work, facts[row.id], as_counted(row)):
            sentence = (
                f"Enrolment {row.id} of {row.programme} adds something else now than when it was counted. It may have"
            )
            yield row.id, f"{sentence} changed {_PERHAPS}"
        else:
            yield row.id, ""


_PERHAPS = "this very moment; if it says so again, run: varde benefits rebuild --everybody"
