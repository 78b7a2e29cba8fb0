"""What an import stores, that a second one stores nothing, and what the command says."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from varde.assessments.models import Response
from varde.audit.models import AccessEntry
from varde.caseload.models import CaseloadRow
from varde.enrolments.models import Enrolment, Referral
from varde.exchange.csv.commands import import_group
from varde.exchange.csv.importing import ImportReport
from varde.exchange.csv.legacy import LegacyPerson, people_of, read_rows
from varde.exchange.csv.mapping import read_mapping
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.kernel.console import Console
from varde.programmes.values import Programme
from varde.scheduling.models import AgendaItem
from varde.scoring_many.file import score_file
from varde.testing.counted import cells_in

from .conftest import LONG, LONG_ROWS, WIDE, WIDE_ROWS

if TYPE_CHECKING:
    from varde.testing.house import House

Bring = Callable[..., ImportReport]


def everything(house: House) -> dict[str, list[dict[str, Any]]]:
    """Every row of the tables an import writes to."""
    with house.work() as work:
        return {
            kind.__tablename__: [
                {c.key: getattr(row, c.key) for c in kind.__table__.columns if hasattr(row, c.key)}
                for row in work.session.scalars(select(kind).order_by(kind.id))
            ]
            for kind in (Person, Enrolment, Referral, AgendaItem, Response, AccessEntry)
        }


def totals(house: House) -> dict[tuple[str, str, str], float | None]:
    with house.work() as work:
        rows = work.session.execute(
            select(Person.family_name, Response.occasion, Response.instrument, Response.total)
            .join(Enrolment, Enrolment.person_id == Person.id)
            .join(Response, Response.enrolment_id == Enrolment.id)
        )
        return {(name, occasion, instrument): total for name, occasion, instrument, total in rows}


def test_a_long_file_becomes_completed_enrolments_with_answers(house: House, bring: Bring) -> None:
    report = bring()
    assert report == ImportReport(rows=4, persons_new=2, responses_new=5)
    assert totals(house) == {
        ("1", "start", "guide-total"): 25,
        ("1", "start", "phq-9"): 18,
        ("1", "end", "guide-total"): 9.5,
        ("2", "start", "guide-total"): 30,
        ("2", "end", "phq-9"): 12,
    }
    found = everything(house)
    for enrolment in found["enrolment"]:
        assert (enrolment["state"], enrolment["imported"], enrolment["track"]) == ("completed", True, "north")
        assert enrolment["started_at"].date() == date(2024, 1, 8)
        assert enrolment["ended_at"].date() == date(2024, 4, 15)  # fourteen weeks on, where the programme plans the end
        assert len(enrolment["source_key"]) == 64
    assert {row["source"] for row in found["referral"]} == {"import"}
    assert {(row["state"], row["act_at"]) for row in found["agenda_item"]} == {("done", None)}
    assert {row["mode"] for row in found["response"]} == {"import"}
    by_instrument = {row["instrument"]: row for row in found["response"] if row["occasion"] == "start"}
    assert by_instrument["guide-total"]["answers"] == {"total": 30}
    assert by_instrument["phq-9"]["answers"] == {}
    assert by_instrument["phq-9"]["band"] == "moderately_severe"
    assert [(row["role"], row["action"], row["what"], row["basis"]) for row in found["access_entry"]] == [
        ("system", "write", "imported_scores", "import")
    ] * 2


def test_nobody_can_be_recognised(house: House, bring: Bring) -> None:
    bring(LONG_ROWS.replace("a,", "01019012345,"))
    for person in everything(house)["person"]:
        assert person["given_name"] == "Importert"
        assert (person["nin_sealed"], person["nin_fingerprint"], person["birth_date"]) == (None, None, None)
    assert "01019012345" not in str(everything(house))
    with house.work() as work:
        assert work.session.scalars(select(CaseloadRow)).all() == []


def test_a_wide_file_has_its_own_dates_and_tracks(house: House, bring: Bring) -> None:
    assert bring(WIDE_ROWS, WIDE) == ImportReport(rows=2, persons_new=2, responses_new=3)
    assert totals(house)["1", "end", "guide-total"] == 9.5
    found = everything(house)
    assert [(e["track"], e["started_at"].date()) for e in found["enrolment"]] == [
        ("north", date(2024, 1, 8)),
        ("south", date(2024, 2, 5)),
    ]
    assert [r["submitted_at"].date() for r in found["response"]] == [
        date(2024, 1, 8),
        date(2024, 4, 20),
        date(2024, 2, 5),
    ]


def test_a_second_run_changes_nothing(house: House, bring: Bring) -> None:
    bring()
    before = everything(house)
    house.clock.move(days=30)
    assert bring() == ImportReport(rows=4, persons_known=2, responses_known=5)
    assert everything(house) == before


def test_a_dry_run_checks_everything_and_stores_nothing(house: House, bring: Bring) -> None:
    assert bring(dry_run=True) == ImportReport(rows=4, persons_new=2, responses_new=5, dry_run=True)
    assert not any(everything(house).values())
    assert bring(LONG_ROWS.replace("30", "99"), dry_run=True).faults


def test_a_changed_file_is_a_conflict(house: House, bring: Bring) -> None:
    bring()
    before = everything(house)
    report = bring(LONG_ROWS.replace("9.5", "11"))
    assert [str(fault) for fault in report.faults] == [
        "Row 3, column “ham”: guide-total at end on 2024-04-15 is not what was imported before: the total was 9.5 and is 11. "
        "--correct WHY replaces it."
    ]
    moved = bring(LONG_ROWS, LONG.replace("2024-01-08", "2024-01-09"))
    assert str(moved.faults[0]) == (
        "Row 2: this person was imported before with another start (2024-01-08, and 2024-01-09 here)."
    )
    assert everything(house) == before


def test_a_grown_file_adds_what_is_new(house: House, bring: Bring) -> None:
    bring(LONG_ROWS.splitlines()[0] + "\na,F,1,25,18\nb,M,1,30,\n")
    house.platform.drain()
    assert bring() == ImportReport(rows=4, persons_known=2, responses_new=2, responses_known=3)
    house.platform.drain()
    assert len(everything(house)["person"]) == 2
    with house.work() as work:
        found = {(k.scale, k.occasion): s for k, s in cells_in(work).items() if k.group == "all" and not k.category}
    assert found["guide-total", "end"].n == 1
    assert found["guide-total", "end"].pn == 1


def test_the_same_id_elsewhere_is_somebody_else(house: House, bring: Bring) -> None:
    bring()
    assert bring(organisation="elsewhere").persons_new == 2
    assert [p["family_name"] for p in everything(house)["person"]] == ["1", "2", "3", "4"]


def test_scores_are_counted_and_no_way_in_is(house: House, bring: Bring) -> None:
    bring()
    house.platform.drain()
    with house.work() as work:
        cells = cells_in(work).items()
    assert {k.category: s.n for k, s in cells if k.scale == "flow"} == {"imported": 2}
    assert {k.occasion: s.n for k, s in cells if k.scale == "guide-total" and k.group == "all" and not k.category} == {
        "start": 2,
        "end": 1,
    }
    assert not [k for k, _ in cells if k.scale == "wait"]


numbers = st.integers(0, 52)
cohorts = st.dictionaries(st.integers(1, 99), st.tuples(numbers, st.none() | numbers), min_size=1, max_size=8)


@settings(max_examples=settings().max_examples * 3 // 20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=cohorts, data=st.data())
def test_the_order_of_rows_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    bring: Bring,
    house: House,
    people: dict[int, tuple[int, int | None]],
    data: st.DataObject,
) -> None:
    rows = [
        f"{who},F,{time},{'' if total is None else total},\n"
        for who, both in people.items()
        for time, total in enumerate(both, 1)
    ]
    place = data.draw(st.sampled_from(["klinikken", "elsewhere"]))
    first = bring("id,sex,time,ham,phq\n" + "".join(rows), dry_run=True, organisation=place)
    again = bring("id,sex,time,ham,phq\n" + "".join(data.draw(st.permutations(rows))), dry_run=True, organisation=place)
    assert replace(first, faults=()) == replace(again, faults=())
    assert first.responses_new == sum(total is not None for both in people.values() for total in both)


# --- the command


@pytest.fixture
def command(house: House, tmp_path: Path) -> Callable[..., Result]:
    def run(rows: str = LONG_ROWS, mapping: str = LONG, *more: str) -> Result:
        (tmp_path / "scores.csv").write_text(rows, encoding="utf-8")
        (tmp_path / "map.toml").write_text(mapping, encoding="utf-8")
        words = [
            "scores",
            str(tmp_path / "scores.csv"),
            "--organisation",
            "klinikken",
            "--programme",
            "ridge",
            "--mapping",
            str(tmp_path / "map.toml"),
            *more,
        ]
        return CliRunner().invoke(
            import_group, words, obj=Console(lambda: house.platform.catalogue, lambda: house.platform)
        )

    return run


def test_the_command_sums_up_in_json(command: Callable[..., Result]) -> None:
    first, second = command(), command()
    assert first.exit_code == second.exit_code == 0
    assert json.loads(first.stdout) == {
        "stored": True,
        "dry_run": False,
        "rows": 4,
        "persons_new": 2,
        "persons_known": 0,
        "responses_new": 5,
        "responses_known": 0,
        "responses_corrected": 0,
        "dangers": 0,
        "faults": 0,
    }
    assert json.loads(second.stdout)["responses_new"] == 0
    assert first.stderr == ""


def test_the_command_dry_run(house: House, command: Callable[..., Result]) -> None:
    assert json.loads(command(LONG_ROWS, LONG, "--dry-run").stdout)["stored"] is False
    assert not any(everything(house).values())


def test_the_command_shows_fifty_faults_and_how_many_more(house: House, command: Callable[..., Result]) -> None:
    result = command("id,sex,time,ham,phq\n" + "".join(f"{n},F,1,99,\n" for n in range(60)))
    said = result.stderr.splitlines()
    assert result.exit_code == 2
    assert json.loads(result.stdout) == {
        "stored": False,
        "dry_run": False,
        "rows": 60,
        "persons_new": 60,
        "persons_known": 0,
        "responses_new": 0,
        "responses_known": 0,
        "responses_corrected": 0,
        "dangers": 0,
        "faults": 60,
    }
    assert len(said) == 52
    assert said[0] == "Row 2, column “ham”: 99 is outside 0 to 52, the range of guide-total."
    assert said[50:] == ["and 10 more", "Nothing was stored."]
    assert not any(everything(house).values())


def test_the_command_says_what_is_wrong_with_its_files(
    command: Callable[..., Result], tmp_path: Path, house: House
) -> None:
    bad = command(LONG_ROWS, "layout = 1")
    assert bad.exit_code == 2
    assert json.loads(bad.stdout)["stored"] is False
    assert "“layout”" in bad.stderr
    gone = ["scores", str(tmp_path / "no.csv"), "--organisation", "x", "--programme", "y", "--mapping", str(tmp_path)]
    result = CliRunner().invoke(
        import_group, gone, obj=Console(lambda: house.platform.catalogue, lambda: house.platform)
    )
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


# --- as other programs write them

DATA = Path(__file__).parents[1] / "data"


def test_a_file_of_excel_in_norway_with_its_mapping(house: House, bring: Bring) -> None:
    mapping = (DATA / "scores-mapping.toml").read_text(encoding="utf-8").replace('"3m"', '"end"')
    mapping = mapping.replace("[enrolment]", '[enrolment]\ntrack = "north"')
    raw = (DATA / "scores-excel-norwegian.csv").read_bytes().replace(b"310;210,5", b"31;21,5").replace(b"280;", b"28;")
    for said in (mapping, mapping.replace('delimiter = ";"\ndecimal = ","\n', "")):
        report = bring(raw, said)
        assert report.faults == ()
    assert report.responses_known == 3
    assert totals(house) == {
        ("1", "start", "guide-total"): 31,
        ("1", "end", "guide-total"): 21.5,
        ("2", "start", "guide-total"): 28,
    }
    assert {enrolment["started_at"].date() for enrolment in everything(house)["enrolment"]} == {date(2024, 3, 1)}


def test_a_total_with_any_number_of_decimals(house: House, bring: Bring) -> None:
    assert bring("id,sex,time,ham,phq\na,F,1,25.12345678901234,18\n").faults == ()
    assert totals(house)["1", "start", "guide-total"] == 25.12345678901234


def test_scores_that_varde_wrote_are_brought_in_again(house: House, bring: Bring, tmp_path: Path) -> None:
    answers = "id,q1,q2,q3,q4,q5,q6,q7,q8,q9\n=a,3,3,3,3,3,3,3,3,0\nb,0,1,0,1,0,1,0,1,0\n"
    (tmp_path / "in.csv").write_text(answers, encoding="utf-8")
    phq = house.platform.catalogue.one(Instrument, "phq-9")
    score_file(phq, tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "errors.csv")
    mapping = """
layout = "wide"
ignore = ["status", "band", "n_missing", "flag.*"]
[person]
column = "id"
[enrolment]
track = "north"
start = 2024-01-08
[scores]
total = { instrument = "phq-9", occasion = "start" }
"""
    assert bring((tmp_path / "out.csv").read_bytes(), mapping).faults == ()
    assert totals(house) == {("1", "start", "phq-9"): 24, ("2", "start", "phq-9"): 4}
    ids = [person.source_id for person in _people((tmp_path / "out.csv").read_bytes(), mapping, house)]
    assert ids == ["=a", "b"]


def _people(raw: bytes, mapping: str, house: House) -> list[LegacyPerson]:
    said = read_mapping(mapping.encode())
    programme = house.platform.catalogue.one(Programme, "ridge")
    people, _ = people_of(
        read_rows(raw, said), said, programme, house.platform.catalogue.all(Instrument), date(2026, 9, 21)
    )
    return people
