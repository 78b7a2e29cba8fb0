"""Groups on paper, and what a pause and an end do to all that a patient has: see :mod:`paper`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .paper import DAY, HOLIDAYS, TWO_YEARS, Paper, PaperHour, Refused, Whose, minutes_of, moments_of, on_the_wall


@dataclass
class PaperSession:
    """One time of a group. ``said`` is what stands of each member."""

    number: int
    begins: int
    minutes: int
    state: str = "planned"
    apart: bool = False
    said: dict[int, str] = field(default_factory=dict)
    taken: list[tuple[Whose, int]] = field(default_factory=list)


@dataclass
class PaperGroup:
    """A group: who has a seat, and who waits for one, who came first standing first."""

    number: int
    seats: int
    leaders: list[int]
    room: int | None
    drop_in: bool
    members: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    left: dict[int, int] = field(default_factory=dict)
    sessions: list[PaperSession] = field(default_factory=list)
    closed: bool = False

    def coming(self, now: int) -> list[PaperSession]:
        return [each for each in self.sessions if each.state == "planned" and each.begins > now]


@dataclass
class PaperClinic(Paper):
    """All of it. ``ended`` keeps what each end called off, as long as it can be undone."""

    groups: list[PaperGroup] = field(default_factory=list)
    ended: dict[int, tuple[str, list[PaperHour], list[tuple[PaperGroup, str]]]] = field(default_factory=dict)
    endings: list[int] = field(default_factory=list)

    def everything(self) -> list[Any]:
        return [*self.hours, *(each for group in self.groups for each in group.sessions)]

    # --- pause and end

    def stop(self, patient: int, state: str) -> list[PaperHour]:
        """All that is to come is called off, and her seats are free. Returns what was booked."""
        self.people[patient] = state
        hers = sorted((each for each in self.hours if each.patient == patient), key=lambda each: each.begins)
        coming = [each for each in hers if each.coming(self.now)]
        for hour in coming:
            self.became(hour, "withdrawn" if hour.state == "offered" else "cancelled")
        booked = [hour for hour in coming if hour.state == "cancelled"]
        for hour in booked:
            if state == "paused":
                self.tell("appointment", hour.number, "cancelled")
            self.freed(hour, hour.begins)
        return booked

    def comes_to(self, patient: int) -> list[PaperGroup]:
        """The groups in which she has a seat, and a time to come that she has not signed off."""
        return [
            group
            for group in self.groups
            if patient in group.members and any(each.said.get(patient) != "excused" for each in group.coming(self.now))
        ]

    def leave_groups(self, patient: int) -> list[tuple[PaperGroup, str]]:
        left = [(group, "member" if patient in group.members else "waiting") for group in self.groups_of(patient)]
        for group, _ in left:
            self.leave(patient, group, by_staff=False)
        return left

    def groups_of(self, patient: int) -> list[PaperGroup]:
        return [group for group in self.groups if patient in group.members + group.waiting]

    def pause(self, patient: int) -> Refused:
        if self.people[patient] != "active":
            return ("WrongState",)
        self.stop(patient, "paused")
        for group in self.comes_to(patient):
            self.tell("group", patient, group.number, "left")
        self.leave_groups(patient)
        return ()

    def resume(self, patient: int) -> Refused:
        if self.people[patient] != "paused":
            return ("WrongState",)
        self.people[patient] = "active"
        return ()

    def end(self, patient: int) -> Refused:
        if self.people[patient] not in ("active", "paused"):
            return ("WrongState",)
        before = self.people[patient]
        booked, groups = self.stop(patient, "ended"), self.comes_to(patient)
        self.ended[patient] = (before, booked, self.leave_groups(patient))
        self.endings.append(patient)
        if booked or groups:
            self.notices.add(("appointments", len(self.endings)))
        return ()

    def undo(self, patient: int) -> Refused:
        if self.people[patient] != "ended":
            return ("NotUndone",)
        self.people[patient], booked, groups = self.ended.pop(patient)
        again = [hour for hour in sorted(booked, key=lambda each: each.number) if self.stands_again(hour)]
        for group, was in groups:
            if not group.closed and self.people[patient] == "active":
                had_seat = was == "member" and len(group.members) < group.seats
                (group.members if had_seat else group.waiting).append(patient)
                group.left.pop(patient, None)
        if again or self.comes_to(patient):
            ending = max(n for n, each in enumerate(self.endings, 1) if each == patient)
            self.notices.add(("appointments", ending, "again"))
        return ()

    def stands_again(self, hour: PaperHour) -> bool:
        if hour.state != "cancelled" or hour.begins <= self.now:
            return False
        if not hour.forced and self.who_is_taken(hour, hour.begins):
            return False
        self.became(hour, "booked")
        self.claim(hour)
        return True

    # --- groups

    def join(self, patient: int, group: PaperGroup) -> Refused:
        if refused := self.may_be_in(patient, group):
            return refused
        if patient in group.members:
            return ("AlreadyInGroup",)
        if len(group.members) >= group.seats:
            return ("GroupFull",)
        group.left.pop(patient, None)
        group.members.append(patient)
        group.waiting = [each for each in group.waiting if each != patient]
        self.tell("group", patient, group.number, "joined")
        return ()

    def may_be_in(self, patient: int, group: PaperGroup) -> Refused:
        if group.closed:
            return ("GroupClosed",)
        refused = {"paused": ("MemberPaused",), "ended": ("MemberNotUnderWay",)}
        return refused.get(self.people[patient], ())

    def wait(self, patient: int, group: PaperGroup) -> Refused:
        if refused := self.may_be_in(patient, group):
            return refused
        if patient in group.members + group.waiting:
            return ("AlreadyInGroup",)
        group.left.pop(patient, None)
        group.waiting.append(patient)
        return ()

    def leave(self, patient: int, group: PaperGroup, *, by_staff: bool = True) -> Refused:
        if patient not in group.members + group.waiting:
            return ("NotInGroup",)
        had_seat = patient in group.members
        group.members = [each for each in group.members if each != patient]
        group.waiting = [each for each in group.waiting if each != patient]
        group.left[patient] = self.now
        if by_staff:
            self.tell("group", patient, group.number, "left")
        if had_seat:
            self.tell_waiting(group)
        return ()

    def tell_waiting(self, group: PaperGroup) -> None:
        if not group.closed and len(group.members) < group.seats:
            for patient in group.waiting:
                self.tell("group", patient, group.number, "free")

    # --- when groups meet

    def faults_of(self, group: PaperGroup, times: list[int], *, open_anyway: bool = False) -> Refused:
        faults: Refused = ()
        for begins in sorted(times):
            day = on_the_wall(begins) // DAY
            if begins <= self.now:
                faults += ("past",)
            elif begins > self.now + TWO_YEARS:
                faults += ("far",)
            elif (day in self.closed or day in HOLIDAYS) and not open_anyway:
                faults += ("closed",)
            else:
                faults += ("away",) * sum(self.is_away(each, begins) for each in group.leaders)
        return faults

    def claim_sessions(self, group: PaperGroup, sessions: list[PaperSession]) -> Refused:
        """Each takes its leaders and its room, and nothing else; or none of them takes anything else than before."""
        whose: list[Whose] = [("person", each) for each in sorted(group.leaders)]
        whose += [("room", group.room)] if group.room is not None else []
        before, faults = [each.taken for each in sessions], list[str]()
        for each in sessions:
            each.taken = []
        for each in sessions:
            for owner in whose:
                if self.is_taken(owner, each.begins, each.minutes, each):
                    faults.append(owner[0])
            each.taken = minutes_of(whose, each.begins, each.minutes)
        if faults:
            for each, taken in zip(sessions, before, strict=True):
                each.taken = taken
        return tuple(faults)

    def plan(self, group: PaperGroup, times: list[int], minutes: int) -> Refused:
        """The numbers of the new sessions are written by whoever knows them."""
        if group.closed:
            return ("GroupClosed",)
        if faults := self.faults_of(group, times):
            return faults
        new = [PaperSession(0, begins, minutes) for begins in sorted(times)]
        group.sessions += new
        if faults := self.claim_sessions(group, new):
            del group.sessions[-len(new) :]
        for patient in group.members if new and not faults else ():
            self.tell("group", patient, group.number, "planned")
        return faults

    def move_session(self, group: PaperGroup, session: PaperSession, day: int, clock: int, *, row: bool) -> Refused:
        if group.closed:
            return ("GroupClosed",)
        if session.state != "planned" or session.begins <= self.now:
            return ("SessionOver",)
        days = day - on_the_wall(session.begins) // DAY
        with_it = [each for each in group.coming(self.now) if row and not session.apart and not each.apart]
        later = [each for each in with_it if each is not session and each.begins >= session.begins]
        goes = dict[int, int]()
        for each in [session, *sorted(later, key=lambda each: each.begins)]:
            meant = moments_of(on_the_wall(each.begins) // DAY + days, clock)
            if len(meant) != 1:
                return ("HourTwice",) if meant else ("NoSuchHour",)
            goes[each.number] = meant[0]
        moved = [each for each in group.sessions if goes.get(each.number, each.begins) != each.begins]
        if faults := self.faults_of(group, [goes[each.number] for each in moved]):
            return faults
        before = [each.begins for each in moved]
        for each in moved:
            each.begins = goes[each.number]
        if faults := self.claim_sessions(group, moved):
            for each, begins in zip(moved, before, strict=True):
                each.begins = begins
            return faults
        for each in moved:
            each.apart = each.apart or not row
            self.tell_members(group, each, "moved")
        return ()

    def tell_members(self, group: PaperGroup, session: PaperSession, change: str) -> None:
        for patient in group.members:
            self.tell("group", patient, "session", session.number, change)

    def cancel_session(self, group: PaperGroup, session: PaperSession) -> Refused:
        if group.closed:
            return ("GroupClosed",)
        if session.state != "planned" or session.begins <= self.now:
            return ("SessionOver",)
        session.state, session.taken = "cancelled", []
        self.tell_members(group, session, "cancelled")
        return ()

    def close(self, group: PaperGroup) -> Refused:
        if group.closed:
            return ("GroupClosed",)
        for each in group.coming(self.now):
            self.cancel_session(group, each)
        group.closed = True
        return ()

    def change(self, group: PaperGroup, seats: int, leaders: list[int]) -> Refused:
        if group.closed:
            return ("GroupClosed",)
        if seats < len(group.members):
            return ("FewerThanMembers",)
        before, group.leaders = group.leaders, leaders
        if sorted(before) != sorted(leaders):
            coming = group.coming(self.now)
            coming.sort(key=lambda each: (each.begins, each.number))
            times = [each.begins for each in coming]
            faults = self.faults_of(group, times, open_anyway=True) or self.claim_sessions(group, coming)
            if faults:
                group.leaders = before
                return faults
        more, group.seats = seats > group.seats, seats
        if more:
            self.tell_waiting(group)
        return ()

    # --- who came

    def say(self, group: PaperGroup, session: PaperSession, patient: int, state: str) -> Refused:
        """What staff says of her and this time; "" takes it back."""
        if session.state == "cancelled":
            return ("SessionCancelled",)
        if session.begins > self.now and state not in ("", "excused"):
            return ("SessionNotBegun",)
        before = session.said.get(patient, "")
        if state == before and state != "excused":
            return ()
        had_seat = patient in group.members or bool(before) or group.left.get(patient, -1) >= session.begins
        if not had_seat and not (group.drop_in and state in ("attended", "late")):
            return ("NoDropIn",)
        session.said[patient] = state
        return ()

    def sign_off(self, group: PaperGroup, session: PaperSession, patient: int) -> Refused:
        """She says herself that she does not come."""
        if session.state != "planned" or session.begins <= self.now:
            return ("SessionOver",)
        if patient not in group.members and not session.said.get(patient):
            return ("NoDropIn",)
        session.said[patient] = "excused"
        return ()

    # --- the clock

    def walk(self, minutes: int) -> None:
        """It becomes so much later: offers nobody answered are withdrawn, everybody is reminded of tomorrow, and what was claimed
        of the day before yesterday is forgotten."""
        self.now += minutes
        for hour in self.hours:
            if hour.state == "offered" and (hour.until or 0) <= self.now:
                self.became(hour, "withdrawn")
        today, clock = divmod(on_the_wall(self.now), DAY)
        if clock >= 12 * 60:
            self.remind_of(today + 1)
        old = (self.now - DAY) // 5 * 5
        for each in self.everything():
            each.taken = [(owner, minute) for owner, minute in each.taken if minute >= old]

    def remind_of(self, day: int) -> None:
        for hour in self.hours:
            if hour.state == "booked" and on_the_wall(hour.begins) // DAY == day:
                self.notices.add(("tomorrow", day - 1, hour.number))
        for group in self.groups:
            for session in group.sessions:
                if session.state == "planned" and on_the_wall(session.begins) // DAY == day:
                    for patient in group.members:
                        if not session.said.get(patient):
                            self.notices.add(("tomorrow", day - 1, "group", session.number, patient))
