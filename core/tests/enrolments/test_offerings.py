"""A programme is opened and closed at an organisation, and its settings decided, by whoever operates Varde."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from varde.alerts.commands import open_offering_command
from varde.alerts.errors import NoCrisisText
from varde.enrolments.errors import NotOffered
from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.offerings import change_setting, close_offering, every_offering, open_offering
from varde.enrolments.service import start
from varde.identity.errors import NoSuchOrganisation
from varde.identity.models import Organisation
from varde.kernel.catalogue import Unknown
from varde.kernel.console import Console
from varde.kernel.errors import BadUsage
from varde.modules.progress import path_of, steps_from
from varde.plugin.settings import decided, fact_of
from varde.plugin.simulated_answers import fitting_facts
from varde.programmes.known_facts import known_of_many
from varde.referrals.service import decide, refer
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.settings import TrailSettings


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


def change(house: House, name: str, value: object = None, *, programme: str = "sample", unset: bool = False) -> Any:
    with house.work() as work:
        return change_setting(work, "klinikken", programme, name, value, unset=unset)


# --- open and closed


def test_a_closed_offering_takes_nobody_in_and_goes_on_for_those_in_it(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    tor, ola, eva = (house.person(given, "Vik") for given in ("Tor", "Ola", "Eva"))
    inside, referred = house.enrolled(tor, maren), house.referred(ola)
    with house.work() as work:
        close_offering(work, "klinikken", "sample")
    programme = house.programme("sample")
    with house.work() as work, pytest.raises(NotOffered):
        refer(work, eva, house.clinic, programme, fitting_facts(programme), source="self")
    assert house.browser(eva).get("/o/klinikken/sample/pamelding").status_code == 404
    for path in ("/min-sti", f"/moduler/{inside}/first-steps/packing", f"/meldinger/{inside}"):
        assert house.browser(tor).get(path).status_code == 200, path
    with house.work() as work:
        waiting = work.session.get_one(Enrolment, referred)
        decide(work, house.actor(maren, ("therapist", house.clinic)), waiting, accept=True)
        start(work, waiting)
        assert waiting.state == "active", "who was referred before it closed is answered as ever"
        assert [(each.open, each.ongoing) for each in every_offering(work) if each.organisation == "klinikken"] == [
            (False, 2)
        ]
    with house.work() as work:
        open_offering(work, "klinikken", "sample")
    assert house.browser(eva).get("/o/klinikken/sample/pamelding").status_code == 200


def test_closing_and_opening_twice_changes_nothing(house: House) -> None:
    for change_it in (close_offering, close_offering, open_offering, open_offering):
        with house.work() as work:
            change_it(work, "klinikken", "sample")
    with house.work() as work:
        assert [(each.organisation, each.open) for each in every_offering(work)] == [
            ("elsewhere", True),
            ("klinikken", True),
        ]


def test_what_was_never_offered_is_offered_from_now(house: House) -> None:
    with house.work() as work:
        with pytest.raises(BadUsage, match="fjordvest does not offer sample"):
            close_offering(work, "fjordvest", "sample")
        open_offering(work, "fjordvest", "sample")
    with house.work() as work:
        assert ("fjordvest", True, 0) in [(each.organisation, each.open, each.ongoing) for each in every_offering(work)]


def test_only_what_exists_is_offered(house: House) -> None:
    with house.work() as work:
        with pytest.raises(NoSuchOrganisation):
            open_offering(work, "nowhere", "sample")
        with pytest.raises(Unknown):
            open_offering(work, "klinikken", "asthma")


# --- settings


def test_a_setting_is_decided_and_taken_back(house: House) -> None:
    assert change(house, "days_before_view", 3) == (None, 3)
    assert change(house, "days_before_view", 5) == (3, 5)
    assert change(house, "days_before_view", unset=True) == (5, None)
    with pytest.raises(BadUsage, match="days_before_view is not set for sample at klinikken"):
        change(house, "days_before_view", unset=True)
    assert change(house, "phone", "55 00 00 01", programme="")[1] == "55 00 00 01"


@pytest.mark.parametrize(
    ("name", "value", "programme", "fault"),
    [
        ("days_before_view", 61, "sample", "days_before_view is 61 and must be a whole number from 0 to 60."),
        ("days_before_view", "soon", "sample", "days_before_view is 'soon' and must be a whole number from 0 to 60."),
        ("days_before_vew", 3, "sample", "days_before_vew is no setting; did you mean days_before_view?"),
        ("detour_for_all", "yes", "sample", "detour_for_all is 'yes' and must be true or false."),
        ("phone", 7, "", "phone is 7 and must be text of at most 40 characters."),
        ("crisis", {}, "", "crisis is set with varde admin crisis-text."),
        ("days_before_view", 3, "asthma", "klinikken does not offer asthma."),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_stored(
    house: House, name: str, value: object, programme: str, fault: str
) -> None:
    with pytest.raises(BadUsage) as refused:
        change(house, name, value, programme=programme)
    assert refused.value.faults == (fault,)
    with house.work() as work:
        assert {each.settings == {} for each in work.session.query(Offering)} == {True}


def test_something_wrong_that_is_stored_already_stops_no_other_change_and_can_be_taken_away(house: House) -> None:
    with house.work() as work:
        for offering in work.session.query(Offering):
            offering.settings = {"no_such": 1}
    assert change(house, "days_before_view", 3) == (None, 3)
    assert change(house, "no_such", unset=True) == (1, None)


# --- as facts


def test_modules_open_by_what_is_decided(house: House) -> None:
    maren, tor = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Tor", "Vik")
    inside = house.enrolled(tor, maren)

    def status() -> dict[str, str]:
        with house.work() as work:
            path = path_of(work, work.session.get_one(Enrolment, inside), "nb")
            return {view.module.key: view.status for view in path.modules}

    assert status() == {"first-steps": "here", "further": "locked", "detour": "locked"}
    change(house, "detour_for_all", True)
    assert status()["detour"] == "open"
    change(house, "detour_for_all", False)
    assert status()["detour"] == "locked"


def test_a_number_that_is_decided_says_when_it_opens(house: House) -> None:
    maren, tor = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Tor", "Vik")
    inside = house.enrolled(tor, maren)
    change(house, "days_before_view", 20)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, inside)
        lock = path_of(work, enrolment, "nb").view("further").lock
        assert lock is not None
        assert lock.sentence == ("Åpner når du er ferdig med modul 1, tidligst 11. oktober, eller når Maren åpner den")


def test_the_default_holds_where_nothing_is_decided_and_it_costs_one_statement_for_any_number(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ids = [house.enrolled(house.person("Tor", f"Vik {number}"), maren) for number in range(3)]
    with house.work() as work:
        rows = [work.session.get_one(Enrolment, each) for each in ids]
        with house.counted() as statements:
            facts = known_of_many(work, ids, [module.release for module in house.programme("sample").modules])
        assert len(statements) == 1
        assert {tuple(sorted(each.items())) for each in facts.values()} == {
            ((decided("days_before_view"), 7), (decided("detour_for_all"), False))
        }
        assert set(steps_from(work, rows)) == set(ids)


def test_a_setting_is_a_fact_of_the_eligibility_too(house: House) -> None:
    fact = fact_of(TrailSettings, "days_before_view")
    assert (fact.key, fact.kind, fact.source, fact.default, fact.low, fact.high) == (
        "days_before_view",
        "count",
        "setting",
        7,
        0,
        60,
    )


def test_a_programme_with_danger_in_it_needs_a_crisis_text(house: House) -> None:
    with house.work() as work:
        for organisation in work.session.query(Organisation):
            organisation.details = {}
    console = Console(lambda: house.platform.catalogue, lambda: house.platform)
    with pytest.raises(NoCrisisText):
        open_offering_command.main(["fjordvest", "sample"], obj=console, standalone_mode=False)
    with house.work() as work:
        assert "fjordvest" not in [each.organisation for each in every_offering(work)]
