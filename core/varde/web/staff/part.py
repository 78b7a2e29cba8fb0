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
    import varde.web.staff.appointment_rows
    import varde.web.staff.call_ins
    import varde.web.staff.caseload_list
    import varde.web.staff.group_by_hand
    import varde.web.staff.group_deeds
    import varde.web.staff.meeting_pages
    import varde.web.staff.video_host
    import varde.web.staff.week  # noqa: F401 - they add to the pages of alerts, groups and appointments
    from varde.web.staff import (
        absence,
        access_follow_up,
        alerts,
        appointments,
        asking,
        break_glass,
        break_glass_review,
        by_phone,
        caseload,
        choices,
        consents,
        correcting,
        door,
        erasures,
        exercises,
        groups,
        handover,
        homework,
        instruments,
        kin,
        leaving,
        measurements,
        moving,
        opinions,
        paths,
        personal,
        queue,
        read_texts,
        referrals,
        retention,
        ring_list,
        ringing,
        safety,
        scores,
        several,
        talks,
        team,
        templates_kept,
        time_spent,
    )

    return [
        absence.bp,
        access_follow_up.bp,
        handover.bp,
        homework.bp,
        queue.bp,
        alerts.bp,
        appointments.bp,
        asking.bp,
        break_glass.bp,
        break_glass_review.bp,
        by_phone.bp,
        caseload.bp,
        talks.bp,
        templates_kept.bp,
        opinions.bp,
        choices.bp,
        consents.bp,
        correcting.bp,
        door.bp,
        erasures.bp,
        exercises.bp,
        groups.bp,
        instruments.bp,
        kin.bp,
        leaving.bp,
        measurements.bp,
        moving.bp,
        paths.bp,
        personal.bp,
        read_texts.bp,
        referrals.bp,
        retention.bp,
        ring_list.bp,
        ringing.bp,
        safety.bp,
        scores.bp,
        several.bp,
        team.bp,
        time_spent.bp,
    ]


PART = Part(
    key="staff",
    templates=Path(__file__).parent / "templates",
    blueprints=blueprints,
    menu=(
        MenuEntry("caseload", Text("Arbeidsliste", "Arbeidsliste", "Caseload"), "treat", "caseload.index", 1),
        MenuEntry("timebook", Text("Timebok", "Timebok", "Calendar"), "treat", "timebook.week", 2),
        MenuEntry("groups", Text("Grupper", "Grupper", "Groups"), "treat", "groups.index", 3),
        MenuEntry("queue", Text("Kø", "Kø", "Queue"), "queue", "queue.index", 4),
        MenuEntry("ring_list", Text("Ringeliste", "Ringjeliste", "To ring"), "treat", "ring_list.index", 5),
        MenuEntry(
            "break_glass", Text("Nødrett", "Naudrett", "Break-glass"), "review_access", "break_glass_review.index", 7
        ),
        MenuEntry(
            "access_follow_up",
            Text("Innsynslogg", "Innsynslogg", "Access log"),
            "review_access",
            "access_follow_up.index",
            8,
        ),
        MenuEntry("retention", Text("Oppbevaring", "Oppbevaring", "Retention"), "set_up", "retention.index", 10),
        MenuEntry("erasures", Text("Sletting", "Sletting", "Erasure"), "erase", "erasures.index", 9),
        MenuEntry("absence", Text("Fravær", "Fråvær", "Absence"), "absence", "absence.index", 6),
    ),
)
