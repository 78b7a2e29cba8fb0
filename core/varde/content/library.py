"""The library of an organisation beyond taking things in: where each is used, and what is withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from varde.content import words
from varde.content.archive import editions_at
from varde.content.blocks import media_in
from varde.content.editing import ContentEditor, must_say_why
from varde.content.errors import ContentRefused, NoSuchContent, NotYourContent
from varde.content.models import ContentMedium, ContentSlotDeed, ContentStep, ContentWithdrawal
from varde.content.published import in_force, published
from varde.content.values import StepKey
from varde.identity.models import Organisation
from varde.identity.service import organisation_by_id, under
from varde.kernel.work import Work


@dataclass(frozen=True, slots=True)
class WithdrawnMedium:
    """A picture, film or sound that nobody is shown any more."""

    medium: ContentMedium
    withdrawal: ContentWithdrawal


def medium_here(work: Work, organisation: Organisation, code: str) -> tuple[ContentMedium, ContentWithdrawal | None]:
    """One of the organisation's own, and whether it is withdrawn. One statement. :raises NoSuchContent"""
    row = work.session.execute(
        select(ContentMedium, ContentWithdrawal)
        .outerjoin(ContentWithdrawal, ContentWithdrawal.code == ContentMedium.code)
        .where(ContentMedium.code == code, ContentMedium.organisation_id == organisation.id)
    ).one_or_none()
    if row is None:
        raise NoSuchContent()
    return row[0], row[1]


def withdrawn_at(work: Work, organisation_id: int) -> list[WithdrawnMedium]:
    """What the organisation has withdrawn of its own, the latest first. One statement."""
    rows = work.session.execute(
        select(ContentMedium, ContentWithdrawal)
        .join(ContentWithdrawal, ContentWithdrawal.code == ContentMedium.code)
        .where(ContentMedium.organisation_id == organisation_id)
        .order_by(ContentWithdrawal.at.desc(), ContentMedium.code)
    )
    return [WithdrawnMedium(*row) for row in rows]


def withdraw(
    work: Work, editor: ContentEditor, organisation: Organisation, code: str, reason: str
) -> ContentWithdrawal:
    """From now on nobody is shown it, wherever it is named, as when a person no longer wants her story told. No other need look:
    what is shown becomes less. The file stays sealed.

    :raises NotYourContent: she does not write at the organisation that it belongs to. :raises NoSuchContent: it is not there.
    :raises ContentRefused: without a reason, or it is withdrawn already. Nothing is stored.
    """
    if editor.writes is not None and organisation.id not in editor.writes:
        raise NotYourContent()
    work.session.refresh(organisation_by_id(work, organisation.id), with_for_update={"key_share": True})
    medium, before = medium_here(work, organisation, code)
    if before is not None:
        raise ContentRefused(words.WITHDRAWN_ALREADY.filled(title=medium.title, name=before.by_name))
    said = must_say_why(reason, words.WHY_WITHDRAWN)
    withdrawal = ContentWithdrawal(code=code, at=work.now, by_id=editor.person_id, by_name=editor.name, reason=said)
    work.add(withdrawal)
    work.session.flush()
    return withdrawal


@dataclass(frozen=True, slots=True)
class MediumUse:
    """A step that shows it at one organisation: in its words, or in this ``slot``."""

    organisation_id: int
    key: StepKey
    slot: str = ""


def uses_at(work: Work, organisation_id: int) -> dict[str, list[MediumUse]]:
    """By code where each is shown today, at this organisation and those below. Four statements."""
    places = under(work, [organisation_id])
    uses: dict[str, dict[MediumUse, None]] = {}
    for code, use in (*_in_words(work, places), *_in_slots(work, places)):
        uses.setdefault(code, {})[use] = None
    return {code: list(each) for code, each in uses.items()}


def _in_words(work: Work, places: Collection[int]) -> Iterator[tuple[str, MediumUse]]:
    deeds = published(work, places)
    standing = [
        (place, deed.key, deed.edition)
        for place in places
        for deed in in_force(deeds, [place], work.today).values()
        if deed.edition is not None
    ]
    editions = editions_at(work, {edition for _, _, edition in standing})
    for place, key, edition in standing:
        for _, said in editions[edition].texts:
            for piece in media_in(said.body):
                yield piece.code, MediumUse(place, key)


def _in_slots(work: Work, places: Collection[int]) -> Iterator[tuple[str, MediumUse]]:
    rows = work.session.execute(
        select(ContentSlotDeed, ContentStep)
        .join(ContentStep, ContentStep.id == ContentSlotDeed.step_id)
        .where(ContentSlotDeed.organisation_id.in_(places), ContentSlotDeed.kind.in_(("shown", "emptied")))
        .order_by(ContentSlotDeed.id)
    )
    last = {MediumUse(deed.organisation_id, step.key, deed.slot): deed for deed, step in rows}
    for use, deed in last.items():
        if deed.kind == "shown":
            yield deed.code, use
