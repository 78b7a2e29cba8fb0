"""A therapist corrects an answer on the page: through the gates, with the patient's word, and she reads it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from varde.alerts.models import RaisedAlert, RiskNote
from varde.assessments.models import Correction, Response
from varde.audit.models import AccessEntry
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.identity.models import Person
from varde.privacy.kin import declare_by_number
from varde.testing.house import House
from varde.wording.models import WordingPack

from .conftest import send
from .test_not_herself import number_of
from .test_scores import PHQ9, answer

WORD = "Sa på telefon at det var feil rute."


@pytest.fixture
def response_id(house: House, depressed: int) -> int:
    """Tor's PHQ-9 at the start: ones, and not at all to the ninth."""
    return answer(house, depressed, "phq-9", {**dict.fromkeys(PHQ9, 1), "q9": 0})


@pytest.fixture
def path(depressed: int, response_id: int) -> str:
    return f"/pasient/{depressed}/skjemaer/{response_id}/rett"


def form(house: House, response_id: int, **more: Any) -> dict[str, Any]:
    """The page as it is sent when nothing is changed but the reason."""
    with house.work() as work:
        response = work.session.get_one(Response, response_id)
        said = {"corrected-because": WORD, "said-on": work.today.isoformat(), "of-edition": str(response.edition)}
        return {**{key: str(value) for key, value in response.answers.items()}, **said, **more}


def words(answer: TestResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text.split("<main", 1)[1].split("</main>")[0])).split())


def rows(house: House, table: Any) -> list[Any]:
    with house.work() as work:
        return list(work.session.scalars(select(table).order_by(table.id)))


# --- the page


def test_it_shows_the_answer_and_keeps_both_versions(
    house: House, therapist: FlaskClient, depressed: int, response_id: int, path: str
) -> None:
    page = therapist.get(path)
    assert "Rett bare det Tor selv har sagt at er feil." in words(page)
    assert re.search(r'name="q1" value="1"[^>]* checked', page.text)
    saved = send(therapist, path, form(house, response_id, q1="3"))
    assert (saved.status_code, saved.headers["Location"]) == (303, f"/pasient/{depressed}/skjemaer/{response_id}")
    answered = therapist.get(saved.headers["Location"])
    said = words(answered)
    assert "Svaret er rettet. Pasienten kan lese det, og hvorfor." in answered.text
    assert "Maren Aas , 21. september 2026" in said
    assert f"Pasienten sa det 21. september 2026: «{WORD}»" in said
    assert "Lite lyst til å gjøre ting: Enkelte dager ble til Så å si hver dag" in said
    assert "Sum: 8 ble til 10" in said


def test_the_patient_reads_that_it_was_corrected_by_whom_and_why(
    house: House, therapist: FlaskClient, tor: Person, depressed: int, response_id: int, path: str
) -> None:
    send(therapist, path, form(house, response_id, q1="3"))
    said = words(house.browser(tor).get(f"/skjema/forlop/{depressed}"))
    assert "Rettet av Maren Aas 21. september 2026" in said
    assert f"Grunnen som er skrevet: «{WORD}»" in said
    assert "Lite lyst til å gjøre ting: Enkelte dager ble til Så å si hver dag" in said
    assert "Sum" not in said


def test_a_danger_leads_to_its_alert(
    house: House, therapist: FlaskClient, depressed: int, response_id: int, path: str
) -> None:
    saved = send(therapist, path, form(house, response_id, q9="3"))
    assert saved.headers["Location"] == f"/pasient/{depressed}/varsler"
    assert "Svaret er rettet, og det krysset en grense." in therapist.get(saved.headers["Location"]).text
    assert [row.alert for row in rows(house, RaisedAlert)] == ["ridge.phq9-thoughts"]
    send(therapist, path, form(house, response_id, q9="0"))
    said = words(therapist.get(f"/pasient/{depressed}/varsler"))
    assert "Svaret ble rettet, og grensen er ikke krysset lenger, Maren Aas" in said


