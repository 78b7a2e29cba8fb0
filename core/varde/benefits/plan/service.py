"""A benefits plan: read it whole, write its benefits, and keep every change with who made it and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select

from varde.benefits.plan.errors import NoSuchBenefit, PlanOvertaken, PlanRefused
from varde.benefits.plan.models import BenefitsPlan, PlanChange, PlannedBenefit, PlanPoint, PlanValue
from varde.benefits.plan.rules import BenefitFacts, benefit_faults, value_faults
from varde.benefits.plan.values import REMINDS, STATUSES
from varde.identity.grants import is_held
from varde.identity.models import Grant, Person
from varde.identity.names import signed
from varde.identity.rights import STAFF_ROLES
from varde.identity.service import Actor, line_of
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.deadlines import next_morning
from varde.scheduling.agenda import plan_once
from varde.scheduling.models import Subject
from varde.setup.rules import seen_of

FACTS = tuple(field.name for field in fields(BenefitFacts))


@dataclass(frozen=True, slots=True)
class WrittenBenefit:
    """A benefit with its values by hand, earliest first, and its points."""

    row: PlannedBenefit
    values: tuple[PlanValue, ...]
    points: tuple[PlanPoint, ...]

    @property
    def latest(self) -> PlanValue | None:
        return self.values[-1] if self.values else None


def plan_of(work: Work, organisation_id: int, programme: str) -> BenefitsPlan | None:
    """The plan of a programme at an organisation; None before anybody has begun one. One statement."""
    return work.session.scalar(
        select(BenefitsPlan).where(BenefitsPlan.organisation_id == organisation_id, BenefitsPlan.programme == programme)
    )


def begun_plan(work: Work, organisation_id: int, programme: str) -> BenefitsPlan:
    """The plan, begun now where there is none; then the place's mornings are on the agenda, to remind of what is due."""
    plan = plan_of(work, organisation_id, programme)
    if plan is None:
        plan = work.add(BenefitsPlan(organisation_id=organisation_id, programme=programme, begun_at=work.now))
        plan.goal, plan.ways_note, plan.version, plan.approved_by = "", "", 0, ""
        work.session.flush()
        plan_once(work, Subject("organisation", organisation_id), REMINDS, next_morning(work))
    return plan


def benefits_of(work: Work, plan_id: int) -> list[WrittenBenefit]:
    """The benefits of a plan in the order they were written, those that were taken out last. Three statements, however many."""
    rows = work.session.scalars(
        select(PlannedBenefit)
        .where(PlannedBenefit.plan_id == plan_id)
        .order_by(PlannedBenefit.status == "dropped", PlannedBenefit.id)
    ).all()
    own = select(PlannedBenefit.id).where(PlannedBenefit.plan_id == plan_id)
    values, points = dict[int, list[PlanValue]](), dict[int, list[PlanPoint]]()
    for value in work.session.scalars(
        select(PlanValue).where(PlanValue.benefit_id.in_(own)).order_by(PlanValue.benefit_id, PlanValue.day)
    ):
        values.setdefault(value.benefit_id, []).append(value)
    for point in work.session.scalars(select(PlanPoint).where(PlanPoint.benefit_id.in_(own)).order_by(PlanPoint.id)):
        points.setdefault(point.benefit_id, []).append(point)
    return [WrittenBenefit(row, tuple(values.get(row.id, ())), tuple(points.get(row.id, ()))) for row in rows]


def benefit_of(work: Work, plan: BenefitsPlan | None, benefit_id: int) -> PlannedBenefit:
    """:raises NoSuchBenefit: it is in no plan, or in another."""
    row = work.session.get(PlannedBenefit, benefit_id)
    if plan is None or row is None or row.plan_id != plan.id:
        raise NoSuchBenefit()
    return row


def facts_of_benefit(row: PlannedBenefit) -> BenefitFacts:
    """What is written of it."""
    return BenefitFacts(**{name: getattr(row, name) for name in FACTS})


def changes_of_plan(work: Work, plan_id: int, benefit_id: int | None = None, most: int = 200) -> list[PlanChange]:
    """What was changed, the newest first; of one benefit when it is named. One statement."""
    query = select(PlanChange).where(PlanChange.plan_id == plan_id)
    if benefit_id is not None:
        query = query.where(PlanChange.benefit_id == benefit_id)
    return list(work.session.scalars(query.order_by(PlanChange.id.desc()).limit(most)))


# --- writing


