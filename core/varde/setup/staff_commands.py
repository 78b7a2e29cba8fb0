"""``varde admin staff``: who works where, as what, and until when; and what waits for a second administrator."""

from __future__ import annotations

from datetime import date
from typing import Any

import rich_click as click

from varde.identity.models import Grant
from varde.identity.service import organisation_by_id, organisation_by_key, person_by_id, under
from varde.kernel.console import Console, show
from varde.kernel.errors import BadUsage
from varde.kernel.work import Work
from varde.setup.changes import at_the_machine
from varde.setup.commands import PLACE, SEEN, read_nin
from varde.setup.held import HeldRole, staff_member, staff_of
from varde.setup.leaving import follows_of, leaving_at
from varde.setup.models import RoleRequest
from varde.setup.reading import read_day
from varde.setup.requests import confirm, refuse_request, requests_at
from varde.setup.rules import seen_of
from varde.setup.signing_in import sign_out_everywhere
from varde.setup.staff import (
    StaffFacts,
    Term,
    add_staff,
    change_facts,
    change_term,
    end_every_role,
    end_role,
    give_role,
    shown_of_grant,
)

_FIRST = click.option("--from", "first", metavar="DAY", help="The first day; today when left out.")
_LAST = click.option("--to", "last", metavar="DAY", help="The last day; until further notice when left out.")
_PROGRAMME = click.option("--programme", default=None, help="For this programme alone.")


def _day(written: str | None) -> date | None:
    return read_day(written) if written else None


@click.command(name="list")
@PLACE
@click.pass_obj
def staff_list(console: Console, organisation: str) -> None:
    """Who holds which role at an organisation and under it, and what waits for a second administrator."""
    with console.platform().work() as work:
        places = under(work, [organisation_by_key(work, organisation).id])
        held = [_listed(each) for each in staff_of(work, places)]
        waiting = [
            {
                "request": each.request.id,
                "person": each.person.id,
                "name": each.person.name,
                "role": each.request.role,
                "organisation": each.organisation.key,
                "asked_by": each.request.asked_by_name,
                "expires_at": each.request.expires_at.isoformat(),
            }
            for each in requests_at(work, places)
        ]
    show({"held": held, "waiting": waiting})


def _listed(each: HeldRole) -> dict[str, Any]:
    shown = shown_of_grant(each.grant)
    return {
        "person": each.person.id,
        "name": each.person.name,
        "title": each.person.title,
        "hpr": each.person.hpr,
        "grant": each.grant.id,
        "role": each.grant.role,
        "organisation": each.organisation.key,
        "programme": each.grant.programme,
        **shown,
        "seen": seen_of(shown),
    }


@click.command(name="add")
@PLACE
@click.argument("role")
@click.option("--person", type=int, default=None, help="The number of somebody who is here already.")
@click.option("--given-name", default="", help="Of somebody new.")
@click.option("--family-name", default="", help="Of somebody new.")
@click.option(
    "--nin", default=None, help="The national identity number of somebody new; asked for when it is left out."
)
@click.option("--title", default="", help="What she or he signs as, such as psykologspesialist.")
@click.option("--hpr", default="", help="The HPR number.")
@_PROGRAMME
@_FIRST
@_LAST
@click.pass_obj
def staff_add(
    console: Console,
    organisation: str,
    role: str,
    person: int | None,
    given_name: str,
    family_name: str,
    nin: str | None,
    title: str,
    hpr: str,
    programme: str | None,
    first: str | None,
    last: str | None,
) -> None:
    """Give somebody a role at an organisation and everything under it.

    The role of an administrator is asked for, and one who is administrator there or above must confirm it on the page.
    """
    term = Term(_day(first), _day(last))
    with console.platform().work() as work:
        place, editor = organisation_by_key(work, organisation), at_the_machine()
        if person is not None:
            whom = staff_member(work, editor, person)
            given = give_role(work, editor, whom, role, place, programme, term)
        else:
            number = read_nin(work, nin or click.prompt("National identity number", hide_input=True, err=True))
            facts = StaffFacts(given_name, family_name, title, hpr)
            whom, given = add_staff(work, editor, place, facts, number, role, programme, term)
        said = {"person": whom.id, "role": role, "organisation": place.key, **_given(given)}
    show(said)


def _given(given: Grant | RoleRequest) -> dict[str, Any]:
    if isinstance(given, RoleRequest):
        return {"request": given.id, "waits_for": "another administrator", "expires_at": given.expires_at.isoformat()}
    return {"grant": given.id, **shown_of_grant(given)}


