"""Signing in to a whole Varde with the demo provider, over real connections: what is refused, and what is kept."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from structlog.testing import capture_logs

from varde.identity.brake import Brake
from varde.identity.models import Login, Person, SignInAttempt, WebSession
from varde.identity.service import forget_old_sessions, hashed

from .conftest import (
    KARI,
    MAREN,
    UNKNOWN,
    Ahead,
    DemoSite,
    Visitor,
    demo,
    nothing_is_stored,
    query_of,
)

pytestmark = pytest.mark.verification


def cookies_of(answer: requests.Response) -> dict[str, str]:
    """The cookies an answer sets: name to the whole line."""
    lines = answer.raw.headers.getlist("Set-Cookie")
    return {line.partition("=")[0]: line for line in lines}


def sentence_of(answer: requests.Response) -> str:
    """The one heading of a page."""
    [heading] = re.findall(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    return unescape(heading).strip()


# --- where people land ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issuer", "person", "home"),
    [("idporten", "kari", "patient.home"), ("helseid", "maren", "caseload.index")],
)
def test_each_lands_at_her_own_start_page(site: DemoSite, visitor: Visitor, issuer: str, person: str, home: str) -> None:
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
        "https://evil.example/", "//evil.example/", "/\\evil.example/", "/\t/evil.example/", "/\t\\evil.example/",
        "\\\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1", "evil", "/" + "a" * 600,
    ],
)  # fmt: skip
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


# --- cookies and sessions -------------------------------------------------------------------------------------------


def test_cookies_on_loopback_have_plain_names(visitor: Visitor) -> None:
    answer = visitor.sign_in("idporten", "kari")
    [landing] = [one for one in answer.history if "/retur" in one.url]
    line = cookies_of(landing)["varde"]
    assert {part.strip() for part in line.split(";")[1:]} == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_cookies_over_https_belong_to_this_host_alone(tmp_path: Path, clock: Ahead) -> None:
    with demo(tmp_path, clock, https=certificate(tmp_path)) as site:
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
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
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
    posted = visitor.http.post(site.base + "/innlogginger", data={"csrf_token": "x"}, timeout=10)
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


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issuer", "person", "sentence"),
    [
        ("idporten", "lav", "Her trenger du innlogging på høyeste sikkerhetsnivå, for eksempel med BankID."),
        ("helseid", "svak", "Her trenger du innlogging på høyeste sikkerhetsnivå, for eksempel med BankID."),
        ("idporten", "uten", "Innloggingen gav oss ikke et gyldig fødselsnummer, så vi kan ikke vite hvem du er."),
        ("helseid", "fremmed", "HelseID kjenner deg, men du har ingen rolle i Varde. Be administratoren om tilgang."),
    ],
)
def test_one_sentence_403_and_nothing_stored(
    site: DemoSite, visitor: Visitor, issuer: str, person: str, sentence: str
) -> None:
    with capture_logs() as logs:
        answer = visitor.sign_in(issuer, person, next="/innsyn")
    assert (answer.status_code, sentence_of(answer)) == (403, sentence)
    assert visitor.key is None
    nothing_is_stored(site, people=1)
    [refusal] = [line for line in logs if line["event"] == "sign_in_refused"]
    assert (refusal["issuer"], bool(refusal["reason"])) == (issuer, True)
    [again] = re.findall(rf'href="(/logg-inn/{issuer}[^"]*)"', answer.text)
    assert query_of(unescape(again)) == {"prompt": "login", "next": "/innsyn"}, "or the provider says the same again"


def test_a_patient_who_is_staff_elsewhere_is_not_let_in_as_staff(site: DemoSite, visitor: Visitor) -> None:
    site.person("Kari", "Fjell", KARI)
    assert visitor.sign_in("helseid", "kari-jobb").status_code == 403
    nothing_is_stored(site, people=2)


def test_an_answer_from_another_issuer_is_refused(site: DemoSite, visitor: Visitor) -> None:
    back = visitor.until_return(visitor.start("idporten", "kari"))
    forged = {**query_of(back), "iss": site.issuers["helseid"]}
    answer = visitor.get("/logg-inn/idporten/retur?" + urlencode(forged))
    assert answer.status_code == 403
    assert "en annen innloggingstjeneste enn den du valgte" in sentence_of(answer)
    assert visitor.get(back).status_code == 409, "the attempt is used up, whatever came of it"
    nothing_is_stored(site, people=1)


def test_an_answer_at_the_other_issuers_address_is_refused(site: DemoSite, visitor: Visitor) -> None:
    back = visitor.until_return(visitor.start("idporten", "maren-privat"))
    assert visitor.get(back.replace("/idporten/", "/helseid/")).status_code == 403
    nothing_is_stored(site, people=1)


def test_the_same_answer_works_once(site: DemoSite, visitor: Visitor) -> None:
    back = visitor.until_return(visitor.start("idporten", "kari"))
    assert visitor.get(back).status_code == 200
    again = visitor.get(back)
    assert (again.status_code, sentence_of(again)) == (
        409,
        "Denne innloggingen er brukt eller for gammel. Begynn på nytt fra forsiden.",
    )
    assert len(site.open_sessions()) == 1
    assert Visitor(site).get(back).status_code == 409


def test_an_answer_in_another_browser_is_refused_and_spoils_nothing(site: DemoSite, visitor: Visitor) -> None:
    """Whoever is handed a link to a stranger's sign-in does not become that stranger."""
    back, victim = visitor.until_return(visitor.start("idporten", "kari")), Visitor(site)
    victim.start("idporten", "ny")
    assert victim.get(back).status_code == 409
    assert victim.key is None
    assert site.count(WebSession) == 0
    assert visitor.get(back).status_code == 200


