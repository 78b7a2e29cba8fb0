"""Where the pages of words stand: an organisation that the editor reaches, a programme that is offered there, one of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import g

from varde.content.editing import ContentEditor, editor_signed_in
from varde.content.errors import ContentRefused, NoSuchContent, NotYourContent
from varde.content.values import StepKey
from varde.enrolments.living import offered_below
from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key
from varde.kernel.speech import Speech
from varde.programmes.values import Module, Programme, Step
from varde.setup.organisations import every_place
from varde.web.shell import http
from varde.web.shell.pages import actor


@dataclass(frozen=True, slots=True)
class ContentPlace:
    """One step of one programme at one organisation."""

    organisation: Organisation
    programme: Programme
    module: Module
    step: Step

    @property
    def key(self) -> StepKey:
        return StepKey(self.programme.key, self.module.key, self.step.key)

    @property
    def address(self) -> dict[str, Any]:
        """What the addresses of its pages hold."""
        return {
            "key": self.organisation.key,
            "programme": self.programme.key,
            "module": self.module.key,
            "step": self.step.key,
        }

    @property
    def draft(self) -> str:
        """Where what an editor types herself is kept until she saves it."""
        return f"{self.organisation.key}/{self.programme.key}/{self.module.key}.{self.step.key}"

    @property
    def number(self) -> str:
        """“3.4”: the module, and which step of it; of a library which step."""
        return numbered(self.module, 1 + self.module.steps.index(self.step))


def numbered(module: Module, step: int) -> str:
    """“3.4”; of a library, which has no number, “4”."""
    return str(step) if module.library else f"{module.number}.{step}"


def editor() -> ContentEditor:
    """Whoever is signed in, with all that she may write and approve."""
    known: ContentEditor | None = g.get("content_editor")
    if known is None:
        known = g.content_editor = editor_signed_in(http.work(), actor())
    return known


def places_of(writer: ContentEditor) -> list[Organisation]:
    """The organisations that she writes or approves for, those above before those below, and by name. One statement."""
    reached = {*(writer.writes or ()), *(writer.approves or ())}
    places = every_place(http.work(), reached)
    return [place for place in places if place.closed_at is None]


def organisation_of_page(key: str) -> Organisation:
    """:raises NoSuchOrganisation, NotYourContent"""
    organisation, reader = organisation_by_key(http.work(), key), editor()
    if organisation.id not in {*(reader.writes or ()), *(reader.approves or ())}:
        raise NotYourContent()
    g.organisation = organisation
    return organisation


def programmes_at(organisation: Organisation) -> list[Programme]:
    """The programmes whose words she writes or approves and that are offered here or below; in the order of their keys."""
    work, reader = http.work(), editor()
    offered = offered_below(work, organisation.id)
    return [
        programme
        for key, programme in work.catalogue.all(Programme).items()
        if key in offered
        and programme.modules
        and (reader.may_write(organisation.id, key) or reader.may_approve(organisation.id, key))
    ]


def place_of_step(key: str, programme: str, module: str, step: str) -> ContentPlace:
    """The step of a page, which she may write. :raises NoSuchOrganisation, NotYourContent, NoSuchContent"""
    organisation = organisation_of_page(key)
    if not editor().may_write(organisation.id, programme):
        raise NotYourContent()
    for each in programmes_at(organisation):
        for part in each.modules:
            for each_step in part.steps:
                if (each.key, part.key, each_step.key) == (programme, module, step):
                    return ContentPlace(organisation, each, part, each_step)
    raise NoSuchContent()


def refused_at(fault: ContentRefused) -> dict[str, str]:
    """The sentences by the control that each is about; at the head of the page ("") when they are about none."""
    said = {control: sentence.to(http.language()) for control, sentence in fault.of.items()}
    return said or {"": " ".join(fault.each(http.language()))}


def step_title(speech: Speech, programme: Programme | None, key: StepKey) -> str:
    """“3.4 Mens det står på”; its keys when no installed programme has it."""
    for module in programme.modules if programme else ():
        for number, step in enumerate(module.steps, start=1):
            if (module.key, step.key) == (key.module, key.step):
                return f"{numbered(module, number)} {speech.say(step.title)}"
    return f"{key.module}: {key.step}"