def hold_plan(work: Work, plan: BenefitsPlan) -> None:
    """Nobody else changes this plan until this unit of work has ended."""
    work.session.flush()
    work.session.refresh(plan, with_for_update=True)


def keep_benefit(
    work: Work,
    actor: Actor,
    plan: BenefitsPlan,
    row: PlannedBenefit | None,
    facts: BenefitFacts,
    *,
    fewest: int,
    seen: str | None = None,
    proposal: str = "",
) -> PlannedBenefit:
    """Write a benefit down, or change one (``row``). ``seen`` is :func:`seen_of_benefit` of what the form was made from.

    :raises PlanRefused: with one sentence for each control that is wrong; nothing is stored.
    :raises PlanOvertaken: somebody else changed it meanwhile.
    """
    refuse_faults(benefit_faults(facts, fewest=fewest, today=work.today))
    hold_plan(work, plan)
    if row is None:
        row = work.add(PlannedBenefit(plan_id=plan.id, begun_at=work.now, proposal=proposal, **asdict(facts)))
        row.status, row.status_note = "planned", ""
        work.session.flush()
        note_change(work, actor, plan, row, "benefit", None, None)
        return row
    before = facts_of_benefit(row)
    must_be_seen(work, plan, row.id, before, seen)
    for name in FACTS:
        was, becomes = getattr(before, name), getattr(facts, name)
        if was != becomes:
            setattr(row, name, becomes)
            if name == "owner_id":
                was, becomes = (_signature(work, number) for number in (was, becomes))
            note_change(work, actor, plan, row, name, was, becomes)
    return row


def keep_value(
    work: Work,
    actor: Actor,
    plan: BenefitsPlan,
    row: PlannedBenefit,
    day: date,
    value: float,
    n: int | None,
    source: str,
    *,
    fewest: int,
) -> None:
    """A value on one day, of a series that is written by hand; one that stood on that day is replaced, and the history has it.

    :raises PlanRefused: nothing is stored.
    """
    refuse_faults(value_faults(day, n, source, fewest=fewest, today=work.today))
    hold_plan(work, plan)
    kept = work.session.get(PlanValue, (row.id, day))
    before = kept.value if kept else None
    if kept is None:
        work.add(PlanValue(benefit_id=row.id, day=day, value=value, n=n, source=source))
    else:
        kept.value, kept.n, kept.source = value, n, source
    note_change(work, actor, plan, row, "value", before, value, about=day.isoformat())


def say_status(work: Work, actor: Actor, plan: BenefitsPlan, row: PlannedBenefit, status: str, note: str) -> None:
    """Somebody has looked at it today and says how it stands.

    :raises PlanRefused: there is no such status.
    """
    if status not in STATUSES:
        raise PlanRefused({"status": NO_SUCH_STATUS})
    hold_plan(work, plan)
    before = {"status": row.status, "note": row.status_note}
    row.status, row.status_note, row.looked_on = status, note, work.today
    note_change(work, actor, plan, row, "status", before, {"status": status, "note": note})


def add_point(
    work: Work,
    actor: Actor,
    plan: BenefitsPlan,
    row: PlannedBenefit,
    kind: str,
    said: str,
    owner: str,
    due_on: date | None,
) -> PlanPoint:
    """A precondition, an action, a disbenefit or a risk.

    :raises PlanRefused: it says nothing, or an action is nobody's.
    """
    faults = {"words": POINT_EMPTY} if not said else {}
    if kind == "action" and not (owner and due_on):
        faults["point_owner"] = ACTION_INCOMPLETE
    refuse_faults(faults.items())
    hold_plan(work, plan)
    point = work.add(PlanPoint(benefit_id=row.id, kind=kind, words=said, owner=owner, due_on=due_on))
    note_change(work, actor, plan, row, kind, None, said)
    return point


def settle_point(
    work: Work, actor: Actor, plan: BenefitsPlan, row: PlannedBenefit, point_id: int, *, settled: bool
) -> None:
    """It is done, in place or holds no longer; or it is open again. :raises NoSuchBenefit: it is of no such benefit."""
    hold_plan(work, plan)
    point = work.session.get(PlanPoint, point_id)
    if point is None or point.benefit_id != row.id:
        raise NoSuchBenefit()
    if (point.settled_at is not None) is settled:
        return
    point.settled_at = work.now if settled else None
    note_change(work, actor, plan, row, f"{point.kind}_settled", not settled, settled, about=point.words[:200])


