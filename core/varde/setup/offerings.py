"""What an organisation offers: whether people are taken in, and what it has decided about the programme."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from varde.alerts.service import may_open
from varde.enrolments.models import OFFERING_STATES, Enrolment, Offering
from varde.enrolments.rules import OPEN
from varde.enrolments.stored_settings import find_offering
from varde.identity.models import Organisation
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.setup import words
from varde.setup.changes import Editor, hold_place, must_be_open, must_stand, note
from varde.setup.errors import SetUpRefused
from varde.setup.rules import changed_names
from varde.setup.settings import new_faults
from varde.setup.texts import decided_over


@dataclass(frozen=True, slots=True)
class Offers:
    """One offering as a list shows it; ``ongoing`` is how many have not ended in it."""

    offering: Offering
    installed: bool
    ongoing: int


def offers_at(work: Work, organisation_ids: Collection[int] | None = None) -> list[Offers]:
    """What these organisations offer (None: all of them), by organisation and programme. Two statements."""
    counted = select(Enrolment.organisation_id, Enrolment.programme, func.count()).where(Enrolment.state.in_(OPEN))
    rows = select(Offering).join(Offering.organisation).options(joinedload(Offering.organisation))
    if organisation_ids is not None:
        counted = counted.where(Enrolment.organisation_id.in_(organisation_ids))
        rows = rows.where(Offering.organisation_id.in_(organisation_ids))
    counted = counted.group_by(Enrolment.organisation_id, Enrolment.programme)
    ongoing = {(place, programme): number for place, programme, number in work.session.execute(counted)}
    installed = work.catalogue.all(Programme)
    return [
        Offers(row, row.programme in installed, ongoing.get((row.organisation_id, row.programme), 0))
        for row in work.session.scalars(rows.order_by(Organisation.key, Offering.programme))
    ]


def shown_of(offering: Offering) -> dict[str, Any]:
    """What a form, or a command, was made from."""
    return {"state": offering.state, "settings": dict(offering.settings)}


def offered(work: Work, organisation: Organisation, programme: str) -> Offering:
    """:raises SetUpRefused: the organisation has never offered it."""
    offering = find_offering(work, organisation.id, programme)
    if offering is None:
        raise SetUpRefused(words.NOT_OFFERED_THERE.filled(place=organisation.name, programme=programme[:60]))
    return offering


def offer(
    work: Work,
    editor: Editor,
    organisation: Organisation,
    programme: str,
    state: str = "open",
    decided: Mapping[str, object] | None = None,
) -> Offering:
    """The organisation offers this programme from now on.

    :raises SetUpRefused: it does already, it is closed, the programme is not installed, or what is decided cannot be.
    :raises NoCrisisText: the programme asks about danger and there is no text to show. Nothing is stored.
    """
    hold_place(work, editor, organisation)
    must_be_open(organisation)
    if programme not in work.catalogue.all(Programme):
        raise SetUpRefused(words.NOT_INSTALLED.filled(programme=programme[:60]))
    if find_offering(work, organisation.id, programme) is not None:
        raise SetUpRefused(words.OFFERED_ALREADY.filled(place=organisation.name, programme=programme))
    offering = Offering(organisation_id=organisation.id, programme=programme, state="closed", settings={})
    with work.apart():
        work.add(offering)
        _decide(work, editor, organisation, offering, state, decided or {}, new=True)
    return offering


def change_offering(
    work: Work,
    editor: Editor,
    organisation: Organisation,
    offering: Offering,
    *,
    state: str | None = None,
    decided: Mapping[str, object] | None = None,
    seen: str | None = None,
) -> bool:
    """Whether people are taken in, and settings; None takes one back. Returns whether anything changed.

    :raises SetUpRefused, NoCrisisText, OvertakenBy, NotYours: nothing is stored.
    """
    hold_place(work, editor, organisation)
    work.session.refresh(offering)
    must_stand(work, organisation.id, ("offering",), shown_of(offering), seen)
    with work.apart():
        return _decide(work, editor, organisation, offering, state or offering.state, decided or {}, new=False)


def _decide(
    work: Work,
    editor: Editor,
    organisation: Organisation,
    offering: Offering,
    state: str,
    decided: Mapping[str, object],
    *,
    new: bool,
) -> bool:
    if state not in OFFERING_STATES:
        raise SetUpRefused(words.STATE_RULE.filled(state=state[:60]))
    before = dict(offering.settings)
    after = decided_over(before, decided)
    if faults := new_faults(work, offering, before, after):
        raise SetUpRefused(*faults)
    if state != "closed" and state != offering.state:
        must_be_open(organisation)
        may_open(work, organisation.id, offering.programme)
    names = changed_names(before, after)
    was = {} if new else {"state": offering.state}
    changed = note(
        work,
        editor,
        organisation.id,
        "offering",
        offering.programme,
        _of(was | before, ["state", *names]),
        _of({"state": state} | after, ["state", *names]),
    )
    offering.state, offering.settings = state, after
    return changed


def _of(values: Mapping[str, object], names: Collection[str]) -> dict[str, object] | None:
    return {name: values[name] for name in names if name in values} or None
