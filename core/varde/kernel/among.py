"""Whether a column is one of many numbers, given to the database as one value: thousands of placeholders cost more to write and
to read than what is asked."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, Dialect, SelectBase, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator


class ArrayOfNumbers(TypeDecorator[Collection[int]]):
    """Whole numbers as an array, in SQLite as the text of one."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(BigInteger()))

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:
        numbers = list(value or ())
        return json.dumps(numbers) if dialect.name == "sqlite" else numbers


class Among(FunctionElement[bool]):
    """See :func:`among`."""

    name = "among"
    type = Boolean()
    inherit_cache = True


def among(column: Any, numbers: Collection[int]) -> ColumnElement[bool]:
    """Whether ``column`` is one of ``numbers``, of which there may be none."""
    return Among(column, bindparam(None, numbers, type_=ArrayOfNumbers(), unique=True))


@compiles(Among)
def _in_an_array(element: Among, compiler: Any, **kw: Any) -> str:
    column, numbers = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({column} = ANY ({numbers}))"


@compiles(Among, "sqlite")
def _in_a_list(element: Among, compiler: Any, **kw: Any) -> str:
    column, numbers = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({numbers})))"  # noqa: S608 - two clauses, already written


class AmongSelected(FunctionElement[bool]):
    """See :func:`among_selected`."""

    name = "among_selected"
    type = Boolean()
    inherit_cache = True


def among_selected(column: Any, numbers: SelectBase) -> ColumnElement[bool]:
    """Whether ``column`` is one of the few numbers that a statement of one column gives. They are gathered first, so that an index
    leads to each of them; PostgreSQL would pass all the rows there are, and look whether each is among them."""
    return AmongSelected(column, numbers.scalar_subquery())


@compiles(AmongSelected)
def _gathered(element: AmongSelected, compiler: Any, **kw: Any) -> str:
    column, numbers = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({column} = ANY (ARRAY{numbers}))"


@compiles(AmongSelected, "sqlite")
def _in_a_selection(element: AmongSelected, compiler: Any, **kw: Any) -> str:
    column, numbers = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({column} IN {numbers})"
