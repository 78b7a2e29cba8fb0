"""Those of the clinic in ``forms_of_clinic`` who are asked for more before a referral is answered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.plugin.fitting import fitting_facts
from varde.referrals.asking import ask_more
from varde.referrals.service import refer

if TYPE_CHECKING:
    from .forms_of_clinic import Clinic


def patient_asked(clinic: Clinic) -> None:
    """Ola is asked for more about his referral."""
    with clinic.house.work() as work:
        actor = clinic.house.actor(clinic.maren, ("therapist", clinic.house.clinic))
        waiting = work.session.get_one(Enrolment, clinic.referral)
        ask_more(work, actor, waiting, "patient", ["has_map"], work.today + timedelta(days=3), "Hva mer?")


def gp_asked(clinic: Clinic) -> int:
    """The GP has referred somebody, and is asked for more. Returns the number of the question."""
    house = clinic.house
    with house.work() as work:
        lake = house.programme("lake")
        facts, patient = fitting_facts(lake), work.session.get_one(Person, house.person("Jo", "Moe").id)
        waiting, _ = refer(work, patient, house.clinic, lake, facts, source="clinician", referred_by_id=clinic.gp.id)
        actor = house.actor(clinic.maren, ("therapist", house.clinic))
        day = work.today + timedelta(days=3)
        return ask_more(work, actor, waiting, "referrer", ["has_map"], day, "Hva mer?").id


def gp_asked_once(clinic: Clinic) -> None:
    clinic.numbers["asked"] = gp_asked(clinic)
