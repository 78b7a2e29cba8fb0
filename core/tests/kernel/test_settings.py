"""Settings: everything that is wrong is said at once, and nothing secret is ever shown."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from varde.kernel.errors import StartRefused
from varde.kernel.settings import NAMES, Settings, read_settings, rules_file

KEY = base64.b64encode(bytes(range(3, 250, 8)) + b"\x01").decode()
OTHER_KEY = base64.b64encode(bytes(range(5, 252, 8)) + b"\x02").decode()
JWK = {"kty": "EC", "kid": "k", "crv": "P-256", "x": "x", "y": "y", "d": "private-part"}
GOOD = {
    "VARDE_DATABASE_URL": "postgresql+psycopg://varde:database-passphrase@db.fjordvest.no/varde",
    "VARDE_SECRET_KEY": "Zk0oTtq0uYV1H2gq9dJm3sXwPb5LrNfE signs",
    "VARDE_DATA_KEYS": f"k2:{KEY},k1:{OTHER_KEY}",
    "VARDE_BASE_URL": "https://varde.fjordvest.no/",
    "VARDE_TRUSTED_PROXIES": "1",
    "VARDE_IDPORTEN_ISSUER": "https://idporten.no",
    "VARDE_IDPORTEN_CLIENT_ID": "7f0c6c1e-5f5e-4a55-9b5d-1f1d7a3b2c90",
    "VARDE_IDPORTEN_KEY": json.dumps({**JWK, "d": "that of the patients"}),
    "VARDE_HELSEID_ISSUER": "https://helseid-sts.nhn.no",
    "VARDE_HELSEID_CLIENT_ID": "4d2b9a10-77aa-4b0e-8a52-90f2d1c3e5b7",
    "VARDE_HELSEID_KEY": json.dumps(JWK),
}


def faults_of(**changes: str | None) -> tuple[str, ...]:
    with pytest.raises(StartRefused) as refused:
        read(**changes)
    return refused.value.faults


def read(**changes: str | None) -> Settings:
    environ = {**GOOD, **{f"VARDE_{name}": value for name, value in changes.items()}}
    return read_settings({name: value for name, value in environ.items() if value is not None})


def test_the_least_that_is_needed() -> None:
    settings = read()
    assert settings.is_production
    assert settings.secure_cookies
    assert not settings.synthetic_ids
    assert settings.base_url == "https://varde.fjordvest.no"
    assert settings.current_key == "k2"
    assert settings.timezone.key == "Europe/Oslo"


def test_nothing_is_set() -> None:
    with pytest.raises(StartRefused) as refused:
        read_settings({})
    assert [fault.split()[0] for fault in refused.value.faults] == [
        "VARDE_DATABASE_URL",
        "VARDE_SECRET_KEY",
        "VARDE_DATA_KEYS",
        "VARDE_BASE_URL",
        "VARDE_IDPORTEN_ISSUER",
        "VARDE_HELSEID_ISSUER",
    ]


def test_all_faults_are_listed_at_once() -> None:
    faults = faults_of(
        DATABASE_URL="mysql://db",
        SECRET_KEY="short",
        DATA_KEYS="k1:short",
        BASE_URL="http://varde.fjordvest.no",
        REDIS_URL="127.0.0.1:6379",
        TIMEZONE="Europe/Bergen",
        LANGUAGE="no",
        IDLE_MINUTES="1",
        ABSOLUTE_HOURS="½",
        TRUSTED_PROXIES="-1",
        IDPORTEN_CLIENT_ID=None,
        IDPORTEN_KEY=None,
    )
    named = [fault.split()[0] for fault in faults]
    assert named == [
        f"VARDE_{name}"
        for name in [
            "DATABASE_URL",
            "SECRET_KEY",
            "DATA_KEYS",
            "BASE_URL",
            "REDIS_URL",
            "TIMEZONE",
            "LANGUAGE",
            "IDLE_MINUTES",
            "ABSOLUTE_HOURS",
            "TRUSTED_PROXIES",
            "IDPORTEN_CLIENT_ID",
            "IDPORTEN_KEY",
        ]
    ]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"BASE_URL": "http://localhost:8000"}, "VARDE_BASE_URL must begin with https://"),
        ({"SYNTHETIC_IDS": "on"}, "VARDE_SYNTHETIC_IDS must be off"),
        (
            {"HELSEID_ISSUER": "http://localhost:1", "HELSEID_CLIENT_ID": "c", "HELSEID_KEY": json.dumps(JWK)},
            "VARDE_HELSEID_ISSUER must begin with https://",
        ),
    ],
)
def test_production_refuses_what_is_only_for_demonstrations(changes: dict[str, str], named: str) -> None:
    assert [named in fault for fault in faults_of(**changes)] == [True]
    assert read(**{"ENVIRONMENT": "demo", "BASE_URL": "http://localhost", **changes}).environment == "demo"


@pytest.mark.parametrize(
    "url",
    [
        "https://",
        "https://varde.fjordvest.no/sub/path",
        "https://varde.fjordvest.no?x=1",
        "https://someone@varde.example.test",
        "ftp://varde.example.test",
        "http://[::1",
        "varde.example.test",
    ],
)
def test_an_address_that_links_cannot_be_made_from(url: str) -> None:
    assert faults_of(BASE_URL=url)[0].startswith("VARDE_BASE_URL is wrong: ")


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite:///:memory:", "sqlite://", "postgresql://db/varde"])
def test_a_database_that_would_not_last(url: str) -> None:
    assert faults_of(DATABASE_URL=url)[0].startswith("VARDE_DATABASE_URL is wrong: ")


def test_a_data_key_that_would_hide_another() -> None:
    (fault,) = faults_of(DATA_KEYS=f"k1:{KEY},k1:{OTHER_KEY}")
    assert fault == "VARDE_DATA_KEYS is wrong: the key k1 stands twice; a new key needs a new name."


@pytest.mark.parametrize("keys", [f":{KEY}", f"nøkkel:{KEY}", f"{'k' * 41}:{KEY}", f"k1:{KEY},", "k1", "k1:%%%%"])
def test_data_keys_that_are_malformed(keys: str) -> None:
    (fault,) = faults_of(DATA_KEYS=keys)
    assert KEY not in fault


@pytest.mark.parametrize("key", ["{", "[]", "nowhere.json", json.dumps({k: v for k, v in JWK.items() if k != "d"})])
def test_a_private_key_that_is_none(key: str) -> None:
    (fault,) = faults_of(HELSEID_ISSUER="https://helseid-sts.nhn.no", HELSEID_CLIENT_ID="c", HELSEID_KEY=key)
    assert fault.startswith("VARDE_HELSEID_KEY must be a private JWK")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"FILES": "files"},
            "VARDE_FILES is wrong: it is 'files' and must be a folder named from the root, or s3:// and a bucket.",
        ),
        (
            {"FILES": "s3://"},
            "VARDE_FILES is wrong: it must name a bucket, such as s3://varde-files or s3://bucket/folder.",
        ),
        (
            {"FILES": "s3://A b"},
            "VARDE_FILES is wrong: it must name a bucket, such as s3://varde-files or s3://bucket/folder.",
        ),
        (
            {"FILES": "s3://varde", "FILES_ENDPOINT": "s3.test"},
            "VARDE_FILES_ENDPOINT is wrong: it must be an https address, such as https://s3.example.no.",
        ),
        (
            {"FILES": "s3://varde", "FILES_ENDPOINT": "http://s3.fjordvest.no"},
            "VARDE_FILES_ENDPOINT must begin with https:// in production.",
        ),
        (
            {"FILES": "s3://varde", "FILES_KEY_ID": "me"},
            "VARDE_FILES_KEY_ID and VARDE_FILES_SECRET go together: set both or none.",
        ),
        (
            {"FILES": "/srv/files", "FILES_REGION": "x"},
            "VARDE_FILES_REGION is set, and VARDE_FILES does not name a bucket.",
        ),
        ({"FILES_SECRET": "hush"}, "VARDE_FILES_SECRET is set, and VARDE_FILES does not name a bucket."),
        ({"SECURITY_CONTACT": "ring oss"}, "VARDE_SECURITY_CONTACT is wrong: it must begin with mailto: or https://."),
        ({"SCANNER": "tcp://scanner.example.no"}, "VARDE_SCANNER is wrong: on the network it must be tcp://HOST:PORT."),
        (
            {"SCANNER": "scan 'it"},
            "VARDE_SCANNER is wrong: it must be a command with its arguments, and quotation marks must be closed.",
        ),
    ],
)
def test_where_files_are_and_who_looks_at_them(changes: dict[str, str], fault: str) -> None:
    assert list(faults_of(**changes)) == [fault]


def test_files_in_a_bucket() -> None:
    settings = read(
        FILES="s3://varde-files/trust", FILES_ENDPOINT="https://s3.fjordvest.no/", FILES_KEY_ID="k", FILES_SECRET="s"
    )
    assert (settings.files, settings.files_endpoint, settings.files_region) == (
        "s3://varde-files/trust",
        "https://s3.fjordvest.no",
        "us-east-1",
    )
    assert "'s'" not in repr(settings)


def test_a_private_key_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key.json"
    file.write_text(json.dumps(JWK))
    settings = read(HELSEID_ISSUER="https://helseid-sts.nhn.no", HELSEID_CLIENT_ID="c", HELSEID_KEY=str(file))
    assert settings.helseid is not None
    assert settings.helseid.private_jwk["kid"] == "k"


def test_secrets_stay_out_of_what_is_printed() -> None:
    settings = read(REDIS_URL="redis://:redis-password@redis/0")
    shown = f"{settings!r} {settings}"
    keys = (repr(key)[2:-1] for key in settings.data_keys.values())
    for secret in ("database-passphrase", "signs", "redis-password", "private-part", "that of the patients", *keys):
        assert secret not in shown


def test_a_wrong_secret_is_not_quoted() -> None:
    faults = faults_of(SECRET_KEY="hunter2", DATABASE_URL="mysql://root:hunter3@db", DATA_KEYS="k1:hunter4")
    assert "hunter" not in " ".join(faults)


# --- names that nobody reads


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("VARDE_BASE_UR", "VARDE_BASE_UR is no setting; did you mean VARDE_BASE_URL?"),
        ("VARDE_IDEL_MINUTES", "VARDE_IDEL_MINUTES is no setting; did you mean VARDE_IDLE_MINUTES?"),
        ("VARDE_IDPORTEN_CLIENTID", "VARDE_IDPORTEN_CLIENTID is no setting; did you mean VARDE_IDPORTEN_CLIENT_ID?"),
        ("VARDE_", "VARDE_ is no setting."),
        ("VARDE_QQQQ", "VARDE_QQQQ is no setting."),
        ("varde_base_url", "varde_base_url is not read: the setting is written VARDE_BASE_URL."),
        ("Varde_Language", "Varde_Language is not read: the setting is written VARDE_LANGUAGE."),
        ("VARDE-LANGUAGE", "VARDE-LANGUAGE is not read: the setting is written VARDE_LANGUAGE."),
        ("varde_langage", "varde_langage is no setting; did you mean VARDE_LANGUAGE?"),
    ],
)
@pytest.mark.parametrize("value", ["nb", ""])
def test_a_misspelt_name_stops_the_start_with_the_nearest_right_one(name: str, sentence: str, value: str) -> None:
    with pytest.raises(StartRefused) as refused:
        read_settings({**GOOD, name: value})
    assert refused.value.faults == (sentence,)


def test_misspelt_missing_and_wrong_are_listed_together() -> None:
    environ = {**GOOD, "VARDE_BASE_UR": GOOD["VARDE_BASE_URL"], "VARDE_IDLE_MINUTES": "soon", "varde_rules": "r.toml"}
    del environ["VARDE_BASE_URL"]
    with pytest.raises(StartRefused) as refused:
        read_settings(environ)
    assert refused.value.faults == (
        "VARDE_BASE_UR is no setting; did you mean VARDE_BASE_URL?",
        "varde_rules is not read: the setting is written VARDE_RULES.",
        "VARDE_BASE_URL is not set.",
        "VARDE_IDLE_MINUTES is wrong: it is 'soon' and must be a whole number from 5 to 120.",
    )


@pytest.mark.parametrize("name", ["VARDENS_UTSIKT", "MYVARDE_BASE", "PATH", "VARDE", "VARDE_REQUIRE_ALL"])
def test_names_of_others_are_left_alone(name: str) -> None:
    assert read_settings({**GOOD, name: "1"}).base_url == "https://varde.fjordvest.no"


def test_every_name_that_is_read_is_known_and_no_other() -> None:
    asked: set[str] = set()

    class Asked(dict[str, str]):
        def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
            asked.add(key)
            return super().get(key, default)

    read_settings(Asked(GOOD))
    assert asked == NAMES


def test_commands_that_need_no_platform_do_not_score_with_other_rules_than_those_decided() -> None:
    assert rules_file({"VARDE_RULES": "rules.toml"}) == Path("rules.toml")
    with pytest.raises(StartRefused, match="VARDE_RULE is no setting; did you mean VARDE_RULES"):
        rules_file({"VARDE_RULE": "rules.toml"})


SMS = {
    "SMS_URL": "https://sms.fjordvest.no/v1/",
    "SMS_TOKEN": "token",
    "SMS_SECRET": "Rk2 what the gateway signs with 9vTz",
    "SMS_SENDER": "Varde",
}
MAIL = {"MAIL_URL": "smtp://varde:hush-of-the-mail@mail.fjordvest.no", "MAIL_SENDER": "svar@varde.fjordvest.no"}


def test_the_machines_that_send() -> None:
    settings = read(**SMS, **MAIL, NOTICES_A_DAY="5")
    assert settings.sms is not None
    assert settings.mail is not None
    assert (settings.sms.url, settings.sms.sender) == ("https://sms.fjordvest.no/v1", "Varde")
    assert (settings.mail.sender, settings.notices_a_day) == ("svar@varde.fjordvest.no", 5)
    assert "hush" not in repr(settings)
    assert "token" not in repr(settings.sms)
    assert (read().sms, read().mail, read().notices_a_day) == (None, None, 3)


@pytest.mark.parametrize("missing", [*SMS, *MAIL])
def test_a_machine_is_set_up_whole_or_not_at_all(missing: str) -> None:
    (fault,) = faults_of(**{**SMS, **MAIL, missing: ""})
    assert fault == f"VARDE_{missing} is not set, and the others of {missing.partition('_')[0]} are."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMS_URL", "http://sms.fjordvest.no"),
        ("SMS_URL", "sms.fjordvest.no"),
        ("SMS_SECRET", "short"),
        ("SMS_SENDER", "Twelve lette"),
        ("SMS_SENDER", "Varde!"),
        ("MAIL_URL", "https://mail.example.test"),
        ("MAIL_URL", "smtp://"),
        ("MAIL_SENDER", "varde"),
    ],
)
def test_a_machine_that_is_set_up_wrong(name: str, value: str) -> None:
    (fault,) = faults_of(**{**SMS, **MAIL, name: value})
    assert fault.startswith(f"VARDE_{name} is wrong: it must ")
