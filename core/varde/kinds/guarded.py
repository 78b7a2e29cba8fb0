"""One of several things to do, of which some may harm some: what is closed to whoever is asked cannot be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from varde.kernel.words import Text
from varde.kinds.choices import SingleChoice
from varde.kinds.kind import AnswerKind, Controls, InventedPerson


@dataclass(frozen=True, slots=True)
class GuardedRow:
    """One of the choices of a :class:`GuardedChoice`: its key, what it is called, a line below that, and the keys of the locks that
    close it to whom it may harm."""

    key: str
    label: Text
    hint: Text | None = None
    locks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuardedChoice(AnswerKind):
    """One of ``rows``, of which some may harm some: a row whose lock holds for her cannot be chosen, and the page says why. The
    others stay open. ``closed`` are the rows that are closed to whoever is asked, with why."""

    rows: tuple[GuardedRow, ...]
    closed: tuple[tuple[str, Text], ...] = ()

    template: ClassVar[str] = "varde/kinds/guarded_choice.html"

    @property
    def locks(self) -> tuple[str, ...]:
        """The key of every lock of its rows, once."""
        return tuple(dict.fromkeys(key for row in self.rows for key in row.locks))

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
