"""Forms read with marshmallow: what may be sent, and one sentence for each thing that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from varde.identity.nin import InvalidNationalIdentityNumber, NationalIdentityNumber, parse
from varde.kernel.dates import age_on, as_date
from varde.kernel.errors import BadInput
from varde.rules.facts import Fact, Value, outside
from varde.web.shell import http
from varde.web.shell.pages import translate as _

OLDEST = 120
LONGEST_HOPE = 500
LONGEST_NAME = 80
TICKED_NONE, TICKED_UNSURE = "none", "unsure"


class FormFault(BadInput):
    """A form with faults; ``errors`` maps the id of a control to its sentence, in the order of the form."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(faults=tuple(self.errors.values()))


class Form(Schema):
    """A schema that takes nothing it does not know."""

    class Meta:
        unknown = RAISE


def read_form(schema: Schema, sent: MultiDict[str, str], lists: tuple[str, ...] = ()) -> dict[str, Any]:
    """The form's values, checked. Empty text counts as not sent.

    :param lists: names that may be sent several times.
    :raises FormFault: with one sentence for each control that is wrong.
    """
    given: dict[str, Any] = {key: sent[key].strip() for key in sent if key != "csrf_token" and key not in lists}
    given = {key: value for key, value in given.items() if value}
    given |= {key: sent.getlist(key) for key in lists}
    try:
        found: dict[str, Any] = schema.load(given)
    except ValidationError as fault:
        faults: dict[str, Any] = fault.messages_dict
        order = [*schema.fields, *(key for key in faults if key not in schema.fields)]
        raise FormFault({key: _sentence(schema, key, faults[key]) for key in order if key in faults}) from None
    return found


def _sentence(schema: Schema, key: str, messages: Any) -> str:
    if key not in schema.fields:
        return _("Feltet «%(key)s» hører ikke til skjemaet. Last siden på nytt.", key=key[:40])
    return str(messages[0]) if isinstance(messages, list) else str(messages)


class Checked(fields.Field[Any]):
    """A control whose text :meth:`check` turns into a value, or refuses with a sentence."""

    def _deserialize(self, value: Any, *_place: Any, **_more: Any) -> Any:
        return self.check(value)

    def check(self, value: Any) -> Any:
        """:raises ValidationError: with the sentence for the person who typed it."""
        raise NotImplementedError


class Coded(Checked):
    """One of several codes, turned into the value each stands for."""

    def __init__(self, values: Mapping[str, Any], missing: str) -> None:
        super().__init__(required=True, error_messages={"required": missing})
        self.values, self.missing_words = values, missing

    def check(self, value: Any) -> Any:
        if value not in self.values:
            raise ValidationError(self.missing_words)
        return self.values[value]


class Ticked(Checked):
    """A list of yes/no facts as boxes: ticked is yes. What is not ticked is no, or unknown when “unsure” is ticked."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        super().__init__(required=True)
        self.facts = facts

    def check(self, value: Any) -> dict[str, bool | None]:
        keys = {fact.key for fact in self.facts}
        ticked = set(value)
        if ticked - keys - {TICKED_NONE, TICKED_UNSURE}:
            raise ValidationError(_("Kryss av i listen slik den står på siden."))
        if not ticked:
            raise ValidationError(_("Kryss av for det som stemmer, eller for «Ingen av disse»."))
        if TICKED_NONE in ticked and len(ticked) > 1:
            raise ValidationError(
                _("Du har krysset av både for «Ingen av disse» og noe annet. Ta bort det som ikke stemmer.")
            )
        rest = None if TICKED_UNSURE in ticked else False
        return {fact.key: True if fact.key in ticked else rest for fact in self.facts}


class Amount(Checked):
    """A number or a whole number within the fact's limits. Empty is unknown."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(load_default=None)
        self.fact = fact

    def check(self, value: Any) -> Value | None:
        text = str(value).replace(" ", "").replace("\N{MINUS SIGN}", "-").replace(",", ".")
        whole = self.fact.kind == "count"
        pattern = r"-?\d{1,9}" if whole else r"-?\d{1,9}(\.\d{1,6})?"
        number = (int(text) if whole else float(text)) if re.fullmatch(pattern, text, re.ASCII) else None
        if number is None or outside(self.fact, number):
            raise ValidationError(self._rule())
        return number

    def _rule(self) -> str:
        low = f"{self.fact.low:g}" if self.fact.low is not None else "0"
        high = f"{self.fact.high:g}" if self.fact.high is not None else "…"
        if self.fact.kind == "count":
            return _("Skriv et helt tall fra %(low)s til %(high)s, eller la feltet stå tomt.", low=low, high=high)
        return _("Skriv et tall fra %(low)s til %(high)s, eller la feltet stå tomt.", low=low, high=high)


class BirthDate(Checked):
    """A day in the past that a living person can be born on; ``1992-03-03`` or ``3.3.1992``."""

    def __init__(self, today: date) -> None:
        super().__init__(required=True, error_messages={"required": _("Skriv fødselsdatoen.")})
        self.today = today

    def check(self, value: Any) -> date:
        born = as_date(str(value))
        if born is None:
            raise ValidationError(_("Fødselsdatoen finnes ikke. Skriv dag, måned og år, for eksempel 03.03.1992."))
        if born > self.today:
            raise ValidationError(_("Fødselsdatoen er i fremtiden. Sjekk årstallet."))
        if age_on(born, self.today) > OLDEST:
            raise ValidationError(_("Fødselsdatoen er mer enn 120 år siden. Sjekk årstallet."))
        return born


class Mobile(Checked):
    """A Norwegian mobile number; the eight digits."""

    def __init__(self) -> None:
        super().__init__(required=True, error_messages={"required": _("Skriv mobilnummeret med åtte siffer.")})

    def check(self, value: Any) -> str:
        text = re.sub(r"[\s\-().]", "", str(value))
        digits = re.sub(r"^(\+47|0047)", "", text)
        if not re.fullmatch(r"\d+", digits, re.ASCII):
            raise ValidationError(_("Skriv mobilnummeret med bare siffer, for eksempel 912 34 567."))
        if len(digits) != 8:
            raise ValidationError(_("Nummeret har %(n)s siffer. Skriv åtte, for eksempel 912 34 567.", n=len(digits)))
        if digits[0] not in "49":
            raise ValidationError(_("Nummeret er ikke et norsk mobilnummer. De begynner med 4 eller 9."))
        return digits


class IdentityNumber(Checked):
    """A fødselsnummer or D-number that keeps the rules."""

    def __init__(self, *, allow_synthetic: bool) -> None:
        super().__init__(required=True, error_messages={"required": _("Skriv fødselsnummeret med elleve siffer.")})
        self.allow_synthetic = allow_synthetic

    def check(self, value: Any) -> NationalIdentityNumber:
        try:
            return parse(str(value), allow_synthetic=self.allow_synthetic)
        except InvalidNationalIdentityNumber as fault:
            raise ValidationError(fault.sentence.to(http.language())) from None


class Line(Checked):
    """Text with a longest length, counted as the reader counts it."""

    def __init__(self, most: int, missing: str = "") -> None:
        if missing:
            super().__init__(required=True, error_messages={"required": missing})
        else:
            super().__init__(load_default="")
        self.most = most

    def check(self, value: Any) -> str:
        text = str(value).replace("\r\n", "\n").strip()
        if len(text) > self.most:
            raise ValidationError(
                _("Teksten har %(length)s tegn og kan ha høyst %(most)s.", length=len(text), most=self.most)
            )
        return text
