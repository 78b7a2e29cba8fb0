"""Forms read with marshmallow: what may be sent, and one sentence for each thing that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from flask import request
from marshmallow import RAISE, Schema, ValidationError, fields

from varde.identity.emails import read_email
from varde.identity.names import LONGEST as LONGEST_NAME
from varde.identity.nin import InvalidNationalIdentityNumber, NationalIdentityNumber, parse
from varde.identity.phones import RefusedNumber, read_mobile, read_phone
from varde.kernel.characters import name, plain
from varde.kernel.dates import age_on, as_date
from varde.kernel.errors import BadInput
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.rules.facts import Fact, Value, outside
from varde.web.shell import words
from varde.web.shell.form_filling import OF_THE_PAGE

OLDEST = 120
LONGEST_HOPE = 500
TICKED_NONE, TICKED_UNSURE = "none", "unsure"


class FormFault(BadInput):
    """A form with faults; ``errors`` maps the id of a control to its sentence, in the order of the form."""

    def __init__(self, errors: Mapping[str, Text]) -> None:
        self.errors = dict(errors)
        super().__init__(*self.errors.values())

    def said(self, speech: Speech) -> dict[str, str]:
        """The sentence of each control."""
        return {name: speech.say(sentence) for name, sentence in self.errors.items()}


class Refused(ValidationError):
    """A control's text breaks its rule."""

    def __init__(self, sentence: Text) -> None:
        super().__init__([sentence])


class Form(Schema):
    """A schema that takes nothing it does not know."""

    class Meta:
        unknown = RAISE


def sent() -> dict[str, list[str]]:
    """Every field of the request's form with its values, without those that every page writes itself. No other module reads the
    form."""
    return {name: values for name, values in request.form.lists() if name not in OF_THE_PAGE}


def of_the_page() -> dict[str, str]:
    """What the page wrote in the form of itself: its forgery token, and which draft it keeps."""
    return {name: request.form[name] for name in OF_THE_PAGE if name in request.form}


def typed() -> dict[str, str]:
    """The first value of every field, as it was typed: what a page shows again."""
    return {name: values[0] for name, values in sent().items()}