def test_two_tabs_of_one_browser_can_both_come_back(site: DemoSite, visitor: Visitor) -> None:
    first, second = (visitor.until_return(visitor.start("idporten", "kari")) for _ in range(2))
    assert visitor.get(first).status_code == 200
    assert visitor.get(second).status_code == 200
    assert len(site.open_sessions()) == 1


def test_an_answer_that_comes_too_late_is_refused(site: DemoSite, visitor: Visitor, clock: Ahead) -> None:
    back = visitor.until_return(visitor.start("idporten", "kari"))
    clock.move(minutes=31)
    answer = visitor.get(back)
    assert answer.status_code == 409
    assert "Det gikk for lang tid" in sentence_of(answer)
    nothing_is_stored(site, people=1)


@pytest.mark.parametrize("query", ["", "?state=&code=x", "?state=invented&code=x", "?error=access_denied"])
def test_an_answer_nobody_asked_for_is_refused(site: DemoSite, visitor: Visitor, query: str) -> None:
    assert visitor.get("/logg-inn/idporten/retur" + query).status_code == 409
    nothing_is_stored(site, people=1)


def test_a_provider_we_do_not_have_is_not_there(visitor: Visitor) -> None:
    for path in ("/logg-inn/feide", "/logg-inn/feide/retur"):
        assert visitor.get(path).status_code == 404


def test_who_cancels_is_told_so_and_can_begin_again(site: DemoSite, visitor: Visitor) -> None:
    people = visitor.http.get(visitor.start("idporten", next="/innsyn"), timeout=10)
    [handle] = re.findall(r'name="request" value="([^"]+)"', people.text)
    answer = visitor.http.post(people.url, data={"request": handle, "cancel": "1"}, timeout=10)
    assert answer.url == site.base + "/logg-inn?next=/innsyn"
    assert answer.status_code == 200
    assert "Du avbrøt innloggingen. Du kan logge inn på nytt når du vil." in answer.text
    assert "/logg-inn/idporten?next=/innsyn" in unescape(answer.text)
    nothing_is_stored(site, people=1)


