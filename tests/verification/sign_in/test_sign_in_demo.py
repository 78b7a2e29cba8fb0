"""Signing in to a whole Varde with the demo provider, over real connections: where people land, and their sessions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from varde.identity.models import Login, Person, SignInAttempt, WebSession
from varde.identity.sessions import forget_old_sessions, hashed

from .conftest import Ahead, DemoSite, Visitor, cookies_of, demo, query_of

pytestmark = pytest.mark.verification


@pytest.mark.parametrize(
    ("issuer", "person", "home"), [("idporten", "kari", "patient.home"), ("helseid", "maren", "caseload.index")]
)
def test_each_lands_at_her_own_start_page(
    site: DemoSite, visitor: Visitor, issuer: str, person: str, home: str
) -> None:
    answer = visitor.sign_in(issuer, person)
    assert (answer.status_code, answer.url) == (200, site.url(home))


def test_she_comes_back_to_the_page_she_asked_for(site: DemoSite, visitor: Visitor) -> None:
    asked = visitor.get("/innsyn?alle=1")
    assert urlsplit(asked.url).path == "/logg-inn"
    assert "Du er logget ut" not in asked.text, "she never was signed in, so nothing has ended"
    [link] = re.findall(r'href="(/logg-inn/idporten[^"]*)"', asked.text)
    there = visitor.get(unescape(link) + "&login_hint=kari")
    assert there.url == site.base + "/innsyn?alle=1"


@pytest.mark.parametrize(
    "next_path",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/\t/evil.example/",
        "/\t\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
        "evil",
        "/" + "a" * 600,
    ],
)
def test_next_never_leads_away(site: DemoSite, visitor: Visitor, next_path: str) -> None:
    answer = visitor.sign_in("idporten", "kari", next=next_path)
    assert answer.url == site.url("patient.home")
    assert all(address.startswith((site.base, "http://127.0.0.1")) for address in visitor.history)


def test_who_is_signed_in_already_is_sent_on(site: DemoSite, visitor: Visitor) -> None:
    visitor.sign_in("idporten", "kari")
    assert visitor.get("/logg-inn").url == site.url("patient.home")
    assert visitor.get("/logg-inn?next=/innsyn").url == site.base + "/innsyn"
    assert visitor.get("/logg-inn?next=//evil.example").url == site.url("patient.home")


def test_the_same_human_is_staff_only_by_the_staff_door(site: DemoSite, visitor: Visitor) -> None:
    visitor.sign_in("helseid", "maren")
    assert visitor.get("/min-sti").status_code == 403
    privately = Visitor(site)
    privately.sign_in("idporten", "maren-privat")
    assert privately.get(site.url("caseload.index")).status_code == 403
    assert privately.get("/min-sti").status_code == 200
    assert site.count(Person) == 1
    assert {login.issuer for login in site.rows(Login)} == set(site.issuers.values())


def test_cookies_on_loopback_have_plain_names(visitor: Visitor) -> None:
    answer = visitor.sign_in("idporten", "kari")
    [landing] = [one for one in answer.history if "/retur" in one.url]
    line = cookies_of(landing)["varde"]
    assert {part.strip() for part in line.split(";")[1:]} == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_cookies_over_https_belong_to_this_host_alone(sqlite_database_url: str, tmp_path: Path, clock: Ahead) -> None:
    with demo(sqlite_database_url, clock, https=certificate(tmp_path)) as site:
        visitor = Visitor(site)
        begun = visitor.get("/logg-inn/idporten?login_hint=kari", follow=False)
        answer = visitor.get(visitor.until_return(begun.headers["Location"]))
        assert answer.url == site.url("patient.home")
        [landing] = [one for one in answer.history if "/retur" in one.url]
        for name, at in (("__Host-varde-attempt", begun), ("__Host-varde", landing)):
            parts = {part.strip().partition("=")[0] for part in cookies_of(at)[name].split(";")[1:]}
            assert {"Secure", "HttpOnly", "Path", "SameSite"} <= parts
            assert "Domain" not in parts
            assert "Path=/;" in cookies_of(at)[name] + ";"
        assert "includeSubDomains" in answer.headers["Strict-Transport-Security"]
        out, _action, _fields = visitor.sign_out()
        assert cookies_of(out)["__Host-varde"].startswith("__Host-varde=;")
        assert "Secure" in cookies_of(out)["__Host-varde"]


def certificate(folder: Path) -> tuple[str, str]:
    """A certificate for localhost that nobody but this test trusts: the files of it and of its key."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "tls.crt", folder / "tls.key"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return str(files[0]), str(files[1])


def test_each_sign_in_has_a_key_of_its_own_and_ends_the_one_before(site: DemoSite, visitor: Visitor) -> None:
    visitor.http.cookies.set("varde", "chosen-by-somebody-else", domain="localhost.local", path="/")
    visitor.sign_in("idporten", "kari")
    first = visitor.key
    assert first != "chosen-by-somebody-else"
    visitor.sign_in("idporten", "kari")
    assert visitor.key not in (None, first)
    [open_now] = site.open_sessions()
    assert open_now.key_hash == hashed(visitor.key or "")
    assert len(site.rows(WebSession)) == 2


@pytest.mark.parametrize("step", [{"minutes": 31}, {"hours": 9}], ids=["idle", "absolute"])
def test_a_session_that_ran_out_says_so_and_leads_back(
    site: DemoSite, visitor: Visitor, clock: Ahead, step: dict[str, float]
) -> None:
    visitor.sign_in("idporten", "kari")
    if "hours" in step:  # in use all the time, so that only the limit can end it
        for _ in range(23):
            clock.move(minutes=20)
            assert visitor.is_signed_in()
        step = {"hours": 0.5}
    clock.move(**step)
    answer = visitor.get("/innsyn?alle=1")
    assert urlsplit(answer.url).path == "/logg-inn"
    assert "Du er logget ut fordi det gikk en stund uten aktivitet" in answer.text
    posted = visitor.http.post(site.base + "/innlogginger", data={"csrf_token": "x"}, timeout=60)
    assert (posted.status_code, "Du er logget ut" in posted.text) == (401, True)
    [link] = re.findall(r'href="(/logg-inn/idporten[^"]*)"', answer.text)
    assert visitor.get(unescape(link) + "&login_hint=kari").url == site.base + "/innsyn?alle=1"


def test_the_clock_in_the_page_leads_back_to_the_page(visitor: Visitor) -> None:
    visitor.sign_in("idporten", "kari")
    page = visitor.get("/innsyn?alle=1").text
    [ended] = re.findall(r'data-ended-url="([^"]+)"', page)
    assert query_of(unescape(ended)) == {"next": "/innsyn?alle=1"}


def test_old_sessions_attempts_and_tokens_are_forgotten(site: DemoSite, visitor: Visitor, clock: Ahead) -> None:
    visitor.sign_in("idporten", "kari")
    visitor.start("idporten", "kari")
    clock.move(days=2)
    with site.house.work() as work:
        forget_old_sessions(work)
    assert (site.count(WebSession), site.count(SignInAttempt)) == (0, 0)
