"""The caseload as it stands on screen: each row says why in words, how long it has waited and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from flask import url_for
from sqlalchemy import func, select

from varde.alerts.service import open_alerts_of
from varde.assessments.trends import trends_of
from varde.caseload.models import CaseloadRow
from varde.caseload.service import reason_of, waited
from varde.dialogue.models import Thread
from varde.dialogue.service import reply_of
from varde.enrolments.models import Referral
from varde.enrolments.words import STATE
from varde.instruments.values import Instrument
from varde.kernel import text
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.programmes.values import Programme
from varde.record.trajectory import occasion_title
from varde.record.words import ACTION, BAND, BAND_MEANS, BAND_OF, TREND
from varde.referrals.words import OUTCOME
from varde.scheduling.models import AgendaItem
from varde.standing.replies import Reply, reply_due
from varde.standing.silence import days_of
from varde.standing.start import SinceStart, since_start, start_of
from varde.standing.words import meaning, movement
from varde.web.shell import http
from varde.web.shell.pages import actor, local_date, ngettext
from varde.web.shell.pages import translate as _

SHOWN_ANSWERS = 8
FLAT = 0.04
"""Share of the scale that a trend must move to be called up or down."""

_ANCHOR = {
    "unanswered": "dialog",
    "overdue": "dialog",
    "inactive": "dialog",
    "deterioration": "symptomer",
    "worse": "symptomer",
}
ALERTING = ("risk", "deterioration")
"""Reasons that an open alert stands for; the others have words of their own beside it."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Trend:
    """The latest totals as shares of the scale of ``instrument``, and the word for how far it has moved ``since`` the start;
    that is None while there is nothing to compare."""

    shares: tuple[float, ...]
    word: Text
    instrument: str = ""
    since: SinceStart | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One patient on the board. ``laid`` is stones of the mini cairn, 0-5. ``crossed`` says what open alerts say, and
    ``crossed_url`` is where they are. ``silence`` is in days, None for whoever is not listed for it; ``reply`` and
    ``answer`` (on the referral) are what she waits for."""

    row: CaseloadRow
    reason: str
    why: str
    who: str
    waited: str
    place: str
    laid: int
    trend: Trend
    url: str
    action: Text
    crossed: str = ""
    crossed_url: str = ""
    silence: int | None = None
    reply: Reply | None = None
    answer: Reply | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that wait equally long: now, today, this week."""

    key: str
    title: Text
    means: Text
    lines: tuple[Line, ...] = field(default_factory=tuple)


def bands_of(work: Work, rows: Sequence[CaseloadRow]) -> list[Band]:
    """The rows in words, by urgency. Six statements, whatever there is."""
    board = _Board(work, rows)
    lines = [board.line(row) for row in rows]
    found: dict[str, Band] = {}
    for key in BAND:
        band = Band(key, BAND[key], BAND_MEANS[key], tuple(line for line in lines if BAND_OF[line.reason] == key))
        if band.lines:
            found[key] = band
    return list(found.values())


