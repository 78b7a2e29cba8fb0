"""A diary as the therapist reads it: what waits, the week as a picture, and each entry answered by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.work import Work
from varde.modules.dated import EntryTime, correct_entry, every_entry, share_entries, take_back, write_entry
from varde.modules.entries import awaits_feedback, feedback_on
from varde.modules.models import Entry
from varde.modules.progress import finish_step, path_of
from varde.programmes.values import Exercise, Module
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

WEEK = {24: 2, 26: 4, 27: 7, 28: 3, 29: 3, 30: 1}
"""By the day of September how calm she was; the clock stands at 1 October."""


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic))


@pytest.fixture
def therapist(house: House, maren: Person) -> FlaskClient:
    return house.browser(maren, staff=True)


class Diary:
    """A patient with a diary, and what she does in it."""

    def __init__(self, house: House, person: Person, enrolment_id: int) -> None:
        self.house, self.person, self.enrolment_id = house, person, enrolment_id

    @contextmanager
    def open(self) -> Iterator[tuple[Work, Enrolment, Module, Exercise]]:
        with self.house.work() as work:
            enrolment = open_record(work, self.house.actor(self.person), self.enrolment_id, "exercise", write=True)
            view = path_of(work, enrolment, "nb").view("boat-and-oars")
            step = view.module.steps[1]
            assert isinstance(step, Exercise)
            yield work, enrolment, view.module, step

    def write(self, about: EntryTime, *, shared: bool = True, **answers: object) -> int:
        with self.open() as (work, enrolment, module, step):
            entry = write_entry(work, enrolment, module, step, answers, about, f"{about}-{answers}")
            if shared:
                share_entries(work, enrolment, module, [entry])
            return entry.id

    def rows(self, work: Work) -> list[Entry]:
        return every_entry(work, self.enrolment_id, "boat-and-oars", "rowing")


@pytest.fixture
def diary(house: House, maren: Person) -> Diary:
    person = house.person("Ingrid", "Solheim")
    enrolment_id = house.enrolled(person, maren, "lake", None)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        view = path_of(work, enrolment, "nb").view("know-the-lake")
        for step in view.module.steps:
            finish_step(work, enrolment, view, step)
    house.clock.move(days=10, hours=1)
    return Diary(house, person, enrolment_id)


def words(html: str) -> str:
    main = "<main" + html.split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def at(diary: Diary, end: str = "") -> str:
    return f"/pasient/{diary.enrolment_id}/ovelse/boat-and-oars/rowing{end}"


def patient_page(therapist: FlaskClient, diary: Diary) -> str:
    return therapist.get(f"/pasient/{diary.enrolment_id}").get_data(as_text=True)


def test_the_week_is_a_picture_with_a_gap_for_a_day_without(diary: Diary, therapist: FlaskClient) -> None:
    for day, calm in WEEK.items():
        diary.write(EntryTime(date(2026, 9, day), time(20, 5)), calm=calm)
    diary.write(EntryTime(date(2026, 10, 1)), shared=False, calm=9, noticed="Bare mitt.")
    page = therapist.get(at(diary)).get_data(as_text=True)
    said = words(page)
    assert "Høyest søndag (7), lavest onsdag (1)" in said
    assert "Bare mitt." not in said
    assert "6 delte innføringer 6 uten svar" in said
    assert "Se etter dette Slår med årene" in said
    assert page.count('<circle class="a-dot"') == 6
    assert re.findall(r"<tr><th[^>]*>(.*?)</th><td[^>]*>(.*?)</td></tr>", page) == [
        ("torsdag 24. september", "2"),
        ("fredag 25. september", "ikke delt"),
        ("lørdag 26. september", "4"),
        ("søndag 27. september", "7"),
        ("mandag 28. september", "3"),
        ("tirsdag 29. september", "3"),
        ("onsdag 30. september", "1"),
    ]
    before = words(therapist.get(at(diary, "?til=2026-09-23")).get_data(as_text=True))
    assert "Ingen tall disse dagene" in before
    assert "Ingenting er delt om disse dagene." in before


def test_what_waits_is_named_and_each_is_answered_by_itself(diary: Diary, therapist: FlaskClient, house: House) -> None:
    numbers = [diary.write(EntryTime(date(2026, 9, day)), calm=calm) for day, calm in WEEK.items()]
    assert "Se uken: Øv på å ro" in words(patient_page(therapist, diary))
    assert "Øv på å ro, onsdag 30. september" in words(patient_page(therapist, diary))
    caseload = words(therapist.get("/arbeidsliste").get_data(as_text=True))
    assert "Delte «Øv på å ro» torsdag 1. oktober. 6 innføringer har ikke fått svar." in caseload
    house.clock.move(minutes=1)
    answer = therapist.post(
        at(diary, f"/{numbers[1]}?til=2026-09-30"),
        data={"csrf_token": token(therapist), "feedback": "Fint at du rodde."},
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, at(diary, "?til=2026-09-30") + "#h-dager")
    therapist.post(at(diary, f"/{numbers[2]}/lest?til=2026-09-30"), data={"csrf_token": token(therapist)})
    with house.work() as work:
        rows = diary.rows(work)
        assert [awaits_feedback(row) for row in rows] == [True, False, False, True, True, True]
        assert [[each.text for each in feedback_on(row)] for row in rows] == [[], ["Fint at du rodde."], [], [], [], []]
    said = words(therapist.get(at(diary)).get_data(as_text=True))
    assert "4 uten svar" in said
    assert said.count("Fint at du rodde.") == 1
    assert "Øvelser <b>4</b>" in patient_page(therapist, diary)


def test_what_is_corrected_or_taken_back_is_hers(diary: Diary, therapist: FlaskClient, house: House) -> None:
    number = diary.write(EntryTime(date(2026, 9, 30), time(8, 0)), calm=3, noticed="Det jeg delte.")
    with diary.open() as (work, enrolment, _, step):
        entry = work.session.get_one(Entry, number)
        correct_entry(
            work, enrolment, step, entry, {"calm": 8, "noticed": "Det jeg rettet."}, EntryTime(date(2026, 9, 22))
        )
    said = words(therapist.get(at(diary)).get_data(as_text=True))
    assert "Onsdag 30. september" in said
    assert "Det jeg delte." in said
    assert "Det jeg rettet." not in said
    with diary.open() as (work, enrolment, _, _step):
        take_back(work, work.session.get_one(Entry, number))
    assert "Ingrid har ikke delt noe av denne øvelsen." in words(therapist.get(at(diary)).get_data(as_text=True))
    answer = therapist.post(at(diary, f"/{number}"), data={"csrf_token": token(therapist), "feedback": "Hei"})
    assert answer.status_code == 409
    assert "Det jeg" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("feedback", "said"),
    [("", "Skriv en tilbakemelding på 1 til 2000 tegn."), ("x" * 2001, "Teksten har 2001 tegn")],
    ids=["empty", "long"],
)
def test_an_answer_that_is_none(diary: Diary, therapist: FlaskClient, feedback: str, said: str) -> None:
    number = diary.write(EntryTime(date(2026, 9, 30)), calm=3)
    answer = therapist.post(at(diary, f"/{number}"), data={"csrf_token": token(therapist), "feedback": feedback})
    assert answer.status_code == 422
    assert f'href="#feedback-{number}"' in answer.get_data(as_text=True)
    assert said in words(answer.get_data(as_text=True))


def test_nobody_else_reads_it(diary: Diary, house: House) -> None:
    diary.write(EntryTime(date(2026, 9, 30)), calm=3)
    stranger = house.browser(house.person("Per", "Vik", ("therapist", house.clinic)), staff=True)
    assert stranger.get(at(diary)).status_code == 403
    other = house.browser(house.person("Kari", "Li"))
    assert other.get(at(diary)).status_code in (403, 404)


@pytest.mark.parametrize("end", ["what-it-is", "nothing"])
def test_what_is_no_diary_is_not_found(diary: Diary, therapist: FlaskClient, end: str) -> None:
    for module in ("know-the-lake", "nothing"):
        assert therapist.get(f"/pasient/{diary.enrolment_id}/ovelse/{module}/{end}").status_code == 404


def test_three_hundred_shared_cost_no_more_statements(diary: Diary, therapist: FlaskClient, house: House) -> None:
    diary.write(EntryTime(date(2026, 10, 1), time(1, 0)), calm=3)
    pages = (at(diary), f"/pasient/{diary.enrolment_id}", "/arbeidsliste")
    costs = []
    for many in (1, 300):
        if many > 1:
            with diary.open() as (work, enrolment, module, step):
                entries = [
                    write_entry(
                        work,
                        enrolment,
                        module,
                        step,
                        {"calm": n % 11},
                        EntryTime(date(2026, 10, 1), time(n % 10, n % 60)),
                        f"n{n}",
                    )
                    for n in range(299)
                ]
                share_entries(work, enrolment, module, entries)
        for page in pages:
            therapist.get(page)
        counted = []
        for page in pages:
            with house.counted() as statements:
                html = therapist.get(page).get_data(as_text=True)
            counted.append(len(statements))
            assert len(html) < 200_000, page
        costs.append(counted)
    assert costs[0] == costs[1]
