"""``varde demo``: everything on one machine. A folder keeps the database, the keys and the demo providers' keys."""

from __future__ import annotations

import base64
import json
import logging
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from werkzeug.serving import make_server

from varde.app import create_app
from varde.demo_cast import CAST, furnish, sites_of
from varde.demo_provider import DemoPerson, DemoProviderRefused, RunningProvider, new_signing_key, serve, varde_at
from varde.demo_provider.people import ISSUERS
from varde.identity.oidc import new_private_jwk
from varde.identity.synthetic import synthetic_numbers
from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import MovedClock, SystemClock
from varde.kernel.db import make_engine
from varde.kernel.errors import StartRefused
from varde.kernel.log import set_up_logging
from varde.kernel.migrate import upgrade
from varde.kernel.settings import Settings, read_settings
from varde.kernel.transport import make_transport
from varde.kernel.vault import Vault
from varde.platform import METADATA, histories, make_platform
from varde.simulation import Simulator
from varde.worker import run_clock, run_worker

YEARS = 3
console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Keys:
    """The demo's own secrets, kept in its folder and worth nothing elsewhere."""

    secret: str
    data: str
    registrations: dict[str, dict[str, Any]]
    provider: dict[str, Any]


def run_demo(data: Path, *, port: int, patients: int, seed: int, stop: threading.Event, catalogue: Catalogue) -> None:
    """Migrate, simulate at the first start, serve until ``stop``; the addresses are printed."""
    if patients < 1 or patients > 20_000:
        raise StartRefused(f"--patients is {patients}; it must be from 1 to 20000.")
    set_up_logging(pretty=True, level=logging.WARNING)
    data.mkdir(parents=True, exist_ok=True)
    keys = _keys(data)
    with _provider(keys, port) as provider:
        settings = _settings(data, keys, port, provider)
        prepare(settings, catalogue, patients=patients, seed=seed, marker=data / "simulated.json")
        _serve(settings, catalogue, port, stop)


def _keys(data: Path) -> Keys:
    file = data / "keys.json"
    if not file.exists():
        made = {
            "secret": secrets.token_urlsafe(32),
            "data": "demo:" + base64.b64encode(secrets.token_bytes(32)).decode(),
            "registrations": {issuer: new_private_jwk() for issuer in ("idporten", "helseid")},
            "provider": new_signing_key(),
        }
        file.write_text(json.dumps(made), encoding="utf-8")
        file.chmod(0o600)
    return Keys(**json.loads(file.read_text(encoding="utf-8")))


def _base_url(port: int) -> str:
    return f"http://127.0.0.1:{port}"


@contextmanager
def _provider(keys: Keys, port: int) -> Iterator[RunningProvider]:
    people = [DemoPerson(m.key, m.name, m.nin, m.said, m.issuer) for m in CAST]
    base = _base_url(port)
    registered = [varde_at(base, "varde-demo", issuer, keys.registrations[issuer]) for issuer in ISSUERS]
    try:
        with serve(people, registered, keys.provider, port=port + 1) as running:
            yield running
    except DemoProviderRefused as refused:
        raise StartRefused(str(refused)) from refused


def _settings(data: Path, keys: Keys, port: int, provider: RunningProvider) -> Settings:
    return read_settings(
        {
            "VARDE_ENVIRONMENT": "demo",
            "VARDE_DATABASE_URL": f"sqlite:///{(data / 'varde.sqlite').resolve()}",
            "VARDE_SECRET_KEY": keys.secret,
            "VARDE_DATA_KEYS": keys.data,
            "VARDE_BASE_URL": _base_url(port),
            "VARDE_DATA_DIR": str(data),
            "VARDE_IDLE_MINUTES": "60",
            **{
                f"VARDE_{issuer.upper()}_{part}": value
                for issuer in ("idporten", "helseid")
                for part, value in (
                    ("ISSUER", provider.issuer(issuer)),
                    ("CLIENT_ID", "varde-demo"),
                    ("KEY", json.dumps(keys.registrations[issuer])),
                )
            },
        }
    )


def prepare(settings: Settings, catalogue: Catalogue, *, patients: int, seed: int, marker: Path) -> None:
    """Migrate; and, unless it was done before, make the organisations, the cast and the simulated cohorts."""
    engine = make_engine(settings.database_url)
    upgrade(engine, histories(), METADATA, Vault(settings.data_keys, settings.current_key))
    if marker.exists():
        return
    until = datetime.now(UTC).replace(microsecond=0)
    clock = MovedClock(until - timedelta(days=round(365.25 * YEARS)))
    platform = make_platform(settings, engine=engine, catalogue=catalogue, clock=clock)
    begun = time.monotonic()
    with Progress(
        TextColumn("Simulating {task.fields[n]} patients over three years"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        refresh_per_second=2,
    ) as bar:
        with platform.work() as work:
            if furnish(work):
                raise StartRefused(
                    "The demo was stopped while it was being made. Remove its folder (--data) and start again."
                )
            sites = sites_of(work)
        sizes = [
            max(
                2,
                round(patients * site.programme.demo_share / len([s for s in sites if s.programme is site.programme])),
            )
            for site in sites
        ]
        task = bar.add_task("", total=1.0, n=sum(sizes))
        simulator = Simulator(
            platform, clock, seed, until, synthetic_numbers(), progress=lambda done: bar.update(task, completed=done)
        )
        for site, size in zip(sites, sizes, strict=True):
            simulator.add_cohort(site, size, clock.now())
        for member in CAST:
            member.plan(simulator, sites)
        deeds = simulator.run()
    seconds = time.monotonic() - begun
    marker.write_text(json.dumps({"patients": sum(sizes), "deeds": deeds, "seconds": round(seconds, 1), "seed": seed}))
    console.print(f"Simulated {sum(sizes)} patients in {seconds:.0f} seconds.", highlight=False)


def _serve(settings: Settings, catalogue: Catalogue, port: int, stop: threading.Event) -> None:
    transport = make_transport(None)
    here = make_platform(settings, catalogue=catalogue, clock=SystemClock(), transport=transport)
    try:
        server = make_server("127.0.0.1", port, create_app(here), threaded=True)
    except SystemExit:
        raise StartRefused(f"Port {port} is taken. Choose another with --port.") from None
    threads = [
        threading.Thread(target=run_worker, args=(here, stop, 2), name="worker", daemon=True),
        threading.Thread(target=run_clock, args=(here, stop), name="clock", daemon=True),
        threading.Thread(target=server.serve_forever, name="web", daemon=True),
    ]
    for thread in threads:
        thread.start()
    _announce(settings)
    stop.wait()
    server.shutdown()
    for thread in threads:
        thread.join(timeout=10)


def _announce(settings: Settings) -> None:
    base = settings.base_url
    console.print(f"\n[bold]Varde is running:[/bold] {base}", highlight=False)
    console.print(f"  Phone (SMS):    {base}/demo/telefon", highlight=False)
    console.print(f"  Log in:         {base}/logg-inn   (choose one of the demo people)\n", highlight=False)
    for member in CAST:
        issuer = "BankID " if member.issuer == "idporten" else "HelseID"
        console.print(f"  {issuer}  {member.name:<16} {member.said}", highlight=False)
    console.print("\nCtrl-C stops it. A second start with the same --data is quick.", highlight=False)
