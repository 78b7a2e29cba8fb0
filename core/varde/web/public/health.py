"""For those who operate Varde: alive, ready, and figures."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from varde.audit.standing import waiting_now
from varde.benefits.counting.checked import disagrees
from varde.benefits.counting.roller import is_behind
from varde.kernel.db import as_varde_error
from varde.kernel.errors import Unavailable
from varde.kernel.jobs import waiting_and_failed
from varde.kernel.speed import ENDLESS, speed_now
from varde.kernel.work import Work
from varde.scheduling.agenda import is_late
from varde.scheduling.late import failing_now, late_now
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
    """The database answers (it is asked what the clock owes) and the clock keeps up. That the queue is gone, or the figures of the
    benefits are late or do not agree, is said, and sends nobody away: what people send is kept, and waits for it; and nobody is to
    be kept from where she is treated because a figure is old."""
    answers = http.platform().transport.answers()
    queue = {} if answers is None else {"queue": "ok" if answers else "gone"}
    try:
        late, behind = is_late(http.work()), is_behind(http.work())
        cells = "late" if behind else "wrong" if disagrees(http.work()) else "ok"
    except Exception as fault:
        if not isinstance(as_varde_error(fault), Unavailable):
            raise
        http.drop_work()
        return {"database": "gone", "clock": "unknown", "cells": "unknown", **queue}, 503
    said = {"database": "ok", "clock": "late" if late else "ok", "cells": cells, **queue}
    return said, 503 if late else 200


@bp.get("/metrics")
@audience("public")
def metrics() -> Response:
    """Counts for Prometheus: what waits and what failed, and how long pages take. No personal data; keep it inside all the same."""
    work, registry = http.work(), CollectorRegistry()
    waiting, failed = waiting_and_failed(work)
    Gauge("varde_outbox_waiting", "Jobs written down and not done", registry=registry).set(waiting)
    Gauge("varde_outbox_failed", "Jobs that were given up", registry=registry).set(failed)
    _of_agenda(work, registry)
    Gauge("varde_access_log_waiting", "Entries of the access log not chained", registry=registry).set(
        waiting_now(work)[0]
    )
    within = Gauge(
        "varde_pages_within",
        "Pages of all processes in the last hour that took no longer than so many seconds",
        ("le",),
        registry=registry,
    )
    for limit, pages in speed_now(work, http.page_times().not_added()).within.items():
        within.labels("+Inf" if limit == ENDLESS else f"{limit / 1000:g}").set(pages)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _of_agenda(work: Work, registry: CollectorRegistry) -> None:
    """What is due and not done, by kind. Two statements."""
    due = Gauge("varde_agenda_due", "Planned, due and not acted on", ["kind"], registry=registry)
    oldest = Gauge("varde_agenda_due_seconds", "How late the oldest of it is", ["kind"], registry=registry)
    failing = Gauge(
        "varde_agenda_failing", "Planned and failing: tried again, or given up", ["kind", "state"], registry=registry
    )
    for late in late_now(work):
        due.labels(late.kind).set(late.number)
        oldest.labels(late.kind).set((work.now - late.since).total_seconds())
    for row in failing_now(work):
        failing.labels(row.kind, row.state).inc(row.number)
