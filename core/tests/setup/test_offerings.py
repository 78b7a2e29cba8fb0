"""A programme is opened and closed at an organisation, and its settings decided, by whoever operates Varde."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from varde.alerts.errors import NoCrisisText
from varde.enrolments.errors import NotOffered
from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.service import start
from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key
from varde.modules.progress import path_of, steps_from
from varde.plugin.fitting import fitting_facts
from varde.plugin.settings import decided, fact_of
from varde.programmes.known_facts import known_of_many
from varde.referrals.service import decide, refer
from varde.setup.changes import at_the_machine
from varde.setup.errors import SetUpRefused
from varde.setup.exporting import export_trust
from varde.setup.offerings import change_offering, offer, offered, offers_at
from varde.setup.texts import change_settings
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.settings import TrailSettings


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


def change(house: House, name: str, value: object = None, *, programme: str = "sample") -> Any:
    """Decide one setting at the clinic; None takes it back. Returns what was stored before, and what is now."""
    with house.work() as work:
        place = organisation_by_key(work, "klinikken")
        if not programme:
            before = dict(place.details)
            change_settings(work, at_the_machine(), place, {name: value})
            return before.get(name), place.details.get(name)
        row = offered(work, place, programme)
        before = dict(row.settings)
        change_offering(work, at_the_machine(), place, row, decided={name: value})
        return before.get(name), row.settings.get(name)


def stand(house: House, state: str, organisation: str = "klinikken") -> bool:
    with house.work() as work:
        place = organisation_by_key(work, organisation)
        return change_offering(work, at_the_machine(), place, offered(work, place, "sample"), state=state)


def listed(house: House) -> list[tuple[str, str, int]]:
    with house.work() as work:
        return [(row.offering.organisation.key, row.offering.state, row.ongoing) for row in offers_at(work)]


def test_what_every_place_offers_is_exported_by_one_reading(house: House) -> None:
    with house.counted() as statements, house.work() as work:
        exported = export_trust(work, at_the_machine())
    assert exported.count("[[organisation]]") > 2
    assert exported.count('[[organisation.offering]]\nprogramme = "sample"') == len(listed(house)) > 1
    assert sum("FROM offering" in each for each in statements) == 1


# --- open and closed


def test_a_closed_offering_takes_nobody_in_and_goes_on_for_those_in_it(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    tor, ola, eva = (house.person(given, "Vik") for given in ("Tor", "Ola", "Eva"))
    inside, referred = house.enrolled(tor, maren), house.referred(ola)
    stand(house, "closed")
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
    assert listed(house) == [("elsewhere", "open", 0), ("klinikken", "closed", 2)]
    stand(house, "waiting")
    assert house.browser(eva).get("/o/klinikken/sample/pamelding").status_code == 200, "a waiting list takes people in"
    stand(house, "open")
    assert house.browser(eva).get("/o/klinikken/sample/pamelding").status_code == 200


def test_closing_and_opening_twice_changes_nothing(house: House) -> None:
    assert [stand(house, state) for state in ("closed", "closed", "open", "open")] == [True, False, True, False]
    assert listed(house) == [("elsewhere", "open", 0), ("klinikken", "open", 0)]


def test_what_was_never_offered_is_offered_from_now(house: House) -> None:
    with pytest.raises(SetUpRefused, match="Fjordvest sykehus does not offer sample"):
        stand(house, "closed", "fjordvest")
    with house.work() as work:
        offer(work, at_the_machine(), organisation_by_key(work, "fjordvest"), "sample")
    assert ("fjordvest", "open", 0) in listed(house)


def test_only_what_is_installed_is_offered_and_only_once(house: House) -> None:
    with house.work() as work:
        place = organisation_by_key(work, "klinikken")
        with pytest.raises(SetUpRefused, match="The programme “asthma” is not installed"):
            offer(work, at_the_machine(), place, "asthma")
        with pytest.raises(SetUpRefused, match="Klinikken offers sample already"):
            offer(work, at_the_machine(), place, "sample")


# --- settings


def test_a_setting_is_decided_and_taken_back(house: House) -> None:
    assert change(house, "days_before_view", 3) == (None, 3)
    assert change(house, "days_before_view", 5) == (3, 5)
    assert change(house, "days_before_view") == (5, None)
    with pytest.raises(SetUpRefused, match="days_before_view is not set"):
        change(house, "days_before_view")
    assert change(house, "phone", "55 00 00 01", programme="")[1] == "55 00 00 01"
    assert change(house, "phone", 55000002, programme="")[1] == "55000002", "what reads as a number at the machine"


@pytest.mark.parametrize(
    ("name", "value", "programme", "fault"),
    [
        ("days_before_view", 61, "sample", "days_before_view is 61 and must be a whole number from 0 to 60."),
        ("days_before_view", "soon", "sample", "days_before_view is 'soon' and must be a whole number from 0 to 60."),
        ("days_before_vew", 3, "sample", "days_before_vew is no setting; did you mean days_before_view?"),
        ("detour_for_all", "yes", "sample", "detour_for_all is 'yes' and must be true or false."),
        ("phone", True, "", "phone is True and must be text of at most 40 characters."),
        ("crisis", {}, "", "crisis is a text in every language, and is set with varde admin text change."),
        ("days_before_view", 3, "asthma", "Klinikken does not offer asthma."),
        ("capacity", -1, "sample", "capacity is -1 and must be a whole number from 0 to 100000 or null."),
        ("tracks", "north south", "sample", "“north” is no track of The sample trail. The tracks are –."),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_stored(
    house: House, name: str, value: object, programme: str, fault: str
) -> None:
    with pytest.raises(SetUpRefused) as refused:
        change(house, name, value, programme=programme)
    assert refused.value.each("en")[0] == fault
    with house.work() as work:
        assert {each.settings == {} for each in work.session.query(Offering)} == {True}


def test_something_wrong_that_is_stored_already_stops_no_other_change_and_can_be_taken_away(house: House) -> None:
    with house.work() as work:
        for offering in work.session.query(Offering):
            offering.settings = {"no_such": 1}
    assert change(house, "days_before_view", 3) == (None, 3)
    assert change(house, "no_such") == (1, None)


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
    with house.work() as work, pytest.raises(NoCrisisText):
        offer(work, at_the_machine(), organisation_by_key(work, "fjordvest"), "sample")
    assert "fjordvest" not in [organisation for organisation, _state, _n in listed(house)]
    stand(house, "closed")
    with pytest.raises(NoCrisisText):
        stand(house, "waiting")
