"""What answers that are not taken in say about danger, and what each kind of refusal is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from varde.alerts.rules import Danger, facts_about, gravest_first, raised_by
from varde.alerts.values import Alert
from varde.assessments.errors import (
    AlreadyAnswered,
    CalledOff,
    CorrectedElsewhere,
    FilledInElsewhere,
    NotAnswering,
    NotAsked,
    NotCorrectable,
    NotOpenYet,
    OldVersion,
    WindowClosed,
)
from varde.assessments.facts import facts_of_response
from varde.enrolments.errors import NotOffered
from varde.instruments.rules import score
from varde.instruments.values import Instrument
from varde.kernel.errors import BadInput, Conflict, NotAllowed, VardeError
from varde.referrals.errors import AlreadyReferred, ReferralNeeded
from varde.rules.facts import NO_FACTS
from varde.rules.language import facts_of

REFUSALS: tuple[tuple[type[VardeError], str], ...] = (
    (WindowClosed, "window_closed"),
    (NotOpenYet, "not_open_yet"),
    (NotAnswering, "not_under_way"),
    (AlreadyAnswered, "handed_in_before"),
    (CalledOff, "called_off"),
    (OldVersion, "old_version"),
    (NotAsked, "not_asked"),
    (FilledInElsewhere, "elsewhere"),
    (CorrectedElsewhere, "elsewhere"),
    (NotCorrectable, "not_correctable"),
    (AlreadyReferred, "referred_before"),
    (ReferralNeeded, "referral_needed"),
    (NotOffered, "not_offered"),
    (BadInput, "faults"),
    (NotAllowed, "not_allowed"),
    (Conflict, "overtaken"),
    (VardeError, "failed"),
)
"""Why something was refused, by the first row that fits; the words are in :mod:`varde.alerts.words`."""


SIGNED_OUT = "signed_out"
"""Why a form was not taken in: it came after its writer's session was over, and is held for her."""
BEGUN = "begun"
"""Why a referral was not taken in, when nobody has sent it."""


def refusal_of(fault: BaseException) -> str:
    """The key of a refusal; ``failed`` for a fault that has no name."""
    return next((key for kind, key in REFUSALS if isinstance(fault, kind)), "failed")


def crisis_about(instrument: str, alerts: Iterable[Alert]) -> list[Alert]:
    """Those that show the crisis text about answers to one instrument."""
    return [alert for alert in alerts if alert.crisis and alert.instrument == instrument]


def dangers_of_answers(
    instrument: Instrument,
    answers: Mapping[str, Any],
    alerts: Iterable[Alert],
    context: Mapping[str, Any] | None = None,
    known: Mapping[str, object] = NO_FACTS,
) -> list[Danger]:
    """What these answers, whole or not, call for of the ``alerts`` that show the crisis text; gravest first. ``known`` is what
    sources know of the person (:mod:`varde.programmes.known_facts`).

    A level and a flag count when the answers can be scored. What is compared with other responses is not known here, and a
    question of safety that is left out says nothing yet.
    """
    about = crisis_about(instrument.key, alerts)
    if not about or not answers:
        return []
    scored = score(instrument, answers, context)
    facts = facts_of_response(answers, scored.total, scored.band, scored.flags, None)
    facts |= facts_about(instrument, answers, draft=True) | dict(known)
    return gravest_first(
        Danger(alert, {key: facts[key] for key in sorted(facts_of(alert.rule)) if key in facts})
        for alert in raised_by(about, facts)
    )
