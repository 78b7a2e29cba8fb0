"""What the demo keeps in its folder beside the database: its own secrets, and what was asked for."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from varde.identity.oidc import new_private_jwk
from varde.kernel.settings import Settings, read_settings
from varde.testing.register import StubRegister
from varde_demo.provider import RunningProvider, new_signing_key
from varde_demo.provider.people import ISSUERS


@dataclass(frozen=True, slots=True)
class Keys:
    """The demo's own secrets, worth nothing elsewhere."""

    secret: str
    data: str
    registrations: dict[str, dict[str, Any]]
    provider: dict[str, Any]


def keys_in(folder: Path) -> Keys:
    """The folder's keys, made at the first start."""
    file = folder / "keys.json"
    if not file.exists():
        made = {
            "secret": secrets.token_urlsafe(32),
            "data": "demo:" + base64.b64encode(secrets.token_bytes(32)).decode(),
            "registrations": {issuer: new_private_jwk() for issuer in ISSUERS},
            "provider": new_signing_key(),
        }
        _write(file, made)
        file.chmod(0o600)
    return Keys(**json.loads(file.read_text(encoding="utf-8")))


@dataclass(slots=True)
class Plan:
    """What was asked for at the first start: later starts go on with the same people, up to the same moment.

    ``until`` is that start: what the people do after it is for visitors and the clock. ``is_new``: not kept yet.
    """

    file: Path
    seed: int
    patients: int
    until: datetime
    finished: bool = False
    is_new: bool = False

    def keep(self) -> None:
        """Write it down."""
        asked = {
            "seed": self.seed,
            "patients": self.patients,
            "until": self.until.isoformat(),
            "finished": self.finished,
        }
        _write(self.file, asked)
        self.is_new = False

    def finish(self) -> None:
        """Everybody is there: the next start need not look."""
        self.finished = True
        self.keep()


def plan_in(folder: Path, *, patients: int, seed: int) -> Plan:
    """The folder's plan, or a new one for these wishes."""
    file = folder / "plan.json"
    if not file.exists():
        return Plan(file, seed, patients, datetime.now(UTC).replace(microsecond=0), is_new=True)
    asked = json.loads(file.read_text(encoding="utf-8"))
    return Plan(file, **{**asked, "until": datetime.fromisoformat(asked["until"])})


def _write(file: Path, content: dict[str, Any]) -> None:
    """All of it or nothing, also when the machine stops in the middle."""
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(content), encoding="utf-8")
    beside.replace(file)


def base_url(port: int) -> str:
    """Where the demo is served."""
    return f"http://127.0.0.1:{port}"


def settings_of(folder: Path, keys: Keys, port: int, provider: RunningProvider, register: StubRegister) -> Settings:
    """The settings of a demo in this folder."""
    files = folder.resolve() / "files"
    files.mkdir(exist_ok=True)
    return read_settings(
        {
            "VARDE_ENVIRONMENT": "demo",
            "VARDE_DATABASE_URL": f"sqlite:///{(folder / 'varde.sqlite').resolve()}",
            "VARDE_SECRET_KEY": keys.secret,
            "VARDE_DATA_KEYS": keys.data,
            "VARDE_BASE_URL": base_url(port),
            "VARDE_IDLE_MINUTES": "60",
            "VARDE_FILES": str(files),
            **register.environment(),
            **{
                f"VARDE_{issuer.upper()}_{part}": value
                for issuer in ISSUERS
                for part, value in (
                    ("ISSUER", provider.issuer(issuer)),
                    ("CLIENT_ID", "varde-demo"),
                    ("KEY", json.dumps(keys.registrations[issuer])),
                )
            },
        }
    )
