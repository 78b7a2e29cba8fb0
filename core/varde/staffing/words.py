"""What is said about who is there. The reason of an absence is never in it."""

from __future__ import annotations

from datetime import date

from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.staffing.rules import WORKING_WEEK, runs_of

REASON = {
    "course": Text("Kurs", "Kurs", "Course"),
    "holiday": Text("Ferie", "Ferie", "Holiday"),
    "illness": Text("Sykdom", "Sjukdom", "Illness"),
    "leave": Text("Permisjon", "Permisjon", "Leave"),
}
WEEKDAY = (
    Text("mandag", "måndag", "Monday"),
    Text("tirsdag", "tysdag", "Tuesday"),
    Text("onsdag", "onsdag", "Wednesday"),
    Text("torsdag", "torsdag", "Thursday"),
    Text("fredag", "fredag", "Friday"),
)
AND = Text("og", "og", "and")
AWAY_ONE_DAY = Text("{name} er borte {day}.", "{name} er borte {day}.", "{name} is away on {day}.")
AWAY_TWO_DAYS = Text(
    "{name} er borte {first} og {last}.", "{name} er borte {first} og {last}.", "{name} is away on {first} and {last}."
)
AWAY_DAYS = Text(
    "{name} er borte fra {first} til og med {last}.",
    "{name} er borte frå {first} til og med {last}.",
    "{name} is away from {first} until and including {last}.",
)
SUBSTITUTE_ANSWERS = Text(
    "{name} leser og svarer så lenge. Du kan skrive som vanlig.",
    "{name} les og svarar så lenge. Du kan skrive som vanleg.",
    "{name} reads and answers meanwhile. You can write as usual.",
)
CLINIC_ANSWERS = Text(
    "Kollegene ved klinikken leser og svarer så lenge. Du kan skrive som vanlig.",
    "Kollegaene ved klinikken les og svarar så lenge. Du kan skrive som vanleg.",
    "The colleagues at the clinic read and answer meanwhile. You can write as usual.",
)
PRESENT = Text("Til stede {days}", "Til stades {days}", "Present {days}")


def away_in_words(speech: Speech, name: str, first: date, last: date, substitute: str) -> tuple[str, str]:
    """Who is away and when, and who answers meanwhile; ``substitute`` is "" for the clinic's queue."""
    days = {"first": speech.weekday(first), "last": speech.weekday(last)}
    if first == last:
        away = speech.say(AWAY_ONE_DAY, name=name, day=days["first"])
    elif (last - first).days == 1:
        away = speech.say(AWAY_TWO_DAYS, name=name, **days)
    else:
        away = speech.say(AWAY_DAYS, name=name, **days)
    answers = speech.say(SUBSTITUTE_ANSWERS, name=substitute) if substitute else speech.say(CLINIC_ANSWERS)
    return away, answers


AWAY_UNTIL = Text("Borte til og med {day}", "Borte til og med {day}", "Away until and including {day}")


def presence_in_words(speech: Speech, weekdays: str, away_until: date | None) -> str:
    """“Borte til og med fredag 11. desember”, “Til stede mandag–torsdag”; "" of somebody who has said nothing."""
    if away_until is not None:
        return speech.say(AWAY_UNTIL, day=speech.weekday(away_until))
    return speech.say(PRESENT, days=days_in_words(speech, weekdays)) if weekdays else ""


def days_in_words(speech: Speech, weekdays: str) -> str:
    """“mandag–torsdag”, “mandag, onsdag og fredag”."""
    runs = [
        [speech.say(WEEKDAY[day]) for day in dict.fromkeys((first, last))]
        for first, last in runs_of(weekdays or WORKING_WEEK)
    ]
    said = ["–".join(run) for run in runs]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {speech.say(AND)} {said[-1]}"
