"""What the two referral forms share, a person's own and a clinician's: the offer they lead to, and reading what was sent."""

from __future__ import annotations

from collections.abc import Mapping
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
from varde.referrals.service import answer_days, answers_as
from varde.web.shell import http
from varde.web.shell.draft_forms import draft_written
from varde.web.shell.forms import FormFault, sent
from varde.web.shell.pages import actor
from varde.web.shell.referral_form import Question, Sent, read_referral
from varde.web.shell.referral_steps import FIRST, LAST, shown_after, step_of, without_steps


@dataclass(frozen=True, slots=True)
class Offered:
    """One programme at one organisation, and whether a person may come in without a referral."""

    organisation: Organisation
    programme: Programme
    offering: Offering

    @property
    def self_referral(self) -> bool:
        return settings_of(http.work(), self.offering).self_referral

    @property
    def answer_days(self) -> int:
        """Within how many working days an answer is promised."""
        return answer_days(
            answers_as(http.work(), self.organisation), settings_of(http.work(), self.offering).answer_working_days
        )


def offer_at(key: str, programme: str) -> Offered:
    """:raises NoSuchOrganisation, NotOffered"""
    work = http.work()
    organisation = organisation_by_key(work, key)
    declared = work.catalogue.all(Programme).get(programme)
    if declared is None:
        raise NotOffered()
    return Offered(organisation, declared, offering_of(work, organisation, programme))


def read_sent(questions: tuple[Question, ...], door: Offered, *, unnamed: bool = False) -> Sent:
    return _read(questions, door, without_steps(sent()), unnamed=unnamed)


def _read(questions: tuple[Question, ...], door: Offered, form: dict[str, list[str]], *, unnamed: bool) -> Sent:
    work = http.work()
    return read_referral(
        questions,
        door.programme,
        form,
        today=work.today,
        actor=actor(),
        synthetic=work.settings.synthetic_ids,
        unnamed=unnamed,
    )


def step_begun(questions: tuple[Question, ...], door: Offered, place: str, *, unnamed: bool = False) -> int:
    """The step to go on with: the first where something is missing in the draft; the first of all when there is none."""
    written = draft_written(place)
    if not written:
        return FIRST
    try:
        _read(questions, door, written, unnamed=unnamed)
    except FormFault as fault:
        return shown_after([step_on(control, questions) for control in fault.errors], LAST)
    return LAST


def step_after(
    questions: tuple[Question, ...], door: Offered, wanted: int, seen: int, *, unnamed: bool = False
) -> tuple[int, dict[str, str]]:
    """Which step a button leads to, and what is wrong on it: going on, nothing may be wrong before; going back asks nothing."""
    if wanted <= seen:
        return wanted, {}
    try:
        read_sent(questions, door, unnamed=unnamed)
    except FormFault as fault:
        of = {control: step_on(control, questions) for control in fault.errors}
        shown = shown_after(of.values(), wanted)
        return shown, {
            control: said for control, said in fault.said(http.speech()).items() if of[control] == shown < wanted
        }
    return wanted, {}


def step_on(control: str, questions: tuple[Question, ...]) -> int:
    """The step of the reader's form that this control stands on."""
    return step_of(control, questions, clinician=actor().is_staff)


def errors_on(step: int, errors: Mapping[str, str], questions: tuple[Question, ...]) -> dict[str, str]:
    """What is wrong on this step, and what is about no control."""
    return {control: said for control, said in errors.items() if not control or step_on(control, questions) == step}


def step_of_faults(questions: tuple[Question, ...], errors: Mapping[str, str]) -> int:
    """The step to show when the whole was sent and these are wrong; the last for what is about no control."""
    return shown_after([step_on(control, questions) for control in errors], None)


def typed_again() -> dict[str, Any]:
    """What was typed, to show it again: text by name, and for boxes a list."""
    return {key: values if len(values) > 1 else values[0] for key, values in without_steps(sent()).items()}


def errors_of(fault: BadInput | AlreadyReferred) -> dict[str, str]:
    if isinstance(fault, FormFault):
        return fault.said(http.speech())
    language = http.language()
    faults = fault.each(language) if isinstance(fault, BadInput) else [fault.to(language)]
    return {"" if n == 0 else f"fault-{n}": sentence for n, sentence in enumerate(faults)}
