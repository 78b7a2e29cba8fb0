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
from varde.kernel import text
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.rules.facts import Fact
from varde.web.shell import http
from varde.web.shell.pages import ngettext
from varde.web.shell.pages import translate as _

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


def sentences_of(work: Work, view: AlertView, programme: str) -> list[str]:
    """What the clock found, one sentence each; for an alert about answers only that they were not handed in."""
    because = view.because
    if because.get(DRAFT):
        return [_("Svaret sto i et skjema som var begynt, men ikke levert da varselet kom.")]
    made = {
        "days_inactive": _inactive,
        "days_overdue": _overdue,
        "unanswered_in_row": _unanswered,
        "missed_appointments": _missed,
    }
    key = str(because.get("form", ""))
    form = work.catalogue.one(Programme, programme).find_occasion(key)
    name = form.title.to(http.language()) if form else key
    return [say(because, name) for fact, say in made.items() if fact in because]


def _day(said: object) -> str:
    return text.day(date.fromisoformat(str(said)), http.language())


def _inactive(because: Mapping[str, Any], _form: str) -> str:
    if "opened" in because:
        return ngettext(
            "Ikke begynt på det som åpnet %(day)s, én dag før varselet.",
            "Ikke begynt på det som åpnet %(day)s, %(n)s dager før varselet.",
            because["days_inactive"],
            day=_day(because["opened"]),
        )
    return ngettext(
        "Ikke aktiv på én dag. Sist aktiv %(day)s.",
        "Ikke aktiv på %(n)s dager. Sist aktiv %(day)s.",
        because["days_inactive"],
        day=_day(because["since"]),
    )


def _overdue(because: Mapping[str, Any], form: str) -> str:
    return ngettext(
        "«%(form)s» skulle vært levert %(day)s, én dag før varselet.",
        "«%(form)s» skulle vært levert %(day)s, %(n)s dager før varselet.",
        because["days_overdue"],
        form=form,
        day=_day(because["due"]),
    )


def _unanswered(because: Mapping[str, Any], form: str) -> str:
    return ngettext(
        "«%(form)s» (%(day)s) ble ikke levert.",
        "%(n)s skjemaer på rad ble ikke levert, sist «%(form)s» (%(day)s).",
        because["unanswered_in_row"],
        form=form,
        day=_day(because["due"]),
    )


def _missed(because: Mapping[str, Any], _form: str) -> str:
    return ngettext(
        "Møtte ikke til timen %(day)s.",
        "Møtte ikke til %(n)s timer på rad, sist %(day)s.",
        because["missed_appointments"],
        day=_day(because["on"]),
    )


def facts_in_words(work: Work, view: AlertView) -> list[tuple[str, str]]:
    """What was answered and scored, label and value; none for what the clock found. Flags have no words: the title says
    it."""
    instrument = work.catalogue.all(Instrument).get(view.declared.instrument)
    if instrument is None:
        return []
    declared = {fact.key: fact for fact in facts_for_alerts(instrument)}
    return [
        (_label(instrument, declared[key]), _value(instrument, declared[key], value))
        for key, value in view.because.items()
        if key in declared and not key.startswith(FLAG)
    ]


def _label(instrument: Instrument, fact: Fact) -> str:
    if fact.key.startswith(UNANSWERED):
        return instrument.item(fact.key.removeprefix(UNANSWERED)).label.to(http.language())
    return fact.label.to(http.language())


def _value(instrument: Instrument, fact: Fact, value: Any) -> str:
    language = http.language()
    if fact.key.startswith(UNANSWERED):
        return _("Ikke svart") if value else _("Svart")
    if fact.key in ("worse", NEW_BAND) or isinstance(value, bool):
        return _("Ja") if value else _("Nei")
    if fact.kind == "choice":
        return dict(fact.choices)[value].to(language) if value in dict(fact.choices) else str(value)
    for mark in (ANSWER, BEFORE):
        item = next((one for one in items_of(instrument) if mark + one.key == fact.key), None)
        words = dict(item.choices).get(int(value)) if item is not None and item.choices else None
        if words is not None:
            return words.to(language)
    number = text.number(value, 0 if float(value).is_integer() else 1, language)
    if fact.key == "total" and fact.high is not None and instrument.total_range is not None:
        return _("%(n)s av %(most)s", n=number, most=text.number(fact.high, 0, language))
    return number
