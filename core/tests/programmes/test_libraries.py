"""What a library may be: exercises on nobody's way, that nobody waits for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from varde.kernel.words import Text
from varde.programmes.libraries import check_libraries, library
from varde.programmes.lock_check import check_locks
from varde.programmes.release import at_start, completed
from varde.programmes.values import Exercise, Module, Programme, Reading, Track
from varde.testing.samples.workshop.programme import EATING, PROGRAMME

P = Text("p", "p")
SHELF = library("m2", P, P, (Exercise("do", P, 2, (), locks=EATING),), sources=("Ours",))
SHAPED = "module m2: is a library, so it has no number, no tracks, no release of its own and is not optional"


def faults(*modules: Module) -> list[str]:
    return [*check_libraries(replace(PROGRAMME, modules=modules))]


@pytest.mark.parametrize(
    ("bent", "said"),
    [
        ({}, []),
        ({"renamed_from": ("old",)}, []),
        ({"number": 3}, [SHAPED]),
        ({"optional": True}, [SHAPED]),
        ({"tracks": ("calm",)}, [SHAPED]),
        ({"release": at_start()}, [SHAPED]),
        ({"steps": (Reading("r", P, 1),)}, ["module m2: step r: is read; a library holds exercises"]),
    ],
)
def test_a_library_has_one_shape(bent: dict[str, Any], said: list[str]) -> None:
    assert faults(PROGRAMME.modules[0], replace(SHELF, **bent)) == said


def test_nobody_waits_for_a_library_and_it_is_on_no_way() -> None:
    waits = replace(PROGRAMME.modules[0], release=completed("m2"))
    assert faults(waits, SHELF) == ["module everything: release: waits for 'm2', a library, which nobody finishes"]
    programme: Programme = replace(PROGRAMME, modules=(PROGRAMME.modules[0], SHELF), tracks=(Track("calm", P),))
    for track in (None, "calm"):
        assert [module.key for module in programme.modules_of(track)] == ["everything"]
    assert (SHELF.named, SHELF.heading) == (P, P)
    assert (programme.modules[0].named.nb, programme.modules[0].heading.nb) == ("modul 1", "1. Alt")


def test_every_exercise_of_a_library_may_be_locked() -> None:
    assert list(check_locks(replace(PROGRAMME, modules=(PROGRAMME.modules[0], SHELF)))) == []
