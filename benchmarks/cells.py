"""What the benefit figures cost when there are ten times as many patients in the same number of rows; and, for
contrast, what one of the figures costs when it is worked out from the patients' own rows."""

from __future__ import annotations

import random
import tempfile
import timeit
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import aliased

from benchmarks.outcome import Outcome, Sizes
from varde.assessments.models import Response
from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact
from varde.benefits.counting.checking import check
from varde.benefits.counting.models import NATION, Cell
from varde.benefits.counting.reading import sums_of
from varde.benefits.counting.rebuilding import rebuild_all
from varde.benefits.counting.service import count
from varde.benefits.figures.rules import flow, paired_change, responder_rate, severity_shift, subscales, trajectory
from varde.benefits.figures.statistics import Pairs, paired
from varde.benefits.figures.waiting import waiting
from varde.benefits.values import Measure
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import add_organisation
from varde.instruments.rules import band_of
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.work import Platform, Work
from varde.scheduling.models import AgendaItem
from varde.testing.counted import count_people
from varde.testing.house import everything_installed, make_house, sqlite_url

PROGRAMME, START, LATER = "ibs", "start", "3m"
MONTHS = 24
TIMES = 10
CLINIC = 40
"""People at each clinic of the nation."""
RATIO_LIMIT = 2.0
"""Ten times the patients would be ten times the cost if a figure looked at patients; twice leaves room for noise."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A database with this many patients, and the rows of sums that hold them."""

    platform: Platform
    organisation_id: int
    patients: int
    cells: int


def run(sizes: Sizes) -> list[Outcome]:
    """The page's figures from cells, and one of them from rows, each with ten times the patients."""
    catalogue = everything_installed()
    with ExitStack() as folders:
        folder = Path(folders.enter_context(tempfile.TemporaryDirectory(prefix="varde-bench-")))
        once, many = (_filled(folder / str(times), catalogue, sizes.counted, times) for times in (1, TIMES))
        found = [
            _compared("cells: the benefit figures", _figures, once, many, sizes, RATIO_LIMIT),
            _compared("rows: the paired change alone, for contrast", _from_rows, once, many, sizes, None),
            _nation(many, sizes),
            _again(many),
        ]
        for each in (once, many):
            each.platform.engine.dispose()
    return found


def _compared(
    name: str, act: Callable[[Work, int], object], once: Filled, many: Filled, sizes: Sizes, most: float | None
) -> Outcome:
    few_ms, many_ms = _fastest(act, once, many, sizes)
    ratio = many_ms / few_ms
    faults = []
    if most is not None and sizes.timed and ratio > most:
        faults.append(f"{TIMES} times the patients cost {ratio:.1f} times as much; the limit is {most:g} times.")
    if once.cells != many.cells:
        faults.append(f"{once.patients} patients made {once.cells} rows and {many.patients} made {many.cells}.")
    return Outcome(
        name,
        f"{many_ms:.1f} ms with {many.patients} patients in {many.cells} rows",
        f"{once.patients} patients in {once.cells} rows, {few_ms:.1f} ms",
        ratio,
        f"ratio {most:g}" if most else "",
        tuple(faults),
        {"ms": many_ms, "fewer_ms": few_ms, "cells": many.cells, "patients": many.patients, "fewer": once.patients},
    )


