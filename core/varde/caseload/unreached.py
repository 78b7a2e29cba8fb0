"""The reason to ring whoever a notice did not reach: her number or address is none, or nothing came through for a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from varde.caseload.values import Reason, Waits
from varde.kernel.words import Text

if TYPE_CHECKING:
    from varde.kernel.work import Work

SENTENCE = Text(
    "En beskjed nådde ikke fram. Ring, og sjekk nummeret.",
    "Ein beskjed nådde ikkje fram. Ring, og sjekk nummeret.",
    "A notice did not arrive. Ring, and check the number.",
)


def unreached(work: Work, ids: Sequence[int]) -> Mapping[int, Waits]:
    """Since when a notice to the patient of each of these enrolments has not reached her, until somebody has rung: it was given
    up, or her number is one that takes no texts. What another notice spoke for is rung about with that, and about a greeting nobody
    rings. One statement."""
    from sqlalchemy import func, select

    from varde.enrolments.models import Enrolment
    from varde.kernel.among import among
    from varde.notifications.models import GREETINGS, NOT_ARRIVED, Delivery

    patient = select(Enrolment.person_id).where(Enrolment.id == Delivery.enrolment_id).scalar_subquery()
    rows = work.session.execute(
        select(Delivery.enrolment_id, func.min(Delivery.planned_at))
        .where(NOT_ARRIVED, among(Delivery.enrolment_id, ids), Delivery.person_id == patient)
        .where(Delivery.notice.not_in(GREETINGS))
        .group_by(Delivery.enrolment_id)
    )
    return {enrolment_id: Waits(SENTENCE, since) for enrolment_id, since in rows if enrolment_id is not None}


UNREACHED = Reason(
    "notices.unreached",
    Text("Nås ikke", "Blir ikkje nådd", "Not reached"),
    "inactive",
    unreached,
    Text("Ring", "Ring", "Ring"),
    icon="phone",
)
