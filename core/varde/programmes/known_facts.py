"""What is known of enrolments, for the rules that ask (:mod:`varde.programmes.fact_sources`).

Pages, lists, sweeps and alerts ask here, of one or of many, so that a rule says the same in all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from varde.programmes.fact_sources import FactSource, names_of_source
from varde.rules.language import Rule, facts_of

if TYPE_CHECKING:
    from varde.kernel.work import Work  # which needs the database that a command that scores does not


def known_of_many(
    work: Work, enrolment_ids: Collection[int], rules: Iterable[Rule], as_of: datetime | None = None
) -> dict[int, dict[str, object]]:
    """By enrolment what these rules ask of sources, as it was known ``as_of`` (now, when it is left out); what is unknown is left
    out. Only the sources they speak of are asked, each once: as many statements for a thousand as for one."""
    known: dict[int, dict[str, object]] = {each: {} for each in enrolment_ids}
    asked = {name for rule in rules for name in facts_of(rule)} if known else set()
    for source in work.catalogue.all(FactSource).values():
        if names := names_of_source(source, asked):
            of_source = source.values(work, tuple(known), names, work.now if as_of is None else as_of)
            for enrolment_id in known.keys() & of_source.keys():
                known[enrolment_id] |= of_source[enrolment_id]
    return known


def known_of(work: Work, enrolment_id: int, rules: Iterable[Rule], as_of: datetime | None = None) -> dict[str, object]:
    """The same of one enrolment."""
    return known_of_many(work, (enrolment_id,), rules, as_of)[enrolment_id]
