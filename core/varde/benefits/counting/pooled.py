"""What other installations have handed over, as rows of sums: no enrolment of ours is behind them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from varde.benefits.counting.cells import CellStats, Place
from varde.benefits.counting.dimensions import GroupKey
from varde.benefits.counting.models import ALL, PooledCells
from varde.benefits.counting.roller import CellAt, Rows
from varde.benefits.counting.slots import book_naming, groups_with
from varde.kernel.work import Work

Named = tuple[GroupKey, str, Place, int, CellStats]
"""A group (of no dimension: everybody), a month, and a sum by its name."""


def rows_of_named(work: Work, organisation_id: int, programme: str, named: Iterable[Named]) -> Rows:
    """The rows of an organisation itself that these sums are: of each month, and of its year. No statement where this process knows
    the slots and groups."""
    import numpy as np

    sums = list(named)
    book = book_naming(work, programme, {(place, resolution) for _, _, place, resolution, _ in sums})
    numbers = _numbers(work, {group for group, *_ in sums})
    rows: Rows = {}
    for group, month, place, resolution, stats in sums:
        slot = book.by_name[place, resolution]
        for period in (month, month[:4]):
            key = CellAt(organisation_id, programme, slot.part, numbers[group], period)
            if key not in rows:
                rows[key] = np.zeros(book.widths[slot.part], dtype=np.int64)
            rows[key][slot.first : slot.first + slot.words] += slot.write(stats)
    return rows


def pooled_rows(work: Work) -> Rows:
    """The rows of every organisation that was handed over, itself. One statement where this process knows the slots and groups."""
    from varde.benefits.pooling.file import named_of

    rows: Rows = {}
    columns = (PooledCells.organisation_id, PooledCells.programme, PooledCells.content)
    for organisation_id, programme, content in work.session.execute(select(*columns)).all():
        rows |= rows_of_named(work, organisation_id, programme, named_of(content))
    return rows


def _numbers(work: Work, groups: Iterable[GroupKey]) -> dict[GroupKey, int]:
    numbers = {group: ALL if not group.dimension else 0 for group in groups}
    for group in numbers:
        if group.dimension:
            (numbers[group],) = groups_with(work, [group])
    return numbers
