"""Whoever a patient keeps out sees nothing of her: every address of the clinic that the running application has, asked for by the
therapist who had her until then, of one who is referred, one who is under way and one who is through. Expectations by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.notes.service import write_note
from varde.privacy.models import Block
from varde.testing.house import House, token

ROLES = ("therapist", "head", "privacy_officer")
NAMES = {"referred": "Berit Foss", "under way": "Tone Hval", "through": "Siv Rud"}
SECRET = "Snakket om gjelden i går."
CLINIC = {
    "absence", "break_glass", "correct", "hand_over", "kin", "queue", "refer", "review_access", "staff", "take_over", "treat"
}  # fmt: skip
LISTS = ("/arbeidsliste", "/avsluttede", "/fravaer", "/grupper", "/koen", "/noedrett", "/overforing", "/ringeliste", "/tilganger",
         "/tilganger/fulgt-opp", "/timebok")  # fmt: skip
NAMED_BEFORE = {
    # where she is named to her therapist while she keeps nobody out
    "referred": {"/henvisning/{id}", "/pasient/{id}"},
    "under way": {"/pasient/{id}", "/pasient/{id}/team", "/pasient/{id}/timer", "/pasient/{id}/varsler"},
    "through": {"/avsluttede", "/pasient/{id}"},
}

CLOSED = (403, 404)
NAMES_HER = "/overforing"
"""Whoever leads the clinic gives her somebody else, by name and nothing more, also while she keeps her head out."""
OPEN: dict[str, tuple[int, ...]] = {
    "/pasient/{id}/nodrett": (200, 422),  # what she may still ask for: not a word of the patient
    "/pasient/{id}/nodrett/apne": (409,),
    "/pasient/{id}/nodrett/lukk": (404,),
}


def addresses(house: House, number: int) -> Iterator[tuple[str, str]]:
    """Each method and address of the clinic, with this enrolment where one is asked for and 1 for the rest."""
    for rule in house.app.url_map.iter_rules():
        if getattr(house.app.view_functions[rule.endpoint], "audience", None) in CLINIC:
            for method in sorted({"GET", "POST"} & (rule.methods or set())):
                yield method, address_of(rule, number)


def address_of(rule: Rule, number: int) -> str:
    own = re.sub(r"<int:enrolment_id>", str(number), rule.rule)
    return re.sub(r"<[^>]+>", "1", own)


@pytest.fixture
def clinic(house: House) -> tuple[House, Person, dict[str, int]]:
    maren = house.person("Maren", "Aas", *((role, house.clinic) for role in ROLES))
    numbers = {}
    for state, name in NAMES.items():
        given_name, family_name = name.split()
        person = house.person(given_name, family_name)
        numbers[state] = house.enrolled(person, maren, "ridge", "north", started=state != "referred")
        with house.work() as work:
            enrolment = work.session.get_one(Enrolment, numbers[state])
            write_note(work, house.actor(maren, ("therapist", house.clinic)), enrolment, SECRET, state)
            if state == "through":
                end(work, maren.id, enrolment, "completed")
    return house, maren, numbers


def test_nothing_of_her_is_seen_anywhere(clinic: tuple[House, Person, dict[str, int]]) -> None:
    house, maren, numbers = clinic
    window = house.browser(maren, staff=True)
    for state, paths in NAMED_BEFORE.items():
        for path in paths:
            page = window.get(path.format(id=numbers[state])).get_data(as_text=True)
            assert NAMES[state] in page, (state, path)
    with house.work() as work:
        for number in numbers.values():
            patient = work.session.get_one(Enrolment, number).person_id
            work.add(Block(patient_id=patient, blocked_id=maren.id, created_at=work.now))
    form = {"csrf_token": token(window), "reason": "Hun ringte og ba om det.", "enrolment": list(numbers.values())}
    asked = set()
    for state, number in numbers.items():
        for method, address in addresses(house, number):
            mine = f"/{number}/" in f"{address}/" and address.startswith(("/pasient/", "/henvisning/", "/meldinger/"))
            # What is written goes through the same gates in every state: it is tried of one who is under way.
            if (mine and method == "POST" and state != "under way") or (not mine and state != "referred"):
                continue
            answer = window.open(address, method=method, data=form if method == "POST" else None)
            page = answer.get_data(as_text=True)
            asked.add((method, address))
            for words in (SECRET,) if address == NAMES_HER else (*NAMES.values(), SECRET):
                assert words not in page, (state, method, address)
            if mine:
                assert answer.status_code in OPEN.get(address.replace(f"/{number}", "/{id}", 1), CLOSED), (
                    state,
                    method,
                    address,
                    answer.status_code,
                )
    assert {("GET", address) for address in LISTS} <= asked
    assert len(asked) > 200