@pytest.mark.parametrize(
    ("language", "words_said"),
    [
        ("nn", "Svaret vart retta, og grensa er ikkje kryssa lenger"),
        ("en", "The answer was corrected, and the limit is"),
    ],
)
def test_it_is_said_in_each_language(
    house: House, maren: Person, depressed: int, response_id: int, path: str, language: str, words_said: str
) -> None:
    with house.work() as work:
        work.session.get_one(Person, maren.id).language = language
    client = house.browser(maren, staff=True)
    send(client, path, form(house, response_id, q9="3"))
    send(client, path, form(house, response_id, q9="0"))
    assert words_said in words(client.get(f"/pasient/{depressed}/varsler"))
    title = {"nn": "Rett svaret", "en": "Correct the answer"}[language]
    assert title in words(client.get(path))


# --- two windows


def test_two_windows_are_told_and_nothing_typed_is_lost(
    house: House, therapist: FlaskClient, response_id: int, path: str
) -> None:
    one, other = form(house, response_id, q1="3"), form(house, response_id, q2="2", **{"corrected-because": WORD * 2})
    assert send(therapist, path, one).status_code == 303
    second = send(therapist, path, other)
    assert second.status_code == 409
    said = words(second)
    assert "Svaret er rettet av en annen, eller i et annet vindu, siden du åpnet siden." in said
    assert "Lite lyst til å gjøre ting: Enkelte dager ble til Så å si hver dag" in said
    assert re.search(r'name="q2" value="2"[^>]* checked', second.text)
    assert WORD * 2 in second.text
    (edition,) = re.findall(r'name="of-edition" value="(\d+)"', second.text)
    assert len(rows(house, Correction)) == 1
    assert send(therapist, path, {**other, "of-edition": edition}).status_code == 303
    assert [row.number for row in rows(house, Correction)] == [1, 2]


def test_danger_in_a_window_that_is_second_is_not_lost(
    house: House, therapist: FlaskClient, response_id: int, path: str
) -> None:
    one, other = form(house, response_id, q1="3"), form(house, response_id, q9="3")
    send(therapist, path, one)
    assert send(therapist, path, other).status_code == 409
    assert [(row.source, row.refused) for row in rows(house, RiskNote)] == [("phone", "elsewhere")]
    assert [row.alert for row in rows(house, RaisedAlert)] == ["ridge.phq9-thoughts"]


# --- faults


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"corrected-because": "feil"}, "corrected-because", "Skriv hva pasienten sa, minst ti tegn."),
        (
            {"said-on": "2026-09-22"},
            "said-on",
            "Velg dagen pasienten sa det, fra 21. september 2026 til 21. september 2026.",
        ),
        ({"said-on": "31.02.2026"}, "said-on", "Skriv"),
        ({"said-on": ""}, "said-on", "Velg"),
        ({"q1": "7"}, "q1", "Velg ett av svarene."),
        ({"q1": "1"}, "", "Ingen svar er endret."),
        ({"q77": "1"}, "", "q77"),
    ],
    ids=["short", "tomorrow", "no day", "empty day", "no answer", "nothing", "unknown"],
)
def test_a_fault_is_one_sentence_at_its_field_and_stores_nothing(
    house: House, therapist: FlaskClient, response_id: int, path: str, more: dict[str, str], field: str, sentence: str
) -> None:
    refused = send(therapist, path, form(house, response_id, **{"q1": "3", **more}))
    assert refused.status_code == 422
    summary = refused.text.split('class="error-summary"')[1].split("</div>")[0]
    assert sentence in unescape(summary)
    assert (f'href="#{field}"' in summary) is bool(field)
    assert rows(house, Correction) == []
    if "corrected-because" not in more:
        assert WORD in refused.text


def test_danger_is_kept_whatever_is_wrong_beside_it(
    house: House, therapist: FlaskClient, response_id: int, path: str
) -> None:
    assert send(therapist, path, form(house, response_id, q9="3", **{"corrected-because": ""})).status_code == 422
    assert [(row.source, row.refused) for row in rows(house, RiskNote)] == [("phone", "faults")]
    assert send(therapist, path, form(house, response_id, q9="3")).status_code == 303
    assert [(row.alert, row.state) for row in rows(house, RaisedAlert)] == [("ridge.phq9-thoughts", "raised")] * 2


# --- where it cannot be done


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({"version": "0.9"}, "Skjemaet er endret siden dette ble besvart"),
        ({"mode": "import", "answers": {}}, "Bare summen er overført fra et tidligere system."),
    ],
)
def test_the_page_says_why_not_and_danger_is_told_all_the_same(
    house: House, therapist: FlaskClient, response_id: int, path: str, about: dict[str, Any], sentence: str
) -> None:
    with house.work() as work:
        response = work.session.get_one(Response, response_id)
        for name, value in about.items():
            setattr(response, name, value)
    page = therapist.get(path)
    assert (page.status_code, sentence in words(page), "<textarea" in page.text) == (200, True, False)
    assert send(therapist, path, form(house, response_id, q9="3")).status_code == 409
    assert [(row.source, row.refused) for row in rows(house, RiskNote)] == [("phone", "not_correctable")]