class _Board:
    """What the rows of one page need from elsewhere, fetched once for all of them."""

    def __init__(self, work: Work, rows: Sequence[CaseloadRow]) -> None:
        self.work, self.language = work, http.language()
        self.programmes = {row.enrolment_id: work.catalogue.one(Programme, row.programme) for row in rows}
        ids = list(self.programmes)
        self.mains = {row.enrolment_id: self.programmes[row.enrolment_id].main_instrument(row.track) for row in rows}
        wanted = {row.enrolment_id: (self.mains[row.enrolment_id] or "", *row.worse_by) for row in rows}
        self.trends = trends_of(work, wanted)
        self.alerts = open_alerts_of(work, ids)
        self.threads = _by_enrolment(work.session.scalars(select(Thread).where(Thread.enrolment_id.in_(ids))).all())
        open_referrals = select(Referral).where(Referral.enrolment_id.in_(ids), Referral.decision.is_(None))
        self.referrals = _by_enrolment(work.session.scalars(open_referrals).all())
        late = (
            select(AgendaItem)
            .where(
                AgendaItem.enrolment_id.in_(ids),
                AgendaItem.kind == "assessment",
                AgendaItem.state == "planned",
                AgendaItem.due_at < work.now,
            )
            .order_by(AgendaItem.due_at.desc())
        )
        self.overdue = _by_enrolment(work.session.scalars(late).all())
        reminders = (
            select(Delivery.enrolment_id, func.count())
            .where(Delivery.enrolment_id.in_(ids), Delivery.notice == "reminder", Delivery.state == "sent")
            .where(Delivery.sent_at > work.now - timedelta(days=30))
            .group_by(Delivery.enrolment_id)
        )
        self.reminders: dict[int | None, int] = {found[0]: found[1] for found in work.session.execute(reminders)}

    def line(self, row: CaseloadRow) -> Line:
        reason = reason_of(row)
        programme = self.programmes[row.enrolment_id]
        track = next((t.title.to(self.language) for t in programme.tracks if t.key == row.track), "")
        born = _("f. %(year)s", year=row.birth_year) + ", " if row.birth_year else ""
        place, laid = self._place(row)
        since = waited(row, self.work.now)
        crossed = self._crossed(row)
        line = Line(
            row,
            reason,
            self._why(row, reason, crossed),
            f"{born}{programme.title.to(self.language)} {track.lower()}".strip(),
            duration(since) if since is not None else "",
            place,
            laid,
            self._trend(row),
            self._url(row, reason),
            ACTION[reason],
            crossed,
            self._alerts_url(row) if crossed else "",
            self.silent(row) if row.inactive_since else None,
            self._reply(row),
            self._answer(row),
        )
        if reason == "risk" and row.referral_since is not None:
            return replace(line, why=_("Svarene i påmeldingen tyder på fare for liv. Ta kontakt i dag."))
        return line

    def _url(self, row: CaseloadRow, reason: str) -> str:
        if row.referral_since is not None:
            return url_for("intake.decide", enrolment_id=row.enrolment_id)
        if reason in ALERTING and self.alerts.get(row.enrolment_id):
            return self._alerts_url(row)
        return url_for("caseload.patient", enrolment_id=row.enrolment_id, _anchor=_ANCHOR.get(reason))

    def _alerts_url(self, row: CaseloadRow) -> str:
        """To the alerts; a colleague's patient must be taken over first."""
        where = "alerts.index" if row.therapist_id == actor().person_id else "caseload.patient"
        return url_for(where, enrolment_id=row.enrolment_id)

    def _crossed(self, row: CaseloadRow) -> str:
        """What the gravest open alert says, how many more there are, and that nobody opened it in time."""
        pairs = self.alerts.get(row.enrolment_id, [])
        if not pairs:
            return ""
        said = [pairs[0][1].title.to(self.language)]
        if any(raised.state == "escalated" for raised, _declared in pairs):
            said.append(_("Ingen åpnet i tide."))
        if len(pairs) > 1:
            said.append(ngettext("Og ett varsel til.", "Og %(n)s varsler til.", len(pairs) - 1))
        return " ".join(said)

    def _place(self, row: CaseloadRow) -> tuple[str, int]:
        if row.state != "active":
            return STATE[row.state].to(self.language), 0
        module = next((m for m in self.programmes[row.enrolment_id].modules if m.key == row.module), None)
        if module is None:
            return _("Ikke begynt"), 0
        laid = min(5, row.steps_done * 5 // max(1, len(module.steps)))
        return _("Modul %(number)s", number=module.number), laid

    def _trend(self, row: CaseloadRow) -> Trend:
        key = self.mains[row.enrolment_id]
        responses = self.trends[row.enrolment_id].get(key or "", [])
        if not responses or key is None:
            return Trend((), TREND["none"])
        instrument = self.work.catalogue.one(Instrument, key)
        low, high = instrument.total_range or (0, max(*(response.total for response in responses), 1))
        shares = tuple((response.total - low) / (high - low) for response in responses[-SHOWN_ANSWERS:])
        since = since_start(instrument, responses)
        if since is None or since.moved is None:
            return Trend(shares, TREND["few"], key)
        moved = since.moved / (high - low)
        word = "flat" if abs(moved) < FLAT else "up" if moved > 0 else "down"
        return Trend(shares, TREND[word], key, since)

    def _why(self, row: CaseloadRow, reason: str, crossed: str) -> str:
        if crossed and reason in ALERTING:
            return ""
        if reason == "referral":
            return self._why_referral(row)
        if reason == "unanswered":
            return self._why_unanswered(row)
        if reason == "deterioration":
            return _("Et svar passerte klinikkens grense. Åpne og se på det i dag.")
        if reason == "worse":
            return self._why_worse(row)
        if reason == "overdue":
            return self._why_overdue(row)
        if reason == "inactive":
            return self._why_inactive(row)
        if reason == "risk":
            return _("Et svar passerte klinikkens grense. Åpne og se på det nå.")
        return "" if row.state == "active" else STATE[row.state].to(self.language) + "."

    def _why_referral(self, row: CaseloadRow) -> str:
        referral, answer = self.referrals.get(row.enrolment_id), self._answer(row)
        if referral is None or answer is None:
            return _("Venter på vurdering.")
        source = _("Henvist av en kliniker.") if referral.source == "clinician" else _("Meldte seg på selv.")
        until = _("Svarfrist %(day)s.", day=self._day(answer.by))
        return f"{source} {OUTCOME[referral.outcome].to(self.language)}. {until}"

    def _why_unanswered(self, row: CaseloadRow) -> str:
        reply = self._reply(row)
        if reply is None:
            return _("Venter på svar.")
        day = self._day(reply.by)
        if reply.late:
            return _("Svarfristen var %(day)s.", day=day)
        return _("Venter på svar. Fristen er %(day)s.", day=day)

    def _answer(self, row: CaseloadRow) -> Reply | None:
        referral = self.referrals.get(row.enrolment_id)
        return reply_due(row.referral_since, referral.answer_by, self.work.now) if referral else None

    def _reply(self, row: CaseloadRow) -> Reply | None:
        return reply_of(self.threads.get(row.enrolment_id), self.work.now)

    def _why_worse(self, row: CaseloadRow) -> str:
        for key in row.worse_by:
            instrument, responses = self.work.catalogue.all(Instrument).get(key), self.trends[row.enrolment_id][key]
            start, since = start_of(responses), since_start(instrument, responses)
            if instrument is not None and start is not None and since is not None and since.moved:
                moved = movement(since.moved, self.language, at_start=since.at_start)
                means = meaning(instrument, start.total, responses[-1].total, self.language)
                return f"{instrument.title.to(self.language)}: {moved} {means}"
        return _("Skåren er verre enn ved start, med mer enn det som kan være tilfeldig.")

    def _why_overdue(self, row: CaseloadRow) -> str:
        item = self.overdue.get(row.enrolment_id)
        if item is None:
            return _("Et skjema er ikke levert.")
        title = occasion_title(self.programmes[row.enrolment_id], item.key)
        late = _("«%(title)s» skulle vært levert %(day)s.", title=title, day=self._day(item.due_at))
        return late + self._reminded(row)

    def _why_inactive(self, row: CaseloadRow) -> str:
        return _("Ikke aktiv på %(n)s dager.", n=self.silent(row)) + self._reminded(row)

    def silent(self, row: CaseloadRow) -> int:
        """Days of silence, of a row that is listed for it."""
        since = row.inactive_since or self.work.now
        return days_of(local_date(since), self.work.now, self.work.zone)

    def _reminded(self, row: CaseloadRow) -> str:
        sent = self.reminders.get(row.enrolment_id, 0)
        if not sent:
            return ""
        return " " + (_("Én påminnelse sendt.") if sent == 1 else _("%(n)s påminnelser sendt.", n=sent))

    def _day(self, at: datetime) -> str:
        return text.weekday_day(local_date(at), self.language)


def _by_enrolment(rows: Sequence[Row]) -> Mapping[int, Row]:
    """By enrolment id; where there are several, the last."""
    return {row.enrolment_id: row for row in rows}  # type: ignore[attr-defined]


def duration(time: timedelta) -> str:
    """“2 t 58 min”, “1 d 20 t” under two days, “16 d” after that."""
    minutes = max(0, int(time.total_seconds() // 60))
    hours, days = minutes // 60, minutes // (24 * 60)
    if hours < 1:
        return _("%(minutes)s min", minutes=minutes)
    if days < 1:
        return _("%(hours)s t %(minutes)s min", hours=hours, minutes=minutes % 60)
    if days < 2:
        return _("%(days)s d %(hours)s t", days=days, hours=hours % 24)
    return _("%(days)s d", days=days)
