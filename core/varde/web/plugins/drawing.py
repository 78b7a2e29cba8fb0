"""Draw everything that a plugin shows, for people who are invented: what fails in a template is told before anybody meets it."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flask import Flask, g, get_template_attribute

from varde.content.media import ShownMedium
from varde.content.models import ContentMedium
from varde.content.slots import slots_in
from varde.enrolments.service import enrolment_by_id
from varde.identity.service import Actor
from varde.kernel.part import Part, Permission
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Platform
from varde.kinds.kind import AnswerKind
from varde.plugin.pages import Filled, Page, Panel, StepShown, Visit
from varde.programmes.media_slots import MediaSlot
from varde.programmes.values import Exercise, Programme
from varde.web.plugins.faces import PluginFace, faces_of
from varde.web.plugins.soundness import kinds_of
from varde.web.plugins.step_shown import drawn_step
from varde.web.shell import http
from varde.web.shell.controls import control
from varde.web.shell.exercise_forms import drawn_fields

WORDS = Text("Ord", "Ord", "Word")


@dataclass(frozen=True, slots=True)
class Sight:
    """Somebody who looks: as what (a role, ``patient``, ``staff`` or ``anyone``), who that is, at which organisation, and about
    which enrolment (None: about none) of ``programme``."""

    role: str
    actor: Actor | None
    organisation_id: int
    programme: str = ""
    enrolment_id: int | None = None


@dataclass(frozen=True, slots=True)
class CannotBeDrawn:
    """What fails: ``about`` it (``panel sleep.home``), the sentence, and the file and line where."""

    about: str
    rule: str
    at: str


@dataclass
class Looked:
    """What came of looking at everything: ``faults``, and what showed nothing to anybody who looked."""

    faults: list[CannotBeDrawn] = field(default_factory=list)
    never_drawn: list[str] = field(default_factory=list)


def look_at(app: Flask, platform: Platform, key: str, sights: Sequence[Sight]) -> Looked:
    """Draw every page, panel, kind of answer, exercise and slot of the plugin for each of these, in every language. What is
    written is undone."""
    face, looked = faces_of(app)[key], Looked()
    for page in face.plugin.pages:
        seeing = [each for each in _allowed(platform, page, sights) if _fits(page, each, page.of_enrolment)]
        if not page.of_enrolment:  # it is told of no programme and no place
            seeing = list(dict.fromkeys(replace(each, organisation_id=0, programme="") for each in seeing))
        _draw(app, face, looked, f"page {page.path or '/'}", [(each, _page(face, page)) for each in seeing])
    for panel in face.plugin.panels:
        seeing = [each for each in _allowed(platform, panel, sights) if _fits(panel, each, panel.place != "figures")]
        _draw(app, face, looked, f"panel {panel.key}", [(each, _panel(face, panel)) for each in seeing])
    nobody = Sight("anyone", None, 0)
    for declared in kinds_of(face.part).values():
        for sample in declared.samples:
            _draw(app, face, looked, f"kind {declared.key}", [(nobody, _kind(sample))])
    for programme in (platform.catalogue.one(Programme, key) for key in face.plugin.programmes):
        for module, step in programme.exercises.values():
            if step.kind.template:
                about = f"programme {programme.key}: module {module.key}: step {step.key}"
                _draw(app, face, looked, about, [(nobody, _exercise(step))])
        for *_, place in slots_in([programme]):
            at = place.key
            about = f"programme {at.programme}: module {at.module}: step {at.step}: slot {place.slot.key}"
            _draw(app, face, looked, about, [(nobody, _slot(place.slot))])
    return looked


Drawer = Callable[[Visit], Any]


def _draw(app: Flask, face: PluginFace, looked: Looked, about: str, drawers: Iterable[tuple[Sight, Drawer]]) -> None:
    """One thing, for everybody who may see it: each way in which it fails once, with for whom and in which languages."""
    whom: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    drawn = False
    for sight, draw in drawers:
        for language in LANGUAGES:
            fault, shown = _tried(app, face, sight, draw, language)
            drawn = drawn or shown
            if fault is not None:
                whom.setdefault(fault, {}).setdefault(sight.role, {})[language] = None
    for (rule, at), roles in whom.items():
        languages = dict.fromkeys(language for of_role in roles.values() for language in of_role)
        looked.faults.append(CannotBeDrawn(about, f"{rule} (for {', '.join(roles)}; in {', '.join(languages)})", at))
    if not drawn and not whom:
        looked.never_drawn.append(about)


def _tried(
    app: Flask, face: PluginFace, sight: Sight, draw: Drawer, language: str
) -> tuple[tuple[str, str] | None, bool]:
    with app.test_request_context(f"/?lang={language}"):
        g.actor, g.session_key = sight.actor, ""
        work = http.work()
        try:
            with work.undone():
                enrolment = enrolment_by_id(work, sight.enrolment_id) if sight.enrolment_id else None
                places = (sight.organisation_id,) if sight.organisation_id else ()
                visit = Visit(work, http.speech(), sight.actor, enrolment, sight.programme, places)
                return None, draw(visit) is not None
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is said of it
            sentence = str(error).strip().split("\n")[0]
            return (f"it cannot be drawn: {type(error).__name__}: {sentence}", _where(face.part, error)), False
        finally:
            http.drop_work()


def _where(part: Part, error: Exception) -> str:
    """The last line of the plugin's own that was run: of a template, or of its code."""
    folders = [folder for folder in (part.templates, Path(part.origin.rpartition(":")[0]).parent) if folder]
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if any(Path(frame.filename).is_relative_to(folder) for folder in folders):
            return f"{frame.filename}:{frame.lineno}"
    return part.origin


