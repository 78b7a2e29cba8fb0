"""Signing in, end to end: our client against the demo provider on a real loopback port."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from joserfc import jws
from joserfc.jwk import import_key

from varde.identity import oidc
from varde_demo.provider import DemoClient, DemoPerson, RunningProvider, serve

CALLBACK = "http://127.0.0.1:9/innlogget"
GOODBYE = "http://127.0.0.1:9/ha-det"
FRONT_CHANNEL = "http://127.0.0.1:9/utlogging/rute"
HELSEID = "helseid://claims/identity/"
PEOPLE = (
    DemoPerson("kari", "Kari Fjell", "02819099997", "Pasient", "idporten", {"amr": "TestID"}),
    DemoPerson("low", "Lars Lav", "02819099997", "Pasient", "idporten", {"acr": "idporten-loa-substantial"}),
    DemoPerson("late", "Siri Sein", "02819099997", "Pasient", "idporten", {"exp": 1}),
    DemoPerson("future", "Finn Framtid", "02819099997", "Pasient", "idporten", {"iat": 4_000_000_000}),
    DemoPerson("other", "Anna Annen", "02819099997", "Pasient", "idporten", {"aud": "somebody-else"}),
    DemoPerson("many", "Mange Mål", "02819099997", "Pasient", "idporten", {"aud": ["patients", "somebody-else"]}),
    DemoPerson("forged", "Falk Falsk", "02819099997", "Pasient", "idporten", {"iss": "https://idporten.example"}),
    DemoPerson("maren", "Maren Vik", "03819099997", "Psykolog", "helseid"),
    DemoPerson("weak", "Vibeke Vik", "03819099997", "Psykolog", "helseid", {f"{HELSEID}security_level": "3"}),
)
KEY = oidc.new_private_jwk()


@dataclass
class Clock:
    """Time that the test moves, the same for client and provider."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Wire:
    """A real session that remembers what went over it."""

    session: requests.Session = field(default_factory=requests.Session)
    sent: list[tuple[str, str, Mapping[str, Any], int]] = field(default_factory=list)

    def request(self, method: str, url: str, /, **options: Any) -> requests.Response:
        response = self.session.request(method, url, **options)
        self.sent.append((method, urlsplit(url).path, options, response.status_code))
        return response


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider(clock: Clock) -> Iterator[RunningProvider]:
    public = import_key(KEY).as_dict(private=False)
    clients = (
        DemoClient("patients", "idporten", public, (CALLBACK,), (GOODBYE,), FRONT_CHANNEL),
        DemoClient("personnel", "helseid", public, (CALLBACK,), (GOODBYE,)),
    )
    with serve(PEOPLE, clients, oidc.new_private_jwk(), clock=clock) as running:
        yield running


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def patients(provider: RunningProvider, wire: Wire, clock: Clock) -> oidc.Client:
    return oidc.Client(oidc.idporten("patients", KEY, provider.issuer("idporten")), wire, clock)


@pytest.fixture
def personnel(provider: RunningProvider, wire: Wire, clock: Clock) -> oidc.Client:
    return oidc.Client(oidc.helseid("personnel", KEY, provider.issuer("helseid")), wire, clock)


def visit(url: str) -> dict[str, str]:
    """What a browser brings back when ``url`` sends it straight to us."""
    response = requests.get(url, allow_redirects=False, timeout=5)
    assert response.status_code == 303, response.text
    assert response.headers["Location"].startswith(CALLBACK)
    return dict(parse_qsl(urlsplit(response.headers["Location"]).query))


def sign_in(client: oidc.Client, clock: Clock, person: str) -> oidc.SignedIn:
    url, attempt = client.begin(CALLBACK, "nb", clock(), login_hint=person)
    return client.complete(attempt, visit(url), clock())


def test_a_patient_signs_in(patients: oidc.Client, clock: Clock, provider: RunningProvider) -> None:
    patient = sign_in(patients, clock, "kari")
    assert (patient.issuer, patient.pid, patient.acr, patient.amr, patient.name) == (
        provider.issuer("idporten"),
        "02819099997",
        "idporten-loa-high",
        ("TestID",),
        "Kari Fjell",
    )
    assert patient.subject
    assert patient.sid
    assert patient.auth_time == clock().replace(microsecond=0)


