"""What is due and not done, what fails and how often, and running it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, insert, select

from varde.identity.models import Person
from varde.kernel.work import Work
from varde.scheduling.agenda import AgendaHandler, fail, finish, plan_about, tick
from varde.scheduling.late import failing_now, late_now
from varde.scheduling.models import AgendaItem, Subject
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url, token


@dataclass
class Post:
    house: House
    maren: Person
    enrolment_id: int


def make_post(folder: Path) -> Post:
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    return Post(house, maren, house.enrolled(house.person("Ingrid", "Vik"), maren, "village"))


def test_what_is_late_and_what_fails_is_counted_and_run_again(tmp_path: Path) -> None:
    """On the page too, where an operator sees how many and how often, and neither whom it is about nor what was said of her."""
    life = copied(make_post, tmp_path)
    house, hope = life.house, [False]
    operator = house.browser(house.person("Odd", "Vik", ("operator", house.trust)), staff=True)
    assert "Agendaen er i rute" in operator.get("/drift/agenda").text

    def act(work: Work, item: AgendaItem) -> None:
        if not hope[0] and item.key == "given up":
            fail(item, "no such form")
        elif not hope[0]:
            raise RuntimeError("Ingrid Vik")
        else:
            finish(item, work.now)

    handlers = [AgendaHandler("trial", act), *house.platform.catalogue.all(AgendaHandler).values()]
    house.platform.catalogue = house.platform.catalogue.with_values(AgendaHandler, handlers)
    with house.work() as work:
        at: dict[str, Any] = {"opens_at": work.now, "due_at": work.now, "act_at": work.now}
        for key in ("a", "b", "given up"):
            plan_about(work, Subject("person", life.maren.id), "trial", key, **at)
        plan_about(work, Subject("enrolment", life.enrolment_id), "gone.plugin", "c", **at)
    begun = house.clock.now()
    house.clock.move(minutes=11)
    with house.work() as work:
        assert sorted(late_now(work)) == [("gone.plugin", 1, begun), ("trial", 3, begun)]
        assert failing_now(work) == []
    page = operator.get("/drift/agenda").text
    assert "Agendaen: 4 skulle vært gjort" in page
    assert "4 skulle vært gjort" in operator.get("/drift").text
    figures = operator.get("/metrics").text
    for line in ('due{kind="trial"} 3.0', 'due_seconds{kind="trial"} 660.0'):
        assert f"varde_agenda_{line}" in figures
    tick(house.platform)
    first = house.clock.now()
    house.clock.move(minutes=5)
    tick(house.platform)
    with house.work() as work:
        assert late_now(work) == []
        said = [(*row[:6], row.since, row.next_at) for row in failing_now(work)]
        assert said == [
            ("trial", "planned", "RuntimeError", 2, 4, 2, first, house.clock.now() + timedelta(minutes=5)),
            ("gone.plugin", "planned", "no handler", 1, 1, 1, first, first + timedelta(days=1)),
            ("trial", "failed", "no such form", 1, 1, 1, begun, None),
        ]
        numbers = [row.first_id for row in failing_now(work) if row.kind == "trial"]
    with house.counted() as statements:
        page = operator.get("/drift/agenda").text
    wanted = ("RuntimeError", "no handler", "no such form", "gone.plugin", "22. september ", "21. september ")
    assert [word for word in wanted if word not in page] == []
    assert [word for word in ("Ingrid", "Vik", "Maren", "given up") if word in page.replace("Odd Vik", "")] == []
    assert len([each for each in statements if "agenda_item" in each]) == 3
    assert "4 feiler" in operator.get("/drift").text
    figures = operator.get("/metrics").text
    for line in ('failing{kind="trial",state="planned"} 2.0', 'failing{kind="trial",state="failed"} 1.0'):
        assert f"varde_agenda_{line}" in figures
    again = "/drift/agenda/igjen"
    form = {"csrf_token": token(operator)}
    refused = [operator.post(again, data={**form, "id": number}).status_code for number in ("", "0", "x")]
    assert refused == [422] * 3
    hope[0] = True
    with house.counted() as statements:
        assert operator.post(again, data={**form, "id": [str(number) for number in numbers]}).status_code == 303
    assert len([each for each in statements if "agenda_item" in each]) == 3
    assert "Klokken tar 3 på nytt nå." in operator.get("/drift/agenda").text
    tick(house.platform)
    with house.work() as work:
        assert [row.kind for row in failing_now(work)] == ["gone.plugin"]
        rows = work.session.scalars(select(AgendaItem).where(AgendaItem.kind == "trial")).all()
        assert {(row.state, row.failures, row.fault) for row in rows} == {("done", 0, None)}


def test_late_is_read_from_its_indexes(postgres_database_url: str) -> None:
    """Among ten thousand rows that are not due, of which the statements read none."""
    house = make_house(postgres_database_url, catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment_id = house.enrolled(house.person("Ingrid", "Vik"), maren, "village")
    later = house.clock.now() + timedelta(days=300)
    row = {
        "enrolment_id": enrolment_id,
        "kind": "trial",
        "key": "k",
        "opens_at": later,
        "due_at": later,
        "act_at": later,
    }
    with house.work() as work:
        many = [{**row, "occurrence": number, "state": "planned", "details": {}} for number in range(10_000)]
        work.session.execute(insert(AgendaItem), many)
    with house.platform.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE agenda_item")
    plans = []

    def explain(_connection: object, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
        if "agenda_item" in statement:
            cursor.execute("EXPLAIN " + statement, parameters)
            plans.append("\n".join(line[0] for line in cursor.fetchall()))

    event.listen(house.platform.engine, "before_cursor_execute", explain)
    with house.work() as work:
        late_now(work)
        failing_now(work)
    assert "ix_agenda_item_act_at" in plans[0], plans[0]
    assert "ix_agenda_item_failures" in plans[1], plans[1]
    assert all("Seq Scan" not in plan for plan in plans), plans
    house.platform.engine.dispose()
