"""What the score pages say: in words and not in keys, in whole points, in the reader's language."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from varde.assessments.models import Response
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.standing.words import difference, verdict_in_words
from varde.testing.house import House, all_samples

from .test_scores import PHQ9, answer, look, said


@pytest.mark.parametrize("key", sorted(all_samples().all(Instrument)))
def test_every_flag_has_words_in_three_languages(key: str) -> None:
    instrument = all_samples().one(Instrument, key)
    words = dict(instrument.words)
    assert [flag.key for flag in instrument.flags if flag.key not in words] == []
    assert [scale.key for scale in instrument.subscales if scale.label is None] == []
    assert [name for name, text in words.items() if not (text.nb and text.nn and text.en)] == []


def test_a_whole_form_is_shown_in_whole_points(house: House, depressed: int, therapist: FlaskClient) -> None:
    answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 2))
    answer(house, depressed, "phq-9", {f"q{n}": 1 for n in range(1, 9)} | {"q1": 2}, day=7, key="week-1")
    page = look(therapist, f"/pasient/{depressed}/skjemaer")
    assert "Ned 8 poeng siden start." in page
    assert "10 1 svar manglet, regnet opp Moderate plager −8 −8" in page
    assert "Sum 10 (1 svar manglet, regnet opp), moderate plager" in page
    assert not re.search(r"\d,\d", page)


def test_rounding_never_turns_the_verdict() -> None:
    """18 to 12.4 is 5.6 points: not the six that count, although both round to six apart."""
    declared = all_samples().one(Instrument, "phq-9")
    start, after = Response(id=1, version="1", total=18, occasion="start"), Response(id=2, version="1", total=12.4)
    assert verdict_in_words(declared, start, after, "nb").words == "Litt bedre, kan være tilfeldig"
    assert difference(declared, start, after, "nb") == "−5,6"
    assert difference(declared, start, Response(id=2, version="1", total=10.4), "nb") == "−8"


def test_what_is_not_asked_at_the_start_is_counted_from_the_first_time(
    house: House, depressed: int, therapist: FlaskClient
) -> None:
    answer(house, depressed, "gse", {f"q{n}": 2 for n in range(1, 11)}, day=14, key="week-2")
    page = look(therapist, f"/pasient/{depressed}/skjemaer")
    assert "Første gang: 20." in page
    assert "Ved start" not in page
    answer(house, depressed, "gse", {f"q{n}": 3 for n in range(1, 11)}, day=28, key="week-4")
    page = look(therapist, f"/pasient/{depressed}/skjemaer")
    assert "Opp 10 poeng siden første gang." in page
    assert "Bedre enn første gang" in page


def test_an_instrument_without_a_total_has_no_column_for_it(
    house: House, under_way: int, therapist: FlaskClient
) -> None:
    answer(house, under_way, "eq-5d-5l", {"mo": 1, "sc": 2, "ua": 2, "pd": 3, "ad": 2, "vas": 55})
    html = therapist.get(f"/pasient/{under_way}/skjemaer").get_data(as_text=True)
    section = html.split('id="s-eq-5d-5l"')[1].split("</section>")[0]
    assert ">Sum<" not in section
    assert "Helsen i dag (0–100)" in section


def test_the_main_form_stands_open_first_and_the_others_are_closed(
    house: House, depressed: int, therapist: FlaskClient
) -> None:
    answer(house, depressed, "gad-7", {f"q{n}": 3 for n in range(1, 8)})
    answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 2))
    html = therapist.get(f"/pasient/{depressed}/skjemaer").get_data(as_text=True)
    assert html.index('id="tidspunkter"') < html.index('id="s-phq-9"') < html.index('id="s-gad-7"')
    assert html.index('id="s-phq-9"') < html.index('<details class="card other">') < html.index('id="s-gad-7"')


def test_a_blank_form_is_said_in_one_line(house: House, depressed: int, therapist: FlaskClient) -> None:
    response_id = answer(house, depressed, "neq", {})
    page = look(therapist, f"/pasient/{depressed}/skjemaer/{response_id}")
    assert "Ingen spørsmål er besvart." in page
    assert "Ikke svart" not in page


def test_half_open_levels_do_not_overlap(house: House, under_way: int, therapist: FlaskClient) -> None:
    answer(house, under_way, "weather", {"rain_now": 0, "rain_days": 1, "wind_now": 0, "boots": 40, "life": 40})
    page = look(therapist, f"/pasient/{under_way}/skjemaer")
    for words in ("(under 75)", "(75 til under 175)", "(175–300)", "(over 300)"):
        assert words in page


_NORWEGIAN = re.compile(
    r"\b(ikke|dager siden|siden|verre|bedre|grensen|svar|skjema|spørsmål|måned|uke|ved start)\b", re.I
)
_BOKMAAL = re.compile(r"\b(ikke|siden|grensen|uke|uker|hvor|hva|dager|måneder|spørsmålene|bedre)\b", re.I)


@pytest.mark.parametrize(("language", "wrong"), [("en", _NORWEGIAN), ("nn", _BOKMAAL)])
def test_the_pages_keep_to_their_language(
    house: House, maren: Person, depressed: int, therapist: FlaskClient, language: str, wrong: re.Pattern[str]
) -> None:
    answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 2))
    answer(house, depressed, "audit-c", {"q1": 3, "q2": 2, "q3": 2})
    latest = answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 3) | {"q1": None, "q2": 1}, day=4, key="week-1")
    answer(house, depressed, "gse", {f"q{n}": 2 for n in range(1, 11)}, day=4, key="week-1")
    house.clock.move(days=9)
    maren_now = house.browser(maren, staff=True)
    maren_now.get(f"/?lang={language}")
    for path in (
        f"/pasient/{depressed}/skjemaer",
        f"/pasient/{depressed}/skjemaer/{latest}",
        f"/pasient/{depressed}",
        "/instrumenter",
        *(f"/instrument/{key}" for key in ("phq-9", "weather", "neq", "audit-c", "paces", "who-5", "crags")),
    ):
        html = maren_now.get(f"{path}?lang={language}").get_data(as_text=True)
        assert f'<html lang="{language}">' in html
        words = said(html.split("<main")[1].split("</main>")[0])
        found = wrong.search(words)
        assert found is None, (path, words[max(0, found.start() - 60) : found.end() + 60])


@pytest.mark.parametrize(
    ("key", "before", "after", "words", "kind"),
    [
        ("phq-9", 18, 12, "Bedring, mer enn det som kan være tilfeldig", "better"),
        ("phq-9", 18, 9, "Bedring, mer enn det som kan være tilfeldig. Respons", "better"),
        ("phq-9", 10, 16, "Forverring, mer enn det som kan være tilfeldig", "worse"),
        ("phq-9", 10, 10, "Som ved start", ""),
        ("phq-9", 10, 12, "Litt verre, kan være tilfeldig", ""),
        ("weather", 300, 250, "Bedring, nok til å regnes som respons", "better"),
        ("weather", 250, 300, "Forverring, akkurat på grensen, som er 50", "worse"),
        ("weather", 285, 365, "Forverring, mer enn grensen på 50", "worse"),
        ("weather", 300, 260, "Litt bedre, under grensen på 50", ""),
        ("weather", 260, 300, "Litt verre, under grensen på 50", ""),
        ("who-5", 40, 60, "Bedring, nok til å regnes som respons", "better"),
        ("who-5", 60, 48, "Forverring, mer enn grensen på 10", "worse"),
        ("gse", 20, 30, "Bedre enn ved start", ""),
        ("gse", 30, 20, "Verre enn ved start", ""),
        ("pack", 30, 28.5, "Respons", ""),
        ("pack", 30, 31, "", ""),
    ],
)
def test_the_verdict_follows_the_instruments_own_rule(
    key: str, before: float, after: float, words: str, kind: str
) -> None:
    declared = all_samples().one(Instrument, key)
    start = Response(id=1, version="1", total=before, occasion="start")
    verdict = verdict_in_words(declared, start, Response(id=2, version="1", total=after), "nb")
    assert (verdict.words, verdict.kind) == (words, kind)
    newer = Response(id=3, version="2", total=after)
    assert verdict_in_words(declared, start, newer, "nb").words == "Annen versjon enn ved start"
