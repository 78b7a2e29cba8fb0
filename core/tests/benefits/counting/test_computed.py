"""Computed measures: on which days they are looked at, what is taken of what a function gives, and that whatever happens the sums
are those of a recount by hand."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from structlog.testing import capture_logs

from varde.alerts.models import RaisedAlert
from varde.benefits.counting.cells import GRAIN, CellStats
from varde.benefits.counting.computed import fault_of, looked_at, next_change, worked_out
from varde.benefits.counting.models import Contribution
from varde.benefits.counting.rebuilding import rebuild_all
from varde.benefits.counting.service import count, count_due
from varde.benefits.values import Computed, Measure, Moment
from varde.enrolments.errors import StillUnderWay
from varde.enrolments.exits import end, reopen
from varde.enrolments.models import Enrolment
from varde.kernel.jobs import Outbox
from varde.kernel.words import Text
from varde.measurements.correcting import correct_measurement, strike
from varde.measurements.models import Measurement
from varde.measurements.service import measure, set_base
from varde.privacy.erasure import erase
from varde.testing.counted import cells_in
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.benefits import BREATH_OF_THE_WEEK
from varde.testing.sample.series import BREATH

OSLO = ZoneInfo("Europe/Oslo")
START = date(2026, 9, 21)
WORDS = Text("Uke", "Veke", "Week")
SEVENTH, LAST = Moment("first", WORDS, 7), Moment("last", WORDS)


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 9, 20, hour, tzinfo=OSLO).astimezone(UTC) + timedelta(days=day)


@pytest.mark.parametrize(
    ("moment", "started", "ended", "instant"),
    [
        (SEVENTH, None, None, None),
        (SEVENTH, START, None, datetime(2026, 9, 27, 23, 59, 59, 999999, tzinfo=OSLO)),
        (SEVENTH, START, at(8, 0) - timedelta(microseconds=1), at(8, 0) - timedelta(microseconds=1)),
        (SEVENTH, START, at(7), None),  # she left before the evening
        (SEVENTH, START, at(8), datetime(2026, 9, 27, 23, 59, 59, 999999, tzinfo=OSLO)),
        (Moment("autumn", WORDS, 35), START, None, datetime(2026, 10, 25, 23, 59, 59, 999999, tzinfo=OSLO)),
        (LAST, START, None, None),
        (LAST, START, at(30), at(30)),
        (LAST, None, at(30), None),
    ],
)
def test_when_it_is_looked_at(
    moment: Moment, started: date | None, ended: datetime | None, instant: datetime | None
) -> None:
    assert looked_at(moment, started, ended, OSLO) == instant


def of(work_out: Callable[[Any], Any], **changes: Any) -> Measure:
    computed = Computed(("series:x:last",), work_out, 0.1, (SEVENTH, LAST))
    return replace(BREATH_OF_THE_WEEK, low=0, high=10, computed=replace(computed, **changes))


@pytest.mark.parametrize(
    ("now", "ended", "changes"),
    [(at(1), None, at(8, 0)), (at(8), None, None), (at(1), at(2), None), (at(1), at(9), at(8, 0))],
)
def test_when_it_is_another_by_time_alone(now: datetime, ended: datetime | None, changes: datetime | None) -> None:
    coming = next_change([of(lambda _known: 1)], START, ended, now, OSLO)
    expected = None if changes is None else changes - timedelta(microseconds=1)
    assert (coming if ended is None or ended > now else None) == (expected if ended is None else coming)
    assert next_change([of(lambda _known: 1)], START, None, at(8), OSLO) is None


def test_the_next_of_several_is_the_first_that_is_ahead() -> None:
    evening = at(8, 0) - timedelta(microseconds=1)
    later = of(lambda _known: 1, moments=(Moment("third", WORDS, 21), LAST))
    several = [replace(BREATH_OF_THE_WEEK, computed=None), later, of(lambda _known: 1)]
    assert next_change(several, START, None, at(1), OSLO) == evening
    assert next_change(several, START, None, evening, OSLO) == at(22, 0) - timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        (None, None),
        (0, 0.0),
        (10, 10.0),
        (2.5, 2.5),
        (0.1 + 0.2, 0.3),
        (10.1, None),
        (-0.1, None),
        (2.55, None),
        (True, None),
        ("2", None),
        (float("nan"), None),
    ],
)
def test_what_a_function_gives_is_a_step_of_its_range_or_nothing(value: object, taken: float | None) -> None:
    with capture_logs() as logged:
        score = worked_out(of(lambda _known: value), SEVENTH, {})
    faulty = value is not None and taken is None
    assert [entry["event"] for entry in logged] == ["measure_out_of_bounds"] * faulty
    assert (score.total if score else None) == (pytest.approx(taken) if taken is not None else None)
    assert score is None or (score.scale, score.occasion, score.band) == (BREATH_OF_THE_WEEK.scale, "first", None)


def test_a_function_that_fails_or_has_nothing_to_read_holds_up_nobody() -> None:
    with capture_logs() as logged:
        assert worked_out(of(lambda known: known["series:x:gone"]), SEVENTH, {}) is None
    assert [(entry["event"], entry["measure"]) for entry in logged] == [("measure_failed", BREATH_OF_THE_WEEK.key)]
    asked: list[object] = []
    assert worked_out(of(lambda known: asked.append(dict(known))), SEVENTH, {"series:x:other": 1}) is None
    assert asked == [{"series:x:last": None}]
    with capture_logs() as logged:
        assert worked_out(replace(BREATH_OF_THE_WEEK, computed=None), SEVENTH, {}) is None
    assert logged == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, "2"])
def test_what_is_no_number_is_said_to_be_none(value: object) -> None:
    measure = of(lambda _known: 1)
    assert measure.computed is not None
    assert fault_of(measure, measure.computed, value) == f"gives {value!r} and must give a number or None"


# --- in a house


class Trail:
    """The sample's people, who are measured, corrected, struck out, leave, come back and are erased, by chance."""

    def __init__(self, house: House, chance: Random) -> None:
        self.house, self.chance, self.ids = house, chance, list[int]()
        self.hanne = house.person("Hanne", "Lie", ("therapist", house.clinic))
        self.therapist = house.actor(self.hanne, ("therapist", house.clinic))

    def begins(self) -> None:
        self.ids.append(self.house.enrolled(self.house.person("Per", f"Nes {len(self.ids)}"), self.hanne, "sample"))

    def measured(self) -> None:
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.chance.choice(self.ids))
            moment = work.now - timedelta(days=self.chance.randrange(9), minutes=self.chance.randrange(600))
            if enrolment.ended_at is None:
                figures = (self.chance.randrange(100, 600),)
                measure(work, self.therapist, enrolment, BREATH, figures, moment, confirmed=True)

    def corrected(self) -> None:
        with self.house.work() as work:
            rows = work.session.scalars(select(Measurement).where(Measurement.struck_at.is_(None))).all()
            if not rows:
                return
            row = self.chance.choice(rows)
            enrolment, why = work.session.get_one(Enrolment, row.enrolment_id), "Leste feil på apparatet."
            if enrolment.ended_at is not None:
                return
            if self.chance.random() < 0.4:
                strike(work, self.therapist, enrolment, row, edition=row.edition, reason=why)
                return
            moment = min(work.now, row.measured_at + timedelta(days=self.chance.randrange(-3, 4), minutes=1))
            figures = (self.chance.randrange(100, 600),)
            options: dict[str, Any] = {"edition": row.edition, "reason": why, "confirmed": True}
            correct_measurement(work, self.therapist, enrolment, BREATH, row, figures, moment, **options)

    def leaves_or_returns(self) -> None:
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.chance.choice(self.ids))
            if enrolment.ended_at is None:
                end(work, self.hanne.id, enrolment, "completed")
            else:
                reopen(work, self.therapist, enrolment)

    def goes_on(self) -> None:
        self.house.clock.move(days=self.chance.randrange(1, 6), minutes=7)

    def counted_twice(self) -> None:
        with self.house.work() as work:
            count.run(work, enrolment_id=self.chance.choice(self.ids))

    def erased(self) -> None:
        """Whoever has left and of whom nothing waits."""
        gone = self.chance.choice(self.ids)
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, gone)
            if enrolment.ended_at is None:
                end(work, self.hanne.id, enrolment, "completed")
            work.session.execute(update(RaisedAlert).values(state="closed", closed_at=work.now))
        with suppress(StillUnderWay), self.house.work() as work:
            erase(work, enrolment.person_id)
            self.ids.remove(gone)
        if not self.ids:
            self.begins()

    def settles(self) -> None:
        """What waits is done: the jobs of the outbox and the clock's."""
        self.house.platform.drain()
        with self.house.work() as work:
            while count_due(work):
                pass
        self.house.platform.drain()

    def cells(self) -> dict[tuple[str, ...], CellStats]:
        with self.house.work() as work:
            return {
                (key.month, key.group, key.scale, key.occasion, key.category): stats
                for key, stats in cells_in(work).items()
            }

    def by_hand(self) -> dict[str, tuple[int, int, int]]:
        """How many have a mean at each moment, the sum of the means in thousandths and of the products with their start, told
        from the measurements alone with exact fractions."""
        sums = {"first-week": [0, 0, 0], "last-week": [0, 0, 0]}
        with self.house.work() as work:
            for each in self.ids:
                enrolment = work.session.get_one(Enrolment, each)
                assert enrolment.started_at is not None
                query = select(Measurement).where(Measurement.enrolment_id == each, Measurement.struck_at.is_(None))
                rows = work.session.scalars(query).all()
                day = {row.id: row.measured_at.astimezone(OSLO).date() for row in rows}
                begun = enrolment.started_at.astimezone(OSLO).date()
                ended = enrolment.ended_at.astimezone(OSLO).date() if enrolment.ended_at else None
                seventh = begun + timedelta(days=6)
                seen = work.today > seventh and (ended is None or ended > seventh)
                days = {"first-week": seventh if seen else None, "last-week": ended}
                means = {
                    key: mean_of([row for row in rows if on - timedelta(days=6) <= day[row.id] <= on])
                    for key, on in days.items()
                    if on is not None
                }
                for key, mean in means.items():
                    if mean is not None:
                        start = means.get("first-week") if key != "first-week" else None
                        sums[key] = [a + b for a, b in zip(sums[key], (1, mean, mean * (start or 0)), strict=True)]
        return {key: (n, total, products) for key, (n, total, products) in sums.items() if n}


