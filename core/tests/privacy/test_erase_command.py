"""``varde privacy erase``: a look first, then two people, and one sentence for whatever stands in the way."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from varde import cli
from varde.alerts.models import RaisedAlert
from varde.audit.models import AccessEntry
from varde.dialogue.service import write
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.privacy.filling import rows_of
from varde.testing.house import environment

from .conftest import Pair

SIGNED = ("--decided-by", "Kari Nordmann", "--carried-out-by", "Ola Lie", "--decision", "sak 2026/14")


def run(pair: Pair, *arguments: str, given: str = "") -> Result:
    url = str(pair.house.platform.engine.url)
    cli.platform.cache_clear()
    try:
        return CliRunner().invoke(cli.varde, ["privacy", "erase", *arguments], input=given, env=environment(url))
    finally:
        cli.platform.cache_clear()


def stored(pair: Pair, *, but: tuple[str, ...] = ("access_entry", "access_link")) -> dict[str, list[dict[str, Any]]]:
    with pair.house.work() as work:
        return {name: rows for name, rows in rows_of(work).items() if name not in but}


def log_of(pair: Pair) -> list[tuple[str, str, str]]:
    with pair.house.work() as work:
        entries = work.session.scalars(
            select(AccessEntry).where(AccessEntry.what == "erasure").order_by(AccessEntry.id)
        )
        return [(entry.actor_name, entry.action, entry.basis) for entry in entries]


@pytest.fixture
def over(pair: Pair) -> Pair:
    """Ingrid's enrolment is over, and nothing waits."""
    with pair.house.work() as work:
        enrolment = work.session.get_one(Enrolment, pair.ingrids)
        write(work, pair.house.actor(pair.maren, ("therapist", pair.house.clinic)), enrolment, "Hei", once="answer")
        end(work, pair.maren.id, enrolment, "completed")
    pair.house.platform.drain()
    return pair


@pytest.mark.usefixtures("samples_installed")
def test_a_look_erases_nothing_and_says_what_would_go_and_what_stays(over: Pair) -> None:
    before = stored(over)
    first, result = run(over, str(over.ingrid.id)), run(over, str(over.ingrid.id))
    assert (first.exit_code, result.exit_code) == (0, 0), result.output
    assert json.loads(first.stdout)["confirm"] == json.loads(result.stdout)["confirm"], "a look is no change"
    said = json.loads(result.stdout)
    assert (said["person"], said["erased"], len(said["confirm"])) == (over.ingrid.id, False, 8)
    fates = {fate["table"]: fate for fate in said["tables"]}
    assert (fates["enrolment"]["rows"], fates["enrolment"]["becomes"]) == (1, "deleted")
    assert (fates["sample_kit"]["rows"], fates["sample_kit"]["part"]) == (1, "sample")
    assert fates["person"]["becomes"].startswith("blanked: ")
    assert (fates["access_entry"]["becomes"], "pasientjournalloven" in fates["access_entry"]["source"]) == (
        "kept",
        True,
    )
    assert fates["access_entry"]["kept_until"] == "as long as the health record it tells of; the organisation decides"
    assert fates["enrolment"]["kept_until"] == ""
    assert "Nothing is erased." in result.stderr
    assert stored(over) == before
    assert log_of(over) == [("varde privacy erase", "read", "erasure_looked_at")] * 2


@pytest.mark.usefixtures("samples_installed")
def test_two_people_carry_it_out_and_the_log_has_both(over: Pair) -> None:
    mark = json.loads(run(over, str(over.ingrid.id)).stdout)["confirm"]
    result = run(over, str(over.ingrid.id), "--confirm", mark, *SIGNED)
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert said["erased"] is True
    assert "confirm" not in said
    with over.house.work() as work:
        assert work.session.get(Enrolment, over.ingrids) is None
        assert work.session.get_one(Enrolment, over.tors).person_id == over.tor.id
        assert (
            work.session.get_one(Person, over.ingrid.id).family_name,
            work.session.get_one(Person, over.tor.id).family_name,
        ) == ("", "Berg")
    assert log_of(over)[1:] == [
        ("Kari Nordmann (sak 2026/14)", "write", "erasure_decided"),
        ("Ola Lie", "write", "erasure_carried_out"),
    ]


@pytest.mark.usefixtures("samples_installed")
@pytest.mark.parametrize(
    ("arguments", "sentences"),
    [
        ((), ["--decided-by must be given.", "--carried-out-by must be given.", "--decision must be given."]),
        (SIGNED[2:], ["--decided-by must be given."]),
        (SIGNED[:4], ["--decision must be given."]),
        (
            ("--decided-by", "Ola  lie", *SIGNED[2:]),
            ["--decided-by and --carried-out-by name the same person: two people answer for it."],
        ),
        (("--decided-by", "  ", *SIGNED[2:]), ["--decided-by must be given."]),
        (SIGNED, ["What would be erased is not what that --confirm saw: look again without it."]),
    ],
)
def test_what_is_missing_is_one_sentence_each(over: Pair, arguments: tuple[str, ...], sentences: list[str]) -> None:
    before = stored(over)
    result = run(over, str(over.ingrid.id), "--confirm", "00000000", *arguments)
    assert result.exit_code != 0
    assert str(result.exception).splitlines() == sentences
    assert result.stdout == ""
    assert stored(over) == before
    assert log_of(over) == []


@pytest.mark.usefixtures("samples_installed")
def test_what_has_come_since_the_look_is_looked_at_again(over: Pair) -> None:
    mark = json.loads(run(over, str(over.ingrid.id)).stdout)["confirm"]
    over.house.browser(over.ingrid)
    result = run(over, str(over.ingrid.id), "--confirm", mark, *SIGNED)
    assert "look again" in str(result.exception)
    with over.house.work() as work:
        assert work.session.get(Enrolment, over.ingrids) is not None


@pytest.mark.usefixtures("samples_installed")
@pytest.mark.parametrize("confirm", [(), ("--confirm", "00000000", *SIGNED)])
def test_what_stands_in_the_way_is_one_sentence_at_the_look_too(pair: Pair, confirm: tuple[str, ...]) -> None:
    for person, sentence in ((pair.ingrid, "has an enrolment that is open"), (pair.maren, "role as staff")):
        result = run(pair, str(person.id), *confirm)
        assert result.exit_code != 0
        assert sentence in str(result.exception)
        assert result.stdout == ""
    assert log_of(pair) == []


@pytest.mark.usefixtures("samples_installed")
def test_nobody_is_erased_while_a_danger_is_open(over: Pair) -> None:
    with over.house.work() as work:
        work.add(
            RaisedAlert(
                enrolment_id=over.ingrids,
                person_id=over.ingrid.id,
                organisation_id=over.house.clinic.id,
                alert="sample.thoughts",
                cause="response:1",
                severity="red",
                crisis=True,
                state="raised",
                raised_at=work.now,
                open_by=work.now,
            )
        )
    result = run(over, str(over.ingrid.id))
    assert result.exit_code != 0
    assert result.stdout == ""


@pytest.mark.usefixtures("samples_installed")
@pytest.mark.parametrize(("named", "given"), [("4711", ""), ("Ingrid", ""), ("-", "12345678901\n")])
def test_whom_nobody_knows_is_one_sentence(pair: Pair, named: str, given: str) -> None:
    result = run(pair, named, given=given)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert "\n" not in str(result.exception)
