"""Our sign-in against a certified provider that acts as ID-porten and as HelseID.

The names follow what Digdir asks a service to show before it opens: signing in, signing out from the service itself,
signing out from another service, and the level of the sign-in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
import requests

from varde.identity import oidc

pytestmark = pytest.mark.verification

CALLBACK = "http://127.0.0.1:9/innlogget"
GOODBYE = "http://127.0.0.1:9/ha-det"
HELSEID = "helseid://claims/identity/"


class Browser:
    """Follows redirects with cookies until it is sent back to us."""

    def __init__(self, session: requests.Session) -> None:
        self._session = session

    def visit(self, url: str) -> dict[str, str]:
        """What the issuer sends back with the browser."""
        for _ in range(10):
            with self._session.get(url, allow_redirects=False, timeout=60) as answer:
                assert answer.is_redirect, f"{answer.status_code}: {answer.text[:500]}"
                url = urljoin(url, answer.headers["Location"])
            if url.startswith(CALLBACK):
                return dict(parse_qsl(urlsplit(url).query))
        raise AssertionError("too many redirects")

    def sign_out(self, address: str, fields: dict[str, str]) -> str:
        """Post the sign-out, answer yes, and say where we are sent."""
        page = self._session.post(address, data=fields, timeout=60).text
        action, token = re.search(r'action="([^"]+)"', page), re.search(r'name="xsrf" value="([^"]+)"', page)
        assert action, page
        assert token, page
        yes = {"xsrf": token[1], "logout": "yes"}
        return self._session.post(action[1], data=yes, allow_redirects=False, timeout=60).headers["Location"]


@pytest.fixture
def browser() -> Iterator[Browser]:
    with requests.Session() as session:
        yield Browser(session)


def now() -> datetime:
    return datetime.now(UTC)


def sign_in(client: oidc.Client, browser: Browser, person: str) -> oidc.SignedIn:
    url, attempt = client.begin(CALLBACK, "nb", now(), login_hint=person)
    return client.complete(attempt, browser.visit(url), now())


def test_a_patient_signs_in_at_the_highest_level(patients: oidc.Client, browser: Browser) -> None:
    who = sign_in(patients, browser, "kari")
    assert (who.issuer, who.subject, who.pid, who.acr, who.amr) == (
        patients.profile.issuer,
        "kari",
        "02819099997",
        "idporten-loa-high",
        ("BankID",),
    )
    assert who.sid
    assert who.auth_time


def test_a_patient_at_a_lower_level_is_refused(patients: oidc.Client, browser: Browser) -> None:
    with pytest.raises(oidc.WrongAssurance):
        sign_in(patients, browser, "lars")


def test_a_patient_signs_in_without_a_pushed_request(patients: oidc.Client, browser: Browser) -> None:
    with requests.Session() as http:
        client = oidc.Client(replace(patients.profile, par="off"), http)
        assert sign_in(client, browser, "kari").pid == "02819099997"


def test_health_personnel_sign_in_with_push_and_dpop(personnel: oidc.Client, browser: Browser) -> None:
    who = sign_in(personnel, browser, "maren")
    assert (who.subject, who.pid, who.name) == ("maren", "03819099997", "Maren Vik")
    assert who.claims[f"{HELSEID}security_level"] == "4"
    assert who.sid


def test_health_personnel_below_level_4_are_refused(personnel: oidc.Client, browser: Browser) -> None:
    with pytest.raises(oidc.WrongAssurance):
        sign_in(personnel, browser, "vibeke")


def test_the_provider_asks_for_its_nonce_and_gets_it(personnel: oidc.Client, browser: Browser) -> None:
    answers: list[tuple[str, int]] = []
    with requests.Session() as http:
        http.hooks["response"].append(lambda answer, **_: answers.append((answer.request.path_url, answer.status_code)))
        sign_in(oidc.Client(personnel.profile, http), browser, "maren")
    assert answers.count(("/request", 400)) == 1
    assert answers.count(("/request", 201)) == 1
    assert answers.count(("/token", 200)) == 1
    assert answers.count(("/me", 200)) == 1


def test_helseid_refuses_a_request_that_is_not_pushed(personnel: oidc.Client, browser: Browser) -> None:
    with requests.Session() as http:
        client = oidc.Client(replace(personnel.profile, par="off"), http)
        url, attempt = client.begin(CALLBACK, "nb", now(), login_hint="maren")
        with pytest.raises(oidc.NotSetUp, match="invalid_request"):
            client.complete(attempt, browser.visit(url), now())


def test_a_code_from_helseid_is_not_taken_to_idporten(
    patients: oidc.Client, personnel: oidc.Client, browser: Browser
) -> None:
    _url, attempt = patients.begin(CALLBACK, "nb", now())
    url, _theirs = personnel.begin(CALLBACK, "nb", now(), login_hint="maren")
    with pytest.raises(oidc.MixUp):
        patients.complete(attempt, {**browser.visit(url), "state": attempt.state}, now())


def test_a_code_works_once(patients: oidc.Client, browser: Browser) -> None:
    url, attempt = patients.begin(CALLBACK, "nb", now(), login_hint="kari")
    callback = browser.visit(url)
    patients.complete(attempt, callback, now())
    with pytest.raises(oidc.CodeRefused):
        patients.complete(attempt, callback, now())


def test_a_code_needs_the_verifier_of_its_attempt(patients: oidc.Client, browser: Browser) -> None:
    url, attempt = patients.begin(CALLBACK, "nb", now(), login_hint="kari")
    with pytest.raises(oidc.CodeRefused):
        patients.complete(replace(attempt, code_verifier="x" * 43), browser.visit(url), now())


def test_a_person_may_cancel(patients: oidc.Client, browser: Browser) -> None:
    url, attempt = patients.begin(CALLBACK, "nb", now())
    with pytest.raises(oidc.DeniedByPerson):
        patients.complete(attempt, browser.visit(url), now())


def test_another_key_than_the_registered_is_refused(patients: oidc.Client) -> None:
    with requests.Session() as http:
        client = oidc.Client(replace(patients.profile, private_jwk=oidc.new_private_jwk()), http)
        with pytest.raises(oidc.NotSetUp, match="invalid_client"):
            client.begin(CALLBACK, "nb", now())


@pytest.mark.parametrize(("issuer", "person"), [("patients", "kari"), ("personnel", "maren")])
def test_signing_out_here_and_the_issuer_tells_us_which_session(
    issuer: str, person: str, request: pytest.FixtureRequest, browser: Browser, logout_tokens: list[str]
) -> None:
    client: oidc.Client = request.getfixturevalue(issuer)
    who = sign_in(client, browser, person)
    assert browser.sign_out(*client.end_session(who.id_token, GOODBYE, "tilstand")) == f"{GOODBYE}?state=tilstand"
    [token] = logout_tokens
    told = client.read_logout_token(token, now())
    assert (told.subject, told.sid) == (who.subject, who.sid)
    assert told.jti


def test_one_issuer_cannot_sign_people_out_of_the_other(
    patients: oidc.Client, personnel: oidc.Client, browser: Browser, logout_tokens: list[str]
) -> None:
    who = sign_in(personnel, browser, "maren")
    browser.sign_out(*personnel.end_session(who.id_token, GOODBYE, "tilstand"))
    with pytest.raises(oidc.BadLogout):
        patients.read_logout_token(logout_tokens[0], now())


def test_an_id_token_is_not_a_logout_token(patients: oidc.Client, browser: Browser) -> None:
    who = sign_in(patients, browser, "kari")
    with pytest.raises(oidc.BadLogout):
        patients.read_logout_token(who.id_token, now())


def test_signing_out_of_another_service_reaches_the_frame_address(patients: oidc.Client, browser: Browser) -> None:
    """The provider has no front channel, so the call that ID-porten makes in its frame is made here."""
    who = sign_in(patients, browser, "kari")
    told = dict(parse_qsl(f"iss={patients.profile.issuer}&sid={who.sid}"))
    assert patients.read_front_channel_logout(told) == (who.issuer, who.sid)
