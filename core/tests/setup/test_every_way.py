"""Every thing a trust is made of: set on a page, by a command and in a file, and kept in the history; a table by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from varde.kernel.console import Console
from varde.parts import PARTS
from varde.setup.document import TABLES
from varde.setup.models import RoleRequest, SetUpChange
from varde.setup.wording_commands import wording_group
from varde.testing.by_hand import rows_by_hand
from varde.testing.house import House, make_house, sample_only, sqlite_url

from .test_admin_commands import CRISIS, NUMBERS, done, run

THINGS = """
thing | page | command | in the file | in the history
an organisation | set_up.add | organisation add | organisation: key, kind, name, under | organisation: name, under
its name | set_up.change | organisation change | organisation: name | organisation: name
telephones | set_up.change | organisation change | organisation: settings | text: phone
its sender | set_up.change | organisation change | organisation: settings | text: sms_sender
its statement | set_up.change | organisation change | organisation: settings | text: accessibility_url
crisis text | set_up.text | text change | organisation: crisis | text: crisis.nb, crisis.nn, crisis.en
front text | set_up.text | text change | organisation: front | text: front.nb, front.nn, front.en
opening hours | set_up_places.week | hours change | organisation: hours | hours: 1, 5
closed days | set_up_places.closed | hours add | organisation.closed: first, last, why | closed_days: 2099-12-24
a room | set_up_places.room | room add | organisation.room: name, seats, purpose | room: 214
a care role | set_up_care_roles.add | care-role add | organisation.care_role: key, counts_as, nb | care_role: diettist
an offering | set_up_offerings.add | offering add | organisation.offering: programme, state | offering: sample
its settings | set_up_offerings.decide | offering change | organisation.offering: settings | offering: sample
staff with a role | set_up_staff.add | staff add | staff: given_name, family_name, role | staff: therapist
title and HPR | set_up_staff.facts | staff change | staff: title, hpr | staff: title, hpr
the days of a role | set_up_staff.terms | staff change | staff.role: from, to | staff: therapist
weekdays | set_up_staff.present | staff present | staff: present, substitute_person | staff: presence
absence | absence.save | staff away | - | staff: absence
administrator's role | set_up_staff.give | staff add | staff.role: role | request: trust_administrator
who confirms it | set_up.decide | staff confirm | - | -
wording | set_up_wording.load | wording import | - | wording: who-5.nb
"""
WHO_5 = "\n".join(
    (
        *('instrument = "who-5"', 'version = "1"', 'language = "nb"', 'licence = "Avtale 12"'),
        *(f'[items.q{n}]\nlabel = "Linje {n}"' for n in range(1, 6)),
    )
)
# Why not: the reason of an absence is for the head alone, so that no file has it; a second administrator never comes out of a
# file; and the words of an instrument are somebody else's, in a file of their own.


def named(cell: str) -> list[tuple[str, str]]:
    subject, _, names = cell.partition(":")
    return [(subject, name.strip()) for name in names.split(",") if name.strip()]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = make_house(sqlite_url(Path(tmp_path_factory.mktemp("every-way"))), catalogue=sample_only())
    house.person("Rita", "Dal", ("trust_administrator", house.region))
    yield house
    house.platform.engine.dispose()


def test_every_page_and_every_command_is_there(house: House) -> None:
    posts = {rule.endpoint for rule in house.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    commands = {command.words.removeprefix("admin ") for part in PARTS for command in part.commands}
    commands |= {f"wording {name}" for name in wording_group.commands}
    for row in rows_by_hand(THINGS):
        assert row["page"] in posts, row
        assert row["command"] in commands, row
    for noun in ("organisation", "offering", "staff", "room", "hours", "care-role"):
        assert {f"{noun} {verb}" for verb in ("add", "list", "change", "close")} <= commands, noun
        for table, name in named(row["in the file"]):
            assert name in TABLES[table], row


def everything(house: House, pack: Path) -> None:
    """All of it by commands; the pack has the official words of an instrument."""
    at = house.platform

    def do(*words: str) -> Any:
        return done(at, *words)

    do("organisation", "add", "nett", "clinic", "Nettbehandling", "--under", "fjordvest")
    do("organisation", "change", "nett", "--name", "Nettbehandlinga")
    do(
        *("organisation", "change", "fjordvest", "--set", "phone=56 00 00 01", "--set", "sms_sender=Fjordvest"),
        *("--set", "accessibility_url=https://uustatus.no/x"),
    )
    do("text", "change", "nett", "crisis", *CRISIS)
    front = ("--nb", "Vi hjelper deg med det.", "--nn", "Vi hjelper deg med det her.", "--en", "We help you with that.")
    do("text", "change", "nett", "front", *front)
    do("hours", "change", "nett", "--day", "1=08.00-15.30", "--day", "5=8-14")
    do("hours", "add", "nett", "2099-12-24", "2100-01-01", "Jul")
    do("room", "add", "nett", "214", "--seats", "4")
    words = ("--nb", "Diettist", "--nn", "Diettist", "--en", "Diet coach")
    do("care-role", "add", "nett", "diettist", "--counts-as", "dietitian", *words)
    do("offering", "add", "nett", "sample")
    do("offering", "change", "nett", "sample", "--set", "waiting_weeks=3")
    people = []
    for given, number in (("Sara", NUMBERS[3]), ("Lars", NUMBERS[4])):
        name = ("--given-name", given, "--family-name", "Holm", "--nin", number)
        people.append(do("staff", "add", "nett", "therapist", *name))
    sara, lars = people
    do("staff", "change", str(sara["grant"]), "--to", "2099-12-31", "--title", "psykolog", "--hpr", "9144889")
    do("staff", "present", "nett", str(sara["person"]), "--days", "1-3", "--substitute", str(lars["person"]))
    do("staff", "away", "nett", str(lars["person"]), "2099-07-01", "2099-07-14", "--reason", "illness")
    do("staff", "add", "nett", "trust_administrator", "--person", str(lars["person"]))
    pack.write_text(WHO_5, encoding="utf-8")
    console = Console(lambda: at.catalogue, lambda: at)
    brought = CliRunner().invoke(wording_group, ["import", str(pack), "--organisation", "nett"], obj=console)
    assert brought.exit_code == 0, brought.output


def test_all_of_it_is_exported_taken_in_again_and_kept(house: House, tmp_path: Path) -> None:
    everything(house, tmp_path / "who-5.toml")
    written = run(house.platform, "export").stdout
    for row in rows_by_hand(THINGS):
        for _table, name in named(row["in the file"]):
            assert f"{name} = " in written or f"{name}]]" in written, row
    for fact in (
        "Nettbehandlinga",
        "Fjordvest",
        "uustatus.no/x",
        "Diet coach",
        '"1,2,3"',
        "2099-12-31",
        "waiting_weeks = 3",
    ):
        assert fact in written, fact
    assert "illness" not in written
    file = tmp_path / "trust.toml"
    file.write_text(written, encoding="utf-8")
    for arguments in ((), ("--apply",), ("--apply",)):
        assert done(house.platform, "import", str(file), *arguments) == {"changes": [], "stored": False}
    with house.work() as work:
        changes = work.session.execute(select(SetUpChange.subject, SetUpChange.name, SetUpChange.after)).all()
        kept = {(change.subject, change.name) for change in changes}
        requests = work.session.scalars(select(RoleRequest)).all()
    for row in rows_by_hand(THINGS):
        for subject, name in named(row["in the history"]):
            assert (subject, name) in kept, row
    assert len(requests) == 1, "an administrator's role waits for two, however it is asked for"
    assert "illness" not in str(changes), "the reason of an absence is for the head alone"
    asked = run(house.platform, "staff", "confirm", str(requests[0].id))
    assert asked.exit_code != 0, "who asked at the machine does not confirm there"


def test_what_was_changed_in_the_file_is_all_that_changes(house: House, tmp_path: Path) -> None:
    """After what stands above: the weekdays and the word of a role are others."""
    written = run(house.platform, "export").stdout.replace('"1,2,3"', '"1-4"').replace("Diet coach", "Dietitian")
    file = tmp_path / "trust.toml"
    file.write_text(written, encoding="utf-8")
    changed = done(house.platform, "import", str(file), "--apply")["changes"]
    assert [(each["subject"], each["name"]) for each in changed] == [("care_role", "diettist"), ("staff", "presence")]
    assert done(house.platform, "import", str(file), "--apply")["changes"] == []
