"""Exercises of eMeistring that no other programme has."""

from __future__ import annotations

from varde.plugin.exercises import DatedEntries, FormPart
from varde.plugin.kinds import Field, LongText, RatingScale, ShortText, SingleChoice, Text, WholeNumber
from varde.plugin.programmes import Exercise

_DID = (
    ("stayed", Text("Jeg ble", "Eg blei", "I stayed")),
    ("left", Text("Jeg gikk", "Eg gjekk", "I left")),
    ("safety", Text("Jeg brukte et trygghetsgrep", "Eg brukte eit tryggleiksgrep", "I used a safety act")),
)


def panic_log(key: str = "panic-log", *, minutes: int = 3) -> Exercise:
    """Each attack, or the nearest to one: the first sensation, the thought and its belief, what she did, the peak, and what
    happened. Scales from 0 to 100 in steps of 5, as on the ladder."""
    return Exercise(
        key,
        Text("Anfallslogg", "Anfallslogg", "Log of attacks"),
        minutes,
        (
            Field(
                "sensation",
                ShortText(),
                Text("Hva kjente du først?", "Kva kjende du først?", "What did you feel first?"),
                Text("For eksempel hjertet eller pusten.", "Til dømes hjartet eller pusten.", "Such as your heart."),
            ),
            Field(
                "peak",
                RatingScale(0, 100, Text("helt rolig", "heilt roleg", "quite calm"), _AS_AFRAID, 5),
                Text("Hvor redd var du på det verste?", "Kor redd var du på det verste?", "How afraid at the worst?"),
            ),
            Field("place", ShortText(), Text("Hvor var du?", "Kvar var du?", "Where were you?")),
            Field("thought", LongText(), Text("Hva tenkte du?", "Kva tenkte du?", "What did you think?")),
            Field(
                "belief",
                RatingScale(
                    0, 100, Text("trodde ikke på det", "trudde ikkje på det", "did not believe it"), _CERTAIN, 5
                ),
                Text("Hvor sikker var du på tanken?", "Kor sikker var du på tanken?", "How sure of it were you?"),
            ),
            Field("did", SingleChoice(_DID), Text("Hva gjorde du?", "Kva gjorde du?", "What did you do?")),
            Field(
                "lasted",
                WholeNumber(1, 600, Text("minutter", "minutt", "minutes")),
                Text("Hvor lenge varte det?", "Kor lenge varte det?", "How long did it last?"),
            ),
            Field(
                "happened",
                LongText(),
                Text("Hva skjedde til slutt?", "Kva hende til slutt?", "What happened in the end?"),
                Text(
                    "Slik et kamera ville sett det.", "Slik eit kamera ville ha sett det.", "As a camera would see it."
                ),
            ),
        ),
        kind=DatedEntries(
            needed=("sensation", "peak"),
            named=("sensation",),
            charted=("peak",),
            parts=(
                FormPart(Text("Da det kom", "Då det kom", "When it came"), ("sensation", "peak", "place")),
                FormPart(Text("Tanken", "Tanken", "The thought"), ("thought", "belief")),
                FormPart(Text("Det som skjedde", "Det som hende", "What happened"), ("did", "lasted", "happened")),
            ),
        ),
    )


_AS_AFRAID = Text("så redd som mulig", "så redd som mogleg", "as afraid as can be")
_CERTAIN = Text("helt sikker", "heilt sikker", "quite certain")
