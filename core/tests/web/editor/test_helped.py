"""“Did this help?”: answered once and without a name, seen by those who make the programme when nobody can be told from it."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from varde.alerts.models import RaisedAlert
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation, Person
from varde.kernel.db import Base
from varde.modules.models import HelpedAnswered, HelpedCount, HelpedWords
from varde.privacy.erasure import erase
from varde.testing.house import make_house, sample_only, sqlite_url, token

if TYPE_CHECKING:
    from flask.testing import FlaskClient

FEW = "færre enn 5, eller skjult"
STEP = "first-steps/the-trail"
DARK = "Jeg orker ikke leve lenger"


def row(page: str) -> list[str]:
    """The figures of the first step that is shown."""
    return [html.unescape(cell) for cell in re.findall(r"<td[^>]*><span>([^<]*)</span></td>", page)]


def answered(browser: FlaskClient, enrolment: int, answer: str, words: str = "", step: str = STEP) -> tuple[int, str]:
    address = f"/moduler/{enrolment}/{step}"
    form = {"csrf_token": token(browser), "helped": answer, "helped-words": words}
    reply = browser.post(f"{address}/hjalp", data=form)
    return reply.status_code, browser.get(address).get_data(as_text=True)


def test_an_answer_goes_to_the_owners_and_never_back_to_her(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    eva = house.person("Eva", "Bø", ("content_editor", house.trust))
    siv, odd = (
        house.person("Siv", "Moe", ("manager", house.clinic)),
        house.person("Odd", "Li", ("manager", house.elsewhere)),
    )

    def read(by: Person = eva, status: int = 200) -> str:
        answer = house.browser(by, staff=True).get(page)
        assert answer.status_code == status
        return answer.get_data(as_text=True)

    page, step = "/hjalp-dette/fjordvest", STEP
    people = [house.person("P", str(number)) for number in range(6)]
    enrolments = [house.enrolled(person, maren, "sample") for person in people]
    browsers = [house.browser(person) for person in people]

    # It is asked below the step, and says that nobody answers and where somebody does.
    first = browsers[0].get(f"/moduler/{enrolments[0]}/{step}").get_data(as_text=True)
    assert "Hjalp dette steget?" in first
    assert "Ingen svarer på det du skriver her" in first
    assert f"/meldinger/{enrolments[0]}" in first.split('class="helped"')[1]
    assert "tel:113" in first.split('class="helped"')[1]
    form = first.split('class="helped"')[1].split("</form>")[0]
    assert "data-autosave" not in form  # no draft of it is kept in her name

    # Without an answer nothing is kept and what she wrote stands there; then it is kept once.
    reply = browsers[0].post(
        f"/moduler/{enrolments[0]}/{step}/hjalp", data={"csrf_token": token(browsers[0]), "helped-words": DARK}
    )
    assert reply.status_code == 422
    assert DARK in reply.get_data(as_text=True)
    assert answered(browsers[0], enrolments[0], "yes", "x" * 501, step)[0] == 422
    for number, answer in enumerate(("no", "yes", "yes", "yes", "yes")):
        status, after = answered(browsers[number], enrolments[number], answer, DARK if number == 0 else "", step)
        assert status == 303
        assert "Du har sagt om dette steget hjalp." in after
        assert "Send uten navn" not in after
    assert "Det du sendte nå, er ikke tatt vare på." in answered(browsers[0], enrolments[0], "yes", "", step)[1]

    # What is kept: a sum, words with no way to anybody, and that she has answered. No alert: nobody answers it.
    with house.work() as work:
        sums = work.session.execute(select(HelpedCount.answer, HelpedCount.n).order_by(HelpedCount.answer)).all()
        assert [tuple(each) for each in sums] == [("no", 1), ("yes", 4)]
        assert set(work.session.scalars(select(HelpedCount.organisation_id))) == {house.trust.id}
        assert {str(day) for day in work.session.scalars(select(HelpedCount.month))} == {"2026-09-01"}
        assert set(HelpedAnswered.__table__.columns.keys()) == {"enrolment_id", "step_id"}
        assert not work.session.scalar(select(func.count()).select_from(RaisedAlert))
    for table in (HelpedCount, HelpedWords):
        assert not {"person", "enrolment"} & {key.column.table.name for key in table.__table__.foreign_keys}
        assert not [column for column in table.__table__.columns if "at" in column.name.split("_")]

    # The month is not over; then there are enough; then one more, who waits for others.
    assert "Ingen steg har nok svar" in read()
    house.clock.move(days=14)
    for reader in (eva, siv):
        assert row(read(reader)) == ["5", FEW, "0", FEW, "30. september 2026"]
        assert DARK in read(reader)
    assert answered(house.browser(people[5]), enrolments[5], "no", "Et ord til.", step)[0] == 303
    house.clock.move(days=31)
    assert row(read())[0] == "5"
    assert "Et ord til." not in read()
    assert "Det er flere svar, som vises når de er mange nok." in read()

    # Whoever has no part in it; and what the organisation has decided.
    read(odd, 404)
    read(maren, 403)
    with house.work() as work:
        trust = work.session.get_one(Organisation, house.trust.id)
        trust.details = {**trust.details, "fewest_shown": 6}
    assert row(read())[0] == "6"

    # Nobody can be found in it, also when she is erased; a name that was written all the same is taken out by whoever reads.
    with house.work() as work:
        end(work, maren.id, work.session.get_one(Enrolment, enrolments[0]), "completed")
    house.platform.drain()
    with house.work() as work:
        erase(work, people[0].id)
    with house.work() as work:
        assert work.session.scalar(select(func.sum(HelpedCount.n))) == 6
        assert work.session.scalar(select(func.count()).select_from(HelpedAnswered)) == 5
        key = next(each.key for each in work.session.scalars(select(HelpedWords)) if each.words == DARK)
    for by, status in ((odd, 404), (eva, 303), (eva, 404)):
        browser = house.browser(by, staff=True)
        assert browser.post(f"{page}/ord/{key}/fjern", data={"csrf_token": token(browser)}).status_code == status
    assert DARK not in read()


def test_no_table_of_answers_leads_to_a_person() -> None:
    ways = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name.startswith("helped")
    }
    assert ways == set()


def test_the_page_costs_no_more_however_many_answered(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    costs = []
    for many in (1, 6):
        for number in range(many):
            person = house.person("Q", f"{many}{number}")
            enrolment = house.enrolled(person, maren, "sample")
            assert answered(house.browser(person), enrolment, "yes", "Fint.")[0] == 303
        house.clock.move(days=31)
        editor = house.browser(house.person("Eva", f"Bø{many}", ("content_editor", house.trust)), staff=True)
        editor.get("/hjalp-dette/fjordvest")
        with house.counted() as statements:
            editor.get("/hjalp-dette/fjordvest")
        costs.append(len(statements))
    assert costs[0] == costs[1]
