"""Every installed programme and instrument on the pages: asked once, shown in words, and never by a key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.assessments.form_pages import pages_of
from varde.assessments.models import Response
from varde.identity.models import Person
from varde.instruments.answers import items_of
from varde.instruments.rules import score
from varde.instruments.values import Instrument
from varde.instruments.words import flag_in_words, label_of_scale, plain, subscore_in_words
from varde.programmes.values import Programme
from varde.scheduling.agenda import finish, plan
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, everything_installed, make_house, sqlite_url
from varde.web.patient.answer_form import NOT_ANSWERS
from varde.web.shell.referral_form import questions_of

CATALOGUE = everything_installed()
INSTRUMENTS = CATALOGUE.all(Instrument)
PROGRAMMES = CATALOGUE.all(Programme)


# --- the referral form


@pytest.mark.parametrize("key", sorted(PROGRAMMES))
@pytest.mark.parametrize("clinician", [False, True])
def test_every_fact_about_the_person_is_asked_once_or_known_otherwise(key: str, clinician: bool) -> None:
    programme = PROGRAMMES[key]
    asked = [fact.key for question in questions_of(programme, clinician=clinician) for fact in question.facts]
    assert len(asked) == len(set(asked))
    left_out = {fact.key for fact in programme.eligibility.asked} - set(asked)
    known = {
        fact.key
        for fact in programme.eligibility.asked
        if fact.source == "birth_date" or (fact.source == "sign_in" and not clinician)
    }
    referred = {"referred"} & {fact.key for fact in programme.eligibility.asked}
    worked_out, parts = {each.fact for each in programme.eligibility.worked_out}, programme.eligibility.parts
    assert left_out - worked_out - parts == known | (referred if clinician else set())
    for each in programme.eligibility.worked_out:
        in_parts = set(each.of) & parts <= set(asked)
        assert not (in_parts and each.fact in asked), f"{each.fact} is asked for, and worked out"
        assert in_parts or each.fact in asked or each.licensed, f"nobody can say {each.fact}"


@pytest.mark.parametrize("key", sorted(PROGRAMMES))
def test_unknown_is_always_a_possible_answer(key: str) -> None:
    for question in questions_of(PROGRAMMES[key], clinician=False):
        assert question.kind in ("ticks", "amount") or "unknown" in dict(question.choices)


def test_the_alarm_signs_of_the_bowel_are_one_list() -> None:
    questions = questions_of(PROGRAMMES["ibs"], clinician=False)
    lists = [question for question in questions if question.kind == "ticks"]
    assert [len(question.facts) for question in lists] == [8]


# --- the questionnaires


@pytest.mark.parametrize(("key", "how_many"), [("ibs-qol", 3), ("lsas-sr", 4), ("mia", 5), ("neq", 4)])
def test_very_long_instruments_have_pages(key: str, how_many: int) -> None:
    pages = pages_of(INSTRUMENTS[key])
    assert len(pages) == how_many
    assert min(map(len, pages)) * 2 > max(map(len, pages))
    headings = [{item.heading for item in items if item.heading} for items in pages]
    assert not any(page & other for number, page in enumerate(headings) for other in headings[number + 1 :])


def test_every_installed_instrument_with_more_than_twenty_items_has_pages() -> None:
    assert [key for key, value in INSTRUMENTS.items() if len(value.items) > 20 and not value.page_length] == []


def test_no_item_has_the_name_of_another_field_of_the_form() -> None:
    for key, instrument in INSTRUMENTS.items():
        assert not {item.key for item in items_of(instrument)} & {*NOT_ANSWERS, "mangler"}, key


# --- what the therapist sees


class Words(HTMLParser):
    """What a page says, tags left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.heard.append(data)


def look(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    words = " ".join(" ".join(Words(answer.get_data(as_text=True)).heard).split())
    return words.replace(" ,", ",").replace(" .", ".")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path))


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic))


@pytest.fixture
def therapist(house: House, maren: Person) -> FlaskClient:
    return house.browser(maren, staff=True)


@pytest.fixture
def under_way(house: House, maren: Person) -> int:
    return house.enrolled(house.person("Ingrid", "Solheim"), maren)


def answer(house: House, enrolment_id: int, key: str, given: dict[str, Any], day: int = 0, **context: object) -> int:
    """A response handed in ``day`` days from now, scored as the service would; returns its id."""
    with house.work() as work:
        declared = work.catalogue.one(Instrument, key)
        when = work.now + timedelta(days=day)
        item = work.session.scalar(
            select(AgendaItem).where(
                AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == "start", AgendaItem.occurrence == day
            )
        ) or plan(work, enrolment_id, "assessment", "start", opens_at=when, due_at=when, closes_at=when, occurrence=day)
        finish(item, when)
        work.session.flush()
        scored = score(declared, given, context)
        response = work.add(
            Response(
                enrolment_id=enrolment_id,
                agenda_id=item.id,
                occasion="start",
                instrument=key,
                version=declared.version,
                answers=given,
                context=context,
                saved_at=when,
                submitted_at=when,
                status=scored.status,
                total=scored.total,
                band=scored.band,
                subscores=dict(scored.subscores),
                flags=dict(scored.flags),
                n_missing=scored.n_missing,
            )
        )
        work.session.flush()
        return response.id


