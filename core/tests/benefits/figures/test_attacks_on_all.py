"""All that one reader is shown of a programme, laid beside one another: page of each place and period with its file, report, places
side by side, and what leaves the installation. No number that is hidden in one of them can be worked out from the others."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations_with_replacement, count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.counting.cells import EnrolmentFacts
from varde.benefits.figures.deciding import decide_everywhere
from varde.benefits.figures.export import rows_of
from varde.benefits.figures.looking import AskedFigures, look_upon
from varde.benefits.figures.place_view import place_view
from varde.benefits.figures.places import ProgrammePlace, place_seen_from
from varde.benefits.pooling.service import cells_to_hand_over
from varde.benefits.report.errors import TooFewToReport
from varde.benefits.report.service import report_of
from varde.charts.values import Hidden
from varde.identity.service import add_organisation
from varde.kernel.errors import BadUsage
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.testing.counted import count_people
from varde.testing.samples import ridge

from ..cohort import MONDAY, SYMPTOMS, patient
from ..pooling.test_pooled import OWN, house_at
from .attacker import Attacker

SPEECH = Speech("en", ZoneInfo("Europe/Oslo"), datetime(2026, 11, 2, tzinfo=UTC))
OF = {name: (name, "") for name in ("referred", "eligible", "started", "answered:3m", "answered:6m")}
PAIRS = {occasion: ("pairs", occasion) for occasion in SYMPTOMS.follow_up}
AGES, SEXES = ("18-29", "30-44"), ("female", "male")
BY = {"age": AGES, "sex": SEXES}
WITHIN = [
    (OF["eligible"], OF["referred"]),
    (OF["started"], OF["eligible"]),
    *((OF[f"answered:{occasion}"], OF["started"]) for occasion in PAIRS),
    *((PAIRS[occasion], OF["started"]) for occasion in PAIRS),  # of one measure; who answered any are more
]
PARTS = {OF["started"]: [("started", f"{dimension}:{value}") for dimension in ("age",) for value in AGES]}


def invented(chance: random.Random, places: list[int]) -> list[EnrolmentFacts]:
    """So many that some numbers are few, and some differ by a few."""
    people = []
    for place in places:
        size, never, silent = chance.choice([4, 9, 14, 22, 30]), chance.choice([0, 2, 6]), chance.choice([0, 1, 3, 8])
        for number in range(size + never):
            referred = MONDAY + timedelta(days=31 * chance.randrange(3))
            answers = 280.0, None if number < silent else chance.choice([120.0, 270.0])
            facts = patient(*answers, chance.choice([None, 150.0]), referred=referred)
            started = referred + timedelta(days=5) if number < size else None
            people.append(
                replace(
                    facts if started else patient(None),
                    referred=referred,
                    started=started,
                    organisation_id=place,
                    programme=ridge.KEY,
                    measures=OWN,
                    people=(("age", chance.choice(AGES)), ("sex", chance.choice(SEXES))),
                )
            )
    return people


def gather(work: Work, trust: int, keys: dict[str, tuple[int, ...]], months: list[str]) -> Attacker:
    """Everything that whoever sees the trust is shown. ``keys`` are the places, with all under each."""
    reader = Attacker([*keys[max(keys, key=lambda key: len(keys[key]))]], months, WITHIN, PARTS)
    for key, inside in keys.items():
        place = place_seen_from(work, key, ridge.KEY, "the-trust")
        _read_pages(work, reader, place, inside)
        _read_report(work, reader, place, inside)
        _read_places(work, reader, place, keys)
        _read_file(work, reader, key, inside)
    return reader


def _read_pages(work: Work, reader: Attacker, place: ProgrammePlace, inside: tuple[int, ...]) -> None:
    offered = look_upon(work, place, AskedFigures()).months
    for begin, end in combinations_with_replacement(offered, 2):
        page = look_upon(work, place, AskedFigures(begin.first, end.last)).report
        months = [month for month in reader.months if begin.first <= month <= end.last]
        for row in rows_of(page, {}) if page is not None else ():
            at = f"{row.figure} {row.item} {row.occasion} of {row.population} at {place.organisation.key} {begin.first}/{end.last}"
            for of, n in _named(
                row.figure, row.item, row.occasion, row.population, row.measure, row.numerator, row.denominator
            ):
                reader.reads(inside, months, [of], n, at)


def _named(
    figure: str,
    item: str,
    occasion: str,
    population: str,
    measure: str,
    k: float | Hidden | None,
    n: float | Hidden | None,
) -> Iterator[tuple[tuple[str, str], float | Hidden]]:
    if figure == "flow" and k is not None and n is not None:
        yield OF[item], k
        yield OF["referred"], n
    elif figure in ("responders", "change_class") and measure == SYMPTOMS.key and n is not None:
        yield (OF["started"] if population == "started" else PAIRS[occasion]), n
    elif figure == "waiting_mean" and item == "all" and n is not None:
        yield OF["started"], n


def _read_report(work: Work, reader: Attacker, place: ProgrammePlace, inside: tuple[int, ...]) -> None:
    try:
        document = report_of(work, place, AskedFigures("2025-01", "2025-12"), SPEECH)
    except TooFewToReport:
        return
    for table in (table for section in document.sections for table in section.tables):
        at = next((number for number, column in enumerate(table.columns) if column.key == "started"), None)
        if at is None:
            continue
        if table.key.startswith("people:"):
            numbers = [row[at].value for row in table.rows]
            if None not in numbers:
                reader.reads(inside, reader.months, [OF["started"]], int(sum(filter(None, numbers))), table.key)
        else:
            for row in table.rows:
                if row[at].value is not None:
                    reader.reads(inside, reader.months, [OF["started"]], int(row[at].value or 0), f"report {table.key}")


def _read_places(work: Work, reader: Attacker, place: ProgrammePlace, keys: dict[str, tuple[int, ...]]) -> None:
    view = place_view(work, place)
    for figures in filter(None, (view.own, *view.compared)):
        if figures.rate is not None:
            inside = keys[figures.organisation.key]
            at = f"beside others: {figures.organisation.key}"
            reader.reads(inside, reader.months, [OF["started"]], figures.rate.of_started.denominator, at)
            reader.reads(inside, reader.months, [PAIRS["3m"]], figures.rate.of_paired.denominator, at)
    for equity in view.equity:
        started = [group.started for group in equity.groups]
        inside = keys[place.organisation.key]
        if equity.dimension == "age":
            for group in equity.groups:
                ofs = [("started", f"age:{value}") for value in group.values if value]
                if ofs:
                    reader.reads(
                        inside, reader.months, ofs, group.started, f"who is reached at {place.organisation.key}"
                    )
        if started and not any(isinstance(n, Hidden) for n in started):
            of_all = sum(n for n in started if isinstance(n, int))
            reader.reads(inside, reader.months, [OF["started"]], of_all, f"who is reached at {place.organisation.key}")


def _read_file(work: Work, reader: Attacker, key: str, inside: tuple[int, ...]) -> None:
    try:
        file = cells_to_hand_over(work, key, ridge.KEY)
    except BadUsage:
        return
    for first, last in file.stretches:
        months = [month for month in reader.months if first <= month <= last]
        for each in file.sums:
            if each.month == last and each.group.dimension == "" and each.place[0] == "flow" and each.place[2] in OF:
                reader.reads(inside, months, [OF[each.place[2]]], each.stats.n, f"the file of {key}")
            if each.month == last and each.group.dimension == "age" and each.place == ("flow", "", "started"):
                reader.reads(
                    inside, months, [("started", f"age:{each.group.value}")], each.stats.n, f"the file of {key}"
                )


def test_nothing_that_is_hidden_in_one_place_can_be_worked_out_from_all(
    tmp_path: Path, seed: int, pytestconfig: pytest.Config
) -> None:
    """Three sets of people, and many in ``make soak``."""
    house, numbers = house_at(tmp_path, "attacked"), count()
    hidden = 0
    for number in range(60 if pytestconfig.option.soak else 3):
        chance = random.Random(f"{seed}:{number}")
        with house.work() as work:
            trust = add_organisation(work, f"trust-{next(numbers)}", "trust", "Sykehuset", None)
            clinics = [
                add_organisation(work, f"clinic-{next(numbers)}", "clinic", "Poliklinikk", trust) for _ in range(3)
            ]
            people = invented(chance, [clinic.id for clinic in clinics])
            count_people(work, people)
            decide_everywhere(work)
            trust.key = "the-trust"
            work.session.flush()
            months = sorted({facts.month for facts in people})
            keys: dict[str, tuple[int, ...]] = {clinic.key: (clinic.id,) for clinic in clinics}
            keys["the-trust"] = (trust.id, *(clinic.id for clinic in clinics))
            reader = gather(work, trust.id, keys, months)
            trust.key = f"over-{number}"
        hidden += sum(isinstance(n, Hidden) for shown in reader.seen.values() for n, _ in shown)
        worked_out = reader.worked_out(5)
        assert not worked_out, "\n".join([f"of seed {seed}, number {number}", *worked_out])
    assert hidden > 20, "there was something to work out"
