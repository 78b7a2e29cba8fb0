"""An older backup brings erased people back; the list that was kept elsewhere has them erased again, and nobody else."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from varde import cli
from varde.audit.models import AccessEntry
from varde.audit.service import first_broken, seal
from varde.dialogue.service import write
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.errors import BadUsage
from varde.privacy.erasure import erase
from varde.privacy.erasure_list import append, back_again, erase_again, faults_of_list, read_file, read_list, write_list
from varde.privacy.erasure_models import ErasedPerson
from varde.privacy.export import export_of
from varde.testing.house import environment, make_house, sample_only, sqlite_url

from .conftest import Pair


@pytest.fixture
def listed(pair: Pair, tmp_path: Path) -> Pair:
    """Ingrid's enrolment is over, and the list is kept in a file."""
    object.__setattr__(pair.house.platform.settings, "erasure_list", str(tmp_path / "erased.jsonl"))
    with pair.house.work() as work:
        enrolment = work.session.get_one(Enrolment, pair.ingrids)
        write(work, pair.house.actor(pair.maren, ("therapist", pair.house.clinic)), enrolment, "Hei", once="answer")
        end(work, pair.maren.id, enrolment, "completed")
        seal(work)
    pair.house.platform.drain()
    return pair


def file_of(pair: Pair) -> Path:
    return Path(pair.house.platform.settings.erasure_list or "")


def database_of(pair: Pair) -> Path:
    return Path(pair.house.platform.engine.url.database or "")


def backed_up(pair: Pair) -> Path:
    """A copy of the database as it is now."""
    copy = database_of(pair).with_suffix(".backup")
    copied_over(database_of(pair), copy)
    return copy


