"""The dialogue, as the house knows it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Keyed, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener
    from varde.kernel.work import Work


def matters() -> Sequence[Keyed]:
    from varde.enrolments.values import Matter

    def is_open(work: Work, enrolment_id: int) -> bool:
        from varde.dialogue.service import thread_of

        thread = thread_of(work, enrolment_id)
        return thread is not None and thread.waiting_since is not None

    return (Matter("message", is_open),)


def tables() -> Tables:
    from varde.dialogue.models import DialogueDeed, Message, MessageQuote, Thread, Topic, WrittenTemplate

    return Tables((Thread, Topic, DialogueDeed, Message, MessageQuote, WrittenTemplate))


def listeners() -> Sequence[Listener]:
    from varde.dialogue.waiting import LISTENERS

    return LISTENERS


def untold(work: Work, numbers: frozenset[int]) -> Mapping[str, Collection[int]]:
    from varde.dialogue.waiting import deeds_behind
    from varde.enrolments.break_glass_untold import untold_of

    return {"dialogue_deed": deeds_behind(work, untold_of(work, numbers))}


PART = Part(
    key="dialogue",
    untold=untold,
    listeners=listeners,
    declares=matters,
    tables=tables,
    personal_data=(
        PersonalData("thread", ("enrolment_id", "person_id"), "dialogue"),
        PersonalData("topic", ("enrolment_id", "person_id"), "dialogue"),
        PersonalData("dialogue_deed", ("enrolment_id", "person_id"), "dialogue"),
        PersonalData("message_quote", ("enrolment_id", "person_id"), "dialogue"),
        PersonalData("written_template", ("owner_id",), "account"),
        PersonalData("message", ("enrolment_id", "enrolment_id", "person_id"), "dialogue"),
    ),
)
