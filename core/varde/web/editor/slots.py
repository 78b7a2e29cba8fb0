"""The slots of the programmes at one place: which are filled, and what is put in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.content.errors import ContentRefused, NoSuchContent
from varde.content.media import MOST
from varde.content.slots import (
    EMPTY,
    SlotPlace,
    SlotStanding,
    approve_slot,
    choices_for,
    empty_slot,
    refuse_slot,
    send_to_slot,
    slots_in,
    standing_slot,
    standing_slots,
)
from varde.files.values import MB
from varde.identity.models import Organisation
from varde.kernel.characters import row_number
from varde.kernel.words import PATIENT_LANGUAGES
from varde.programmes.values import Programme
from varde.setup.words import IN_LANGUAGE
from varde.web.editor import words
from varde.web.editor.places import editor, organisation_of_page, programmes_at, refused_at, step_title
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import audience, staff_nav

bp = Blueprint("content_slots", __name__, url_prefix="/innhold/<key>/plasser")


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A slot on the list: of which step, and how it stands."""

    place: SlotPlace
    title: str
    standing: SlotStanding


@bp.get("")
@audience("approve_content")
def index(key: str) -> str:
    """Every slot of the programmes of one place, the empty ones too."""
    organisation = organisation_of_page(key)
    programmes = programmes_at(organisation)
    standing = standing_slots(http.work(), organisation.id)
    lines: dict[str, list[SlotLine]] = {}
    for programme, _, _, place in slots_in(programmes):
        stands = standing.get((place.key, place.slot.key), EMPTY)
        line = SlotLine(place, step_title(http.speech(), programme, place.key), stands)
        lines.setdefault(programme.key, []).append(line)
    every = [line for of_programme in lines.values() for line in of_programme]
    return render_template(
        "content/slots.html",
        organisation=organisation,
        programmes=[(programme, lines[programme.key]) for programme in programmes if programme.key in lines],
        filled=sum(1 for line in every if line.standing.shown),
        every=len(every),
        writes=any(editor().may_write(organisation.id, programme.key) for programme in programmes),
        kinds=words.KINDS_OF_SLOTS,
        nav=staff_nav("content"),
    )


def _place(
    organisation: Organisation, programme: str, module: str, step: str, slot: str
) -> tuple[Programme, SlotPlace]:
    """:raises NoSuchContent"""
    for each, _, _, place in slots_in(programmes_at(organisation)):
        if (place.key.programme, place.key.module, place.key.step, place.slot.key) == (programme, module, step, slot):
            return each, place
    raise NoSuchContent()


@bp.get("/<programme>/<module>/<step>/<slot>")
@audience("approve_content")
def show(key: str, programme: str, module: str, step: str, slot: str) -> str:
    """What stands in a slot, what waits, and what can be put there."""
    organisation = organisation_of_page(key)
    return _page(organisation, *_place(organisation, programme, module, step, slot))


def _page(
    organisation: Organisation,
    programme: Programme,
    place: SlotPlace,
    form: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> str:
    work, reader = http.work(), editor()
    standing = standing_slot(work, organisation.id, place)
    writes = reader.may_write(organisation.id, programme.key)
    stands = standing.shown.deed.code if standing.shown and standing.shown.place == 0 else ""
    sent_by = standing.waits.deed.by_id if standing.waits else None
    return render_template(
        "content/slot.html",
        organisation=organisation,
        place=place,
        title=step_title(http.speech(), programme, place.key),
        standing=standing,
        choices=[
            (each.code, each.title)
            for each in (choices_for(work, organisation.id, place.slot) if writes else ())
            if each.code != stands
        ],
        writes=writes,
        is_sender=sent_by is not None and sent_by == reader.person_id,
        may_approve=reader.may_approve(organisation.id, programme.key),
        kind=words.KINDS_OF_SLOTS[place.slot.kind],
        most=MOST[place.slot.kind] // MB,
        languages=PATIENT_LANGUAGES,
        named=IN_LANGUAGE,
        deed_words=words.SLOT_DEEDS,
        address=_address(organisation, place),
        typed=form or {},
        errors=errors or {},
        nav=staff_nav("content"),
    )


def _address(organisation: Organisation, place: SlotPlace) -> dict[str, Any]:
    at = place.key
    return {
        "key": organisation.key,
        "programme": at.programme,
        "module": at.module,
        "step": at.step,
        "slot": place.slot.key,
    }


@bp.post("/<programme>/<module>/<step>/<slot>")
@audience("approve_content")
def change(key: str, programme: str, module: str, step: str, slot: str) -> Any:
    """Send something for approval, decide on what waits, or take out what is shown."""
    organisation = organisation_of_page(key)
    declared, place = _place(organisation, programme, module, step, slot)
    form, deed = typed(), typed().get("gjor", "")
    try:
        with http.work().apart():
            _change(organisation, place, deed, form)
    except ContentRefused as fault:
        return _page(organisation, declared, place, form, refused_at(fault)), 422
    flash(http.speech().say(words.SLOT_DONE.get(deed, words.SLOT_SENT)), "done")
    return redirect(url_for("content_slots.show", **_address(organisation, place)), 303)


def _change(organisation: Organisation, place: SlotPlace, deed: str, form: Mapping[str, str]) -> None:
    work, reader, reason = http.work(), editor(), form.get("reason", "")
    if deed == "godkjenn":
        approve_slot(work, reader, organisation, place, row_number(form.get("waits", "")) or 0)
    elif deed in ("avslaa", "trekk"):
        refuse_slot(work, reader, organisation, place, row_number(form.get("waits", "")) or 0, reason)
    elif deed == "tom":
        empty_slot(work, reader, organisation, place, form.get("why", ""))
    else:
        send_to_slot(work, reader, organisation, place, form.get("code", ""), row_number(form.get("base", "")) or 0)
