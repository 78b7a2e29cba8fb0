"""Words on the alerts page: what was crossed, from the facts kept when the alert was raised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from varde.alerts.rules import BEFORE, NEW_BAND, UNANSWERED, facts_for_alerts
from varde.alerts.service import DRAFT, AlertView
from varde.assessments.facts import ANSWER, FLAG
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.instruments.words import NO, YES
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.rules.facts import Fact
from varde.web.staff import words

SEVERITY = {
    "amber": Text("Innen én virkedag", "Innan éin virkedag", "Within one working day"),
    "red": Text("I dag", "I dag", "Today"),
    "critical": Text("Nå", "No", "Now"),
}
HAPPENED = {
    "raised": Text("Grensen ble krysset", "Grensa vart kryssa", "The limit was crossed"),
    "notified": Text("Fikk beskjed på SMS", "Fekk beskjed på SMS", "Was told by SMS"),
    "escalated": Text(
        "Ingen åpnet i tide. Alle ved klinikken fikk beskjed.",
        "Ingen opna i tide. Alle ved klinikken fekk beskjed.",
        "Nobody opened it in time. Everybody at the clinic was told.",
    ),
    "opened": Text("Åpnet", "Opna", "Opened"),
    "taken": Text("Tok over varselet", "Tok over varselet", "Took over the alert"),
    "action": Text("Gjort", "Gjort", "Done"),
    "closed": Text("Lukket", "Lukka", "Closed"),
}


def sentences_of(work: Work, speech: Speech, view: AlertView, programme: str) -> list[str]:
    """What the clock found, one sentence each; for an alert about answers only that they were not handed in."""
    because = view.because
    if because.get(DRAFT):
        return [speech.say(words.ANSWER_IN_DRAFT)]
    made = {
        "days_inactive": _inactive,
        "days_overdue": _overdue,
        "unanswered_in_row": _unanswered,
        "missed_appointments": _missed,
    }
    key = str(because.get("form", ""))
    form = work.catalogue.one(Programme, programme).find_occasion(key)
    name = speech.say(form.title) if form else key
    return [say(speech, because, name) for fact, say in made.items() if fact in because]


def _day(speech: Speech, said: object) -> str:
    return speech.day(date.fromisoformat(str(said)))


def _inactive(speech: Speech, because: Mapping[str, Any], _form: str) -> str:
    if "opened" in because:
        return speech.count(words.NOT_BEGUN, because["days_inactive"], day=_day(speech, because["opened"]))
    return speech.count(words.NOT_ACTIVE, because["days_inactive"], day=_day(speech, because["since"]))


def _overdue(speech: Speech, because: Mapping[str, Any], form: str) -> str:
    return speech.count(words.FORM_LATE, because["days_overdue"], form=form, day=_day(speech, because["due"]))


def _unanswered(speech: Speech, because: Mapping[str, Any], form: str) -> str:
    return speech.count(
        words.FORMS_NOT_HANDED_IN, because["unanswered_in_row"], form=form, day=_day(speech, because["due"])
    )


def _missed(speech: Speech, because: Mapping[str, Any], _form: str) -> str:
    return speech.count(words.APPOINTMENTS_MISSED, because["missed_appointments"], day=_day(speech, because["on"]))


def facts_in_words(work: Work, speech: Speech, view: AlertView) -> list[tuple[str, str]]:
    """What was answered and scored, label and value; none for what the clock found. Flags have no words: the title says
    it."""
    instrument = work.catalogue.all(Instrument).get(view.declared.instrument)
    if instrument is None:
        return []
    declared = {fact.key: fact for fact in facts_for_alerts(instrument)}
    return [
        (_label(speech, instrument, declared[key]), _value(speech, instrument, declared[key], value))
        for key, value in view.because.items()
        if key in declared and not key.startswith(FLAG)
    ]


def _label(speech: Speech, instrument: Instrument, fact: Fact) -> str:
    if fact.key.startswith(UNANSWERED):
        return speech.say(instrument.item(fact.key.removeprefix(UNANSWERED)).label)
    return speech.say(fact.label)


def _value(speech: Speech, instrument: Instrument, fact: Fact, value: Any) -> str:
    if fact.key.startswith(UNANSWERED):
        return speech.say(words.NOT_ANSWERED if value else words.ANSWERED)
    if fact.key in ("worse", NEW_BAND) or isinstance(value, bool):
        return speech.say(YES if value else NO)
    if fact.kind == "choice":
        return speech.say(dict(fact.choices)[value]) if value in dict(fact.choices) else str(value)
    for mark in (ANSWER, BEFORE):
        item = next((one for one in items_of(instrument) if mark + one.key == fact.key), None)
        choice = dict(item.choices).get(int(value)) if item is not None and item.choices else None
        if choice is not None:
            return speech.say(choice)
    number = speech.number(value, 0 if float(value).is_integer() else 1)
    if fact.key == "total" and fact.high is not None and instrument.total_range is not None:
        return speech.say(words.OF_MOST, n=number, most=speech.number(fact.high))
    return number
