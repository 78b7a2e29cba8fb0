"""A simulated cohort: people who are referred, treated and measured through the very services that real ones use, under a
clock that is moved. The same seed gives the same cohort."""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import event, select

from varde.assessments.context import SEXES
from varde.assessments.planning import ask_now, on_demand_of
from varde.assessments.service import KIND, missing_context, open_sheet, remember_sex, submit
from varde.audit.service import seal
from varde.dialogue import service as dialogue
from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.service import end, start
from varde.identity.models import Organisation, Person
from varde.identity.nin import parse
from varde.identity.service import Actor, RoleAt, add_person
from varde.instruments.values import Instrument
from varde.kernel.clock import MovedClock
from varde.kernel.jobs import Outbox, run_row
from varde.kernel.work import Platform, Work
from varde.modules.progress import finish_step, path_of, save_worksheet
from varde.programmes.values import Exercise, Module, Occasion, Programme
from varde.referrals.screening import screen
from varde.referrals.service import decide, refer
from varde.rules.language import facts_of
from varde.scheduling.agenda import AgendaHandler
from varde.scheduling.models import AgendaItem
from varde.scheduling.service import book
from varde.simulation_alerts import look_at_alerts
from varde.simulation_answers import simulated_answers, simulated_facts
from varde.simulation_text import ANSWERS, FAMILY_NAMES, GIVEN_NAMES, NOTES, QUESTIONS

COMMIT_EVERY_DAYS = 60


@dataclass
class Site:
    """Where a cohort is treated, and by whom."""

    organisation: Organisation
    programme: Programme
    therapists: Sequence[Person]


@dataclass
class Simulator:
    """Runs patients' courses in the order of time. ``progress`` is told how far it has come, 0 to 1."""

    platform: Platform
    clock: MovedClock
    seed: int
    until: datetime
    numbers: Iterator[str]
    progress: Callable[[float], None] = lambda _done: None
    _events: list[tuple[datetime, int, Callable[[Work], None]]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)

    def at(self, when: datetime, deed: Callable[[Work], None]) -> None:
        """Plan a deed; what lies after the end is never done."""
        if when <= self.until:
            heapq.heappush(self._events, (when, next(self._order), deed))

    def add_cohort(self, site: Site, patients: int, first: datetime) -> None:
        """Plan ``patients`` referrals spread evenly by chance from ``first`` to the end."""
        span = (self.until - first).total_seconds()
        for _ in range(patients):
            referred = first + timedelta(seconds=self.rng.uniform(0, span))
            course = Course(self, site, random.Random(self.rng.random()))
            self.at(_waking(referred, self.rng), course.refer)

    def run(self) -> int:
        """Do everything planned. Returns the number of deeds."""
        if not self._events:
            return 0
        done, begun = 0, self._events[0][0]
        day = begun.date()
        while self._events:
            with self.platform.work() as work:
                kept = _keep_loaded(work)
                last = day + timedelta(days=COMMIT_EVERY_DAYS)
                while day < last and self._events:
                    done += self._one_day(work, day)
                    day += timedelta(days=1)
                drain(work, self.platform)
                while seal(work):
                    work.session.flush()
                work.session.flush()
                work.enqueued.clear()
                kept.clear()
            self.progress(min((self.clock.now() - begun) / (self.until - begun), 1.0))
        return done

    def _one_day(self, work: Work, day: date) -> int:
        done = 0
        while self._events and self._events[0][0].date() <= day:
            when, _, deed = heapq.heappop(self._events)
            self._move(work, when)
            deed(work)
            done += 1
        self._move(work, max(work.now, datetime.combine(day, datetime.max.time(), tzinfo=self.until.tzinfo)))
        self._keep_time(work)
        look_at_alerts(work, self.rng)
        drain(work, self.platform, only="notifications.send")
        return done

    def _move(self, work: Work, when: datetime) -> None:
        when = min(when, self.until)
        if when > self.clock.now():
            self.clock.set(when)
        work.now = self.clock.now()

    def _keep_time(self, work: Work) -> None:
        """What the clock process does in a day, at the moments it would have done it."""
        tonight, handlers = work.now, work.catalogue.all(AgendaHandler)
        for _ in range(50):
            work.session.flush()
            items = work.session.scalars(
                select(AgendaItem).where(AgendaItem.act_at <= tonight).order_by(AgendaItem.act_at)
            ).all()
            if not items:
                break
            for item in items:
                assert item.act_at is not None
                work.now = max(item.act_at, item.opens_at)
                # Without the savepoint that keeps one bad item from the others: here a fault is a fault of ours.
                item.act_at = handlers[item.kind].act(work, item)
        work.now = tonight


