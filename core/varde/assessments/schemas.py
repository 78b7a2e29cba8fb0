"""What a form sends, read as answers: one field for each item, one sentence for each fault, nothing else let in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from varde.assessments.days import read_days
from varde.instruments.answers import REFUSED, accept, items_of
from varde.instruments.values import Instrument, Item
from varde.kernel.text import number
from varde.kernel.words import Text

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,9}([.,][0-9]{1,9})?")
_UNREADABLE: Any = object()


class AnswerField(fields.Field[Any]):
    """One item as a form sends it. An empty field is an item without an answer."""

    def __init__(self, item: Item, language: str) -> None:
        super().__init__(allow_none=True)
        self.item, self.language = item, language

    def _deserialize(self, value: Any, *_about: Any, **_rest: Any) -> Any:
        if not isinstance(value, str):
            raise ValidationError(_TWICE.to(self.language).format(label=self.item.label.to(self.language)))
        if not value.strip():
            return None
        answer = read(self.item, value.strip())
        accepted = REFUSED if answer is _UNREADABLE else accept(self.item, answer)
        if accepted is REFUSED:
            raise ValidationError(rule_of(self.item, self.language))
        return accepted


def read(item: Item, value: str) -> Any:
    """The text of a control as a value of the item's kind; a decimal comma or point, both."""
    if item.kind == "boolean":
        return {"1": True, "0": False}.get(value, _UNREADABLE)
    if item.kind in ("vas", "number"):
        if not _DECIMAL.fullmatch(value):
            return _UNREADABLE
        found = float(value.replace(",", "."))
        return int(found) if found.is_integer() else found
    return int(value) if _WHOLE.fullmatch(value) else _UNREADABLE


def rule_of(item: Item, language: str) -> str:
    """What this item takes, in one sentence that begins with its own words."""
    label = item.label.to(language)
    if item.kind == "boolean" or item.choices:
        return _CHOOSE.to(language).format(label=label)
    words = _DECIMALS if item.kind in ("vas", "number") else _STEPS if item.step else _WHOLES
    low, high = _plain(item.low, language), _plain(item.high, language)
    return words.to(language).format(label=label, low=low, high=high, step=item.step)


@lru_cache(maxsize=256)
def schema_of(instrument: Instrument, language: str) -> Schema:
    """The form of one instrument. Days have fields of their own, see :mod:`varde.assessments.days`."""
    declared: dict[str, Any] = {
        item.key: AnswerField(item, language) for item in items_of(instrument) if item.kind != "days"
    }
    return Schema.from_dict(declared, name=f"{instrument.key} answers")(unknown=RAISE)


def read_form(
    instrument: Instrument, form: MultiDict[str, str], language: str, besides: tuple[str, ...] = ()
) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers that hold, and the faults by field: an item's key, or the name of a field about one day. ``besides``
    are fields of the form that are no answers.

    Leaving an item out is no fault; a field the instrument does not have is, and so is a field sent twice.
    """
    days, day_faults, read = read_days(instrument, form, language)
    left = [(key, values) for key, values in form.lists() if key not in besides and key not in read]
    given = {key: values[0] if len(values) == 1 else list(values) for key, values in left}
    schema = schema_of(instrument, language)
    try:
        answers, messages = schema.load(given), {}
    except ValidationError as error:
        answers, messages = error.valid_data, error.messages_dict
    faults = {
        key: str(found[0]) if key in schema.fields else _UNKNOWN.to(language).format(key=key[:60])
        for key, found in messages.items()
    }
    return {**{key: value for key, value in answers.items() if value is not None}, **days}, {**faults, **day_faults}


def asked_of(instrument: Instrument, answers: Mapping[str, object]) -> tuple[Item, ...]:
    """The items a person is asked, given what is answered: those behind a "no" step aside."""
    return tuple(item for item in items_of(instrument) if not (item.gate and answers.get(item.gate) in (0, False)))


def unanswered(instrument: Instrument, answers: Mapping[str, object]) -> tuple[Item, ...]:
    """The items asked that have no answer, and whose answer the score or somebody's safety needs."""
    needed = (item for item in asked_of(instrument, answers) if item.scored or item.safety)
    return tuple(item for item in needed if answers.get(item.key) is None)


def _plain(value: float, language: str) -> str:
    return number(value, 0 if float(value).is_integer() else 1, language)


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
