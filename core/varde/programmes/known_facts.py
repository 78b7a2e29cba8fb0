"""What is known of one enrolment, for the rules that ask (:mod:`varde.programmes.fact_sources`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from varde.kernel.work import Work
from varde.programmes.fact_sources import FactSource, names_of_source
from varde.rules.language import Rule


def known_of(work: Work, enrolment_id: int, rules: Sequence[Rule], as_of: datetime | None = None) -> dict[str, object]:
    """What these rules ask of sources, as it was known ``as_of`` (now, when it is left out). Only the sources they speak of are
    asked."""
    known: dict[str, object] = {}
    for source in work.catalogue.all(FactSource).values():
        if names := names_of_source(source, rules):
            known |= source.values(work, enrolment_id, names, work.now if as_of is None else as_of)
    return known
