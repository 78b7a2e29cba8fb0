"""Other trusts of the region, each with an installation of its own, who hand over the sums of their programmes: signed cells, taken
in as ``varde benefits import-cells`` does. Whoever runs the region sees its trusts beside one another. Every number is invented."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from varde.benefits.counting.cells import CellStats, EnrolmentFacts, Place, ScoreFact, entries_of
from varde.benefits.counting.dimensions import GroupKey, groups_in
from varde.benefits.counting.models import PooledCells
from varde.benefits.counting.way import way_of_counting
from varde.benefits.pooling.file import CellsFile, read_content, read_signed, written
from varde.benefits.pooling.merging import EVERYBODY, merge
from varde.benefits.pooling.service import take_in
from varde.benefits.values import Measure
from varde.instruments.rules import band_of
from varde.instruments.values import Instrument
from varde.kernel.vault import Vault
from varde.kernel.work import Platform, Work
from varde.programmes.values import Programme
from varde_demo.organisations import REGION, Site

FEWEST = 5
MONTHS = 24
FOLLOW_UP = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A trust that hands over its sums: how many began in each programme, and how much of the scale they improve by."""

    key: str
    name: str
    people: int
    better: float


NEIGHBOURS = (
    Neighbour("sundvik", "Sundvik sykehus", 150, 0.13),
    Neighbour("heiane", "Heiane sykehus", 90, 0.11),
    Neighbour("skarnes", "Skarnes sykehus", 120, 0.12),
    Neighbour("nordvaag", "Nordvåg sykehus", 60, 0.14),
    Neighbour("elvedal", "Elvedal sykehus", 180, 0.12),
    Neighbour("brattholm", "Brattholm sykehus", 110, 0.04),
    Neighbour("lysfjell", "Lysfjell sykehus", 75, 0.13),
    Neighbour("vidnes", "Vidnes sykehus", 140, 0.21),
)


def hand_over(
    platform: Platform, sites: Sequence[Site], seed: int, until: datetime, pause: Callable[[], object] = lambda: None
) -> None:
    """Let every neighbour hand over what it has of the programmes that the demo's trust runs and somebody of the cast is in,
    unless they have. Some seconds, with a ``pause`` after each."""
    with platform.work() as work:
        if work.session.scalar(select(PooledCells.organisation_id).limit(1)) is not None:
            return
        ours = {
            site.programme.key for site in sites if site.simulation.patients and site.programme.owner != "municipality"
        }
    for neighbour in NEIGHBOURS:
        vault = Vault({"demo": hashlib.sha256(f"{seed}/{neighbour.key}".encode()).digest()}, "demo")
        for key in sorted(ours):
            with platform.work() as work:
                work.now = until
                _hand_over(work, neighbour, work.catalogue.one(Programme, key), vault, seed)
            pause()


def _hand_over(work: Work, neighbour: Neighbour, programme: Programme, vault: Vault, seed: int) -> None:
    by_group: dict[GroupKey, dict[str, dict[Place, CellStats]]] = {}
    for facts in _people(work, neighbour, programme, seed):
        entries = entries_of(facts)
        for group in (EVERYBODY, *groups_in(facts)):
            row = by_group.setdefault(group, {}).setdefault(facts.month, {})
            for place, stats in entries.items():
                row[place] = row.get(place, CellStats()) + stats
    file = CellsFile.of(
        merge(by_group, FEWEST),
        {},
        installation=f"https://varde.{neighbour.key}.example",
        made_at=work.now,
        organisation=neighbour.key,
        places=(hashlib.sha256(neighbour.key.encode()).hexdigest()[:16],),
        name=neighbour.name,
        kind="trust",
        programme=programme.key,
        counted_by=way_of_counting(work, programme.key),
        fewest=FEWEST,
        bands={},
    )
    cells, signed_by = read_signed(written(file, vault).encode())
    take_in(work, read_content(cells), cells, signed_by, REGION)


def _people(work: Work, neighbour: Neighbour, programme: Programme, seed: int) -> Iterator[EnrolmentFacts]:
    """Those who began in two years, seven in ten of whom answered again."""
    chance = random.Random(f"{seed}/{neighbour.key}/{programme.key}")
    measures = [m for m in work.catalogue.all(Measure).values() if m.programme == programme.key]
    asked = [m for m in measures if m.primary and m.start_occasion is not None and m.computed is None]
    tracks: list[str | None] = [track.key for track in programme.tracks] or [None]
    for _ in range(neighbour.people):
        track = chance.choice(tracks)
        referred = (work.now - timedelta(days=chance.uniform(60, 30.4 * MONTHS))).date()
        started = referred + timedelta(days=chance.randint(7, 45))
        answers = chance.random() < 0.7 and started + FOLLOW_UP <= work.today
        own = [m for m in asked if not m.tracks or track in m.tracks]
        scores = tuple(_scores(work, own, neighbour.better, chance, again=answers))
        yield EnrolmentFacts(
            0,
            programme.key,
            track,
            referred,
            True,
            started,
            frozenset(score.occasion for score in scores),
            scores,
            tuple(measures),
        )


def _scores(
    work: Work, measures: Sequence[Measure], better: float, chance: random.Random, *, again: bool
) -> Iterator[ScoreFact]:
    """Whole points at the start and, of whoever answers again, at the first follow-up; each scale once."""
    for measure in {measure.scale: measure for measure in measures}.values():
        span = measure.high - measure.low
        sign = -1 if measure.direction == "lower_better" else 1
        before = measure.low + span * min(0.95, max(0.1, chance.gauss(0.55, 0.13)))
        after = before + sign * span * chance.gauss(better, 0.12)
        occasions = {measure.start_occasion: before} | ({measure.follow_up[0]: after} if again else {})
        for occasion, value in occasions.items():
            total = float(round(min(measure.high, max(measure.low, value))))
            instrument = work.catalogue.all(Instrument).get(measure.scale)
            yield ScoreFact(measure.scale, occasion or "", total, band_of(instrument, total) if instrument else None)
