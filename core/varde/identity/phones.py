"""Telephone numbers: read as people write them, kept as E.164 (``+4791234567``), any country's."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from varde.kernel.characters import plain
from varde.kernel.words import Text

HOME = "NO"
"""A number without a country is of this one."""
DIGITS = 8
"""How many digits a Norwegian number has."""
LONGEST = 40
_TEXTED = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


class RefusedNumber(ValueError):
    """The text is no telephone number we can use. Never carries the number itself; ``sentence`` says why."""

    def __init__(self, sentence: Text) -> None:
        self.sentence = sentence
        super().__init__(sentence.en)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """One number that exists. ``takes_texts``: a text message can reach it."""

    e164: str
    takes_texts: bool


def read_phone(text: str) -> PhoneNumber:
    """Read a number: Norwegian with or without its country, or foreign with it; whatever stands between the digits.

    :raises RefusedNumber: with the reason.
    """
    written = re.sub(r"[\s\-().,/]", "", plain(text))
    if not re.fullmatch(r"\+?[0-9]+", written, re.ASCII):
        raise RefusedNumber(DIGITS_ONLY)
    abroad = written.startswith(("+", "00"))
    try:
        number = phonenumbers.parse(written[:LONGEST], HOME)
    except NumberParseException:
        raise RefusedNumber(_wrong(written, abroad)) from None
    if len(written) > LONGEST or not phonenumbers.is_valid_number(number):
        raise RefusedNumber(_wrong(written, abroad))
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return PhoneNumber(e164, phonenumbers.number_type(number) in _TEXTED)


def read_mobile(text: str) -> PhoneNumber:
    """A number that takes text messages. :raises RefusedNumber: it takes none, or is none."""
    number = read_phone(text)
    if not number.takes_texts:
        raise RefusedNumber(TAKES_NO_TEXTS)
    return number


def takes_texts(e164: str) -> bool:
    """Whether a text message can reach a number that is kept."""
    try:
        return read_phone(e164).takes_texts
    except RefusedNumber:
        return False


def _wrong(written: str, abroad: bool) -> Text:
    digits = written.removeprefix("+").removeprefix("00")
    home = str(phonenumbers.country_code_for_region(HOME))
    if abroad and not digits.startswith(home):
        return NO_SUCH_NUMBER_ABROAD
    national = digits[len(home) :] if abroad else written
    return NO_SUCH_NUMBER if len(national) == DIGITS else WRONG_LENGTH.filled(n=len(national))


DIGITS_ONLY = Text(
    "Skriv telefonnummeret med bare siffer, for eksempel 912 34 567. Er det utenlandsk, begynner du med + og landkoden.",
    "Skriv telefonnummeret med berre siffer, for eksempel 912 34 567. Er det utanlandsk, byrjar du med + og landkoden.",
    "Write the telephone number with digits only, for example 912 34 567. If it is foreign, begin with + and the country code.",
)
NO_SUCH_NUMBER = Text(
    "Nummeret er ikke i bruk i Norge. Sjekk sifrene, eller begynn med + og landkoden hvis det er utenlandsk.",
    "Nummeret er ikkje i bruk i Noreg. Sjekk sifra, eller byrj med + og landkoden om det er utanlandsk.",
    "The number is not in use in Norway. Check the digits, or begin with + and the country code if it is foreign.",
)
NO_SUCH_NUMBER_ABROAD = Text(
    "Nummeret finnes ikke i det landet det begynner med. Sjekk landkoden og sifrene, for eksempel +46 70 123 45 67.",
    "Nummeret finst ikkje i det landet det byrjar med. Sjekk landkoden og sifra, for eksempel +46 70 123 45 67.",
    "There is no such number in the country it begins with. Check the country code and the digits, such as +46 70 123 45 67.",
)
TAKES_NO_TEXTS = Text(
    "Nummeret er ikke et mobilnummer og kan ikke ta imot SMS. "
    "Skriv et mobilnummer, eller velg en annen måte vi kan nå deg på.",
    "Nummeret er ikkje eit mobilnummer og kan ikkje ta imot SMS. "
    "Skriv eit mobilnummer, eller vel ein annan måte vi kan nå deg på.",
    "The number is not a mobile number and cannot receive text messages. "
    "Write a mobile number, or choose another way for us to reach you.",
)
WRONG_LENGTH = Text(
    "Nummeret har {n} siffer. Skriv åtte, for eksempel 912 34 567.",
    "Nummeret har {n} siffer. Skriv åtte, for eksempel 912 34 567.",
    "The number has {n} digits. Write eight, for example 912 34 567.",
)
