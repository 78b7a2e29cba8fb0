"""Break-glass through the whole sign-in: asked for, confirmed at the provider, opened; not on what it knew from before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from flask.testing import FlaskClient
from joserfc.jwk import import_key

from varde.identity import oidc
from varde.identity.models import Person
from varde.identity.service import NIN_PLACE
from varde.testing.house import House, all_samples, make_house, sqlite_url, token
from varde_demo.provider import DemoClient, DemoPerson, RunningProvider, serve

KEY = oidc.new_private_jwk()
BACK = "http://localhost/logg-inn/helseid/retur"
WHY = {"kind": "danger", "why": "Mor ringte og er redd for henne.", "agree": "1", "once": "a"}


class Emergency:
    def __init__(self, house: House) -> None:
        self.house = house
        self.sara = house.person("Sara", "Holm", ("therapist", house.clinic), title="psykolog")
        maren = house.person("Maren", "Aas", ("therapist", house.clinic))
        self.address = f"/pasient/{house.enrolled(house.person('Tor', 'Vik'), maren)}"
        self.browser = house.browser(self.sara, staff=True)

    def number(self) -> str:
        with self.house.work() as work:
            sealed = work.session.get_one(Person, self.sara.id).nin_sealed
            assert sealed is not None
            return work.vault.open(NIN_PLACE, sealed)

    def page(self) -> str:
        return self.browser.get(self.address + "/nodrett").get_data(as_text=True)


@pytest.fixture
def emergency(tmp_path: Path) -> Emergency:
    return Emergency(make_house(sqlite_url(tmp_path), catalogue=all_samples()))


@pytest.fixture
def provider(emergency: Emergency) -> Iterator[RunningProvider]:
    clients = (DemoClient("personnel", "helseid", import_key(KEY).as_dict(private=False), (BACK,), (BACK,)),)
    number = emergency.number()
    people = (
        DemoPerson("sara", "Sara Holm", number, "Psykolog", "helseid"),
        DemoPerson("stale", "Sara Holm", number, "Psykolog", "helseid", {"auth_time": 1_700_000_000}),
        DemoPerson("silent", "Sara Holm", number, "Psykolog", "helseid", {"auth_time": None}),
    )
    clock = emergency.house.clock.now
    with serve(people, clients, oidc.new_private_jwk(), clock=clock) as running:
        wire = requests.Session()
        client = oidc.Client(oidc.helseid("personnel", KEY, running.issuer("helseid")), wire, clock)
        emergency.house.app.extensions["varde_oidc"]["helseid"] = client
        yield running


def confirm(browser: FlaskClient, begin: str, key: str) -> tuple[int, str]:
    """What the browser gets when it comes back from the provider, and where it is sent."""
    begun = browser.get(begin)
    assert begun.status_code == 302, begun.get_data(as_text=True)
    at_provider = begun.headers["Location"]
    back = requests.get(f"{at_provider}&login_hint={key}", allow_redirects=False, timeout=5).headers["Location"]
    answer = browser.get(back.removeprefix("http://localhost"))
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.usefixtures("provider")
def test_asked_for_confirmed_and_opened(emergency: Emergency) -> None:
    browser, address = emergency.browser, emergency.address
    closed = browser.get(address)
    assert closed.status_code == 403
    assert "Åpne med nødrett" in closed.get_data(as_text=True)
    assert "Tor" not in closed.get_data(as_text=True)
    asked = browser.post(address + "/nodrett", data=WHY | {"csrf_token": token(browser)})
    assert (asked.status_code, asked.headers["Location"]) == (303, f"{address}/nodrett")
    begin = emergency.page().split('class="btn" href="')[1].split('"')[0].replace("&amp;", "&")
    assert begin == f"/logg-inn/helseid?prompt=login&next={address}/nodrett"
    early = browser.post(address + "/nodrett/apne", data={"csrf_token": token(browser)})
    assert early.status_code == 409, "a session from before is not enough"
    for key in ("stale", "silent"):
        assert confirm(browser, begin, key) == (403, "")
        assert "Åpne journalen nå" not in emergency.page()
    emergency.house.clock.move(seconds=20)
    assert confirm(browser, begin, "sara") == (302, f"{address}/nodrett")
    assert "Åpne journalen nå" in emergency.page()
    opened = browser.post(address + "/nodrett/apne", data={"csrf_token": token(browser)})
    assert opened.headers["Location"] == f"{address}/nodrett/inne"
    for page in ("/nodrett/inne", "", "/raad", "/opplysninger"):
        shown = browser.get(address + page)
        assert (shown.status_code, "Åpnet med nødrett." in shown.get_data(as_text=True)) == (200, True), page
    assert "Tor Vik" in browser.get(address).get_data(as_text=True)
    browser.post(address + "/nodrett/lukk", data={"csrf_token": token(browser)})
    assert browser.get(address).status_code == 403
