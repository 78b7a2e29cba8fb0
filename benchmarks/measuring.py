"""What it costs to take in one measurement, to know the facts of its window and to draw it, among a million others.

One patient has measured three times a day for two weeks, the other for as long as the longest history is;
both stand in one table with ``sizes.in_batch`` measurements of others. Processor time and SQL statements, in this process, on
SQLite.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from benchmarks.outcome import Outcome, Sizes
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.work import Work
from varde.measurements.courses import courses_of, zones_now
from varde.measurements.models import Measurement
from varde.measurements.service import measure, set_base
from varde.programmes.known_facts import known_of
from varde.record.measured import picture_of
from varde.rules.language import when
from varde.series.facts import measured
from varde.testing.house import House, make_house, sample_only
from varde.testing.sample.series import BREATH

MOST_RATIO = 2.0
A_DAY, DAYS = 3, 14
OTHERS = 100
CHUNK = 20_000
RULES = [when(measured(BREATH.key, what, days=DAYS), ">", 0) for what in ("mean", "slope", "variability", "count")]


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing done for a patient with ``earlier`` measurements: the median of the repeats."""

    name: str
    earlier: int
    milliseconds: float
    statements: int


def run(sizes: Sizes) -> list[Outcome]:
    """Each deed for the patient with the long history against the one with two weeks."""
    with tempfile.TemporaryDirectory(prefix="varde-bench-") as folder:
        house = make_house(f"sqlite:///{Path(folder) / 'varde.sqlite'}", catalogue=sample_only())
        therapist = house.person("Sara", "Holm", ("therapist", house.clinic))
        begun = time.process_time()
        for number in range(OTHERS):
            _remembered(house, _patient(house, therapist, f"Nr {number}")[1], sizes.in_batch // OTHERS)
        filled = time.process_time() - begun
        patients = [_patient(house, therapist, name) for name in ("Kort", "Lang")]
        histories = (A_DAY * DAYS, max(sizes.histories))
        for (_, enrolment_id), earlier in zip(patients, histories, strict=True):
            _remembered(house, enrolment_id, earlier)
        found = [
            [_taken(house, person, enrolment_id, earlier, name, deed, sizes) for name, deed in DEEDS]
            for (person, enrolment_id), earlier in zip(patients, histories, strict=True)
        ]
        house.platform.engine.dispose()
    return [_outcome(few, many, sizes, filled) for few, many in zip(*found, strict=True)]


def _patient(house: House, therapist: Person, name: str) -> tuple[Person, int]:
    person = house.person("Kari", name)
    enrolment_id = house.enrolled(person, therapist)
    with house.work() as work:
        actor = house.actor(therapist, ("therapist", house.clinic))
        set_base(work, actor, work.session.get_one(Enrolment, enrolment_id), BREATH, 500)
    return person, enrolment_id


def _remembered(house: House, enrolment_id: int, earlier: int) -> None:
    """Earlier measurements, put straight into the table: three a day, the last one eight hours ago."""
    with house.work() as work:
        rows = (
            {
                "enrolment_id": enrolment_id,
                "series": BREATH.key,
                "measured_at": work.now - timedelta(hours=8 * (place + 1)),
                "figures": str(430 + place % 40),
                "zone": "calm",
                "way": "patient",
                "taken_at": work.now,
                "confirmed": False,
                "edition": 1,
            }
            for place in range(earlier)
        )
        while batch := [row for row, _ in zip(rows, range(CHUNK), strict=False)]:
            work.session.execute(insert(Measurement), batch)


def _take_in(work: Work, house: House, person: Person, enrolment: Enrolment, number: int) -> None:
    at = work.now - timedelta(seconds=number + 1)
    measure(work, house.actor(person), enrolment, BREATH, (431 + number % 30,), at)


def _know(work: Work, _house: House, _person: Person, enrolment: Enrolment, _number: int) -> None:
    known_of(work, enrolment.id, RULES)


def _draw(work: Work, _house: House, _person: Person, enrolment: Enrolment, _number: int) -> None:
    lines = courses_of(work, enrolment.id, {BREATH.key: DAYS})[BREATH.key]
    picture_of(work, work.speech("nb"), BREATH, lines, zones_now(work, enrolment, BREATH), DAYS)


Deed = Callable[[Work, House, Person, Enrolment, int], None]
DEEDS: tuple[tuple[str, Deed], ...] = (
    ("measuring: one taken in and judged", _take_in),
    ("measuring: the facts of two weeks", _know),
    ("measuring: the picture of two weeks", _draw),
)


def _taken(house: House, person: Person, enrolment_id: int, earlier: int, name: str, deed: Deed, sizes: Sizes) -> Taken:
    times, statements = [], 0
    for number in range(sizes.accepted + 1):
        with house.counted() as made, house.work() as work:
            enrolment = work.session.get_one(Enrolment, enrolment_id)
            begun = time.process_time()
            deed(work, house, person, enrolment, number)
            times.append(time.process_time() - begun)
        statements = len(made)
    # The first fills the caches of statements that everybody shares.
    return Taken(name, earlier, statistics.median(times[1:]) * 1e3, statements)


def _outcome(few: Taken, many: Taken, sizes: Sizes, filled: float) -> Outcome:
    ratio = many.milliseconds / few.milliseconds
    faults = []
    if many.statements != few.statements:
        faults.append(
            f"It made {few.statements} statements after {few.earlier} and {many.statements} after {many.earlier}."
        )
    if sizes.timed and ratio > MOST_RATIO:
        faults.append(f"It cost {ratio:.1f} times as much after {many.earlier} as after {few.earlier}.")
    return Outcome(
        many.name,
        f"{many.milliseconds:.1f} ms of processor, {many.statements} statements after {many.earlier}",
        f"{few.milliseconds:.1f} ms, {few.statements} statements after {few.earlier}; {sizes.in_batch} of others beside",
        ratio,
        f"ratio {MOST_RATIO:g}, equal statements",
        tuple(faults),
        {"few": asdict(few), "many": asdict(many), "seconds to put the others in": filled},
    )
