"""The board: who needs me now, why, and that it costs the same whoever there is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, update

from varde.assessments.models import Response
from varde.caseload.listed import PAGE
from varde.caseload.models import CaseloadRow
from varde.caseload.waiting import duration
from varde.dialogue.service import write
from varde.enrolments.access import open_record
from varde.enrolments.models import Activity, Enrolment
from varde.identity.models import Person
from varde.scheduling.models import AgendaItem
from varde.testing.house import House

from .conftest import NB, referred

LIST = "/arbeidsliste"


def board(client: FlaskClient, query: str = "") -> str:
    answer = client.get(LIST + query)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def change(house: House, enrolment_id: int, **values: object) -> None:
    with house.work() as work:
        work.session.execute(update(CaseloadRow).where(CaseloadRow.enrolment_id == enrolment_id).values(**values))


def many(house: House, maren: Person, count: int) -> None:
    """``count`` patients of Maren's, each with a reason and two answers, written straight into the tables."""
    with house.work() as work:
        person = house.person("Pasient", "Prøve")
        now = work.now
        first = 10_000
        rows = [
            {
                "id": first + n,
                "person_id": person.id,
                "organisation_id": house.clinic.id,
                "programme": "lake",
                "state": "active",
                "therapist_id": maren.id,
                "referred_at": now,
                "started_at": now,
                "imported": False,
            }
            for n in range(count)
        ]
        work.session.execute(insert(Enrolment), rows)
        work.session.execute(insert(Activity), [{"enrolment_id": row["id"], "last_active_at": now} for row in rows])
        agenda = [
            {
                "id": first + n,
                "enrolment_id": first + n,
                "kind": "assessment",
                "key": "start",
                "occurrence": 0,
                "state": "planned",
                "opens_at": now,
                "due_at": now - timedelta(days=n % 3),
                "details": {},
            }
            for n in range(count)
        ]
        work.session.execute(insert(AgendaItem), agenda)
        answers = [
            {
                "enrolment_id": first + n,
                "agenda_id": first + n,
                "occasion": "start",
                "instrument": "weather",
                "version": "1",
                "answers": {},
                "saved_at": now,
                "submitted_at": now,
                "total": 200.0 + n % 90,
                "subscores": {},
                "flags": {},
            }
            for n in range(count)
        ]
        work.session.execute(insert(Response), answers)
        reasons = ("risk_since", "unanswered_since", "deterioration_since", "overdue_since", "inactive_since")
        for place, reason in enumerate(reasons):
            listed = [
                {
                    "enrolment_id": first + n,
                    "organisation_id": house.clinic.id,
                    "therapist_id": maren.id,
                    "programme": "lake",
                    "state": "active",
                    "name": f"Pasient {n:03d}",
                    "birth_year": 1980,
                    "module": "know-the-lake",
                    "steps_done": 2,
                    reason: now,
                }
                for n in range(count)
                if n % 5 == place
            ]
            work.session.execute(insert(CaseloadRow), listed)


def test_rows_stand_by_urgency_and_say_why(house: House, maren: Person, therapist: FlaskClient) -> None:
    people = {name: house.person(name, "Test") for name in ("Tor", "Liv", "Kari", "Eva", "Mona", "Per")}
    ids = {name: house.enrolled(person, maren) for name, person in people.items()}
    change(house, ids["Tor"], risk_since=house.clock.now() - timedelta(hours=2, minutes=58))
    change(house, ids["Kari"], deterioration_since=house.clock.now())
    change(house, ids["Eva"], inactive_since=house.clock.now() - timedelta(days=16))
    change(house, ids["Mona"], overdue_since=house.clock.now() - timedelta(days=8))
    with house.work() as work:
        liv = house.actor(people["Liv"])
        write(work, liv, open_record(work, liv, ids["Liv"], "messages", write=True), "Skal jeg prøve igjen?", "k")
    waiting = referred(house, house.person("Tone", "Test"))
    page = board(therapist)
    order = [page.index(f">{name} Test<") for name in ("Tor", "Tone", "Liv", "Kari", "Mona", "Eva")]
    assert order == sorted(order)
    assert page.index("Nå <span>") < page.index("I dag <span>") < page.index("Denne uken <span>")
    assert "2 t 58 min" in page
    assert "16 d" in page
    assert "Venter på svar. Fristen er onsdag 23. september." in page
    assert f'href="/henvisning/{waiting}"' in page
    assert f'href="/pasient/{ids["Liv"]}#dialog"' in page
    assert "Per Test" not in page
    assert "Den ene andre går sin vei" in page
    assert "<q>Skal jeg prøve igjen?</q>" in page


