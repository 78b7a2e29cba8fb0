"""The head of a clinic is told of patients who must have somebody else: when a role's end is known, a week before it, and each week
after it while nobody has them. Where nobody is head, whoever can give that role is told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from varde.enrolments.ending_care import Leaver, leavers_at
from varde.enrolments.team import staff_at
from varde.identity.rights import roles_with
from varde.identity.service import line_of
from varde.kernel.work import Work
from varde.notifications.service import notify

WEEK = timedelta(days=7)


def stage(leaver: Leaver, today: date) -> str:
    """Which of the notices it is time for: ``known``, ``week``, or after the end one for each week of the year."""
    if leaver.left:
        year, week, _weekday = today.isocalendar()
        return f"{year}-{week}"
    return "week" if leaver.day - today <= WEEK else "known"


def tell_heads(work: Work) -> int:
    """One notice to each head for each leaver and stage. Returns how many. Two statements when nobody leaves."""
    people: dict[int, tuple[list[int], str]] = {}
    planned = 0
    for leaver in leavers_at(work):
        place = leaver.organisation_id
        if place not in people:
            people[place] = who_hands_over(work, place)
        whom, path = people[place]
        about = f"leaver:{place}:{leaver.person_id}:{leaver.day}:{stage(leaver, work.today)}"
        for person_id in whom:
            if person_id != leaver.person_id or leaver.left:
                planned += notify(work, person_id, None, "hand_over", f"{about}:{person_id}", path) is not None
    return planned


def who_hands_over(
    work: Work, organisation_id: int, programme: str | None = None, but: Collection[int] = ()
) -> tuple[list[int], str]:
    """Who hands over those of a programme (None: of any) at this organisation, or can see to it that somebody does, ``but`` for
    these; and the page for it. Two statements, three where nobody is head."""
    line = line_of(work, organisation_id)
    heads = [person.id for person, _place in staff_at(work, line, roles_with("hand_over"), programme)]
    if left := [each for each in heads if each not in but]:
        return left, "/overforing"
    administrators = [person.id for person, _place in staff_at(work, line, roles_with("set_up"), programme)]
    return [each for each in administrators if each not in but], "/oppsett"
