"""Houses share what is the same in all of them, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from varde.app import create_app
from varde.identity.models import Organisation, Person
from varde.kernel.histories import behind
from varde.kernel.jobs import Outbox
from varde.measurements.courses import bases_of
from varde.measurements.errors import BadBase
from varde.notifications.models import Delivery
from varde.platform import histories
from varde.testing import compiled, moulds
from varde.testing import house as houses
from varde.testing.house import House, make_house, migrate, sample_only, sqlite_url, token
from varde.web.shell.pages import audience

public = audience("public")


@pytest.fixture
def two(tmp_path: Path) -> tuple[House, House]:
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    first, second = (make_house(sqlite_url(folder), catalogue=sample_only()) for folder in folders)
    return first, second


def names(house: House) -> list[str]:
    with house.work() as work:
        return list(work.session.scalars(select(Person.family_name)))


def test_each_has_its_own_people(two: tuple[House, House]) -> None:
    first, second = two
    first.person("Kari", "Nordmann")
    second.person("Ola", "Berg")
    assert (names(first), names(second)) == (["Nordmann"], ["Berg"])


def test_the_second_compiles_nothing_that_the_first_has_compiled(two: tuple[House, House]) -> None:
    first, second = two
    addresses = [rule.rule for rule in first.app.url_map.iter_rules()]
    names(first)
    statements, writers = len(moulds.STATEMENTS), len(compiled.Rule.writers)
    assert [rule.rule for rule in second.app.url_map.iter_rules()] == addresses
    names(second)
    assert (len(moulds.STATEMENTS), len(compiled.Rule.writers)) == (statements, writers)


def test_the_second_has_every_page_of_an_application_that_is_made_for_it(two: tuple[House, House]) -> None:
    _first, second = two
    made = create_app(second.platform)
    for app in (second.app, made):
        assert app.extensions["varde"] is second.platform
    assert second.app.view_functions.keys() == made.view_functions.keys()
    assert second.app.extensions.keys() == made.extensions.keys()
    assert second.app.config == made.config
    for path in ("/", "/hjelp", "/o/klinikken", "/nowhere"):
        second_page, page = (app.test_client().get(path) for app in (second.app, made))
        assert (second_page.status_code, len(second_page.text)) == (page.status_code, len(page.text)), path


def test_what_is_done_to_one_application_is_not_done_to_another(two: tuple[House, House]) -> None:
    first, second = two
    view = public(lambda: "only here")
    assert second.app.test_client().get("/only-here").status_code == 404, (
        "it has been asked before the other is changed"
    )
    first.app.add_url_rule("/only-here", "only_here", view)
    first.app.before_request(lambda: None)
    first.app.view_functions["front.help_page"] = view
    first.app.config["SIGN_IN_PATH"] = "/elsewhere"
    first.app.extensions["varde_oidc"]["seen"] = "here"
    first.platform.jobs.clear()
    assert [first.app.test_client().get(path).text for path in ("/only-here", "/hjelp")] == ["only here"] * 2
    third = make_house(sqlite_url(_beside(first)), catalogue=sample_only())
    for other in (second, third):
        assert [other.app.test_client().get(path).status_code for path in ("/only-here", "/hjelp")] == [404, 200]
        assert other.app.config["SIGN_IN_PATH"] == "/logg-inn"
        assert "seen" not in other.app.extensions["varde_oidc"]
        assert len(other.app.before_request_funcs[None]) == len(first.app.before_request_funcs[None]) - 1
        assert other.platform.jobs


def test_a_house_knows_its_own_settings(tmp_path: Path) -> None:
    first, second = (
        make_house(sqlite_url(_new(tmp_path, name)), catalogue=sample_only(), VARDE_BASE_URL=f"https://{name}.test")
        for name in ("first", "second")
    )
    assert [house.app.extensions["varde"].settings.base_url for house in (first, second)] == [
        "https://first.test",
        "https://second.test",
    ]
    openapi = [house.app.test_client().get("/api/v1/openapi.json").json for house in (first, second)]
    assert ["first.test" in str(said) for said in openapi] == [True, False]


def _beside(house: House) -> Path:
    return _new(Path(str(house.platform.engine.url.database)).parent, "third")


def _new(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


def test_each_session_has_its_own_forgery_token(two: tuple[House, House]) -> None:
    first, second = two
    person = second.person("Ola", "Berg")
    kari, ola = first.browser(first.person("Kari", "Nordmann")), second.browser(person)
    assert token(kari) == token(kari) != token(ola)
    page = ola.get("/hjelp").text
    assert f'<meta name="csrf-token" content="{token(ola)}.{person.id}.' in page  # and whom the page was made for
    assert token(kari) not in page


def test_a_migrated_database_is_at_this_version_and_empty(database_url: str) -> None:
    migrate(database_url)  # again: it was prepared in this way already
    engine = houses.migrated(database_url)
    assert behind(engine, histories()) == []
    with engine.connect() as connection:
        assert connection.scalar(text(f"SELECT count(*) FROM {Organisation.__tablename__}")) == 0
    engine.dispose()


def test_the_clock_acts_when_it_is_told_to(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    ingrid, maren = house.person("Ingrid", "Solheim"), house.person("Maren", "Lie", ("therapist", house.clinic))
    house.enrolled(ingrid, maren)
    house.tick()
    with house.work() as work:
        waiting = work.session.scalar(select(func.count()).select_from(Outbox).where(Outbox.done_at.is_(None)))
        sent = work.session.scalar(select(func.count()).select_from(Delivery))
    assert (waiting, sent) == (0, 1), "she is told that there is something to answer"


def test_a_therapist_sets_the_number_that_a_patients_zones_follow_from(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    therapist = house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment = house.enrolled(house.person("Ingrid", "Solheim"), therapist, "sample")
    house.set_base(therapist, enrolment, "sample-breath", 480)
    with house.work() as work:
        assert bases_of(work, enrolment)["sample-breath"].value == 480
    with pytest.raises(BadBase):
        house.set_base(therapist, enrolment, "sample-breath", 4800)
