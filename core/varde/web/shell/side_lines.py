"""What the patient and whoever referred her have answered, side by side, as the therapist reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varde.enrolments.models import Referral
from varde.kernel.speech import Speech
from varde.programmes.values import Programme
from varde.referrals.answers import Sides, sides_of
from varde.referrals.asking import AskedView, answers_of
from varde.referrals.models import FurtherReferral
from varde.web.shell.fact_lines import answer_in_words


@dataclass(frozen=True, slots=True)
class SideLine:
    """One fact by both: what each answered in words, "" when that side has said nothing; ``apart`` when they disagree."""

    label: str
    patient: str
    referrer: str
    apart: bool


def sides_of_referral(referral: Referral, further: Sequence[FurtherReferral], asked: Sequence[AskedView]) -> Sides:
    """Who has said what of the facts of a referral. ``further`` and ``asked`` come newest first; of the same fact the newest word
    of a side counts."""
    by_clinician = referral.source == "clinician"
    filled = {key for view in asked if (view.of == "patient") == by_clinician for key in view.filled}
    referrer: dict[str, object] = {}
    for row in reversed(further):
        referrer |= {key: value for key, value in row.facts.items() if value is not None}
    return sides_of(
        referral.facts,
        by_clinician=by_clinician,
        filled=filled,
        patient=answers_of(asked, "patient"),
        referrer=referrer | answers_of(asked, "referrer"),
    )


def side_lines(speech: Speech, programme: Programme, sides: Sides) -> list[SideLine]:
    """The facts that both have been asked about, those on which they disagree first; none when only one has said anything."""
    if not sides.both:
        return []
    shared = set(sides.patient) & set(sides.referrer)
    lines = [
        SideLine(
            speech.say(fact.label),
            answer_in_words(speech, fact, sides.patient[fact.key]),
            answer_in_words(speech, fact, sides.referrer[fact.key]),
            fact.key in sides.apart,
        )
        for fact in programme.eligibility.asked
        if fact.key in shared and fact.source not in ("sign_in", "birth_date")
    ]
    return sorted(lines, key=lambda line: not line.apart)
