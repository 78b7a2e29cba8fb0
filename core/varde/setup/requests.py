"""Four eyes: what one asks for and another confirms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from varde.identity.models import Grant, Organisation, Person
from varde.identity.service import organisation_by_id, person_by_id
from varde.kernel.work import Work
from varde.setup import words
from varde.setup.changes import Editor, hold_place, note
from varde.setup.errors import NoSuchSetUp, SetUpRefused
from varde.setup.models import RoleRequest
from varde.setup.staff import put_grant


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A request that nobody has decided, and whom and which organisation it is about."""

    request: RoleRequest
    person: Person
    organisation: Organisation

    def may_confirm(self, editor: Editor) -> bool:
        """Whoever asked, and whoever it is for, may not. A command at the machine counts as one who asks."""
        return editor.person_id != self.request.asked_by_id and editor.person_id != self.request.person_id


def requests_at(work: Work, organisation_ids: Collection[int] | None = None) -> list[WaitingRequest]:
    """What waits for a second administrator and has not expired, the oldest first. One statement."""
    rows = (
        select(RoleRequest, Person, Organisation)
        .join(Person, Person.id == RoleRequest.person_id)
        .join(Organisation, Organisation.id == RoleRequest.organisation_id)
        .where(RoleRequest.outcome.is_(None), RoleRequest.expires_at > work.now)
        .order_by(RoleRequest.id)
    )
    if organisation_ids is not None:
        rows = rows.where(RoleRequest.organisation_id.in_(organisation_ids))
    return [
        WaitingRequest(request, person, organisation) for request, person, organisation in work.session.execute(rows)
    ]


def confirm(work: Work, editor: Editor, request_id: int) -> Grant:
    """Another administrator of the place, or of one above it, gives what was asked for.

    :raises SetUpRefused: she asked for it herself, it is for her, it has expired, or it is decided. Nothing is stored.
    """
    waiting = _undecided(work, editor, request_id)
    if not waiting.may_confirm(editor):
        raise SetUpRefused(words.ANOTHER_CONFIRMS)
    request = waiting.request
    _decide(work, editor, waiting, "given")
    return put_grant(
        work, editor, waiting.person, request.role, waiting.organisation, None, request.starts_at, request.ends_at
    )


def refuse_request(work: Work, editor: Editor, request_id: int) -> None:
    """It is not given: withdrawn when whoever asked says so, else refused. :raises SetUpRefused: it is decided, or has expired."""
    waiting = _undecided(work, editor, request_id)
    own = editor.person_id == waiting.request.asked_by_id
    _decide(work, editor, waiting, "withdrawn" if own else "refused")


def _undecided(work: Work, editor: Editor, request_id: int) -> WaitingRequest:
    request = work.session.get(RoleRequest, request_id)
    if request is None or not editor.reaches(request.organisation_id):
        raise NoSuchSetUp(what=str(request_id))
    organisation = organisation_by_id(work, request.organisation_id)
    hold_place(work, editor, organisation)
    work.session.refresh(request)
    if request.outcome is not None:
        raise SetUpRefused(words.REQUEST_DECIDED)
    if request.expires_at <= work.now:
        asked, expired = (f"{at.astimezone(work.zone):%d.%m.%Y}" for at in (request.asked_at, request.expires_at))
        raise SetUpRefused(words.REQUEST_OVER.filled(asked=asked, expired=expired))
    return WaitingRequest(request, person_by_id(work, request.person_id), organisation)


def _decide(work: Work, editor: Editor, waiting: WaitingRequest, outcome: str) -> None:
    request = waiting.request
    request.outcome, request.decided_at, request.decided_by_id = outcome, work.now, editor.person_id
    note(work, editor, request.organisation_id, "request", request.role, "asked", outcome, request.person_id)
