"""What Digdir asks a service to show before it opens, with a certified provider acting as ID-porten and as HelseID.

Single sign-on to and from the service, single logout from it and from another service, time running out, signing in
anew, and language; then what HelseID demands, and what we refuse.
"""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import RSAKey
from structlog.testing import capture_logs

from varde.identity.models import Person, SpentLogoutToken, WebSession
from varde.identity.sessions import hashed

from .conftest import Site, Visitor

pytestmark = pytest.mark.verification
NO_SIGNATURE = b'{"alg":"none","typ":"logout+jwt"}'


@pytest.fixture
def site(real_site: Site) -> Iterator[Site]:
    """The running Varde, with nothing left over from the test before."""
    real_site.tokens.clear()
    yield real_site
    real_site.clock.ahead *= 0
    with real_site.house.work() as work:
        for table in (WebSession, SpentLogoutToken):
            work.session.query(table).delete()


@pytest.fixture
def visitor(site: Site) -> Visitor:
    return Visitor(site)


def seen(site: Site, issuer: str = "idporten") -> list[dict[str, Any]]:
    """What was asked each time somebody met the provider's sign-in page."""
    found: list[dict[str, Any]] = requests.get(site.issuers[issuer] + "/seen", timeout=60).json()
    return found


def agree(visitor: Visitor, page: requests.Response) -> requests.Response:
    """Say yes on the provider's page that asks whether to sign out."""
    action, token = re.search(r'action="([^"]+)"', page.text), re.search(r'name="xsrf" value="([^"]+)"', page.text)
    assert action, page.text
    assert token, page.text
    return visitor.http.post(action[1], data={"xsrf": token[1], "logout": "yes"}, timeout=60)


def told_of(site: Site, number: int = 1) -> list[str]:
    """The logout tokens that reached our back channel; the provider sends them after it has answered the browser."""
    for _ in range(100):
        if len(site.tokens) >= number:
            break
        time.sleep(0.05)
    assert len(site.tokens) == number
    return site.tokens


def until(true: Any) -> bool:
    """Whether it becomes true within some seconds."""
    for _ in range(100):
        if true():
            return True
        time.sleep(0.05)
    return False


def row_of(site: Site, visitor: Visitor) -> WebSession:
    rows: list[WebSession] = site.rows(WebSession)
    return next(row for row in rows if row.key_hash == hashed(visitor.key or ""))


# --- Digdir's list --------------------------------------------------------------------------------------------------


def test_sso_to_own_service(site: Site, visitor: Visitor) -> None:
    """Signed in at ID-porten for another service's sake, she comes in without being asked who she is."""
    visitor.sign_in("idporten", "kari")
    visitor.http.cookies.clear(domain="localhost.local")
    asked = len(seen(site))
    answer = visitor.get("/logg-inn/idporten?next=/innsyn")
    assert (answer.status_code, answer.url) == (200, site.base + "/innsyn")
    assert len(seen(site)) == asked


def test_sso_from_own_service(site: Site, visitor: Visitor) -> None:
    """Signed in here, she is known at ID-porten, so the next service need not ask; our part is to leave that be."""
    visitor.sign_in("idporten", "kari")
    asked = len(seen(site))
    back = visitor.until_return(visitor.start("idporten"))
    assert "code=" in back
    assert len(seen(site)) == asked


def test_slo_from_own_service(site: Site, visitor: Visitor) -> None:
    visitor.sign_in("idporten", "kari")
    _out, action, fields = visitor.sign_out()
    assert action == site.issuers["idporten"] + "/session/end"
    assert site.open_sessions() == []
    back = agree(visitor, visitor.http.post(action, data=fields, timeout=60))
    assert back.url == f"{site.base}/logg-inn/utlogget?state={fields['state']}"
    assert "Du er logget ut" in back.text
    asked = len(seen(site))
    visitor.sign_in("idporten", "kari")
    assert len(seen(site)) == asked + 1, "signed out there too, so she is asked again"


def test_slo_from_another_service_by_back_channel(site: Site, visitor: Visitor) -> None:
    """She signs out elsewhere; the provider tells us, server to server, and exactly that session ends."""
    elsewhere = Visitor(site)
    for browser in (visitor, elsewhere):
        browser.sign_in("idporten", "kari")
    agree(visitor, visitor.http.get(site.issuers["idporten"] + "/session/end", timeout=60))
    told_of(site)
    assert until(lambda: not visitor.is_signed_in())
    assert elsewhere.is_signed_in()
    told = visitor.get("/innsyn")
    assert urlsplit(told.url).path == "/logg-inn"
    assert "eller fordi du logget ut et annet sted" in told.text


