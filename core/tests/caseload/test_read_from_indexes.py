"""A list is read from indexes: it costs what is on it, and not what all the clinics together have."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select, true
from sqlalchemy.orm import Session

from varde.caseload.models import CaseloadRow
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.testing.house import House, all_samples, make_house

OTHERS, THERAPISTS = 20_000, 200
LARGE = ("caseload_row", "enrolment", "person")
AS_IF_FIFTY_TIMES_AS_MANY = "; ".join(
    f"SET LOCAL {cost}" for cost in ("seq_page_cost = 50", "cpu_tuple_cost = 0.5", "cpu_index_tuple_cost = 0.25")
)
"""Reading every row costs the planner what it would among a million."""
PAGES = (
    "/arbeidsliste",
    "/arbeidsliste?sok=vik",
    "/arbeidsliste?sorter=name",
    "/arbeidsliste?hvorfor=finished",
    "/koen",
)


@pytest.fixture
def house(postgres_database_url: str) -> Iterator[House]:
    house = make_house(postgres_database_url, catalogue=all_samples())
    yield house
    house.platform.engine.dispose()


def without_an_index(plan: dict[str, Any]) -> Iterator[str]:
    """Tables of :data:`LARGE` that are gone through from one end to the other."""
    if plan.get("Relation Name") in LARGE and "Index Cond" not in plan and plan["Node Type"] != "Bitmap Heap Scan":
        yield f"{plan['Node Type']} of {plan['Relation Name']}"
    for below in plan.get("Plans", ()):
        yield from without_an_index(below)


def crowd(house: House, enrolment_id: int) -> None:
    """So many others at the same clinic, each like the one there is, of :data:`THERAPISTS` others."""
    with house.work() as work:
        session = work.session
        other = session.scalar(select(Enrolment.person_id).where(Enrolment.id == enrolment_id))
        last = session.scalar(select(func.max(Person.id))) or 0
        number = select(func.generate_series(1, OTHERS).label("number")).subquery()
        copies(session, Person.__table__, Person.id == other, {"nin_fingerprint": None, "nin_sealed": None}, number)
        people = select(Person.id).where(Person.id > last).subquery()
        newest = session.scalar(select(func.max(Enrolment.id))) or 0
        whose = {"person_id": people.c.id, "therapist_id": last + 1 + people.c.id % THERAPISTS}
        copies(session, Enrolment.__table__, Enrolment.id == enrolment_id, whose, people)
        made = select(Enrolment.id, Enrolment.therapist_id).where(Enrolment.id > newest).subquery()
        row = {"enrolment_id": made.c.id, "therapist_id": made.c.therapist_id}
        copies(session, CaseloadRow.__table__, CaseloadRow.enrolment_id == enrolment_id, row, made)


def copies(session: Session, table: Any, one: Any, own: Mapping[str, Any], beside: Any) -> None:
    kept = [column for column in table.columns if column.computed is None and column.name != "id"]
    values = [own.get(column.name, column) for column in kept]
    rows = select(*values).select_from(table.join(beside, true())).where(one)
    session.execute(insert(table).from_select([column.name for column in kept], rows))


def test_no_page_of_the_lists_goes_through_a_whole_table(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    absent = house.person("Ida", "Lie", ("therapist", house.clinic))
    _, other = (
        house.enrolled(house.person(given, "Vik"), hers, "lake") for given, hers in (("Ingrid", maren), ("Odd", absent))
    )
    house.platform.drain()
    crowd(house, other)
    browser = house.browser(maren, staff=True)
    for path in PAGES:  # once before, so that what only a first visit writes is written
        browser.get(path)
    with house.platform.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    read = dict[str, list[str]]()

    def explain(_connection: object, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith(("SELECT", "WITH")) and any(table in statement for table in LARGE):
            cursor.execute(AS_IF_FIFTY_TIMES_AS_MANY)
            cursor.execute("EXPLAIN (FORMAT JSON) " + statement, parameters)
            ((answer,),) = cursor.fetchall()
            (planned,) = json.loads(answer) if isinstance(answer, str) else answer
            read[statement] = [*without_an_index(planned["Plan"])]

    event.listen(house.platform.engine, "before_cursor_execute", explain)
    for path in PAGES:
        assert browser.get(path).status_code == 200
    event.remove(house.platform.engine, "before_cursor_execute", explain)
    assert len(read) > 8
    assert {statement: faults for statement, faults in read.items() if faults} == {}
