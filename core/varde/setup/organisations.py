"""Organisations: added, renamed, moved, closed and opened again."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import OPEN_STATES as OPEN_ALERTS
from varde.alerts.service import may_open
from varde.enrolments.models import TAKES_IN, Enrolment, Offering
from varde.enrolments.rules import ENDED, OPEN
from varde.enrolments.values import Matter
from varde.identity.events import OrganisationMoved
from varde.identity.grants import lasts
from varde.identity.models import Grant, Organisation
from varde.identity.rights import STAFF_ROLES
from varde.identity.service import organisation_by_id, organisation_by_key, under
from varde.kernel.characters import name as plain_name
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.setup import words
from varde.setup.changes import Editor, hold_place, must_stand, note
from varde.setup.errors import NotYours, SetUpRefused
from varde.setup.rules import UNDER, is_key, may_stand_under
from varde.setup.staff import set_days

LONGEST_NAME = 120


def basics_of(work: Work, organisation: Organisation) -> dict[str, object]:
    """What an organisation is, beside its settings: what a form, or a command, was made from."""
    above = organisation_by_id(work, organisation.parent_id).key if organisation.parent_id else None
    return {
        "kind": organisation.kind,
        "name": organisation.name,
        "under": above,
        "closed": organisation.closed_at is not None,
    }


def every_place(work: Work, among: Collection[int] | None = None) -> list[Organisation]:
    """The organisations among these, or all (None), those above before those below, and by name. One statement."""
    rows = work.session.scalars(select(Organisation).order_by(Organisation.name, Organisation.id)).all()
    below: dict[int | None, list[Organisation]] = {}
    reached = {row.id for row in rows if among is None or row.id in among}
    for row in rows:
        if row.id in reached:
            below.setdefault(row.parent_id if row.parent_id in reached else None, []).append(row)
    listed: list[Organisation] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        row = waiting.pop()
        listed.append(row)
        waiting += reversed(below.get(row.id, []))
    return listed


def add_place(work: Work, editor: Editor, key: str, kind: str, name: str, above: str | None) -> Organisation:
    """A new organisation, under the one with the key ``above``.

    :raises SetUpRefused: with a sentence for everything that is wrong. :raises NoSuchOrganisation, NotYours: of ``above``.
    """
    name = plain_name(name)
    parent = organisation_by_key(work, above) if above else None
    if parent is not None:
        hold_place(work, editor, parent)
    faults = _faults_of_name(name)
    if not is_key(key):
        faults.append(words.KEY_RULE.filled(key=key[:60]))
    elif taken := work.session.scalar(select(Organisation).where(Organisation.key == key)):
        faults.append(words.KEY_TAKEN.filled(key=key, name=taken.name))
    faults += _faults_of_kind(kind, parent)
    if parent is None and editor.places is not None and not faults:
        faults.append(words.TOP_AT_THE_MACHINE)
    if faults:
        raise SetUpRefused(*faults)
    row = work.add(Organisation(key=key, kind=kind, name=name, parent_id=parent.id if parent else None, details={}))
    work.session.flush()
    note(work, editor, row.id, "organisation", "name", None, name)
    note(work, editor, row.id, "organisation", "under", None, above or None)
    return row


def change_place(
    work: Work,
    editor: Editor,
    organisation: Organisation,
    *,
    name: str | None = None,
    above: str | None = None,
    seen: str | None = None,
) -> bool:
    """Another name, or another place in the tree (the key of what it stands under). Returns whether anything changed.

    :raises SetUpRefused, NotYours, OvertakenBy, NoSuchOrganisation: nothing is stored.
    """
    hold_place(work, editor, organisation)
    before = basics_of(work, organisation)
    must_stand(work, organisation.id, ("organisation",), before, seen)
    faults: list[Text] = []
    if name is not None:
        name = plain_name(name)
        faults += _faults_of_name(name)
    parent = organisation_by_key(work, above) if above is not None else None
    if parent is not None and above != before["under"]:
        faults += _faults_of_move(editor, organisation, parent)
    if faults:
        raise SetUpRefused(*faults)
    changed = False
    if name is not None:
        changed |= note(work, editor, organisation.id, "organisation", "name", organisation.name, name)
        organisation.name = name
    if parent is not None:
        changed |= note(work, editor, organisation.id, "organisation", "under", before["under"], above)
        before_id, organisation.parent_id = organisation.parent_id, parent.id
        _still_safe(work, organisation)
        if before_id != parent.id:
            work.publish(OrganisationMoved(organisation.id, before_id, parent.id))
    return changed


def _still_safe(work: Work, organisation: Organisation) -> None:
    """What is open at and below it has a crisis text where it stands now too. :raises NoCrisisText: it had the one of what was
    above it, and has none now."""
    work.session.flush()
    inside = under(work, [organisation.id])
    for offering in work.session.scalars(
        select(Offering).where(Offering.organisation_id.in_(inside), Offering.state.in_(TAKES_IN))
    ):
        may_open(work, offering.organisation_id, offering.programme)


def close_place(work: Work, editor: Editor, organisation: Organisation, *, seen: str | None = None) -> None:
    """Nobody is treated here any more: what it offers is closed, and the roles of the staff here end now; whoever
    holds no other is signed out.

    :raises SetUpRefused: something under it is open, somebody is still treated there, or something waits for an answer; the
        sentence says how many, and what must be done first. Nothing is stored.
    """
    hold_place(work, editor, organisation)
    must_stand(work, organisation.id, ("organisation",), basics_of(work, organisation), seen)
    _not_ones_own(editor, organisation)
    if faults := _faults_of_closing(work, organisation):
        raise SetUpRefused(*faults)
    organisation.closed_at = work.now
    note(work, editor, organisation.id, "organisation", "closed", False, True)
    for offering in work.session.scalars(select(Offering).where(Offering.organisation_id == organisation.id)):
        note(
            work,
            editor,
            organisation.id,
            "offering",
            offering.programme,
            {"state": offering.state},
            {"state": "closed"},
        )
        offering.state = "closed"
    here = Grant.organisation_id == organisation.id, Grant.role.in_(STAFF_ROLES), lasts(work.now)
    for grant in work.session.scalars(select(Grant).where(*here).order_by(Grant.id)).all():
        set_days(work, editor, organisation, grant, grant.starts_at, work.now)


def reopen_place(work: Work, editor: Editor, organisation: Organisation) -> None:
    """It is open again; what it offers and who works there is still to be said. :raises SetUpRefused: it, or not what it stands
    under, is open."""
    hold_place(work, editor, organisation)
    if organisation.closed_at is None:
        raise SetUpRefused(words.PLACE_OPEN.filled(name=organisation.name))
    above = organisation_by_id(work, organisation.parent_id) if organisation.parent_id else None
    if above is not None and above.closed_at is not None:
        raise SetUpRefused(words.PLACE_CLOSED.filled(name=above.name))
    organisation.closed_at = None
    note(work, editor, organisation.id, "organisation", "closed", True, False)


def _faults_of_name(name: str) -> list[Text]:
    if 1 <= len(name) <= LONGEST_NAME:
        return []
    return [words.NAME_RULE.filled(most=LONGEST_NAME, length=len(name))]


def _faults_of_kind(kind: str, parent: Organisation | None) -> list[Text]:
    if kind not in UNDER:
        return [words.KIND_RULE.filled(kind=kind[:60])]
    if parent is not None and parent.closed_at is not None:
        return [words.PLACE_CLOSED.filled(name=parent.name)]
    if may_stand_under(kind, parent.kind if parent else None):
        return []
    above = words.KINDS[parent.kind] if parent else words.NOTHING_ABOVE
    return [words.UNDER_RULE.filled(kind=words.KINDS[kind], above=above)]


def _faults_of_move(editor: Editor, organisation: Organisation, parent: Organisation) -> list[Text]:
    if not editor.reaches(parent.id):
        raise NotYours(place=parent.name)
    _not_ones_own(editor, organisation)
    return _faults_of_kind(organisation.kind, parent)


def _not_ones_own(editor: Editor, organisation: Organisation) -> None:
    """Whoever moved the top of what she reaches would take it out of her own reach. :raises SetUpRefused"""
    if editor.places is not None and (organisation.parent_id is None or not editor.reaches(organisation.parent_id)):
        raise SetUpRefused(words.OWN_PLACE)


def _faults_of_closing(work: Work, organisation: Organisation) -> list[Text]:
    if organisation.closed_at is not None:
        return [words.PLACE_CLOSED.filled(name=organisation.name)]
    inside = [id_ for id_ in under(work, [organisation.id]) if id_ != organisation.id]
    below = work.session.scalars(
        select(Organisation.name)
        .where(Organisation.id.in_(inside), Organisation.closed_at.is_(None))
        .order_by(Organisation.name)
    ).all()
    if below:
        return [words.PLACES_BELOW_OPEN.filled(name=organisation.name, below=", ".join(below))]
    faults = []
    if n := going_on_at(work, organisation.id):
        faults.append(words.PATIENTS_THERE.of(n).filled(name=organisation.name, n=n))
    if n := _waiting_after_the_end(work, organisation.id):
        faults.append(words.MATTERS_THERE.of(n).filled(name=organisation.name, n=n))
    return faults


def going_on_at(work: Work, organisation_id: int) -> int:
    """How many enrolments have not ended here. One statement."""
    going_on = select(func.count()).where(Enrolment.organisation_id == organisation_id, Enrolment.state.in_(OPEN))
    return work.session.scalar(going_on) or 0


def _waiting_after_the_end(work: Work, organisation_id: int) -> int:
    """In how many ended enrolments something waits for a human; and what was said at the door before there was one."""
    ended = work.session.scalars(
        select(Enrolment.id).where(Enrolment.organisation_id == organisation_id, Enrolment.state.in_(ENDED))
    ).all()
    matters = work.catalogue.all(Matter).values()
    waiting = sum(any(matter.is_open(work, enrolment_id) for matter in matters) for enrolment_id in ended)
    at_the_door = select(func.count()).where(
        RaisedAlert.organisation_id == organisation_id,
        RaisedAlert.enrolment_id.is_(None),
        RaisedAlert.state.in_(OPEN_ALERTS),
    )
    return waiting + (work.session.scalar(at_the_door) or 0)
