"""The therapist sees scores: every instrument over time, every occasion, and one response item by item."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
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
from varde.caseload.score_words import changed_answers, difference, move_of, verdict_of
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.instruments.words import flag_in_words, label_of_scale, plain, subscore_in_words
from varde.scheduling.agenda import finish, plan
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, everything_installed, make_house, sqlite_url
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


@pytest.fixture
def tor(house: House) -> Person:
    return house.person("Tor", "Vik", sex="male")


@pytest.fixture
def depressed(house: House, maren: Person, tor: Person) -> int:
    return house.enrolled(tor, maren, "emeistring", "depression")


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
            "enrolment_id": enrolment_id, "agenda_id": item.id, "occasion": key, "instrument": of,
            "version": declared.version, "answers": given, "saved_at": when, "submitted_at": when,
            "status": scored.status, "total": scored.total, "band": scored.band, "subscores": dict(scored.subscores),
            "flags": dict(scored.flags), "n_missing": scored.n_missing,
        }  # fmt: skip
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
        declared = work.catalogue.one(Instrument, "gsrs-ibs")
    answer(house, under_way, "gsrs-ibs", {item.key: 3 for item in declared.items})
    html = therapist.get(f"/pasient/{under_way}/skjemaer").get_data(as_text=True)
    head = said(html.split('id="s-gsrs-ibs"')[1].split("</details>")[0])
    for scale in declared.subscales:
        assert scale.label is not None
        assert scale.label.nb in head


@pytest.mark.parametrize("key", sorted(everything_installed().all(Instrument)))
def test_every_installed_instrument_can_be_shown(
    house: House, under_way: int, therapist: FlaskClient, key: str
) -> None:
    """At the bottom, in the middle and at the top of every range; the instrument's own page too."""
    declared = everything_installed().one(Instrument, key)
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
    form = page.split('name="occasion" value="')[1]
    key = form.partition('"')[0]
    path = page.split(f'action="/pasient/{under_way}/skjema/be-om"')
    assert len(path) > 1
    assert send(therapist, f"/pasient/{under_way}/skjema/be-om", {"occasion": key}).status_code == 303
    assert "På forespørsel" in look(therapist, f"/pasient/{under_way}/skjemaer")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"a": 1, "b": 2}, {"a": 2, "b": 1}, "1 svar høyere, 1 lavere"),
        ({"a": 1, "b": 2, "c": 0}, {"a": 1, "b": 0, "c": 0}, "1 svar lavere"),
        ({"a": 1}, {"a": 1}, "Samme svar som sist"),
        ({"a": 1}, {"a": 1, "b": 2}, "Samme svar som sist, 1 ikke besvart sist"),
        ({"a": 1, "b": 2, "c": 3}, {"a": 2, "b": None}, "1 svar høyere, 2 ikke besvart nå"),
        ({"a": 1}, {"b": 1}, "1 ikke besvart nå, 1 ikke besvart sist"),
        (
            {"a": False, "b": 1, "c": 1, "d": [1]},
            {"a": True, "b": 2, "c": 3, "d": [2]},
            "3 svar høyere, 1 endret på annen måte",
        ),
    ],
)
def test_what_changed_is_counted(house: House, before: dict[str, Any], after: dict[str, Any], words: str) -> None:
    with house.app.test_request_context():
        one = Response(instrument="x", version="1", answers=before, mode="patient")
        two = Response(instrument="x", version="1", answers=after, mode="patient")
        assert changed_answers(one, two) == words
        assert changed_answers(None, two) == "Besvart for første gang"
        assert changed_answers(Response(version="0", answers=before), two) == "Sist var det en annen versjon"


