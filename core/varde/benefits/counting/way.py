"""By which way of counting an enrolment was counted, so that one that was counted by an older way is counted again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields
from functools import cache

from varde.benefits.values import Computed, Measure
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme

COUNTING = "4"
"""Another when the counting itself is another: other sums, groups or parts."""


def way_of_counting(work: Work, programme: str) -> str:
    """The name of the way a programme is counted by now: another when one of its measures is, or its modules. No statement."""
    measures = work.catalogue.all(Measure)
    own = tuple(measures[key] for key in sorted(measures) if measures[key].programme == programme)
    return _named(own, _course(programme_of(work, programme)))


def _course(programme: Programme) -> str:
    """The ways through the modules: of which of them it is counted who came to it, and who stopped there."""
    lines = [
        f"{module.key}/{module.optional}/{','.join(module.tracks)}/{','.join(step.key for step in module.steps)}"
        for module in programme.modules
        if not module.library
    ]
    return "\n".join((*lines, *programme.active_modules))


@cache
def _named(measures: tuple[Measure, ...], course: str) -> str:
    said = "\n".join((COUNTING, course, *map(_said, measures)))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _said(measure: Measure) -> str:
    """Everything of a measure that decides what is counted; its titles and its margin do not."""
    names = [name.name for name in fields(measure) if name.name not in ("title", "margin")]
    parts = [f"{name}={_plain(getattr(measure, name))}" for name in names]
    return ";".join(parts)


def _plain(value: object) -> str:
    if isinstance(value, Computed):
        moments = ",".join(f"{moment.key}@{moment.day}" for moment in value.moments)
        return f"{value.reads}/{value.resolution}/{moments}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ",".join(_plain(each) for each in value)
    return repr(value)
