"""The patient's page and the therapist's: what stands on them, what is asked, and that they cost the same whatever was measured."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from varde.testing.house import token
from varde.testing.sample.series import PRESSURE

from .conftest import Course


class Pages:
    """Per's browser and Hanne's."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.sign_in()
        self.breath = f"/min-sti/{course.id}/maaling/sample-breath"
        self.pressure = f"/min-sti/{course.id}/maaling/sample-pressure"
        self.hers = f"/pasient/{course.id}/maalinger/sample-breath"

    def sign_in(self) -> None:
        self.per = self.course.house.browser(self.course.per)
        self.hanne = self.course.house.browser(self.course.hanne, staff=True)

    def later(self, **step: float) -> None:
        """Time passes, and they sign in anew."""
        self.course.house.clock.move(**step)
        self.sign_in()

    def read(self, address: str, client: FlaskClient | None = None) -> str:
        answer = (client or self.per).get(address)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_data(as_text=True)

    def send(self, address: str, client: FlaskClient | None = None, status: int = 303, **form: str) -> str:
        browser = client or self.per
        data = {"csrf_token": token(browser), **{key.replace("_", "-"): value for key, value in form.items()}}
        answer = browser.post(address, data=data)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.get_data(as_text=True)


@pytest.fixture
def pages(course: Course) -> Pages:
    return Pages(course)


def test_zone_what_to_do_and_who_sees_it_come_first(pages: Pages) -> None:
    pages.course.best()
    pages.send(pages.breath, figure_flow="390")
    page = pages.read(pages.breath)
    in_order = [
        "Du er i sonen «Følg med»",
        "Målt i dag kl. 10.00",
        "390",
        "78 % av ditt beste, 500 liter i minuttet",
        "Gjør dette nå:",
        "Mål igjen om 20 minutter.",
        "Hanne på Klinikken ser målingen på neste virkedag.",
        "Ny måling",
        "Følg med: 250 til 399",
        "Ditt beste er 500 liter i minuttet. Satt av Hanne Moen 21. september.",
        "Målt én gang: 390 liter i minuttet",
        "Aksen begynner på",
    ]
    main = page[page.index("<main") :]  # a token above it may hold any digits
    places = [main.index(words) for words in in_order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("language", "words"), [("nn", "Du er i sona «Følg med»"), ("en", "You are in the zone “Take care”")]
)
def test_it_is_said_in_her_language(pages: Pages, language: str, words: str) -> None:
    pages.course.best()
    pages.course.measures(390)
    assert words in pages.read(f"{pages.breath}?lang={language}")


def test_what_to_do_now_is_of_a_new_measurement_alone(pages: Pages) -> None:
    pages.course.best()
    pages.course.measures(390)
    pages.later(hours=13)
    page = pages.read(pages.breath)
    assert "Sist: sonen «Følg med»" in page
    assert "Gjør dette nå:" not in page


def test_a_danger_is_told_on_the_very_next_page(pages: Pages) -> None:
    pages.course.best()
    pages.send(pages.breath, figure_flow="240")
    for address in (pages.breath, "/min-sti", f"/meldinger/{pages.course.id}"):
        page = pages.read(address)
        assert "Pusten din er i den laveste sonen. Ta medisinen for anfall og ring 113. Ikke vent på oss." in page
        assert 'href="tel:113"' in page
    assert "Fare: Pusten er i den laveste sonen." in pages.read(f"/pasient/{pages.course.id}", pages.hanne)
    assert "Per Berge" in pages.read("/arbeidsliste", pages.hanne)
    said = pages.read(f"/pasient/{pages.course.id}/varsler", pages.hanne)
    assert "Mål pusten, sone" in said
    assert "Handle nå" in said


