"""One invented person's course: she is referred, treated and measured through the very services that real ones use."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.plans import worse_by
from varde.appointments.rules import ANY
from varde.assessments.context import SEXES
from varde.assessments.planning import ask_now, on_demand_of
from varde.assessments.service import KIND, missing_context, open_sheet, remember_sex, responses_of, submit
from varde.dialogue import service as dialogue
from varde.enrolments.access import open_record
from varde.enrolments.exits import end
from varde.enrolments.gates import closing_ahead
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import UNDER_WAY
from varde.enrolments.service import may_work_in, start
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.kinds.kind import AnswerKind, InventedPerson
from varde.measurements.service import WHAT, measure, series_of, set_base
from varde.modules.dated import dated_kind, share_entries
from varde.modules.entries import awaits_feedback, read_feedback, save_entry
from varde.modules.models import Entry
from varde.modules.path_rules import Path
from varde.modules.progress import finish_step, path_of
from varde.plugin.simulation import QuestionAndAnswer
from varde.programmes.values import Exercise, Meeting, Module, Occasion
from varde.referrals.screening import screen
from varde.referrals.service import decide, refer
from varde.scheduling.models import AgendaItem
from varde.series.values import Series
from varde_demo import alerts, words
from varde_demo.acting import actor_of
from varde_demo.consents import say_some
from varde_demo.diaries import Saying, as_asked, as_written, entry_of_day, keeping, write_now
from varde_demo.facts import referred_facts, seldom_positive, simulated_facts
from varde_demo.feedback import look_at
from varde_demo.life import Life
from varde_demo.opening import opens_next
from varde_demo.organisations import Site
from varde_demo.plans import plan_for
from varde_demo.times import at_work, come, first_free, hold, waking

READS, MOST_DAYS = 0.6, 8
"""The chance, each working day, that a therapist gets to what was shared with her; and after how many she does in any case."""


class Course:
    """The course of a person who is there already. ``burden`` is how ill she is, 0 to 1, and changes as time goes.

    Everything that happens by chance is drawn from ``rng``, and nothing depends on anybody else.
    """

    hope = ""
    measures_every = 7.0
    """Days between what she measures."""

    def __init__(self, site: Site, life: Life, person: Person, rng: random.Random) -> None:
        self.site, self.life, self.person, self.rng = site, life, person, rng
        self.life.raised = self.alert_raised
        self.programme, self.simulation = site.programme, site.simulation
        self._saying = Saying(site.simulation)
        self.therapist = rng.choice(list(site.therapists))
        usual = self.simulation.burden
        self.burden = min(max(rng.gauss(usual.start, usual.start_spread), 0.05), 0.98)
        self.goal = min(max(self.burden - rng.gauss(usual.eased, usual.eased_spread), 0.02), 0.98)
        self.diligence = rng.random()
        self.quits = 0.02 + 0.02 * (1 - self.diligence)
        self.track: str | None = None
        self.actor = actor_of(person)
        self.desk = random.Random()
        """The therapist's own chance, which changes nothing of the patient's."""
        self.desk.setstate(rng.getstate())
        self.meter = random.Random()
        """What she measures, which changes nothing else of hers."""
        self.meter.setstate(rng.getstate())
        self.diary = random.Random()
        """What she writes in a diary, which changes nothing else of hers."""
        self.diary.setstate(rng.getstate())
        self._messages = itertools.count()

    @property
    def enrolment_id(self) -> int:
        return self.life.enrolment_id

    @property
    def questions(self) -> tuple[QuestionAndAnswer, ...]:
        return self.simulation.questions or words.QUESTIONS

    # -- the way in

    def refer(self, work: Work) -> None:
        assert self.person.birth_date is not None
        facts = simulated_facts(self.programme, self.rng, age=(work.today - self.person.birth_date).days * 4 // 1461)
        tracks = self.programme.tracks
        self._refer_with(work, facts, self.rng.choice(tracks).key if tracks else None)
        self._later(work, self.rng.uniform(1, 8), self.assess)

    def _refer_with(self, work: Work, facts: dict[str, object], track: str | None) -> None:
        """Refer her; ``track`` is where she is put when the screening suggests none."""
        enrolment, referral = refer(
            work, self.person, self.site.organisation, self.programme, facts, source="self", hope=self.hope
        )
        self.life.enrolment_id = enrolment.id
        say_some(work, self.person)
        self.track = referral.suggested_track or track

    def assess(self, work: Work) -> None:
        therapist = actor_of(self.therapist, self.site.organisation)
        enrolment = open_record(work, therapist, self.enrolment_id, "referral", write=True)
        outcome = screen(self.programme, referred_facts(work, self.enrolment_id)).outcome
        accept = self.rng.random() < {"eligible": 0.98, "review": 0.8, "incomplete": 0.5}.get(outcome, 0.03)
        decide(work, therapist, enrolment, accept=accept, track=self.track)
        if not accept:
            return
        if self.rng.random() < 0.07:
            self._later(work, 90, self.never_came)
        else:
            self._later(work, self.rng.uniform(3, 35), self.meet_first)

    def meet_first(self, work: Work) -> None:
        """The meeting that must be held before she can begin, where the programme has one: she begins the day after."""
        meeting = self.programme.gate_of(self.track, "start")
        if meeting is None:
            self.begin(work)
            return
        ends_at = self._meet(work, meeting, self.rng.randrange(2, 8))
        self.life.at(ends_at + timedelta(hours=self.rng.uniform(2, 30)), self.begin)

    def _meet(self, work: Work, meeting: Meeting, days: int) -> datetime:
        """She comes to a meeting in so many days, or as soon after that as her therapist is free. Returns when it ends."""
        begins = (work.now + timedelta(days=days)).replace(hour=9, minute=0, second=0, microsecond=0)
        booked = first_free(work, self.enrolment_id, self.therapist.id, begins, meeting)
        ends_at = booked.starts_at + timedelta(minutes=booked.minutes)
        self.life.at(ends_at, hold(booked.id, meeting, actor_of(self.therapist, self.site.organisation)))
        return ends_at

    def never_came(self, work: Work) -> None:
        end(work, self.therapist.id, self._enrolment(work), "no_contact")

    def begin(self, work: Work) -> None:
        enrolment = self._enrolment(work)
        start(work, enrolment)
        if self.rng.random() < 0.7:
            day = work.now + timedelta(days=self.rng.randrange(3, 14))
            self._book(work, day.replace(hour=12, minute=30, second=0))
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
            self._may_answer(items[occasion.key], self._answered(occasion))
        self._measure_from_now_on(work, enrolment)
        self._later(work, self.rng.uniform(0.01, 2), self.work_on)
        for _ in range(self.rng.randrange(0, 4)):
            self._later(work, self.rng.uniform(2, self.programme.weeks * 6), self.ask)
        self._later(work, self.programme.access_days * self.rng.uniform(0.85, 1.02), self.finish)

    def _measure_from_now_on(self, work: Work, enrolment: Enrolment) -> None:
        for series in series_of(work, enrolment):
            if series.of_patient:
                best = self.simulation.measures(series, 0.0, self.meter)[series.zoned_at]
                set_base(work, actor_of(self.therapist, self.site.organisation), enrolment, series, best)
            self._next_measurement(work, series, self.meter.uniform(0.2, 2))

    def _next_measurement(self, work: Work, series: Series, days: float) -> None:
        def deed(later: Work) -> None:
            enrolment = open_record(later, self.actor, self.enrolment_id, WHAT, write=True)
            if enrolment.state != "active":
                return
            if self.meter.random() < 0.4 + 0.6 * self.diligence:
                figures = self.simulation.measures(series, self.burden, self.meter)
                measure(later, self.actor, enrolment, series, figures, confirmed=True)
            self._next_measurement(later, series, self.measures_every)

        self.life.at(waking(work.now + timedelta(days=days), self.meter), deed)

    def _answered(self, occasion: Occasion) -> float:
        """How many answer it: nearly all at the start, fewer as the weeks go, and fewer again when it is over."""
        weeks = (occasion.months * 30 + occasion.days) / 7
        return 0.93 - 0.2 * weeks / self.programme.weeks if weeks <= self.programme.weeks else 0.62

    def _book(self, work: Work, starts_at: datetime, minutes: int = 30) -> None:
        """A time on video, to which the diligent come and others mostly do."""
        declared = next((each for each in self.programme.meetings_of(self.track) if not each.gate), ANY)
        booked = first_free(work, self.enrolment_id, self.therapist.id, starts_at, replace(declared, minutes=minutes))
        state = self.rng.choice(("attended", "attended", "attended", "late"))
        if self.rng.random() >= 0.8 + 0.2 * self.diligence:
            state = "missed"
        self.life.at(booked.starts_at + timedelta(minutes=minutes), come(booked.id, state, self.therapist.id))

    def _may_answer(self, item: AgendaItem, chance: float) -> None:
        """Whether she answers, and when in the window."""
        if self.rng.random() < chance * (0.6 + 0.4 * self.diligence):
            window = ((item.closes_at or item.due_at) - item.opens_at) * self.rng.uniform(0.01, 0.8)
            self.life.at(item.opens_at + window, self._answering(item.id))

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
        if enrolment.state != "active" or not may_work_in(enrolment, work.now):
            return
        self._read(work, path := path_of(work, enrolment, "nb"))
        view = path.here
        if view is None or view.next_step is None:
            if not opens_next(self, work, path) and any(module.status == "locked" for module in path.modules):
                self._later(work, 7, self.work_on)
            return
        for step in view.left[: self.steps_in_a_sitting(len(view.left))]:
            if isinstance(step, Exercise) and step.dated:
                self._keep_diary(work, view.module, step, self.days_of_diary(work, view.module, step))
            elif isinstance(step, Exercise):
                shared = self.rng.random() < 0.7
                answers = self._sheet(work, step)
                sheet = save_entry(work, enrolment, view.module, step, answers, shared=shared, submit=True)
                self._shared(work, sheet)
            if finish_step(work, enrolment, view, step):
                self._asked_after(work, view.module)
        work.session.flush()
        if self.rng.random() < self.quits:
            return  # she stops here, and nobody knows why
        self._later(work, self.rng.expovariate(1 / (3 + 5 * (1 - self.diligence))), self.work_on)

    def _keep_diary(self, work: Work, module: Module, step: Exercise, days: int) -> None:
        """One more entry, most days, for so many more; now and then she shares one."""
        enrolment = self._enrolment(work)
        if enrolment.state != "active" or not may_work_in(enrolment, work.now):
            return
        once = not dated_kind(step).daily and self.simulation.written_in(module.key, step.key)
        if self.diary.random() < 0.35 + 0.6 * self.diligence or once:
            entries, keeps = self.simulation.entries or words.ENTRIES, keeping(work, self.enrolment_id, self.person.id)
            asked = as_asked(work, enrolment, module.key, step)
            answers = entry_of_day(asked, self.burden, self.diary, self.person.language, entries, keeps)
            said = self._saying.next_in(module.key, step.key)
            if said is not None:
                answers = as_written(asked, said, answers, self.person.language, work.today)
            written = write_now(work, enrolment, module, step, answers, self._once())
            answered = said.answered if said is not None else None
            if written is not None and (self.diary.random() < 0.3 or answered is not None):
                share_entries(work, enrolment, module, [written])
                self._shared(work, written, answered)
        if days > 1:
            tomorrow = waking(work.now + timedelta(days=1), self.diary)
            self.life.at(tomorrow, lambda later: self._keep_diary(later, module, step, days - 1))

    def days_of_diary(self, _work: Work, module: Module, step: Exercise) -> int:
        """How many days she writes in it: until she has said what there is to say."""
        return len(self.simulation.written_in(module.key, step.key)) or self.diary.randint(5, 14)

    def _read(self, work: Work, path: Path) -> None:
        """What the therapist has answered since."""
        for view, step in path.answered:
            read_feedback(work, self.enrolment_id, view, step.key)

    def _shared(self, work: Work, sheet: Entry, answered: Text | None = None) -> None:
        """Her therapist gets to it within two weeks, and mostly answers; surely where it is said what."""
        if awaits_feedback(sheet):
            moment = alerts.at_the_desk(work.now, work.zone, self.desk, READS, MOST_DAYS)
            usual = self.desk.choice(words.FEEDBACK) if self.desk.random() < 0.85 else None
            answer = said.to(self.person.language) if (said := answered or usual) else None
            self.life.at(moment, look_at(sheet, answer, actor_of(self.therapist, self.site.organisation)))

    def steps_in_a_sitting(self, left: int) -> int:
        """How many of the steps that are left in the module she takes before she puts it away."""
        return min(self.rng.randint(1, 3), left)

    def _asked_after(self, work: Work, module: Module) -> None:
        keys = [each.key for each in self.programme.occasions_of(self.track) if each.after_module == module.key]
        if keys:
            asked_now = (AgendaItem.enrolment_id == self.enrolment_id) & AgendaItem.key.in_(keys)
            for item in work.session.scalars(select(AgendaItem).where(asked_now)):
                self._may_answer(item, 0.9)

    def _sheet(self, work: Work, step: Exercise) -> dict[str, Any]:
        answers = {each.key: each.kind.invent(self._writing(work, each.kind)) for each in step.fields}
        return {key: value for key, value in answers.items() if value is not None}

    def _writing(self, work: Work, kind: AnswerKind) -> InventedPerson:
        """Her, as she answers in an exercise; how ill she is varies with each number she gives."""
        burden = self._burden_now(0.5) if kind.bounds is not None else self.burden
        entries = self.simulation.entries or words.ENTRIES
        return InventedPerson(
            self.rng, burden, self.person.language, entries, keeping(work, self.enrolment_id, self.person.id)
        )

    def ask(self, work: Work) -> None:
        enrolment = self._enrolment(work)
        if enrolment.state != "active":
            return
        asked = self.rng.choice(self.questions)
        dialogue.write(work, self.actor, enrolment, asked.question.to(self.person.language), self._once())
        replied = at_work(work.now + timedelta(days=self.rng.uniform(0.2, 2.5)), work.zone)
        self.life.at(replied, lambda later: self._reply(later, asked))

    def _reply(self, work: Work, asked: QuestionAndAnswer) -> None:
        therapist = actor_of(self.therapist, self.site.organisation)
        enrolment = open_record(work, therapist, self.enrolment_id, "messages", write=True)
        thread = dialogue.thread_of(work, enrolment.id)
        if dialogue.writing_in(enrolment, thread, by_patient=False) == "yes":
            dialogue.mark_read(work, therapist, thread)
            dialogue.write(work, therapist, enrolment, asked.answer.to(self.person.language), self._once())

    def _once(self) -> str:
        return f"sim-{next(self._messages)}"

    def _answering(self, agenda_id: int) -> Callable[[Work], None]:
        def answer(work: Work) -> None:
            item = work.session.get(AgendaItem, agenda_id)
            if item is None or item.state != "planned" or self._enrolment(work).state not in ("active", "completed"):
                return
            sheet = open_sheet(work, self.actor, agenda_id, write=True)
            days = (work.now - sheet.enrolment.started_at).days if sheet.enrolment.started_at else 0
            burden = self._burden_now(min(days / 90, 1.0))
            rare = seldom_positive(sheet.occasion)
            while sheet.unanswered:  # an answer may bring more questions
                instrument = work.catalogue.one(Instrument, key := sheet.unanswered[0])
                if missing_context(work, sheet, instrument):
                    remember_sex(work, sheet.enrolment.person, self.rng.choice(SEXES))
                lighter = burden * (0.35 if instrument.key in rare else 1)
                submit(work, self.actor, sheet, key, self._answers(instrument, sheet.occasion.key, lighter))
            self._watched(work)

        return answer

    def _answers(self, instrument: Instrument, occasion: str, burden: float) -> dict[str, object]:
        return self.simulation.answers(instrument, occasion, burden, self.rng)

    def _watched(self, work: Work) -> None:
        """Whoever is worse has a plan within days, mostly."""
        moment = alerts.at_the_desk(work.now, work.zone, self.desk, alerts.SEES)
        plan, days = self.desk.choice(words.PLANS), self.desk.randint(10, 35)
        if self.desk.random() < 0.7 and worse_by(work, responses_of(work, self.enrolment_id)):
            therapist = actor_of(self.therapist, self.site.organisation)
            self.life.at(moment, plan_for(self.enrolment_id, plan.to(self.person.language), days, therapist))

    def _burden_now(self, way: float) -> float:
        return min(max(self.burden + (self.goal - self.burden) * way + self.rng.gauss(0, 0.05), 0.0), 1.0)

    def finish(self, work: Work) -> None:
        """It ends, after the meeting that closes where she completes and the programme has one."""
        enrolment = self._enrolment(work)
        if enrolment.state not in UNDER_WAY:
            return
        done = [view for view in path_of(work, enrolment, "nb").modules if not view.module.optional]
        whole = all(view.status == "done" for view in done)
        reason = "completed" if whole or self.rng.random() < 0.4 else "withdrawn"
        ahead = closing_ahead(work, enrolment, self.programme) if reason == "completed" else None
        if ahead is None:
            end(work, self.therapist.id, enrolment, reason)
            return
        self.life.at(self._meet(work, ahead.meeting, self.rng.randrange(2, 8)) + timedelta(hours=1), self.complete)

    def complete(self, work: Work) -> None:
        """The day of the last meeting, unless she has stopped before it or is paused and it was cancelled."""
        enrolment = self._enrolment(work)
        if enrolment.state in UNDER_WAY and closing_ahead(work, enrolment, self.programme) is None:
            end(work, self.therapist.id, enrolment, "completed")

    def alert_raised(self, work: Work, alert: RaisedAlert) -> None:
        """A therapist will look at it; the moment is drawn now, so that it depends on this person alone."""
        moment = alerts.looked_at(alert, work.now, work.zone, self.rng)
        self.life.at(moment, lambda work: alerts.close(work, alert, self.rng))

    def _enrolment(self, work: Work) -> Enrolment:
        return work.session.get_one(Enrolment, self.enrolment_id)

    def _later(self, work: Work, days: float, deed: Callable[[Work], None]) -> None:
        moment = work.now + timedelta(days=days)
        self.life.at(moment if days < 1 else waking(moment, self.rng), deed)
