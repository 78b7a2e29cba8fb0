"""A file that comes again: the same adds nothing, another one says what is otherwise, and replaces it only when that is asked
for; and one that is stopped in the middle has stored nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from varde.assessments.correcting import correct, corrections_of
from varde.assessments.models import Correction, Response
from varde.enrolments.models import Enrolment, EnrolmentEvent
from varde.exchange.csv.imported import day_of
from varde.exchange.csv.importing import ImportReport
from varde.kernel.errors import BadUsage
from varde.testing.counted import cells_in
from varde.testing.house import all_samples, environment, make_house, sqlite_url

from .answer_files import HEAD, ROWS, Bring, everything, phq, rows_of
from .conftest import LONG, LONG_ROWS

if TYPE_CHECKING:
    from varde.testing.house import House

WHY = "Kilden ble rettet 3. mai."
PEOPLE = 700
"""Seconds of work for whoever brings them in."""
OTHERWISE = ROWS.replace("q1,2,", "q1,1,").replace("a,2024-01-08,end,2024-04-16", "a,2024-01-08,end,2024-04-18")


def stored(house: House) -> dict[tuple[str, str, str], tuple[date, float | None, str]]:
    """By person, occasion and instrument: the day, the total and the FHIR-like mark of whether it was corrected."""
    with house.work() as work:
        rows = work.session.execute(select(Response, Enrolment).join(Enrolment, Enrolment.id == Response.enrolment_id))
        return {
            (f"{row[1].id}", row[0].occasion, row[0].instrument): (
                day_of(work, row[0].submitted_at),
                row[0].total,
                "corrected" if row[0].corrected_at else "",
            )
            for row in rows
            if row[0].submitted_at is not None
        }


# --- answers


def test_a_file_that_says_otherwise_replaces_it_when_that_is_asked_for(house: House, bring_answers: Bring) -> None:
    bring_answers()
    trial = bring_answers(OTHERWISE, correct=WHY, dry_run=True)
    assert (trial.responses_corrected, trial.stored, trial.faults) == (2, False, ())
    assert bring_answers(OTHERWISE, correct=WHY) == ImportReport(
        rows=28, persons_known=2, responses_known=2, responses_corrected=2
    )
    assert stored(house) == {
        ("1", "start", "phq-9"): (date(2024, 1, 8), 18, "corrected"),
        ("1", "end", "phq-9"): (date(2024, 4, 18), 0, "corrected"),
        ("1", "start", "gad-7"): (date(2024, 1, 9), None, ""),
        ("2", "start", "phq-9"): (date(2024, 2, 5), 8, ""),
    }
    with house.work() as work:
        responses = work.session.scalars(select(Response).order_by(Response.id)).all()
        views = [view for each in corrections_of(work, responses).values() for view in each]
        assert [(view.by, view.reason, view.changed) for view in views] == [("", WHY, ("q1",)), ("", WHY, ())]
        assert [view.before.total for view in views] == [19, 0]
    assert bring_answers(OTHERWISE) == ImportReport(rows=28, persons_known=2, responses_known=4)


def test_the_figures_follow(house: House, bring_answers: Bring) -> None:
    bring_answers()
    house.platform.drain()
    bring_answers(OTHERWISE, correct=WHY)
    house.platform.drain()
    with house.work() as work:
        scores = [
            stats.moments.s1
            for key, stats in cells_in(work).items()
            if (key.group, key.scale, key.occasion, key.category) == ("all", "phq-9", "start", "")
        ]
        assert sorted(scores) == [8, 18]


def test_a_new_danger_is_a_line_of_the_report_and_an_old_one_is_not(house: House, bring_answers: Bring) -> None:
    bring_answers()
    worse = ROWS.replace("b,2024-02-01,start,2024-02-05,phq-9,q9,0", "b,2024-02-01,start,2024-02-05,phq-9,q9,2")
    report = bring_answers(worse.replace("q1,2,", "q1,1,"), correct=WHY)
    assert report.responses_corrected == 2
    assert [said.split(" says")[0] for said in report.dangers] == ["Row 21: phq-9 at start on 2024-02-05"]
    assert not everything(house)["alert"]


@pytest.mark.parametrize(
    ("change", "said"), [(("q1,2,", "q1,,"), "q1 was 2 and is not answered"), (("q9,3,", "q9,0,"), "q9 was 3 and is 0")]
)
def test_each_answer_that_differs_is_named(bring_answers: Bring, change: tuple[str, str], said: str) -> None:
    bring_answers()
    (fault,) = bring_answers(ROWS.replace(*change)).faults
    assert f": {said}. --correct WHY replaces it." in str(fault)


def test_many_that_differ_are_counted(bring_answers: Bring) -> None:
    bring_answers(HEAD + rows_of("a", "start", "2024-01-08", "phq-9", phq(2, 3)))
    (fault,) = bring_answers(HEAD + rows_of("a", "start", "2024-01-08", "phq-9", phq(1, 1))).faults
    assert "q8 was 2 and is 1, 1 more." in str(fault)


def test_a_reason_that_is_none_is_refused(bring: Callable[..., ImportReport], bring_answers: Bring) -> None:
    """Also before anything was brought in, and whatever else is wrong."""
    for bring_in in (bring, bring_answers):
        for organisation in ("klinikken", "borte"):
            with pytest.raises(BadUsage, match="--correct is “feil”; write why in 10 characters at least"):
                bring_in(organisation=organisation, correct=" feil ")


def test_what_somebody_corrected_here_is_hers(house: House, bring_answers: Bring) -> None:
    """The same file is known as it was, and another one is refused, whatever is asked for."""
    bring_answers()
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    with house.work() as work:
        response = work.session.scalars(select(Response).where(Response.total == 19)).one()
        enrolment = work.session.get_one(Enrolment, response.enrolment_id)
        correct(
            work,
            house.actor(maren, ("therapist", house.clinic)),
            enrolment,
            response,
            {**response.answers, "q9": 1},
            reason="Sa at det var feil.",
            said_on=work.today,
            edition=response.edition,
        )
    assert bring_answers() == ImportReport(rows=28, persons_known=2, responses_known=4)
    (fault,) = bring_answers(ROWS.replace("q1,2,", "q1,1,"), correct=WHY).faults
    assert str(fault).endswith("q1 was 2 and is 1. It has been corrected here since, and no file replaces that.")


# --- totals


def test_totals_are_replaced_too(house: House, bring: Bring) -> None:
    bring()
    report = bring(LONG_ROWS.replace("9.5", "11").replace("18", "17"), correct=WHY)
    assert (report.faults, report.responses_corrected, report.responses_known) == ((), 2, 3)
    with house.work() as work:
        rows = work.session.scalars(select(Response).where(Response.corrected_at.is_not(None)).order_by(Response.id))
        assert [(row.instrument, row.total, row.band, row.answers) for row in rows] == [
            ("phq-9", 17, "moderately_severe", {}),
            ("guide-total", 11, None, {"total": 11}),
        ]
        assert {row.reason for row in work.session.scalars(select(Correction))} == {WHY}
    assert bring(LONG_ROWS.replace("9.5", "11").replace("18", "17")).responses_known == 5


# --- occasions of their own


OWN = ROWS + rows_of("a", "6  uker", "2024-02-19", "phq-9", phq(1)) + rows_of("a", "før", "2023-12-01", "phq-9", phq(3))
NAMES = ("6 uker", "før")


def test_an_occasion_of_its_own_keeps_its_name_and_day_and_is_counted_nowhere(
    house: House, bring_answers: Bring
) -> None:
    assert bring_answers(OWN, other_occasions=NAMES).faults == ()
    own = {key[1:]: value for key, value in stored(house).items() if key[1].startswith("other:")}
    assert own == {
        ("other:6 uker", "phq-9"): (date(2024, 2, 19), 8, ""),
        ("other:før", "phq-9"): (date(2023, 12, 1), 24, ""),
    }
    house.platform.drain()
    with house.work() as work:
        cells = cells_in(work)
    occasions, categories = {key.occasion for key in cells}, {key.category for key in cells}
    assert occasions == {"", "start", "end"}
    assert not any("uker" in category or "før" in category for category in categories)
    assert bring_answers(OWN, other_occasions=NAMES).responses_known == 6


def test_a_name_that_nobody_gave_is_a_fault(bring_answers: Bring) -> None:
    faults = bring_answers(OWN).faults
    assert len(faults) == 18
    assert str(faults[0]).endswith("--other-occasion “6  uker” keeps it under its own name.")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("start", "--other-occasion has “start”, which is an occasion of the programme."),
        (" ", "--other-occasion has “”; it must be a name of 1 to 54 characters."),
        ("u" * 55, f"--other-occasion has “{'u' * 55}”; it must be a name of 1 to 54 characters."),
    ],
)
def test_what_is_no_name_of_an_occasion(bring_answers: Bring, name: str, sentence: str) -> None:
    with pytest.raises(BadUsage) as refused:
        bring_answers(OWN, other_occasions=(name,))
    assert refused.value.faults == (sentence,)


# --- the mapping of totals


MORE = (
    LONG.replace('ignore = ["sex"]', 'other_occasions = ["6 uker"]')
    .replace(
        'column = "time"\nvalues = { "1" = "start", "2" = "end" }',
        'column = "time"\ndate = "day"\nvalues = { "1" = "start", "2" = "end", "6" = "6 uker" }',
    )
    .replace("start = 2024-01-08", 'start = 2024-01-08\nrunning_column = "still"\nended_column = "out"')
    + """
