"""Who is told that a record was opened by break-glass, and of its review."""

from __future__ import annotations

from sqlalchemy import select

from varde.enrolments.break_glass_review import officers_of, who_answers
from varde.enrolments.events import BreakGlassJudged, BreakGlassOpened, BreakGlassTold
from varde.enrolments.models import Enrolment
from varde.enrolments.team import treating
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.service import notify


def key_of_glass(break_glass_id: int, person_id: int) -> str:
    """The key of the notice to one of those who treat."""
    return f"glass:{break_glass_id}:{person_id}"


def is_told_of_glass(work: Work, break_glass_id: int, person_id: int) -> bool:
    """Whether the notice has gone out to this one of those who treat. One statement."""
    query = select(Delivery.id).where(
        Delivery.key == key_of_glass(break_glass_id, person_id),
        Delivery.state.in_(("sent", "delivered")),
        Delivery.channel.in_(("sms", "email")),
    )
    return work.session.scalar(query) is not None


def on_glass(work: Work, event: BreakGlassOpened) -> None:
    """Those who treat her, and whoever is to answer, are told at once that somebody has opened the record."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is None:
        return
    out = {event.by_id, enrolment.person_id}
    for person_id in sorted({*treating(work, enrolment.person_id)} - out):
        key, path = key_of_glass(event.break_glass_id, person_id), f"/pasient/{enrolment.id}"
        notify(work, person_id, enrolment.id, "glass", key, path)
    for person in who_answers(work, enrolment, event.by_id):
        path = f"/noedrett/{event.break_glass_id}"
        notify(work, person.id, None, "glass", f"{key_of_glass(event.break_glass_id, person.id)}:review", path)


def on_glass_told(work: Work, event: BreakGlassTold) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        notify(work, enrolment.person_id, enrolment.id, "news", f"glass:{event.break_glass_id}:told", "/innsyn")


def on_glass_judged(work: Work, event: BreakGlassJudged) -> None:
    """The privacy officer is told where there was no reason to open."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None and event.verdict == "no":
        for officer in officers_of(work, enrolment):
            key, path = f"{key_of_glass(event.break_glass_id, officer.id)}:no", f"/noedrett/{event.break_glass_id}"
            notify(work, officer.id, None, "list", key, path)


LISTENERS = (
    Listener(BreakGlassOpened, on_glass),
    Listener(BreakGlassTold, on_glass_told),
    Listener(BreakGlassJudged, on_glass_judged),
)
