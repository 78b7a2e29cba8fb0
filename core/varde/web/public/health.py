"""For those who operate Varde: alive, ready, and figures."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from varde.kernel.jobs import waiting_and_failed
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
    """The database answers (it is asked what the clock owes) and the clock keeps up."""
    work = http.work()
    late = is_late(work)
    return {"database": "ok", "clock": "late" if late else "ok"}, 503 if late else 200


@bp.get("/metrics")
@audience("public")
def metrics() -> Response:
    """Counts for Prometheus: what waits and what failed. No personal data; keep it inside all the same."""
    work, registry = http.work(), CollectorRegistry()
    waiting, failed = waiting_and_failed(work)
    Gauge("varde_outbox_waiting", "Jobs written down and not done", registry=registry).set(waiting)
    Gauge("varde_outbox_failed", "Jobs that were given up", registry=registry).set(failed)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
