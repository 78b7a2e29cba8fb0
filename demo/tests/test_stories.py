"""The people of the demo, seen whole: whoever is worse has a plan, what is shared is read, and two pages say one thing."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.plans import plans_of, worse_by
from varde.app import create_app
from varde.assessments.service import responses_of
from varde.caseload.models import CaseloadRow
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.sessions import start_session
from varde.kernel.work import Platform
from varde.modules.entries import awaits_feedback, feedback_on
from varde.modules.models import Entry
from varde.testing.statements import statements
from varde_demo.organisations import CRISIS

from .platforms import UNTIL, lived_in

pytestmark = pytest.mark.slow
LIST = "/arbeidsliste"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    """Everybody, with what is installed. Only read."""
    return lived_in(tmp_path_factory.mktemp("stories"))


def test_whoever_is_worse_by_the_front_page_has_a_plan(filled: Platform) -> None:
    """Kaja is worse by her latest answer; what is done about it was written after that, and holds."""
    with filled.work() as work:
        enrolment = work.session.scalars(
            select(Enrolment).join(Person, Person.id == Enrolment.person_id).where(Person.given_name == "Kaja")
        ).one()
        (worse, *_more) = worse_by(work, responses_of(work, enrolment.id))
        (plan,) = plans_of(work, enrolment.id, [worse])
        row = work.session.get_one(CaseloadRow, enrolment.id)
        alerts = work.session.scalars(
            select(RaisedAlert).where(RaisedAlert.enrolment_id == enrolment.id, RaisedAlert.state != "closed")
        ).all()
    assert plan.holds
    assert plan.words.startswith("Ringer Kaja.")
    assert worse.at < plan.written_at < UNTIL
    assert (row.plan_until, row.worse_since) == (plan.until, None)
    assert not [alert.alert for alert in alerts if alert.crisis]


def test_what_is_shared_is_read_within_two_weeks(filled: Platform) -> None:
    with filled.work() as work:
        sheets = work.session.scalars(select(Entry).where(Entry.shared_at.is_not(None))).all()
        waits = [UNTIL - sheet.shared_at for sheet in sheets if awaits_feedback(sheet) and sheet.shared_at]
        answered = [sheet for sheet in sheets if feedback_on(sheet)]
    assert len(answered) > 10
    assert max(waits, default=timedelta()) < timedelta(days=15)


def browser(platform: Platform, app: Flask, person_id: int, *, staff: bool) -> FlaskClient:
    """Signed in as this person."""
    with platform.work() as work:
        about: dict[str, Any] = {
            "issuer": "https://issuer.test",
            "issuer_key": "helseid" if staff else "idporten",
            "id_token": "x",
        }
        signed: dict[str, Any] = {"subject": f"s{person_id}", "sid": f"sid{person_id}", "acr": "idporten-loa-high"}
        key = start_session(work, work.session.get_one(Person, person_id), **about, **signed)
    client = app.test_client()
    client.set_cookie("varde", key, domain="localhost")
    return client


def said_at(client: FlaskClient, *addresses: str) -> dict[str, str]:
    """What these pages say of one person; of a list, only what its rows do."""
    said: dict[str, str] = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = answer.get_data(as_text=True)
        said |= statements(page.split("<tbody", 1)[-1] if address.startswith(LIST) else page)
    return said


def test_the_patients_page_and_the_therapists_say_the_same_of_everybody(filled: Platform) -> None:
    app, compared, differs = create_app(filled), Counter[str](), []
    with filled.work() as work:
        query = select(Enrolment, Person.given_name, Person.family_name).join(Person, Person.id == Enrolment.person_id)
        people = work.session.execute(query.where(Enrolment.therapist_id.is_not(None))).all()
    for enrolment, *name in people:
        patient = browser(filled, app, enrolment.person_id, staff=False)
        assert enrolment.therapist_id is not None
        therapist = browser(filled, app, enrolment.therapist_id, staff=True)
        own = said_at(patient, f"/min-sti/{enrolment.id}", f"/meldinger/{enrolment.id}")
        record = f"/pasient/{enrolment.id}"
        for address in (record, f"{record}/skjemaer", f"{LIST}?sok={' '.join(name)}"):
            said = said_at(therapist, address)
            shared = own.keys() & said.keys()
            compared.update(key.partition(":")[0] for key in shared)
            differs += [(name, address, key, own[key], said[key]) for key in shared if own[key] != said[key]]
    assert differs == []
    assert {"start", "change", "way", "week", "reply"} <= compared.keys()


def test_the_words_to_somebody_in_danger_repeat_none_of_the_numbers_above_them() -> None:
    assert set(CRISIS) == {"nb", "nn", "en"}
    assert not [said for said in CRISIS.values() if re.search(r"\d", said)]
