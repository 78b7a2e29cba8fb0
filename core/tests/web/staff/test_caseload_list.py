"""The caseload's page: what may be asked of it, the views that are kept, what is quoted and logged, and who has ended."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from varde.audit.models import AccessEntry
from varde.caseload.models import CaseloadRow, CaseloadView
from varde.caseload.views import MOST, LastVisit, note_visit
from varde.dialogue.service import write
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.testing.house import House

from .conftest import referred, send

LIST = "/arbeidsliste"


def page(client: FlaskClient, query: str = "") -> str:
    answer = client.get(LIST + query)
    assert answer.status_code == 200, query
    return unescape(answer.get_data(as_text=True))


def names(client: FlaskClient, query: str = "") -> list[str]:
    return re.findall(r'id="n\d+">(.*?)</a>', page(client, query))


def writes(house: House, person: Person, enrolment_id: int, words: str, once: str = "k") -> None:
    with house.work() as work:
        write(work, house.actor(person), work.session.get_one(Enrolment, enrolment_id), words, once)


def set_row(house: House, enrolment_id: int, **values: object) -> None:
    with house.work() as work:
        work.session.execute(update(CaseloadRow).where(CaseloadRow.enrolment_id == enrolment_id).values(**values))


def looked(house: House, enrolment_id: int) -> list[tuple[str, str, str]]:
    with house.work() as work:
        entries = work.session.scalars(
            select(AccessEntry).where(
                AccessEntry.enrolment_id == enrolment_id, AccessEntry.what == "messages", AccessEntry.action == "read"
            )
        )
        return [(entry.actor_name, entry.basis, entry.outcome) for entry in entries]


def test_the_newest_message_is_quoted_and_logged_once(
    house: House, maren: Person, ingrid: Person, under_way: int, therapist: FlaskClient
) -> None:
    writes(house, ingrid, under_way, "Den første, som også venter.")
    house.clock.move(minutes=1)
    writes(house, ingrid, under_way, "Jeg klarte <b>ikke</b> bussen. " + "Prøve igjen? " * 20, "2")
    shown = page(therapist)
    assert "Jeg klarte <b>ikke</b> bussen. Prøve igjen?" in shown
    assert "&lt;b&gt;ikke" in therapist.get(LIST).get_data(as_text=True)
    assert "som også venter" not in shown
    assert len(re.search(r"<q>(.*?)</q>", shown)[1]) <= 120  # type: ignore[index]
    assert "Venter på svar. Fristen er" in shown
    page(therapist)
    assert looked(house, under_way) == [("Maren Aas, båtvakt", "therapist", "ok")], "once for what she has read"
    house.clock.move(minutes=1)
    writes(house, ingrid, under_way, "En til", "3")
    assert "En til" in page(therapist)
    assert len(looked(house, under_way)) == 2

    set_row(house, under_way, risk_since=house.clock.now())
    assert "En til" not in page(therapist), "whoever is in danger stands there for that"
    colleague = house.browser(house.person("Sara", "Holm", ("therapist", house.clinic)), staff=True)
    assert "Ingrid" not in page(colleague)


def test_what_has_come_since_she_last_looked_is_new(
    house: House, maren: Person, ingrid: Person, under_way: int, therapist: FlaskClient
) -> None:
    other = house.enrolled(house.person("Bo", "Vik"), maren)
    writes(house, ingrid, under_way, "I går")
    assert names(therapist, "?hvorfor=fresh") == ["Ingrid Solheim"], (
        "nobody knows when she looked last: since yesterday began"
    )
    for _ in range(2):
        assert "1 er ny siden fredag 18. september." in page(therapist), "of a day that began no hour is said"
    last = LastVisit(house.clock.now().date(), house.clock.now())
    house.clock.set(house.clock.now() + timedelta(days=1))
    set_row(house, other, inactive_since=house.clock.now() - timedelta(hours=1))
    hers = house.browser(maren, staff=True)
    for _ in range(2):
        assert names(hers, "?hvorfor=fresh") == ["Bo Vik"], "the visit of today changes nothing"
    with house.work() as work:
        note_visit(work, house.actor(maren), last)  # of a tab that opened at the same moment
    shown = page(hers)
    assert '<span class="fresh">ny</span>' in shown
    assert shown.count('class="fresh"') == 1
    assert re.search(r"1 er ny siden i går kl\. 10\.00\.", shown)


def test_parts_programmes_and_orders(
    house: House, maren: Person, ingrid: Person, under_way: int, therapist: FlaskClient
) -> None:
    on_ridge = house.enrolled(house.person("Arne", "By"), maren, "ridge", "north")
    writes(house, ingrid, under_way, "Hei")
    now = house.clock.now()
    set_row(house, on_ridge, inactive_since=now - timedelta(days=20), exercise_since=now - timedelta(hours=1))
    waiting = referred(house, house.person("Tone", "Test"))
    assert names(therapist) == ["Tone Test", "Ingrid Solheim", "Arne By"]
    assert names(therapist, "?program=ridge") == ["Arne By"]
    assert names(therapist, "?sorter=waited") == ["Arne By", "Tone Test", "Ingrid Solheim"]
    assert names(therapist, "?sorter=name") == ["Arne By", "Ingrid Solheim", "Tone Test"]
    assert names(therapist, "?hvorfor=shared") == ["Arne By"]
    set_row(house, under_way, module="fish-for-supper", steps_done=2)
    assert names(therapist, "?hvorfor=finished") == ["Ingrid Solheim"]
    set_row(house, waiting, state="waiting", referral_since=None)
    assert names(therapist, "?hvorfor=to_start") == []
    set_row(house, waiting, therapist_id=maren.id)
    assert names(therapist, "?hvorfor=to_start") == ["Tone Test"]
    shown = page(therapist, "?sorter=name")
    assert "Navn <span>– fare står alltid først" in shown
    assert re.search(r"Ferdig, men åpen <b>1</b>", shown)
    assert re.search(r"Venter på å starte <b>1</b>", shown)
    with house.counted() as few:
        page(therapist, "?hvorfor=shared&program=ridge&sorter=name")
    for number in range(8):
        more = house.enrolled(house.person(f"Nr{number}", "By"), maren, "ridge", "north")
        set_row(house, more, exercise_since=now)
    with house.counted() as many:
        page(therapist, "?hvorfor=shared&program=ridge&sorter=name")
    assert len(few) == len(many) <= 12


def test_a_view_is_kept_shown_first_and_dropped(
    house: House, maren: Person, under_way: int, therapist: FlaskClient
) -> None:
    set_row(house, under_way, inactive_since=house.clock.now())
    on_ridge = house.enrolled(house.person("Arne", "By"), maren, "ridge", "north")
    set_row(house, on_ridge, inactive_since=house.clock.now())
    asked = {"hvorfor": "inactive", "program": "ridge", "sorter": "name"}
    kept = send(therapist, LIST + "/visninger", asked | {"name": " Mine  mandagsdytt ", "first": "yes"})
    assert kept.status_code == 303
    assert names(therapist) == ["Arne By"], "her list opens with it"
    assert names(therapist, "?visning=alle") == ["Ingrid Solheim", "Arne By"]
    shown = page(therapist)
    assert "Mine mandagsdytt" in shown
    refused = {
        "": "Skriv hva visningen skal hete.",
        "mine MANDAGSDYTT": "Du har alt en visning som heter «mine MANDAGSDYTT».",
    }
    for name, said in refused.items():
        answer = send(therapist, LIST + "/visninger", asked | {"name": name})
        assert answer.status_code == 422
        assert said in unescape(answer.get_data(as_text=True))
        assert 'name="hvorfor" value="inactive"' in answer.get_data(as_text=True), "what was to be kept is still there"

    with house.work() as work:
        view_id = work.session.scalar(select(CaseloadView.id))
        work.session.execute(update(CaseloadView).values(programme="gone", part="calm.gone"))
    gone = page(therapist)
    assert "Visningen «Mine mandagsdytt» velger noe som ikke finnes lenger." in gone
    assert names(therapist) == ["Arne By", "Ingrid Solheim"], "the rest of it is shown"
    colleague = house.browser(house.person("Sara", "Holm", ("therapist", house.clinic)), staff=True)
    assert send(colleague, f"{LIST}/visninger/{view_id}", {"deed": "drop"}).status_code == 404
    assert "mandagsdytt" not in page(colleague)
    assert send(therapist, f"{LIST}/visninger/{view_id}", {"deed": "not_first"}).status_code == 303
    assert "ikke finnes lenger" not in page(therapist)
    assert send(therapist, f"{LIST}/visninger/{view_id}", {"deed": "drop"}).status_code == 303
    assert send(therapist, f"{LIST}/visninger/{view_id}", {"deed": "drop"}).status_code == 404
    for number in range(MOST):
        assert send(therapist, LIST + "/visninger", {"name": f"V{number}"}).status_code == 303
    full = send(therapist, LIST + "/visninger", {"name": "En til"})
    assert (full.status_code, f"høyst {MOST} visninger" in full.get_data(as_text=True)) == (422, True)


def test_a_view_of_a_programme_that_is_gone_is_kept_as_it_was_shown(
    house: House, maren: Person, under_way: int, therapist: FlaskClient
) -> None:
    on_ridge = house.enrolled(house.person("Arne", "By"), maren, "ridge", "north")
    set_row(house, on_ridge, inactive_since=house.clock.now())
    set_row(house, under_way, inactive_since=house.clock.now(), programme="gone")
    assert names(therapist, "?program=gone") == ["Ingrid Solheim"]
    kept = send(therapist, LIST + "/visninger", {"program": "gone", "name": "De gamle"})
    assert names(therapist, kept.location.removeprefix(LIST)) == ["Ingrid Solheim"]


def test_those_who_have_ended_are_searched_too(
    house: House, maren: Person, ingrid: Person, under_way: int, therapist: FlaskClient
) -> None:
    with house.work() as work:
        end(work, maren.id, work.session.get_one(Enrolment, under_way), "completed")
    colleague = house.browser(house.person("Sara", "Holm", ("therapist", house.clinic)), staff=True)
    assert f'href="/pasient/{under_way}/avslut' in page(therapist, "?sok=solh")
    found = page(colleague, "?sok=solh")
    assert "Ingrid Solheim" in found
    assert "At du søkte på de andre, er ført i innsynsloggen." in found
    assert "Ingrid Solheim" not in page(colleague, "?sok=s"), "one letter is no name"
    with house.work() as work:
        by_search = select(func.count()).where(AccessEntry.basis == "search", AccessEntry.enrolment_id == under_way)
        assert work.session.scalar(by_search) == 1
    open_again = "Ta over og åpne igjen"
    assert open_again in found
    with house.work() as work:
        work.session.get_one(Enrolment, under_way).contact_stopped_at = work.now
    for address in (f"{LIST}?sok=solh", "/avsluttede?sok=solh"):
        shown = unescape(colleague.get(address).get_data(as_text=True))
        assert ("Ikke mer kontakt." in shown, open_again in shown) == (True, False), address
