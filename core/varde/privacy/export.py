"""Everything that is held about one person, as plain values: what she is given when she asks, and what research may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, select

from varde.identity.service import numbers_of
from varde.kernel.errors import VardeError
from varde.kernel.part import Part
from varde.kernel.personal import research_form, sealed_name
from varde.kernel.sealed import SealedColumn
from varde.kernel.vault import Unsealable
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.privacy.inventory import HeldTable, about_people

Row = Mapping[str, object]


class NotReadable(VardeError):
    """Something of hers is there and cannot be given: an export without it would be false."""

    sentence = Text(
        "Noe i tabellen {table} lar seg ikke åpne med nøklene vi har, og ingenting er hentet ut.",
        "Noko i tabellen {table} lèt seg ikkje opne med nøklane vi har, og ingenting er henta ut.",
        "Something in the table {table} does not open with the keys we have, and nothing was taken out.",
    )


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """Her rows of one table. Values are as JSON has them: a moment is ISO 8601 in UTC, sealed text is opened."""

    part: str
    table: str
    data_class: str
    rows: Sequence[Row]


def export_of(work: Work, person_id: int) -> list[ExportedTable]:
    """Everything that is held about this person, by part and table; tables with nothing of hers are left out, and so are the rows
    that she is not told of yet.

    :raises NotReadable: sealed text of hers does not open. Nothing is left out silently.
    """
    numbers = numbers_of(work, person_id)
    untold = not_yet_told(work, numbers)
    exported = [
        ExportedTable(held.part, held.entry.table, held.entry.data, rows)
        for held in _of_platform(work)
        if (rows := _rows(work, held, numbers, untold.get(held.entry.table, frozenset())))
    ]
    return sorted(exported, key=lambda each: (each.part, each.table))


def research_of(work: Work, person_id: int) -> list[ExportedTable]:
    """What research may have about this person: no number or name of hers or of anybody, no text, no day.

    What makes it one person's again, such as a number for the study, is added by whoever hands it out.
    """
    numbers = numbers_of(work, person_id)
    exported = []
    for held in _of_platform(work):
        forms = research_form(held.table, held.entry)
        if set(forms.values()) != {"dropped"}:
            rows = [_coarse(held, forms, row) for row in _hers(work, held, numbers)]
            exported.append(ExportedTable(held.part, held.entry.table, held.entry.data, rows))
    return sorted(exported, key=lambda each: (each.part, each.table))


def _of_platform(work: Work) -> list[HeldTable]:
    return about_people(work.catalogue.all(Part).values())


def not_yet_told(work: Work, numbers: frozenset[int]) -> dict[str, frozenset[int]]:
    """Ids of rows by table that the parts say the person with these numbers is not told of yet."""
    ids: dict[str, frozenset[int]] = {}
    for part in work.catalogue.all(Part).values():
        for table, row_ids in part.untold(work, numbers).items() if part.untold is not None else ():
            ids[table] = ids.get(table, frozenset()).union(row_ids)
    return ids


def _rows(work: Work, held: HeldTable, numbers: frozenset[int], untold: frozenset[int]) -> Sequence[Row]:
    try:
        if held.entry.export is not None:
            return held.entry.export(work, numbers)
        rows = _hers(work, held, numbers)
        return [dict(_values(work, held, row)) for row in rows if not untold or row.id not in untold]
    except Unsealable:
        raise NotReadable(table=held.entry.table) from None


def plain_rows(work: Work, table: str, numbers: frozenset[int]) -> list[dict[str, object]]:
    """Her rows of one table as they are given when nothing replaces that: for whoever gives something beside them."""
    held = next(each for each in _of_platform(work) if each.entry.table == table)
    return [dict(_values(work, held, row)) for row in _hers(work, held, numbers)]


def _hers(work: Work, held: HeldTable, numbers: frozenset[int]) -> Iterable[Any]:
    query = select(held.model).where(held.hers(numbers)).order_by(*held.table.primary_key.columns)
    return work.session.scalars(query).all()


def _values(work: Work, held: HeldTable, row: Any) -> Iterator[tuple[str, object]]:
    for column in held.table.columns:
        if column.name not in held.entry.withheld:
            yield _value(work, held, row, column)


def _value(work: Work, held: HeldTable, row: Any, column: Column[Any]) -> tuple[str, object]:
    sealed = sealed_name(column)
    if sealed is None:
        return column.name, _plain(_stored(held, row, column))
    descriptor = vars(held.model).get(sealed)
    if isinstance(descriptor, SealedColumn):
        return sealed, getattr(row, sealed)
    value = _stored(held, row, column)
    return sealed, None if value is None else work.vault.open(f"{held.table.name}.{sealed}", value)


def _stored(held: HeldTable, row: Any, column: Column[Any]) -> Any:
    return getattr(row, held.mapper.get_property_by_column(column).key)


def _plain(value: Any) -> object:
    """A stored value as JSON has it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def _coarse(held: HeldTable, forms: Mapping[str, str], row: Any) -> Row:
    values: dict[str, object] = {}
    for column in held.table.columns:
        value = None if forms[column.name] == "dropped" else _stored(held, row, column)
        if forms[column.name] == "kept":
            values[column.name] = _plain(value)
        elif forms[column.name] == "coarsened":
            values[column.name] = coarsened(value)
    return values


def coarsened(value: date | None) -> str | None:
    """A moment as its month, a date as its year; proposed, for each study's own approval to decide.

    >>> coarsened(datetime(2026, 9, 21, 8, 0)), coarsened(date(1990, 5, 17)), coarsened(None)
    ('2026-09', '1990', None)
    """
    if value is None:
        return None
    return f"{value:%Y-%m}" if isinstance(value, datetime) else f"{value:%Y}"
