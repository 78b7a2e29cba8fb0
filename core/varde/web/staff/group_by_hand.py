"""Somebody who does not sign in joins a group: she is enrolled by hand, in the programme without digital follow-up."""

from __future__ import annotations

from typing import Any

from varde.enrolments.errors import NotOffered
from varde.groups.members import join_or_wait
from varde.groups.reading import place_of_group
from varde.kernel.errors import BadInput, Conflict
from varde.referrals.by_hand import ByHand, enrol_by_hand
from varde.web.shell import http
from varde.web.shell.forms import PersonName, Telephone, read_form, typed
from varde.web.shell.pages import actor, audience
from varde.web.shell.words import WRITE_NAME, WRITE_TELEPHONE
from varde.web.staff import group_words as words
from varde.web.staff.groups import back_to, bp, form_of, group_of, page, programme_by_hand, said_of


@bp.post("/<int:group_id>/uten-bankid")
@audience("treat")
def enrol(group_id: int) -> Any:
    """She is enrolled, and has a seat, or stands on the waiting list when there is none."""
    work, (group, _) = http.work(), group_of(group_id)
    declared = {
        "given_name": PersonName(WRITE_NAME),
        "family_name": PersonName(WRITE_NAME),
        "mobile": Telephone(WRITE_TELEPHONE),
    }
    try:
        form = read_form(form_of(declared))
        programme = programme_by_hand(group)
        if programme is None:
            raise NotOffered()
        about = ByHand(form["given_name"], form["family_name"], form["mobile"])
        with work.apart():
            enrolment = enrol_by_hand(work, actor(), place_of_group(work, group), programme, about)
            member = join_or_wait(work, enrolment, group, actor().person_id)
    except (BadInput, Conflict) as fault:
        return page(group.id, said_of(fault, "given_name"), typed()), 422
    said = words.ENROLLED if member.state == "member" else words.ENROLLED_WAITS
    return back_to(group.id, said, name=enrolment.person.name)