@pytest.mark.parametrize(("error", "status"), [("server_error", 503), ("temporarily_unavailable", 503), ("odd<b>", 503)])
def test_an_error_from_the_provider_is_a_sentence(site: DemoSite, visitor: Visitor, error: str, status: int) -> None:
    asked = query_of(visitor.until_return(visitor.start("idporten", "kari")))
    sent = {"state": asked["state"], "iss": asked["iss"], "error": error, "error_description": "<script>"}
    with capture_logs() as logs:
        answer = visitor.get("/logg-inn/idporten/retur?" + urlencode(sent))
    assert answer.status_code == status
    assert error not in answer.text.replace("data-error", "")
    assert "<script>" not in str(logs)
    nothing_is_stored(site, people=1)


def test_a_provider_that_is_down_is_503_and_nothing_is_lost(site: DemoSite, visitor: Visitor) -> None:
    inside = Visitor(site)
    inside.sign_in("idporten", "kari")
    back = visitor.until_return(visitor.start("idporten", "kari"))
    assert site.provider
    site.provider.stop()
    try:
        with capture_logs() as logs:
            answer = visitor.get("/logg-inn/idporten")
        sentence = "Innloggingstjenesten svarer ikke akkurat nå. Prøv igjen om litt."
        assert (answer.status_code, sentence_of(answer)) == (503, sentence)
        assert [line["log_level"] for line in logs if line["event"] == "sign_in_refused"] == ["error"]
        assert visitor.get(back).status_code == 503
        assert visitor.key is None
        assert inside.is_signed_in(), "who is in stays in"
        assert visitor.get("/logg-inn").status_code == 200
    finally:
        site.provider = None


def test_signing_out_while_the_provider_is_unknown_ends_it_here_and_says_so(site: DemoSite, visitor: Visitor) -> None:
    visitor.sign_in("idporten", "kari")
    client = site.house.app.extensions["varde_oidc"]["idporten"]
    client._provider._metadata = None
    client._provider._http = Silent()
    out, action, _fields = visitor.sign_out()
    assert (out.status_code, action) == (200, "")
    assert "Vi fikk ikke sagt fra til innloggingstjenesten" in out.text
    assert not visitor.is_signed_in()
    assert site.open_sessions() == []


class Silent:
    """A network on which nobody answers."""

    def request(self, *_args: Any, **_options: Any) -> requests.Response:
        raise requests.ConnectTimeout("nobody answers")


def test_one_address_cannot_flood_the_provider(site: DemoSite, visitor: Visitor, clock: Ahead) -> None:
    site.house.app.extensions["varde_sign_in_brake"] = Brake(2)
    answers = [visitor.get("/logg-inn/idporten", follow=False) for _ in range(4)]
    # The clock may pass a full minute in between, and then two more are let through.
    assert [answer.status_code for answer in answers][:2] == [302, 302]
    if 503 in (statuses := [answer.status_code for answer in answers]):
        assert "Vent et minutt" in answers[statuses.index(503)].text
    clock.move(minutes=1)
    assert visitor.get("/logg-inn/idporten", follow=False).status_code == 302


# --- who she is -----------------------------------------------------------------------------------------------------


def test_a_patient_not_met_before_is_added_once_with_name_and_language(site: DemoSite, visitor: Visitor) -> None:
    visitor.http.cookies.set("varde-lang", "nn", domain="localhost.local", path="/")
    visitor.sign_in("idporten", "ny")
    Visitor(site).sign_in("idporten", "ny")
    [_maren, ny] = site.rows(Person)
    assert (ny.given_name, ny.family_name, ny.language) == ("Nina Amalie", "Ny", "nn")
    assert [login.person_id for login in site.rows(Login)] == [ny.id]


def test_what_we_know_of_a_person_is_not_overwritten(site: DemoSite, visitor: Visitor) -> None:
    known = site.person("Kari Marie", "Fjell-Hansen", KARI, language="nn")
    answer = visitor.sign_in("idporten", "kari")
    [_maren, kari] = site.rows(Person)
    assert (kari.id, kari.given_name, kari.family_name, kari.language) == (known.id, "Kari Marie", "Fjell-Hansen", "nn")
    assert '<html lang="nn">' in answer.text, "she reads her own language, also where the browser asks for bokmål"


