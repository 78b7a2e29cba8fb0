"""Put parts together: every value by type and key, every clash and every fault said at once. No order decides anything."""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from varde.kernel.catalogue import Catalogue
from varde.kernel.declared import declared
from varde.kernel.errors import StartRefused
from varde.kernel.part import Keyed, Kind, LevelSettings, Part

Owned = tuple[Part, Any]


def where(fault: BaseException) -> str:
    """The file and line where an error was raised, as ``file:line``."""
    frames = traceback.extract_tb(fault.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"


def said(fault: Exception) -> str:
    """An error as part of a sentence: what it is, what it says, and where it was raised."""
    return f"{type(fault).__name__}: {fault} ({where(fault)})"


def taken(part: Part, name: str, faults: list[str]) -> list[Any]:
    """The values of one field. A function that raises, or a field that is no list, is one more fault, and no values."""
    values = getattr(part, name)
    try:
        return list(values() if callable(values) else values)
    except Exception as fault:  # noqa: BLE001 - whatever a part does when asked is a sentence, not a traceback
        faults.append(f"The part {part.key} ({part.origin}) fails in {name}: {said(fault)}")
        return []


def gathered(parts: Iterable[Part], name: str, faults: list[str]) -> list[Any]:
    """The values of one field of every part, sorted by key; two under one key are a fault that names both parts."""
    by_key: dict[str, Owned] = {}
    for part in parts:
        for value in taken(part, name, faults):
            before = by_key.setdefault(value.key, (part, value))[0]
            if before is not part or by_key[value.key][1] is not value:
                faults.append(
                    f"{value.key} stands twice among {name}: in {before.key} ({before.origin}) and in {part.key} "
                    f"({part.origin})."
                )
    return [by_key[key][1] for key in sorted(by_key)]


def everything(parts: Iterable[Part], name: str, faults: list[str]) -> list[Any]:
    """The values of one field of every part, where values have no key and order does not matter."""
    return [value for part in parts for value in taken(part, name, faults)]


def assemble(parts: Iterable[Part]) -> tuple[Catalogue, list[str]]:
    """Everything the parts declare, by type and key, the parts themselves among it; and a sentence for every fault.

    The catalogue is whole only when there are no faults. Nothing that needs a database is asked for.
    """
    ordered = sorted(parts, key=lambda part: part.key)
    faults = [*_twice(ordered), *_silent(ordered)]
    kinds: dict[type, list[Kind]] = defaultdict(list)
    for kind in everything(ordered, "kinds", faults):
        kinds[kind.type].append(kind)
    owned = _declared(ordered, kinds, faults)
    catalogue = Catalogue()
    for declared_type in kinds:
        catalogue = catalogue.with_values(declared_type, [value for _, value in owned[declared_type].values()])
    for declared_type, checks in kinds.items():
        for kind in checks:
            faults += _checked(kind, owned[declared_type], catalogue)
    if not faults:
        catalogue = _with_derived(catalogue, kinds, faults)
    for name in ("permissions", "menu", "settings"):
        values = gathered(ordered, name, faults)
        for value_type in {type(value) for value in values}:
            catalogue = catalogue.with_values(value_type, [value for value in values if type(value) is value_type])
    faults += _unclear(catalogue.all(LevelSettings).values())
    return catalogue.with_values(Part, ordered), faults


def _unclear(levels: Iterable[LevelSettings]) -> Iterator[str]:
    """Settings that are not made as they must be, and names that two dataclasses of one level want."""
    owners: dict[tuple[str, str], LevelSettings] = {}
    for level in sorted(levels, key=lambda level: (level.programme, level.key)):
        try:
            names = declared(level.kind)
        except TypeError as fault:
            yield f"The settings {level.key} cannot be read: {fault}."
            continue
        for name in names:
            for programme in {level.programme, ""}:
                before = owners.get((f"{level.level} {programme}", name))
                if before is not None:
                    yield f"The setting {name} of an {level.level} is declared twice: by {before.key} and by {level.key}."
            owners[f"{level.level} {level.programme}", name] = level


def _twice(parts: Sequence[Part]) -> Iterator[str]:
    for before, part in pairwise(parts):
        if before.key == part.key:
            yield f"Two parts have the key {part.key}: {before.origin} and {part.origin}."


def _silent(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if part.tables is not None and part.personal_data is None:
            yield (
                f"The part {part.key} ({part.origin}) has tables and no personal_data: it must say of each table whom it is "
                f"about."
            )


def _declared(
    parts: Iterable[Part], kinds: Mapping[type, Sequence[Kind]], faults: list[str]
) -> dict[type, dict[str, Owned]]:
    owned: dict[type, dict[str, Owned]] = defaultdict(dict)
    for part in parts:
        for value in (*taken(part, "declares", faults), *taken(part, "simulate", faults)):
            if type(value) not in kinds:
                known = ", ".join(sorted(kind.__name__ for kind in kinds))
                faults.append(
                    f"The part {part.key} ({part.origin}) declares a {type(value).__name__}; it must be one of {known}."
                )
                continue
            same_type = owned[type(value)]
            before, earlier = same_type.setdefault(value.key, (part, value))
            shared = any(kind.shared for kind in kinds[type(value)])
            if (before is not part and not (shared and earlier is value)) or (before is part and earlier is not value):
                faults.append(
                    f"The {type(value).__name__.lower()} {value.key} is contributed twice: by {before.key} and by {part.key}."
                )
    return owned


def _checked(kind: Kind, owned: Mapping[str, Owned], catalogue: Catalogue) -> list[str]:
    if kind.check is None:
        return []
    try:
        wrong = list(kind.check({key: value for key, (_, value) in owned.items()}, catalogue))
    except Exception as fault:  # noqa: BLE001 - a value that no check can read is a sentence, not a traceback
        owners = ", ".join(sorted({part.key for part, _ in owned.values()}))
        return [f"{owners}: a {kind.type.__name__} cannot be checked: {said(fault)}"]
    return [f"{owned[key][0].key}, {sentence}" if key else sentence for key, sentence in wrong]


def _with_derived(catalogue: Catalogue, kinds: Mapping[type, Sequence[Kind]], faults: list[str]) -> Catalogue:
    derived: dict[type, list[Keyed]] = defaultdict(list)
    for declared_type, of_type in kinds.items():
        derive: Callable[[Any], Sequence[Keyed]]
        for derive in (kind.derive for kind in of_type if kind.derive is not None):
            declared: Iterable[Any] = catalogue.all(declared_type).values()
            for value in declared:
                try:
                    for follower in derive(value):
                        derived[type(follower)].append(follower)
                except StartRefused as refused:
                    faults += refused.faults
    for derived_type, values in derived.items():
        catalogue = catalogue.with_values(derived_type, values)
    return catalogue