def _keep_loaded(work: Work) -> list[object]:
    """Hold on to every row of this unit, so that meeting a person again a simulated day later costs no statement."""
    kept: list[object] = []
    for moment in ("loaded_as_persistent", "pending_to_persistent"):
        event.listen(work.session, moment, lambda _session, row: kept.append(row))
    return kept


def drain(work: Work, platform: Platform, only: str | None = None) -> None:
    """Do what the outbox holds (one kind of job, when named) in this unit of work. The same job about the same enrolment
    is done once: nothing changes in between."""
    work.session.flush()
    seen: set[tuple[str, str]] = set()
    waiting = select(Outbox).where(Outbox.done_at.is_(None), Outbox.failed_at.is_(None), Outbox.run_after <= work.now)
    if only is not None:
        waiting = waiting.where(Outbox.job == only)
    while True:
        rows = work.session.scalars(waiting.order_by(Outbox.id)).all()
        if not rows:
            return
        for row in rows:
            same = (row.job, str(row.arguments.get("enrolment_id", row.arguments)))
            if same in seen:
                row.done_at = work.now
                continue
            seen.add(same)
            # A worker would have done it at once, not when the simulated day is over.
            tonight, work.now = work.now, row.run_after
            run_row(work, row, platform.jobs)
            work.now = tonight
        work.session.flush()


def _waking(when: datetime, rng: random.Random) -> datetime:
    """The same day, at an hour when people do such things: mostly in the evening."""
    hour = min(max(int(rng.gauss(17, 3)), 6), 21)
    return when.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60), microsecond=0)


