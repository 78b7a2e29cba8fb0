"""Who has looked in my record, and where I am signed in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from varde.identity.models import Person
from varde.kernel.typeset import typeset
from varde.testing.house import House, token
from varde.web.patient import own_log
from varde.web.patient.pages import browser_words

from .conftest import Patient, words


def test_others_looks_are_told_in_plain_words_newest_first(ingrid: Patient, maren: Person, house: House) -> None:
    assert "Ingen andre har åpnet opplysningene dine." in ingrid.get("/innsyn")
    staff = house.browser(maren, staff=True)
    staff.get(f"/meldinger/{ingrid.enrolment_id}")
    page = ingrid.get("/innsyn")
    assert (
        "Maren Aas, båtvakt (behandler) så på meldingene. 21. september 2026, kl. 10.00, Klinikken "
        "Er behandleren din." in page
    )
    assert "Du så på" not in page
    assert "Du så på" not in ingrid.get("/innsyn?alle=1")
    ingrid.get("/min-sti")
    assert "Du så på forsiden din." in ingrid.get("/innsyn?alle=1")


def test_a_long_log_is_paged_and_costs_three_statements(ingrid: Patient, maren: Person, house: House) -> None:
    staff = house.browser(maren, staff=True)
    for _ in range(60):
        staff.get(f"/meldinger/{ingrid.enrolment_id}")
    with house.counted() as statements:
        page = ingrid.html("/innsyn")
    assert len(statements) == 3
    assert page.count("så på meldingene") == 50
    older = page.split('href="/innsyn?for=')[1].split('"')[0]
    assert ingrid.html(f"/innsyn?for={older}").count("så på meldingene") == 10
    assert ingrid.browser.get("/innsyn?for=x").status_code == 404


def test_the_log_is_had_on_paper(ingrid: Patient, maren: Person, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.browser(maren, staff=True).get(f"/meldinger/{ingrid.enrolment_id}")
    assert 'href="/innsyn/pdf"' in ingrid.html("/innsyn")
    laid_out: list[dict[str, Any]] = []

    def seen(layout: Path, name: str, content: dict[str, Any], on: date) -> bytes:
        laid_out.append(content)
        return typeset(layout, name, content, on)

    monkeypatch.setattr(own_log, "typeset", seen)
    paper = ingrid.browser.get("/innsyn/pdf")
    assert (paper.status_code, paper.mimetype, paper.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert laid_out[0]["rows"] == [
        [
            "21. september 2026, kl. 10.00",
            "Maren Aas, båtvakt (behandler) så på meldingene",
            "Er behandleren din. Klinikken",
        ]
    ]


def test_another_patients_log_is_not_shown(ingrid: Patient, ola: Patient, maren: Person, house: House) -> None:
    house.browser(maren, staff=True).get(f"/meldinger/{ingrid.enrolment_id}")
    assert "Maren" not in ola.get("/innsyn?alle=1")


def test_a_refused_look_is_not_told_as_a_look(ingrid: Patient, house: House) -> None:
    stranger = house.person("Jonas", "Lie", ("therapist", house.clinic))
    house.browser(stranger, staff=True).get(f"/meldinger/{ingrid.enrolment_id}")
    assert "Jonas" not in ingrid.get("/innsyn")


def mark_in(page: str) -> str:
    return page.split('name="mark" value="')[1].split('"')[0]


def test_ending_another_sign_in_signs_it_out_and_keeps_this_one(ingrid: Patient, house: House) -> None:
    other = house.browser(ingrid.person)
    page = ingrid.html("/innlogginger")
    assert words(page).count("Logget inn i dag kl. 10.00.") == 2
    assert words(page).count("Denne nettleseren") == 1
    assert ingrid.post("/innlogginger", {"mark": mark_in(page)}).status_code == 303
    assert other.get("/min-sti").status_code == 302
    assert "Den andre innloggingen er avsluttet." in ingrid.html("/innlogginger")


def test_signing_out_everywhere_ends_every_sign_in_of_hers_and_nobody_elses(
    ingrid: Patient, ola: Patient, house: House
) -> None:
    assert "Logg ut overalt" not in ingrid.html("/innlogginger"), "there is one, which has a button of its own"
    other = house.browser(ingrid.person)
    assert 'name="everywhere" value="1"' in ingrid.html("/innlogginger")
    assert ingrid.post("/logg-inn/ut", {"everywhere": "1"}).status_code == 200
    assert other.get("/min-sti").status_code == ingrid.browser.get("/min-sti").status_code == 302
    assert ola.browser.get("/innlogginger").status_code == 200


def test_nobody_ends_another_persons_sign_in(ingrid: Patient, ola: Patient, house: House) -> None:
    house.browser(ingrid.person)
    mark = mark_in(ingrid.html("/innlogginger"))
    for wrong in (mark, "", mark[:4], "x" * 16):
        assert ola.post("/innlogginger", {"mark": wrong}).status_code == 404
    assert words(ingrid.html("/innlogginger")).count("Logget inn") == 2


def test_staff_see_their_own_sign_ins_in_their_own_shell(house: House, maren: Person) -> None:
    page = house.browser(maren, staff=True).get("/innlogginger").get_data(as_text=True)
    assert 'class="clinician"' in page
    assert token(house.browser(maren, staff=True))


def test_browsers_have_names() -> None:
    chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"
    assert browser_words(chrome) == "Chrome, Windows"
    assert browser_words(phone) == "Safari, iPhone"
