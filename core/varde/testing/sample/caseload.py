"""What the sample hands in for the caseload: the battery of each kit, and whoever has one that is nearly empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from varde.plugin.caseload import Column, Reason, Speech, Text, Waits
from varde.testing.sample.programme import KEY

if TYPE_CHECKING:
    from varde.plugin.work import Work

PER_CENT = Text("{n} %", "{n} %", "{n} %")
SAID = Text(
    "Batteriet i esken er på {n} prosent.",
    "Batteriet i eska er på {n} prosent.",
    "The battery of the box is at {n} per cent.",
)


def nearly_empty(work: Work, ids: Sequence[int]) -> Mapping[int, Waits]:
    """Whose kit must be charged. One statement."""
    from varde.testing.sample.kits import LOW_BATTERY, batteries_of

    low = {i: heard for i, heard in batteries_of(work, ids).items() if heard.battery < LOW_BATTERY}
    return {i: Waits(SAID.filled(n=heard.battery), heard.at) for i, heard in low.items()}


def batteries(work: Work, speech: Speech, ids: Sequence[int]) -> Mapping[int, str]:
    """The lowest battery of each. One statement."""
    from varde.testing.sample.kits import batteries_of

    return {i: speech.say(PER_CENT, n=heard.battery) for i, heard in batteries_of(work, ids).items()}


REASON = Reason(
    "sample.nearly-empty",
    Text("Lite strøm", "Lite straum", "Battery low"),
    "exercise",
    nearly_empty,
    Text("Ring", "Ring", "Ring"),
    programme=KEY,
    icon="phone",
)
COLUMN = Column("sample.battery", Text("Batteri", "Batteri", "Battery"), batteries, programme=KEY)
