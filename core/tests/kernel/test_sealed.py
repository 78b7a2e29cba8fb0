"""A sealed column opens in its own table, column and row, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import DateTime, Engine, insert, select, text, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, defer, mapped_column

from varde.kernel.db import make_engine
from varde.kernel.sealed import Ciphertext, place, sealed_column
from varde.kernel.vault import Unsealable, Vault

KEYS = {"old": b"0" * 32, "new": b"1" * 32}


class Tables(DeclarativeBase):
    pass


class Draft(Tables):
    __tablename__ = "draft"

    thread: Mapped[int] = mapped_column(primary_key=True)
    author: Mapped[int] = mapped_column(primary_key=True)
    body = sealed_column()
    title = sealed_column(nullable=True)


class Letter(Tables):
    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread: Mapped[int]
    once: Mapped[str]
    body = sealed_column(row=("thread", "once"))


class Copy(Tables):
    """The same columns under another name, as if somebody had moved a whole row to another table."""

    __tablename__ = "copy"

    thread: Mapped[int] = mapped_column(primary_key=True)
    author: Mapped[int] = mapped_column(primary_key=True)
    body = sealed_column()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = make_engine(database_url)
    Tables.metadata.create_all(engine)
    yield engine
    engine.dispose()


def session(engine: Engine, *keys: str) -> Session:
    """A session with these keys, the first of which seals."""
    names = keys or ("old",)
    return Session(engine, info={"vault": Vault({name: KEYS[name] for name in names}, names[0])})


def written(engine: Engine) -> None:
    """Two drafts and two letters: what belongs to thread 1, and what belongs to thread 2."""
    with session(engine) as work, work.begin():
        work.add_all(
            [
                Draft(thread=1, author=7, body="Kari sover dårlig", title="Søvn"),
                Draft(thread=2, author=7, body="Ola sover godt"),
                Letter(thread=1, once="a", body="Til Kari"),
                Letter(thread=2, once="b", body="Til Ola"),
            ]
        )


def by_sql(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        assert connection.execute(text(statement)).rowcount == 1


def test_the_row_has_text_and_the_table_has_not(engine: Engine) -> None:
    written(engine)
    with session(engine) as work:
        draft = work.get_one(Draft, (1, 7))
        assert (draft.body, draft.title) == ("Kari sover dårlig", "Søvn")
        assert work.get_one(Draft, (2, 7)).title is None
        assert work.scalars(select(Letter).where(Letter.thread == 2)).one().body == "Til Ola"
    with engine.connect() as connection:
        for table in ("draft", "letter"):
            for row in connection.execute(text(f"SELECT * FROM {table}")):
                assert "sover" not in repr(row)
                assert all(b"Til" not in bytes(value) for value in row if isinstance(value, bytes | memoryview))


def test_what_is_written_is_read_before_it_is_sealed_too(engine: Engine) -> None:
    with session(engine) as work, work.begin():
        draft = Draft(thread=1, author=7, body="Først")
        assert draft.body == "Først"
        work.add(draft)
        work.flush()
        draft.body, draft.title = "Så", "Ny"
        assert (draft.body, draft.title) == ("Så", "Ny")
    with session(engine) as work:
        draft = work.get_one(Draft, (1, 7))
        assert (draft.body, draft.title) == ("Så", "Ny")


def test_the_empty_text_and_no_text_are_two_things(engine: Engine) -> None:
    with session(engine) as work, work.begin():
        work.add_all([Draft(thread=1, author=7, body="", title=""), Draft(thread=2, author=7, body="", title=None)])
    with session(engine) as work:
        assert [(row.body, row.title) for row in work.scalars(select(Draft).order_by(Draft.thread))] == [
            ("", ""),
            ("", None),
        ]


@pytest.mark.parametrize(
    ("moved", "read"),
    [
        ("UPDATE draft SET thread = 3 WHERE thread = 1", (Draft, (3, 7))),
        ("UPDATE draft SET author = 8 WHERE thread = 1", (Draft, (1, 8))),
        (
            "UPDATE draft SET body_sealed = (SELECT d.body_sealed FROM draft d WHERE d.thread = 1) WHERE thread = 2",
            (Draft, (2, 7)),
        ),
        ("UPDATE draft SET body_sealed = title_sealed WHERE thread = 1", (Draft, (1, 7))),
        (
            "INSERT INTO copy (thread, author, body_sealed) SELECT thread, author, body_sealed FROM draft WHERE thread = 1",
            (Copy, (1, 7)),
        ),
        ("UPDATE letter SET thread = 2 WHERE thread = 1", (Letter, 1)),
        (
            "UPDATE letter SET body_sealed = (SELECT l.body_sealed FROM letter l WHERE l.thread = 1) WHERE thread = 2",
            (Letter, 2),
        ),
        (
            "UPDATE letter SET body_sealed = (SELECT d.body_sealed FROM draft d WHERE d.thread = 2) WHERE thread = 2",
            (Letter, 2),
        ),
    ],
)
def test_what_is_moved_by_sql_does_not_open(engine: Engine, moved: str, read: tuple[type[Draft], object]) -> None:
    written(engine)
    by_sql(engine, moved)
    model, key = read
    with session(engine) as work:
        row = work.get_one(model, key)
        with pytest.raises(Unsealable, match=rf"the value in {model.__tablename__}\.body\[.*\] does not open"):
            _ = row.body


def test_a_row_that_becomes_anothers_in_the_program_is_sealed_again(engine: Engine) -> None:
    """Two people who turn out to be one: what one wrote follows her."""
    written(engine)
    with session(engine) as work, work.begin():
        work.get_one(Draft, (1, 7)).author = 8
        moved = work.scalars(select(Letter).where(Letter.thread == 1)).one()
        moved.thread = 9
    with session(engine) as work:
        assert work.get_one(Draft, (1, 8)).body == "Kari sover dårlig"
        assert work.get_one(Draft, (1, 8)).title == "Søvn"
        assert work.scalars(select(Letter).where(Letter.thread == 9)).one().body == "Til Kari"


def test_a_statement_takes_nothing_that_is_not_sealed(engine: Engine) -> None:
    values = {"thread": 5, "author": 7, "body_sealed": b"klartekst"}
    with session(engine) as work:
        with pytest.raises(StatementError, match="not sealed reached a sealed column"):
            work.execute(insert(Draft).values(**values))
        with pytest.raises(StatementError, match="not sealed reached a sealed column"):
            work.execute(update(Draft).values({Draft.body.stored: "klartekst"}))


def test_a_new_key_seals_and_the_old_one_still_opens(engine: Engine) -> None:
    written(engine)
    with session(engine, "new", "old") as work, work.begin():
        draft = work.get_one(Draft, (1, 7))
        assert draft.body == "Kari sover dårlig"
        draft.body = "Kari sover bedre"
    with session(engine, "new") as work:
        assert work.get_one(Draft, (1, 7)).body == "Kari sover bedre"
        with pytest.raises(Unsealable, match="no key named 'old'"):
            _ = work.get_one(Draft, (2, 7)).body


def test_a_statement_may_choose_its_columns(engine: Engine) -> None:
    written(engine)
    vault = Vault({"old": KEYS["old"]}, "old")
    with session(engine) as work:
        stored: Any = Draft.body.stored
        chosen = select(Draft.thread, Draft.author, stored).order_by(Draft.thread)
        assert [Draft.body.open(vault, row) for row in work.execute(chosen)] == ["Kari sover dårlig", "Ola sover godt"]


def test_text_that_nobody_reads_is_not_loaded_or_opened(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    written(engine)
    opened: list[str] = []
    genuine = Vault.open

    def counted(vault: Vault, where: str, sealed: bytes) -> str:
        opened.append(where)
        return genuine(vault, where, sealed)

    monkeypatch.setattr(Vault, "open", counted)
    stored: Any = Draft.body.stored
    with session(engine) as work:
        drafts = work.scalars(select(Draft).options(defer(stored)).order_by(Draft.thread)).all()
        assert opened == []
        assert drafts[1].body == "Ola sover godt"
        assert opened == ["draft.body[thread=2, author=7]"]


def test_a_row_with_no_unit_of_work_says_so(engine: Engine) -> None:
    written(engine)
    with session(engine) as work:
        draft = work.get_one(Draft, (1, 7))
    with pytest.raises(RuntimeError, match="a sealed Draft is read and written in a unit of work"):
        _ = draft.body
    with Session(engine) as bare, pytest.raises(RuntimeError, match="unit of work"):
        _ = bare.get_one(Draft, (1, 7)).body


def test_what_a_row_is_known_by_must_be_there_when_it_is_sealed(engine: Engine) -> None:
    with session(engine) as work, pytest.raises(TypeError, match=r"letter\.body cannot be sealed: once is NoneType"):
        work.add(Letter(thread=1, body="Uten nøkkel"))
        work.flush()


def test_a_key_that_the_database_gives_is_no_name_of_a_row() -> None:
    class Apart(DeclarativeBase):
        pass

    with pytest.raises(
        TypeError, match=r"numbered\.body is sealed, and must name the columns that its row is known by"
    ):

        class Numbered(Apart):
            __tablename__ = "numbered"

            id: Mapped[int] = mapped_column(primary_key=True)
            body = sealed_column()


@pytest.mark.parametrize("known_by", ["at", "absent"])
def test_a_row_is_known_by_numbers_text_and_days_alone(known_by: str) -> None:
    class Apart(DeclarativeBase):
        pass

    with pytest.raises(
        TypeError, match=f"dated.body is sealed, and {known_by} is not a column of numbers, text or days"
    ):

        class Dated(Apart):
            __tablename__ = "dated"

            at: Mapped[datetime] = mapped_column(DateTime, primary_key=True)
            body = sealed_column(row=(known_by,))


def test_no_two_rows_have_one_place() -> None:
    assert place("t", "c", {"a": 1, "b": 2}) == "t.c[a=1, b=2]"
    assert place("t", "c", {"a": "1"}) == 't.c[a="1"]'
    assert place("t", "c", {"a": '1", b="2'}) != place("t", "c", {"a": "1", "b": "2"})
    assert isinstance(Ciphertext(b"x"), bytes)
