"""The main menu: whoever holds several roles has all of their entries beside one another."""

from __future__ import annotations

import pytest

from varde.kernel.assembly import gathered
from varde.kernel.part import MenuEntry
from varde.parts import PARTS


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_two_entries_are_called_the_same(language: str) -> None:
    labels = [entry.label.to(language) for entry in gathered(PARTS, "menu", [], MenuEntry)]
    assert sorted(labels) == sorted(set(labels))
    assert len(labels) > 20
