"""Tables of a plugin: upgraded after the core's, in a history of their own, and used in the unit of work."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, inspect, text

from varde import cli
from varde.kernel.db import make_engine
from varde.kernel.errors import StartRefused
from varde.kernel.histories import History, behind
from varde.kernel.migrate import differences, upgrade
from varde.kernel.part import Part
from varde.kernel.work import Work
from varde.platform import histories
from varde.testing.forked import varde_forked
from varde.testing.house import House, environment, make_house, migrated, sample_only, sqlite_url
from varde.testing.sample.kits import kits_of, lend

BEHIND = "The database is behind for sample: it is at nothing and must be at 0001. Run: varde db upgrade"


@pytest.fixture
def owners() -> list[History]:
    return histories(sample_only().all(Part).values())


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The database of a house before the sample was installed."""
    engine = make_engine(database_url)
    upgrade(engine, histories())
    yield engine
    engine.dispose()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


@pytest.fixture
def enrolment(house: House) -> int:
    return house.enrolled(house.person("Ingrid", "Solheim"), house.person("Maren", "Lie", ("therapist", house.clinic)))


# --- the history


def test_the_core_first_and_then_the_plugin(owners: list[History]) -> None:
    assert [(history.key, history.prefix) for history in owners] == [("core", ""), ("sample", "sample_")]


def test_a_plugin_that_is_installed_later_is_behind_until_it_is_upgraded(engine: Engine, owners: list[History]) -> None:
    before = set(inspect(engine).get_table_names())
    assert behind(engine, owners) == [BEHIND]
    assert upgrade(engine, owners) == ["sample:0001"]
    assert behind(engine, owners) == []
    assert set(inspect(engine).get_table_names()) - before == {"alembic_version_sample", "sample_kit"}


def test_its_models_are_as_its_migrations_make_them(engine: Engine, owners: list[History]) -> None:
    (core, sample) = owners
    assert differences(engine, sample, owners), "before it is upgraded, there is no table"
    upgrade(engine, owners)
    assert differences(engine, sample, owners) == differences(engine, core, owners) == []


@pytest.mark.parametrize(
    "wrong",
    ["raise ValueError('no disk')", "op.execute('CREATE TABLE sample_kit (id integer)')\n    op.execute('SELECT x')"],
)
def test_a_migration_that_fails_leaves_nothing_and_stops_nobody(
    engine: Engine, owners: list[History], tmp_path: Path, wrong: str
) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    (versions / "0001_wrong.py").write_text(
        f"from alembic import op\nrevision, down_revision = '0001', None\ndef upgrade():\n    {wrong}\n"
    )
    core, sample = owners
    after = replace(sample, key="zebra", prefix="zebra_", tables=())  # one more plugin, whose turn comes later
    shutil.copytree(sample.versions, tmp_path / "zebra" / "versions")
    file = tmp_path / "zebra" / "versions" / "0001_kits.py"
    file.write_text(file.read_text().replace("sample_kit", "zebra_kit"))
    after = replace(after, versions=file.parent)
    with pytest.raises(
        StartRefused, match=r"^The tables of sample cannot be upgraded, and are as they were: "
    ) as refused:
        upgrade(engine, [core, replace(sample, versions=versions), after])
    assert len(refused.value.faults) == 1
    tables = inspect(engine).get_table_names()
    assert "zebra_kit" in tables
    assert "sample_kit" not in tables


# --- the commands


def run(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli.varde, list(arguments), env=environment(url))


@pytest.mark.usefixtures("samples_installed")
def test_the_commands_speak_of_every_part(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    migrated(url).dispose()
    checked = run(url, "db", "check")
    assert (checked.exit_code, json.loads(checked.stdout)) == (1, {"ok": False, "faults": [BEHIND]})
    assert checked.stderr.strip() == BEHIND
    assert json.loads(run(url, "db", "upgrade").stdout) == {"upgraded": ["sample:0001"]}
    assert json.loads(run(url, "db", "check").stdout) == {"ok": True, "faults": []}


@pytest.mark.usefixtures("samples_installed")
def test_the_inventory_lists_them() -> None:
    held = json.loads(CliRunner().invoke(cli.varde, ["privacy", "tables"]).stdout)
    (kit,) = [holding for holding in held if holding["table"] == "sample_kit"]
    assert (kit["part"], kit["data"], kit["way"]) == ("sample", "record", ["sample_kit", "enrolment", "person"])


@pytest.mark.program
@pytest.mark.usefixtures("samples_installed")
@pytest.mark.parametrize("command", [["serve", "--port", "1"], ["worker"], ["clock"]])
def test_no_process_starts_while_a_plugin_is_behind(tmp_path: Path, command: list[str]) -> None:
    url = sqlite_url(tmp_path)
    migrated(url).dispose()
    run = varde_forked(*command, env={**os.environ, **environment(url, VARDE_REDIS_URL="redis://127.0.0.1:1/0")})
    assert run.returncode == 1
    assert BEHIND in run.stderr
    assert "Traceback" not in run.stderr


# --- in the unit of work


def test_what_is_written_is_there_with_everything_else_of_the_unit_or_not_at_all(house: House, enrolment: int) -> None:
    def lend_and_fail(work: Work) -> None:
        lend(work, enrolment, "A-1", "På kommoden.")
        raise RuntimeError("the unit ends")

    with pytest.raises(RuntimeError), house.work() as work:
        lend_and_fail(work)
    with house.work() as work:
        assert kits_of(work, enrolment) == []
        lend(work, enrolment, "A-2", "I gangen.")
    with house.work() as work:
        (kit,) = kits_of(work, enrolment)
        assert (kit.serial, kit.place, kit.lent_at) == ("A-2", "I gangen.", house.clock.now())


def test_what_is_sealed_does_not_stand_in_the_table(house: House, enrolment: int) -> None:
    with house.work() as work:
        lend(work, enrolment, "A-2", "I gangen.")
    with house.platform.engine.connect() as connection:
        row: Any = connection.execute(text("SELECT * FROM sample_kit")).one()
    assert "I gangen" not in str(tuple(row))


def test_a_house_with_other_plugins_has_none_of_it(tmp_path: Path, house: House) -> None:
    assert "sample_kit" in inspect(house.platform.engine).get_table_names()
    (tmp_path / "core").mkdir()
    other = migrated(sqlite_url(tmp_path / "core"))
    assert "sample_kit" not in inspect(other).get_table_names()
