"""One benefit of a plan: write it down, change it, enter a value, say how it stands, and what must be done for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for

from varde.benefits.figures.places import ProgrammePlace, place_of
from varde.benefits.plan import words as plan_words
from varde.benefits.plan.errors import NoSuchBenefit, PlanOvertaken, PlanRefused
from varde.benefits.plan.models import BenefitsPlan, PlannedBenefit
from varde.benefits.plan.reading import Indicator
from varde.benefits.plan.service import (
    add_point,
    begun_plan,
    benefit_of,
    changes_of_plan,
    facts_of_benefit,
    keep_benefit,
    keep_value,
    owners_at,
    plan_of,
    say_status,
    seen_of_benefit,
    settle_point,
)
from varde.benefits.plan.values import CATEGORIES, INTERVALS, POINTS, RECEIVERS, STATUSES
from varde.kernel.words import Text
from varde.web.manager import words
from varde.web.manager.plan_changes import plan_changes
from varde.web.manager.plan_drawn import track_of, values_of
from varde.web.manager.plan_forms import (
    ALREADY,
    BY_HAND,
    SEEN,
    form_of,
    read_benefit,
    read_point,
    read_status,
    read_value,
)
from varde.web.manager.plan_shown import amount, look_at_plan, readable_at
from varde.web.shell import http
from varde.web.shell.forms import FormFault, typed
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("planned", __name__, url_prefix="/gevinstplan/<organisation>/<programme>")
SHOWN_CHANGES = 20
Page = Callable[[dict[str, str], int], Any]


def place_here(organisation: str, programme: str) -> ProgrammePlace:
    """The place of the page, which this manager answers for. :raises NoSuchOrganisation, Unknown"""
    place = place_of(http.work(), actor(), organisation, programme)
    g.organisation = place.organisation
    return place


def attempt_plan(deed: Callable[[], Text], page: Page, done: str) -> Any:
    """Do it, say what was done and go on to ``done``; what cannot be is said at its control on the page as it was filled in."""
    try:
        with http.work().apart():
            said = deed()
    except FormFault as fault:
        return page(fault.said(http.speech()), 422)
    except PlanRefused as fault:
        return page({name: http.speech().say(each) for name, each in fault.by_control.items()}, 422)
    except PlanOvertaken as fault:
        return page({"title": fault.to(http.language())}, 409)
    flash(http.speech().say(said), "done")
    return redirect(done, 303)


# --- the form of a benefit


@bp.get("/ny")
@audience("plan_benefits")
def new(organisation: str, programme: str) -> str:
    """The form for a benefit that nobody has written down yet."""
    return _form_page(place_here(organisation, programme), None, {}, {"reads": BY_HAND, "interval": "3"})


@bp.post("/ny")
@audience("plan_benefits")
def add(organisation: str, programme: str) -> Any:
    """One more benefit."""
    return _keep(place_here(organisation, programme), None)


@bp.get("/<int:number>/endre")
@audience("plan_benefits")
def edit(organisation: str, programme: str, number: int) -> str:
    """The form of a benefit."""
    place = place_here(organisation, programme)
    row = _row(place, number)[1]
    reads = Indicator(row.figure, row.measure, row.occasion).code
    gone = bool(row.figure) and reads not in readable_at(http.work(), place)
    return _form_page(place, row, {}, form_of(facts_of_benefit(row), seen_of_benefit(row), gone=gone))


@bp.post("/<int:number>/endre")
@audience("plan_benefits")
def save(organisation: str, programme: str, number: int) -> Any:
    """It is another from now on; what it was stays in its history."""
    place = place_here(organisation, programme)
    return _keep(place, _row(place, number)[1])


def _keep(place: ProgrammePlace, row: PlannedBenefit | None) -> Any:
    work, at = http.work(), _at(place)
    owners = owners_at(work, place.organisation.id, place.inside)

    def deed() -> Text:
        stands = facts_of_benefit(row) if row is not None else None
        facts = read_benefit(tuple(readable_at(http.work(), place).values()), [number for number, _ in owners], stands)
        plan = begun_plan(work, place.organisation.id, place.programme.key)
        seen = typed().get(SEEN) if row is not None else None
        keep_benefit(work, actor(), plan, row, facts, fewest=place.fewest, seen=seen)
        return words.BENEFIT_KEPT

    done = url_for("plan.show", **at) if row is None else url_for("planned.show", **at, number=row.id)
    return attempt_plan(deed, lambda errors, status: (_form_page(place, row, errors, typed()), status), done)


def _form_page(
    place: ProgrammePlace, row: PlannedBenefit | None, errors: Mapping[str, str], form: Mapping[str, str]
) -> str:
    work, speech = http.work(), http.speech()
    figures = [(code, speech.say(each.label)) for code, each in readable_at(http.work(), place).items()]
    kept = [(ALREADY, f"{row.figure} {row.measure}")] if row is not None and form.get("reads") == ALREADY else []
    return render_template(
        "plan/form.html",
        nav=staff_nav("plan"),
        place=place,
        row=row,
        errors=dict(errors),
        typed=form,
        receivers=[(each, speech.say(plan_words.RECEIVER[each])) for each in RECEIVERS],
        categories=[(each, speech.say(plan_words.CATEGORY[each])) for each in CATEGORIES],
        intervals=[(str(each), speech.say(plan_words.INTERVAL[each])) for each in INTERVALS],
        reads=[(BY_HAND, speech.say(plan_words.READS[""])), *figures, *kept],
        better=[("lower", speech.say(words.LOWER_BETTER)), ("higher", speech.say(words.HIGHER_BETTER))],
        owners=owners_at(work, place.organisation.id, place.inside),
    )


# --- one benefit


@bp.get("/<int:number>")
@audience("plan_benefits")
def show(organisation: str, programme: str, number: int) -> str:
    """Everything about one benefit."""
    return _page(organisation, programme, number, {}, {})


def _page(organisation: str, programme: str, number: int, errors: Mapping[str, str], form: Mapping[str, str]) -> str:
    work, speech = http.work(), http.speech()
    look = look_at_plan(work, organisation, programme)
    g.organisation = look.look.place.organisation
    line = next((each for each in look.lines if each.benefit.row.id == number), None)
    if line is None or look.plan is None:
        raise NoSuchBenefit()
    changes = changes_of_plan(work, look.plan.id, number, SHOWN_CHANGES)
    shown = look.shown(line)
    return render_template(
        "plan/benefit.html",
        nav=staff_nav("plan"),
        look=look,
        place=look.look.place,
        row=line.benefit.row,
        line=line,
        shown=shown,
        track=track_of(line, shown),
        series=values_of(line, shown),
        points={kind: [point for point in line.benefit.points if point.kind == kind] for kind in POINTS},
        changes=plan_changes(speech, changes),
        statuses=[(each, speech.say(plan_words.STATUS[each])) for each in STATUSES],
        kinds=[(each, speech.say(plan_words.POINT[each])) for each in POINTS],
        plan_words=plan_words,
        words=words,
        amount=amount,
        today=work.today,
        errors=dict(errors),
        typed=form,
    )


@bp.post("/<int:number>/verdi")
@audience("plan_benefits")
def value(organisation: str, programme: str, number: int) -> Any:
    """A value of a series that is written by hand."""

    def deed(place: ProgrammePlace, plan: BenefitsPlan, row: PlannedBenefit) -> Text:
        form = read_value()
        keep_value(http.work(), actor(), plan, row, **form, fewest=place.fewest)
        return words.VALUE_KEPT

    return _deed(organisation, programme, number, deed)


@bp.post("/<int:number>/status")
@audience("plan_benefits")
def status(organisation: str, programme: str, number: int) -> Any:
    """How it stands, by somebody who has looked."""

    def deed(_place: ProgrammePlace, plan: BenefitsPlan, row: PlannedBenefit) -> Text:
        form = read_status()
        say_status(http.work(), actor(), plan, row, form["status"], form["note"])
        return words.STATUS_KEPT

    return _deed(organisation, programme, number, deed)


@bp.post("/<int:number>/punkt")
@audience("plan_benefits")
def point(organisation: str, programme: str, number: int) -> Any:
    """What must hold, what must be done, whom it harms, and what may go wrong."""

    def deed(_place: ProgrammePlace, plan: BenefitsPlan, row: PlannedBenefit) -> Text:
        form = read_point()
        add_point(http.work(), actor(), plan, row, form["kind"], form["words"], form["point_owner"], form["due_on"])
        return words.STATUS_KEPT

    return _deed(organisation, programme, number, deed)


@bp.post("/<int:number>/punkt/<int:point_id>")
@audience("plan_benefits")
def settle(organisation: str, programme: str, number: int, point_id: int) -> Any:
    """It is done, or in place; or it is open again."""

    def deed(_place: ProgrammePlace, plan: BenefitsPlan, row: PlannedBenefit) -> Text:
        settle_point(http.work(), actor(), plan, row, point_id, settled=typed().get("gjor") == "ferdig")
        return words.STATUS_KEPT

    return _deed(organisation, programme, number, deed)


def _deed(
    organisation: str, programme: str, number: int, deed: Callable[[ProgrammePlace, BenefitsPlan, PlannedBenefit], Text]
) -> Any:
    place = place_here(organisation, programme)
    plan, row = _row(place, number)
    return attempt_plan(
        lambda: deed(place, plan, row),
        lambda errors, code: (_page(organisation, programme, number, errors, typed()), code),
        url_for("planned.show", **_at(place), number=number),
    )


def _row(place: ProgrammePlace, number: int) -> tuple[BenefitsPlan, PlannedBenefit]:
    plan = plan_of(http.work(), place.organisation.id, place.programme.key)
    row = benefit_of(http.work(), plan, number)
    assert plan is not None
    return plan, row


def _at(place: ProgrammePlace) -> dict[str, Any]:
    return {"organisation": place.organisation.key, "programme": place.programme.key}
