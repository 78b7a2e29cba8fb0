"""What a manager's overview shows of what she may see: everything but what she has chosen to leave out."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select, tuple_

from varde.benefits.figures.models import OverviewChoice
from varde.identity.service import Actor
from varde.kernel.db import add_missing
from varde.kernel.work import Work

PARTS = ("watch", "plans", "dates")
"""The parts of the page beside its programmes: what to look at, how the plans stand, and the days that come."""
PROGRAMME = "programme"

LeftOut = frozenset[tuple[str, str]]
"""By part, and of the part ``programme`` by its key."""


def left_out(work: Work, actor: Actor) -> LeftOut:
    """What she has chosen to leave out. One statement."""
    mine = select(OverviewChoice.part, OverviewChoice.programme).where(OverviewChoice.person_id == actor.person_id)
    return frozenset((part, programme) for part, programme in work.session.execute(mine))


def choose(work: Work, actor: Actor, shown: Collection[tuple[str, str]], offered: Collection[tuple[str, str]]) -> None:
    """Let her overview show these of what is ``offered``, and leave out the other of them; what is not offered now, such as a
    programme that she may not see at the moment, stays as she chose it."""
    of_these = tuple_(OverviewChoice.part, OverviewChoice.programme).in_(list(offered))
    work.session.execute(delete(OverviewChoice).where(OverviewChoice.person_id == actor.person_id, of_these))
    rows = [
        {"person_id": actor.person_id, "part": part, "programme": programme}
        for part, programme in offered
        if (part, programme) not in shown
    ]
    add_missing(work.session, OverviewChoice, rows)
