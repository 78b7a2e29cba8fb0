"""What an instrument is: frozen values that say what is asked, how it is scored and how a change is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from varde.instruments.item_kinds import Choices as Choices
from varde.instruments.items import Item as Item
from varde.kernel.words import Text
from varde.rules.language import Rule

if TYPE_CHECKING:
    from varde.instruments.columns import Columns, Contexts, Outcomes

Answers = Mapping[str, object]
"""What was answered, by the key of the item, before anybody has looked at it."""
Values = Mapping[str, Any]
"""Answers that passed their item's rule: missing ones are absent, whole numbers are ints, booleans are bools."""
Context = Mapping[str, object]
"""What scoring reads besides the answers, such as ``sex`` and ``age``; what is not known is left out."""

Status = Literal["scored", "not_scored", "excluded", "invalid"]
Operator = Literal[">=", ">", "<=", "<"]
Direction = Literal["lower_better", "higher_better", ""]
"""Which way is better; "" where that depends on the person, as in body mass index."""

PROPOSABLE = (
    "items",
    "missing",
    "scoring",
    "bands",
    "flags",
    "responder",
    "smallest_change",
    "reliable_change",
    "worsening",
    "caseness",
    "codes",
)
NEEDS = ("sex", "age", "agoraphobia", "baseline_metres", "position_coded")
"""What scoring may read besides the answers: ``Instrument.needs`` names some of these."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How items become one number; None when more than ``max_missing`` of them are unanswered.

    ``method`` is one of three. ``sum``: the mean of the answered items times the number of items, times ``factor``.
    ``mean``: the mean of the answered. ``percent``: the mean on the line where an answer of ``ends[0]`` is 0 and one of
    ``ends[1]`` is 100.
    """

    key: str
    items: tuple[str, ...]
    method: Literal["sum", "mean", "percent"]
    max_missing: int = 0
    label: Text | None = None
    factor: int = 1
    ends: tuple[float, float] = (0, 100)


@dataclass(frozen=True, slots=True)
class AnswerCheck:
    """What should hold between the answers of one sheet: a ``rule`` over ``answer:<item>``. When it is known not to, the person
    is asked with this ``sentence`` before it is handed in; she may hand it in as it is, and what she answered is kept."""

    rule: Rule
    sentence: Text


@dataclass(frozen=True, slots=True)
class Band:
    """A named part of the total's range, both ends included unless ``open_low`` or ``open_high`` says that they are not.

    A band that a custom rule gives, and that is no part of a range, has no ends. ``feedback`` is what a patient in it reads
    when she has handed in, for questions of your own alone: a licensed instrument says nothing of her to herself.
    """

    key: str
    label: Text
    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False
    feedback: Text | None = None

    def holds(self, total: float) -> bool:
        """Whether the total lies in this band; never for a band without ends."""
        if self.low is None or self.high is None:
            return False
        above = total > self.low if self.open_low else total >= self.low
        return above and (total < self.high if self.open_high else total <= self.high)


