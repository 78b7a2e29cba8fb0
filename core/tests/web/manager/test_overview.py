"""The manager's overview: what her programmes' own pages say, and of it what she has chosen."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from varde.benefits.counting.rebuilding import how_counted
from varde.benefits.figures.looking import FiguresView
from varde.benefits.figures.places import ProgrammePlace
from varde.benefits.plan.rules import BenefitFacts
from varde.benefits.plan.service import begun_plan, keep_benefit
from varde.enrolments.models import Offering
from varde.programmes.values import Programme
from varde.testing.house import token
from varde.web.manager.benefits import voice_of
from varde.web.manager.operation import RunLine
from varde.web.manager.overview_lines import LookedAt, programme_card, things_to_watch

from ...benefits.reports import BETTER, SAME, SILENT, reported

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from varde.testing.house import House

    from .conftest import Counted

PAGE, CHOICE = "/oversikt", "/oversikt/velg"


def said(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1])))


def read(counted: Counted, address: str = PAGE) -> str:
    answer = counted.browser().get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def send(browser: FlaskClient, **form: list[str]) -> TestResponse:
    return browser.post(CHOICE, data={**form, "csrf_token": token(browser)})


def with_a_plan(counted: Counted) -> None:
    house = counted.house
    facts = BenefitFacts(title="Færre fastlegebesøk", indicator="Besøk", unit="per person", owner_id=counted.manager.id)
    with house.work() as work:
        actor = house.actor(counted.manager, ("manager", house.trust))
        keep_benefit(work, actor, begun_plan(work, house.trust.id, "lake"), None, facts, fewest=5)


def test_it_says_what_the_pages_of_the_programmes_say(counted: Counted) -> None:
    """Of 120, two in three answered and every other of those responds: 40, and 40 are unknown."""
    counted.count(counted.patients(120))
    with_a_plan(counted)
    page, own = read(counted), read(counted, "/gevinster/fjordvest/lake")
    finding = re.findall(r'<h3 id="h-fjordvest-lake">(.*?)</h3>', page)[0]
    assert re.fullmatch(
        r"\d+ av \d+ som begynte, er respondere \(3 måneder\)\. Hvordan det gikk med \d+, vet vi ikke", finding
    )
    assert finding in own
    assert "Ingenting venter over fristen nå" not in said(page)
    assert "1 gevinst mangler nullpunkt" in said(page)
    assert "Færre fastlegebesøk, " in said(page)
    assert "Ingen er henvist hit ennå" in said(page), "the programmes that nobody has come to"
    for address in re.findall(r'href="(/(?:gevinster|programdrift|gevinstplan)/[^"]+)"', page):
        assert counted.browser().get(html.unescape(address)).status_code == 200, address


def test_she_chooses_what_she_sees_of_it(house: House, counted: Counted) -> None:
    counted.count(counted.patients(60))
    with_a_plan(counted)
    nina, nora = counted.browser(), house.browser(house.person("Nora", "Berg", ("manager", house.trust)), staff=True)
    offered = re.findall(r'name="program" value="([^"]+)"', read(counted, CHOICE))
    kept = [key for key in offered if key != "lake"]
    answer = send(nina, program=kept, part=["watch", "unheard-of"])
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    page = read(counted)
    assert "h-fjordvest-lake" not in page
    assert "h-fjordvest-ridge" in page
    assert "Det du bør se på" in said(page)
    assert "Datoer" not in said(page)
    assert "Gevinstplanene" not in said(page)
    chosen = re.findall(r'value="([^"]+)"[^>]* checked', read(counted, CHOICE))
    assert sorted(chosen) == sorted([*kept, "watch"])
    assert "h-fjordvest-lake" in nora.get(PAGE).get_data(as_text=True), "another chooses for herself"
    send(nina)
    assert "Du har valgt å ikke se noen programmer her." in said(read(counted))
    send(nina, program=offered, part=["watch", "plans", "dates"])
    assert "h-fjordvest-lake" in read(counted)


def test_it_looks_finished_with_little_and_is_for_managers(house: House, counted: Counted) -> None:
    page = read(counted)
    assert "Ingen er henvist hit ennå" in said(page)
    assert "Ingenting venter over fristen nå" in said(page)
    counted.count(counted.patients(3))
    assert "For få personer til at tallene kan vises" in said(read(counted))
    therapist = house.browser(house.person("Tora", "Vik", ("therapist", house.clinic)), staff=True)
    assert [therapist.get(address).status_code for address in (PAGE, CHOICE)] == [403, 403]
    with house.work() as work:
        work.session.query(Offering).delete()
    assert "Ingen programmer tilbys der du er leder ennå." in said(read(counted))


def test_as_many_statements_however_many_there_are(house: House, counted: Counted) -> None:
    def statements() -> int:
        browser = counted.browser()
        browser.get(PAGE)
        with house.counted() as counted_statements:
            assert browser.get(PAGE).status_code == 200
        return len(counted_statements)

    counted.count(counted.patients(60))
    with_a_plan(counted)
    few = statements()
    counted.count(counted.patients(120))
    assert statements() == few


def test_what_is_late_is_told_of_also_in_a_programme_that_she_has_left_out(counted: Counted) -> None:
    house = counted.house
    with house.app.test_request_context(), house.work() as work:
        programmes = [house.platform.catalogue.one(Programme, key) for key in ("lake", "ridge")]
        late, calm = (RunLine(each, house.trust, 9, n, 0, 0, 0) for each, n in zip(programmes, (7, 0), strict=True))
        watch = things_to_watch([(line, voice_of(work, line.programme)) for line in (late, calm)], [])
    assert [(each.n, each.address) for each in watch] == [("7", "/programdrift/fjordvest/lake")]


def test_a_card_does_not_tell_of_all_who_started_while_some_have_had_no_time_to_answer(counted: Counted) -> None:
    """20 of 30 answered, and ten of these responded."""
    house, people = counted.house, [BETTER] * 10 + [SAME] * 10 + [SILENT] * 10
    with house.app.test_request_context(), house.work() as work:
        lake = house.platform.catalogue.one(Programme, "lake")
        place = ProgrammePlace(house.trust, lake, (house.trust.id,), {house.trust.id: None}, 5, {house.trust.id: None})
        voice, line = voice_of(work, lake), RunLine(lake, house.trust, 0, 0, 0, 0, 0)
        said = {}
        for undue in ((), ("3m",)):
            look = FiguresView(place, how_counted(work, "lake"), (), (), reported(people, undue=undue))
            _, responders, _ = programme_card(LookedAt(line, voice, look, None)).numbers
            said[undue] = (responders.value.replace("\u00a0", " "), responders.text.replace("\u00a0", " "))
    assert said == {
        (): ("33 %", "50 % av dem som svarte"),
        ("3m",): ("–", "50 % av dem som svarte; noen har ikke hatt tid ennå"),
    }
