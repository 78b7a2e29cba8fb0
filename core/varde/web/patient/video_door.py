"""The door to a video room: open ten minutes before, and what to do when it fails. Of an appointment and of a group alike."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import render_template, request

from varde.appointments.video import VideoHour, door_to
from varde.consents.service import permitted
from varde.consents.values import VIDEO, Purpose
from varde.enrolments.models import Enrolment
from varde.web.patient.places import stand_at
from varde.web.shell import http
from varde.web.shell.addresses import own_path
from varde.web.shell.pages import actor


class VideoAsked(NamedTuple):
    """What she is asked before the door opens: whether she has said no (``refused``), and in which words."""

    purpose: Purpose
    refused: bool
    asks: str


def door_page(template: str, enrolment: Enrolment, hour: VideoHour, back: str, **said: Any) -> str:
    """The page of what is held at this ``hour``; ``back`` is where the others are listed. The room knows her given name alone, and
    is not told of before she has said yes to meeting on video."""
    work, speech = http.work(), http.speech()
    standing = permitted(work, [enrolment.person_id], VIDEO.key)[enrolment.person_id]
    stand_at(enrolment, organisation=enrolment.organisation)
    return render_template(
        template,
        enrolment=enrolment,
        hour=hour,
        back=back,
        asked=None if standing == "yes" else VideoAsked(VIDEO, standing == "no", speech.say(VIDEO.asks)),
        here=own_path(request.path),
        door=door_to(work, hour, actor().given_name, host=False),
        **said,
    )
