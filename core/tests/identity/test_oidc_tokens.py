"""Tokens and profiles without a network: what is accepted, and every rule that refuses."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from joserfc.util import urlsafe_b64encode

from varde.identity import oidc
from varde.identity.oidc.provider import Provider
from varde.identity.oidc.tokens import LOGOUT_EVENT, read_id_token

ISSUER = "https://issuer.example"
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
AT = int(NOW.timestamp())
KEY = ECKey.generate_key("P-256", auto_kid=True)
NEXT_KEY = ECKey.generate_key("P-256", auto_kid=True)
PROFILE = oidc.idporten("varde", oidc.new_private_jwk(), ISSUER)
METADATA: dict[str, Any] = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/jwks",
}
ID_TOKEN = {"iss": ISSUER, "aud": "varde", "sub": "s", "nonce": "n", "iat": AT, "exp": AT + 60}
LOGOUT = {"iss": ISSUER, "aud": "varde", "sid": "1", "jti": "j", "iat": AT, "events": {LOGOUT_EVENT: {}}}


class Issuer:
    """An issuer that only hands out documents."""

    def __init__(self, metadata: dict[str, Any] = METADATA, keys: tuple[ECKey, ...] = (KEY,)) -> None:
        self.metadata, self.keys, self.asked_for_keys = metadata, keys, 0

    def request(self, method: str, url: str, /, **_options: Any) -> requests.Response:
        answer = requests.Response()
        answer.status_code = 200
        if url.endswith("/jwks"):
            self.asked_for_keys += 1
            body: dict[str, Any] = {"keys": [key.as_dict(private=False) for key in self.keys]}
        else:
            assert (method, url) == ("GET", f"{ISSUER}/.well-known/openid-configuration")
            body = self.metadata
        answer._content = json.dumps(body).encode()
        return answer


def client(issuer: Issuer | None = None) -> oidc.Client:
    return oidc.Client(PROFILE, issuer or Issuer(), lambda: NOW)


def signed(claims: dict[str, Any], typ: str | None = None, key: Any = KEY, alg: str = "ES256") -> str:
    header = {"alg": alg, "kid": key.kid} | ({"typ": typ} if typ else {})
    return jwt.encode(header, claims, key, [alg], default_type=None)


def read(token: str, issuer: Issuer | None = None) -> dict[str, Any]:
    provider = Provider(PROFILE, issuer or Issuer(), lambda: NOW)
    return read_id_token(PROFILE, provider, token, "n", NOW)


def without(claims: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in claims.items() if key != name}


@pytest.mark.parametrize("typ", [None, "JWT", "jwt", "application/jwt"])
def test_a_good_id_token_is_read(typ: str | None) -> None:
    assert read(signed(ID_TOKEN, typ))["sub"] == "s"


@pytest.mark.parametrize("aud", [["varde"], "varde"])
def test_the_audience_may_be_a_list_of_us(aud: Any) -> None:
    assert read(signed(ID_TOKEN | {"aud": aud, "azp": "varde"}))["sub"] == "s"


@pytest.mark.parametrize("name", sorted(ID_TOKEN))
def test_no_claim_may_be_missing(name: str) -> None:
    with pytest.raises(oidc.BadToken):
        read(signed(without(ID_TOKEN, name)))


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": f"{ISSUER}/"},
        {"iss": [ISSUER]},
        {"aud": "other"},
        {"aud": ["varde", "other"]},
        {"azp": "other"},
        {"sub": ""},
        {"sub": 7},
        {"nonce": "m"},
        {"nonce": ["n"]},
        {"exp": AT - 10},
        {"exp": "tomorrow"},
        {"iat": AT + 11},
        {"nbf": AT + 11},
    ],
)
def test_no_claim_may_be_wrong(changed: dict[str, Any]) -> None:
    with pytest.raises(oidc.BadToken):
        read(signed(ID_TOKEN | changed))


def test_clocks_may_differ_by_ten_seconds() -> None:
    assert read(signed(ID_TOKEN | {"iat": AT + 10, "exp": AT - 9}))


@pytest.mark.parametrize("typ", ["logout+jwt", "at+jwt", "dpop+jwt"])
def test_another_kind_of_token_is_not_an_id_token(typ: str) -> None:
    with pytest.raises(oidc.BadToken):
        read(signed(ID_TOKEN, typ))


def test_only_the_issuers_own_keys_and_agreed_algorithms_count() -> None:
    stranger = ECKey.generate_key("P-256")
    shared = OctKey.import_key("0" * 64)
    for key, alg in ((stranger, "ES256"), (shared, "HS256")):
        key.dict_value["kid"] = str(KEY.kid)
        with pytest.raises(oidc.BadToken):
            read(signed(ID_TOKEN, key=key, alg=alg))
    head, body, _signature = signed(ID_TOKEN).split(".")
    nothing = urlsafe_b64encode(b'{"alg":"none"}').decode() + f".{body}."
    for token in (nothing, f"{head}.{body}.", "", "a.b", "a.b.c", "…"):
        with pytest.raises(oidc.BadToken):
            read(token)


@given(st.integers(0, 2**31))
def test_a_changed_token_is_refused(where: int) -> None:
    token = signed(ID_TOKEN)
    where %= token.rindex(".")
    changed = token[:where] + ("A" if token[where] != "A" else "B") + token[where + 1 :]
    with pytest.raises(oidc.BadToken):
        read(changed)


def test_a_new_key_is_fetched_but_a_stranger_cannot_make_us_ask_again_and_again() -> None:
    issuer, moment = Issuer(), NOW
    here = oidc.Client(PROFILE, issuer, lambda: moment)
    here.read_logout_token(signed(LOGOUT, "logout+jwt"), NOW)
    issuer.keys = (KEY, NEXT_KEY)
    for _ in range(20):
        with pytest.raises(oidc.BadLogout):
            here.read_logout_token(signed(LOGOUT, "logout+jwt", NEXT_KEY), NOW)
    assert issuer.asked_for_keys == 1
    moment += timedelta(seconds=60)
    assert here.read_logout_token(signed(LOGOUT, "logout+jwt", NEXT_KEY), NOW).sid == "1"
    assert issuer.asked_for_keys == 2


def test_a_logout_token_names_the_session() -> None:
    subject, sid, jti = client().read_logout_token(signed(LOGOUT, "logout+jwt"), NOW)
    assert (subject, sid, jti) == (None, "1", "j")
    whole = client().read_logout_token(signed(without(LOGOUT, "sid") | {"sub": "s"}, "logout+jwt"), NOW)
    assert (whole.subject, whole.sid) == ("s", None)


@pytest.mark.parametrize("name", sorted(LOGOUT))
def test_a_logout_token_is_whole(name: str) -> None:
    with pytest.raises(oidc.BadLogout):
        client().read_logout_token(signed(without(LOGOUT, name), "logout+jwt"), NOW)


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "n"},
        {"events": {}},
        {"events": [LOGOUT_EVENT]},
        {"events": {LOGOUT_EVENT: None}},
        {"sid": 1},
        {"jti": 1},
        {"iss": "https://other.example"},
        {"aud": "other"},
        {"iat": AT - 301},
        {"exp": AT - 10},
    ],
)
def test_a_logout_token_is_right(changed: dict[str, Any]) -> None:
    with pytest.raises(oidc.BadLogout):
        client().read_logout_token(signed(LOGOUT | changed, "logout+jwt"), NOW)


@pytest.mark.parametrize("typ", [None, "JWT"])
def test_an_id_token_does_not_sign_anybody_out(typ: str | None) -> None:
    with pytest.raises(oidc.BadLogout):
        client().read_logout_token(signed(LOGOUT, typ), NOW)


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": ISSUER + "/"},
        {"issuer": None},
        {"token_endpoint": None},
        {"token_endpoint": "http://issuer.example/token"},
        {"jwks_uri": "http://issuer.example/jwks"},
    ],
)
def test_metadata_must_be_the_issuers_and_over_https(changed: dict[str, Any]) -> None:
    provider = Provider(PROFILE, Issuer(METADATA | changed), lambda: NOW)

    def use() -> None:
        provider.endpoint("token_endpoint")
        provider.key(KEY.kid, "ES256")

    with pytest.raises(oidc.NotSetUp):
        use()


def test_where_the_issuer_cannot_name_itself_its_name_is_still_checked_if_given() -> None:
    here = client()
    url, attempt = here.begin("https://varde.example/inn", "nb", NOW)
    assert url.startswith(f"{ISSUER}/authorize?")
    denied = {"state": attempt.state, "error": "access_denied"}
    with pytest.raises(oidc.DeniedByPerson):
        here.complete(attempt, denied, NOW)
    with pytest.raises(oidc.MixUp):
        here.complete(attempt, denied | {"iss": "https://other.example"}, NOW)


@pytest.mark.parametrize(
    ("error", "refused"),
    [
        ("access_denied", oidc.DeniedByPerson),
        ("temporarily_unavailable", oidc.ProviderUnavailable),
        ("server_error", oidc.ProviderUnavailable),
        ("login_required", oidc.NotSetUp),
        ("\n<b>", oidc.NotSetUp),
    ],
)
def test_each_error_of_the_issuer_has_its_refusal(error: str, refused: type[oidc.SignInRefused]) -> None:
    here = client()
    _url, attempt = here.begin("https://varde.example/inn", "nb", NOW)
    with pytest.raises(refused) as caught:
        here.complete(attempt, {"state": attempt.state, "error": error}, NOW)
    assert not set("\n<>") & set(str(caught.value))


def test_a_required_push_that_is_not_offered_stops_the_sign_in() -> None:
    here = oidc.Client(replace(PROFILE, par="required"), Issuer(), lambda: NOW)
    with pytest.raises(oidc.NotSetUp):
        here.begin("https://varde.example/inn", "nb", NOW)


@pytest.mark.parametrize("status", [302, 307, 429, 500, 503])
def test_a_redirect_or_a_fault_of_the_issuer_is_unavailable(status: int) -> None:
    class Broken(Issuer):
        def request(self, method: str, url: str, /, **options: Any) -> requests.Response:
            answer = super().request(method, url, **options)
            answer.status_code = status
            answer.headers["Location"] = "https://other.example/"
            return answer

    with pytest.raises(oidc.ProviderUnavailable):
        client(Broken()).begin("https://varde.example/inn", "nb", NOW)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b"\xff"])
def test_an_answer_that_is_not_an_object_is_unavailable(body: bytes) -> None:
    class Odd(Issuer):
        def request(self, method: str, url: str, /, **options: Any) -> requests.Response:
            answer = super().request(method, url, **options)
            answer._content = body
            return answer

    with pytest.raises(oidc.ProviderUnavailable):
        client(Odd()).begin("https://varde.example/inn", "nb", NOW)


def test_the_key_decides_the_algorithm() -> None:
    assert PROFILE.algorithm == "ES256"
    rsa = RSAKey.generate_key(2048).as_dict(private=True)
    assert oidc.helseid("varde", rsa).algorithm == "PS256"


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "http://issuer.example"},
        {"issuer": "issuer.example"},
        {"accepted_acr": (), "required_claims": ()},
        {"scopes": ("profile",)},
        {"token_algorithms": ("none",)},
        {"token_algorithms": ("HS256",)},
        {"token_algorithms": ()},
        {"private_jwk": {}},
        {"private_jwk": KEY.as_dict(private=False)},
        {"private_jwk": {"kty": "oct", "k": "c2VjcmV0c2VjcmV0c2VjcmV0"}},
        {"private_jwk": ECKey.generate_key("P-384").as_dict(private=True)},
    ],
)
def test_an_unsafe_profile_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"idporten.*\."):
        replace(PROFILE, **changed)


def test_a_profile_does_not_show_its_key() -> None:
    assert PROFILE.private_jwk["d"] not in repr(PROFILE)


@pytest.mark.parametrize("refused", [oidc.SignInRefused, *oidc.SignInRefused.__subclasses__()])
def test_every_refusal_has_a_sentence_in_three_languages(refused: type[oidc.SignInRefused]) -> None:
    assert refused.sentence.missing() == ()
    assert refused().to("en") == refused.sentence.en != ""
    assert "!" not in refused.sentence.nb + refused.sentence.nn


def test_every_refusal_has_its_own_reason() -> None:
    reasons = [refused.reason for refused in oidc.SignInRefused.__subclasses__()]
    assert len(set(reasons)) == len(reasons)
