"""Groups as facts that rules may ask for (:func:`varde.programmes.group_kinds.attended_group`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from varde.kernel.catalogue import Catalogue
from varde.kernel.words import Text
from varde.programmes.fact_sources import FactSource
from varde.programmes.group_kinds import FACT
from varde.programmes.values import Programme
from varde.rules.facts import Fact

_LABEL = Text("Har vært med: {title}", "Har vore med: {title}", "Has been at: {title}")


def declared(name: str, programme: Programme | None, catalogue: Catalogue) -> Fact | str:
    key = name.removeprefix(FACT)
    programmes = catalogue.all(Programme).values() if programme is None else (programme,)
    kind = next((kind for each in programmes if (kind := each.group_kind(key)) is not None), None)
    if kind is None:
        return f"fact '{name}': {programme.key if programme else 'no programme'} has no group '{key}'"
    return Fact(name, "boolean", _LABEL.filled(title=kind.title), source="group")


def values(
    work: Any, enrolment_ids: Collection[int], names: Collection[str], as_of: datetime
) -> Mapping[int, Mapping[str, object]]:
    """Whoever has not been there is known not to have."""
    from varde.groups.attending import passed  # the database, which a command that scores needs not

    been = passed(work, enrolment_ids, [name.removeprefix(FACT) for name in names], as_of)
    return {each: {name: name.removeprefix(FACT) in kinds for name in names} for each, kinds in been.items()}


SOURCE = FactSource(FACT.removesuffix(":"), declared, values)