def test_slo_from_another_service_by_front_channel(site: Site, visitor: Visitor) -> None:
    """The provider has no front channel, so the call that ID-porten makes in its frame is made here."""
    elsewhere = Visitor(site)
    for browser in (visitor, elsewhere):
        browser.sign_in("idporten", "kari")
    row = row_of(site, visitor)
    answer = requests.get(
        f"{site.base}/logg-inn/frontkanal?{urlencode({'iss': row.issuer, 'sid': row.sid})}", timeout=60
    )
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"].endswith(f"frame-ancestors {site.issuers['idporten']}")
    assert not visitor.is_signed_in()
    assert elsewhere.is_signed_in()


def test_timeout(site: Site, visitor: Visitor) -> None:
    visitor.sign_in("idporten", "kari")
    key = visitor.key
    site.clock.move(minutes=31)
    told = visitor.get("/innsyn")
    assert urlsplit(told.url).path == "/logg-inn"
    assert "Du er logget ut fordi det gikk en stund uten aktivitet" in told.text
    site.clock.ahead *= 0
    with site.house.work() as work:
        row = work.session.get(WebSession, hashed(key or ""))
        assert row
        row.ends_at = row.created_at
    answer = visitor.get("/logg-inn/idporten?next=/innsyn")
    assert answer.url == site.base + "/innsyn"
    assert visitor.key != key


def test_re_authentication(site: Site, visitor: Visitor) -> None:
    """Asked to, the provider makes her sign in again although it knows her."""
    visitor.sign_in("idporten", "kari")
    key, asked = visitor.key, len(seen(site))
    assert visitor.get("/logg-inn/idporten?prompt=login").url == site.url("patient.home")
    assert [one["prompt"] for one in seen(site)[asked:]] == ["login"]
    assert visitor.key != key
    visitor.get("/logg-inn/idporten?prompt=none")
    assert len(seen(site)) == asked + 1, "nothing else may be asked of the provider this way"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_locale(site: Site, visitor: Visitor, language: str) -> None:
    visitor.sign_in("idporten", "kari", lang=language)
    assert seen(site)[-1]["ui_locales"] == language


# --- the level and the person ---------------------------------------------------------------------------------------


def test_the_highest_level_is_asked_for_and_checked(site: Site, visitor: Visitor) -> None:
    people = site.count(Person)
    answer = visitor.sign_in("idporten", "lav")
    assert seen(site)[-1]["acr_values"] == "idporten-loa-high"
    assert answer.status_code == 403
    assert "Her trenger du innlogging på høyeste sikkerhetsnivå, for eksempel med BankID." in answer.text
    assert (visitor.key, site.count(WebSession), site.count(Person)) == (None, 0, people)
    again = visitor.get("/logg-inn/idporten?prompt=login")
    assert again.url == site.url("patient.home"), "the lower level that the provider remembers does not lock her out"


def test_staff_come_by_pushed_request_and_proof_of_possession(site: Site, visitor: Visitor) -> None:
    sent: list[tuple[str, int, bool]] = []
    client = site.house.app.extensions["varde_oidc"]["helseid"]
    inner = client._provider._http.request

    def noting(method: str, url: str, /, **options: Any) -> requests.Response:
        answer: requests.Response = inner(method, url, **options)
        sent.append((urlsplit(url).path, answer.status_code, "DPoP" in options["headers"]))
        return answer

    client._provider._http.request = noting
    try:
        there = visitor.start("helseid", "maren")
        assert set(re.findall(r"[?&](\w+)=", there)) == {"client_id", "request_uri"}
        answer = visitor.get(visitor.until_return(there))
    finally:
        client._provider._http.request = inner
    assert answer.url == site.url("caseload.index")
    assert ("/request", 201, True) in sent
    assert ("/token", 200, True) in sent
    assert ("/me", 200, True) in sent


@pytest.mark.parametrize(
    ("person", "sentence"), [("svak", "høyeste sikkerhetsnivå"), ("fremmed", "du har ingen rolle i Varde")]
)
def test_staff_that_are_refused(site: Site, visitor: Visitor, person: str, sentence: str) -> None:
    people = site.count(Person)
    answer = visitor.sign_in("helseid", person)
    assert answer.status_code == 403
    assert sentence in answer.text
    assert (visitor.key, site.count(WebSession), site.count(Person)) == (None, 0, people)


