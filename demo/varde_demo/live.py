"""A Varde that is really served: web, worker and clock in threads of this process, and the demo sign-in beside it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, or_, select
from werkzeug.serving import WSGIRequestHandler, make_server

from varde.app import create_app
from varde.identity.oidc import new_private_jwk
from varde.kernel.clock import MovedClock
from varde.kernel.db import make_engine
from varde.kernel.jobs import Outbox
from varde.kernel.migrate import upgrade
from varde.kernel.part import Part
from varde.kernel.transport import make_transport
from varde.kernel.work import Platform
from varde.platform import histories, make_platform
from varde.testing.house import everything_installed, settings_for
from varde.testing.servers import free_port
from varde.worker import run_clock, run_worker
from varde_demo.cast import cast_of, people_to_be
from varde_demo.organisations import furnish, simulations
from varde_demo.provider import DemoPerson, new_signing_key, serve, varde_at
from varde_demo.provider.people import Issuer


@dataclass
class Live:
    """Where it is served, its clock, and its platform for looking behind the pages."""

    url: str
    clock: MovedClock
    platform: Platform

    def move(self, **step: float) -> None:
        """Move the clock forward and wait until what that makes due has been done."""
        self.clock.move(**step)
        self.settle()

    def settle(self, seconds: float = 20) -> None:
        """Wait until the agenda and the outbox have nothing more to do at this moment, all that is due is sent, and what was
        counted is in the figures."""
        from varde.benefits.counting.models import CellDelta
        from varde.notifications.models import Delivery
        from varde.scheduling.models import AgendaItem

        waited = threading.Event()
        for _ in range(int(seconds / 0.1)):
            with self.platform.work() as work:
                jobs = exists().where(Outbox.done_at.is_(None), Outbox.run_after <= work.now)
                items = exists().where(AgendaItem.act_at <= work.now)
                # Whoever sends holds its job back meanwhile, so that the job alone does not tell.
                notices = exists().where(or_(Delivery.state == "sending", Delivery.next_at <= work.now))
                # One statement: of two, what the second sees done may have left the first a job.
                counted = exists(CellDelta.id)
                busy = work.session.scalar(select(or_(jobs, items, notices, counted)))
            if not busy:
                return
            waited.wait(0.1)
        raise AssertionError("Varde did not settle: something due was not done.")


class _WithoutLog(WSGIRequestHandler):
    def log_request(self, *_args: object, **_kwargs: object) -> None:
        return None


def _this_forenoon() -> datetime:
    """Today, when nobody's messages wait for the morning: what happens does not depend on when it is run."""
    moment = datetime.now(ZoneInfo("Europe/Oslo"))
    return moment.replace(hour=11, minute=0, second=0, microsecond=0).astimezone(UTC)


@contextmanager
def live_varde(
    database_url: str,
    redis_url: str | None = None,
    *,
    people: Sequence[DemoPerson] = (),
    at: datetime | None = None,
    empty: bool = False,
) -> Iterator[Live]:
    """Serve a freshly furnished Varde (the demo's organisations and cast) on loopback until the block is left; an ``empty`` one
    has nothing in it, and the cast is known to the sign-in alone."""
    port, engine = free_port(), make_engine(database_url)
    upgrade(engine, histories(everything_installed().all(Part).values()))
    clock = MovedClock(at or _this_forenoon())
    base = f"http://127.0.0.1:{port}"
    keys: dict[Issuer, dict[str, Any]] = {"idporten": new_private_jwk(), "helseid": new_private_jwk()}
    cast = people_to_be(cast_of(simulations(everything_installed()))) + list(people)
    clients = [varde_at(base, "varde-test", issuer, key) for issuer, key in keys.items()]
    stop = threading.Event()
    with serve(cast, clients, new_signing_key(), clock=clock.now) as provider:
        variables = {
            f"VARDE_{issuer.upper()}_{part}": value
            for issuer in keys
            for part, value in (
                ("ISSUER", provider.issuer(issuer)),
                ("CLIENT_ID", "varde-test"),
                ("KEY", json.dumps(keys[issuer])),
            )
        }
        settings = settings_for(
            database_url, **variables, VARDE_BASE_URL=base, VARDE_IDLE_MINUTES="120", VARDE_ABSOLUTE_HOURS="24"
        )
        platform = make_platform(
            settings, engine=engine, catalogue=everything_installed(), clock=clock, transport=make_transport(redis_url)
        )
        if not empty:
            with platform.work() as work:
                furnish(work)
        server = make_server("127.0.0.1", port, create_app(platform), threaded=True, request_handler=_WithoutLog)
        threads = [
            threading.Thread(target=run_worker, args=(platform, stop, 2), daemon=True),
            threading.Thread(target=run_clock, args=(platform, stop), daemon=True),
            threading.Thread(target=server.serve_forever, daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            yield Live(base, clock, platform)
        finally:
            stop.set()
            server.shutdown()
            server.server_close()
            for thread in threads:
                thread.join(timeout=15)
            engine.dispose()
