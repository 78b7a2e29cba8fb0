"""Every step of the programmes at an organisation: whose words stand, what is being written and waits, what the plugin changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from varde.content.approving import waiting_at
from varde.content.overview import StepStanding, standing_of
from varde.content.slots import EMPTY, slots_in, standing_slots
from varde.content.values import StepKey
from varde.programmes.values import Module, Programme
from varde.web.editor.places import editor, organisation_of_page, places_of, programmes_at, step_title
from varde.web.shell import http
from varde.web.shell.pages import audience, staff_nav

bp = Blueprint("content", __name__, url_prefix="/innhold")


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme with its modules, and how each of their steps stands; whether she may write them, or approve alone."""

    programme: Programme
    modules: tuple[tuple[Module, tuple[StepStanding, ...]], ...]
    writes: bool

    @property
    def changed(self) -> int:
        """In how many steps the plugin has other words than ours began from."""
        return sum(1 for _, steps in self.modules for step in steps if step.basis)


def _modules(
    programme: Programme, standing: Mapping[StepKey, StepStanding]
) -> tuple[tuple[Module, tuple[StepStanding, ...]], ...]:
    return tuple(
        (module, tuple(standing[StepKey(programme.key, module.key, step.key)] for step in module.steps))
        for module in programme.modules
    )


@bp.get("")
@audience("approve_content")
def index() -> Any:
    """The first place where she writes or approves."""
    places = places_of(editor())
    if not places:
        return render_template("content/nowhere.html", nav=staff_nav("content"))
    return redirect(url_for("content.show", key=places[0].key), 303)


@bp.get("/<key>")
@audience("approve_content")
def show(key: str) -> str:
    """The programmes of one place."""
    work, speech, organisation = http.work(), http.speech(), organisation_of_page(key)
    programmes = programmes_at(organisation)
    standing = standing_of(work, organisation, programmes)
    lines = [
        ProgrammeLine(programme, _modules(programme, standing), editor().may_write(organisation.id, programme.key))
        for programme in programmes
    ]
    slots = standing_slots(work, organisation.id)
    installed = {line.programme.key: line.programme for line in lines}
    waiting = [each for each in waiting_at(work, [organisation.id]) if each.key.programme in installed]
    return render_template(
        "content/overview.html",
        organisation=organisation,
        places=places_of(editor()),
        lines=lines,
        titles={
            each.key: step_title(speech, line.programme, each.key)
            for line in lines
            for _, steps in line.modules
            for each in steps
        },
        waiting=[
            (each, step_title(speech, installed[each.key.programme], each.key), each.may_approve(editor()))
            for each in waiting
        ],
        in_slots=[
            (place, step_title(speech, programme, place.key), waits.deed, editor().person_id != waits.deed.by_id)
            for programme, _, _, place in slots_in(programmes)
            if (waits := slots.get((place.key, place.slot.key), EMPTY).waits)
        ],
        nav=staff_nav("content"),
    )