@pytest.mark.parametrize(
    ("key", "before", "after", "words", "kind"),
    [
        ("phq-9", 18, 12, "Bedring, mer enn det som kan være tilfeldig", "better"),
        ("phq-9", 18, 9, "Bedring, mer enn det som kan være tilfeldig. Respons", "better"),
        ("phq-9", 10, 16, "Forverring, mer enn det som kan være tilfeldig", "worse"),
        ("phq-9", 10, 10, "Som ved start", ""),
        ("phq-9", 10, 12, "Litt verre, kan være tilfeldig", ""),
        ("ibs-sss", 300, 250, "Bedring, nok til å regnes som respons", "better"),
        ("ibs-sss", 250, 300, "Forverring, akkurat på grensen, som er 50", "worse"),
        ("ibs-sss", 285, 365, "Forverring, mer enn grensen på 50", "worse"),
        ("ibs-sss", 300, 260, "Litt bedre, under grensen på 50", ""),
        ("ibs-sss", 260, 300, "Litt verre, under grensen på 50", ""),
        ("who-5", 40, 60, "Bedring, nok til å regnes som respons", "better"),
        ("who-5", 60, 48, "Forverring, mer enn grensen på 10", "worse"),
        ("gse", 20, 30, "Bedre enn ved start", ""),
        ("gse", 30, 20, "Verre enn ved start", ""),
        ("bmi-waist", 30, 28.5, "Respons", ""),
        ("bmi-waist", 30, 31, "", ""),
    ],
)
def test_the_verdict_follows_the_instruments_own_rule(
    house: House, key: str, before: float, after: float, words: str, kind: str
) -> None:
    declared = everything_installed().one(Instrument, key)
    start = Response(id=1, version="1", total=before, occasion="start")
    with house.app.test_request_context():
        verdict = verdict_of(declared, start, Response(id=2, version="1", total=after))
        assert (verdict.words, verdict.kind) == (words, kind)
        assert (
            verdict_of(declared, start, Response(id=3, version="2", total=after)).words == "Annen versjon enn ved start"
        )


def test_moves() -> None:
    pairs = ((1, 2), (2, 1), (1, 1), (None, 1), (1, None), (False, True), ([1], [2]))
    assert " ".join(move_of(*pair) for pair in pairs) == "higher lower same other other higher other"


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
    response_id = answer(house, depressed, "pswq", {f"q{n}": 2 for n in range(1, 17)})
    page = look(therapist, f"/pasient/{depressed}/skjemaer/{response_id}")
    assert page.count("Snudd spørsmål") == 5
    assert page.count("teller 4") == 5


def test_the_context_and_the_day_measurements_are_readable(
    house: House, under_way: int, therapist: FlaskClient
) -> None:
    declared = everything_installed().one(Instrument, "steps")
    days = [{"steps": 6543, "wear_h": 11.5}] * 6 + [{"steps": None, "wear_h": None}]
    response_id = answer(house, under_way, "steps", {declared.items[0].key: days}, context={"sex": "female", "age": 70})
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
                organisation_id=house.clinic.id, instrument="phq-9", instrument_version="1", language="nb", version=1,
                source="toml", licence_note="Avtale 1", words=words, digest="d", loaded_at=work.now,
            )
        )  # fmt: skip
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
        house = make_house(sqlite_url(folder))
        maren, tor = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Tor", "Vik")
        enrolment_id = house.enrolled(tor, maren, "emeistring", "depression")
        ids = [answer(house, enrolment_id, "phq-9", dict.fromkeys(PHQ9, n % 4), day=n) for n in range(number)]
        client, found = house.browser(maren, staff=True), []
        for path in ("skjemaer", f"skjemaer/{ids[-1]}"):
            with house.counted() as statements:
                assert client.get(f"/pasient/{enrolment_id}/{path}").status_code == 200
            found.append(len(statements))
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 14


# --- in words


