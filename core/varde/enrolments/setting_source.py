"""What is decided where somebody is treated, as facts that rules may ask for (:mod:`varde.programmes.setting_facts`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from varde.kernel.catalogue import Catalogue
from varde.kernel.part import LevelSettings
from varde.programmes.fact_sources import FactSource
from varde.programmes.setting_facts import PREFIX, setting_named
from varde.programmes.values import Programme
from varde.rules.facts import Fact


def declared(name: str, programme: Programme | None, catalogue: Catalogue) -> Fact | str:
    return setting_named(name, catalogue.all(LevelSettings).values(), programme.key if programme else None)


def values(
    work: Any, enrolment_ids: Collection[int], names: Collection[str], _as_of: datetime
) -> Mapping[int, Mapping[str, object]]:
    from varde.enrolments.stored_settings import known_settings  # the database, which a command that scores needs not

    return known_settings(work, enrolment_ids, names)


SOURCE = FactSource(PREFIX.removesuffix(":"), declared, values)
