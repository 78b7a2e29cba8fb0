"""A whole trust from one file: the difference first, all or nothing, and nothing the second time."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from varde.identity.models import Organisation, Person
from varde.identity.synthetic import synthetic_numbers
from varde.kernel.errors import BadUsage
from varde.kernel.work import Platform
from varde.platform import make_platform
from varde.setup.document import read_document
from varde.setup.models import RoleRequest, SetUpChange
from varde.testing.house import migrated, sample_only, settings_for, sqlite_url

from .test_admin_commands import run

NUMBERS = list(islice(synthetic_numbers(), 800, 805))
TRUST = f"""
# A trust with a region above it, and a municipality.
[[organisation]]
key = "helse-vest"
kind = "region"
name = "Helse Vest"

[[organisation]]
key = "fjordvest"
kind = "trust"
name = "Fjordvest sykehus"
under = "helse-vest"
settings = {{ phone = "55 00 00 00" }}

[organisation.crisis]
nb = "Vi ringer deg i dag. Ring 113 om det haster."
nn = "Vi ringjer deg i dag. Ring 113 om det hastar."
en = "We ring you today. Ring 113 if it is urgent."

[[organisation]]
key = "nett"
kind = "clinic"
name = "Nettbehandling"
under = "fjordvest"
hours = {{ "1-4" = "08.00-15.30", 5 = "8-14" }}

[[organisation.closed]]
first = 2099-12-24
last = 2100-01-01
why = "Jul"

[[organisation.room]]
name = "214"
seats = 4
purpose = "talks"

[[organisation.room]]
name = "Video 1"
purpose = "video"

[[organisation.offering]]
programme = "sample"
state = "waiting"
settings = {{ waiting_weeks = 3, capacity = 60 }}

[[staff]]
given_name = "Sara"
family_name = "Holm"
title = "psykologspesialist"
nin = "{NUMBERS[0]}"
hpr = "9144889"

[[staff.role]]
role = "therapist"
at = "nett"
programme = "sample"
from = 2026-01-01
to = 2099-12-31

[[staff.role]]
role = "head"
at = "nett"

[[staff]]
given_name = "Rune"
family_name = "Bø"
nin = "{NUMBERS[1]}"

