"""What is counted for the benefits, for tests: invented people are counted, and every sum is told by itself."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from varde.benefits.counting.added import AsCounted, added_by, write_delta
from varde.benefits.counting.assembling import apart
from varde.benefits.counting.book import PARTS
from varde.benefits.counting.cells import Cells, CellStats, EnrolmentFacts
from varde.benefits.counting.models import Cell
from varde.benefits.counting.reading import sums_of
from varde.benefits.counting.roller import roll
from varde.identity.models import Organisation
from varde.kernel.work import Work


def count_people(work: Work, people: Iterable[EnrolmentFacts], counts: AsCounted = "here") -> None:
    """Let these be in the sums, as if each had an enrolment."""
    for facts in people:
        write_delta(work, added_by(work, facts, counts))
    roll_up(work)


def roll_up(work: Work) -> None:
    """Add all that waits, in this unit of work."""
    work.session.flush()
    while roll(work):
        pass


def cells_in(work: Work) -> Cells:
    """Every sum that is not nothing, of each organisation alone, by month, after what waits is added. Of responders and others
    only scores are told, as :func:`~varde.benefits.counting.cells.contributions` does."""
    roll_up(work)
    above = {row[0]: row[1] for row in work.session.execute(select(Organisation.id, Organisation.parent_id))}
    cells: Cells = {}
    for programme in work.session.scalars(select(Cell.programme).distinct()):
        counted = apart(sums_of(work, programme, above.keys(), parts=PARTS), above)
        cells |= dict(counted.cells(programme))
    return {
        key: stats
        for key, stats in cells.items()
        if key.group == "all" or key.scale not in ("flow", "wait", "operation")
    }


def sums_in(work: Work, scale: str, occasion: str = "", category: str = "") -> CellStats:
    """One sum of everybody, at all places and in all programmes and months together."""
    total = CellStats()
    for key, stats in cells_in(work).items():
        if (key.group, key.scale, key.occasion, key.category) == ("all", scale, occasion, category):
            total += stats
    return total
