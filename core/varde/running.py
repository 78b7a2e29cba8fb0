"""``varde serve``, ``worker`` and ``clock``: the programs that run until they are stopped."""

from __future__ import annotations

import rich_click as click
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings

from varde.kernel.console import Console, say, until_stopped
from varde.kernel.errors import StartRefused
from varde.kernel.log import set_up_logging
from varde.kernel.production import listening_faults
from varde.kernel.transport import make_transport
from varde.kernel.work import Platform
from varde.platform import refuse_if_unsound
from varde.worker import run_clock, run_worker

STOP_SECONDS = 8
"""How long a process of the web has to end what it does when Varde is asked to stop. One that is asked while it starts never
hears it, and would keep the whole from stopping."""

HEADER_SECONDS = 15
"""How long a browser has for its headers, from the first byte of them. Slow bodies, and silence, are for the proxy to time."""


def _sound(console: Console) -> Platform:
    """The platform, on a database whose stored settings can all be read."""
    platform = console.platform()
    refuse_if_unsound(platform)
    return platform


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.pass_obj
def serve(console: Console, host: str, port: int, workers: int) -> None:
    """Serve the pages (run ``varde worker`` and ``varde clock`` beside it)."""
    settings = _sound(console).settings
    if faults := listening_faults(host, settings.environment, settings.trusted_proxies):
        raise StartRefused(*faults)
    Granian(
        "varde.wsgi:make_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
    ).serve()


@click.command()
@click.option("--threads", default=4, show_default=True)
@click.pass_obj
def worker(console: Console, threads: int) -> None:
    """Perform jobs from Redis."""
    platform = _sound(console)
    if platform.settings.redis_url is None:
        raise StartRefused("VARDE_REDIS_URL is not set: a worker in its own process needs Redis.")
    platform.transport = make_transport(platform.settings.redis_url)
    set_up_logging()
    say("Varde's worker is ready.")
    until_stopped(lambda stop: run_worker(platform, stop, threads))


@click.command()
@click.pass_obj
def clock(console: Console) -> None:
    """Keep time: act on the agenda, send again what was lost, seal the access log. Several may run.

    Without Redis there are no workers, and the clock performs the jobs itself.
    """
    platform = _sound(console)
    if platform.settings.redis_url is not None:
        platform.transport = make_transport(platform.settings.redis_url)
    set_up_logging()
    say("Varde's clock is ready.")
    until_stopped(lambda stop: run_clock(platform, stop))
