"""Whoever has chosen how often she wants to hear from her coach, and has not for longer, stands on the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from varde.assessments.contact import contact_of_many
from varde.caseload.values import Waits
from varde.dialogue.models import Message
from varde.enrolments.models import Enrolment
from varde.kernel.among import among
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.values import Programme

NOT_HEARD = Text(
    "Ønsker å høre fra deg oftere: det har gått {n} dager, og ønsket er høyst {most}.",
    "Ønskjer å høyre frå deg oftare: det har gått {n} dagar, og ønsket er høgst {most}.",
    "Wants to hear from you more often: {n} days have passed, and the wish is at most {most}.",
)


def of(work: Work, ids: Sequence[int]) -> Mapping[int, Waits]:
    """Of those under way in programmes with a choice. No statement where no programme has one, else three."""
    programmes = {key: each for key, each in work.catalogue.all(Programme).items() if each.contact_choices}
    if not programmes or not ids:
        return {}
    under_way = work.session.execute(
        select(Enrolment.id, Enrolment.programme, Enrolment.started_at).where(
            among(Enrolment.id, ids),
            Enrolment.state == "active",
            Enrolment.contact_stopped_at.is_(None),
            Enrolment.programme.in_(programmes),
        )
    ).all()
    holds = contact_of_many(work, {row.id: programmes[row.programme] for row in under_way})
    written = select(Message.enrolment_id, func.max(Message.sent_at)).where(
        among(Message.enrolment_id, holds), Message.from_patient.is_(False)
    )
    rows = work.session.execute(written.group_by(Message.enrolment_id))
    heard = {number: at for number, at in rows}  # noqa: C416 - a row is not yet a pair to the type checker
    waits = {}
    for row in under_way:
        choice, last = holds.get(row.id), heard.get(row.id) or row.started_at
        days = (work.now - last).days if last is not None else 0
        if choice is not None and last is not None and days > choice.coach_days:
            waits[row.id] = Waits(NOT_HEARD.filled(n=days, most=choice.coach_days), last)
    return waits
