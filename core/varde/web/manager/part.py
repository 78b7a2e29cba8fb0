"""The manager's face, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from varde.kernel.part import Command, MenuEntry, Mountable, Part
from varde.kernel.words import Text

if TYPE_CHECKING:
    from varde.kernel.work import Platform


def blueprints(_platform: Platform) -> Sequence[Mountable]:
    from varde.web.manager import (
        attendance,
        benefits,
        compare,
        operation,
        overview,
        place,
        plan,
        plan_benefit,
        plan_beside,
        quality,
        report,
    )

    figures = (overview, benefits, place, compare, operation, attendance, quality, report)
    return [page.bp for page in (*figures, plan, plan_benefit, plan_beside)]


PART = Part(
    key="manager",
    templates=Path(__file__).parent / "templates",
    blueprints=blueprints,
    menu=(
        MenuEntry("overview", Text("Oversikt", "Oversikt", "Overview"), "manager", "overview.index", 2),
        MenuEntry("benefits", Text("Gevinster", "Gevinstar", "Benefits"), "manager", "benefits.index", 3),
        MenuEntry(
            "operation", Text("Programdrift", "Programdrift", "How programmes run"), "manager", "operation.index", 3
        ),
        MenuEntry("plan", Text("Gevinstplan", "Gevinstplan", "Benefits plan"), "plan_benefits", "plan.index", 4),
        MenuEntry(
            "quality",
            Text("Henvisninger i tall", "Tilvisingar i tal", "Referrals in figures"),
            "manager",
            "quality.index",
            5,
        ),
        MenuEntry("attendance", Text("Oppmøte", "Oppmøte", "Attendance"), "manager", "attendance.index", 6),
    ),
    commands=(
        Command(
            "report",
            "varde.web.manager.report_command:report_command",
            "Write the report of a programme at an organisation.",
        ),
    ),
)
