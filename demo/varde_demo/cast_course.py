"""The course of somebody one can sign in as: diligent, never drops out, and stands where her plugin wants her."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select

from varde.alerts.models import RaisedAlert
from varde.assessments.planning import ask_now, on_demand_of
from varde.assessments.service import KIND, open_sheet, submit
from varde.dialogue.service import mark_read, thread_of, write
from varde.enrolments.access import open_record
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.modules.progress import path_of
from varde.plugin.simulation import CastPatient, fitting_facts
from varde.programmes.values import Exercise, Module
from varde.referrals.service import decide
from varde.scheduling.models import AgendaItem
from varde_demo.acting import actor_of
from varde_demo.course import Course
from varde_demo.diaries import Saying
from varde_demo.life import Life
from varde_demo.organisations import Site
from varde_demo.plans import plan_for
from varde_demo.times import last_at_the_desk

HEAVY = 0.62
DAYS_BETWEEN = 4
"""How often somebody diligent sits down to it, with what her therapist takes to open a module."""
GROWS_WORSE = 0.35, 1.5
"""How ill somebody with a plan was, and would be after three months."""
PLAN_DAYS = 10
KEPT_DAYS = 9
"""How long before the demo is opened she takes up again what she keeps."""
EVENING_BEFORE = timedelta(hours=19)
"""How long before she is answered she has written."""
LATELY, LAST_CHANCE = timedelta(hours=2), timedelta(hours=47)
"""Before the demo is opened: when somebody answers that she is in danger, and when she does so if her form closes before that."""
LEFT_TO_VISITORS = timedelta(days=2)
"""Alerts as young as this are nobody's yet: whoever opens the demo is to see them, and close them."""


