"""A disk that is full is one sentence: nothing is half written, the words are shown, and all goes on when there is room again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Engine, event, func, select, text

from varde.dialogue.models import Message, Thread
from varde.kernel.jobs import Outbox
from varde.notifications.models import Delivery
from varde.testing.house import House, make_house, sample_only

SENTENCE = "Det er ikke plass til mer hos oss akkurat nå, og ingenting av det du sendte, er lagret. Prøv igjen om litt."
WORDS = "Jeg sover bedre, men savner turene. " * 138
TABLES = (Message, Thread, Outbox, Delivery)


@contextmanager
def full_sqlite(engine: Engine) -> Iterator[None]:
    """SQLite itself refuses to let the file grow."""

    def no_more(connection: Any) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with closing(engine.raw_connection()) as whole:
        whole.cursor().execute("VACUUM")  # what migrations left free is room too
    event.listen(engine, "begin", no_more)
    try:
        yield
    finally:
        event.remove(engine, "begin", no_more)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 4294967294")


@contextmanager
def full_postgres(engine: Engine) -> Iterator[None]:
    """PostgreSQL says what it says when there is no room for a row (class 53, insufficient resources)."""
    refuse = """CREATE FUNCTION no_room() RETURNS trigger AS $$ BEGIN
      RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$ LANGUAGE plpgsql"""
    with engine.begin() as connection:
        connection.execute(text(refuse))
        connection.execute(text("CREATE TRIGGER full_disk BEFORE INSERT ON message EXECUTE FUNCTION no_room()"))
    yield
    with engine.begin() as connection:
        connection.execute(text("DROP FUNCTION no_room() CASCADE"))


FULL: dict[str, Callable[[Engine], Any]] = {"sqlite": full_sqlite, "postgresql": full_postgres}


def rows(house: House) -> list[int | None]:
    with house.work() as work:
        return [work.session.scalar(select(func.count()).select_from(table)) for table in TABLES]


def test_a_full_disk_is_a_sentence_and_nothing_is_half_written(database_url: str) -> None:
    house = make_house(database_url, catalogue=sample_only())
    kari = house.person("Kari", "Nordmann")
    enrolment_id = house.enrolled(kari, house.person("Maren", "Lie", ("therapist", house.clinic)))
    browser = house.browser(kari)
    page = browser.get(f"/meldinger/{enrolment_id}").get_data(as_text=True)
    form = {
        "csrf_token": page.split('name="csrf-token" content="')[1].split('"')[0],
        "body": WORDS.strip(),
        "once": "once-once",
    }
    engine, before = house.platform.engine, rows(house)
    with FULL[engine.dialect.name](engine):
        answer = browser.post(f"/meldinger/{enrolment_id}", data=form)
        page = answer.get_data(as_text=True)
        assert (answer.status_code, SENTENCE in page) == (503, True), page[:500]
        assert WORDS.strip() in page, "her words stand on the page"
        said = browser.post(f"/meldinger/{enrolment_id}", data=form, headers={"Accept": "application/json"})
        assert said.json is not None
        assert said.json["message"] == SENTENCE
        assert rows(house) == before
        assert browser.get(f"/meldinger/{enrolment_id}").status_code in (200, 503), (
            "a look may be all there is room for"
        )
    assert browser.post(f"/meldinger/{enrolment_id}", data=form).status_code == 303
    assert rows(house)[:2] == [1, 1]
    engine.dispose()
