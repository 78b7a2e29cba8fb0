"""A canary for each secret: it sings in no representation of the settings, no sentence of a refused start and no line of a log."""

from __future__ import annotations

import base64
import json

import pytest
from structlog.testing import capture_logs

from varde.kernel.errors import StartRefused
from varde.kernel.settings import read_settings
from varde.testing.house import House, environment, token

CANARY = "Kanarifugl-7f3a9c-sings-for-nobody-here"
KEY = base64.b64encode(CANARY[:32].encode()).decode()
JWK = json.dumps({"kty": "RSA", "kid": "k", "n": "n", "e": "AQAB", "d": CANARY})
SECRETS = {
    "DATABASE_URL": f"postgresql+psycopg://varde:{CANARY}@db.varde.no/varde",
    "SECRET_KEY": CANARY,
    "DATA_KEYS": f"k1:{KEY}",
    "REDIS_URL": f"redis://:{CANARY}@redis.varde.no/0",
    "FILES_SECRET": CANARY,
    "SMS_TOKEN": CANARY,
    "SMS_SECRET": CANARY,
    "MAIL_URL": f"smtp://varde:{CANARY}@mail.varde.no:587",
    "JITSI_SECRET": CANARY,
    "IDPORTEN_KEY": JWK,
    "HELSEID_KEY": JWK,
    "KRR_KEY": JWK,
}
BESIDE = {
    "FILES": "s3://varde",
    "FILES_KEY_ID": "varde",
    "SMS_URL": "https://sms.varde.no/v1",
    "SMS_SENDER": "Varde",
    "MAIL_SENDER": "svar@varde.no",
    "JITSI_URL": "https://video.varde.no",
    "JITSI_APP": "varde",
    "KRR_URL": "https://register.varde.no",
    **{f"{name}_ISSUER": "https://issuer.varde.no" for name in ("IDPORTEN", "HELSEID", "KRR")},
    **{f"{name}_CLIENT_ID": "varde" for name in ("IDPORTEN", "HELSEID", "KRR")},
}


def written(**changes: str) -> dict[str, str]:
    whole = {**BESIDE, **SECRETS, **changes}
    return environment("sqlite:///x", **{f"VARDE_{name}": value for name, value in whole.items()})


def sings(text: str) -> bool:
    return CANARY[:20] in text or KEY[:20] in text


def test_settings_show_no_secret_of_theirs() -> None:
    settings = read_settings(written())
    assert not sings(repr(settings) + str(settings))


@pytest.mark.parametrize("name", SECRETS)
def test_a_refused_start_says_no_secret(name: str) -> None:
    for wrong in (f"!{SECRETS[name]}", SECRETS[name][:-3] + " ?"):
        said = ""
        try:
            read_settings(written(**{name: wrong}))
        except StartRefused as refused:
            said = str(refused)
        assert not sings(said)
    with pytest.raises(StartRefused) as production:
        read_settings(written(ENVIRONMENT="production"))
    assert not sings(str(production.value))


def test_a_sign_in_and_what_comes_with_a_request_are_in_no_log(house: House) -> None:
    browser = house.browser(house.person("Kari", "Fjell"))
    cookie = browser.get_cookie("varde")
    assert cookie is not None
    with capture_logs() as lines:
        guest = house.app.test_client()
        guest.set_cookie("varde", CANARY)
        guest.get(f"/logg-inn/idporten/retur?code={CANARY}&state={CANARY}")
        guest.get("/api/v1/openapi.json", headers={"Authorization": f"Bearer {CANARY}"})
        guest.post("/api/v1/sample/kit-report", headers={"Authorization": f"Bearer {CANARY}", "Idempotency-Key": "1"})
        guest.post("/logg-inn/bakkanal", data={"logout_token": CANARY})
        proof = token(browser)
        browser.post("/innlogginger", data={"csrf_token": CANARY, "mark": CANARY})
        browser.post("/logg-inn/ut", data={"csrf_token": proof})
    text = str(lines)
    assert "signed_out" in text, "something was logged"
    assert not sings(text)
    assert cookie.value not in text
    assert proof.partition(".")[0] not in text