[background]
sex = { column = "sex", values = { F = "female", M = "male" } }
age_band = "age"
arm = "arm"
"""
)
MORE_ROWS = (
    "id,sex,age,arm,still,out,time,day,ham,phq\n"
    "a,F,30-39,guided,yes,,1,2024-01-08,25,18\n"
    "a,F,30-39,guided,yes,,6,2024-02-20,20,\n"
    "b,M,80+,alone,no,2024-05-01,1,2024-01-10,30,\n"
)


def test_totals_tell_of_the_person_and_of_occasions_of_their_own(house: House, bring: Bring) -> None:
    assert bring(MORE_ROWS, MORE).faults == ()
    found = everything(house)
    assert [(e["state"], e["ended_at"] and e["ended_at"].date()) for e in found["enrolment"]] == [
        ("active", None),
        ("completed", date(2024, 5, 1)),
    ]
    with house.work() as work:
        told = [event.details for event in work.session.scalars(select(EnrolmentEvent).order_by(EnrolmentEvent.id))]
    assert told == [
        {"sex": "female", "age_band": "30-39", "arm": "guided"},
        {"sex": "male", "age_band": "80+", "arm": "alone"},
    ]
    assert ("other:6 uker", date(2024, 2, 20)) in {(key[1], value[0]) for key, value in stored(house).items()}
    grown = MORE_ROWS.replace("yes,,", "no,2024-03-01,")
    assert bring(grown, MORE).faults == ()
    assert everything(house)["enrolment"][0]["state"] == "completed"


@pytest.mark.parametrize(
    ("rows", "mapping", "sentence"),
    [
        (("F,30-39", "K,30-39"), ("", ""), "Row 2, column “sex”: “K” is not female or male."),
        (("30-39", "young"), ("", ""), "Row 2, column “age”: “young” is not such as 30-39 or 80+."),
        (("yes,,1", "maybe,,1"), ("", ""), "Row 2, column “still”: “maybe” is neither true nor false."),
        (("yes,,1", "yes,2024-02-01,1"), ("", ""), "Row 2, column “still”: who is running has not ended."),
        (
            ("guided,yes,,6", "alone,yes,,6"),
            ("", ""),
            "Row 3, column “id”: the same person has another end, running, sex",
        ),
        (("2024-05-01", "2024-01-01"), ("", ""), "Row 4: 2024-01-01 is before 2024-01-08, when the treatment started."),
        (
            ("", ""),
            ('["6 uker"]', '["start"]'),
            "“other_occasions” has “start”, which is an occasion of the programme.",
        ),
        (("", ""), ('other_occasions = ["6 uker"]', ""), "The programme ridge has no occasion “6 uker”."),
    ],
)
def test_what_is_wrong_with_it_is_one_sentence(
    house: House, bring: Bring, rows: tuple[str, str], mapping: tuple[str, str], sentence: str
) -> None:
    report = bring(MORE_ROWS.replace(*rows, 1), MORE.replace(*mapping))
    assert str(report.faults[0]).startswith(sentence)
    assert not any(everything(house).values())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('date = "day"\n', ""), "“6 uker” is none of the programme's occasions; map the column with its date."),
        (("start = 2024-01-08", "start = 2024-01-08\nrunning = true"), "[enrolment] “running” is said of everybody"),
        (("start = 2024-01-08", "start = 2024-01-08\nrunning = 1"), "[enrolment] “running” must be true or false"),
        (('age_band = "age"', "age_band = 7"), '[background] “age_band” must be "COLUMN" or'),
        (
            ('age_band = "age"', 'shoes = "age"'),
            "The mapping has “shoes” in [background]; known there: sex, age_band, arm.",
        ),
    ],
)
def test_a_mapping_that_is_wrong(bring: Bring, change: tuple[str, str], sentence: str) -> None:
    with pytest.raises(BadUsage) as refused:
        bring(MORE_ROWS, MORE.replace(*change))
    assert any(fault.startswith(sentence) for fault in refused.value.faults), refused.value.faults


# --- stopped in the middle


@pytest.mark.program
@pytest.mark.usefixtures("samples_installed")
def test_an_import_that_is_killed_has_stored_nothing_and_runs_again(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    house = make_house(url, catalogue=all_samples())
    rows = HEAD + "".join(rows_of(f"p{n}", "start", "2024-01-08", "phq-9", phq(1)) for n in range(PEOPLE))
    (tmp_path / "answers.csv").write_text(rows, encoding="utf-8")
    program = [str(Path(sys.executable).with_name("varde")), "import", "responses", str(tmp_path / "answers.csv")]
    command = [*program, "--organisation", "klinikken", "--programme", "ridge"]
    for after in (0, 0.3, 0.6):
        _killed(command, url, after)
        assert not any(everything(house).values()), after
    again = subprocess.run(
        command, env={**os.environ, **environment(url)}, capture_output=True, timeout=120, check=False
    )
    assert (again.returncode, b'"persons_new": %d' % PEOPLE in again.stdout) == (0, True), again.stderr
    assert len(everything(house)["response"]) == PEOPLE


def _killed(command: list[str], url: str, after: float) -> None:
    """Run it, and kill it so many seconds after it has begun to write."""
    running = subprocess.Popen(
        command, env={**os.environ, **environment(url)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    until = time.monotonic() + 60
    while not _is_written(Path(url.removeprefix("sqlite:///"))) and running.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(after)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert running.returncode == -signal.SIGKILL, "it was done before it could be stopped"


def _is_written(database: Path) -> bool:
    """Whether somebody else is in the middle of writing: nobody may write then."""
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.execute("ROLLBACK")
        return False
