"""Erase a person: everything that is hers, everywhere, in one unit of work; and of nobody else anything."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, func, select, update

from varde.audit.unnaming import take_names_out
from varde.identity.models import Grant
from varde.identity.rights import STAFF_ROLES
from varde.identity.service import numbers_of
from varde.kernel.errors import Conflict
from varde.kernel.part import Part
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.privacy.erased import note_erased
from varde.privacy.events import ToBeErased
from varde.privacy.inventory import HeldTable, about_people
from varde.privacy.retention import retention_of


class WorksHere(Conflict):
    """What staff did is part of the records of those they did it for."""

    sentence = Text(
        "Personen har eller har hatt en rolle som ansatt, og slettes ikke: det hun har gjort, hører til andres journal.",
        "Personen har eller har hatt ei rolle som tilsett, og blir ikkje sletta: det ho har gjort, høyrer til journalen til andre.",
        "The person holds or has held a role as staff and is not erased: what she did belongs to the records of others.",
    )


def erase(work: Work, person_id: int, *, only: Collection[str] = ()) -> None:
    """Erase this person, with every number that is hers. What is left is the log, and a number without a name; with ``only`` some
    classes (:func:`class_of`), all that is of others too, and who she is.

    Whoever calls has decided that it may be done: a health record is erased when the law says so, not when somebody asks.

    :raises WorksHere: she holds or has held a staff role.
    :raises Conflict: somebody who listens to :class:`~varde.privacy.events.ToBeErased` will not have it now, such as while
        a danger is open.
    """
    numbers = numbers_of(work, person_id)
    if work.session.scalar(select(Grant.id).where(Grant.person_id.in_(numbers), Grant.role.in_(STAFF_ROLES)).limit(1)):
        raise WorksHere()
    for number in sorted(numbers):
        work.publish(ToBeErased(number, whole=not only))
    if not only:
        take_names_out(work, of=numbers)
        note_erased(work, numbers)
    erase_rows(work, numbers, only=only)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a person's rows of one table when she is erased: what class they are of, how many there are, what is done
    with them, and of those that stay until when they are kept and by what."""

    part: str
    table: str
    data_class: str
    rows: int
    becomes: str
    kept_until: str = ""
    source: str = ""


def fates_of(work: Work, person_id: int) -> list[Fate]:
    """Every table that has something of her, by part and name. One statement for each table that is about people."""
    return fates_of_numbers(work, numbers_of(work, person_id))


def fates_of_numbers(work: Work, numbers: frozenset[int], *, only: Collection[str] = ()) -> list[Fate]:
    """The same of whoever has these numbers, perhaps of some classes alone."""
    fates = []
    for held in _that_go(work, only):
        rows = work.session.scalar(select(func.count()).select_from(held.table).where(held.hers(numbers))) or 0
        if rows:
            kept = retention_of(held.entry) if _stays(held) else None
            until = (kept.until, kept.source) if kept else ("", "")
            fates.append(Fate(held.part, held.table.name, class_of(held), rows, held.erased, *until))
    return sorted(fates, key=lambda fate: (fate.part, fate.table))


OF_RULE = {"attachment": "attachments", "draft": "drafts", "held_form": "drafts", "notice": "notices"}
"""The classes that are told apart from that of their data, by retention rule."""
BESIDE_THE_RECORD = ("drafts", "notices")
"""The classes that nothing rests on: they may go while the health record stays."""


def class_of(held: HeldTable) -> str:
    """The class of a table as rules and certificates have it: that of its data, but those that are kept by a rule of their own."""
    return OF_RULE.get(retention_of(held.entry).rule, held.entry.data)


def _that_go(work: Work, only: Collection[str]) -> list[HeldTable]:
    """The tables that an erasure is about, each after those it points to."""
    everything = about_people(work.catalogue.all(Part).values())
    return [held for held in everything if not only or class_of(held) in only]


def _stays(held: HeldTable) -> bool:
    return held.entry.erase is None and (bool(held.entry.blanked) or held.entry.data == "log")


def mark_of(person_id: int, fates: Iterable[Fate]) -> str:
    """Eight characters that say what was looked at: another when something has come or gone since, but for logs, which note the
    very look."""
    seen = [(fate.table, fate.rows) for fate in fates if fate.becomes != "kept"]
    return sha256(json.dumps([person_id, seen]).encode()).hexdigest()[:8]


def try_to_erase(work: Work, person_id: int, *, only: Collection[str] = ()) -> None:
    """Erase her and undo it: whoever looks is told what would stand in the way. :raises Conflict: as :func:`erase` does."""
    with work.undone():
        erase(work, person_id, only=only)
    work.session.expire_all()


def erase_rows(work: Work, numbers: frozenset[int], *, only: Collection[str] = ()) -> None:
    """The rows of whoever has these numbers, or of some classes, as each table says: those that point to others first."""
    work.session.flush()
    for held in reversed(_that_go(work, only)):
        _erase(work, held, numbers)
    work.session.expire_all()


def _erase(work: Work, held: HeldTable, numbers: frozenset[int]) -> None:
    if held.entry.erase is not None:
        held.entry.erase(work, numbers)
    elif held.entry.blanked:
        blank = {name: emptied(held, name) for name in held.entry.blanked}
        work.session.execute(update(held.table).where(held.hers(numbers)).values(blank))
    elif held.entry.data != "log":
        work.session.execute(delete(held.table).where(held.hers(numbers)))


def emptied(held: HeldTable, name: str) -> Any:
    """What an emptied column holds: nothing, or its default."""
    column = held.table.columns[name]
    return None if column.nullable else column.default.arg  # type: ignore[union-attr]
