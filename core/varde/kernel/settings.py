"""Everything the environment decides, read once at start; all faults are listed at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from varde.kernel.declared import nearest
from varde.kernel.errors import StartRefused
from varde.kernel.production import every_environment_faults, production_faults
from varde.kernel.setting_values import (
    anchors_place,
    base_url,
    between,
    boolean,
    contact,
    data_keys,
    database_url,
    endpoint,
    file_in_folder,
    files_place,
    hosts,
    https,
    long_enough,
    mail_sender,
    mail_url,
    one_of,
    redis_url,
    scanner,
    sms_sender,
    zone,
)

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
        *("KRR_URL", "KRR_DAYS", "ACCESS_ANCHORS", "SECURITY_CONTACT", "ERASURE_LIST"),
        *(f"{issuer}_{part}" for issuer in ("IDPORTEN", "HELSEID", "KRR") for part in ("ISSUER", "CLIENT_ID", "KEY")),
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


@dataclass(frozen=True)
class RegisterSettings:
    """The contact register: where it is asked, and who we are at the issuer of its tokens."""

    url: str
    issuer: IssuerSettings

    def __hash__(self) -> int:
        """By where it is asked and who asks: the key is of no value that can be hashed."""
        return hash((self.url, self.issuer.issuer, self.issuer.client_id))


@dataclass(frozen=True, slots=True)
class Settings:
    """The frozen settings. ``data_keys`` maps key id to 32 bytes; ``current_key`` seals, every key opens. ``krr_days`` is how old
    an answer of the contact register may be when something is sent; fourteen is our own, proposed."""

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
    register: RegisterSettings | None = None
    krr_days: int = 14
    notices_a_day: int = 3
    accessibility_url: str = ""
    security_contact: str | None = None
    """Where a weakness is reported, as ``/.well-known/security.txt`` says it: ``mailto:`` or ``https://``."""
    video_hosts: str = "join.nhn.no"
    """Where rooms for video may be, host names with spaces between."""
    jitsi: JitsiSettings | None = None
    access_anchors: str | None = field(default=None, repr=False)
    """Where the newest link of the access log is put each hour: ``file://``, ``mailto:`` or ``https://``."""
    erasure_list: str | None = None
    """The file that knows who was erased, which a restored backup of the database leaves as it is."""

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

    environment = take("ENVIRONMENT", one_of(ENVIRONMENTS), "production")
    values: dict[str, Any] = {
        "environment": environment,
        "database_url": take("DATABASE_URL", database_url),
        "secret_key": take("SECRET_KEY", long_enough),
        "data_keys": take("DATA_KEYS", data_keys),
        "base_url": take("BASE_URL", base_url),
        "redis_url": take("REDIS_URL", redis_url, None),
        "timezone": take("TIMEZONE", zone, ZoneInfo("Europe/Oslo")),
        "language": take("LANGUAGE", one_of(("nb", "nn", "en")), "nb"),
        "idle_minutes": take("IDLE_MINUTES", between(5, 120), 30),
        "absolute_hours": take("ABSOLUTE_HOURS", between(1, 24), 8),
        "synthetic_ids": take("SYNTHETIC_IDS", boolean, environment != "production"),
        "trusted_proxies": take("TRUSTED_PROXIES", between(0, 5), 0),
        "idporten": _issuer(environ, "IDPORTEN", faults),
        "helseid": _issuer(environ, "HELSEID", faults),
        "rules": take("RULES", Path, None),
        "files": take("FILES", files_place, None),
        "files_endpoint": take("FILES_ENDPOINT", endpoint, None),
        "files_region": take("FILES_REGION", str, "us-east-1"),
        "files_key_id": take("FILES_KEY_ID", str, None),
        "files_secret": take("FILES_SECRET", str, None),
        "scanner": take("SCANNER", scanner, None),
        "sms": _together(
            environ,
            GatewaySettings,
            faults,
            SMS_URL=https,
            SMS_TOKEN=str,
            SMS_SECRET=long_enough,
            SMS_SENDER=sms_sender,
        ),
        "mail": _together(environ, MailSettings, faults, MAIL_URL=mail_url, MAIL_SENDER=mail_sender),
        "register": _register(environ, faults, take),
        "krr_days": take("KRR_DAYS", between(1, 365), 14),
        "security_contact": take("SECURITY_CONTACT", contact, None),
        "accessibility_url": take("ACCESSIBILITY_URL", https, ""),
        "video_hosts": take("VIDEO_HOSTS", hosts, "join.nhn.no"),
        "jitsi": _together(environ, JitsiSettings, faults, JITSI_URL=https, JITSI_APP=str, JITSI_SECRET=long_enough),
        "access_anchors": take("ACCESS_ANCHORS", anchors_place, None),
        "erasure_list": take("ERASURE_LIST", file_in_folder, None),
        "notices_a_day": take("NOTICES_A_DAY", between(1, 20), 3),
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


def _register(environ: Mapping[str, str], faults: list[str], take: Callable[..., Any]) -> RegisterSettings | None:
    url = take("KRR_URL", https, None)
    known = len(faults)
    issuer = _issuer(environ, "KRR", faults)
    written = [name for name in ("URL", "ISSUER") if environ.get(f"VARDE_KRR_{name}", "").strip()]
    if len(written) == 1 and known == len(faults):
        missing = "ISSUER" if written == ["URL"] else "URL"
        faults.append(f"VARDE_KRR_{missing} is not set, and the others of KRR are.")
    if issuer is not None and issuer.private_jwk["kty"] != "RSA":
        faults.append("VARDE_KRR_KEY must be an RSA key: Maskinporten takes RS256, RS384 and RS512 alone.")
        return None
    return RegisterSettings(url, issuer) if url and issuer is not None else None


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
