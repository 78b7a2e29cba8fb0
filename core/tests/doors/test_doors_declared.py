"""What a door must be like, and the commands for keys."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from marshmallow import Schema
from marshmallow.fields import AwareDateTime, Integer

from varde import cli
from varde.doors.door import Door
from varde.kernel.apart import running_faults
from varde.kernel.part import Part
from varde.testing import sample
from varde.testing.house import House, environment, make_house, sample_only, sqlite_url
from varde.testing.sample.doors import DOORS, KitReport

REPORT, _ = DOORS


class Whose(Schema):
    enrolment = Integer()
    at = AwareDateTime()


def faults(*doors: Any) -> list[str]:
    return [
        re.sub(r" \(\S+:\d+\)", "", fault) for fault in running_faults(Part(key="calm", doors=doors), of_core=False)
    ]


def test_the_door_of_the_sample_is_sound() -> None:
    assert list(running_faults(sample.PART, of_core=False)) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"key": "Kit report"}, "its key must have the form [a-z0-9]+(?:-[a-z0-9]+)* and at most 40 letters."),
        ({"key": "x" * 41}, "its key must have the form [a-z0-9]+(?:-[a-z0-9]+)* and at most 40 letters."),
        ({"summary": " "}, "it has no summary."),
        ({"per_minute": 0}, "a key must be allowed to call at least once in a minute."),
        ({"schema": KitReport()}, "its schema must be a class of marshmallow.Schema."),
        ({"schema": dict}, "its schema must be a class of marshmallow.Schema."),
        ({"schema": Whose}, "its schema has a field enrolment, which is read before the schema."),
        ({"moment": "then"}, "its moment then must be a field AwareDateTime of the schema."),
        ({"moment": "battery"}, "its moment battery must be a field AwareDateTime of the schema."),
    ],
)
def test_a_door_that_cannot_be_opened_is_one_sentence(changes: dict[str, Any], fault: str) -> None:
    door = replace(REPORT, **changes)
    assert faults(door) == [f"The part calm, door {door.key}: {fault}"]


def test_two_doors_of_one_key_and_what_is_no_door() -> None:
    assert faults(REPORT, replace(REPORT)) == ["The part calm has two doors with the key kit-report."]
    assert faults("kit-report") == ["The part calm has a str among its doors; it must be a Door."]
    assert isinstance(REPORT, Door)


# --- the commands


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


@pytest.fixture
def enrolment(house: House) -> int:
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    return house.enrolled(house.person("Ingrid", "Solheim"), maren, "sample")


def run(house: House, *arguments: object) -> Result:
    cli.platform.cache_clear()
    try:
        words = ["door", *map(str, arguments)]
        return CliRunner().invoke(cli.varde, words, env=environment(str(house.platform.engine.url)))
    finally:
        cli.platform.cache_clear()


@pytest.mark.usefixtures("samples_installed")
def test_a_key_is_made_shown_once_listed_and_revoked(house: House, enrolment: int) -> None:
    made = run(house, "token", "sample", "kit-report", enrolment, "--name", "kit A-1", "--days", 30)
    assert made.exit_code == 0, made.output
    key = json.loads(made.stdout)
    assert len(key["token"]) >= 43
    assert "shown this once" in made.stderr
    listed = json.loads(run(house, "list").stdout)
    assert listed == [{name: value for name, value in key.items() if name != "token"}]
    assert (listed[0]["door"], listed[0]["enrolment"], listed[0]["name"]) == ("sample/kit-report", enrolment, "kit A-1")
    assert json.loads(run(house, "list", "--enrolment", enrolment + 1).stdout) == []
    revoked = json.loads(run(house, "revoke", key["number"]).stdout)
    assert revoked["revoked_at"] is not None
    assert json.loads(run(house, "revoke", key["number"]).stdout) == revoked


@pytest.mark.usefixtures("samples_installed")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["token", "sample", "cellar", 1, "--name", "x"],
            "There is no door sample/cellar. Doors: sample/blow, sample/kit-report.",
        ),
        (["token", "sample", "kit-report", 4711, "--name", "x"], "There is no enrolment 4711."),
        (["revoke", 4711], "There is no key 4711."),
    ],
)
@pytest.mark.usefixtures("enrolment")
def test_what_is_not_there_is_one_sentence(house: House, arguments: list[object], sentence: str) -> None:
    result = run(house, *arguments)
    assert result.exit_code != 0
    assert str(result.exception) == sentence


@pytest.mark.usefixtures("samples_installed")
def test_a_key_is_for_an_enrolment_in_the_programme_of_the_door(tmp_path: Path) -> None:
    from varde.testing.house import all_samples

    (tmp_path / "all").mkdir()
    house = make_house(sqlite_url(tmp_path / "all"), catalogue=all_samples())
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    enrolment = house.enrolled(house.person("Tor", "Berg"), maren, "lake")
    result = run(house, "token", "sample", "kit-report", enrolment, "--name", "x")
    assert str(result.exception) == (
        f"The enrolment {enrolment} is in another programme than the door sample/kit-report."
    )
