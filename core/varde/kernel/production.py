"""What production refuses of its settings: what is weak, what is an example, and what contradicts something else. Pure; every fault
is one sentence, and all of them are listed at once."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote, urlsplit

PROVIDERS = {"idporten": "https://idporten.no", "helseid": "https://helseid-sts.nhn.no"}
"""Where people sign in for real; the test environments of both let anybody be anybody."""
SIGNS_IN = {"idporten": "patient", "helseid": "member of the staff"}
"""Who signs in at each."""
FEWEST_DIFFERENT = 12
"""Different characters in a secret, or bytes in a key. One of 32 random bytes has fewer than 12 in one of 10^17."""
SHORTEST_PASSWORD = 12
EXAMPLES = (
    "made-above",
    "made-with",
    "made-where",
    "token-from",
    "changeme",
    "example",
    "password",
    "secret",
    "your-client",
    "0a1b2c3d-0000-4000-8000-",
)
"""What the documentation writes where a value of one's own is to stand."""
RESERVED = ("example", "invalid", "local", "localhost", "test")
"""The last part of names that lead nowhere on the internet (RFC 2606, RFC 6762)."""
EXAMPLE_HOSTS = ("example.com", "example.net", "example.no", "example.org")
OF_POSTGRESQL = ("postgres", "template0", "template1")
"""The user and the databases that every PostgreSQL begins with."""


def production_faults(values: Mapping[str, Any], said: Sequence[str] = ()) -> list[str]:
    """One sentence for each setting that production cannot run with; ``values`` are those of
    :class:`varde.kernel.settings.Settings` by name, None for one that could not be read, and ``said`` what is said already."""
    return [
        *_secrets(values),
        *_data_keys(values["data_keys"]),
        *_database(values["database_url"]),
        *_redis(values["redis_url"]),
        *_address(values["base_url"], values["trusted_proxies"]),
        *_providers(values, said),
        *_machines(values),
        *_register(values),
    ]


def every_environment_faults(values: Mapping[str, Any]) -> list[str]:
    """What contradicts itself wherever Varde runs, and a demo that others could reach."""
    faults = []
    idle, absolute = values["idle_minutes"], values["absolute_hours"]
    if idle and absolute and idle > absolute * 60:
        faults.append(
            f"VARDE_IDLE_MINUTES is {idle} and VARDE_ABSOLUTE_HOURS is {absolute}: a session would end before it is idle."
        )
    base = values["base_url"]
    if values["environment"] == "demo" and base and not is_loopback(urlsplit(base).hostname or ""):
        faults.append(
            f"VARDE_BASE_URL is {base} and VARDE_ENVIRONMENT is demo: in the demo anybody may be anybody, so it "
            "is for this machine alone."
        )
    if (values["access_anchors"] or "").startswith("mailto:") and values["mail"] is None:
        faults.append("VARDE_ACCESS_ANCHORS is an e-mail address, and VARDE_MAIL_URL is not set.")
    return faults


def listening_faults(host: str, environment: str, proxies: int) -> list[str]:
    """What is wrong with answering at this address of the machine (``varde serve --host``)."""
    if is_loopback(host):
        return []
    if environment == "demo":
        return [
            f"--host is {host} and VARDE_ENVIRONMENT is demo: in the demo anybody may be anybody, so it is for this machine alone."
        ]
    if proxies == 0:
        return [
            f"--host is {host}, which others reach, and VARDE_TRUSTED_PROXIES is 0: a slow body is waited for as long as it comes, "
            "so a proxy must stand before it; say how many do, or listen on 127.0.0.1."
        ]
    return []


def is_loopback(host: str) -> bool:
    """Whether a name leads to this machine."""
    return host in ("localhost", "127.0.0.1", "::1")


def is_example(text: str) -> bool:
    """Whether a value has in it what the documentation writes where one's own is to stand."""
    return any(each in text.casefold() for each in EXAMPLES)