class Course:
    """One person's course. ``burden`` is how ill she is, 0 to 1, and changes as time goes."""

    def __init__(self, simulator: Simulator, site: Site, rng: random.Random) -> None:
        self.simulator, self.site, self.rng = simulator, site, rng
        self.programme = site.programme
        self.therapist = rng.choice(list(site.therapists))
        self.burden = min(max(rng.gauss(0.54, 0.17), 0.05), 0.98)
        self.goal = min(max(self.burden - rng.gauss(0.11, 0.17), 0.02), 0.98)
        self.diligence = rng.random()
        self.most_steps = 3
        self.quits = 0.02 + 0.02 * (1 - self.diligence)
        self.track: str | None = None
        self.enrolment_id = 0
        self.actor: Actor | None = None

    # -- the way in

    def refer(self, work: Work) -> None:
        rng = self.rng
        nin = parse(next(self.simulator.numbers), allow_synthetic=True)
        born = work.today - timedelta(days=int(min(max(rng.gauss(38, 13), 18.5), 82) * 365.25))
        person = add_person(
            work,
            rng.choice(GIVEN_NAMES),
            rng.choice(FAMILY_NAMES),
            nin,
            birth_date=born,
            phone=f"9{rng.randrange(10_000_000):07d}",
            language="nn" if rng.random() < 0.25 else "nb",
        )
        self.actor = actor_of(person)
        facts = simulated_facts(self.programme, rng, age=int((work.today - born).days / 365.25))
        enrolment, referral = refer(work, person, self.site.organisation, self.programme, facts, source="self")
        self.enrolment_id = enrolment.id
        self.track = referral.suggested_track or (
            rng.choice(self.programme.tracks).key if self.programme.tracks else None
        )
        self._later(work, rng.uniform(1, 8), self.assess)

    def assess(self, work: Work) -> None:
        therapist = actor_of(self.therapist, self.site.organisation)
        enrolment = open_record(work, therapist, self.enrolment_id, "referral", write=True)
        outcome = screen(self.programme, _facts_of(work, self.enrolment_id)).outcome
        accept = self.rng.random() < {"eligible": 0.98, "review": 0.8, "incomplete": 0.5}.get(outcome, 0.03)
        decide(work, therapist, enrolment, accept=accept, track=self.track)
        if not accept:
            return
        if self.rng.random() < 0.07:
            self._later(work, 90, self.never_came)
        else:
            self._later(work, self.rng.uniform(3, 35), self.begin)

    def never_came(self, work: Work) -> None:
        end(work, self.therapist.id, self._enrolment(work), "no_contact")

    def begin(self, work: Work) -> None:
        enrolment = self._enrolment(work)
        start(work, enrolment)
        if self.rng.random() < 0.7:
            when = work.now + timedelta(days=self.rng.randrange(3, 14))
            book(work, enrolment.id, self.therapist.id, "video", when.replace(hour=12, minute=30, second=0), 30)
        answered = 0.93
        items = {
            item.key: item
            for item in work.session.scalars(
                select(AgendaItem).where(AgendaItem.enrolment_id == enrolment.id, AgendaItem.kind == KIND)
            )
        }
        for occasion in self.programme.occasions_of(self.track):
            if occasion.key not in items:
                if occasion in on_demand_of(self.programme, self.track)[:1] and self.rng.random() < 0.15:
                    self._later(work, self.rng.uniform(20, self.programme.weeks * 7), self._asked_for(occasion))
                continue
            self._may_answer(items[occasion.key], answered)
            answered = answered * 0.9 if occasion.days else 0.78 if answered > 0.8 else 0.55
        self._later(work, self.rng.uniform(0.01, 2), self.work_on)
        for _ in range(self.rng.randrange(0, 4)):
            self._later(work, self.rng.uniform(2, self.programme.weeks * 6), self.ask)
        self._later(work, self.programme.access_days * self.rng.uniform(0.85, 1.02), self.finish)

    def _may_answer(self, item: AgendaItem, chance: float) -> None:
        """Whether she answers, and when in the window."""
        if self.rng.random() < chance * (0.6 + 0.4 * self.diligence):
            window = ((item.closes_at or item.due_at) - item.opens_at) * self.rng.uniform(0.01, 0.8)
            self.simulator.at(item.opens_at + window, self._answering(item.id))

    def _asked_for(self, occasion: Occasion) -> Callable[[Work], None]:
        def ask(work: Work) -> None:
            therapist = actor_of(self.therapist, self.site.organisation)
            enrolment = open_record(work, therapist, self.enrolment_id, "questionnaire", write=True)
            if enrolment.state == "active":
                self._may_answer(ask_now(work, therapist, enrolment, occasion.key), 0.9)

        return ask

    # -- under way

    def work_on(self, work: Work) -> None:
        """The next step, when there is one that is open."""
        enrolment = self._enrolment(work)
        if enrolment.state != "active":
            return
        path = path_of(work, enrolment, "nb")
        view = path.here
        if view is None or view.next_step is None:
            if any(one.status == "locked" for one in path.modules):
                self._later(work, 7, self.work_on)
            return
        left = [step for step in view.module.steps if step.key not in view.steps_done]
        for step in left[: self.rng.randint(1, self.most_steps)]:
            if isinstance(step, Exercise):
                shared = self.rng.random() < 0.7
                save_worksheet(work, enrolment, view.module, step, self._sheet(step), shared=shared, submit=True)
            if finish_step(work, enrolment, view, step):
                self._asked_after(work, view.module)
        work.session.flush()
        if self.rng.random() < self.quits:
            return  # she stops here, and nobody knows why
        self._later(work, self.rng.expovariate(1 / (3 + 5 * (1 - self.diligence))), self.work_on)

    def _asked_after(self, work: Work, module: Module) -> None:
        keys = [one.key for one in self.programme.occasions_of(self.track) if one.after_module == module.key]
        if keys:
            here = (AgendaItem.enrolment_id == self.enrolment_id) & AgendaItem.key.in_(keys)
            for item in work.session.scalars(select(AgendaItem).where(here)):
                self._may_answer(item, 0.9)

    def _sheet(self, step: Exercise) -> dict[str, str]:
        answers = {}
        for each in step.fields:
            if each.kind == "scale":
                answers[each.key] = str(min(max(round(self.rng.gauss(10 * self._burden_now(0.5), 2)), 0), 10))
            elif each.kind == "choice":
                answers[each.key] = self.rng.choice(each.choices)[0]
            elif self.rng.random() < 0.8:
                answers[each.key] = self.rng.choice(NOTES)
        return answers

    def ask(self, work: Work) -> None:
        enrolment = self._enrolment(work)
        if enrolment.state != "active" or self.actor is None:
            return
        which = self.rng.randrange(len(QUESTIONS))
        dialogue.write(work, self.actor, enrolment, QUESTIONS[which], f"sim-{next(self.simulator._order)}")
        self._later(work, self.rng.uniform(0.2, 2.5), self._answer_to(which))

    def _answer_to(self, which: int) -> Callable[[Work], None]:
        def answer(work: Work) -> None:
            therapist = actor_of(self.therapist, self.site.organisation)
            enrolment = open_record(work, therapist, self.enrolment_id, "messages", write=True)
            if enrolment.state in dialogue.WRITABLE:
                dialogue.mark_read(work, therapist, enrolment.id)
                dialogue.write(work, therapist, enrolment, ANSWERS[which], f"sim-{next(self.simulator._order)}")

        return answer

    def _answering(self, agenda_id: int) -> Callable[[Work], None]:
        def answer(work: Work) -> None:
            item = work.session.get(AgendaItem, agenda_id)
            if (
                item is None
                or item.state != "planned"
                or self.actor is None
                or self._enrolment(work).state not in ("active", "completed")
            ):
                return
            sheet = open_sheet(work, self.actor, agenda_id, write=True)
            days = (work.now - sheet.enrolment.started_at).days if sheet.enrolment.started_at else 0
            burden = self._burden_now(min(days / 90, 1.0))
            rare = _seldom_positive(sheet.occasion)
            while sheet.unanswered:  # an answer may bring more questions
                instrument = work.catalogue.one(Instrument, key := sheet.unanswered[0])
                if missing_context(work, sheet, instrument):
                    remember_sex(work, sheet.enrolment.person, self.rng.choice(SEXES))
                submit(
                    work,
                    self.actor,
                    sheet,
                    key,
                    simulated_answers(instrument, burden * (0.35 if instrument.key in rare else 1), self.rng),
                )

        return answer

    def _burden_now(self, way: float) -> float:
        return min(max(self.burden + (self.goal - self.burden) * way + self.rng.gauss(0, 0.05), 0.0), 1.0)

    def finish(self, work: Work) -> None:
        enrolment = self._enrolment(work)
        if enrolment.state not in ("active", "paused"):
            return
        done = [view for view in path_of(work, enrolment, "nb").modules if not view.module.optional]
        whole = all(view.status == "done" for view in done)
        end(work, self.therapist.id, enrolment, "completed" if whole or self.rng.random() < 0.4 else "withdrawn")

    def _enrolment(self, work: Work) -> Enrolment:
        enrolment = work.session.get(Enrolment, self.enrolment_id)
        assert enrolment is not None
        return enrolment

    def _later(self, work: Work, days: float, deed: Callable[[Work], None]) -> None:
        when = work.now + timedelta(days=days)
        self.simulator.at(when if days < 1 else _waking(when, self.rng), deed)


def _seldom_positive(occasion: Occasion) -> set[str]:
    """What screens for something most people do not have, and what is asked of those few."""
    return {key for key, _ in occasion.conditions} | {
        fact.partition(":")[0] for _, rule in occasion.conditions for fact in facts_of(rule)
    }


def actor_of(person: Person, organisation: Organisation | None = None) -> Actor:
    """A person acting as a patient, or, with an organisation, as a therapist there."""
    roles = (RoleAt("therapist", organisation.id),) if organisation else ()
    return Actor(
        person.id,
        person.name,
        person.given_name,
        person.title,
        person.language,
        roles,
        staff_sign_in=organisation is not None,
    )


def _facts_of(work: Work, enrolment_id: int) -> dict[str, object]:
    return work.session.scalar(select(Referral.facts).where(Referral.enrolment_id == enrolment_id)) or {}
