"""A clinic's time as it would be kept on paper: plain lists, minute by minute, with the clocks of 2026 written down by hand.

Nothing is Varde's: it is what a walk by chance compares Varde with. A moment is how many minutes have gone since 2026 began in
UTC; a day, how many since 1 January on the wall in Oslo. Each verb answers with what is in the way: () when it was done.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

DAY = 24 * 60
SUMMERS = ((87, 297), (451, 668), (815, 1032))
"""From 29 March to 25 October 2026, and the same of the two years after: at one in UTC the clocks are set."""
HOLIDAYS = (91, 92, 94, 95)
"""2, 3, 5 and 6 April 2026: Maundy Thursday, Good Friday and both days of Easter."""
TALK, BUFFER = 30, 10
NOTICE, AHEAD, ANSWERED_IN, YEAR, TWO_YEARS = 24 * 60, 28 * DAY, 7 * DAY, 366 * DAY, 731 * DAY
Whose = tuple[str, int]
"""A person or a room, by number."""
Refused = tuple[str, ...]
ARROWS = {
    "": ("offered", "booked"),
    "offered": ("booked", "withdrawn"),
    "booked": ("attended", "late", "missed", "cancelled", "cancelled_late"),
    "attended": ("late", "missed"),
    "late": ("attended", "missed"),
    "missed": ("attended", "late"),
    "cancelled": ("booked",),  # the end of a course was undone
    "cancelled_late": (),
    "withdrawn": (),
}
"""What can become of an appointment in each state."""


def on_the_wall(moment: int) -> int:
    """The minutes on the wall since it was 1 January there."""
    hours = moment - 60
    return moment + (120 if any(first * DAY <= hours < last * DAY for first, last in SUMMERS) else 60)


def moments_of(day: int, clock: int) -> list[int]:
    """What a time on the wall can mean: nothing on the night that skips it, two moments on the night that has it twice."""
    wanted = day * DAY + clock
    return [moment for moment in (wanted - 120, wanted - 60) if on_the_wall(moment) == wanted]


@dataclass
class PaperHour:
    """An appointment. ``taken`` are the minutes that it has of each."""

    number: int
    patient: int
    therapist: int | None
    room: int | None
    way: str
    begins: int
    minutes: int
    buffer: int
    state: str = "booked"
    meeting: str = ""
    until: int | None = None
    offer: int = 0
    forced: bool = False
    moves: int = 0
    wish: int | None = None
    taken: list[tuple[Whose, int]] = field(default_factory=list)

    def coming(self, now: int) -> bool:
        return self.state in ("offered", "booked") and self.begins > now


def minutes_of(whose: list[Whose], begins: int, minutes: int) -> list[tuple[Whose, int]]:
    return [(each, minute) for each in whose for minute in range(begins, begins + minutes)]


@dataclass
class Paper:
    """The clinic. ``people`` are patients with their states; ``notices`` is what has been told, each once."""

    now: int
    people: dict[int, str]
    therapists: list[int]
    talk_rooms: list[int]
    away: list[tuple[int, int]] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    hours: list[PaperHour] = field(default_factory=list)
    notices: set[tuple[object, ...]] = field(default_factory=set)

    # --- what is taken, open and there

    def everything(self) -> list[Any]:
        """Whatever takes somebody's minutes."""
        return [*self.hours]

    def is_taken(self, whose: Whose, begins: int, minutes: int, but_for: object = None) -> bool:
        return any(
            owner == whose and begins <= minute < begins + minutes
            for each in self.everything()
            if each is not but_for and abs(each.begins - begins) < DAY
            for owner, minute in each.taken
        )

    def is_open(self, begins: int, minutes: int) -> bool:
        day, clock = divmod(on_the_wall(begins), DAY)
        works = (day + 3) % 7 < 5 and day not in HOLIDAYS and day not in self.closed
        return works and clock >= 8 * 60 and clock + minutes <= 16 * 60

    def is_away(self, therapist: int | None, begins: int) -> bool:
        return (therapist, on_the_wall(begins) // DAY) in self.away

    def in_the_way(self, hour: PaperHour, begins: int) -> tuple[Refused, Refused, Refused]:
        """What no reason gets past, what a reason does, and who is taken."""
        never: Refused = ("past",) if begins <= self.now else ()
        never += ("far",) if begins > self.now + YEAR else ()
        shut: Refused = () if self.is_open(begins, hour.minutes) else ("closed",)
        shut += ("away",) if self.is_away(hour.therapist, begins) else ()
        return never, shut, self.who_is_taken(hour, begins)

    def who_is_taken(self, hour: PaperHour, begins: int) -> Refused:
        long = hour.minutes + hour.buffer
        taken: Refused = ()
        if self.is_taken(("patient", hour.patient), begins, hour.minutes, hour):
            taken += ("patient",)
        if hour.therapist is not None and self.is_taken(("person", hour.therapist), begins, long, hour):
            taken += ("therapist",)
        if hour.room is not None and self.is_taken(("room", hour.room), begins, long, hour):
            taken += ("room",)
        return taken

    def claim(self, hour: PaperHour) -> None:
        """It takes its minutes, and no others; of one that was booked all the same, those that nobody else has."""
        hour.taken = []
        if hour.begins + hour.minutes <= self.now:
            return
        whose: list[Whose] = [("person", hour.therapist)] if hour.therapist is not None else []
        whose += [("room", hour.room)] if hour.room is not None else []
        hour.taken = minutes_of(whose, hour.begins, hour.minutes + hour.buffer)
        hour.taken += minutes_of([("patient", hour.patient)], hour.begins, hour.minutes)
        if hour.forced:
            hour.taken = [each for each in hour.taken if not self.is_taken(each[0], each[1], 1, hour)]

    def tell(self, *what: object) -> None:
        self.notices.add((*what, self.now))

    def became(self, hour: PaperHour, state: str, change: str = "") -> None:
        """Its new state, in which it may no longer take anything, and whom that is told."""
        assert state == hour.state or state in ARROWS[hour.state], (hour.state, state)
        hour.state = state
        if state in ("cancelled", "cancelled_late", "withdrawn"):
            hour.taken = []
        if change:
            self.tell("appointment", hour.number, change)
            if change in ("moved", "cancelled", "cancelled_late", "withdrawn"):
                self.freed(hour, hour.begins)

    def freed(self, hour: PaperHour, begins: int) -> None:
        """Whoever wants an earlier time with this therapist is told of one that she could have."""
        if begins <= self.now or hour.therapist is None:
            return
        for each in self.hours:
            later = each is not hour and each.therapist == hour.therapist and each.begins > begins
            if each.wish is not None and later and each.state == "booked" and self.people[each.patient] == "active":
                self.tell("earlier", each.number, hour.number)

    # --- appointments: staff

    def may_arrange(self, hour: PaperHour, anyway: bool) -> Refused:
        if self.people[hour.patient] != "active":
            return ("WrongState",)
        never, shut, taken = self.in_the_way(hour, hour.begins)
        if never or ((shut or taken) and not anyway):
            return never + shut + taken
        hour.forced = bool(shut or taken)
        return ()

    def add(self, hour: PaperHour) -> None:
        self.hours.append(hour)
        self.claim(hour)
        self.tell("appointment", hour.number, hour.state)

    def free_room(self, hour: PaperHour) -> int | None:
        """A room for a talk that is free then, where one is needed; 0 when all are taken."""
        if hour.way != "physical":
            return None
        free = (
            room for room in self.talk_rooms if not self.is_taken(("room", room), hour.begins, hour.minutes + BUFFER)
        )
        return next(free, 0)

    def offer(self, hours: list[PaperHour]) -> Refused:
        """All of these, or none."""
        if self.people[hours[0].patient] != "active":
            return ("WrongState",)
        until, before = min(self.now + ANSWERED_IN, *(hour.begins for hour in hours)), len(self.hours)
        for hour in sorted(hours, key=lambda each: each.begins):
            hour.room, hour.until = self.free_room(hour), until
            refused = ("room",) if hour.room == 0 else sum(self.in_the_way(hour, hour.begins), ())
            if refused:
                del self.hours[before:]
                return refused
            self.hours.append(hour)
            self.claim(hour)
        for hour in hours:
            self.tell("appointment", hour.number, "offered")
        return ()

    def rearrange(self, hour: PaperHour, begins: int) -> Refused:
        if refused := sum(self.in_the_way(hour, begins), ()):
            return refused
        if hour.state not in ("offered", "booked"):
            return ("Cancelled",)
        self.move(hour, begins)
        return ()

    def move(self, hour: PaperHour, begins: int) -> None:
        left, hour.begins, hour.forced = hour.begins, begins, False
        hour.until = None if hour.until is None else min(hour.until, begins)
        self.claim(hour)
        self.tell("appointment", hour.number, "moved")
        self.freed(hour, left)

    def call_off(self, hour: PaperHour) -> Refused:
        if hour.state not in ("offered", "booked"):
            return ("Cancelled",)
        state = "withdrawn" if hour.state == "offered" else "cancelled"
        self.became(hour, state, state)
        return ()

    def attend(self, hour: PaperHour, state: str) -> Refused:
        if hour.state not in ("booked", "attended", "late", "missed"):
            return ("Cancelled",)
        if hour.begins > self.now:
            return ("NotHeldYet",)
        self.became(hour, state)
        return ()

    def give(self, hour: PaperHour, therapist: int) -> Refused:
        if hour.state not in ("offered", "booked"):
            return ("Cancelled",)
        before, hour.therapist = hour.therapist, therapist
        taken = self.who_is_taken(hour, hour.begins) if hour.begins + hour.minutes > self.now else ()
        if hour.forced:
            taken = tuple(each for each in taken if each == "therapist")
        if taken:
            hour.therapist = before
            return taken
        self.claim(hour)
        self.tell("appointment", hour.number, "given")
        return ()

    def leave_to_nobody(self, patient: int, therapist: int) -> None:
        for hour in self.hours:
            if hour.patient == patient and hour.therapist == therapist and hour.coming(self.now):
                hour.therapist = None
                hour.taken = [each for each in hour.taken if each[0] != ("person", therapist)]

    # --- appointments: the patient

    def choose(self, hour: PaperHour) -> Refused:
        if hour.state != "offered" or (hour.until or 0) <= self.now:
            return ("Cancelled",)
        hour.until = None
        self.became(hour, "booked")
        self.tell("appointment", hour.number, "booked")
        for other in self.hours:
            if other.offer == hour.offer and other.state == "offered":
                self.became(other, "withdrawn")
        return ()

    def is_shown(self, hour: PaperHour, begins: int) -> bool:
        """Whether it is one of the times that she is shown: by quarters, with nobody taken in the minutes after it either."""
        long = hour.minutes + hour.buffer
        people: list[Whose] = [("patient", hour.patient), ("person", hour.therapist or 0)]
        rooms = self.talk_rooms if hour.way == "physical" else []
        return (
            (on_the_wall(begins) % DAY) % 15 == 0
            and self.is_open(begins, hour.minutes)
            and self.now + NOTICE <= begins <= self.now + AHEAD
            and not self.is_away(hour.therapist, begins)
            and not any(self.is_taken(each, begins, long) for each in people)
            and (not rooms or not all(self.is_taken(("room", room), begins, long) for room in rooms))
        )

    def book_own(self, hour: PaperHour) -> Refused:
        if self.people[hour.patient] != "active":
            return ("WrongState",)
        alike = [each for each in self.hours if each.patient == hour.patient and each.meeting == hour.meeting]
        if any(each.coming(self.now) for each in alike):
            return ("BookedAlready",)
        if not self.is_shown(hour, hour.begins):
            return ("JustTaken",)
        hour.room = self.free_room(hour)
        return ()

    def move_own(self, hour: PaperHour, begins: int) -> Refused:
        if hour.state != "booked":
            return ("Cancelled",)
        if self.now > hour.begins - NOTICE:
            return ("TooLateToMove",)
        if hour.moves >= 2:
            return ("MovedTooOften",)
        if hour.therapist is None:
            return ("NoTherapistYet",)
        if not self.is_shown(hour, begins):
            return ("JustTaken",)
        kept, hour.room = hour.room, hour.room
        if hour.way == "physical":
            long = hour.minutes + hour.buffer
            hour.room = next(room for room in self.talk_rooms if not self.is_taken(("room", room), begins, long))
        if self.who_is_taken(hour, begins):
            hour.room = kept
            return ("JustTaken",)
        hour.moves += 1
        self.move(hour, begins)
        return ()

    def cancel_own(self, hour: PaperHour) -> Refused:
        if hour.state != "booked" or hour.begins <= self.now:
            return ("Cancelled",)
        state = "cancelled_late" if self.now > hour.begins - NOTICE else "cancelled"
        self.became(hour, state, state)
        return ()
