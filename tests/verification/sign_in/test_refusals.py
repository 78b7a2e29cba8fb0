"""What a whole Varde refuses at sign-in: one sentence, the right status, and nothing stored."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from structlog.testing import capture_logs

from varde.identity import brake
from varde.identity.models import WebSession

from .conftest import KARI, Ahead, DemoSite, Silent, Visitor, nothing_is_stored, query_of, sentence_of

pytestmark = pytest.mark.verification


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
    people = visitor.http.get(visitor.start("idporten", next="/innsyn"), timeout=60)
    [handle] = re.findall(r'name="request" value="([^"]+)"', people.text)
    answer = visitor.http.post(people.url, data={"request": handle, "cancel": "1"}, timeout=60)
    assert answer.url == site.base + "/logg-inn?next=/innsyn"
    assert answer.status_code == 200
    assert "Du avbrøt innloggingen. Du kan logge inn på nytt når du vil." in answer.text
    assert "/logg-inn/idporten?next=/innsyn" in unescape(answer.text)
    nothing_is_stored(site, people=1)


@pytest.mark.parametrize(
    ("error", "status"), [("server_error", 503), ("temporarily_unavailable", 503), ("odd<b>", 503)]
)
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


def test_an_address_that_floods_us_is_stopped_before_it_costs_anything(
    site: DemoSite, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(brake.LIMITS, "sign_in", brake.RateLimit("sign_in", 0, by_address=True))
    answer = visitor.get("/logg-inn/idporten")
    assert (answer.status_code, "Prøv igjen om" in sentence_of(answer)) == (429, True)
    assert visitor.http.cookies.get_dict() == {}
    nothing_is_stored(site, people=1)
