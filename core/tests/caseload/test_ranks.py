"""The database ranks the caseload in the order that standing says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from sqlalchemy import select, update

from varde.caseload.models import CaseloadRow
from varde.caseload.service import reason_of
from varde.standing.on_track import REASONS, first_reason
from varde.testing.house import all_samples, make_house

NOW = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)


def test_the_database_ranks_as_standing_does(database_url: str) -> None:
    """Every set of reasons, as the row holds it: since when each has been one."""
    house = make_house(database_url, catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment_id = house.enrolled(house.person("Ingrid", "Solheim"), maren, "lake")
    times = {reason: NOW - timedelta(days=place) for place, reason in enumerate(REASONS)}
    table: Any = CaseloadRow.__table__
    for each in product((False, True), repeat=len(REASONS)):
        held = {reason for reason, holds in zip(REASONS, each, strict=True) if holds}
        columns = {f"{reason}_since": times[reason] if reason in held else None for reason in REASONS}
        with house.work() as work:
            work.session.execute(update(table).where(table.c.enrolment_id == enrolment_id).values(**columns))
            row = work.session.scalars(select(CaseloadRow).execution_options(populate_existing=True)).one()
            assert reason_of(row) == first_reason(held)
            assert row.since == (times[first_reason(held)] if held else None)
    house.platform.engine.dispose()
