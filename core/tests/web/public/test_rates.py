"""One account, or one address, does so much of a thing in a minute, in whichever process; then it is told when to try again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from varde.identity import brake
from varde.identity.brake import LIMITS, RateLimit, TooManyRequests, count_once, forget_old_counts
from varde.identity.models import RateCount
from varde.identity.oidc.errors import SignInRefused
from varde.testing.house import House, token
from varde.web.shell.limiting import ROUTES, rate_of

COUNTED = """
GET  /logg-inn/idporten            | sign_in
GET  /logg-inn/nowhere             | -
GET  /logg-inn/helseid/retur       | -
POST /arbeidsliste                 | search
GET  /arbeidsliste                 | -
GET  /arbeidsliste?sok=Aas         | search
GET  /avsluttede?sok=Aas           | search
GET  /pasient/1/sok?sok=takk       | search
POST /avsluttede                   | search
POST /pasient/1/sok                | search
POST /api/v1/sample/kit-report     | door
GET  /api/v1/openapi.json          | door
POST /meldinger/1                  | upload
GET  /meldinger/1                  | -
POST /logg-inn/ut                  | -
"""
"""A row for each kind of route that is counted, and some that are not."""


class Away:
    """A provider that sends nobody on."""

    def begin(self, *_asked: object, **_more: object) -> None:
        raise SignInRefused()


@pytest.fixture(autouse=True)
def providers(house: House) -> None:
    house.app.extensions["varde_oidc"] = {"idporten": Away(), "helseid": Away()}


def rows() -> Iterator[tuple[str, str, str | None]]:
    for line in COUNTED.strip().splitlines():
        route, _, limit = line.partition("|")
        method, path = route.split()
        yield method, path, None if limit.strip() == "-" else limit.strip()


@pytest.mark.parametrize(("method", "path", "limit"), list(rows()))
def test_each_kind_of_route_has_its_limit(house: House, method: str, path: str, limit: str | None) -> None:
    with house.app.test_request_context(path, method=method) as context:
        assert context.request.endpoint is not None
        assert rate_of(context.request.endpoint) == limit


def test_every_route_of_the_table_is_there(house: House) -> None:
    assert ROUTES.keys() <= house.app.view_functions.keys()
    assert set(ROUTES.values()) <= LIMITS.keys()


def test_so_many_in_each_minute_of_the_clock_and_then_when_to_try_again(house: House) -> None:
    limit = RateLimit("search", 2)
    start = house.clock.now().replace(second=0, microsecond=0)
    house.clock.move(seconds=60 - (house.clock.now() - start).total_seconds() + 50)
    for who in ("kari", "kari", "ola"):
        with house.work() as work:
            count_once(work, limit, who)
    with pytest.raises(TooManyRequests) as refused, house.work() as work:
        count_once(work, limit, "kari")
    assert (refused.value.seconds, refused.value.to("en")) == (
        10,
        "Unusually many requests came in a short time. Try again in 10 seconds.",
    )
    house.clock.move(seconds=10)
    with house.work() as work:
        count_once(work, limit, "kari")


def search(browser: FlaskClient) -> tuple[int, str | None]:
    answer = browser.post("/avsluttede", data={"sok": "Aas", "csrf_token": token(browser)})
    return answer.status_code, answer.headers.get("Retry-After")


def test_one_account_is_stopped_from_every_browser_and_another_is_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(brake.LIMITS, "search", RateLimit("search", 2))
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    assert [search(house.browser(maren, staff=True))[0] for _ in range(2)] == [200, 200]
    status, seconds = search(house.browser(maren, staff=True))
    assert status == 429
    assert 1 <= int(seconds or 0) <= 60
    assert search(house.browser(sara, staff=True))[0] == 200


def test_whoever_confirms_that_it_is_her_is_counted_as_herself_and_not_for_her_address(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(brake.LIMITS, "sign_in", RateLimit("sign_in", 1, by_address=True))
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    hers, colleague, nobody = house.browser(maren, staff=True), house.browser(sara, staff=True), house.app.test_client()
    ask = "/logg-inn/helseid?prompt=login"
    assert 429 not in [browser.get(ask).status_code for browser in (hers, colleague, nobody)]
    assert [browser.get(ask).status_code for browser in (hers, colleague, nobody)] == [429] * 3


def test_whoever_is_stopped_at_the_door_is_told_to_wait_and_whom_to_call(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(brake.LIMITS, "sign_in", RateLimit("sign_in", 0, by_address=True))
    page = house.app.test_client().get("/logg-inn/idporten").get_data(as_text=True)
    assert "Vent litt, gå tilbake og prøv igjen." in page
    assert "rett det som mangler" not in page
    assert "113" in page


def test_an_address_is_counted_also_at_a_door_without_a_key(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(brake.LIMITS, "door", RateLimit("door", 1, by_address=True))
    client = house.app.test_client()
    froms = ("192.0.2.7", "192.0.2.7", "192.0.2.8", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")
    calls = [client.post("/api/v1/sample/kit-report", environ_base={"REMOTE_ADDR": each}) for each in froms]
    assert [call.status_code for call in calls] == [401, 429, 401, 401, 429, 401], (
        "half of an IPv6 address is one subscriber"
    )
    assert calls[1].mimetype == "application/problem+json"


def test_a_meter_is_heard_whoever_else_calls_from_its_address(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(brake.LIMITS, "door", RateLimit("door", 1, by_address=True))
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    sound = house.key_of_device("sample", "kit-report", house.enrolled(house.person("Kari", "Berg"), maren, "sample"))
    client = house.app.test_client()

    def status(*key: str) -> int:
        headers = {"Authorization": f"Bearer {key[0]}"} if key else {}
        return client.post("/api/v1/sample/kit-report", headers=headers, json={}).status_code

    assert [status("a guess"), status("a guess"), status()] == [401, 429, 429]
    assert status(sound) == 400, "its key is known, and what it sends is looked at"


def test_what_was_counted_is_forgotten_within_the_hour_and_names_nobody(house: House) -> None:
    with house.work() as work:
        count_once(work, LIMITS["sign_in"], "192.0.2.7")
    house.clock.move(minutes=61)
    with house.work() as work:
        assert "192.0.2.7" not in work.session.scalars(select(RateCount.name)).one()
        forget_old_counts(work)
        assert work.session.scalar(select(func.count()).select_from(RateCount)) == 0
