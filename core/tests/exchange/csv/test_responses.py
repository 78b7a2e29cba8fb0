"""Answers from an earlier system: what is stored, scored and counted, what is left alone, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from varde.alerts.models import RaisedAlert
from varde.assessments.events import ResponseSubmitted
from varde.assessments.models import Response
from varde.audit.models import AccessEntry
from varde.benefits.counting.service import cells_of
from varde.caseload.models import CaseloadRow
from varde.enrolments.models import Enrolment, Referral
from varde.exchange.csv.commands import import_group
from varde.exchange.csv.importing import ImportReport
from varde.exchange.csv.response_import import import_responses
from varde.exchange.csv.response_rows import read_answers
from varde.identity.models import Person
from varde.kernel.console import Console
from varde.kernel.jobs import Outbox
from varde.notifications.models import Delivery
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem

if TYPE_CHECKING:
    from varde.testing.house import House

HEAD = "person,started,occasion,date,instrument,item,answer,track\n"
Bring = Callable[..., ImportReport]


def rows_of(
    person: str, occasion: str, on: str, instrument: str, answers: dict[str, object], started: str = "2024-01-08"
) -> str:
    return "".join(
        f"{person},{started},{occasion},{on},{instrument},{item},{'' if answer is None else answer},depression\n"
        for item, answer in answers.items()
    )


def phq(each: int, ninth: int | None = 0) -> dict[str, object]:
    return {**{f"q{number}": each for number in range(1, 9)}, "q9": ninth}


ROWS = (
    HEAD
    + rows_of("a", "start", "2024-01-08", "phq-9", phq(2, 3))
    + rows_of("a", "end", "2024-04-16", "phq-9", phq(0, None))
    + rows_of("a", "start", "2024-01-09", "gad-7", {"q1": 1})
    + rows_of("b", "start", "2024-02-05", "phq-9", phq(1), started="2024-02-01")
)


@pytest.fixture
def bring(house: House) -> Bring:
    def run(
        rows: str | bytes = ROWS,
        *,
        organisation: str = "klinikken",
        programme: str = "emeistring",
        dry_run: bool = False,
    ) -> ImportReport:
        raw = rows.encode() if isinstance(rows, str) else rows
        with house.work() as work:
            return import_responses(work, raw, organisation=organisation, programme=programme, dry_run=dry_run)

    return run


def everything(house: House) -> dict[str, list[dict[str, Any]]]:
    """Every row of the tables an import writes to, and of those it must not."""
    with house.work() as work:
        return {
            kind.__tablename__: [
                {c.key: getattr(row, c.key) for c in kind.__table__.columns if hasattr(row, c.key)}
                for row in work.session.scalars(select(kind))
            ]
            for kind in (
                Person,
                Enrolment,
                Referral,
                AgendaItem,
                Response,
                AccessEntry,
                RaisedAlert,
                Delivery,
                CaseloadRow,
            )
        }


def test_answers_are_kept_and_scored(house: House, bring: Bring) -> None:
    assert bring() == ImportReport(rows=28, persons_new=2, responses_new=4)
    found = everything(house)
    stored = {(r["occasion"], r["instrument"], r["total"]): r for r in found["response"]}
    first = stored["start", "phq-9", 19]
    assert first["answers"] == {**{f"q{n}": 2 for n in range(1, 9)}, "q9": 3}
    assert (first["mode"], first["status"], first["band"]) == ("import", "scored", "moderately_severe")
    assert first["flags"]["item9_alert"] == "red"
    assert first["submitted_at"].date() == date(2024, 1, 8)
    assert (first["by_id"], first["version"]) == (None, "1")
    last = stored["end", "phq-9", 0]
    assert "q9" not in last["answers"]
    assert last["n_missing"] == 1
    assert (stored["start", "gad-7", None]["status"], stored["start", "phq-9", 8]["band"]) == ("not_scored", "mild")
    assert {e["state"] for e in found["enrolment"]} == {"completed"}
    assert [(e["imported"], e["track"], e["started_at"].date(), e["ended_at"].date()) for e in found["enrolment"]] == [
        (True, "depression", date(2024, 1, 8), date(2024, 4, 16)),
        (True, "depression", date(2024, 2, 1), date(2024, 2, 5)),
    ]
    done = {(item["enrolment_id"], item["key"]): item for item in found["agenda_item"]}
    assert len(done) == 3
    assert {(item["state"], item["act_at"]) for item in found["agenda_item"]} == {("done", None)}
    assert {(p["given_name"], p["nin_sealed"]) for p in found["person"]} == {("Importert", None)}
    assert [(row["role"], row["basis"]) for row in found["access_entry"]] == [("system", "import")] * 2


def test_a_response_is_dated_by_its_own_day(house: House, bring: Bring) -> None:
    bring()
    with house.work() as work:
        at = work.session.scalar(select(Response.submitted_at).where(Response.instrument == "gad-7"))
    assert at is not None
    assert at.date() == date(2024, 1, 9)


def test_the_past_alerts_and_tells_nobody(house: House, bring: Bring) -> None:
    """PHQ-9 item 9 at its highest would be an alert today."""
    bring()
    house.platform.drain()
    tick(house.platform)
    house.clock.move(days=3)
    tick(house.platform)
    house.platform.drain()
    found = everything(house)
    assert not found[RaisedAlert.__tablename__]
    assert not found[Delivery.__tablename__]
    assert not found[CaseloadRow.__tablename__]
    with house.work() as work:
        assert {row.job for row in work.session.scalars(select(Outbox))} == {"benefits.count"}


def test_an_imported_response_raises_nothing_even_when_it_is_announced(house: House, bring: Bring) -> None:
    bring()
    with house.work() as work:
        response = work.session.scalars(select(Response).where(Response.total == 19)).one()
        work.publish(ResponseSubmitted(response.enrolment_id, response.id, 1, 1))
    house.platform.drain()
    assert not everything(house)[RaisedAlert.__tablename__]


def test_it_is_counted(house: House, bring: Bring) -> None:
    bring()
    house.platform.drain()
    with house.work() as work:
        cells = cells_of(work, "emeistring", [house.clinic.id])
    found = {(k.scale, k.occasion, k.month): s for k, s in cells if k.group == "all" and not k.category}
    assert found["phq-9", "start", "2024-01"].s1 == 19_000
    assert found["phq-9", "start", "2024-02"].s1 == 8_000
    assert (found["phq-9", "end", "2024-01"].n, found["phq-9", "end", "2024-01"].pn) == (1, 1)
    assert not [k for k, _ in cells if k.scale == "wait"]


def test_a_second_run_changes_nothing(house: House, bring: Bring) -> None:
    bring()
    before = everything(house)
    house.clock.move(days=30)
    assert bring() == ImportReport(rows=28, persons_known=2, responses_known=4)
    assert everything(house) == before


def test_a_dry_run_stores_nothing(house: House, bring: Bring) -> None:
    assert bring(dry_run=True) == ImportReport(rows=28, persons_new=2, responses_new=4, dry_run=True)
    assert not any(everything(house).values())


def test_a_grown_file_adds_what_is_new(house: House, bring: Bring) -> None:
    bring(HEAD + rows_of("a", "start", "2024-01-08", "phq-9", phq(2, 3)))
    assert bring() == ImportReport(rows=28, persons_new=1, persons_known=1, responses_new=3, responses_known=1)
    found = everything(house)
    assert [p["family_name"] for p in found["person"]] == ["1", "2"]
    assert len(found["agenda_item"]) == 3


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("q1,2,", "q1,1,"), "Row 2: phq-9 at start was imported before with other answers or another date."),
        (("2024-04-16", "2024-04-17"), "Row 11: phq-9 at end was imported before with other answers or another date."),
        (
            ("a,2024-01-08,", "a,2024-01-07,"),
            "Row 2: this person was imported before with another start, track or end.",
        ),
    ],
)
def test_a_changed_file_is_a_conflict(house: House, bring: Bring, change: tuple[str, str], sentence: str) -> None:
    bring()
    before = everything(house)
    assert [str(fault) for fault in bring(ROWS.replace(*change)).faults] == [sentence]
    assert everything(house) == before


def test_an_end_is_kept(house: House, bring: Bring) -> None:
    rows = "person,started,ended,occasion,date,instrument,item,answer,version\n"
    assert bring(rows + "x,2024-01-08,2024-03-01,start,2024-01-08,ibs-sss,no_such,1,1\n", programme="ibs").faults
    rows += "x,2024-01-08,2024-03-01,start,2024-01-08,who-5,q1,3,1\n"
    assert bring(rows, programme="ibs").stored
    assert everything(house)["enrolment"][0]["ended_at"].date() == date(2024, 3, 1)
    assert bring(rows.replace("2024-03-01", "2024-03-02"), programme="ibs").faults


GOOD = "a,2024-01-08,start,2024-01-08,phq-9,q1,2,depression\n"
WRONG_ROWS = [
    (
        GOOD.replace("q1,2", "q1,4"),
        "Row 2, column “answer”: phq-9, item q1: the answer is 4, but it must be one of 0, 1, 2, 3.",
    ),
    (
        GOOD.replace("q1,2", "q1,1.5"),
        "Row 2, column “answer”: phq-9, item q1: the answer is 1.5, but it must be a whole number from 0 to 3.",
    ),
    (
        GOOD.replace("q1,2", "q1,two"),
        'Row 2, column “answer”: phq-9, item q1: the answer is "two", but it must be a whole number from 0 to 3.',
    ),
    (
        GOOD.replace("q1,2", "q1,true"),
        "Row 2, column “answer”: phq-9, item q1: the answer is True, but it must be a whole number from 0 to 3.",
    ),
    (
        GOOD.replace("q1", "q11"),
        "Row 2, column “item”: phq-9 has no item called q11; its items are q1, q2, q3, q4, q5, q6, q7, q8, q9, q10.",
    ),
    (
        GOOD.replace("phq-9", "PHQ9"),
        "Row 2, column “instrument”: no instrument “PHQ9” is installed (did you mean “phq-9”?).",
    ),
    (GOOD.replace("phq-9", "åøæ"), "Row 2, column “instrument”: no instrument “åøæ” is installed."),
    (GOOD + GOOD, "Row 3, column “item”: q1 of phq-9 at start stands in row 2 too."),
    (GOOD + GOOD.replace("q1,2", "q1,"), "Row 3, column “item”: q1 of phq-9 at start stands in row 2 too."),
    (
        GOOD + GOOD.replace("start,2024-01-08", "start,2024-01-09").replace("q1", "q2"),
        "Row 3, column “date”: phq-9 at start is dated 2024-01-08 in row 2.",
    ),
    (
        GOOD.replace("start,2024-01-08", "start,2024-01-07"),
        "Row 2, column “date”: 2024-01-07 is before 2024-01-08, when the treatment started.",
    ),
    (GOOD.replace("start,2024-01-08", "start,2026-09-22"), "Row 2, column “date”: 2026-09-22 is in the future."),
    (
        GOOD.replace("start,2024-01-08", "start,8.1.2024"),
        "Row 2, column “date”: “8.1.2024” is not a date; dates are written 2024-11-30.",
    ),
    (GOOD.replace("a,2024-01-08", "a,2027-01-08"), "Row 2, column “started”: 2027-01-08 is in the future."),
    (
        GOOD.replace("a,2024-01-08", "a,1924-01-08"),
        "Row 2, column “started”: 1924-01-08 is before 1970-01-01, the earliest that can be imported.",
    ),
    (
        GOOD + GOOD.replace("a,2024-01-08", "a,2024-01-07").replace("q1", "q2"),
        "Row 3, column “person”: the same person has another start, track or end in row 2.",
    ),
    (GOOD.replace("a,", ",", 1), "Row 2, column “person”: a person's id has 1 to 100 characters."),
    (
        GOOD.replace("depression", "sorrow"),
        "Row 2, column “track”: The programme emeistring has no track “sorrow”. It has "
        "panic, social_anxiety, depression.",
    ),
    (
        GOOD.replace("depression", ""),
        "Row 2, column “track”: The programme emeistring has tracks; name one of panic, social_anxiety, depression.",
    ),
    (GOOD.replace(",depression", ""), "Row 2: there are 7 fields, and the header has 8."),
]


@pytest.mark.parametrize(("rows", "sentence"), WRONG_ROWS)
def test_a_bad_row_is_named(house: House, bring: Bring, rows: str, sentence: str) -> None:
    report = bring(HEAD + rows)
    assert [str(fault) for fault in report.faults] == [sentence]
    assert not report.stored
    assert not any(everything(house).values())


def test_an_occasion_nobody_has_is_named(bring: Bring) -> None:
    (fault,) = bring(HEAD + GOOD.replace("start,", "autumn,")).faults
    assert str(fault).startswith(
        "Row 2, column “occasion”: The programme emeistring has no occasion “autumn” on the track depression. It has start, "
    )


def test_a_superseded_version_is_named(house: House, bring: Bring) -> None:
    head = "person,started,occasion,date,instrument,version,item,answer,track\n"
    row = "a,2024-01-08,start,2024-01-08,phq-9,0.9,q1,2,depression\n"
    assert [str(fault) for fault in bring(head + row).faults] == [
        "Row 2, column “version”: phq-9 is scored here in version 1, and this is version 0.9."
    ]
    assert bring(head + row.replace("0.9", "1")).stored
    assert bring(head + row.replace("0.9", "").replace("a,", "b,", 1)).stored


WRONG_FILES = [
    ("", "The file has no rows."),
    (HEAD, "The file has no rows."),
    (
        HEAD.replace("person", "patient") + GOOD,
        "Row 1, column “patient”: this column is not known; columns are person, "
        "started, occasion, date, instrument, item, answer, version, track, ended and context.NAME.",
    ),
    (HEAD.replace("person", "patient") + GOOD, "Row 1, column “person”: the file must have this column, and does not."),
    (
        HEAD.replace("track", "Tracks") + GOOD,
        "Row 1, column “Tracks”: this column is not known (did you mean “track”?); "
        "columns are person, started, occasion, date, instrument, item, answer, version, track, ended and context.NAME.",
    ),
    (HEAD.replace("track", "item") + GOOD, "Row 1, column “item”: the header names this column more than once."),
    ((HEAD + GOOD).encode("utf-16"), "The file is not UTF-8: byte 1, on line 1, cannot be read."),
]


@pytest.mark.parametrize(("rows", "sentence"), WRONG_FILES)
def test_a_bad_file_is_named(house: House, bring: Bring, rows: str | bytes, sentence: str) -> None:
    assert sentence in [str(fault) for fault in bring(rows).faults]
    assert not any(everything(house).values())


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ({"organisation": "nowhere"}, "There is no organisation “nowhere”."),
        ({"programme": "nothing"}, "There is no programme “nothing”. There are emeistring, frisklivs, ibs."),
        ({"organisation": "fjordvest"}, "The organisation fjordvest does not offer the programme emeistring."),
        ({"programme": "ibs"}, "Row 2, column “track”: The programme ibs has no tracks, and “depression” is given."),
    ],
)
def test_what_is_not_there_is_named(bring: Bring, where: dict[str, str], sentence: str) -> None:
    assert str(bring(HEAD + GOOD, **where).faults[0]) == sentence


def test_every_bad_row_is_named_at_once_in_order(house: House, bring: Bring) -> None:
    report = bring(HEAD + GOOD + GOOD.replace("q1,2", "q2,7") + "b\n" + GOOD.replace("q1", "q99") + GOOD)
    assert [fault.row for fault in report.faults] == [3, 4, 5, 6]
    assert not any(everything(house).values())


@given(st.binary(max_size=200) | st.text("a,;\"'\n1é\0", max_size=80).map(str.encode))
def test_no_file_makes_reading_fail(raw: bytes) -> None:
    rows, faults = read_answers(raw)
    assert not rows
    assert faults


@settings(max_examples=settings().max_examples // 10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_rows_does_not_matter(bring: Bring, data: st.DataObject) -> None:
    rows = ROWS.splitlines(keepends=True)[1:]
    shuffled = bring(HEAD + "".join(data.draw(st.permutations(rows))), dry_run=True)
    assert shuffled == ImportReport(rows=28, persons_new=2, responses_new=4, dry_run=True)


def lookups(house: House, bring: Bring, persons: int, first: int) -> int:
    """The statements that are no INSERT: those go many at a time, except on SQLite."""
    rows = "".join(
        rows_of(f"p{number}", occasion, on, "phq-9", phq(number % 3))
        for number in range(first, first + persons)
        for occasion, on in (("start", "2024-01-08"), ("end", "2024-04-15"))
    )
    with house.counted() as made:
        assert bring(HEAD + rows).stored
    return sum(not statement.startswith("INSERT") for statement in made)


def test_lookups_do_not_grow_with_the_answers(house: House, bring: Bring) -> None:
    few, many = lookups(house, bring, 5, 100), lookups(house, bring, 60, 200)
    # The caseload asks once for each person whether she is on it.
    assert many - few <= 60 - 5
    again = lookups(house, bring, 60, 200)
    assert again <= 6
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Response)) == 2 * 65


# --- the command


@pytest.fixture
def command(house: House, tmp_path: Path) -> Callable[..., Result]:
    def run(rows: str, *more: str) -> Result:
        (tmp_path / "answers.csv").write_text(rows, encoding="utf-8")
        words = ["responses", str(tmp_path / "answers.csv"), "--organisation", "klinikken", "--programme", "emeistring"]
        console = Console(lambda: house.platform.catalogue, lambda: house.platform)
        return CliRunner().invoke(import_group, [*words, *more], obj=console)

    return run


def test_the_command_sums_up_in_json(command: Callable[..., Result]) -> None:
    trial, first, second = command(ROWS, "--dry-run"), command(ROWS), command(ROWS)
    assert (trial.exit_code, first.exit_code, second.exit_code) == (0, 0, 0)
    assert json.loads(trial.stdout)["stored"] is False
    assert json.loads(first.stdout) == {
        "stored": True,
        "dry_run": False,
        "rows": 28,
        "persons_new": 2,
        "persons_known": 0,
        "responses_new": 4,
        "responses_known": 0,
        "faults": 0,
    }
    assert json.loads(second.stdout)["responses_new"] == 0
    assert first.stderr == ""


def test_the_command_shows_fifty_faults_and_how_many_more(house: House, command: Callable[..., Result]) -> None:
    result = command(HEAD + "".join(GOOD.replace("a,", f"p{n},", 1).replace("q1,2", "q1,9") for n in range(60)))
    said = result.stderr.splitlines()
    assert result.exit_code == 2
    assert json.loads(result.stdout)["faults"] == 60
    assert len(said) == 52
    assert said[50:] == ["and 10 more", "Nothing was stored."]
    assert not any(everything(house).values())


def test_the_command_names_a_file_that_is_not_there(house: House, tmp_path: Path) -> None:
    words = ["responses", str(tmp_path / "gone.csv"), "--organisation", "x", "--programme", "y"]
    console = Console(lambda: house.platform.catalogue, lambda: house.platform)
    result = CliRunner().invoke(import_group, words, obj=console)
    assert result.exit_code == 2
    assert json.loads(result.stdout)["stored"] is False
    assert "gone.csv cannot be read" in result.stderr
