"""The forms of groups, as they are filled in by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from varde.enrolments.models import Enrolment, Offering
from varde.groups.members import join
from varde.groups.models import GroupSession
from varde.groups.service import GroupPlan, make_group
from varde.kernel.words import Text
from varde.testing.house import House

Filled = tuple[str, str, str, Mapping[str, Any], str]
PAGE, COMING = "/grupper/{group}", "/grupper/{group}?gang={coming}"


def filled_in_with_groups(words: str) -> dict[str, Filled]:
    """Who, on which page, sent to where, what is typed, and what of it is looked for."""
    row = {"day": "2026-10-01", "clock": "10.00", "minutes": "90", "number": "2", "theme": words}
    sheet = {"came-{sample}": "excused", "why-{sample}": words}
    move = {"to_day": "2026-09-29", "to_clock": "14.00"}
    return {
        "groups.make": (
            "maren",
            "/grupper/ny",
            "/grupper/ny",
            {"kind": "{offering}/walk", "name": words, **row},
            words,
        ),
        "groups.attend": ("maren", PAGE, PAGE + "/oppmote/{been}", sheet, words),
        "groups.plan": ("maren", PAGE, PAGE + "/gang", row, words),
        "groups.move": ("maren", COMING, PAGE + "/gang/{coming}/flytt", move, "2026-09-29"),
        "groups.cancel": ("maren", COMING, PAGE + "/gang/{coming}/avlys", {"cancelled_because": words}, words),
        "groups.change": ("maren", PAGE, PAGE + "/endre", {"name": words}, words),
        "groups.tell": ("maren", PAGE, PAGE + "/melding", {"body": words}, words),
        "groups.note": ("maren", PAGE, PAGE + "/notat", {"about": "{sample}", "inner_note": words}, words),
        "groups.excuse": (
            "maren",
            "/grupper/{talk}",
            "/grupper/{talk}/fritak",
            {"excused": "{sample}", "excused_because": words},
            words,
        ),
        "own_groups.sign_off": (
            "tone",
            "/grupper-mine/{sample}",
            "/grupper-mine/{sample}/{group}/{coming}/avbud",
            {"why": words},
            words,
        ),
    }


def wrong_in_groups(too_long: str) -> dict[str, tuple[Mapping[str, Any], str]]:
    """What is wrong in each, and the control that says so."""
    return {
        "groups.make": ({"day": "2020-01-01"}, "day"),
        "groups.attend": ({"guests": "999"}, "guests"),
        "groups.plan": ({"day": "2020-01-01"}, "day"),
        "groups.move": ({"to_day": "2020-01-01"}, "to_day"),
        "groups.cancel": ({"cancelled_because": too_long}, "cancelled_because"),
        "groups.change": ({"seats": "1"}, "seats"),
        "groups.tell": ({"body": too_long}, "body"),
        "groups.note": ({"inner_note": too_long}, "inner_note"),
        "groups.excuse": ({"excused_because": "x"}, "excused_because"),
        "own_groups.sign_off": ({"why": too_long}, "why-{coming}"),
    }


def numbers_of_groups(house: House, leader_id: int, enrolment_id: int) -> dict[str, int]:
    """A group of the sample trail with somebody in it, a session that has been and one to come; and their numbers."""
    with house.work() as work:
        of_sample = Offering.organisation_id == house.clinic.id, Offering.programme == "sample"
        offering = work.session.scalars(select(Offering).where(*of_sample)).one()
        plan = GroupPlan(Text("Gå", "Gå", "Walk"), 4, (leader_id,), drop_in=True)
        group = make_group(work, offering, "walk", plan, leader_id)
        talk = make_group(work, offering, "talk", plan, leader_id)
        join(work, work.session.get_one(Enrolment, enrolment_id), group, leader_id)
        times = {"been": -timedelta(hours=1), "coming": timedelta(days=4)}
        rows = {
            name: work.add(GroupSession(group_id=group.id, starts_at=work.now + away, minutes=60))
            for name, away in times.items()
        }
        work.session.flush()
        return {"group": group.id, "talk": talk.id, "offering": offering.id} | {
            name: row.id for name, row in rows.items()
        }
