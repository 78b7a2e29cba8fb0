"""What a programme says of itself where it is offered: what it is for and not for, who answers for it, what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, render_template

from varde.enrolments.stored_settings import find_offering, settings_of
from varde.identity.service import organisation_by_key
from varde.instruments.values import Instrument
from varde.instruments.words import LICENCE
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import NotFound
from varde.kernel.words import Text
from varde.programmes.values import Programme
from varde.web.shell import http
from varde.web.shell.pages import audience

bp = Blueprint("about", __name__)


@dataclass(frozen=True, slots=True)
class OwnedInstrument:
    """A questionnaire that the programme asks, whose it is, and whether its official wording may be shown."""

    title: Text
    holder: str
    licence: Text


@bp.get("/o/<key>/om/<programme>")
@audience("public")
def show(key: str, programme: str) -> str:
    """The same to everybody: patients, staff and whoever has not signed in. :raises NotFound: it has never been offered there."""
    work = http.work()
    place = organisation_by_key(work, key)
    declared = work.catalogue.all(Programme).get(programme)
    offering = find_offering(work, place.id, programme)
    if declared is None or offering is None:
        raise NotFound()
    g.organisation = place
    return render_template(
        "front/about.html",
        programme=declared,
        place=place,
        responsible=settings_of(work, offering).responsible,
        asked=asked_in(work.catalogue, declared),
    )


def asked_in(catalogue: Catalogue, programme: Programme) -> list[OwnedInstrument]:
    """The questionnaires of every occasion that are installed, each once, in the order they are first asked."""
    installed = catalogue.all(Instrument)
    keys = dict.fromkeys(key for occasion in programme.occasions for key in occasion.every_instrument)
    instruments = [installed[key] for key in keys if key in installed]
    return [OwnedInstrument(each.title, each.licence.holder, LICENCE[each.licence.mark]) for each in instruments]
