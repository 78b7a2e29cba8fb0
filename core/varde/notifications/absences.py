"""Whose absence begins, and who is told of it: whoever answers meanwhile, and of a long one the patients."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from varde.alerts.service import hand_over, open_alerts
from varde.enrolments.cover import answering
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import OPEN
from varde.kernel.work import Work
from varde.notifications.service import hand_on, notify
from varde.scheduling.agenda import AgendaHandler, finish
from varde.scheduling.models import AgendaItem
from varde.staffing.models import Absence
from varde.staffing.service import BEGINS

LONG_ABSENCE = timedelta(days=6)
"""From the first day to the last: of an absence of a week or more her patients are told. Our own, proposed."""


def begin_absence(work: Work, item: AgendaItem) -> None:
    """Whoever answers for somebody whose absence begins is handed her open alerts, and told; of a long one her patients are too."""
    absence = work.session.get(Absence, int(item.key), with_for_update=True)
    if absence is not None and absence.begun_at is None and absence.cancelled_at is None:
        _hand_to_whoever_answers(work, absence)
        absence.begun_at = work.now
    finish(item, work.now)


ABSENCE = AgendaHandler(BEGINS, begin_absence)


def _hand_to_whoever_answers(work: Work, absence: Absence) -> None:
    hers = select(Enrolment).where(Enrolment.therapist_id == absence.person_id).order_by(Enrolment.id)
    for enrolment in work.session.scalars(hers):
        if open_alerts(work, enrolment.id):
            hand_over(work, enrolment.id, answering(work, enrolment))
            hand_on(work, enrolment, f":absence{absence.id}")
        if enrolment.state in OPEN and absence.last_day - absence.first_day >= LONG_ABSENCE:
            key, path = f"absence:{absence.id}:{enrolment.id}", f"/meldinger/{enrolment.id}"
            notify(work, enrolment.person_id, enrolment.id, "news", key, path)
    if absence.substitute_id is not None:
        notify(work, absence.substitute_id, None, "list", f"list:{absence.substitute_id}:{work.today}", "/arbeidsliste")
