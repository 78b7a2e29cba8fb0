"""What a change says, in three languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.instruments.values import Instrument, ReliableChange, Responder, Worsening
from varde.standing.deterioration import deterioration_of
from varde.standing.words import difference, limit_in_words, meaning, movement, signed, verdict_in_words, worse_in_words
from varde.testing.house import all_samples

from .test_start import Answer


def instrument(key: str) -> Instrument:
    return all_samples().one(Instrument, key)


@pytest.mark.parametrize(
    ("moved", "language", "at_start", "words"),
    [
        (80, "nb", True, "Opp 80 poeng siden start."),
        (80, "nb", False, "Opp 80 poeng siden første gang."),
        (-80, "nb", True, "Ned 80 poeng siden start."),
        (-80, "nn", False, "Ned 80 poeng sidan første gong."),
        (1, "en", True, "Up 1 point since the start."),
        (-1, "en", False, "Down 1 point since the first time."),
        (1.5, "en", True, "Up 1.5 points since the start."),
        (-5.6, "nb", True, "Ned 5,6 poeng siden start."),
        (0, "nb", True, "Samme skår som ved start."),
        (0.04, "nn", False, "Same skår som første gong."),
        (0.06, "nb", True, "Opp 0,1 poeng siden start."),
    ],
)
def test_how_far_it_has_moved(moved: float, language: str, at_start: bool, words: str) -> None:
    assert movement(moved, language, at_start=at_start) == words


@pytest.mark.parametrize(
    ("key", "before", "after", "words"),
    [
        ("weather", 120, 300, "Det er 180 poeng verre, mer enn grensen på 50."),
        ("weather", 300, 250, "Det er 50 poeng bedre, akkurat på grensen, som er 50."),
        ("weather", 300, 299, "Det er 1 poeng bedre, under grensen på 50."),
        ("weather", 300, 300, ""),
        ("who-5", 60, 48, "Det er 12 poeng verre, mer enn grensen på 10."),
        ("who-5", 40, 60, "Det er 20 poeng bedre, mer enn grensen på 10."),
        ("phq-9", 18, 9, "Det er 9 poeng bedre, mer enn grensen på 6. Det er mer enn det som kan være tilfeldig."),
        ("phq-9", 10, 12, "Det er 2 poeng verre, under grensen på 6. Det kan være tilfeldig."),
        ("gse", 20, 30, ""),
        ("pack", 30, 20, ""),
    ],
)
def test_what_that_means_beside_the_limit(key: str, before: float, after: float, words: str) -> None:
    assert meaning(instrument(key), before, after, "nb") == words


def test_one_point_is_one_point_in_english() -> None:
    assert meaning(instrument("weather"), 300, 299, "en") == "That is 1 point better, below the limit of 50."


@pytest.mark.parametrize(
    ("moved", "reached", "words"),
    [
        (49.96, False, "under grensen på 50"),
        (50, True, "akkurat på grensen, som er 50"),
        (50.04, True, "akkurat på grensen, som er 50"),
        (50.1, True, "mer enn grensen på 50"),
    ],
)
def test_where_a_change_stands_beside_its_limit(moved: float, reached: bool, words: str) -> None:
    assert limit_in_words(50, moved, "nb", reached=reached) == words


@pytest.mark.parametrize(
    ("before", "after", "words", "kind"),
    [
        (40, 10, "Bedring, mer enn det som kan være tilfeldig. Respons", "better"),
        (40, 31, "Bedring, mer enn det som kan være tilfeldig", "better"),
        (40, 39, "Litt bedre, kan være tilfeldig", ""),
        (40, 41, "Litt verre, kan være tilfeldig", ""),
        (40, 40, "Som første gang", ""),
        (40, 49, "Forverring, mer enn det som kan være tilfeldig", "worse"),
    ],
)
def test_with_a_reliable_change(before: float, after: float, words: str, kind: str) -> None:
    declared = replace(
        instrument("phq-9"), reliable_change=ReliableChange(9, "test"), responder=Responder("percent", 50)
    )
    said = verdict_in_words(declared, Answer("extra", before), Answer("3m", after), "nb")
    assert (said.words, said.kind) == (words, kind)


@pytest.mark.parametrize(
    ("before", "after", "words", "kind"),
    [
        (40, 20, "Bedring, nok til å regnes som respons", "better"),
        (40, 21, "Bedre enn første gang, under grensen for respons", ""),
        (40, 41, "Verre enn første gang", ""),
        (40, 80, "Verre enn første gang", ""),  # a share of the start says nothing of how much worse is worse
        (40, 40, "Som første gang", ""),
    ],
)
def test_with_a_response_in_per_cent(before: float, after: float, words: str, kind: str) -> None:
    declared = replace(instrument("phq-9"), reliable_change=None, responder=Responder("percent", 50))
    said = verdict_in_words(declared, Answer("extra", before), Answer("3m", after), "nb")
    assert (said.words, said.kind) == (words, kind)


@pytest.mark.parametrize(
    ("key", "before", "after", "words", "kind"),
    [
        ("weather", 300, 250, "Bedring, nok til å regnes som respons", "better"),
        ("weather", 250, 300, "Forverring, akkurat på grensen, som er 50", "worse"),
        ("weather", 285, 365, "Forverring, mer enn grensen på 50", "worse"),
        ("weather", 300, 260, "Litt bedre, under grensen på 50", ""),
        ("weather", 260, 300, "Litt verre, under grensen på 50", ""),
        ("weather", 300, 299, "Litt bedre, under grensen på 50", ""),
        ("weather", 300, 301, "Litt verre, under grensen på 50", ""),
        ("weather", 300, 300, "Som første gang", ""),
        ("gse", 20, 30, "Bedre enn første gang", ""),
        ("gse", 30, 29, "Verre enn første gang", ""),
        ("gse", 29, 30, "Bedre enn første gang", ""),
        ("gse", 30, 30, "Som første gang", ""),
        ("pack", 30, 31, "", ""),
    ],
)
def test_with_a_response_in_points_and_with_no_limit(
    key: str, before: float, after: float, words: str, kind: str
) -> None:
    said = verdict_in_words(instrument(key), Answer("extra", before), Answer("3m", after), "nb")
    assert (said.words, said.kind) == (words, kind)


def test_the_start_and_what_cannot_be_compared() -> None:
    lake, start, extra = instrument("weather"), Answer("start", 300), Answer("extra", 300)
    assert verdict_in_words(lake, None, start, "nb").words == ""
    assert verdict_in_words(lake, start, Answer("3m", None), "nb").words == ""
    assert verdict_in_words(lake, start, start, "nb").words == "Regnes som start"
    assert verdict_in_words(lake, extra, extra, "nb").words == "Første gang"
    assert verdict_in_words(lake, extra, Answer("3m", 1, "2"), "nb").words == "Annen versjon enn første gang"
    assert verdict_in_words(instrument("pack"), Answer("start", 30), Answer("3m", 28.4), "nb").words == "Respons"


def test_differences_have_their_sign() -> None:
    lake = instrument("weather")
    assert [signed(value, "nb") for value in (3, 1, 0.1, -3, 0, 0.04)] == ["+3", "+1", "+0,1", "−3", "0", "0"]
    assert difference(lake, Answer("start", 300), Answer("3m", 380), "nb") == "+80"
    assert difference(lake, None, Answer("3m", 380), "nb") == "–"
    assert difference(lake, Answer("start", 300, "1"), Answer("3m", 380, "2"), "nb") == "–"
    assert difference(lake, Answer("start", None), Answer("3m", 380), "nb") == "–"


# --- what is worse, and limits that are proposed

OURS = replace(
    instrument("phq-9"),
    reliable_change=None,
    responder=Responder("percent", 50),
    worsening=Worsening(8, "test"),
    proposed=("worsening",),
)
"""A limit of what is worse alone, not confirmed."""


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (12, 20, "Det er 8 poeng verre, akkurat på grensen, som er 8 (foreslått)."),
        (12, 21, "Det er 9 poeng verre, mer enn grensen på 8 (foreslått)."),
        (12, 13, "Det er 1 poeng verre, under grensen på 8 (foreslått)."),
        (12, 12, ""),
        (20, 12, ""),  # nothing says what is better
    ],
)
def test_a_proposed_limit_says_so(before: float, after: float, words: str) -> None:
    assert meaning(OURS, before, after, "nb") == words


def test_each_side_has_its_own_limit_and_says_of_chance_what_its_rule_does() -> None:
    both = replace(OURS, reliable_change=ReliableChange(6, "test"))
    assert meaning(both, 20, 14, "nb") == (
        "Det er 6 poeng bedre, akkurat på grensen, som er 6. Det er mer enn det som kan være tilfeldig."
    )
    assert meaning(both, 20, 19, "nb") == "Det er 1 poeng bedre, under grensen på 6. Det kan være tilfeldig."
    assert meaning(both, 12, 19, "nb") == "Det er 7 poeng verre, under grensen på 8 (foreslått)."


@pytest.mark.parametrize(
    ("key", "answers", "language", "words"),
    [
        (
            "weather",
            [Answer("start", 200), Answer("3m", 280)],
            "nb",
            "Opp 80 poeng siden start. Det er 80 poeng verre, mer enn grensen på 50.",
        ),
        (
            "weather",
            [Answer("extra", 200), Answer("3m", 280)],
            "nb",
            "Opp 80 poeng siden første gang. Det er 80 poeng verre, mer enn grensen på 50.",
        ),
        (
            "weather",
            [Answer("start", 300), Answer("3m", 100), Answer("6m", 150)],
            "nn",
            "Opp 50 poeng sidan førre svar. Det er 50 poeng verre, akkurat på grensa, som er 50.",
        ),
        (
            "who-5",
            [Answer("start", 40), Answer("3m", 80), Answer("6m", 60)],
            "en",
            "Down 20 points since the answer before. That is 20 points worse, more than the limit of 10.",
        ),
        (
            "who-5",
            [Answer("start", 60), Answer("3m", 40)],
            "en",
            "Down 20 points since the start. That is 20 points worse, more than the limit of 10.",
        ),
    ],
)
def test_how_somebody_is_worse(key: str, answers: list[Answer], language: str, words: str) -> None:
    worse = deterioration_of(instrument(key), answers)
    assert worse is not None
    assert worse_in_words(instrument(key), worse, language) == words


@pytest.mark.parametrize(
    ("key", "after", "words"),
    [
        ("weather", 50.7, "Opp 0,7 poeng siden start. Det er 0,7 poeng verre, mer enn grensen på 0,5."),
        ("outlook", 49.3, "Ned 0,7 poeng siden start. Det er 0,7 poeng verre, mer enn grensen på 0,5."),
    ],
)
def test_less_than_a_point_may_be_worse(key: str, after: float, words: str) -> None:
    fine = replace(instrument(key), worsening=Worsening(0.5, "test"), proposed=())
    worse = deterioration_of(fine, [Answer("start", 50), Answer("3m", after)])
    assert worse is not None
    assert worse_in_words(fine, worse, "nb") == words


@pytest.mark.parametrize(
    ("before", "after", "words", "kind"),
    [
        (12, 20, "Forverring, akkurat på grensen, som er 8 (foreslått)", "worse"),
        (12, 19, "Litt verre, under grensen på 8 (foreslått)", ""),
        (20, 19, "Bedre enn første gang, under grensen for respons", ""),
        (20, 10, "Bedring, nok til å regnes som respons", "better"),
        (20, 20, "Som første gang", ""),
    ],
)
def test_the_verdict_by_a_limit_of_what_is_worse(before: float, after: float, words: str, kind: str) -> None:
    said = verdict_in_words(OURS, Answer("extra", before), Answer("3m", after), "nb")
    assert (said.words, said.kind) == (words, kind)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (20, 14, "Bedring, mer enn det som kan være tilfeldig (foreslått grense)"),
        (20, 15, "Litt bedre, kan være tilfeldig (foreslått grense)"),
        (14, 20, "Forverring, mer enn det som kan være tilfeldig (foreslått grense)"),
        (14, 19, "Litt verre, kan være tilfeldig (foreslått grense)"),
        (20, 10, "Bedring, mer enn det som kan være tilfeldig (foreslått grense). Respons"),
    ],
)
def test_the_verdict_by_a_proposed_reliable_change(before: float, after: float, words: str) -> None:
    proposed = replace(instrument("phq-9"), proposed=("reliable_change",))
    assert verdict_in_words(proposed, Answer("extra", before), Answer("3m", after), "nb").words == words


def test_the_verdict_by_a_proposed_response_in_points() -> None:
    proposed = replace(instrument("who-5"), proposed=("responder",))
    said = verdict_in_words(proposed, Answer("extra", 40), Answer("3m", 44), "nb")
    assert said.words == "Litt bedre, under grensen på 10 (foreslått)"
