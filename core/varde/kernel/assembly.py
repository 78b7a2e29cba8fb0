"""Put parts together: every value by type and key, every clash and every fault said at once. No order decides anything."""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from itertools import pairwise
from typing import Any

from varde.kernel.catalogue import Catalogue
from varde.kernel.declared import declared
from varde.kernel.errors import StartRefused
from varde.kernel.part import ClockTask, Command, Keyed, Kind, LevelSettings, MenuEntry, Part, Permission, StartCheck
from varde.kernel.shape import misfits

Owned = tuple[Part, Any]
LONGEST_SAID = 300


class PartFault(str):
    """A sentence about a part, that knows which part, and which declared value or ``file:line``, it is about."""

    part: str
    about: object
    at: str

    def __new__(cls, sentence: str, part: str = "", about: object = None, at: str = "") -> PartFault:
        made = super().__new__(cls, sentence)
        made.part, made.about, made.at = part, about, at
        return made


def where(fault: BaseException) -> str:
    """The file and line where an error was raised, or that Python cannot read, as ``file:line``."""
    if isinstance(fault, SyntaxError) and fault.filename:
        return f"{fault.filename}:{fault.lineno}"
    frames = traceback.extract_tb(fault.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"


def said(fault: BaseException) -> str:
    """An error as part of a sentence: what it is, what it says, and where it was raised."""
    try:
        words = " ".join(str(fault).split())[:LONGEST_SAID]
    except Exception:  # noqa: BLE001 - an error that cannot be said is said by its name
        words = "it does not say what"
    return f"{type(fault).__name__}: {words} ({where(fault)})"


RAISED: Any = object()
"""What :func:`tried` gives when there is nothing to give."""


def tried(ask: Callable[[], Any], faults: list[str], sentence: str, part: str = "", about: object = None) -> Any:
    """What a part answers. Whatever it raises, were it an exit, is one more fault, ``sentence`` and what was raised; and then
    :data:`RAISED`. Only that somebody stops the program goes through."""
    try:
        return ask()
    except KeyboardInterrupt:
        raise
    except BaseException as fault:  # noqa: BLE001 - a plugin that raises SystemExit stops nothing but itself
        faults.append(PartFault(f"{sentence}: {said(fault)}", part, about))
        return RAISED


OF_FIELD: Mapping[str, type] = {
    "kinds": Kind,
    "permissions": Permission,
    "clock_tasks": ClockTask,
    "commands": Command,
    "start_checks": StartCheck,
    "settings": LevelSettings,
    "menu": MenuEntry,
}
"""What a field of a part holds, where the kernel knows it."""


def taken(part: Part, name: str, faults: list[str], of: type | None = None) -> list[Any]:
    """The values of one field. A function that raises, a field that is no list, and a value that is not ``of`` the type are each
    one more fault, and no value."""
    values = getattr(part, name)
    place = f"The part {part.key} ({part.origin}) fails in {name}"
    answer = tried(partial(_listed, values), faults, place, part.key)
    if answer is RAISED:
        return []
    expected = of or OF_FIELD.get(name, object)
    faults += [
        f"The part {part.key} ({part.origin}) has a {type(value).__name__} among its {name}; it must be a {expected.__name__}."
        for value in answer
        if not isinstance(value, expected)
    ]
    return [value for value in answer if isinstance(value, expected)]


def _listed(values: Any, *about: Any) -> list[Any]:
    """Values, or what a function gives of them, taken one by one."""
    return list(values(*about) if callable(values) else values)


def gathered(parts: Iterable[Part], name: str, faults: list[str], of: type | None = None) -> list[Any]:
    """The values of one field of every part, sorted by key; two under one key are a fault that names both parts."""
    by_key: dict[str, Owned] = {}
    for part in parts:
        for value in taken(part, name, faults, of):
            if not isinstance(getattr(value, "key", None), str):
                faults.append(f"The part {part.key} ({part.origin}) has a {type(value).__name__} among its {name}.")
                continue
            before = by_key.setdefault(value.key, (part, value))[0]
            if before is not part or by_key[value.key][1] is not value:
                faults.append(
                    f"{value.key} stands twice among {name}: in {before.key} ({before.origin}) and in {part.key} "
                    f"({part.origin})."
                )
    return [by_key[key][1] for key in sorted(by_key)]


def everything(parts: Iterable[Part], name: str, faults: list[str], of: type | None = None) -> list[Any]:
    """The values of one field of every part, where values have no key and order does not matter."""
    return [value for part in parts for value in taken(part, name, faults, of)]


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
    for name in ("permissions", "menu", "settings", "panels"):
        values = gathered(ordered, name, faults)
        for value_type in {type(value) for value in values}:
            catalogue = catalogue.with_values(value_type, [value for value in values if type(value) is value_type])
    shapeless = _shapeless(owned, faults)
    for declared_type, checks in kinds.items():
        for kind in checks:
            faults += _checked(kind, owned[declared_type], catalogue, shapeless)
    if not faults:
        catalogue = _with_derived(catalogue, kinds, faults)
    faults += _unclear(catalogue.all(LevelSettings).values())
    return catalogue.with_values(Part, ordered), faults


def _unclear(levels: Iterable[LevelSettings]) -> Iterator[str]:
    """Settings that are not made as they must be, and names that two dataclasses of one level want."""
    owners: dict[tuple[str, str], LevelSettings] = {}
    for level in sorted(levels, key=lambda level: (level.programme, level.key)):
        if shapeless := [str(misfit) for misfit in misfits(level)]:
            yield f"The settings {level.key} cannot be read: {' and '.join(shapeless)}."
            continue
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
            name = type(value).__name__.lower()
            if not isinstance(value.key, str):
                wrong = next(misfit for misfit in misfits(value) if misfit.place == "key")
                faults.append(PartFault(f"{part.key}, {name}: {wrong}", part.key, value))
                continue
            before, earlier = owned[type(value)].setdefault(value.key, (part, value))
            shared = any(kind.shared for kind in kinds[type(value)])
            if earlier is value and (shared or before is part):
                continue
            differs = differences(earlier, value) if shared else []
            if differs or not shared:
                in_what = f", with another {' and another '.join(differs)}" if differs else ""
                faults.append(
                    PartFault(
                        f"The {name} {value.key} is contributed twice: by {before.key} and by {part.key}{in_what}.",
                        part.key,
                        value,
                    )
                )
    return owned


def differences(value: Any, rival: Any) -> list[str]:
    """The fields in which two declared values differ; none when they say the same. Functions are the same when they are one."""
    return [each.name for each in fields(value) if getattr(value, each.name) != getattr(rival, each.name)]


def _shapeless(owned: Mapping[type, Mapping[str, Owned]], faults: list[str]) -> set[tuple[type, str]]:
    """The type and key of values that are not what their type says; a sentence for each field is one more fault."""
    shapeless = set()
    for declared_type, values in owned.items():
        for key, (part, value) in values.items():
            for misfit in misfits(value):
                shapeless.add((declared_type, key))
                place = f"{part.key}, {declared_type.__name__.lower()} {key}"
                faults.append(PartFault(f"{place}: {misfit}", part.key, misfit.within))
    return shapeless


def _checked(
    kind: Kind, owned: Mapping[str, Owned], catalogue: Catalogue, shapeless: Collection[tuple[type, str]]
) -> list[str]:
    """What a check says. Of a value without its shape, and when it stumbles over one, it has nothing to add."""
    if kind.check is None:
        return []
    values = {key: value for key, (_, value) in owned.items()}
    owners = ", ".join(sorted({part.key for part, _ in owned.values()}))
    stumbled: list[str] = []
    wrong = tried(
        partial(_listed, kind.check, values, catalogue), stumbled, f"{owners}: a {kind.type.__name__} cannot be checked"
    )
    if wrong is RAISED:
        return [] if shapeless else stumbled
    return [
        PartFault(f"{owned[key][0].key}, {sentence}", owned[key][0].key, owned[key][1]) if key else sentence
        for key, sentence in wrong
        if (kind.type, key) not in shapeless
    ]


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
                except Exception as fault:  # noqa: BLE001 - what follows from a plugin's value may raise what it likes
                    refused = fault if isinstance(fault, StartRefused) else StartRefused(f"{value.key}: {said(fault)}")
                    faults += (PartFault(fault, about=value) for fault in refused.faults)
    for derived_type, values in derived.items():
        catalogue = catalogue.with_values(derived_type, values)
    return catalogue
