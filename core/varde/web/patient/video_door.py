"""The door to a video room: open ten minutes before, and what to do when it fails. Of an appointment and of a group alike."""

from __future__ import annotations

from typing import Any

from flask import render_template

from varde.appointments.video import VideoHour, door_to
from varde.enrolments.models import Enrolment
from varde.web.patient.places import stand_at
from varde.web.shell import http
from varde.web.shell.pages import actor


def door_page(template: str, enrolment: Enrolment, hour: VideoHour, back: str, **said: Any) -> str:
    """The page of what is held at this ``hour``; ``back`` is where the others are listed. The room knows her given name alone."""
    work = http.work()
    stand_at(enrolment, organisation=enrolment.organisation)
    return render_template(
        template,
        enrolment=enrolment,
        hour=hour,
        back=back,
        door=door_to(work, hour, actor().given_name, host=False),
        **said,
    )
