"""Programmes that people are in and nobody declares any more: the plugin was removed, and they are still here."""

from __future__ import annotations

from functools import cache

from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.rules.language import Eligibility


def programme_of(work: Work, key: str) -> Programme:
    """The programme that something stored is of. Where no plugin declares it any more it has nothing in it and its key for
    title, so that whoever is in it is found, written to and cared for; nothing new is asked of her."""
    return work.catalogue.all(Programme).get(key) or gone(key)


@cache
def gone(key: str) -> Programme:
    """What is left of a programme when its plugin has been removed."""
    nothing, title = Text("", "", ""), Text(key, key, key)
    return Programme(
        key=key,
        title=title,
        summary=nothing,
        for_whom=(),
        duration=nothing,
        guide=nothing,
        effort=nothing,
        eligibility=Eligibility((), ()),
        modules=(),
        occasions=(),
        package="",
        access_days=0,
        weeks=0,
    )
