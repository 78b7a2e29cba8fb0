"""What an organisation puts in the slots of steps: sent by one editor, approved by another, shown to whoever is treated below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select

from varde.content import words
from varde.content.archive import step_id
from varde.content.editing import ContentEditor, must_say_why, must_write
from varde.content.errors import ContentRefused, NoSuchContent, NotYourContent
from varde.content.media import IS_POSTER, IS_WITHDRAWN, ShownMedium, media_at, shown_with
from varde.content.models import SLOT_ANSWERS, ContentMedium, ContentPoster, ContentSlotDeed, ContentStep
from varde.content.slot_rules import SlotEvent, SlotState, fault_of_choice, state_of
from varde.content.values import StepKey
from varde.identity.models import Organisation
from varde.identity.service import line_up, organisation_by_id
from varde.kernel.work import Work
from varde.programmes.media_slots import MediaSlot
from varde.programmes.values import Module, Programme, Step


@dataclass(frozen=True, slots=True)
class SlotPlace:
    """A slot of a step."""

    key: StepKey
    slot: MediaSlot


class SlotDeed(NamedTuple):
    """A deed, what it is about when that may be shown still (None when not), and how far above the organisation it was done."""

    deed: ContentSlotDeed
    medium: ShownMedium | None
    place: int


@dataclass(frozen=True, slots=True)
class SlotStanding:
    """A slot at an organisation: what stands in it, what waits for approval there, and all that was done there, the newest
    first."""

    shown: SlotDeed | None = None
    waits: SlotDeed | None = None
    history: tuple[ContentSlotDeed, ...] = ()

    @property
    def base(self) -> int:
        """What tells whether it is another than when a page was drawn."""
        return self.shown.deed.id if self.shown else 0


EMPTY = SlotStanding()


def slots_in(programmes: Iterable[Programme]) -> Iterator[tuple[Programme, Module, Step, SlotPlace]]:
    """Every slot of these programmes, in the order of their steps."""
    for programme in programmes:
        for module in programme.modules:
            for step in module.steps:
                for slot in step.slots:
                    yield programme, module, step, SlotPlace(StepKey(programme.key, module.key, step.key), slot)


def standing_slots(
    work: Work, organisation_id: int, *where: ColumnElement[bool]
) -> dict[tuple[StepKey, str], SlotStanding]:
    """How every slot stands that anything was done to, here or above; :data:`EMPTY` is how the others do. One statement."""
    line = line_up(organisation_id)
    usable = and_(
        ContentMedium.code == ContentSlotDeed.code, ContentMedium.organisation_id.in_(select(line.c.id)), ~IS_WITHDRAWN
    )
    rows = work.session.execute(
        select(ContentSlotDeed, ContentStep, line.c.steps, ContentMedium, ContentPoster)
        .join(line, line.c.id == ContentSlotDeed.organisation_id)
        .join(ContentStep, ContentStep.id == ContentSlotDeed.step_id)
        .outerjoin(ContentMedium, usable)
        .outerjoin(ContentPoster, IS_POSTER)
        .where(*where)
        .order_by(ContentSlotDeed.id)
    )
    deeds: dict[tuple[StepKey, str], list[SlotDeed]] = {}
    for deed, step, place, medium, poster in rows:
        at = step.key, deed.slot
        shown = shown_with(medium, poster) if medium is not None else None
        deeds.setdefault(at, []).append(SlotDeed(deed, shown, place))
    return {at: _standing(of_slot) for at, of_slot in deeds.items()}


def _standing(deeds: list[SlotDeed]) -> SlotStanding:
    state: SlotState = state_of(
        SlotEvent(each.deed.id, each.place, each.deed.kind, each.deed.code, each.deed.answers, each.medium is not None)
        for each in deeds
    )
    by_number = {each.deed.id: each for each in deeds}
    return SlotStanding(
        by_number[state.shown] if state.shown is not None else None,
        by_number[state.waits] if state.waits is not None else None,
        tuple(each.deed for each in reversed(deeds) if each.place == 0),
    )


def standing_slot(work: Work, organisation_id: int, place: SlotPlace) -> SlotStanding:
    """How one slot stands. One statement."""
    standing = standing_slots(work, organisation_id, ContentStep.has(place.key), ContentSlotDeed.slot == place.slot.key)
    return standing.get((place.key, place.slot.key), EMPTY)


def filled_slots(work: Work, organisation_id: int, key: StepKey, step: Step) -> list[tuple[MediaSlot, ShownMedium]]:
    """What whoever is treated at this organisation is shown in the slots of a step, in their order; an empty one is left out. No
    statement for a step without slots, and one for any other, whatever stands in them."""
    return slots_of_steps(work, organisation_id, {key: step}, ContentStep.has(key))[key]


def slots_of_steps(
    work: Work, organisation_id: int, steps: Mapping[StepKey, Step], *where: ColumnElement[bool]
) -> dict[StepKey, list[tuple[MediaSlot, ShownMedium]]]:
    """The same of several steps. No statement when none has slots, else one."""
    if not any(step.slots for step in steps.values()):
        return {key: [] for key in steps}
    deeds = ContentSlotDeed.kind.in_(("shown", "emptied"))
    standing = standing_slots(work, organisation_id, deeds, *where)

    def filled(key: StepKey, step: Step) -> Iterator[tuple[MediaSlot, ShownMedium]]:
        for slot in step.slots:
            shown = standing.get((key, slot.key), EMPTY).shown
            if shown is not None and shown.medium is not None:
                yield slot, shown.medium

    return {key: list(filled(key, step)) for key, step in steps.items()}


def choices_for(work: Work, organisation_id: int, slot: MediaSlot) -> list[ContentMedium]:
    """What of the library fits in a slot. Two statements."""
    return [each for each in media_at(work, organisation_id) if fault_of_choice(slot, each) is None]


def send_to_slot(
    work: Work, editor: ContentEditor, organisation: Organisation, place: SlotPlace, code: str, base: int
) -> ContentSlotDeed:
    """What is to stand in the slot waits for another to approve it.

    :param base: :attr:`SlotStanding.base` of what the editor saw when she chose.
    :raises NotYourContent: it is not hers to write.
    :raises ContentRefused: it is not in the library, does not fit, stands there already, another waits, or another editor has put
        something else there meanwhile. Nothing is stored.
    """
    must_write(editor, organisation, place.key)
    standing = _held(work, organisation, place)
    if standing.waits is not None:
        deed = standing.waits.deed
        raise ContentRefused(words.SLOT_WAITS.filled(name=deed.by_name))
    if standing.base != base:
        name = standing.shown.deed.by_name if standing.shown else standing.history[0].by_name
        raise ContentRefused(words.SLOT_CHANGED.filled(name=name))
    medium = next((each for each in media_at(work, organisation.id) if each.code == code), None)
    if medium is None:
        raise ContentRefused(of={"code": words.NO_CHOICE})
    if fault := fault_of_choice(place.slot, medium):
        raise ContentRefused(of={"code": fault})
    if standing.shown is not None and (standing.shown.place, standing.shown.deed.code) == (0, code):
        raise ContentRefused(of={"code": words.STANDS_ALREADY})
    return _done(work, editor, organisation, place, "sent", code)


def approve_slot(
    work: Work, editor: ContentEditor, organisation: Organisation, place: SlotPlace, number: int
) -> ContentSlotDeed:
    """Another than whoever sent it shows it from now on, to everybody: what is in a slot is no words that somebody has begun on.

    :raises NotYourContent, ContentRefused: nothing is stored.
    """
    sent = _waiting(work, organisation, place, number)
    if not editor.may_approve(organisation.id, place.key.programme):
        raise NotYourContent()
    if editor.person_id is None or editor.person_id == sent.deed.by_id:
        raise ContentRefused(words.ANOTHER_APPROVES_SLOT)
    if sent.medium is None:
        raise ContentRefused(words.NO_CHOICE)
    return _done(work, editor, organisation, place, "shown", sent.deed.code, answers=number)


def refuse_slot(
    work: Work, editor: ContentEditor, organisation: Organisation, place: SlotPlace, number: int, reason: str
) -> ContentSlotDeed:
    """It is not shown: withdrawn when whoever sent it says so, else refused with what must be changed.

    :raises NotYourContent, ContentRefused: nothing is stored.
    """
    sent = _waiting(work, organisation, place, number)
    if editor.person_id is not None and editor.person_id == sent.deed.by_id:
        return _done(work, editor, organisation, place, "withdrawn", sent.deed.code, answers=number)
    if not editor.may_approve(organisation.id, place.key.programme):
        raise NotYourContent()
    said = must_say_why(reason, words.WHY_REFUSED)
    return _done(work, editor, organisation, place, "refused", sent.deed.code, answers=number, reason=said)


def empty_slot(
    work: Work, editor: ContentEditor, organisation: Organisation, place: SlotPlace, reason: str
) -> ContentSlotDeed:
    """What the organisation itself shows is taken out from now on; what those above it show stands instead, or nothing.

    :raises NotYourContent, ContentRefused: nothing is stored.
    """
    must_write(editor, organisation, place.key)
    standing = _held(work, organisation, place)
    if standing.shown is None or standing.shown.place != 0:
        raise ContentRefused(words.SLOT_EMPTY)
    said = must_say_why(reason, words.WHY_TAKEN_OUT, "why")
    return _done(work, editor, organisation, place, "emptied", standing.shown.deed.code, reason=said)


def _held(work: Work, organisation: Organisation, place: SlotPlace) -> SlotStanding:
    """How it stands, while nobody else at the organisation does anything to it."""
    work.session.refresh(organisation_by_id(work, organisation.id), with_for_update={"key_share": True})
    return standing_slot(work, organisation.id, place)


def _waiting(work: Work, organisation: Organisation, place: SlotPlace, number: int) -> SlotDeed:
    standing = _held(work, organisation, place)
    if standing.waits is not None and standing.waits.deed.id == number:
        return standing.waits
    answer = next((each for each in standing.history if each.answers == number and each.kind in SLOT_ANSWERS), None)
    if answer is None:
        raise NoSuchContent()
    raise ContentRefused(words.SLOT_DECIDED.filled(name=answer.by_name))


def _done(
    work: Work,
    editor: ContentEditor,
    organisation: Organisation,
    place: SlotPlace,
    kind: str,
    code: str,
    *,
    answers: int | None = None,
    reason: str = "",
) -> ContentSlotDeed:
    deed = ContentSlotDeed(
        organisation_id=organisation.id,
        step_id=step_id(work, place.key),
        slot=place.slot.key,
        kind=kind,
        code=code,
        answers=answers,
        at=work.now,
        by_id=editor.person_id,
        by_name=editor.name,
        reason=reason,
    )
    work.add(deed)
    work.session.flush()
    return deed
