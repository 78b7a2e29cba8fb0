"""The course that :mod:`varde.programmes.agenda_preview` works out, as a picture by week and as a table, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from varde.charts.plans import PlannedBar, course_plan
from varde.charts.shapes import Chart, Table
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.programmes.agenda_preview import CourseLane, course_of
from varde.programmes.values import Occasion, Programme

TITLE = Text("{programme}, start {day}", "{programme}, start {day}", "{programme}, starting {day}")
DESCRIPTION = Text(
    "Hva som åpner, har frist og stenger i hvilken uke. {n} linjer; det samme står i tabellen.",
    "Kva som opnar, har frist og stengjer i kva veke. {n} linjer; det same står i tabellen.",
    "What opens, is due and closes in which week. {n} lines; the table says the same.",
)
WEEK = Text("uke", "veke", "week")
COLUMNS = (
    Text("Hva", "Kva", "What"),
    Text("Åpner", "Opnar", "Opens"),
    Text("Påminnelser", "Påminningar", "Reminders"),
    Text("Frist", "Frist", "Due"),
    Text("Stenger", "Stengjer", "Closes"),
    Text("Merknad", "Merknad", "Note"),
)
CAN_ANSWER = Text("Kan besvares", "Kan svarast på", "Can be answered")
AGAIN = Text("Igjen og igjen", "Igjen og igjen", "Again and again")
NO_DAY = Text("Uten fast dag", "Utan fast dag", "No day of its own")
DUE = Text("Strek: frist", "Strek: frist", "Line: due")
REMINDER = Text("Ring: påminnelse", "Ring: påminning", "Ring: reminder")
GATE = Text("Stor ring: møte som må holdes", "Stor ring: møte som må haldast", "Large ring: meeting that must be held")
EVERY = Text("Hver {n}. dag i {days} dager", "Kvar {n}. dag i {days} dagar", "Every {n} days for {days} days")
DAILY = Text("Hver dag i {days} dager", "Kvar dag i {days} dagar", "Every day for {days} days")
ON_WEEKDAYS = Text("Faste ukedager i {days} dager", "Faste vekedagar i {days} dagar", "On its weekdays for {days} days")
AFTER_MODULE = Text("Når «{module}» er ferdig", "Når «{module}» er ferdig", "When “{module}” is done")
ON_DEMAND = Text("Når noen ber om det", "Når nokon ber om det", "When somebody asks for it")
BEFORE_START = Text(
    "Før start, {n} minutter. Ingenting begynner før det er holdt",
    "Før start, {n} minutt. Ingenting tek til før det er halde",
    "Before the start, {n} minutes. Nothing begins until it was held",
)
AT_END = Text(
    "Avslutter behandlingen, {n} minutter", "Avsluttar behandlinga, {n} minutt", "Closes the treatment, {n} minutes"
)
WHEN_BOOKED = Text(
    "Når det er bestilt, {n} minutter", "Når det er bestilt, {n} minutt", "When it is booked, {n} minutes"
)


def picture_of(speech: Speech, programme: Programme, track: str | None, start: date) -> Chart:
    """The course of somebody on this track who starts on this day, with its table."""
    lanes = course_of(programme, track, start, speech.zone)
    named = next((speech.say(each.title) for each in programme.tracks if each.key == track), "")
    title = " ".join(filter(None, (speech.say(programme.title), named.lower())))
    title = speech.say(TITLE, programme=title, day=speech.day(start, year=True))
    rows = tuple(_row(speech, programme, lane) for lane in lanes)
    return course_plan(
        [_bar(speech, lane, start) for lane in lanes],
        title=title,
        description=speech.say(DESCRIPTION, n=len(lanes)),
        week=speech.say(WEEK),
        table=Table(title, tuple(speech.say(each) for each in COLUMNS), rows),
        key=[
            ("k2", speech.say(CAN_ANSWER)),
            ("zone-over", speech.say(AGAIN)),
            ("zone", speech.say(NO_DAY)),
            ("mark-due", speech.say(DUE)),
            ("mark-ring", speech.say(REMINDER)),
            ("mark-gate", speech.say(GATE)),
        ],
    )


def _bar(speech: Speech, lane: CourseLane, start: date) -> PlannedBar:
    def day(at: date) -> float:
        return (at - start).days

    return PlannedBar(
        speech.say(lane.title),
        (day(lane.opens), day(lane.closes) + 1) if lane.opens and lane.closes else None,
        day(lane.due) + 1 if lane.due and not lane.gate else None,
        tuple(day(at) for at in lane.reminders),
        day(lane.due) if lane.due and lane.gate else None,
        lane.kind == "rhythm",
    )


def _row(speech: Speech, programme: Programme, lane: CourseLane) -> tuple[str, ...]:
    due = lane.due if lane.kind == "form" else None
    days = [_said(speech, [each] if each else []) for each in (lane.opens, due, lane.closes)]
    reminders = _said(speech, lane.reminders)
    return speech.say(lane.title), days[0], reminders, days[1], days[2], _note(speech, programme, lane) or "–"


def _said(speech: Speech, days: Sequence[date]) -> str:
    return ", ".join(speech.day(day, year=True) for day in days) or "–"


def _note(speech: Speech, programme: Programme, lane: CourseLane) -> str:
    if lane.kind == "meeting":
        meeting = next(each for each in programme.meetings if each.key == lane.key)
        return speech.say(_OF_MEETING[meeting.gate], n=meeting.minutes)
    occasion = programme.find_occasion(lane.key)
    return _of_occasion(speech, programme, occasion) if occasion is not None else ""


_OF_MEETING = {"start": BEFORE_START, "end": AT_END, "": WHEN_BOOKED}


def _of_occasion(speech: Speech, programme: Programme, occasion: Occasion) -> str:
    rhythm = occasion.rhythm
    if rhythm is not None:
        how = ON_WEEKDAYS if rhythm.weekdays else DAILY if rhythm.every == 1 else EVERY
        return speech.say(how, n=rhythm.every, days=rhythm.until)
    if occasion.after_module:
        titles = {each.key: speech.say(each.title) for each in programme.modules}
        return speech.say(AFTER_MODULE, module=titles.get(occasion.after_module, occasion.after_module))
    return "" if occasion.from_start else speech.say(ON_DEMAND)
