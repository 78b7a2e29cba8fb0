"""Shared exercises that nobody has answered long after the answer was due: the head of the clinic is told who waits for whom and
since when, and never what was written.

The therapist sees the same on her own list (:data:`varde.standing.on_track.REASONS`). What is answered, taken back, ended or given
to somebody else is late no more; whoever takes it over has the whole time to answer in, counted from then.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, select

from varde.caseload.models import CaseloadRow
from varde.enrolments.handover import give_to
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.reach import covered, not_own, reach_of
from varde.enrolments.rules import UNDER_WAY
from varde.enrolments.stored_settings import settings_at
from varde.enrolments.team_words import RESPONSIBLE
from varde.identity.models import Person
from varde.identity.rights import roles_with
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.notifications.handing_over import who_hands_over
from varde.notifications.models import Delivery
from varde.notifications.rules import key_of_late
from varde.notifications.service import notify
from varde.privacy.kin import declared_by
from varde.scheduling.opening import times_at
from varde.scheduling.rules import QUIET_UNTIL, is_working_day
from varde.staffing.service import away_on
from varde.standing.replies import due_by, is_left_unanswered

NEVER_BEFORE = timedelta(days=3)
"""Nothing is late before, however soon a place answers: a day at least, and two working days more."""


class LateAnswer(NamedTuple):
    """One patient who waits: since when what has waited longest was shared, and on which day whoever answers for her should have
    answered at the latest. ``therapist`` is "" where nobody is responsible."""

    enrolment_id: int
    name: str
    programme: str
    track: str | None
    organisation_id: int
    therapist_id: int | None
    therapist: str
    shared_at: datetime
    due_at: datetime


_ROWS: Any = (
    select(
        CaseloadRow.enrolment_id,
        CaseloadRow.name,
        CaseloadRow.programme,
        CaseloadRow.track,
        CaseloadRow.organisation_id,
        CaseloadRow.therapist_id,
        Person.given_name,
        Person.family_name,
        CaseloadRow.exercise_since,
        CareTeamMember.since,
    )
    .join(Enrolment, Enrolment.id == CaseloadRow.enrolment_id)
    .outerjoin(Person, Person.id == CaseloadRow.therapist_id)
    .outerjoin(
        CareTeamMember,
        and_(
            CareTeamMember.enrolment_id == CaseloadRow.enrolment_id,
            CareTeamMember.role == RESPONSIBLE,
            CareTeamMember.until.is_(None),
        ),
    )
    .where(CaseloadRow.state.in_(UNDER_WAY), Enrolment.imported.is_(False), Enrolment.contact_stopped_at.is_(None))
    .order_by(CaseloadRow.exercise_since, CaseloadRow.enrolment_id)
)


def late_answers(work: Work, actor: Actor) -> list[LateAnswer]:
    """Whoever waits at the clinics that this head leads, the one who has waited longest first; never the reader's own nor her
    kin's. Two statements when nobody can be late, else six."""
    reach = reach_of(work, actor, roles_with("hand_over"))
    return _late(work, [covered(CaseloadRow.organisation_id, CaseloadRow.programme), not_own()], reach.asked)


def hand_over_late(work: Work, actor: Actor, enrolment_ids: Collection[int], person_id: int) -> int:
    """These of :func:`late_answers` are this therapist's from now on, and each patient is told. Returns how many.

    What has been answered or taken over in the meantime is left alone.

    :raises NotOnStaff: she is no therapist of the programme there, or is the patient. Nothing is changed.
    :raises OwnRecord, KinsRecord: one of them is the head's own kin.
    """
    late = {row.enrolment_id for row in late_answers(work, actor) if row.therapist_id != person_id}
    wanted = sorted(late.intersection(enrolment_ids))
    for enrolment_id in wanted:
        give_to(work, actor, enrolment_id, person_id)
    return len(wanted)


def absent_of(work: Work, late: Sequence[LateAnswer]) -> Mapping[int, str]:
    """Of those who are waited for whoever is away today, and the name of her substitute, "" without one. Two statements at most,
    and none when nobody waits."""
    people = {row.therapist_id for row in late if row.therapist_id is not None}
    away = away_on(work, work.today, people) if people else {}
    substitutes = {each for each in away.values() if each is not None}
    named = select(Person).where(Person.id.in_(substitutes))
    names = {person.id: person.name for person in work.session.scalars(named)} if substitutes else {}
    return {person_id: names.get(substitute or 0, "") for person_id, substitute in away.items()}


def tell_of_late_answers(work: Work) -> int:
    """From eight on each working day whoever hands over at a clinic is told, once for each patient, of what has waited longest and
    of whoever should have answered it. Returns how many notices that is. One statement when nobody can be late, and six while all
    have been told of."""
    if not is_working_day(work.today) or work.now.astimezone(work.zone).time() < QUIET_UNTIL:
        return 0
    late = _late(work, [], {})
    known = _told_of(work, [row.enrolment_id for row in late])
    planned = 0
    for row in late:
        about = key_of_late(row.enrolment_id, row.shared_at, row.therapist_id)
        if about not in known:
            people, path = who_hands_over(work, row.organisation_id, row.programme, but=_close_to(work, row))
            for person_id in people:
                planned += notify(work, person_id, row.enrolment_id, "late", f"{about}:{person_id}", path) is not None
    return planned


def _told_of(work: Work, enrolment_ids: Collection[int]) -> frozenset[str]:
    """What the keys of the notices about these begin with; the number of whoever was told follows."""
    if not enrolment_ids:
        return frozenset()
    keys = select(Delivery.key).where(Delivery.notice == "late", Delivery.enrolment_id.in_(enrolment_ids))
    return frozenset(key.rpartition(":")[0] for key in work.session.scalars(keys))


def _close_to(work: Work, row: LateAnswer) -> frozenset[int]:
    """The patient herself, and whoever has declared her as kin."""
    person = work.session.get_one(Enrolment, row.enrolment_id).person
    return frozenset({person.id, *work.session.scalars(declared_by(work, person))})


def _late(work: Work, where: Sequence[Any], asked: Mapping[str, Any]) -> list[LateAnswer]:
    waits = CaseloadRow.exercise_since <= work.now - NEVER_BEFORE
    rows = work.session.execute(_ROWS.where(waits, *where), asked).all()
    if not rows:
        return []
    settings = settings_at(work, {(row.organisation_id, row.programme) for row in rows})
    times = times_at(work, {row.organisation_id for row in rows})
    late = []
    for row in rows:
        days, open_at = settings[row.organisation_id, row.programme].reply_working_days, times[row.organisation_id]
        since = max(row.exercise_since, row.since) if row.since is not None else row.exercise_since
        day = since.astimezone(work.zone).date()
        if is_left_unanswered(day, days, open_at, work.now, work.zone):
            name = f"{row.given_name} {row.family_name}" if row.therapist_id is not None else ""
            due_at = due_by(day, days, open_at, work.zone)
            late.append(LateAnswer._make((*row[:6], name, row.exercise_since, due_at)))
    return late
