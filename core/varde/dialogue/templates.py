"""Templates of messages: one's own, the clinic's and those a programme brings; chosen, and filled in for one patient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, or_, select

from varde.dialogue.errors import NoSuchTemplate, TemplateField, TemplateInBoth, TemplateTooLong, TooManyTemplates
from varde.dialogue.models import WrittenTemplate
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation
from varde.identity.rights import roles_with
from varde.identity.service import Actor, line_of
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.modules.progress import path_of
from varde.programmes.gone import programme_of
from varde.programmes.message_fields import (
    LONGEST_BODY,
    LONGEST_TITLE,
    MessageTemplate,
    fields_in,
    fill,
    unknown_fields,
)
from varde.scheduling.service import appointments_of

Whose = Literal["own", "clinic", "programme"]
CLINIC_TEMPLATES = "clinic_templates"
"""The right to keep the templates that a whole clinic chooses from."""
MOST = 100


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template to choose: ``code`` says which it is, ``title`` is what staff call it."""

    code: str
    title: str
    whose: Whose
    body: Text
    organisation_id: int | None = None


def templates_for(work: Work, actor: Actor, enrolment: Enrolment) -> Sequence[TemplateLine]:
    """What she may choose for this patient: her own, those of the clinic and above it, those of the programme. Two statements."""
    line = line_of(work, enrolment.organisation_id)
    theirs = or_(WrittenTemplate.owner_id == actor.person_id, WrittenTemplate.organisation_id.in_(line))
    declared = programme_of(work, enrolment.programme).templates
    return [*_written(work, theirs), *(_declared(template, actor.language) for template in declared)]


def templates_kept(work: Work, actor: Actor) -> Sequence[TemplateLine]:
    """What she may change: her own, and those of the clinics whose templates she keeps. One statement."""
    places = actor.places(*roles_with(CLINIC_TEMPLATES))
    return _written(work, or_(WrittenTemplate.owner_id == actor.person_id, WrittenTemplate.organisation_id.in_(places)))


def _written(work: Work, which: ColumnElement[bool]) -> list[TemplateLine]:
    rows = work.session.scalars(
        select(WrittenTemplate).where(which, WrittenTemplate.gone_at.is_(None)).order_by(WrittenTemplate.title)
    ).all()
    lines = [
        TemplateLine(
            f"t{row.id}",
            row.title,
            "own" if row.owner_id is not None else "clinic",
            Text(row.nb, row.nn),
            row.organisation_id,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: line.whose != "own")


def _declared(template: MessageTemplate, language: str) -> TemplateLine:
    return TemplateLine(f"p-{template.key}", template.title.to(language), "programme", template.body)


def filled_in(work: Work, actor: Actor, enrolment: Enrolment, code: str) -> str:
    """The words of a template for this patient, in her language; a field that nobody knows stands as it is.

    :raises NoSuchTemplate: it is not among those she may choose for this patient.
    """
    line = next((line for line in templates_for(work, actor, enrolment) if line.code == code), None)
    if line is None:
        raise NoSuchTemplate()
    language = "nn" if enrolment.person.language == "nn" else "nb"
    words = line.body.to(language)
    return fill(words, _values(work, actor, enrolment, fields_in(words), language))


def _values(work: Work, actor: Actor, enrolment: Enrolment, wanted: Sequence[str], language: str) -> dict[str, str]:
    programme, place = programme_of(work, enrolment.programme), enrolment.organisation
    values = {
        "fornavn": enrolment.person.given_name,
        "behandler": actor.name,
        "klinikk": place.name,
        "telefon": place.settings.phone,
        "program": programme.title.to(language),
    }
    if "modul" in wanted and programme.digital:
        view = path_of(work, enrolment, language).here
        values["modul"] = view.module.title.to(language) if view is not None else ""
    if "tid" in wanted:
        coming = [row.starts_at for row in appointments_of(work, enrolment.id) if row.state == "booked"]
        speech = Speech(language, work.zone, work.now)
        soonest = min((at for at in coming if at > work.now), default=None)
        values["tid"] = f"{speech.weekday(soonest)} {speech.clock(soonest)}" if soonest is not None else ""
    return values


def keep_template(
    work: Work, actor: Actor, title: str, body: Text, organisation_id: int | None, template_id: int | None = None
) -> WrittenTemplate:
    """Write a template of one's own, or one of a clinic whose templates one keeps; or change it.

    :param organisation_id: None for one's own.
    :raises TemplateInBoth: something of it is missing, or bokmål and nynorsk do not name the same fields.
    :raises TemplateField: it names a field that nobody can fill in.
    :raises TemplateTooLong, TooManyTemplates
    :raises NoSuchTemplate: it is not hers to change, or the clinic's are not.
    """
    title, nb, nn = " ".join(title.split()), body.nb.strip(), body.nn.strip()
    if not title or not nb or not nn:
        raise TemplateInBoth()
    if len(title) > LONGEST_TITLE or max(len(nb), len(nn)) > LONGEST_BODY:
        raise TemplateTooLong(title=LONGEST_TITLE, body=LONGEST_BODY)
    for words in (nb, nn):
        for name in unknown_fields(words):
            raise TemplateField(field=f"{{{name}}}")
    if set(fields_in(nb)) != set(fields_in(nn)):
        raise TemplateInBoth()
    if organisation_id is not None and organisation_id not in actor.places(*roles_with(CLINIC_TEMPLATES)):
        raise NoSuchTemplate()
    if template_id is None:
        if len(templates_kept(work, actor)) >= MOST:
            raise TooManyTemplates(most=MOST)
        row = work.add(WrittenTemplate())
    else:
        row = _hers(work, actor, template_id)
    row.owner_id = actor.person_id if organisation_id is None else None
    row.organisation_id, row.title, row.nb, row.nn = organisation_id, title, nb, nn
    row.changed_at, row.changed_by_id = work.now, actor.person_id
    work.session.flush()
    return row


def drop_template(work: Work, actor: Actor, template_id: int) -> None:
    """It is not to be chosen any more. :raises NoSuchTemplate: it is not hers to take away."""
    _hers(work, actor, template_id).gone_at = work.now


def _hers(work: Work, actor: Actor, template_id: int) -> WrittenTemplate:
    row = work.session.get(WrittenTemplate, template_id)
    places = actor.places(*roles_with(CLINIC_TEMPLATES))
    if row is None or row.gone_at is not None or not (row.owner_id == actor.person_id or row.organisation_id in places):
        raise NoSuchTemplate()
    return row


def places_kept(work: Work, actor: Actor) -> Sequence[Organisation]:
    """The organisations whose templates she keeps. No statement when there are none."""
    places = actor.places(*roles_with(CLINIC_TEMPLATES))
    if not places:
        return []
    rows = work.session.scalars(select(Organisation).where(Organisation.id.in_(places)).order_by(Organisation.name))
    return rows.all()
