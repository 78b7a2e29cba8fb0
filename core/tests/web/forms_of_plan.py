"""The forms of a benefits plan, as the manager of a clinic fills them in by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from varde.benefits.plan.rules import BenefitFacts
from varde.benefits.plan.service import begun_plan, keep_benefit

if TYPE_CHECKING:
    from .forms_of_clinic import Clinic
    from .forms_of_groups import Filled

PLAN = "/gevinstplan/klinikken/lake"
FIRST = PLAN + "/{benefit}"
BENEFIT = {"reads": "hand", "indicator": "Dager", "owner_name": "Leder", "interval": "3"}
CODES = {"receiver": "patient", "category": "quality"}


def filled_in_by_a_manager(words: str) -> dict[str, Filled]:
    """By endpoint: the manager, the page, where the form is sent, what is typed, and what of it must be seen again."""
    return {
        "planned.add": ("nina", PLAN + "/ny", PLAN + "/ny", {**BENEFIT, **CODES, "title": words}, words),
        "planned.save": ("nina", FIRST + "/endre", FIRST + "/endre", {**BENEFIT, "title": words}, words),
        "planned.value": (
            "nina",
            FIRST,
            FIRST + "/verdi",
            {"day": "2026-09-01", "value": "26", "source": words},
            words,
        ),
        "planned.status": ("nina", FIRST, FIRST + "/status", {"status": "measuring", "note": words}, words),
        "plan_beside.goal": ("nina", PLAN, PLAN + "/mal", {"plan_goal": words}, words),
        "plan_beside.voice": (
            "nina",
            PLAN,
            PLAN + "/ord",
            {"voice_kind": "quote", "voice": words, "by": "Pasient", "consented_on": "2026-09-01"},
            words,
        ),
        "plan_beside.assume": (
            "nina",
            PLAN,
            PLAN + "/anslag",
            {"low": "1", "base": "2", "high": "3", "assumption_owner": "Leder", "assumption_source": words},
            words,
        ),
        "plan_beside.draw": ("nina", PLAN + "/veier", PLAN + "/veier", {"with-title-1": words}, words),
        "planned.point": ("nina", FIRST, FIRST + "/punkt", {"kind": "risk", "words": words}, words),
    }


def with_a_plan(clinic: Clinic) -> None:
    """A benefit whose values are written by hand."""
    facts = BenefitFacts(title="Kortere ventetid", indicator="Dager", unit="dager", owner_name="Leder")
    assert clinic.nina is not None
    with clinic.house.work() as work:
        actor = clinic.house.actor(clinic.nina, ("manager", clinic.house.clinic))
        plan = begun_plan(work, clinic.house.clinic.id, "lake")
        clinic.numbers["benefit"] = keep_benefit(work, actor, plan, None, facts, fewest=5).id


def wrong_in_a_plan() -> dict[str, tuple[dict[str, str], str]]:
    """What is wrong in each of them, and the control that says so."""
    return {
        "planned.add": ({"interval": "nowhere"}, "interval"),
        "planned.save": ({"baseline": "mange"}, "baseline"),
        "planned.value": ({"value": "mange"}, "value"),
        "planned.status": ({"status": "nowhere"}, "status"),
        "plan_beside.goal": ({"review_on": "snart"}, "review_on"),
        "plan_beside.voice": ({"consented_on": ""}, "consented_on"),
        "plan_beside.assume": ({"low": "4"}, "base"),
        "plan_beside.draw": ({"with-where-1": "nowhere"}, "with-where-1"),
        "planned.point": ({"due_on": "2020-01-01", "kind": "nowhere"}, "kind"),
    }
