"""The clinician's face, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from varde.kernel.part import MenuEntry, Mountable, Part
from varde.kernel.words import Text

if TYPE_CHECKING:
    from varde.kernel.work import Platform


def blueprints(_platform: Platform) -> Sequence[Mountable]:
    from varde.web.staff import alerts, by_phone, caseload, instruments, referrals, scores

    return [alerts.bp, by_phone.bp, caseload.bp, instruments.bp, referrals.bp, scores.bp]


PART = Part(
    key="staff",
    templates=Path(__file__).parent / "templates",
    blueprints=blueprints,
    menu=(
        MenuEntry("caseload", Text("Arbeidsliste", "Arbeidsliste", "Caseload"), "therapist", "caseload.index", 1),
        MenuEntry("refer", Text("Henvis", "Tilvis", "Refer"), "therapist", "intake.choose", 2),
    ),
)
