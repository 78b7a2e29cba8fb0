"""Who answers when somebody is away, decided by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from varde.kernel.speech import Speech
from varde.staffing.rules import WORKING_WEEK, answerer, free_weekday, runs_of
from varde.staffing.words import away_in_words, days_in_words, presence_in_words

MAREN, SARA, LARS, GRO = 1, 2, 3, 4
STAFF = {MAREN, SARA, LARS}


@pytest.mark.parametrize(
    ("responsible", "away", "answers"),
    [
        (None, {}, None),  # nobody has her
        (MAREN, {}, MAREN),
        (MAREN, {SARA: None}, MAREN),  # somebody else is away
        (MAREN, {MAREN: SARA}, SARA),
        (MAREN, {MAREN: None}, None),  # away without a substitute
        (MAREN, {MAREN: SARA, SARA: None}, None),  # the substitute is away too
        (MAREN, {MAREN: SARA, SARA: LARS}, None),  # whose substitute is not asked
        (MAREN, {MAREN: SARA, LARS: None}, SARA),
        (GRO, {}, None),  # left the staff
        (GRO, {GRO: SARA}, None),  # left the staff while away: the queue, not the substitute
        (MAREN, {MAREN: GRO}, None),  # the substitute has left
        (None, {MAREN: SARA}, None),
    ],
)
def test_who_answers(responsible: int | None, away: dict[int, int | None], answers: int | None) -> None:
    assert answerer(responsible, away, STAFF) == answers


@pytest.mark.parametrize(
    ("day", "working", "digit"),
    [
        (date(2026, 12, 7), True, "0"),
        (date(2026, 12, 11), True, "4"),
        (date(2026, 12, 12), False, ""),  # Saturday: nobody is expected, so nobody is away
        (date(2026, 12, 25), False, ""),  # a holiday on a Friday
    ],
)
def test_a_weekday_off_is_a_working_day(day: date, working: bool, digit: str) -> None:
    assert free_weekday(day, working=working) == digit


def test_the_working_week_is_monday_to_friday() -> None:
    assert WORKING_WEEK == "01234"


@pytest.mark.parametrize(
    ("weekdays", "runs", "nb", "nn"),
    [
        ("01234", [(0, 4)], "mandag–fredag", "måndag–fredag"),
        ("0123", [(0, 3)], "mandag–torsdag", "måndag–torsdag"),
        ("024", [(0, 0), (2, 2), (4, 4)], "mandag, onsdag og fredag", "måndag, onsdag og fredag"),
        ("0124", [(0, 2), (4, 4)], "mandag–onsdag og fredag", "måndag–onsdag og fredag"),
        ("0134", [(0, 1), (3, 4)], "mandag–tirsdag og torsdag–fredag", "måndag–tysdag og torsdag–fredag"),
        ("0234", [(0, 0), (2, 4)], "mandag og onsdag–fredag", "måndag og onsdag–fredag"),
        ("1", [(1, 1)], "tirsdag", "tysdag"),
        ("41", [(1, 1), (4, 4)], "tirsdag og fredag", "tysdag og fredag"),
    ],
)
def test_the_weekdays_in_words(weekdays: str, runs: list[tuple[int, int]], nb: str, nn: str) -> None:
    assert runs_of(weekdays) == runs
    assert [days_in_words(speech(language), weekdays) for language in ("nb", "nn")] == [nb, nn]


def speech(language: str) -> Speech:
    return Speech(language, ZoneInfo("Europe/Oslo"), datetime(2026, 12, 1, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("weekdays", "away_until", "said"),
    [
        ("", None, ""),
        ("0123", None, "Til stede mandag–torsdag"),
        ("0123", date(2026, 12, 11), "Borte til og med fredag 11. desember"),
        ("", date(2026, 12, 11), "Borte til og med fredag 11. desember"),
    ],
)
def test_when_somebody_is_there(weekdays: str, away_until: date | None, said: str) -> None:
    assert presence_in_words(speech("nb"), weekdays, away_until) == said


MONDAY, TUESDAY, FRIDAY = date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 11)


@pytest.mark.parametrize(
    ("language", "first", "last", "substitute", "said"),
    [
        (
            "nb",
            MONDAY,
            TUESDAY,
            "Ingeborg Tveit",
            "Maren er borte mandag 7. desember og tirsdag 8. desember. "
            "Ingeborg Tveit leser og svarer så lenge. Du kan skrive som vanlig.",
        ),
        (
            "nn",
            MONDAY,
            TUESDAY,
            "Ingeborg Tveit",
            "Maren er borte måndag 7. desember og tysdag 8. desember. "
            "Ingeborg Tveit les og svarar så lenge. Du kan skrive som vanleg.",
        ),
        (
            "nb",
            MONDAY,
            FRIDAY,
            "",
            "Maren er borte fra mandag 7. desember til og med fredag 11. desember. "
            "Kollegene ved klinikken leser og svarer så lenge. Du kan skrive som vanlig.",
        ),
        (
            "en",
            MONDAY,
            MONDAY,
            "",
            "Maren is away on Monday 7 December. The colleagues at the clinic read and answer meanwhile. "
            "You can write as usual.",
        ),
    ],
)
def test_what_the_patient_reads(language: str, first: date, last: date, substitute: str, said: str) -> None:
    assert " ".join(away_in_words(speech(language), "Maren", first, last, substitute)) == said
