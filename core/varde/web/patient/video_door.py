"""The door to a video room: open ten minutes before, and what to do when it fails. Of an appointment and of a group alike."""

from __future__ import annotations

from typing import Any

from flask import render_template

from varde.appointments.rules import OPENS_BEFORE, may_join
from varde.appointments.video import VideoHour, address_of
from varde.enrolments.models import Enrolment
from varde.kernel.errors import VardeError
from varde.web.patient.places import stand_at
from varde.web.shell import http
from varde.web.shell.pages import actor


def door_page(template: str, enrolment: Enrolment, hour: VideoHour, back: str, **said: Any) -> str:
    """The page of what is held at this ``hour``; ``back`` is where the others are listed. The room knows her given name alone."""
    work = http.work()
    stand_at(enrolment, organisation=enrolment.organisation)
    is_open = may_join(hour.starts_at, hour.minutes, work.now)
    return render_template(
        template,
        enrolment=enrolment,
        hour=hour,
        back=back,
        is_open=is_open,
        over=work.now > hour.starts_at and not is_open,
        opens_at=hour.starts_at - OPENS_BEFORE,
        address=_address(hour) if is_open else "",
        **said,
    )


def _address(hour: VideoHour) -> str:
    """Where she goes in; "" where there is no room, and the page says what to do."""
    try:
        return address_of(http.work(), hour, actor().given_name, host=False)
    except VardeError:
        return ""
