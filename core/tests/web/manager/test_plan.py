"""The benefits plan as its manager writes it: what is refused, what is claimed, and what stays in the history."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from varde.benefits.plan.models import PlanChange, PlannedBenefit
from varde.testing.house import token

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from varde.testing.house import House

    from .conftest import Counted

HERE = "/gevinstplan/fjordvest/lake"
WAIT = {
    "title": "Kortere ventetid",
    "goal": "God hjelp innen tre uker",
    "receiver": "service",
    "category": "quality",
    "reads": "hand",
    "indicator": "Median dager fra henvisning til start",
    "unit": "dager",
    "better": "lower",
    "interval": "1",
    "baseline": "41",
    "baseline_on": "31.1.2025",
    "baseline_n": "388",
    "baseline_source": "Henvisningene i 2024",
    "target": "21",
    "target_on": "31.12.2027",
    "owner": "",
    "owner_name": "Klinikkleder",
}
WEATHER = WAIT | {
    "title": "Flere med klart mindre plager",
    "receiver": "patient",
    "reads": "responders:lake.weather:3m",
    "indicator": "",
    "unit": "",
    "baseline": "27",
    "target": "35",
}


def said(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main", 1)[0])))


def send(browser: FlaskClient, path: str, form: Mapping[str, str]) -> TestResponse:
    return browser.post(path, data={**form, "csrf_token": token(browser)})


def keep(browser: FlaskClient, form: Mapping[str, str] = WAIT) -> None:
    answer = send(browser, f"{HERE}/ny", form)
    assert answer.status_code == 303, said(answer.get_data(as_text=True))


def page_at(browser: FlaskClient, path: str = HERE) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return said(answer.get_data(as_text=True))


def test_a_plan_that_is_empty_says_so_and_the_first_benefit_stands_on_its_board(counted: Counted) -> None:
    browser = counted.browser()
    assert "Ingen gevinster er skrevet ned ennå" in page_at(browser)
    keep(browser)
    board = page_at(browser)
    assert "Av én gevinst: én er ikke målt." in board
    assert (
        "41 dager n = 388, 31. januar 2025 21 dager 31. desember 2027 Ikke målt kan ikke regnes Klinikkleder" in board
    )


def test_a_value_by_hand_is_worked_out_from_what_stands_there(counted: Counted) -> None:
    browser = counted.browser()
    keep(browser)
    value = {"day": "2026-09-01", "value": "26", "n": "412", "source": "Henvisningene"}
    assert send(browser, f"{HERE}/1/verdi", value).status_code == 303
    assert "26 dager n = 412 75 % Klinikkleder hver måned På vei" in page_at(browser)
    benefit = page_at(browser, f"{HERE}/1")
    assert "Realisert 75 % = (26 dager − 41 dager) / (21 dager − 41 dager)" in benefit
    assert "ikke en påvist virkning" in benefit
    assert "Neste gang 1. oktober 2026" in benefit
    send(browser, f"{HERE}/1/verdi", value | {"value": "27"})
    assert "Verdi: 1. september 2026: 26 27 Nina Falk" in page_at(browser, f"{HERE}/historie")


def test_numbers_stay_as_they_were_written(counted: Counted) -> None:
    browser = counted.browser()
    written = WAIT | {"better": "higher", "unit": "", "baseline": "0,25", "target": "0.35", "baseline_source": "Telt"}
    keep(browser, written)
    send(browser, f"{HERE}/1/verdi", {"day": "2026-09-01", "value": "0,3", "n": "412", "source": "Telt"})
    assert "Realisert 50 % = (0,3 − 0,25) / (0,35 − 0,25)" in page_at(browser, f"{HERE}/1")
    send(browser, f"{HERE}/1/endre", written | {"baseline": "22222,55", "target": "123456,5"})
    form = browser.get(f"{HERE}/1/endre").get_data(as_text=True)
    assert 'name="baseline" value="22222,55"' in form, "so that saving the form again changes nothing"
    assert 'name="target" value="123456,5"' in form
    assert "Mål: Kortere ventetid: 0,35 123 456,5" in page_at(browser, f"{HERE}/historie").replace("\xa0", " ")


def test_without_a_baseline_nothing_is_claimed(counted: Counted) -> None:
    browser = counted.browser()
    keep(browser, WAIT | dict.fromkeys(("baseline", "baseline_on", "baseline_n", "baseline_source"), ""))
    send(browser, f"{HERE}/1/verdi", {"day": "2026-09-01", "value": "20", "n": "412", "source": "Henvisningene"})
    assert "Ikke målt 21 dager 31. desember 2027 20 dager n = 412 kan ikke regnes" in page_at(browser)
    assert "planen hevder ingenting om denne gevinsten" in page_at(browser, f"{HERE}/1")


def test_a_benefit_that_is_linked_shows_the_figure_and_hides_it_as_the_figures_do(counted: Counted) -> None:
    browser = counted.browser()
    keep(browser, WEATHER)
    assert "Andel av alle som startet, med klar bedring" in page_at(browser)
    assert "27 % n = 388, 31. januar 2025 35 % 31. desember 2027 Ikke målt kan ikke regnes" in page_at(browser)
    counted.count(counted.patients(24))
    shown = page_at(browser)
    backwards = browser.get(f"{HERE}?fra=2026-05&til=2025-01")
    assert (backwards.status_code, "Fra-måneden må komme" in backwards.get_data(as_text=True)) == (422, True)
    # 24 began; 16 answered at three months, and every other of them, 8, is a responder: 33 %.
    assert "33,3 % n = 24 79 %" in shown
    assert "Realisert 79 % = (33,3 % − 27 %) / (35 % − 27 %)" in page_at(browser, f"{HERE}/1")
    assert page_at(browser, f"{HERE}?vis=respons&spor=uro") == shown, "a plan is of everybody together"
    with counted.house.work() as work:
        trust = work.session.merge(counted.house.trust)
        trust.details = {**trust.details, "fewest_shown": 30}
    assert "24" not in page_at(browser).split("35 %")[1]
    assert "Av én gevinst: én kan ikke vises." in page_at(browser)
    assert "eller ville røpet et tall om få." in page_at(browser, f"{HERE}/1")


def test_a_measure_that_is_declared_no_more_is_unknown_and_can_be_kept(counted: Counted) -> None:
    browser = counted.browser()
    keep(browser, WEATHER)
    with counted.house.work() as work:
        work.session.execute(update(PlannedBenefit).values(measure="lake.gone"))
    assert "har ikke lenger målet lake.gone" in page_at(browser, f"{HERE}/1")
    assert "Ikke målt kan ikke regnes" in page_at(browser)
    changed = WEATHER | {"reads": "gone", "title": "Flere uten plager"}
    assert send(browser, f"{HERE}/1/endre", changed).status_code == 303
    with counted.house.work() as work:
        assert work.session.get_one(PlannedBenefit, 1).measure == "lake.gone"


REFUSED: list[tuple[dict[str, str], str, str]] = [
    ({"target": "41"}, "target", "Målet er likt nullpunktet, så det er ingen gevinst å nå."),
    ({"target": "50"}, "target", "Lavere er bedre her, så målet må være lavere enn nullpunktet."),
    ({"target_on": "2025-01-01"}, "target_on", "Dagen for målet må komme etter dagen for nullpunktet."),
    ({"baseline": ""}, "baseline", "Skriv verdien ved nullpunktet"),
    ({"baseline_n": ""}, "baseline_n", "Et nullpunkt har en verdi, dagen den ble målt"),
    ({"baseline_n": "4"}, "baseline_n", "n må være minst 5"),
    ({"baseline_n": "mange"}, "baseline_n", "som et helt tall fra 1"),
    ({"baseline": "førti"}, "baseline", "Skriv et tall, for eksempel 27,5."),
    ({"baseline_on": "31.2.2025"}, "baseline_on", "Skriv en dag, for eksempel 31.12.2027."),
    ({"reads": "mean:lake.nothing:3m"}, "reads", "Velg en av dem i listen."),
    ({"title": ""}, "title", "Skriv hva som skal bli bedre."),
    ({"owner_name": ""}, "owner_name", "Velg hvem som eier den, eller skriv et navn eller en tittel."),
    ({"interval": "2"}, "interval", "Velg en av dem i listen."),
]


def test_what_a_benefit_may_not_be_is_said_in_one_sentence_at_its_control(counted: Counted) -> None:
    browser = counted.browser()
    for wrong, control, sentence in REFUSED:
        answer = send(browser, f"{HERE}/ny", WAIT | wrong)
        page = answer.get_data(as_text=True)
        assert (answer.status_code, f'href="#{control}"' in page) == (422, True), wrong
        assert sentence in said(page), wrong
        assert said(page).count("ting må rettes") == 1
    with counted.house.work() as work:
        assert work.session.scalars(select(PlannedBenefit.id)).all() == []


def test_every_change_stays_in_the_history_and_nobody_can_change_it(counted: Counted) -> None:
    browser = counted.browser()
    keep(browser)
    owned = WAIT | {"target": "25", "receiver": "patient", "owner": str(counted.manager.id)}
    assert send(browser, f"{HERE}/1/endre", owned).status_code == 303
    send(browser, f"{HERE}/1/status", {"status": "measuring", "note": "Vi har begynt å telle."})
    send(
        browser,
        f"{HERE}/1/punkt",
        {"kind": "action", "words": "Gruppevideo", "point_owner": "Ida", "due_on": "2026-12-01"},
    )
    send(browser, f"{HERE}/1/punkt/1", {"gjor": "ferdig"})
    lines = page_at(browser, f"{HERE}/historie")
    for change in (
        "Tiltak gjort: Gruppevideo: nei ja Nina Falk",
        "Tiltak: Kortere ventetid: Gruppevideo Nina Falk",
        "Status: Kortere ventetid: Planlagt Måles, Vi har begynt å telle. Nina Falk",
        "Eier med rolle her: Kortere ventetid: Nina Falk Nina Falk",
        "For hvem: Kortere ventetid: For virksomheten For pasienten Nina Falk",
        "Mål: Kortere ventetid: 21 25 Nina Falk",
        "Ny gevinst: Kortere ventetid Nina Falk",
    ):
        assert change in lines
    for statement in (update(PlanChange).values(after="0"), delete(PlanChange)):
        with pytest.raises(DatabaseError), counted.house.work() as work:
            work.session.execute(statement)


def test_of_two_who_write_at_once_the_second_is_told(counted: Counted) -> None:
    browser = counted.browser()
    keep(browser)
    page = browser.get(f"{HERE}/1/endre").get_data(as_text=True)
    seen = re.findall(r'name="seen" value="([^"]+)"', page)[0]
    assert send(browser, f"{HERE}/1/endre", WAIT | {"target": "25", "seen": seen}).status_code == 303
    answer = send(browser, f"{HERE}/1/endre", WAIT | {"target": "30", "seen": seen})
    assert answer.status_code == 409
    assert "Nina Falk endret dette" in said(answer.get_data(as_text=True))


def test_an_action_has_an_owner_and_a_due_date(counted: Counted) -> None:
    browser = counted.browser()
    keep(browser)
    answer = send(browser, f"{HERE}/1/punkt", {"kind": "action", "words": "Gruppevideo"})
    assert (answer.status_code, "Et tiltak har en som eier det, og en frist." in answer.get_data(as_text=True)) == (
        422,
        True,
    )


PATHS = ("", "/ny", "/1", "/1/endre", "/historie")


def test_only_a_manager_of_the_place_reads_or_writes_a_plan(house: House, counted: Counted) -> None:
    keep(counted.browser())
    stranger = house.browser(house.person("Ola", "Nes", ("manager", house.elsewhere)), staff=True)
    therapist = house.browser(house.person("Tora", "Vik", ("therapist", house.clinic)), staff=True)
    patient = house.browser(house.person("Pia", "Aas", ("manager", house.trust)))
    for path in PATHS:
        assert stranger.get(HERE + path).status_code == 404, path
        assert therapist.get(HERE + path).status_code == 403, path
        assert patient.get(HERE + path).status_code == 403, path
        assert house.app.test_client().get(HERE + path).status_code == 302, path
    for path, form in (("/ny", WAIT), ("/1/endre", WAIT), ("/1/verdi", {}), ("/1/status", {}), ("/1/punkt", {})):
        assert send(stranger, HERE + path, form).status_code == 404, path
        assert send(therapist, HERE + path, form).status_code == 403, path
        assert send(patient, HERE + path, form).status_code == 403, path
    ours = house.browser(house.person("Bo", "Lie", ("manager", house.clinic)), staff=True)
    assert ours.get(f"{HERE}/1").status_code == 404, "the plan of the trust is that of the trust"
    assert ours.get("/gevinstplan/klinikken/lake/1").status_code == 404, "and not that of the clinic"


@pytest.fixture
def statements(counted: Counted) -> Callable[[str], int]:
    def count(path: str) -> int:
        browser = counted.browser()
        browser.get(path)
        with counted.house.counted() as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    return count


def test_the_pages_ask_the_same_number_of_statements_however_long_the_plan(
    counted: Counted, statements: Callable[[str], int]
) -> None:
    browser = counted.browser()
    keep(browser, WEATHER)
    few = [statements(HERE + path) for path in PATHS]
    for number in range(2, 9):
        keep(browser, WAIT | {"title": f"Gevinst {number}"})
        value = {"day": "2026-09-01", "value": str(number), "n": "40", "source": "Telt"}
        send(browser, f"{HERE}/{number}/verdi", value)
        send(browser, f"{HERE}/{number}/punkt", {"kind": "risk", "words": "Kan gå galt"})
    assert [statements(HERE + path) for path in PATHS] == few
