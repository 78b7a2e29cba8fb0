"""A day out: one field of every kind of answer, one of them the sample's own, a bearing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from varde.plugin.kinds import (
    REFUSED,
    AnswerKind,
    CalendarDay,
    ClockTime,
    Controls,
    DecimalNumber,
    DeclaredKind,
    Field,
    GrowingTable,
    InventedPerson,
    LongText,
    Ranking,
    RatingScale,
    SeveralChoices,
    ShortText,
    SingleChoice,
    Text,
    Timer,
    Unfit,
    WholeNumber,
    YesNo,
    sent_once,
)

_NORTH = (
    Text("nord", "nord", "north"),
    Text("øst", "aust", "east"),
    Text("sør", "sør", "south"),
    Text("vest", "vest", "west"),
)
QUARTER = 90
"""Degrees from one of the four to the next."""


@dataclass(frozen=True, slots=True)
class Bearing(AnswerKind):
    """Which way, as the needle points. The value is in whole degrees from north, to the right: 0, 90, 180 or 270."""

    declination: int = 0
    """Degrees that the needle shows too much, which what is handed on is without."""

    template: ClassVar[str] = "sample/bearing.html"

    def check(self) -> Iterator[str]:
        if not -QUARTER < self.declination < QUARTER:
            yield f"declination is {self.declination} degrees and must lie between -{QUARTER} and {QUARTER}"

    def read(self, sent: Controls) -> int | None:
        written = sent_once(sent).strip()
        if not written:
            return None
        value = self.accept(int(written)) if written.isascii() and written.isdigit() and len(written) < 4 else REFUSED
        if value is REFUSED:
            raise Unfit(Text("Velg en retning.", "Vel ei retning.", "Choose a direction."))
        return int(value)

    def accept(self, value: object) -> Any:
        return value if type(value) is int and value in range(0, 360, QUARTER) else REFUSED

    def controls(self, value: int) -> Controls:
        return {"": (str(value),)}

    def say(self, value: int, language: str) -> str:
        return _NORTH[value // QUARTER].to(language)

    def invent(self, person: InventedPerson) -> int:
        return person.chance.randrange(0, 360, QUARTER)

    def cells(self, value: int) -> Mapping[str, int]:
        return {"": value, "true": (value - self.declination) % 360}

    def cell_names(self) -> Sequence[str]:
        return ("", "true")

    def fhir(self, value: int, language: str) -> Sequence[Mapping[str, Any]]:
        return ({"valueInteger": (value - self.declination) % 360},)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "integer"}

    def ways(self, language: str) -> list[tuple[str, str]]:
        """The directions to choose among, for the template."""
        return [(str(number * QUARTER), words.to(language)) for number, words in enumerate(_NORTH)]


BEARING = DeclaredKind("bearing", Bearing, (Bearing(), Bearing(declination=4)))

_SIGHTS = (
    ("lake", Text("Vannet", "Vatnet", "The lake")),
    ("birds", Text("Fuglene", "Fuglane", "The birds")),
    ("quiet", Text("Stillheten", "Stilla", "The quiet")),
)
_LIGHT, _HEAVY = Text("lett", "lett", "easy"), Text("tungt", "tungt", "hard")
DAY_OUT = (
    Field("where", ShortText(60), Text("Hvor gikk du?", "Kvar gjekk du?", "Where did you go?")),
    Field("day", CalendarDay(date(2020, 1, 1)), Text("Hvilken dag?", "Kva dag?", "Which day?")),
    Field("left", ClockTime(), Text("Når gikk du hjemmefra?", "Når gjekk du heimanfrå?", "When did you leave home?")),
    Field(
        "bearing",
        Bearing(declination=4),
        Text("Hvilken vei gikk du først?", "Kva veg gjekk du først?", "Which way first?"),
    ),
    Field(
        "rests",
        WholeNumber(0, 20, Text("pauser", "pausar", "rests")),
        Text("Hvor ofte hvilte du?", "Kor ofte kvilte du?", "How often did you rest?"),
    ),
    Field("distance", DecimalNumber(0, 60, Text("km", "km", "km")), Text("Hvor langt?", "Kor langt?", "How far?")),
    Field(
        "uphill",
        Timer(120),
        Text("Hvor lenge gikk du oppover?", "Kor lenge gjekk du oppover?", "How long was it uphill?"),
    ),
    Field("effort", RatingScale(0, 10, _LIGHT, _HEAVY), Text("Hvordan var det?", "Korleis var det?", "How was it?")),
    Field(
        "weather",
        SingleChoice((("dry", Text("Tørt", "Tørt", "Dry")), ("wet", Text("Vått", "Vått", "Wet")))),
        Text("Hvordan var været?", "Korleis var vêret?", "What was the weather like?"),
    ),
    Field(
        "sights",
        SeveralChoices(_SIGHTS, Text("Ingen av dem", "Ingen av dei", "None of them")),
        Text("Hva la du merke til?", "Kva la du merke til?", "What did you notice?"),
    ),
    Field("best", Ranking(_SIGHTS), Text("Hva var best?", "Kva var best?", "What was best?")),
    Field("again", YesNo(), Text("Vil du gå dit igjen?", "Vil du gå dit att?", "Will you go there again?")),
    Field(
        "meals",
        GrowingTable(
            (
                Field("at", ClockTime(), Text("Når spiste du?", "Når åt du?", "When did you eat?")),
                Field("eaten", ShortText(), Text("Hva spiste du?", "Kva åt du?", "What did you eat?")),
            ),
            Text("Måltid", "Måltid", "Meal"),
        ),
        Text("Hva spiste du på turen?", "Kva åt du på turen?", "What did you eat on the way?"),
    ),
    Field("words", LongText(), Text("Er det noe mer?", "Er det noko meir?", "Is there more to say?")),
)
