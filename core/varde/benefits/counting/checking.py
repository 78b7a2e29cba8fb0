"""Whether the sums of benefits are what they should be: each place against those under it, against what everybody has added, and
against a recount from the facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from varde.benefits.counting.added import Added
from varde.benefits.counting.models import NATION, Cell, CellDelta, Contribution
from varde.benefits.counting.roller import CellAt, Rows, lines, of_leaves, rolled_up
from varde.benefits.counting.service import counted_now
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation
from varde.kernel.work import Platform, Work

BATCH = 500
MOST = 20
"""How many faults are told."""


def check(platform: Platform, *, recount: bool = True) -> dict[str, Any]:
    """Compare what is stored with itself, at one moment, and then with the facts. ``faults`` has a sentence for each that is not as
    it should be, at most 20."""
    with platform.work() as work:
        one_snapshot(work)
        faults = list(_faults_of_sums(work))
    recounted = list(_against_facts(platform)) if recount else []
    faults += filter(None, recounted)
    return {"ok": not faults, "enrolments": len(recounted), "faults": faults[:MOST]}


def one_snapshot(work: Work) -> None:
    """Let every statement of this unit of work see the same moment. It must be its first."""
    if work.session.get_bind().dialect.name != "sqlite":
        work.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def sums_of_contributions(work: Work) -> Rows:
    """Every row as it should be: what everybody has added, but for what waits to be added, and what other installations have handed
    over. Five statements, in one snapshot."""
    from varde.benefits.counting.packed import plus
    from varde.benefits.counting.pooled import pooled_rows

    where = (Contribution.organisation_id, Contribution.programme, Contribution.period, Contribution.groups)
    columns = (CellDelta.organisation_id, CellDelta.programme, CellDelta.period, CellDelta.groups, CellDelta.added)
    added = [(*row, 1) for row in work.session.execute(select(*where, Contribution.added))]
    waiting = [(*row, -sign) for *row, sign in work.session.execute(select(*columns, CellDelta.sign))]
    above = lines(work)
    rows = rolled_up(of_leaves([*added, *waiting]), above)
    for key, sums in rolled_up(pooled_rows(work), above).items():
        rows[key] = plus(rows[key], sums) if key in rows else sums
    return rows


def _faults_of_sums(work: Work) -> Iterator[str]:
    names = {NATION: "the nation"}
    names |= {row[0]: row[1] for row in work.session.execute(select(Organisation.id, Organisation.key))}
    stored, expected = _stored(work), sums_of_contributions(work)
    for key in sorted({*stored, *expected}):
        if not _same(stored.get(key), expected.get(key)):
            row = f"{key.part} of group {key.group_id} in {key.period}"
            yield (
                f"The sums of {key.programme} at {names[key.place_id]}, {row}, are not what those counted there have added. "
                "Run: varde benefits rebuild --everybody"
            )


def _stored(work: Work) -> Rows:
    from varde.benefits.counting.packed import unpack

    columns = (Cell.place_id, Cell.programme, Cell.part, Cell.group_id, Cell.period, Cell.sums)
    return {CellAt(*row[:-1]): unpack(row[-1]) for row in work.session.execute(select(*columns))}


def _same(first: Any, second: Any) -> bool:
    from varde.benefits.counting.packed import NOTHING, trimmed

    rows = [trimmed(NOTHING if row is None else row) for row in (first, second)]
    return rows[0] == rows[1]


def _against_facts(platform: Platform) -> Iterator[str]:
    """For each enrolment "", or a sentence where what it has added is not what it adds now."""
    last = 0
    while True:
        with platform.work() as work:
            rows = work.session.execute(
                select(Enrolment, Contribution)
                .outerjoin(Contribution, Contribution.enrolment_id == Enrolment.id)
                .where(Enrolment.id > last)
                .order_by(Enrolment.id)
                .limit(BATCH)
            ).all()
            for enrolment, stored in rows:
                last = enrolment.id
                yield _otherwise(work, enrolment, stored)
        if not rows:
            return


def _otherwise(work: Work, enrolment: Enrolment, stored: Contribution | None) -> str:
    if stored is None:
        return (
            f"Enrolment {enrolment.id} of {enrolment.programme} is not counted. It may be new this very moment; if it says so "
            "again, run: varde benefits rebuild --everybody"
        )
    if Added.of(stored) == counted_now(work, enrolment):
        return ""
    return (
        f"Enrolment {enrolment.id} of {enrolment.programme} adds something else now than when it was counted. It may have changed "
        "this very moment; if it says so again, run: varde benefits rebuild --everybody"
    )
