"""Columns whose text is sealed and bound to its table, column and row, so that it opens nowhere else.

A model says::

    class Draft(Base):
        author_id: Mapped[int] = mapped_column(primary_key=True)
        place: Mapped[str] = mapped_column(primary_key=True)
        fields = sealed_column()

and a service reads and writes ``draft.fields`` as text. The table has ``fields_sealed``, bytes with the key's name in front:
AES-GCM whose associated data are the table, the column and what the row is known by. Text never reaches a statement, and a
value that was moved to another row, column or table is refused (:class:`~varde.kernel.vault.Unsealable`) when it is read.
The vault is the session's own (``session.info["vault"]``), given by the platform.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Generic, Literal, Self, TypeVar, cast, overload

from sqlalchemy import Connection, Dialect, LargeBinary, event
from sqlalchemy.orm import InstrumentedAttribute, Mapper, attributes, mapped_column, object_session
from sqlalchemy.types import TypeDecorator

from varde.kernel.vault import Vault

T = TypeVar("T", bound=str | None)
KNOWN_BY = (int, str, date)
"""What a row may be known by: what is the same however often it is read."""


class Ciphertext(bytes):
    """What the table holds. The only thing a sealed column takes."""


class _Waiting(Ciphertext):
    """Text that is sealed when the row is flushed: only then is it certain which row that is."""

    text: str

    @classmethod
    def of(cls, text: str) -> Self:
        waiting = cls()
        waiting.text = text
        return waiting


class SealedBytes(TypeDecorator[Ciphertext]):
    """The stored side: bytes that are known to be sealed, on any database."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Ciphertext | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        if value is not None and type(value) is not Ciphertext:
            raise TypeError("something that is not sealed reached a sealed column")
        return value if value is None else bytes(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Ciphertext | None:  # noqa: ARG002
        return None if value is None else Ciphertext(value)


class SealedColumn(Generic[T]):
    """Text on the row, sealed in the table. Made by :func:`sealed_column`."""

    def __init__(self, row: tuple[str, ...], nullable: bool) -> None:
        self.row = row
        self.nullable = nullable

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self.owner, self.name, self.stored_as = owner, name, f"{name}_sealed"
        setattr(owner, self.stored_as, mapped_column(SealedBytes(), nullable=self.nullable))

    @property
    def stored(self) -> InstrumentedAttribute[Ciphertext | None]:
        """The mapped column, for a statement that chooses its columns."""
        mapped: InstrumentedAttribute[Ciphertext | None] = getattr(self.owner, self.stored_as)
        return mapped

    @overload
    def __get__(self, row: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(self, row: object, owner: type[Any]) -> T: ...
    def __get__(self, row: object | None, owner: type[Any]) -> Self | Any:
        if row is None:
            return self
        value = getattr(row, self.stored_as)
        return value.text if isinstance(value, _Waiting) else self.open(_vault_of(row), row) if value else None

    def __set__(self, row: object, text: T) -> None:
        setattr(row, self.stored_as, None if text is None else _Waiting.of(text))

    def open(self, vault: Vault, row: object) -> T:
        """The text of a row, of the model or of a statement that chose ``stored`` and what the row is known by.

        :raises Unsealable: it was sealed for another row, column or table, or with a key we do not have, or was changed.
        """
        value: Ciphertext | None = getattr(row, self.stored_as)
        return cast("T", None if value is None else vault.open(self._place(row), value))

    def known_by(self, mapper: Mapper[Any]) -> None:
        """Settle what the row is known by: what the model named, else the primary key.

        :raises TypeError: the database gives the key, so it is not known when the row is sealed; or it is known by what is
            neither a number, text nor a day.
        """
        table = mapper.local_table
        if not self.row and getattr(table, "autoincrement_column", None) is not None:
            raise TypeError(f"{table}.{self.name} is sealed, and must name the columns that its row is known by")
        self.row = self.row or tuple(mapper.get_property_by_column(column).key for column in mapper.primary_key)
        for name in self.row:
            column = mapper.columns.get(name)
            if column is None or not (column.foreign_keys or column.type.python_type in KNOWN_BY):
                raise TypeError(f"{table}.{self.name} is sealed, and {name} is not a column of numbers, text or days")

    def seal(self, row: object) -> None:
        """Seal what waits, and seal again what is in a row that is about to be known by something else."""
        value = row.__dict__.get(self.stored_as)
        if isinstance(value, _Waiting):
            setattr(row, self.stored_as, Ciphertext(_vault_of(row).seal(self._place(row), value.text)))
        elif before := {name: old for name in self.row for old in attributes.get_history(row, name).deleted or ()}:
            value = getattr(row, self.stored_as)
            if value is not None:
                text = _vault_of(row).open(self._place(row, before), value)
                setattr(row, self.stored_as, Ciphertext(_vault_of(row).seal(self._place(row), text)))

    def _place(self, row: object, before: Mapping[str, Any] | None = None) -> str:
        known = {name: getattr(row, name) for name in self.row} | dict(before or {})
        return place(self.owner.__tablename__, self.name, known)


@overload
def sealed_column(*, row: tuple[str, ...] = ..., nullable: Literal[False] = ...) -> SealedColumn[str]: ...
@overload
def sealed_column(*, row: tuple[str, ...] = ..., nullable: Literal[True]) -> SealedColumn[str | None]: ...
def sealed_column(*, row: tuple[str, ...] = (), nullable: bool = False) -> Any:
    """A column of sealed text.

    :param row: the attributes that the row is known by, numbers, text or days that are there before it is inserted. They should
        say whose the row is: what is bound to a patient's enrolment cannot be given to another's. The primary key when left
        out, which will not do where the database gives it.
    :param nullable: whether there may be no text.
    """
    return SealedColumn(row, nullable)


def place(table: str, column: str, row: Mapping[str, Any]) -> str:
    """Where a text belongs, as it is bound to it: ``draft.fields[author_id=7, place="message/3"]``.

    :raises TypeError: the row is known by something that is neither a whole number, text nor a day.
    """
    for name, value in row.items():
        if type(value) not in KNOWN_BY:
            raise TypeError(
                f"{table}.{column} cannot be sealed: {name} is {type(value).__name__}, not a number, text or a day"
            )
    return f"{table}.{column}[{', '.join(f'{name}={json.dumps(value, default=str)}' for name, value in row.items())}]"


def _vault_of(row: object) -> Vault:
    session = object_session(row)
    vault = session.info.get("vault") if session else None
    if not isinstance(vault, Vault):
        raise RuntimeError(f"a sealed {type(row).__name__} is read and written in a unit of work")
    return vault


def _sealed_columns(model: type[Any]) -> list[SealedColumn[Any]]:
    return [value for kind in model.__mro__ for value in vars(kind).values() if isinstance(value, SealedColumn)]


@event.listens_for(Mapper, "after_mapper_constructed")
def _seal_at_the_flush(mapper: Mapper[Any], model: type[Any]) -> None:
    columns = _sealed_columns(model)
    if not columns:
        return

    def seal(_mapper: Mapper[Any], _connection: Connection, row: object) -> None:
        for column in columns:
            column.seal(row)

    for column in columns:
        column.known_by(mapper)
    event.listen(model, "before_insert", seal)
    event.listen(model, "before_update", seal)
