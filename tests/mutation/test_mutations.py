"""A slip in a module of rules, figures or notices must be noticed by that module's own tests: a sample of thousands."""

from __future__ import annotations

import gc
import importlib
import random
from pathlib import Path
from types import ModuleType

import pytest
from mutation_run import Judged, complaints, explained, judged
from mutation_slips import functions_held, slips_of
from mutation_targets import ROOT, TARGETS, missing

SAMPLE, MODULES = 40, 8
"""How many slips are judged here, and in how many modules: a judge first runs every test of its modules. ``make explore`` takes
others, and ``make mutants`` all."""
SLOW = (
    "varde.benefits.figures.attendance",
    "varde.benefits.figures.between_places",
    "varde.benefits.figures.figures",
    "varde.benefits.figures.periods",
    "varde.benefits.figures.rules",
    "varde.benefits.figures.statistics",
    "varde.benefits.figures.suppression",
    "varde.notifications.deciding",
    "varde.notifications.forms",
    "varde.notifications.handing_over",
    "varde.notifications.service",
    "varde.notifications.who_is_told",
    "varde.rules.facts",
    "varde.rules.language",
    "varde.rules.tree",
    "varde.scoring_many.rules",
    "varde.wording.rules",
)
"""Those whose tests take more than a moment: they are judged by ``make mutants`` alone."""
UNNOTICED = (
    "varde.benefits.figures.between_places",
    "varde.benefits.figures.comparison",
    "varde.benefits.figures.equity",
    "varde.benefits.figures.operation",
    "varde.benefits.figures.people",
    "varde.benefits.figures.started",
    "varde.benefits.figures.started_beside",
    "varde.notifications.asking_again",
)
"""Those with slips that no test notices yet; ``make mutants`` names each of them, and a sample would fail by chance."""
QUICK = [target.module for target in TARGETS if target.module not in SLOW + UNNOTICED]


def test_every_such_module_is_judged() -> None:
    assert missing() == []


def test_every_judge_exists() -> None:
    assert not [tests for target in TARGETS for tests in target.tests if not (ROOT / tests).exists()]


@pytest.mark.slow
@pytest.mark.chance
@pytest.mark.timed
def test_a_sample_of_slips_is_noticed_or_explained(seed: int) -> None:
    results = judged(random.Random(seed).sample(QUICK, MODULES), SAMPLE, seed, workers=1)
    assert sum(result.tried for result in results) == SAMPLE
    assert complaints(results, explained(), whole=False) == []


@pytest.fixture(scope="module")
def modules() -> dict[str, ModuleType]:
    return {target.module: importlib.import_module(target.module) for target in TARGETS}


@pytest.mark.slow
def test_every_explained_slip_still_exists_among_thousands(modules: dict[str, ModuleType]) -> None:
    held = functions_held()
    slips = {name: [slip.name for slip in slips_of(module, held)] for name, module in modules.items()}
    assert explained().keys() <= modules.keys()
    for name, reasons in explained().items():
        assert reasons.keys() <= set(slips[name]), name
        assert all(len(reason) > 10 for reason in reasons.values()), name
    assert sum(map(len, slips.values())) > 3000


def test_a_slip_is_in_force_and_then_gone(modules: dict[str, ModuleType]) -> None:
    """Also for whoever imported the function by name."""
    rules = modules["varde.benefits.figures.suppression"]
    small = rules.small
    slip = next(s for s in slips_of(rules) if s.name == "small: 0 < count < threshold -> 0 <= count < threshold")
    assert (small(0), small(4)) == (False, True)
    with slip.in_force():
        assert (small(0), small(4)) == (True, True)
    assert (small(0), small(4)) == (False, True)


def test_what_is_kept_from_the_search_for_garbage_has_slips_too(modules: dict[str, ModuleType]) -> None:
    gc.freeze()
    names = [slip.name for slip in slips_of(modules["varde.audit.rules"])]
    assert gc.get_freeze_count() > 1000, "and it is kept from it again"
    assert len(names) > 10
    assert len(names) == len(set(names))


def test_a_function_that_nobody_holds_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone.py").write_text("def gone():\n    return 1 + 1\n")
    module = ModuleType("gone")
    module.__file__ = str(tmp_path / "gone.py")
    with pytest.raises(LookupError, match="nobody holds gone"):
        slips_of(module)


def test_what_is_wrong_is_told() -> None:
    reasons = {"m": {"a": "cannot be seen", "b": "cannot be seen"}}
    results = [Judged("m", 5, ("b", "c"))]
    assert complaints(results, reasons, whole=True) == [
        "m: nothing notices 'c'",
        "m: 'a' is noticed now, or is no more: take it off",
    ]
    assert complaints(results, reasons, whole=False) == ["m: nothing notices 'c'"]
