"""The migrations make the tables that the models describe, on both databases, and Varde starts on nothing else."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from varde.kernel.db import Base, make_engine
from varde.kernel.errors import StartRefused
from varde.kernel.histories import History, behind
from varde.kernel.migrate import differences, upgrade
from varde.platform import TABLES, histories, make_platform, refuse_if_behind
from varde.testing.forked import varde_forked
from varde.testing.house import environment, settings_for


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def one_more(tmp_path: Path) -> list[History]:
    """The histories of a version of Varde that has one more migration."""
    versions = tmp_path / "with 100% more" / "versions"
    versions.mkdir(parents=True)
    (core,) = [history for history in histories() if history.key == "core"]
    last = max(path.stem.split("_")[0] for path in core.versions.glob("0*.py"))
    for path in [*core.versions.glob("0*.py"), core.versions.parent / "env.py"]:
        target = versions if path.name != "env.py" else versions.parent
        (target / path.name).write_text(path.read_text())
    (versions / "9999_one_more.py").write_text(
        f"revision, down_revision = '9999', '{last}'\n"
        "from alembic import op\n"
        "def upgrade(): op.execute('CREATE TABLE one_more (id integer)')\n"
    )
    return [History(core.key, versions)]


def test_every_migration_is_run_once_in_order_and_models_agree(engine: Engine) -> None:
    done = upgrade(engine, histories())
    for history in histories():
        numbers = sorted(path.stem.split("_")[0] for path in history.versions.glob("0*.py"))
        assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]
        if history.key == "core":
            assert [name for name in done if name.startswith("core:")] == [f"core:{number}" for number in numbers]
        assert not differences(engine, history, histories())
    assert upgrade(engine, histories()) == []
    assert behind(engine, histories()) == []


def test_models_and_migrations_make_the_same_database(postgres_running: object, postgres_database_url: str) -> None:
    """Also what Alembic does not compare: types, checks, cascades, conditions of indexes, defaults."""
    migrated = make_engine(postgres_database_url)
    upgrade(migrated, histories())
    by_migration = description(migrated)
    with migrated.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    Base.metadata.create_all(migrated, TABLES)
    by_models = description(migrated)
    migrated.dispose()
    assert sorted(by_models - by_migration) == sorted(by_migration - by_models)


def description(engine: Engine) -> set[str]:
    """Every column, constraint and index of a PostgreSQL database as a sentence."""
    statements = (
        "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(character_maximum_length, 0) "
        "|| ' ' || is_nullable || ' ' || is_generated || ' ' || coalesce(generation_expression, '') "
        "FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    )
    with engine.connect() as connection:
        found = {str(row) for statement in statements for row in connection.execute(text(statement)).scalars()}
    return {sentence for sentence in found if "alembic_version" not in sentence}


def test_an_empty_database_is_behind_and_stays_empty(engine: Engine) -> None:
    with pytest.raises(StartRefused, match=r"The database is behind for core: it is at nothing and must be at \d+"):
        refuse_if_behind(make_platform(settings_for("sqlite:///not-asked"), engine=engine))
    assert inspect(engine).get_table_names() == []


def test_one_migration_behind_is_one_sentence(engine: Engine, one_more: list[History]) -> None:
    upgrade(engine, histories())
    (sentence,) = behind(engine, one_more)
    assert re.fullmatch(
        r"The database is behind for core: it is at \d+ and must be at 9999\. Run: varde db upgrade", sentence
    )
    assert upgrade(engine, one_more) == ["core:9999"]
    assert behind(engine, one_more) == []


def test_a_database_from_a_newer_version_is_left_alone(engine: Engine, one_more: list[History]) -> None:
    upgrade(engine, one_more)
    (sentence,) = behind(engine, histories())
    assert sentence.startswith("The database is ahead for core: it is at 9999")
    with pytest.raises(StartRefused, match="ahead"):
        upgrade(engine, histories())


def varde(database_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, **environment(database_url, VARDE_REDIS_URL="redis://127.0.0.1:1/0")}
    return varde_forked(*arguments, env=environ)


@pytest.mark.program
@pytest.mark.parametrize(
    "command",
    [
        ["serve", "--port", "1"],
        ["worker"],
        ["clock"],
        ["admin", "verify-access-log"],
        ["benefits", "rebuild"],
        ["db", "check"],
    ],
)
def test_no_process_starts_on_a_database_that_is_behind(sqlite_database_url: str, command: list[str]) -> None:
    run = varde(sqlite_database_url, *command)
    assert run.returncode == 1, run.stderr
    assert "The database is behind for core" in run.stderr
    assert "Run: varde db upgrade" in run.stderr
    assert "Traceback" not in run.stderr
    engine = make_engine(sqlite_database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_the_web_server_does_not_start_on_a_database_that_is_behind(
    sqlite_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from varde.wsgi import make_app

    for name, value in environment(sqlite_database_url).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StartRefused, match="behind"):
        make_app()


@pytest.mark.program
def test_a_database_that_does_not_answer_is_one_sentence() -> None:
    run = varde("postgresql+psycopg://varde@127.0.0.1:1/varde", "db", "check")
    assert run.returncode == 1
    assert run.stderr.startswith("The database does not answer: ")
    assert "Traceback" not in run.stderr