def _result_words(instrument: Instrument, expected: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every key of a worked example that reaches a page, with what the page calls it."""
    for key, value in (expected.get("subscores") or {}).items():
        yield key, label_of_scale(instrument, key, "nb")
        if isinstance(value, str):
            yield value, subscore_in_words(instrument, key, value, "nb")
    for key, value in (expected.get("flags") or {}).items():
        title, said_value = flag_in_words(instrument, key, value, "nb")
        yield key, title
        for one in [value] if isinstance(value, str) else value if isinstance(value, list) else []:
            yield f"{key}={one}", said_value


def test_no_key_of_a_worked_example_reaches_a_page() -> None:
    examples = json.loads((Path(__file__).parents[3] / "facts" / "vectors.json").read_text(encoding="utf-8"))
    known, raw = everything_installed().all(Instrument), set()
    for example in examples["instruments"]:
        instrument = known[example["instrument"]]
        for key, words in _result_words(instrument, example["expected"]):
            bare = key.partition("=")[2] or key
            named = {k for k, _ in instrument.words} | {s.key for s in instrument.subscales if s.label}
            if words.lower() == plain(bare).lower() and key not in named and f"waist_risk={key}" not in named:
                raw.add((instrument.key, key))
    assert raw == set()


@pytest.mark.parametrize("key", sorted(everything_installed().all(Instrument)))
def test_every_flag_has_words_in_three_languages(key: str) -> None:
    instrument = everything_installed().one(Instrument, key)
    words = dict(instrument.words)
    assert [flag.key for flag in instrument.flags if flag.key not in words] == []
    assert [scale.key for scale in instrument.subscales if scale.label is None] == []
    assert [name for name, text in words.items() if not (text.nb and text.nn and text.en)] == []


def test_what_is_held_outside_says_why(house: House, under_way: int, therapist: FlaskClient) -> None:
    given = {"vig_days": 1, "vig_min": 700, "mod_days": 2, "mod_min": 300, "walk_days": 0, "sit_min": 1}
    response_id = answer(house, under_way, "ipaq-sf", given)
    assert "Holdt utenfor: mer enn 960 minutter aktivitet på en dag" in look(
        therapist, f"/pasient/{under_way}/skjemaer"
    )
    one = look(therapist, f"/pasient/{under_way}/skjemaer/{response_id}")
    assert "sum_minutes" not in one
    assert "Reason" not in one
    assert "1 dag 2 dager" in one.replace("700 minutter ", "").replace("Hvor lenge en slik dag? ", "").replace(
        "Hvor mange dager pustet du litt mer enn vanlig av noe du gjorde? Ikke tell med gange. ", ""
    )
    truncated = answer(house, under_way, "ipaq-sf", given | {"vig_min": 200, "mod_min": 60}, day=7)
    assert "Regnet som 180 minutter, fordi det var mer anstrengende aktivitet" in look(
        therapist, f"/pasient/{under_way}/skjemaer/{truncated}"
    )


def test_a_whole_form_is_shown_in_whole_points(house: House, depressed: int, therapist: FlaskClient) -> None:
    answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 2))
    answer(house, depressed, "phq-9", {f"q{n}": 1 for n in range(1, 9)} | {"q1": 2}, day=7, key="week-1")
    page = look(therapist, f"/pasient/{depressed}/skjemaer")
    assert "Ned 8 poeng siden start." in page
    assert "10 1 svar manglet, regnet opp Moderate plager −8 −8" in page
    assert "Sum 10 (1 svar manglet, regnet opp), moderate plager" in page
    assert not re.search(r"\d,\d", page)


def test_rounding_never_turns_the_verdict(house: House) -> None:
    """18 to 12.4 is 5.6 points: not the six that count, although both round to six apart."""
    declared = everything_installed().one(Instrument, "phq-9")
    start, after = Response(id=1, version="1", total=18, occasion="start"), Response(id=2, version="1", total=12.4)
    with house.app.test_request_context():
        assert verdict_of(declared, start, after).words == "Litt bedre, kan være tilfeldig"
        assert difference(declared, start, after) == "−5,6"
        assert difference(declared, start, Response(id=2, version="1", total=10.4)) == "−8"


def test_what_is_not_asked_at_the_start_is_counted_from_the_first_time(
    house: House, depressed: int, therapist: FlaskClient
) -> None:
    answer(house, depressed, "gse", {f"q{n}": 2 for n in range(1, 11)}, day=14, key="week-2")
    page = look(therapist, f"/pasient/{depressed}/skjemaer")
    assert "Første gang: 20." in page
    assert "Ved start" not in page
    answer(house, depressed, "gse", {f"q{n}": 3 for n in range(1, 11)}, day=28, key="week-4")
    page = look(therapist, f"/pasient/{depressed}/skjemaer")
    assert "Opp 10 poeng siden første gang." in page
    assert "Bedre enn første gang" in page


def test_an_instrument_without_a_total_has_no_column_for_it(
    house: House, under_way: int, therapist: FlaskClient
) -> None:
    answer(house, under_way, "eq-5d-5l", {"mo": 1, "sc": 2, "ua": 2, "pd": 3, "ad": 2, "vas": 55})
    html = therapist.get(f"/pasient/{under_way}/skjemaer").get_data(as_text=True)
    section = html.split('id="s-eq-5d-5l"')[1].split("</section>")[0]
    assert ">Sum<" not in section
    assert "Helsen i dag (0–100)" in section


def test_the_main_form_stands_open_first_and_the_others_are_closed(
    house: House, depressed: int, therapist: FlaskClient
) -> None:
    answer(house, depressed, "gad-7", {f"q{n}": 3 for n in range(1, 8)})
    answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 2))
    html = therapist.get(f"/pasient/{depressed}/skjemaer").get_data(as_text=True)
    assert html.index('id="tidspunkter"') < html.index('id="s-phq-9"') < html.index('id="s-gad-7"')
    assert html.index('id="s-phq-9"') < html.index('<details class="card other">') < html.index('id="s-gad-7"')


def test_a_blank_form_is_said_in_one_line(house: House, depressed: int, therapist: FlaskClient) -> None:
    response_id = answer(house, depressed, "neq", {})
    page = look(therapist, f"/pasient/{depressed}/skjemaer/{response_id}")
    assert "Ingen spørsmål er besvart." in page
    assert "Ikke svart" not in page


def test_half_open_levels_do_not_overlap(house: House, under_way: int, therapist: FlaskClient) -> None:
    answer(house, under_way, "ibs-sss", {"pain_now": 0, "pain_days": 1, "dist_now": 0, "bowel": 40, "life": 40})
    page = look(therapist, f"/pasient/{under_way}/skjemaer")
    for words in ("(under 75)", "(75 til under 175)", "(175–300)", "(over 300)"):
        assert words in page


_NORWEGIAN = re.compile(
    r"\b(ikke|dager siden|siden|verre|bedre|grensen|svar|skjema|spørsmål|måned|uke|ved start)\b", re.I
)
_BOKMAAL = re.compile(r"\b(ikke|siden|grensen|uke|uker|hvor|hva|dager|måneder|spørsmålene|bedre)\b", re.I)


@pytest.mark.parametrize(("language", "wrong"), [("en", _NORWEGIAN), ("nn", _BOKMAAL)])
def test_the_pages_keep_to_their_language(
    house: House, maren: Person, depressed: int, therapist: FlaskClient, language: str, wrong: re.Pattern[str]
) -> None:
    answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 2))
    answer(house, depressed, "audit-c", {"q1": 3, "q2": 2, "q3": 2})
    latest = answer(house, depressed, "phq-9", dict.fromkeys(PHQ9, 3) | {"q1": None, "q2": 1}, day=4, key="week-1")
    answer(house, depressed, "gse", {f"q{n}": 2 for n in range(1, 11)}, day=4, key="week-1")
    house.clock.move(days=9)
    maren_now = house.browser(maren, staff=True)
    maren_now.get(f"/?lang={language}")
    for path in (
        f"/pasient/{depressed}/skjemaer", f"/pasient/{depressed}/skjemaer/{latest}", f"/pasient/{depressed}",
        "/instrumenter", *(f"/instrument/{key}" for key in ("phq-9", "ibs-sss", "neq", "audit-c", "ipaq-sf", "who-5", "mia")),
    ):  # fmt: skip
        html = maren_now.get(f"{path}?lang={language}").get_data(as_text=True)
        assert f'<html lang="{language}">' in html
        words = said(html.split("<main")[1].split("</main>")[0])
        found = wrong.search(words)
        assert found is None, (path, words[max(0, found.start() - 60) : found.end() + 60])
