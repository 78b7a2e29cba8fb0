"""How the words of all steps of a programme stand at an organisation: its own, being written, changed by the plugin meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from varde.content.archive import editions_at, keep_edition
from varde.content.models import ContentDeed, ContentDraft, ContentStep, ContentVersion
from varde.content.published import DECISIONS, in_force, published
from varde.content.texts import keys_of, shipped
from varde.content.values import StepEdition, StepKey
from varde.content.written import WrittenStep, basis_of
from varde.identity.models import Organisation
from varde.identity.service import line_of
from varde.kernel.work import Work
from varde.programmes.values import Programme


@dataclass(frozen=True, slots=True)
class StepStanding:
    """How one step stands at an organisation. ``number`` is the version that is shown, None for the plugin's own words or those of
    an organisation above; ``edition`` what is shown, None for the plugin's; ``basis`` what the plugin shipped when it was written,
    or last was held against, None when that is what it ships now."""

    key: StepKey
    number: int | None = None
    edition: str | None = None
    draft_by: str = ""
    waits: int | None = None
    basis: str | None = None

    @property
    def own(self) -> bool:
        return self.number is not None


def standing_of(
    work: Work, organisation: Organisation, programmes: Collection[Programme]
) -> dict[StepKey, StepStanding]:
    """Every step of these programmes in their order. Five statements, however much is written."""
    line = line_of(work, organisation.id)
    standing = in_force(published(work, line), line, work.today)
    of_place = ContentVersion.organisation_id == organisation.id
    versions = {each.id: each for each in work.session.scalars(select(ContentVersion).where(of_place))}
    of_step = {row.id: row.key for row in work.session.scalars(select(ContentStep))}
    drafts = {
        of_step.get(row.step_id): row
        for row in work.session.scalars(select(ContentDraft).where(ContentDraft.organisation_id == organisation.id))
    }
    deeds = list(
        work.session.scalars(
            select(ContentDeed).where(ContentDeed.organisation_id == organisation.id).order_by(ContentDeed.id)
        )
    )
    decided = {deed.version_id for deed in deeds if deed.kind in DECISIONS}
    waits = {of_step.get(each.step_id): each.number for each in versions.values() if each.id not in decided}
    kept = {of_step.get(deed.step_id): deed for deed in deeds if deed.kind == "kept"}
    lines = {}
    for key in keys_of(programmes):
        deed, draft = standing.get(key), drafts.get(key)
        own = versions.get(deed.version_id) if deed and deed.version_id else None
        lines[key] = StepStanding(
            key,
            own.number if own else None,
            deed.edition if deed else None,
            draft.saved_by_name if draft else "",
            waits.get(key),
            basis_of(own, draft, kept.get(key), shipped(work.catalogue, key)),
        )
    return lines


@dataclass(frozen=True, slots=True)
class PluginChange:
    """The plugin has other words of a step than those the organisation began from: ``base`` is what it had, ``present`` what it
    has."""

    base: StepEdition
    present: StepEdition


def plugin_change(work: Work, written: WrittenStep) -> PluginChange | None:
    """What the plugin has changed in a step that the organisation has words of its own for; None when it has not. One statement,
    and none when it has not."""
    if written.basis is None or written.present is None:
        return None
    return PluginChange(editions_at(work, [written.basis])[written.basis], written.present)


def take_basis(work: Work, draft: ContentDraft, key: StepKey) -> None:
    """The draft is held against what the plugin ships now."""
    present = shipped(work.catalogue, key)
    assert present is not None
    draft.shipped = keep_edition(work, present)
