"""Whoever is a manager and nothing else meets no patient on any address there is."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import product

from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.testing.house import House

from .conftest import Counted

GIVEN, FAMILY = "Zefanja", "Kvistdahl"
KEYS = {"organisation": ("fjordvest", "klinikken"), "programme": ("lake", "ridge"), "place": ("klinikken",)}
STATED = {"filename": "x", "language": "nb", "kind": "x", "token": "x", "name": "x", "measure": "lake.weather"}


def test_no_address_tells_a_manager_of_a_patient(house: House, counted: Counted) -> None:
    """Every address that can be read, at the places and programmes of the manager, and with the numbers of the patient in it."""
    counted.count(counted.patients(60))
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    patient = house.person(GIVEN, FAMILY)
    for programme, track in (("lake", None), ("ridge", "north")):
        house.enrolled(patient, maren, programme, track)
    house.platform.drain()
    with house.work() as work:
        numbers = {patient.id, *work.session.scalars(select(Enrolment.id).where(Enrolment.person_id == patient.id))}
        assert work.session.get_one(Person, patient.id).family_name == FAMILY
    browser, answered, naming = counted.browser(), 0, list[str]()
    for path in addresses(house, {str(number) for number in numbers}):
        answer = browser.get(path)
        assert answer.status_code < 500, path
        if answer.status_code == 200:
            answered += 1
            said = text_of(answer.data)
            naming += [path] if GIVEN in said or FAMILY in said else []
    assert naming == []
    assert answered > 25, "of benefits, plans, reports and how programmes run"


def addresses(house: House, numbers: set[str]) -> list[str]:
    """But for the telephone of the demo, which is everybody's."""
    paths = []
    for rule in house.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.endswith("static") or rule.rule.startswith("/demo/"):
            continue
        names = re.findall(r"<(?:[a-z]+:)?(\w+)>", rule.rule)
        values = [KEYS.get(name, (STATED[name],) if name in STATED else tuple(sorted(numbers))) for name in names]
        for chosen in product(*values):
            path = rule.rule
            for name, value in zip(names, chosen, strict=True):
                path = re.sub(rf"<(?:[a-z]+:)?{name}>", value, path)
            paths.append(path)
    return sorted(set(paths))


def text_of(data: bytes) -> str:
    """What is read, also of a file that is packed."""
    if data[:2] == b"PK":
        packed = zipfile.ZipFile(io.BytesIO(data))
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return data.decode("utf-8", "replace")
