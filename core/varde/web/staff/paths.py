"""The way of one patient: how each module and step stands, and what her therapist switches of it, with why, undo and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from marshmallow import Schema, fields
from werkzeug.wrappers import Response

from varde.assessments.asked_for import AskedForm, ask_for, asked_forms, take_back
from varde.assessments.planning import on_demand_of
from varde.enrolments.models import Enrolment
from varde.enrolments.words import STATE_SAID
from varde.kernel.characters import row_number
from varde.kernel.errors import BadInput
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.modules.errors import WhySwitched
from varde.modules.pacing import pace_lines, paces_of, set_pace
from varde.modules.path_rules import ModuleView
from varde.modules.progress import path_of
from varde.modules.switch_rules import views_of
from varde.modules.switching import LONGEST_REASON, SwitchLine, SwitchWish, switches_of, turn, undo_switch
from varde.modules.words import DEED, DEED_DONE, STANDING
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme, Step
from varde.standing.path import SWITCHABLE, deeds_for
from varde.web.shell import http
from varde.web.shell.forms import Form, FormFault, LimitedText, Typed, read_form, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import path_words as words
from varde.web.staff.records import record_page

bp = Blueprint("paths", __name__, url_prefix="/pasient/<int:enrolment_id>/sti")
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a module, and how it stands."""

    step: Step
    standing: str
    why: Text


@dataclass(frozen=True, slots=True)
class ModuleCard:
    """A module as her therapist sees it. ``choices`` are the things that can be done about it and its steps, as the choices of a
    control; ``done`` the switches about it that hold, the newest first."""

    view: ModuleView
    standing: str
    steps: tuple[StepLine, ...]
    choices: Choices
    done: tuple[SwitchLine, ...]


@bp.get("")
@audience("staff")
def show(enrolment_id: int) -> str:
    """How each module and step stands, what can be done about it, and what was."""
    return _page(record_page(enrolment_id, "modules"))


def _page(enrolment: Enrolment, errors: Mapping[str, str] | None = None, typed_in: str = "") -> str:
    """``typed_in`` is the module whose form was sent. Seven statements beside the gate's, and one for each source asked."""
    work, speech = http.work(), http.speech()
    programme, lines = programme_of(work, enrolment.programme), switches_of(work, enrolment.id)
    decided = pace_lines(work, enrolment.id)
    views = views_of(path_of(work, enrolment, http.language(), to_staff=True), programme)
    cards = [_card(speech, view, lines) for view in views]
    return render_template(
        "paths/index.html",
        enrolment=enrolment,
        programme=programme,
        cards=[card for card in cards if not card.view.extra],
        beside=[card for card in cards if card.view.extra],
        history=[(switched_title(speech, programme, line), line) for line in lines],
        switchable=enrolment.state in SWITCHABLE,
        paces=[(pace, speech.say(words.PACES[pace])) for pace in paces_of(programme)],
        pace_history=decided,
        pace_now=decided[0].pace if decided else "programme",
        pace_words=words.PACES,
        may_ask=on_demand_of(programme, enrolment.track) if enrolment.state == "active" else (),
        asked=[(_form_title(programme, form), form) for form in asked_forms(work, enrolment.id)],
        state=STATE_SAID[enrolment.state],
        deed_done=DEED_DONE,
        standings=STANDING,
        seen=max((line.number for line in lines), default=0),
        longest=LONGEST_REASON,
        errors=dict(errors or {}),
        given=typed() if errors else {},
        typed_in=typed_in,
        nav=staff_nav("caseload"),
    )


def _form_title(programme: Programme, form: AskedForm) -> Text:
    """What it is called; its key when the programme has it no more."""
    occasion = programme.find_occasion(form.occasion)
    return occasion.title if occasion is not None else Text(form.occasion, form.occasion)


def _card(speech: Speech, view: ModuleView, lines: Sequence[SwitchLine]) -> ModuleCard:
    of_module = [line for line in lines if line.module == view.module.key and line.undone_at is None]
    steps = [StepLine(step, view.step_standing(step), _why(view, step)) for step in declared_steps(view)]
    whole = [
        (deed, f"{speech.say(DEED[deed])}: {speech.say(words.WHOLE)}")
        for deed in deeds_for(view.standing(), step=False)
    ]
    of_steps = [
        (f"{deed}/{line.step.key}", f"{speech.say(DEED[deed])}: {speech.say(line.step.title)}")
        for line in steps
        for deed in deeds_for(view.step_standing(line.step), step=True)
    ]
    shown = () if view.turned.hidden else tuple(of_steps)
    return ModuleCard(view, view.standing(), tuple(steps), (*whole, *shown), tuple(of_module))


def declared_steps(view: ModuleView) -> tuple[Step, ...]:
    """Every step of the module, those that are hidden after those that are shown."""
    return (*view.module.steps, *view.hidden_steps)


def _why(view: ModuleView, step: Step) -> Text:
    held = view.held.get(step.key, ())
    return held[0].lock.why if held else Text("", "", "")


def switched_title(speech: Speech, programme: Programme, line: SwitchLine) -> str:
    """“2. Kropp og bevegelse: Pust”; its keys when the programme has it no more."""
    for module in programme.modules:
        if module.key == line.module:
            title = speech.say(module.heading)
            steps = [speech.say(step.title) for step in module.steps if step.key == line.step]
            return f"{title}: {steps[0]}" if steps else title
    return ": ".join(key for key in (line.module, line.step) if key)


