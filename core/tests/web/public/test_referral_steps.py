"""A referral in three steps, without scripts: on, back and away, each step kept as a draft, for a person and for a clinician."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from varde.alerts.models import RaisedAlert, RiskNote
from varde.drafts.models import Draft
from varde.enrolments.models import Referral
from varde.identity.models import Person
from varde.programmes.values import Programme
from varde.referrals.models import PostedReferral
from varde.testing.house import House
from varde.web.shell.form_filling import FormOnPage, forms_in, stands_in
from varde.web.shell.referral_form import questions_of
from varde.web.shell.referral_steps import shown_after, step_of, steps_of, wanted_step

from ..forms_of_clinic import NIN
from .conftest import filled_in

FORMS = {"own": "/o/klinikken/lake/pamelding", "clinician": "/henvis/klinikken/lake"}
# By hand: which controls stand on which step.
STEPS = {
    "own": (("born", "fact_cannot_swim"), ("fact_alarm", "hope"), ("reach", "mobile", "email")),
    "clinician": (
        ("nin", "given_name", "family_name", "born"),
        ("fact_cannot_swim", "fact_alarm", "hope"),
        ("reach", "mobile", "email"),
    ),
}


@dataclass
class Writer:
    """Somebody with the form in front of her: what she sends is what stands in it, and what she changes."""

    client: FlaskClient
    address: str
    page: str = ""

    def look(self) -> None:
        self.page = self.client.get(self.address).get_data(as_text=True)

    @property
    def form(self) -> FormOnPage:
        return next(form for form in forms_in(self.page) if form.attributes.get("data-draft"))

    @property
    def stands(self) -> dict[str, list[str]]:
        return stands_in(self.page, self.form)

    def send(self, typed: dict[str, Any] | None = None, to: int | None = None) -> TestResponse:
        of_page = {
            control.name: control.attributes.get("value") or ""
            for control in self.form.controls
            if control.name and control.kind == "hidden"
        }
        values = {**of_page, **self.stands, **(typed or {}), **({"til": str(to)} if to else {})}
        answer = self.client.post(self.address, data=MultiDict(values))
        if answer.status_code != 303:
            self.page = answer.get_data(as_text=True)
        return answer

    @property
    def step(self) -> int:
        return 1 + [f'aria-current="step"><span>{n}.' in self.page for n in (1, 2, 3)].index(True)


@pytest.fixture(params=FORMS)
def kind(request: pytest.FixtureRequest) -> str:
    assert isinstance(request.param, str)
    return request.param


@pytest.fixture
def answers(house: House, kind: str) -> dict[str, Any]:
    written = filled_in(house, "lake", clinician=kind == "clinician", hope="Gå lenger ut.")
    if kind == "own":
        return written
    return written | {"nin": NIN, "given_name": "Ny", "family_name": "Person"}


@pytest.fixture
def writer(house: House, tone: Person, kind: str) -> Writer:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    client = house.browser(tone) if kind == "own" else house.browser(maren, staff=True)
    begun = Writer(client, FORMS[kind])
    begun.look()
    return begun


def on_step(answers: dict[str, Any], house: House, kind: str, step: int) -> dict[str, Any]:
    questions = questions_of(house.platform.catalogue.one(Programme, "lake"), clinician=kind == "clinician")
    return {
        name: value
        for name, value in answers.items()
        if step_of(name, questions, clinician=kind == "clinician") == step
    }


def hidden(page: str) -> list[bool]:
    """Whether each section of the form is hidden."""
    return ["hidden" in part.split(">")[0] for part in page.split('<section class="card" aria-labelledby="h-')[1:]]


def drafts(house: House) -> int:
    with house.work() as work:
        return len(list(work.session.scalars(select(Draft))))


def test_every_control_is_on_its_step(house: House, kind: str, writer: Writer) -> None:
    questions = questions_of(house.platform.catalogue.one(Programme, "lake"), clinician=kind == "clinician")
    for number, controls in enumerate(STEPS[kind], 1):
        for control in controls:
            assert step_of(control, questions, clinician=kind == "clinician") == number, control
            assert f'name="{control}"' in writer.page
    split = steps_of(questions, 2, clinician=kind == "clinician")
    assert {*split.first, *split.second} == set(questions), "each question stands on one of them"
    assert len(split.first) + len(split.second) == len(questions)
    assert step_of("nonsense", questions, clinician=False) == 3


@pytest.mark.parametrize(
    ("faults", "wanted", "shown"),
    [
        ([], 2, 2),
        ([], None, 3),
        ([1], 2, 1),
        ([2, 3], 2, 2),
        ([3], 2, 2),
        ([2, 3], 3, 2),
        ([3], 3, 3),
        ([3, 1], None, 1),
        ([3], None, 3),
    ],
)
def test_the_step_that_is_shown(faults: Iterable[int], wanted: int | None, shown: int) -> None:
    assert shown_after(faults, wanted) == shown


@pytest.mark.parametrize(("sent", "wanted"), [("2", 2), ("4", None), ("", None), ("x", None), ("²", None)])
def test_where_a_button_leads(sent: str, wanted: int | None) -> None:
    assert wanted_step({"til": [sent]}) == wanted
    assert wanted_step({}) is None


def test_through_all_three_and_sent(house: House, kind: str, writer: Writer, answers: dict[str, Any]) -> None:
    assert writer.step == 1
    assert hidden(writer.page)[0] is False
    assert all(hidden(writer.page)[1:])
    for step in (1, 2):
        assert writer.send(on_step(answers, house, kind, step), to=step + 1).status_code == 200
        assert writer.step == step + 1
        assert drafts(house) == 1
        assert "Utkast lagret" in writer.page
    assert writer.send(on_step(answers, house, kind, 3)).status_code == 303
    assert drafts(house) == 0
    with house.work() as work:
        assert len(list(work.session.scalars(select(Referral if kind == "own" else PostedReferral)))) == 1


def test_what_is_wrong_is_said_on_its_step_once(
    house: House, kind: str, writer: Writer, answers: dict[str, Any]
) -> None:
    first = on_step(answers, house, kind, 1) | {"born": "2030-01-01"}
    assert writer.send(first, to=2).status_code == 422
    assert writer.step == 1
    assert writer.page.count('href="#born"') == 1
    assert writer.page.count('class="error"') == 1, "what she has not come to is not wrong yet"
    assert writer.stands["born"] == ["2030-01-01"]
    assert writer.send({"born": "1992-03-03"}, to=2).status_code == 200
    assert writer.send({"fact_alarm": []}, to=3).status_code == 422
    assert writer.step == 2
    assert 'href="#fact_alarm"' in writer.page


def test_sent_whole_it_stops_at_the_first_step_with_something_wrong(writer: Writer, answers: dict[str, Any]) -> None:
    assert writer.send(answers | {"born": "", "mobile": "1"}).status_code == 422
    assert writer.step == 1
    assert 'href="#born"' in writer.page
    assert 'href="#mobile"' not in writer.page, "a hidden field is nowhere to go"
    assert writer.send({"born": "1992-03-03"}).status_code == 422
    assert writer.step == 3
    assert 'href="#mobile"' in writer.page


def test_back_asks_nothing_and_loses_nothing(house: House, kind: str, writer: Writer, answers: dict[str, Any]) -> None:
    for step in (1, 2):
        writer.send(on_step(answers, house, kind, step), to=step + 1)
    assert writer.send({"mobile": "not yet"}, to=1).status_code == 200
    assert writer.step == 1
    assert writer.page.count('class="error"') == 0
    for name, value in (answers | {"mobile": "not yet"}).items():
        assert writer.stands.get(name, []) == ([value] if isinstance(value, str) else value), name


def test_another_day_it_goes_on_where_something_is_missing(
    house: House, kind: str, writer: Writer, answers: dict[str, Any]
) -> None:
    writer.send(on_step(answers, house, kind, 1), to=2)
    house.clock.move(minutes=20)
    writer.look()
    assert writer.step == 2
    for name, value in on_step(answers, house, kind, 1).items():
        assert writer.stands[name] == ([value] if isinstance(value, str) else value), name
    writer.send(on_step(answers, house, kind, 2), to=3)
    writer.look()
    assert writer.step == 3
    assert writer.stands["hope"] == ["Gå lenger ut."]


def test_danger_on_a_step_waits_for_no_other(house: House, tone: Person) -> None:
    """She says it and goes on; whatever she does then, the clinic knows, and is told once."""
    writer = Writer(house.browser(tone), "/o/klinikken/ridge/pamelding")
    writer.look()
    answers = filled_in(house, "ridge", fact_phq9_item9="3")
    writer.send(on_first_of(house, answers), to=2)
    assert alerts(house) == []
    assert writer.send(answers, to=3).status_code == 200
    assert writer.step == 3
    assert 'href="tel:116123"' in writer.page
    assert "klinikken har fått beskjed" in writer.page
    assert "Resten av det du sendte" not in writer.page, "the draft is kept"
    (alert,) = alerts(house)
    writer.send(to=2)
    writer.send(to=3)
    assert alerts(house) == [alert], "not told twice"
    assert writer.send().status_code == 303
    assert alerts(house) == [alert], "it follows to the referral"
    with house.work() as work:
        (note,) = work.session.scalars(select(RiskNote))
        assert (note.refused, note.source) == ("begun", "referral")


def on_first_of(house: House, answers: dict[str, Any]) -> dict[str, Any]:
    questions = questions_of(house.platform.catalogue.one(Programme, "ridge"), clinician=False)
    return {name: value for name, value in answers.items() if step_of(name, questions, clinician=False) == 1}


def alerts(house: House) -> list[int]:
    with house.work() as work:
        return list(work.session.scalars(select(RaisedAlert.id).order_by(RaisedAlert.id)))