def test_paused_is_no_hindrance(
    house: House, therapist: FlaskClient, depressed: int, response_id: int, path: str, maren: Person
) -> None:
    with house.work() as work:
        pause(work, house.actor(maren, ("therapist", house.clinic)), work.session.get_one(Enrolment, depressed))
    assert send(therapist, path, form(house, response_id, q1="3")).status_code == 303


# --- the gates


def test_a_draft_and_anothers_answer_are_not_found(
    house: House, therapist: FlaskClient, depressed: int, under_way: int, response_id: int
) -> None:
    draft = answer(house, depressed, "gad-7", {"q1": 1}, submitted_at=None)
    for address in (
        f"/pasient/{depressed}/skjemaer/{draft}/rett",
        f"/pasient/{under_way}/skjemaer/{response_id}/rett",
        f"/pasient/{depressed}/skjemaer/999999/rett",
    ):
        assert therapist.get(address).status_code == 404
        assert send(therapist, address, {"q1": "1"}).status_code == 404


def test_who_may_and_what_is_logged(
    house: House, therapist: FlaskClient, depressed: int, response_id: int, path: str
) -> None:
    sara = house.browser(house.person("Sara", "Holm", ("therapist", house.clinic)), staff=True)
    nina = house.browser(house.person("Nina", "Falk", ("manager", house.trust)), staff=True)
    eli = house.browser(house.person("Eli", "Nes", ("dietitian", house.clinic)), staff=True)
    for client in (sara, nina, eli):
        assert client.get(path).status_code == 403
        assert send(client, path, form(house, response_id, q1="3")).status_code == 403
    assert rows(house, Correction) == []
    send(therapist, path, form(house, response_id, q1="3"))
    logged = [entry for entry in rows(house, AccessEntry) if entry.what == "correction"]
    assert [(entry.action, entry.outcome) for entry in logged][-1] == ("write", "ok")
    assert {entry.outcome for entry in logged[:-1]} == {"denied"}


def test_neither_she_herself_nor_her_kin(
    house: House, maren: Person, therapist: FlaskClient, tor: Person, depressed: int, response_id: int, path: str
) -> None:
    own = house.enrolled(maren, house.person("Trine", "Moe", ("therapist", house.clinic)), "ridge", "north")
    mine = answer(house, own, "phq-9", dict.fromkeys(PHQ9, 1))
    address = f"/pasient/{own}/skjemaer/{mine}/rett"
    assert therapist.get(address).status_code == 403
    assert send(therapist, address, form(house, mine, q1="3")).status_code == 403
    with house.work() as work:
        declare_by_number(work, maren.id, number_of(house, tor))
    assert therapist.get(path).status_code == 403
    assert send(therapist, path, form(house, response_id, q1="3")).status_code == 403
    assert rows(house, Correction) == []


def test_the_link_stands_where_the_right_is(
    house: House, therapist: FlaskClient, depressed: int, response_id: int
) -> None:
    assert "Rett svaret" in words(therapist.get(f"/pasient/{depressed}/skjemaer/{response_id}"))


def test_it_is_asked_in_the_words_she_was_shown(house: House, therapist: FlaskClient, depressed: int) -> None:
    with house.work() as work:
        pack = work.add(
            WordingPack(
                organisation_id=house.clinic.id,
                instrument="phq-9",
                instrument_version="1",
                language="nn",
                version=1,
                source="toml",
                licence_note="Avtale 1",
                words={"items": {"q1": {"label": "Lita interesse, ordrett"}}},
                digest="d",
                loaded_at=work.now,
            )
        )
        work.session.flush()
        pack_id = pack.id
    worded = answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 1), language="nn", wording_id=pack_id)
    path = f"/pasient/{depressed}/skjemaer/{worded}/rett"
    assert "Lita interesse, ordrett" in words(therapist.get(path))
    send(therapist, path, form(house, worded, q1="3"))
    assert "Lita interesse, ordrett: " in words(therapist.get(path.removesuffix("/rett")))
