"""The operators' face, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from varde.kernel.part import MenuEntry, Mountable, Part
from varde.kernel.words import Text

if TYPE_CHECKING:
    from varde.kernel.work import Platform


def blueprints(_platform: Platform) -> Sequence[Mountable]:
    from varde.web.operator import agenda, messages

    return [messages.bp, agenda.bp]


PART = Part(
    key="operator",
    templates=Path(__file__).parent / "templates",
    blueprints=blueprints,
    menu=(MenuEntry("operating", Text("Drift", "Drift", "Operation"), "operate", "operating.messages", 9),),
)
