"""Telephone numbers as people write and paste them, e-mail addresses, and names by their parts."""

from __future__ import annotations

import pytest

from varde.identity.emails import read_email
from varde.identity.names import may_be_the_same, says_more
from varde.identity.phones import RefusedNumber, read_mobile, read_phone, takes_texts

MOBILE = "+4791234567"


@pytest.mark.parametrize(
    "written",
    [
        "91234567",
        "912 34 567",
        "+47 912 34 567",
        "004791234567",
        "4791234567",
        "47 91 23 45 67",
        "912\u201334\u2013567",
        "912.34.567",
        "(+47) 912-34-567",
        "\u202a+47 91 23 45 67\u202c",
        "912\u200b34\u200b567",
        "\ufeff91234567",
        "91\u00a023\u00a045\u00a067",
        "912\u00ad34567",
        "912\u221234\u2010567",
    ],
)
def test_one_number_however_it_is_written(written: str) -> None:
    assert read_mobile(written).e164 == MOBILE


@pytest.mark.parametrize(
    ("written", "e164"),
    [
        ("+46 70 123 45 67", "+46701234567"),
        ("0046701234567", "+46701234567"),
        ("+1 212 555 2368", "+12125552368"),
        ("+48 512 345 678", "+48512345678"),
        ("+380 50 123 4567", "+380501234567"),
        ("+44 7911 123456", "+447911123456"),
    ],
)
def test_a_foreign_number_is_a_number(written: str, e164: str) -> None:
    assert read_mobile(written).e164 == e164


@pytest.mark.parametrize("written", ["22 33 44 55", "+47 55 00 00 00", "+46 8 123 456 78"])
def test_a_landline_is_a_number_that_takes_no_texts(written: str) -> None:
    number = read_phone(written)
    assert (number.takes_texts, takes_texts(number.e164)) == (False, False)
    with pytest.raises(RefusedNumber, match="cannot receive text messages"):
        read_mobile(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("987 65 43", "7 siffer"),
        ("987654321", "9 siffer"),
        ("+47 912 34 56", "7 siffer"),
        ("9" * 5000, "5000 siffer"),
        ("+46 1", "landet det begynner med"),
        ("+" + "9" * 5000, "landet det begynner med"),
        ("+999 123", "landet det begynner med"),
        ("12345678", "ikke i bruk i Norge"),
        ("ni en to", "bare siffer"),
        ("٩١٢٣٤٥٦٧", "bare siffer"),
        ("\u200b", "bare siffer"),
        ("912\ud80034567", "bare siffer"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(written: str, said: str) -> None:
    with pytest.raises(RefusedNumber) as refused:
        read_phone(written)
    assert said in refused.value.sentence.nb
    assert written not in str(refused.value)


def test_what_is_kept_and_is_no_number_takes_no_texts() -> None:
    assert (takes_texts("?"), takes_texts(MOBILE)) == (False, True)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("tone@eksempel.no", "tone@eksempel.no"),
        (" tone.berg+varde@post.eksempel.no\u200b", "tone.berg+varde@post.eksempel.no"),
        ("\u202atone@blåbær.no\u202c", "tone@blåbær.no"),
        ("tone", None),
        ("tone@eksempel", None),
        ("tone@@eksempel.no", None),
        ("tone berg@eksempel.no", None),
        ("tone@eksempel..no", None),
        ("tone@eksempel.no, per@eksempel.no", None),
        ("a" * 65 + "@eksempel.no", None),
        ("a@" + "b" * 300 + ".no", None),
        ("", None),
    ],
)
def test_an_address_is_checked_plainly(written: str, address: str | None) -> None:
    assert read_email(written) == address


@pytest.mark.parametrize(
    ("known", "written", "same", "more"),
    [
        (("Åse", "Lie"), ("A\u030ase", "Lie"), True, False),
        (("Åse Marie", "Bråten"), ("Åse Marie", "Bråten Lie"), True, True),
        (("Åse Marie", "Bråten Lie"), ("Åse", "Lie"), True, False),
        (("Åse", "Bråten"), ("Åse", "Lie"), True, True),
        (("Olav", "Tveit"), ("Ola", "Tveit"), True, True),
        (("Olav", "Tveit"), ("Tveit", "Olav"), True, False),
        (("Anne-Lise", "Moe"), ("anne lise", "MOE"), True, False),
        (("Suharto", ""), ("", "Suharto"), True, False),
        (("", ""), ("Liv", "Berge"), True, False),
        (("Olav", "Tveit"), ("Liv", "Berge"), False, True),
        (("Liv", "Berge"), ("", ""), True, False),
    ],
)
def test_names_are_compared_by_their_parts(
    known: tuple[str, str], written: tuple[str, str], same: bool, more: bool
) -> None:
    assert (may_be_the_same(known, written), says_more(known, written)) == (same, more)
