"""Out again: from here, and by both channels from elsewhere; and nobody waits for anybody."""

from __future__ import annotations

import base64
from html import unescape
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import requests

from varde.identity.models import WebSession
from varde.identity.sessions import hashed

from .conftest import DemoSite, Silent, Visitor, cookies_of

pytestmark = pytest.mark.verification
DEEP = "eyJhbGciOiJub25lIn0." + base64.urlsafe_b64encode(b"[" * 30_000).decode().rstrip("=") + "."


def test_signing_out_ends_the_session_and_goes_on_by_post(site: DemoSite, visitor: Visitor) -> None:
    visitor.sign_in("idporten", "kari")
    key = visitor.key
    out, action, fields = visitor.sign_out()
    assert out.status_code == 200
    assert action == site.issuers["idporten"] + "/end_session"
    assert set(fields) == {"id_token_hint", "post_logout_redirect_uri", "state"}
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert cookies_of(out)["varde"].startswith("varde=;")
    origin = site.issuers["idporten"].removesuffix("/idporten")
    assert f"form-action 'self' {origin};" in out.headers["Content-Security-Policy"]
    assert site.open_sessions() == []
    visitor.http.cookies.set("varde", key, domain="localhost.local", path="/")
    assert not visitor.is_signed_in(), "the key is worth nothing, also to who copied it"
    there = visitor.http.post(action, data=fields, timeout=60)
    assert fields["id_token_hint"] not in there.url
    assert f"{site.base}/logg-inn/utlogget?state={fields['state']}" in unescape(there.text)
    assert visitor.get("/logg-inn/utlogget").status_code == 200
    assert not any(fields["id_token_hint"] in line for line in site.requests)


def test_only_the_page_that_signs_out_may_send_a_form_away(site: DemoSite, visitor: Visitor) -> None:
    visitor.sign_in("idporten", "kari")
    for path in ("/min-sti", "/logg-inn/utlogget", "/hjelp"):
        assert "form-action 'self';" in visitor.get(path).headers["Content-Security-Policy"]


def test_nobody_else_can_sign_her_out(site: DemoSite, visitor: Visitor) -> None:
    visitor.sign_in("idporten", "kari")
    assert visitor.get("/logg-inn/ut").status_code == 404, "a link or a picture cannot do it"
    assert visitor.http.post(site.base + "/logg-inn/ut", timeout=60).status_code == 400
    assert visitor.is_signed_in()


def test_front_channel_ends_exactly_that_session(site: DemoSite, visitor: Visitor) -> None:
    phone = Visitor(site)
    for browser in (visitor, phone):
        browser.sign_in("idporten", "kari")
    row = next(row for row in site.rows(WebSession) if row.key_hash == hashed(phone.key or ""))
    called = {"iss": row.issuer, "sid": row.sid}
    answer = requests.get(f"{site.base}/logg-inn/frontkanal?{urlencode(called)}", timeout=60)
    assert (answer.status_code, answer.text) == (200, "")
    origin = site.issuers["idporten"].removesuffix("/idporten")
    assert answer.headers["Content-Security-Policy"] == f"default-src 'none'; frame-ancestors {origin}"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "X-Frame-Options" not in answer.headers
    assert not phone.is_signed_in()
    assert visitor.is_signed_in()
    told = phone.get("/innsyn")
    assert urlsplit(told.url).path == "/logg-inn"
    assert "eller fordi du logget ut et annet sted" in told.text
    assert requests.get(f"{site.base}/logg-inn/frontkanal?{urlencode(called)}", timeout=60).status_code == 200


@pytest.mark.parametrize("wrong", [{"sid": ""}, {"iss": ""}, {"iss": "https://evil.example"}, {"iss": "helseid"}])
def test_front_channel_calls_that_are_not_its_issuers_do_nothing(
    site: DemoSite, visitor: Visitor, wrong: dict[str, str]
) -> None:
    visitor.sign_in("idporten", "kari")
    [row] = site.rows(WebSession)
    wrong = {name: site.issuers.get(value, value) for name, value in wrong.items()}
    called = {"iss": row.issuer, "sid": row.sid, **wrong}
    answer = requests.get(f"{site.base}/logg-inn/frontkanal?{urlencode(called)}", timeout=60)
    assert answer.status_code == 400
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert visitor.is_signed_in()


def test_front_channel_ends_the_session_also_when_the_provider_is_not_known(site: DemoSite, visitor: Visitor) -> None:
    visitor.sign_in("idporten", "kari")
    [row] = site.rows(WebSession)
    client = site.house.app.extensions["varde_oidc"]["idporten"]
    client._provider._metadata, client._provider._http = None, Silent()
    called = urlencode({"iss": row.issuer, "sid": row.sid})
    assert requests.get(f"{site.base}/logg-inn/frontkanal?{called}", timeout=60).status_code == 200
    assert not visitor.is_signed_in()


@pytest.mark.parametrize(
    "token",
    ["", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJub25lIn0.W10.", DEEP, "é", "e30." + "W1" * 9000 + ".x"],
    ids=["empty", "letters", "no issuer", "a list", "nested", "not ascii", "long"],
)
def test_back_channel_rubbish_is_refused(site: DemoSite, token: str) -> None:
    for sent in ({"logout_token": token}, {}):
        assert requests.post(f"{site.base}/logg-inn/bakkanal", data=sent, timeout=60).status_code == 400


def test_no_transaction_is_open_while_we_wait_for_the_provider(site: DemoSite, visitor: Visitor) -> None:
    """On SQLite an open transaction keeps everybody else from writing, and a slow provider takes seven seconds."""
    pool: Any = site.house.platform.engine.pool
    taken: list[tuple[str, int]] = []
    for client in site.house.app.extensions["varde_oidc"].values():
        provider = client._provider
        provider._metadata = None
        inner: requests.Session = provider._http

        class Watching:
            def request(self, method: str, url: str, /, **options: Any) -> requests.Response:
                taken.append((url, pool.checkedout()))
                return inner.request(method, url, **options)  # noqa: B023

        provider._http = Watching()
    visitor.sign_in("idporten", "kari")
    visitor.sign_in("helseid", "maren")
    visitor.sign_in("idporten", "kari")
    client._provider._metadata = None
    site.house.app.extensions["varde_oidc"]["idporten"]._provider._metadata = None
    visitor.sign_out()
    assert len(taken) > 10
    assert [url for url, connections in taken if connections] == []
