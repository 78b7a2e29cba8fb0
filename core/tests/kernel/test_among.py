"""Many numbers are one value of a statement, in each database."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import BigInteger, literal, select, union_all

from varde.kernel.among import among, among_selected
from varde.kernel.db import make_engine
from varde.testing.house import sqlite_url

NUMBERS = (1, 2, 30, 2**40)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    return str(request.getfixturevalue("postgres_database_url"))


def test_a_column_is_among_many_numbers_few_or_none(url: str) -> None:
    engine = make_engine(url)
    rows = union_all(*(select(literal(each, BigInteger).label("number")) for each in NUMBERS)).subquery()
    number = rows.c.number
    with engine.connect() as connection:
        for asked, expected in (([2, 30, 7], [2, 30]), ((), []), (range(1, 50_000), [1, 2, 30]), ({2**40}, [2**40])):
            statement = select(number).where(among(number, asked)).order_by(number)
            assert list(connection.scalars(statement)) == expected
        for begin, expected in ((2, [2, 30]), (50, [])):
            some = select(number).where(number.between(begin, 40))
            assert (
                list(connection.scalars(select(number).where(among_selected(number, some)).order_by(number)))
                == expected
            )
    engine.dispose()
