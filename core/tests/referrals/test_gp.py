"""The GP whom a patient names, and her word on whether the GP may be informed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from varde.enrolments.models import Enrolment, EnrolmentEvent
from varde.notifications.models import Delivery
from varde.referrals.gp import LONGEST_GP, GpView, gp_of, name_gp
from varde.testing.house import House, all_samples, make_house, sqlite_url, token


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


def test_what_is_said_and_changed(house: House) -> None:
    kari = house.person("Kari", "Moe")
    enrolment_id = house.referred(kari, "lake")
    steps = [
        ("", True, GpView("", False)),
        ("  Hanne Løvås, Vestbyen ", True, GpView("Hanne Løvås, Vestbyen", True)),
        ("Hanne Løvås, Vestbyen", True, GpView("Hanne Løvås, Vestbyen", True)),
        ("Hanne Løvås, Vestbyen", False, GpView("Hanne Løvås, Vestbyen", False)),
        ("", True, GpView("", False)),
        ("x" * 200, True, GpView("x" * LONGEST_GP, True)),
    ]
    for name, may_inform, kept in steps:
        with house.work() as work:
            name_gp(work, kari.id, work.session.get_one(Enrolment, enrolment_id), name, may_inform=may_inform)
        with house.work() as work:
            assert gp_of(work, enrolment_id) == kept
    with house.work() as work:
        kinds = list(work.session.scalars(select(EnrolmentEvent.kind).order_by(EnrolmentEvent.id)))
    assert kinds == ["referred", "gp_allowed", "gp_not_allowed", "gp_allowed"]


@pytest.mark.parametrize("may_inform", [True, False])
def test_a_gp_who_is_named_once_somebody_is_responsible_is_told_of(house: House, may_inform: bool) -> None:
    kari, maren = house.person("Kari", "Moe"), house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment_id, browser = house.enrolled(kari, maren, "lake"), house.browser(kari)
    form = {"gp": "Hanne Løvås", "gp_inform": "yes" if may_inform else "no", "csrf_token": token(browser)}
    assert browser.post(f"/pamelding/{enrolment_id}/fastlege", data=form).status_code == 303
    house.platform.drain()
    with house.work() as work:
        assert gp_of(work, enrolment_id) == GpView("Hanne Løvås", may_inform)
        told = select(Delivery.person_id).where(Delivery.notice == "consent")
        assert work.session.scalars(told).all() == ([maren.id] if may_inform else [])


def test_she_changes_her_mind_on_her_own_page(house: House) -> None:
    kari = house.person("Kari", "Moe")
    enrolment_id = house.referred(kari, "lake")
    browser, address = house.browser(kari), f"/pamelding/{enrolment_id}"
    form = {"gp": "Hanne Løvås", "gp_inform": "yes", "csrf_token": token(browser)}
    assert browser.post(f"{address}/fastlege", data=form).location == f"{address}/mottatt#fastlege"
    assert 'value="Hanne Løvås"' in browser.get(f"{address}/mottatt").get_data(as_text=True)
    wrong = browser.post(f"{address}/fastlege", data=form | {"gp_inform": "perhaps"})
    assert (wrong.status_code, 'value="Hanne Løvås"' in wrong.get_data(as_text=True)) == (422, True)
    with house.work() as work:
        assert gp_of(work, enrolment_id) == GpView("Hanne Løvås", True)
    maren = house.browser(house.person("Maren", "Aas", ("therapist", house.clinic)), staff=True)
    page = maren.get(f"/henvisning/{enrolment_id}").get_data(as_text=True)
    assert ("Hanne Løvås" in page, "Kan få beskjed" in page) == (True, True)
    stranger = house.browser(house.person("Ola", "Nes"))
    assert stranger.post(f"{address}/fastlege", data=form | {"csrf_token": token(stranger)}).status_code == 404