def test_health_personnel_sign_in(personnel: oidc.Client, clock: Clock, provider: RunningProvider) -> None:
    therapist = sign_in(personnel, clock, "maren")
    assert (therapist.issuer, therapist.pid, therapist.name) == (provider.issuer("helseid"), "03819099997", "Maren Vik")
    assert therapist.claims[f"{HELSEID}security_level"] == "4"


def test_the_same_person_keeps_the_same_subject_and_gets_a_new_session(patients: oidc.Client, clock: Clock) -> None:
    first, second = sign_in(patients, clock, "kari"), sign_in(patients, clock, "kari")
    assert first.subject == second.subject
    assert first.sid != second.sid


def test_a_push_proves_the_key_again_with_the_nonce(personnel: oidc.Client, wire: Wire, clock: Clock) -> None:
    personnel.begin(CALLBACK, "nb", clock())
    tries = [(options, status) for _method, path, options, status in wire.sent if path == "/helseid/par"]
    assert [status for _options, status in tries] == [400, 201]
    assertions = [_claims(options["data"]["client_assertion"]) for options, _status in tries]
    proofs = [_claims(options["headers"]["DPoP"]) for options, _status in tries]
    assert len({claims["jti"] for claims in (*assertions, *proofs)}) == 4
    assert "nonce" not in proofs[0]
    assert proofs[1]["nonce"]
    assert assertions[0]["exp"] - assertions[0]["iat"] == 10
    assert assertions[0]["aud"] == personnel.profile.issuer


def test_every_server_call_has_short_limits_and_follows_no_redirect(
    personnel: oidc.Client, wire: Wire, clock: Clock
) -> None:
    sign_in(personnel, clock, "maren")
    assert {(options["timeout"], options["allow_redirects"]) for _m, _p, options, _s in wire.sent} == {((2, 5), False)}


def test_nothing_about_the_request_is_in_the_address_after_a_push(patients: oidc.Client, clock: Clock) -> None:
    url, _attempt = patients.begin(CALLBACK, "nn", clock())
    assert set(dict(parse_qsl(urlsplit(url).query))) == {"client_id", "request_uri"}


def test_without_push_the_request_is_in_the_address(patients: oidc.Client, wire: Wire, clock: Clock) -> None:
    client = oidc.Client(replace(patients.profile, par="off"), wire, clock)
    url, attempt = client.begin(CALLBACK, "nn", clock(), login_hint="kari")
    asked = dict(parse_qsl(urlsplit(url).query))
    assert (asked["acr_values"], asked["ui_locales"], asked["code_challenge_method"]) == (
        "idporten-loa-high",
        "nn",
        "S256",
    )
    assert asked["code_challenge"] != attempt.code_verifier
    assert client.complete(attempt, visit(url), clock()).pid == "02819099997"


def test_the_metadata_is_read_once_a_day(patients: oidc.Client, wire: Wire, clock: Clock) -> None:
    def reads() -> int:
        return sum(path.endswith("openid-configuration") for _method, path, _options, _status in wire.sent)

    for hours in (0, 12, 11):
        clock.now += timedelta(hours=hours)
        sign_in(patients, clock, "kari")
    assert reads() == 1
    clock.now += timedelta(hours=1)
    sign_in(patients, clock, "kari")
    assert reads() == 2


@pytest.mark.parametrize(
    ("person", "refused"),
    [
        ("low", oidc.WrongAssurance),
        ("late", oidc.BadToken),
        ("future", oidc.BadToken),
        ("other", oidc.BadToken),
        ("many", oidc.BadToken),
        ("forged", oidc.BadToken),
    ],
)
def test_a_token_that_breaks_a_rule_is_refused(
    patients: oidc.Client, clock: Clock, person: str, refused: type[oidc.SignInRefused]
) -> None:
    with pytest.raises(refused):
        sign_in(patients, clock, person)


def test_personnel_below_level_4_are_refused(personnel: oidc.Client, clock: Clock) -> None:
    with pytest.raises(oidc.WrongAssurance):
        sign_in(personnel, clock, "weak")