def some_answers(instrument: Instrument, way: float) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if instrument.kind == "score_only":
        low, high = instrument.total_range or (0, 1)
        return {"total": low + way * (high - low)}
    for item in instrument.items:
        number = item.low + way * (item.high - item.low)
        if item.kind == "boolean":
            given[item.key] = way >= 0.5
        elif item.choices:
            given[item.key] = item.choices[round(way * (len(item.choices) - 1))][0]
        elif item.kind == "days":
            given[item.key] = [{"steps": int(number), "wear_h": 12}, {"steps": None, "wear_h": None}]
        else:
            given[item.key] = int(number) - int(number) % (item.step or 1)
    return given


@pytest.mark.parametrize("key", sorted(INSTRUMENTS))
def test_every_installed_instrument_can_be_shown(
    house: House, under_way: int, therapist: FlaskClient, key: str
) -> None:
    """At the bottom, in the middle and at the top of every range; the instrument's own page too."""
    declared = INSTRUMENTS[key]
    ids = [
        answer(house, under_way, key, some_answers(declared, way), day, sex="male", age=70)
        for day, way in enumerate((0.0, 0.5, 1.0))
    ]
    assert declared.title.nb.partition(":")[0] in look(therapist, f"/pasient/{under_way}/skjemaer")
    for response_id in ids:
        look(therapist, f"/pasient/{under_way}/skjemaer/{response_id}")
    assert declared.title.nb in look(therapist, f"/instrument/{key}")


@pytest.mark.parametrize("key", sorted(INSTRUMENTS))
def test_every_flag_has_words_in_three_languages(key: str) -> None:
    instrument = INSTRUMENTS[key]
    words = dict(instrument.words)
    assert [flag.key for flag in instrument.flags if flag.key not in words] == []
    assert [scale.key for scale in instrument.subscales if scale.label is None] == []
    assert [name for name, text in words.items() if not (text.nb and text.nn and text.en)] == []


def _result_words(instrument: Instrument, expected: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every key of a worked example that reaches a page, with what the page calls it."""
    for key, value in (expected.get("subscores") or {}).items():
        yield key, label_of_scale(instrument, key, "nb")
        if isinstance(value, str):
            yield value, subscore_in_words(instrument, key, value, "nb")
    for key, value in (expected.get("flags") or {}).items():
        title, said_value = flag_in_words(instrument, key, value, "nb")
        yield key, title
        for part in [value] if isinstance(value, str) else value if isinstance(value, list) else []:
            yield f"{key}={part}", said_value


def test_no_key_of_a_worked_example_reaches_a_page() -> None:
    examples = json.loads((Path(__file__).parents[2] / "facts" / "vectors.json").read_text(encoding="utf-8"))
    raw = set()
    for example in examples["instruments"]:
        instrument = INSTRUMENTS[example["instrument"]]
        for key, words in _result_words(instrument, example["expected"]):
            bare = key.partition("=")[2] or key
            named = {k for k, _ in instrument.words} | {s.key for s in instrument.subscales if s.label}
            if words.lower() == plain(bare).lower() and key not in named and f"waist_risk={key}" not in named:
                raw.add((instrument.key, key))
    assert raw == set()


def test_what_is_held_outside_says_why(house: House, under_way: int, therapist: FlaskClient) -> None:
    given = {"vig_days": 1, "vig_min": 700, "mod_days": 2, "mod_min": 300, "walk_days": 0, "sit_min": 1}
    response_id = answer(house, under_way, "ipaq-sf", given)
    assert "Holdt utenfor: mer enn 960 minutter aktivitet på en dag" in look(
        therapist, f"/pasient/{under_way}/skjemaer"
    )
    page = look(therapist, f"/pasient/{under_way}/skjemaer/{response_id}")
    assert "sum_minutes" not in page
    assert "Reason" not in page
    assert "1 dag 2 dager" in page.replace("700 minutter ", "").replace("Hvor lenge en slik dag? ", "").replace(
        "Hvor mange dager pustet du litt mer enn vanlig av noe du gjorde? Ikke tell med gange. ", ""
    )
    truncated = answer(house, under_way, "ipaq-sf", given | {"vig_min": 200, "mod_min": 60}, day=7)
    assert "Regnet som 180 minutter, fordi det var mer anstrengende aktivitet" in look(
        therapist, f"/pasient/{under_way}/skjemaer/{truncated}"
    )
