"""What Varde demands of every table that leads to a person: the core's own, and every plugin's.

``PluginContract`` asks it of the plugin's tables. The core asks it of its own in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from varde.kernel.part import Part
from varde.kernel.personal import research_form
from varde.kernel.work import Work
from varde.privacy.erasure import emptied, erase_rows
from varde.privacy.export import export_of, research_of
from varde.privacy.filling import Filler, Values, marked, rows_of
from varde.privacy.inventory import HeldTable, about_people
from varde.testing.house import House

Rows = dict[str, list[dict[str, Any]]]
HERS, OTHERS = "hErs", "oThers"
"""What stands in every text of the two persons."""


def personal_data_faults(house: House, parts: Iterable[str], values: Values) -> list[str]:
    """Fill a row in every table for two persons; export, see as research does, and erase the one. Returns a sentence for each
    table of these parts (by key) where that went wrong.

    :param values: of columns, by table, where a rule of the table asks for one that cannot be guessed from the model.
    """
    wanted = frozenset(parts)
    person, second, staff = (house.person(f"{mark}given", f"{mark}family") for mark in (HERS, OTHERS, "staff"))
    held = [each for each in about_people(house.platform.catalogue.all(Part).values()) if each.part in wanted]
    with house.work() as work:
        for holder, mark in ((person, HERS), (second, OTHERS)):
            Filler(work, holder.id, staff.id, mark, values).fill(held)
    with house.work() as work:
        faults = [*_exported(work, held, person.id), *_researched(work, held, person.id)]
        hers, before = {each.table.name: _hers(work, each, person.id) for each in held}, rows_of(work)
        erase_rows(work, frozenset((person.id,)))
        after = rows_of(work)
        return faults + [fault for each in held for fault in _erased(each, hers, before, after)]


def _exported(work: Work, held: list[HeldTable], person_id: int) -> list[str]:
    exported = {table.table: table.rows for table in export_of(work, person_id)}
    faults = []
    for each in held:
        name, rows = each.table.name, exported.get(each.table.name, ())
        if len(rows) != 1:
            faults.append(f"{name}: an export gives {len(rows)} rows of a person who has one.")
        if marked(rows, OTHERS):
            faults.append(f"{name}: an export gives what is another's.")
        secrets = {key for row in rows for key in row} & {*each.entry.withheld}
        faults += [f"{name}: an export gives {secret}, which is withheld." for secret in sorted(secrets)]
    return faults


def _researched(work: Work, held: list[HeldTable], person_id: int) -> list[str]:
    rows_by_table = {table.table: table.rows for table in research_of(work, person_id)}
    faults = []
    for each in held:
        forms = research_form(each.table, each.entry)
        said = {name for name, form in each.entry.research if form == "kept"}
        for row in rows_by_table.get(each.table.name, ()):
            loose = sorted(name for name, value in row.items() if name not in said and marked(value, HERS))
            faults += [f"{each.table.name}: research is given the text {name}." for name in loose]
            if row.keys() != {name for name, form in forms.items() if form != "dropped"}:
                faults.append(f"{each.table.name}: research is given {', '.join(row)}.")
    return faults


def _erased(held: HeldTable, hers: Rows, before: Rows, after: Rows) -> Iterator[str]:
    name, entry = held.table.name, held.entry
    theirs = [row for row in before[name] if row not in hers[name]]
    left = [row for row in after[name] if row not in theirs]
    if not hers[name] or not theirs:
        yield f"{name}: it was not filled for two persons, or the way leads past one of them."
    if any(row not in after[name] for row in theirs):
        yield f"{name}: another's row is changed or gone when a person is erased."
    if entry.blanked:
        empty = {column: emptied(held, column) for column in entry.blanked}
        if left != [row | empty for row in hers[name]]:
            yield f"{name}: her row is not what it was with {', '.join(entry.blanked)} emptied."
    elif entry.data == "log" and entry.erase is None:
        if left != hers[name]:
            yield f"{name}: the log is not what it was when a person is erased."
    elif left and entry.erase is None:
        yield f"{name}: {len(left)} rows are left when a person is erased."
    if entry.data != "log" and marked(left, HERS):
        yield f"{name}: what she wrote is left when a person is erased."


def _hers(work: Work, held: HeldTable, person_id: int) -> list[dict[str, Any]]:
    query = held.table.select().where(held.hers(frozenset((person_id,))))
    return [dict(row) for row in work.session.connection().execute(query).mappings()]
