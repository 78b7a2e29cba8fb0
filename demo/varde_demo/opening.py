"""A module that a therapist opens when the homework before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from varde.enrolments.access import open_record
from varde.kernel.work import Work
from varde.modules.path_rules import Path
from varde.modules.switching import SwitchWish, turn
from varde.plugin.programmes import opened_by_therapist
from varde.programmes.values import Module
from varde_demo.acting import actor_of
from varde_demo.alerts import at_the_desk

if TYPE_CHECKING:
    from varde_demo.course import Course

READY = "Leksene er lest, og hun er klar for neste modul."


def opens_next(course: Course, work: Work, path: Path) -> bool:
    """Whether her next module waits for her therapist, who opens it on her next working day; she works in it from the day after."""
    waits = next((view.module for view in path.modules if view.status == "locked"), None)
    if waits is None or waits.release != opened_by_therapist():
        return False
    moment = at_the_desk(work.now, work.zone, course.desk, sees=1)
    course.life.at(moment, lambda later: _opened(course, later, waits))
    return True


def _opened(course: Course, work: Work, module: Module) -> None:
    therapist = actor_of(course.therapist, course.site.organisation)
    enrolment = open_record(work, therapist, course.enrolment_id, "modules", write=True)
    if enrolment.state == "active":
        turn(work, therapist, enrolment, SwitchWish("open", module.key, reason=READY))
        course._later(work, 1, course.work_on)