def test_is_it_right_is_asked_without_a_script_and_nothing_typed_is_lost(pages: Pages) -> None:
    pages.send(pages.pressure, figure_systolic="138", figure_diastolic="86")
    pages.later(hours=1)
    page = pages.send(pages.pressure, status=422, figure_systolic="238", figure_diastolic="86", measured_at="10:30")
    for words in (
        "<b>Er 238 riktig?</b> Det er 100 høyere enn sist. Mål gjerne en gang til.",
        'href="tel:113"',
        'value="238"',
        'value="86"',
        'value="10:30"',
        'name="right" value="238/86"',
        "Ja, 238 er riktig",
    ):
        assert words in page, words
    assert pages.course.stored(PRESSURE) == [("138/86", None, "patient")]
    page = pages.send(pages.pressure, status=422, go="change", figure_systolic="238", figure_diastolic="86")
    assert 'value="238"' in page
    assert "Er 238 riktig?" not in page
    # Another number than the one she said was right is asked about again.
    page = pages.send(pages.pressure, status=422, right="238/86", figure_systolic="228", figure_diastolic="86")
    assert "Er 228 riktig?" in page
    pages.send(pages.pressure, right="238/86", figure_systolic="238", figure_diastolic="86", measured_at="10:30")
    assert [figures for figures, _, _ in pages.course.stored(PRESSURE)] == ["138/86", "238/86"]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Beste av tre blås: skriv tallet."),
        ({"figure_flow": "mye"}, "Skriv et tall, som 72 eller 72,5."),
        ({"figure_flow": "nan"}, "Skriv et tall, som 72 eller 72,5."),
        ({"figure_flow": "1e3"}, "Beste av tre blås må være fra 30 til 900 liter i minuttet. Se over tallet."),
        ({"figure_flow": "3900"}, "Beste av tre blås må være fra 30 til 900 liter i minuttet. Se over tallet."),
        ({"figure_flow": "390,5"}, "Beste av tre blås skrives uten desimaler."),
        ({"figure_flow": "390", "measured_at": "23:59"}, "Tidspunktet er fram i tid. Skriv når du målte."),
        ({"figure_flow": "390", "measured_on": "2026-09-20"}, "Skriv klokkeslettet du målte."),
        (
            {"figure_flow": "390", "measured_on": "2024-09-20", "measured_at": "08:00"},
            "Tidspunktet er mer enn ett år siden. Se over datoen.",
        ),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_stored(pages: Pages, form: Any, words: str) -> None:
    page = pages.send(pages.breath, status=422, **form)
    assert words in page
    assert "<title>Feil:" in page
    assert pages.course.stored() == []


def test_another_time_than_now(pages: Pages) -> None:
    pages.send(pages.breath, figure_flow="390", measured_on="2026-09-20", measured_at="08.15")
    assert "20. september kl. 08.15" in pages.read(pages.breath)


def test_without_her_number_the_zones_wait_and_it_is_stored_all_the_same(pages: Pages) -> None:
    pages.send(pages.breath, figure_flow="390")
    page = pages.read(pages.breath)
    assert "Siste måling" in page
    assert "Sonene dine er ikke satt ennå." in page
    assert "Gjør dette nå:" not in page


def test_she_corrects_what_she_wrote_and_takes_it_out(pages: Pages) -> None:
    pages.course.best()
    pages.send(pages.breath, figure_flow="390")
    address = f"{pages.breath}/1/rett"
    page = pages.read(address)
    assert 'value="390"' in page
    assert "of-edition" in page
    pages.send(address, figure_flow="450", of_edition="1")
    assert pages.course.stored() == [("450", "calm", "patient")]
    page = pages.read(address)
    assert "<del>390 liter i minuttet</del>" in page
    assert "<ins>450 liter i minuttet</ins>" in page
    assert "endret et annet sted" in pages.send(address, status=409, figure_flow="440", of_edition="1")
    pages.send(f"{pages.breath}/1/ta-ut", status=409, of_edition="9" * 5000)
    pages.send(f"{pages.breath}/1/ta-ut", of_edition="2")
    assert pages.course.stored() == []
    assert pages.per.get(address).status_code == 404


def test_when_it_is_over_nobody_is_said_to_look_and_what_comes_is_kept(pages: Pages) -> None:
    pages.course.best()
    pages.course.bring_to("completed")
    page = pages.read(pages.breath)
    assert "det er ingen her som ser på nye målinger" in page
    assert "figure-flow" not in page
    pages.send(pages.breath, figure_flow="240")  # from a page that was made before
    assert "Pusten din er i den laveste sonen." in pages.read("/min-sti")


def test_nobody_else_measures_here(pages: Pages) -> None:
    ola = pages.course.house.browser(pages.course.house.person("Ola", "Lie"))
    assert ola.get(pages.breath).status_code == 404
    assert ola.post(pages.breath, data={"csrf_token": token(ola), "figure-flow": "390"}).status_code == 404
    assert pages.per.get(f"/min-sti/{pages.course.id}/maaling/weight").status_code == 404
    stranger = pages.course.house.person("Sara", "Holm", ("therapist", pages.course.house.clinic))
    assert pages.course.house.browser(stranger, staff=True).get(pages.hers).status_code == 403


def test_her_home_has_one_calm_line_for_each(pages: Pages) -> None:
    pages.course.best()
    pages.course.measures(390)
    page = pages.read("/min-sti")
    assert page.count("Målingene dine") == 1
    assert "390 liter i minuttet, i dag kl. 10.00. Følg med" in page
    assert "Ikke målt ennå" in page


def test_the_measurements_can_be_taken_home(pages: Pages) -> None:
    pages.course.best()
    pages.course.measures(390)
    answer = pages.per.get(f"{pages.breath}/last-ned")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sample-breath.csv"'
    assert answer.get_data(as_text=True) == (
        "\ufeffDag,Klokkeslett,Beste av tre blås (liter i minuttet),Sone,Skrevet av\n2026-09-21,10:00,390,Følg med,Per Berge\n"
    )


# --- the therapist


