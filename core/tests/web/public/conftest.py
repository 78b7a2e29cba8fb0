"""A Varde with one clinic, and the forms of its programmes filled in as a fitting person would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from varde.identity.models import Person
from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Programme
from varde.testing.house import House, all_samples, make_house, sqlite_url, token
from varde.web.shell.referral_form import questions_of


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def tone(house: House) -> Person:
    """Somebody who has not signed up yet."""
    return house.person("Tone", "Berg", birth_date=None)


def filled_in(house: House, programme: str, *, clinician: bool = False, **changes: Any) -> dict[str, Any]:
    """A form with fitting answers. ``changes`` replace controls by name; None leaves one out."""
    declared = house.platform.catalogue.one(Programme, programme)
    facts = fitting_facts(declared)
    form: dict[str, Any] = {"born": "1992-03-03", "mobile": "912 34 567", "hope": ""}
    for question in questions_of(declared, clinician=clinician):
        value = facts[question.fact.key]
        if question.kind == "ticks":
            form[question.name] = ["none"]
        elif isinstance(value, bool):
            form[question.name] = "yes" if value else "no"
        else:
            form[question.name] = "" if value is None else str(value)
    return {key: value for key, value in (form | changes).items() if value is not None}


def send(client: FlaskClient, path: str, form: dict[str, Any]) -> Any:
    """POST with the forgery token."""
    return client.post(path, data=form | {"csrf_token": token(client)})
