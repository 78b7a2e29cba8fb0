"""For those who operate Varde: alive, ready, and figures."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select, text

from varde.kernel.jobs import Outbox
from varde.scheduling.agenda import is_late
from varde.web.shell import http
from varde.web.shell.pages import audience

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@audience("public")
def alive() -> tuple[dict[str, str], int]:
    """The process answers."""
    return {"status": "ok"}, 200


@bp.get("/readyz")
@audience("public")
def ready() -> tuple[dict[str, Any], int]:
    """The database answers and the clock keeps up."""
    work = http.work()
    work.session.execute(text("SELECT 1"))
    late = is_late(work)
    return {"database": "ok", "clock": "late" if late else "ok"}, 503 if late else 200


@bp.get("/metrics")
@audience("public")
def metrics() -> Response:
    """Counts for Prometheus: what waits and what failed. No personal data; keep it inside all the same."""
    work, registry = http.work(), CollectorRegistry()
    waiting, failed = work.session.execute(
        select(
            func.count().filter(Outbox.done_at.is_(None), Outbox.failed_at.is_(None)),
            func.count().filter(Outbox.failed_at.is_not(None)),
        ).select_from(Outbox)
    ).one()
    Gauge("varde_outbox_waiting", "Jobs written down and not done", registry=registry).set(waiting)
    Gauge("varde_outbox_failed", "Jobs that were given up", registry=registry).set(failed)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
