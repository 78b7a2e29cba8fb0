"""``varde admin``: an organisation from nothing by commands alone, and what each says of what cannot be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from varde import cli
from varde.enrolments.leavers import release_leavers
from varde.groups.models import CareGroup, GroupLeader, GroupSession
from varde.identity.models import Grant
from varde.identity.synthetic import synthetic_numbers
from varde.kernel.console import Console
from varde.kernel.errors import BadInput, VardeError
from varde.kernel.work import Platform
from varde.scheduling.models import Appointment
from varde.setup.models import SetUpChange
from varde.testing.house import House, make_house, sample_only, sqlite_url

NUMBERS = list(islice(synthetic_numbers(), 700, 705))
CRISIS = (
    "--nb",
    "Vi ringer deg i dag. Ring 113.",
    "--nn",
    "Vi ringjer deg i dag. Ring 113.",
    "--en",
    "We ring you today. Ring 113.",
)


def run(platform: Platform, *words: str, given: str = "") -> Result:
    console = Console(lambda: platform.catalogue, lambda: platform)
    return CliRunner().invoke(cli.varde.commands["admin"], list(words), obj=console, input=given)


def done(platform: Platform, *words: str, given: str = "") -> Any:
    result = run(platform, *words, given=given)
    assert result.exit_code == 0, (words, result.output, result.exception)
    return json.loads(result.stdout)


def test_a_trust_is_made_by_commands_alone(empty: Platform) -> None:
    begun = done(
        empty,
        *("init", "--key", "fjordvest", "--name", "Fjordvest sykehus", "--given-name", "Rune", "--family-name", "Bø"),
        *("--title", "administrator", "--nin", NUMBERS[0]),
    )
    assert begun == {"organisation": "fjordvest", "person": 1, "role": "trust_administrator"}
    clinic = done(empty, "organisation", "add", "nett", "clinic", "Nettbehandling", "--under", "fjordvest")
    assert (clinic["kind"], clinic["under"], clinic["closed"]) == ("clinic", "fjordvest", False)
    done(empty, "organisation", "change", "fjordvest", "--set", "phone=55 00 00 00")
    done(empty, "text", "change", "fjordvest", "crisis", *CRISIS)
    offering = done(empty, "offering", "add", "nett", "sample", "--set", "waiting_weeks=3", "--set", "capacity=60")
    assert (offering["state"], offering["settings"]) == ("open", {"waiting_weeks": 3, "capacity": 60})
    sara = done(
        empty,
        *("staff", "add", "nett", "therapist", "--given-name", "Sara", "--family-name", "Holm", "--hpr", "9144889"),
        *("--title", "psykologspesialist", "--from", "2026-01-01"),
        given=f"{NUMBERS[1]}\n",
    )
    assert sara["grant"] > 0
    done(empty, "staff", "add", "nett", "head", "--person", str(sara["person"]))
    assert done(empty, "hours", "change", "nett", "--day", "1-4=08.00-15.30", "--day", "5=8-14")["hours"]["5"] == [
        "08:00",
        "14:00",
    ]
    done(empty, "hours", "add", "nett", "2099-12-24", "2100-01-01", "Jul")
    done(empty, "room", "add", "nett", "214", "--seats", "4")
    listed = done(empty, "staff", "list", "fjordvest")["held"]
    assert [(row["name"], row["role"], row["hpr"]) for row in listed] == [
        ("Rune Bø", "trust_administrator", None),
        ("Sara Holm", "therapist", "9144889"),
        ("Sara Holm", "head", "9144889"),
    ]
    assert [row["programme"] for row in done(empty, "offering", "list")] == ["sample"]
    assert [row["name"] for row in done(empty, "room", "list", "nett")] == ["214"]
    history = done(empty, "history", "fjordvest", "--most", "100")
    assert {row["subject"] for row in history} == {
        "organisation",
        "text",
        "offering",
        "staff",
        "hours",
        "closed_days",
        "room",
    }
    assert NUMBERS[1] not in json.dumps(history)
    assert all(row["by"].endswith(" på maskinen") for row in history)


def test_what_is_changed_and_closed_by_commands(empty: Platform) -> None:
    done(empty, "organisation", "add", "vest", "trust", "Vest sykehus")
    done(empty, "organisation", "add", "nett", "clinic", "Nett", "--under", "vest")
    done(empty, "text", "change", "vest", "crisis", *CRISIS)
    done(empty, "offering", "add", "nett", "sample", "--state", "closed")
    assert done(empty, "offering", "change", "nett", "sample", "--state", "waiting")["changed"] is True
    assert done(empty, "offering", "change", "nett", "sample", "--state", "waiting")["changed"] is False
    assert done(empty, "offering", "close", "nett", "sample")["state"] == "closed"
    sara = done(
        empty, "staff", "add", "nett", "therapist", "--given-name", "Sara", "--family-name", "Holm", "--nin", NUMBERS[1]
    )
    assert done(empty, "staff", "change", str(sara["grant"]), "--to", "2099-12-31", "--hpr", "12345")["changed"] is True
    assert done(empty, "staff", "close", str(sara["person"]))["roles"] == 1
    done(empty, "room", "add", "nett", "214", "--seats", "4")
    assert done(empty, "room", "change", "nett", "214", "--purpose", "video")["seats"] is None
    assert done(empty, "room", "close", "nett", "214")["closed"] is True
    done(empty, "hours", "add", "nett", "2099-12-24", "2100-01-01", "Jul")
    assert done(empty, "hours", "close", "nett", "2099-12-24")["closed"] is False
    assert done(empty, "organisation", "close", "nett")["closed"] is True
    assert done(empty, "organisation", "open", "nett")["closed"] is False
    asked = done(
        empty,
        "staff",
        "add",
        "vest",
        "trust_administrator",
        "--given-name",
        "Trude",
        "--family-name",
        "Lien",
        "--nin",
        NUMBERS[2],
    )
    assert asked["waits_for"] == "another administrator"
    assert [row["request"] for row in done(empty, "staff", "list", "vest")["waiting"]] == [asked["request"]]
    assert done(empty, "staff", "confirm", str(asked["request"]), "--refuse")["outcome"] == "refused"


WRONG = [
    # the command's words, and its sentence
    (
        "organisation add Øst clinic Øst --under fjordvest",
        "The key “Øst” must have 2 to 40 characters: small letters a to z, digits and dashes.",
    ),
    ("organisation add ost clinic Øst", "An organisation of the kind clinic cannot stand under nothing."),
    ("organisation add ost clinic Øst --under nowhere", "We do not know the organisation “nowhere”."),
    ("organisation change klinikken --set phon=1", "phon is no setting; did you mean phone?"),
    ("organisation change klinikken --set phone", "--set phone must be NAME=VALUE."),
    ("organisation change klinikken --set phone=1 --set phone=2", "--set phone stands twice."),
    ("organisation change klinikken --set phone=1 --unset phone", "phone is both set and unset."),
    ("organisation change klinikken --unset phone", "phone is not set."),
    (
        "organisation change klinikken --set crisis={}",
        "crisis is a text in every language, and is set with varde admin text change.",
    ),
    ("organisation change klinikken --name Ny --seen 0123456789abcdef", "? changed this"),
    (
        "organisation close fjordvest",
        "Fjordvest sykehus cannot be closed before what stands under it is closed: Klinikken.",
    ),
    ("organisation open klinikken", "Klinikken is not closed."),
    ("text change klinikken crisis --nb kort", "The text in bokmål has 4 characters; it must have 20 to 600."),
    ("offering add klinikken sample", "Klinikken offers sample already."),
    ("offering add klinikken asthma", "The programme “asthma” is not installed."),
    ("offering change klinikken sample --state full", "“full” is no state. Choose open, waiting or closed."),
    ("offering change klinikken asthma --state open", "Klinikken does not offer asthma."),
    (
        "offering change klinikken sample --set capacity=many",
        "capacity is 'many' and must be a whole number from 0 to 100000 or null.",
    ),
    ("staff add klinikken witch --given-name A --family-name B --nin {nin}", "“witch” is no role."),
    (
        "staff add klinikken therapist --given-name A --family-name B --nin 01019012345",
        "The control digits, the last two, do not agree with the rest of the number.",
    ),
    ("staff add klinikken therapist --person 999", "We find no such member of the staff here."),
    ("staff change 999 --to 2099-01-01", "There is no role with the number 999; varde admin staff list shows them."),
    ("staff close 999", "We find no such member of the staff here."),
    ("staff close 999 --grant 999", "There is no role with the number 999; varde admin staff list shows them."),
    ("staff confirm 999", "999 is not here."),
    ("hours change klinikken --day 1=8-25", "“25” is no time. Write 08:30, for example."),
    (
        "hours change klinikken --day monday=8-15",
        "--day monday=8-15 must be weekdays and hours, such as 1-4=08.00-15.30.",
    ),
    ("hours change klinikken --day 1-4=8-15 --day 4=8-14", "--day 4=8-14: weekday 4 stands twice."),
    ("hours add klinikken 2020-01-01 2020-01-02 Jul", "The days are over."),
    ("hours close klinikken 2099-01-01", "01.01.2099 is not here."),
    ("room add klinikken 214", "The seats of a room are a whole number from 1 to 500. A room for video has none."),
    ("room change klinikken 215 --seats 3", "215 is not here."),
    ("room close klinikken 215", "215 is not here."),
    (
        "init --key ny --name Ny --given-name A --family-name B --nin {nin}",
        "There is an administrator here already. varde admin init is for an empty installation; ask her or him to give the role.",
    ),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = make_house(sqlite_url(tmp_path_factory.mktemp("admin")), catalogue=sample_only())
    house.person("Rune", "Bø", ("trust_administrator", house.trust))
    yield house
    house.platform.engine.dispose()


@pytest.mark.parametrize(("words", "sentence"), WRONG, ids=[words for words, _ in WRONG])
def test_what_cannot_be_is_a_sentence_and_nothing_on_stdout(house: House, words: str, sentence: str) -> None:
    result = run(house.platform, *words.replace("{nin}", NUMBERS[3]).split())
    assert isinstance(result.exception, VardeError), result.output
    error = result.exception
    said = error.each("en") if isinstance(error, BadInput) else [error.to("en")]
    assert said[0].startswith(sentence)
    assert result.stdout == ""
    with house.work() as work:
        assert work.session.query(SetUpChange).count() == 0


def test_the_old_names_are_gone() -> None:
    names = cli.varde.commands["admin"].commands  # type: ignore[attr-defined]
    gone = {"offerings", "open-offering", "close-offering", "set", "unset", "crisis-text", "roles", "end-roles"}
    assert not gone & set(names)


def test_the_end_of_a_role_says_how_many_must_have_somebody_else(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    lars = house.person("Lars", "Brekke", ("therapist", house.clinic))
    house.person("Elin", "Sande", ("head", house.clinic))
    for n in range(2):
        house.enrolled(house.person(f"Pasient{n}", "Nes"), lars, "sample")
    left = {"organisation": "klinikken", "enrolments": 2, "heads": ["Elin Sande"]}
    closed = done(house.platform, "staff", "close", str(lars.id), "--on", "2026-10-31")
    assert closed["hand_over"] == [{**left, "appointments": 0, "sessions": 0, "by": "2026-10-31"}]
    listed = done(house.platform, "staff", "leaving", "fjordvest")
    assert listed == [{"person": lars.id, **left, "by": "2026-10-31"}]
    closed = done(house.platform, "staff", "close", str(lars.id))
    assert closed["hand_over"] == [{**left, "appointments": 0, "sessions": 0, "by": "2026-10-31"}], (
        "what she had, before it ended"
    )
    with house.work() as work:
        release_leavers(work)
    listed = done(house.platform, "staff", "leaving", "fjordvest")
    assert listed == [{"person": lars.id, **left, "nobody_since": "2026-09-21"}]
    house.platform.engine.dispose()


def test_the_day_is_that_of_the_role_she_answers_with(tmp_path: Path) -> None:
    """As the clinic's page and its head are told it: leading a group until further notice puts nothing off."""
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    lars = house.person("Lars", "Brekke", ("therapist", house.clinic), ("group_leader", house.clinic))
    ole = house.enrolled(house.person("Ole", "Nes"), lars, "sample")
    with house.work() as work:
        grant = work.session.query(Grant).filter_by(person_id=lars.id, role="therapist").one().id
        until: dict[str, Any] = {"state": "offered", "offered_until": work.now + timedelta(days=7)}
        later = work.now + timedelta(days=60)
        work.add(
            Appointment(enrolment_id=ole, therapist_id=lars.id, kind="phone", starts_at=later, minutes=30, **until)
        )
        group = CareGroup(
            organisation_id=house.clinic.id, programme="sample", kind="walk", name="G", name_nn="", name_en=""
        )
        group.drop_in, group.video, group.place, group.made_at = False, False, "", work.now
        work.add(group)
        work.session.flush()
        work.add(GroupLeader(group_id=group.id, person_id=lars.id))
        work.session.add_all(
            GroupSession(group_id=group.id, starts_at=at, minutes=60, state=state)
            for at, state in ((later, "planned"), (later, "cancelled"), (work.now + timedelta(days=1), "planned"))
        )
    closed = done(house.platform, "staff", "close", str(lars.id), "--grant", str(grant), "--on", "2026-10-31")
    said = {"organisation": "klinikken", "enrolments": 1, "by": "2026-10-31", "heads": []}
    assert closed["hand_over"] == [{**said, "appointments": 1, "sessions": 1}]
    assert done(house.platform, "staff", "leaving", "fjordvest") == [{"person": lars.id, **said}]
