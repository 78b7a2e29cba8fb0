"""What is measured, as facts that rules may ask for (:mod:`varde.series.facts`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from varde.kernel.catalogue import Catalogue
from varde.programmes.fact_sources import FactSource
from varde.programmes.values import Programme
from varde.rules.facts import Fact
from varde.series.facts import PREFIX, fact_of, read_key
from varde.series.values import Series


def declared(name: str, programme: Programme | None, catalogue: Catalogue) -> Fact | str:
    asked = read_key(name, catalogue.all(Series))
    if isinstance(asked, str):
        return asked
    if programme is not None and asked.series.key not in programme.series:
        return f"fact '{name}': {programme.key} does not measure {asked.series.key}"
    return fact_of(asked)


def values(
    work: Any, enrolment_ids: Collection[int], names: Collection[str], as_of: datetime
) -> Mapping[int, Mapping[str, object]]:
    from varde.measurements.courses import facts_at  # the database, which a command that scores needs not

    return facts_at(work, enrolment_ids, names, as_of)


SOURCE = FactSource(PREFIX.removesuffix(":"), declared, values)
