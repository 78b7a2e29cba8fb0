"""A message to everybody in a group: each gets her own, in her own conversation, and learns nothing of the others."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from varde.audit.service import record
from varde.dialogue.errors import DialogueClosed, NamesAMember
from varde.dialogue.service import write
from varde.enrolments.access import admit
from varde.enrolments.errors import ContactStopped, RecordClosed
from varde.enrolments.models import Enrolment
from varde.groups.members import enrolments_in
from varde.groups.models import CareGroup
from varde.groups.service import note_change
from varde.identity.service import Actor
from varde.kernel.work import Work


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """How many got it, and how many did not because their conversation is closed, or their record to whoever wrote."""

    sent: int
    left_out: int


def write_to_group(work: Work, actor: Actor, group: CareGroup, body: str, once: str) -> ToldGroup:
    """Send the same words to each member. ``once`` makes sending the same form twice one message.

    :raises NamesAMember: it names somebody who is in the group, and the others are not to learn that.
    :raises EmptyMessage, TooLongMessage: nothing is sent.
    """
    query = select(Enrolment).where(Enrolment.id.in_(enrolments_in(work, group.id))).order_by(Enrolment.id)
    members = work.session.scalars(query.options(joinedload(Enrolment.person))).all()
    words = " ".join(body.casefold().split())
    for member in members:
        if member.person.name.casefold() in words:
            raise NamesAMember(name=member.person.name)
    sent = 0
    for member in members:
        try:
            admit(work, actor, member, "messages", write=True)
            write(work, actor, member, body, once)
            sent += 1
        except RecordClosed as closed:
            if closed.access is not None:
                record(work, closed.access)
        except (ContactStopped, DialogueClosed):
            continue
    note_change(work, group.id, "message", actor.person_id, details={"sent": sent})
    return ToldGroup(sent, len(members) - sent)
