"""Measurements from a file into enrolments that are under way. The tables are written by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from varde.alerts.crisis import crisis_of
from varde.alerts.models import RaisedAlert
from varde.audit.models import AccessEntry
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.exchange.choosing import Choice
from varde.exchange.csv.commands import import_group
from varde.exchange.csv.exporting_measurements import write_measurements
from varde.exchange.csv.measurements import MeasurementReport, import_measurements
from varde.exchange.fhir.commands import export_group
from varde.identity.models import Person
from varde.identity.service import NIN_PLACE
from varde.identity.synthetic import synthetic_number
from varde.kernel.console import Console
from varde.measurements.correcting import strike
from varde.measurements.models import Measurement
from varde.measurements.service import measure, set_base
from varde.testing.copies import copied
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.series import BREATH, PRESSURE

HEADER = "person;series;date;time;numbers\n"
NIN = next(number for serial in range(999) if (number := synthetic_number(f"578590{serial:03d}")))


@dataclass
class Clinic:
    house: House
    folder: Path
    hanne: Person
    per: Person
    id: int
    nin: str
    seen: list[MeasurementReport] = field(default_factory=list)

    def bring(self, rows: str, *, likely: bool = False, dry_run: bool = False) -> MeasurementReport:
        with self.house.work() as work:
            return import_measurements(
                work,
                (HEADER + rows).encode(),
                organisation="klinikken",
                programme="sample",
                likely=likely,
                dry_run=dry_run,
            )

    def row(self, numbers: str, day: str = "21.09.2026", at: str = "08:00", series: str = "sample-breath") -> str:
        return f"{self.nin};{series};{day};{at};{numbers}\n"

    def stored(self) -> list[tuple[str, str | None, str]]:
        with self.house.work() as work:
            rows = work.session.scalars(select(Measurement).order_by(Measurement.measured_at, Measurement.id))
            return [(row.figures, row.zone, row.way) for row in rows]

    def alerts(self) -> list[str]:
        with self.house.work() as work:
            return list(work.session.scalars(select(RaisedAlert.alert).order_by(RaisedAlert.id)))


def make_clinic(folder: Path) -> Clinic:
    house = make_house(sqlite_url(folder), catalogue=sample_only())
    hanne = house.person("Hanne", "Moen", ("therapist", house.clinic))
    per = house.person("Per", "Berge")
    with house.work() as work:
        nin = work.vault.open(NIN_PLACE, work.session.get_one(Person, per.id).nin_sealed or b"")
    made = Clinic(house, folder, hanne, per, house.enrolled(per, hanne), nin)
    with house.work() as work:
        therapist = house.actor(hanne, ("therapist", house.clinic))
        set_base(work, therapist, work.session.get_one(Enrolment, made.id), BREATH, 500)
    return made


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return copied(make_clinic, tmp_path)


def bring_to(clinic: Clinic, state: str) -> None:
    with clinic.house.work() as work:
        enrolment = work.session.get_one(Enrolment, clinic.id)
        therapist = clinic.house.actor(clinic.hanne, ("therapist", clinic.house.clinic))
        if state == "paused":
            pause(work, therapist, enrolment)
        elif state != "active":
            end(work, clinic.hanne.id, enrolment, "completed" if state == "completed" else "no_time")


# State of the enrolment | number | stored with zone | alerts | is she shown what to do | what is said
@pytest.mark.parametrize(
    ("state", "flow", "zone", "alerts", "told"),
    [
        ("active", 450, "calm", [], False),
        ("active", 390, "watch", [], False),
        ("active", 240, "act", ["sample.breath-low"], True),
        ("paused", 450, "calm", [], False),
        ("paused", 240, "act", ["sample.breath-low"], True),
        ("completed", 240, None, [], False),
        ("discontinued", 450, None, [], False),
    ],
)
def test_into_an_enrolment_in_each_state(
    clinic: Clinic, state: str, flow: int, zone: str | None, alerts: list[str], told: bool
) -> None:
    bring_to(clinic, state)
    report = clinic.bring(clinic.row(str(flow)))
    if zone is None:
        assert [str(fault) for fault in report.faults] == [
            f"Row 2, column “person”: the enrolment is {state}; measurements are taken into one that is under way."
        ]
    assert clinic.stored() == ([(str(flow), zone, "import")] if zone else [])
    assert clinic.alerts() == alerts
    with clinic.house.work() as work:
        rows = list(work.session.scalars(select(RaisedAlert)))
        assert [row.owner_id for row in rows] == [clinic.hanne.id for _ in alerts]
        assert (crisis_of(work, clinic.per.id) is not None) is told
        logged = work.session.scalars(select(AccessEntry).where(AccessEntry.what == "measurements"))
        assert [(entry.role, entry.basis) for entry in logged if entry.role == "system"] == (
            [("system", "import")] if zone else []
        )


def test_the_newest_is_judged_and_the_others_are_lines_of_the_report(clinic: Clinic) -> None:
    rows = clinic.row("240", "19.09.2026") + clinic.row("245", "20.09.2026") + clinic.row("460", "21.09.2026")
    report = clinic.bring(rows)
    low = "The breath is in the lowest zone. Newer measurements have followed, so nobody is alerted."
    assert [line for line in report.dangers if low in line] == [f"Row 2: {low}", f"Row 3: {low}"]
    assert clinic.alerts() == []
    assert clinic.bring(clinic.row("230", "21.09.2026", "09:00")).raised == 1


def test_what_she_has_written_since_is_newer_than_the_file(clinic: Clinic) -> None:
    with clinic.house.work() as work:
        measure(work, clinic.house.actor(clinic.per), work.session.get_one(Enrolment, clinic.id), BREATH, (460,))
    report = clinic.bring(clinic.row("240", "20.09.2026"))
    assert (report.raised, len(report.dangers)) == (0, 1)


def test_the_same_file_again_changes_nothing(clinic: Clinic) -> None:
    rows = clinic.row("460") + clinic.row("450", "20.09.2026") + clinic.row("460")
    first, second = clinic.bring(rows), clinic.bring(rows)
    assert (first.rows, first.new, first.known) == (3, 2, 1)
    assert (second.rows, second.new, second.known) == (3, 0, 3)
    assert len(clinic.stored()) == 2


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("12345;sample-breath;21.09.2026;08:00;390", "column “person”: nobody here is known by this in sample."),
        (f"{NIN};sample-breath;21.09.2026;08:00;390", "column “person”: nobody here is known by this in sample."),
        (
            "{nin};weight;21.09.2026;08:00;390",
            "column “series”: “weight” is not measured in sample: sample-breath, sample-pressure is.",
        ),
        (
            "{nin};sample-breath;31.02.2026;08:00;390",
            "column “date”: “31.02.2026” is not a date; dates are written 2024-11-30 or 30.11.2024.",
        ),
        ("{nin};sample-breath;22.09.2026;08:00;390", "column “date”: 2026-09-22 is in the future."),
        ("{nin};sample-breath;21.09.2026;23:00;390", "column “time”: 2026-09-21 23:00 is in the future."),
        (
            "{nin};sample-breath;21.09.2026;kl 8;390",
            "column “time”: “kl 8” is not a time of day; times are written 07:42.",
        ),
        ("{nin};sample-breath;21.09.2026;;390", "column “time”: “” is not a time of day; times are written 07:42."),
        ("{nin};sample-breath;21.09.2026;08:00;mye", "column “numbers”: “mye” is not flow of sample-breath."),
        (
            "{nin};sample-pressure;21.09.2026;08:00;146",
            "column “numbers”: “146” is not systolic/diastolic of sample-pressure.",
        ),
        (
            "{nin};sample-breath;21.09.2026;08:00;3900",
            "column “numbers”: Best of three blows must be from 30 to 900 litres a minute. Look over the number.",
        ),
        (
            "{nin};sample-breath;21.09.2026;08:00;60",
            "column “numbers”: 60 is outside what is usual; --likely says that the file is right.",
        ),
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_stored(clinic: Clinic, row: str, sentence: str) -> None:
    report = clinic.bring(clinic.row("450", "20.09.2026") + row.format(nin=clinic.nin) + "\n")
    assert [str(fault) for fault in report.faults] == [f"Row 3, {sentence}"]
    assert clinic.stored() == []


def test_what_is_unusual_is_taken_when_it_is_said_to_be_right_and_a_dry_run_stores_nothing(clinic: Clinic) -> None:
    assert clinic.bring(clinic.row("60"), likely=True, dry_run=True).new == 1
    assert clinic.stored() == []
    assert clinic.bring(clinic.row("60"), likely=True).raised == 1


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (
            "person;series;date;time;value\n1;2;3;4;5\n",
            "Row 1: the column “value” is not known; columns are person, series, date, time, numbers.",
        ),
        (
            "person;series;date;numbers\n1;2;3;4\n",
            "Row 1, column “time”: the file must have this column, and does not.",
        ),
        ("", "The file has no rows."),
    ],
)
def test_a_file_that_is_something_else(clinic: Clinic, raw: str, sentence: str) -> None:
    with clinic.house.work() as work:
        report = import_measurements(work, raw.encode(), organisation="klinikken", programme="sample")
    assert str(report.faults[0]) == sentence


@pytest.mark.parametrize(
    ("organisation", "programme", "sentence"),
    [
        ("klinikken", "none", "There is no programme “none”. There are sample."),
        ("nowhere", "sample", "There is no organisation “nowhere”."),
    ],
)
def test_a_place_that_is_not_there(clinic: Clinic, organisation: str, programme: str, sentence: str) -> None:
    with clinic.house.work() as work:
        report = import_measurements(work, b"", organisation=organisation, programme=programme)
    assert [str(fault) for fault in report.faults] == [sentence]


def test_the_command(clinic: Clinic) -> None:
    file = clinic.folder / "file.csv"
    console = Console(lambda: clinic.house.platform.catalogue, lambda: clinic.house.platform)
    run = ["measurements", str(file), "--organisation", "klinikken", "--programme", "sample"]
    file.write_text(HEADER + clinic.row("240", "20.09.2026") + clinic.row("450"), encoding="utf-8")
    result = CliRunner().invoke(import_group, run, obj=console)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == {
        "stored": True,
        "dry_run": False,
        "rows": 2,
        "measurements_new": 2,
        "measurements_known": 0,
        "alerts_raised": 0,
        "dangers": 1,
        "faults": 0,
    }
    assert result.stderr.startswith("Row 2: The breath is in the lowest zone.")
    file.write_text(HEADER + clinic.row("3900"), encoding="utf-8")
    result = CliRunner().invoke(import_group, run, obj=console)
    assert result.exit_code == 2
    assert "must be from 30 to 900" in result.stderr
    result = CliRunner().invoke(import_group, [*run, "--encoding", "utf-16"], obj=console)
    assert result.exit_code == 2
    assert json.loads(result.stdout)["stored"] is False


def test_what_is_taken_out_can_be_brought_in(clinic: Clinic) -> None:
    with clinic.house.work() as work:
        enrolment = work.session.get_one(Enrolment, clinic.id)
        measure(work, clinic.house.actor(clinic.per), enrolment, BREATH, (460,))
        measure(work, clinic.house.actor(clinic.per), enrolment, PRESSURE, (146, 90))
        strike(work, clinic.house.actor(clinic.per), enrolment, work.session.get_one(Measurement, 2), edition=1)
    clinic.bring(clinic.row("450", "20.09.2026"))
    file = clinic.folder / "out.csv"
    console = Console(lambda: clinic.house.platform.catalogue, lambda: clinic.house.platform)
    run = ["measurements", "--organisation", "klinikken", "--programme", "sample", "--out", str(file)]
    result = CliRunner().invoke(export_group, run, obj=console)
    assert json.loads(result.stdout) == {"file": str(file), "measurements": 2}
    assert file.read_text(encoding="utf-8").splitlines() == [
        "person,series,date,time,numbers,zone,way,unit",
        "1,sample-breath,2026-09-21,10:00:00,460,calm,patient,litres a minute",
        "1,sample-breath,2026-09-20,08:00:00,450,calm,import,litres a minute",
    ]
    result = CliRunner().invoke(export_group, [*run, "--from", "2026-09-21"], obj=console)
    assert json.loads(result.stdout)["measurements"] == 1
    # Elsewhere she has another number; here she is known by her own.
    brought = file.read_text(encoding="utf-8").replace("\n1,", f"\n{clinic.nin},")
    with clinic.house.work() as work:
        report = import_measurements(work, brought.encode(), organisation="klinikken", programme="sample")
    assert (report.faults, report.new, report.known) == ((), 0, 1)


def test_a_page_at_a_time_is_everything(clinic: Clinic) -> None:
    clinic.bring("".join(clinic.row("450", f"{day:02d}.09.2026") for day in range(10, 17)))
    choice = Choice((clinic.house.clinic.id,), "sample")
    for page in (1, 2, 7, 100):
        assert write_measurements(clinic.house.platform, choice, clinic.folder / "out.csv", page=page) == 7
