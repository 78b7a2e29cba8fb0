"""Where the head of a clinic hands patients over: in groups, or one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.caseload.late_answers import LateAnswer, absent_of, hand_over_late, late_answers
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


@dataclass(frozen=True, slots=True)
class LateLine:
    """One who waits for an answer: in which ``programme``; what is ``said`` of whom she waits for; since when. ``chosen``: she is
    given somebody else here, and not in a group above."""

    row: LateAnswer
    programme: str
    said: str
    chosen: bool


@bp.get("")
@audience("hand_over")
def index() -> str:
    """Whoever must have somebody else, in groups, and whoever has waited long for an answer."""
    return _page({}, {})


def _groups(rows: list[Handed]) -> list[HandedGroup]:
    by_title: dict[str, list[Handed]] = defaultdict(list)
    for row in rows:
        former = row.former or http.speech().say(words.NOBODY_BEFORE)
        by_title[f"{former}, {_way_title(row.programme, row.track)}"].append(row)
    return [HandedGroup(title, tuple(group)) for title, group in by_title.items()]


def _way_title(key: str, of: str | None) -> str:
    """The programme, and the track of it, as they are called."""
    say, programme = http.speech().say, http.work().catalogue.all(Programme).get(key)
    track = next((track.title for track in programme.tracks if track.key == of), None) if programme else None
    title = say(programme.title) if programme else key
    return f"{title} {say(track).lower()}" if track else title


def _late_lines(late: list[LateAnswer], grouped: Collection[int]) -> list[LateLine]:
    away = absent_of(http.work(), late)
    return [
        LateLine(row, _way_title(row.programme, row.track), _waits_for(row, away), row.enrolment_id not in grouped)
        for row in late
    ]


def _waits_for(row: LateAnswer, away: Mapping[int, str]) -> str:
    say = http.speech().say
    if row.therapist_id is None:
        return say(words.WAITS_FOR_NOBODY)
    if row.therapist_id not in away:
        return row.therapist
    substitute = away[row.therapist_id]
    away_said = words.AWAY_WITH_SUBSTITUTE if substitute else words.AWAY_WITHOUT_SUBSTITUTE
    return say(away_said, name=row.therapist, substitute=substitute)


def _page(errors: dict[str, str], form: dict[str, str]) -> str:
    work, signed_in = http.work(), actor()
    rows = to_hand_over(work, signed_in)
    late = _late_lines(late_answers(work, signed_in), {row.enrolment_id for row in rows})
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
        late=late,
        staff=staff,
        states=STATE,
        errors=errors,
        typed=form,
        nav=staff_nav("queue"),
    )


@bp.post("")
@audience("hand_over")
def hand_over() -> Any:
    """What was chosen for each one, else for her group; and for each who waits for an answer."""
    work, signed_in, form = http.work(), actor(), typed()
    rows = to_hand_over(work, signed_in)
    grouped, late = _chosen(rows, form), _chosen_late(rows, late_answers(work, signed_in), form)
    if not grouped and not late:
        return _page({"": http.speech().say(words.CHOOSE_WHO)}, form), 422
    try:
        with work.session.begin_nested():
            done = sum(hand_over_to(work, signed_in, ids, person_id) for person_id, ids in grouped.items())
            done += sum(hand_over_late(work, signed_in, ids, person_id) for person_id, ids in late.items())
    except BadInput as fault:
        return _page({"": fault.to(http.language())}, form), 422
    flash(http.speech().count(words.HANDED_OVER, done), "done")
    return redirect(url_for("handover.index"), 303)


def _chosen(rows: list[Handed], form: Mapping[str, str]) -> dict[int, list[int]]:
    """By whom they are given to those who must have somebody else."""
    chosen: dict[int, list[int]] = defaultdict(list)
    for group in _groups(rows):
        whole = row_number(form.get(f"{GROUP}{min(each.enrolment_id for each in group.rows)}", ""))
        for row in group.rows:
            person_id = row_number(form.get(f"{EACH}{row.enrolment_id}", "")) or whole
            if person_id:
                chosen[person_id].append(row.enrolment_id)
    return chosen


def _chosen_late(rows: list[Handed], late: list[LateAnswer], form: Mapping[str, str]) -> dict[int, list[int]]:
    """The same of those who wait for an answer and are in none of the groups."""
    chosen: dict[int, list[int]] = defaultdict(list)
    for enrolment_id in {row.enrolment_id for row in late} - {row.enrolment_id for row in rows}:
        person_id = row_number(form.get(f"{EACH}{enrolment_id}", ""))
        if person_id:
            chosen[person_id].append(enrolment_id)
    return chosen
