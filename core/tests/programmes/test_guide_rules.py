"""The timetable of a guide, and what can be wrong with one; expected by hand."""

from __future__ import annotations

from typing import Any

import pytest

from varde.exercises.guides import ATTENTION, BREATHING, MUSCLES
from varde.kernel.words import Text
from varde.kinds.numbers import RatingScale, WholeNumber
from varde.programmes.guide_check import check_guide
from varde.programmes.guide_rules import clock, lasts, seconds_of, timetable
from varde.programmes.guides import GuideLength, GuidePart, GuidePhase, TimedGuide

SAME = Text("a", "a", "a")
KINDS = {"lasted": WholeNumber(1, 120), "before": RatingScale(0, 10, SAME, SAME)}


def length(*seconds: int, rounds: int = 1) -> GuideLength:
    return GuideLength((GuidePart(tuple(GuidePhase(each, SAME) for each in seconds), rounds),))


def said(of: GuideLength, language: str = "nb") -> list[str]:
    return [f"{clock(line.at)} {line.words.to(language)}" for line in timetable(of)]


def test_breathing_is_told_twice_and_then_how_long_to_go_on() -> None:
    assert said(BREATHING.lengths[0]) == [
        "0.00 Pust inn gjennom nesen, og tell rolig til 4.",
        "0.04 Pust ut, og tell rolig til 6.",
        "0.10 Pust inn gjennom nesen, og tell rolig til 4.",
        "0.14 Pust ut, og tell rolig til 6.",
        "0.20 Fortsett slik. Det blir 30 runder til sammen, til 5.00.",
        "5.00 Ferdig.",
    ]
    assert [said(each, "nn")[-2:] for each in BREATHING.lengths[1:]] == [
        ["0.20 Hald fram slik. Det blir 12 rundar til saman, til 2.00.", "2.00 Ferdig."],
        ["0.20 Hald fram slik. Det blir 60 rundar til saman, til 10.00.", "10.00 Ferdig."],
    ], "12 and 60 rounds of 10 seconds"


def test_attention_has_three_parts_and_a_short_form_of_half_as_long() -> None:
    assert [line[:5].strip() for line in said(ATTENTION.lengths[0], "nn")] == ["0.00", "5.00", "10.00", "12.00"]
    assert said(ATTENTION.lengths[1], "nn") == [
        "0.00 Lytt til éin lyd om gongen.",
        "2.30 Skift mellom lydane, stadig litt raskare.",
        "5.00 Prøv å høyre alle på éin gong.",
        "6.00 Ferdig.",
    ]


def test_muscles_are_told_line_by_line_for_two_rounds_and_end_after_twelve_minutes() -> None:
    lines = said(MUSCLES.lengths[0])
    assert len(lines) == 2 * 7 * 2 + 2
    assert lines[13:15] == ["2.05 Slipp, og kjenn forskjellen.", "2.20 Stram hendene og underarmene."]
    assert lines[-2:] == ["4.40 Ligg stille, og pust som du vil.", "12.00 Ferdig."]


@pytest.mark.parametrize(("seconds", "expected"), [(0, "0.00"), (59, "0.59"), (60, "1.00"), (3599, "59.59")])
def test_the_clock_of_a_guide(seconds: int, expected: str) -> None:
    assert clock(seconds) == expected


def test_a_phase_without_a_sentence_is_called_by_its_title_and_parts_follow_each_other() -> None:
    two = GuideLength((GuidePart((GuidePhase(2, SAME),), 3), GuidePart((GuidePhase(61, SAME),))))
    assert said(two) == [
        "0.00 a",
        "0.02 a",
        "0.04 Fortsett slik. Det blir 3 runder til sammen, til 0.06.",
        "0.06 a",
        "1.07 Ferdig.",
    ]
    assert seconds_of(two) == 67


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (1, "1 sekund"),
        (59, "59 sekunder"),
        (60, "1 minutt"),
        (61, "1 minutt og 1 sekund"),
        (720, "12 minutter"),
        (150, "2 minutter og 30 sekunder"),
    ],
)
def test_how_long_it_lasts(seconds: int, expected: str) -> None:
    assert lasts(seconds).nb == expected


FAULTS: dict[str, tuple[Any, list[str]]] = {
    "sound": (TimedGuide((length(4, 6, rounds=30), length(3600)), "own", (SAME,), "lasted"), []),
    "no guide": ("12 minutes", ["guide is str, and must be a TimedGuide"]),
    "empty": (
        TimedGuide((), " "),
        ["guide: has no lengths", "guide: says no source, so nobody knows where its times come from"],
    ),
    "too long": (TimedGuide((length(3601),), "own"), ["guide: length 1: lasts 3601 seconds, but must last 1 to 3600"]),
    "no seconds": (
        TimedGuide((length(0),), "own"),
        [
            "guide: length 1: lasts 0 seconds, but must last 1 to 3600",
            "guide: length 1: the phase “a” lasts 0 seconds, but must last 1 at least",
        ],
    ),
    "as long as another": (
        TimedGuide((length(10), length(5, rounds=2)), "own"),
        ["guide: length 2: lasts 10 seconds, as another does, so nobody can tell them apart"],
    ),
    "no rounds": (
        TimedGuide((GuideLength((GuidePart((GuidePhase(5, SAME),), 0), GuidePart((), 1), *length(5).parts)),), "own"),
        [
            "guide: length 1: a part has 0 rounds of 1 phases, but must have one of each at least",
            "guide: length 1: a part has 1 rounds of 0 phases, but must have one of each at least",
        ],
    ),
    "words": (
        TimedGuide(
            (GuideLength((GuidePart((GuidePhase(5, Text("a" * 24, "b" * 25), Text("c", "c"), "fly"),)),)),),  # type: ignore[arg-type]
            "own",
            (Text("d", "d"),),
        ),
        [
            f"guide: length 1: the phase “{'a' * 24}” has the movement 'fly', but must have one of grow, shrink, still",
            f"guide: length 1: the phase “{'a' * 24}”: “{'b' * 25}” is longer than the 24 signs that the pacer has room for",
        ],
    ),
    "no such field": (
        TimedGuide((length(5),), "own", minutes_in="before"),
        ["guide: minutes_in: there is no field 'before' that takes a WholeNumber"],
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_is_wrong_with_a_guide_is_said(case: str) -> None:
    guide, faults = FAULTS[case]
    assert list(check_guide(guide, KINDS)) == faults
