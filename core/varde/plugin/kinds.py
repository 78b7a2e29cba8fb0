"""How something is asked and answered: the kinds of Varde, and what a kind of one's own is made of."""

from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.choices import Ranking, SeveralChoices, SingleChoice, YesNo
from varde.kinds.kind import REFUSED, AnswerKind, Controls, DeclaredKind, InventedPerson, Unfit, sent_once
from varde.kinds.moments import CalendarDay, ClockTime, Timer
from varde.kinds.numbers import DecimalNumber, RatingScale, WholeNumber
from varde.kinds.tables import GrowingTable
from varde.kinds.texts import LongText, ShortText
from varde.kinds.uploaded import Film, Picture, SoundRecording

__all__ = [
    "REFUSED",
    "AnswerKind",
    "CalendarDay",
    "ClockTime",
    "Controls",
    "DecimalNumber",
    "DeclaredKind",
    "Field",
    "Film",
    "GrowingTable",
    "InventedPerson",
    "LongText",
    "Picture",
    "Ranking",
    "RatingScale",
    "SeveralChoices",
    "ShortText",
    "SingleChoice",
    "SoundRecording",
    "Text",
    "Timer",
    "Unfit",
    "WholeNumber",
    "YesNo",
    "sent_once",
]
