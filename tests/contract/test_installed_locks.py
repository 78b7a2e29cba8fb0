"""The locks of every installed programme: what locks, what stays open, and that nobody is stuck behind one."""

from __future__ import annotations

from itertools import product

import pytest

from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Programme, SafetyLock, locks_on
from varde.rules.language import facts_of
from varde.standing.locks import Safety, held_lock, is_finished, locked_steps, next_open_step
from varde.testing.house import everything_installed

PROGRAMMES = everything_installed().all(Programme)
LOCKS = [(key, lock) for key, programme in PROGRAMMES.items() for lock in programme.locks]


BODY = ("heart", "lungs", "fainting", "pregnant", "balance", "bipolar", "sleepy", "eating", "treated")
"""What the shared check before bodily exercises asks about."""


def test_what_is_said_of_safety_is_what_it_is() -> None:
    """By programme the facts that stand at the top of the patient's page, by hand. Of whoever meets others instead, the same."""
    bowel = {
        "alarm_weight_loss",
        "alarm_blood_in_stool",
        "alarm_fever",
        "alarm_anaemia",
        "alarm_night_symptoms",
        "alarm_family_history",
        "alarm_onset_after_50",
        "alarm_mass",
        "pregnant",
        "eating_disorder",
        "severe_mental_illness",
        "s0_treated",
    }
    body = {f"s0_{about}" for about in BODY}
    active = {"chest_pain_on_exertion", "uncontrolled_blood_pressure", "fall_risk", "new_breathlessness", "bmi"}
    active |= {"s0_fainting", "s0_eating", "s0_treated"}
    assert {key: {fact.key for fact in programme.safety_facts} for key, programme in PROGRAMMES.items()} == {
        "ibs": bowel,
        "ibs-course": bowel,
        "emeistring": {
            "phq9_item9",
            "madrs_item9",
            "psychosis",
            "bipolar",
            "audit_total",
            "drug_use",
            *(body - {"s0_bipolar"}),
        },
        "frisklivs": active,
        "frisklivs-in-person": active,
    }


PLAN = {
    f"plan-{about}"
    for about in ("chest-pain", "blood-pressure", "fall-risk", "breathless", "fainting", "treated", "weight")
}
DIET = {"diet-eating-disorder", "diet-pregnant", "diet-alarm-sign", "diet-treated", "diet-mental-illness"}
FOR_ALL = {"diet-opened-by-dietitian"}
"""What is opened for each, after somebody has looked at her, whatever is known."""
LADDER = {"exposure-mental-illness"}
LOCKED = {
    "emeistring panic-body/bodily-exercises": {
        f"s0-{b}" for b in ("heart", "lungs", "fainting", "pregnant", "balance", "treated")
    },
    "emeistring social-film/film-of-me": {"film-eating-disorder"},
    "emeistring depression-sleep/sleep-window": {
        *(f"s0-window-{about}" for about in ("bipolar", "fainting", "sleepy", "pregnant")),
        *("window-psychosis", "window-thoughts", "window-wish-to-live"),
    },
    "frisklivs health-conversation/action-plan": PLAN,
    "frisklivs activity/activity-log": PLAN,
    "frisklivs pain-and-joints/pacing": PLAN,
    "frisklivs food/food-swap": {"food-eating-disorder", "food-underweight"},
    "ibs safe-everyday/my-ladder": LADDER,
    "ibs safe-everyday/exposure-ladder": LADDER,
    "ibs calming-food/food-diary": {"food-diary-eating-disorder"},
    "ibs calming-food/reintroduction": DIET | FOR_ALL,
}
"""What is locked, by hand: bodily signals on purpose row by row; a film of oneself; less sleep; more activity than today; changing
or writing down food; a ladder in severe mental illness."""
OPEN = {
    "writes, and does nothing that could harm": (
        "my-circle panic-log social-log my-goals my-values values thought-record rumination-log week-grid safety-plan relapse-plan "
        "problem-solving symptom-diary sleep-diary strengths-and-wishes check-in good-things replan heavy-times drink-diary "
        "craving-log"
    ),
    "an ordinary day's deed that she chooses; the text says who asks first": (
        "experiment my-ladder practice big-ladder activity-plan quit-plan"
    ),
    "calm, sitting, with leave to stop; the text says who skips it or asks first": (
        "worry-time attention-training belly-breathing calm-breathing muscle-relaxation gut-relaxation"
    ),
}
"""Why the others are open to everybody."""


def test_each_exercise_has_the_lock_it_needs_or_a_reason_to_be_open() -> None:
    reasons = {key: reason for reason, keys in OPEN.items() for key in keys.split()}
    locked, open_to_all = {}, set()
    for programme in PROGRAMMES.values():
        for (module, key), (_, exercise) in programme.exercises.items():
            if locks := {lock.key for lock in locks_on(exercise)}:
                locked[f"{programme.key} {module}/{key}"] = locks
            else:
                open_to_all.add(key)
    assert locked == LOCKED
    assert open_to_all == reasons.keys()


def test_who_does_not_know_is_locked_but_where_another_lock_asks_the_same() -> None:
    """Weight, which nobody has to say, and the safety check asks about too low a one; and MADRS-S, of which whoever has answered
    PHQ-9 need not have answered."""
    lenient = {
        lock for programme in PROGRAMMES.values() for lock, each in programme.locks.items() if not each.unknown_locks
    }
    assert lenient == {"food-underweight", "plan-weight", "window-wish-to-live"}


@pytest.mark.parametrize("key", PROGRAMMES)
def test_nothing_is_locked_for_whom_it_fits(key: str) -> None:
    programme = PROGRAMMES[key]
    facts = fitting_facts(programme)
    safety = Safety(facts, frozenset(FOR_ALL))  # type: ignore[arg-type]
    assert not any(locked_steps(module, safety) for module in programme.modules)


@pytest.mark.parametrize("key", PROGRAMMES)
def test_nobody_is_stuck_when_all_is_locked(key: str) -> None:
    programme = PROGRAMMES[key]
    worst: dict[str, object] = {fact.key: True for fact in programme.safety_facts if fact.kind == "boolean"}
    for module in programme.modules:
        locked, done = locked_steps(module, Safety(worst)), list[str]()  # type: ignore[arg-type]
        while (step := next_open_step(module, done, locked)) is not None:
            done.append(step.key)
        assert done
        assert is_finished(module, done, locked, completed=False)
        assert set(done) | set(locked) == {step.key for step in module.steps}


@pytest.mark.parametrize(("programme", "lock"), LOCKS, ids=[f"{key}:{lock}" for key, lock in LOCKS])
def test_each_lock_can_lock_and_leave_alone_and_speaks_to_her(programme: str, lock: str) -> None:
    declared: SafetyLock = PROGRAMMES[programme].locks[lock]
    facts = {fact.key: fact for fact in PROGRAMMES[programme].safety_facts}
    asked = sorted(facts_of(declared.rule))
    fits = fitting_facts(PROGRAMMES[programme])
    tried = [
        (True, False) if facts[key].kind == "boolean" else (facts[key].low, fits[key], facts[key].high) for key in asked
    ]
    states = {held_lock(declared, dict(zip(asked, values, strict=True))) is not None for values in product(*tried)}
    assert states == ({True} if lock in FOR_ALL else {True, False})
    for words in (declared.why, declared.instead):
        assert not words.missing()
        assert len(words.nb.split()) <= 40, "one tired person on a phone"
