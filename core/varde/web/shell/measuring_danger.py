"""What a form with a measurement says of danger, said to the shell before anything of it can be refused."""

from __future__ import annotations

from varde.alerts.notes import RiskSent, Source
from varde.alerts.of_measurements import dangers_in
from varde.enrolments.models import Enrolment
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.measurements.courses import before
from varde.series.rules import doubts_about, faults_of, read_written
from varde.series.values import Series
from varde.web.shell import http
from varde.web.shell.measuring_form import read_measuring
from varde.web.shell.pages import actor
from varde.web.shell.refusals import at_stake


def measurement_at_stake(enrolment: Enrolment, series: Series, source: Source) -> None:
    """The numbers as they are typed, when they can be and are likely, or said to be right. No statement."""
    try:
        form = read_measuring(series)
    except BadInput:
        return
    if faults_of(series, form.figures):
        return
    at, by_id = form.at or http.work().now, actor().person_id
    about = (enrolment.id, enrolment.person_id, enrolment.organisation_id, enrolment.programme)

    def find(work: Work) -> RiskSent | None:
        enrolment_id, person_id, organisation_id, programme = about
        earlier = before(work, enrolment_id, series.key, at)
        doubts = doubts_about(series, form.figures, read_written(earlier.figures) if earlier else None)
        if doubts and not form.right:
            return None
        dangers = dangers_in(work, enrolment_id, series, form.figures, at)
        return RiskSent(
            person_id, organisation_id, programme, source, dangers, by_id, enrolment_id=enrolment_id, form=series.key
        )

    at_stake(find)
