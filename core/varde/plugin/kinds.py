"""How something is asked and answered: the kinds of Varde, and what a kind of one's own is made of."""

from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.choices import SingleChoice
from varde.kinds.kind import REFUSED, AnswerKind, Controls, DeclaredKind, InventedPerson, Unfit, sent_once
from varde.kinds.numbers import DecimalNumber, RatingScale, WholeNumber
from varde.kinds.texts import LongText, ShortText
from varde.kinds.uploaded import Film, Picture, SoundRecording

__all__ = [
    "REFUSED",
    "AnswerKind",
    "Controls",
    "DecimalNumber",
    "DeclaredKind",
    "Field",
    "Film",
    "InventedPerson",
    "LongText",
    "Picture",
    "RatingScale",
    "ShortText",
    "SingleChoice",
    "SoundRecording",
    "Text",
    "Unfit",
    "WholeNumber",
    "sent_once",
]
