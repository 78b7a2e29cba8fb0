"""What is read with a form does not grow with what was answered before."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from varde.assessments.service import open_sheet

from .conftest import Patient


def test_nothing_is_looked_up_anew_for_each_earlier_response(emma: Patient) -> None:
    """Somebody with a thousand answers would wait a second for every form, were it asked of each which is the first. When she
    answered is read through once, in the index alone; the first and the last are then looked up."""
    engine = emma.house.platform.engine
    plan: list[str] = []

    def explain(connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if "LEFT OUTER JOIN response" in statement and not statement.startswith("EXPLAIN"):
            rows = connection.connection.dbapi_connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plan.extend(row[-1] for row in rows)

    agenda_id = emma.item("start").id
    event.listen(engine, "before_cursor_execute", explain)
    try:
        with emma.house.work() as work:
            open_sheet(work, emma.actor, agenda_id)
    finally:
        event.remove(engine, "before_cursor_execute", explain)
    of_responses = [line for line in plan if " response" in line]
    over_all = [line for line in of_responses if line.endswith("(enrolment_id=?)")]
    assert not [line for line in of_responses if line.startswith("SCAN")], "\n".join(plan)
    assert len(over_all) == 1, "\n".join(plan)
    assert "COVERING INDEX" in over_all[0]
    assert sum("submitted_at=?" in line for line in of_responses) == 2, "\n".join(plan)
