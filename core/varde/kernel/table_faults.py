"""Whose each table is, and what those of a plugin must be like, so that the core can upgrade them, move them and erase them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import ForeignKey, MetaData, Table

from varde.kernel.assembly import said
from varde.kernel.part import Part, Tables
from varde.kernel.personal import wrongly_said

PUBLISHED = ("enrolment", "person")
"""The tables of the core that those of a plugin may point to."""
WHEN_ERASED = ("CASCADE", "SET NULL")


def tables_of(part: Part, faults: list[str]) -> Tables | None:
    """The tables of a part; a function that raises, or gives no tables, is a fault."""
    about = f"The part {part.key} ({part.origin})"
    try:
        tables: Any = part.tables() if part.tables is not None else None
    except Exception as fault:  # noqa: BLE001 - whatever a part does when asked is a sentence, not a traceback
        faults.append(f"{about} fails in tables: {said(fault)}")
        return None
    if tables is None:
        return None
    if isinstance(tables, Tables) and tables.models and all(map(_is_mapped, tables.models)):
        return tables
    faults.append(f"{about} fails in tables: it must give Tables with at least one mapped class, and gives {tables!r}.")
    return None


def _is_mapped(model: Any) -> bool:
    return isinstance(getattr(model, "__table__", None), Table)


def table_faults(parts: Iterable[Part], core: Collection[str]) -> list[str]:
    """One sentence for every table that is nobody's, that two parts own, of which nothing is said, or of which something wrong
    is said; and for what a plugin's tables must not be. The parts of the core are those with these keys."""
    faults: list[str] = []
    owners: dict[str, Part] = {}
    ordered = sorted(parts, key=lambda part: part.key)
    # Every table is known before any foreign key is followed: it may lead to a table of another part.
    having = [(part, tables) for part, tables in [(part, tables_of(part, faults)) for part in ordered] if tables]
    ours = {tables.metadata for part, tables in having if part.key in core}
    for part, tables in having:
        about = f"The part {part.key} ({part.origin})"
        wrong = [] if part.key in core else list(_unlike_a_plugin(part.key, tables, ours))
        # Of tables that are not as they must be, no foreign key is followed.
        wrong = wrong or list(wrongly_said(part.personal_data or (), tables))
        faults += [f"{about}: {fault}" for fault in wrong]
        for name in tables.names:
            if owners.setdefault(name, part) is not part:
                faults.append(f"The table {name} is in two parts: {owners[name].key} and {part.key}.")
    return faults + [f"The table {name} is in no part." for name in _strays(having, owners)]


def _strays(having: Collection[tuple[Part, Tables]], owners: Collection[str]) -> list[str]:
    """Tables that are mapped in the package of a part, or begin with its prefix, and that no part speaks of. What other
    plugins have mapped, that are imported and not among the parts, is nobody's business here."""
    strays: set[str] = set()
    for part, tables in having:
        for mapper in tables.models[0].registry.mappers:  # type: ignore[attr-defined]
            name, module = mapper.local_table.name, f"{mapper.class_.__module__}."
            within = bool(part.package) and module.startswith(f"{part.package}.")
            if name not in owners and (within or (tables.prefix and name.startswith(tables.prefix))):
                strays.add(name)
    return sorted(strays)


def _unlike_a_plugin(key: str, tables: Tables, ours: Collection[MetaData]) -> Iterator[str]:
    if tables.prefix != f"{key}_":
        yield f"the prefix of its tables is {tables.prefix!r} and must be {f'{key}_'!r}."
    if tables.versions is None or not tables.versions.is_dir():
        yield f"versions must be the folder of the migrations of its tables, and is {tables.versions}."
    for name in tables.names:
        if not name.startswith(f"{key}_"):
            yield f"the name of the table {name} must begin with {key}_."
    for model in tables.models:
        table: Table = model.__table__  # type: ignore[attr-defined]
        if table.metadata not in ours:
            yield f"the table {table.name} must be made of varde.plugin.tables.Base."
            continue
        for pointer in sorted(table.foreign_keys, key=lambda pointer: pointer.parent.name):
            yield from _wrong_pointer(table, pointer, tables.names)


def _wrong_pointer(table: Table, pointer: ForeignKey, own: Collection[str]) -> Iterator[str]:
    target = pointer.target_fullname.partition(".")[0]
    if target in own:
        return
    if target not in PUBLISHED:
        yield (
            f"{table.name}.{pointer.parent.name} points to {target}; a plugin's tables point to one another, to person and "
            f"to enrolment."
        )
    elif pointer.ondelete not in WHEN_ERASED:
        yield (
            f"{table.name}.{pointer.parent.name} must say ondelete CASCADE or SET NULL: the {target} may be erased while the "
            f"plugin is away."
        )
