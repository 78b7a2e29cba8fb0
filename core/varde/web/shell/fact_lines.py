"""What was answered in a referral, as the therapist reads it."""

from __future__ import annotations

from dataclasses import dataclass

from varde.enrolments.models import Referral
from varde.instruments.words import NO, YES
from varde.kernel.speech import Speech
from varde.programmes.values import Programme
from varde.web.shell import words


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as the therapist reads it; ``matters`` when the outcome rests on it, ``missing`` when a criterion asks
    for it and nobody knows."""

    label: str
    value: str
    matters: bool
    missing: bool


def fact_lines(speech: Speech, programme: Programme, referral: Referral) -> list[FactLine]:
    """Every fact of the referral in words, those that matter first."""
    eligibility = programme.eligibility
    criteria = {criterion.fact for criterion in (*eligibility.require, *eligibility.review)}
    lines = []
    for fact in programme.eligibility.asked:
        value = referral.facts.get(fact.key)
        if isinstance(value, bool):
            answer = speech.say(YES if value else NO)
        elif value is None:
            answer = speech.say(words.UNKNOWN if fact.kind == "boolean" else words.NOT_GIVEN)
        else:
            named = dict(fact.choices).get(str(value))
            decimals = 0 if named or float(value).is_integer() else 1
            answer = speech.say(named) if named else speech.number(float(value), decimals)
            if named and fact.kind == "count":
                answer = f"{value}: {answer}"
        missing = value is None and fact.key in criteria
        lines.append(FactLine(speech.say(fact.label), answer, fact.key in referral.because and not missing, missing))
    return sorted(lines, key=lambda line: (not line.matters, not line.missing))
