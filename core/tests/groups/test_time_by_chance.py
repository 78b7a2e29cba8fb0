"""A clinic's weeks by chance, over the nights on which the clocks are set: what Varde does beside what stands on paper.

``make soak`` walks far, from a new seed that the last line tells; ``make test`` a little, always the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from varde.appointments import service
from varde.appointments.service import Wish
from varde.appointments.waiting import want_earlier
from varde.enrolments import exits
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, resume
from varde.groups import attending, changing, members, sessions
from varde.groups.errors import NotInGroup
from varde.groups.models import CareGroup
from varde.groups.service import GroupPlan, name_of_group
from varde.kernel.work import Work
from varde.scheduling import booking
from varde.scheduling.agenda import tick
from varde.scheduling.claims import forget_past_claims
from varde.scheduling.models import ClosedDays
from varde.staffing.service import report

from .clinic_by_chance import ClinicInBooks, day_of, moment
from .paper import DAY, TALK, on_the_wall

pytestmark = [pytest.mark.chance, pytest.mark.verification]
CLOCKS = [8 * 60, 8 * 60 + 15, 8 * 60 + 30, 8 * 60 + 40, 9 * 60, 15 * 60 + 30, 15 * 60 + 45, 105, 150, 180]
nth, away_days, clocks = (
    st.integers(0, 40),
    st.sampled_from([-1, 0, 1, 2, 2, 3, 4, 9, 370, 810]),
    st.sampled_from(CLOCKS),
)
ways, who_came = st.sampled_from(["phone", "physical", "video"]), st.sampled_from(["attended", "late", "missed"])


class ClinicByChance(ClinicInBooks):
    """Each rule does one thing in Varde and on paper, and both must answer the same."""

    has_hours = precondition(lambda self: bool(self.paper.hours))
    has_sessions = precondition(lambda self: any(group.sessions for group in self.paper.groups))

    # --- appointments

    @rule(
        n=nth,
        way=ways,
        days=away_days,
        clock=clocks,
        minutes=st.sampled_from([30, 45]),
        room=st.booleans(),
        anyway=st.booleans(),
    )
    def staff_books(self, n: int, way: str, days: int, clock: int, minutes: int, room: bool, anyway: bool) -> None:
        if (begins := self.at(days, clock, n)) is None:
            return
        room_id = self.world.talk_room if room else None
        hour = self.new(n, way, begins, minutes, meeting="", room=room_id)
        why = "Må ses" if anyway else ""
        wish = Wish(way, moment(begins), minutes, hour.therapist, "", room_id, "", why)
        row = self.both_do(
            lambda work: service.arrange(work, self.actor, work.session.get_one(Enrolment, hour.patient), wish),
            self.paper.may_arrange(hour, anyway),
        )
        if row is not None:
            hour.number = row.id
            self.paper.add(hour)

    @rule(
        n=nth,
        way=st.sampled_from(["phone", "physical"]),
        days=st.integers(1, 4),
        chosen=st.lists(clocks, min_size=1, max_size=3, unique=True),
    )
    def staff_offers(self, n: int, way: str, days: int, chosen: list[int]) -> None:
        begins = sorted(at for clock in chosen if (at := self.at(days, clock)) is not None)
        if not begins:
            return
        hours = [self.new(n, way, at, state="offered", offer=len(self.paper.hours) + 1) for at in begins]
        wish = Wish(way, moment(begins[0]), TALK, hours[0].therapist, "talk")
        refused, rows = self.ask(
            lambda work: service.offer(
                work, self.actor, work.session.get_one(Enrolment, hours[0].patient), wish, [moment(at) for at in begins]
            )
        )
        for hour, row in zip(hours, rows or (), strict=False):
            hour.number = row.id
        assert refused == self.paper.offer(hours)

    @has_hours
    @rule(n=nth)
    def she_chooses(self, n: int) -> None:
        hour = self.hour(n)
        self.both_do(
            lambda work: booking.accept(work, self.row(work, hour)[1], self.world.people[hour.patient]),
            self.paper.choose(hour),
        )

    @rule(n=nth, way=ways, days=st.integers(0, 5), clock=clocks)
    def she_books(self, n: int, way: str, days: int, clock: int) -> None:
        if (begins := self.at(days, clock, n)) is None:
            return
        hour = self.new(3 * (n % 1) + n % 3, way, begins)
        hour.therapist = self.maren.id
        meeting = self.house.programme("sample").meetings[0]
        row = self.both_do(
            lambda work: service.book_own(
                work, work.session.get_one(Enrolment, hour.patient), meeting, way, moment(begins)
            ),
            self.paper.book_own(hour),
        )
        if row is not None:
            hour.number = row.id
            self.paper.add(hour)

    @has_hours
    @rule(n=nth, days=away_days, clock=clocks, herself=st.booleans())
    def it_is_moved(self, n: int, days: int, clock: int, herself: bool) -> None:
        hour, begins = self.hour(n), self.at(days, clock, n)
        if begins is None:
            return

        def move(work: Work) -> None:
            enrolment, row = self.row(work, hour)
            if herself:
                service.move_own(work, enrolment, row, moment(begins))
            else:
                service.rearrange(work, self.actor, enrolment, row, moment(begins))

        self.both_do(move, (self.paper.move_own if herself else self.paper.rearrange)(hour, begins))

    @has_hours
    @rule(n=nth, herself=st.booleans())
    def it_is_cancelled(self, n: int, herself: bool) -> None:
        hour = self.hour(n)

        def cancel(work: Work) -> None:
            enrolment, row = self.row(work, hour)
            if herself:
                service.cancel_own(work, enrolment, row)
            else:
                booking.call_off(work, row, by_id=self.maren.id)

        self.both_do(cancel, (self.paper.cancel_own if herself else self.paper.call_off)(hour))

    @has_hours
    @rule(n=nth, state=who_came)
    def it_was_held(self, n: int, state: str) -> None:
        hour = self.hour(n)
        self.both_do(
            lambda work: booking.record_attendance(work, self.row(work, hour)[1], state, self.maren.id),
            self.paper.attend(hour, state),
        )

    @has_hours
    @rule(n=nth, to=nth)
    def it_is_given_to_another(self, n: int, to: int) -> None:
        hour, therapist = self.hour(n), self.therapist(to)
        self.both_do(
            lambda work: booking.give(work, self.row(work, hour)[1], therapist, self.maren.id),
            self.paper.give(hour, therapist),
        )

    @has_hours
    @rule(n=nth)
    def she_would_have_it_earlier(self, n: int) -> None:
        hour = self.hour(n)
        refused = () if hour.state == "booked" else ("NoSuchAppointment",)
        self.both_do(lambda work: want_earlier(work, self.row(work, hour)[1], wants=True), refused)
        if not refused:
            hour.wish = self.paper.now

    @rule(n=nth, who=nth)
    def somebody_leaves_the_clinic(self, n: int, who: int) -> None:
        patient, therapist = self.patient(n), self.therapist(who)
        self.both_do(lambda work: booking.leave_appointments(work, patient, therapist), ())
        self.paper.leave_to_nobody(patient, therapist)

    # --- people, days and the clock

    @rule(n=nth, deed=st.sampled_from(["pause", "pause", "resume", "resume", "end", "undo", "undo"]))
    def her_course(self, n: int, deed: str) -> None:
        patient = self.patient(n)
        self.a_minute_goes()

        def do(work: Work) -> None:
            enrolment = work.session.get_one(Enrolment, patient)
            if deed == "end":
                exits.end(work, self.maren.id, enrolment, "withdrawn")
            else:
                {"pause": pause, "resume": resume, "undo": exits.undo}[deed](work, self.actor, enrolment)

        self.both_do(do, getattr(self.paper, deed)(patient))

    @rule(n=nth, days=st.integers(0, 3), closed=st.booleans())
    def away_or_closed(self, n: int, days: int, closed: bool) -> None:
        day = on_the_wall(self.paper.now) // DAY + days
        therapist = self.therapist(n)
        if day in self.paper.closed or (therapist, day) in self.paper.away:
            return
        if closed:
            row = {
                "organisation_id": self.house.clinic.id,
                "first_day": day_of(day),
                "last_day": day_of(day),
                "why": "Kurs",
            }
            self.both_do(lambda work: work.add(ClosedDays(**row)), ())
            self.paper.closed.append(day)
        else:
            absence = (therapist, day_of(day), day_of(day), "holiday", None)
            self.both_do(lambda work: report(work, *absence, by_id=None, may_stand_in=[]), ())
            self.paper.away.append((therapist, day))

    @rule(minutes=st.sampled_from([20, 3 * 60, 7 * 60, 20 * 60, 26 * 60]))
    def time_goes(self, minutes: int) -> None:
        self.house.clock.move(minutes=minutes)
        self.both_do(service.withdraw_unanswered, ())
        for _ in range(2):
            tick(self.house.platform)
        self.both_do(forget_past_claims, ())
        self.paper.walk(minutes)

    # --- groups

    @rule(n=nth, who=nth, deed=st.sampled_from(["join", "join", "wait", "leave"]))
    def a_seat(self, n: int, who: int, deed: str) -> None:
        group, patient = self.group(n), self.patient(who)
        self.a_minute_goes()

        def do(work: Work) -> None:
            row, enrolment = work.session.get_one(CareGroup, group.number), work.session.get_one(Enrolment, patient)
            member = members.member_of(work, group.number, patient)
            if deed == "join":
                members.join(work, enrolment, row, self.maren.id)
            elif deed == "wait":
                members.wait_for_seat(work, enrolment, row, self.maren.id)
            elif member is None:
                raise NotInGroup()
            else:
                members.leave(work, member, self.maren.id)

        self.both_do(do, getattr(self.paper, deed)(patient, group))

    @rule(n=nth, days=away_days, clock=clocks, number=st.sampled_from([1, 1, 2, 3]), every=st.sampled_from([1, 7]))
    def it_is_to_meet(self, n: int, days: int, clock: int, number: int, every: int) -> None:
        group = self.group(n)
        times = [self.at(days + each * every, clock, n) for each in range(number)]
        known = [at for at in times if at is not None]
        refused, rows = self.ask(
            lambda work: sessions.plan_sessions(
                work, work.session.get_one(CareGroup, group.number), [moment(at) for at in known], 60, self.maren.id
            )
        )
        assert refused == self.paper.plan(group, known, 60)
        for row, session in (
            zip(rows or (), group.sessions[-len(known) :], strict=True) if not refused and known else ()
        ):
            session.number = row.id

    @has_sessions
    @rule(n=nth, days=st.integers(-1, 9), clock=clocks, row=st.booleans(), cancel=st.booleans())
    def it_meets_elsewhen(self, n: int, days: int, clock: int, row: bool, cancel: bool) -> None:
        group, session = self.session(n)
        day = on_the_wall(session.begins) // DAY + days

        def do(work: Work) -> None:
            care_group, of_it = self.rows(work, group, session)
            if cancel:
                sessions.cancel_session(work, care_group, of_it, "", self.maren.id)
            else:
                wall = (datetime(2026, 1, 1) + timedelta(minutes=clock)).time()
                sessions.move_session(work, care_group, of_it, day_of(day), wall, self.maren.id, row=row)

        paper = self.paper
        self.both_do(
            do,
            paper.cancel_session(group, session) if cancel else paper.move_session(group, session, day, clock, row=row),
        )

    @rule(n=nth, seats=st.integers(2, 3), leader=nth, close=st.sampled_from([False, False, False, True]))
    def it_becomes_another(self, n: int, seats: int, leader: int, close: bool) -> None:
        group, leaders = self.group(n), [self.therapist(leader)]

        def do(work: Work) -> None:
            row = work.session.get_one(CareGroup, group.number)
            if close:
                changing.close_group(work, row, self.maren.id)
            else:
                plan = GroupPlan(name_of_group(row), seats, tuple(leaders), row.drop_in, room_id=row.room_id)
                changing.change_group(work, row, plan, self.maren.id)

        self.both_do(do, self.paper.close(group) if close else self.paper.change(group, seats, leaders))

    @has_sessions
    @rule(n=nth, who=nth, state=st.sampled_from(["attended", "late", "missed", "excused", "", "signs off"]))
    def who_was_there(self, n: int, who: int, state: str) -> None:
        (group, session), patient = self.session(n), self.patient(who)

        def do(work: Work) -> None:
            care_group, of_it = self.rows(work, group, session)
            enrolment = work.session.get_one(Enrolment, patient)
            if state == "signs off":
                attending.sign_off(work, care_group, of_it, enrolment)
            else:
                came = attending.Came(state, "Syk barnepasser" if state == "excused" else "")
                attending.record_came(work, care_group, of_it, enrolment, came, self.maren.id)

        paper = self.paper
        self.both_do(
            do,
            paper.sign_off(group, session, patient)
            if state == "signs off"
            else paper.say(group, session, patient, state),
        )


def test_varde_and_paper_agree_whatever_happens(seed: int, pytestconfig: pytest.Config) -> None:
    soaking = pytestconfig.option.soak
    walk = settings(
        max_examples=100 if soaking else 5,
        stateful_step_count=60 if soaking else 30,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink] if soaking else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seeded(seed)(ClinicByChance), settings=walk)
