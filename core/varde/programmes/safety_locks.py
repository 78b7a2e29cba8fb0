"""What may harm some, and is closed to them: a whole step, or one choice in an exercise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from varde.kernel.words import Text
from varde.kinds.choices import SingleChoice
from varde.kinds.kind import AnswerKind, Controls, InventedPerson
from varde.rules.language import Rule

Opener = Literal["therapist", "dietitian", "head", "nobody"]


@dataclass(frozen=True, slots=True)
class SafetyLock:
    """That a step may harm some. ``rule`` is over the programme's safety facts: the step is locked while it holds, and, when
    ``unknown_locks``, also while nobody knows. What has become unsafe is locked at once, also when it is begun.

    One lock may stand on several steps; whoever opens it for a patient, opens it on them all. ``why`` is the kind, plain
    sentence to the patient when the rule holds, ``instead`` what she can do meanwhile. ``opener`` may open it with a reason:
    a ``therapist``, a ``dietitian`` or the clinic's ``head``, each when she may open the record, or ``nobody``. An opening
    ends when a fact of the rule changes. ``source`` says where the rule comes from, and that it is proposed when nobody has
    signed it.
    """

    key: str
    rule: Rule
    unknown_locks: bool
    opener: Opener
    why: Text
    instead: Text
    source: str


@dataclass(frozen=True, slots=True)
class GuardedRow:
    """One of the choices of a :class:`GuardedChoice`: its key, what it is called, a line below that, and the locks that close it to
    whom it may harm."""

    key: str
    label: Text
    hint: Text | None = None
    locks: tuple[SafetyLock, ...] = ()


@dataclass(frozen=True, slots=True)
class GuardedChoice(AnswerKind):
    """One of ``rows``, of which some may harm some: a row whose lock holds for her cannot be chosen, and the page says why. The
    others stay open. ``closed`` are the rows that are closed to whoever is asked, with why."""

    rows: tuple[GuardedRow, ...]
    closed: tuple[tuple[str, Text], ...] = ()

    template: ClassVar[str] = "varde/kinds/guarded_choice.html"

    @property
    def locks(self) -> tuple[SafetyLock, ...]:
        """Every lock of its rows, once."""
        return tuple({lock.key: lock for row in self.rows for lock in row.locks}.values())

    @property
    def open_rows(self) -> tuple[GuardedRow, ...]:
        """Those that can be chosen."""
        return tuple(row for row in self.rows if row.key not in dict(self.closed))

    @property
    def shown(self) -> Sequence[tuple[str, Text, Text | str]]:
        """The open rows, each with its key, what it is called and the line below."""
        return [(row.key, row.label, row.hint or "") for row in self.open_rows]

    @property
    def why(self) -> Mapping[str, Text]:
        """Why each row that is closed to her is so."""
        return dict(self.closed)

    def closing(self, closed: Mapping[str, Text], kept: object = None) -> GuardedChoice:
        """The same for somebody to whom these rows are closed, each with why. What she answered before (``kept``) stays a
        choice."""
        return replace(self, closed=tuple((key, why) for key, why in closed.items() if key != kept))

    def _every(self) -> SingleChoice:
        return SingleChoice(tuple((row.key, row.label) for row in self.rows))

    def check(self) -> Iterator[str]:
        yield from self._every().check()

    def read(self, sent: Controls) -> str | None:
        return SingleChoice(tuple((row.key, row.label) for row in self.open_rows)).read(sent)

    def accept(self, value: object) -> Any:
        return self._every().accept(value)

    def controls(self, value: str) -> Controls:
        return {"": (value,)}

    def say(self, value: str, language: str) -> str:
        return self._every().say(value, language)

    def invent(self, person: InventedPerson) -> str | None:
        return person.chance.choice(self.open_rows).key if self.open_rows else None

    def fhir(self, value: str, language: str) -> Sequence[Mapping[str, Any]]:
        return self._every().fhir(value, language)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return self._every().fhir_item(language)


NOT_KNOWN_YET = Text(
    "Vi vet ikke nok ennå. Svar på spørsmålene under «Noe å si fra om», så ser vi.",
    "Vi veit ikkje nok enno. Svar på spørsmåla under «Noko å seie frå om», så ser vi.",
    "We do not know enough yet. Answer the questions under “Something to tell us”, and we shall see.",
)
"""Why a choice is closed while nobody has answered what its lock asks."""
