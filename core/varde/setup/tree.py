"""Where an administrator is: what stands above and below a place, and what there is at each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from varde.enrolments.models import TAKES_IN, Enrolment, Offering
from varde.enrolments.rules import OPEN
from varde.identity.grants import is_held
from varde.identity.models import Grant, Organisation
from varde.identity.rights import STAFF_ROLES
from varde.kernel.work import Work
from varde.setup.changes import Editor
from varde.setup.organisations import every_place

MOST_IN_TREE = 40
"""Places below one that the tree shows; the table on the page has all of them."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One place in the tree: how deep it stands, and whether it is the one on the page."""

    organisation: Organisation
    depth: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Below:
    """A place right under the one on the page, with what there is at it and everything under it."""

    organisation: Organisation
    places: int
    offerings: int
    staff: int
    ongoing: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The place on the page: its line from the top of what the reader reaches, the tree, and what is right below."""

    line: tuple[Organisation, ...]
    tree: tuple[Branch, ...]
    hidden: int
    below: tuple[Below, ...]


def standing_of(work: Work, editor: Editor, organisation: Organisation) -> Whereabouts:
    """Four statements, however much there is."""
    places = every_place(work, editor.places)
    by_id = {place.id: place for place in places}
    children: dict[int | None, list[Organisation]] = {}
    for place in places:
        children.setdefault(place.parent_id if place.parent_id in by_id else None, []).append(place)
    line = _line(organisation, by_id)
    under = children.get(organisation.id, [])
    return Whereabouts(
        line, _branches(line, children, organisation), max(0, len(under) - MOST_IN_TREE), _below(work, under, children)
    )


def _line(organisation: Organisation, by_id: Mapping[int, Organisation]) -> tuple[Organisation, ...]:
    line = [organisation]
    while (above := by_id.get(line[0].parent_id or 0)) is not None:
        line.insert(0, above)
    return tuple(line)


def _branches(
    line: Sequence[Organisation], children: Mapping[int | None, list[Organisation]], shown: Organisation
) -> tuple[Branch, ...]:
    """The line down to the place, and what is right below it; at the top its neighbours too."""
    branches = [Branch(place, depth, place.id == shown.id) for depth, place in enumerate(line)]
    branches += [Branch(place, len(line), False) for place in children.get(shown.id, [])[:MOST_IN_TREE]]
    neighbours = [Branch(place, 0, False) for place in children.get(None, []) if place.id != line[0].id]
    return (*branches, *neighbours[:MOST_IN_TREE])


def _below(
    work: Work, under: Sequence[Organisation], children: Mapping[int | None, list[Organisation]]
) -> tuple[Below, ...]:
    if not under:
        return ()
    offered = _counts(
        work,
        select(Offering.organisation_id, func.count())
        .where(Offering.state.in_(TAKES_IN))
        .group_by(Offering.organisation_id),
    )
    held = select(Grant.organisation_id, func.count(Grant.person_id.distinct())).where(
        Grant.role.in_(STAFF_ROLES), is_held(work.now)
    )
    staff = _counts(work, held.group_by(Grant.organisation_id))
    going_on = select(Enrolment.organisation_id, func.count()).where(Enrolment.state.in_(OPEN))
    ongoing = _counts(work, going_on.group_by(Enrolment.organisation_id))
    rows = []
    for place in under:
        inside = _inside(place, children)
        sums = [sum(counted.get(each.id, 0) for each in inside) for counted in (offered, staff, ongoing)]
        rows.append(Below(place, len(inside) - 1, *sums))
    return tuple(rows)


def _inside(place: Organisation, children: Mapping[int | None, list[Organisation]]) -> list[Organisation]:
    inside, waiting = list[Organisation](), [place]
    while waiting:
        inside.append(waiting.pop())
        waiting += children.get(inside[-1].id, [])
    return inside


def _counts(work: Work, query: Select[int, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in work.session.execute(query)}
