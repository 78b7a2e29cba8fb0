"""A table that grows: as many rows as there is something to tell of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from varde.kernel.words import Text
from varde.kinds.asking import Field, owner, read_all, written_out
from varde.kinds.choices import CHOICE_KEY
from varde.kinds.kind import REFUSED, AnswerKind, Controls, InventedPerson, Unfit, kept, kinds_in, sent_once

MOST_ROWS = 40
ADD, REMOVE = "add", "remove"
_OF_ROW = re.compile(r"([0-9]{1,2})-(.+)")


@dataclass(frozen=True, slots=True)
class GrowingTable(AnswerKind):
    """Rows of the same ``columns``, each of its own kind, as many as she fills in and at most ``most``. ``row`` is what one row is
    called (“Meal”). The value is a list of rows, each with what was filled in by the key of the column."""

    columns: tuple[Field, ...]
    row: Text
    most: int = 20

    template: ClassVar[str] = "varde/kinds/table.html"

    @property
    def _kinds(self) -> dict[str, AnswerKind]:
        return {column.key: column.kind for column in self.columns}

    def check(self) -> Iterator[str]:
        if not self.columns:
            yield "has no columns"
        if not 1 <= self.most <= MOST_ROWS:
            yield f"most is {self.most} and must lie from 1 to {MOST_ROWS}"
        for key, times in Counter(column.key for column in self.columns).items():
            if times > 1:
                yield f"the column '{key}' is given {times} times"
            if not CHOICE_KEY.fullmatch(key):
                yield f"the column '{key}' does not have the form {CHOICE_KEY.pattern}"
        if any(isinstance(kind, GrowingTable) for column in self.columns for kind in kinds_in(column)):
            yield "has a table inside it"
        yield from (
            f"the column '{key}' takes a file, which a table cannot"
            for key, kind in self._kinds.items()
            if kind.uploads
        )

    def has(self, control: str) -> bool:
        if control in (ADD, REMOVE):
            return True
        parts = _OF_ROW.fullmatch(control)
        if parts is None or int(parts[1]) >= MOST_ROWS or str(int(parts[1])) != parts[1]:
            return False
        key = owner(parts[2], self._kinds)
        return key is not None and self._kinds[key].has(parts[2][len(key) + 1 :])

    def rows_of(self, sent: Controls) -> list[dict[str, Sequence[str]]]:
        """The controls of each row that was sent, by what follows the number of the row; rows that are missing are empty."""
        rows: dict[int, dict[str, Sequence[str]]] = {}
        for control, texts in sent.items():
            parts = _OF_ROW.fullmatch(control)
            if parts is not None and int(parts[1]) < MOST_ROWS:
                rows.setdefault(int(parts[1]), {})[parts[2]] = texts
        return [rows.get(number, {}) for number in range(max(rows, default=-1) + 1)]

    def read(self, sent: Controls) -> list[dict[str, Any]] | None:
        faults: dict[str, Text] = {}
        value = []
        for number, controls in enumerate(self.rows_of(sent)):
            read = read_all(self._kinds, controls)
            faults |= {
                f"{number}-{control}": self._placed(number, control, rule) for control, rule in read.faults.items()
            }
            if read.values:
                value.append(dict(read.values))
        if not faults and len(value) > self.most:
            faults[ADD] = _TOO_MANY.filled(most=self.most)
        if faults:
            raise Unfit(of=faults)
        return value or None

    def _placed(self, number: int, control: str, rule: Text) -> Text:
        column = next(each for each in self.columns if each.key == owner(control, self._kinds))
        return _IN_ROW.filled(row=self.row, number=number + 1, column=column.label, rule=rule)

    def accept(self, value: object) -> Any:
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= self.most:
            return REFUSED
        rows = [self._row(row) for row in value]
        return REFUSED if any(row is REFUSED for row in rows) else rows

    def _row(self, row: object) -> Any:
        if not isinstance(row, Mapping) or not row or not row.keys() <= self._kinds.keys():
            return REFUSED
        taken = {key: kept(kind, row[key]) for key, kind in self._kinds.items() if key in row}
        return REFUSED if any(value is REFUSED for value in taken.values()) else taken

    def controls(self, value: Sequence[Mapping[str, Any]]) -> Controls:
        return {
            f"{number}-{control}": texts
            for number, row in enumerate(value)
            for control, texts in written_out(self._kinds, row).items()
        }

    def pressed(self, sent: Controls) -> Controls | None:
        rows = self.rows_of(sent)
        if sent.get(REMOVE):
            number = sent_once({REMOVE: sent[REMOVE][:1]}, REMOVE)
            rows = [row for at, row in enumerate(rows) if str(at) != number]
        elif not sent.get(ADD):
            return None
        held = {f"{at}-{control}": texts for at, row in enumerate(rows) for control, texts in row.items()}
        return held | ({ADD: ("1",)} if sent.get(ADD) else {})

    def shown_rows(self, held: Controls) -> int:
        """How many rows the form shows: those there are, one when there is none, and one more when that was asked for."""
        return min(max(len(self.rows_of(held)) + bool(held.get(ADD)), 1), self.most)

    def say(self, value: Sequence[Mapping[str, Any]], language: str) -> str:
        return "\n".join(f"{number}. {self._say_row(row, language)}" for number, row in enumerate(value, start=1))

    def _say_row(self, row: Mapping[str, Any], language: str) -> str:
        filled = [column for column in self.columns if column.key in row]
        said = (f"{column.label.to(language)}: {column.kind.say(row[column.key], language)}" for column in filled)
        return "; ".join(" ".join(words.split()) for words in said)

    def invent(self, person: InventedPerson) -> list[dict[str, Any]] | None:
        rows = []
        for _ in range(person.chance.randint(1, min(3, self.most))):
            row = {column.key: column.kind.invent(person) for column in self.columns}
            rows.append({key: value for key, value in row.items() if value is not None})
        return [row for row in rows if row] or None

    def cells(self, value: Sequence[Mapping[str, Any]]) -> Mapping[str, str | int | float | bool | None]:
        return {
            f"{number}_{column.key}{f'_{name}' if name else ''}": cell
            for number, row in enumerate(value, start=1)
            for column in self.columns
            if column.key in row
            for name, cell in column.kind.cells(row[column.key]).items()
        }

    def cell_names(self) -> Sequence[str]:
        return [
            f"{number}_{column.key}{f'_{name}' if name else ''}"
            for number in range(1, self.most + 1)
            for column in self.columns
            for name in column.kind.cell_names()
        ]

    def fhir(self, value: Sequence[Mapping[str, Any]], language: str) -> Sequence[Mapping[str, Any]]:
        return [{"valueString": self._say_row(row, language)} for row in value]

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "text", "repeats": True}


_IN_ROW = Text("{row} {number}, {column} {rule}", "{row} {number}, {column} {rule}", "{row} {number}, {column} {rule}")
_TOO_MANY = Text(
    "Det er plass til høyst {most} rader.",
    "Det er plass til høgst {most} rader.",
    "There is room for at most {most} rows.",
)
