"""What the two referral forms share, a person's own and a clinician's: the offer they lead to, and reading what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from varde.enrolments.errors import NotOffered
from varde.enrolments.models import Offering
from varde.enrolments.service import offering_of
from varde.enrolments.stored_settings import settings_of
from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key
from varde.kernel.errors import BadInput
from varde.programmes.values import Programme
from varde.referrals.errors import AlreadyReferred
from varde.web.shell import http
from varde.web.shell.forms import FormFault, sent
from varde.web.shell.pages import actor
from varde.web.shell.referral_form import Question, Sent, read_referral


@dataclass(frozen=True, slots=True)
class Offered:
    """One programme at one organisation, and whether a person may come in without a referral."""

    organisation: Organisation
    programme: Programme
    offering: Offering

    @property
    def self_referral(self) -> bool:
        return settings_of(http.work(), self.offering).self_referral


def offer_at(key: str, programme: str) -> Offered:
    """:raises NoSuchOrganisation, NotOffered"""
    work = http.work()
    organisation = organisation_by_key(work, key)
    declared = work.catalogue.all(Programme).get(programme)
    if declared is None:
        raise NotOffered()
    return Offered(organisation, declared, offering_of(work, organisation, programme))


def read_sent(questions: tuple[Question, ...], door: Offered, *, unnamed: bool = False) -> Sent:
    work = http.work()
    return read_referral(
        questions,
        door.programme,
        sent(),
        today=work.today,
        actor=actor(),
        synthetic=work.settings.synthetic_ids,
        unnamed=unnamed,
    )


def typed_again() -> dict[str, Any]:
    """What was typed, to show it again: text by name, and for boxes a list."""
    return {key: values if len(values) > 1 else values[0] for key, values in sent().items()}


def errors_of(fault: BadInput | AlreadyReferred) -> dict[str, str]:
    if isinstance(fault, FormFault):
        return fault.said(http.speech())
    language = http.language()
    faults = fault.each(language) if isinstance(fault, BadInput) else [fault.to(language)]
    return {"" if n == 0 else f"fault-{n}": sentence for n, sentence in enumerate(faults)}
