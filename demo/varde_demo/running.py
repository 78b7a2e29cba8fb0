"""``varde demo``: everything on one machine. A folder keeps the database, the keys and what was asked for.

Organisations and those one can sign in as are made before the first page is served; the cohorts while it is served.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import structlog
from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from sqlalchemy import delete
from werkzeug.serving import make_server

from varde.app import create_app
from varde.benefits.figures.deciding import decide_everywhere
from varde.benefits.figures.models import DecidedPeriods
from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import SystemClock
from varde.kernel.errors import StartRefused
from varde.kernel.log import set_up_logging
from varde.kernel.migrate import upgrade
from varde.kernel.part import Part
from varde.kernel.settings import Settings
from varde.kernel.transport import make_transport
from varde.kernel.work import Platform
from varde.parts import build_catalogue
from varde.platform import histories, make_platform
from varde.testing.register import stub_register
from varde.worker import run_clock, run_worker
from varde_demo.benefits import plan_benefits
from varde_demo.cast import CastMember, cast_of, faults_of_cast, people_to_be
from varde_demo.contacts import register_cast
from varde_demo.folder import Keys, Plan, base_url, keys_in, plan_in, settings_of
from varde_demo.groups import gather
from varde_demo.neighbours import hand_over
from varde_demo.organisations import furnish, has_organisations, send_away, simulations, sites_of
from varde_demo.people import YEARS, everybody, simulate, simulate_cast
from varde_demo.progress import SimulationProgress
from varde_demo.provider import DemoProviderRefused, RunningProvider, serve, varde_at
from varde_demo.provider.people import ISSUERS
from varde_demo.sounds import place_sounds
from varde_demo.starts import start_together
from varde_demo.waiting import let_wait

LONG_AGO = timedelta(days=YEARS * 366)
"""How long before the first start the organisations were made, and with them those one can sign in as."""
BREATH = 0.06
"""Seconds without a transaction after each person: on SQLite everybody else waits while one is written."""
console = Console(stderr=True)
log = structlog.get_logger("varde.demo")


def run_demo(folder: Path, *, port: int, patients: int, seed: int, stop: threading.Event) -> None:
    """Migrate, make the cast at the first start, serve until ``stop``, and simulate meanwhile what is missing."""
    if patients < 1 or patients > 20_000:
        raise StartRefused(f"--patients is {patients}; it must be from 1 to 20000.")
    set_up_logging(pretty=True, level=logging.WARNING)
    folder.mkdir(parents=True, exist_ok=True)
    keys, catalogue = keys_in(folder), build_catalogue()
    people = simulations(catalogue)
    if faults := list(faults_of_cast(people)):
        raise StartRefused(*faults)
    cast = cast_of(people)
    with _provider(keys, port, cast) as provider, stub_register() as register:
        register_cast(register, cast)
        settings = settings_of(folder, keys, port, provider, register)
        platform = _prepared(settings, catalogue)
        plan = plan_in(folder, patients=patients, seed=seed)
        _make_cast(platform, plan)
        _serve(platform, port, plan, cast, stop)


@contextmanager
def _provider(keys: Keys, port: int, cast: Sequence[CastMember]) -> Iterator[RunningProvider]:
    registered = [varde_at(base_url(port), "varde-demo", issuer, keys.registrations[issuer]) for issuer in ISSUERS]
    try:
        with serve(people_to_be(cast), registered, keys.provider, port=port + 1) as running:
            yield running
    except DemoProviderRefused as refused:
        raise StartRefused(str(refused)) from refused


def _prepared(settings: Settings, catalogue: Catalogue) -> Platform:
    platform = make_platform(settings, catalogue=catalogue, clock=SystemClock(), transport=make_transport(None))
    upgrade(platform.engine, histories(platform.catalogue.all(Part).values()), platform.vault)
    return platform


def _make_cast(platform: Platform, plan: Plan) -> None:
    """Organisations, and everybody one can sign in as with what happened to them."""
    with platform.work() as work:
        if plan.is_new and has_organisations(work):
            raise StartRefused("There is a database in the folder that this demo did not make: choose another --data.")
    plan.keep()
    with platform.work() as work:
        work.now = plan.until - LONG_AGO
        furnish(work)
        sites = sites_of(work)
        place_sounds(work, sites)
    simulate_cast(platform, sites, plan.until)
    with platform.work() as work:
        work.now = plan.until
        send_away(work, sites_of(work))
        let_wait(work, sites_of(work), plan.seed, plan.until)
    with platform.work() as work:
        plan_benefits(work, sites_of(work), plan.until)


def make_cohorts(platform: Platform, plan: Plan, progress: SimulationProgress, stop: threading.Event) -> None:
    """Invent whoever is missing, one person in each transaction, until all are there or ``stop`` is set."""
    with platform.work() as work:
        sites = {site.programme.key: site for site in sites_of(work)}
    for person in everybody(simulations(platform.catalogue), plan.patients, plan.seed, plan.until):
        if stop.is_set():
            return
        is_new = simulate(platform, sites[person.programme], person, plan.seed, plan.until)
        progress.one_more()
        if is_new:
            stop.wait(BREATH)
    with platform.work() as work:
        gather(work, sites.values(), plan.seed, plan.until)
    with platform.work() as work:
        start_together(work, sites.values(), plan.seed, plan.until)
    with platform.work() as work:
        # Nights that were simulated meanwhile may have decided when there were few in each month.
        work.session.execute(delete(DecidedPeriods))
        decide_everywhere(work)
    plan.finish()


def _serve(platform: Platform, port: int, plan: Plan, cast: Sequence[CastMember], stop: threading.Event) -> None:
    people = everybody(simulations(platform.catalogue), plan.patients, plan.seed, plan.until)
    progress = SimulationProgress(len(people), len(people) if plan.finished else 0)
    try:
        server = make_server("127.0.0.1", port, create_app(platform, announcement=progress.words), threaded=True)
    except SystemExit:
        raise StartRefused(f"Port {port} is taken. Choose another with --port.") from None
    threads = [
        threading.Thread(target=run_worker, args=(platform, stop, 2), name="worker", daemon=True),
        threading.Thread(target=run_clock, args=(platform, stop), name="clock", daemon=True),
        threading.Thread(target=server.serve_forever, name="web", daemon=True),
    ]
    for thread in threads:
        thread.start()
    _announce(platform.settings.base_url, cast)
    if not plan.finished:
        threads.append(_simulating(platform, plan, progress, stop))
    stop.wait()
    server.shutdown()
    for thread in threads:
        thread.join(timeout=10)


def _simulating(
    platform: Platform, plan: Plan, progress: SimulationProgress, stop: threading.Event
) -> threading.Thread:
    """Simulate in a thread of its own, and show in the terminal how far it has come."""

    def run() -> None:
        begun = time.monotonic()
        with Bar(
            TextColumn("Simulating {task.total:.0f} patients over three years"),
            BarColumn(),
            TextColumn("{task.completed:.0f}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            refresh_per_second=2,
        ) as bar:
            task = bar.add_task("", total=progress.total)
            progress.heard = lambda done: bar.update(task, completed=done)
            try:
                with platform.work() as work:
                    sites = sites_of(work)
                hand_over(platform, sites, plan.seed, plan.until, lambda: stop.wait(BREATH))
                make_cohorts(platform, plan, progress, stop)
            except Exception:
                log.exception("simulation_stopped")
        if progress.done == progress.total:
            console.print(
                f"Simulated {progress.total} patients in {time.monotonic() - begun:.0f} seconds.", highlight=False
            )

    thread = threading.Thread(target=run, name="simulation", daemon=True)
    thread.start()
    return thread


def _announce(base: str, cast: Sequence[CastMember]) -> None:
    console.print(f"\n[bold]Varde is running:[/bold] {base}", highlight=False)
    console.print(f"  Phone (SMS):    {base}/demo/telefon", highlight=False)
    console.print(f"  Log in:         {base}/logg-inn   (choose one of the demo people)\n", highlight=False)
    for member in cast:
        issuer = "BankID " if member.issuer == "idporten" else "HelseID"
        console.print(f"  {issuer}  {member.name:<16} {member.said}", highlight=False)
    console.print("\nCtrl-C stops it. A start with the same --data goes on where it was.\n", highlight=False)
