"""Read what is counted: the one door to the sums of benefits, for every page, file and report."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ColumnElement, Select, SelectBase, and_, func, literal, or_, select, union_all

from varde.benefits.counting.book import OUTCOMES, WAITING, WAY
from varde.benefits.counting.dimensions import EVERY_TRACK, RESPONSE, TRACK
from varde.benefits.counting.models import ALL, Cell, CellGroup
from varde.benefits.counting.slots import book_of, groups_again, groups_of
from varde.kernel.among import among_selected
from varde.kernel.db import IN_BINARY
from varde.kernel.work import Work

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums

FIRST, LAST = "", "9999-12"
BENEFITS = (OUTCOMES, WAY, WAITING)
"""The parts that the figures of benefits are made of; how a programme is run is read by itself."""


def sums_of(
    work: Work,
    programme: str,
    places: Collection[int],
    *,
    dimension: str | None = RESPONSE,
    tracked: bool = True,
    first: str = FIRST,
    last: str = LAST,
    parts: Collection[str] = BENEFITS,
    together: bool = False,
) -> CountedSums:
    """The sums of a programme at these places, each with everything under it, in the months ``first`` to ``last`` (``YYYY-MM``,
    both included). Place 0 is the nation. One statement, where this process knows the book: it costs the months, however many
    people and organisations there are.

    The rows that come back have group ``all``, for everybody, and one for each value of the ``dimension`` (None: everybody alone;
    :mod:`.dimensions` lists them). With ``tracked`` each is parted by track, and "" is whoever is on none; without, "" is
    everybody. Of the dimensions only the response is parted by track: the others are asked for without ``tracked``. ``parts`` are
    of :data:`varde.benefits.counting.book.PARTS`. With ``together`` the months are added together, and a row's month is "", but
    for the waiting times, which are told period by period.

    Nothing is hidden here: whoever shows a number hides the small ones (:mod:`varde.benefits.figures.suppression`).
    """
    from varde.benefits.counting.assembling import assembled

    columns = (Cell.place_id, Cell.part, Cell.group_id, Cell.period, Cell.sums)
    statement = select(*columns).where(
        Cell.place_id.in_(places),
        Cell.programme == programme,
        Cell.part.in_(parts),
        among_selected(Cell.group_id, _groups(dimension, tracked=tracked)),
        _periods(first, last, together=together),
    )
    rows = work.session.execute(statement, execution_options=IN_BINARY).all()
    book = book_of(work, programme)
    if any(len(row.sums) > 8 * book.widths[row.part] for row in rows):
        book = book_of(work, programme, again=True)
    return assembled(book, _named(work, {row.group_id for row in rows}), rows, together=together)


def _groups(dimension: str | None, *, tracked: bool) -> SelectBase:
    """The numbers of the groups to read."""
    of_dimension = CellGroup.dimension == dimension
    wanted = or_(CellGroup.dimension == TRACK, of_dimension) if tracked else and_(of_dimension, CellGroup.track == "")
    return with_everybody(select(CellGroup.id).where(wanted))


def with_everybody(groups: Select[int]) -> SelectBase:
    """The numbers of these groups, and of everybody."""
    return union_all(select(literal(ALL, BigInteger)), groups)


def _named(work: Work, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
    """What these groups are, as track and value."""
    known = {number: key for key, number in groups_of(work).items()}
    if not known.keys() >= set(numbers) - {ALL}:
        known = {number: key for key, number in groups_again(work).items()}
    named = {ALL: (EVERY_TRACK, "all")}
    for number in set(numbers) - {ALL}:
        key = known[number]
        named[number] = (key.value, "all") if key.dimension == TRACK else (key.track or EVERY_TRACK, key.value)
    return named


def _periods(first: str, last: str, *, together: bool) -> ColumnElement[bool]:
    """Months; or, where they are added together, whole years and the months beside them."""
    months = and_(func.length(Cell.period) == 7, Cell.period.between(first, last))
    if not together:
        return months
    first_year = first[:4] if first[4:] in ("", "-01") else _year(first, 1)
    last_year = last[:4] if last[4:] == "-12" else _year(last, -1)
    if first_year > last_year:
        return months
    years = and_(func.length(Cell.period) == 4, Cell.period.between(first_year, last_year))
    beside = or_(Cell.period < f"{first_year}-01", Cell.period > f"{last_year}-12")
    return or_(and_(Cell.part != WAITING, or_(years, and_(months, beside))), and_(Cell.part == WAITING, months))


def _year(month: str, step: int) -> str:
    return f"{int(month[:4]) + step:04d}"