@click.command(name="change")
@click.argument("grant", type=int)
@_FIRST
@_LAST
@click.option("--title", default=None, help="What she or he signs as.")
@click.option("--hpr", default=None, help="The HPR number; empty takes it away.")
@SEEN
@click.pass_obj
def staff_change(
    console: Console,
    grant: int,
    first: str | None,
    last: str | None,
    title: str | None,
    hpr: str | None,
    seen: str | None,
) -> None:
    """Change from when until when somebody holds a role, by its number in the list; or her title and HPR number."""
    with console.platform().work() as work:
        row, editor = _grant(work, grant), at_the_machine()
        changed = False
        if title is not None or hpr is not None:
            whom, place = person_by_id(work, row.person_id), organisation_by_id(work, row.organisation_id)
            now = whom.title if title is None else title
            changed |= change_facts(work, editor, place, whom, now, (whom.hpr or "") if hpr is None else hpr)
        if first or last or (title is None and hpr is None):
            changed |= change_term(work, editor, row, Term(_day(first), _day(last)), seen=seen)
        said = {"grant": grant, "role": row.role, **shown_of_grant(row), "changed": changed}
    show(said)


def _grant(work: Work, grant_id: int) -> Grant:
    row = work.session.get(Grant, grant_id)
    if row is None:
        raise BadUsage(f"There is no role with the number {grant_id}; varde admin staff list shows them.")
    return row


@click.command(name="close")
@click.argument("person", type=int)
@click.option("--grant", type=int, default=None, help="This role alone, by its number in the list.")
@click.option("--on", metavar="DAY", help="The last day she has them; now, when it is not said.")
@click.pass_obj
def staff_close(console: Console, person: int, grant: int | None, on: str | None) -> None:
    """End every staff role of a person, or one of them: now, which signs her out too, or after the last day.

    From that moment the clock has everything she answers for in the clinic's queue. ``hand_over`` says how much that is at each
    organisation, by when, and who hands it over.
    """
    with console.platform().work() as work:
        editor, ended = at_the_machine(), 1
        row = _grant(work, grant) if grant is not None else None
        if row is not None and row.person_id != person:
            raise BadUsage(f"The role {grant} is not held by person {person}.")
        whom = staff_member(work, editor, person)
        # What ends now has no deadline: it must be handed over at once. What ends later is told with its day.
        at_once = None if on else follows_of(work, editor, whom)
        if row is None:
            ended = end_every_role(work, editor, person, _day(on))
        elif on is None:
            end_role(work, editor, row)
        else:
            change_term(work, editor, row, Term(None, _day(on)))
        answers_for = follows_of(work, editor, whom) if at_once is None else at_once
        hand_over = [each.as_json() for each in answers_for if each.enrolments or each.appointments or each.sessions]
    day = _day(on)
    last = day.isoformat() if day else None
    show({"person": person, "roles": ended, "last_day": last, "hand_over": hand_over})


@click.command(name="sign-out")
@PLACE
@click.argument("person", type=int)
@click.pass_obj
def staff_sign_out(console: Console, organisation: str, person: int) -> None:
    """Sign a person out of every browser where she is signed in as staff; her roles stand."""
    with console.platform().work() as work:
        editor = at_the_machine()
        whom = staff_member(work, editor, person)
        browsers = sign_out_everywhere(work, editor, organisation_by_key(work, organisation), whom)
    show({"person": person, "browsers": browsers})


@click.command(name="leaving")
@PLACE
@click.pass_obj
def staff_leaving(console: Console, organisation: str) -> None:
    """Whose patients must have somebody else, at an organisation and under it, by when, and whom nobody has."""
    with console.platform().work() as work:
        said = [
            {
                "person": leaver.person_id,
                "organisation": organisation_by_id(work, leaver.organisation_id).key,
                "enrolments": leaver.enrolments,
                "nobody_since" if leaver.left else "by": leaver.day.isoformat(),
                "heads": list(heads),
            }
            for leaver, heads in leaving_at(work, under(work, [organisation_by_key(work, organisation).id]))
        ]
    show(said)


@click.command(name="confirm")
@click.argument("request", type=int)
@click.option("--refuse", is_flag=True, help="It is not given.")
@click.pass_obj
def staff_confirm(console: Console, request: int, refuse: bool) -> None:
    """Confirm, or refuse, an administrator's rights that were asked for on the page.

    What a command asked for, an administrator confirms on the page.
    """
    with console.platform().work() as work:
        if refuse:
            refuse_request(work, at_the_machine(), request)
        else:
            confirm(work, at_the_machine(), request)
    show({"request": request, "outcome": "refused" if refuse else "given"})