def _allowed(platform: Platform, shown: Page | Panel, sights: Iterable[Sight]) -> list[Sight]:
    roles = platform.catalogue.one(Permission, shown.audience).roles
    return [each for each in sights if each.role in roles or "anyone" in roles]


def _fits(shown: Page | Panel, sight: Sight, of_enrolment: bool) -> bool:
    return (sight.enrolment_id is not None) == of_enrolment and shown.programme in ("", sight.programme)


def _slot(slot: MediaSlot) -> Drawer:
    """Empty, which must show nothing, and filled."""

    def draw(visit: Visit) -> Any:
        said, language = dict.fromkeys(LANGUAGES, WORDS.nb), visit.speech.language
        medium = ContentMedium(code="invented", kind=slot.kind, title=WORDS.nb, captions=said, transcript=said)
        slots = get_template_attribute("varde/_parts/prose.html", "slots")
        if slots([], language).strip():
            raise ValueError("an empty slot shows something")
        return slots([(slot, ShownMedium(medium))], language)

    return draw


def _page(face: PluginFace, page: Page) -> Drawer:
    def draw(visit: Visit) -> Any:
        answer = page.body(visit)
        if isinstance(answer, StepShown):
            return drawn_step(answer, visit)
        if not isinstance(answer, Filled | str):
            raise TypeError(f"it answered {type(answer).__name__}; it must be Markdown, Filled or StepShown")
        return face.drawn(answer.template, visit, page.title, answer.values) if isinstance(answer, Filled) else answer

    return draw


def _panel(face: PluginFace, panel: Panel) -> Drawer:
    def draw(visit: Visit) -> Any:
        answer = panel.body(visit)
        if answer is not None and not isinstance(answer, Filled):
            raise TypeError(f"it answered {type(answer).__name__}; it must be Filled or None")
        return answer and face.drawn(answer.template, visit, panel.title, answer.values, id="panel")

    return draw


def _kind(sample: AnswerKind) -> Drawer:
    return lambda _visit: [control(sample, "answer", WORDS, {}, errors) for errors in ({}, {"answer": "Feil."})]


def _exercise(step: Exercise) -> Drawer:
    wrong = {each.key: "Feil." for each in step.fields}
    return lambda _visit: [drawn_fields(step, {}, errors) for errors in ({}, wrong)]
