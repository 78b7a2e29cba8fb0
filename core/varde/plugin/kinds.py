"""How something is asked and answered: the kinds of Varde, and what a kind of one's own is made of."""

from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.choices import SingleChoice
from varde.kinds.kind import REFUSED, AnswerKind, Controls, DeclaredKind, InventedPerson, Unfit, sent_once
from varde.kinds.numbers import DecimalNumber, RatingScale, WholeNumber
from varde.kinds.texts import LongText, ShortText

__all__ = [
    "REFUSED",
    "AnswerKind",
    "Controls",
    "DecimalNumber",
    "DeclaredKind",
    "Field",
    "InventedPerson",
    "LongText",
    "RatingScale",
    "ShortText",
    "SingleChoice",
    "Text",
    "Unfit",
    "WholeNumber",
    "sent_once",
]