def _secrets(values: Mapping[str, Any]) -> Iterator[str]:
    """What is weak or an example of each, and what is the same as another."""
    secrets = _by_name(values)
    for name, secret in secrets.items():
        if is_example(secret):
            yield f"{name} is an example, which everybody knows; {_remedy(name)}."
        elif name in OURS and (len(set(secret)) < FEWEST_DIFFERENT or _repeats(secret)):
            yield f"{name} is too easy to guess; {_remedy(name)}."
    keys = {written for key in (values["data_keys"] or {}).values() for written in _written(key)}
    names = dict[str, str]()
    for name, secret in secrets.items():
        if secret in keys and name == "VARDE_SECRET_KEY":
            yield "VARDE_SECRET_KEY is one of VARDE_DATA_KEYS: what signs a form must not open what is sealed."
        elif secret in keys:
            yield f"{name} is one of VARDE_DATA_KEYS, which nobody else may know."
        if secret in names:
            yield f"{name} is {names[secret]} too; make one for each."
        names.setdefault(secret, name)


OURS = ("VARDE_SECRET_KEY", "VARDE_SMS_SECRET")
"""What is made here, and must be hard to guess; the rest is made where it is used."""


def _by_name(values: Mapping[str, Any]) -> dict[str, str]:
    """Every secret that is set and stands in a setting of its own."""
    sms, jitsi = values["sms"], values["jitsi"]
    named = {
        "VARDE_SECRET_KEY": values["secret_key"],
        "VARDE_SMS_TOKEN": sms and sms.token,
        "VARDE_SMS_SECRET": sms and sms.secret,
        "VARDE_JITSI_SECRET": jitsi and jitsi.secret,
        "VARDE_FILES_SECRET": values["files_secret"],
    }
    return {name: secret for name, secret in named.items() if secret}


def _remedy(name: str) -> str:
    return "make one with secrets.token_urlsafe(48)" if name in OURS else "use the one you were given there"


def _written(key: bytes) -> tuple[str, ...]:
    return base64.b64encode(key).decode(), base64.urlsafe_b64encode(key).decode(), key.hex()


def _data_keys(keys: Mapping[str, bytes] | None) -> Iterator[str]:
    for name, key in (keys or {}).items():
        if len(set(key)) < FEWEST_DIFFERENT or _repeats(key.decode("latin-1")) or all(32 <= byte < 127 for byte in key):
            yield f"VARDE_DATA_KEYS: the key {name} is not random; make one with secrets.token_bytes(32)."
    if keys and len(set(keys.values())) < len(keys):
        yield "VARDE_DATA_KEYS holds one key under two names."


def _database(url: str | None) -> Iterator[str]:
    if not url:
        return
    if url.startswith("sqlite"):
        yield "VARDE_DATABASE_URL is SQLite, which is for a demo or a test; production needs PostgreSQL."
        return
    parts = urlsplit(url)
    password = unquote(parts.password or "")
    if {parts.username, parts.path.strip("/")} & set(OF_POSTGRESQL):
        yield "VARDE_DATABASE_URL is the user or the database that PostgreSQL begins with; give Varde one of each of its own."
    if password and (is_example(password) or password == unquote(parts.username or "")):
        yield "VARDE_DATABASE_URL has a password that is an example, or the name of the user."
    elif password and len(password) < SHORTEST_PASSWORD:
        yield f"VARDE_DATABASE_URL has a password of {len(password)} characters; it must have at least {SHORTEST_PASSWORD}."
    yield from _host("VARDE_DATABASE_URL", parts.hostname or "")


def _redis(url: str | None) -> Iterator[str]:
    if url and not url.startswith("unix:"):
        yield from _host("VARDE_REDIS_URL", urlsplit(url).hostname or "")


