"""The trust administrator's face, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from varde.kernel.part import MenuEntry, Mountable, Part
from varde.kernel.words import Text

if TYPE_CHECKING:
    from varde.kernel.work import Platform


def blueprints(_platform: Platform) -> Sequence[Mountable]:
    from varde.web.admin import care_roles, courses, offering, organisation, places, staff, wording

    return [organisation.bp, offering.bp, places.bp, care_roles.bp, staff.bp, wording.bp, courses.bp]


PART = Part(
    key="admin",
    templates=Path(__file__).parent / "templates",
    blueprints=blueprints,
    menu=(
        MenuEntry("set_up", Text("Oppsett", "Oppsett", "Set-up"), "set_up", "set_up.index", 6),
        MenuEntry(
            "courses", Text("Forløpsplaner", "Forløpsplanar", "Course plans"), "plan_courses", "courses.index", 7
        ),
    ),
)
