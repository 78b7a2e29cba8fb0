"""One member of the staff: roles with their days, what follows when the last of them ends, and what was changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.identity.models import Grant, Organisation, Person
from varde.identity.rights import ROLES, STAFF_ROLES
from varde.kernel.characters import row_number
from varde.kernel.errors import BadInput, Conflict
from varde.programmes.values import Programme
from varde.setup.changes import changes_of
from varde.setup.errors import SetUpRefused
from varde.setup.held import HeldRole, staff_member, staff_of
from varde.setup.leaving import follows_of
from varde.setup.models import RoleRequest
from varde.setup.presence import may_stand_in, set_presence, shown_of_presence
from varde.setup.reading import read_day
from varde.setup.rules import seen_of
from varde.setup.signing_in import sign_out_everywhere, signing_in_of
from varde.setup.staff import (
    StaffFacts,
    Term,
    add_staff,
    change_facts,
    change_term,
    end_every_role,
    give_role,
    last_day,
    read_number,
    shown_of_grant,
    shown_of_person,
    term_of,
)
from varde.setup.words import WEEKDAYS
from varde.staffing.rules import WORKING_WEEK
from varde.staffing.service import absences_of, presence_of
from varde.web.admin import words
from varde.web.admin.changes import change_lines
from varde.web.admin.organisation import attempt, editor, place_of_page, to_page
from varde.web.shell import http
from varde.web.shell.confirming import confirm_first
from varde.web.shell.forms import typed
from varde.web.shell.pages import audience, staff_nav

bp = Blueprint("set_up_staff", __name__, url_prefix="/oppsett/<key>/ansatt")
bp.before_request(confirm_first)
SHOWN_CHANGES = 20


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role in its row, with its days as they stand in their controls, and what the form was made from."""

    held: HeldRole
    first: str
    last: str
    seen: str


# --- somebody new


@bp.get("")
@audience("set_up")
def new(key: str) -> str:
    """The form for somebody who is to work here."""
    return _new_page(place_of_page(key), {}, {})


def _new_page(organisation: Organisation, errors: Mapping[str, str], form: Mapping[str, str]) -> str:
    return render_template(
        "set_up/new_staff.html",
        organisation=organisation,
        errors=dict(errors),
        typed=form,
        **_choices(),
        nav=staff_nav("set_up"),
    )


def _again(
    organisation: Organisation, person: Person | None, form: Mapping[str, str]
) -> Callable[[dict[str, str], int], Any]:
    """The page as it was filled in, with what is wrong: hers, or without a person the one for somebody new."""
    if person is None:
        return lambda errors, status: (_new_page(organisation, errors, form), status)
    return lambda errors, status: (_page(organisation, person, errors, form), status)


def _choices() -> dict[str, Any]:
    speech, programmes = http.speech(), http.work().catalogue.all(Programme)
    return {
        "roles": [(role, speech.say(ROLES[role])) for role in STAFF_ROLES],
        "programmes": [(key, speech.say(programme.title)) for key, programme in programmes.items()],
    }


@bp.post("")
@audience("set_up")
def add(key: str) -> Any:
    """Somebody works here from now on, or from a day to come."""
    work, organisation, form = http.work(), place_of_page(key), typed()
    facts = StaffFacts(
        form.get("given_name", ""), form.get("family_name", ""), form.get("title", ""), form.get("hpr", "")
    )

    def deed() -> None:
        number = read_number(work, form.get("nin", ""))
        programme = form.get("programme") or None
        person, outcome = add_staff(
            work, editor(), organisation, facts, number, form.get("role", ""), programme, _term(form)
        )
        asked = isinstance(outcome, RoleRequest)
        flash(http.speech().say(words.ASKED if asked else words.ADDED, name=person.name), "done")

    return attempt(deed, "given_name", _again(organisation, None, form), to_page(organisation, "ansatte"))


def _term(form: Mapping[str, str], suffix: str = "") -> Term:
    """:raises SetUpRefused: something that is no day stands where one is to."""
    days: list[date | None] = []
    for name in (f"from{suffix}", f"to{suffix}"):
        written = form.get(name, "").strip()
        days.append(read_day(written) if written else None)
    return Term(*days)


# --- one who is here


@bp.get("/<int:person_id>")
@audience("set_up")
def show(key: str, person_id: int) -> str:
    """Her roles and their days."""
    organisation = place_of_page(key)
    return _page(organisation, staff_member(http.work(), editor(), person_id), {}, {})


def _page(organisation: Organisation, person: Person, errors: Mapping[str, str], form: Mapping[str, str]) -> str:
    work, speech = http.work(), http.speech()
    places = editor().places or frozenset()
    held = staff_of(work, places, person.id)
    presence = presence_of(work, [person.id]).get(person.id)
    return render_template(
        "set_up/staff.html",
        organisation=organisation,
        person=person,
        lines=[_line(each) for each in held],
        role_words=ROLES,
        own=person.id == editor().person_id,
        programme_titles={key: programme.title for key, programme in work.catalogue.all(Programme).items()},
        follows=follows_of(work, editor(), person),
        last_day=max(_ends(held), default=None),
        weekdays=[(digit, speech.say(WEEKDAYS[int(digit)])) for digit in WORKING_WEEK],
        present=presence.weekdays if presence else WORKING_WEEK,
        substitute=presence.substitute_id if presence else None,
        substitutes=[(each.id, each.name) for each in may_stand_in(work, organisation, person)],
        seen_presence=seen_of(shown_of_presence(presence)),
        absences=absences_of(work, [person.id]),
        signing_in=signing_in_of(work, person),
        changes=change_lines(work, speech, changes_of(work, places, SHOWN_CHANGES, person.id)),
        seen_person=seen_of(shown_of_person(person)),
        today=work.today,
        errors=dict(errors),
        typed=form,
        **_choices(),
        nav=staff_nav("set_up"),
    )


