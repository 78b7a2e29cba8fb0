"""Each rule that a clinician decides: who is let in, what opens, what is locked, and what must be looked at."""

from __future__ import annotations

import pytest

from varde.plugin.alerts import Alert
from varde.plugin.programmes import Progress, evaluate, held_by, is_open, locked_steps, safety_from, screen
from varde.plugin.settings import decided
from varde_worry.alerts import SELF_HARM, SELF_HARM_UNANSWERED, SILENT
from varde_worry.modules import MODULES, RETURNING
from varde_worry.programme import PROGRAMME

FITS: dict[str, object] = {"age": 40, "worries_much": True, "other_treatment": False, "threatened": False}


@pytest.mark.parametrize(
    ("differs", "outcome"),
    [
        ({}, "eligible"),
        ({"age": 18}, "eligible"),
        ({"age": 17}, "not_eligible"),
        ({"worries_much": False}, "not_eligible"),
        ({"other_treatment": True}, "review"),
        ({"threatened": True}, "review"),
        ({"threatened": None}, "incomplete"),
    ],
)
def test_who_is_let_in(differs: dict[str, object], outcome: str) -> None:
    assert screen(PROGRAMME, FITS | differs).outcome == outcome


def test_who_is_threatened_is_told_whom_to_ring() -> None:
    assert "112" in "".join(screen(PROGRAMME, FITS | {"threatened": True}).advice)


@pytest.mark.parametrize(
    ("module", "days", "before", "opens"),
    [
        ("noticing", 0, (), True),
        ("worry-time", 6, ("noticing",), False),
        ("worry-time", 7, ("noticing",), True),
        ("worry-time", 7, (), False),
        ("letting-wait", 13, ("worry-time",), False),
        ("letting-wait", 14, ("worry-time",), True),
    ],
)
def test_when_a_module_opens(module: str, days: int, before: tuple[str, ...], opens: bool) -> None:
    assert is_open(PROGRAMME, module, Progress(days, completed=frozenset(before))) is opens


def test_the_therapist_may_open_any_module_before_its_time() -> None:
    for module in MODULES[1:]:
        assert is_open(PROGRAMME, module.key, Progress(0, opened=frozenset({module.key})))


@pytest.mark.parametrize(
    ("decided_days", "days", "opens"), [(28, 27, False), (28, 28, True), (14, 14, True), (35, 34, False)]
)
def test_the_return_opens_after_as_many_days_as_the_organisation_has_decided(
    decided_days: int, days: int, opens: bool
) -> None:
    progress = Progress(
        days, completed=frozenset({"letting-wait"}), known={decided("days_before_return"): decided_days}
    )
    assert is_open(PROGRAMME, "returning", progress) is opens


@pytest.mark.parametrize(
    ("facts", "locked"), [({"threatened": False}, set()), ({"threatened": True}, {"steps-back"}), ({}, {"steps-back"})]
)
def test_nobody_is_sent_back_to_what_may_harm_her(facts: dict[str, object], locked: set[str]) -> None:
    assert set(locked_steps(RETURNING, safety_from(PROGRAMME, facts, ()))) == locked


def test_the_readings_are_open_to_everybody() -> None:
    unsafe = safety_from(PROGRAMME, {"threatened": True}, ())
    locked = [step.key for module in MODULES for step in module.steps if held_by(step, unsafe)]
    assert locked == ["steps-back"]


@pytest.mark.parametrize(
    ("alert", "facts", "raised"),
    [
        (SELF_HARM, {"answer:q9": 0}, False),
        (SELF_HARM, {"answer:q9": 1}, True),
        (SELF_HARM, {"answer:q9": 3}, True),
        (SELF_HARM_UNANSWERED, {"unanswered:q9": True}, True),
        (SELF_HARM_UNANSWERED, {"unanswered:q9": False}, False),
        (SILENT, {"days_inactive": 13}, False),
        (SILENT, {"days_inactive": 14}, True),
    ],
)
def test_when_a_clinician_must_look(alert: Alert, facts: dict[str, object], raised: bool) -> None:
    assert evaluate(alert.rule, facts) is raised