def test_a_code_works_once(patients: oidc.Client, clock: Clock) -> None:
    url, attempt = patients.begin(CALLBACK, "nb", clock(), login_hint="kari")
    callback = visit(url)
    patients.complete(attempt, callback, clock())
    with pytest.raises(oidc.CodeRefused):
        patients.complete(attempt, callback, clock())


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"nonce": "another"}, oidc.BadToken),
        ({"state": "another"}, oidc.StateMismatch),
        ({"code_verifier": "x" * 43}, oidc.CodeRefused),
        ({"redirect_uri": "http://127.0.0.1:9/annet"}, oidc.CodeRefused),
        ({"issuer": "helseid"}, oidc.MixUp),
    ],
)
def test_an_answer_to_another_attempt_is_refused(
    patients: oidc.Client, clock: Clock, changed: dict[str, Any], refused: type[oidc.SignInRefused]
) -> None:
    url, attempt = patients.begin(CALLBACK, "nb", clock(), login_hint="kari")
    callback = visit(url)
    with pytest.raises(refused):
        patients.complete(replace(attempt, **changed), callback, clock())


def test_a_dpop_code_is_bound_to_its_key(personnel: oidc.Client, clock: Clock) -> None:
    url, attempt = personnel.begin(CALLBACK, "nb", clock(), login_hint="maren")
    stolen = replace(attempt, dpop_key=oidc.new_private_jwk())
    with pytest.raises(oidc.NotSetUp, match="invalid_dpop_proof"):
        personnel.complete(stolen, visit(url), clock())


@pytest.mark.parametrize("issuer", ["https://idporten.example", None])
def test_an_answer_from_another_issuer_or_from_nobody_is_refused(
    patients: oidc.Client, clock: Clock, issuer: str | None
) -> None:
    url, attempt = patients.begin(CALLBACK, "nb", clock(), login_hint="kari")
    callback = visit(url)
    del callback["iss"]
    with pytest.raises(oidc.MixUp):
        patients.complete(attempt, callback if issuer is None else {**callback, "iss": issuer}, clock())


def test_a_code_from_helseid_is_never_sent_to_idporten(
    patients: oidc.Client, personnel: oidc.Client, wire: Wire, clock: Clock
) -> None:
    _url, attempt = patients.begin(CALLBACK, "nb", clock())
    url, _theirs = personnel.begin(CALLBACK, "nb", clock(), login_hint="maren")
    with pytest.raises(oidc.MixUp):
        patients.complete(attempt, {**visit(url), "state": attempt.state}, clock())
    assert not [path for _method, path, _options, _status in wire.sent if path.endswith("/token")]


def test_helseid_accepts_only_pushed_requests(personnel: oidc.Client, wire: Wire, clock: Clock) -> None:
    client = oidc.Client(replace(personnel.profile, par="off"), wire, clock)
    url, attempt = client.begin(CALLBACK, "nb", clock(), login_hint="maren")
    with pytest.raises(oidc.NotSetUp, match="invalid_request"):
        client.complete(attempt, visit(url), clock())


def test_a_person_may_cancel(patients: oidc.Client, clock: Clock) -> None:
    url, attempt = patients.begin(CALLBACK, "nb", clock())
    with pytest.raises(oidc.DeniedByPerson):
        patients.complete(attempt, _press(url, "cancel", "1"), clock())


def test_an_old_attempt_is_refused(patients: oidc.Client, clock: Clock) -> None:
    url, attempt = patients.begin(CALLBACK, "nb", clock(), login_hint="kari")
    callback = visit(url)
    clock.now += oidc.ATTEMPT_LIFETIME + timedelta(seconds=1)
    with pytest.raises(oidc.AttemptExpired):
        patients.complete(attempt, callback, clock())


def test_a_key_the_issuer_does_not_know_is_our_fault(patients: oidc.Client, wire: Wire, clock: Clock) -> None:
    client = oidc.Client(replace(patients.profile, private_jwk=oidc.new_private_jwk()), wire, clock)
    with pytest.raises(oidc.NotSetUp, match="invalid_client"):
        client.begin(CALLBACK, "nb", clock())


def test_an_issuer_that_is_gone_is_unavailable(patients: oidc.Client, provider: RunningProvider, clock: Clock) -> None:
    url, attempt = patients.begin(CALLBACK, "nb", clock(), login_hint="kari")
    callback = visit(url)
    provider.stop()
    with pytest.raises(oidc.ProviderUnavailable):
        patients.complete(attempt, callback, clock())


