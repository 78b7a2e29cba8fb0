"""Who may be shown a picture, film or sound of an organisation: never another's."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from varde.content.blocks import media_in
from varde.content.models import ContentMedium, ContentText
from varde.enrolments.models import Enrolment
from varde.identity.service import Actor, line_of, under
from varde.kernel.work import Work
from varde.modules.models import StepSeen


def may_be_shown(work: Work, reader: Actor, medium: ContentMedium) -> bool:
    """Whether she is treated or works where the organisation's texts are read, or somewhere above it; or reads words that name it
    and that moved along with an enrolment from there. Three statements at the most for a patient, and four for staff."""
    below = set(under(work, [medium.organisation_id]))
    if reader.is_patient:
        hers = Enrolment.person_id == reader.person_id
        at = set(work.session.scalars(select(Enrolment.organisation_id).where(hers).distinct()))
        return bool(at & below) or _was_read(work, hers, medium.code)
    at = {held.organisation_id for held in reader.roles}
    if at & (below | set(line_of(work, medium.organisation_id))):
        return True
    return bool(at) and _was_read(work, Enrolment.organisation_id.in_(under(work, sorted(at))), medium.code)


def _was_read(work: Work, whose: ColumnElement[bool], code: str) -> bool:
    """Whether words that name it were shown in one of these enrolments."""
    bodies = work.session.scalars(
        select(ContentText.body)
        .join(StepSeen, StepSeen.digest == ContentText.digest)
        .join(Enrolment, Enrolment.id == StepSeen.enrolment_id)
        .where(whose, ContentText.body.contains(code, autoescape=True))
        .distinct()
    )
    return any(piece.code == code for body in bodies for piece in media_in(body))