def say_goal(
    work: Work, actor: Actor, plan: BenefitsPlan, goal: str, review_on: date | None, *, approve: bool = False
) -> None:
    """What the programme here is to reach, and when the plan is reviewed next; ``approve`` makes it a new version."""
    hold_plan(work, plan)
    for name, becomes in (("goal", goal), ("review_on", review_on)):
        was = getattr(plan, name)
        if was != becomes:
            setattr(plan, name, becomes)
            note_change(work, actor, plan, None, f"plan_{name}", was, becomes)
    if approve:
        plan.version, plan.approved_at, plan.approved_by = plan.version + 1, work.now, actor.name
        note_change(work, actor, plan, None, "approved", None, plan.version)


# --- what every verb does


def seen_of_benefit(row: PlannedBenefit) -> str:
    """What a form was made from, so that two who write at once are told of each other."""
    return seen_of(_written(asdict(facts_of_benefit(row))))


def must_be_seen(work: Work, plan: BenefitsPlan, benefit_id: int, stands: BenefitFacts, seen: str | None) -> None:
    """:raises PlanOvertaken: what stands is not what was seen. Without ``seen`` nobody claims to have looked."""
    if seen is None or seen == seen_of(_written(asdict(stands))):
        return
    last = next(iter(changes_of_plan(work, plan.id, benefit_id, 1)), None)
    at = f"{last.at.astimezone(work.zone):%d.%m. %H:%M}" if last else ""
    raise PlanOvertaken(name=last.by_name if last else "?", when=at)


def refuse_faults(faults: Iterable[tuple[str, Text]]) -> None:
    """:raises PlanRefused: there are any; the first of each control."""
    by_control: dict[str, Text] = {}
    for control, sentence in faults:
        by_control.setdefault(control, sentence)
    if by_control:
        raise PlanRefused(by_control)


def change_by_itself(work: Work, plan: BenefitsPlan, name: str, before: Any, after: Any) -> None:
    """Keep that ``name`` became another because of what somebody said elsewhere: no member of the staff did it."""
    change = PlanChange(at=work.now, by_id=None, by_name="Varde", plan_id=plan.id, benefit_id=None, name=name, about="")
    change.before, change.after = _written(before), _written(after)
    work.add(change)


def note_change(
    work: Work,
    actor: Actor,
    plan: BenefitsPlan,
    row: PlannedBenefit | None,
    name: str,
    before: Any,
    after: Any,
    about: str = "",
) -> None:
    """Keep that ``name`` became another, as JSON can hold it."""
    benefit_id, title = (row.id, row.title) if row is not None else (None, "")
    work.add(
        PlanChange(
            at=work.now,
            by_id=actor.person_id,
            by_name=actor.name,
            plan_id=plan.id,
            benefit_id=benefit_id,
            name=name,
            about=about or title,
            before=_written(before),
            after=_written(after),
        )
    )


def _signature(work: Work, person_id: int | None) -> str | None:
    person = work.session.get(Person, person_id) if person_id is not None else None
    return signed(person.name, person.title) if person is not None else None


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _written(each) for key, each in value.items()}
    return value


NO_SUCH_STATUS = Text("Velg hvordan det står.", "Vel korleis det står.", "Choose how it stands.")
POINT_EMPTY = Text("Skriv hva det gjelder.", "Skriv kva det gjeld.", "Write what it is about.")
ACTION_INCOMPLETE = Text(
    "Et tiltak har en som eier det, og en frist.",
    "Eit tiltak har ein som eig det, og ein frist.",
    "An action has an owner and a due date.",
)


def owners_at(work: Work, organisation_id: int, inside: Collection[int]) -> list[tuple[int, str]]:
    """Who can own a benefit here: everybody with a staff role at the place, under it or above it, by name. Two statements."""
    places = {*line_of(work, organisation_id), *inside}
    rows = work.session.scalars(
        select(Person)
        .where(
            Person.id.in_(
                select(Grant.person_id).where(
                    Grant.organisation_id.in_(places), Grant.role.in_(STAFF_ROLES), is_held(work.now)
                )
            )
        )
        .order_by(Person.family_name, Person.given_name, Person.id)
    )
    return [(row.id, signed(row.name, row.title)) for row in rows]


def names_of_owners(work: Work, benefits: Iterable[WrittenBenefit]) -> dict[int, str]:
    """What each person who owns a benefit signs with. One statement."""
    numbers = {benefit.row.owner_id for benefit in benefits} - {None}
    rows = work.session.scalars(select(Person).where(Person.id.in_(numbers)))
    return {row.id: signed(row.name, row.title) for row in rows}