def test_a_referral_with_danger_to_life_stands_under_now(house: House, therapist: FlaskClient) -> None:
    referred(house, house.person("Tone", "Test"), "ridge", phq9_item9=2)
    page = board(therapist)
    assert "Svarte at det er tungt." in page, "it says which answer"
    assert "Nå <span>" in page
    assert "I dag <span>" not in page


def test_filters_count_and_choose(house: House, maren: Person, therapist: FlaskClient) -> None:
    many(house, maren, 20)
    assert "Risiko <b>4</b>" in board(therapist)
    page = board(therapist, "?hvorfor=inactive")
    assert page.count('scope="row"') == 4
    assert "Pasient 004" in page
    assert "Pasient 000" not in page


def test_an_unknown_filter_and_page_show_what_there_is(house: House, maren: Person, therapist: FlaskClient) -> None:
    many(house, maren, 5)
    assert "Pasient 000" in board(therapist, "?hvorfor=nothing&side=x")
    assert "Det er ingen flere" in board(therapist, "?side=999999999")


def test_search_finds_those_in_route_too(house: House, under_way: int, therapist: FlaskClient) -> None:
    assert "Ingrid Solheim" not in board(therapist)
    assert "Ingrid Solheim" in board(therapist, "?sok=solh")
    assert "Ingen på listen din heter det" in board(therapist, "?sok=100%25")


def test_an_empty_list_is_a_good_one(house: House, therapist: FlaskClient) -> None:
    assert "Ingen venter på deg nå." in board(therapist)


def test_long_lists_have_pages(house: House, maren: Person, therapist: FlaskClient) -> None:
    many(house, maren, PAGE + 5)
    first, second = board(therapist), board(therapist, "?side=2")
    assert first.count('scope="row"') == PAGE
    assert second.count('scope="row"') == 5
    assert "side=2" in first
    assert "side=1" in second


@pytest.mark.parametrize("query", ["", "?hvorfor=overdue", "?sok=Pasient"])
def test_the_page_costs_the_same_for_10_and_for_300(
    house: House, maren: Person, therapist: FlaskClient, query: str
) -> None:
    many(house, maren, 10)
    board(therapist)  # that she has looked is written down
    with house.counted() as few:
        board(therapist, query)
    with house.work() as work:
        for table in (CaseloadRow, Response, AgendaItem, Enrolment):
            work.session.query(table).delete()
    many(house, maren, 300)
    with house.counted() as lots:
        board(therapist, query)
    # What is asked of some rows alone is asked where such a row is shown; of 300, the fifty shown may all be in danger.
    of_some = ("FROM message", "agenda_item.due_at", "delivery.notice")
    for_all = [[each for each in made if not any(mark in each for mark in of_some)] for made in (few, lots)]
    assert len(for_all[0]) == len(for_all[1])
    assert len(lots) <= len(few)
    assert len(few) <= (16 if "sok" in query else 12), "a search looks among those who have ended too, and is counted"


def test_others_patients_are_not_on_my_list(house: House, under_way: int) -> None:
    colleague = house.person("Sara", "Holm", ("therapist", house.clinic))
    elsewhere = house.person("Ola", "Ås", ("therapist", house.elsewhere))
    waiting = referred(house, house.person("Tone", "Test"))
    change(house, under_way, risk_since=house.clock.now())
    page = board(house.browser(colleague, staff=True))
    assert "Ingrid" not in page
    assert f"/henvisning/{waiting}" in page
    assert f"/henvisning/{waiting}" not in board(house.browser(elsewhere, staff=True))


def test_only_therapists_have_a_list(house: House, ingrid: Person) -> None:
    nina = house.person("Nina", "Falk", ("manager", house.trust))
    assert house.browser(nina, staff=True).get(LIST).status_code == 403
    assert house.browser(ingrid).get(LIST).status_code == 403
    assert house.app.test_client().get(LIST).status_code == 302


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 min"),
        (59, "59 min"),
        (60, "1 t 0 min"),
        (1439, "23 t 59 min"),
        (1440, "1 d 0 t"),
        (2640, "1 d 20 t"),
        (2880, "2 d"),
        (23040, "16 d"),
    ],
)
def test_waiting_time_is_said_as_precisely_as_it_matters(house: House, minutes: int, said: str) -> None:
    assert duration(NB, timedelta(minutes=minutes)) == said