def test_a_sign_in_without_a_name_is_good_enough(site: DemoSite, visitor: Visitor) -> None:
    assert visitor.sign_in("idporten", "navnlos").status_code == 200
    assert site.rows(Person)[-1].name == ""


@pytest.mark.parametrize("round_", range(3))
def test_two_first_sign_ins_at_once_are_one_person(tmp_path: Path, clock: Ahead, database_url: str, round_: int) -> None:
    with demo(tmp_path, clock, database_url) as site:
        visitors = [Visitor(site) for _ in range(4)]
        backs = [visitor.until_return(visitor.start("idporten", "ny")) for visitor in visitors]
        ready = Barrier(len(visitors))

        def arrive(visitor: Visitor, back: str) -> int:
            ready.wait()
            return visitor.get(back).status_code

        with ThreadPoolExecutor(len(visitors)) as pool:
            assert list(pool.map(arrive, visitors, backs)) == [200] * len(visitors)
        assert (site.count(Person), site.count(Login), len(site.open_sessions())) == (1, 1, len(visitors))
        site.house.platform.engine.dispose()


@pytest.mark.parametrize("round_", range(3))
def test_one_answer_sent_twice_at_once_works_once(tmp_path: Path, clock: Ahead, database_url: str, round_: int) -> None:
    with demo(tmp_path, clock, database_url) as site:
        visitor = Visitor(site)
        back = visitor.until_return(visitor.start("idporten", "ny"))
        cookies, ready = visitor.http.cookies.get_dict(), Barrier(4)

        def arrive(_: int) -> int:
            ready.wait()
            return requests.get(back, cookies=cookies, allow_redirects=False, timeout=15).status_code

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(arrive, range(4))) == [302, 409, 409, 409]
        assert len(site.open_sessions()) == 1
        site.house.platform.engine.dispose()


def test_the_identity_number_is_in_no_address_log_cookie_or_row(
    site: DemoSite, visitor: Visitor, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    numbers = (KARI, MAREN, UNKNOWN)
    with capture_logs() as logs:
        for issuer, person in (("idporten", "kari"), ("idporten", "ny"), ("idporten", "uten"), ("helseid", "maren")):
            one = Visitor(site)
            one.sign_in(issuer, person)
            if one.key:
                one.sign_out()
            visitor.history += one.history + [str(one.http.cookies.get_dict())]
    said = capfd.readouterr()
    everywhere = [*visitor.history, *site.requests, str(logs), said.out, said.err]
    assert not [where for where in everywhere if any(number in where for number in numbers)]
    site.house.platform.engine.dispose()
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("varde.sqlite*"))
    assert b"web_session" in stored
    assert not [number for number in numbers if number.encode() in stored]


def test_the_language_of_the_page_goes_along(site: DemoSite, visitor: Visitor) -> None:
    for language, word in (("nn", "Kven vil du vere?"), ("en", "Who would you like to be?"), ("nb", "Hvem vil du være?")):
        there = visitor.start("idporten", lang=language)
        assert word in visitor.http.get(there, timeout=10).text


def test_changing_language_keeps_the_way_back(site: DemoSite, visitor: Visitor) -> None:
    asked = visitor.get("/innsyn?alle=1").url + "&lang=nb"
    sent = {"language": "nn"}
    answer = visitor.http.post(site.base + "/logg-inn/sprak", data=sent, headers={"Referer": asked}, timeout=10)
    assert answer.url == site.base + "/logg-inn?next=%2Finnsyn%3Falle%3D1"
    assert '<html lang="nn">' in answer.text
    midway = site.base + "/logg-inn/idporten/retur?state=x&code=y"
    answer = visitor.http.post(site.base + "/logg-inn/sprak", data=sent, headers={"Referer": midway}, timeout=10)
    assert answer.url == site.base + "/logg-inn"
    elsewhere = {"Referer": "https://evil.example/logg-inn"}
    answer = visitor.http.post(site.base + "/logg-inn/sprak", data=sent, headers=elsewhere, timeout=10)
    assert answer.url == site.base + "/"
    assert visitor.post("/logg-inn/sprak", language="de").status_code == 400