def test_metadata_that_names_another_issuer_is_refused(provider: RunningProvider, wire: Wire, clock: Clock) -> None:
    almost = oidc.idporten("patients", KEY, provider.issuer("idporten") + "/")
    with pytest.raises(oidc.NotSetUp, match="another issuer"):
        oidc.Client(almost, wire, clock).begin(CALLBACK, "nb", clock())


def test_an_attempt_survives_storing_and_shows_no_secret(personnel: oidc.Client, clock: Clock) -> None:
    _url, attempt = personnel.begin(CALLBACK, "nb", clock())
    assert oidc.Attempt.from_json(attempt.to_json()) == attempt
    assert not any(secret in repr(attempt) for secret in (attempt.state, attempt.nonce, attempt.code_verifier))


def test_a_person_shows_no_number(patients: oidc.Client, clock: Clock) -> None:
    patient = sign_in(patients, clock, "kari")
    assert "02819099997" not in repr(patient)
    assert patient.id_token not in repr(patient)


def test_signing_out_reaches_us_by_frame_and_comes_back(
    patients: oidc.Client, clock: Clock, provider: RunningProvider
) -> None:
    patient = sign_in(patients, clock, "kari")
    address, fields = patients.end_session(patient.id_token, GOODBYE, "tilstand")
    page = requests.post(address, data=fields, timeout=5)
    frame = re.search(r'<iframe src="([^"]+)"', page.text)
    assert frame
    query = dict(parse_qsl(urlsplit(frame[1].replace("&amp;", "&")).query))
    assert patients.read_front_channel_logout(query) == (provider.issuer("idporten"), patient.sid)
    assert f"{GOODBYE}?state=tilstand" in page.text
    assert "frame-src http://127.0.0.1:9" in page.headers["Content-Security-Policy"]
    assert patients.logout_frame_origin() == provider.base


def test_signing_out_without_a_frame_comes_straight_back(personnel: oidc.Client, clock: Clock) -> None:
    therapist = sign_in(personnel, clock, "maren")
    address, fields = personnel.end_session(therapist.id_token, GOODBYE, "tilstand")
    answer = requests.get(address, params=fields, allow_redirects=False, timeout=5)
    assert answer.headers["Location"] == f"{GOODBYE}?state=tilstand"


def test_signing_out_never_sends_anybody_to_a_foreign_address(patients: oidc.Client, clock: Clock) -> None:
    patient = sign_in(patients, clock, "kari")
    address, fields = patients.end_session(patient.id_token, "https://elsewhere.example/", "tilstand")
    assert "elsewhere" not in requests.post(address, data=fields, timeout=5).text
    assert requests.get(address, timeout=5).status_code == 200


@pytest.mark.parametrize("query", [{}, {"iss": "https://idporten.example", "sid": "1"}, {"sid": "1"}])
def test_a_front_channel_call_must_be_from_the_issuer(patients: oidc.Client, query: dict[str, str]) -> None:
    with pytest.raises(oidc.BadLogout):
        patients.read_front_channel_logout(query)


def test_the_page_lists_the_people_of_its_issuer_and_runs_no_script(patients: oidc.Client, clock: Clock) -> None:
    url, attempt = patients.begin(CALLBACK, "nn", clock())
    page = requests.get(url, timeout=5)
    assert "Kari Fjell" in page.text
    assert "Maren Vik" not in page.text
    assert '<html lang="nn">' in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' http://127.0.0.1:9" in policy
    assert patients.complete(attempt, _press(url, "person", "kari"), clock()).name == "Kari Fjell"


def _press(url: str, name: str, value: str) -> dict[str, str]:
    page = requests.get(url, timeout=5)
    handle = re.search(r'name="request" value="([^"]+)"', page.text)
    action = re.search(r'<form method="post" action="([^"]+)"', page.text)
    assert handle
    assert action
    target = urlsplit(url)._replace(path=action[1], query="").geturl()
    answer = requests.post(target, data={"request": handle[1], name: value}, allow_redirects=False, timeout=5)
    return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))


def _claims(token: str) -> dict[str, Any]:
    return dict(json.loads(jws.extract_compact(token.encode()).payload))
