"""eMeistring: the track that is suggested, danger, and a form a week."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.plugin.benefits import Measure
from varde.plugin.instruments import GENERIC_INSTRUMENTS, Instrument
from varde.plugin.programmes import Progress, check_programme, evaluate, is_open, screen
from varde.plugin.registry import declared
from varde.testing.house import everything_installed
from varde_emeistring import plugin
from varde_emeistring.programme import PROGRAMME
from varde_emeistring.tracks import CUT_OFFS, suggest_track

WELL = {
    "age": 30,
    "assurance": "high",
    "reads_norwegian": True,
    "main_problem": "depression",
    "time_available": True,
    "phq9_item9": 0,
    "madrs_item9": 0,
    "psychosis": False,
    "bipolar": False,
    "audit_total": 3,
    "drug_use": False,
    "other_psychotherapy": False,
    "medication_changed_last_month": False,
}
TOTALS = st.tuples(st.integers(0, 28), st.integers(0, 144), st.integers(0, 27))


def totals(panic: float, social: float, depression: float) -> dict[str, object]:
    return {"pdss_sr_total": panic, "lsas_sr_total": social, "phq9_total": depression}


@pytest.mark.parametrize(
    ("given_totals", "track", "words"),
    [
        (totals(16, 45, 19), "panic", "den høyeste av de tre"),
        (totals(8, 90, 20), "social_anxiety", "når grensen"),
        (totals(4, 15, 9), "depression", "ingen av dem når grensen"),
        (totals(16, 60, 20), "depression", "blant de høyeste"),
        (totals(16, 60, 10), "panic", "blant de høyeste"),
        ({"pdss_sr_total": 28}, "depression", "fordi du sier"),
        ({}, "depression", "fordi du sier"),
    ],
)
def test_the_suggested_track(given_totals: dict[str, object], track: str, words: str) -> None:
    screening = screen(PROGRAMME, WELL | given_totals)
    assert screening.outcome == "eligible"
    assert screening.track == track
    assert screening.track_because is not None
    assert words in screening.track_because
    assert "bekrefter" in screening.track_because


def test_the_answer_has_the_track_and_why() -> None:
    assert set(screen(PROGRAMME, WELL).as_json()) == {
        "programme",
        "outcome",
        "because",
        "explain",
        "track",
        "track_because",
    }
    assert screen(PROGRAMME, WELL | {"main_problem": None}).track is None
    assert screen(PROGRAMME, WELL | {"main_problem": "other"} | totals(28, 0, 0)).track is None


@given(TOTALS)
def test_the_track_is_the_one_highest_against_its_cut_off(scores: tuple[int, int, int]) -> None:
    suggestion = suggest_track({key: score for (key, _), score in zip(CUT_OFFS.values(), scores, strict=True)})
    shares = {track: score / cut for (track, (_, cut)), score in zip(CUT_OFFS.items(), scores, strict=True)}
    assert suggestion.track is not None
    assert shares[suggestion.track] == pytest.approx(max(shares.values()))


@pytest.mark.parametrize("danger", [{"phq9_item9": 2}, {"madrs_item9": 4}])
def test_danger_shows_help_at_once_even_to_one_who_is_refused(danger: dict[str, int]) -> None:
    for facts in (WELL | danger, WELL | danger | {"age": 15}):
        screening = screen(PROGRAMME, facts)
        assert screening.urgent
        assert any("113" in advice and "116 123" in advice for advice in screening.advice)


def test_no_two_forms_before_the_end_are_open_at_once() -> None:
    occasions = [occasion for occasion in PROGRAMME.occasions if occasion.from_start and occasion.months == 0]
    for earlier, later in pairwise(occasions):
        assert earlier.days + earlier.closes_after < later.days - later.opens_before


def test_each_track_is_asked_about_the_treatment_after_its_first_module() -> None:
    for track in ("panic", "social_anxiety", "depression"):
        (asked,) = [occasion for occasion in PROGRAMME.occasions_of(track) if occasion.after_module]
        assert asked.after_module == PROGRAMME.modules_of(track)[0].key
        assert asked.asked(track) == ("ceq", "wai-sr")


def test_the_therapist_may_send_the_own_scale_of_a_track_and_the_form_about_sleep() -> None:
    own = {"panic": "pdss-sr", "social_anxiety": "lsas-sr", "depression": "madrs-s"}
    for track, scale in own.items():
        sent = [(each.key, each.asked(track)) for each in PROGRAMME.occasions_of(track) if each.on_demand]
        assert sent == [("own-scale", (scale,)), ("sleep", ("isi",))]
        assert scale in PROGRAMME.occasion("start").asked(track), (
            "the same as at the start, so that they can be compared"
        )


def test_each_track_begins_with_its_own_module() -> None:
    first = {track.key: PROGRAMME.modules_of(track.key)[0].key for track in PROGRAMME.tracks}
    assert first == {
        "panic": "understanding-panic",
        "social_anxiety": "understanding-social-anxiety",
        "depression": "understanding-depression",
    }
    assert PROGRAMME.main_instrument("depression") == "phq-9"


def test_the_programme_and_its_measures_fit_together() -> None:
    part = plugin.varde_part()
    instruments = {instrument.key for instrument in (*GENERIC_INSTRUMENTS, *declared(part, Instrument))}
    assert [
        fault for fault in check_programme(PROGRAMME, instruments, everything_installed()) if "content/" not in fault
    ] == []
    occasions = {occasion.key for occasion in PROGRAMME.occasions}
    for measure in declared(part, Measure):
        assert {measure.start_occasion or "start", *measure.follow_up} <= occasions
        assert measure.instrument in instruments


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"audit-c:total": 4}, True),
        ({"audit-c:total": 3}, None),
        ({"audit-c:total": 3, "audit-c:flag:positive": True}, True),
        ({"audit-c:total": 3, "audit-c:flag:positive": False}, False),
        ({}, None),
    ],
)
def test_audit_follows_four_points_also_for_whoever_has_not_said_her_sex(
    facts: dict[str, object], asked: bool | None
) -> None:
    (rule,) = [rule for occasion in PROGRAMME.occasions for key, rule in occasion.conditions if key == "audit"]
    assert evaluate(rule, facts) is asked


@pytest.mark.parametrize(
    ("isi", "opened", "is_it_open"),
    [(None, False, False), (14, False, False), (15, False, True), (28, False, True), (14, True, True)],
)
def test_the_module_about_sleep_waits_for_nothing_where_she_sleeps_badly(
    isi: int | None, opened: bool, is_it_open: bool
) -> None:
    """On the way for depression, before any other module but the first; no other opens by that."""
    known = {} if isi is None else {"score:isi:total": isi}
    progress = Progress(0, opened=frozenset({"depression-sleep"} if opened else ()), known=known)
    stand_open = [
        module.key for module in PROGRAMME.modules_of("depression") if is_open(PROGRAMME, module.key, progress)
    ]
    assert stand_open == ["understanding-depression", *(["depression-sleep"] if is_it_open else [])]
