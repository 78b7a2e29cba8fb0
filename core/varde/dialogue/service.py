"""The dialogue's verbs: read, write, settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from varde.dialogue.errors import DialogueClosed, EmptyMessage, TooLongMessage, TooManyInMessage
from varde.dialogue.events import MessageSent, ThreadSettled, ThreadUnsettled
from varde.dialogue.models import Message, Thread
from varde.dialogue.rules import Writing, may_write
from varde.enrolments.activity import was_active
from varde.enrolments.errors import ContactStopped
from varde.enrolments.events import EnrolmentLeft, EnrolmentReturned
from varde.enrolments.models import Ending, Enrolment
from varde.enrolments.stored_settings import settings_for
from varde.enrolments.words import STATE_SAID
from varde.files.models import StoredFile
from varde.files.service import files_at, use
from varde.identity.models import Organisation, Person
from varde.identity.names import signed
from varde.identity.service import Actor
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.scheduling.opening import times_of
from varde.scheduling.rules import ALWAYS_THERE
from varde.standing.replies import Reply, due_by, reply_due

LONGEST = 5000
MOST_FILES = 4


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message, opened. ``author`` is the name and title it is signed with; ``files`` came with it."""

    id: int
    body: str
    author: str
    from_patient: bool
    sent_at: datetime
    read_at: datetime | None
    files: Sequence[StoredFile] = ()


def place_of_message(message_id: int) -> str:
    """What a message is called where its files are kept."""
    return f"message/{message_id}"


def messages_of(work: Work, enrolment_id: int, most: int = 200) -> list[MessageView]:
    """The conversation, oldest first; at most the latest ``most``. One statement, two when files came with some."""
    rows = work.session.execute(
        select(Message, Person)
        .join(Person, Person.id == Message.author_id)
        .where(Message.enrolment_id == enrolment_id)
        .order_by(Message.id.desc())
        .limit(most)
    ).all()
    places = [place_of_message(message.id) for message, _ in rows if message.files]
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
        )
        for message, author in reversed(rows)
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


def write(work: Work, actor: Actor, enrolment: Enrolment, body: str, once: str, files: Sequence[str] = ()) -> int:
    """Send a message. ``once`` is a key the form carries: sending the same words of a form twice makes one message. A browser's
    way back shows the form that was sent; what is written in it then is another message.

    A patient's message waits for an answer within the organisation's reply time, or else the programme's, counted in
    working days; a therapist's settles what waited. Returns the message's id.

    :param files: the keys of files that were added to it; with one, nothing need be written.
    :raises EmptyMessage, TooLongMessage, TooManyInMessage, DialogueClosed: nothing is stored.
    :raises GoneBefore: a file is not there any more.
    :raises ContactStopped: a member of staff writes where there is to be no more contact; what she writes reaches us.
    """
    text = body.strip()
    if not text and not files:
        raise EmptyMessage()
    if len(files) > MOST_FILES:
        raise TooManyInMessage(most=MOST_FILES)
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
    if actor.is_patient:
        _patient_wrote(work, thread, enrolment)
    else:
        thread.unread_by_patient += 1
        thread.waiting_since = thread.answer_by = None
    message = work.add(
        Message(
            enrolment_id=enrolment.id,
            author_id=actor.person_id,
            from_patient=actor.is_patient,
            body=text,
            sent_at=work.now,
            idempotency_key=key,
            files=len(files),
        )
    )
    work.session.flush()
    if files:
        use(work, enrolment.id, place_of_message(message.id), files, shown=True)
    if actor.is_patient:
        was_active(work, enrolment.id)
    work.publish(MessageSent(enrolment.id, message.id, int(actor.is_patient)))
    return message.id


def _patient_wrote(work: Work, thread: Thread, enrolment: Enrolment) -> None:
    thread.unread_by_therapist += 1
    if thread.waiting_since is None:
        days = settings_for(work, enrolment).reply_working_days
        thread.waiting_since = work.now
        thread.answer_by = due_by(work.today, days, times_of(work, enrolment.organisation_id), work.zone)


def mark_read(work: Work, actor: Actor, thread: Thread | None) -> None:
    """The reader has seen what the other wrote. No statement when she had before."""
    unread = 0 if thread is None else (thread.unread_by_patient if actor.is_patient else thread.unread_by_therapist)
    if thread is None or not unread:
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


def on_left(work: Work, event: EnrolmentLeft) -> None:
    """The enrolment ended, and whoever ended it said that the message that waits needs no answer. What it waited for is
    kept with the ending."""
    thread = work.session.get(Thread, event.enrolment_id, with_for_update=True) if event.settled else None
    if thread is not None and thread.waiting_since is not None and thread.answer_by is not None:
        ending = work.session.get_one(Ending, event.ending_id)
        waited = {"since": thread.waiting_since.isoformat(), "by": thread.answer_by.isoformat()}
        ending.before = {**ending.before, "thread": waited}
        settle(work, event.enrolment_id)


def on_returned(work: Work, event: EnrolmentReturned) -> None:
    """The ending was undone: the message waits again, unless somebody has written since."""
    waited = work.session.get_one(Ending, event.ending_id).before.get("thread")
    thread = work.session.get(Thread, event.enrolment_id, with_for_update=True) if waited else None
    if waited and thread is not None and thread.waiting_since is None:
        thread.waiting_since = datetime.fromisoformat(waited["since"])
        thread.answer_by = datetime.fromisoformat(waited["by"])
        work.publish(ThreadUnsettled(event.enrolment_id))


LISTENERS = (Listener(EnrolmentLeft, on_left), Listener(EnrolmentReturned, on_returned))


def settle(work: Work, enrolment_id: int) -> None:
    """The therapist judges that the patient's message needs no answer."""
    thread = work.session.get(Thread, enrolment_id)
    if thread is not None and thread.waiting_since is not None:
        thread.waiting_since = thread.answer_by = None
        work.publish(ThreadSettled(enrolment_id))
