"""The panels that plugins have on Varde's own pages: each is asked once for the page, and one that fails is left out."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from flask import g
from markupsafe import Markup

from varde.charts.values import THRESHOLD
from varde.enrolments.models import Enrolment
from varde.plugin.pages import Filled, Panel, Visit
from varde.web.plugins import words
from varde.web.plugins.faces import PluginFace, lives_beside, panels_at
from varde.web.shell import http
from varde.web.shell.living import lives_here
from varde.web.shell.pages import allowed

log = structlog.get_logger("varde.plugins")


def drawn(
    place: str,
    enrolment: Enrolment | None = None,
    programme: str = "",
    organisations: Sequence[int] = (),
    fewest: int = THRESHOLD,
) -> list[Markup]:
    """Every panel that stands here for whoever is signed in, as HTML. Called once for a page."""
    about = enrolment.programme if enrolment is not None else programme
    where = (enrolment.organisation_id,) if enrolment is not None else tuple(organisations)
    visit = Visit(http.work(), http.speech(), g.get("actor"), enrolment, about, where, fewest=fewest)
    made = (
        _drawn(face, panel, visit)
        for face, panel in panels_at(place)
        if panel.programme in ("", about) and allowed(panel.audience, visit.actor) and _lives(face, panel, visit)
    )
    return [panel for panel in made if panel]


def _lives(face: PluginFace, panel: Panel, visit: Visit) -> bool:
    """Beside an enrolment what belongs there; among figures what is offered, or has been followed, at the places they are of."""
    if visit.enrolment is not None:
        return lives_beside(face, panel.programme, visit.enrolment)
    return lives_here(face.programmes(panel.programme) or (visit.programme,), visit.organisations)


def _drawn(face: PluginFace, panel: Panel, visit: Visit) -> Markup | None:
    """One panel; None when it has nothing to show, or failed before a patient. What it wrote is undone either way."""
    try:
        with visit.work.undone():
            answer = panel.body(visit)
            if answer is None:
                return None
            if not isinstance(answer, Filled):
                raise TypeError(f"it answered {type(answer).__name__}; it must be Filled or None")
            return face.drawn(answer.template, visit, panel.title, answer.values, id=panel.key.replace(".", "-"))
    except Exception:
        log.exception("panel_failed", plugin=face.plugin.key, panel=panel.key)
    if visit.actor is None or visit.actor.is_patient:
        return None
    return Markup('<p class="muted small">{}</p>').format(visit.speech.say(words.LEFT_OUT, title=panel.title))
