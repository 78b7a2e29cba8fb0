"""The dialogue, as the house knows it."""

from __future__ import annotations

from varde.kernel.part import Part, PersonalData, Tables


def tables() -> Tables:
    from varde.dialogue.models import Message, MessageDraft, Thread

    return Tables((Thread, MessageDraft, Message))


PART = Part(
    key="dialogue",
    tables=tables,
    personal_data=(
        PersonalData("thread", ("enrolment_id", "person_id"), "dialogue"),
        PersonalData("message_draft", ("author_id",), "dialogue"),
        PersonalData("message", ("enrolment_id", "enrolment_id", "person_id"), "dialogue"),
    ),
)
