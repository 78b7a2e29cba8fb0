"""Danger in a referral, sent or begun: who it is about, and when somebody is told of what lies in a draft.

A draft is judged like that of a questionnaire (:mod:`varde.alerts.drafts`): at once when a button was pressed, in an hour when the
page saved by itself, and never twice about the same answers. What was sent in the meantime was judged then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from varde.alerts.at_referral import dangers_of
from varde.alerts.drafts import LEFT_AFTER
from varde.alerts.note_rules import BEGUN
from varde.alerts.notes import RiskKept, RiskSent, digest_of, keep_refused
from varde.drafts.models import Draft
from varde.drafts.service import fields_of, left
from varde.identity.errors import NoSuchOrganisation
from varde.identity.nin import InvalidNationalIdentityNumber, parse
from varde.identity.service import organisation_by_key, person_by_nin
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.web.shell.referral_form import facts_in, questions_of

OWN, CLINICIANS = "self-referral", "referral"
"""Where drafts of the two forms lie, with the clinic and the programme behind: ``self-referral/klinikken/lake``."""

Form = Mapping[str, Sequence[str]]


def risk_in(work: Work, author_id: int, place: str, form: Form) -> RiskSent | None:
    """The danger that a referral tells of, whether or not it can be taken; None when there is none, when ``place`` is no
    referral's, or when nobody knows whom it is about: a clinician's is about whoever has the number in it."""
    kind, _, where = place.partition("/")
    key, _, programme = where.partition("/")
    declared = work.catalogue.all(Programme).get(programme)
    if kind not in (OWN, CLINICIANS) or declared is None:
        return None
    try:
        organisation = organisation_by_key(work, key)
    except NoSuchOrganisation:
        return None
    facts = facts_in(questions_of(declared, clinician=kind == CLINICIANS), form)
    dangers = dangers_of(work, declared, organisation.id, facts)
    person_id = author_id if kind == OWN else _numbered(work, "".join(form.get("nin", ())[:1]))
    if not dangers or person_id is None:
        return None
    return RiskSent(person_id, organisation.id, declared.key, "referral", dangers, author_id)


def _numbered(work: Work, typed: str) -> int | None:
    try:
        person = person_by_nin(work, parse(typed, allow_synthetic=work.settings.synthetic_ids))
    except InvalidNationalIdentityNumber:
        return None
    return person.id if person is not None else None


def judge(work: Work, draft: Draft, form: Form, *, pressed: bool) -> RiskKept | None:
    """What was saved as a draft just now, by a button or by the page itself: tell of the danger in it, or look in an hour."""
    risk = risk_in(work, draft.author_id, draft.place, form)
    if risk is None:
        draft.look_at = None
        return None
    if not pressed:
        draft.look_at = draft.look_at or work.now + LEFT_AFTER
        return None
    return _tell(work, draft, risk)


def _tell(work: Work, draft: Draft, risk: RiskSent) -> RiskKept | None:
    """Once of the same answers, also when somebody has looked into them since."""
    draft.look_at = None
    digest = digest_of(work, None, draft.place, risk.dangers)
    if draft.told_of == digest:
        return RiskKept(risk.source, new=False)
    draft.told_of = digest
    return keep_refused(work, risk, BEGUN)


def look_at_left(work: Work) -> int:
    """Judge the drafts that have lain for an hour with danger in them, as they are now. Returns how many. One statement when
    there are none."""
    drafts = left(work)
    for draft in drafts:
        draft.look_at = None
        risk = risk_in(work, draft.author_id, draft.place, fields_of(draft))
        if risk is not None:
            _tell(work, draft, risk)
    return len(drafts)
