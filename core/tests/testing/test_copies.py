"""A house that was made once and copied is as if it had been made again, and sees nothing of other copies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.work import Platform
from varde.programmes.values import Programme
from varde.testing.copies import copied
from varde.testing.house import House, make_house, sample_only, sqlite_url

CALLED: Counter[str] = Counter()


@dataclass
class Home:
    house: House
    ingrid: Person
    browser: FlaskClient
    enrolment: int
    drawing: Path
    notes: list[str] = field(default_factory=list)


def make_home(folder: Path, name: str = "Ingrid", *, days: int = 0) -> Home:
    CALLED[name] += 1
    house = make_house(sqlite_url(folder), catalogue=sample_only(), VARDE_FILES=str(folder / "files"))
    (folder / "files").mkdir()
    drawing = folder / "drawing"
    drawing.write_text(name)
    ingrid, maren = house.person(name, "Solheim"), house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment = house.enrolled(ingrid, maren)
    house.clock.move(days=days)
    return Home(house, ingrid, house.browser(ingrid), enrolment, drawing)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Home, Home]:
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    first, second = (copied(make_home, folder) for folder in folders)
    return first, second


def people(house: House) -> list[tuple[int, str]]:
    with house.work() as work:
        return [(person.id, person.given_name) for person in work.session.scalars(select(Person).order_by(Person.id))]


def test_it_is_made_once_and_is_as_if_made_again(tmp_path: Path, two: tuple[Home, Home]) -> None:
    assert CALLED["Ingrid"] == 1
    again = tmp_path / "again"
    again.mkdir()
    made = make_home(again)
    CALLED["Ingrid"] -= 1
    for home in two:
        assert people(home.house) == people(made.house)
        assert home.ingrid.id == made.ingrid.id
        assert home.house.enrolment(home.enrolment).state == "active"
        assert home.house.clinic.id == made.house.clinic.id
        assert home.house.clock.now() == made.house.clock.now()
        assert home.house.platform.catalogue.all(Programme) == made.house.platform.catalogue.all(Programme)
        assert home.browser.get(f"/min-sti/{home.enrolment}").status_code == 200
        assert home.drawing.read_text() == "Ingrid"
    newest = [home.house.person("Ny", "Person") for home in (*two, made)]
    assert len({person.nin_fingerprint for person in newest}) == 1, "the numbers go on where they were"
    assert people(two[0].house) == people(made.house)


def test_each_is_in_its_own_folder(tmp_path: Path, two: tuple[Home, Home]) -> None:
    for name, home in zip(("first", "second"), two, strict=True):
        settings = home.house.platform.settings
        assert (
            settings.database_url
            == str(home.house.platform.engine.url)
            == f"sqlite:///{tmp_path / name / 'varde.sqlite'}"
        )
        assert settings.files == str(tmp_path / name / "files")
        assert (tmp_path / name / "files").is_dir()
        assert home.drawing == tmp_path / name / "drawing"


def test_what_happens_in_one_does_not_happen_in_the_other(two: tuple[Home, Home]) -> None:
    first, second = two
    first.house.person("Ny", "Person")
    first.house.clock.move(days=400)
    first.drawing.write_text("another")
    first.notes.append("mine")
    first.ingrid.given_name = "Inga"
    with first.house.work() as work:
        work.session.get_one(Enrolment, first.enrolment).state = "completed"
    assert [name for _, name in people(second.house)] == ["Ingrid", "Maren"]
    assert second.house.clock.now() == datetime(2026, 9, 21, 8, tzinfo=UTC)
    assert (second.drawing.read_text(), second.notes, second.ingrid.given_name) == ("Ingrid", [], "Ingrid")
    assert second.house.enrolment(second.enrolment).state == "active"
    assert first.browser.get(f"/min-sti/{first.enrolment}").status_code == 302, "her session has run out"
    assert second.browser.get(f"/min-sti/{second.enrolment}").status_code == 200


def test_of_other_words_another_is_made(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    kari, ola, later = (
        copied(make_home, tmp_path / "a", "Kari"),
        copied(make_home, tmp_path / "b", "Ola"),
        copied(make_home, tmp_path / "c", "Kari", days=2),
    )
    assert [home.ingrid.given_name for home in (kari, ola, later)] == ["Kari", "Ola", "Kari"]
    assert (later.house.clock.now() - kari.house.clock.now()).days == 2
    assert (CALLED["Kari"], CALLED["Ola"]) == (2, 1)


@dataclass
class Platformed:
    house: House
    platform: Platform


@dataclass
class BrowserFirst:
    browser: FlaskClient
    house: House


def make_platformed(folder: Path) -> Platformed:
    house = make_house(sqlite_url(folder), catalogue=sample_only())
    return Platformed(house, house.platform)


def make_browser_first(folder: Path) -> BrowserFirst:
    house = make_house(sqlite_url(folder), catalogue=sample_only())
    return BrowserFirst(house.browser(house.person("Kari", "Aas")), house)


def test_what_cannot_be_copied_is_said(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="keep its house"):
        copied(make_platformed, tmp_path)
    with pytest.raises(TypeError, match="name the house first"):
        copied(make_browser_first, tmp_path)
