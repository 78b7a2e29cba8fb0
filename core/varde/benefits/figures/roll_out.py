"""How far a programme has come: in which health trusts, or municipalities, of each region it is offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import and_, select

from varde.benefits.counting.models import PooledCells
from varde.enrolments.models import Offering
from varde.identity.lines import line_among
from varde.identity.models import Organisation
from varde.kernel.work import Work
from varde.programmes.values import Programme

State = Literal["on", "closed", "unknown", "none"]


@dataclass(frozen=True, slots=True)
class RegionRollOut:
    """One region ("": those in none), and how many of those that could offer the programme do, have stopped, or never have. Of the
    ``unknown`` nothing but sums is here, which another installation has handed over: whether they take anybody in stands there.
    """

    name: str
    on: int
    closed: int
    unknown: int
    none: int

    @property
    def of(self) -> int:
        return self.on + self.closed + self.unknown + self.none


def roll_out(work: Work, programme: Programme) -> tuple[RegionRollOut, ...]:
    """Every region that has somebody who could offer it, the one that has come furthest first. Two statements; of organisations
    alone, never of people."""
    organisations = {
        row.id: row for row in work.session.scalars(select(Organisation).where(Organisation.closed_at.is_(None)))
    }
    handed_over = and_(
        PooledCells.organisation_id == Offering.organisation_id, PooledCells.programme == Offering.programme
    )
    offers = {
        row.organisation_id: "unknown" if row.installation is not None and row.state == "closed" else row.state
        for row in work.session.execute(
            select(Offering.organisation_id, Offering.state, PooledCells.installation)
            .outerjoin(PooledCells, handed_over)
            .where(Offering.programme == programme.key)
        )
    }
    owner = "municipality" if programme.owner == "municipality" else "trust"
    regions: dict[str, dict[State, int]] = {}
    for row in organisations.values():
        if row.kind == owner:
            line = line_among(organisations, row.id)
            name = next((each.name for each in reversed(line) if each.kind == "region"), "")
            counts = regions.setdefault(name, {"on": 0, "closed": 0, "unknown": 0, "none": 0})
            counts[_state(row, organisations, offers)] += 1
    listed = (
        RegionRollOut(name, counts["on"], counts["closed"], counts["unknown"], counts["none"])
        for name, counts in regions.items()
    )
    return tuple(sorted(listed, key=lambda region: (not region.name, -region.on / region.of, region.name)))


def _state(owner: Organisation, organisations: Mapping[int, Organisation], offers: Mapping[int, str]) -> State:
    states = {state for id_, state in offers.items() if owner in line_among(organisations, id_)}
    if states & {"open", "waiting"}:
        return "on"
    if "unknown" in states:
        return "unknown"
    return "closed" if states else "none"
