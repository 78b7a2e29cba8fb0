"""What tests of questionnaires do again and again."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from varde.assessments.models import Response
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.programmes.values import Programme
from varde.testing.house import House, all_samples

from .conftest import Patient, words


def first(patient: Patient) -> int:
    return patient.agenda()[0].id


def responses(patient: Patient) -> dict[str, Response]:
    with patient.house.work() as work:
        query = select(Response).where(Response.enrolment_id == patient.enrolment_id)
        return {row.instrument: row for row in work.session.scalars(query)}


def everything(key: str) -> dict[str, str]:
    """A form with an answer to every item of an instrument."""
    form = {}
    for item in items_of(all_samples().one(Instrument, key)):
        form[item.key] = "1" if item.kind == "boolean" else str(item.choices[0][0] if item.choices else int(item.low))
    return form


def asking(house: House, *instruments: str, **more: object) -> None:
    """From now on the village asks these at the start."""
    programme = house.platform.catalogue.one(Programme, "village")
    start = replace(programme.occasions[0], instruments=instruments, for_track=(), conditions=(), **more)  # type: ignore[arg-type]
    changed = replace(programme, occasions=(start, *programme.occasions[1:]))
    house.platform.catalogue = house.platform.catalogue.with_values(Programme, [changed])


def arrive(patient: Patient, address: str) -> str:
    """What is read at an address, after the step to the page where the patient goes on."""
    answer = patient.browser.get(address, follow_redirects=True)
    assert answer.status_code == 200
    return words(answer.get_data(as_text=True))
