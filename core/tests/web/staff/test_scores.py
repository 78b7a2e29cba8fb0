"""The therapist sees scores: every instrument over time, every occasion, and one response item by item."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.assessments.models import Response
from varde.assessments.service import open_sheet, submit
from varde.audit.models import AccessEntry
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.scheduling.agenda import finish, plan
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url
from varde.wording.models import WordingPack

from .conftest import send

PHQ9 = [f"q{n}" for n in range(1, 11)]


class Words(HTMLParser):
    """What a page says, spaces made plain, tags left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def said(page: str) -> str:
    return " ".join(" ".join(Words(page).found).split()).replace(" ,", ",").replace(" .", ".")


def look(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return said(answer.get_data(as_text=True))


def answer(
    house: House, enrolment_id: int, of: str, given: dict[str, Any], *, day: int = 0, key: str = "start", **rest: Any
) -> int:
    """A response handed in ``day`` days from now, scored as the service would; returns its id."""
    from varde.instruments.rules import score

    with house.work() as work:
        declared = work.catalogue.one(Instrument, of)
        when = work.now + timedelta(days=day)
        found = select(AgendaItem).where(
            AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == key, AgendaItem.occurrence == (day if day else 0)
        )
        item = work.session.scalar(found) or plan(
            work, enrolment_id, "assessment", key, opens_at=when, due_at=when, closes_at=when, occurrence=day
        )
        finish(item, when)
        work.session.flush()
        scored = score(declared, given, rest.get("context", {}))
        values = {
            "enrolment_id": enrolment_id,
            "agenda_id": item.id,
            "occasion": key,
            "instrument": of,
            "version": declared.version,
            "answers": given,
            "saved_at": when,
            "submitted_at": when,
            "status": scored.status,
            "total": scored.total,
            "band": scored.band,
            "subscores": dict(scored.subscores),
            "flags": dict(scored.flags),
            "n_missing": scored.n_missing,
        }
        response = work.add(Response(**(values | rest)))
        work.session.flush()
        return response.id


# --- the gates


def test_it_is_opened_through_the_gates_and_logged(house: House, maren: Person, depressed: int) -> None:
    response_id = answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 2))
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    nina = house.person("Nina", "Falk", ("manager", house.trust))
    for path in (f"/pasient/{depressed}/skjemaer", f"/pasient/{depressed}/skjemaer/{response_id}"):
        assert house.browser(sara, staff=True).get(path).status_code == 403
        assert house.browser(nina, staff=True).get(path).status_code == 403
        assert house.browser(maren, staff=True).get(path).status_code == 200
        with house.work() as work:
            entry = work.session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
            assert entry is not None
            assert (entry.actor_id, entry.what, entry.outcome) == (maren.id, "questionnaire", "ok")


def test_a_response_of_another_is_not_found(
    house: House, depressed: int, under_way: int, therapist: FlaskClient
) -> None:
    response_id = answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 2))
    assert therapist.get(f"/pasient/{under_way}/skjemaer/{response_id}").status_code == 404
    assert therapist.get(f"/pasient/{depressed}/skjemaer/999999").status_code == 404


def test_a_draft_is_not_shown(house: House, depressed: int, therapist: FlaskClient) -> None:
    response_id = answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 3), submitted_at=None)
    assert therapist.get(f"/pasient/{depressed}/skjemaer/{response_id}").status_code == 404
    page = therapist.get(f"/pasient/{depressed}/skjemaer").get_data(as_text=True)
    assert 'href="/instrument/phq-9"' in page.split("Ingen svar ennå")[1]


# --- every instrument over time


def test_every_instrument_has_its_curve_and_the_same_as_a_table(
    house: House, depressed: int, therapist: FlaskClient
) -> None:
    answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 2))
    answer(house, depressed, "gad-7", {f"q{n}": 3 for n in range(1, 8)})
    answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 1), day=7, key="week-1")
    answer(house, depressed, "gad-7", {f"q{n}": 3 for n in range(1, 7)} | {"q7": 2}, day=7, key="week-1")
    html = therapist.get(f"/pasient/{depressed}/skjemaer").get_data(as_text=True)
    page = said(html)
    assert html.count('<svg class="chart"') == 2
    for part in (
        'id="s-phq-9"',
        'id="s-gad-7"',
        'aria-labelledby="c-phq-9-t c-phq-9-d"',
        'class="zone-over"',
        'class="sev5"',
    ):
        assert part in html
    assert "18 Moderate til alvorlige plager – –" in page
    assert "9 Milde plager −9 −9 Bedring, mer enn det som kan være tilfeldig. Respons" in page
    assert "−1 −1 Litt bedre, kan være tilfeldig" in page
    assert "Moderate plager (10–14)" in page