def test_a_hint_is_not_passed_on_in_production(site: DemoSite, visitor: Visitor) -> None:
    platform = site.house.platform
    platform.settings = replace(platform.settings, environment="production")
    people = visitor.http.get(visitor.start("idporten", "kari"), timeout=10)
    assert "Hvem vil du være?" in people.text, "in production it could be anybody's identity number"


# --- out again ------------------------------------------------------------------------------------------------------


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
    there = visitor.http.post(action, data=fields, timeout=10)
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
    assert visitor.get("/logg-inn/ut").status_code == 405
    assert visitor.http.post(site.base + "/logg-inn/ut", timeout=10).status_code == 400
    assert visitor.is_signed_in()


def test_front_channel_ends_exactly_that_session(site: DemoSite, visitor: Visitor) -> None:
    phone = Visitor(site)
    for browser in (visitor, phone):
        browser.sign_in("idporten", "kari")
    row = next(row for row in site.rows(WebSession) if row.key_hash == hashed(phone.key or ""))
    called = {"iss": row.issuer, "sid": row.sid}
    answer = requests.get(f"{site.base}/logg-inn/frontkanal?{urlencode(called)}", timeout=10)
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
    assert requests.get(f"{site.base}/logg-inn/frontkanal?{urlencode(called)}", timeout=10).status_code == 200


@pytest.mark.parametrize("wrong", [{"sid": ""}, {"iss": ""}, {"iss": "https://evil.example"}, {"iss": "helseid"}])
def test_front_channel_calls_that_are_not_its_issuers_do_nothing(
    site: DemoSite, visitor: Visitor, wrong: dict[str, str]
) -> None:
    visitor.sign_in("idporten", "kari")
    [row] = site.rows(WebSession)
    wrong = {name: site.issuers.get(value, value) for name, value in wrong.items()}
    called = {"iss": row.issuer, "sid": row.sid, **wrong}
    answer = requests.get(f"{site.base}/logg-inn/frontkanal?{urlencode(called)}", timeout=10)
    assert answer.status_code == 400
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert visitor.is_signed_in()


def test_front_channel_ends_the_session_also_when_the_provider_is_not_known(site: DemoSite, visitor: Visitor) -> None:
    visitor.sign_in("idporten", "kari")
    [row] = site.rows(WebSession)
    client = site.house.app.extensions["varde_oidc"]["idporten"]
    client._provider._metadata, client._provider._http = None, Silent()
    called = urlencode({"iss": row.issuer, "sid": row.sid})
    assert requests.get(f"{site.base}/logg-inn/frontkanal?{called}", timeout=10).status_code == 200
    assert not visitor.is_signed_in()


@pytest.mark.parametrize(
    "token", ["", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJub25lIn0.W10.", "[" * 3000, "é", "e30." + "W1" * 9000 + ".x"]
)
def test_back_channel_rubbish_is_refused(site: DemoSite, token: str) -> None:
    for sent in ({"logout_token": token}, {}):
        assert requests.post(f"{site.base}/logg-inn/bakkanal", data=sent, timeout=10).status_code == 400


# --- with others in mind --------------------------------------------------------------------------------------------


def test_no_transaction_is_open_while_we_wait_for_the_provider(site: DemoSite, visitor: Visitor) -> None:
    """On SQLite an open transaction keeps everybody else from writing, and a slow provider takes seven seconds."""
    pool: Any = site.house.platform.engine.pool
    taken: list[tuple[str, int]] = []
    for client in site.house.app.extensions["varde_oidc"].values():
        provider = client._provider
        provider._metadata = None
        inner = provider._http

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
