"""What was answered, as facts that rules may ask for (:mod:`varde.assessments.score_facts`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from varde.assessments.score_facts import SCORE, declared
from varde.programmes.fact_sources import FactSource


def values(
    work: Any, enrolment_ids: Collection[int], names: Collection[str], as_of: datetime
) -> Mapping[int, Mapping[str, object]]:
    from varde.assessments.newest_scores import known_scores  # the database, which a command that scores needs not

    return known_scores(work, enrolment_ids, names, as_of)


SOURCE = FactSource(SCORE, declared, values)
