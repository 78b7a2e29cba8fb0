"""Somebody of the clinic keeps a log on the sample trail, for the forms of its entries."""

from __future__ import annotations

from varde.enrolments.models import Enrolment
from varde.modules.dated import EntryTime, share_entries, write_entry
from varde.modules.progress import path_of
from varde.programmes.values import Exercise

from .forms_of_clinic import Clinic


def logging(clinic: Clinic) -> None:
    """Tone keeps a log on the sample trail, and shares what she wrote."""
    clinic.numbers["sample"] = clinic.house.enrolled(clinic.tone, clinic.maren, "sample")
    with clinic.house.work() as work:
        enrolment = work.session.get_one(Enrolment, clinic.numbers["sample"])
        module = path_of(work, enrolment, "nb").view("first-steps").module
        (log,) = (step for step in module.steps if isinstance(step, Exercise) and step.dated)
        entry = write_entry(work, enrolment, module, log, {"steep": 3}, EntryTime(work.today), "log")
        share_entries(work, enrolment, module, [entry])
        clinic.numbers["log"] = entry.id
