"""What of a conversation waits for an answer: answered, said to need none and why, and that taken back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import aliased

from varde.dialogue.errors import DangerUnanswered, NothingToUndo, TopicWaits, WhyNoAnswer
from varde.dialogue.events import ThreadSettled, ThreadUnsettled
from varde.dialogue.models import DialogueDeed, Message, Thread
from varde.dialogue.rules import PuttingAway, may_settle
from varde.enrolments.break_glass import ToPatient
from varde.enrolments.events import EnrolmentLeft, EnrolmentReturned
from varde.enrolments.models import Ending, Enrolment
from varde.identity.models import Person
from varde.identity.names import signed
from varde.identity.service import Actor
from varde.kernel.events import Listener
from varde.kernel.work import Work

EVERY_TOPIC = -1
"""In place of a topic: whatever waits in the conversation."""
LONGEST_WHY = 300


def waits_in(topic_id: int | None) -> ColumnElement[bool]:
    """That a message waits, in this topic, in none (None), or in any (:data:`EVERY_TOPIC`)."""
    waits = Message.answer_by.is_not(None)
    if topic_id == EVERY_TOPIC:
        return waits
    return waits & (Message.topic_id.is_(None) if topic_id is None else Message.topic_id == topic_id)


def _waiting(work: Work, enrolment_id: int, topic_id: int | None) -> dict[int, datetime]:
    query = select(Message.id, Message.answer_by).where(Message.enrolment_id == enrolment_id, waits_in(topic_id))
    return {row.id: row.answer_by for row in work.session.execute(query)}


def waiting_topic(work: Work, enrolment_id: int) -> int | None:
    """The topic of the message that has waited longest; None when it has none, or nothing waits. One statement."""
    oldest = select(Message.topic_id).where(Message.enrolment_id == enrolment_id, waits_in(EVERY_TOPIC))
    return work.session.scalar(oldest.order_by(Message.id).limit(1))


def weigh(work: Work, thread: Thread) -> None:
    """The conversation waits since its oldest message that waits, and until when that one was promised an answer."""
    work.session.flush()
    query = select(Message.sent_at, Message.answer_by).where(
        Message.enrolment_id == thread.enrolment_id, waits_in(EVERY_TOPIC)
    )
    oldest = work.session.execute(query.order_by(Message.id).limit(1)).one_or_none()
    thread.waiting_since, thread.answer_by = (oldest.sent_at, oldest.answer_by) if oldest is not None else (None, None)


def stop_waiting(work: Work, thread: Thread, topic_id: int | None) -> None:
    """What waits in this topic waits no longer: it was answered, or needs no answer."""
    work.session.execute(
        update(Message)
        .where(Message.enrolment_id == thread.enrolment_id, waits_in(topic_id))
        .values(answer_by=None)
        .execution_options(synchronize_session="fetch")
    )
    weigh(work, thread)


def refuse(answer: PuttingAway) -> None:
    """:raises DangerUnanswered, TopicWaits, WhyNoAnswer: as the rule answered; nothing when it is yes."""
    match answer:
        case "danger":
            raise DangerUnanswered()
        case "waits":
            raise TopicWaits()
        case "why":
            raise WhyNoAnswer()


def settle(
    work: Work, actor: Actor, enrolment: Enrolment, reason: str, words: str = "", topic_id: int | None = EVERY_TOPIC
) -> DialogueDeed | None:
    """A member of staff judges that what waits needs no answer, and says why. None when nothing waits.

    It leaves the list of those who wait, stays in the conversation with what was said, and can be taken back (:func:`undo`).
    When the patient writes again, that waits.

    :param reason: a key of :data:`varde.dialogue.rules.NO_ANSWER_BECAUSE`.
    :param words: at most :data:`LONGEST_WHY` characters; must be there for ``other``.
    :raises DangerUnanswered: an alert about danger is open, which is answered first.
    :raises WhyNoAnswer
    """
    refuse(may_settle(reason, words.strip(), danger=enrolment.in_danger))
    return _settle(work, enrolment.id, reason, words.strip()[:LONGEST_WHY], topic_id, actor.person_id)


def _settle(
    work: Work, enrolment_id: int, reason: str, words: str, topic_id: int | None, by_id: int | None
) -> DialogueDeed | None:
    thread = work.session.get(Thread, enrolment_id, with_for_update=True)
    waiting = _waiting(work, enrolment_id, topic_id) if thread is not None else {}
    if thread is None or not waiting:
        return None
    deed = note_deed(work, enrolment_id, "settled", None if topic_id == EVERY_TOPIC else topic_id, by_id)
    deed.reason, deed.words = reason, words or None
    deed.messages = {str(key): until.isoformat() for key, until in waiting.items()}
    stop_waiting(work, thread, topic_id)
    if thread.waiting_since is None:
        work.publish(ThreadSettled(enrolment_id))
    else:
        work.publish(ThreadUnsettled(enrolment_id))
    return deed


def note_deed(work: Work, enrolment_id: int, kind: str, topic_id: int | None, by_id: int | None) -> DialogueDeed:
    """Write down what was done beside writing."""
    deed = DialogueDeed(
        enrolment_id=enrolment_id, topic_id=topic_id, kind=kind, once=secrets.token_urlsafe(12), messages={}
    )
    deed.by_id, deed.at, deed.reason = by_id, work.now, ""
    return work.add(deed)


def undo(work: Work, actor: Actor, enrolment: Enrolment, deed_id: int) -> None:
    """The messages wait for an answer after all, until when they were promised one.

    :raises NothingToUndo: there is no such deed, it was taken back, or somebody has answered there since.
    """
    deed = work.session.get(DialogueDeed, deed_id)
    if deed is None or deed.enrolment_id != enrolment.id or deed.kind != "settled" or not _can_undo(work, deed):
        raise NothingToUndo()
    _wait_again(work, deed, actor.person_id)


def _can_undo(work: Work, deed: DialogueDeed) -> bool:
    taken_back = select(DialogueDeed.id).where(DialogueDeed.undoes_id == deed.id)
    answered = select(Message.id).where(
        Message.enrolment_id == deed.enrolment_id, Message.from_patient.is_(False), Message.sent_at > deed.at
    )
    if deed.topic_id is not None:
        answered = answered.where(Message.topic_id == deed.topic_id)
    return work.session.scalar(taken_back) is None and work.session.scalar(answered.limit(1)) is None


def _wait_again(work: Work, deed: DialogueDeed, by_id: int | None) -> None:
    thread = work.session.get_one(Thread, deed.enrolment_id, with_for_update=True)
    for key, until in deed.messages.items():
        message = work.session.get(Message, int(key))
        if message is not None and message.enrolment_id == deed.enrolment_id:
            message.answer_by = datetime.fromisoformat(until)
    back = note_deed(work, deed.enrolment_id, "waits_again", deed.topic_id, by_id)
    back.undoes_id = deed.id
    weigh(work, thread)
    work.publish(ThreadUnsettled(deed.enrolment_id))


@dataclass(frozen=True, slots=True)
class DeedLine:
    """One deed, opened: ``by`` whom, in their name and title. ``undone``: it was taken back."""

    id: int
    kind: str
    reason: str
    words: str
    topic_id: int | None
    by: str
    by_id: int | None
    at: datetime
    undone: bool


def deeds_of(work: Work, enrolment_id: int) -> Sequence[DeedLine]:
    """What was done in a conversation beside writing, oldest first. One statement."""
    back = aliased(DialogueDeed)
    rows: Any = work.session.execute(
        select(DialogueDeed, Person, back.id)
        .outerjoin(Person, Person.id == DialogueDeed.by_id)
        .outerjoin(back, back.undoes_id == DialogueDeed.id)
        .where(DialogueDeed.enrolment_id == enrolment_id)
        .order_by(DialogueDeed.id)
    )
    return [
        DeedLine(
            deed.id,
            deed.kind,
            deed.reason,
            deed.words or "",
            deed.topic_id,
            signed(person.name, person.title) if person is not None else "Varde",
            deed.by_id,
            deed.at,
            undone is not None,
        )
        for deed, person, undone in rows
    ]


def deeds_behind(work: Work, glass: ToPatient) -> list[int]:
    """The deeds, by id, that would tell a patient of what she is not told of yet. One statement."""
    about = {row.enrolment_id for row in glass.untold}
    rows = work.session.scalars(select(DialogueDeed).where(DialogueDeed.enrolment_id.in_(about))) if about else ()
    return [row.id for row in rows if glass.hides(row.enrolment_id, row.by_id, row.at)]


def last_settled(work: Work, enrolment_id: int) -> DeedLine | None:
    """What was last said to need no answer, as long as nothing was done since. One statement."""
    deeds = deeds_of(work, enrolment_id)
    return deeds[-1] if deeds and deeds[-1].kind == "settled" else None


def on_left(work: Work, event: EnrolmentLeft) -> None:
    """The enrolment ended, and whoever ended it said that the message that waits needs no answer. Which deed that was is kept
    with the ending."""
    if event.settled:
        ending = work.session.get_one(Ending, event.ending_id)
        deed = _settle(work, event.enrolment_id, "ended", "", EVERY_TOPIC, ending.by_id)
        if deed is not None:
            work.session.flush()
            ending.before = {**ending.before, "thread": {"deed": deed.id}}


def on_returned(work: Work, event: EnrolmentReturned) -> None:
    """The ending was undone: the message waits again, unless somebody has written since."""
    kept = work.session.get_one(Ending, event.ending_id).before.get("thread") or {}
    deed = work.session.get(DialogueDeed, kept["deed"]) if "deed" in kept else None
    if deed is not None and _can_undo(work, deed):
        _wait_again(work, deed, None)


LISTENERS = (Listener(EnrolmentLeft, on_left), Listener(EnrolmentReturned, on_returned))
