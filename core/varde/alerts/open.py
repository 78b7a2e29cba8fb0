"""The open alerts of many enrolments at once, for lists."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, select

from varde.alerts.models import OpenAlert, RaisedAlert
from varde.alerts.rules import gravity
from varde.alerts.service import OPEN_STATES, declared_as
from varde.alerts.values import Alert
from varde.kernel.work import Work

OPEN_OF_MANY = select(*(getattr(RaisedAlert, column) for column in OpenAlert._fields)).where(
    RaisedAlert.enrolment_id.in_(bindparam("enrolments", expanding=True)), RaisedAlert.state.in_(OPEN_STATES)
)


def open_alerts_of(work: Work, enrolment_ids: Collection[int]) -> dict[int, list[tuple[OpenAlert, Alert]]]:
    """By enrolment id the alerts that are not closed, gravest first, each with what was declared. One statement."""
    rows = [OpenAlert._make(row) for row in work.columns(OPEN_OF_MANY, {"enrolments": list(enrolment_ids)})]
    alerts: dict[int, list[tuple[OpenAlert, Alert]]] = {}
    for row in sorted(rows, key=lambda row: (-gravity(row.severity), -row.id)):
        alerts.setdefault(row.enrolment_id, []).append((row, declared_as(work, row)))
    return alerts
