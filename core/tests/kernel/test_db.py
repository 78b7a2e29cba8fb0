"""The database: moments keep their zone, faults keep their secrets, and each error has a meaning."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import CheckConstraint, Engine, ForeignKey, String, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from varde.kernel.db import UtcTime, as_varde_error, make_engine
from varde.kernel.errors import BadRequest, Conflict, Unavailable, VardeError


class Tables(DeclarativeBase):
    type_annotation_map = {datetime: UtcTime()}  # noqa: RUF012 - SQLAlchemy reads it from the class


class Moment(Tables):
    __tablename__ = "moment"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime | None]
    name: Mapped[str | None] = mapped_column(String(5), unique=True)
    before: Mapped[int | None] = mapped_column(ForeignKey("moment.id"))
    positive: Mapped[int] = mapped_column(CheckConstraint("positive > 0"), default=1)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = make_engine(database_url)
    Tables.metadata.create_all(engine)
    yield engine
    engine.dispose()


def store(engine: Engine, **values: object) -> Moment:
    with Session(engine) as session:
        session.add(Moment(**values))
        session.commit()
    with Session(engine) as session:
        return session.scalars(select(Moment).order_by(Moment.id.desc())).first() or Moment()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=settings().max_examples * 2 // 5)
@given(
    at=st.datetimes(
        datetime(1950, 1, 1),
        datetime(2200, 1, 1),
        timezones=st.sampled_from([ZoneInfo("Europe/Oslo"), UTC, ZoneInfo("Pacific/Auckland")]),
    )
)
def test_a_moment_comes_back_in_utc(engine: Engine, at: datetime) -> None:
    found = store(engine, at=at).at
    assert found == at.astimezone(UTC)
    assert found.tzinfo is UTC


def test_the_two_o_clocks_of_an_autumn_night_stay_apart(engine: Engine) -> None:
    oslo = ZoneInfo("Europe/Oslo")
    first, second = (store(engine, at=datetime(2026, 10, 25, 2, 30, tzinfo=oslo, fold=fold)).at for fold in (0, 1))
    assert first is not None
    assert second is not None
    assert second - first == timedelta(hours=1)


def test_a_naive_moment_is_a_fault_of_ours(engine: Engine) -> None:
    with pytest.raises(StatementError, match="naive datetime"):
        store(engine, at=datetime(2026, 11, 17, 10, 0))


def test_moments_are_ordered_by_the_database(engine: Engine) -> None:
    early, late = datetime(2026, 3, 29, 0, 59, 59, 999999, UTC), datetime(2026, 3, 29, 1, tzinfo=UTC)
    store(engine, at=late)
    store(engine, at=early)
    with Session(engine) as session:
        assert session.scalars(select(Moment.at).order_by(Moment.at)).all() == [early, late]
        assert session.scalars(select(Moment.at).where(Moment.at < late)).all() == [early]


def caught(engine: Engine, *rows: Moment) -> DBAPIError:
    with pytest.raises(DBAPIError) as raised, Session(engine) as session:
        for row in rows:
            session.add(row)
            session.flush()
            session.expunge_all()
    return raised.value


def test_what_a_unique_key_refuses_is_a_conflict(engine: Engine) -> None:
    assert isinstance(as_varde_error(caught(engine, Moment(name="once"), Moment(name="once"))), Conflict)
    assert isinstance(as_varde_error(caught(engine, Moment(id=1), Moment(id=1))), Conflict)


def test_a_row_that_is_gone_is_a_conflict(engine: Engine) -> None:
    assert isinstance(as_varde_error(caught(engine, Moment(before=404))), Conflict)


def test_a_broken_check_is_a_fault_of_ours(engine: Engine) -> None:
    fault = caught(engine, Moment(positive=-1))
    assert isinstance(fault, IntegrityError)
    assert as_varde_error(fault) is None
    assert as_varde_error(ValueError()) is None


def test_what_no_column_holds_is_a_bad_request(postgres_database_url: str) -> None:
    engine = make_engine(postgres_database_url)
    Tables.metadata.create_all(engine)
    assert isinstance(as_varde_error(caught(engine, Moment(name="too long a name"))), BadRequest)
    engine.dispose()


def test_an_error_does_not_quote_what_was_stored(engine: Engine) -> None:
    with pytest.raises(StatementError) as raised:
        store(engine, at=datetime(2026, 11, 17, 10, 0), name="Kari")
    assert "Kari" not in str(raised.value)


@pytest.mark.parametrize("url", ["postgresql+psycopg://varde@127.0.0.1:1/varde", "sqlite:////nowhere/at/all.sqlite"])
def test_a_database_that_is_not_there_is_unavailable(url: str) -> None:
    with pytest.raises(DBAPIError) as raised, make_engine(url).connect():
        pass
    assert isinstance(as_varde_error(raised.value), Unavailable)


def test_a_deadlock_is_a_conflict(postgres_database_url: str) -> None:
    engine = make_engine(postgres_database_url)
    Tables.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Moment(id=1), Moment(id=2)])
        session.commit()
    both, met = threading.Barrier(2, timeout=60), []

    def take(first: int, second: int) -> None:
        try:
            with Session(engine) as session:
                session.get(Moment, first, with_for_update=True)
                both.wait()
                session.get(Moment, second, with_for_update=True)
        except DBAPIError as fault:
            met.append(as_varde_error(fault))

    threads = [threading.Thread(target=take, args=order) for order in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    engine.dispose()
    assert [type(fault) for fault in met] == [Conflict]


def test_sqlite_waits_for_its_turn_to_write(sqlite_database_url: str) -> None:
    """Two who first read and then write are done one after the other; neither is told that the database is locked."""
    engine = make_engine(sqlite_database_url)
    Tables.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Moment(id=1, positive=1))
        session.commit()
    faults: list[Exception] = []

    def count_up() -> None:
        try:
            for _ in range(20):
                with Session(engine) as session:
                    moment = session.get(Moment, 1)
                    assert moment is not None
                    moment.positive += 1
                    session.commit()
        except Exception as fault:  # noqa: BLE001 - the test asks whether there was any
            faults.append(fault)

    threads = [threading.Thread(target=count_up) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not faults
    with Session(engine) as session:
        assert session.scalar(text("SELECT positive FROM moment")) == 61
    engine.dispose()


def test_every_named_error_has_a_sentence_in_three_languages() -> None:
    def tree(kind: type[VardeError]) -> Iterator[type[VardeError]]:
        yield kind
        for child in kind.__subclasses__():
            yield from tree(child)

    import varde.app  # noqa: F401 - so that every capability's errors are known

    silent = [
        f"{kind.__module__}.{kind.__name__} lacks {language}"
        for kind in tree(VardeError)
        for language in ("nb", "nn", "en")
        if not getattr(kind.sentence, language)
    ]
    assert not silent


def test_postgres_neither_compiles_nor_divides_a_statement(postgres_database_url: str) -> None:
    engine = make_engine(postgres_database_url)
    for _ in range(2):  # what is set outlives the transaction
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SHOW jit").scalar() == "off"
            assert connection.exec_driver_sql("SHOW max_parallel_workers_per_gather").scalar() == "0"
            connection.rollback()
    engine.dispose()
