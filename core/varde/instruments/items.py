"""One thing that an instrument asks or measures."""

from __future__ import annotations

from dataclasses import dataclass, field

from varde.instruments.item_kinds import Choices, CountedDays, ItemKind, Shape, resolved
from varde.kernel.words import Text
from varde.kinds.choices import YesNo
from varde.kinds.kind import AnswerKind


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked or measured.

    ``kind``: ``choice`` takes one of ``choices``; ``integer`` a whole number ``low``-``high``; ``vas`` and ``number``
    any number in that range; ``boolean`` true or false (0 and 1 are read as such); ``days`` a list of
    ``{"steps": whole number, "wear_h": hours or null}``, ``low``-``high`` steps each, and ``"date"`` (ISO) where known. One that
    is not scored may be of any kind of :mod:`varde.plugin.kinds`, as ``LongText()``: see :func:`varde.plugin.instruments.asked`.
    Whatever it is, ``takes`` is the kind itself, which reads and checks the answers, and ``shape`` what it is shown as.

    ``low_label`` and ``high_label`` stand at the ends of a line, and ``unit`` beside a number; ``step`` is how far two
    answers that can be given lie apart, 0 for any. One that is not ``scored`` enters no sum.

    ``gate`` names an item: when that is answered with no (0), this one is not asked and counts 0. ``heading`` is
    what several items in a row have in common. An ``optional`` one may be left out without a word, and one to ``carry`` is
    filled in with her last answer, marked as such, and stored when she hands it in. ``safety`` items are never
    filled in for the patient, and an answer can raise an alert; ``weighed_by`` names the item that says how much it troubled.
    What enters a sum is ``(low + high - answer if reverse else answer) * multiplier + offset``. ``renamed_from`` are keys it had
    before.
    """

    key: str
    kind: ItemKind | AnswerKind
    low: float
    high: float
    label: Text
    choices: Choices = ()
    low_label: Text | None = None
    high_label: Text | None = None
    unit: Text | None = None
    step: int = 0
    scored: bool = True
    reverse: bool = False
    multiplier: int = 1
    offset: int = 0
    gate: str = ""
    safety: bool = False
    weighed_by: str = ""
    heading: Text | None = None
    optional: bool = False
    carry: bool = False
    renamed_from: tuple[str, ...] = ()
    takes: AnswerKind = field(init=False, compare=False, repr=False)
    shape: Shape = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        labelled = bool(self.low_label and self.high_label)
        low, high = self.low, self.high
        takes, shape = resolved(self.kind, low, high, self.choices, self.unit, self.step, labelled=labelled)
        object.__setattr__(self, "takes", takes)
        object.__setattr__(self, "shape", shape)

    @property
    def by_day(self) -> bool:
        """Whether its answer is a list of days."""
        return isinstance(self.takes, CountedDays)

    @property
    def yes_or_no(self) -> bool:
        """Whether it is answered with yes or no."""
        return isinstance(self.takes, YesNo)

    @property
    def own(self) -> bool:
        """Whether it is of a kind that is given as an object, and so drawn, said and handed on by that."""
        return self.shape == "own"

    @property
    def in_columns(self) -> bool:
        """Whether many of its answers are a column of numbers."""
        return self.numeric and not self.own

    @property
    def numeric(self) -> bool:
        """Whether the answer is a number, and so can be scored and compared."""
        return self.takes.bounds is not None
