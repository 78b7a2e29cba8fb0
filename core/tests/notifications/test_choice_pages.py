"""The pages on which somebody says yes or no to being told, and where she sees what was sent."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from varde.identity.models import Person
from varde.notifications.choices import choose
from varde.notifications.models import TOPICS, ContactChoice
from varde.notifications.sending import dispatch
from varde.testing.gateway import StubGateway
from varde.testing.house import token

from .conftest import Post

OWN = "/mine-opplysninger/beskjeder"


def send(client: FlaskClient, path: str, **form: str) -> int:
    return client.post(path, data={"csrf_token": token(client), **form}).status_code


def test_she_chooses_on_her_page(post: Post) -> None:
    browser = post.house.browser(post.patient)
    page = browser.get(OWN).text
    assert page.count("checked") == len(TOPICS)
    assert send(browser, OWN, email="1", module="1") == 303
    page = browser.get(OWN).text
    assert page.count("checked") == 2
    assert "Nei til SMS" in page
    assert "Nei til Påminnelser om skjema" in page


def test_her_therapist_chooses_at_her_word_and_she_sees_who_did(post: Post) -> None:
    therapist = post.house.browser(post.therapist, staff=True)
    address = f"/pasient/{post.enrolment_id}/beskjeder"
    assert therapist.get(address).status_code == 200
    assert send(therapist, address, email="1", reminder="1", module="1") == 303
    page = post.house.browser(post.patient).get(OWN).text
    assert "Nei til SMS" in page
    assert "Sara Holm" in page
    with post.house.work() as work:
        assert [row.source for row in work.session.scalars(select(ContactChoice))] == ["staff"]


def test_somebody_else_neither_sees_nor_chooses(post: Post) -> None:
    stranger = post.house.browser(post.therapist_at("Eli", post.house.elsewhere), staff=True)
    address = f"/pasient/{post.enrolment_id}/beskjeder"
    assert stranger.get(address).status_code == 404
    assert send(stranger, address) == 404


def test_a_tick_that_is_none_is_said(post: Post) -> None:
    browser = post.house.browser(post.patient)
    answer = browser.post(OWN, data={"csrf_token": token(browser), "sms": "perhaps"})
    assert answer.status_code == 422
    assert "Kryss av for det du vil ha" in answer.text


def test_a_trial_comes_at_once_also_at_night_and_once_in_five_minutes(out: Post, gateway: StubGateway) -> None:
    out.house.clock.move(hours=14)
    browser = out.house.browser(out.patient)
    for _ in range(3):
        assert send(browser, f"{OWN}/prove") == 303
    dispatch.run(out.house.platform)
    assert [entry["to"] for entry in gateway.taken] == ["+4740000002"]
    assert gateway.taken[0]["text"].startswith("Hei. Dette er en prøve")
    out.house.clock.move(minutes=5)
    send(browser, f"{OWN}/prove")
    dispatch.run(out.house.platform)
    assert len(gateway.taken) == 2


def test_what_is_on_her_page_alone_stands_there_with_its_way(post: Post) -> None:
    with post.house.work() as work:
        choose(work, work.session.get_one(Person, post.patient.id), {"sms": False}, by_id=post.patient.id, own=True)
    post.deliver(post.plan(post.patient, "message", "message:1", path=f"/meldinger/{post.enrolment_id}"))
    page = post.house.browser(post.patient).get(OWN).text
    assert f'href="/meldinger/{post.enrolment_id}"' in page
    assert "bare her" in page
    assert "Text(" not in page
