"""Everything the environment decides, read once at start; all faults are listed at once."""

from __future__ import annotations

import base64
import json
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from varde.kernel.declared import nearest
from varde.kernel.errors import StartRefused
from varde.kernel.outside import hosts, mail_sender, mail_url, sms_sender
from varde.kernel.production import every_environment_faults, is_loopback, production_faults

T = TypeVar("T")
ENVIRONMENTS = ("production", "demo", "test")
NAMES = frozenset(
    f"VARDE_{name}"
    for name in (
        *("ENVIRONMENT", "DATABASE_URL", "SECRET_KEY", "DATA_KEYS", "BASE_URL", "REDIS_URL", "TIMEZONE"),
        *("LANGUAGE", "IDLE_MINUTES", "ABSOLUTE_HOURS", "SYNTHETIC_IDS", "TRUSTED_PROXIES", "RULES"),
        *("FILES", "FILES_ENDPOINT", "FILES_REGION", "FILES_KEY_ID", "FILES_SECRET", "SCANNER"),
        *(
            "SMS_URL",
            "SMS_TOKEN",
            "SMS_SECRET",
            "SMS_SENDER",
            "MAIL_URL",
            "MAIL_SENDER",
            "NOTICES_A_DAY",
            "ACCESSIBILITY_URL",
            "VIDEO_HOSTS",
            "JITSI_URL",
            "JITSI_APP",
            "JITSI_SECRET",
        ),
        *(f"{issuer}_{part}" for issuer in ("IDPORTEN", "HELSEID") for part in ("ISSUER", "CLIENT_ID", "KEY")),
    )
)
"""Every variable that is read."""
OF_THE_TESTS = frozenset({"VARDE_REQUIRE_ALL", "VARDE_NODE_CACHE"})
"""What the project's own tests read; a program that they start has them in its environment too."""


@dataclass(frozen=True, slots=True)
class IssuerSettings:
    """One OpenID Connect provider: issuer address, our client id there and our private key (JWK)."""

    issuer: str
    client_id: str
    private_jwk: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class GatewaySettings:
    """The text message gateway: where messages are handed over, the token we show there, the secret that its receipts are signed
    with, and the name that stands as the sender."""

    url: str
    token: str = field(repr=False)
    secret: str = field(repr=False)
    sender: str


