"""Words on the alerts page: what was crossed, from the facts kept when the alert was raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from varde.alerts.causes import DANGER, cause_of
from varde.alerts.models import RaisedAlert
from varde.alerts.note_rules import BEGUN, SIGNED_OUT
from varde.alerts.notes import REFUSED
from varde.alerts.of_answers import DRAFT
from varde.alerts.referral_rules import FACT, REFERRAL
from varde.alerts.rules import BEFORE, NEW_BAND, UNANSWERED, facts_for_alerts
from varde.alerts.safety import FACTS
from varde.alerts.service import AlertView
from varde.alerts.values import Alert
from varde.alerts.words import IN_BEGUN_REFERRAL, NOT_TAKEN_IN
from varde.assessments.facts import ANSWER, FLAG
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.instruments.words import NO, YES
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.fact_sources import named
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.rules.facts import Fact
from varde.standing.danger import is_danger
from varde.web.shell.fact_lines import answer_in_words
from varde.web.staff import words

SEVERITY = {
    "amber": Text("Innen én virkedag", "Innan éin virkedag", "Within one working day"),
    "red": Text("I dag", "I dag", "Today"),
    "critical": Text("Nå", "No", "Now"),
}
HAPPENED = {
    "raised": Text("Varselet kom", "Varselet kom", "The alert came"),
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
    "again": Text(
        "Målt igjen, og det samme gjelder", "Målt igjen, og det same gjeld", "Measured again, and it still holds"
    ),
    "corrected": Text("Svaret ble rettet", "Svaret vart retta", "The answer was corrected"),
    "withdrawn": Text(
        "Svaret ble rettet, og grensen er ikke krysset lenger",
        "Svaret vart retta, og grensa er ikkje kryssa lenger",
        "The answer was corrected, and the limit is not crossed any more",
    ),
}
CALL_OUTCOMES = {
    "held": Text("Samtalen er holdt", "Samtalen er halden", "The talk was held"),
    "not_reached": Text("Ikke nådd", "Ikkje nådd", "Not reached"),
    "declined": Text("Ønsket ikke samtale", "Ønskte ikkje samtale", "Did not want a talk"),
}
HAPPENED |= {
    "called_in": Text("Kalte inn til samtale", "Kalla inn til samtale", "Called in to a talk"),
    **CALL_OUTCOMES,
}


@dataclass(frozen=True, slots=True)
class OpenLine:
    """An open alert to be ticked: ``cause`` and ``title`` in words, and whether nobody has opened it yet (``waits``)."""

    id: int
    cause: Text
    title: Text
    raised_at: datetime
    open_by: datetime
    waits: bool
    crisis: bool
    mine: bool


def open_lines(work: Work, pairs: Iterable[tuple[RaisedAlert, Alert]], me: int) -> list[OpenLine]:
    """The open alerts of one patient, in their order."""
    instruments = work.catalogue.all(Instrument)
    return [
        OpenLine(
            row.id,
            DANGER if is_danger(row.severity, crisis=row.crisis) else cause_of(declared, instruments),
            declared.title,
            row.raised_at,
            row.open_by,
            row.state in ("raised", "escalated"),
            row.crisis,
            row.owner_id == me,
        )
        for row, declared in pairs
    ]


def sentences_of(work: Work, speech: Speech, view: AlertView, programme: str) -> list[str]:
    """What the clock found, one sentence each; for an alert about answers only where they were given, when that was not in
    a form that was handed in."""
    because = view.because
    if FACTS in because:
        return _safety(speech, programme_of(work, programme), because[FACTS])
    if because.get(DRAFT):
        return [speech.say(words.ANSWER_IN_DRAFT)]
    if because.get(REFUSED) == BEGUN:
        return [speech.say(IN_BEGUN_REFERRAL)]
    if because.get(REFUSED) == SIGNED_OUT:
        return [speech.say(NOT_TAKEN_IN[SIGNED_OUT])]
    if because.get(REFUSED):
        return [speech.say(NOT_TAKEN_IN[because[REFUSED]]), speech.say(words.REST_WAS_NOT_KEPT)]
    if because.get(REFERRAL):
        return [speech.say(words.ANSWER_IN_REFERRAL)]
    made = {
        "days_inactive": _inactive,
        "days_overdue": _overdue,
        "unanswered_in_row": _unanswered,
        "missed_appointments": _missed,
    }
    key = str(because.get("form", ""))
    form = programme_of(work, programme).find_occasion(key)
    name = speech.say(form.title) if form else key
    return [say(speech, because, name) for fact, say in made.items() if fact in because]


def _safety(speech: Speech, programme: Programme, changes: Mapping[str, Any]) -> list[str]:
    facts = {fact.key: fact for fact in programme.eligibility.facts}
    return [
        speech.say(
            words.FACT_CHANGED,
            fact=facts[key].label,
            before=answer_in_words(speech, facts[key], before).lower(),
            after=answer_in_words(speech, facts[key], after).lower(),
        )
        for key, (before, after) in changes.items()
        if key in facts
    ]


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
    if any(key.startswith(FACT) for key in view.because):
        return _facts_of_referral(work, speech, view)
    instrument = work.catalogue.all(Instrument).get(view.declared.instrument)
    declared = {fact.key: fact for fact in facts_for_alerts(instrument)} if instrument else {}
    answered = [
        (_label(speech, instrument, declared[key]), _value(speech, instrument, declared[key], value))
        for key, value in view.because.items()
        if instrument is not None and key in declared and not key.startswith(FLAG)
    ]
    return answered + _facts_of_sources(work, speech, view.because)


def _facts_of_referral(work: Work, speech: Speech, view: AlertView) -> list[tuple[str, str]]:
    programme = work.catalogue.all(Programme).get(view.declared.programme)
    facts = {FACT + fact.key: fact for fact in programme.eligibility.asked} if programme else {}
    return [
        (speech.say(facts[key].label), answer_in_words(speech, facts[key], value))
        for key, value in view.because.items()
        if key in facts
    ]


def _facts_of_sources(work: Work, speech: Speech, because: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was known besides: the newest score of another instrument, a measurement, what is decided at the clinic."""
    asked = ((named(key, work.catalogue), value) for key, value in because.items())
    return [(speech.say(fact.label), _known(speech, fact, value)) for fact, value in asked if fact is not None]


def _known(speech: Speech, fact: Fact, value: Any) -> str:
    if isinstance(value, bool):
        return speech.say(YES if value else NO)
    if isinstance(value, int | float):
        return speech.number(value, 0 if float(value).is_integer() else 1)
    words_of = dict(fact.choices).get(value)
    return speech.say(words_of) if words_of is not None else str(value)


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
        item = next((candidate for candidate in items_of(instrument) if mark + candidate.key == fact.key), None)
        choice = dict(item.choices).get(int(value)) if item is not None and item.choices else None
        if choice is not None:
            return speech.say(choice)
    number = speech.number(value, 0 if float(value).is_integer() else 1)
    if fact.key == "total" and fact.high is not None and instrument.total_range is not None:
        number = speech.say(words.OF_MOST, n=number, most=speech.number(fact.high))
    if fact.key == "total" and instrument.unit is not None:
        return f"{number} {speech.say(instrument.unit)}"
    return number
