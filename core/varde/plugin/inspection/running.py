"""Run what a plugin brings as functions: page bodies, the suggestion of a track, the answers of the demo's people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from random import Random
from typing import Any, cast
from zoneinfo import ZoneInfo

from varde.instruments.answers import check_answers
from varde.instruments.values import Instrument
from varde.kernel.assembly import RAISED, tried
from varde.kernel.speech import Speech
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work
from varde.plugin.inspection.texts import MARKUP, faults_of_markdown
from varde.plugin.pages import Filled, Page, StepShown, Visit
from varde.plugin.simulation import Simulation
from varde.programmes.values import Programme
from varde.rules.facts import Fact, known
from varde.rules.language import Eligibility, Suggestion

BY_CHANCE = 100
UTC = ZoneInfo("UTC")
BURDENS = (0.0, 0.5, 1.0)


def faults_of_body(page: Page) -> Iterator[str]:
    """What is wrong with the page as it is written, and in which languages."""
    languages: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for fault in _faults_of_body(page, language):
            languages.setdefault(fault, []).append(language)
    for fault, where in languages.items():
        yield f"{fault}, in {', '.join(where)}"


class NeedsDatabase(Exception):
    """What is run here asks for what is stored, and nothing is."""


class _NoWork:
    """In place of a unit of work."""

    def __getattr__(self, name: str) -> Any:
        raise NeedsDatabase(name)


def _run(page: Page, language: str) -> object:
    """What the page says to somebody who is not signed in; None when only what is stored could tell."""
    if page.of_enrolment:
        return None
    try:
        return page.body(Visit(cast(Work, _NoWork()), Speech(language, UTC, datetime.now(UTC)), None))
    except NeedsDatabase:
        return None


def _faults_of_body(page: Page, language: str) -> Iterator[str]:
    raised: list[str] = []
    body = tried(lambda: _run(page, language), raised, "its body raises")
    if body is RAISED:
        yield raised[0]
    elif body is None or isinstance(body, Filled):
        return
    elif isinstance(body, StepShown):
        yield from (f"it shows a step, and says nothing instead in {each}" for each in body.instead.missing())
    elif not isinstance(body, str):
        yield f"its body gives a {type(body).__name__} and must give a text, a Filled template or a StepShown"
    elif not body.strip():
        yield "its body is empty"
    else:
        yield from dict.fromkeys(f"its body: {fault}" for _, fault in faults_of_markdown(body))


def faults_of_suggestion(programme: Programme) -> Iterator[str]:
    """What is wrong with the tracks that are suggested, for the ends of every fact, for none, and for chance."""
    eligibility = programme.eligibility
    if eligibility.suggest_track is None:
        return
    seen: set[str] = set()
    for facts in _facts(eligibility):
        for fault in _faults_of_suggestion(programme, facts):
            if fault not in seen:
                seen.add(fault)
                yield fault


def _faults_of_suggestion(programme: Programme, facts: Mapping[str, Any]) -> Iterator[str]:
    suggest, raised = programme.eligibility.suggest_track, list[str]()
    suggestion = tried(lambda: suggest(facts) if suggest else None, raised, "suggest_track raises")
    if suggestion is RAISED:
        yield raised[0]
    elif not isinstance(suggestion, Suggestion):
        yield f"suggest_track gives a {type(suggestion).__name__} and must give a Suggestion"
    elif suggestion.track is not None and suggestion.track not in {track.key for track in programme.tracks}:
        yield f"suggest_track suggests the track {suggestion.track}, which is none of the programme's"
    elif suggestion.because.missing():
        yield f"suggest_track says why in no {' and no '.join(suggestion.because.missing())}"
    elif sign := MARKUP.search(suggestion.because.nb):
        yield f"suggest_track says why with {sign[0]}, which is shown as it stands"


def _facts(eligibility: Eligibility) -> Iterator[Mapping[str, Any]]:
    chance = Random(1)
    settings = {fact.key: fact.default for fact in eligibility.settings}
    values = {fact.key: values_of(fact) for fact in eligibility.asked}
    yield known(eligibility.facts, settings)
    for end in (0, -1):
        yield known(eligibility.facts, settings | {key: of_fact[end] for key, of_fact in values.items()})
    for key, of_fact in values.items():
        for value in of_fact:
            yield known(eligibility.facts, settings | {key: value})
    for _ in range(BY_CHANCE):
        drawn = {key: chance.choice((*of_fact, None)) for key, of_fact in values.items()}
        yield known(eligibility.facts, settings | drawn)


def values_of(fact: Fact) -> list[Any]:
    """The ends of a fact, and what lies between; each of its choices."""
    if fact.kind == "boolean":
        return [False, True]
    if fact.kind == "choice":
        return [key for key, _ in fact.choices] or [None]
    low = 0 if fact.low is None else fact.low
    high = 100 if fact.high is None else fact.high
    middle = (low + high) / 2
    return [low, int(middle) if fact.kind == "count" else middle, high]


def faults_of_simulation(
    simulation: Simulation, programme: Programme, instruments: Mapping[str, Instrument]
) -> Iterator[str]:
    """What is wrong with the numbers of the demo's people, and with what they answer."""
    if not 0 < simulation.share <= 1:
        yield f"share is {simulation.share:g} and must be above 0 and at most 1, which is all that the demo was asked for"
    for name in ("start", "start_spread", "eased", "eased_spread"):
        number = getattr(simulation.burden, name)
        if not 0 <= number <= 1:
            yield f"burden: {name} is {number:g} and must lie from 0 to 1"
    slots = {
        (module.key, step.key, slot.key) for module in programme.modules for step in module.steps for slot in step.slots
    }
    for sound in simulation.sounds:
        if (sound.module, sound.step, sound.slot) not in slots:
            yield f"sounds: there is no slot {sound.module}/{sound.step}/{sound.slot}"
    for occasion in programme.occasions:
        for key in occasion.every_instrument:
            if key in instruments:
                yield from _faults_of_answers(simulation, instruments[key], occasion.key)


def _faults_of_answers(simulation: Simulation, instrument: Instrument, occasion: str) -> Iterator[str]:
    for burden in BURDENS:
        raised: list[str] = []
        answering = partial(simulation.answers, instrument, occasion, burden, Random(1))
        answers = tried(answering, raised, "answers raises")
        wrong = raised or [fault.sentence for fault in check_answers(instrument, answers, "en")]
        if wrong:
            yield wrong[0] if raised else f"answers gives what is not taken: {wrong[0]}"
            return
