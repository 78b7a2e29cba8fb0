"""Where the head of a clinic hands patients over: in groups, or one by one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.enrolments.care_roles import others_in_teams
from varde.enrolments.ending_care import leavers_at
from varde.enrolments.handover import Handed, hand_over_to, may_receive, to_hand_over
from varde.enrolments.words import STATE
from varde.identity.service import under
from varde.kernel.characters import row_number
from varde.kernel.errors import BadInput
from varde.programmes.values import Programme
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import care_words as words

bp = Blueprint("handover", __name__, url_prefix="/overforing")
GROUP, EACH = "gruppe-", "forlop-"


@dataclass(frozen=True, slots=True)
class HandedGroup:
    """Those of one former therapist, in one programme and track."""

    title: str
    rows: tuple[Handed, ...]


@bp.get("")
@audience("hand_over")
def index() -> str:
    """Whoever must have somebody else, in groups."""
    return _page({}, {})


def _groups(rows: list[Handed]) -> list[HandedGroup]:
    say, programmes = http.speech().say, http.work().catalogue.all(Programme)
    by_title: dict[str, list[Handed]] = defaultdict(list)
    for row in rows:
        programme = programmes.get(row.programme)
        track = next((track.title for track in programme.tracks if track.key == row.track), None) if programme else None
        title = say(programme.title) if programme else row.programme
        parts = [row.former or say(words.NOBODY_BEFORE), f"{title} {say(track).lower()}" if track else title]
        by_title[", ".join(parts)].append(row)
    return [HandedGroup(title, tuple(group)) for title, group in by_title.items()]


def _page(errors: dict[str, str], form: dict[str, str]) -> str:
    work, signed_in = http.work(), actor()
    rows = to_hand_over(work, signed_in)
    staff = [
        (person.id, http.speech().say(words.HAS_NOW, name=person.name, n=n))
        for person, n in may_receive(work, signed_in)
    ]
    return render_template(
        "care/handover.html",
        groups=_groups(rows),
        leavers=leavers_at(work, under(work, signed_in.places("head"))),
        others=others_in_teams(work, [row.enrolment_id for row in rows]),
        count=len(rows),
        staff=staff,
        states=STATE,
        errors=errors,
        typed=form,
        nav=staff_nav("queue"),
    )


@bp.post("")
@audience("hand_over")
def hand_over() -> Any:
    """What was chosen for each one, else for her group."""
    work, signed_in, form = http.work(), actor(), typed()
    chosen: dict[int, list[int]] = defaultdict(list)
    for group in _groups(to_hand_over(work, signed_in)):
        for row in group.rows:
            own = row_number(form.get(f"{EACH}{row.enrolment_id}", ""))
            whole = row_number(form.get(f"{GROUP}{min(each.enrolment_id for each in group.rows)}", ""))
            person_id = own or whole
            if person_id:
                chosen[person_id].append(row.enrolment_id)
    if not chosen:
        return _page({"": http.speech().say(words.CHOOSE_WHO)}, form), 422
    try:
        with work.session.begin_nested():
            done = sum(hand_over_to(work, signed_in, ids, person_id) for person_id, ids in chosen.items())
    except BadInput as fault:
        return _page({"": fault.to(http.language())}, form), 422
    flash(http.speech().count(words.HANDED_OVER, done), "done")
    return redirect(url_for("handover.index"), 303)