@dataclass(frozen=True, slots=True)
class BandSet:
    """Bands that replace the usual ones when the context has ``value`` under ``key``."""

    key: str
    value: object
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A comparison with a number, the operator kept as the source has it."""

    operator: Operator
    value: float

    def holds(self, number: float) -> bool:
        """Whether the number passes."""
        match self.operator:
            case ">=":
                return number >= self.value
            case ">":
                return number > self.value
            case "<=":
                return number <= self.value
            case _:
                return number < self.value


@dataclass(frozen=True, slots=True)
class Flag:
    """True when the total (or the subscale ``of``) passes the limit; left out when that number is missing."""

    key: str
    limit: Limit
    of: str = ""


@dataclass(frozen=True, slots=True)
class Responder:
    """How much better is a response: an ``amount`` of points, or of percent of the total before (``measure``). ``operator`` is kept
    as sourced.

    ``direction`` is for instruments where better depends on the person (body mass index): the way that counts here.
    """

    measure: Literal["points", "percent"]
    amount: float
    operator: Literal[">=", ">"] = ">="
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """The change in points that is more than measurement error, and in ``basis`` where the figure is from. ``operator`` is kept as
    sourced."""

    points: float
    basis: str
    operator: Literal[">=", ">"] = ">="


@dataclass(frozen=True, slots=True)
class Worsening:
    """From how many points a loss is a deterioration that somebody must look at, and in ``basis`` where the figure is from.
    ``operator`` is kept as sourced."""

    points: float
    basis: str
    operator: Literal[">=", ">"] = ">="


@dataclass(frozen=True, slots=True)
class JacobsonTruax:
    """What the Jacobson-Truax method needs besides the sample's own mean and SD before treatment: the ``reliability`` of the
    instrument, the norm's mean and SD, and which ``cutoff`` is used. Where no norm is known
    ``functional_mean`` and ``functional_sd`` are None and ``cutoff`` is a."""

    reliability: float
    functional_mean: float | None
    functional_sd: float | None
    cutoff: Literal["a", "b", "c"] = "c"


@dataclass(frozen=True, slots=True)
class Licence:
    """Whether the official wording may be shown: ``mark`` is ``free``, ``own``, or ``fee`` or ``permission``, which must be settled
    before it is. ``holder`` owns it, and ``note`` says what there is to say."""

    mark: Literal["free", "permission", "fee", "own"]
    holder: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code in a terminology (``system``), ``of`` the whole instrument (``panel``), its ``total`` or one item, by its key."""

    system: Literal["loinc", "snomed"]
    of: str
    code: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scoring rule finds. Numbers are unrounded, and None where they are not known.

    ``status`` is ``scored``, ``not_scored`` (too much is missing), ``excluded`` (the rule does not count this person) or
    ``invalid``. ``n_missing`` is how many answers are missing; ``subscores`` and ``flags`` are by their keys, and
    ``profile`` is a string of levels, as in EQ-5D.
    """

    status: Status
    total: float | None = None
    subscores: Mapping[str, Any] = field(default_factory=dict)
    band: str | None = None
    flags: Mapping[str, Any] = field(default_factory=dict)
    n_missing: int = 0
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Score(Outcome):
    """An outcome together with the key of the ``instrument`` it belongs to.

    ``status``, ``total``, ``subscores``, ``band``, ``flags``, ``n_missing`` and ``profile`` are as in ``Outcome``.
    """

    instrument: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON, numbers rounded to 4 decimals; ``profile`` only where the instrument has one."""
        plain: dict[str, Any] = {
            "instrument": self.instrument,
            "status": self.status,
            "total": _rounded(self.total),
            "subscores": {key: _rounded(value) for key, value in self.subscores.items()},
            "band": self.band,
            "flags": dict(self.flags),
            "n_missing": self.n_missing,
        }
        return plain if self.profile is None else {**plain, "profile": self.profile}


