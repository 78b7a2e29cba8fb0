"""The dialogue's verbs: read and write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from varde.dialogue.errors import DialogueClosed, EmptyMessage, FieldLeftOpen, TooLongMessage, TooManyInMessage
from varde.dialogue.events import MessageSent
from varde.dialogue.models import Message, Thread, Topic
from varde.dialogue.quotes import Quote, keep_quote
from varde.dialogue.rules import Writing, may_write
from varde.dialogue.topics import begin, reopen, topic_of
from varde.dialogue.waiting import stop_waiting, weigh
from varde.enrolments.access import is_guest
from varde.enrolments.activity import was_active
from varde.enrolments.errors import ContactStopped
from varde.enrolments.models import Enrolment
from varde.enrolments.stored_settings import settings_for
from varde.enrolments.words import STATE_SAID
from varde.files.models import StoredFile
from varde.files.service import files_at, use
from varde.identity.models import Organisation, Person
from varde.identity.names import signed
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.message_fields import left_open
from varde.scheduling.opening import times_of
from varde.scheduling.rules import ALWAYS_THERE
from varde.standing.replies import Reply, due_by, reply_due

LONGEST = 5000
MOST_FILES = 4


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message, opened. ``author`` is the name and title it is signed with; ``files`` came with it; ``topic`` is "" without
    one. ``waits``: nobody has answered it, nor said that it needs no answer."""

    id: int
    body: str
    author: str
    from_patient: bool
    sent_at: datetime
    read_at: datetime | None
    files: Sequence[StoredFile] = ()
    topic_id: int | None = None
    topic: str = ""
    waits: bool = False


def place_of_message(message_id: int) -> str:
    """What a message is called where its files are kept."""
    return f"message/{message_id}"


def messages_of(work: Work, enrolment_id: int, most: int = 200, topic_id: int | None = None) -> list[MessageView]:
    """The conversation, or one topic of it, oldest first; at most the latest ``most``. One statement, two when files came with
    some."""
    query = (
        select(Message, Person, Topic)
        .join(Person, Person.id == Message.author_id)
        .outerjoin(Topic, Topic.id == Message.topic_id)
        .where(Message.enrolment_id == enrolment_id)
    )
    if topic_id is not None:
        query = query.where(Message.topic_id == topic_id)
    rows: Any = work.session.execute(query.order_by(Message.id.desc()).limit(most)).all()
    places = [place_of_message(message.id) for message, _, _ in rows if message.files]
    files = files_at(work, enrolment_id, places) if places else {}
    return [
        MessageView(
            message.id,
            message.body,
            signed(author.name, author.title),
            message.from_patient,
            message.sent_at,
            message.read_at,
            files.get(place_of_message(message.id), ()),
            message.topic_id,
            topic.title if topic is not None else "",
            message.answer_by is not None,
        )
        for message, author, topic in reversed(rows)
    ]


# The first page of a patient asks this, so it is put together once.
_THREAD = select(Thread).where(Thread.enrolment_id == bindparam("enrolment"))


def thread_of(work: Work, enrolment_id: int) -> Thread | None:
    """The thread, or None before the first message."""
    return work.session.scalars(_THREAD, {"enrolment": enrolment_id}).one_or_none()


# Every page of a patient asks this, so it is put together once.
_PLACE = (
    select(Organisation, Thread.unread_by_patient)
    .join(Enrolment, Enrolment.organisation_id == Organisation.id)
    .outerjoin(Thread, Thread.enrolment_id == Enrolment.id)
    .where(Enrolment.id == bindparam("enrolment"))
)


UNREAD = select(Thread.unread_by_patient).where(Thread.enrolment_id == Enrolment.id).scalar_subquery()
"""How many messages the patient has not read, for whoever has a statement about her enrolment already."""


def place_of(work: Work, enrolment_id: int) -> tuple[Organisation, int]:
    """Where an enrolment is, and how many messages its patient has not read. One statement."""
    organisation, unread = work.session.execute(_PLACE, {"enrolment": enrolment_id}).one()
    return organisation, unread or 0


def reply_of(thread: Thread | None, now: datetime) -> Reply | None:
    """The answer the patient waits for; None when nobody owes her one."""
    return reply_due(thread.waiting_since, thread.answer_by, now) if thread is not None else None


def promised(enrolment: Enrolment, thread: Thread | None, now: datetime) -> Reply | None:
    """The answer that the patient herself is promised: none where nobody is to write to her any more."""
    return None if enrolment.contact_stopped_at is not None else reply_of(thread, now)


@dataclass(frozen=True, slots=True)
class Promise:
    """Within how many working days a message is answered; ``by`` is the last second of that day for one that comes today, where
    days on which the place is closed put it off."""

    days: int
    by: datetime | None


def promise_to(work: Work, enrolment: Enrolment) -> Promise:
    """What whoever writes today is promised. Four statements."""
    days, times = settings_for(work, enrolment).reply_working_days, times_of(work, enrolment.organisation_id)
    by, otherwise = (due_by(work.today, days, each, work.zone) for each in (times, ALWAYS_THERE))
    return Promise(days, by if by != otherwise else None)


