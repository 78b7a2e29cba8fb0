"""Which words of a step stand where: the newest published at an organisation or the nearest above it, else the plugin's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from varde.content.models import ContentDeed, ContentStep, ContentVersion
from varde.content.values import StepKey
from varde.identity.lines import line_among
from varde.identity.service import line_of, with_those_above
from varde.kernel.work import Work

DECISIONS = ("withdrawn", "refused", "published")
"""Deeds after which a version waits no more."""


def is_undecided() -> ColumnElement[bool]:
    """That nobody has decided on a version that is sent."""
    decided = select(ContentDeed.id).where(ContentDeed.version_id == ContentVersion.id, ContentDeed.kind.in_(DECISIONS))
    return ~decided.exists()


class PublishedDeed(NamedTuple):
    """That words were published: of which step, where and from when; ``edition`` is None of the plugin's own."""

    id: int
    organisation_id: int
    key: StepKey
    from_day: date
    version_id: int | None
    edition: str | None


def published(work: Work, organisation_ids: Collection[int], key: StepKey | None = None) -> list[PublishedDeed]:
    """Everything that these organisations have published, of one step or of all; what is planned too. One statement."""
    rows = (
        select(ContentDeed, ContentStep, ContentVersion.edition)
        .join(ContentStep, ContentStep.id == ContentDeed.step_id)
        .outerjoin(ContentVersion, ContentVersion.id == ContentDeed.version_id)
        .where(ContentDeed.kind == "published", ContentDeed.organisation_id.in_(organisation_ids))
    )
    if key is not None:
        rows = rows.where(ContentStep.has(key))
    return [
        PublishedDeed(deed.id, deed.organisation_id, step.key, deed.from_day or date.max, deed.version_id, edition)
        for deed, step, edition in work.session.execute(rows)
    ]


def in_force(deeds: Iterable[PublishedDeed], line: Sequence[int], today: date) -> dict[StepKey, PublishedDeed]:
    """By step what stands today for an organisation whose ``line`` goes upwards, nearest first: of each place the one with the
    latest day, and of those from one day the last that was published."""
    standing: dict[StepKey, PublishedDeed] = {}
    for deed in deeds:
        if deed.from_day > today or deed.organisation_id not in line:
            continue
        rival = standing.get(deed.key)
        if rival is None or _rank(deed, line) > _rank(rival, line):
            standing[deed.key] = deed
    return standing


def _rank(deed: PublishedDeed, line: Sequence[int]) -> tuple[int, date, int]:
    return -line.index(deed.organisation_id), deed.from_day, deed.id


def edition_in_force(work: Work, organisation_id: int, key: StepKey) -> str | None:
    """The edition that stands today at an organisation; None when it is what the plugin ships. Two statements."""
    line = line_of(work, organisation_id)
    standing = in_force(published(work, line, key), line, work.today).get(key)
    return standing.edition if standing else None


def editions_in_force(work: Work, organisation_ids: Collection[int], key: StepKey) -> dict[int, str | None]:
    """The same for many organisations. Two statements."""
    lines = lines_of(work, organisation_ids)
    deeds = published(work, {place for line in lines.values() for place in line}, key)
    return {
        each: standing.edition if (standing := in_force(deeds, line, work.today).get(key)) else None
        for each, line in lines.items()
    }


def lines_of(work: Work, organisation_ids: Collection[int]) -> dict[int, list[int]]:
    """By organisation itself and those above it, nearest first. One statement."""
    every = {each.id: each for each in with_those_above(work, organisation_ids)}
    return {number: [each.id for each in line_among(every, number)] for number in organisation_ids}