def _nation(many: Filled, sizes: Sizes) -> Outcome:
    """All the figures of a nation of many clinics, as they are at one of them, and as plain SQL over the people's own rows adds up
    one of them."""
    with many.platform.work() as work:
        clinics = [
            add_organisation(work, f"clinic-{number}", "clinic", "Klinikk").id
            for number in range(max(3, sizes.counted // 8))
        ]
        each = [_course(work.catalogue, clinic, number) for clinic in clinics for number in range(CLINIC)]
        count_people(work, each)
    took: dict[str, list[float]] = {"nation": [], "clinic": [], "rows": []}
    for _ in range(sizes.repeats + 1):
        with many.platform.work() as work:
            for name, act in (
                ("nation", lambda: _figures(work, NATION)),
                ("clinic", lambda: _figures(work, clinics[0])),
                ("rows", lambda: _from_rows(work, many.organisation_id)),
            ):
                took[name].append(timeit.timeit(act, number=1) * 1000)
    nation, clinic, rows = (min(took[name]) for name in ("nation", "clinic", "rows"))
    ratio = nation / clinic
    faults: tuple[str, ...] = ()
    if sizes.timed and ratio > RATIO_LIMIT:
        faults = (
            f"A nation of {len(clinics)} clinics cost {ratio:.1f} times what one costs; the limit is {RATIO_LIMIT:g}.",
        )
    return Outcome(
        "cells: a nation",
        f"{nation:.1f} ms for a nation of {len(clinics) + 1} clinics",
        f"one clinic, {clinic:.1f} ms; one figure of {many.patients} by plain SQL, {rows:.1f} ms",
        ratio,
        f"ratio {RATIO_LIMIT:g}",
        faults,
        {"ms": nation, "clinic_ms": clinic, "rows_ms": rows, "clinics": len(clinics)},
    )


def _again(many: Filled) -> Outcome:
    """Everybody counted again, many together, compared with one at a time; what it adds up to is what a check says it should be."""
    together = timeit.timeit(lambda: rebuild_all(many.platform, everybody=True), number=1) / many.patients
    with many.platform.work() as work:
        ids = work.session.scalars(select(Enrolment.id).limit(100)).all()
        alone = timeit.timeit(lambda: _one_at_a_time(work, ids), number=1) / len(ids)
    return Outcome(
        "cells: everybody counted again",
        f"{1 / together:.0f} enrolments a second, of {many.patients}",
        f"one at a time, {1 / alone:.0f} a second",
        together / alone,
        "",
        tuple(check(many.platform, recount=False)["faults"]),
        {"a_second": 1 / together, "alone_a_second": 1 / alone},
    )


def _one_at_a_time(work: Work, ids: Sequence[int]) -> None:
    for each in ids:
        count.run(work, enrolment_id=each)


def _fastest(act: Callable[[Work, int], object], once: Filled, many: Filled, sizes: Sizes) -> tuple[float, float]:
    """Milliseconds for each database, in turns, the fastest of the repeats."""
    took: dict[int, list[float]] = {once.patients: [], many.patients: []}
    for _ in range(sizes.repeats + 1):
        for where in (once, many):
            with where.platform.work() as work:
                ms = timeit.timeit(lambda: act(work, where.organisation_id), number=1) * 1000  # noqa: B023 - run at once
            took[where.patients].append(ms)
    return min(took[once.patients]), min(took[many.patients])


# --- what is measured


def _figures(work: Work, organisation_id: int) -> list[object]:
    """Everything the benefits page shows of one programme, over two years."""
    found = sums_of(work, PROGRAMME, [organisation_id])
    cells = found.pool()
    figures: list[object] = [flow(cells, (START, LATER)), waiting(found)]
    for measure in _measures(work.catalogue):
        figures += [
            responder_rate(cells, measure, LATER),
            paired_change(cells, measure, LATER),
            subscales(cells, measure, LATER),
            trajectory(cells, measure),
        ]
        if measure.severity:
            figures.append(severity_shift(cells, measure, LATER))
    return figures


def _from_rows(work: Work, organisation_id: int) -> object:
    """The paired change of the primary outcome, from each patient's two responses."""
    measure = _measures(work.catalogue)[0]
    start, later = aliased(Response), aliased(Response)
    rows = work.session.execute(
        select(start.total, later.total)
        .join(later, (later.enrolment_id == start.enrolment_id) & (later.instrument == start.instrument))
        .join(Enrolment, Enrolment.id == start.enrolment_id)
        .where(
            Enrolment.organisation_id == organisation_id,
            start.instrument == measure.instrument,
            start.occasion == START,
            later.occasion == LATER,
        )
    ).all()
    return paired(Pairs.of([(before or 0.0, after or 0.0) for before, after in rows]))


def _measures(catalogue: Catalogue) -> list[Measure]:
    """The programme's measures that are asked at the start too, the primary one first."""
    found = [m for m in catalogue.all(Measure).values() if m.programme == PROGRAMME and m.start_occasion is not None]
    return sorted(found, key=lambda measure: not measure.primary)


# --- filling


def _filled(folder: Path, catalogue: Catalogue, patients: int, times: int) -> Filled:
    """A database where each of so many invented courses is there ``times`` times, so that the cells stay the same."""
    folder.mkdir()
    house = make_house(sqlite_url(folder))
    with house.work() as work:
        organisation_id = add_organisation(work, "counted", "clinic", "Talt klinikk").id
        courses = [_course(catalogue, organisation_id, number) for number in range(patients)]
        count_people(work, [course for course in courses for _ in range(times)])
        _write_rows(work, [course for course in courses for _ in range(times)])
        rows = work.session.scalar(select(func.count()).select_from(Cell)) or 0
    return Filled(house.platform, organisation_id, patients * times, rows)


def _course(catalogue: Catalogue, organisation_id: int, number: int) -> EnrolmentFacts:
    rng = random.Random(number)
    referred = date(2024, 1, 8) + timedelta(days=rng.randrange(30 * MONTHS))
    measures = tuple(_measures(catalogue))
    scores = []
    for measure in measures:
        instrument, burden = catalogue.one(Instrument, measure.instrument), rng.uniform(0.2, 0.8)
        for occasion, share in ((START, burden), (LATER, burden - rng.uniform(-0.1, 0.2))):
            total = round(measure.low + share * (measure.high - measure.low))
            scores.append(ScoreFact(measure.scale, occasion, float(total), band_of(instrument, total)))
    return EnrolmentFacts(
        organisation_id,
        PROGRAMME,
        None,
        referred,
        True,
        referred + timedelta(days=rng.randrange(7, 60)),
        frozenset({START, LATER}),
        tuple(scores),
        measures,
    )


def _write_rows(work: Work, courses: Sequence[EnrolmentFacts]) -> None:
    """The people, enrolments and responses behind the cells; whoever asks them instead pays for each."""
    person = {"family_name": "Vik", "language": "nb", "title": "", "created_at": work.now}
    work.session.execute(
        insert(Person), [{"id": 10_000 + n, "given_name": f"P{n}", **person} for n in range(len(courses))]
    )
    enrolments, items, responses = list[dict[str, Any]](), list[dict[str, Any]](), list[dict[str, Any]]()
    for n, course in enumerate(courses, start=10_000):
        assert course.started is not None
        at = datetime.combine(course.started, time(9), tzinfo=UTC)
        enrolments.append(
            {
                "id": n,
                "person_id": n,
                "organisation_id": course.organisation_id,
                "programme": PROGRAMME,
                "state": "active",
                "referred_at": at,
                "started_at": at,
                "imported": False,
            }
        )
        places = {occasion: 2 * n + place for place, occasion in enumerate((START, LATER))}
        items += [
            {
                "id": key,
                "enrolment_id": n,
                "kind": "assessment",
                "key": occasion,
                "occurrence": 0,
                "opens_at": at,
                "due_at": at,
                "state": "done",
                "done_at": at,
                "details": {},
            }
            for occasion, key in places.items()
        ]
        responses += [
            {
                "enrolment_id": n,
                "agenda_id": places[score.occasion],
                "occasion": score.occasion,
                "instrument": score.scale,
                "version": "1",
                "answers": {},
                "saved_at": at,
                "submitted_at": at,
                "mode": "patient",
                "status": "scored",
                "total": score.total,
                "band": score.band,
                "subscores": {},
                "flags": {},
                "n_missing": 0,
            }
            for score in course.scores
        ]
    for table, rows in ((Enrolment, enrolments), (AgendaItem, items), (Response, responses)):
        work.session.execute(insert(table), rows)