def writing_in(enrolment: Enrolment, thread: Thread | None, *, by_patient: bool) -> Writing:
    """Whether the patient, or staff, may write in this conversation now (see :func:`varde.dialogue.rules.may_write`)."""
    waits = thread is not None and thread.waiting_since is not None
    stopped = enrolment.contact_stopped_at is not None
    return may_write(enrolment.state, by_patient=by_patient, waits=waits, stopped=stopped)


def write(
    work: Work,
    actor: Actor,
    enrolment: Enrolment,
    body: str,
    once: str,
    files: Sequence[str] = (),
    topic_id: int | None = None,
    new_topic: str = "",
    quote: Quote | None = None,
) -> int:
    """Send a message. ``once`` is a key the form carries: sending the same words of a form twice makes one message. A browser's
    way back shows the form that was sent; what is written in it then is another message.

    A patient's message waits for an answer within the organisation's reply time, or else the programme's, counted in
    working days; a therapist's settles what waited in the same topic. Returns the message's id.

    :param files: the keys of files that were added to it; with one, nothing need be written.
    :param topic_id: what it is about, which opens again when it was closed; None for the conversation alone.
    :param new_topic: what a topic that is begun with it is called; goes before ``topic_id``.
    :param quote: what it speaks of, kept as it is now.
    :raises EmptyMessage, TooLongMessage, TooManyInMessage, FieldLeftOpen, DialogueClosed: nothing is stored.
    :raises NoSuchTopic, TopicName, TooManyTopics: it is about what cannot be.
    :raises GoneBefore: a file is not there any more.
    :raises ContactStopped: a member of staff writes where there is to be no more contact; what she writes reaches us.
    """
    text = body.strip()
    if not text and not files:
        raise EmptyMessage()
    if len(files) > MOST_FILES:
        raise TooManyInMessage(most=MOST_FILES)
    for name in () if actor.is_patient else left_open(text):
        raise FieldLeftOpen(field=f"{{{name}}}")
    if len(text) > LONGEST:
        raise TooLongMessage(length=len(text), most=LONGEST)
    key = f"{enrolment.id}:{actor.person_id}:{once}"
    of_form = Message.idempotency_key.startswith(key, autoescape=True)
    sent = work.session.scalars(select(Message).where(Message.enrolment_id == enrolment.id, of_form)).all()
    before = next((message for message in sent if message.body == text), None)
    if before is not None:
        return before.id
    if sent:
        key = f"{key}:{len(sent)}"
    thread = work.session.get(Thread, enrolment.id, with_for_update=True)
    match writing_in(enrolment, thread, by_patient=actor.is_patient):
        case "closed":
            raise DialogueClosed(state=STATE_SAID[enrolment.state])
        case "stopped":
            raise ContactStopped()
    if thread is None:
        thread = work.add(Thread(enrolment_id=enrolment.id, unread_by_patient=0, unread_by_therapist=0))
        work.session.flush()
    topic = _topic(work, actor, enrolment, topic_id, new_topic)
    answer_by = None
    if actor.is_patient:
        thread.unread_by_therapist += 1
        days = settings_for(work, enrolment).reply_working_days
        answer_by = due_by(work.today, days, times_of(work, enrolment.organisation_id), work.zone)
    else:
        thread.unread_by_patient += 1
    message = work.add(
        Message(
            enrolment_id=enrolment.id,
            author_id=actor.person_id,
            from_patient=actor.is_patient,
            body=text,
            sent_at=work.now,
            idempotency_key=key,
            files=len(files),
            topic_id=topic,
            answer_by=answer_by,
        )
    )
    work.session.flush()
    if quote is not None:
        keep_quote(work, enrolment.id, message.id, quote)
    if actor.is_patient:
        weigh(work, thread)
    else:
        stop_waiting(work, thread, topic)
    if files:
        use(work, enrolment.id, place_of_message(message.id), files, shown=True)
    if actor.is_patient:
        was_active(work, enrolment.id)
    work.publish(MessageSent(enrolment.id, message.id, int(actor.is_patient)))
    return message.id


def _topic(work: Work, actor: Actor, enrolment: Enrolment, topic_id: int | None, new_topic: str) -> int | None:
    if new_topic.strip():
        return begin(work, actor, enrolment, new_topic).id
    if topic_id is None:
        return None
    topic = topic_of(work, enrolment.id, topic_id)
    reopen(work, enrolment.id, topic, actor.person_id)
    return topic.id


def mark_read(work: Work, actor: Actor, thread: Thread | None) -> None:
    """The reader has seen what the other wrote. No statement when she had before. Whoever is only asked for advice, or is
    there by break-glass, has not read it for those who treat."""
    unread = 0 if thread is None else (thread.unread_by_patient if actor.is_patient else thread.unread_by_therapist)
    if thread is None or not unread:
        return
    if actor.is_staff and is_guest(work, actor, work.session.get_one(Enrolment, thread.enrolment_id)):
        return
    if actor.is_patient:
        thread.unread_by_patient = 0
    else:
        thread.unread_by_therapist = 0
    work.session.execute(
        update(Message)
        .where(
            Message.enrolment_id == thread.enrolment_id,
            Message.from_patient.is_(not actor.is_patient),
            Message.read_at.is_(None),
        )
        .values(read_at=work.now)
    )
