"""Four eyes on the words of a step: approved by another, published from a day, gone back from; and the history of it all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from varde.content import words
from varde.content.archive import keep_edition, step_id
from varde.content.editing import ContentEditor, must_say_why, must_write, note
from varde.content.errors import ContentRefused, NoSuchContent, NotYourContent
from varde.content.models import ContentDeed, ContentStep, ContentVersion
from varde.content.published import is_undecided
from varde.content.texts import shipped
from varde.content.values import StepKey
from varde.content.written import written_of
from varde.identity.models import Organisation
from varde.identity.service import organisation_by_id
from varde.kernel.work import Work


@dataclass(frozen=True, slots=True)
class WaitingVersion:
    """A version that is sent and not decided on: of which step, where."""

    version: ContentVersion
    key: StepKey
    organisation: Organisation

    def may_approve(self, editor: ContentEditor) -> bool:
        """Whoever wrote it may not, nor whoever runs a command: nobody knows that it is another."""
        another = editor.person_id is not None and editor.person_id != self.version.written_by_id
        return another and editor.may_approve(self.organisation.id, self.key.programme)


def waiting_at(work: Work, organisation_ids: Collection[int]) -> list[WaitingVersion]:
    """What waits for approval at these organisations, the oldest first. One statement."""
    rows = work.session.execute(
        select(ContentVersion, ContentStep, Organisation)
        .join(ContentStep, ContentStep.id == ContentVersion.step_id)
        .join(Organisation, Organisation.id == ContentVersion.organisation_id)
        .where(ContentVersion.organisation_id.in_(organisation_ids), is_undecided())
        .order_by(ContentVersion.id)
    )
    return [WaitingVersion(version, step.key, organisation) for version, step, organisation in rows]


def version_of(work: Work, version_id: int) -> tuple[ContentVersion, StepKey]:
    """A version and its step. One statement. :raises NoSuchContent"""
    row = work.session.execute(
        select(ContentVersion, ContentStep)
        .join(ContentStep, ContentStep.id == ContentVersion.step_id)
        .where(ContentVersion.id == version_id)
    ).one_or_none()
    if row is None:
        raise NoSuchContent()
    return row[0], row[1].key


def approve(work: Work, editor: ContentEditor, version_id: int) -> ContentDeed:
    """Another than its writer publishes a version: from the day that was asked for, or today when that has passed.

    :raises NotYourContent: it is not hers to approve. :raises ContentRefused: she wrote it, or it is decided. Nothing is stored.
    """
    waiting = _undecided(work, version_id)
    if not editor.may_approve(waiting.organisation.id, waiting.key.programme):
        raise NotYourContent()
    if not waiting.may_approve(editor):
        raise ContentRefused(words.ANOTHER_APPROVES)
    version = waiting.version
    return note(
        work,
        editor,
        version.organisation_id,
        version.step_id,
        "published",
        version,
        from_day=max(version.from_day, work.today),
        for_all=version.for_all,
        reason=version.reason,
    )


def refuse(work: Work, editor: ContentEditor, version_id: int, reason: str) -> ContentDeed:
    """It is not published: withdrawn when its writer says so, else refused with what must be changed.

    :raises NotYourContent, ContentRefused: nothing is stored.
    """
    waiting = _undecided(work, version_id)
    version = waiting.version
    if editor.person_id is not None and editor.person_id == version.written_by_id:
        return note(work, editor, version.organisation_id, version.step_id, "withdrawn", version)
    if not editor.may_approve(waiting.organisation.id, waiting.key.programme):
        raise NotYourContent()
    said = must_say_why(reason, words.WHY_REFUSED)
    return note(work, editor, version.organisation_id, version.step_id, "refused", version, reason=said)


def _undecided(work: Work, version_id: int) -> WaitingVersion:
    version, key = version_of(work, version_id)
    organisation = organisation_by_id(work, version.organisation_id)
    work.session.refresh(organisation, with_for_update={"key_share": True})
    if work.session.scalar(select(ContentVersion.id).where(ContentVersion.id == version.id, is_undecided())) is None:
        raise ContentRefused(words.DECIDED.filled(number=version.number))
    return WaitingVersion(version, key, organisation)


def go_back(
    work: Work, editor: ContentEditor, organisation: Organisation, key: StepKey, version_id: int | None
) -> ContentDeed:
    """Show an earlier version again from today, or (None) what the plugin ships. It was approved once, so no other need look.

    :raises NotYourContent, NoSuchContent, ContentRefused: nothing is stored.
    """
    must_write(editor, organisation, key)
    number, written = step_id(work, key), written_of(work, organisation.id, key)
    if version_id is None:
        if written.shown is None:
            raise ContentRefused(words.STANDS_ALREADY)
        return note(work, editor, organisation.id, number, "published", None, from_day=work.today)
    line = written.line(version_id)
    if line is None:
        raise NoSuchContent()
    if line.state == "shown":
        raise ContentRefused(words.STANDS_ALREADY)
    if not line.approved_by:
        raise ContentRefused(words.NEVER_APPROVED.filled(number=line.version.number))
    return note(work, editor, organisation.id, number, "published", line.version, from_day=work.today)


def keep_ours(work: Work, editor: ContentEditor, organisation: Organisation, key: StepKey) -> ContentDeed:
    """The editor has seen what the plugin ships now, and the organisation's own words stay. :raises NotYourContent"""
    must_write(editor, organisation, key)
    present = shipped(work.catalogue, key)
    if present is None:
        raise NoSuchContent()
    seen = keep_edition(work, present)
    return note(work, editor, organisation.id, step_id(work, key), "kept", None, shipped_edition=seen)


def for_all_due(work: Work) -> list[tuple[ContentDeed, StepKey]]:
    """What was published for all, has come to its day, and has moved nobody yet; the oldest first. One statement."""
    later = aliased(ContentDeed)
    moved = select(later.id).where(
        later.kind == "moved", later.version_id == ContentDeed.version_id, later.id > ContentDeed.id
    )
    rows = work.session.execute(
        select(ContentDeed, ContentStep)
        .join(ContentStep, ContentStep.id == ContentDeed.step_id)
        .where(
            ContentDeed.kind == "published", ContentDeed.for_all, ContentDeed.from_day <= work.today, ~moved.exists()
        )
        .order_by(ContentDeed.id)
    )
    return [(deed, step.key) for deed, step in rows]


def note_moved(work: Work, editor: ContentEditor, deed: ContentDeed, *, reason: str) -> None:
    """Keep that all were moved to the words that this published."""
    version = work.session.get(ContentVersion, deed.version_id) if deed.version_id else None
    note(work, editor, deed.organisation_id, deed.step_id, "moved", version, reason=reason)


def note_all_moved(work: Work, editor: ContentEditor, organisation: Organisation, key: StepKey, reason: str) -> None:
    """Keep that all were moved to the words that stand."""
    note(work, editor, organisation.id, step_id(work, key), "moved", None, reason=reason)
