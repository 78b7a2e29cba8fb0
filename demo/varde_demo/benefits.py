"""A benefits plan for each programme of the demo, at the place whose manager one can sign in as. Every number is an example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from varde.benefits.plan.assumptions import keep_assumption
from varde.benefits.plan.estimates import Spread
from varde.benefits.plan.models import BenefitsPlan, PlannedBenefit
from varde.benefits.plan.pathways import StepTaken, draw_pathways
from varde.benefits.plan.rules import BenefitFacts
from varde.benefits.plan.service import (
    add_point,
    begun_plan,
    keep_benefit,
    keep_value,
    plan_of,
    say_goal,
    say_status,
    settle_point,
)
from varde.benefits.plan.voices import add_voice
from varde.benefits.values import Measure
from varde.identity.models import Organisation
from varde.identity.service import Actor, organisation_by_id
from varde.kernel.work import Work
from varde_demo.acting import actor_of
from varde_demo.cast import MANAGER
from varde_demo.organisations import Site, person_with

EXAMPLE = "Eksempeltall"
BEGUN = timedelta(days=420)
FEWEST = 5
WITHOUT = (
    StepTaken("clinic", "Fastlegen henviser", "Brev, ofte på papir"),
    StepTaken("clinic", "Venter", "61 dager, median"),
    StepTaken("clinic", "Time på poliklinikk", "45 min, én reise"),
    StepTaken("clinic", "Kurs i gruppe", "12 timer, to reiser"),
    StepTaken("none", "Hjem med et hefte", "Ingen avtalt oppfølging"),
)
WITH = (
    StepTaken("clinic", "Fastlegen henviser", "Elektronisk, eller pasienten melder seg selv"),
    StepTaken("home", "Første samtale på video", "Hjemmefra"),
    StepTaken("home", "Moduler hjemme", "Svar fra behandler innen to virkedager"),
    StepTaken("home", "Skjema etterpå", "Brev til fastlegen"),
    StepTaken("clinic", "Ved behov: time på sykehuset"),
)
ASSUMED = {
    "people": (280, 293, 300),
    "visits": (1, 2, 3),
    "visit_cost": (1900, 2300, 2900),
    "km": (8, 24, 60),
    "hours": (0.3, 0.6, 1.5),
    "cost": (800_000, 847_000, 900_000),
}


def plan_benefits(work: Work, sites: Iterable[Site], until: datetime) -> None:
    """Write the plan of every programme, unless it is there. The last values are from just before ``until``."""
    person = person_with(work, MANAGER.nin)
    for site in sites:
        place = _managed(work, site.organisation)
        if place is None or plan_of(work, place.id, site.programme.key) is not None:
            continue
        work.now = until - BEGUN
        actor, plan = actor_of(person, place), begun_plan(work, place.id, site.programme.key)
        measures = [m for m in work.catalogue.all(Measure).values() if m.programme == site.programme.key]
        rows = [
            keep_benefit(work, actor, plan, None, facts, fewest=FEWEST)
            for facts in _benefits(measures, work.today, actor.person_id)
        ]
        work.now = until
        _follow_up(work, actor, plan, rows)
        _beside(work, actor, plan)


def _managed(work: Work, organisation: Organisation) -> Organisation | None:
    """The nearest place, from this one up, whose manager is in the cast."""
    keys = {place for _role, place in MANAGER.roles}
    place: Organisation | None = organisation
    while place is not None and place.key not in keys:
        place = organisation_by_id(work, place.parent_id) if place.parent_id is not None else None
    return place


def _benefits(measures: Iterable[Measure], begun: date, owner_id: int) -> Iterator[BenefitFacts]:
    before, goal_day = begun - timedelta(days=30), date(begun.year + 2, 12, 31)
    measured: dict[str, Any] = {"baseline_on": before, "baseline_source": EXAMPLE, "target_on": goal_day}
    primary = next((m for m in measures if m.primary), None)
    later = next((m for m in measures if m.start_occasion is None), None)
    if primary is not None:
        yield BenefitFacts(
            title="Flere med klart mindre plager",
            figure="responders",
            measure=primary.key,
            occasion=primary.follow_up[0],
            baseline=12,
            baseline_n=388,
            target=40,
            owner_name="Fagansvarlig",
            **measured,
        )
    if later is not None:
        span = later.high - later.low
        yield BenefitFacts(
            title="Fornøyde pasienter",
            figure="mean",
            measure=later.key,
            occasion=later.follow_up[0],
            baseline=round(later.low + 0.5 * span, 1),
            baseline_n=255,
            target=round(later.low + 0.75 * span, 1),
            owner_id=owner_id,
            interval=6,
            **measured,
        )
    yield BenefitFacts(
        title="Mindre tid per pasient",
        category="saved_time",
        receiver="staff",
        indicator="Median minutter per pasient",
        unit="min",
        lower_better=True,
        baseline=140,
        baseline_n=96,
        target=60,
        owner_id=owner_id,
        **measured,
    )
    yield BenefitFacts(
        title="Kortere ventetid",
        goal="God hjelp innen tre uker",
        receiver="service",
        figure="waiting",
        lower_better=True,
        baseline=61,
        baseline_n=388,
        target=21,
        owner_id=owner_id,
        interval=1,
        **measured,
    )
    yield BenefitFacts(
        title="Færre fastlegebesøk",
        category="avoided_cost",
        receiver="society",
        indicator="Konsultasjoner, 12 måneder før og etter",
        unit="per person",
        lower_better=True,
        target=2,
        target_on=goal_day,
        owner_name="Forskning",
        interval=12,
    )


def _follow_up(work: Work, actor: Actor, plan: BenefitsPlan, rows: Iterable[PlannedBenefit]) -> None:
    for row in rows:
        if row.unit == "min":
            for days, value, n in ((300, 118, 64), (210, 97, 81), (120, 74, 90), (30, 66, 102)):
                day = work.today - timedelta(days=days)
                keep_value(work, actor, plan, row, day, value, n, EXAMPLE, fewest=FEWEST)
        if row.figure == "waiting":
            _points(work, actor, plan, row)
        if row.baseline is not None:
            say_status(work, actor, plan, row, "measuring", "")


def _points(work: Work, actor: Actor, plan: BenefitsPlan, row: PlannedBenefit) -> None:
    soon = work.today + timedelta(days=60)
    days = add_point(work, actor, plan, row, "precondition", "To faste dager til inntak i uken", "", None)
    work.session.flush()
    settle_point(work, actor, plan, row, days.id, settled=True)
    add_point(work, actor, plan, row, "precondition", "Henvisninger kommer elektronisk", "IKT-leder", None)
    add_point(work, actor, plan, row, "action", "Slutte med dobbel vurdering av henvisninger", "Fagansvarlig", soon)
    add_point(work, actor, plan, row, "disbenefit", "Kortere kø kan gi flere pasienter per behandler", "", None)
    add_point(work, actor, plan, row, "risk", "De som ikke bruker BankID, venter fortsatt på fysisk time", "", None)


def _beside(work: Work, actor: Actor, plan: BenefitsPlan) -> None:
    note = "Tegnet av fagansvarlig og to pasienter. Eksempeltall."
    draw_pathways(work, actor, plan, {"without": WITHOUT, "with": WITH}, note)
    for key, (low, base, high) in ASSUMED.items():
        spread = Spread(float(low), float(base), float(high))
        keep_assumption(work, actor, plan, key, spread, "Avdelingsleder", EXAMPLE, work.today)
    consented = work.today - timedelta(days=90)
    for said, by in (
        ("Jeg slapp å ta fri to dager. Men i modul to ble det for mye på en uke.", "Pasient, 34 år"),
        ("Vi ser folk vi aldri så på kurset. De skriver om kvelden.", "Behandler"),
    ):
        add_voice(work, actor, plan, "quote", said, by, "Eksempelsitat", consented)
    add_voice(work, actor, plan, "finding", "9 av 14 nevnte tempoet i modul to.", "", "14 intervjuer, eksempel", None)
    goal = "God hjelp der folk bor, innen tre uker."
    say_goal(work, actor, plan, goal, work.today + timedelta(days=50), approve=True)