def copied_over(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as out, closing(sqlite3.connect(target)) as into:
        out.backup(into)


def restore(pair: Pair, copy: Path) -> None:
    pair.house.platform.engine.dispose()
    copied_over(copy, database_of(pair))


def erased(pair: Pair) -> None:
    with pair.house.work() as work:
        erase(work, pair.ingrid.id)
    write_list(pair.house.platform)


def name(pair: Pair) -> str:
    with pair.house.work() as work:
        return work.session.get_one(Person, pair.ingrid.id).name


def faults(pair: Pair) -> list[str]:
    with pair.house.work() as work:
        return list(faults_of_list(work))


def again(pair: Pair) -> int:
    with pair.house.work() as work:
        certificate = erase_again(work, read_file(file_of(pair)))
        return certificate.people if certificate else 0


def run(pair: Pair, *arguments: str) -> Result:
    url = str(pair.house.platform.engine.url)
    cli.platform.cache_clear()
    try:
        return CliRunner().invoke(cli.varde, ["privacy", *arguments], env=environment(url))
    finally:
        cli.platform.cache_clear()


def test_the_list_says_who_without_a_name(listed: Pair) -> None:
    assert faults(listed) == []
    erased(listed)
    (line,) = file_of(listed).read_text().splitlines()
    raw = json.loads(line)
    assert set(raw) == {"digest", "at"}
    assert len(raw["digest"]) == 64
    assert str(listed.ingrid.id) not in raw["digest"][:1] or "Ingrid" not in line
    write_list(listed.house.platform)
    assert file_of(listed).read_text().count("\n") == 1, "once"
    assert faults(listed) == []


def test_an_older_backup_does_not_bring_her_back(listed: Pair) -> None:
    copy = backed_up(listed)
    erased(listed)
    restore(listed, copy)
    assert name(listed) == "Ingrid Solheim"
    with listed.house.work() as work:
        tors = export_of(work, listed.tor.id)
    assert faults(listed) == [
        "An older backup was restored: 1 of those who were erased are here again. Run: varde privacy erase-again"
    ]
    assert again(listed) == 1
    assert (name(listed), faults(listed), again(listed)) == ("", [], 0)
    with listed.house.work() as work:
        assert work.session.get(Enrolment, listed.ingrids) is None
        assert export_of(work, listed.tor.id) == tors
        entry = work.session.scalars(select(AccessEntry).where(AccessEntry.basis == "erasure_list")).one()
        assert (entry.patient_id, entry.role) == (listed.ingrid.id, "operator")
        seal(work)
        assert first_broken(work) is None


def test_nothing_that_the_backup_has_open_stands_in_the_way(listed: Pair) -> None:
    """Her enrolment was open when the backup was made; that she is erased was decided when it no longer was."""
    with listed.house.work() as work:
        assert work.session.get_one(Enrolment, listed.ingrids).state == "completed"
    copy = backed_up(listed)
    erased(listed)
    restore(listed, copy)
    with listed.house.work() as work:
        work.session.get_one(Enrolment, listed.ingrids).state = "active"
    assert again(listed) == 1
    assert name(listed) == ""


def test_whoever_is_given_her_number_after_the_restore_is_somebody_else(pair: Pair, listed: Pair) -> None:
    copy = backed_up(listed)
    late = listed.house.person("Late", "Moe")
    with listed.house.work() as work:
        erase(work, late.id)
    write_list(listed.house.platform)
    restore(listed, copy)
    listed.house.clock.move(hours=1)
    other = listed.house.person("Anne", "Vik")
    assert other.id == late.id, "the database gives the number again"
    assert faults(listed) == []
    assert again(listed) == 0
    with pair.house.work() as work:
        assert work.session.get_one(Person, other.id).name == "Anne Vik"


def test_a_list_of_another_installation_erases_nobody(listed: Pair, tmp_path: Path) -> None:
    file_of(listed).write_text(json.dumps({"digest": "a" * 64, "at": "2026-01-01T00:00:00+00:00"}) + "\n")
    assert (faults(listed), again(listed), name(listed)) == ([], 0, "Ingrid Solheim")
    assert tmp_path.is_dir()


# --- the file


def test_a_line_that_was_cut_off_is_written_again(tmp_path: Path) -> None:
    file = tmp_path / "list"
    whole = json.dumps({"digest": "b" * 64, "at": "2026-01-01T00:00:00+00:00"}) + "\n"
    append(file, whole)
    append(file, whole[:40])
    assert list(read_file(file)) == ["b" * 64]
    append(file, whole)
    with pytest.raises(BadUsage, match="line 2: this is no line of an erasure list"):
        read_file(file)


@pytest.mark.parametrize("line", ["x\n", "[]\n", '{"digest": "a"}\n', '{"digest": "a", "at": "noon"}\n', "null\n"])
def test_what_is_no_line_is_named(line: str) -> None:
    with pytest.raises(BadUsage, match="line 1: this is no line of an erasure list"):
        read_list(line, "list")


def test_a_file_that_cannot_be_written_loses_nobody(listed: Pair) -> None:
    file_of(listed).mkdir()
    erased(listed)
    with listed.house.work() as work:
        assert work.session.scalars(select(ErasedPerson)).one().listed_at is None
    assert faults(listed) == [f"The erasure list {file_of(listed)} cannot be read: IsADirectoryError."]
    file_of(listed).rmdir()
    write_list(listed.house.platform)
    assert file_of(listed).read_text().count("\n") == 1


# --- the commands


@pytest.mark.usefixtures("samples_installed")
def test_by_command(listed: Pair, tmp_path: Path) -> None:
    copy = backed_up(listed)
    erased(listed)
    shown: Any = json.loads(run(listed, "erasure-list").stdout)
    assert [line["digest"] for line in shown] == [json.loads(file_of(listed).read_text())["digest"]]
    restore(listed, copy)
    answer = run(listed, "erase-again", "--list", str(file_of(listed)))
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.stdout)
    assert (said["listed"], said["erased_again"], said["certificate"]["rule"]) == (1, 1, "list")
    assert name(listed) == ""
    again_ = json.loads(run(listed, "erase-again", "--list", str(file_of(listed))).stdout)
    assert again_ == {"listed": 1, "erased_again": 0, "certificate": None}
    for arguments, sentence in (
        ((), "VARDE_ERASURE_LIST is not set"),
        (("--list", str(tmp_path / "gone")), "There is no erasure list"),
    ):
        answer = run(listed, "erase-again", *arguments)
        assert isinstance(answer.exception, BadUsage)
        assert sentence in str(answer.exception)


def test_it_is_part_of_the_settings(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only(), VARDE_ERASURE_LIST=f"{tmp_path}/erased.jsonl")
    assert house.platform.settings.erasure_list == f"{tmp_path}/erased.jsonl"
    with house.work() as work:
        assert back_again(work, {}) == frozenset()
