"""Count many enrolments of one programme together: what they add is written down once for each place, month and set of groups."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from varde.benefits.counting.added import Added, added_by, write_delta
from varde.benefits.counting.facts import as_counted, facts_of_many
from varde.benefits.counting.known import next_of
from varde.benefits.counting.models import Contribution
from varde.benefits.counting.way import way_of_counting
from varde.enrolments.models import Enrolment
from varde.kernel.work import Work


def count_together(work: Work, programme: str, ids: Collection[int]) -> None:
    """Count these as they are now. The facts are read after what they have added is locked. Seven statements, those of computed
    measures, and what is written; whoever another counts for the first time meanwhile makes it a conflict, and nothing stands."""
    held = select(Contribution).where(Contribution.enrolment_id.in_(ids)).order_by(Contribution.enrolment_id)
    stored = {row.enrolment_id: row for row in work.session.scalars(held.with_for_update())}
    enrolments = work.session.scalars(select(Enrolment).where(Enrolment.id.in_(ids)).order_by(Enrolment.id)).all()
    facts, way = facts_of_many(work, enrolments), way_of_counting(work, programme)
    changes: list[tuple[Added, int]] = []
    for enrolment in enrolments:
        new = added_by(work, facts[enrolment.id], as_counted(enrolment))
        row = stored.get(enrolment.id)
        if row is not None:
            changes.append((Added.of(row), -1))
        else:
            row = work.add(Contribution(enrolment_id=enrolment.id))
        changes.append((new, 1))
        for name in Added.__slots__:
            setattr(row, name, getattr(new, name))
        row.counted_with, row.counted_at, row.next_at = way, work.now, next_of(work, enrolment)
    for added in together(changes):
        write_delta(work, added, late=True)


def together(changes: Collection[tuple[Added, int]]) -> list[Added]:
    """What these come to (1: added, -1: taken out), one for each place, month and set of groups; nothing is left out."""
    import numpy as np

    from varde.benefits.counting.packed import added_up, unpack_pairs

    parts: dict[tuple[object, ...], list[tuple[Added, int]]] = {}
    for added, sign in changes:
        parts.setdefault(added.where, []).append((added, sign))
    summed = []
    for each in parts.values():
        pairs = [(*unpack_pairs(added.added), sign) for added, sign in each]
        positions = np.concatenate([positions for positions, _, _ in pairs])
        numbers = np.concatenate([sign * numbers for _, numbers, sign in pairs])
        first = each[0][0]
        summed.append(
            Added(first.organisation_id, first.programme, first.period, first.groups, added_up(positions, numbers))
        )
    return summed