def _ends(held: Sequence[HeldRole]) -> list[date]:
    """The last days of all her roles; [] while one has none."""
    days = [last_day(http.work(), each.grant.ends_at) for each in held]
    known = [day for day in days if day is not None]
    return known if len(known) == len(days) else []


def _line(held: HeldRole) -> RoleLine:
    term = term_of(http.work(), held.grant)
    first, last = (day.isoformat() if day else "" for day in (term.first, term.last))
    return RoleLine(held, first, last, seen_of(shown_of_grant(held.grant)))


@bp.post("/<int:person_id>/roller")
@audience("set_up")
def terms(key: str, person_id: int) -> Any:
    """The days of every role at once. A row that cannot be is named, and nothing is stored."""
    work, organisation, form = http.work(), place_of_page(key), typed()
    person, errors = staff_member(http.work(), editor(), person_id), dict[str, str]()
    grants = [each.grant for each in staff_of(work, editor().places or frozenset(), person.id)]

    def deed() -> bool:
        changed = [_save_term(grant, form, errors) for grant in grants if f"to-{grant.id}" in form]
        if errors:
            raise SetUpRefused()
        return any(changed)

    def page(fault: dict[str, str], status: int) -> Any:
        for grant in grants:
            work.session.refresh(grant)
        return _page(organisation, person, errors or fault, form), status

    return attempt(deed, "roller", page, url_for("set_up_staff.show", key=key, person_id=person_id))


def _save_term(grant: Grant, form: Mapping[str, str], errors: dict[str, str]) -> bool:
    control = f"to-{grant.id}"
    try:
        term = _term(form, f"-{grant.id}")
        return change_term(http.work(), editor(), grant, term, seen=form.get(f"seen-{grant.id}"))
    except BadInput as fault:
        errors[control] = " ".join(fault.each(http.language()))
    except Conflict as fault:
        errors[control] = fault.to(http.language())
    return False


@bp.post("/<int:person_id>/ny-rolle")
@audience("set_up")
def give(key: str, person_id: int) -> Any:
    """One more role, here."""
    work, organisation, form = http.work(), place_of_page(key), typed()
    person = staff_member(http.work(), editor(), person_id)

    def deed() -> None:
        programme = form.get("programme") or None
        outcome = give_role(work, editor(), person, form.get("role", ""), organisation, programme, _term(form))
        flash(http.speech().say(words.ASKED if isinstance(outcome, RoleRequest) else words.GIVEN), "done")

    return attempt(
        deed, "role", _again(organisation, person, form), url_for("set_up_staff.show", key=key, person_id=person_id)
    )


@bp.post("/<int:person_id>/om")
@audience("set_up")
def facts(key: str, person_id: int) -> Any:
    """What she signs as, and her HPR number."""
    work, organisation, form = http.work(), place_of_page(key), typed()
    person = staff_member(http.work(), editor(), person_id)

    def deed() -> bool:
        return change_facts(
            work,
            editor(),
            organisation,
            person,
            form.get("title", ""),
            form.get("hpr", ""),
            seen=form.get("seen_person"),
        )

    return attempt(
        deed, "hpr", _again(organisation, person, form), url_for("set_up_staff.show", key=key, person_id=person_id)
    )


@bp.post("/<int:person_id>/til-stede")
@audience("set_up")
def present(key: str, person_id: int) -> Any:
    """The weekdays she is there, and who answers on the others."""
    work, organisation, form = http.work(), place_of_page(key), typed()
    person = staff_member(http.work(), editor(), person_id)

    def deed() -> bool:
        weekdays = [int(digit) for digit in WORKING_WEEK if form.get(f"dag{digit}") == "1"]
        answers = row_number(form.get("substitute", ""))
        return set_presence(work, editor(), organisation, person, weekdays, answers, seen=form.get("seen_presence"))

    return attempt(
        deed, "dag0", _again(organisation, person, form), url_for("set_up_staff.show", key=key, person_id=person_id)
    )


@bp.post("/<int:person_id>/logg-ut")
@audience("set_up")
def sign_out(key: str, person_id: int) -> Any:
    """Every browser where she is signed in at work is signed out; her roles stand."""
    work, organisation = http.work(), place_of_page(key)
    person = staff_member(work, editor(), person_id)
    ended = sign_out_everywhere(work, editor(), organisation, person)
    flash(http.speech().count(words.SIGNED_OUT, ended) if ended else http.speech().say(words.NOWHERE_SIGNED_IN), "done")
    return redirect(url_for("set_up_staff.show", key=key, person_id=person_id), 303)


@bp.post("/<int:person_id>/steng")
@audience("set_up")
def leave(key: str, person_id: int) -> Any:
    """Every role where the reader reaches ends now, and the sign-in with them."""
    work, organisation = http.work(), place_of_page(key)
    person = staff_member(http.work(), editor(), person_id)

    follows = follows_of(work, editor(), person)

    def deed() -> None:
        ended = end_every_role(work, editor(), person.id, None)
        flash(http.speech().count(words.ALL_ENDED, ended), "done")
        for each in follows:
            if each.enrolments:
                said = {"place": each.organisation.name, "heads": ", ".join(each.heads)}
                sentence = words.HANDED_OVER_BY if each.heads else words.HANDED_OVER_BY_NOBODY
                flash(http.speech().count(sentence, each.enrolments, **said), "now")

    return attempt(deed, "roller", _again(organisation, person, {}), to_page(organisation, "ansatte"))
