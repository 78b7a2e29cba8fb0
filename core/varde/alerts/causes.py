"""What an alert is about in a word or two, for a tag: what was declared, or what its rule speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from varde.alerts.rules import UNANSWERED
from varde.alerts.values import Alert
from varde.instruments.values import Instrument
from varde.kernel.words import LANGUAGES, Text
from varde.rules.language import facts_of

_FORM = Text("Skjema", "Skjema", "Form")
_WATCHED = {
    "missed_appointments": Text("Ikke møtt", "Ikkje møtt", "Not attended"),
    "days_overdue": _FORM,
    "unanswered_in_row": _FORM,
    "days_inactive": Text("Stille", "Stille", "Silent"),
    "worse": Text("Verre", "Verre", "Worse"),
}
DANGER = Text("Fare", "Fare", "Danger")
NOT_SAID = Text("Ikke svart", "Ikkje svart", "Not answered")
OTHER = Text("Må ses på", "Må sjåast på", "To look at")


def cause_of(alert: Alert, instruments: Mapping[str, Instrument]) -> Text:
    """The tag of an alert that is no danger: never that it is an alert, which says nothing."""
    if alert.cause is not None:
        return alert.cause
    facts = facts_of(alert.rule)
    named = next((words for fact, words in _WATCHED.items() if fact in facts), None)
    if named is not None:
        return named
    if any(fact.startswith(UNANSWERED) for fact in facts):
        return NOT_SAID
    instrument = instruments.get(alert.instrument)
    return Text(*(instrument.title.to(code).partition(":")[0] for code in LANGUAGES)) if instrument else OTHER
