"""Every verb of the ways out, from every state, by every role: what is answered, written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from varde.enrolments.exits import end
from varde.enrolments.models import ENROLMENT_STATES, Enrolment
from varde.enrolments.service import pause
from varde.identity.models import Person
from varde.testing.by_hand import crossed
from varde.testing.house import House, all_samples, make_house, sqlite_url

from .conftest import send

# What the therapist who may is answered: 303 is done, 409 says that it cannot be done in this state, 422 what is wrong.
THERAPIST = """
    verb            | referred | screening | waiting | active | paused | completed | discontinued | stopped
    pause           | 409      | 409       | 409     | 303    | 409    | 409       | 409          | 409
    resume          | 409      | 409       | 409     | 409    | 303    | 409       | 409          | 409
    complete        | 409      | 409       | 409     | 303    | 303    | 409       | 409          | 409
    discontinue     | 409      | 409       | 409     | 303    | 303    | 409       | 409          | 409
    never start     | 303      | 303       | 303     | 409    | 409    | 409       | 409          | 409
    no more contact | 303      | 303       | 303     | 303    | 303    | 303       | 303          | 409
    undo            | 409      | 409       | 409     | 409    | 409    | 303       | 303          | 303
    reopen          | 409      | 409       | 409     | 409    | 409    | 303       | 303          | 409
    change track    | 409      | 409       | 303     | 303    | 409    | 409       | 409          | 409
    extend access   | 409      | 409       | 409     | 303    | 303    | 303       | 409          | 409
    move            | 409      | 409       | 409     | 303    | 303    | 409       | 409          | 409
    pass on         | 303      | 303       | 409     | 409    | 409    | 409       | 409          | 409
    leave           | 403      | 403       | 403     | 403    | 403    | 403       | 403          | 403
"""
# The patient herself may leave, and nothing else.
HERSELF_MAY_LEAVE = ("referred", "screening", "waiting", "active", "paused")
FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "pause": ("/pasient/{id}/avslutt", {"way": "pause", "go": "confirm"}),
    "resume": ("/pasient/{id}/gjenoppta", {}),
    "complete": ("/pasient/{id}/avslutt", {"way": "completed", "go": "confirm"}),
    "discontinue": ("/pasient/{id}/avslutt", {"way": "discontinued", "reason": "no_time", "go": "confirm"}),
    "never start": ("/pasient/{id}/avslutt", {"way": "never_started", "reason": "no_time", "go": "confirm"}),
    "no more contact": ("/pasient/{id}/avslutt", {"way": "no_more_contact", "stop": "refuses", "go": "confirm"}),
    "undo": ("/pasient/{id}/angre", {}),
    "reopen": ("/pasient/{id}/apne-igjen", {}),
    "change track": ("/pasient/{id}/spor", {"track": "south"}),
    "extend access": ("/pasient/{id}/tilgang", {"until": "2027-09-25", "access-why": "Trenger litt mer tid."}),
    "move": ("/pasient/{id}/flytt", {"history": "no"}),
    "pass on": ("/henvisning/{id}/videre", {"to": "klinikken/village", "note": "Passer bedre."}),
    "leave": ("/min-sti/{id}/slutt", {"reason": "no_time"}),
}
SENTENCES = {409: ("Dette går ikke nå", "Det kan ikke angres", "kan ikke åpnes igjen", "ikke være mer kontakt")}


def rows_of(text: str) -> dict[str, dict[str, int]]:
    return {way: {state: int(cell) for state, cell in row.items()} for way, row in crossed(text).items()}


def bring(house: House, therapist: Person, state: str) -> tuple[int, Person]:
    """Somebody new whose enrolment is in this state; ``stopped`` is completed, and there is no more contact."""
    patient = house.person("Ola", "Nes")
    if state in ("referred", "screening"):
        enrolment_id = house.referred(patient, "ridge")
        with house.work() as work:
            work.session.get_one(Enrolment, enrolment_id).state = state
        return enrolment_id, patient
    enrolment_id = house.enrolled(patient, therapist, "ridge", "north", started=state != "waiting")
    actor = house.actor(therapist, ("therapist", house.clinic))
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        if state == "paused":
            pause(work, actor, enrolment)
        elif state in ("completed", "stopped"):
            end(work, therapist.id, enrolment, "completed")
        elif state == "discontinued":
            end(work, therapist.id, enrolment, "withdrawn")
        if state == "stopped":
            end(work, therapist.id, enrolment, "refuses")
    return enrolment_id, patient


def answer(client: FlaskClient, verb: str, enrolment_id: int) -> tuple[int, str]:
    path, form = FORMS[verb]
    response = send(client, path.format(id=enrolment_id), form)
    return response.status_code, response.get_data(as_text=True)


@pytest.mark.parametrize("state", [*ENROLMENT_STATES, "stopped"])
def test_every_verb_by_every_role(tmp_path: Path, state: str) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    staff = {
        "therapist": maren,
        "colleague": house.person("Liv", "Dale", ("therapist", house.clinic)),
        "elsewhere": house.person("Per", "Vik", ("therapist", house.elsewhere)),
        "manager": house.person("Nina", "Falk", ("manager", house.clinic)),
    }
    browsers: Mapping[str, FlaskClient] = {
        **{role: house.browser(person, staff=True) for role, person in staff.items()},
        "another patient": house.browser(house.person("Eva", "Strand")),
    }
    expected = rows_of(THERAPIST)
    assert tuple(expected) == tuple(FORMS)
    enrolment_id, patient = bring(house, maren, state)
    before = house.enrolment(enrolment_id).state
    for verb in FORMS:
        for role in (*browsers, "herself"):
            client = house.browser(patient) if role == "herself" else browsers[role]
            status, page = answer(client, verb, enrolment_id)
            assert status == _status(expected[verb][state], verb, state, role), (verb, role)
            if status == 303:
                enrolment_id, patient = bring(house, maren, state)  # whoever was refused left her as she was
            assert house.enrolment(enrolment_id).state == before, (verb, role)
            if status in SENTENCES:
                assert any(sentence in page for sentence in SENTENCES[status]), (verb, role)


def _status(therapist: int, verb: str, state: str, role: str) -> int:
    """By hand: whoever assesses referrals may as long as nobody has taken it; others of the clinic may not; elsewhere there
    is no such record; a manager and a patient have no such page; a patient's own page is there for her alone."""
    if verb == "leave":
        if role == "herself":
            return 303 if state in HERSELF_MAY_LEAVE else 409
        return 404 if role == "another patient" else 403
    if role == "therapist" or (role == "colleague" and state in ("referred", "screening")):
        return therapist
    return 404 if role == "elsewhere" else 403