class CastCourse(Course):
    """Where she stands follows from ``cast``; the little that is left to chance, from her number."""

    measures_every = 1.0

    def __init__(self, site: Site, life: Life, person: Person, cast: CastPatient) -> None:
        super().__init__(site, life, person, random.Random(cast.number))
        self.cast, self.steps, self.hope = cast, cast.steps, cast.hope
        self.a_sitting = max(1, ceil(DAYS_BETWEEN * cast.steps / (7 * max(cast.week - 1, 1))))
        self.therapist = site.therapists[0]
        self._saying = Saying(site.simulation, cast.keeps)
        self.burden, self.goal = (0.6, 0.42) if cast.plan is None else GROWS_WORSE
        self.diligence, self.quits = 1.0, 0.0
        self.weighed = False

    def plan(self, zone: ZoneInfo) -> datetime:
        """Put her deeds in order. Returns when her course begins."""
        until = self.life.until
        answered = last_at_the_desk(until, zone)
        begins = until - timedelta(days=7 * (self.cast.week - 1) + self.cast.day + 12)
        self.life.at(begins, self.refer)
        self.life.at(answered - EVENING_BEFORE, self.lately)
        self.life.at(answered, self.answer_her)
        if self.cast.plan:
            self.life.at(until - timedelta(hours=22), self.plan_against_worse)
        if self.cast.writes:
            self.life.at(until - timedelta(hours=4), self.write_again)
        if self.cast.in_danger:
            self.life.at(until - LAST_CHANCE, self.weigh_in_time)
            self.life.at(until - LATELY, self.weigh_heavily)
        return begins

    def refer(self, work: Work) -> None:
        tracks = self.programme.tracks
        self._refer_with(work, fitting_facts(self.programme), tracks[0].key if tracks else None)
        self.track = self.cast.track or self.track
        self._later(work, 2, self.assess)

    def assess(self, work: Work) -> None:
        therapist = actor_of(self.therapist, self.site.organisation)
        enrolment = open_record(work, therapist, self.enrolment_id, "referral", write=True)
        decide(work, therapist, enrolment, accept=True, track=self.track)
        if (meeting := self.programme.gate_of(self.track, "start")) is not None:
            self._meet(work, meeting, 6)
        self._later(work, 10, self.begin)

    def work_on(self, work: Work) -> None:
        if self.steps > 0:
            super().work_on(work)

    def days_of_diary(self, work: Work, module: Module, step: Exercise) -> int:
        """What she keeps, she takes up again in the last days before the demo is opened."""
        days, again = super().days_of_diary(work, module, step), self.life.until - timedelta(days=KEPT_DAYS)
        if f"{module.key}/{step.key}" in self.cast.keeps and again > work.now + timedelta(days=days):
            self.life.at(again, lambda later: self._keep_diary(later, module, step, KEPT_DAYS))
        return days

    def steps_in_a_sitting(self, left: int) -> int:
        taken = min(self.a_sitting, self.steps, left)
        self.steps -= taken
        return taken

    def plan_against_worse(self, work: Work) -> None:
        """Her therapist has looked at her latest answers, and writes what is done about them."""
        assert self.cast.plan is not None
        therapist = actor_of(self.therapist, self.site.organisation)
        plan_for(self.enrolment_id, self.cast.plan.to(self.person.language), PLAN_DAYS, therapist)(work)

    def _watched(self, work: Work) -> None:
        """Nobody of the cast has a plan but the one who has it of her plugin."""

    def _answers(self, instrument: Instrument, occasion: str, burden: float) -> dict[str, object]:
        answers = super()._answers(instrument, occasion, burden)
        # Worse, and in no danger: that is somebody else's story.
        safe = {item.key: item.low for item in instrument.safety_items} if self.cast.plan is not None else {}
        return answers | {key: low for key, low in safe.items() if key in answers}

    def lately(self, work: Work) -> None:
        """The last days: a question, an answer she has not read, and a time to come."""
        therapist = actor_of(self.therapist, self.site.organisation)
        enrolment = open_record(work, self.actor, self.enrolment_id, "messages", write=True)
        self._read(work, path_of(work, enrolment, self.person.language))
        write(work, self.actor, enrolment, self.cast.asks.question.to(self.person.language), "lately-1")
        self._leave_open(work, therapist)
        after_tomorrow = (self.life.until + timedelta(days=2)).replace(hour=13, minute=30, second=0)
        self._book(work, after_tomorrow)

    def answer_her(self, work: Work) -> None:
        """Her therapist answers what she asked, at the desk."""
        therapist = actor_of(self.therapist, self.site.organisation)
        record = open_record(work, therapist, self.enrolment_id, "messages", write=True)
        mark_read(work, therapist, thread_of(work, record.id))
        write(work, therapist, record, self.cast.asks.answer.to(self.person.language), "lately-2")

    def write_again(self, work: Work) -> None:
        """She reads the answer and writes once more; whoever opens the demo may answer."""
        assert self.cast.writes is not None
        enrolment = open_record(work, self.actor, self.enrolment_id, "messages", write=True)
        mark_read(work, self.actor, thread_of(work, enrolment.id))
        write(work, self.actor, enrolment, self.cast.writes.to(self.person.language), "lately-3")

    def alert_raised(self, work: Work, alert: RaisedAlert) -> None:
        if work.now < self.life.until - LEFT_TO_VISITORS:
            super().alert_raised(work, alert)

    def _may_answer(self, item: AgendaItem, chance: float) -> None:
        """What can be answered on the day the demo is opened is left for whoever opens it."""
        until = self.life.until
        left_from = until - LAST_CHANCE if self.cast.in_danger else until
        if item.opens_at > until or (item.closes_at is not None and item.closes_at < left_from):
            super()._may_answer(item, chance)

    def _leave_open(self, work: Work, therapist: Actor) -> None:
        """An extra form that waits, in a programme where none does by plan."""
        if not any(occasion.after_module or occasion.days for occasion in self.programme.occasions):
            enrolment = open_record(work, therapist, self.enrolment_id, "questionnaire", write=True)
            for occasion in on_demand_of(self.programme, self.track)[:1]:
                ask_now(work, therapist, enrolment, occasion.key)

    def weigh_in_time(self, work: Work) -> None:
        """This week's form, when it closes before she would come to it."""
        self._weigh(work, AgendaItem.closes_at < self.life.until - LATELY)

    def weigh_heavily(self, work: Work) -> None:
        """This week's form, with an answer that crosses the clinic's limit, unless she has given it."""
        self._weigh(work, AgendaItem.closes_at >= work.now)

    def _weigh(self, work: Work, closing: ColumnElement[bool]) -> None:
        items = select(AgendaItem).where(
            AgendaItem.enrolment_id == self.enrolment_id,
            AgendaItem.kind == KIND,
            AgendaItem.state == "planned",
            AgendaItem.opens_at <= work.now,
            closing,
        )
        item = work.session.scalar(items.order_by(AgendaItem.due_at.desc()).limit(1))
        if item is None or self.weighed:
            return
        self.weighed = True
        sheet = open_sheet(work, self.actor, item.id, write=True)
        while sheet.unanswered:
            key = sheet.unanswered[0]
            instrument = work.catalogue.one(Instrument, key)
            answers = self.simulation.answers(instrument, sheet.occasion.key, HEAVY, self.rng)
            answers |= {safety.key: safety.low + 2 for safety in instrument.safety_items}
            submit(work, self.actor, sheet, key, answers)
