"""Production does not start on settings that are weak, examples or at odds with each other: a table written by hand."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from varde.kernel.errors import StartRefused
from varde.kernel.production import listening_faults
from varde.kernel.settings import Settings, read_settings

RANDOM = "q7c1Zk0oTtq0uYV1H2gq9dJm3sXwPb5LrNfEaUiC8vB6-x_4"
KEY = base64.b64encode(bytes(range(3, 250, 8)) + b"\x01").decode()
OTHER = base64.b64encode(bytes(range(5, 252, 8)) + b"\x02").decode()
EXAMPLE_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="  # stands in the documentation


def jwk(secret: str) -> str:
    return json.dumps({"kty": "EC", "kid": secret, "crv": "P-256", "x": "x", "y": "y", "d": secret})


def rsa(secret: str) -> str:
    return json.dumps({"kty": "RSA", "kid": secret, "n": "n", "e": "AQAB", "d": secret})


SOUND = {
    "VARDE_DATABASE_URL": "postgresql+psycopg://varde:Zk0oTtq0uYV1H2@db.fjordvest.no/varde",
    "VARDE_REDIS_URL": "redis://redis.fjordvest.no:6379/0",
    "VARDE_SECRET_KEY": RANDOM,
    "VARDE_DATA_KEYS": f"2026a:{KEY}",
    "VARDE_BASE_URL": "https://varde.fjordvest.no",
    "VARDE_TRUSTED_PROXIES": "1",
    "VARDE_IDPORTEN_ISSUER": "https://idporten.no",
    "VARDE_IDPORTEN_CLIENT_ID": "7f0c6c1e-5f5e-4a55-9b5d-1f1d7a3b2c90",
    "VARDE_IDPORTEN_KEY": jwk("first"),
    "VARDE_HELSEID_ISSUER": "https://helseid-sts.nhn.no",
    "VARDE_HELSEID_CLIENT_ID": "4d2b9a10-77aa-4b0e-8a52-90f2d1c3e5b7",
    "VARDE_HELSEID_KEY": jwk("second"),
    "VARDE_SMS_URL": "https://sms.fjordvest.no/v1/messages",
    "VARDE_SMS_TOKEN": "gT4-1uWm9",
    "VARDE_SMS_SECRET": "pW8Jr2kQvYd7ZsLxN4mHbT6cGf1RaUe0iOyXq3",
    "VARDE_SMS_SENDER": "Varde",
    "VARDE_MAIL_URL": "smtp://varde:Zk0oTtq0uYV1H2@mail.fjordvest.no:587",
    "VARDE_MAIL_SENDER": "svar@varde.fjordvest.no",
    "VARDE_FILES": "s3://varde-files",
    "VARDE_FILES_ENDPOINT": "https://s3.fjordvest.no",
    "VARDE_FILES_KEY_ID": "VARDEFILES",
    "VARDE_FILES_SECRET": "kC5v-Lw2pXh9",
    "VARDE_KRR_URL": "https://kontaktregisteret.no/rest/v2/personer",
    "VARDE_KRR_ISSUER": "https://maskinporten.no/",
    "VARDE_KRR_CLIENT_ID": "2c7d1f60-31aa-4f0b-9d52-70e2d1c3e5a8",
    "VARDE_KRR_KEY": rsa("third"),
}


def read(**changes: str) -> Settings:
    """A change to "" takes the setting away."""
    return read_settings({**SOUND, **{f"VARDE_{name}": value for name, value in changes.items()}})


def faults(**changes: str) -> list[str]:
    try:
        read(**changes)
    except StartRefused as refused:
        return list(refused.faults)
    return []


def test_what_is_sound_starts() -> None:
    assert read().is_production


def test_databases_and_queues_on_the_same_machine_are_sound() -> None:
    assert (
        faults(DATABASE_URL="postgresql+psycopg:///varde?host=/run/postgresql", REDIS_URL="redis://127.0.0.1:6379")
        == []
    )
    assert faults(REDIS_URL="unix:///run/redis.sock") == []


WRONG: list[tuple[dict[str, str], list[str]]] = [
    ({"SECRET_KEY": "a" * 40}, ["VARDE_SECRET_KEY is too easy to guess; make one with secrets.token_urlsafe(48)."]),
    (
        {"SECRET_KEY": "abcdefghijklmnop" * 3},
        ["VARDE_SECRET_KEY is too easy to guess; make one with secrets.token_urlsafe(48)."],
    ),
    (
        {"SECRET_KEY": "MADE-ABOVE-AND-AT-LEAST-32-CHARACTERS"},
        ["VARDE_SECRET_KEY is an example, which everybody knows; make one with secrets.token_urlsafe(48)."],
    ),
    (
        {"SECRET_KEY": "a secret for tests that is long enough"},
        ["VARDE_SECRET_KEY is an example, which everybody knows; make one with secrets.token_urlsafe(48)."],
    ),
    (
        {"SECRET_KEY": KEY},
        ["VARDE_SECRET_KEY is one of VARDE_DATA_KEYS: what signs a form must not open what is sealed."],
    ),
    (
        {"DATA_KEYS": f"2026a:{EXAMPLE_KEY}"},
        ["VARDE_DATA_KEYS: the key 2026a is not random; make one with secrets.token_bytes(32)."],
    ),
    (
        {"DATA_KEYS": "k:" + base64.b64encode(b"0" * 32).decode()},
        ["VARDE_DATA_KEYS: the key k is not random; make one with secrets.token_bytes(32)."],
    ),
    (
        {"DATA_KEYS": "k:" + base64.b64encode(b"Norwegian wood, this bird flown!").decode()},
        ["VARDE_DATA_KEYS: the key k is not random; make one with secrets.token_bytes(32)."],
    ),
    ({"DATA_KEYS": f"a:{KEY},b:{KEY}"}, ["VARDE_DATA_KEYS holds one key under two names."]),
    (
        {"DATABASE_URL": "sqlite:////srv/varde.sqlite"},
        ["VARDE_DATABASE_URL is SQLite, which is for a demo or a test; production needs PostgreSQL."],
    ),
    (
        {"DATABASE_URL": "postgresql+psycopg://varde:PASSWORD@db.fjordvest.no/varde"},
        ["VARDE_DATABASE_URL has a password that is an example, or the name of the user."],
    ),
    (
        {"DATABASE_URL": "postgresql+psycopg://varde:varde@db.fjordvest.no/varde"},
        ["VARDE_DATABASE_URL has a password that is an example, or the name of the user."],
    ),
    (
        {"DATABASE_URL": "postgresql+psycopg://varde:kort@db.fjordvest.no/varde"},
        ["VARDE_DATABASE_URL has a password of 4 characters; it must have at least 12."],
    ),
    (
        {"DATABASE_URL": "postgresql+psycopg://varde:Zk0oTtq0uYV1H2@db.example.no/varde"},
        ["VARDE_DATABASE_URL leads to db.example.no, which is an example."],
    ),
    (
        {"REDIS_URL": "redis://redis.example.no:6379/0"},
        ["VARDE_REDIS_URL leads to redis.example.no, which is an example."],
    ),
    ({"BASE_URL": "https://varde.example.no"}, ["VARDE_BASE_URL is https://varde.example.no, which is an example."]),
    ({"BASE_URL": "https://varde.test"}, ["VARDE_BASE_URL is https://varde.test, which is an example."]),
    ({"BASE_URL": "https://10.0.0.5"}, ["VARDE_BASE_URL is https://10.0.0.5, which nobody outside can reach."]),
    ({"BASE_URL": "https://localhost"}, ["VARDE_BASE_URL is https://localhost, which nobody outside can reach."]),
    (
        {"TRUSTED_PROXIES": "0"},
        [
            "VARDE_TRUSTED_PROXIES is 0 and VARDE_BASE_URL is https: Varde speaks HTTP alone, so a proxy stands before it, "
            "and without the number of them everybody comes from its address."
        ],
    ),
    (
        {"IDPORTEN_ISSUER": "https://test.idporten.no"},
        ["VARDE_IDPORTEN_ISSUER is https://test.idporten.no, and in production people sign in at https://idporten.no."],
    ),
    (
        {"HELSEID_ISSUER": "https://helseid-sts.test.nhn.no"},
        [
            "VARDE_HELSEID_ISSUER is https://helseid-sts.test.nhn.no, and in production people sign in at https://helseid-sts.nhn.no."
        ],
    ),
    (
        {"IDPORTEN_CLIENT_ID": "YOUR-CLIENT-AT-IDPORTEN"},
        ["VARDE_IDPORTEN_CLIENT_ID is YOUR-CLIENT-AT-IDPORTEN, which is an example."],
    ),
    (
        {"HELSEID_CLIENT_ID": "0a1b2c3d-0000-4000-8000-000000000001"},
        ["VARDE_HELSEID_CLIENT_ID is 0a1b2c3d-0000-4000-8000-000000000001, which is an example."],
    ),
    ({"HELSEID_KEY": jwk("first")}, ["VARDE_HELSEID_KEY is the key of IDPORTEN too; make one for each."]),
    (
        {"IDLE_MINUTES": "120", "ABSOLUTE_HOURS": "1"},
        ["VARDE_IDLE_MINUTES is 120 and VARDE_ABSOLUTE_HOURS is 1: a session would end before it is idle."],
    ),
    ({"SYNTHETIC_IDS": "on"}, ["VARDE_SYNTHETIC_IDS must be off in production: test identity numbers are not people."]),
    ({"DATABASE_URL": ""}, ["VARDE_DATABASE_URL is not set."]),
    (
        {"DATABASE_URL": "postgresql+psycopg://postgres:Zk0oTtq0uYV1H2@db.fjordvest.no/varde"},
        [
            "VARDE_DATABASE_URL is the user or the database that PostgreSQL begins with; give Varde one of each of its own."
        ],
    ),
    (
        {"DATABASE_URL": "postgresql+psycopg://varde:Zk0oTtq0uYV1H2@db.fjordvest.no/postgres"},
        [
            "VARDE_DATABASE_URL is the user or the database that PostgreSQL begins with; give Varde one of each of its own."
        ],
    ),
    ({"BASE_URL": ""}, ["VARDE_BASE_URL is not set."]),
    (
        {"BASE_URL": "http://varde.fjordvest.no"},
        ["VARDE_BASE_URL is wrong: it must be an https address (http only on loopback)."],
    ),
    ({"BASE_URL": "http://localhost:8000"}, ["VARDE_BASE_URL must begin with https:// in production."]),
    (
        {"IDPORTEN_ISSUER": "", "IDPORTEN_CLIENT_ID": "", "IDPORTEN_KEY": ""},
        ["VARDE_IDPORTEN_ISSUER is not set: no patient could sign in."],
    ),
    (
        {"HELSEID_ISSUER": "", "HELSEID_CLIENT_ID": "", "HELSEID_KEY": ""},
        ["VARDE_HELSEID_ISSUER is not set: no member of the staff could sign in."],
    ),
    ({"HELSEID_KEY": ""}, ["VARDE_HELSEID_KEY is not set, and the others of HELSEID are."]),
    ({"KRR_URL": ""}, ["VARDE_KRR_URL is not set, and the others of KRR are."]),
    (
        {"KRR_ISSUER": "", "KRR_CLIENT_ID": "", "KRR_KEY": ""},
        ["VARDE_KRR_ISSUER is not set, and the others of KRR are."],
    ),
    ({"KRR_KEY": ""}, ["VARDE_KRR_KEY is not set, and the others of KRR are."]),
    ({"KRR_DAYS": "0"}, ["VARDE_KRR_DAYS is wrong: it is '0' and must be a whole number from 1 to 365."]),
    ({"KRR_KEY": jwk("third")}, ["VARDE_KRR_KEY must be an RSA key: Maskinporten takes RS256, RS384 and RS512 alone."]),
    ({"KRR_KEY": rsa("first")}, ["VARDE_KRR_KEY is the key of IDPORTEN too; make one for each."]),
    (
        {"KRR_URL": "https://test.kontaktregisteret.no/rest/v2/personer"},
        [
            "VARDE_KRR_URL leads to test.kontaktregisteret.no, where nobody real is; "
            "in production people are looked up at https://kontaktregisteret.no."
        ],
    ),
    ({"KRR_URL": "http://127.0.0.1:8001/personer"}, ["VARDE_KRR_URL must begin with https:// in production."]),
    (
        {"KRR_ISSUER": "https://test.maskinporten.no/"},
        [
            "VARDE_KRR_ISSUER is https://test.maskinporten.no/, and in production tokens are given at https://maskinporten.no."
        ],
    ),
    (
        {"KRR_CLIENT_ID": "0a1b2c3d-0000-4000-8000-000000000002"},
        ["VARDE_KRR_CLIENT_ID is 0a1b2c3d-0000-4000-8000-000000000002, which is an example."],
    ),
    ({"SMS_SECRET": ""}, ["VARDE_SMS_SECRET is not set, and the others of SMS are."]),
    (
        {"SMS_TOKEN": "", "SMS_SENDER": ""},
        [
            "VARDE_SMS_TOKEN is not set, and the others of SMS are.",
            "VARDE_SMS_SENDER is not set, and the others of SMS are.",
        ],
    ),
    ({"SMS_SECRET": "a" * 40}, ["VARDE_SMS_SECRET is too easy to guess; make one with secrets.token_urlsafe(48)."]),
    (
        {"SMS_SECRET": "MADE-WITH-secrets.token_urlsafe-48"},
        ["VARDE_SMS_SECRET is an example, which everybody knows; make one with secrets.token_urlsafe(48)."],
    ),
    (
        {"SMS_TOKEN": "TOKEN-FROM-THE-GATEWAY"},
        ["VARDE_SMS_TOKEN is an example, which everybody knows; use the one you were given there."],
    ),
    ({"SMS_SECRET": RANDOM}, ["VARDE_SMS_SECRET is VARDE_SECRET_KEY too; make one for each."]),
    (
        {"SMS_TOKEN": "pW8Jr2kQvYd7ZsLxN4mHbT6cGf1RaUe0iOyXq3"},
        ["VARDE_SMS_SECRET is VARDE_SMS_TOKEN too; make one for each."],
    ),
    ({"SMS_SECRET": KEY}, ["VARDE_SMS_SECRET is one of VARDE_DATA_KEYS, which nobody else may know."]),
    (
        {"SMS_URL": "http://sms.fjordvest.no"},
        ["VARDE_SMS_URL is wrong: it must be an https address (http only on loopback)."],
    ),
    ({"SMS_URL": "https://sms.example.no/v1"}, ["VARDE_SMS_URL leads to sms.example.no, which is an example."]),
    ({"MAIL_SENDER": ""}, ["VARDE_MAIL_SENDER is not set, and the others of MAIL are."]),
    ({"MAIL_URL": ""}, ["VARDE_MAIL_URL is not set, and the others of MAIL are."]),
    ({"MAIL_URL": "smtp://mail.example.no"}, ["VARDE_MAIL_URL leads to mail.example.no, which is an example."]),
    ({"MAIL_URL": "smtp://varde:PASSWORD@mail.fjordvest.no"}, ["VARDE_MAIL_URL has a password that is an example."]),
    ({"MAIL_SENDER": "svar@varde.example.no"}, ["VARDE_MAIL_SENDER is svar@varde.example.no, which is an example."]),
    (
        {"FILES_SECRET": "", "FILES_ENDPOINT": "http://s3.fjordvest.no"},
        [
            "VARDE_FILES_KEY_ID and VARDE_FILES_SECRET go together: set both or none.",
            "VARDE_FILES_ENDPOINT must begin with https:// in production.",
        ],
    ),
    (
        {"FILES": "/srv/varde-files"},
        [
            f"VARDE_FILES_{name} is set, and VARDE_FILES does not name a bucket."
            for name in ("ENDPOINT", "KEY_ID", "SECRET")
        ],
    ),
    (
        {"FILES_SECRET": "MADE-WHERE-THE-BUCKET-IS"},
        ["VARDE_FILES_SECRET is an example, which everybody knows; use the one you were given there."],
    ),
    (
        {"FILES_ENDPOINT": "https://s3.example.no"},
        ["VARDE_FILES_ENDPOINT leads to s3.example.no, which is an example."],
    ),
    (
        {"ACCESSIBILITY_URL": "https://uustatus.example.no/varde"},
        ["VARDE_ACCESSIBILITY_URL leads to uustatus.example.no, which is an example."],
    ),
    (
        {"JITSI_URL": "https://video.varde.example.no", "JITSI_APP": "varde", "JITSI_SECRET": RANDOM[::-1]},
        ["VARDE_JITSI_URL leads to video.varde.example.no, which is an example."],
    ),
]


@pytest.mark.parametrize(("changes", "sentences"), WRONG, ids=[" ".join(changes) for changes, _sentences in WRONG])
def test_one_that_cannot_be_is_said(changes: dict[str, str], sentences: list[str]) -> None:
    assert faults(**changes) == sentences


def test_all_of_them_are_listed_at_once() -> None:
    every: dict[str, str] = {}
    expected = []
    for changes, sentences in WRONG:
        if not {name.partition("_")[0] for name in changes} & {name.partition("_")[0] for name in every}:
            every |= changes
            expected += sentences
    assert len(expected) == 17
    assert sorted(faults(**every)) == sorted(expected)


def test_a_misspelt_one_stands_beside_the_weak_ones() -> None:
    said = faults(SECRET_KEY="a" * 40, TRUSTED_PROXYS="1")
    assert said == [
        "VARDE_TRUSTED_PROXYS is no setting; did you mean VARDE_TRUSTED_PROXIES?",
        "VARDE_SECRET_KEY is too easy to guess; make one with secrets.token_urlsafe(48).",
    ]


def test_a_demo_is_for_this_machine_alone() -> None:
    demo: dict[str, Any] = {"ENVIRONMENT": "demo", "SYNTHETIC_IDS": "on"}
    assert faults(**demo, BASE_URL="http://localhost:8000") == []
    assert faults(**demo) == [
        "VARDE_BASE_URL is https://varde.fjordvest.no and VARDE_ENVIRONMENT is demo: in the demo anybody may be anybody, so it "
        "is for this machine alone."
    ]


@pytest.mark.parametrize("environment", ["demo", "test"])
def test_elsewhere_a_weak_secret_will_do(environment: str) -> None:
    assert read(ENVIRONMENT=environment, SECRET_KEY="a" * 40, BASE_URL="http://localhost").environment == environment


def test_nothing_secret_is_said() -> None:
    said = " ".join(
        faults(
            SECRET_KEY="a" * 40,
            SMS_TOKEN="a" * 40,
            MAIL_URL="smtp://varde:password77@mail.example.no",
            DATABASE_URL="postgresql+psycopg://varde:hemmelig1@db.example.no/varde",
            DATA_KEYS=f"k:{EXAMPLE_KEY}",
        )
    )
    assert "hemmelig1" not in said
    assert "password77" not in said
    assert "aaaa" not in said
    assert EXAMPLE_KEY not in said


LISTENING = {
    ("127.0.0.1", "production", 0): "",
    ("localhost", "demo", 0): "",
    ("0.0.0.0", "production", 1): "",
    ("0.0.0.0", "production", 0): "say how many do, or listen on 127.0.0.1.",
    ("10.0.0.4", "test", 0): "say how many do, or listen on 127.0.0.1.",
    ("varde.example.no", "demo", 1): "it is for this machine alone.",
}


@pytest.mark.parametrize(("where", "ending"), LISTENING.items())
def test_nobody_listens_in_public_without_a_proxy_and_never_with_the_demo(
    where: tuple[str, str, int], ending: str
) -> None:
    faults = listening_faults(*where)
    assert [fault.endswith(ending) for fault in faults] == [True] * bool(ending)
    assert all(fault.startswith(f"--host is {where[0]}") for fault in faults)
