"""One way to speak: words filled in one language, numbers of things, and days on the wall where the person is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from varde.kernel.errors import BadInput
from varde.kernel.speech import Speech
from varde.kernel.words import Counted, Text

NOW = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)  # half past midnight on the 20th in Oslo
OSLO = ZoneInfo("Europe/Oslo")
NB, NN, EN = (Speech(language, OSLO, NOW) for language in ("nb", "nn", "en"))
ANSWERS = Counted(Text("{n} svar", "{n} svar", "{n} answer"), Text("{n} svar", "{n} svar", "{n} answers"))
DUE = Text("Frist for {form}", "Frist for {form}", "Due: {form}")


def test_words_are_filled_in_the_language_of_the_person() -> None:
    form = Text("skjemaet", "skjemaet", "the form")
    assert [speech.say(DUE, form=form) for speech in (NB, EN)] == ["Frist for skjemaet", "Due: the form"]
    assert DUE.filled(form=form) == Text("Frist for skjemaet", "Frist for skjemaet", "Due: the form")


def test_words_without_values_stay_as_they_are() -> None:
    assert NB.say(Text("{ikke fylt}", "{ikkje fylt}")) == "{ikke fylt}"
    assert EN.say(Text("Bare norsk", "Berre norsk")) == "Bare norsk"
    assert DUE.filled(form="{form}").nb == "Frist for {form}"


@pytest.mark.parametrize(("n", "words"), [(0, "0 answers"), (1, "1 answer"), (2, "2 answers")])
def test_a_number_of_things(n: int, words: str) -> None:
    assert EN.count(ANSWERS, n) == words
    assert EN.count(ANSWERS, n, n="so many").split()[-1] == words.split()[-1]


@pytest.mark.parametrize(
    ("at", "norwegian", "english"),
    [
        (datetime(2026, 11, 19, 23, 5, tzinfo=UTC), "i dag kl. 00.05", "today 00:05"),
        (datetime(2026, 11, 19, 22, 59, tzinfo=UTC), "i går", "yesterday"),
        (datetime(2026, 11, 14, 12, 0, tzinfo=UTC), "for 6 dager siden", "6 days ago"),
        (datetime(2026, 11, 13, 12, 0, tzinfo=UTC), "13. november", "13 November"),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "1. januar", "1 January"),
        (datetime(2025, 12, 31, 22, 30, tzinfo=UTC), "31. desember 2025", "31 December 2025"),
    ],
)
def test_how_long_ago_is_counted_in_days_on_the_wall(at: datetime, norwegian: str, english: str) -> None:
    assert (NB.ago(at), EN.ago(at)) == (norwegian, english)


def test_days_times_and_numbers() -> None:
    assert NB.day(NOW, year=True) == "20. november 2026"
    assert NN.weekday(NOW) == "fredag 20. november"
    assert NB.clock(NOW) == "kl. 00.30"
    assert NB.day(date(2026, 11, 19)) == "19. november"
    assert NB.number(-5.6, 1) == "\N{MINUS SIGN}5,6"


def test_faults_are_said_in_the_language_of_whoever_reads_them() -> None:
    fault = BadInput(
        Text("Velg ett.", "Vel eitt.", "Choose one."), Text("Skriv noe.", "Skriv noko.", "Write something.")
    )
    assert fault.each("nn") == ["Vel eitt.", "Skriv noko."]
    assert fault.to("en") == "Choose one. Write something."
