"""A diary is one line wherever it is shown, and no page costs more for the days behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from varde.assessments.service import open_sheet, submit
from varde.audit.models import AccessEntry
from varde.benefits.counting.facts import facts_of
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.exchange.choosing import Choice
from varde.exchange.csv.exporting import write_answers
from varde.notifications.models import Delivery
from varde.programmes.values import OnDemand, Programme
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, make_house, sqlite_url, with_diary
from varde.testing.house import token as csrf_of
from varde.testing.samples.cove import PROGRAMME


class Ida:
    """In the cove since ten on Monday 21 September."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.maren = house.person("Maren", "Aas", ("therapist", house.clinic))
        self.person = house.person("Ida", "Vik")
        self.enrolment_id = house.enrolled(self.person, self.maren, "cove")

    @property
    def browser(self) -> FlaskClient:
        """Signed in anew, since days go by."""
        return self.house.browser(self.person)

    @property
    def staff(self) -> FlaskClient:
        return self.house.browser(self.maren, staff=True)

    def page(self, path: str) -> str:
        return words(self.browser.get(path.format(self.enrolment_id)).get_data(as_text=True))

    def staffs(self, path: str) -> str:
        return words(self.staff.get(path.format(self.enrolment_id)).get_data(as_text=True))

    def rows(self) -> list[AgendaItem]:
        with self.house.work() as work:
            query = select(AgendaItem).where(AgendaItem.key == "diary").order_by(AgendaItem.occurrence)
            return list(work.session.scalars(query))

    def write(self, number: int) -> int:
        item = self.rows()[number]
        with self.house.work() as work:
            actor = self.house.actor(self.person)
            submit(work, actor, open_sheet(work, actor, item.id, write=True), "cove-day", {"waves": 4})
        return item.id

    def days(self, number: int, *, writing: bool = False) -> None:
        """Evenings at nine."""
        for _ in range(number):
            self.house.clock.move(hours=24)
            tick(self.house.platform)
            if writing:
                self.write(sum(1 for row in self.rows() if row.opens_at <= self.house.clock.now()) - 1)


def words(html: str) -> str:
    main = html.partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def ida_at(folder: Path, hours: float) -> Ida:
    """Ida, so many hours after ten in the morning on the wall."""
    ida = Ida(make_house(sqlite_url(folder), catalogue=with_diary()))
    ida.house.clock.move(hours=hours)
    tick(ida.house.platform)
    return ida


@pytest.fixture
def ida(tmp_path: Path) -> Ida:
    """At nine in the evening."""
    return ida_at(tmp_path, 11)


HOME, LIST = "/min-sti/{}", "/skjema/forlop/{}"
RECORD, SCORES = "/pasient/{}", "/pasient/{}/skjemaer"


def test_the_home_has_a_card_and_the_path_comes_first(ida: Ida) -> None:
    home = ida.page(HOME)
    assert "Ved start" in home.partition("Dagboken")[0], "what waits longer is the next thing"
    assert "Dagboken Åpen til tirsdag 22. september kl. 20.00." in home
    ida.write(0)
    assert "Dagboken Skrevet. Neste gang er tirsdag 22. september kl. 20.00." in ida.page(HOME)


def test_when_nothing_else_waits_the_diary_is_the_next_thing(ida: Ida) -> None:
    with ida.house.work() as work:
        start = work.session.scalars(select(AgendaItem).where(AgendaItem.key == "start")).one()
        actor = ida.house.actor(ida.person)
        submit(
            work,
            actor,
            open_sheet(work, actor, start.id, write=True),
            "who-5",
            dict.fromkeys(("q1", "q2", "q3", "q4", "q5"), 3),
        )
    browser, path = ida.browser, f"/moduler/{ida.enrolment_id}/by-the-sea/calm-water"
    assert browser.post(path, data=token(browser.get(path).get_data(as_text=True))).status_code == 303
    home = ida.page(HOME)
    assert "Neste på stien Dagboken Skjemaet tar omtrent 1 minutt." in home
    assert "Lenger fremme" not in home