def _machines(values: Mapping[str, Any]) -> Iterator[str]:
    """What messages, video and files go by, and whoever they are said to come from."""
    sms, mail, jitsi = values["sms"], values["mail"], values["jitsi"]
    if sms:
        yield from _host("VARDE_SMS_URL", urlsplit(sms.url).hostname or "")
    if jitsi:
        yield from _host("VARDE_JITSI_URL", urlsplit(jitsi.url).hostname or "")
    if mail:
        parts = urlsplit(mail.url)
        yield from _host("VARDE_MAIL_URL", parts.hostname or "")
        if is_example(unquote(parts.password or "")):
            yield "VARDE_MAIL_URL has a password that is an example."
        if _leads_nowhere(mail.sender.rpartition("@")[2]):
            yield f"VARDE_MAIL_SENDER is {mail.sender}, which is an example."
    yield from _host("VARDE_FILES_ENDPOINT", urlsplit(values["files_endpoint"] or "").hostname or "")
    yield from _host("VARDE_ACCESSIBILITY_URL", urlsplit(values["accessibility_url"] or "").hostname or "")


def _host(name: str, host: str) -> Iterator[str]:
    if not is_loopback(host) and _leads_nowhere(host):
        yield f"{name} leads to {host}, which is an example."


def _leads_nowhere(host: str) -> bool:
    return host.rpartition(".")[2] in RESERVED or any(
        host == each or host.endswith(f".{each}") for each in EXAMPLE_HOSTS
    )


def _address(base: str | None, proxies: int | None) -> Iterator[str]:
    host = urlsplit(base).hostname or "" if base else ""
    if not base or not host or not base.startswith("https://"):
        return  # said elsewhere
    if is_loopback(host) or _is_private(host):
        yield f"VARDE_BASE_URL is {base}, which nobody outside can reach."
    elif _leads_nowhere(host):
        yield f"VARDE_BASE_URL is {base}, which is an example."
    if proxies == 0:
        yield (
            "VARDE_TRUSTED_PROXIES is 0 and VARDE_BASE_URL is https: Varde speaks HTTP alone, so a proxy stands before it, and "
            "without the number of them everybody comes from its address."
        )


def _is_private(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def _providers(values: Mapping[str, Any], said: Sequence[str]) -> Iterator[str]:
    keys: dict[str, str] = {}
    for name, address in PROVIDERS.items():
        issuer = values[name]
        setting = f"VARDE_{name.upper()}"
        if issuer is None:
            if not any(sentence.startswith(f"{setting}_") for sentence in said):
                yield f"{setting}_ISSUER is not set: no {SIGNS_IN[name]} could sign in."
            continue
        if issuer.issuer.startswith("https://") and issuer.issuer.rstrip("/") != address:
            yield f"{setting}_ISSUER is {issuer.issuer}, and in production people sign in at {address}."
        if is_example(issuer.client_id):
            yield f"{setting}_CLIENT_ID is {issuer.client_id}, which is an example."
        secret = str(issuer.private_jwk.get("d", ""))
        if secret and secret in keys.values():
            yield f"{setting}_KEY is the key of {next(iter(keys)).upper()} too; make one for each."
        keys[name] = secret


REGISTER, TOKENS = "kontaktregisteret.no", "https://maskinporten.no"
"""Where people are looked up for real, and who gives the tokens."""


def _register(values: Mapping[str, Any]) -> Iterator[str]:
    register = values["register"]
    if register is None:
        return
    host = urlsplit(register.url).hostname or ""
    if not register.url.startswith("https://"):
        yield "VARDE_KRR_URL must begin with https:// in production."
    elif host == f"test.{REGISTER}" or _leads_nowhere(host):
        yield f"VARDE_KRR_URL leads to {host}, where nobody real is; in production people are looked up at https://{REGISTER}."
    if register.issuer.issuer.rstrip("/") != TOKENS:
        yield f"VARDE_KRR_ISSUER is {register.issuer.issuer}, and in production tokens are given at {TOKENS}."
    if is_example(register.issuer.client_id):
        yield f"VARDE_KRR_CLIENT_ID is {register.issuer.client_id}, which is an example."
    secret = str(register.issuer.private_jwk.get("d", ""))
    for name in PROVIDERS:
        if values[name] is not None and secret and secret == values[name].private_jwk.get("d"):
            yield f"VARDE_KRR_KEY is the key of {name.upper()} too; make one for each."


def _repeats(text: str) -> bool:
    """Whether text is one shorter text again and again."""
    return bool(text) and text in (text + text)[1:-1]
