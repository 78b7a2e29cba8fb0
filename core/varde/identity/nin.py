"""National identity numbers: fødselsnummer and D-number, by today's control digits and by those that come in 2032.

Rules: Skatteetaten, "Nytt fødselsnummer fra 2032". Both rules hold in parallel and nobody changes number, so a number
says neither sex nor century: a person's sex and birth date come from the register, never from here.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from stdnum.no.fodselsnummer import calc_check_digit1, calc_check_digit2, compact

from varde.kernel.characters import plain
from varde.kernel.words import Text

_D_DAY = 40
# Skatteetaten's test population (Tenor) adds 80 to the month, the health network's test population 65.
_SYNTHETIC_MONTHS = (80, 65)
# Until 2032 the weighted sum leaves remainder 0 with the first control digit; from 2032 also 1, 2 or 3.
_FIRST_REMAINDERS = frozenset({0, 1, 2, 3})


class InvalidNationalIdentityNumber(ValueError):
    """The text is not a national identity number we accept. Never carries the number itself.

    ``rule`` is one of ``form``, ``date``, ``control``, ``synthetic``; ``sentence`` says the same to a person.
    """

    def __init__(self, rule: str) -> None:
        self.rule = rule
        self.sentence = _SENTENCES[rule]
        super().__init__(self.sentence.en)


_SENTENCES = {
    "form": Text(
        nb="Et fødselsnummer eller D-nummer har 11 sifre.",
        nn="Eit fødselsnummer eller D-nummer har 11 siffer.",
        en="A national identity number or D-number has 11 digits.",
    ),
    "date": Text(
        nb="De seks første sifrene er ikke en dato i et fødselsnummer eller D-nummer.",
        nn="Dei seks første sifra er ikkje ein dato i eit fødselsnummer eller D-nummer.",
        en="The first six digits are not a date in a national identity number or D-number.",
    ),
    "control": Text(
        nb="Kontrollsifrene, de to siste sifrene, stemmer ikke med resten av nummeret.",
        nn="Kontrollsifra, dei to siste sifra, stemmer ikkje med resten av nummeret.",
        en="The control digits, the last two, do not agree with the rest of the number.",
    ),
    "synthetic": Text(
        nb="Nummeret tilhører en oppdiktet testperson og kan ikke brukes her.",
        nn="Nummeret høyrer til ein oppdikta testperson og kan ikkje brukast her.",
        en="The number belongs to an invented test person and cannot be used here.",
    ),
}


@dataclass(frozen=True, slots=True, repr=False)
class NationalIdentityNumber:
    """A number that keeps the rules. It shows itself masked everywhere but in ``digits``."""

    kind: Literal["F", "D"]
    synthetic: bool
    digits: str

    def mask(self) -> str:
        """Six digits and five stars: ``010190 *****``."""
        return f"{self.digits[:6]} *****"

    def __str__(self) -> str:
        return self.mask()

    def __repr__(self) -> str:
        return f"NationalIdentityNumber({self.kind}, {self.mask()})"


def parse(text: str, *, allow_synthetic: bool) -> NationalIdentityNumber:
    """Read a fødselsnummer (``F``) or D-number (``D``); spaces, dashes, colons and what
    cannot be seen between the digits are ignored.

    :param allow_synthetic: whether numbers of invented test persons are accepted; never in production.
    :raises InvalidNationalIdentityNumber: for everything else, emergency numbers (H and FH) included.
    """
    digits = compact(plain(text)).strip()
    if len(digits) != 11 or not (digits.isascii() and digits.isdigit()):
        raise InvalidNationalIdentityNumber("form")
    kind, synthetic = _read_date(digits)
    if not _control_digits_agree(digits):
        raise InvalidNationalIdentityNumber("control")
    if synthetic and not allow_synthetic:
        raise InvalidNationalIdentityNumber("synthetic")
    return NationalIdentityNumber(kind, synthetic, digits)


def _read_date(digits: str) -> tuple[Literal["F", "D"], bool]:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    kind: Literal["F", "D"] = "D" if day > _D_DAY else "F"
    day -= _D_DAY if kind == "D" else 0
    added = next((step for step in _SYNTHETIC_MONTHS if month > step), 0)
    month -= added
    # The century is unknown, so 29 February passes in every year that is a leap year in some century.
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2000 + year, month)[1]:
        raise InvalidNationalIdentityNumber("date")
    return kind, added > 0


def born_as(number: NationalIdentityNumber, born: date) -> bool:
    """Whether the number begins with this day. It tells no century, and nobody's age is taken from it."""
    day, month, year = int(number.digits[:2]), int(number.digits[2:4]), int(number.digits[4:6])
    day -= _D_DAY if number.kind == "D" else 0
    month -= next((step for step in _SYNTHETIC_MONTHS if month > step), 0)
    return (day, month, year) == (born.day, born.month, born.year % 100)


def _control_digits_agree(digits: str) -> bool:
    first, second = int(digits[9]), int(digits[10])
    remainder = (first - int(calc_check_digit1(digits))) % 11
    return remainder in _FIRST_REMAINDERS and second == int(calc_check_digit2(digits))
