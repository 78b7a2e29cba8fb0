"""The kinds that the core contributes, as a plugin contributes its own."""

from __future__ import annotations

from varde.kernel.words import Text
from varde.kinds.choices import SingleChoice
from varde.kinds.kind import DeclaredKind
from varde.kinds.numbers import DecimalNumber, RatingScale, WholeNumber
from varde.kinds.texts import LongText, ShortText
from varde.kinds.uploaded import Film, Picture, SoundRecording

_YES_NO_MAYBE = (
    ("yes", Text("Ja", "Ja", "Yes")),
    ("no", Text("Nei", "Nei", "No")),
    ("maybe", Text("Litt", "Litt", "Some")),
)
_NONE, _MOST = Text("ingen", "ingen", "none"), Text("mest mulig", "mest mogleg", "the most possible")
_GLASSES = Text("glass", "glas", "glasses")

CORE_KINDS = (
    DeclaredKind("short_text", ShortText, (ShortText(),)),
    DeclaredKind("long_text", LongText, (LongText(),)),
    DeclaredKind("whole_number", WholeNumber, (WholeNumber(0, 40, _GLASSES), WholeNumber(-10, 100, step=5))),
    DeclaredKind("decimal_number", DecimalNumber, (DecimalNumber(0, 300), DecimalNumber(0.25, 4, decimals=2))),
    DeclaredKind("rating_scale", RatingScale, (RatingScale(0, 10, _NONE, _MOST), RatingScale(1, 5, _NONE, _MOST))),
    DeclaredKind("single_choice", SingleChoice, (SingleChoice(_YES_NO_MAYBE),)),
    DeclaredKind("picture", Picture, (Picture(), Picture(megabytes=3))),
    DeclaredKind("sound", SoundRecording, (SoundRecording(),)),
    DeclaredKind("film", Film, (Film(megabytes=50),)),
)