def token(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(csrf_token)" value="([^"]+)"', page))


@pytest.mark.parametrize("path", [HOME, LIST, RECORD, SCORES])
def test_it_is_one_line_after_four_weeks(ida: Ida, path: str) -> None:
    ida.days(27, writing=True)
    page = ida.staffs(path) if path in (RECORD, SCORES) else ida.page(path)
    page = page.partition("Alle svar som tabell")[0]  # folded
    # Named once more where it is the next thing of her home.
    assert 1 <= page.count("Dagboken") <= 2, page
    assert not re.search(r"(Forfalt|Ikke besvart).{0,40}Dagboken", page)


def test_the_list_says_how_many_days(ida: Ida) -> None:
    ida.days(3)
    ida.write(3)
    page = ida.page(LIST)
    assert "Dagboken Skrevet. Neste gang er fredag 25. september kl. 20.00. Skrevet 1 av 4 dager." in page
    assert "tirsdag 22. september: ikke skrevet" in page
    assert "torsdag 24. september: skrevet" in page
    assert "Kommer senere" not in page


def test_the_therapist_reads_one_line_with_the_latest_days(ida: Ida) -> None:
    ida.days(5, writing=True)
    scores = ida.staffs(SCORES)
    assert "Skrevet 5 av 6 dager, sist 26. september" in scores
    listed = scores.partition("Måletidspunkter")[2].partition("Be om et skjema nå")[0]
    assert listed.count(": Sum 4") == 3
    assert "Dagbok: Dagboken" in ida.staffs(RECORD)


def test_after_a_day_comes_the_next_day_and_after_another_form_no_diary(ida: Ida) -> None:
    done = ida.page(f"/skjema/{ida.write(0)}/takk")
    assert "Dagboken Fra 22. september 2026" in done
    ida.days(1)
    with ida.house.work() as work:
        start = work.session.scalars(select(AgendaItem).where(AgendaItem.key == "start")).one()
        actor = ida.house.actor(ida.person)
        answers = dict.fromkeys(("q1", "q2", "q3", "q4", "q5"), 3)
        submit(work, actor, open_sheet(work, actor, start.id, write=True), "who-5", answers)
    assert "Dagboken" not in ida.page(f"/skjema/{start.id}/takk")


@pytest.mark.parametrize("path", [HOME, LIST, RECORD, SCORES])
def test_the_days_behind_cost_nothing(ida: Ida, path: str) -> None:
    def statements() -> int:
        browser = ida.staff if path in (RECORD, SCORES) else ida.browser
        browser.get(path.format(ida.enrolment_id))
        with ida.house.counted() as statements:
            browser.get(path.format(ida.enrolment_id))
        return len(statements)

    ida.days(2, writing=True)
    few = statements()
    ida.days(20, writing=True)
    assert statements() == few


def test_whoever_ends_it_is_told_of_one_diary(ida: Ida) -> None:
    assert len(ida.rows()) == 2
    with ida.house.work() as work:
        ending = end(work, ida.maren.id, work.session.get_one(Enrolment, ida.enrolment_id), "withdrawn")
        assert ending.became == {"stopped": 2, "asked": 0, "appointments": 0}


# --- what is counted, and what is taken out


def test_its_answers_count_in_no_benefit_and_are_taken_out_with_their_day(ida: Ida, tmp_path: Path) -> None:
    ida.days(2, writing=True)
    ida.house.platform.drain()
    with ida.house.work() as work:
        facts = facts_of(work, work.session.get_one(Enrolment, ida.enrolment_id))
        assert (facts.answered, facts.scores) == (frozenset(), ())
    write_answers(ida.house.platform, Choice((ida.house.clinic.id,), "cove"), tmp_path / "answers.csv")
    rows = [line.split(",") for line in (tmp_path / "answers.csv").read_text().splitlines()]
    taken = {
        name: [row[rows[0].index(name)] for row in rows[1:]] for name in ("occasion", "date", "instrument", "answer")
    }
    assert taken == {
        # One that was answered before at this occasion has its day behind it: elsewhere it is an occasion of its own.
        "occasion": ["diary", "diary 2026-09-23"],
        "date": ["2026-09-22", "2026-09-23"],
        "instrument": ["cove-day", "cove-day"],
        "answer": ["4", "4"],
    }


# --- what she opens herself


ASKING = {"occasion": "note", "form-why": "Hun vil skrive oftere."}


def send(client: FlaskClient, path: str, **form: str) -> TestResponse:
    return client.post(path, data={**form, "csrf_token": csrf_of(client)})


def notes(ida: Ida) -> list[AgendaItem]:
    with ida.house.work() as work:
        query = select(AgendaItem).where(AgendaItem.key == "note").order_by(AgendaItem.occurrence)
        return list(work.session.scalars(query))


def open_note(ida: Ida) -> TestResponse:
    return send(ida.browser, f"/skjema/forlop/{ida.enrolment_id}/ny", occasion="note")


def test_she_opens_one_herself_one_at_a_time(ida: Ida) -> None:
    assert "Når du vil Et notat når du vil Omtrent 1 minutt." in ida.page(LIST)
    answer = open_note(ida)
    (note,) = notes(ida)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/skjema/{note.id}")
    assert (note.state, note.opens_at, note.details) == ("planned", ida.house.clock.now(), {"asked_by": ida.person.id})
    assert "Når du vil Et notat" not in ida.page(LIST)
    again = open_note(ida)
    assert (again.status_code, again.headers["Location"]) == (303, f"/skjema/forlop/{ida.enrolment_id}")
    assert len(notes(ida)) == 1
    with ida.house.work() as work:
        actor = ida.house.actor(ida.person)
        submit(work, actor, open_sheet(work, actor, note.id, write=True), "cove-day", {"waves": 9})
    open_note(ida)
    assert [(row.occurrence, row.state) for row in notes(ida)] == [(0, "done"), (1, "planned")]


def test_the_therapist_asks_for_the_same_and_there_is_one(ida: Ida) -> None:
    open_note(ida)
    answer = send(ida.staff, f"/pasient/{ida.enrolment_id}/sti/-/skjema", **ASKING)
    assert answer.status_code == 409
    assert "Pasienten har alt dette skjemaet åpent, til 23. september 2026." in answer.get_data(as_text=True)


@pytest.mark.parametrize("occasion", ["start", "diary", "no-such", ""])
def test_she_opens_nothing_else(ida: Ida, occasion: str) -> None:
    before = len(ida.rows())
    assert send(ida.browser, f"/skjema/forlop/{ida.enrolment_id}/ny", occasion=occasion).status_code == 404
    assert (len(ida.rows()), notes(ida)) == (before, [])


WHO = {
    # What is declared, whether she may open it, and whether the therapist may ask for it.
    "therapist": (False, True),
    "patient": (True, False),
    "both": (True, True),
}


@pytest.mark.parametrize("declared", WHO)
def test_who_may_open_it_is_declared(tmp_path: Path, declared: OnDemand) -> None:
    occasions = tuple(
        replace(occasion, on_demand=declared) if occasion.on_demand else occasion for occasion in PROGRAMME.occasions
    )
    catalogue = with_diary().with_values(Programme, [replace(PROGRAMME, occasions=occasions)])
    ida = Ida(make_house(sqlite_url(tmp_path), catalogue=catalogue))
    hers, theirs = WHO[declared]
    assert ("Når du vil Et notat" in ida.page(LIST), "Be om et skjema nå" in ida.staffs(SCORES)) == (hers, theirs)
    assert open_note(ida).status_code == (303 if hers else 404)
    assert len(notes(ida)) == int(hers)
    asked = send(ida.staff, f"/pasient/{ida.enrolment_id}/sti/-/skjema", **ASKING)
    assert asked.status_code == (404 if not theirs else 409 if hers else 303)


@pytest.mark.parametrize("verb", [pause, lambda work, actor, enrolment: end(work, None, enrolment, "withdrawn")])
def test_nobody_opens_one_who_is_not_under_way(ida: Ida, verb: Callable[..., object]) -> None:
    with ida.house.work() as work:
        verb(work, ida.house.actor(ida.maren), work.session.get_one(Enrolment, ida.enrolment_id))
    assert "Når du vil" not in ida.page(LIST)
    assert open_note(ida).status_code == 409
    assert notes(ida) == []


def test_nobody_elses_can_be_opened_and_hers_is_in_the_access_log(ida: Ida) -> None:
    stranger = ida.house.browser(ida.house.person("Liv", "Berg"))
    assert send(stranger, f"/skjema/forlop/{ida.enrolment_id}/ny", occasion="note").status_code == 404
    assert ida.browser.post(f"/skjema/forlop/{ida.enrolment_id}/ny", data={"occasion": "note"}).status_code == 400
    assert notes(ida) == []
    with ida.house.work() as work:
        before = work.session.scalar(select(func.count()).select_from(AccessEntry))
    open_note(ida)
    with ida.house.work() as work:
        entries = work.session.scalars(select(AccessEntry).order_by(AccessEntry.id)).all()
        assert before is not None
        assert [(entry.actor_id, entry.what) for entry in entries[before:]] == [(ida.person.id, "questionnaire")]


def test_she_is_told_of_her_own_first_the_next_morning(tmp_path: Path) -> None:
    ida = ida_at(tmp_path, 10.5)
    ida.write(0)  # so that the diary says nothing this evening
    open_note(ida)

    def told(hours: int, minutes: int) -> int:
        ida.house.clock.move(hours=hours, minutes=minutes)
        tick(ida.house.platform)
        with ida.house.work() as work:
            return len(work.session.scalars(select(Delivery).where(Delivery.notice == "questionnaire")).all())

    assert [told(0, 0), told(13, 29), told(0, 1)] == [0, 0, 1], "once, of it and of the one at the start"