def switch_form() -> Schema:
    """What is done, and why."""
    declared: dict[str, fields.Field[Any]] = {
        "what": LimitedText(80, words.CHOOSE_WHAT),
        "why": LimitedText(LONGEST_REASON),
        "seen": Typed(),
    }
    return Form.from_dict(declared)()


@bp.post("/<module>", endpoint="turn")
@audience("treat")
def switch(enrolment_id: int, module: str) -> Any:
    """Do it. What is typed stands on the page again when it cannot be done."""
    work, enrolment = http.work(), record_page(enrolment_id, "modules", write=True)
    try:
        form = read_form(switch_form())
        deed, _, step = form["what"].partition("/")
        wish = SwitchWish(deed, module, step, form["why"] or "", row_number(form["seen"]))
        turn(work, actor(), enrolment, wish)
    except FormFault as fault:
        errors = {f"{key}-{module}": said for key, said in fault.said(http.speech()).items()}
        return _page(enrolment, errors, module), 422
    except BadInput as fault:
        return _page(enrolment, {f"why-{module}": fault.to(http.language())}, module), 422
    _say(enrolment, deed, module, step)
    return _back(enrolment_id, module)


def _say(enrolment: Enrolment, deed: str, module: str, step: str) -> None:
    """What was done; and what in a module that was opened is locked all the same."""
    work, speech = http.work(), http.speech()
    views = views_of(path_of(work, enrolment, http.language(), to_staff=True), programme_of(work, enrolment.programme))
    view = next(view for view in views if view.module.key == module)
    title = next((each.title for each in declared_steps(view) if each.key == step), view.module.title)
    if deed == "open" and not step and view.status == "locked" and view.lock is not None:
        flash(speech.say(words.STILL_CLOSED, why=view.lock.sentence), "now")
    elif deed == "open" and not step and view.held:
        locked = [f"«{speech.say(each.title)}»" for each in view.module.steps if each.key in view.held]
        flash(speech.say(words.OPENED_WITH_LOCKS, title=title, steps=", ".join(locked)), "now")
    else:
        flash(speech.say(words.SWITCHED, title=title, deed=DEED_DONE[deed]), "done")


@bp.post("/-/tempo", endpoint="pace")
@audience("treat")
def change_pace(enrolment_id: int) -> Any:
    """At whose pace she goes from now on."""
    work, enrolment = http.work(), record_page(enrolment_id, "modules", write=True)
    try:
        form = read_form(Form.from_dict({"pace": Typed(), "pace-why": LimitedText(LONGEST_REASON)})())
        set_pace(work, actor(), enrolment, form["pace"], form["pace-why"] or "")
    except FormFault as fault:
        return _page(enrolment, fault.said(http.speech())), 422
    except BadInput as fault:
        field = "pace-why" if isinstance(fault, WhySwitched) else "pace"
        return _page(enrolment, {field: fault.to(http.language())}), 422
    flash(http.speech().say(words.PACE_SET), "done")
    return redirect(url_for("paths.show", enrolment_id=enrolment_id, _anchor="tempo"), 303)


@bp.post("/-/skjema", endpoint="ask")
@audience("treat")
def ask_for_form(enrolment_id: int) -> Any:
    """Ask for a questionnaire outside the plan, with why; it opens at once."""
    work, enrolment = http.work(), record_page(enrolment_id, "questionnaire", write=True)
    declared: dict[str, fields.Field[Any]] = {"occasion": Typed(), "form-why": LimitedText(LONGEST_REASON)}
    try:
        form = read_form(Form.from_dict(declared)())
        item = ask_for(work, actor(), enrolment, form["occasion"], form["form-why"] or "", http.language())
    except FormFault as fault:
        return _page(enrolment, fault.said(http.speech())), 422
    except BadInput as fault:
        return _page(enrolment, {"form-why": fault.to(http.language())}), 422
    title = programme_of(work, enrolment.programme).occasion(item.key).title
    flash(http.speech().say(words.FORM_OPEN, title=title), "done")
    return redirect(url_for("paths.show", enrolment_id=enrolment_id, _anchor="skjema"), 303)


@bp.post("/skjema/<int:agenda_id>/angre", endpoint="take_back")
@audience("treat")
def take_form_back(enrolment_id: int, agenda_id: int) -> Response:
    """It is not to be answered after all. :raises AskedAnswered, AskedNoMore: it is too late."""
    enrolment = record_page(enrolment_id, "questionnaire", write=True)
    take_back(http.work(), actor(), enrolment, agenda_id)
    flash(http.speech().say(words.FORM_TAKEN_BACK), "done")
    return redirect(url_for("paths.show", enrolment_id=enrolment_id, _anchor="skjema"), 303)


@bp.post("/angre/<int:number>", endpoint="undo")
@audience("treat")
def undo(enrolment_id: int, number: int) -> Response:
    """Let it be as if it had not been done."""
    work, enrolment = http.work(), record_page(enrolment_id, "modules", write=True)
    row = undo_switch(work, actor(), enrolment, number)
    flash(http.speech().say(words.UNDONE), "done")
    return _back(enrolment_id, row.module)


def _back(enrolment_id: int, module: str) -> Response:
    return redirect(url_for("paths.show", enrolment_id=enrolment_id, _anchor=f"m-{module}"), 303)
