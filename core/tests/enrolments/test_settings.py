"""What an organisation has decided about a programme: read as a typed value, and never a default that nobody chose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from varde import cli
from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.settings import OfferingSettings
from varde.enrolments.stored_settings import eligibility_settings, settings_for, settings_of, stored_faults
from varde.identity.models import Organisation
from varde.kernel.declared import WrongSettings
from varde.kernel.errors import StartRefused
from varde.programmes.values import Programme
from varde.testing.house import House, all_samples, environment, make_house, sqlite_url


@pytest.fixture
def url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path)


@pytest.fixture
def house(url: str) -> House:
    return make_house(url, catalogue=all_samples())


def store(house: House, programme: str, settings: dict[str, Any], place: str = "klinikken") -> None:
    with house.work() as work:
        query = select(Offering).join(Offering.organisation)
        offering = work.session.scalars(
            query.where(Organisation.key == place, Offering.programme == programme)
        ).one_or_none()
        if offering is None:
            organisation = work.session.scalars(select(Organisation).where(Organisation.key == place)).one()
            offering = work.add(Offering(organisation_id=organisation.id, programme=programme))
        offering.settings = settings


def stored(house: House, programme: str) -> Offering:
    with house.work() as work:
        return work.session.scalars(
            select(Offering).where(Offering.organisation_id == house.clinic.id, Offering.programme == programme)
        ).one()


def faults(house: House) -> list[str]:
    with house.work() as work:
        return stored_faults(work)


def test_with_nothing_stored_the_programmes_own_reply_time_holds(house: House) -> None:
    with house.work() as work:
        own = work.catalogue.one(Programme, "lake").reply_working_days
        assert settings_of(work, stored(house, "lake")) == OfferingSettings(reply_working_days=own)


def test_what_is_stored_holds(house: House) -> None:
    store(house, "lake", {"self_referral": False, "waiting_weeks": 0, "reply_working_days": 4})
    with house.work() as work:
        assert settings_of(work, stored(house, "lake")) == OfferingSettings(
            self_referral=False, waiting_weeks=0, reply_working_days=4
        )


def test_an_enrolment_whose_offering_is_gone_has_the_programmes_own(house: House) -> None:
    store(house, "lake", {"reply_working_days": 4})
    ingrid, maren = house.person("Ingrid", "Solheim"), house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment_id = house.enrolled(ingrid, maren)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        assert settings_for(work, enrolment).reply_working_days == 4
        work.session.scalars(select(Offering).where(Offering.organisation_id == house.clinic.id)).all()
        for offering in work.session.scalars(select(Offering).where(Offering.programme == "lake")).all():
            work.session.delete(offering)
        work.session.flush()
        own = work.catalogue.one(Programme, "lake").reply_working_days
        assert settings_for(work, enrolment).reply_working_days == own


def test_a_programme_declares_its_own(house: House) -> None:
    store(house, "village", {"age_limit": 16, "self_referral": False, "waiting_weeks": 2})
    assert faults(house) == []
    with house.work() as work:
        village, lake = work.catalogue.one(Programme, "village"), work.catalogue.one(Programme, "lake")
    offering = stored(house, "village")
    assert eligibility_settings(village, offering) == {"age_limit": 16, "self_referral": False}
    assert eligibility_settings(lake, offering) == {}
    assert eligibility_settings(village, None) == {}


def test_every_fault_names_the_organisation_and_the_programme(house: House) -> None:
    store(house, "village", {"age_limit": 500, "reply_working_day": 3})
    store(house, "lake", {"age_limit": 16, "waiting_weeks": "3"})
    with house.work() as work:
        trust = work.session.get_one(Organisation, house.trust.id)
        trust.details = {"phone": 55000000, "telefon": "55 00 00 00"}
    assert faults(house) == [
        "Organisation fjordvest: phone is 55000000 and must be text of at most 40 characters.",
        "Organisation fjordvest: telefon is no setting.",
        "Organisation klinikken, programme lake: age_limit is no setting.",
        "Organisation klinikken, programme lake: waiting_weeks is '3' and must be a whole number from 0 to 104 or null.",
        "Organisation klinikken, programme village: reply_working_day is no setting; did you mean reply_working_days?",
        "Organisation klinikken, programme village: The fact «age_limit» is 500, but must be a whole number from 0 to 120.",
    ]


def test_a_programme_that_is_not_installed_is_not_judged_by_names(house: House) -> None:
    store(house, "gone", {"its_own": 7})
    assert faults(house) == []
    store(house, "gone", {"its_own": 7, "waiting_weeks": "many"})
    assert len(faults(house)) == 1


def test_a_page_that_needs_a_wrong_setting_says_so_instead_of_guessing(house: House) -> None:
    store(house, "lake", {"waiting_weeks": "3"})
    answer = house.app.test_client().get("/o/klinikken")
    assert answer.status_code == 503
    assert "Noe er satt opp feil her" in answer.get_data(as_text=True)
    with house.work() as work, pytest.raises(WrongSettings, match="waiting_weeks is '3'"):
        settings_of(work, stored(house, "lake"))


# --- the start, and the check


def run(url: str, *arguments: str) -> Result:
    cli.platform.cache_clear()
    try:
        return CliRunner().invoke(cli.varde, list(arguments), env=environment(url))
    finally:
        cli.platform.cache_clear()


@pytest.mark.usefixtures("samples_installed")
@pytest.mark.parametrize("command", ["serve", "worker", "clock"])
def test_nothing_that_stays_up_starts_on_settings_that_cannot_be_read(house: House, url: str, command: str) -> None:
    store(house, "lake", {"waiting_week": 3, "reply_working_days": 0})
    refused = run(url, command).exception
    assert isinstance(refused, StartRefused)
    assert refused.faults == (
        "Organisation klinikken, programme lake: waiting_week is no setting; did you mean waiting_weeks?",
        "Organisation klinikken, programme lake: reply_working_days is 0 and must be a whole number from 1 to 20.",
    )


@pytest.mark.usefixtures("samples_installed")
def test_commands_that_do_not_need_them_go_on(house: House, url: str) -> None:
    store(house, "lake", {"waiting_week": 3})
    assert run(url, "admin", "verify-access-log").exit_code == 0


@pytest.mark.usefixtures("samples_installed")
def test_the_settings_are_listed_with_words_and_what_is_stored(house: House, url: str) -> None:
    store(house, "lake", {"waiting_weeks": 3})
    listed = run(url, "admin", "settings", "--language", "nn")
    assert (listed.exit_code, listed.stderr) == (0, "")
    found = json.loads(listed.stdout)
    assert [setting["name"] for setting in found["organisation"]] == [
        "phone",
        "hours",
        "duty_phone",
        "sms_sender",
        "accessibility_url",
        "cooperates_with",
        "fewest_shown",
        "keep_record_years",
        "keep_notices_months",
        "load_shown",
        "crisis",
        "front",
    ]
    assert found["offering"][2] == {
        "name": "reply_working_days",
        "decides": "Kor mange virkedagar ein behandlar har på seg til å svare på ei melding. "
        "Utan den gjeld fristen i programmet.",
        "must_be": "a whole number from 1 to 20",
        "default": 2,
    }
    assert [setting["name"] for setting in found["programmes"]["village"]] == ["age_limit", "self_referral"]
    assert {"organisation": "klinikken", "programme": "lake", "settings": {"waiting_weeks": 3}} in found["stored"]
    assert found["faults"] == []


@pytest.mark.usefixtures("samples_installed")
def test_the_check_fails_with_every_fault(house: House, url: str) -> None:
    store(house, "lake", {"waiting_week": 3})
    checked = run(url, "admin", "settings")
    assert checked.exit_code == 1
    sentence = "Organisation klinikken, programme lake: waiting_week is no setting; did you mean waiting_weeks?"
    assert json.loads(checked.stdout)["faults"] == [sentence]
    assert checked.stderr.strip() == sentence
