"""What a referral says about danger: the alerts its answers call for, before there is any course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from varde.alerts.rules import Danger, gravest_first, raised_by
from varde.alerts.values import Alert
from varde.assessments.facts import ANSWER
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.kernel.words import LANGUAGES, Text
from varde.programmes.values import Programme
from varde.referrals.screening import met_criteria, settled
from varde.rules.facts import NO_FACTS, Fact, known
from varde.rules.language import AnyOf, Criterion, Eligibility, facts_of

REFERRAL = "referral"
"""Among what is kept of why an alert was raised: it was said in a referral."""
SAFETY = "safety"
"""Among the keys of what is raised by a criterion: it was said afterwards, of what must be known about her."""
FACT = "fact:"


def dangers_in(
    programme: Programme,
    facts: Mapping[str, object],
    settings: Mapping[str, object],
    alerts: Iterable[Alert],
    decided: Mapping[str, object] = NO_FACTS,
) -> list[Danger]:
    """What the facts of a referral call for, gravest first. ``decided`` are the settings that the rules of the alerts ask.

    An answer to a question of an instrument (``Fact.item``) raises what the same answer raises in the course, of the
    programme's own ``alerts`` that show the crisis text. A criterion that declares danger to life (``urgent``) and is met
    raises a red one of its own, unless an answer it speaks of was told like that.
    """
    eligibility = programme.eligibility
    values = known(eligibility.asked, facts)
    declared = alerts_of_referral(programme.key, alerts)
    dangers, raised_for = [], set()
    for fact in eligibility.asked:
        instrument, _, item = fact.item.partition(":")
        if not item or fact.key not in values:
            continue
        said = {ANSWER + item: values[fact.key]}
        for alert in raised_by([alert for alert in declared if alert.instrument == instrument], dict(decided) | said):
            dangers.append(Danger(alert, {**said, REFERRAL: True}))
            raised_for.add(fact.key)
    for criterion in met_criteria(eligibility, values | settled(eligibility, settings)):
        if criterion.urgent and criterion.fact not in raised_for:
            said = {FACT + criterion.fact: values[criterion.fact]} if criterion.fact in values else {}
            dangers.append(Danger(alert_of_criterion(programme, criterion), {**said, REFERRAL: True}))
    return gravest_first(dangers)


def alerts_of_referral(programme: str, alerts: Iterable[Alert]) -> list[Alert]:
    """Those that the answers of a referral may call for."""
    return [alert for alert in alerts if alert.crisis and alert.programme in ("", programme)]


def alert_of_criterion(programme: Programme, criterion: Criterion, said_in: str = REFERRAL) -> Alert:
    """What a criterion that declares danger to life raises: somebody makes contact the same day. ``said_in``: in the referral, or
    (:data:`SAFETY`) afterwards."""
    return Alert(
        f"{programme.key}.{said_in}.{criterion.fact}",
        _title(said_in, _fact(programme.eligibility, criterion.fact)),
        criterion.rule,
        "red",
        programme=programme.key,
        crisis=True,
        patient_text=criterion.patient_text,
    )


def alert_of_referral(key: str, programmes: Mapping[str, Programme]) -> Alert | None:
    """What :func:`alert_of_criterion` raised under this key; a bare one, of an earlier version, when no criterion is
    named or it is gone; None for every other key."""
    programme_key, _, ending = key.partition(".")
    said_in, _, fact = ending.partition(".")
    if said_in not in _TITLES:
        return None
    programme = programmes.get(programme_key)
    if programme is not None:
        for criterion in (*programme.eligibility.require, *programme.eligibility.review):
            if criterion.urgent and criterion.fact == fact:
                return alert_of_criterion(programme, criterion, said_in)
    return Alert(key, _TITLES[said_in], AnyOf(()), "red", programme=programme_key, crisis=True)


def check_referral(programme: Programme, instruments: Mapping[str, Instrument]) -> Iterator[str]:
    """A fault for each fact that names a question no instrument has, or one that is answered otherwise."""
    for fact in programme.eligibility.asked:
        if not fact.item:
            continue
        key, _, name = fact.item.partition(":")
        asked = {item.key: item for item in items_of(instruments[key])} if key in instruments else {}
        item = asked.get(name)
        if item is None:
            yield f"{programme.key}: eligibility: fact {fact.key}: there is no question {fact.item}"
        elif fact.kind not in ("count", "number") or (fact.low, fact.high) != (item.low, item.high):
            yield (
                f"{programme.key}: eligibility: fact {fact.key}: {fact.item} is a number from {item.low:g} to "
                f"{item.high:g}, and the fact is not"
            )
    yield from _check_own_texts(programme, instruments)


def _check_own_texts(programme: Programme, instruments: Mapping[str, Instrument]) -> Iterator[str]:
    """A fault for each criterion with words of its own that speaks of a question about safety: there the crisis text is shown."""
    asked = {fact.key: fact.item.partition(":") for fact in programme.eligibility.asked if fact.item}
    safety = {
        fact
        for fact, (key, _, name) in asked.items()
        if key in instruments and name in {item.key for item in instruments[key].safety_items}
    }
    for criterion in (*programme.eligibility.require, *programme.eligibility.review):
        of_safety = sorted(facts_of(criterion.rule) & safety) if criterion.patient_text is not None else ()
        for fact in of_safety:
            yield (
                f"{programme.key}: eligibility: {criterion.fact}: {fact} is a question about safety, so the crisis text is shown "
                f"and no patient_text instead"
            )


def _fact(eligibility: Eligibility, key: str) -> Fact:
    return next(fact for fact in eligibility.facts if fact.key == key)


def _title(said_in: str, fact: Fact) -> Text:
    return Text(*(f"{_TITLES[said_in].to(language)}: {fact.label.to(language)}" for language in LANGUAGES))


_TITLES = {
    REFERRAL: Text("Fare i påmeldingen", "Fare i påmeldinga", "Danger in the referral"),
    SAFETY: Text("Sagt fra om fare", "Sagt frå om fare", "Told of danger"),
}