def test_what_is_asked_and_unanswered_is_there_too(house: House, depressed: int, therapist: FlaskClient) -> None:
    page = therapist.get(f"/pasient/{depressed}/skjemaer").get_data(as_text=True)
    assert 'href="/instrument/phq-9"' in page.split("Ingen svar ennå")[1]


def test_not_scored_says_how_many_are_missing_and_is_never_zero(
    house: House, depressed: int, therapist: FlaskClient
) -> None:
    response_id = answer(house, depressed, "phq-9", {"q1": 2, "q2": 2, "q3": 1})
    page = look(therapist, f"/pasient/{depressed}/skjemaer")
    assert "Ikke skåret, 6 svar mangler" in page
    one = look(therapist, f"/pasient/{depressed}/skjemaer/{response_id}")
    assert "Sum Ikke skåret, 6 svar mangler" in one
    assert "Uten svar (6)" in one


def test_subscores_stand_in_the_table(house: House, under_way: int, therapist: FlaskClient) -> None:
    with house.work() as work:
        declared = work.catalogue.one(Instrument, "gear")
    answer(house, under_way, "gear", {item.key: 3 for item in declared.items})
    html = therapist.get(f"/pasient/{under_way}/skjemaer").get_data(as_text=True)
    head = said(html.split('id="s-gear"')[1].split("</details>")[0])
    for scale in declared.subscales:
        assert scale.label is not None
        assert scale.label.nb in head


@pytest.mark.parametrize("key", sorted(all_samples().all(Instrument)))
def test_every_installed_instrument_can_be_shown(
    house: House, under_way: int, therapist: FlaskClient, key: str
) -> None:
    """At the bottom, in the middle and at the top of every range; the instrument's own page too."""
    declared = all_samples().one(Instrument, key)
    ids = []
    for day, way in enumerate((0.0, 0.5, 1.0)):
        ids.append(
            answer(house, under_way, key, some_answers(declared, way), day=day, context={"sex": "male", "age": 70})
        )
    assert declared.title.nb.partition(":")[0] in look(therapist, f"/pasient/{under_way}/skjemaer")
    for response_id in ids:
        look(therapist, f"/pasient/{under_way}/skjemaer/{response_id}")
    assert declared.title.nb in look(therapist, f"/instrument/{key}")


def some_answers(instrument: Instrument, way: float) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if instrument.kind == "score_only":
        low, high = instrument.total_range or (0, 1)
        return {"total": low + way * (high - low)}
    for item in instrument.items:
        number = item.low + way * (item.high - item.low)
        if item.kind == "boolean":
            found[item.key] = way >= 0.5
        elif item.choices:
            found[item.key] = item.choices[round(way * (len(item.choices) - 1))][0]
        elif item.kind == "days":
            found[item.key] = [{"steps": int(number), "wear_h": 12}, {"steps": None, "wear_h": None}]
        else:
            found[item.key] = int(number) - int(number) % (item.step or 1)
    return found


# --- occasions


def test_occasions_say_what_became_of_them(house: House, maren: Person, depressed: int, therapist: FlaskClient) -> None:
    answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 2), mode="import", answers={})
    page = look(therapist, f"/pasient/{depressed}/skjemaer")
    assert "Bare summen er kjent" in page
    assert "Importert" in page
    assert "Planlagt" in page
    house.clock.move(days=40)
    again = house.browser(maren, staff=True)
    later = look(again, f"/pasient/{depressed}/skjemaer")
    assert "Ikke levert" in later


def test_an_open_one_is_filled_in_by_phone_and_its_answers_say_so(
    house: House, maren: Person, depressed: int, therapist: FlaskClient
) -> None:
    page = therapist.get(f"/pasient/{depressed}/skjemaer").get_data(as_text=True)
    assert "Fyll ut på telefon" in page
    with house.work() as work:
        item = work.session.scalars(
            select(AgendaItem.id).where(AgendaItem.enrolment_id == depressed, AgendaItem.key == "start")
        ).one()
        actor = house.actor(maren, ("therapist", house.clinic))
        submit(work, actor, open_sheet(work, actor, item, write=True), "phq-9", dict.fromkeys(PHQ9, 1))
    assert f"/pasient/{depressed}/skjema/{item}" in page
    assert "9, milde plager På telefon" in look(therapist, f"/pasient/{depressed}/skjemaer")


def test_the_therapist_asks_for_a_questionnaire(house: House, under_way: int, therapist: FlaskClient) -> None:
    page = therapist.get(f"/pasient/{under_way}/skjemaer").get_data(as_text=True)
    assert f'href="/pasient/{under_way}/sti#skjema"' in page
    page = therapist.get(f"/pasient/{under_way}/sti").get_data(as_text=True)
    key = page.split('name="occasion"')[1].partition('<option value="')[2].partition('"')[0]
    form = {"occasion": key, "form-why": "Hun sier at det er verre nå."}
    assert send(therapist, f"/pasient/{under_way}/sti/-/skjema", form).status_code == 303
    assert "På forespørsel" in look(therapist, f"/pasient/{under_way}/skjemaer")


