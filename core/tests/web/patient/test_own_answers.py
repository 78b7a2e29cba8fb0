"""A patient reads what she handed in: in plain words, beside the last time, in every state, and nobody else's."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.record.own_answers import plain_title
from varde.testing.house import House

from .conftest import Patient
from .sheets import first


def test_what_was_handed_in_is_read_in_plain_words(ingrid: Patient) -> None:
    item = ingrid.agenda()[0]
    address = f"/skjema/{item.id}/svar"
    assert ingrid.browser.get(address).headers["Location"] == f"/skjema/{item.id}"
    ingrid.hand_in(item, 0.75)
    page = ingrid.get(address)
    assert "Levert 21. september 2026 kl. 10.00" in page
    assert "Været rundt vannet" in page
    assert "Lavere er bedre." in page
    assert "Det du svarte. " in page
    assert "som sist" not in page
    assert "har lest svarene" not in page
    assert "Les svarene" in ingrid.get(f"/skjema/forlop/{ingrid.enrolment_id}")
    assert "Les svarene dine" in ingrid.get(f"/skjema/{item.id}/takk")


def test_the_next_time_stands_beside_the_last(ingrid: Patient) -> None:
    start, later = ingrid.agenda()[:2]
    ingrid.hand_in(start, 1.0)
    assert "Det neste skjemaet åpner 14. desember 2026." in ingrid.get(f"/skjema/{start.id}/svar")
    ingrid.later(days=85)
    ingrid.hand_in(later, 0.0)
    page = ingrid.get(f"/skjema/{later.id}/svar")
    assert "Det du svarte, og det du svarte 21. september 2026." in page
    assert " var " in page
    assert "Det går bedre enn da du begynte" in page
    older = ingrid.get(f"/skjema/{start.id}/svar")
    assert "Det går bedre" not in older
    assert "det du leser nå" in older


def test_who_read_it_first_is_told(ingrid: Patient, maren: Person, house: House) -> None:
    ingrid.hand_in(ingrid.agenda()[0], 0.5)
    house.browser(maren, staff=True).get(f"/pasient/{ingrid.enrolment_id}/skjemaer")
    assert "Maren Aas, båtvakt har lest svarene, i dag" in ingrid.get(f"/skjema/{first(ingrid)}/svar")


def test_the_answers_are_a_table_to_keep(ingrid: Patient) -> None:
    item = ingrid.agenda()[0]
    ingrid.hand_in(item, 0.5)
    answer = ingrid.browser.get(f"/skjema/{item.id}/svar/last-ned")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{item.key}-2026-09-21.csv"'
    rows = list(csv.reader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[0] == ["Skjema", "Del", "Spørsmål", "Svar", "Forrige svar"]
    assert len(rows) > 5
    assert all(len(row) == 5 and row[2] and row[3] for row in rows[1:])


def test_it_costs_the_same_whatever_there_is(ingrid: Patient, house: House) -> None:
    start, later = ingrid.agenda()[:2]
    ingrid.hand_in(start, 0.5)
    with house.counted() as once:
        ingrid.get(f"/skjema/{start.id}/svar")
    ingrid.later(days=85)
    ingrid.hand_in(later, 0.5)
    ingrid.get(f"/skjema/{later.id}/svar")
    with house.counted() as twice:
        ingrid.get(f"/skjema/{later.id}/svar")
    assert len(twice) == len(once) <= 8


def test_nobody_elses_answers_are_read(ingrid: Patient, ola: Patient, maren: Person, house: House) -> None:
    ingrid.hand_in(ingrid.agenda()[0], 0.5)
    for end_of in ("", "/last-ned"):
        address = f"/skjema/{first(ingrid)}/svar{end_of}"
        assert ola.browser.get(address).status_code == 404
        assert house.browser(maren, staff=True).get(address).status_code in (403, 404)


@pytest.mark.parametrize(
    ("way", "may_write"), [("", True), ("completed", True), ("withdrawn", False)], ids=["active", "done", "left"]
)
def test_she_reads_them_after_the_end_and_is_asked_to_write_only_where_she_can(
    ingrid: Patient, maren: Person, house: House, way: str, may_write: bool
) -> None:
    ingrid.hand_in(ingrid.agenda()[0], 0.5)
    if way:
        with house.work() as work:
            end(work, maren.id, work.session.get_one(Enrolment, ingrid.enrolment_id), way)
    page = ingrid.get(f"/skjema/{first(ingrid)}/svar")
    assert "Svarene kan ikke endres" in page
    assert ("Si fra til" in page) is may_write
    assert ("Skriv til Maren" in ingrid.get(f"/skjema/{first(ingrid)}/takk")) is may_write


@pytest.mark.parametrize(
    ("title", "about", "called"),
    [
        ("IBS-SSS: mageplager", "Mageplager", "IBS-SSS"),
        ("Fagerström: sigaretter", "Sigaretter", "Fagerström"),
        ("Ukens innsjekk", "Ukens innsjekk", ""),
        ("Kosthold, fem spørsmål", "Kosthold, fem spørsmål", ""),
    ],
)
def test_a_scale_is_named_for_what_it_is_about(title: str, about: str, called: str) -> None:
    assert plain_title(title) == (about, called)
