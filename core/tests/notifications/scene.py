"""A situation in which notices are due, in a house with a group and two who belong to it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from varde.enrolments.models import Enrolment
from varde.groups.members import join
from varde.groups.models import CareGroup, GroupSession
from varde.groups.sessions import plan_row
from varde.identity.models import Person
from varde.kernel.work import Work
from varde.notifications.deciding import decide
from varde.notifications.models import ContactChoice, Delivery
from varde.scheduling.booking import book

from ..groups.made_groups import made
from .conftest import Post, make_post

SESSION = timedelta(days=1, hours=5)
"""When the group of the house meets, from now; the clock of the house stands at ten in the morning on the wall."""


class Scene:
    """A situation: whom it is about, and the notices that are due in it, by the key that the table names."""

    def __init__(self, post: Post, work: Work, group_id: int, session_id: int, other_id: int) -> None:
        self.post, self.work, self.other_id = post, work, other_id
        self.patient, self.therapist = (
            work.session.get_one(Person, each.id) for each in (post.patient, post.therapist)
        )
        self.enrolment = work.session.get_one(Enrolment, post.enrolment_id)
        self.other = work.session.get_one(Enrolment, other_id)
        self.group = work.session.get_one(CareGroup, group_id)
        self.session = work.session.get_one(GroupSession, session_id)
        self.due: list[Delivery] = []

    def notice(
        self, notice: str = "message", *, to: Person | None = None, planned: timedelta = timedelta(0), **of: Any
    ) -> Delivery:
        """A notice that is due: to the patient, about her enrolment, unless it is said otherwise."""
        row = self.kept(notice, to=to, **{"state": "queued", "next_at": self.work.now, **of})
        row.planned_at = self.work.now + planned
        self.due.append(row)
        return row

    def kept(self, notice: str, *, to: Person | None = None, **of: Any) -> Delivery:
        """A notice that is here, due or not."""
        number = self.work.session.query(Delivery).count()
        about = {
            "person_id": (to or self.patient).id,
            "enrolment_id": self.enrolment.id,
            "path": "/min-sti",
            "channel": "none",
        }
        said = {"key": f"n{number}", "text": "", "planned_at": self.work.now}
        row = Delivery(notice=notice, **{**said, **about, **of})
        self.work.add(row)
        self.work.session.flush()
        return row

    def booked(self, starts: timedelta) -> int:
        return book(self.work, self.enrolment.id, self.therapist.id, "phone", self.work.now + starts, 30).id

    def sent_before(self, **of: Any) -> Scene:
        """A notice that went out to her today, unless something about it is otherwise."""
        said = {
            "state": "sent",
            "channel": "sms",
            "claimed_at": self.work.now - timedelta(hours=2),
            "enrolment_id": None,
            **of,
        }
        self.kept(said.pop("notice", "message"), to=said.pop("to", None), **said)
        return self

    def post_no_phone(self) -> Scene:
        self.patient.phone_sealed = None
        return self

    def refuse(self, topic: str) -> Scene:
        row = ContactChoice(
            person_id=self.patient.id, topic=topic, allowed=False, version=1, source="own", at=self.work.now
        )
        self.work.add(row)
        return self

    def outcome(self) -> list[str]:
        """What is decided, a line for each notice that is due: the words and where they go, or why not."""
        people = {row.person_id: self.work.session.get_one(Person, row.person_id) for row in self.due if row.person_id}
        going = {each.row.id: each for each in decide(self.work, self.due, people)}
        return [self._said(row, going) for row in self.due]

    def _said(self, row: Delivery, going: dict[int, Any]) -> str:
        each = going.get(row.id)
        if each is not None:
            words = each.text.removeprefix("Hei. ").replace("http://localhost", "")
            sender = f" from {each.sender}" if each.sender else ""
            tells = f" for {len(each.tells)}" if len(each.tells) > 1 else ""
            return f"{each.way} {each.recipient}: {words}{sender}{tells}"
        if row.carrier_id is not None:
            return f"with {row.carrier_id - self.due[0].id}, {row.state}, {row.next_at}"
        if row.state == "skipped":
            assert (row.next_at, row.channel) == (None, "none")
            return row.reason or "skipped"
        assert row.next_at is not None
        wait = row.next_at - self.work.now
        return f"{row.state} in {wait}"


def make_scene(folder: Path) -> tuple[Post, int, int, int]:
    post = make_post(folder)
    eva = post.house.person("Eva", "Lie")
    with post.house.work() as work:
        tor = work.session.get_one(Enrolment, post.enrolment_id)
        tor.programme = "village"
        other = Enrolment(
            person_id=eva.id,
            organisation_id=tor.organisation_id,
            programme="village",
            state="active",
            therapist_id=post.therapist.id,
            referred_at=work.now,
            started_at=work.now,
        )
        work.add(other)
        work.session.flush()
        group = made(work, post.house, post.therapist, programme="village")
        wall = (work.now + SESSION).astimezone(work.zone)
        [session] = plan_row(work, group, wall.date(), wall.time().replace(tzinfo=None), 60, None, number=1)
        join(work, tor, group, None)
        return post, group.id, session.id, other.id
