"""All that readers of several places are shown of a programme on several days, laid beside one another: page of each place and
period with its file, report, places beside each other, and what leaves the installation. No few people can be worked out."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations_with_replacement, count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.counting.assembling import apart
from varde.benefits.counting.cells import EnrolmentFacts
from varde.benefits.counting.reading import sums_of
from varde.benefits.figures import deciding
from varde.benefits.figures.between_places import Surroundings
from varde.benefits.figures.decided import told_to
from varde.benefits.figures.deciding import decide_everywhere, measures_of, settled_month
from varde.benefits.figures.export import rows_of
from varde.benefits.figures.looking import AskedFigures, look_upon
from varde.benefits.figures.place_view import place_view
from varde.benefits.figures.places import ProgrammePlace, place_seen_from
from varde.benefits.pooling.service import cells_to_hand_over
from varde.benefits.report.errors import NobodyToReport, TooEarlyToReport, TooFewToReport
from varde.benefits.report.service import report_of
from varde.charts.values import Hidden
from varde.identity.service import add_organisation
from varde.kernel.errors import BadUsage
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.scheduling.rules import add_months
from varde.testing.counted import count_people
from varde.testing.samples import ridge

from ..cohort import MONDAY, SYMPTOMS, patient
from ..pooling.test_pooled import OWN, house_at
from .attacker import Atom, Attacker

SPEECH = Speech("en", ZoneInfo("Europe/Oslo"), datetime(2026, 11, 2, tzinfo=UTC))
OF = {name: (name, "") for name in ("referred", "eligible", "started", "answered:3m", "answered:6m")}
PAIRS = {occasion: ("pairs", occasion) for occasion in SYMPTOMS.follow_up}
YES = {occasion: ("yes", occasion) for occasion in SYMPTOMS.follow_up}
AGES, SEXES = ("18-29", "30-44"), ("female", "male")
BY = {"age": AGES, "sex": SEXES}
WITHIN = [
    (OF["eligible"], OF["referred"]),
    (OF["started"], OF["eligible"]),
    *((OF[f"answered:{occasion}"], OF["started"]) for occasion in PAIRS),
    *((YES[occasion], PAIRS[occasion]) for occasion in PAIRS),
    *((PAIRS[occasion], OF["started"]) for occasion in PAIRS),  # of one measure; who answered any are more
]
PARTS = {OF["started"]: [("started", f"{dimension}:{value}") for dimension in ("age",) for value in AGES]}


def invented(chance: random.Random, places: list[int]) -> list[EnrolmentFacts]:
    """In nine months enough at most places, and at one of them a few in some months, by who began, answered or responded."""
    people = []
    for place in places:
        is_small = place == places[-1]
        for month in range(9):
            size = chance.choice([2, 3, 14, 20]) if is_small else 20
            silent = min(size, chance.choice([0, 6, 6]))
            better = chance.choice([6, 7, 8]) if size > 10 else size
            for number in range(size):
                referred = MONDAY + timedelta(days=30 * month + 3)
                later = None if number < silent else 120.0 if number < silent + better else 270.0
                facts = patient(280.0, later, referred=referred, started=referred + timedelta(days=2))
                person = (("age", AGES[number % 2]), ("sex", SEXES[number % 2]))
                people.append(replace(facts, organisation_id=place, programme=ridge.KEY, measures=OWN, people=person))
    return people


def gather(work: Work, reader: Attacker, keys: dict[str, tuple[int, ...]]) -> None:
    """Everything that whoever sees a place is shown today, of every place. ``keys`` are the places, with all under each."""
    for key, inside in keys.items():
        place = place_seen_from(work, key, ridge.KEY, key)
        _read_pages(work, reader, place, inside)
        _read_report(work, reader, place, inside)
        _read_places(work, reader, place, keys)
        _read_file(work, reader, key, inside)


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
        if figure == "responders" and k is not None:
            yield YES[occasion], k
    elif figure == "waiting_mean" and item == "all" and n is not None:
        yield OF["started"], n


def _read_report(work: Work, reader: Attacker, place: ProgrammePlace, inside: tuple[int, ...]) -> None:
    try:
        document = report_of(work, place, AskedFigures("2025-01", "2025-12"), SPEECH)
    except (NobodyToReport, TooEarlyToReport, TooFewToReport):
        return
    months = [month for month in reader.months if document.about.first <= month <= document.about.last]
    for table in (table for section in document.sections for table in section.tables):
        at = next((number for number, column in enumerate(table.columns) if column.key == "started"), None)
        if at is None:
            continue
        if table.key.startswith("people:"):
            numbers = [row[at].value for row in table.rows]
            if None not in numbers:
                reader.reads(inside, months, [OF["started"]], int(sum(filter(None, numbers))), table.key)
        else:
            for row in table.rows:
                if row[at].value is not None:
                    reader.reads(inside, months, [OF["started"]], int(row[at].value or 0), f"report {table.key}")


def _read_places(work: Work, reader: Attacker, place: ProgrammePlace, keys: dict[str, tuple[int, ...]]) -> None:
    view, last = place_view(work, place), told_to(work, ridge.KEY)
    for figures in filter(None, (view.own, *view.compared)):
        if figures.rate is not None:
            inside = keys[figures.organisation.key]
            months = [month for month in reader.months if month <= last[figures.organisation.id]]
            at = f"beside others: {figures.organisation.key}"
            reader.reads(inside, months, [OF["started"]], figures.rate.of_started.denominator, at)
            reader.reads(inside, months, [PAIRS["3m"]], figures.rate.of_paired.denominator, at)
            reader.reads(inside, months, [YES["3m"]], figures.rate.of_paired.numerator, at)
    months = [month for month in reader.months if month <= last.get(place.organisation.id, "")]
    inside, at = keys[place.organisation.key], f"who is reached at {place.organisation.key}"
    for equity in view.equity:
        started = [group.started for group in equity.groups]
        for group in equity.groups if equity.dimension == "age" else ():
            if ofs := [("started", f"age:{value}") for value in group.values if value]:
                reader.reads(inside, months, ofs, group.started, at)
        if started and not any(isinstance(n, Hidden) for n in started):
            of_all = sum(n for n in started if isinstance(n, int))
            reader.reads(inside, months, [OF["started"]], of_all, at)


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


DAYS = (0, 31, 62)
"""So long after the first look the others are."""


def test_nobody_works_out_a_few_from_all_that_is_shown(tmp_path: Path, seed: int, pytestconfig: pytest.Config) -> None:
    """By readers of a trust and of each of its clinics, who lay together what they see on one day and on later ones, while months
    are settled and others come. Some sets of people, and many in ``make soak``."""
    house, numbers = house_at(tmp_path, "attacked"), count()
    few = 0
    soak = pytestconfig.option.soak
    for number in range(25 if soak else 1):
        chance = random.Random(f"{seed}:{number}")
        with house.work() as work:
            trust = add_organisation(work, f"trust-{next(numbers)}", "trust", "Sykehuset", None)
            clinics = [
                add_organisation(work, f"clinic-{next(numbers)}", "clinic", "Poliklinikk", trust) for _ in range(3)
            ]
            keys: dict[str, tuple[int, ...]] = {clinic.key: (clinic.id,) for clinic in clinics}
            keys[trust.key] = (trust.id, *(clinic.id for clinic in clinics))
            people = invented(chance, [clinic.id for clinic in clinics])
            months = sorted({facts.month for facts in people})
            reader = Attacker([trust.id, *(clinic.id for clinic in clinics)], months, WITHIN, PARTS)
            first = settled_day(work, months[6])
        for days in DAYS if soak else DAYS[:2]:
            with house.work() as work:
                work.now = first + timedelta(days=days)
                count_people(work, people if not days else newcomers(chance, people, work.today))
                decide_everywhere(work)
                gather(work, reader, keys)
        with house.work() as work:
            truth = counted(work, list(keys[trust.key]), months)
        few += sum(0 < n < 5 for n in truth.values())
        faults = reader.told_of_few(truth, 5, chance=None if soak else chance, most=60)
        assert not faults, "\n".join([f"of seed {seed}, number {number}", *faults])
        assert any(not isinstance(n, Hidden) for shown in reader.seen.values() for n, _ in shown)
    assert few > 10, "there was something to work out"


@pytest.mark.parametrize("is_asked", [True, False])
def test_the_attacker_works_out_a_few_where_the_places_beside_are_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_asked: bool
) -> None:
    """Twenty begin each month at two clinics, and two in March at the third: what the trust leaves of the two would tell of these,
    were not the months cut, and parts of them hidden, by the places beside."""
    if not is_asked:
        monkeypatch.setattr(deciding, "outside_by_month", lambda *_: [])
        monkeypatch.setattr(Surroundings, "_looks", lambda *_: [None])
    house = house_at(tmp_path, "attacked")
    with house.work() as work:
        trust = add_organisation(work, "three", "trust", "Sykehuset", None)
        clinics = [add_organisation(work, f"c{n}", "clinic", "Poliklinikk", trust) for n in range(3)]
        keys: dict[str, tuple[int, ...]] = {clinic.key: (clinic.id,) for clinic in clinics}
        keys["three"] = (trust.id, *(clinic.id for clinic in clinics))
        every = invented(random.Random(0), [clinics[0].id, clinics[1].id])
        months = sorted({facts.month for facts in every})[:4]
        steady = [facts for facts in every if facts.organisation_id == clinics[0].id and facts.month in months][:80]
        of_month = {month: [facts for facts in steady if facts.month == month] for month in months}
        for clinic in clinics:
            for month, people in of_month.items():
                few = people[-2:] if clinic is clinics[2] and month == months[2] else people
                count_people(work, [replace(facts, organisation_id=clinic.id) for facts in few])
        work.now = settled_day(work, months[-1])
        decide_everywhere(work)
        reader = Attacker(keys["three"], months, WITHIN, PARTS)
        gather(work, reader, keys)
        faults = reader.told_of_few(counted(work, list(keys["three"]), months), 5, chance=random.Random(0), most=10)
    assert bool(faults) is not is_asked


def settled_day(work: Work, month: str) -> datetime:
    """The first day of the month in which this one is settled."""
    programme, day = work.catalogue.one(Programme, ridge.KEY), date(2025, 6, 1)
    while settled_month(programme, measures_of(work, programme), day) < month:
        day = add_months(day, 1)
    return datetime(day.year, day.month, 2, 10, tzinfo=UTC)


def newcomers(chance: random.Random, people: list[EnrolmentFacts], today: date) -> list[EnrolmentFacts]:
    """A few who begin today, whose follow-ups are not due."""
    begun = [
        replace(patient(280.0), referred=today, started=today, organisation_id=each.organisation_id) for each in people
    ]
    chosen = chance.sample(begun, chance.choice([1, 2, 3]))
    return [replace(each, programme=ridge.KEY, measures=OWN, people=people[0].people) for each in chosen]


def counted(work: Work, places: list[int], months: list[str]) -> dict[Atom, int]:
    """What is so, of each organisation alone."""
    above = {place: places[0] if place != places[0] else None for place in places}
    truth: dict[Atom, int] = {}
    for key, stats in apart(sums_of(work, ridge.KEY, places, dimension=None, tracked=False), above).cells(ridge.KEY):
        if key.month not in months:
            continue
        if key.scale == "flow" and key.category in OF:
            truth[Atom(key.organisation_id, key.month, OF[key.category])] = stats.n
        elif key.scale == SYMPTOMS.scale and not key.category and key.occasion in PAIRS:
            truth[Atom(key.organisation_id, key.month, PAIRS[key.occasion])] = stats.pn
        elif key.scale == SYMPTOMS.scale and key.category == "responder:yes" and key.occasion in YES:
            truth[Atom(key.organisation_id, key.month, YES[key.occasion])] = stats.n
    return truth
