"""Which column of a file is which item of an instrument."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from varde.instruments.answers import items_of
from varde.instruments.context import unknown_name
from varde.instruments.values import NEEDS, Instrument
from varde.kernel.errors import BadUsage
from varde.kernel.tables import TableOptions, renamed

ID, CONTEXT = "id", "context."
_IDS = ("record_id", "ResponseId")
"""What REDCap and Qualtrics call the id."""
_MOST_NAMED = 8


def columns_of(instrument: Instrument, header: Sequence[str], options: TableOptions, name: str) -> list[str | None]:
    """What each column is: ``id``, ``context.NAME`` or an item; None for one that is ignored, "" for one without a name.
    A name of the instrument with the number of an item after it, as survey tools write it, is that item.

    :raises BadUsage: in one sentence, which begins with the ``name`` of the file.
    """
    if not any(header):
        raise BadUsage(f"{name} is empty; its first line must name the columns.")
    items = [item.key for item in items_of(instrument)]
    try:
        plain = renamed(header, options)
    except BadUsage as fault:
        raise BadUsage(*(f"{name}: {sentence}" for sentence in fault.faults)) from None
    columns = [_recognised(column, instrument, items) if column else column for column in plain]
    if ID not in columns:
        columns = [ID if column in _IDS else column for column in columns]
    unknown = [
        column for column in columns if column and not (column in items or column == ID or column.startswith(CONTEXT))
    ]
    unknown += [column for column in columns if column == CONTEXT]
    for column in columns:
        if column and columns.count(column) > 1:
            raise BadUsage(f"{name}: the header names the column “{column}” more than once.")
    if unknown:
        raise BadUsage(
            f"{name}: {instrument.key} has no item {_listed(unknown)}{_meant(unknown[0], instrument, items)}."
        )
    for column in columns:
        if column and column not in items and column != ID and column.removeprefix(CONTEXT) not in NEEDS:
            sentence = unknown_name(instrument, column.removeprefix(CONTEXT))
            raise BadUsage(f"{name}, column “{column}”: {sentence}")
    return columns


def _recognised(column: str, instrument: Instrument, items: Sequence[str]) -> str:
    signs = [sign for sign in instrument.key if sign.isalnum()]
    match = re.fullmatch("[-_ ]?".join(signs) + r"[^A-Za-z0-9]+[qQ]?([0-9]+)\W?", column, re.IGNORECASE)
    key = f"q{int(match[1])}" if match else ""
    return key if column not in items and key in items else column


def _listed(unknown: Sequence[str]) -> str:
    return ", ".join(f"“{column}”" for column in unknown[:_MOST_NAMED]) + (" …" if len(unknown) > _MOST_NAMED else "")


def _meant(name: str, instrument: Instrument, items: Sequence[str]) -> str:
    if name in instrument.needs:
        return f" (did you mean “{CONTEXT}{name}”?)"
    near = difflib.get_close_matches(name.lower(), [ID, *items], 1)
    meant = f" (did you mean “{near[0]}”?)" if near else ""
    known = f"{', '.join(items[:12])}{' …' if len(items) > 12 else ''}"
    return (
        f"{meant}; a column is {ID}, {CONTEXT}NAME or an item: {known}. --column NAME=ITEM says what one is, and --ignore NAME "
        "leaves it out"
    )