def _rounded(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    short = round(value, 4)
    return int(short) if short.is_integer() else short


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an answer. ``rule`` is unknown, type, range, choice, step or form; ``item`` may be empty."""

    item: str
    value: object
    rule: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """What a rule for extra flags may look at: the valid answers, how many are missing (``n_missing``). ``total`` is as
    bands see it (rounded half up where that applies)."""

    values: Values
    context: Context
    total: float | None
    n_missing: int


Prepare = Callable[[Values, Context], Values]
Marks = Callable[[ReadAnswers], Mapping[str, Any]]
Custom = Callable[[Values, Context], Outcome]
if TYPE_CHECKING:
    ColumnRule = Callable[[Columns, Contexts], Outcomes]
else:  # numpy is slow to import, and whoever asks at start only needs to know that it is a function
    ColumnRule = Callable
"""What a custom rule says, of many responses. It takes a column of numbers for each item, nan where there is no answer that
the item takes, and the context of each response; it gives columns of outcomes. The shapes are in ``varde.plugin.columns``."""


@dataclass(frozen=True, eq=False)
class Instrument:
    """A questionnaire, a rating or a measurement. Two instruments are the same only when they are one object.

    Regular instruments declare ``total`` (or ``sum_of``: subscales that add up to the total), ``subscales``,
    ``bands`` and ``flags``; ``prepare`` may first turn answers into what is counted (skips, turned positions) and
    ``marks`` may add flags. An irregular one gives ``custom`` instead, one pure function of valid answers and context.
    ``whole`` rounds the total half up to a whole number before bands and flags look at it.

    ``recall`` is the period, ``question`` what the patient is asked about every item; both are our own words. ``needs``
    names what scoring reads besides the answers (``sex``, ``age``, ``agoraphobia``, ``baseline_metres``,
    ``position_coded``). ``page_length`` is how many items stand on one page when it is answered; 0 means all of them.
    ``words`` say what subscores without a label, flags and their values are called: under ``key``, or ``key=value``.
    ``columns`` says of many responses at once what ``custom`` says of one, for large files; never anything else.
    ``worsening`` is from how many points a loss is a deterioration; left out where the reliable change, or a response in
    points, says so both ways. A main instrument of a programme has one of the three. ``renamed_from`` are keys it had
    before, when it is the same questionnaire under another name. ``checks`` are asked about when it is handed in
    (:class:`AnswerCheck`). ``direction`` says which way is better, and ``total_range`` between what the total lies.
    ``band_sets`` are other bands for some. ``responder`` is how much better is a response, ``smallest_change`` the smallest
    that matters to a person, ``reliable_change`` what is more than measurement error, ``jacobson_truax`` what classes of
    change are counted by, and ``caseness`` from which total somebody counts as unwell: each has a source, or stands in
    ``proposed``, which names the rules that still need confirmation by a clinical owner. ``licence`` says whose the wording
    is, ``codes`` what it is called in terminologies, and ``version`` which of its editions it is. ``unit`` is what the total is
    counted in where that is no points ("minutes a week"), said wherever it is shown, and ``ucum`` its code. ``kind`` is
    ``score_only`` where only totals are known, as in what was imported.
    """

    key: str
    title: Text
    licence: Licence
    version: str = "1"
    items: tuple[Item, ...] = ()
    recall: Text | None = None
    question: Text | None = None
    direction: Direction = "lower_better"
    total_range: tuple[float, float] | None = None
    total: Scale | None = None
    sum_of: tuple[str, ...] = ()
    subscales: tuple[Scale, ...] = ()
    whole: bool = False
    bands: tuple[Band, ...] = ()
    band_sets: tuple[BandSet, ...] = ()
    flags: tuple[Flag, ...] = ()
    responder: Responder | None = None
    smallest_change: float | None = None
    reliable_change: ReliableChange | None = None
    worsening: Worsening | None = None
    jacobson_truax: JacobsonTruax | None = None
    caseness: Limit | None = None
    codes: tuple[Code, ...] = ()
    kind: Literal["full", "score_only"] = "full"
    words: tuple[tuple[str, Text], ...] = ()
    proposed: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    page_length: int = 0
    prepare: Prepare | None = None
    marks: Marks | None = None
    custom: Custom | None = None
    columns: ColumnRule | None = None
    checks: tuple[AnswerCheck, ...] = ()
    renamed_from: tuple[str, ...] = ()
    unit: Text | None = None
    ucum: str = ""

    def item(self, key: str) -> Item:
        """The item with this key; ``KeyError`` when there is none."""
        for item in self.items:
            if item.key == key:
                return item
        raise KeyError(key)

    @property
    def safety_items(self) -> tuple[Item, ...]:
        """Items whose answer can raise an alert."""
        return tuple(item for item in self.items if item.safety)
