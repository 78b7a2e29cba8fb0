"""The questions about safety as a form: the patient's page and the clinician's ask the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from marshmallow import Schema, fields

from varde.rules.facts import Fact
from varde.web.shell import words
from varde.web.shell.forms import Amount, Checked, Form, LimitedText, Refused

NOTE = "known-from"
"""No fact is called so: their keys have no hyphen."""
LONGEST_NOTE = 500
NOT_SENT: Final = object()
"""A question that was left as it is."""
UNSURE = "unsure"
_YES_NO: Mapping[str, object] = {"yes": True, "no": False, UNSURE: None}


class Answer(Checked):
    """One of the answers of a question; left untouched it changes nothing."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__(usual=NOT_SENT)
        self.values = values

    def check(self, value: Any) -> object:
        if value not in self.values:
            raise Refused(words.CHOOSE_ANSWER)
        return self.values[value]


def _control(fact: Fact) -> fields.Field[Any]:
    if fact.kind == "boolean":
        return Answer(_YES_NO)
    if fact.choices:
        whole = fact.kind == "count"
        return Answer({key: int(key) if whole else key for key, _words in fact.choices} | {UNSURE: None})
    return Amount(fact)


def safety_form(facts: Iterable[Fact]) -> Schema:
    """A control for each fact, and a note."""
    declared: dict[str, fields.Field[Any]] = {fact.key: _control(fact) for fact in facts}
    return Form.from_dict({**declared, NOTE: LimitedText(LONGEST_NOTE)})()


def stated_in(form: Mapping[str, Any]) -> dict[str, object]:
    """What was answered, by fact; the note and what was left alone are not among it."""
    return {key: value for key, value in form.items() if key != NOTE and value is not NOT_SENT}


def code_of(value: object) -> str:
    """The code of a stored value in the form; "" for one that is not known."""
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
