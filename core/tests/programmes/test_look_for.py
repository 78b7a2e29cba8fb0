"""What staff look for in homework: few lines, short ones, in three languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.kernel.words import Text
from varde.programmes.look_for import check_look_for, to_look_for
from varde.programmes.release import at_start
from varde.programmes.values import Module

FEVER = Text("Feber", "Feber", "Fever")
MODULE = Module("m1", 1, FEVER, FEVER, at_start(), (), look_for=(FEVER,))


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ((), []),
        ((FEVER,) * 8, []),
        ((replace(FEVER, nn="F" * 160),), []),
        ((FEVER,) * 9, ["module m1: look_for: there are 9, but at most 8 are read"]),
        ((FEVER, replace(FEVER, en=" ")), ["module m1: look_for 2: has no text in en"]),
        (
            (replace(FEVER, nn="F" * 161),),
            ["module m1: look_for 1: has 161 characters in nn, but at most 160 are read"],
        ),
    ],
)
def test_lines_that_are_read(lines: tuple[Text, ...], faults: list[str]) -> None:
    assert list(check_look_for([replace(MODULE, look_for=lines)])) == faults


def test_shown_are_those_of_the_modules_that_are_read_in_their_order() -> None:
    silent, last = replace(MODULE, key="m2", look_for=()), replace(MODULE, key="m3")
    assert to_look_for((MODULE, silent, last), ["m3", "m2", "m1", "m3", "gone"]) == (MODULE, last)
    assert to_look_for((MODULE, silent), ["m2"]) == ()