# --- item by item


def test_items_stand_beside_the_previous_answers_safety_first(
    house: House, depressed: int, therapist: FlaskClient
) -> None:
    answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 1))
    response_id = answer(
        house, depressed, "phq-9", dict.fromkeys(PHQ9[2:], 1) | {"q1": 3, "q9": 0}, day=7, key="week-1"
    )
    page = look(therapist, f"/pasient/{depressed}/skjemaer/{response_id}")
    assert page.index("Tanker om å skade deg selv") < page.index("Lite lyst til å gjøre ting")
    assert "Lite lyst til å gjøre ting Så å si hver dag (3) Enkelte dager (1) Høyere" in page
    assert "Trist eller tung til sinns Ikke svart Enkelte dager (1) Svarte sist" in page
    assert "Lite krefter Enkelte dager (1) Enkelte dager (1) Samme" in page
    assert "Ingen dager (0) Enkelte dager (1) Lavere" in page
    assert "Tydelig plage: sum minst 10" in page
    assert "Svart av Tor Vik" in page


def test_reversed_items_say_so_and_what_they_count(house: House, depressed: int, therapist: FlaskClient) -> None:
    response_id = answer(house, depressed, "doubt", {f"q{n}": 2 for n in range(1, 17)})
    page = look(therapist, f"/pasient/{depressed}/skjemaer/{response_id}")
    assert page.count("Snudd spørsmål") == 5
    assert page.count("teller 4") == 5


def test_the_context_and_the_day_measurements_are_readable(
    house: House, under_way: int, therapist: FlaskClient
) -> None:
    declared = all_samples().one(Instrument, "paces")
    days = [{"steps": 6543, "wear_h": 11.5}] * 6 + [{"steps": None, "wear_h": None}]
    response_id = answer(house, under_way, "paces", {declared.items[0].key: days}, context={"sex": "female", "age": 70})
    page = look(therapist, f"/pasient/{under_way}/skjemaer/{response_id}").replace("\xa0", " ")
    assert "dag 1: 6 543 skritt (11,5 t i bruk)" in page
    assert "dag 7: ikke målt" in page
    assert "Kjønn kvinne" in page
    assert "Alder 70" in page


def test_another_version_shows_what_is_stored(house: House, depressed: int, therapist: FlaskClient) -> None:
    response_id = answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 2), version="0.9")
    page = look(therapist, f"/pasient/{depressed}/skjemaer/{response_id}")
    assert "svaret er til versjon 0.9" in page
    assert "Lite lyst til å gjøre ting" not in page
    assert "q1 2" in page
    assert "versjon 0.9" in look(therapist, f"/pasient/{depressed}/skjemaer")


def test_an_instrument_that_is_gone_is_still_shown(house: House, depressed: int, therapist: FlaskClient) -> None:
    response_id = answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 2), instrument="gone-1")
    assert "gone-1" in look(therapist, f"/pasient/{depressed}/skjemaer")
    assert "q1 2" in look(therapist, f"/pasient/{depressed}/skjemaer/{response_id}")


def test_the_words_are_those_that_were_shown(house: House, depressed: int, therapist: FlaskClient) -> None:
    words = {"question": "Klinikkens spørsmål?", "items": {"q1": {"label": "Klinikkens ord for det første"}}}
    with house.work() as work:
        pack = work.add(
            WordingPack(
                organisation_id=house.clinic.id,
                instrument="phq-9",
                instrument_version="1",
                language="nb",
                version=1,
                source="toml",
                licence_note="Avtale 1",
                words=words,
                digest="d",
                loaded_at=work.now,
            )
        )
        work.session.flush()
        pack_id = pack.id
    response_id = answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 1), wording_id=pack_id, language="nb")
    page = look(therapist, f"/pasient/{depressed}/skjemaer/{response_id}")
    assert "Klinikkens spørsmål?" in page
    assert "Klinikkens ord for det første" in page
    assert "Klinikkens ordlyd, bokmål" in page


# --- what it costs


def test_statements_do_not_grow_with_the_responses(tmp_path: Path) -> None:
    counts = []
    for number in (1, 40):
        folder = tmp_path / str(number)
        folder.mkdir()
        house = make_house(sqlite_url(folder), catalogue=all_samples())
        maren, tor = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Tor", "Vik")
        enrolment_id = house.enrolled(tor, maren, "ridge", "north")
        ids = [answer(house, enrolment_id, "phq-9", dict.fromkeys(PHQ9, n % 4), day=n) for n in range(number)]
        client, found = house.browser(maren, staff=True), []
        for path in ("skjemaer", f"skjemaer/{ids[-1]}"):
            with house.counted() as statements:
                assert client.get(f"/pasient/{enrolment_id}/{path}").status_code == 200
            found.append(len(statements))
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 14
