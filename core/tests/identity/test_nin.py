"""National identity numbers: the published vectors, and properties over all numbers that can be made."""

from __future__ import annotations

from calendar import monthrange

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.no import fodselsnummer

from varde.identity.nin import InvalidNationalIdentityNumber, NationalIdentityNumber, parse

# Published by Skatteetaten for the numbers that come in 2032; the first two of these are only valid by the new rule.
NEW_RULE_ONLY = ("02013299903", "30108299939")
PUBLISHED = ("02013299997", "02013299806", "30108299920", *NEW_RULE_ONLY)
FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def weighted(weights: tuple[int, ...], digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))


def finish(nine: str, remainder: int) -> str | None:
    """The number that begins with ``nine`` and whose first control digit leaves ``remainder``, if there is one."""
    first = (remainder - weighted(FIRST_WEIGHTS, nine)) % 11
    second = -weighted(SECOND_WEIGHTS, f"{nine}{first}") % 11
    return None if first == 10 or second == 10 else f"{nine}{first}{second}"


@st.composite
def numbers(draw: st.DrawFn, remainders: tuple[int, ...] = (0, 1, 2, 3)) -> tuple[str, str, bool]:
    """A valid number with its kind and whether it is synthetic, made by the definition rather than by the code."""
    year, month = draw(st.integers(0, 99)), draw(st.integers(1, 12))
    day = draw(st.integers(1, monthrange(2000 + year, month)[1]))
    kind, added = draw(st.sampled_from(("F", "D"))), draw(st.sampled_from((0, 65, 80)))
    day += 40 if kind == "D" else 0
    nine = f"{day:02}{month + added:02}{year:02}{draw(st.integers(0, 999)):03}"
    digits = finish(nine, draw(st.sampled_from(remainders)))
    assume(digits is not None)
    assert digits is not None
    return digits, kind, added > 0


@pytest.mark.parametrize("digits", PUBLISHED)
def test_the_published_numbers_are_accepted(digits: str) -> None:
    assert parse(digits, allow_synthetic=False) == NationalIdentityNumber("F", False, digits)


@pytest.mark.parametrize("digits", NEW_RULE_ONLY)
def test_some_published_numbers_need_the_new_rule(digits: str) -> None:
    assert not fodselsnummer.is_valid(digits)


@given(numbers())
def test_every_number_made_by_the_rules_is_read_back(made: tuple[str, str, bool]) -> None:
    digits, kind, synthetic = made
    number = parse(digits, allow_synthetic=True)
    assert (number.digits, number.kind, number.synthetic) == (digits, kind, synthetic)


@given(numbers())
def test_a_synthetic_number_is_refused_where_real_people_are(made: tuple[str, str, bool]) -> None:
    digits, _kind, synthetic = made
    if synthetic:
        with pytest.raises(InvalidNationalIdentityNumber) as refused:
            parse(digits, allow_synthetic=False)
        assert refused.value.rule == "synthetic"
    else:
        assert not parse(digits, allow_synthetic=False).synthetic


@given(numbers((4, 5, 6, 7, 8, 9, 10)))
def test_no_other_remainder_is_accepted(made: tuple[str, str, bool]) -> None:
    with pytest.raises(InvalidNationalIdentityNumber) as refused:
        parse(made[0], allow_synthetic=True)
    assert refused.value.rule == "control"


@given(numbers(), st.integers(1, 9))
def test_a_wrong_last_digit_never_passes(made: tuple[str, str, bool], step: int) -> None:
    digits = made[0]
    with pytest.raises(InvalidNationalIdentityNumber) as refused:
        parse(digits[:10] + str((int(digits[10]) + step) % 10), allow_synthetic=True)
    assert refused.value.rule == "control"


@given(st.from_regex(r"[0-9]{11}", fullmatch=True))
def test_what_the_register_library_accepts_we_accept_but_for_emergency_numbers(digits: str) -> None:
    emergency = 41 <= int(digits[2:4]) <= 52
    if fodselsnummer.is_valid(digits) and not emergency:
        assert parse(digits, allow_synthetic=False).digits == digits


@given(st.text(max_size=10) | st.text(st.characters(exclude_categories=["Nd"])))
def test_anything_else_gets_a_sentence_and_never_another_error(text: str) -> None:
    with pytest.raises(InvalidNationalIdentityNumber) as refused:
        parse(text, allow_synthetic=True)
    assert refused.value.sentence.missing() == ()
    assert str(refused.value) == refused.value.sentence.en != ""


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "form"),
        ("0201329999", "form"),
        ("020132999977", "form"),
        ("0201329999x", "form"),
        ("٠٢٠١٣٢٩٩٩٩٧", "form"),
        ("00013299997", "date"),
        ("32013299997", "date"),
        ("30023299997", "date"),
        ("02133299997", "date"),
        ("02413299997", "date"),  # H: the month of an emergency number
        ("82013299997", "date"),  # FH: no date at all
        ("02939999997", "date"),
        ("00000000000", "date"),
        ("02013299998", "control"),
    ],
)
def test_each_fault_names_its_rule(text: str, rule: str) -> None:
    with pytest.raises(InvalidNationalIdentityNumber) as refused:
        parse(text, allow_synthetic=True)
    assert refused.value.rule == rule


@pytest.mark.parametrize("written", ["020132 99997", " 020132-99997 ", "02 01 32 99997"])
def test_separators_are_ignored(written: str) -> None:
    assert parse(written, allow_synthetic=False).digits == "02013299997"


def test_leap_day_passes_in_leap_years_only() -> None:
    assert parse(_with_date("290200"), allow_synthetic=False).kind == "F"
    with pytest.raises(InvalidNationalIdentityNumber):
        parse(_with_date("290201"), allow_synthetic=False)


def test_a_number_never_shows_itself() -> None:
    number = parse("02013299997", allow_synthetic=False)
    assert number.mask() == str(number) == "020132 *****"
    assert "99997" not in repr(number)
    with pytest.raises(InvalidNationalIdentityNumber) as refused:
        parse("02013299998", allow_synthetic=False)
    assert "0201" not in str(refused.value)


def _with_date(date: str) -> str:
    return next(made for serial in range(1000) if (made := finish(f"{date}{serial:03}", 0)))
