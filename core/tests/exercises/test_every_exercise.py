"""Every exercise of the library, as a patient and her therapist meet it: what one can do, all can."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.modules.dated import dated_kind, every_entry
from varde.modules.entries import awaits_feedback, read_by_therapist, written_by_patient
from varde.modules.models import Entry
from varde.safety.service import open_lock, state_facts
from varde.testing.copies import copied
from varde.testing.house import House, make_house, sqlite_url, token, with_library
from varde.testing.samples.workshop.programme import EXERCISES, KEY, MODULE

from .library_tried import TRIED, Tried

BY_KEY = {exercise.key: exercise for exercise in EXERCISES}


@dataclass
class Workshop:
    """A patient who has begun, and her therapist."""

    house: House
    maren: Person
    kari: Person
    enrolment_id: int

    def __post_init__(self) -> None:
        self.browser: FlaskClient | None = None

    def sign_in(self) -> FlaskClient:
        self.browser = self.house.browser(self.kari)
        return self.browser

    def at(self, key: str, end: str = "") -> str:
        return f"/moduler/{self.enrolment_id}/{MODULE}/{key}{end}"

    def shared_at(self, key: str, end: str = "") -> str:
        return f"/pasient/{self.enrolment_id}/ovelse/{MODULE}/{key}{end}"

    def post(self, address: str, form: Mapping[str, str], status: int) -> str:
        assert self.browser is not None
        answer = self.browser.post(address, data={"csrf_token": token(self.browser), **form})
        assert answer.status_code == status, (address, form, answer.get_data(as_text=True))
        return answer.get_data(as_text=True)

    def html(self, address: str) -> str:
        assert self.browser is not None
        answer = self.browser.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.get_data(as_text=True)

    def stored(self, key: str) -> list[tuple[int, dict[str, Any]]]:
        with self.house.work() as work:
            rows = every_entry(work, self.enrolment_id, MODULE, key)
            return [(row.id, written_by_patient(row)) for row in rows]

    def number(self, words: Any) -> Any:
        """``{ladder}`` as the number of the newest entry there."""
        if isinstance(words, Mapping):
            return {self.number(name): self.number(each) for name, each in words.items()}
        if isinstance(words, list):
            return [self.number(each) for each in words]
        return (
            re.sub(r"\{([\w-]+)\}", lambda found: str(self.stored(found[1])[-1][0]), words)
            if isinstance(words, str)
            else words
        )

    def kept(self, tried: Tried) -> dict[str, Any]:
        """What is kept: the number of an entry is a number."""
        filled = self.number(tried.kept)
        return {key: _counted(value) for key, value in filled.items()}

    def write(self, key: str, form: Mapping[str, str]) -> int:
        """Send it as it is asked: at once, or one part at a time."""
        fields, parts = self.number(dict(form)), dated_kind(BY_KEY[key]).parts
        once = {"once": f"{key}{len(self.stored(key))}"}
        for number, _ in enumerate(parts[1:], start=2):
            page = self.post(self.at(key, "/innforing"), {**fields, "part": str(number - 1), "go": str(number)}, 200)
            assert f"Del {number} av {len(parts)}" in page
        self.post(self.at(key, "/innforing"), {**once, **fields}, 303)
        return self.stored(key)[-1][0]


def _counted(value: Any) -> Any:
    if isinstance(value, list):
        return [_counted(each) for each in value]
    if isinstance(value, dict) and "entry" in value:
        return {**value, "entry": int(value["entry"])}
    return value


def make_workshop(folder: Path) -> Workshop:
    house = make_house(sqlite_url(folder), catalogue=with_library())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    kari = house.person("Kari", "Dal")
    return Workshop(house, maren, kari, house.enrolled(kari, maren, KEY))


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    made = copied(make_workshop, tmp_path)
    made.sign_in()
    return made


def each() -> Iterator[tuple[str, Tried]]:
    yield from TRIED.items()


def test_each_exercise_of_the_library_is_tried() -> None:
    assert list(TRIED) == list(BY_KEY)


def test_each_is_written_as_a_form_is_sent_and_stands_on_its_page(workshop: Workshop) -> None:
    for key, tried in each():
        number = workshop.write(key, tried.form)
        assert workshop.stored(key) == [(number, workshop.kept(tried))], key
        for language in ("nb", "nn", "en"):
            page = workshop.html(f"{workshop.at(key)}?lang={language}")
            assert f'id="innforing-{number}"' in page, (key, language)
        workshop.html(f"{workshop.at(key)}?lang=nb")
        assert tried.said in workshop.html(workshop.at(key)), key


def test_what_breaks_a_rule_is_said_where_and_nothing_typed_is_lost(workshop: Workshop) -> None:
    for key, tried in each():
        wrong, control = tried.wrong
        page = workshop.post(workshop.at(key, "/innforing"), wrong, 422)
        assert f'href="#{control}"' in page, key
        workshop.write(key, tried.form)
        ahead = workshop.post(
            workshop.at(key, "/innforing"), {**workshop.number(dict(tried.form)), "entry-day": "2999-01-01"}, 422
        )
        assert 'href="#entry-day"' in ahead, key
        assert len(workshop.stored(key)) == 1, key


def test_seven_are_seven_and_three_hundred_cost_no_more_statements(workshop: Workshop) -> None:
    for key, tried in each():
        written = workshop.write(key, tried.form)
        _copies(workshop, written, 6)
        with workshop.house.counted() as few:
            page = workshop.html(workshop.at(key))
        seven = 1 if dated_kind(BY_KEY[key]).once_a_day else 7
        assert page.count('id="innforing-') == seven, key
        _copies(workshop, written, 293)
        with workshop.house.counted() as many:
            page = workshop.html(workshop.at(key))
        assert len(many) <= len(few), key
        assert page.count('id="innforing-') <= 40, key


def _copies(workshop: Workshop, of: int, times: int) -> None:
    """As if she had written it so many times more that day, or on so many days before where there is one a day."""
    with workshop.house.work() as work:
        row = work.session.get_one(Entry, of)
        once_a_day = dated_kind(BY_KEY[row.step]).once_a_day
        assert row.day is not None
        for number in range(1, times + 1):
            day = row.day - timedelta(days=number + times) if once_a_day else row.day
            made = Entry(
                enrolment_id=row.enrolment_id, module=row.module, step=row.step, occurrence=f"{times}-{number}"
            )
            made.day, made.clock, made.answers = day, row.clock, row.answers
            made.shared, made.saved_at = False, row.saved_at
            work.add(made)


def test_each_is_shared_answered_read_and_corrected_by_itself(workshop: Workshop) -> None:
    staff = workshop.house.browser(workshop.maren, staff=True)
    for key, tried in each():
        number = workshop.write(key, tried.form)
        assert f"innforing-{number}" not in staff.get(workshop.shared_at(key)).get_data(as_text=True), key
        workshop.post(workshop.at(key, f"/innforing/{number}/del"), {}, 303)
        page = staff.get(workshop.shared_at(key)).get_data(as_text=True)
        assert f'id="innforing-{number}"' in page, key
        assert tried.said in page, key
        words = {"csrf_token": token(staff), "feedback": f"Takk for at du delte {key}."}
        assert staff.post(workshop.shared_at(key, f"/{number}"), data=words).status_code == 303, key
        assert f"Takk for at du delte {key}." in workshop.html(workshop.at(key)), key
        changed = {**workshop.number(dict(tried.form)), **tried.later, "entry-day": "2026-09-21"}
        found = re.search(r'name="base" value="([^"]*)"', workshop.html(workshop.at(key, f"/innforing/{number}")))
        assert found is not None, key
        workshop.post(workshop.at(key, f"/innforing/{number}"), {"base": unescape(found[1]), **changed}, 303)
        shared = workshop.kept(tried)
        with workshop.house.work() as work:
            row = work.session.get_one(Entry, number)
            assert row.corrected_at is not None, key
            assert read_by_therapist(row) == shared, key
            assert not awaits_feedback(row), key
        assert "Det som sto før" in workshop.html(workshop.at(key, f"/innforing/{number}")), key


def test_what_was_begun_is_there_again_in_another_browser(workshop: Workshop) -> None:
    for key, tried in each():
        form = workshop.number(dict(tried.form))
        workshop.post(
            f"/utkast/innforing/{workshop.enrolment_id}/{MODULE}/{key}?forlop={workshop.enrolment_id}", form, 303
        )
        workshop.sign_in()
        page = workshop.html(workshop.at(key))
        assert "Utkast lagret" in page, key
        for name, value in form.items():
            assert (
                re.search(
                    rf'name="{name}"[^>]*value="{re.escape(value)}"[^>]*checked|name="{name}" value="{re.escape(value)}"',
                    page,
                )
                or value in page
            ), (key, name)
        workshop.write(key, tried.form)


def test_each_can_be_taken_away_as_a_table(workshop: Workshop) -> None:
    for key, tried in each():
        workshop.write(key, tried.form)
        table = list(csv.reader(StringIO(workshop.html(workshop.at(key, "/innforing/last-ned")))))
        assert [len(row) for row in table] == [len(table[0])] * 2, key
        assert sum(bool(cell) for cell in table[1]) > len(tried.kept), key


def test_a_choice_that_is_not_safe_is_closed_to_her_and_says_why_and_the_others_are_open(workshop: Workshop) -> None:
    at = workshop.at("bodily-exercises")
    with workshop.house.work() as work:
        enrolment = work.session.get_one(Enrolment, workshop.enrolment_id)
        state_facts(work, workshop.house.actor(workshop.kari), enrolment, {"s0_heart": True, "s0_lungs": None})
    page = workshop.html(at)
    assert 'value="run"' not in page
    assert "Du har fortalt om hjertet, eller om brystsmerter." in page
    assert "Vi vet ikke nok ennå." not in page  # what is not known closes nothing more than the heart does
    assert 'value="shake"' in page
    refused = workshop.post(at + "/innforing", {"which": "run", "fear": "35"}, 422)
    assert 'href="#which"' in refused
    with workshop.house.work() as work:
        enrolment = work.session.get_one(Enrolment, workshop.enrolment_id)
        therapist = workshop.house.actor(workshop.maren, ("therapist", workshop.house.clinic))
        open_lock(work, therapist, enrolment, "s0-heart", "Fastlegen har sett på det.")
    assert 'value="run"' in workshop.html(at)
    assert 'value="hold"' not in workshop.html(at)