def test_the_same_human_by_both_doors(site: Site, visitor: Visitor) -> None:
    privately = Visitor(site)
    visitor.sign_in("helseid", "maren")
    privately.sign_in("idporten", "maren-privat")
    assert {row.person_id for row in site.rows(WebSession)} == {site.rows(Person)[0].id}
    assert visitor.get(site.url("caseload.index")).status_code == 200
    assert privately.get(site.url("caseload.index")).status_code == 403


def test_id_porten_tells_no_name(site: Site, visitor: Visitor) -> None:
    assert visitor.sign_in("idporten", "navnlos").status_code == 200
    assert any(person.name == "" for person in site.rows(Person))


def test_who_cancels_is_told_so(site: Site, visitor: Visitor) -> None:
    answer = visitor.get("/logg-inn/idporten?next=/innsyn")
    assert answer.url == site.base + "/logg-inn?next=/innsyn"
    assert "Du avbrøt innloggingen." in answer.text
    assert visitor.key is None


def test_an_answer_from_helseid_is_no_answer_from_idporten(site: Site, visitor: Visitor) -> None:
    ours = visitor.until_return(visitor.start("idporten", "kari"))
    theirs = visitor.until_return(visitor.start("helseid", "maren"))
    state = re.search(r"state=([^&]+)", ours)
    assert state
    mixed = re.sub(r"state=[^&]+", f"state={state[1]}", theirs).replace("/helseid/", "/idporten/")
    assert visitor.get(mixed).status_code == 403
    assert site.count(WebSession) == 0


# --- the back channel, closely --------------------------------------------------------------------------------------


def told(site: Site, token: str) -> int:
    return requests.post(f"{site.base}/logg-inn/bakkanal", data={"logout_token": token}, timeout=60).status_code


@pytest.fixture
def used(site: Site) -> str:
    """A real logout token, which has done its work."""
    gone = Visitor(site)
    gone.sign_in("idporten", "kari")
    agree(gone, gone.http.get(site.issuers["idporten"] + "/session/end", timeout=60))
    [token] = told_of(site)
    assert until(lambda: site.open_sessions() == [])
    return token


def test_a_logout_token_works_once(site: Site, visitor: Visitor, used: str) -> None:
    with capture_logs() as logs:
        assert told(site, used) == 400
    assert [line["reason"] for line in logs] == ["replayed"]


def test_a_logout_token_works_for_five_minutes(site: Site, used: str) -> None:
    with site.house.work() as work:
        work.session.query(SpentLogoutToken).delete()
    site.clock.move(minutes=6)
    assert told(site, used) == 400


def test_a_logout_token_that_was_changed_or_forged_ends_nothing(site: Site, visitor: Visitor, used: str) -> None:
    visitor.sign_in("idporten", "kari")
    sid = row_of(site, visitor).sid
    header, body, signature = used.split(".")
    claims = jwt_claims(body) | {"sid": sid, "jti": "another"}
    forger = RSAKey.generate_key(2048)
    forged = jwt.encode({"alg": "RS256", "kid": "signing", "typ": "logout+jwt"}, claims, forger, ["RS256"])
    swapped = f"{header}.{forged.split('.')[1]}.{signature}"
    unsigned = f"{encoded(NO_SIGNATURE)}.{forged.split('.')[1]}."
    for token in (forged, swapped, unsigned, used[:-6]):
        assert told(site, token) == 400
    assert visitor.is_signed_in()


def test_a_sign_in_token_is_not_a_logout_token(site: Site, visitor: Visitor) -> None:
    visitor.sign_in("idporten", "kari")
    row = row_of(site, visitor)
    id_token = site.house.platform.vault.open("web_session.id_token", row.id_token_sealed or b"")
    assert told(site, id_token) == 400
    assert visitor.is_signed_in()


def test_staff_are_signed_out_from_helseid_too(site: Site, visitor: Visitor) -> None:
    patient = Visitor(site)
    patient.sign_in("idporten", "kari")
    visitor.sign_in("helseid", "maren")
    agree(visitor, visitor.http.get(site.issuers["helseid"] + "/session/end", timeout=60))
    told_of(site)
    assert until(lambda: not visitor.is_signed_in())
    assert patient.is_signed_in()


def jwt_claims(body: str) -> dict[str, Any]:
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()
