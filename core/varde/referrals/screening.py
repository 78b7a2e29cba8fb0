"""Screening: what a person's facts say about whether a programme fits. A clinician always decides.

In this order: *not_eligible* when a requirement is false; *incomplete* when a requirement is unknown; *review* when
something is true that a clinician must look at; *incomplete* when anything else is unknown; *eligible*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from varde.kernel.errors import BadInput
from varde.kernel.words import Text
from varde.programmes.values import Programme
from varde.rules.facts import Value, check_values, known, shown
from varde.rules.language import Criterion, Eligibility, Suggestion, deciding, evaluate, facts_of

Outcome = Literal["eligible", "review", "not_eligible", "incomplete"]


@dataclass(frozen=True, slots=True)
class Screening:
    """The outcome for one person and one programme.

    ``because`` holds fact keys, sorted, and ``explain`` one sentence for each, in the same order. ``advice`` is what the
    person can do now, for every condition that is met, whatever the outcome. ``urgent`` means danger to life: show the
    crisis text at once. ``suggests_track`` says whether the programme suggests a track at all, ``track`` which, and
    ``track_because`` why.
    """

    programme: str
    outcome: Outcome
    because: tuple[str, ...]
    explain: tuple[str, ...]
    advice: tuple[str, ...] = ()
    urgent: bool = False
    suggests_track: bool = False
    track: str | None = None
    track_because: str | None = None

    def as_json(self) -> dict[str, Any]:
        """``programme``, ``outcome``, ``because``, ``explain``; and the track where the programme suggests one."""
        answer: dict[str, Any] = {
            "programme": self.programme,
            "outcome": self.outcome,
            "because": list(self.because),
            "explain": list(self.explain),
        }
        if self.suggests_track:
            answer |= {"track": self.track, "track_because": self.track_because}
        return answer


def screen(
    programme: Programme,
    facts: Mapping[str, object],
    settings: Mapping[str, object] | None = None,
    language: str = "nb",
) -> Screening:
    """Screen one person.

    A fact that is absent, None, of the wrong type or impossible is unknown; use ``check_facts`` first to say so.
    ``settings`` are the organisation's (``{"age_limit": 16}``); those not given have their default.

    :raises BadInput: when a setting is not one the programme has, or has a value it cannot have.
    """
    eligibility = programme.eligibility
    chosen = settled(eligibility, settings or {})
    values = known(eligibility.asked, facts) | chosen
    outcome, reasons = _outcome(eligibility, values)
    suggestion = _suggestion(eligibility, outcome, values)
    met = met_criteria(eligibility, values)
    return Screening(
        programme=programme.key,
        outcome=outcome,
        because=tuple(sorted(reasons)),
        explain=tuple(_filled(reasons[key].to(language), chosen) for key in sorted(reasons)),
        advice=tuple(dict.fromkeys(c.advice.to(language) for c in met if c.advice)),
        urgent=any(criterion.urgent for criterion in met),
        suggests_track=suggestion is not None,
        track=suggestion.track if suggestion else None,
        track_because=suggestion.because.to(language) if suggestion else None,
    )


def settled(eligibility: Eligibility, settings: Mapping[str, object]) -> dict[str, Value]:
    """The organisation's settings with defaults filled in.

    :raises BadInput: one sentence for each setting that is unknown or has a value it cannot have.
    """
    faults = check_values(eligibility.settings, settings)
    if faults:
        raise BadInput(*faults)
    defaults = {fact.key: fact.default for fact in eligibility.settings if fact.default is not None}
    return defaults | known(eligibility.settings, settings)


def _outcome(eligibility: Eligibility, values: Mapping[str, Value]) -> tuple[Outcome, dict[str, Text]]:
    """The outcome, and what to say for each fact that led to it."""
    refused = _holding(eligibility.require, values, result=False)
    if refused:
        return "not_eligible", refused
    unknown = _unknown(eligibility, (*eligibility.require, *eligibility.review), values)
    if _unknown(eligibility, eligibility.require, values):
        return "incomplete", unknown
    review = _holding(eligibility.review, values, result=True)
    if review:
        return "review", review
    return ("incomplete", unknown) if unknown else ("eligible", {})


def _holding(criteria: Iterable[Criterion], values: Mapping[str, Value], *, result: bool) -> dict[str, Text]:
    return {c.fact: c.explain for c in criteria if evaluate(c.rule, values) is result}


def met_criteria(eligibility: Eligibility, values: Mapping[str, Value]) -> list[Criterion]:
    """Every criterion that decides something about these values: a requirement that is not met, a condition to look at that
    holds."""
    refused = [c for c in eligibility.require if evaluate(c.rule, values) is False]
    return refused + [c for c in eligibility.review if evaluate(c.rule, values) is True]


def _unknown(eligibility: Eligibility, criteria: Iterable[Criterion], values: Mapping[str, Value]) -> dict[str, Text]:
    open_rules = [c.rule for c in criteria if evaluate(c.rule, values) is None]
    keys = {key for rule in open_rules for leaf in deciding(rule, values) for key in facts_of(leaf)}
    return {
        fact.key: _missing(fact.question or fact.label)
        for fact in eligibility.facts
        if fact.key in keys and fact.key not in values
    }


def _missing(asked: Text) -> Text:
    return Text(
        f"Vi mangler svar på spørsmålet «{asked.nb}».",
        f"Vi manglar svar på spørsmålet «{asked.nn}».",
        f"We have no answer to the question “{asked.to('en')}”.",
    )


def _suggestion(eligibility: Eligibility, outcome: Outcome, values: Mapping[str, Value]) -> Suggestion | None:
    if eligibility.suggest_track is None:
        return None
    return Suggestion(None, _NO_TRACK) if outcome == "not_eligible" else eligibility.suggest_track(values)


def _filled(sentence: str, settings: Mapping[str, Value]) -> str:
    for key, value in settings.items():
        sentence = sentence.replace(f"{{{key}}}", shown(value))
    return sentence


_NO_TRACK = Text(
    "Vi foreslår ikke noe spor, fordi tilbudet ikke passer for deg nå.",
    "Vi føreslår ikkje noko spor, fordi tilbodet ikkje passar for deg no.",
    "We suggest no track, because the programme does not suit you now.",
)
