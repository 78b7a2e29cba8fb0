"""What a step says, on a page of a plugin: drawn as in its module, without anything that is not for whoever reads."""

from __future__ import annotations

from flask import render_template

from varde.content.rules import PLAYED
from varde.content.values import StepKey
from varde.enrolments.living import places_near
from varde.kernel.text import markdown
from varde.modules.in_public import words_in_public
from varde.plugin.pages import StepShown, Visit
from varde.web.shell.step_prose import drawn_pieces


def drawn_step(shown: StepShown, visit: Visit) -> str:
    """The words of the step as safe HTML, or what is said instead. Pictures, films and sounds belong to the organisation, and are
    not for whoever is not signed in.

    :raises NoSuchStep: no installed plugin has the step.
    """
    work, language = visit.work, visit.speech.language
    about = visit.enrolment.organisation_id if visit.enrolment is not None else None
    places = places_near(work, shown.programme, visit.actor, about)
    text = words_in_public(work, places, StepKey(shown.programme, shown.module, shown.step), language)
    if text is None:
        return markdown(visit.speech.say(shown.instead))
    lent = () if visit.actor is not None else ("picture", *PLAYED)
    pieces = [piece for piece in text.pieces if piece.kind not in lent]
    place = next(iter(places)) if len(places) == 1 else 0
    return render_template("plugin_pages/step.html", text=text, pieces=drawn_pieces(work, pieces, place))
