"""What she has opened, to print, and as one file to keep and read without a network. What is locked or hidden is in neither."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from markupsafe import Markup

from varde.content.media import ShownMedium, files_of_media
from varde.content.models import ContentMedium
from varde.content.slots import slots_of_steps
from varde.content.values import StepKey
from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment
from varde.files.service import opened
from varde.files.values import TYPES
from varde.modules.opened import OpenedModule, OpenedStep, opened_modules
from varde.modules.path_rules import ModuleView
from varde.modules.progress import path_of
from varde.programmes.gone import programme_of
from varde.programmes.media_slots import MediaSlot
from varde.web.patient.places import may_read, stand_at
from varde.web.shell import http
from varde.web.shell.guide_page import DrawnGuide, drawn_guide
from varde.web.shell.pages import actor, audience
from varde.web.shell.step_prose import DrawnPiece, drawn_texts

_HEADING = re.compile(r"(</?h)([2-4])(?=[ >])")
bp = Blueprint("opened", __name__, url_prefix="/moduler/<int:enrolment_id>")


@dataclass(frozen=True, slots=True)
class StepOnPaper:
    """A step with its words as they are drawn, what stands in its slots, and its guide as text with times."""

    opened: OpenedStep
    pieces: list[DrawnPiece]
    slots: list[tuple[MediaSlot, ShownMedium]]
    guide: DrawnGuide | None


@dataclass(frozen=True, slots=True)
class ModuleOnPaper:
    """A module with the steps that she has opened."""

    view: ModuleView
    steps: tuple[StepOnPaper, ...]


@bp.get("/utskrift")
@audience("patient")
def everything(enrolment_id: int) -> Any:
    """All that she has opened, to print."""
    return _page(enrolment_id)


@bp.get("/utskrift/<module>")
@audience("patient")
def one_module(enrolment_id: int, module: str) -> Any:
    """What she has opened of one module, to print."""
    return _page(enrolment_id, module)


def _page(enrolment_id: int, module: str = "") -> Any:
    enrolment = _enrolment(enrolment_id)
    if not may_read(enrolment, http.work().now):
        return redirect(url_for("modules.index", enrolment_id=enrolment_id), 303)
    return _document(enrolment, module)


@bp.get("/last-ned")
@audience("patient")
def download(enrolment_id: int) -> Any:
    """All that she has opened as one file: without scripts, addresses or anything that says whose it is."""
    enrolment = _enrolment(enrolment_id)
    if not may_read(enrolment, http.work().now):
        return redirect(url_for("modules.index", enrolment_id=enrolment_id), 303)
    whole = _document(enrolment, kept=True)
    name = f"varde-{enrolment.programme}-{http.work().today.isoformat()}.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(whole, mimetype="text/html", headers=headers)


def _enrolment(enrolment_id: int) -> Enrolment:
    enrolment = open_record(http.work(), actor(), enrolment_id, "modules")
    stand_at(enrolment, organisation=enrolment.organisation)
    return enrolment


def _document(enrolment: Enrolment, module: str = "", *, kept: bool = False) -> str:
    """:param kept: it is a file, with its styles and its pictures in it."""
    work = http.work()
    path = path_of(work, enrolment, http.language())
    asked = path.view(module) if module else None
    modules = opened_modules(work, enrolment, path, http.language(), asked.module.key if asked else "")
    every = {each.text.key: each.text.pieces for part in modules for each in part.steps}
    pieces = drawn_texts(work, every, enrolment.organisation_id)
    steps = {each.key: each.step for part in modules for each in part.steps}
    slots = slots_of_steps(work, enrolment.organisation_id, steps)
    pictures = [
        piece.shown.medium for each in pieces.values() for piece in each if piece.kind == "picture" and piece.shown
    ]
    return render_template(
        "opened/document.html",
        enrolment=enrolment,
        programme=programme_of(work, enrolment.programme),
        modules=[_on_paper(part, pieces, slots) for part in modules],
        asked=asked,
        source=_inlined(pictures) if kept else _addresses(pictures),
        styles=Markup(_styles()) if kept else None,  # noqa: S704 - our own files
    )


def _on_paper(
    part: OpenedModule,
    pieces: Mapping[str, list[DrawnPiece]],
    slots: Mapping[StepKey, list[tuple[MediaSlot, ShownMedium]]],
) -> ModuleOnPaper:
    steps = (
        StepOnPaper(
            each, [below_a_step(piece) for piece in pieces[each.text.key]], slots[each.key], drawn_guide(each.step)
        )
        for each in part.steps
    )
    return ModuleOnPaper(part.view, tuple(steps))


def below_a_step(piece: DrawnPiece) -> DrawnPiece:
    """Its headings two steps down, since the title of the step is one of several here."""
    return replace(piece, html=_HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 2}", piece.html))


def _addresses(pictures: Iterable[ContentMedium]) -> dict[str, str]:
    return {medium.code: url_for("step_files.whole", code=medium.code) for medium in pictures}


def _inlined(pictures: Iterable[ContentMedium]) -> dict[str, str]:
    """Each picture itself, in place of where it lies."""
    settings = http.work().settings
    return {
        code: f"data:{TYPES[file.type].media_type};base64,{base64.b64encode(opened(settings, file).read()).decode()}"
        for code, file in files_of_media(http.work(), pictures).items()
    }


@lru_cache(maxsize=1)
def _styles() -> str:
    folder = files("varde.web.shell") / "static"
    return "".join((folder / name).read_text(encoding="utf-8") for name in ("varde.css", "reading.css"))
