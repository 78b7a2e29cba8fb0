"""The names of patients are taken out of entries that were written with them, and the chain holds all the same.

A name is in the digests of its entry and of its link, which stay: a third, keyed digest says that this is the entry they were made
of, with nothing gone but the name. It is made only of an entry that is as it was written, so that it covers nothing up.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from varde.audit.models import AccessEntry, AccessLink
from varde.audit.rules import FIRST, follows, unnamed_mac
from varde.audit.service import as_chained, macs_of
from varde.kernel.work import Work


def take_names_out(work: Work, most: int = 2000, *, of: frozenset[int] | None = None) -> int:
    """Take the names of patients out of the oldest entries that have them and are chained. Returns how many. Again is once.

    An entry that is not as it was written keeps its name: somebody is to see it.

    :param of: of the person with these numbers alone, and all of hers.
    """
    before, macs = aliased(AccessLink), macs_of(work)
    named = (
        select(AccessLink, AccessEntry, before.hash)
        .join(AccessEntry, AccessEntry.id == AccessLink.entry_id)
        .outerjoin(before, before.id == AccessLink.id - 1)
        .where(AccessEntry.role == "patient", AccessEntry.actor_name != "")
        .order_by(AccessEntry.id)
    )
    named = named.limit(most) if of is None else named.where(AccessEntry.actor_id.in_(of))
    taken = 0
    for link, entry, previous in work.session.execute(named).all():
        chained = as_chained(link, entry, link.id)
        if not follows(previous or FIRST, chained, macs, keyed=False):
            continue
        bare = replace(chained, entry={**(chained.entry or {}), "actor_name": ""})
        mark = unnamed_mac(previous or FIRST, bare, macs.unnamed)
        work.session.execute(
            update(AccessEntry).where(AccessEntry.id == entry.id).values(actor_name="", unnamed=mark),
            execution_options={"synchronize_session": "fetch"},
        )
        taken += 1
    return taken