def mean_of(rows: list[Measurement]) -> int | None:
    """In thousandths, rounded to tenths as the sample's function does; None of fewer than three."""
    if len(rows) < 3:
        return None
    return round(float(Fraction(sum(int(row.figures) for row in rows), len(rows))), 1).__mul__(1000).__round__()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return tmp_path_factory


@settings(max_examples=max(1, settings().max_examples // 12), deadline=None)
@given(chance=st.randoms(use_true_random=True))
def test_the_sums_are_those_of_a_recount_whatever_happens(folder: Any, chance: Random) -> None:
    house = make_house(sqlite_url(folder.mktemp("computed")), catalogue=sample_only())
    trail = Trail(house, chance)
    for _ in range(3):
        trail.begins()
    deeds = [trail.measured] * 12 + [trail.corrected] * 3 + [trail.goes_on] * 3
    deeds += [trail.leaves_or_returns, trail.counted_twice, trail.begins, trail.erased]
    for _ in range(60):
        chance.choice(deeds)()
        if chance.random() < 0.3:
            house.platform.drain()
    trail.settles()
    kept = trail.cells()
    breath = {
        key[3]: (stats.n, stats.s1, stats.pxy)
        for key, stats in kept.items()
        if key[1:3] == ("all", BREATH_OF_THE_WEEK.scale) and not key[4]
    }
    summed: dict[str, tuple[int, int, int]] = {}
    for key, stats in kept.items():
        if key[1:3] == ("all", BREATH_OF_THE_WEEK.scale) and not key[4]:
            n, s1, pxy = summed.get(key[3], (0, 0, 0))
            summed[key[3]] = (n + stats.n, s1 + stats.s1 // 10**6, pxy + stats.pxy // 10**12)
    assert set(breath) == set(summed)
    assert summed == trail.by_hand()
    rebuild_all(house.platform, everybody=True)
    assert trail.cells() == kept
    house.platform.engine.dispose()


def test_the_clock_counts_when_the_day_has_passed_and_not_before(tmp_path: Any) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    trail = Trail(house, Random(1))
    trail.begins()
    (enrolment_id,) = trail.ids
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        set_base(work, trail.therapist, enrolment, BREATH, 450)
        for flow in (380, 390, 400):
            measure(
                work,
                trail.therapist,
                enrolment,
                BREATH,
                (flow,),
                work.now - timedelta(minutes=400 - flow),
                confirmed=True,
            )
    trail.settles()
    scales = {key[2] for key in trail.cells()}
    assert BREATH_OF_THE_WEEK.scale not in scales
    house.clock.move(days=6)
    with house.work() as work, house.counted() as none_due:
        assert count_due(work) == 0
    assert len(none_due) == 1
    house.clock.move(days=1)
    with house.work() as work:
        assert count_due(work) == 1
    with house.work() as work:
        (stored,) = work.session.scalars(select(Contribution)).all()
        assert stored.next_at is None
    cells = {key[2:]: stats for key, stats in trail.cells().items() if key[1] == "all"}
    assert cells[BREATH_OF_THE_WEEK.scale, "first-week", ""].s1 == 390 * GRAIN
    assert cells["sample.calm_days", "first-week", ""].n == 1


def test_what_a_measure_reads_is_known_as_it_was_then(tmp_path: Any) -> None:
    """A measurement after the day changes nothing and counts nobody again; one that is written late, of a day before it, does."""
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    trail = Trail(house, Random(1))
    trail.begins()
    house.clock.move(days=9)
    trail.settles()
    waiting = []
    for days in (0, 4):
        with house.work() as work:
            enrolment = work.session.get_one(Enrolment, trail.ids[0])
            measure(work, trail.therapist, enrolment, BREATH, (400,), work.now - timedelta(days=days), confirmed=True)
        waiting.append(jobs_waiting(house))
        house.platform.drain()
    assert waiting == [0, 1]


def jobs_waiting(house: House) -> int:
    with house.work() as work:
        waiting = select(Outbox).where(Outbox.job == count.name, Outbox.done_at.is_(None))
        return len(work.session.scalars(waiting).all())