[[staff.role]]
role = "trust_administrator"
at = "fjordvest"
"""


def bring(platform: Platform, folder: Path, text: str, *options: str) -> Result:
    file = folder / "trust.toml"
    file.write_text(text, encoding="utf-8")
    return run(platform, "import", str(file), *options)


def said(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, (result.stderr, result.exception)
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def counts(platform: Platform) -> tuple[int, int, int]:
    with platform.work() as work:
        return tuple(work.session.query(kind).count() for kind in (Organisation, Person, SetUpChange))  # type: ignore[return-value]


def test_the_difference_is_shown_and_nothing_is_stored(empty: Platform, tmp_path: Path) -> None:
    shown = said(bring(empty, tmp_path, TRUST))
    assert shown["stored"] is False
    assert len(shown["changes"]) > 20
    assert counts(empty) == (0, 0, 0)
    assert NUMBERS[0] not in json.dumps(shown)


def test_it_is_stored_and_the_second_run_changes_nothing(empty: Platform, tmp_path: Path) -> None:
    first = said(bring(empty, tmp_path, TRUST, "--apply"))
    assert first["stored"] is True
    assert counts(empty)[:2] == (3, 2)
    for options in ((), ("--apply",)):
        assert said(bring(empty, tmp_path, TRUST, *options)) == {"changes": [], "stored": False}
    with empty.work() as work:
        assert work.session.query(RoleRequest).count() == 1, "an administrator takes two, whoever asks"


def test_what_is_changed_in_the_file_is_the_difference(empty: Platform, tmp_path: Path) -> None:
    bring(empty, tmp_path, TRUST, "--apply")
    changed = (
        TRUST.replace('state = "waiting"', 'state = "open"').replace("8-14", "8-13").replace("2099-12-31", "2098-12-31")
    )
    shown = said(bring(empty, tmp_path, changed))["changes"]
    assert [(each["organisation"], each["subject"], each["name"]) for each in shown] == [
        ("nett", "hours", "5"),
        ("nett", "offering", "sample"),
        ("nett", "staff", "therapist sample"),
    ]
    assert (shown[1]["before"], shown[1]["after"]) == ({"state": "waiting"}, {"state": "open"})


@pytest.mark.parametrize("options", [(), ("--identity-numbers",)])
def test_what_is_exported_is_taken_in_and_changes_nothing(
    empty: Platform, tmp_path: Path, options: tuple[str, ...]
) -> None:
    bring(empty, tmp_path, TRUST, "--apply")
    exported = run(empty, "export", *options).stdout
    assert (NUMBERS[0] in exported) is bool(options)
    assert "Nettbehandling" in exported
    assert said(bring(empty, tmp_path, exported, "--apply")) == {"changes": [], "stored": False}


def test_an_export_with_numbers_makes_the_same_elsewhere(empty: Platform, tmp_path: Path) -> None:
    bring(empty, tmp_path, TRUST, "--apply")
    exported = run(empty, "export", "--identity-numbers").stdout
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    engine = migrated(sqlite_url(elsewhere), sample_only())
    other = make_platform(settings_for(sqlite_url(elsewhere)), engine=engine, catalogue=sample_only())
    assert said(bring(other, tmp_path, exported, "--apply"))["stored"] is True
    again = run(other, "export", "--identity-numbers").stdout
    engine.dispose()
    assert again == exported


WRONG = [
    # what is written instead of what, and the sentences with their lines
    (
        'key = "nett"',
        'key = "Nett!"',
        [
            "line 20: The key “Nett!” must have 2 to 40 characters: small letters a to z, digits and dashes.",
            "line 53: We do not know the organisation “nett”.",
            "line 60: We do not know the organisation “nett”.",
        ],
    ),
    (
        'kind = "clinic"',
        'kind = "ward"',
        ["line 20: “ward” is no kind of organisation. Choose region, trust, clinic, municipality or district."],
    ),
    ('under = "fjordvest"', 'under = "nowhere"', ["line 20: We do not know the organisation “nowhere”."]),
    ('phone = "55 00 00 00"', 'phon = "5"', ["line 13: phon is no setting; did you mean phone?"]),
    (
        'nn = "Vi ringjer deg i dag. Ring 113 om det hastar."',
        'nn = ""',
        [
            "line 15: The text in nynorsk has 0 characters; it must have 20 to 600.",
            "line 41: The programme is not open here yet: the organisation has no crisis text.",
        ],
    ),
    ("8-14", "8-25", ["line 25: “25” is no time. Write 08:30, for example."]),
    ('"1-4"', '"man"', ["line 25: “man” is no weekday. Write 1 for Monday to 7 for Sunday."]),
    ("last = 2100-01-01", "last = 2099-12-01", ["line 27: The last day, 01.12.2099, is before the first, 24.12.2099."]),
    (
        "seats = 4",
        "seats = 0",
        ["line 32: The seats of a room are a whole number from 1 to 500. A room for video has none."],
    ),
    ("seats = 4", 'seats = "four"', ["line 34: seats must be a whole number."]),
    (
        'programme = "sample"\nstate',
        'programme = "asthma"\nstate',
        ["line 41: The programme “asthma” is not installed."],
    ),
    (
        "capacity = 60",
        "capacity = -1",
        ["line 41: capacity is -1 and must be a whole number from 0 to 100000 or null."],
    ),
    (NUMBERS[0], "12345", ["line 46: A national identity number or D-number has 11 digits."]),
    (
        'hpr = "9144889"',
        'hpr = "0"',
        ["line 46: The HPR number “0” must have 1 to 9 digits and not begin with a zero."],
    ),
    ('role = "therapist"', 'role = "witch"', ["line 53: “witch” is no role."]),
    (
        "from = 2026-01-01",
        "from = 2100-01-01",
        ["line 53: The role Therapist ends on 31.12.2099, before it begins on 01.01.2100."],
    ),
    ("from = 2026-01-01", 'from = "soon"', ["line 57: from must be a day, such as 2026-12-31."]),
    ('at = "nett"\n\n[[staff]]', "\n[[staff]]", ["line 60: at is missing."]),
    (
        '[[organisation.room]]\nname = "214"',
        '[[organisation.rom]]\nname = "214"',
        ["line 32: rom is nothing in organisation; did you mean room?"],
    ),
    (
        '[[staff]]\ngiven_name = "Rune"',
        '[[staf]]\ngiven_name = "Rune"',
        ["line 64: staf is nothing here; did you mean staff?"],
    ),
]


@pytest.mark.parametrize(("instead", "written", "sentences"), WRONG, ids=[f"{a[:20]} {b[:20]}" for a, b, _ in WRONG])
def test_a_fault_is_named_with_its_line_and_nothing_is_stored(
    empty: Platform, tmp_path: Path, instead: str, written: str, sentences: list[str]
) -> None:
    assert TRUST.count(instead) >= 1, instead
    result = bring(empty, tmp_path, TRUST.replace(instead, written, 1), "--apply")
    assert (result.exit_code, result.stdout) in ((2, ""), (1, "")), result.output
    if result.exit_code == 2:
        *faults, outcome = result.stderr.splitlines()
        assert [fault.split("trust.toml, ", 1)[1] for fault in faults] == sentences
        assert outcome == "Nothing was stored."
    else:
        assert isinstance(result.exception, BadUsage), result.exception
        assert all(sentence in str(result.exception) for sentence in sentences)
    assert counts(empty) == (0, 0, 0)


def test_every_fault_is_listed_at_once(empty: Platform, tmp_path: Path) -> None:
    text = (
        TRUST.replace("seats = 4", "seats = 0")
        .replace("capacity = 60", "capacity = -1")
        .replace(NUMBERS[0], "1")
        .replace("8-14", "8")
    )
    result = bring(empty, tmp_path, text, "--apply")
    assert [fault.split("trust.toml, ", 1)[1].split(":")[0] for fault in result.stderr.splitlines()[:-1]] == [
        "line 25", "line 32", "line 41", "line 46",
    ]  # fmt: skip
    assert counts(empty) == (0, 0, 0)


PRESENT = f"""
[[organisation]]
key = "fjordvest"
kind = "trust"
name = "Fjordvest sykehus"

