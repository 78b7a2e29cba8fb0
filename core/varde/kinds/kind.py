"""What every kind of answer can do: the core's own and a plugin's are asked the same, and nobody else knows one by its name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from random import Random
from typing import Any, ClassVar

from varde.kernel.errors import BadInput
from varde.kernel.words import Text

Controls = Mapping[str, Sequence[str]]
"""What a form holds of one answer: the values of each control, by what follows the answer's own name. "" is the control with
that name alone, "minutes" the one that is called ``<name>-minutes``."""

REFUSED: Any = object()
"""What :meth:`AnswerKind.accept` gives for a value that the kind does not take."""


class Unfit(BadInput):
    """What a form sent is no answer of this kind: a sentence that says the rule, for each control that is wrong."""

    def __init__(self, rule: Text | None = None, *, of: Mapping[str, Text] | None = None) -> None:
        self.of: Mapping[str, Text] = {"": rule} if rule is not None else dict(of or {})
        super().__init__(*self.of.values())


Keeps = Callable[[str, bytes], str]
"""Takes in a file, its medium and its bytes, and returns its key."""


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """Somebody invented who answers. ``burden`` is how ill she is, 0 none to 1 worst; ``entries`` are words she may write, in
    her ``language``. ``keeps`` takes in a file of hers, its medium and its bytes, and returns the key; None: she sends no files.
    The same ``chance`` gives the same answers, and files with the same content."""

    chance: Random
    burden: float = 0.5
    language: str = "nb"
    entries: Sequence[Text] = field(default_factory=tuple)
    keeps: Keeps | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """That files come with a control: of which media, at most how many bytes, and how many."""

    media: tuple[str, ...]
    most: int | None = None
    files: int = 1


@dataclass(frozen=True)
class AnswerKind(ABC):
    """A way to ask and to answer: a frozen dataclass that carries its own limits and words, as ``RatingScale(0, 10)``.

    A *value* is what is stored: plain JSON, never None. A kind of one's own gives at least :meth:`read`, :meth:`accept`,
    :meth:`controls` and :meth:`say`, and the ``template`` that draws it.

    ``template`` is drawn for each answer, and works with the keyboard and without scripts. A plugin's stands in its own folder
    ``templates/<plugin>/`` and is named ``<plugin>/<file>``. ``quoted``: what is said is the person's own words.
    ``coded``: a number stands for words. ``fractions``: a number need not be whole.
    """

    template: ClassVar[str] = ""
    quoted: ClassVar[bool] = False
    coded: ClassVar[bool] = False
    fractions: ClassVar[bool] = False
    hint_for_misfit: ClassVar[str] = "; varde.plugin.kinds has them, as in LongText()"

    def check(self) -> Iterator[str]:
        """What is wrong with the declaration itself, as ``low is 5 and high is 1``. Asked at start and by ``plugin check``."""
        yield from ()

    @abstractmethod
    def read(self, sent: Controls) -> Any:
        """The value that a form sent; None when nothing is filled in.

        :raises Unfit: with a sentence for each control that is wrong. Nothing else is raised, whatever was sent.
        """

    @abstractmethod
    def accept(self, value: object) -> Any:
        """A value from a store, a file or a machine as it is kept, or :data:`REFUSED`. Nothing is raised, whatever it is."""

    @abstractmethod
    def controls(self, value: Any) -> Controls:
        """What the form holds when it shows this value: what :meth:`read` reads as the same value."""

    @abstractmethod
    def say(self, value: Any, language: str) -> str:
        """The value in words, for whoever reads it (nb, nn or en). Never empty."""

    def has(self, control: str) -> bool:
        """Whether a control of this name is one of its own. Any other that is sent under its name is refused."""
        return control == ""

    def pressed(self, sent: Controls) -> Controls | None:
        """What the form holds after a button of this kind was pressed, as “add a row”; None when none was."""
        return None

    def invent(self, person: InventedPerson) -> Any:
        """A plausible value; None when this person leaves it out."""
        return None

    def cells(self, value: Any) -> Mapping[str, str | int | float | bool | None]:
        """The value as plain cells of a table, by what follows the name of its column. The names are those of
        :meth:`cell_names`."""
        return {"": value}

    def cell_names(self) -> Sequence[str]:
        """What follows the name in each column that :meth:`cells` may fill."""
        return ("",)

    def fhir(self, value: Any, language: str) -> Sequence[Mapping[str, Any]]:
        """The value as answers of a FHIR R4 QuestionnaireResponse, each with its ``value[x]``."""
        return ({"valueString": self.say(value, language)},)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        """What a FHIR R4 Questionnaire says of an item of this kind: its ``type`` and what belongs to that."""
        return {"type": "string"}

    @property
    def uploads(self) -> Mapping[str, Upload]:
        """The controls that a file comes with. Whoever takes the form in keeps it, and puts its key in the control "" before
        :meth:`read`."""
        return {}

    def files(self, value: Any) -> Sequence[str]:
        """The keys of the files that a value speaks of."""
        return ()

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The lowest and the highest number that the value can be; None when it is no number, and so enters no score."""
        return None


@dataclass(frozen=True, slots=True)
class DeclaredKind:
    """That a part contributes a kind. ``of`` is its class, and ``samples`` are some as they may be declared: ``varde plugin
    check`` tries every method with them."""

    key: str
    of: type[AnswerKind]
    samples: tuple[AnswerKind, ...]


def sent_once(sent: Controls, control: str = "") -> str:
    """The text of one control, "" when it was not sent. :raises Unfit: it came more than once."""
    values = sent.get(control, ())
    if len(values) > 1:
        raise Unfit(of={control: TWICE})
    return values[0] if values else ""


def kinds_in(value: object) -> Iterator[AnswerKind]:
    """A kind and those inside it, as in the columns of a table."""
    if isinstance(value, AnswerKind):
        yield value
    if isinstance(value, tuple):
        for part in value:
            yield from kinds_in(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from kinds_in(getattr(value, each.name))


def kept(kind: AnswerKind, stored: object) -> Any:
    """A stored value as the kind has it now, or :data:`REFUSED`. A text that was stored as it was typed is read as such."""
    value = kind.accept(stored)
    if value is REFUSED and isinstance(stored, str):
        try:
            read = kind.read({"": (stored,)})
        except Unfit:
            return REFUSED
        return REFUSED if read is None else read
    return value


def said(kind: AnswerKind, stored: object, language: str) -> str:
    """A stored value in words; what the kind no longer takes is said as it stands."""
    value = kept(kind, stored)
    return str(stored) if value is REFUSED else kind.say(value, language)


TWICE = Text(
    "Det kom mer enn ett svar. Velg ett.",
    "Det kom meir enn eitt svar. Vel eitt.",
    "More than one answer came. Choose one.",
)
