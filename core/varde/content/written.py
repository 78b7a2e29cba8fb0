"""All that an organisation has written of one step, read at once: its versions and what became of them, the draft, what stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from varde.content.archive import editions_at, step_id
from varde.content.models import ContentDeed, ContentDraft, ContentVersion
from varde.content.published import PublishedDeed, in_force, published
from varde.content.texts import shipped
from varde.content.values import StepEdition, StepKey
from varde.identity.service import line_of
from varde.kernel.work import Work


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a step at an organisation and what became of it, the newest last. ``state`` is ``waits``, ``shown``,
    ``planned``, ``earlier`` (it was shown, and can be again), ``refused`` or ``withdrawn``."""

    version: ContentVersion
    deeds: tuple[ContentDeed, ...]
    state: str

    @property
    def approved_by(self) -> str:
        return next((deed.by_name for deed in self.deeds if deed.kind == "published"), "")


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """``lines`` are the versions and ``history`` all that was done, each the newest first; ``draft`` is what is being written.
    ``standing`` is what whoever begins reads today, published here or above; None when it is what the plugin ships. ``present``
    is that; None of a step that no installed plugin has."""

    lines: tuple[VersionLine, ...]
    history: tuple[ContentDeed, ...]
    draft: ContentDraft | None
    standing: PublishedDeed | None
    present: StepEdition | None

    @property
    def waiting(self) -> ContentVersion | None:
        """The version that is sent and that nobody has decided on."""
        return next((line.version for line in self.lines if line.state == "waits"), None)

    @property
    def shown(self) -> VersionLine | None:
        """The version of the organisation's own that stands."""
        return next((line for line in self.lines if line.state == "shown"), None)

    @property
    def basis(self) -> str | None:
        """What the plugin shipped when the organisation's words were written, or last held against it; None when that is what it
        ships now, or it has no words of its own."""
        kept = next((deed for deed in self.history if deed.kind == "kept"), None)
        return basis_of(self.shown.version if self.shown else None, self.draft, kept, self.present)

    def line(self, version_id: int) -> VersionLine | None:
        """The version with this number of the database; None when it is not of this step here."""
        return next((line for line in self.lines if line.version.id == version_id), None)


def basis_of(
    own: ContentVersion | None, draft: ContentDraft | None, kept: ContentDeed | None, present: StepEdition | None
) -> str | None:
    """As :attr:`WrittenStep.basis`: of the ``draft``, else of the version that stands (``own``), which was held against what the
    plugin ships when it was ``kept``."""
    if draft is not None:
        basis: str | None = draft.shipped
    elif own is not None:
        basis = kept.shipped if kept and kept.at >= own.written_at else own.shipped
    else:
        return None
    return basis if present is not None and basis != present.digest else None


def written_of(work: Work, organisation_id: int, key: StepKey) -> WrittenStep:
    """Seven statements at the most, however much is written."""
    number, line = step_id(work, key), line_of(work, organisation_id)
    versions = select(ContentVersion).where(
        ContentVersion.organisation_id == organisation_id, ContentVersion.step_id == number
    )
    history = select(ContentDeed).where(ContentDeed.organisation_id == organisation_id, ContentDeed.step_id == number)
    deeds = tuple(work.session.scalars(history.order_by(ContentDeed.id.desc())))
    standing = in_force(published(work, line, key), line, work.today).get(key)
    lines = [
        _line(each, deeds, standing, work.today)
        for each in work.session.scalars(versions.order_by(ContentVersion.number.desc()))
    ]
    draft = work.session.get(ContentDraft, (organisation_id, number))
    return WrittenStep(tuple(lines), deeds, draft, standing, shipped(work.catalogue, key))


def _line(
    version: ContentVersion, history: tuple[ContentDeed, ...], standing: PublishedDeed | None, today: date
) -> VersionLine:
    deeds = tuple(deed for deed in reversed(history) if deed.version_id == version.id)
    is_shown = standing is not None and standing.version_id == version.id
    return VersionLine(version, deeds, "shown" if is_shown else _state(deeds, today))


def _state(deeds: tuple[ContentDeed, ...], today: date) -> str:
    days = [deed.from_day for deed in deeds if deed.from_day is not None]
    if days:
        return "planned" if max(days) > today else "earlier"
    last = deeds[-1].kind if deeds else "sent"
    return "waits" if last == "sent" else last


def standing_edition(work: Work, key: StepKey, written: WrittenStep) -> StepEdition:
    """What whoever begins there reads today. One statement, and none of what the plugin ships.

    :raises KeyError: no installed plugin has the step."""
    digest = written.standing.edition if written.standing else None
    edition = editions_at(work, [digest])[digest] if digest is not None else written.present
    if edition is None:
        raise KeyError(str(key))
    return edition