[[organisation]]
key = "dag"
kind = "clinic"
name = "Dagbehandling"
under = "fjordvest"

[[organisation]]
key = "nett"
kind = "clinic"
name = "Nettbehandling"
under = "fjordvest"

[[staff]]
given_name = "Sara"
family_name = "Holm"
nin = "{NUMBERS[0]}"
present = "1-4"
substitute = "9144889"
role = [{{ role = "head", at = "dag" }}, {{ role = "therapist", at = "nett" }}]

[[staff]]
given_name = "Lars"
family_name = "Nes"
nin = "{NUMBERS[1]}"
hpr = "9144889"
role = [{{ role = "therapist", at = "nett" }}]
"""


def test_whoever_answers_works_at_any_of_her_places(empty: Platform, tmp_path: Path) -> None:
    assert said(bring(empty, tmp_path, PRESENT, "--apply"))["stored"] is True
    exported = run(empty, "export").stdout
    assert said(bring(empty, tmp_path, exported, "--apply")) == {"changes": [], "stored": False}


@pytest.mark.parametrize(
    ("instead", "written", "sentences"),
    [
        (
            'role = [{ role = "head", at = "dag" }, { role = "therapist", at = "nett" }]',
            "role = []",
            ["line 19: role is missing."],
        ),
        ('present = "1-4"\n', "", ["line 23: substitute is said without present."]),
        ('"1-4"', '"4-6"', ["line 23: “4-6” must be weekdays from 1 (Monday) to 5, such as 1-4."]),
        (NUMBERS[0], "12345", ["line 19: A national identity number or D-number has 11 digits."]),
        ('hpr = "9144889"\n', "", ["line 23: We find no such member of the staff here."]),
    ],
)
def test_what_cannot_be_of_her_days_is_said_once(
    empty: Platform, tmp_path: Path, instead: str, written: str, sentences: list[str]
) -> None:
    assert instead in PRESENT
    result = bring(empty, tmp_path, PRESENT.replace(instead, written, 1), "--apply")
    assert [fault.split("trust.toml, ", 1)[1] for fault in result.stderr.splitlines()[:-1]] == sentences
    assert counts(empty) == (0, 0, 0)


@pytest.mark.parametrize("text", ["key = ", "[[organisation", 'a = "\\ud800"', "a = 1\na = 2"])
def test_what_is_no_toml_is_one_sentence(empty: Platform, tmp_path: Path, text: str) -> None:
    result = bring(empty, tmp_path, text)
    assert isinstance(result.exception, BadUsage)
    assert "trust.toml is not TOML: " in result.exception.faults[0]


def test_the_line_of_each_thing() -> None:
    document = read_document(TRUST)
    lines = TRUST.splitlines()
    for place, beginning in (
        (("organisation", 0), "[[organisation]]"),
        (("organisation", 1, "settings"), "settings"),
        (("organisation", 1, "crisis"), "[organisation.crisis]"),
        (("organisation", 2, "room", 1), "[[organisation.room]]"),
        (("staff", 0, "role", 0, "to"), "to = 2099"),
        (("staff", 1, "role", 0), "[[staff.role]]"),
    ):
        assert lines[document.line(place) - 1].startswith(beginning), place
