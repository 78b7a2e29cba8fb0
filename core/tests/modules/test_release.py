"""Why a module is closed: what the patient reads, and the day it opens by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernel.words import Text
from varde.programmes.group_kinds import FACT
from varde.programmes.release import (
    DAYS,
    OPENED,
    Lock,
    Names,
    Progress,
    at_start,
    completed,
    days_since_start,
    is_open,
    names_of,
    opened_by_therapist,
    progress_facts,
    why_locked,
)
from varde.programmes.values import Module, Programme
from varde.rules.facts import Fact
from varde.rules.language import Eligibility, Ref, Rule, all_of, any_of, evaluate, is_true, not_, when
from varde.series.facts import measured

START = date(2026, 9, 21)
MAREN = Names("Maren", {"one": 1, "two": 2, "three": 3})
NONE_DONE: dict[str, object] = {
    "completed:one": False,
    "completed:two": False,
    "completed:three": False,
    OPENED: False,
    DAYS: 56,
}

TIME_OR_MAREN = any_of(days_since_start(70), opened_by_therapist())
AFTER_ONE = any_of(all_of(completed("one"), days_since_start(70)), opened_by_therapist())


@pytest.mark.parametrize(
    ("rule", "language", "sentence"),
    [
        (TIME_OR_MAREN, "nb", "Åpner 30. november, eller når Maren åpner den"),
        (TIME_OR_MAREN, "nn", "Opnar 30. november, eller når Maren opnar han"),
        (TIME_OR_MAREN, "en", "Opens 30 November, or when Maren opens it"),
        (completed("one"), "nb", "Åpner når du er ferdig med modul 1"),
        (completed("one"), "nn", "Opnar når du er ferdig med modul 1"),
        (completed("one"), "en", "Opens when you have finished module 1"),
        (all_of(*map(completed, ["one", "two", "three"])), "nb", "Åpner når du er ferdig med modul 1, 2 og 3"),
        (AFTER_ONE, "nb", "Åpner når du er ferdig med modul 1, tidligst 30. november, eller når Maren åpner den"),
        (days_since_start(105), "nb", "Åpner 4. januar 2027"),
        (not_(at_start()), "nb", "Ikke åpen for deg nå"),
    ],
)
def test_the_sentence(rule: Rule, language: str, sentence: str) -> None:
    lock = why_locked(rule, NONE_DONE, START, MAREN, language)
    assert lock is not None
    assert lock.sentence == sentence


def test_the_day_is_given_when_time_alone_opens_it() -> None:
    assert why_locked(TIME_OR_MAREN, NONE_DONE, START, MAREN) == Lock(
        "Åpner 30. november, eller når Maren åpner den", date(2026, 11, 30)
    )
    waiting = why_locked(AFTER_ONE, NONE_DONE, START, MAREN)
    assert waiting is not None
    assert waiting.opens_on is None
    done = why_locked(AFTER_ONE, NONE_DONE | {"completed:one": True}, START, MAREN)
    assert done == Lock("Åpner 30. november, eller når Maren åpner den", date(2026, 11, 30))


def test_an_open_module_has_no_lock_and_a_therapist_without_a_name_is_yours() -> None:
    assert why_locked(at_start(), NONE_DONE, START, MAREN) is None
    lock = why_locked(opened_by_therapist(), NONE_DONE, START, Names(None))
    assert lock == Lock("Åpner når behandleren din åpner den", None)


@pytest.mark.parametrize(
    ("rule", "known", "lock"),
    [
        (when(DAYS, ">=", Ref("wait")), {"wait": 70}, Lock("Åpner 30. november", date(2026, 11, 30))),
        (when(DAYS, ">=", Ref("wait")), {}, Lock("Ikke åpen for deg nå", None)),
        (when(DAYS, ">", Ref("wait")), {"wait": 70}, Lock("Ikke åpen for deg nå", None)),
        (when("age", ">=", Ref("wait")), {"wait": 70, "age": 18}, Lock("Ikke åpen for deg nå", None)),
        (when(DAYS, ">=", Ref("wait")), {"wait": "long"}, Lock("Ikke åpen for deg nå", None)),
    ],
)
def test_the_days_may_be_what_the_clinic_decides(rule: Rule, known: dict[str, object], lock: Lock) -> None:
    assert why_locked(rule, NONE_DONE | known, START, MAREN) == lock


TALK, WALK = is_true(FACT + "talk"), is_true(FACT + "walk")
AT_TALK = "Åpner når du har vært med på «Samtale»"


@pytest.mark.parametrize(
    ("rule", "lock"),
    [
        (TALK, Lock(AT_TALK, None, ("talk",))),
        (any_of(TALK, opened_by_therapist()), Lock(f"{AT_TALK}, eller når Maren åpner den", None, ("talk",))),
        # Of what takes more than a group, none opens by going to it.
        (all_of(TALK, WALK), Lock(f"{AT_TALK} og når du har vært med på «walk»", None)),
        (all_of(TALK, completed("one")), Lock(f"{AT_TALK} og når du er ferdig med modul 1", None)),
        (all_of(TALK, opened_by_therapist()), Lock(f"{AT_TALK} og når Maren åpner den", None)),
        (all_of(TALK, days_since_start(70)), Lock(f"{AT_TALK}, tidligst 30. november", None)),
        (completed("one"), Lock("Åpner når du er ferdig med modul 1", None)),
        (
            any_of(all_of(TALK, days_since_start(70)), days_since_start(80)),
            Lock(f"{AT_TALK}, tidligst 30. november, eller 10. desember", date(2026, 12, 10)),
        ),
    ],
)
def test_a_group_opens_alone_or_with_more(rule: Rule, lock: Lock) -> None:
    names = replace(MAREN, groups={"talk": Text("Samtale", "Samtale", "Talk")})
    assert why_locked(rule, NONE_DONE | {FACT + "talk": False, FACT + "walk": False}, START, names) == lock


def test_a_way_that_only_asks_more_is_not_said() -> None:
    rule = any_of(days_since_start(70), all_of(days_since_start(80), completed("one")), days_since_start(90))
    lock = why_locked(rule, NONE_DONE, START, MAREN)
    assert lock == Lock("Åpner 30. november", date(2026, 11, 30))


def test_a_condition_that_is_not_met_leaves_the_other_ways() -> None:
    rule = any_of(all_of(days_since_start(70), not_(is_true("pregnant"))), opened_by_therapist())
    for answer in (True, None):
        lock = why_locked(rule, NONE_DONE | {"pregnant": answer}, START, MAREN)
        assert lock == Lock("Åpner når Maren åpner den", None)
    lock = why_locked(rule, NONE_DONE | {"pregnant": False}, START, MAREN)
    assert lock is not None
    assert lock.opens_on == date(2026, 11, 30)


ATOMS = st.one_of(
    st.sampled_from(["one", "two", "three"]).map(completed),
    st.integers(0, 180).map(days_since_start),
    st.just(opened_by_therapist()),
)
RULES = st.recursive(
    ATOMS,
    lambda parts: st.lists(parts, min_size=1, max_size=3).flatmap(
        lambda some: st.sampled_from([all_of(*some), any_of(*some)])
    ),
    max_leaves=6,
)
PROGRESS = st.fixed_dictionaries(
    {
        "completed:one": st.booleans(),
        "completed:two": st.booleans(),
        "completed:three": st.booleans(),
        OPENED: st.booleans(),
        DAYS: st.integers(0, 180),
    }
)


@given(RULES, PROGRESS)
def test_the_module_opens_on_the_day_it_says_and_not_before(rule: Rule, progress: dict[str, object]) -> None:
    lock = why_locked(rule, progress, START, MAREN)
    assert (lock is None) is (evaluate(rule, progress) is True)
    if lock is None:
        return
    assert lock.sentence.startswith("Åpner ")
    days = [n for n in range(int(str(progress[DAYS])), 181) if evaluate(rule, progress | {DAYS: n})]
    assert lock.opens_on == (START + timedelta(days=days[0]) if days else None)


# --- progress as facts


def same(words: str) -> Text:
    return Text(words, words)


MODULES = (
    Module("one", 1, same("One"), same("One"), at_start(), ()),
    Module("two", 2, same("Two"), same("Two"), any_of(completed("one"), opened_by_therapist()), ()),
    Module("three", 7, same("Three"), same("Three"), all_of(days_since_start(14), is_true("fit")), ()),
)
ASKED = (Fact("fit", "boolean", same("Fit")), Fact("age", "count", same("Age"), low=18, high=120))
PROGRAMME = Programme(
    "test",
    same("T"),
    same("S"),
    (),
    same("D"),
    same("G"),
    same("E"),
    Eligibility(ASKED, ()),
    MODULES,
    (),
    "nowhere",
    access_days=100,
    weeks=10,
)


def test_progress_as_seen_from_a_module() -> None:
    progress = Progress(9, frozenset({"one"}), frozenset({"two"}), {"fit": True})
    whole = {"completed:one": True, "completed:two": False, "completed:three": False, DAYS: 9, "fit": True}
    assert progress.facts("two", PROGRAMME) == {**whole, OPENED: True}
    assert progress.facts("three", PROGRAMME) == {**whole, OPENED: False}


def test_what_a_release_rule_may_speak_about() -> None:
    facts = {fact.key: (fact.kind, fact.low, fact.high, fact.source) for fact in progress_facts(PROGRAMME)}
    assert facts == {
        "completed:one": ("boolean", None, None, "progress"),
        "completed:two": ("boolean", None, None, "progress"),
        "completed:three": ("boolean", None, None, "progress"),
        DAYS: ("count", 0, 100, "progress"),
        OPENED: ("boolean", None, None, "progress"),
        "fit": ("boolean", None, None, ASKED[0].source),
        "age": ("count", 18, 120, ASKED[1].source),
    }


@pytest.mark.parametrize(
    ("module", "progress", "is_it_open"),
    [
        ("one", Progress(0), True),
        ("two", Progress(90), False),
        ("two", Progress(0, completed=frozenset({"one"})), True),
        ("two", Progress(0, completed=frozenset({"two"})), False),
        ("two", Progress(0, opened=frozenset({"two"})), True),
        ("two", Progress(0, opened=frozenset({"three"})), False),
        ("three", Progress(13, answers={"fit": True}), False),
        ("three", Progress(14, answers={"fit": True}), True),
        ("three", Progress(14, answers={"fit": False}), False),
        ("three", Progress(14), False),  # unknown is closed
    ],
)
def test_whether_a_module_is_open(module: str, progress: Progress, is_it_open: bool) -> None:
    assert is_open(PROGRAMME, module, progress) is is_it_open


def test_what_the_therapist_has_opened_waits_for_no_time_though_it_asks_for_both() -> None:
    first, *rest = PROGRAMME.modules
    both = replace(first, release=all_of(opened_by_therapist(), days_since_start(70)))
    programme = replace(PROGRAMME, modules=(both, *rest))
    assert is_open(programme, first.key, Progress(3, opened=frozenset({first.key})))
    assert not is_open(programme, first.key, Progress(80))


def test_the_names_of_a_programme() -> None:
    assert names_of(PROGRAMME, "Maren") == Names("Maren", {"one": 1, "two": 2, "three": 7})
    assert names_of(PROGRAMME).therapist is None


@pytest.mark.parametrize(
    ("rule", "opens_on"),
    [
        (any_of(days_since_start(70), days_since_start(90)), 70),
        (all_of(days_since_start(70), days_since_start(90)), 90),
        (all_of(days_since_start(90), days_since_start(70)), 90),
        (all_of(days_since_start(70), opened_by_therapist()), None),
        (all_of(opened_by_therapist(), days_since_start(70)), None),
        (all_of(days_since_start(70), completed("one")), None),
        (any_of(all_of(days_since_start(90), completed("one")), days_since_start(100)), 100),
    ],
)
def test_the_day_a_module_opens_by_itself(rule: Rule, opens_on: int | None) -> None:
    lock = why_locked(rule, NONE_DONE, START, MAREN)
    assert lock is not None
    assert lock.opens_on == (None if opens_on is None else START + timedelta(days=opens_on))


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (all_of(opened_by_therapist(), completed("one")), "Åpner når du er ferdig med modul 1 og når Maren åpner den"),
        (all_of(completed("one"), opened_by_therapist()), "Åpner når du er ferdig med modul 1 og når Maren åpner den"),
        # One way asks all that another does and more, and is not said.
        (any_of(completed("one"), all_of(completed("one"), completed("two"))), "Åpner når du er ferdig med modul 1"),
        (
            any_of(completed("one"), all_of(completed("one"), opened_by_therapist())),
            "Åpner når du er ferdig med modul 1",
        ),
        (any_of(days_since_start(70), days_since_start(90)), "Åpner 30. november"),
        (any_of(days_since_start(70), all_of(days_since_start(70), completed("one"))), "Åpner 30. november"),
        (any_of(completed("four")), "Åpner når du er ferdig med modul four"),
    ],
)
def test_the_sentence_of_more_than_one_way(rule: Rule, sentence: str) -> None:
    lock = why_locked(rule, NONE_DONE, START, MAREN)
    assert lock is not None
    assert lock.sentence == sentence


def test_whoever_has_no_name_is_your_therapist_and_bokmal_is_usual() -> None:
    lock = why_locked(opened_by_therapist(), NONE_DONE, START, Names())
    assert lock is not None
    assert lock.sentence == "Åpner når behandleren din åpner den"


def test_whoever_treats_her_reads_about_her_and_not_to_herself() -> None:
    names = Names("Maren", {"one": 1}, {"talk": Text("Felles start", "Felles start", "Start together")}, "Kari")
    rows = (
        (completed("one"), "Åpner når Kari er ferdig med modul 1", "Opens when Kari has finished module 1"),
        (
            is_true(FACT + "talk"),
            "Åpner når Kari har vært med på «Felles start»",
            "Opens when Kari has been at “Start together”",
        ),
        (opened_by_therapist(), "Åpner når Maren åpner den", "Opens when Maren opens it"),
        (when("age", ">=", 18), "Ikke åpen for Kari nå", "Not open for Kari now"),
    )
    for rule, nb, en in rows:
        known = NONE_DONE | {FACT + "talk": False}
        said = [why_locked(rule, known, START, names, language) for language in ("nb", "en")]
        assert [lock.sentence if lock else "" for lock in said] == [nb, en]


@pytest.mark.parametrize(("days", "sentence"), [(100, "Åpner 4. januar 2027"), (102, "Åpner 4. januar")])
def test_the_year_is_said_until_it_is_this_one(days: int, sentence: str) -> None:
    """Day 102 is New Year's Day."""
    lock = why_locked(days_since_start(105), {**NONE_DONE, DAYS: days}, START, MAREN)
    assert lock is not None
    assert lock.sentence == sentence


def test_without_days_today_is_the_start() -> None:
    lock = why_locked(days_since_start(105), {OPENED: False}, START, MAREN)
    assert lock is not None
    assert lock.sentence == "Åpner 4. januar 2027"


def test_a_module_may_wait_for_what_is_measured() -> None:
    waits = when(measured("sample-breath", "mean", days=7), ">=", 400)
    first, *rest = PROGRAMME.modules
    programme = replace(PROGRAMME, modules=(replace(first, release=waits), *rest))
    opened = [
        is_open(programme, first.key, Progress(days=3, known={} if mean is None else {waits.fact: mean}))
        for mean in (None, 399, 400)
    ]
    assert opened == [False, False, True]
