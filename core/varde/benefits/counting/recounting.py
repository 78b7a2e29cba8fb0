"""Count many enrolments of one programme together: what they add is written down once for each place, month and group."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Select, insert, select

from varde.benefits.counting.added import Added
from varde.benefits.counting.enrolled import COUNTED_COLUMNS
from varde.benefits.counting.facts import as_counted, facts_of_many
from varde.benefits.counting.known import next_of
from varde.benefits.counting.models import ALL, CellDelta, Contribution
from varde.benefits.counting.slots import book_naming, groups_with
from varde.benefits.counting.storing import store
from varde.benefits.counting.way import way_of_counting
from varde.enrolments.models import Enrolment
from varde.kernel.among import among
from varde.kernel.db import IN_BINARY
from varde.kernel.work import Work


def count_together(work: Work, programme: str, ids: Collection[int]) -> None:
    """Count these as they are now. The facts are read after what they have added is locked. Eight statements, those of computed
    measures, and what is written; whoever another counts for the first time meanwhile makes it a conflict, and nothing stands."""
    if ids:
        with _without_collecting():
            _count(work, programme, ids)


def _count(work: Work, programme: str, ids: Collection[int]) -> None:
    from varde.benefits.counting.columns import added_by_many

    stored = _stored(work, ids)
    statement = select(*COUNTED_COLUMNS).where(among(Enrolment.id, ids)).order_by(Enrolment.id)
    enrolments = work.session.execute(statement).all()
    facts = facts_of_many(work, enrolments)
    added = added_by_many(
        [facts[enrolment.id] for enrolment in enrolments],
        [as_counted(enrolment) for enrolment in enrolments],
        lambda names: book_naming(work, programme, names),
        lambda groups: groups_with(work, groups),
    )
    way = way_of_counting(work, programme)
    counted = [
        (enrolment.id, each, next_of(work, enrolment)) for enrolment, each in zip(enrolments, added, strict=True)
    ]
    store(work, counted, stored.keys(), way)
    changes = [
        (each, sign)
        for enrolment_id, now, _ in counted
        if now != (before := stored.get(enrolment_id))
        for each, sign in ((before, -1), (now, 1))
        if each is not None
    ]
    deltas = [_delta(each, work) for each in by_group(changes)]
    if deltas:
        work.session.execute(insert(CellDelta), deltas)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """What a batch makes is many small objects that all live until its end: to look among them for cycles, again and again, took
    half of its time, and found none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _stored(work: Work, ids: Collection[int]) -> dict[int, Added]:
    columns = [getattr(Contribution, name) for name in Added.__slots__]
    held: Select[Any] = select(Contribution.enrolment_id, *columns).where(among(Contribution.enrolment_id, ids))
    statement = held.order_by(Contribution.enrolment_id).with_for_update()
    return {row[0]: Added(*row[1:]) for row in work.session.execute(statement, execution_options=IN_BINARY)}


def _delta(added: Added, work: Work) -> dict[str, Any]:
    return {**{name: getattr(added, name) for name in Added.__slots__}, "sign": 1, "at": work.now, "late": True}


def by_group(changes: Sequence[tuple[Added, int]]) -> list[Added]:
    """What these come to (1: added, -1: taken out), one for each place, month and group; nothing is left out."""
    import numpy as np

    from varde.benefits.counting.columns import whose
    from varde.benefits.counting.packed import ALONE, WORD, groups_added, pack

    if not changes:
        return []
    person, positions, numbers = whose([added.added for added, _ in changes])
    numbers = numbers * np.array([sign for _, sign in changes], dtype=np.int64)[person]
    wheres = [(added.organisation_id, added.programme, added.period) for added, _ in changes]
    listed = sorted(set(wheres))
    at = {where: number for number, where in enumerate(listed)}
    where = np.array([at[each] for each in wheres], dtype=np.int64)[person]
    order = np.lexsort((positions, where))
    person, where, positions, numbers = person[order], where[order], positions[order], numbers[order]
    summed = []
    for group, members in _members([added.groups for added, _ in changes], groups_added).items():
        own = np.flatnonzero(members[person])
        if not len(own):
            continue
        place, position = where[own], positions[own]
        begins = np.flatnonzero(np.r_[True, (np.diff(place) != 0) | (np.diff(position) != 0)])
        sums = np.add.reduceat(numbers[own], begins)
        kept = sums != 0
        if not kept.any():
            continue
        pairs = np.stack([position[begins][kept], sums[kept]], axis=1).astype(WORD)
        places, ends = np.unique(place[begins][kept], return_index=True)
        packed = pack(() if group == ALL else (ALONE, group))
        for number, rows in zip(places.tolist(), np.split(pairs, ends[1:]), strict=True):
            organisation_id, programme, period = listed[number]
            summed.append(Added(organisation_id, programme, period, packed, rows.tobytes()))
    return summed


def _members(packed: Sequence[bytes], groups_of: Callable[[bytes], Sequence[int]]) -> dict[int, Any]:
    """By group, who of these are in it."""
    import numpy as np

    alike: dict[bytes, list[int]] = {}
    for number, groups in enumerate(packed):
        alike.setdefault(groups, []).append(number)
    members: dict[int, Any] = {}
    for groups, numbers in alike.items():
        for group in groups_of(groups):
            members.setdefault(group, np.zeros(len(packed), dtype=bool))[numbers] = True
    return dict(sorted(members.items()))
