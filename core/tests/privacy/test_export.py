"""Everything that is held about one person, and nothing of anybody else."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update

from varde import cli
from varde.audit.models import AccessEntry
from varde.identity.models import Person
from varde.kernel.vault import Vault
from varde.privacy.export import NotReadable, coarsened, export_of, research_of
from varde.testing.house import environment
from varde.testing.sample.models import Kit

from .conftest import Pair


def exported(pair: Pair, person_id: int) -> dict[str, list[dict[str, object]]]:
    with pair.house.work() as work:
        return {table.table: [dict(row) for row in table.rows] for table in export_of(work, person_id)}


def test_it_is_hers_and_opened(pair: Pair) -> None:
    tables = exported(pair, pair.ingrid.id)
    (person,), (kit,), (message,) = tables["person"], tables["sample_kit"], tables["message"]
    assert (person["family_name"], person["birth_date"], person["phone"]) == ("Solheim", "1990-05-17", "+4791234567")
    assert len(str(person["nin"])) == 11
    assert (kit["serial"], kit["place"], kit["lent_at"]) == ("A-1", "I gangen hos Ingrid.", "2026-09-21T08:00:00+00:00")
    assert message["body"] == "Hilsen Ingrid"
    assert [row["person_id"] for row in tables["enrolment"]] == [pair.ingrid.id]
    assert "Tor" not in str(tables)
    assert json.loads(json.dumps(tables)) == tables


def test_what_opens_a_session_or_finds_a_person_is_given_to_nobody(pair: Pair) -> None:
    pair.house.browser(pair.ingrid)
    tables = exported(pair, pair.ingrid.id)
    assert {"key_hash", "id_token"}.isdisjoint(tables["web_session"][0])
    assert "nin_fingerprint" not in tables["person"][0]


def test_what_was_hers_under_an_earlier_number_is_hers(pair: Pair) -> None:
    with pair.house.work() as work:
        work.session.execute(update(Person).where(Person.id == pair.ingrid.id).values(joined_into_id=pair.tor.id))
    tables = exported(pair, pair.tor.id)
    assert {row["id"] for row in tables["person"]} == {pair.ingrid.id, pair.tor.id}
    assert {row["place"] for row in tables["sample_kit"]} == {"I gangen hos Ingrid.", "I gangen hos Tor."}


def test_what_does_not_open_is_not_left_out_silently(pair: Pair) -> None:
    pair.house.platform.vault = Vault({"other": b"1" * 32}, "other")
    with pytest.raises(NotReadable, match=r"Something in the table \w+ does not open with the keys we have"):
        exported(pair, pair.ingrid.id)


def test_research_is_given_no_name_no_text_and_no_day(pair: Pair) -> None:
    with pair.house.work() as work:
        kit = work.session.scalars(select(Kit).where(Kit.enrolment_id == pair.ingrids)).one()
        kit.heard_at, kit.battery = work.now, 80
    with pair.house.work() as work:
        tables = {table.table: table.rows for table in research_of(work, pair.ingrid.id)}
    nothing = dict.fromkeys(("silent_since", "batteries_asked_at", "wanted_back_at"))
    assert tables["sample_kit"] == [
        {"lent_at": "2026-09", "heard_at": "2026-09", "battery": 80, "edition": 2, **nothing}
    ]
    assert tables["person"] == [{"birth_date": "1990", "sex": None}]
    assert tables["enrolment"][0]["programme"] == "sample"
    for words in ("Ingrid", "Solheim", "2026-09-", "gangen", str(pair.maren.family_name)):
        assert words not in str(tables)
    assert {"message", "access_entry", "web_session", "caseload_row"}.isdisjoint(tables)


@pytest.mark.parametrize(
    ("moment", "said"), [(datetime(2026, 9, 30, 23, 59), "2026-09"), (date(1990, 5, 17), "1990"), (None, None)]
)
def test_a_moment_is_its_month_and_a_date_its_year(moment: date | None, said: str | None) -> None:
    assert coarsened(moment) == said


# --- the command


def run(pair: Pair, *arguments: str, given: str = "") -> Result:
    url = str(pair.house.platform.engine.url)
    cli.platform.cache_clear()
    try:
        return CliRunner().invoke(cli.varde, ["privacy", "export", *arguments], input=given, env=environment(url))
    finally:
        cli.platform.cache_clear()


@pytest.mark.usefixtures("samples_installed")
def test_the_command_gives_it_and_the_log_says_so(pair: Pair) -> None:
    nin = str(exported(pair, pair.ingrid.id)["person"][0]["nin"])
    by_number, by_nin = run(pair, str(pair.ingrid.id)), run(pair, "-", given=f"{nin}\n")
    for result in (by_number, by_nin):
        assert result.exit_code == 0, result.output
        given = json.loads(result.stdout)
        assert given["person"] == pair.ingrid.id
        assert "I gangen hos Ingrid." in result.stdout
        assert "Tor" not in result.stdout
    with pair.house.work() as work:
        entries = work.session.scalars(select(AccessEntry).where(AccessEntry.what == "export")).all()
        assert [(entry.patient_id, entry.action, entry.basis) for entry in entries] == [
            (pair.ingrid.id, "read", "access_request")
        ] * 2


@pytest.mark.usefixtures("samples_installed")
@pytest.mark.parametrize(
    ("arguments", "given", "sentence"),
    [
        (["4711"], "", "There is nobody with this number."),
        (["Ingrid"], "", "There is nobody with this number."),
        (["99999999999999999999"], "", "There is nobody with this number."),
        (["-"], "12345678901\n", "The first six digits are not a date"),
        (["-"], "", "A national identity number or D-number has 11 digits."),
    ],
)
def test_whom_nobody_knows_is_one_sentence(pair: Pair, arguments: list[str], given: str, sentence: str) -> None:
    result = run(pair, *arguments, given=given)
    assert result.exit_code != 0
    assert sentence in str(result.exception)
    assert result.stdout == ""
