"""What the sums of a place should be: what everybody has added there, and at the places right under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import delete, select

from varde.benefits.counting.added import Added
from varde.benefits.counting.models import NATION, Cell, CellDelta, Contribution
from varde.benefits.counting.recounting import by_group
from varde.benefits.counting.roller import CellAt, Rows, add_to_cells, of_leaves
from varde.identity.models import Organisation
from varde.kernel.db import IN_BINARY
from varde.kernel.work import Work

BATCH = 2000
_IN_BATCHES = {**IN_BINARY, "yield_per": BATCH}
Tree = Mapping[int | None, list[int]]
"""The organisations right under each, and under the nation."""


def tree_of(work: Work) -> Tree:
    """One statement."""
    under: dict[int | None, list[int]] = {}
    for place, parent in work.session.execute(select(Organisation.id, Organisation.parent_id)):
        under.setdefault(NATION if parent is None else parent, []).append(place)
    return under


def upwards(tree: Tree, place: int = NATION) -> Iterator[int]:
    """Every place, each after all that are under it."""
    for child in tree.get(place, ()):
        yield from upwards(tree, child)
    yield place


def expected_at(work: Work, tree: Tree, pooled: Rows, programme: str, place: int) -> Rows:
    """The rows of a programme at a place: what those counted there have added, but for what waits to be added; what other
    installations have handed over (``pooled``); and what is stored of the places right under it. Three statements, in one snapshot;
    it holds the rows of this place and a batch."""
    rows: Rows = {}
    if place != NATION:
        for table in (Contribution, CellDelta):
            _add_leaves(work, rows, table, programme, place)
    for key, sums in pooled.items():
        if (key.place_id, key.programme) == (place, programme):
            _add(rows, key, sums.tobytes())
    columns = (Cell.part, Cell.group_id, Cell.period, Cell.sums)
    below = select(*columns).where(Cell.place_id.in_(tree.get(place, ())), Cell.programme == programme)
    for part, group, period, sums in work.session.execute(below, execution_options=_IN_BATCHES):
        _add(rows, CellAt(place, programme, part, group, period), sums)
    return rows


def add_again(work: Work, programmes: list[str]) -> None:
    """Make the sums of every place anew, from below. Only under the roller's lock."""
    from varde.benefits.counting.pooled import pooled_rows

    tree, pooled = tree_of(work), pooled_rows(work)
    work.session.execute(delete(Cell))
    for programme in programmes:
        for place in upwards(tree):
            add_to_cells(work.session, expected_at(work, tree, pooled, programme, place))


def _add_leaves(work: Work, rows: Rows, table: type[Contribution | CellDelta], programme: str, place: int) -> None:
    """What these have added, or (deltas) are still to add."""
    columns: list[Any] = [getattr(table, name) for name in Added.__slots__]
    if table is CellDelta:
        columns.append(CellDelta.sign)
    statement = select(*columns).where(table.organisation_id == place, table.programme == programme)
    for batch in work.session.execute(statement, execution_options=_IN_BATCHES).partitions():
        changes = [(Added(*row[:5]), -row[5] if table is CellDelta else 1) for row in batch]
        deltas = [(*(getattr(added, name) for name in Added.__slots__), 1) for added in by_group(changes)]
        for key, sums in of_leaves(deltas).items():
            _add(rows, key, sums.tobytes())


def _add(rows: Rows, key: CellAt, sums: bytes) -> None:
    from varde.benefits.counting.packed import NOTHING, plus, unpack

    rows[key] = plus(rows.get(key, NOTHING), unpack(sums))
