"""What was answered in a referral, as the therapist reads it."""

from __future__ import annotations

from dataclasses import dataclass

from varde.enrolments.models import Referral
from varde.instruments.words import NO, YES
from varde.kernel.speech import Speech
from varde.programmes.values import Programme
from varde.referrals.models import FurtherReferral
from varde.rules.facts import Fact
from varde.web.shell import words


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as the therapist reads it; ``matters`` when the outcome rests on it, ``missing`` when a criterion asks
    for it and nobody knows, ``grave`` when it matters and is about danger to life. ``rule``: how it was worked out."""

    label: str
    value: str
    matters: bool
    missing: bool
    grave: bool = False
    rule: str = ""


def fact_lines(speech: Speech, programme: Programme, referral: Referral | FurtherReferral) -> list[FactLine]:
    """Every fact of the referral in words, those that matter first."""
    eligibility = programme.eligibility
    because = referral.because if isinstance(referral, Referral) else ()
    criteria = {criterion.fact for criterion in (*eligibility.require, *eligibility.review)}
    urgent = {criterion.fact for criterion in (*eligibility.require, *eligibility.review) if criterion.urgent}
    rules = {each.fact: each.said for each in eligibility.worked_out if not set(each.of).isdisjoint(referral.facts)}
    lines = []
    for fact in programme.eligibility.asked:
        value = referral.facts.get(fact.key)
        answer = answer_in_words(speech, fact, value)
        missing = value is None and fact.key in criteria
        matters = fact.key in because and not missing
        rule = speech.say(rules[fact.key]) if fact.key in rules and value is not None else ""
        lines.append(FactLine(speech.say(fact.label), answer, matters, missing, matters and fact.key in urgent, rule))
    return sorted(lines, key=lambda line: (not line.matters, not line.missing))


def answer_in_words(speech: Speech, fact: Fact, value: object) -> str:
    """What was answered: the words of the choice, a number, yes or no; or that it is not known."""
    if isinstance(value, bool):
        return speech.say(YES if value else NO)
    if value is None:
        return speech.say(words.UNKNOWN if fact.kind == "boolean" else words.NOT_GIVEN)
    named = dict(fact.choices).get(str(value))
    if named is not None:
        return f"{value}: {speech.say(named)}" if fact.kind == "count" else speech.say(named)
    number = float(str(value))
    return speech.number(number, 0 if number.is_integer() else 1)
