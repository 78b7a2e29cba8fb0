"""The demo provider by itself: where it refuses to run, and what it demands."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from joserfc.jwk import ECKey, import_key

from varde.identity import oidc
from varde.identity.oidc.proofs import ASSERTION_TYPE, client_assertion, dpop_proof, s256
from varde_demo.provider import DemoClient, DemoPerson, DemoProviderRefused, create_provider, serve

BASE = "http://127.0.0.1:5500"
CALLBACK = "http://127.0.0.1:9/inn"
KEY = oidc.new_private_jwk()
SIGNING_KEY = oidc.new_private_jwk()
MAREN = DemoPerson("maren", "Maren <Vik>", "03819099997", "Psykolog", "helseid")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
PUBLIC = import_key(KEY).as_dict(private=False)
CLIENTS = (
    DemoClient("personnel", "helseid", PUBLIC, (CALLBACK,)),
    DemoClient("patients", "idporten", PUBLIC, (CALLBACK,)),
)
VERIFIER = "v" * 43
ASKED = {
    "client_id": "personnel",
    "response_type": "code",
    "redirect_uri": CALLBACK,
    "scope": "openid",
    "code_challenge": s256(VERIFIER),
    "code_challenge_method": "S256",
    "state": "t",
}


@pytest.fixture
def browser() -> FlaskClient:
    return create_provider([MAREN], CLIENTS, SIGNING_KEY, BASE, clock=lambda: NOW).test_client()


def assertion(**changed: Any) -> dict[str, str]:
    profile = oidc.helseid("personnel", KEY, changed.pop("issuer", f"{BASE}/helseid"))
    signed = client_assertion(profile, changed.pop("now", NOW))
    return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed}


def push(browser: FlaskClient, form: dict[str, str], key: ECKey, **proof: Any) -> Any:
    signed = dpop_proof(key, "POST", f"{BASE}/helseid/par", NOW, **proof)
    return browser.post("/helseid/par", data=form, headers={"DPoP": signed})


@pytest.fixture
def key() -> ECKey:
    return ECKey.generate_key("P-256")


@pytest.fixture
def nonce(browser: FlaskClient, key: ECKey) -> str:
    answer = push(browser, {**ASKED, **assertion()}, key)
    assert (answer.status_code, answer.json["error"]) == (400, "use_dpop_nonce")
    return str(answer.headers["DPoP-Nonce"])


def test_it_does_not_run_in_production() -> None:
    with pytest.raises(DemoProviderRefused, match="production"):
        create_provider([], [], SIGNING_KEY, BASE, environment="production")
    with pytest.raises(DemoProviderRefused, match="production"):
        serve([], [], SIGNING_KEY, environment="production")


@pytest.mark.parametrize("base", ["http://0.0.0.0:5500", "https://varde.example", "http://127.0.0.1.example"])
def test_it_does_not_run_where_others_reach_it(base: str) -> None:
    with pytest.raises(DemoProviderRefused, match="this machine"):
        create_provider([], [], SIGNING_KEY, base)
    with pytest.raises(DemoProviderRefused, match="this machine"):
        serve([], [], SIGNING_KEY, host="0.0.0.0")


def test_it_answers_only_this_machine(browser: FlaskClient) -> None:
    elsewhere = {"REMOTE_ADDR": "192.0.2.1"}
    assert browser.get("/helseid/jwks", environ_overrides=elsewhere).status_code == 403


def test_two_people_cannot_share_a_key() -> None:
    with pytest.raises(DemoProviderRefused, match="have the same key, maren"):
        create_provider([MAREN, MAREN], [], SIGNING_KEY, BASE)


def test_a_taken_port_is_one_sentence() -> None:
    with serve([], [], SIGNING_KEY) as running, pytest.raises(DemoProviderRefused, match="cannot listen"):
        serve([], [], SIGNING_KEY, port=int(running.base.rpartition(":")[2]))


def test_the_key_set_holds_no_private_part(browser: FlaskClient) -> None:
    answer = browser.get("/idporten/jwks").json
    assert answer
    assert "d" not in answer["keys"][0]


def test_the_sheet_is_served_and_small(browser: FlaskClient) -> None:
    with browser.get("/demo.css") as sheet:
        assert sheet.mimetype == "text/css"
        text = sheet.get_data(as_text=True)
        assert "#0e5157" in text
        assert "http" not in text


@pytest.mark.parametrize("changed", [{"client_id": "nobody"}, {"redirect_uri": "https://elsewhere.example/"}])
def test_nobody_is_sent_to_an_address_that_is_not_registered(browser: FlaskClient, changed: dict[str, str]) -> None:
    answer = browser.get("/idporten/authorize", query_string=ASKED | {"client_id": "patients"} | changed)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_an_unknown_or_used_handle_gets_a_sentence(browser: FlaskClient) -> None:
    answer = browser.get("/helseid/authorize", query_string={"client_id": "personnel", "request_uri": "urn:x:1"})
    assert answer.status_code == 400
    assert "logg inn på nytt" in answer.text
    assert browser.post("/helseid/authorize", data={"request": "1", "person": "maren"}).status_code == 400


def test_names_are_escaped(browser: FlaskClient, key: ECKey, nonce: str) -> None:
    handle = push(browser, {**ASKED, **assertion()}, key, nonce=nonce).json["request_uri"]
    page = browser.get("/helseid/authorize", query_string={"client_id": "personnel", "request_uri": handle})
    assert "Maren &lt;Vik&gt;" in page.text


def test_an_assertion_works_once_and_only_here(browser: FlaskClient, key: ECKey, nonce: str) -> None:
    once = {**ASKED, **assertion()}
    assert push(browser, once, key, nonce=nonce).status_code == 201
    again = push(browser, once, key, nonce=nonce)
    assert (again.status_code, again.json["error"]) == (401, "invalid_client")
    for wrong in (assertion(issuer=f"{BASE}/idporten"), assertion(now=datetime(2026, 11, 30, 11, tzinfo=UTC)), {}):
        assert push(browser, {**ASKED, **wrong}, key, nonce=nonce).json["error"] == "invalid_client"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"redirect_uri": "https://elsewhere.example/"}, "invalid_request"),
    ],
)
def test_a_pushed_request_keeps_the_rules(
    browser: FlaskClient, key: ECKey, nonce: str, changed: dict[str, str], error: str
) -> None:
    answer = push(browser, {**ASKED, **changed, **assertion()}, key, nonce=nonce)
    assert (answer.status_code, answer.json["error"]) == (400, error)


def test_an_access_token_works_only_with_its_key(browser: FlaskClient, key: ECKey, nonce: str) -> None:
    handle = push(browser, {**ASKED, **assertion()}, key, nonce=nonce).json["request_uri"]
    query = {"client_id": "personnel", "request_uri": handle, "login_hint": "maren"}
    there = browser.get("/helseid/authorize", query_string=query).headers["Location"]
    code = there.partition("code=")[2].partition("&")[0]
    form = {**assertion(), "client_id": "personnel", "code": code, "code_verifier": VERIFIER, "redirect_uri": CALLBACK}
    signed = dpop_proof(key, "POST", f"{BASE}/helseid/token", NOW, nonce=nonce)
    answer = browser.post(
        "/helseid/token", data={**form, "grant_type": "authorization_code"}, headers={"DPoP": signed}
    ).json
    assert answer
    assert answer["token_type"] == "DPoP"
    token = answer["access_token"]

    def ask(scheme: str, holder: ECKey, proven: str = token) -> int:
        proof = dpop_proof(holder, "GET", f"{BASE}/helseid/userinfo", NOW, nonce=nonce, access_token=proven)
        headers = {"Authorization": f"{scheme} {token}", "DPoP": proof}
        return browser.get("/helseid/userinfo", headers=headers).status_code

    assert ask("DPoP", key) == 200
    assert ask("Bearer", key) == 401
    assert ask("DPoP", ECKey.generate_key("P-256")) == 401
    assert ask("DPoP", key, "another token") == 401
