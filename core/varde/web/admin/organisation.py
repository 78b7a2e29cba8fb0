"""One organisation: the tree, what is offered, who works there, its hours and texts, what waits for two, what was changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for

from varde.enrolments.models import OFFERING_STATES
from varde.enrolments.team import staff_at
from varde.enrolments.team_words import TEAM_ROLE
from varde.identity.models import Organisation
from varde.identity.rights import ROLES
from varde.identity.service import line_of, organisation_by_id, organisation_by_key, under
from varde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from varde.programmes.values import Programme
from varde.scheduling.models import ROOM_PURPOSES
from varde.setup.care_roles import named_roles_of, shown_of_care_role
from varde.setup.changes import Editor, changes_of, editor_of, hold_place, must_stand
from varde.setup.errors import NotYours
from varde.setup.leaving import leaving_at
from varde.setup.offerings import offers_at, shown_of
from varde.setup.organisations import add_place, basics_of, change_place, close_place, reopen_place
from varde.setup.places import closed_days_of, hours_of, rooms_of, shown_of_room
from varde.setup.reading import whole_number
from varde.setup.requests import confirm, refuse_request, requests_at
from varde.setup.roster import roster_of
from varde.setup.rules import UNDER, seen_of
from varde.setup.senders import SETS_NO_SENDER
from varde.setup.settings import OF_ORGANISATION, TEXTS, texts_of
from varde.setup.staff import last_day
from varde.setup.texts import change_settings, set_texts
from varde.setup.tree import standing_of
from varde.setup.words import KINDS, PURPOSES, STATES, WEEKDAYS
from varde.staffing.words import days_in_words
from varde.web.admin import words
from varde.web.admin.changes import change_lines
from varde.web.shell import http
from varde.web.shell.confirming import confirm_first
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("set_up", __name__, url_prefix="/oppsett")
bp.before_request(confirm_first)
SHOWN_CHANGES, EVERY_CHANGE = 8, 500
PLAIN = tuple(name for name in OF_ORGANISATION if name not in TEXTS)
"""Settings of an organisation that are one line."""


def lines_of(organisation: Organisation) -> list[tuple[str, object]]:
    """The settings that this organisation can decide, with their values."""
    names = (name for name in PLAIN if name != "sms_sender" or organisation.kind not in SETS_NO_SENDER)
    return [(name, getattr(organisation.settings, name)) for name in names]


def editor() -> Editor:
    """The administrator who is signed in."""
    known: Editor | None = g.get("editor")
    if known is None:
        known = g.editor = editor_of(http.work(), actor())
    return known


def place_of_page(key: str) -> Organisation:
    """The organisation of the page. :raises NoSuchOrganisation, NotYours"""
    organisation = organisation_by_key(http.work(), key)
    if not editor().reaches(organisation.id):
        raise NotYours(place=organisation.name)
    g.organisation = organisation
    return organisation


def attempt(
    deed: Callable[[], bool | None], control: str, page: Callable[[dict[str, str], int], Any], done: str
) -> Any:
    """Do it and go on to ``done``; what cannot be is said at ``control`` on the page as it was filled in."""
    work = http.work()
    try:
        with work.apart():
            changed = deed()
    except BadInput as fault:
        return page({control: " ".join(fault.each(http.language()))}, 422)
    except (Conflict, NotAllowed) as fault:
        if isinstance(fault, NotYours):
            raise
        return page({control: fault.to(http.language())}, 409)
    if changed is not None:
        flash(http.speech().say(words.CHANGED if changed else words.UNCHANGED), "done")
    return redirect(done, 303)


@bp.get("")
@audience("set_up")
def index() -> Any:
    """The first place that the administrator administers."""
    places = actor().places("trust_administrator")
    key = organisation_by_id(http.work(), min(places)).key
    return redirect(url_for("set_up.show", key=key), 303)


@bp.get("/<key>")
@audience("set_up")
def show(key: str) -> str:
    """Everything about one organisation."""
    return page_of(place_of_page(key), {}, {})


def page_of(organisation: Organisation, errors: Mapping[str, str], form: Mapping[str, str]) -> str:
    """The page, with what was typed in the form that could not be taken."""
    work, speech = http.work(), http.speech()
    programmes = work.catalogue.all(Programme)
    offers = offers_at(work, [organisation.id])
    offered = {each.offering.programme for each in offers}
    hours = hours_of(work, organisation.id)
    return render_template(
        "set_up/organisation.html",
        organisation=organisation,
        standing=standing_of(work, editor(), organisation),
        kinds=KINDS,
        may_add=[(kind, speech.say(KINDS[kind])) for kind in UNDER if organisation.kind in UNDER[kind]],
        top=organisation.parent_id is None or not editor().reaches(organisation.parent_id),
        offers=[
            (each, programmes.get(each.offering.programme), each.offering.settings, seen_of(shown_of(each.offering)))
            for each in offers
        ],
        states=[(state, speech.say(STATES[state])) for state in OFFERING_STATES],
        may_offer=[(key, speech.say(programme.title)) for key, programme in programmes.items() if key not in offered],
        roster=roster_of(work, organisation),
        guarded=bool(staff_at(work, line_of(work, organisation.id), ("privacy_officer",))),
        roles=ROLES,
        week=[(day, speech.say(WEEKDAYS[day]), hours.get(day)) for day in range(7)],
        seen_hours=seen_of(hours),
        leaving=leaving_at(work, [organisation.id]),
        last_day=lambda at: last_day(work, at),
        in_words=lambda weekdays: days_in_words(speech, weekdays),
        closed=closed_days_of(work, organisation.id),
        rooms=[(room, seen_of(shown_of_room(room))) for room in rooms_of(work, organisation.id)],
        purposes=[(purpose, speech.say(PURPOSES[purpose])) for purpose in ROOM_PURPOSES],
        purpose_words=PURPOSES,
        care_roles=[(role, seen_of(shown_of_care_role(role))) for role in named_roles_of(work, organisation.id)],
        counts_as=[(role, speech.say(called)) for role, called in TEAM_ROLE.items()],
        team_roles=TEAM_ROLE,
        settings=lines_of(organisation),
        texts={name: texts_of(organisation, name) for name in TEXTS},
        seen_texts={name: seen_of(texts_of(organisation, name)) for name in TEXTS},
        seen_basics=seen_of(_shown(organisation)),
        waiting=[(each, each.may_confirm(editor())) for each in requests_at(work, [organisation.id])],
        changes=change_lines(work, speech, changes_of(work, [organisation.id], SHOWN_CHANGES)),
        errors=dict(errors),
        typed=form,
        nav=staff_nav("set_up"),
    )


def _shown(organisation: Organisation) -> dict[str, object]:
    """What the form about the organisation itself was made from."""
    settings = organisation.settings
    return {**basics_of(http.work(), organisation), **{name: getattr(settings, name) for name in PLAIN}}


def again(organisation: Organisation) -> Callable[[dict[str, str], int], Any]:
    """The page as it was filled in, with what is wrong."""
    form = typed()
    return lambda errors, status: (page_of(organisation, errors, form), status)


def to_page(organisation: Organisation, part: str) -> str:
    return url_for("set_up.show", key=organisation.key) + f"#{part}"


@bp.get("/<key>/endringer")
@audience("set_up")
def history(key: str) -> str:
    """Every change here and below, the newest first."""
    work, organisation = http.work(), place_of_page(key)
    lines = change_lines(work, http.speech(), changes_of(work, under(work, [organisation.id]), EVERY_CHANGE))
    return render_template("set_up/history.html", organisation=organisation, changes=lines, nav=staff_nav("set_up"))


def _written(name: str, line: str) -> object:
    """What a line says; None takes the setting back. What is no whole number where one must be is refused as it stands."""
    number = whole_number(line) if int in OF_ORGANISATION[name].kinds else None
    return number if number is not None else line or None


@bp.post("/<key>/virksomhet")
@audience("set_up")
def change(key: str) -> Any:
    """The name, the telephone and the other settings of one line."""
    work, organisation, form = http.work(), place_of_page(key), typed()

    def deed() -> bool:
        hold_place(work, editor(), organisation)
        must_stand(work, organisation.id, ("organisation", "text"), _shown(organisation), form.get("seen_basics"))
        settings = organisation.settings
        changed = change_place(work, editor(), organisation, name=form.get("name", ""))
        decided: dict[str, object] = {
            name: _written(name, form[name].strip())
            for name in PLAIN
            if name in form and form[name].strip() != str(getattr(settings, name))
        }
        return bool(change_settings(work, editor(), organisation, decided)) or changed if decided else changed

    return attempt(deed, "name", again(organisation), to_page(organisation, "virksomhet"))


@bp.post("/<key>/ny")
@audience("set_up")
def add(key: str) -> Any:
    """A new organisation under this one."""
    work, organisation, form = http.work(), place_of_page(key), typed()
    new = form.get("new_key", "").strip()

    def deed() -> None:
        row = add_place(work, editor(), new, form.get("new_kind", ""), form.get("new_name", ""), organisation.key)
        flash(http.speech().say(words.ADDED, name=row.name), "done")

    return attempt(deed, "new_name", again(organisation), url_for("set_up.show", key=new or key))


@bp.post("/<key>/steng")
@audience("set_up")
def close(key: str) -> Any:
    """Nobody is treated here any more."""
    work, organisation = http.work(), place_of_page(key)

    def deed() -> None:
        close_place(work, editor(), organisation)
        flash(http.speech().say(words.CLOSED, name=organisation.name), "done")

    return attempt(deed, "steng", again(organisation), to_page(organisation, "virksomhet"))


@bp.post("/<key>/apne")
@audience("set_up")
def reopen(key: str) -> Any:
    """It is open again."""
    work, organisation = http.work(), place_of_page(key)

    def deed() -> None:
        reopen_place(work, editor(), organisation)
        flash(http.speech().say(words.OPENED, name=organisation.name), "done")

    return attempt(deed, "steng", again(organisation), to_page(organisation, "virksomhet"))


@bp.post("/<key>/tekst/<name>")
@audience("set_up")
def text(key: str, name: str) -> Any:
    """The crisis text or the front text, in every language."""
    work, organisation, form = http.work(), place_of_page(key), typed()
    texts = {code: form.get(f"{name}-{code}", "") for code in ("nb", "nn", "en")}
    if name not in TEXTS:
        raise NotFound()

    def deed() -> bool:
        return set_texts(work, editor(), organisation, name, texts, seen=form.get("seen_text"))

    return attempt(deed, f"{name}-nb", again(organisation), to_page(organisation, name))


@bp.post("/<key>/venter/<int:request_id>")
@audience("set_up")
def decide(key: str, request_id: int) -> Any:
    """Confirm what another has asked for, refuse it, or withdraw one's own."""
    work, organisation = http.work(), place_of_page(key)
    confirmed = typed().get("gjor") == "bekreft"

    def deed() -> None:
        (confirm if confirmed else refuse_request)(work, editor(), request_id)
        flash(http.speech().say(words.CONFIRMED if confirmed else words.REFUSED), "done")

    return attempt(deed, "venter", again(organisation), to_page(organisation, "venter"))
