"""What stands beside the benefits of a plan: its goal, the two pathways, assumptions, what people said, and what is proposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, render_template, url_for

from varde.benefits.figures.places import ProgrammePlace
from varde.benefits.plan import words as plan_words
from varde.benefits.plan.assumptions import keep_assumption
from varde.benefits.plan.models import BenefitsPlan
from varde.benefits.plan.pathways import MOST_STEPS, StepTaken, draw_pathways, pathways_of
from varde.benefits.plan.proposals import adopt, proposal_of
from varde.benefits.plan.service import begun_plan, benefits_of, plan_of, say_goal
from varde.benefits.plan.values import SIDES, WHERE
from varde.benefits.plan.voices import add_voice, withdraw_voice
from varde.kernel.words import Text
from varde.web.manager import words
from varde.web.manager.plan import plan_page
from varde.web.manager.plan_benefit import attempt_plan, place_here
from varde.web.manager.plan_forms import STEP_PARTS, read_assumption, read_goal, read_pathways, read_voice
from varde.web.manager.plan_shown import readable_at
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("plan_beside", __name__, url_prefix="/gevinstplan/<organisation>/<programme>")


def _deed(organisation: str, programme: str, deed: Callable[[ProgrammePlace, BenefitsPlan], Text], anchor: str) -> Any:
    place = place_here(organisation, programme)

    def done() -> Text:
        return deed(place, begun_plan(http.work(), place.organisation.id, place.programme.key))

    return attempt_plan(
        done,
        lambda errors, status: (plan_page(organisation, programme, errors, typed()), status),
        url_for("plan.show", organisation=organisation, programme=programme, _anchor=anchor),
    )


@bp.post("/mal")
@audience("plan_benefits")
def goal(organisation: str, programme: str) -> Any:
    """The goal of the service, when the plan is reviewed, and that it is approved as it stands."""

    def deed(_place: ProgrammePlace, plan: BenefitsPlan) -> Text:
        form = read_goal()
        approve = typed().get("gjor") == "godkjenn"
        say_goal(http.work(), actor(), plan, form["plan_goal"], form["review_on"], approve=approve)
        return words.PLAN_APPROVED if approve else words.STATUS_KEPT

    return _deed(organisation, programme, deed, "mal")


@bp.post("/ord")
@audience("plan_benefits")
def voice(organisation: str, programme: str) -> Any:
    """A quote with its consent, or what interviews showed."""

    def deed(_place: ProgrammePlace, plan: BenefitsPlan) -> Text:
        form = read_voice()
        add_voice(
            http.work(),
            actor(),
            plan,
            form["voice_kind"],
            form["voice"],
            form["by"],
            form["voice_source"],
            form["consented_on"],
            form["consent"] or None,
        )
        return words.STATUS_KEPT

    return _deed(organisation, programme, deed, "ord")


@bp.post("/ord/<key>/bort")
@audience("plan_benefits")
def withdraw(organisation: str, programme: str, key: str) -> Any:
    """The words are gone."""

    def deed(_place: ProgrammePlace, plan: BenefitsPlan) -> Text:
        withdraw_voice(http.work(), actor(), plan, key)
        return words.VOICE_GONE

    return _deed(organisation, programme, deed, "ord")


@bp.post("/anslag")
@audience("plan_benefits")
def assume(organisation: str, programme: str) -> Any:
    """What estimates rest on."""

    def deed(_place: ProgrammePlace, plan: BenefitsPlan) -> Text:
        form = read_assumption()
        owner, source = form["assumption_owner"], form["assumption_source"]
        keep_assumption(
            http.work(), actor(), plan, form["assumption"], form["spread"], owner, source, http.work().today
        )
        return words.STATUS_KEPT

    return _deed(organisation, programme, deed, "anslag")


@bp.post("/forslag/<key>")
@audience("plan_benefits")
def adopted(organisation: str, programme: str, key: str) -> Any:
    """A proposal of the programme becomes a benefit of the plan."""

    def deed(place: ProgrammePlace, plan: BenefitsPlan) -> Text:
        work = http.work()
        proposal = proposal_of(work, programme, key)
        if key not in {each.row.proposal for each in benefits_of(work, plan.id)}:
            figures = readable_at(work, place).values()
            adopt(work, actor(), plan, proposal, figures, http.language(), place.fewest)
        return words.ADOPTED

    return _deed(organisation, programme, deed, "gevinster")


# --- the two pathways


@bp.get("/veier")
@audience("plan_benefits")
def ways(organisation: str, programme: str) -> str:
    """The steps of both ways, to be written."""
    place = place_here(organisation, programme)
    plan = plan_of(http.work(), place.organisation.id, place.programme.key)
    form = {"ways_note": plan.ways_note if plan is not None else ""}
    for side, steps in (pathways_of(http.work(), plan.id) if plan is not None else {}).items():
        for number, step in enumerate(steps, start=1):
            parts = (step.where, step.title, step.detail)
            form |= {f"{side}-{part}-{number}": each for part, each in zip(STEP_PARTS, parts, strict=True)}
    return _ways_page(place, {}, form)


@bp.post("/veier")
@audience("plan_benefits")
def draw(organisation: str, programme: str) -> Any:
    """Both ways, as they are drawn from now on."""
    place = place_here(organisation, programme)

    def deed() -> Text:
        form = read_pathways()
        plan = begun_plan(http.work(), place.organisation.id, place.programme.key)
        draw_pathways(http.work(), actor(), plan, _steps(form), form["ways_note"])
        return words.STATUS_KEPT

    return attempt_plan(
        deed,
        lambda errors, status: (_ways_page(place, errors, typed()), status),
        url_for("plan.show", organisation=organisation, programme=programme, _anchor="veier"),
    )


def _steps(form: Mapping[str, Any]) -> dict[str, list[StepTaken]]:
    return {
        side: [
            StepTaken(*(form[f"{side}-{part}-{number}"] for part in STEP_PARTS))
            for number in range(1, MOST_STEPS + 1)
            if form[f"{side}-title-{number}"]
        ]
        for side in SIDES
    }


def _ways_page(place: ProgrammePlace, errors: Mapping[str, str], form: Mapping[str, str]) -> str:
    speech = http.speech()
    return render_template(
        "plan/ways.html",
        nav=staff_nav("plan"),
        place=place,
        sides=[(side, speech.say(plan_words.SIDE[side])) for side in SIDES],
        numbers=range(1, MOST_STEPS + 1),
        where=[(each, speech.say(plan_words.WHERE[each])) for each in WHERE],
        errors=dict(errors),
        typed=form,
    )
