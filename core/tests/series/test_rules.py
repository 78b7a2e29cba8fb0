"""What can be, what is asked about, and which zone it is. The tables are written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernel.words import Text
from varde.series.rules import (
    doubt_in_words,
    doubts_about,
    faults_of,
    in_unit,
    percent_of_base,
    reach_in_words,
    read_written,
    said,
    written,
    zone_of,
    zones_for,
)
from varde.series.values import Component, Series, Zone
from varde.testing.sample.series import BREATH, PRESSURE


def zone(key: str, low: float | None, high: float | None) -> Zone:
    words = Text(key, key)
    return Zone(key, words, low, high, 1, words, words)


WEIGHT = Series(
    "weight",
    Text("Vekt", "Vekt", "Weight"),
    Text("Vekt", "Vekt", "Weight"),
    Text("kg", "kg", "kg"),
    (Component("kg", Text("Vekten", "Vekta", "The weight"), (20, 400), (35, 250), 3),),
    decimals=1,
    zones=(zone("down", None, -2), zone("same", -2, 2), zone("up", 2, None)),
    limits="difference",
    base=Text("Tørrvekten", "Tørrvekta", "The dry weight"),
    source="Invented.",
)


UNORDERED = replace(PRESSURE, key="unordered", falling=False)
HALF = replace(WEIGHT, components=(replace(WEIGHT.components[0], far=0.5),))
NEVER_FAR = replace(WEIGHT, components=(replace(WEIGHT.components[0], far=None),))


@pytest.mark.parametrize(
    ("series", "figures", "faults"),
    [
        (BREATH, (390,), {}),
        (BREATH, (30,), {}),
        (BREATH, (900,), {}),
        (BREATH, (29,), {"flow": "Beste av tre blås må være fra 30 til 900 liter i minuttet. Se over tallet."}),
        (BREATH, (901,), {"flow": "Beste av tre blås må være fra 30 til 900 liter i minuttet. Se over tallet."}),
        (BREATH, (390.5,), {"flow": "Beste av tre blås skrives uten desimaler."}),
        (WEIGHT, (72.5,), {}),
        (WEIGHT, (72.55,), {"kg": "Vekten skrives med høyst 1 desimaler."}),
        (WEIGHT, (725,), {"kg": "Vekten må være fra 20,0 til 400,0 kg. Se over tallet."}),
        (PRESSURE, (146, 90), {}),
        (PRESSURE, (90, 146), {"diastolic": "Undertrykk må være lavere enn Overtrykk. Se over tallene."}),
        (UNORDERED, (90, 146), {}),
        (PRESSURE, (30, 190), {"systolic": "Overtrykk må være fra 40 til 300 mmHg. Se over tallet."}),
        (PRESSURE, (90, 90), {"diastolic": "Undertrykk må være lavere enn Overtrykk. Se over tallene."}),
        (
            PRESSURE,
            (301, 10),
            {
                "systolic": "Overtrykk må være fra 40 til 300 mmHg. Se over tallet.",
                "diastolic": "Undertrykk må være fra 20 til 200 mmHg. Se over tallet.",
            },
        ),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    series: Series, figures: tuple[float, ...], faults: dict[str, str]
) -> None:
    assert {key: sentence.to("nb") for key, sentence in faults_of(series, figures).items()} == faults


def test_a_measurement_has_a_number_for_each_component() -> None:
    with pytest.raises(ValueError, match="shorter"):
        faults_of(PRESSURE, (146,))
    with pytest.raises(ValueError, match="shorter"):
        faults_of(UNORDERED, (146,))
    with pytest.raises(ValueError, match="shorter"):
        doubts_about(PRESSURE, (146,), None)


@pytest.mark.parametrize(
    ("figures", "before", "asked"),
    [
        ((138, 86), None, []),
        ((138, 86), (140, 88), []),
        ((238, 86), None, [("systolic", "Det er utenfor det som er vanlig.")]),
        ((238, 86), (138, 86), [("systolic", "Det er 100 høyere enn sist.")]),
        ((189, 86), (140, 86), []),  # 49 higher
        ((190, 86), (140, 86), [("systolic", "Det er 50 høyere enn sist.")]),
        (
            (90, 40),
            (140, 86),
            [("systolic", "Det er 50 lavere enn sist."), ("diastolic", "Det er 46 lavere enn sist.")],
        ),
        ((120, 39), (120, 50), [("diastolic", "Det er utenfor det som er vanlig.")]),
        ((80, 40), None, []),  # the ends of what is usual are usual
        ((200, 120), None, []),
    ],
)
def test_what_is_asked_about(
    figures: tuple[float, ...], before: tuple[float, ...] | None, asked: list[tuple[str, str]]
) -> None:
    doubts = doubts_about(PRESSURE, figures, before)
    assert [(doubt.component.key, doubt_in_words(PRESSURE, doubt).to("nb")) for doubt in doubts] == asked


@pytest.mark.parametrize(
    ("series", "figure", "before", "asked"),
    [
        (HALF, 72.5, 72.0, [("far", 0.5, True)]),
        (HALF, 72.0, 72.5, [("far", 0.5, False)]),
        (HALF, 72.4, 72.0, []),
        (NEVER_FAR, 200, 40, []),
        (NEVER_FAR, 251, 40, [("unusual", 0, False)]),
    ],
)
def test_how_far_from_the_one_before(
    series: Series, figure: float, before: float, asked: list[tuple[str, float, bool]]
) -> None:
    doubts = doubts_about(series, (figure,), (before,))
    assert [(doubt.why, doubt.by, doubt.higher) for doubt in doubts] == asked


@pytest.mark.parametrize(
    ("series", "base", "figure", "key"),
    [
        (BREATH, None, 390, None),  # nobody has set her best
        (BREATH, 500, 249, "act"),
        (BREATH, 500, 250, "watch"),
        (BREATH, 500, 399, "watch"),
        (BREATH, 500, 400, "calm"),
        (BREATH, 481, 384, "watch"),  # 80 per cent is 384.8, which is 385
        (BREATH, 481, 385, "calm"),
        (WEIGHT, 80, 77.9, "down"),
        (WEIGHT, 80, 78, "same"),
        (WEIGHT, 80, 81.9, "same"),
        (WEIGHT, 80, 82, "up"),
        (PRESSURE, None, 138, None),  # it has no zones
    ],
)
def test_which_zone(series: Series, base: float | None, figure: float, key: str | None) -> None:
    zone = zone_of(series, zones_for(series, base), (figure, 50) if series is PRESSURE else (figure,))
    assert (zone.key if zone else None) == key


def test_an_organisation_may_set_its_own_limits() -> None:
    fixed = replace(WEIGHT, limits="organisation", base=None, zones=(zone("low", None, 80), zone("high", 80, None)))
    assert [zone_of(fixed, zones_for(fixed), (85,)).key] == ["high"]  # type: ignore[union-attr]
    own = zones_for(fixed, own={"high": 90})
    assert [zone_of(fixed, own, (figure,)).key for figure in (89.9, 90)] == ["low", "high"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ["under 250", "250 til 399", "400 og over"]),
        ("nn", ["under 250", "250 til 399", "400 og over"]),
        ("en", ["under 250", "250 to 399", "400 and above"]),
    ],
)
def test_zones_in_words(language: str, words: list[str]) -> None:
    assert [reach_in_words(BREATH, reach).to(language) for reach in zones_for(BREATH, 500)] == words


def test_zones_with_decimals_in_words() -> None:
    assert [reach_in_words(WEIGHT, reach).nb for reach in zones_for(WEIGHT, 80)] == [
        "under 78,0",
        "78,0 til 81,9",
        "82,0 og over",
    ]


def test_one_zone_of_everything() -> None:
    everything = replace(WEIGHT, limits="fixed", base=None, zones=(zone("any", None, None),))
    assert [reach_in_words(everything, reach).nb for reach in zones_for(everything)] == ["alle tall"]


def test_fixed_limits_are_as_they_are_declared() -> None:
    fixed = replace(WEIGHT, limits="fixed", base=None, zones=(zone("low", None, 80), zone("high", 80, None)))
    assert [(reach.low, reach.high) for reach in zones_for(fixed)] == [(None, 80), (80, None)]


def test_numbers_are_written_for_whoever_reads_them() -> None:
    assert (written(WEIGHT, (72.5,)), said(WEIGHT, (72.5,)).nb, said(WEIGHT, (72.5,)).en) == ("72.5", "72,5", "72.5")
    assert in_unit(PRESSURE, (146, 90)).nb == "146/90 mmHg"
    assert percent_of_base(BREATH, 500, (390,)) == 78
    assert percent_of_base(BREATH, None, (390,)) is None
    assert percent_of_base(WEIGHT, 80, (78,)) is None


@given(st.integers(40, 300), st.integers(20, 200))
def test_what_is_written_is_read_again(systolic: int, diastolic: int) -> None:
    assert read_written(written(PRESSURE, (systolic, diastolic))) == (systolic, diastolic)


@given(st.integers(30, 900), st.integers(100, 900))
def test_every_number_is_in_exactly_one_zone(figure: int, base: int) -> None:
    assert sum(reach.holds(figure) for reach in zones_for(BREATH, base)) == 1
