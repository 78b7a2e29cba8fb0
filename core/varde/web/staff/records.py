"""The way into one record, for every page about a patient."""

from __future__ import annotations

from flask import g

from varde.enrolments.access import enter
from varde.enrolments.models import Enrolment
from varde.web.shell import http
from varde.web.shell.by_glass import say_by_glass
from varde.web.shell.pages import actor


def record_page(enrolment_id: int, part: str, *, write: bool = False) -> Enrolment:
    """The enrolment, through the gates of its record; ``part`` is what is opened, as the access log has it. The page stands at the
    organisation of the enrolment from now on, and says so when it was opened by break-glass.

    :raises VardeError: what :func:`varde.enrolments.access.open_record` refuses.
    """
    enrolment, basis = enter(http.work(), actor(), enrolment_id, part, write=write)
    g.organisation = enrolment.organisation
    say_by_glass(enrolment_id, basis)
    return enrolment
