"""The check of a programme: one change for the worse, one fault with its place."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.choices import SingleChoice
from varde.kinds.numbers import RatingScale
from varde.kinds.texts import LongText
from varde.programmes.check import check_programme
from varde.programmes.intended_use import IntendedUse
from varde.programmes.release import at_start, completed, days_since_start, opened_by_therapist
from varde.programmes.values import Exercise, Module, Occasion, Programme, Reading, SafetyLock, Track
from varde.rules.facts import Fact
from varde.rules.language import ALWAYS, Criterion, Eligibility, Rule, all_of, any_of, is_true, not_, when

INSTRUMENTS = {"who-5", "phq-9"}


def same(words: str) -> Text:
    return Text(words, words)


def module(number: int, release: Rule, **changes: Any) -> Module:
    steps = (
        Reading("read", same("Read"), 3),
        Exercise("do", same("Do"), 5, (Field("note", LongText(), same("Note")),)),
    )
    return replace(Module(f"m{number}", number, same("Title"), same("Summary"), release, steps), **changes)


AGE = Fact("age", "count", same("Age"), same("How old?"), low=0, high=120)
LIMIT = Fact("limit", "count", same("Limit"), low=0, high=120, source="setting", default=18)
ELIGIBILITY = Eligibility((AGE, LIMIT), (Criterion("age", when("age", ">=", 18), same("From {limit}.")),))
START = Occasion("start", same("Start"), ("who-5",), 5)
LOW = when("who-5:total", "<=", 50)
MODULES = (module(1, at_start()), module(2, any_of(completed("m1"), opened_by_therapist())))


def conditional(*conditions: tuple[str, Rule]) -> Occasion:
    return replace(START, instruments=("who-5", "phq-9"), conditions=conditions)


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """A programme without faults, its content in a package made for the occasion."""
    package = tmp_path / "sound_package"
    for language in ("nb", "nn"):
        for key in ("m1", "m2", "m3"):
            folder = package / "content" / language / key
            folder.mkdir(parents=True)
            for step in ("read", "do"):
                (folder / f"{step}.md").write_text("---\nlede: Kort.\n---\nTekst.\n")
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sound_package", raising=False)
    return Programme(
        "test",
        same("T"),
        same("S"),
        (same("F"),),
        same("D"),
        same("G"),
        same("E"),
        ELIGIBILITY,
        MODULES,
        (START,),
        "sound_package",
        access_days=100,
        weeks=10,
        intended=IntendedUse(same("Laget for prøver."), (same("noe annet"),), "1.0"),
        main_instruments=(("", "who-5"),),
    )


def test_a_sound_programme_has_no_faults(sound: Programme) -> None:
    assert check_programme(sound, INSTRUMENTS) == []


def test_what_comes_on_the_way_and_on_a_condition_has_no_faults(sound: Programme) -> None:
    on_the_way = (
        conditional(("phq-9", LOW)),
        replace(START, key="after", after_module="m1"),
        replace(START, key="asked", on_demand="therapist", days=3, postpone_days=24),
    )
    assert check_programme(replace(sound, occasions=on_the_way), INSTRUMENTS) == []


def criterion(**changes: Any) -> Eligibility:
    return replace(ELIGIBILITY, require=(replace(ELIGIBILITY.require[0], **changes),))


def facts(*more: Fact) -> Eligibility:
    return replace(ELIGIBILITY, facts=(AGE, LIMIT, *more))


def fields(*some: Field) -> tuple[Module, ...]:
    return (module(1, at_start(), steps=(Reading("read", same("Read"), 3), Exercise("do", same("Do"), 5, some))),)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"active_modules": ("m1", "m9")}, "active_modules: no module of a way is m9"),
        ({"modules": (*MODULES, replace(MODULES[1], number=3))}, "modules: the key 'm2' is used 2 times"),
        ({"occasions": (START, START)}, "occasions: the key 'start' is used 2 times"),
        ({"modules": (module(1, at_start(), look_for=(same("F"),)),)}, "module m1: look_for 1: has no text in en"),
        ({"access_days": 20}, "weeks is 10, longer than the access of 20 days"),
        (
            {"eligibility": criterion(rule=is_true("willing"))},
            "eligibility: require age: fact 'willing' is not declared",
        ),
        ({"eligibility": criterion(fact="limit")}, "eligibility: require limit: the rule does not speak about 'limit'"),
        (
            {"eligibility": criterion(explain=same("{max}."))},
            "eligibility: require age: explain (nb): there is no setting 'max'",
        ),
        ({"eligibility": criterion(explain=Text("Ja.", ""))}, "eligibility: require age: explain: has no text in nn"),
        (
            {"eligibility": criterion(patient_text=same("Ring 113."))},
            "eligibility: require age: what the person is told at once is shown by a criterion that is urgent alone",
        ),
        (
            {"eligibility": criterion(urgent=True, patient_text=Text("Ring 113.", ""))},
            "eligibility: require age: patient_text: has no text in nn",
        ),
        ({"eligibility": facts(AGE)}, "eligibility facts: the key 'age' is used 2 times"),
        ({"eligibility": facts(Fact("x", "boolean", same("X")))}, "eligibility: fact x: has no question to the person"),
        (
            {"eligibility": facts(Fact("x", "choice", same("X"), same("X?")))},
            "eligibility: fact x: is a choice, but has fewer than two choices",
        ),
        (
            {"eligibility": facts(Fact("x", "boolean", same("X"), source="setting"))},
            "eligibility: fact x: is a setting, but has no default that it may have",
        ),
        ({"eligibility": replace(ELIGIBILITY, require=())}, "eligibility: require: there are no requirements"),
        (
            {"modules": (MODULES[0], module(2, completed("m9")))},
            "module m2: release: fact 'completed:m9' is not declared",
        ),
        (
            {"modules": (MODULES[0], module(2, days_since_start(101)))},
            "module m2: release: fact 'days_since_start' can never be 101",
        ),
        (
            {
                "modules": (
                    MODULES[0],
                    module(2, any_of(completed("m3"), opened_by_therapist())),
                    module(3, completed("m2")),
                )
            },
            "modules wait for each other in a ring: m2 -> m3 -> m2",
        ),
        ({"modules": (MODULES[0], module(2, completed("m2")))}, "modules wait for each other in a ring: m2 -> m2"),
        (
            {
                "modules": (
                    MODULES[0],
                    module(2, any_of(opened_by_therapist()), optional=True),
                    module(3, completed("m2")),
                )
            },
            "module m3: release: waits for 'm2', which a patient may leave out",
        ),
        (
            {"modules": (MODULES[0], module(3, at_start()))},
            "modules: numbers are [1, 3], but must count 1, 2, 3 in order",
        ),
        ({"modules": (module(1, at_start(), tracks=("calm",)),)}, "module m1: there is no track 'calm'"),
        ({"occasions": (replace(START, tracks=("calm",)), START)}, "occasion start: there is no track 'calm'"),
        ({"modules": (module(1, at_start(), title=Text("Tittel", " ")),)}, "modules m1: title: has no text in nn"),
        ({"modules": (module(1, at_start(), steps=()),)}, "module m1: has no steps"),
        ({"modules": fields()}, "module m1: step do: is an exercise, but has no fields"),
        (
            {"modules": fields(Field("x", RatingScale(5, 5, same("A"), same("B")), same("X")))},
            "module m1: step do: field x: RatingScale low is 5 and high is 5",
        ),
        (
            {"modules": fields(Field("x", SingleChoice((("a", Text("A", "")), ("b", same("B")))), same("X")))},
            "modules m1: steps do: fields x: kind: choices a: has no text in nn",
        ),
        ({"occasions": (START, replace(START, key="none", instruments=()))}, "occasion none: asks no instruments"),
        (
            {"occasions": (START, replace(START, key="odd", instruments=("gad-7",)))},
            "occasion odd: there is no instrument 'gad-7'",
        ),
        (
            {"occasions": (START, replace(START, key="odd", opens_before=-1))},
            "occasion odd: opens_before is -1, but cannot be below 0",
        ),
        (
            {"occasions": (START, replace(START, key="odd", opens_before=0, closes_after=0, remind=()))},
            "occasion odd: is open for less than a day",
        ),
        (
            {"occasions": (START, replace(START, key="odd", remind=(40,)))},
            "occasion odd: reminds on day 40, but is open for 28 days",
        ),
        (
            {"occasions": (START, replace(START, key="odd", months=6))},
            "occasion odd: opens after the access of 100 days has ended",
        ),
        (
            {"occasions": (START, replace(START, key="odd", after_module="m9"))},
            "occasion odd: after_module: there is no module 'm9'",
        ),
        (
            {"occasions": (START, replace(START, key="odd", after_module="m1", on_demand="therapist"))},
            "occasion odd: is both after a module and on demand",
        ),
        (
            {"occasions": (START, replace(START, key="odd", on_demand="therapist", months=1))},
            "occasion odd: months is 1, but it is not counted from the start",
        ),
        (
            {"occasions": (START, replace(START, key="odd", on_demand="therapist", closes_after=2, remind=(9,)))},
            "occasion odd: reminds on day 9, but is open for 9 days",
        ),
        (
            {"occasions": (START, replace(START, key="odd", postpone_days=29))},
            "occasion odd: can be put off 29 days, but is open for 28 days",
        ),
        (
            {"occasions": (START, replace(START, key="odd", postpone_days=-1))},
            "occasion odd: can be put off -1 days, but is open for 28 days",
        ),
        (
            {"occasions": (START, replace(START, key="odd", on_demand="therapist", asked_after="exit"))},
            "occasion odd: asked_after is 'exit', but it is not counted from the start",
        ),
        (
            {"occasions": (START, replace(START, key="odd", on_demand=cast("Any", True)))},
            "occasion odd: on_demand is True, but must be therapist, patient or both",
        ),
        ({"occasions": (conditional(("gad-7", LOW)),)}, "occasion start: condition of gad-7: it is not asked"),
        (
            {"occasions": (conditional(("phq-9", LOW), ("phq-9", LOW)),)},
            "occasion start: condition of phq-9: is given 2 times",
        ),
        (
            {"occasions": (conditional(("who-5", when("phq-9:total", ">=", 5))),)},
            "occasion start: condition of who-5: speaks of 'phq-9', which is not asked before it",
        ),
        (
            {"occasions": (conditional(("phq-9", when("phq-9:total", ">=", 5))),)},
            "occasion start: condition of phq-9: speaks of 'phq-9', which is not asked before it",
        ),
        (
            {"occasions": (conditional(("who-5", is_true("x")), ("phq-9", LOW)),)},
            "occasion start: asks nothing for certain: one instrument must be without a condition",
        ),
        ({"main_instruments": (("", "gad-7"),)}, "main_instruments: there is no instrument 'gad-7'"),
        ({"main_instruments": (("", "phq-9"),)}, "main_instruments: 'phq-9' is asked on no occasion"),
        ({"main_instruments": (("calm", "who-5"),)}, "main_instruments: there is no track 'calm'"),
        ({"package": "no_such_package"}, "package: there is no package 'no_such_package'"),
    ],
)
def test_a_fault_is_found_and_placed(sound: Programme, changes: dict[str, Any], fault: str) -> None:
    assert f"test: {fault}" in check_programme(replace(sound, **changes), INSTRUMENTS)


def test_a_module_on_another_track_is_a_dead_end(sound: Programme) -> None:
    modules = (
        module(1, at_start(), tracks=("calm",)),
        module(1, at_start(), key="m2", tracks=("brave",)),
        module(2, all_of(completed("m1"), opened_by_therapist()), key="m3", tracks=("brave",)),
    )
    tracks = (Track("calm", same("Calm")), Track("brave", same("Brave")), Track("empty", same("Empty")))
    assert check_programme(replace(sound, modules=modules, tracks=tracks), INSTRUMENTS) == [
        "test: track brave: module m3: release: can never open",
        "test: track empty: has no modules",
    ]


def test_missing_content_is_named_in_both_languages(sound: Programme) -> None:
    extra = replace(MODULES[0], steps=(*MODULES[0].steps, Reading("more", same("More"), 2)))
    assert check_programme(replace(sound, modules=(extra, MODULES[1])), INSTRUMENTS) == [
        "test: content/nb/m1/more.md: the file is missing",
        "test: content/nn/m1/more.md: the file is missing",
    ]


# --- safety facts and locks

SWIMS = Fact("cannot_swim", "boolean", same("Cannot swim"), same("Can you not swim?"), safety=True)
PLAIN = Fact("tired", "boolean", same("Tired"), same("Are you tired?"))
SAFE = replace(ELIGIBILITY, facts=(AGE, LIMIT, SWIMS, PLAIN))
LOCK = SafetyLock("swim", is_true("cannot_swim"), True, "therapist", same("Why."), same("Instead."), "invented")


def with_locks(programme: Programme, *locks: SafetyLock, eligibility: Eligibility = SAFE, **changes: Any) -> Programme:
    first, second = programme.modules[0].steps
    one = replace(programme.modules[0], steps=(first, replace(second, locks=locks)), **changes)
    return replace(programme, eligibility=eligibility, modules=(one, *programme.modules[1:]))


def test_a_lock_on_a_step_is_sound(sound: Programme) -> None:
    assert check_programme(with_locks(sound, LOCK), INSTRUMENTS) == []
    assert check_programme(with_locks(sound, replace(LOCK, rule=ALWAYS)), INSTRUMENTS) == [], (
        "somebody opens it for each"
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"rule": is_true("cannot_swin")}, "test: lock swim: fact 'cannot_swin' is not declared"),
        ({"rule": is_true("tired")}, "test: lock swim: speaks of 'tired', which is not a safety fact"),
        ({"rule": not_(ALWAYS)}, "test: lock swim: speaks of no fact"),
        ({"rule": ALWAYS, "opener": "nobody"}, "test: lock swim: holds for everybody, and nobody may open it"),
        ({"source": " "}, "test: lock swim: does not say where it comes from"),
        ({"key": "Swim"}, "test: locks: the key 'Swim' does not have the form [a-z0-9]+(?:-[a-z0-9]+)*"),
        ({"why": Text("Why.", "")}, "test: modules m1: steps do: locks swim: why: has no text in nn"),
        ({"instead": Text("", "Instead.")}, "test: modules m1: steps do: locks swim: instead: has no text in nb"),
    ],
)
def test_a_lock_that_cannot_stand(sound: Programme, change: dict[str, Any], fault: str) -> None:
    assert check_programme(with_locks(sound, replace(LOCK, **change)), INSTRUMENTS) == [fault]


def test_a_lock_of_the_same_key_is_the_same_lock(sound: Programme) -> None:
    twice = with_locks(sound, LOCK)
    second = replace(
        twice.modules[1], steps=(twice.modules[1].steps[0], replace(twice.modules[1].steps[1], locks=(LOCK,)))
    )
    both = replace(twice, modules=(twice.modules[0], second))
    assert check_programme(both, INSTRUMENTS) == []
    other = replace(LOCK, opener="nobody")
    second = replace(second, steps=(second.steps[0], replace(second.steps[1], locks=(other,))))
    assert check_programme(replace(twice, modules=(twice.modules[0], second)), INSTRUMENTS) == [
        "test: module m2: step do: lock swim: another step has a different lock of that key"
    ]


def test_a_module_needs_a_step_that_is_safe_for_all(sound: Programme) -> None:
    locked = with_locks(sound, LOCK)
    steps = tuple(replace(step, locks=(LOCK,)) for step in locked.modules[0].steps)
    every = replace(locked, modules=(replace(locked.modules[0], steps=steps), *locked.modules[1:]))
    assert check_programme(every, INSTRUMENTS) == [
        "test: module m1: every step has a lock, so whom they keep back can never finish it"
    ]


def test_no_module_is_closed_by_a_safety_fact(sound: Programme) -> None:
    whole = with_locks(sound, release=any_of(is_true("cannot_swim"), opened_by_therapist()))
    assert check_programme(whole, INSTRUMENTS) == [
        "test: module m1: release: speaks of the safety fact 'cannot_swim'; "
        "put a lock on the step that is unsafe, and leave the others open"
    ]
    other = with_locks(sound, release=any_of(is_true("tired"), opened_by_therapist()))
    assert check_programme(other, INSTRUMENTS) == []


@pytest.mark.parametrize(
    ("fact", "fault"),
    [
        (
            replace(AGE, safety=True, source="birth_date"),
            "test: eligibility: fact age: is a safety fact, but comes from birth_date, not from the person",
        ),
        (
            Fact("wind", "count", same("Wind"), same("How strong?"), safety=True),
            "test: eligibility: fact wind: is a safety count, but no review says which values call for care",
        ),
    ],
)
def test_a_safety_fact_that_nobody_could_judge(sound: Programme, fact: Fact, fault: str) -> None:
    facts = tuple(each for each in SAFE.facts if each.key != fact.key)
    faults = check_programme(with_locks(sound, eligibility=replace(SAFE, facts=(*facts, fact))), INSTRUMENTS)
    assert fault in faults


@pytest.mark.parametrize("source", ["asked", "score"])
def test_a_number_is_a_safety_fact_where_a_review_says_which_values_matter(sound: Programme, source: Any) -> None:
    wind = Fact("wind", "count", same("Wind"), same("How strong?"), safety=True, source=source)
    review = (Criterion("wind", when("wind", ">=", 8), same("Strong.")),)
    eligibility = replace(SAFE, facts=(*SAFE.facts, wind), review=review)
    assert check_programme(with_locks(sound, LOCK, eligibility=eligibility), INSTRUMENTS) == []


def test_a_programme_says_what_it_is_for(sound: Programme) -> None:
    use = IntendedUse(same("Laget for prøver."), (same("noe annet"),), "1.0")
    table = {
        None: "is missing; IntendedUse says the purpose, what it is not for, and the version",
        replace(use, not_for=()): "not_for: says nothing; every programme is not for something, such as an emergency",
        replace(use, version="first"): "version is 'first', but must be numbers with full stops between, such as 1.2",
        replace(use, purpose=Text("Til noe.", "")): "purpose: has no text in nn",
    }
    for wrong, fault in table.items():
        assert check_programme(replace(sound, intended=wrong), INSTRUMENTS) == [f"test: intended: {fault}"]
