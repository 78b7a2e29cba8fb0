"""What the fields of a form hold, read as answers: one field for each item, one sentence for each fault, nothing else let in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from varde.assessments.days import read_days
from varde.instruments.answers import REFUSED, accept, items_of
from varde.instruments.values import Instrument, Item
from varde.kernel.words import Text
from varde.kinds.asking import owner, read_all
from varde.rules.language import evaluate


def read_answers(instrument: Instrument, sent: Mapping[str, Sequence[str]]) -> tuple[dict[str, Any], dict[str, Text]]:
    """The answers that hold, and the faults by field: an item's key, or the name of a field about one day.

    ``sent`` is every value of every field of the form that is an answer. Leaving an item out is no fault; a field the
    instrument does not have is, and so is a field sent twice.
    """
    days, day_faults, by_day = read_days(instrument, {name: values[0] for name, values in sent.items()})
    items = {item.key: item for item in items_of(instrument) if not item.by_day}
    form = {name: values for name, values in sent.items() if name not in by_day}
    read = read_all({key: item.takes for key, item in items.items()}, form)
    faults = {control: _faulty(items, control, rule) for control, rule in read.faults.items()}
    faults |= {name: _UNKNOWN.filled(key=name[:60]) for name in sorted(read.unknown)}
    return {**read.values, **days}, {**faults, **day_faults}


def _faulty(items: Mapping[str, Item], control: str, rule: Text) -> Text:
    """The rule, with the words of the item whose control breaks it."""
    label = next(item.label for item in items.values() if item.key == owner(control, items))
    return _RULE.filled(label=label, rule=rule)


def asked_of(instrument: Instrument, answers: Mapping[str, object]) -> tuple[Item, ...]:
    """The items a person is asked, given what is answered: those behind a "no" step aside."""
    return tuple(item for item in items_of(instrument) if not (item.gate and answers.get(item.gate) in (0, False)))


def unanswered(instrument: Instrument, answers: Mapping[str, object]) -> tuple[Item, ...]:
    """The items asked that have no answer, and whose answer the score or somebody's safety needs."""
    asked = asked_of(instrument, answers)
    needed = (item for item in asked if (item.scored or item.safety) and not item.optional)
    return tuple(item for item in needed if answers.get(item.key) is None)


def carried_over(
    instrument: Instrument, last: Mapping[str, object], answers: Mapping[str, object]
) -> dict[str, object]:
    """The answers from last time that fill in what is not answered now, for the items that declare it and take them still."""
    items = (item for item in instrument.items if item.carry and answers.get(item.key) is None)
    said = {item.key: accept(item, last[item.key]) for item in items if last.get(item.key) is not None}
    return {key: answer for key, answer in said.items() if answer is not REFUSED}


def doubts(instrument: Instrument, answers: Mapping[str, object]) -> tuple[Text, ...]:
    """What to ask about answers that do not go together; an answer that is missing is no doubt."""
    facts: dict[str, Any] = {f"answer:{key}": value for key, value in answers.items() if value is not None}
    return tuple(check.sentence for check in instrument.checks if evaluate(check.rule, facts) is False)


_RULE = Text("«{label}»: {rule}", "«{label}»: {rule}", "“{label}”: {rule}")
_UNKNOWN = Text(
    "Skjemaet har ikke noe spørsmål som heter «{key}». Last siden på nytt.",
    "Skjemaet har ikkje noko spørsmål som heiter «{key}». Last sida på nytt.",
    "The questionnaire has no question called “{key}”. Reload the page.",
)
