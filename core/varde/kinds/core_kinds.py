"""The kinds that the core contributes, as a plugin contributes its own."""

from __future__ import annotations

from datetime import date

from varde.kernel.words import Text
from varde.kinds.about import AboutEntry, AskedOfEach, WrittenChoice
from varde.kinds.asking import Field
from varde.kinds.choices import Ranking, SeveralChoices, SingleChoice, YesNo
from varde.kinds.guarded import GuardedChoice, GuardedRow
from varde.kinds.kind import DeclaredKind
from varde.kinds.moments import CalendarDay, ClockTime, Timer
from varde.kinds.numbers import DecimalNumber, RatingScale, WholeNumber
from varde.kinds.tables import GrowingTable
from varde.kinds.texts import LongText, ShortText
from varde.kinds.uploaded import Film, Picture, SoundRecording

_YES_NO_MAYBE = (
    ("yes", Text("Ja", "Ja", "Yes")),
    ("no", Text("Nei", "Nei", "No")),
    ("maybe", Text("Litt", "Litt", "Some")),
)
_NONE, _MOST = Text("ingen", "ingen", "none"), Text("mest mulig", "mest mogleg", "the most possible")
_GLASSES = Text("glass", "glas", "glasses")
_MEAL = (
    Field("at", ClockTime(), Text("Når spiste du?", "Når åt du?", "When did you eat?")),
    Field("eaten", ShortText(), Text("Hva spiste du?", "Kva åt du?", "What did you eat?")),
    Field("felt", SeveralChoices(_YES_NO_MAYBE), Text("Hva merket du?", "Kva merka du?", "What did you notice?")),
    Field("took", Timer(90), Text("Hvor lenge?", "Kor lenge?", "For how long?")),
)

_NOTHING_YET = Text("Du har ikke skrevet noe ennå.", "Du har ikkje skrive noko enno.", "You have written nothing yet.")
_TRIPS = (WrittenChoice(3, "Rundt vannet"), WrittenChoice(11, "Til toppen"))

_ROWS = (
    GuardedRow("slow", Text("Rolig", "Roleg", "Slowly")),
    GuardedRow("fast", Text("Fort", "Fort", "Fast"), Text("Ett minutt", "Eitt minutt", "One minute"), ("heart",)),
)
_NOT_NOW = (("fast", Text("Ikke nå.", "Ikkje no.", "Not now.")),)

CORE_KINDS = (
    DeclaredKind("short_text", ShortText, (ShortText(),)),
    DeclaredKind("long_text", LongText, (LongText(),)),
    DeclaredKind("whole_number", WholeNumber, (WholeNumber(0, 40, _GLASSES), WholeNumber(-8, 100, step=5))),
    DeclaredKind("decimal_number", DecimalNumber, (DecimalNumber(0, 300), DecimalNumber(0.25, 4, decimals=2))),
    DeclaredKind(
        "rating_scale",
        RatingScale,
        (RatingScale(0, 10, _NONE, _MOST), RatingScale(1, 5, _NONE, _MOST), RatingScale(0, 100, _NONE, _MOST, 5)),
    ),
    DeclaredKind("single_choice", SingleChoice, (SingleChoice(_YES_NO_MAYBE),)),
    DeclaredKind(
        "several_choices", SeveralChoices, (SeveralChoices(_YES_NO_MAYBE), SeveralChoices(_YES_NO_MAYBE, _NONE))
    ),
    DeclaredKind("yes_no", YesNo, (YesNo(),)),
    DeclaredKind("calendar_day", CalendarDay, (CalendarDay(), CalendarDay(date(2020, 1, 1), date(2020, 1, 31)))),
    DeclaredKind("clock_time", ClockTime, (ClockTime(),)),
    DeclaredKind("ranking", Ranking, (Ranking(_YES_NO_MAYBE),)),
    DeclaredKind("timer", Timer, (Timer(), Timer(1))),
    DeclaredKind("growing_table", GrowingTable, (GrowingTable(_MEAL, Text("Måltid", "Måltid", "Meal")),)),
    DeclaredKind("about_entry", AboutEntry, (AboutEntry("trips", "where", _NOTHING_YET, choices=_TRIPS),)),
    DeclaredKind(
        "asked_of_each", AskedOfEach, (AskedOfEach("trips", "where", _YES_NO_MAYBE, _NOTHING_YET, choices=_TRIPS),)
    ),
    DeclaredKind("guarded_choice", GuardedChoice, (GuardedChoice(_ROWS), GuardedChoice(_ROWS, _NOT_NOW))),
    DeclaredKind("picture", Picture, (Picture(), Picture(megabytes=3))),
    DeclaredKind("sound", SoundRecording, (SoundRecording(),)),
    DeclaredKind("film", Film, (Film(megabytes=50),)),
)