def read_form(schema: Schema, form: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """The form's values, checked: the request's own, unless ``form`` is given. Empty text counts as not sent.

    :raises FormFault: with one sentence for each control that is wrong.
    """
    form = sent() if form is None else form
    lists = {name for name, field in schema.fields.items() if isinstance(field, Ticked)}
    texts: dict[str, Any] = {
        name: _meant(schema.fields.get(name), values[0]) for name, values in form.items() if name not in lists
    }
    texts = {name: value for name, value in texts.items() if value}
    texts |= {name: list(form.get(name, ())) for name in lists}
    try:
        loaded: dict[str, Any] = schema.load(texts)
    except ValidationError as fault:
        faults: dict[str, Any] = fault.messages_dict
        order = [*schema.fields, *(key for key in faults if key not in schema.fields)]
        raise FormFault({key: _sentence(schema, key, faults[key]) for key in order if key in faults}) from None
    return loaded


def _meant(field: fields.Field[Any] | None, text: str) -> str:
    """What a control's text stands for: running text as it is, everything else plain. Nothing that can be seen is nothing."""
    seen = plain(text).strip()
    return text.strip() if seen and isinstance(field, Checked) and field.running else seen


def _sentence(schema: Schema, key: str, messages: Any) -> Text:
    if key not in schema.fields:
        return words.UNKNOWN_FIELD.filled(key=key[:40])
    sentence: Text = messages[0] if isinstance(messages, list) else messages
    return sentence


class Checked(fields.Field[Any]):
    """A control whose text :meth:`check` turns into a value, or refuses with a sentence.

    ``missing`` is what is said when it must be filled in and is not; without it, ``usual`` is the value then. ``running``
    text is kept as it was written; any other is read as :func:`varde.kernel.characters.plain` has it.
    """

    running = False

    def __init__(self, missing: Text | None = None, usual: Any = None) -> None:
        if missing is None:
            super().__init__(load_default=usual)
        else:
            # Marshmallow hands an error message on as it is, so that it can be words in every language.
            super().__init__(required=True, error_messages={"required": cast(Any, missing)})

    def _deserialize(self, value: Any, *_place: Any, **_more: Any) -> Any:
        return self.check(value)

    def check(self, value: Any) -> Any:
        """:raises Refused: with the sentence for the person who typed it."""
        raise NotImplementedError


class Typed(Checked):
    """Text whose length and sense are judged by whoever takes it."""

    running = True

    def __init__(self) -> None:
        super().__init__(usual="")

    def check(self, value: Any) -> str:
        return str(value)


class Coded(Checked):
    """One of several codes, turned into the value each stands for; ``usual`` when none is sent."""

    def __init__(self, values: Mapping[str, Any], missing: Text, usual: Any = None) -> None:
        super().__init__(missing if usual is None else None, usual)
        self.values, self.missing_words = values, missing

    def check(self, value: Any) -> Any:
        if value not in self.values:
            raise Refused(self.missing_words)
        return self.values[value]


class Ticked(Checked):
    """A list of yes/no facts as boxes: ticked is yes. What is not ticked is no, or unknown when “unsure” is ticked."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        super().__init__(words.TICK_SOMETHING)
        self.facts = facts

    def check(self, value: Any) -> dict[str, bool | None]:
        keys = {fact.key for fact in self.facts}
        ticked = set(value)
        if ticked - keys - {TICKED_NONE, TICKED_UNSURE}:
            raise Refused(words.TICK_AS_LISTED)
        if not ticked:
            raise Refused(words.TICK_SOMETHING)
        if TICKED_NONE in ticked and len(ticked) > 1:
            raise Refused(words.NONE_AND_MORE)
        unticked = None if TICKED_UNSURE in ticked else False
        return {fact.key: True if fact.key in ticked else unticked for fact in self.facts}


class Amount(Checked):
    """A number or a whole number within the fact's limits. Empty is unknown."""

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        self.fact = fact

    def check(self, value: Any) -> Value | None:
        text = plain(str(value)).replace(" ", "").replace(",", ".")
        whole = self.fact.kind == "count"
        pattern = r"-?\d{1,9}" if whole else r"-?\d{1,9}(\.\d{1,6})?"
        number = (int(text) if whole else float(text)) if re.fullmatch(pattern, text, re.ASCII) else None
        if number is None or outside(self.fact, number):
            raise Refused(self._rule())
        return number

    def _rule(self) -> Text:
        low = f"{self.fact.low:g}" if self.fact.low is not None else "0"
        high = f"{self.fact.high:g}" if self.fact.high is not None else "…"
        if self.fact.kind == "count":
            return words.WHOLE_NUMBER_WITHIN.filled(low=low, high=high)
        return words.NUMBER_WITHIN.filled(low=low, high=high)


class BirthDate(Checked):
    """A day in the past that a living person can be born on; ``1992-03-03`` or ``3.3.1992``."""

    def __init__(self, today: date) -> None:
        super().__init__(words.WRITE_BIRTH_DATE)
        self.today = today

    def check(self, value: Any) -> date:
        born = as_date(str(value))
        if born is None:
            raise Refused(words.NO_SUCH_BIRTH_DATE)
        if born > self.today:
            raise Refused(words.BORN_IN_FUTURE)
        if age_on(born, self.today) > OLDEST:
            raise Refused(words.BORN_TOO_EARLY)
        return born


class Mobile(Checked):
    """A mobile number of any country, as E.164."""

    def check(self, value: Any) -> str:
        try:
            return read_mobile(str(value)).e164
        except RefusedNumber as fault:
            raise Refused(fault.sentence) from None


class Telephone(Checked):
    """A telephone number of any country and kind, as E.164."""

    def check(self, value: Any) -> str:
        try:
            return read_phone(str(value)).e164
        except RefusedNumber as fault:
            raise Refused(fault.sentence) from None


class Email(Checked):
    """An e-mail address."""

    def check(self, value: Any) -> str:
        address = read_email(str(value))
        if address is None:
            raise Refused(words.NOT_AN_EMAIL)
        return address


class PersonName(Checked):
    """A given or a family name, or another name of one line; ``most`` characters."""

    most = LONGEST_NAME

    def __init__(self, missing: Text | None = None) -> None:
        super().__init__(missing, "")

    def check(self, value: Any) -> str:
        written = name(str(value))
        if len(written) > self.most:
            raise Refused(words.TEXT_TOO_LONG.filled(length=len(written), most=self.most))
        return written


class IdentityNumber(Checked):
    """A fødselsnummer or D-number that keeps the rules."""

    def __init__(self, *, allow_synthetic: bool) -> None:
        super().__init__(words.WRITE_IDENTITY_NUMBER)
        self.allow_synthetic = allow_synthetic

    def check(self, value: Any) -> NationalIdentityNumber:
        try:
            return parse(str(value), allow_synthetic=self.allow_synthetic)
        except InvalidNationalIdentityNumber as fault:
            raise Refused(fault.sentence) from None


class LimitedText(Checked):
    """Text with a longest length, counted as the reader counts it."""

    running = True

    def __init__(self, most: int, missing: Text | None = None) -> None:
        super().__init__(missing, "")
        self.most = most

    def check(self, value: Any) -> str:
        text = str(value).replace("\r\n", "\n").strip()
        if len(text) > self.most:
            raise Refused(words.TEXT_TOO_LONG.filled(length=len(text), most=self.most))
        return text


class Whole(Checked):
    """A whole number from ``low`` to ``high``; ``usual`` when nothing is sent."""

    def __init__(self, low: int, high: int, usual: int, rule: Text) -> None:
        super().__init__(usual=usual)
        self.low, self.high, self.rule = low, high, rule

    def check(self, value: Any) -> int:
        text = str(value)
        if not re.fullmatch(r"[+-]?\d{1,9}", text, re.ASCII) or not self.low <= int(text) <= self.high:
            raise Refused(self.rule)
        return int(text)


class Matching(Checked):
    """Text of a fixed form, such as a key that the page itself made."""

    def __init__(self, pattern: str, rule: Text) -> None:
        super().__init__(rule)
        self.pattern, self.rule = re.compile(pattern, re.ASCII), rule

    def check(self, value: Any) -> str:
        if not self.pattern.fullmatch(str(value)):
            raise Refused(self.rule)
        return str(value)