@dataclass(frozen=True, slots=True)
class JitsiSettings:
    """A Jitsi of one's own: its address, our name there, and the secret that we sign who may enter with."""

    url: str
    app: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The mail server (``smtp://``, which must offer STARTTLS unless it is on this machine, or ``smtps://``), and the sender."""

    url: str = field(repr=False)
    sender: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The frozen settings. ``data_keys`` maps key id to 32 bytes; ``current_key`` seals, every key opens."""

    environment: str
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    data_keys: Mapping[str, bytes] = field(repr=False)
    current_key: str
    base_url: str
    redis_url: str | None = field(default=None, repr=False)
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Oslo"))
    language: str = "nb"
    idle_minutes: int = 30
    absolute_hours: int = 8
    synthetic_ids: bool = False
    trusted_proxies: int = 0
    idporten: IssuerSettings | None = None
    helseid: IssuerSettings | None = None
    rules: Path | None = None
    files: str | None = None
    files_endpoint: str | None = None
    files_region: str = "us-east-1"
    files_key_id: str | None = None
    files_secret: str | None = field(default=None, repr=False)
    scanner: str | None = None
    sms: GatewaySettings | None = None
    mail: MailSettings | None = None
    notices_a_day: int = 3
    accessibility_url: str = ""
    video_hosts: str = "join.nhn.no"
    """Where rooms for video may be, host names with spaces between."""
    jitsi: JitsiSettings | None = None

    @property
    def secure_cookies(self) -> bool:
        """``__Host-`` cookies need https; plain names are only for http on loopback."""
        return self.base_url.startswith("https://")

    @property
    def is_production(self) -> bool:
        return self.environment == "production"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read ``VARDE_*`` from ``environ``.

    :raises StartRefused: with one sentence for every setting that is missing, wrong or misspelt.
    """
    faults = misspelt(environ)

    def take(name: str, parse: Callable[[str], Any], default: Any = ...) -> Any:
        raw = environ.get(f"VARDE_{name}", "").strip()
        if not raw:
            if default is ...:
                faults.append(f"VARDE_{name} is not set.")
                return None
            return default
        try:
            return parse(raw)
        except ValueError as wrong:
            faults.append(f"VARDE_{name} is wrong: {wrong}.")
            return None

    environment = take("ENVIRONMENT", _one_of(ENVIRONMENTS), "production")
    values: dict[str, Any] = {
        "environment": environment,
        "database_url": take("DATABASE_URL", _database_url),
        "secret_key": take("SECRET_KEY", _long_enough),
        "data_keys": take("DATA_KEYS", _data_keys),
        "base_url": take("BASE_URL", _base_url),
        "redis_url": take("REDIS_URL", _redis_url, None),
        "timezone": take("TIMEZONE", _zone, ZoneInfo("Europe/Oslo")),
        "language": take("LANGUAGE", _one_of(("nb", "nn", "en")), "nb"),
        "idle_minutes": take("IDLE_MINUTES", _between(5, 120), 30),
        "absolute_hours": take("ABSOLUTE_HOURS", _between(1, 24), 8),
        "synthetic_ids": take("SYNTHETIC_IDS", _boolean, environment != "production"),
        "trusted_proxies": take("TRUSTED_PROXIES", _between(0, 5), 0),
        "idporten": _issuer(environ, "IDPORTEN", faults),
        "helseid": _issuer(environ, "HELSEID", faults),
        "rules": take("RULES", Path, None),
        "files": take("FILES", _files, None),
        "files_endpoint": take("FILES_ENDPOINT", _endpoint, None),
        "files_region": take("FILES_REGION", str, "us-east-1"),
        "files_key_id": take("FILES_KEY_ID", str, None),
        "files_secret": take("FILES_SECRET", str, None),
        "scanner": take("SCANNER", _command, None),
        "sms": _together(
            environ,
            GatewaySettings,
            faults,
            SMS_URL=_https,
            SMS_TOKEN=str,
            SMS_SECRET=_long_enough,
            SMS_SENDER=sms_sender,
        ),
        "mail": _together(environ, MailSettings, faults, MAIL_URL=mail_url, MAIL_SENDER=mail_sender),
        "accessibility_url": take("ACCESSIBILITY_URL", _https, ""),
        "video_hosts": take("VIDEO_HOSTS", hosts, "join.nhn.no"),
        "jitsi": _together(environ, JitsiSettings, faults, JITSI_URL=_https, JITSI_APP=str, JITSI_SECRET=_long_enough),
        "notices_a_day": take("NOTICES_A_DAY", _between(1, 20), 3),
    }
    if environment == "production" and values["base_url"] and not values["base_url"].startswith("https://"):
        faults.append("VARDE_BASE_URL must begin with https:// in production.")
    for name in ("idporten", "helseid"):
        if environment == "production" and values[name] and not values[name].issuer.startswith("https://"):
            faults.append(f"VARDE_{name.upper()}_ISSUER must begin with https:// in production.")
    if environment == "production" and values["synthetic_ids"]:
        faults.append("VARDE_SYNTHETIC_IDS must be off in production: test identity numbers are not people.")
    faults += _of_s3(environ, values["files"], environment == "production")
    faults += every_environment_faults(values)
    if environment == "production":
        faults += production_faults(values, faults)
    if faults:
        raise StartRefused(*faults)
    values["current_key"] = next(iter(values["data_keys"]))
    return Settings(**values)


def misspelt(environ: Mapping[str, str]) -> list[str]:
    """One sentence for every variable that looks like a setting and that nobody reads, with the name it is nearest to."""
    known, faults = NAMES | OF_THE_TESTS, []
    for name in sorted(environ):
        right = name.upper().replace("-", "_")
        if name in known or not right.startswith("VARDE_"):
            continue
        if right in NAMES:
            faults.append(f"{name} is not read: the setting is written {right}.")
        else:
            faults.append(f"{name} is no setting{nearest(right, NAMES, 'VARDE_')}")
    return faults


def rules_file(environ: Mapping[str, str]) -> Path | None:
    """``VARDE_RULES`` alone, for commands that need no platform.

    :raises StartRefused: a variable is misspelt; it may be this one, and other rules would be used than those decided.
    """
    if faults := misspelt(environ):
        raise StartRefused(*faults)
    raw = environ.get("VARDE_RULES", "").strip()
    return Path(raw) if raw else None


def _one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if raw not in allowed:
            raise ValueError(f"it is {raw!r} and must be one of {', '.join(allowed)}")
        return raw

    return parse


def _between(low: int, high: int) -> Callable[[str], int]:
    def parse(raw: str) -> int:
        if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
            raise ValueError(f"it is {raw!r} and must be a whole number from {low} to {high}")
        return int(raw)

    return parse


def _boolean(raw: str) -> bool:
    if raw.lower() not in ("on", "off", "true", "false", "1", "0"):
        raise ValueError(f"it is {raw!r} and must be on or off")
    return raw.lower() in ("on", "true", "1")


def _long_enough(raw: str) -> str:
    if len(raw) < 32:
        raise ValueError("it must have at least 32 characters")
    return raw


def _database_url(raw: str) -> str:
    if not raw.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("it must begin with sqlite:/// or postgresql+psycopg://")
    if raw.partition("?")[0] in ("sqlite:///", "sqlite:///:memory:"):
        raise ValueError("it must name a file: a database in memory is a new one for each connection")
    return raw


def _files(raw: str) -> str:
    if raw.startswith("s3://"):
        bucket = raw.removeprefix("s3://").partition("/")[0]
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{2,62}", bucket):
            raise ValueError("it must name a bucket, such as s3://varde-files or s3://bucket/folder")
    elif not Path(raw).is_absolute():
        raise ValueError(f"it is {raw!r} and must be a folder named from the root, or s3:// and a bucket")
    return raw


def _endpoint(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must be an https address, such as https://s3.example.no")
    return raw.rstrip("/")


def _command(raw: str) -> str:
    try:
        words = shlex.split(raw)
    except ValueError:
        words = []
    if not words:
        raise ValueError("it must be a command with its arguments, and quotation marks must be closed")
    return raw


def _of_s3(environ: Mapping[str, str], files: str | None, production: bool) -> list[str]:
    """A sentence for what belongs to S3 and stands alone, and for what would send keys in the clear."""
    said = {name: environ.get(f"VARDE_FILES_{name}", "").strip() for name in ("ENDPOINT", "REGION", "KEY_ID", "SECRET")}
    if not (files or "").startswith("s3://"):
        return [
            f"VARDE_FILES_{name} is set, and VARDE_FILES does not name a bucket." for name, raw in said.items() if raw
        ]
    faults = []
    if bool(said["KEY_ID"]) != bool(said["SECRET"]):
        faults.append("VARDE_FILES_KEY_ID and VARDE_FILES_SECRET go together: set both or none.")
    if production and said["ENDPOINT"].startswith("http://"):
        faults.append("VARDE_FILES_ENDPOINT must begin with https:// in production.")
    return faults


def _redis_url(raw: str) -> str:
    if not raw.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("it must begin with redis://, rediss:// or unix://")
    return raw


def _base_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise ValueError("it must be an https address (http only on loopback)")
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("it must be a host and perhaps a port, with nothing behind, such as https://varde.example.no")
    return raw.rstrip("/")


def _zone(raw: str) -> ZoneInfo:
    try:
        return ZoneInfo(raw)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"{raw!r} is not a time zone, such as Europe/Oslo") from None


def _data_keys(raw: str) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for part in raw.split(","):
        name, _, encoded = part.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:
            key = b""
        if not name.isascii() or not 0 < len(name) <= 40 or len(key) != 32:
            raise ValueError("it must be name:key pairs with commas between, each key 32 bytes in base64")
        if name in keys:
            raise ValueError(f"the key {name} stands twice; a new key needs a new name")
        keys[name] = key
    return keys


def _together(environ: Mapping[str, str], kind: type[T], faults: list[str], **parts: Callable[[str], str]) -> T | None:
    """A value of settings that are given all or none, in the order of its fields."""
    written = {name: environ.get(f"VARDE_{name}", "").strip() for name in parts}
    if not any(written.values()):
        return None
    group = next(iter(parts)).partition("_")[0]
    missing = [name for name, raw in written.items() if not raw]
    faults.extend(f"VARDE_{name} is not set, and the others of {group} are." for name in missing)
    values = []
    for name in [name for name in parts if name not in missing]:
        try:
            values.append(parts[name](written[name]))
        except ValueError as wrong:
            faults.append(f"VARDE_{name} is wrong: {wrong}.")
    return kind(*values) if len(values) == len(parts) else None


def _https(raw: str) -> str:
    parts = urlsplit(raw)
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))):
        raise ValueError("it must be an https address (http only on loopback)")
    return raw.rstrip("/")


def _issuer(environ: Mapping[str, str], name: str, faults: list[str]) -> IssuerSettings | None:
    parts = {part: environ.get(f"VARDE_{name}_{part}", "").strip() for part in ("ISSUER", "CLIENT_ID", "KEY")}
    if not any(parts.values()):
        return None
    missing = [part for part, value in parts.items() if not value]
    if missing:
        faults.extend(f"VARDE_{name}_{part} is not set, and the others of {name} are." for part in missing)
        return None
    try:
        text = parts["KEY"] if parts["KEY"].startswith("{") else Path(parts["KEY"]).read_text(encoding="utf-8")
        jwk = json.loads(text)
        if not isinstance(jwk, dict) or not {"kty", "kid", "d"} <= jwk.keys():
            raise ValueError
    except (OSError, ValueError):
        faults.append(
            f"VARDE_{name}_KEY must be a private JWK with kty, kid and d, or the name of a file that holds one."
        )
        return None
    return IssuerSettings(issuer=parts["ISSUER"], client_id=parts["CLIENT_ID"], private_jwk=jwk)
