"""Pages that plugins contribute, in Varde's shell, behind the audience and the gate that each declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, send_from_directory
from werkzeug.wrappers import Response

from varde.enrolments.access import enter
from varde.enrolments.errors import NoSuchEnrolment
from varde.enrolments.models import Enrolment
from varde.kernel.errors import BadInput, NotFound
from varde.kernel.part import MenuEntry
from varde.kernel.text import markdown
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Platform
from varde.plugin.pages import Answer, Faulty, Filled, Goes, Page, StepShown, Visit
from varde.plugin.registry import Plugin
from varde.plugin.shown import logged_as
from varde.web.patient.places import stand_at
from varde.web.plugins.faces import PluginFace, endpoint, faces, lives_beside
from varde.web.plugins.step_shown import drawn_step
from varde.web.shell import http
from varde.web.shell.by_glass import say_by_glass
from varde.web.shell.forms import sent, typed
from varde.web.shell.living import lives_here
from varde.web.shell.pages import actor, audience, staff_nav

IN_MENU = 100
"""The place of a plugin's pages in the menu: after Varde's own."""


def blueprints(platform: Platform) -> list[Blueprint]:
    """The pages and the files of every plugin that has any, at ``/p/<plugin>/``."""
    return [_blueprint(plugin) for plugin in platform.catalogue.all(Plugin).values()]


def _blueprint(plugin: Plugin) -> Blueprint:
    made = Blueprint(f"plugin_{plugin.key}", __name__, url_prefix=f"/p/{plugin.key}")
    for page in plugin.pages:
        address = f"/{page.path}/<int:enrolment_id>".replace("//", "/") if page.of_enrolment else f"/{page.path}"
        methods = ["GET", "POST"] if page.receive else ["GET"]
        made.add_url_rule(address, endpoint(page), _view(plugin.key, page), methods=methods)
    made.add_url_rule("/static/<path:filename>", "static", _files(plugin.key))
    return made


def menu_of(platform: Platform) -> list[MenuEntry]:
    """The entries of the plugins' pages in the menu."""
    return [
        MenuEntry(
            logged_as(plugin.key, page.path),
            page.menu,
            page.audience,
            f"plugin_{plugin.key}.{endpoint(page)}",
            IN_MENU,
            page.icon,
            page.of_enrolment,
            page.programme,
            () if page.programme else plugin.programmes,
        )
        for plugin in platform.catalogue.all(Plugin).values()
        for page in plugin.pages
        if page.menu is not None
    ]


def _files(key: str) -> Callable[[str], Response]:
    @audience("public")
    def file(filename: str) -> Response:
        folder = faces()[key].part.static
        if folder is None:
            raise NotFound()
        return send_from_directory(folder, filename)

    return file


def _view(key: str, page: Page) -> Callable[..., Any]:
    @audience(page.audience)
    def show(enrolment_id: int | None = None) -> Any:
        face, sending = faces()[key], request.method == "POST"
        visit = _visit(face, page, enrolment_id, write=sending)
        if not sending:
            return _shown(face, page, visit)
        answer = _received(page, visit)
        if isinstance(answer, Goes):
            if answer.said is not None:
                flash(visit.speech.say(answer.said), "done")
            return redirect(face.address(answer.to, visit), 303)
        # Nothing is kept of what broke a rule; that somebody was here is logged again.
        http.drop_work()
        faults = {control: visit.speech.say(sentence) for control, sentence in answer.faults.items()}
        return _shown(face, page, replace(_visit(face, page, enrolment_id, write=True), faults=faults)), 422

    return show


def _received(page: Page, visit: Visit) -> Goes | Faulty:
    if page.receive is None:
        raise http.NotThisWay()
    try:
        answer = page.receive(visit)
    except BadInput as fault:
        return Faulty({"": Text(*(fault.to(language) for language in LANGUAGES))})
    if not isinstance(answer, Goes | Faulty):
        raise TypeError(
            f"page {page.path} received a form and answered {type(answer).__name__}; it must be Goes or Faulty"
        )
    return answer


def _visit(face: PluginFace, page: Page, enrolment_id: int | None, *, write: bool) -> Visit:
    work, form = http.work(), sent() if write else {}
    if enrolment_id is None and not lives_here(face.programmes()):
        raise NotFound()
    enrolment = None if enrolment_id is None else _opened(face, page, enrolment_id, write=write)
    return Visit(
        work,
        http.speech(),
        g.get("actor"),
        enrolment,
        enrolment.programme if enrolment else "",
        (enrolment.organisation_id,) if enrolment else (),
        request.args.to_dict(),
        typed() if write else {},
        {name: tuple(values) for name, values in form.items()},
    )


def _opened(face: PluginFace, page: Page, enrolment_id: int, *, write: bool) -> Enrolment:
    """Through the gates of the record. :raises NoSuchEnrolment: also when it is of another programme than the page's, or the
    plugin's own live nowhere there."""
    signed_in = actor()
    enrolment, basis = enter(http.work(), signed_in, enrolment_id, logged_as(face.plugin.key, page.path), write=write)
    if page.programme not in ("", enrolment.programme) or not lives_beside(face, page.programme, enrolment):
        raise NoSuchEnrolment()
    if signed_in.is_patient:
        stand_at(enrolment, organisation=enrolment.organisation)
    g.organisation = enrolment.organisation
    say_by_glass(enrolment_id, basis)
    return enrolment


def _shown(face: PluginFace, page: Page, visit: Visit) -> str:
    answer: Answer = page.body(visit)
    filled = answer if isinstance(answer, Filled) else None
    body: str
    if filled is not None:
        body = face.drawn(filled.template, visit, page.title, filled.values)
    elif isinstance(answer, str):
        body = markdown(answer)
    elif isinstance(answer, StepShown):
        body = drawn_step(answer, visit)
    else:
        raise TypeError(f"page {page.path} answered {type(answer).__name__}; it must be Markdown, Filled or StepShown")
    return render_template(
        "plugin_pages/page.html",
        title=visit.speech.say(page.title),
        body=body,
        plain=filled is None,
        errors=visit.faults,
        styles=[face.file(name) for name in filled.styles] if filled else (),
        scripts=[face.file(name) for name in filled.scripts] if filled else (),
        **(
            {"about": visit.enrolment, "nav": staff_nav("")}
            if visit.actor and visit.actor.is_staff
            else {"about": None}
        ),
    )