def test_the_therapists_page_has_the_last_one_its_zone_the_picture_and_who_wrote_it(pages: Pages) -> None:
    pages.course.best()
    pages.course.measures(390)
    page = pages.read(f"/pasient/{pages.course.id}", pages.hanne)
    for words in (
        "Mål pusten",
        "78 % av ditt beste, 500 liter i minuttet",
        "Følg med",
        "i dag kl. 10.00, Per Berge",
        "Målt én gang: 390 liter i minuttet",
    ):
        assert words in page, words
    assert "Ingen målinger ennå." in page  # blood pressure


def test_the_therapist_writes_corrects_and_sets_her_number(pages: Pages) -> None:
    pages.send(f"{pages.hers}/eget-tall", pages.hanne, base="500")
    pages.send(pages.hers, pages.hanne, figure_flow="390")
    assert pages.course.stored() == [("390", "watch", "staff")]
    assert "Hanne Moen" in pages.read(pages.breath)
    address = f"{pages.hers}/1/rett"
    page = pages.send(address, pages.hanne, 422, figure_flow="450", of_edition="1", because="kort")
    assert "Skriv hvorfor målingen rettes, med minst 10 tegn." in page
    pages.send(address, pages.hanne, figure_flow="450", of_edition="1", because="Lest av feil på måleren.")
    page = pages.read(pages.hers, pages.hanne)
    assert "<del>390 liter i minuttet</del> rettet av Hanne Moen: Lest av feil på måleren." in page
    assert "500 liter i minuttet fra 21. september 2026, satt av Hanne Moen" in page
    pages.send(
        address, pages.hanne, go="strike", figure_flow="450", of_edition="2", because="Det var søsteren som blåste."
    )
    assert pages.course.stored() == []


def test_the_number_her_zones_follow_from_must_be_possible(pages: Pages) -> None:
    page = pages.send(f"{pages.hers}/eget-tall", pages.hanne, 422, base="3")
    assert "Tallet må være fra 30 til 900 liter i minuttet." in page
    assert 'value="3"' in page
    assert "Skriv et tall" in pages.send(f"{pages.hers}/eget-tall", pages.hanne, 422, base="best")


# --- danger in what is not taken in


def alerts_of(pages: Pages) -> list[str]:
    return [key for key, _ in pages.course.alerts()]


@pytest.mark.parametrize("by", ["per", "hanne"])
@pytest.mark.parametrize(
    ("form", "alerts"),
    [
        ({"figure_flow": "240"}, ["sample.breath-low"]),
        ({"figure_flow": "390"}, []),
        ({"figure_flow": "2400"}, []),
        ({"figure_flow": "60"}, []),  # unlikely, and nobody has said that it is right
        ({"figure_flow": "60", "right": "60"}, ["sample.breath-low"]),
        ({"figure_flow": "litt"}, []),
    ],
)
def test_a_danger_in_a_form_that_comes_when_the_session_is_over_is_told(
    pages: Pages, by: str, form: Any, alerts: list[str]
) -> None:
    pages.course.best()
    client, address = (pages.per, pages.breath) if by == "per" else (pages.hanne, pages.hers)
    written_for = re.findall(r'name="csrf_token" value="([^"]+)"', pages.read(address, client))[0]
    data = {"csrf_token": written_for, **{key.replace("_", "-"): value for key, value in form.items()}}
    pages.course.house.clock.move(minutes=31)
    assert client.post(address, data=data).status_code == 303
    assert pages.course.stored() == []
    assert alerts_of(pages) == alerts
    pages.sign_in()
    if alerts:
        assert "Pusten din er i den laveste sonen." in pages.read("/min-sti")
        said = pages.read(f"/pasient/{pages.course.id}/varsler", pages.hanne)
        assert "Handle nå" in said
        # When it is sent after all it is the same one.
        pages.send(pages.breath, **{**form, "right": form["figure_flow"]})
        assert alerts_of(pages) == alerts


# --- what they cost


def test_pages_cost_the_same_however_much_was_measured(pages: Pages) -> None:
    pages.course.best()
    pages.course.every_day(400)
    pages.course.measures(146, 90, series=PRESSURE)
    of_staff = (pages.hers, f"/pasient/{pages.course.id}")

    def cost() -> list[int]:
        costs = []
        for address in (pages.breath, f"{pages.breath}?dager=90", "/min-sti", *of_staff):
            client = pages.hanne if address in of_staff else pages.per
            pages.read(address, client)
            with pages.course.house.counted() as statements:
                pages.read(address, client)
            costs.append(len(statements))
        return costs

    few = cost()
    pages.later(hours=1)
    now = pages.course.house.clock.now()
    for day in range(40):
        pages.course.measures(401 + day, at=now - timedelta(days=day), confirmed=True)
        pages.course.measures(120 + day, 70, series=PRESSURE, at=now - timedelta(days=day), confirmed=True)
    assert cost() == few
