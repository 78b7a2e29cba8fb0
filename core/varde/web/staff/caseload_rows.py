"""The rows of the caseload as they are drawn: fifty of them, so that what many say alike is drawn once for the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial
from typing import Any, NamedTuple, cast

from flask import current_app, url_for
from markupsafe import Markup, escape

from varde.caseload.board import CaseloadLine, Urgency
from varde.caseload.handed import FilledColumn
from varde.charts.charts import sparkline
from varde.kernel.words import Text
from varde.record.words import ICON, PLAN_UNTIL, REASON, TAG
from varde.standing.replies import Reply
from varde.web.shell import http
from varde.web.shell.says import says

_ANCHOR = {"messages": "#dialog", "trajectory": "#symptomer", "exercises": "#ark", "plan": "#plan"}
_SOMEBODY = 2**62
"""An id that no row has, to be taken out of an address."""


class DrawnRow(NamedTuple):
    """One row, in the order that ``caseload/_rows.html`` unpacks and writes as it is: words and whole pieces, made safe, and
    addresses of :class:`_Addresses`."""

    opening: Markup
    id: int
    to_record: str
    name: Markup
    fresh: Markup
    about: Markup
    reason: Markup
    to_alerts: str
    danger: Markup
    crossed: Markup
    waited: Markup
    path: Markup
    trend: Markup
    active: Markup
    columns: Markup
    button: Markup
    to_action: str
    action: Markup


class RowPen:
    """Draws the rows of one page for ``signed_in_id``, who stands in for ``absent_ids`` today, with the ``columns`` of
    plugins. ``booked``: by enrolment when she has an appointment with her today."""

    def __init__(
        self,
        signed_in_id: int,
        absent_ids: Iterable[int] = (),
        columns: Sequence[FilledColumn] = (),
        booked: Mapping[int, datetime] | None = None,
    ) -> None:
        self._speech, self._booked = http.speech(), booked or {}
        self._answers_for = {signed_in_id, None, *absent_ids}
        self._today = self._speech.today
        cells: Any = current_app.jinja_env.get_template("caseload/_rows.html").module
        self._cells = cells
        self._patients = _Addresses(url_for("caseload.patient", enrolment_id=_SOMEBODY))
        self._alerts = _Addresses(url_for("alerts.index", enrolment_id=_SOMEBODY))
        self._referrals = _Addresses(url_for("intake.decide", enrolment_id=_SOMEBODY))
        self._opening, self._button = cache(cells.opening), cache(cells.button)
        self._path, self._trend_cell = cache(cells.path), cache(cells.trend)
        self._danger, self._fresh = says("danger", "yes"), cast(Markup, cells.fresh())
        self._reason, self._active = cache(self._reason_of), cache(self._active_cell)
        self._safe = cache(escape)
        self._columns = [(cache(partial(cells.column, column.title)), column.texts) for column in columns]

    def band(self, band: Urgency) -> Markup:
        """All rows of a band."""
        return cast(Markup, self._cells.rows([self._drawn(line) for line in band.lines]))

    def _drawn(self, line: CaseloadLine) -> DrawnRow:
        row, to_patient = line.row, self._patients.of(line.row.enrolment_id)
        # The alerts of a colleague's patient open when she is taken over.
        to_alerts = self._alerts.of(row.enrolment_id) if row.therapist_id in self._answers_for else to_patient
        to_action = to_patient + _ANCHOR.get(line.leads_to, "")
        if line.leads_to == "referral":
            to_action = self._referrals.of(row.enrolment_id)
        elif line.leads_to == "alerts":
            to_action = to_alerts
        to_record = to_patient if line.crossed or line.leads_to not in ("alerts", "referral") else to_action
        return DrawnRow(
            self._opening(line.reason),
            row.enrolment_id,
            to_record,
            escape(row.name),
            self._fresh if line.fresh else _NOTHING,
            self._safe(line.about),
            self._today_cell(row.enrolment_id)
            + self._reason(
                line.reason,
                line.why,
                _stated(line),
                row.plan_until if line.reason == "plan" else None,
                line.tag,
                line.icon or ICON[line.reason],
                line.reason == "unanswered" and line.reply is not None and line.reply.late,
            )
            + (cast(Markup, self._cells.quoted(line.quote)) if line.quote else _NOTHING),
            to_alerts,
            self._danger if line.reason == "risk" else _NOTHING,
            self._safe(line.crossed),
            self._safe(line.waited or "–"),
            self._path(line.laid, row.state == "active", line.place),
            self._trend(line),
            self._active(self._day_or_moment(row.last_active_at)),
            _NOTHING.join(draw(texts.get(row.enrolment_id, "–")) for draw, texts in self._columns),
            self._button(line.reason),
            to_action,
            self._safe(self._speech.say(line.action)),
        )

    def _reason_of(
        self,
        reason: str,
        why: str,
        stated: tuple[str, Any],
        until: date | None,
        cause: Text | None,
        icon: str,
        late: bool,
    ) -> Markup:
        label = PLAN_UNTIL.filled(day=self._speech.near_day(until)) if until else cause or REASON[reason]
        tag = self._cells.tagged(label, TAG.get(reason, "go"), icon, until) if reason != "on_track" else _NOTHING
        return tag + cast(Markup, self._cells.why(why, *stated, late)) if why else tag

    def _trend(self, line: CaseloadLine) -> Markup:
        trend, since = line.trend, line.trend.since
        key, moved = (f"change:{trend.instrument}", since.moved) if since else ("", None)
        points = sparkline(trend.shares, 0, 1) if len(trend.shares) > 1 else ()
        return cast(Markup, self._trend_cell(points, trend.worse, key, moved, trend.word))

    def _today_cell(self, enrolment_id: int) -> Markup:
        at = self._booked.get(enrolment_id)
        return cast(Markup, self._cells.booked(self._speech.clock(at))) if at is not None else _NOTHING

    def _day_or_moment(self, at: datetime | None) -> date | datetime | None:
        """What "ago" says is the same all day, except of today."""
        on = self._speech.date_of(at) if at else None
        return at if on == self._today else on

    def _active_cell(self, at: date | datetime | None) -> Markup:
        said = self._speech.ago(at) if at else "–"
        return cast(Markup, self._cells.active(said[:1].upper() + said[1:]))


_NOTHING = Markup()


def _stated(line: CaseloadLine) -> tuple[str, int | str | Reply | None]:
    """What the words of a reason state, and its value, by the names of :mod:`varde.web.shell.says`."""
    match line.reason:
        case "inactive":
            return "silence", line.silence
        case "unanswered":
            return "reply", line.reply
        case "referral":
            return "answer", line.answer
        case "risk":
            return "danger", "yes"
    return (f"worse:{line.worse[0]}", line.worse[1]) if line.worse else ("", None)


class _Addresses:
    """The addresses of one view for many enrolments; building each anew is dear."""

    def __init__(self, pattern: str) -> None:
        self._before, _, self._after = escape(pattern).partition(str(_SOMEBODY))

    def of(self, enrolment_id: int) -> str:
        """Safe to write: both halves are, and a number is."""
        return f"{self._before}{enrolment_id}{self._after}"
