"""What one enrolment, or many, add to the sums, and how that is written down for the roller."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from varde.benefits.counting.cells import EnrolmentFacts, entries_of
from varde.benefits.counting.dimensions import groups_in
from varde.benefits.counting.models import CellDelta, Contribution
from varde.benefits.counting.slots import book_with, groups_with
from varde.kernel.work import Work

AsCounted = Literal["here", "imported", "nowhere"]
"""Whether somebody counts with her way in, without it, or not at all."""


@dataclass(frozen=True, slots=True)
class Added:
    """What is added at an organisation in a month, to everybody and to these groups (:mod:`varde.benefits.counting.packed`)."""

    organisation_id: int
    programme: str
    period: str
    groups: bytes
    added: bytes

    @classmethod
    def of(cls, stored: Contribution) -> Added:
        return cls(stored.organisation_id, stored.programme, stored.period, stored.groups, stored.added)

    @property
    def where(self) -> tuple[object, ...]:
        return (self.organisation_id, self.programme, self.period, self.groups)


def added_by(work: Work, facts: EnrolmentFacts, counts: AsCounted = "here") -> Added:
    """What these facts add. No statement where this process knows the slots and groups."""
    from varde.benefits.counting.packed import pack, pack_pairs

    entries = entries_of(facts, way_in=counts == "here") if counts != "nowhere" else {}
    pairs = book_with(work, facts.programme, entries).pairs(entries)
    groups = groups_with(work, groups_in(facts))
    return Added(facts.organisation_id, facts.programme, facts.month, pack(groups), pack_pairs(pairs))


def write_delta(work: Work, added: Added, *, sign: int = 1, late: bool = False) -> None:
    """Write down that this is to be added (``sign`` -1: taken out); nothing is not written."""
    if added.added:
        work.add(
            CellDelta(
                organisation_id=added.organisation_id,
                programme=added.programme,
                period=added.period,
                groups=added.groups,
                added=added.added,
                sign=sign,
                at=work.now,
                late=late,
            )
        )


def write_difference(work: Work, before: Added, after: Added) -> None:
    """Write down what makes ``before`` into ``after``: one row, or two where it belongs elsewhere now."""
    from varde.benefits.counting.packed import minus

    if before.where == after.where:
        write_delta(work, replace(after, added=minus(after.added, before.added)))
        return
    write_delta(work, before, sign=-1)
    write_delta(work, after)
