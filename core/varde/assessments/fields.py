"""What the fields of a form hold, read as answers: one field for each item, one sentence for each fault, nothing else let in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from varde.assessments.days import read_days
from varde.instruments.answers import REFUSED, accept, items_of
from varde.instruments.values import Instrument, Item
from varde.kernel.characters import plain
from varde.kernel.text import number
from varde.kernel.words import LANGUAGES, Text
from varde.rules.language import evaluate

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,9}([.,][0-9]{1,9})?")
_UNREADABLE: Any = object()


def read(item: Item, value: str) -> Any:
    """The text of a control as a value of the item's kind; a decimal comma or point, both."""
    if item.kind == "boolean":
        return {"1": True, "0": False}.get(value, _UNREADABLE)
    if item.kind in ("vas", "number"):
        if not _DECIMAL.fullmatch(value):
            return _UNREADABLE
        number = float(value.replace(",", "."))
        return int(number) if number.is_integer() else number
    return int(value) if _WHOLE.fullmatch(value) else _UNREADABLE


def rule_of(item: Item) -> Text:
    """What this item takes, in one sentence that begins with its own words."""
    if item.kind == "boolean" or item.choices:
        return _CHOOSE.filled(label=item.label)
    rule = _DECIMALS if item.kind in ("vas", "number") else _STEPS if item.step else _WHOLES
    return rule.filled(label=item.label, low=_plain(item.low), high=_plain(item.high), step=item.step)


def read_answers(instrument: Instrument, sent: Mapping[str, Sequence[str]]) -> tuple[dict[str, Any], dict[str, Text]]:
    """The answers that hold, and the faults by field: an item's key, or the name of a field about one day.

    ``sent`` is every value of every field of the form that is an answer. Leaving an item out is no fault; a field the
    instrument does not have is, and so is a field sent twice.
    """
    days, day_faults, read = read_days(instrument, {name: values[0] for name, values in sent.items()})
    items = [item for item in items_of(instrument) if item.kind != "days"]
    answers: dict[str, Any] = {}
    faults: dict[str, Text] = {}
    for item in items:
        answer = _read(item, sent.get(item.key, ("",)))
        if isinstance(answer, Text):
            faults[item.key] = answer
        elif answer is not None:
            answers[item.key] = answer
    unknown = sorted(sent.keys() - read - {item.key for item in items})
    faults |= {name: _UNKNOWN.filled(key=name[:60]) for name in unknown}
    return {**answers, **days}, {**faults, **day_faults}


def _read(item: Item, values: Sequence[str]) -> Any:
    """The answer, None where the field is empty, or the sentence that says what is wrong."""
    if len(values) != 1:
        return _TWICE.filled(label=item.label)
    written = plain(values[0]).strip()
    if not written:
        return None
    answer = read(item, written)
    accepted = REFUSED if answer is _UNREADABLE else accept(item, answer)
    return rule_of(item) if accepted is REFUSED else accepted


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


def _plain(value: float) -> Text:
    decimals = 0 if float(value).is_integer() else 1
    return Text(*(number(value, decimals, language) for language in LANGUAGES))


_CHOOSE = Text(
    "«{label}»: Velg ett av svarene.", "«{label}»: Vel eitt av svara.", "“{label}”: Choose one of the answers."
)
_WHOLES = Text(
    "«{label}»: Skriv et helt tall fra {low} til {high}.",
    "«{label}»: Skriv eit heilt tal frå {low} til {high}.",
    "“{label}”: Write a whole number from {low} to {high}.",
)
_STEPS = Text(
    "«{label}»: Skriv et helt tall fra {low} til {high} som kan deles på {step}.",
    "«{label}»: Skriv eit heilt tal frå {low} til {high} som kan delast på {step}.",
    "“{label}”: Write a whole number from {low} to {high} that can be divided by {step}.",
)
_DECIMALS = Text(
    "«{label}»: Skriv et tall fra {low} til {high}.",
    "«{label}»: Skriv eit tal frå {low} til {high}.",
    "“{label}”: Write a number from {low} to {high}.",
)
_TWICE = Text(
    "«{label}»: Det kom mer enn ett svar. Velg ett.",
    "«{label}»: Det kom meir enn eitt svar. Vel eitt.",
    "“{label}”: More than one answer came. Choose one.",
)
_UNKNOWN = Text(
    "Skjemaet har ikke noe spørsmål som heter «{key}». Last siden på nytt.",
    "Skjemaet har ikkje noko spørsmål som heiter «{key}». Last sida på nytt.",
    "The questionnaire has no question called “{key}”. Reload the page.",
)
