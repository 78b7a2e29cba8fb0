"""Topics: what messages are about. Begun by whoever writes, closed by staff, and open again as soon as somebody writes in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from varde.dialogue.errors import NoSuchTopic, TooManyTopics, TopicName
from varde.dialogue.models import Message, Topic
from varde.dialogue.rules import may_close
from varde.dialogue.waiting import note_deed, refuse, waits_in
from varde.enrolments.models import Enrolment
from varde.identity.service import Actor
from varde.kernel.characters import plain
from varde.kernel.work import Work

LONGEST_TITLE = 60
MOST_OPEN = 20


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One topic: how many messages it has, and how many of them wait for an answer."""

    id: int
    title: str
    closed_at: datetime | None
    messages: int
    waiting: int


def topics_of(work: Work, enrolment_id: int) -> Sequence[TopicLine]:
    """The topics of a conversation, in the order they were begun. One statement."""
    rows = work.session.execute(
        select(Topic, func.count(Message.id), func.count(Message.answer_by))
        .outerjoin(Message, Message.topic_id == Topic.id)
        .where(Topic.enrolment_id == enrolment_id)
        .group_by(Topic.id)
        .order_by(Topic.id)
    )
    return [TopicLine(topic.id, topic.title, topic.closed_at, count, waiting) for topic, count, waiting in rows]


def topic_of(work: Work, enrolment_id: int, topic_id: int) -> Topic:
    """One topic of this conversation. :raises NoSuchTopic"""
    topic = work.session.get(Topic, topic_id)
    if topic is None or topic.enrolment_id != enrolment_id:
        raise NoSuchTopic()
    return topic


def begin(work: Work, actor: Actor, enrolment: Enrolment, title: str) -> Topic:
    """A new topic; the open one that is called the same, when there is one.

    :raises TopicName: too short or too long.
    :raises TooManyTopics: there are :data:`MOST_OPEN` open ones.
    """
    named = " ".join(plain(title).split())
    if not 2 <= len(named) <= LONGEST_TITLE:
        raise TopicName(most=LONGEST_TITLE)
    every = work.session.scalars(select(Topic).where(Topic.enrolment_id == enrolment.id)).all()
    still_open = [topic for topic in every if topic.closed_at is None]
    same = next((topic for topic in still_open if topic.title.casefold() == named.casefold()), None)
    if same is not None:
        return same
    if len(still_open) >= MOST_OPEN:
        raise TooManyTopics(most=MOST_OPEN)
    number = max((topic.number for topic in every), default=0) + 1
    topic = Topic(enrolment_id=enrolment.id, number=number, begun_by_id=actor.person_id, begun_at=work.now)
    topic.title = named
    work.add(topic)
    work.session.flush()
    return topic


def close(work: Work, actor: Actor, enrolment: Enrolment, topic_id: int) -> None:
    """Nothing more is to be said about it. What was written stays.

    :raises NoSuchTopic: it is not of this conversation.
    :raises DangerUnanswered, TopicWaits: it may not be closed now.
    """
    topic = topic_of(work, enrolment.id, topic_id)
    waits = select(Message.id).where(Message.enrolment_id == enrolment.id, waits_in(topic.id)).limit(1)
    refuse(may_close(waits=work.session.scalar(waits) is not None, danger=enrolment.in_danger))
    if topic.closed_at is None:
        topic.closed_at = work.now
        note_deed(work, enrolment.id, "closed", topic.id, actor.person_id)


def reopen(work: Work, enrolment_id: int, topic: Topic, by_id: int) -> None:
    """Somebody has more to say about it."""
    if topic.closed_at is not None:
        topic.closed_at = None
        note_deed(work, enrolment_id, "reopened", topic.id, by_id)
